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
        self.iter().count()
    }

    /// Adds the numbers from `first` to `last`.
    fn add(&mut self, first: u32, last: u32) {
        self.runs.push((first, last));
        self.runs.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.runs.len());
        for (first, last) in self.runs.drain(..) {
            match merged.last_mut() {
                Some((_, end)) if first <= *end + 1 => *end = last.max(*end),
                _ => merged.push((first, last)),
            }
        }
        self.runs = merged;
    }
}

impl FromIterator<u32> for CpuSet {
    /// Numbers that libvirt's sets cannot hold are left out.
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut set = CpuSet::default();
        for number in numbers.into_iter().filter(|number| *number <= MAX) {
            set.add(number, number);
        }
        set
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
        // One place for each number that there can be, so that a long text costs no more than its length.
        let mut members = vec![false; MAX as usize + 1];
        for item in text.split(',').map(str::trim) {
            let (numbers, is_member) = match (item.strip_prefix('^'), item.split_once('-')) {
                (Some(excluded), _) => (number(excluded)?..=number(excluded)?, false),
                (None, Some((first, last))) => (number(first)?..=number(last)?, true),
                (None, None) => (number(item)?..=number(item)?, true),
            };
            if numbers.is_empty() {
                return Err(invalid);
            }
            members[*numbers.start() as usize..=*numbers.end() as usize].fill(is_member);
        }
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (number, _) in (0..).zip(&members).filter(|(_, is_member)| **is_member) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        Ok(CpuSet { runs })
    }

    fn text(&self) -> Cow<'_, str> {
        // A set without members has no text of its own; what is read as one is no loss until somebody refuses it.
        if self.is_empty() { Cow::Borrowed("^0") } else { Cow::Owned(self.to_string()) }
    }
}

crate::scalar_field!(CpuSet);
crate::scalar_as_text!(CpuSet);
