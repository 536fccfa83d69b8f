//! The stream to an agent: synchronizing, and reading replies out of whatever the guest sends.
//!
//! There are no message ids in this protocol. Instead a byte that no JSON text contains (0xFF) makes the agent forget
//! half a request, and `guest-sync-delimited` makes it answer that byte and a number of our choice: all that came before
//! was meant for somebody else.

use super::AgentStream;
use crate::qmp::parse_json;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use serde_json::{Value, json};
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const DELIMITER: u8 = 0xff;
const CHUNK: usize = 16 << 10;
/// Answers to other people's questions that are skipped before the agent is said to be out of step.
const WRONG_ANSWERS: usize = 64;

/// What a guest may send in a reply.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// The longest reply in bytes: what libvirt allows.
    pub(super) line: usize,
    /// The deepest nesting: replies of the agent have less than ten levels.
    pub(super) depth: usize,
    /// The most values in a reply.
    pub(super) values: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { line: 10 << 20, depth: 64, values: 300_000 }
    }
}

/// The stream, and the bytes read from it that are not used yet.
pub(super) struct Channel {
    stream: Box<dyn AgentStream>,
    buffer: Vec<u8>,
    nonce: u32,
    sequence: u32,
    limits: Limits,
}

impl Channel {
    pub(super) fn new(stream: Box<dyn AgentStream>, nonce: u32, limits: Limits) -> Channel {
        Channel { stream, buffer: Vec::new(), nonce, sequence: 0, limits }
    }

    /// Makes the agent show that it is there and ready for a command.
    pub(super) async fn synchronize(&mut self) -> Result<()> {
        // The agent reads the number as signed and 63 bits; this one has 31 + 32.
        self.sequence = self.sequence.wrapping_add(1);
        let id = (i64::from(self.nonce >> 1) << 32) | i64::from(self.sequence);
        let request = json!({"execute": "guest-sync-delimited", "arguments": {"id": id}}).to_string();
        self.buffer.clear();
        self.write(&[DELIMITER]).await?;
        self.send(&request).await?;
        let mut wrong = 0;
        while wrong < WRONG_ANSWERS {
            self.skip_to_delimiter().await?;
            let line = self.read_line().await?;
            // Junk between delimiters is skipped like wrong answers: it may be half of a reply that was interrupted.
            let answer = parse_json(&line, self.limits.depth, self.limits.values).unwrap_or(Value::Null);
            match answer["return"].as_i64() {
                Some(answer) if answer == id => return Ok(()),
                // Asked by us while the agent was not there yet: there can be any number of these.
                Some(answer) if answer >> 32 == id >> 32 && answer < id => {}
                _ => wrong += 1,
            }
        }
        Err(Error::new(
            ErrorCode::AgentUnsynced,
            ErrorDomain::Qemu,
            format!("none of {WRONG_ANSWERS} replies had the id {id}"),
        ))
    }

    /// Sends a request.
    pub(super) async fn send(&mut self, line: &str) -> Result<()> {
        self.write(line.as_bytes()).await?;
        self.write(b"\n").await?;
        self.stream.flush().await.map_err(|error| unavailable(&error))
    }

    /// The next reply.
    pub(super) async fn receive(&mut self) -> Result<Value> {
        let line = self.read_line().await?;
        parse_json(&line, self.limits.depth, self.limits.values).map_err(|words| {
            Error::internal(ErrorDomain::Qemu, "cannot parse the guest agent's reply").with_cause(words)
        })
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.write_all(bytes).await.map_err(|error| unavailable(&error))
    }

    /// Drops what the guest sends until a delimiter, however much that is: time limits it, and nothing is kept.
    async fn skip_to_delimiter(&mut self) -> Result<()> {
        loop {
            match self.buffer.iter().position(|&byte| byte == DELIMITER) {
                Some(position) => {
                    self.buffer.drain(..=position);
                    return Ok(());
                }
                None => self.buffer.clear(),
            }
            self.read_more().await?;
        }
    }

    /// The next line that is not empty, without stray delimiters.
    async fn read_line(&mut self) -> Result<Vec<u8>> {
        let mut searched = 0;
        loop {
            if let Some(offset) = self.buffer[searched..].iter().position(|&byte| byte == b'\n') {
                let rest = self.buffer.split_off(searched + offset + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                // Anything before a delimiter is half of something older.
                if let Some(position) = line.iter().rposition(|&byte| byte == DELIMITER) {
                    line.drain(..=position);
                }
                if !line.trim_ascii().is_empty() {
                    return Ok(line);
                }
                searched = 0;
                continue;
            }
            searched = self.buffer.len();
            if searched > self.limits.line {
                self.buffer.clear();
                let detail = format!("the guest agent's reply is longer than {} bytes", self.limits.line);
                return Err(Error::internal(ErrorDomain::Qemu, detail));
            }
            self.read_more().await?;
        }
    }

    async fn read_more(&mut self) -> Result<()> {
        self.buffer.reserve(CHUNK);
        // Reading is cancel safe: bytes are in the buffer once they are taken from the stream.
        let mut limited = (&mut self.stream).take(CHUNK as u64);
        match limited.read_buf(&mut self.buffer).await {
            Ok(0) => Err(unavailable(&io::Error::from(io::ErrorKind::UnexpectedEof))),
            Ok(_) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

fn unavailable(error: &io::Error) -> Error {
    Error::new(ErrorCode::AgentUnresponsive, ErrorDomain::Qemu, "QEMU guest agent is not connected")
        .with_cause(error.to_string())
}
