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
