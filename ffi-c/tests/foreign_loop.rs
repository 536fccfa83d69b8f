//! A loop of the program's, whose functions wait for a lock as those of an interpreter do.

#![allow(clippy::undocumented_unsafe_blocks)]

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use ferrovirt_c::connection::{virConnectClose, virConnectOpen};
use ferrovirt_c::event_loop::virEventRegisterImpl;
use ferrovirt_c::event_registration::{virConnectDomainEventDeregisterAny, virConnectDomainEventRegisterAny};
use ferrovirt_c::generated::layout::{virEventHandleCallback, virEventTimeoutCallback, virFreeCallback};
use ferrovirt_c::object::{virConnectPtr, virDomainPtr};

/// The lock of the interpreter, which every function of the loop needs.
static INTERPRETER: Mutex<()> = Mutex::new(());
/// How many threads have asked for a timer, with a signal for each.
static ASKED: (Mutex<u32>, Condvar) = (Mutex::new(0), Condvar::new());
static TIMERS: Mutex<Vec<(c_int, virFreeCallback, usize)>> = Mutex::new(Vec::new());
static NEXT: AtomicI32 = AtomicI32::new(1);
static FREED: AtomicI32 = AtomicI32::new(0);

thread_local! {
    /// Whether the thread has the interpreter's lock already.
    static HAS: Cell<bool> = const { Cell::new(false) };
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs with the interpreter's lock, as a function of a binding does.
fn interpreted<T>(body: impl FnOnce() -> T) -> T {
    let _guard = (!HAS.get()).then(|| lock(&INTERPRETER));
    body()
}

unsafe extern "C" fn add_timeout(
    _timeout: c_int,
    _callback: virEventTimeoutCallback,
    opaque: *mut c_void,
    free: virFreeCallback,
) -> c_int {
    *lock(&ASKED.0) += 1;
    ASKED.1.notify_all();
    interpreted(|| {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        lock(&TIMERS).push((number, free, opaque.expose_provenance()));
        number
    })
}

unsafe extern "C" fn remove_timeout(timer: c_int) -> c_int {
    let found = interpreted(|| {
        let mut timers = lock(&TIMERS);
        let position = timers.iter().position(|each| each.0 == timer);
        position.map(|position| timers.swap_remove(position))
    });
    match found {
        Some((_, Some(free), opaque)) => {
            unsafe { free(std::ptr::with_exposed_provenance_mut(opaque)) };
            0
        }
        _ => -1,
    }
}

unsafe extern "C" fn update_timeout(_timer: c_int, _timeout: c_int) {
    interpreted(|| ());
}

unsafe extern "C" fn add_handle(
    _descriptor: c_int,
    _events: c_int,
    _callback: virEventHandleCallback,
    _opaque: *mut c_void,
    _free: virFreeCallback,
) -> c_int {
    -1
}

unsafe extern "C" fn update_handle(_watch: c_int, _events: c_int) {}

unsafe extern "C" fn remove_handle(_watch: c_int) -> c_int {
    -1
}

unsafe extern "C" fn ignore(_: virConnectPtr, _: virDomainPtr, _opaque: *mut c_void) {}

unsafe extern "C" fn freed(_opaque: *mut c_void) {
    FREED.fetch_add(1, Ordering::SeqCst);
}

/// A pointer for another thread.
#[derive(Clone, Copy)]
struct Shared(virConnectPtr);

unsafe impl Send for Shared {}

impl Shared {
    fn register(self) -> c_int {
        unsafe { virConnectDomainEventRegisterAny(self.0, null_mut(), 0, Some(ignore), null_mut(), Some(freed)) }
    }
}

#[test]
fn a_loop_that_waits_for_its_interpreter_stops_nobody() {
    unsafe {
        virEventRegisterImpl(
            Some(add_handle),
            Some(update_handle),
            Some(remove_handle),
            Some(add_timeout),
            Some(update_timeout),
            Some(remove_timeout),
        );
        let connection = virConnectOpen(c"test:///default".as_ptr());
        assert!(!connection.is_null());
        let shared = Shared(connection);
        let (sender, receiver) = mpsc::channel();

        // One thread waits for the interpreter within the loop's function; the one that has it registers meanwhile.
        let other = sender.clone();
        std::thread::spawn(move || {
            let interpreter = lock(&INTERPRETER);
            HAS.set(true);
            let waiting = std::thread::spawn(move || other.send(shared.register()));
            let mut asked = lock(&ASKED.0);
            while *asked == 0 {
                asked = ASKED.1.wait(asked).unwrap_or_else(PoisonError::into_inner);
            }
            drop(asked);
            sender.send(shared.register()).expect("the test waits");
            drop(interpreter);
            waiting.join().expect("no panic").expect("the test waits");
        });
        let mut numbers = Vec::new();
        for _ in 0..2 {
            numbers.push(receiver.recv_timeout(Duration::from_secs(120)).expect("nobody waits for ever"));
        }
        numbers.sort_unstable();
        assert_eq!(numbers, [0, 1]);
        assert_eq!(lock(&TIMERS).len(), 1, "the timer of whoever was slower was removed");

        for number in numbers {
            assert_eq!(virConnectDomainEventDeregisterAny(connection, number), 0);
        }
        assert!(lock(&TIMERS).is_empty());
        assert_eq!(FREED.load(Ordering::SeqCst), 2);
        assert_eq!(virConnectClose(connection), 0);
    }
}
