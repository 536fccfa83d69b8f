//! How an answer is handed to Java.
//!
//! A result that is a number can be the value of the native function itself. Anything else is one array: what the answer
//! has, then one byte that says how it ended.

use ferrovirt_calls::{Answer, Status, Waiting};

use crate::waiting;

/// The byte of an operation that waits; the others are those of [`Status`]. Before it stands the number of the call.
const WAITS: u8 = 3;

/// The upper half of a number that says: the answer is no number, or not here yet; the lower half is the number of the call.
const ELSEWHERE: u64 = 0x8f0e_5a1c << 32;

const UPPER_HALF: u64 = 0xffff_ffff << 32;

/// The answer as a number, if it is one; else what [`waiting::outcome`] has is named.
pub fn number(answer: Answer, waiting: Option<Waiting>) -> u64 {
    let call = match (waiting, answer.status) {
        (Some(waiting), _) => waiting::park(waiting),
        (None, Status::Success) if answer.number & UPPER_HALF != ELSEWHERE => return answer.number,
        (None, _) => waiting::keep(answer),
    };
    ELSEWHERE | u64::from(call)
}

/// The answer as an array.
pub fn bytes(answer: Answer, waiting: Option<Waiting>) -> Vec<u8> {
    match waiting {
        None => finished(answer),
        Some(waiting) => waits(waiting::park(waiting)),
    }
}

/// The array of a call that waits.
pub fn waits(call: u32) -> Vec<u8> {
    let [first, second, third, fourth] = call.to_be_bytes();
    vec![first, second, third, fourth, WAITS]
}

/// The array of an answer that is there.
pub fn finished(answer: Answer) -> Vec<u8> {
    let mut bytes = answer.bytes;
    if answer.status == Status::Success && bytes.is_empty() {
        bytes.extend(answer.number.to_be_bytes());
    }
    // The one reallocation that this may cost is less than moving everything by a byte.
    bytes.push(answer.status as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(number: u64) -> Answer {
        Answer { number, ..Answer::default() }
    }

    #[test]
    fn numbers_are_themselves() {
        for value in [0, 1, u64::MAX, 1 << 63, f64::NAN.to_bits()] {
            assert_eq!(number(answer(value), None), value);
        }
    }

    #[test]
    fn a_number_that_looks_like_a_call_is_kept() {
        let given = number(answer(ELSEWHERE | 7), None);
        assert_eq!(given & UPPER_HALF, ELSEWHERE);
        let call = u32::try_from(given & !UPPER_HALF).expect("half");
        assert_eq!(waiting::outcome(call), finished(answer(ELSEWHERE | 7)));
    }

    #[test]
    fn an_array_ends_with_how_it_ended() {
        let failed = Answer { status: Status::Failed, number: 0, bytes: vec![5] };
        assert_eq!(finished(failed), [5, 1]);
        assert_eq!(finished(answer(258)), [0, 0, 0, 0, 0, 0, 1, 2, 0]);
        assert_eq!(waits(1), [0, 0, 0, 1, 3]);
    }
}
