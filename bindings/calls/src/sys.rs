//! Handles: pointers to counted objects, as UniFFI makes them.
//!
//! This is the only module of the crate with `unsafe`. That a handle is alive and of its class is the contract of
//! [`perform`], [`duplicate`] and [`release`], the only ways in; all else here relies on it.
#![allow(unsafe_code)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use uniffi::Handle;

use crate::{Answer, Waiting, begin, class};

/// Does an operation. What is over at once is in the answer, which must be empty before. `object` is the handle of the
/// object whose method it is (it stays the caller's), 0 for a function. Handles among the arguments become the
/// operation's: give it those that [`duplicate`] made.
///
/// # Safety
/// Each handle must be one that an answer or [`duplicate`] gave, of the class that the operation expects, and not
/// released yet.
pub unsafe fn perform(operation: u32, object: u64, arguments: &[u8], answer: &mut Answer) -> Option<Waiting> {
    begin(operation, object, arguments, answer)
}

/// Another handle of the same object; 0 if there is no such class.
///
/// # Safety
/// The handle must be one of this class and not released yet.
pub unsafe fn duplicate(number: u32, object: u64) -> u64 {
    class(number).map_or(0, |class| (class.duplicate)(object))
}

/// Ends a handle.
///
/// # Safety
/// The handle must be one of this class and not released yet; nobody uses it any more.
pub unsafe fn release(number: u32, object: u64) {
    if let Some(class) = class(number) {
        // An end that panics has nobody to tell.
        let _ = catch_unwind(AssertUnwindSafe(|| (class.release)(object)));
    }
}

/// The object of a handle that stays the caller's; nothing for 0.
pub fn borrowed<T>(object: u64) -> Option<Arc<T>> {
    if object == 0 {
        return None;
    }
    // SAFETY: the handle is alive and of this class.
    Some(unsafe { Handle::from_raw_unchecked(object).into_arc_borrowed() })
}

/// Another handle of the same object.
pub fn duplicate_of<T>(object: u64) -> u64 {
    borrowed::<T>(object).map_or(0, |object| Handle::from_arc(object).as_raw())
}

/// Ends a handle.
pub fn release_of<T>(object: u64) {
    if object != 0 {
        // SAFETY: the handle is alive, of this class, and is not used again.
        drop(unsafe { Handle::from_raw_unchecked(object).into_arc::<T>() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Status;
    use crate::generated::operations::{CLASSES, OPERATIONS};

    /// A text in UniFFI's encoding.
    fn text(value: &str) -> Vec<u8> {
        let length = i32::try_from(value.len()).expect("short");
        [&length.to_be_bytes()[..], value.as_bytes()].concat()
    }

    /// The answer of an operation that is over at once.
    fn done(operation: usize, object: u64, arguments: &[u8]) -> Answer {
        let mut answer = Answer::default();
        let number = u32::try_from(operation).expect("small");
        // SAFETY: the tests pass handles of their class.
        assert!(unsafe { perform(number, object, arguments, &mut answer) }.is_none());
        answer
    }

    fn number_of(function: crate::call::Operation) -> usize {
        OPERATIONS.iter().position(|found| std::ptr::fn_addr_eq(*found, function)).expect("in the table")
    }

    #[test]
    fn an_operation_that_there_is_not_is_refused() {
        let answer = done(usize::from(u16::MAX), 0, &[]);
        assert_eq!(answer.status, Status::Refused);
        assert_eq!(answer.bytes, b"there is no operation 65535");
    }

    #[test]
    fn arguments_that_end_early_are_refused() {
        let open = number_of(crate::generated::operations::function_open);
        let whole = [text("test:///default"), vec![0, 0, 0]].concat();
        for length in 0..whole.len() {
            assert_eq!(done(open, 0, &whole[..length]).status, Status::Refused, "{length} bytes");
        }
    }

    #[test]
    fn a_missing_object_is_refused() {
        for (number, function) in OPERATIONS.iter().enumerate() {
            let answer = done(number, 0, &[]);
            // Of functions, the arguments are missing.
            assert_eq!(answer.status, Status::Refused, "{number}: {function:?}");
        }
    }

    #[test]
    fn a_connection_by_number() {
        let open = number_of(crate::generated::operations::function_open);
        let answer = done(open, 0, &[text("test:///default"), vec![0, 0, 0]].concat());
        assert_eq!(answer.status, Status::Success);
        let connection = answer.number;
        let describe = number_of(crate::generated::operations::connection_trait_describe);
        assert_eq!(done(describe, connection, &[]).status, Status::Success);
        let lookup = number_of(crate::generated::operations::connection_lookup_domain_by_name);
        let domain = done(lookup, connection, &text("test")).number;
        let missing = done(lookup, connection, &text("none"));
        assert_eq!(missing.status, Status::Failed);
        let is_domain = |class: &&crate::call::Class| class.name == "Domain";
        let class = CLASSES.iter().position(|class| is_domain(&class)).expect("a class");
        let class = u32::try_from(class).expect("small");
        let equal = number_of(crate::generated::operations::domain_trait_equal);
        // SAFETY: all are handles of domains, each released once.
        unsafe {
            let other = duplicate(class, domain);
            assert_eq!(done(equal, domain, &other.to_be_bytes()).number, 1);
            release(class, domain);
        }
    }
}
