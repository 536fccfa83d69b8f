//! The functions of the header. They convert pointers, and keep panics on this side.
//!
//! The contract of each is in `include/ferrovirt_calls.h`; that callers keep to it is what all the `unsafe` here relies
//! on.
#![allow(unsafe_code, non_camel_case_types)]

use std::cell::Cell;
use std::mem::{ManuallyDrop, MaybeUninit, offset_of};
use std::os::fd::IntoRawFd;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;
use std::time::Duration;
use std::{ptr, slice};

use super::parked::{self, Parked, WOKEN};
use crate::generated::operations::DEFINITION;
use crate::{Answer, duplicate, perform, reason, release};

/// Answers up to this size need no memory of their own.
const SMALL: usize = 464;

/// The answer is not there yet; the other values are those of [`crate::Status`].
const WAITS: u64 = 3;

/// An answer, but for the place of a small one.
#[repr(C)]
pub struct Head {
    number: u64,
    /// Memory of its own, if the capacity is not 0.
    data: *mut u8,
    length: usize,
    capacity: usize,
    waiting: *mut Parked,
    status: u64,
}

/// `ferrovirt_answer`.
#[repr(C)]
pub struct ferrovirt_answer {
    head: Head,
    small: [MaybeUninit<u8>; SMALL],
}

// What the header says of the same struct.
const _: () = assert!(offset_of!(ferrovirt_answer, small) == 16 + 4 * size_of::<usize>());

thread_local! {
    /// Where the next answer of this thread is written, so that a small one needs no memory from the allocator.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// An answer to write to.
fn empty() -> Answer {
    // A thread that ends has none left.
    let mut bytes = SPARE.try_with(Cell::take).unwrap_or_default();
    bytes.reserve(SMALL);
    Answer { bytes, ..Answer::default() }
}

/// Keeps memory for the next answer.
fn spare(mut bytes: Vec<u8>) {
    bytes.clear();
    // A thread that ends frees it instead.
    let _ = SPARE.try_with(|spare| spare.set(bytes));
}

/// Hands an answer over.
///
/// # Safety
/// There is an answer at the place to write to.
unsafe fn give(place: *mut ferrovirt_answer, answer: Answer) {
    let Answer { status, number, bytes } = answer;
    let length = bytes.len();
    // SAFETY: by the contract; nothing of the answer's old content is read.
    let small = unsafe { (&raw mut (*place).small).cast::<u8>() };
    let (data, capacity) = if length <= SMALL {
        // SAFETY: there is room for that many bytes, and they are not those of the vector.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), small, length) };
        spare(bytes);
        // Not the address of the small place: the caller may move it.
        (ptr::null_mut(), 0)
    } else {
        // `ferrovirt_free` takes it back.
        let mut bytes = ManuallyDrop::new(bytes);
        (bytes.as_mut_ptr(), bytes.capacity())
    };
    let head = Head { number, data, length, capacity, waiting: ptr::null_mut(), status: status as u64 };
    // SAFETY: by the contract.
    unsafe { (&raw mut (*place).head).write(head) };
}

/// Says that the answer is not there yet.
///
/// # Safety
/// As for [`give`].
unsafe fn wait_for(place: *mut ferrovirt_answer, parked: Box<Parked>) {
    let number = parked.token();
    let waiting = Box::into_raw(parked);
    let head = Head { number, data: ptr::null_mut(), length: 0, capacity: 0, waiting, status: WAITS };
    // SAFETY: by the contract.
    unsafe { (&raw mut (*place).head).write(head) };
}

/// Keeps panics of what the calls above do not guard.
fn guarded<T>(default: T, work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(default)
}

/// Does an operation.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_perform(
    operation: u32,
    object: u64,
    arguments: *const u8,
    length: usize,
    answer: *mut ferrovirt_answer,
) {
    let arguments = match length {
        0 => &[][..],
        // SAFETY: by the contract.
        length => unsafe { slice::from_raw_parts(arguments, length) },
    };
    let mut given = empty();
    // SAFETY: by the contract; what panics in there becomes an answer.
    match unsafe { perform(operation, object, arguments, &mut given) } {
        // SAFETY: by the contract.
        None => unsafe { give(answer, given) },
        Some(call) => {
            spare(given.bytes);
            // SAFETY: by the contract.
            unsafe { wait_for(answer, Box::new(Parked::new(call))) }
        }
    }
}

