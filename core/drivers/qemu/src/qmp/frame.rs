//! Cutting a byte stream into lines, with a limit on their length.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

/// How much is read at once.
const CHUNK: usize = 16 << 10;
/// What an idle connection keeps allocated: a single long reply must not pin its size for good.
const KEEP: usize = 64 << 10;

/// Bytes that were read, and where the next line starts in them.
pub(super) struct Lines {
    buffer: Vec<u8>,
    start: usize,
    /// Up to here there is no line end, so that long lines are not searched over and over.
    searched: usize,
    limit: usize,
}

/// A line longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LineTooLong;

impl Lines {
    /// An empty buffer for lines of at most `limit` bytes.
    pub(super) fn new(limit: usize) -> Lines {
        Lines { buffer: Vec::new(), start: 0, searched: 0, limit }
    }

    /// The next whole line without its line end, if it has arrived.
    pub(super) fn next_line(&mut self) -> Result<Option<&[u8]>, LineTooLong> {
        match self.buffer[self.searched..].iter().position(|&byte| byte == b'\n') {
            Some(offset) => {
                let (start, end) = (self.start, self.searched + offset);
                self.start = end + 1;
                self.searched = self.start;
                if end - start > self.limit { Err(LineTooLong) } else { Ok(Some(&self.buffer[start..end])) }
            }
            None => {
                self.searched = self.buffer.len();
                if self.searched - self.start > self.limit { Err(LineTooLong) } else { Ok(None) }
            }
        }
    }

    /// Reads what the stream has into the buffer; 0 is the end of the stream.
    pub(super) fn poll_read(
        &mut self,
        stream: Pin<&mut (impl AsyncRead + ?Sized)>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        self.forget_consumed();
        let filled = self.buffer.len();
        self.buffer.resize(filled + CHUNK, 0);
        let mut target = ReadBuf::new(&mut self.buffer[filled..]);
        let outcome = stream.poll_read(context, &mut target);
        let count = target.filled().len();
        self.buffer.truncate(filled + count);
        ready!(outcome)?;
        Poll::Ready(Ok(count))
    }

    fn forget_consumed(&mut self) {
        if self.start == self.buffer.len() {
            self.buffer.clear();
            self.buffer.shrink_to(KEEP);
        } else if self.start >= CHUNK {
            self.buffer.drain(..self.start);
        } else {
            return;
        }
        self.searched -= self.start;
        self.start = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines_of(chunks: &[&[u8]], limit: usize) -> Result<Vec<String>, LineTooLong> {
        let mut lines = Lines::new(limit);
        let mut found = Vec::new();
        for chunk in chunks {
            let mut source = *chunk;
            std::future::poll_fn(|context| lines.poll_read(Pin::new(&mut source), context)).await.expect("in memory");
            while let Some(line) = lines.next_line()? {
                found.push(String::from_utf8_lossy(line).into_owned());
            }
        }
        Ok(found)
    }

    #[tokio::test]
    async fn lines_are_cut_wherever_the_reads_end() {
        assert_eq!(
            lines_of(&[b"one\r\ntw", b"o\n", b"\nrest"], 9).await,
            Ok(vec!["one\r".into(), "two".into(), "".into()])
        );
    }

    #[tokio::test]
    async fn a_long_line_is_refused_before_it_ends() {
        assert_eq!(lines_of(&[b"12345", b"67890", b"x"], 10).await, Err(LineTooLong));
        assert_eq!(lines_of(&[b"12345678901\n"], 10).await, Err(LineTooLong));
        assert_eq!(lines_of(&[b"1234567890\n"], 10).await, Ok(vec!["1234567890".into()]));
    }

    #[tokio::test]
    async fn consumed_bytes_are_forgotten() {
        let mut lines = Lines::new(1 << 20);
        let block = [b"x".repeat(CHUNK - 1), b"\n".to_vec()].concat();
        for _ in 0..64 {
            let mut source = block.as_slice();
            std::future::poll_fn(|context| lines.poll_read(Pin::new(&mut source), context)).await.expect("in memory");
            assert!(lines.next_line().expect("short").is_some());
        }
        assert!(lines.buffer.len() <= 2 * CHUNK);
    }
}
