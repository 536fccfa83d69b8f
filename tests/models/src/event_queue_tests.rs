//! Hubs and queues, in every order in which threads can come.

use std::sync::Arc;

use loom::future::block_on;
use loom::thread;

use crate::event_queue::{Filter, Hub, Next, Queue};

/// Tries every order with up to so many places at which a thread is interrupted though it could go on: more finds what
/// two find, and takes hours.
const INTERRUPTIONS: usize = 2;

fn model(check: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(builder.preemption_bound.unwrap_or(INTERRUPTIONS));
    builder.check(check);
}

/// An item of an object: the object's number, and how many were published of it before.
type Item = (u8, u8);

/// Wants the items of one object, or all.
struct Wanted(Option<u8>);

impl Filter<Item> for Wanted {
    fn accepts(&self, (object, _): &Item) -> bool {
        self.0.is_none_or(|wanted| wanted == *object)
    }
}

type TestHub = Arc<Hub<Item, Wanted>>;
type TestQueue = Arc<Queue<Item, Wanted>>;

fn listener(hub: &TestHub, wanted: Option<u8>, capacity: usize) -> TestQueue {
    let queue = Arc::new(Queue::new(Wanted(wanted), capacity));
    hub.add(&queue);
    queue
}

fn publisher(hub: &TestHub, object: u8, count: u8) -> thread::JoinHandle<()> {
    let hub = hub.clone();
    thread::spawn(move || (0..count).for_each(|number| hub.publish((object, number))))
}

/// Reads to the end.
fn read(queue: &TestQueue) -> Vec<Next<Item>> {
    std::iter::from_fn(|| block_on(queue.next())).collect()
}

#[test]
fn each_object_keeps_its_order_and_nothing_is_lost() {
    model(|| {
        let hub = TestHub::default();
        let queue = listener(&hub, None, 8);
        let publishers = [publisher(&hub, 1, 2), publisher(&hub, 2, 1)];
        let mut told = Vec::new();
        while told.len() < 3 {
            match block_on(queue.next()) {
                Some(Next::Item(item)) => told.push(item),
                other => panic!("{other:?} after {told:?}"),
            }
        }
        let of_first: Vec<u8> = told.iter().filter(|(object, _)| *object == 1).map(|(_, number)| *number).collect();
        assert_eq!(of_first, [0, 1]);
        publishers.into_iter().for_each(|publisher| publisher.join().expect("no panic"));
    });
}

#[test]
fn what_has_no_room_is_counted_where_it_is_missing() {
    model(|| {
        let hub = TestHub::default();
        let queue = listener(&hub, None, 1);
        let publisher = publisher(&hub, 1, 3);
        let (mut expected, mut missing) = (0, 0);
        while expected < 3 {
            match block_on(queue.next()) {
                Some(Next::Item((_, number))) => {
                    assert_eq!(number, expected);
                    expected += 1;
                }
                Some(Next::Lost(count)) => {
                    missing += count;
                    expected += u8::try_from(count).expect("a few");
                }
                None => panic!("it was not closed"),
            }
        }
        assert!(missing <= 2);
        publisher.join().expect("no panic");
        assert_eq!(queue.try_next(), None);
    });
}

#[test]
fn who_waits_hears_of_the_end() {
    model(|| {
        let hub = TestHub::default();
        let queue = listener(&hub, None, 8);
        let publisher = publisher(&hub, 1, 1);
        let closer = thread::spawn({
            let queue = queue.clone();
            move || queue.close()
        });
        let told = read(&queue);
        // What came before the end is told, what came after it is not.
        assert!(told.len() <= 1, "{told:?}");
        publisher.join().expect("no panic");
        closer.join().expect("no panic");
        assert_eq!(queue.try_next(), None);
    });
}

#[test]
fn readers_of_one_queue_share_what_comes_and_all_end() {
    model(|| {
        let hub = TestHub::default();
        let queue = listener(&hub, None, 8);
        let readers = [(); 2].map(|()| {
            let queue = queue.clone();
            thread::spawn(move || read(&queue).len())
        });
        hub.publish((1, 0));
        queue.close();
        let told: usize = readers.into_iter().map(|reader| reader.join().expect("no panic")).sum();
        assert_eq!(told, 1);
    });
}

#[test]
fn a_reader_that_gives_up_takes_nothing_from_another() {
    model(|| {
        let hub = TestHub::default();
        let queue = listener(&hub, None, 8);
        let impatient = thread::spawn({
            let queue = queue.clone();
            move || {
                let mut next = Box::pin(queue.next());
                let mut context = std::task::Context::from_waker(std::task::Waker::noop());
                next.as_mut().poll(&mut context).is_ready()
            }
        });
        let publisher = publisher(&hub, 1, 1);
        let taken = impatient.join().expect("no panic");
        if !taken {
            assert_eq!(block_on(queue.next()), Some(Next::Item((1, 0))));
        }
        publisher.join().expect("no panic");
    });
}

#[test]
fn a_late_listener_hears_all_from_then_on() {
    model(|| {
        let hub = TestHub::default();
        let publisher = publisher(&hub, 1, 3);
        let queue = listener(&hub, Some(1), 8);
        publisher.join().expect("no panic");
        queue.close();
        let told = read(&queue);
        let first = 3 - told.len();
        let expected: Vec<Next<Item>> = (first..3).map(|number| Next::Item((1, number as u8))).collect();
        assert_eq!(told, expected);
    });
}

#[test]
fn what_came_before_everybody_goes_to_one_listener() {
    model(|| {
        let hub = TestHub::default();
        hub.publish_to_first((1, 0));
        let other = thread::spawn({
            let hub = hub.clone();
            move || listener(&hub, None, 8).try_next().is_some()
        });
        let mine = listener(&hub, None, 8).try_next().is_some();
        assert!(mine != other.join().expect("no panic"));
    });
}