/// Goes on with a call.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_resume(waiting: *mut Parked, answer: *mut ferrovirt_answer) {
    // SAFETY: by the contract, a call that `wait_for` gave and that is not over.
    let mut parked = unsafe { Box::from_raw(waiting) };
    match parked.poll() {
        Poll::Ready(given) => {
            // The end of what it kept may panic; then it is over all the same.
            guarded((), || drop(parked));
            // SAFETY: by the contract.
            unsafe { give(answer, given) }
        }
        // SAFETY: by the contract.
        Poll::Pending => unsafe { wait_for(answer, parked) },
    }
}

/// Blocks until a call is over.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_wait(waiting: *mut Parked, milliseconds: i64, answer: *mut ferrovirt_answer) {
    // SAFETY: by the contract, a call that `wait_for` gave and that is not over.
    let parked = unsafe { Box::from_raw(waiting) };
    let limit = u64::try_from(milliseconds).ok().map(Duration::from_millis);
    let given = catch_unwind(AssertUnwindSafe(|| parked.wait(limit)));
    // SAFETY: by the contract.
    unsafe { give(answer, given.unwrap_or_else(|panic| Answer::refused(reason(&*panic)))) }
}

/// Gives a call up.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_abandon(waiting: *mut Parked) {
    // SAFETY: by the contract, a call that `wait_for` gave and that is not over.
    let parked = unsafe { Box::from_raw(waiting) };
    guarded((), || drop(parked));
}

/// A descriptor that tells of calls that were woken.
#[unsafe(no_mangle)]
pub extern "C" fn ferrovirt_wakeups() -> i32 {
    guarded(-1, || parked::descriptor().map_or(-1, IntoRawFd::into_raw_fd))
}

/// Takes the tokens of calls that were woken.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_woken(tokens: *mut u64, room: usize) -> usize {
    if room == 0 {
        return 0;
    }
    // SAFETY: by the contract, that many numbers.
    let tokens = unsafe { slice::from_raw_parts_mut(tokens, room) };
    guarded(0, || WOKEN.take(tokens))
}

/// Frees the memory of an answer.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_free(data: *mut u8, capacity: usize) {
    if capacity != 0 {
        // SAFETY: by the contract, this is the memory of a vector that `give` handed over; its content needs no end.
        drop(unsafe { Vec::from_raw_parts(data, 0, capacity) });
    }
}

/// Another handle of the same object.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_duplicate(class: u32, object: u64) -> u64 {
    // SAFETY: by the contract.
    guarded(0, || unsafe { duplicate(class, object) })
}

/// Ends a handle.
///
/// # Safety
/// See the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrovirt_release(class: u32, object: u64) {
    // SAFETY: by the contract.
    unsafe { release(class, object) }
}

