//! What is in a volume: the pages that are not zero.

use std::collections::BTreeMap;

use ferrovirt_api::{Error, ErrorDomain, Result};

/// The size of a page, in bytes.
const PAGE: usize = 4096;

/// The most pages that a volume keeps: 256 MiB.
const MAX_PAGES: usize = 65536;

/// The bytes of a volume. What was never written reads as zeros.
#[derive(Clone, Default)]
pub struct Content {
    pages: BTreeMap<u64, Box<[u8; PAGE]>>,
}

impl Content {
    /// How much memory is taken, in bytes.
    pub fn allocation(&self) -> u64 {
        (self.pages.len() * PAGE) as u64
    }

    /// The bytes from an offset on.
    pub fn read(&self, offset: u64, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        each_page(offset, length, |number, within, range| {
            if let Some(page) = self.pages.get(&number) {
                bytes[range.clone()].copy_from_slice(&page[within..within + range.len()]);
            }
        });
        bytes
    }

    /// Writes bytes from an offset on, and says how many there was room for.
    pub fn write(&mut self, offset: u64, bytes: &[u8]) -> Result<usize> {
        let mut written = 0;
        let mut is_full = false;
        each_page(offset, bytes.len(), |number, within, range| {
            let chunk = &bytes[range];
            let is_new = !self.pages.contains_key(&number);
            is_full |= is_new && self.pages.len() >= MAX_PAGES && chunk.iter().any(|byte| *byte != 0);
            if is_full {
                return;
            }
            written += chunk.len();
            if is_new && chunk.iter().all(|byte| *byte == 0) {
                return;
            }
            let page = self.pages.entry(number).or_insert_with(|| Box::new([0; PAGE]));
            page[within..within + chunk.len()].copy_from_slice(chunk);
        });
        match written {
            0 if is_full => Err(no_space("volumes of this driver keep at most 256 MiB of data")),
            written => Ok(written),
        }
    }

    /// Whether a hole begins at an offset or data, and how far it goes, at most `limit` bytes.
    pub fn run(&self, offset: u64, limit: u64) -> (bool, u64) {
        let (number, _) = place(offset);
        let is_hole = limit > 0 && !self.pages.contains_key(&number);
        let end = match is_hole {
            true => self.pages.range(number..).next().map(|(page, _)| *page),
            false => {
                let present = self.pages.range(number..).map(|(page, _)| *page);
                (number..)
                    .zip(present)
                    .find(|(expected, page)| expected != page)
                    .map(|(expected, _)| expected)
                    .or_else(|| self.pages.last_key_value().map(|(last, _)| last + 1))
            }
        };
        let end = end.map_or(u64::MAX, |page| page.saturating_mul(PAGE as u64));
        (is_hole, end.saturating_sub(offset).min(limit))
    }

    /// Makes a part read as zeros; pages that lie wholly in it are forgotten.
    pub fn clear(&mut self, start: u64, end: u64) {
        let (first, within) = place(start);
        let (last, before) = place(end);
        if first == last {
            if let Some(page) = self.pages.get_mut(&first) {
                page[within..before].fill(0);
            }
            return;
        }
        if within > 0
            && let Some(page) = self.pages.get_mut(&first)
        {
            page[within..].fill(0);
        }
        if let Some(page) = self.pages.get_mut(&last) {
            page[..before].fill(0);
        }
        let whole = if within == 0 { first } else { first + 1 };
        let gone: Vec<u64> = self.pages.range(whole..last).map(|(number, _)| *number).collect();
        for number in gone {
            self.pages.remove(&number);
        }
    }

    /// Forgets everything from an offset on.
    pub fn truncate(&mut self, length: u64) {
        let (number, within) = place(length);
        if let Some(page) = self.pages.get_mut(&number) {
            page[within..].fill(0);
        }
        let gone = if within == 0 { number } else { number + 1 };
        self.pages.split_off(&gone);
    }

    /// Writes something else over everything that was written.
    pub fn refill(&mut self, mut fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<()> {
        self.pages.values_mut().try_for_each(|page| fill(&mut page[..]))
    }
}

/// The error of a write for which there is no room.
pub fn no_space(hint: &str) -> Error {
    let error = std::io::Error::from(std::io::ErrorKind::StorageFull);
    Error::system(ErrorDomain::Streams, "cannot write to stream", &error).with_hint(hint)
}

/// The number of the page of an offset, and the place within it.
fn place(offset: u64) -> (u64, usize) {
    (offset / PAGE as u64, (offset % PAGE as u64) as usize)
}

/// Hands each page's number, the place within it, and the part of the bytes that is there to `take`.
fn each_page(offset: u64, length: usize, mut take: impl FnMut(u64, usize, std::ops::Range<usize>)) {
    let mut done = 0;
    while done < length {
        let (number, within) = place(offset.saturating_add(done as u64));
        let part = (PAGE - within).min(length - done);
        take(number, within, done..done + part);
        done += part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_they_were_written() {
        let check = |offset: u64, bytes: &[u8]| {
            let mut content = Content::default();
            assert_eq!(content.write(offset, bytes).expect("room"), bytes.len());
            assert_eq!(content.read(offset, bytes.len()), bytes);
            assert_eq!(content.read(offset + bytes.len() as u64, 3), [0; 3]);
        };
        check(0, b"abc");
        check(4094, b"abcdef");
        check(u64::from(u32::MAX) * 7, &[7; 10_000]);
    }

    #[test]
    fn data_and_holes_are_told_page_by_page() {
        let mut content = Content::default();
        content.write(4096, &[1; 8192]).expect("room");
        content.write(40_960, &[1]).expect("room");
        let check = |offset: u64, expected: (bool, u64)| assert_eq!(content.run(offset, 100_000 - offset), expected);
        check(0, (true, 4096));
        check(5000, (false, 12_288 - 5000));
        check(12_288, (true, 40_960 - 12_288));
        check(40_961, (false, 4095));
        check(45_056, (true, 100_000 - 45_056));
        check(100_000, (false, 0));
    }

    #[test]
    fn what_is_cleared_reads_as_zeros() {
        let check = |start: u64, end: u64, allocation: u64| {
            let mut content = Content::default();
            content.write(0, &[1; 20_480]).expect("room");
            content.clear(start, end);
            let bytes = content.read(0, 20_480);
            let is_zero = |offset: usize| (start..end).contains(&(offset as u64));
            assert!(bytes.iter().enumerate().all(|(offset, byte)| (*byte == 0) == is_zero(offset)), "{start} {end}");
            assert_eq!(content.allocation(), allocation);
        };
        check(10, 20, 20_480);
        check(4096, 8192, 16_384);
        check(4000, 12_300, 12_288);
        check(0, 20_480, 0);
    }

    #[test]
    fn zeros_take_no_memory() {
        let mut content = Content::default();
        content.write(5, &[0; 20_000]).expect("room");
        assert_eq!(content.allocation(), 0);
    }

    #[test]
    fn what_is_cut_off_reads_as_zeros() {
        let mut content = Content::default();
        content.write(0, &[1; 9000]).expect("room");
        content.truncate(4100);
        assert_eq!(content.read(4098, 4), [1, 1, 0, 0]);
        assert_eq!(content.allocation(), 8192);
        content.truncate(0);
        assert_eq!((content.read(0, 2), content.allocation()), (vec![0, 0], 0));
    }
}
