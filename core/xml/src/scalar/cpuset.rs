//! Sets of CPU or NUMA node numbers, as in `0-3,^2,8`.

use super::{InvalidScalar, Scalar};
use crate::schema::{ScalarKind, ScalarSchema};
use ferrovirt_error::ErrorCode;
use std::borrow::Cow;
use std::fmt;

/// The greatest number in a set, as in libvirt.
const MAX: u32 = 16383;

/// A set of CPU or node numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CpuSet {
    /// First and last of each run, ascending, with gaps between the runs.
    runs: Vec<(u32, u32)>,
}

impl CpuSet {
    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// Whether the number is in the set.
    pub fn contains(&self, number: u32) -> bool {
        self.runs.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }

    /// Whether nothing is in the set.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many numbers are in the set.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|(first, last)| (last - first) as usize + 1).sum()
    }

    /// The first `count` numbers, or as many as a set can hold.
    pub fn first(count: u32) -> CpuSet {
        CpuSet { runs: count.min(MAX + 1).checked_sub(1).map(|last| (0, last)).into_iter().collect() }
    }

    /// What is in any of the sets.
    pub fn union<'a>(sets: impl IntoIterator<Item = &'a CpuSet>) -> CpuSet {
        let mut members = Members::default();
        for (first, last) in sets.into_iter().flat_map(|set| &set.runs) {
            members.set(*first, *last, true);
        }
        members.into_set()
    }
}

/// A place for each number that there can be, so that a long text costs no more than its length.
struct Members([u64; MAX as usize / 64 + 1]);

impl Default for Members {
    fn default() -> Self {
        Members([0; MAX as usize / 64 + 1])
    }
}

impl Members {
    /// Adds or takes away the numbers from `first` to `last`, which sets can hold.
    fn set(&mut self, first: u32, last: u32, is_member: bool) {
        for (word, base) in self.0.iter_mut().zip((0..).step_by(64)).skip(first as usize / 64) {
            if base > last {
                break;
            }
            let low = u64::MAX << first.saturating_sub(base);
            let high = u64::MAX >> (63 - (last - base).min(63));
            match is_member {
                true => *word |= low & high,
                false => *word &= !(low & high),
            }
        }
    }

    fn into_set(self) -> CpuSet {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (word, base) in self.0.iter().zip((0_u32..).step_by(64)).filter(|(word, _)| **word != 0) {
            for number in (0..64).filter(|bit| word >> bit & 1 == 1).map(|bit| base + bit) {
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == number => *last = number,
                    _ => runs.push((number, number)),
                }
            }
        }
        CpuSet { runs }
    }
}

impl FromIterator<u32> for CpuSet {
    /// Numbers that libvirt's sets cannot hold are left out.
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut members = Members::default();
        for number in numbers.into_iter().filter(|number| *number <= MAX) {
            members.set(number, number, true);
        }
        members.into_set()
    }
}

impl fmt::Display for CpuSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.runs.iter().enumerate() {
            let separator = if index == 0 { "" } else { "," };
            match first == last {
                true => write!(formatter, "{separator}{first}")?,
                false => write!(formatter, "{separator}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

impl Scalar for CpuSet {
    const SCHEMA: ScalarSchema =
        ScalarSchema { name: "CpuSet", kind: ScalarKind::Formatted, doc: "numbers and ranges" };
    const ERROR_CODE: ErrorCode = ErrorCode::InvalidArg;

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let invalid = InvalidScalar("Expected a set of numbers such as '0-3,^2'");
        let number = |text: &str| {
            let text = text.trim();
            let is_decimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u32>().ok().filter(|number| is_decimal && *number <= MAX).ok_or(invalid)
        };
        let mut members = Members::default();
        for item in text.split(',').map(str::trim) {
            let (first, last, is_member) = match (item.strip_prefix('^'), item.split_once('-')) {
                (Some(excluded), _) => (number(excluded)?, number(excluded)?, false),
                (None, Some((first, last))) => (number(first)?, number(last)?, true),
                (None, None) => (number(item)?, number(item)?, true),
            };
            if first > last {
                return Err(invalid);
            }
            members.set(first, last, is_member);
        }
        Ok(members.into_set())
    }

    fn text(&self) -> Cow<'_, str> {
        // A set without members has no text of its own; what is read as one is no loss until somebody refuses it.
        if self.is_empty() { Cow::Borrowed("^0") } else { Cow::Owned(self.to_string()) }
    }
}

crate::scalar_field!(CpuSet);
crate::scalar_as_text!(CpuSet);