/// Tells the numbers of this build's operations from those of another.
#[unsafe(no_mangle)]
pub extern "C" fn ferrovirt_definition() -> u64 {
    DEFINITION
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::operations as all;
    use crate::{Status, call};
    use std::thread;

    fn number_of(function: call::Operation) -> u32 {
        let place = all::OPERATIONS.iter().position(|found| ptr::fn_addr_eq(*found, function)).expect("in the table");
        u32::try_from(place).expect("small")
    }

    /// What C sees of an answer whose small place had anything in it.
    fn performed(function: call::Operation, object: u64, arguments: &[u8]) -> Box<ferrovirt_answer> {
        let mut answer = Box::<ferrovirt_answer>::new_uninit();
        // SAFETY: the handle is one of its class; the answer is written.
        unsafe {
            ferrovirt_perform(number_of(function), object, arguments.as_ptr(), arguments.len(), answer.as_mut_ptr());
            answer.assume_init()
        }
    }

    fn bytes(answer: &ferrovirt_answer) -> Vec<u8> {
        let data = if answer.head.capacity == 0 { (&raw const answer.small).cast() } else { answer.head.data };
        // SAFETY: they are there until the answer is freed.
        unsafe { slice::from_raw_parts(data, answer.head.length) }.to_vec()
    }

    fn text(value: &str) -> Vec<u8> {
        let length = i32::try_from(value.len()).expect("short");
        [&length.to_be_bytes()[..], value.as_bytes()].concat()
    }

    fn opened() -> u64 {
        let answer = performed(all::function_open, 0, &[text("test:///default"), vec![0, 0, 0]].concat());
        assert_eq!(answer.head.status, Status::Success as u64);
        answer.head.number
    }

    fn class(name: &str) -> u32 {
        let place = all::CLASSES.iter().position(|class| class.name == name).expect("a class");
        u32::try_from(place).expect("small")
    }

    #[test]
    fn a_small_answer_has_no_memory_of_its_own() {
        let connection = opened();
        let answer = performed(all::connection_hostname, connection, &[]);
        assert_eq!((answer.head.status, answer.head.capacity), (Status::Success as u64, 0));
        assert!(!bytes(&answer).is_empty());
        // SAFETY: nobody uses it any more.
        unsafe { ferrovirt_release(class("Connection"), connection) };
    }

    #[test]
    fn a_large_answer_is_freed_by_the_caller() {
        let connection = opened();
        let answer = performed(all::connection_capabilities, connection, &[]);
        assert!(answer.head.length > SMALL && answer.head.capacity >= answer.head.length);
        assert!(bytes(&answer).windows(14).any(|part| part == b"<capabilities>"));
        // SAFETY: each once.
        unsafe {
            ferrovirt_free(answer.head.data, answer.head.capacity);
            ferrovirt_release(class("Connection"), connection);
        }
    }

    #[test]
    fn what_is_refused_is_a_text() {
        let answer = performed(all::function_open, 0, &[]);
        assert_eq!(answer.head.status, Status::Refused as u64);
        assert!(!bytes(&answer).is_empty());
    }

    /// A subscription's next event, which nobody has sent.
    fn waiting() -> (u64, u64, ferrovirt_answer) {
        let connection = opened();
        let arguments = [&[0][..], &16_u32.to_be_bytes(), &[0, 0, 0, 0]].concat();
        let subscription = performed(all::connection_events, connection, &arguments);
        assert_eq!(subscription.head.status, Status::Success as u64, "{:?}", bytes(&subscription));
        let next = performed(all::event_subscription_next, subscription.head.number, &[]);
        assert_eq!(next.head.status, WAITS);
        assert_ne!(next.head.number, 0);
        (connection, subscription.head.number, *next)
    }

    fn end(connection: u64, subscription: u64) {
        // SAFETY: nobody uses them any more.
        unsafe {
            ferrovirt_release(class("EventSubscription"), subscription);
            ferrovirt_release(class("Connection"), connection);
        }
    }

    #[test]
    fn a_call_is_given_up_while_it_waits() {
        let (connection, subscription, mut answer) = waiting();
        // SAFETY: it is resumed and given up once.
        unsafe {
            ferrovirt_resume(answer.head.waiting, &mut answer);
            assert_eq!(answer.head.status, WAITS);
            ferrovirt_abandon(answer.head.waiting);
        }
        end(connection, subscription);
    }

    #[test]
    fn a_call_is_given_up_while_it_is_woken() {
        for _ in 0..200 {
            let (connection, subscription, mut answer) = waiting();
            // SAFETY: the handles live until both threads are done, and the call ends once.
            unsafe {
                ferrovirt_resume(answer.head.waiting, &mut answer);
                let closing =
                    thread::spawn(move || performed(all::event_subscription_close, subscription, &[]).head.status);
                ferrovirt_abandon(answer.head.waiting);
                assert_eq!(closing.join().expect("no panic"), Status::Success as u64);
            }
            end(connection, subscription);
        }
    }

    #[test]
    fn waiting_has_a_limit() {
        let (connection, subscription, mut answer) = waiting();
        // SAFETY: it is over afterwards.
        unsafe { ferrovirt_wait(answer.head.waiting, 5, &mut answer) };
        assert_eq!(answer.head.status, Status::Failed as u64);
        end(connection, subscription);
    }
}
