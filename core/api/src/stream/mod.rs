//! Streams: bytes that go to or come from a driver, as with consoles, channels, screenshots and volumes.
//!
//! A stream may have holes: runs of zeros that nobody stored and that need not travel. Who asks for bytes alone gets the
//! zeros; who asks for [parts](Stream::receive_part) is told of the holes.

mod pump;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Mutex, MutexGuard};

use crate::driver::{DriverFuture, ready, waiting};
use crate::error::{Error, ErrorCode, ErrorDomain, Result};

/// The most that one call moves; larger requests are served in part.
pub const CHUNK: usize = 256 * 1024;

/// The longest hole that travels as the zeros it stands for.
const LONGEST_AS_ZEROS: u64 = 1 << 40;

const OPEN: u8 = 0;
const FINISHED: u8 = 1;
const ABORTED: u8 = 2;

/// What comes next on a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamPart {
    /// Bytes, at least one.
    Data(Vec<u8>),
    /// So many zeros, at least one, that are stored nowhere.
    Hole(u64),
    /// Nothing any more.
    End,
}

impl StreamPart {
    /// Bytes, or the end where there are none.
    pub fn of_bytes(bytes: Vec<u8>) -> StreamPart {
        match bytes.is_empty() {
            true => StreamPart::End,
            false => StreamPart::Data(bytes),
        }
    }

    /// At most `limit` bytes of it, holes as zeros; the rest, if there is one.
    fn split(self, limit: usize) -> (Vec<u8>, Option<StreamPart>) {
        match self {
            StreamPart::End => (Vec::new(), Some(StreamPart::End)),
            StreamPart::Data(mut bytes) => {
                let rest = bytes.split_off(bytes.len().min(limit));
                (bytes, (!rest.is_empty()).then_some(StreamPart::Data(rest)))
            }
            StreamPart::Hole(length) => {
                let taken = usize::try_from(length).unwrap_or(usize::MAX).min(limit);
                let left = length - taken as u64;
                (vec![0; taken], (left > 0).then_some(StreamPart::Hole(left)))
            }
        }
    }
}

/// What a driver puts behind a stream.
pub trait StreamBackend: Send + Sync {
    /// Up to `limit` bytes as soon as there are any; an empty answer is the end.
    fn receive(&self, limit: usize) -> DriverFuture<'_, Vec<u8>>;

    /// As [`StreamBackend::receive`], with the holes told.
    fn receive_part(&self, limit: usize) -> DriverFuture<'_, StreamPart> {
        waiting(async move { Ok(StreamPart::of_bytes(self.receive(limit).await?)) })
    }

    /// Takes at least one of the bytes, and says how many.
    fn send<'a>(&'a self, data: &'a [u8]) -> DriverFuture<'a, usize>;

    /// Takes a hole, and says whether it did: one that it does not take is sent as zeros.
    fn send_hole(&self, _length: u64) -> DriverFuture<'_, bool> {
        ready(Ok(false))
    }

    /// Ends when something can be sent without a wait.
    fn writable(&self) -> DriverFuture<'_, ()> {
        ready(Ok(()))
    }

    /// No more bytes will be sent; waits until all that were sent have arrived.
    fn finish(&self) -> DriverFuture<'_, ()>;

    /// Gives up.
    fn abort(&self);
}

/// Whether a read that does not have to wait gives something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readable {
    /// It does.
    Yes,
    /// It tells the end, or a failure.
    Ended,
}

/// A stream of bytes. Clones share it. Dropping the last clone of an unfinished stream aborts it.
#[derive(Clone)]
pub struct Stream(Arc<Inner>);

struct Inner {
    backend: Box<dyn StreamBackend>,
    state: AtomicU8,
    /// What was received to learn what comes next.
    ahead: Mutex<Option<Result<StreamPart>>>,
}

impl Stream {
    /// A stream over what a driver provides.
    pub fn new(backend: impl StreamBackend + 'static) -> Stream {
        let (state, ahead) = (AtomicU8::new(OPEN), Mutex::new(None));
        Stream(Arc::new(Inner { backend: Box::new(backend), state, ahead }))
    }

    /// A stream over a socket, a terminal or a pipe of this host.
    pub fn over(io: impl AsyncRead + AsyncWrite + Send + 'static) -> Result<Stream> {
        Ok(Stream::new(pump::Pump::start(io)?))
    }

    /// A stream that gives these bytes and ends.
    pub fn of_bytes(bytes: Vec<u8>) -> Stream {
        Stream::new(Bytes(std::sync::Mutex::new(bytes.into())))
    }

    /// Up to `limit` bytes as soon as there are any, holes as zeros; an empty answer is the end.
    pub async fn receive(&self, limit: usize) -> Result<Vec<u8>> {
        self.check_open("virStreamRecv")?;
        let limit = limit.clamp(1, CHUNK);
        let mut ahead = self.0.ahead.lock().await;
        match ahead.take() {
            None => self.0.backend.receive(limit).await,
            Some(part) => take(ahead, part, limit),
        }
    }

    /// The next bytes, at most `limit`, or the next hole, or the end.
    pub async fn receive_part(&self, limit: usize) -> Result<StreamPart> {
        self.check_open("virStreamRecvFlags")?;
        let limit = limit.clamp(1, CHUNK);
        let mut ahead = self.0.ahead.lock().await;
        match ahead.take() {
            None => self.0.backend.receive_part(limit).await,
            Some(Ok(StreamPart::Hole(length))) => Ok(StreamPart::Hole(length)),
            Some(part) => take(ahead, part, limit).map(StreamPart::of_bytes),
        }
    }

    /// The length of the hole that comes next; nothing where something else does. Nothing is taken.
    pub async fn next_hole(&self) -> Result<Option<u64>> {
        self.check_open("virStreamRecvHole")?;
        match &*self.look_ahead().await {
            Some(Ok(StreamPart::Hole(length))) => Ok(Some(*length)),
            Some(Err(error)) => Err(error.clone()),
            _ => Ok(None),
        }
    }

    /// What is there already, as [`Stream::receive`]; nothing where that would have to wait.
    pub fn try_receive(&self, limit: usize) -> Result<Option<Vec<u8>>> {
        now(self.receive(limit)).transpose()
    }

    /// What is known already of what comes next, as [`Stream::next_hole`]; nothing where that would have to wait.
    pub fn try_next_hole(&self) -> Result<Option<Option<u64>>> {
        now(self.next_hole()).transpose()
    }

    /// Ends when a read need not wait.
    pub async fn readable(&self) -> Readable {
        if self.check_open("virStreamEventAddCallback").is_err() {
            return Readable::Ended;
        }
        match &*self.look_ahead().await {
            Some(Ok(StreamPart::Data(_) | StreamPart::Hole(_))) => Readable::Yes,
            _ => Readable::Ended,
        }
    }

    /// Ends when something can be sent without a wait, or never again.
    pub async fn writable(&self) {
        if self.check_open("virStreamEventAddCallback").is_ok() {
            // Who sends then hears of the failure.
            let _ = self.0.backend.writable().await;
        }
    }

    /// Whether something can be sent without a wait.
    pub fn is_writable(&self) -> bool {
        now(self.writable()).is_some()
    }

    /// Sends some of the bytes, at least one, and says how many.
    pub async fn send(&self, data: &[u8]) -> Result<usize> {
        self.check_open("virStreamSend")?;
        match data.is_empty() {
            true => Ok(0),
            false => self.0.backend.send(&data[..data.len().min(CHUNK)]).await,
        }
    }

    /// Sends what can be sent without a wait, as [`Stream::send`]; nothing where that is nothing.
    pub fn try_send(&self, data: &[u8]) -> Result<Option<usize>> {
        now(self.send(data)).transpose()
    }

    /// Sends all of the bytes.
    pub async fn send_all(&self, mut data: &[u8]) -> Result<()> {
        while !data.is_empty() {
            let sent = self.send(data).await?;
            data = &data[sent.min(data.len())..];
        }
        Ok(())
    }

    /// Sends a hole: where the other end knows none, as the zeros that it stands for.
    pub async fn send_hole(&self, length: u64) -> Result<()> {
        self.check_open("virStreamSendHole")?;
        if length == 0 || self.0.backend.send_hole(length).await? {
            return Ok(());
        }
        if length > LONGEST_AS_ZEROS {
            let detail = format!("a hole of {length} bytes is too long to travel as zeros");
            return Err(Error::new(ErrorCode::Overflow, ErrorDomain::Streams, detail));
        }
        let (zeros, mut left) = (vec![0; CHUNK], length);
        while left > 0 {
            let piece = usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len());
            self.send_all(&zeros[..piece]).await?;
            left -= piece as u64;
        }
        Ok(())
    }

    /// Everything up to the end, but an error when that is more than `limit` bytes.
    pub async fn receive_all(&self, limit: usize) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let chunk = self.receive(CHUNK).await?;
            if chunk.is_empty() {
                return Ok(all);
            }
            if all.len() + chunk.len() > limit {
                let detail = format!("the stream has more than {limit} bytes");
                return Err(Error::new(ErrorCode::Overflow, ErrorDomain::Streams, detail));
            }
            all.extend(chunk);
        }
    }

    /// Ends the stream in good order: waits until everything sent has arrived.
    pub async fn finish(&self) -> Result<()> {
        self.check_open("virStreamFinish")?;
        self.0.backend.finish().await?;
        self.0.state.store(FINISHED, Ordering::Release);
        Ok(())
    }

    /// Gives the stream up. Doing so again, or after the end, does nothing.
    pub fn abort(&self) {
        if self.0.state.compare_exchange(OPEN, ABORTED, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            self.0.backend.abort();
        }
    }

    /// What comes next, which stays there.
    async fn look_ahead(&self) -> MutexGuard<'_, Option<Result<StreamPart>>> {
        let mut ahead = self.0.ahead.lock().await;
        if ahead.is_none() {
            *ahead = Some(self.0.backend.receive_part(CHUNK).await);
        }
        ahead
    }

    fn check_open(&self, c_name: &str) -> Result<()> {
        let state = match self.0.state.load(Ordering::Acquire) {
            OPEN => return Ok(()),
            FINISHED => "finished",
            _ => "aborted",
        };
        let detail = format!("{c_name}: the stream was {state}");
        Err(Error::new(ErrorCode::InvalidStream, ErrorDomain::Streams, detail))
    }
}

/// At most `limit` bytes of what was received ahead; the rest goes back. The end and a failure stay.
fn take(
    mut ahead: MutexGuard<'_, Option<Result<StreamPart>>>,
    part: Result<StreamPart>,
    limit: usize,
) -> Result<Vec<u8>> {
    match part {
        Ok(part) => {
            let (bytes, rest) = part.split(limit);
            *ahead = rest.map(Ok);
            Ok(bytes)
        }
        Err(error) => {
            *ahead = Some(Err(error.clone()));
            Err(error)
        }
    }
}

/// The answer when it is there at once.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if *self.state.get_mut() == OPEN {
            self.backend.abort();
        }
    }
}

/// A picture of a guest's screen.
pub struct Screenshot {
    /// The format, as in `image/x-portable-pixmap`.
    pub mime_type: String,
    /// The image; it ends by itself.
    pub image: Stream,
}

/// Bytes that are all there already.
struct Bytes(std::sync::Mutex<std::collections::VecDeque<u8>>);

impl StreamBackend for Bytes {
    fn receive(&self, limit: usize) -> DriverFuture<'_, Vec<u8>> {
        let mut bytes = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let length = bytes.len().min(limit);
        ready(Ok(bytes.drain(..length).collect()))
    }

    fn send<'a>(&'a self, _data: &'a [u8]) -> DriverFuture<'a, usize> {
        let detail = "this stream can only be read";
        ready(Err(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, detail)))
    }

    fn finish(&self) -> DriverFuture<'_, ()> {
        ready(Ok(()))
    }

    fn abort(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::wait;
    use crate::runtime;

    #[test]
    fn bytes_go_both_ways_and_finish_flushes() {
        let (near, far) = tokio::io::duplex(8);
        let stream = Stream::over(near).expect("runtime");
        let echo = runtime::spawn(async move {
            let (mut reader, mut writer) = tokio::io::split(far);
            tokio::io::copy(&mut reader, &mut writer).await
        })
        .expect("runtime");
        wait(stream.send_all(b"hello, guest"), None).expect("sent");
        let mut all = Vec::new();
        while all.len() < 12 {
            all.extend(wait(stream.receive(5), None).expect("received"));
        }
        assert_eq!(all, b"hello, guest");
        wait(stream.finish(), None).expect("finished");
        assert_eq!(wait(stream.receive(1), None).expect_err("finished").code(), ErrorCode::InvalidStream);
        echo.abort();
    }

    #[test]
    fn a_fixed_stream_ends() {
        let stream = Stream::of_bytes(vec![1, 2, 3]);
        assert_eq!(wait(stream.receive_all(3), None).expect("all"), [1, 2, 3]);
        assert!(wait(stream.send(b"x"), None).is_err());
        assert!(wait(Stream::of_bytes(vec![1, 2]).receive_all(1), None).is_err());
    }

    /// Parts that come one after the other, and what was sent.
    #[derive(Default)]
    struct Scripted {
        parts: std::sync::Mutex<std::collections::VecDeque<StreamPart>>,
        sent: Arc<std::sync::Mutex<Vec<u8>>>,
    }

    impl StreamBackend for Scripted {
        fn receive(&self, limit: usize) -> DriverFuture<'_, Vec<u8>> {
            waiting(async move {
                let (bytes, rest) = self.receive_part(limit).await?.split(limit);
                self.parts.lock().expect("no panic").extend(rest);
                Ok(bytes)
            })
        }

        fn receive_part(&self, _limit: usize) -> DriverFuture<'_, StreamPart> {
            ready(Ok(self.parts.lock().expect("no panic").pop_front().unwrap_or(StreamPart::End)))
        }

        fn send<'a>(&'a self, data: &'a [u8]) -> DriverFuture<'a, usize> {
            self.sent.lock().expect("no panic").extend(data);
            ready(Ok(data.len()))
        }

        fn finish(&self) -> DriverFuture<'_, ()> {
            ready(Ok(()))
        }

        fn abort(&self) {}
    }

    fn of_parts(parts: &[StreamPart]) -> Stream {
        Stream::new(Scripted { parts: std::sync::Mutex::new(parts.to_vec().into()), ..Scripted::default() })
    }

    #[test]
    fn holes_are_told_to_who_asks_and_zeros_to_others() {
        let parts = [StreamPart::Data(b"ab".to_vec()), StreamPart::Hole(3), StreamPart::Data(b"c".to_vec())];
        let stream = of_parts(&parts);
        assert_eq!(wait(stream.next_hole(), None).expect("open"), None);
        assert_eq!(wait(stream.receive_part(1), None).expect("open"), StreamPart::Data(b"a".to_vec()));
        assert_eq!(wait(stream.receive_part(9), None).expect("open"), StreamPart::Data(b"b".to_vec()));
        assert_eq!(wait(stream.next_hole(), None).expect("open"), Some(3));
        assert_eq!(wait(stream.receive(2), None).expect("open"), [0, 0]);
        assert_eq!(wait(stream.receive_part(9), None).expect("open"), StreamPart::Hole(1));
        assert_eq!(wait(stream.receive_part(9), None).expect("open"), parts[2]);
        assert_eq!(wait(async { Ok(stream.readable().await) }, None).expect("open"), Readable::Ended);
        assert_eq!(wait(stream.receive_part(9), None).expect("open"), StreamPart::End);
    }

    #[test]
    fn a_hole_for_who_knows_none_is_sent_as_zeros() {
        let scripted = Scripted::default();
        let sent = scripted.sent.clone();
        let stream = Stream::new(scripted);
        wait(stream.send_hole(CHUNK as u64 + 1), None).expect("open");
        assert_eq!(*sent.lock().expect("no panic"), vec![0; CHUNK + 1]);
        let endless = wait(stream.send_hole(u64::MAX), None).expect_err("too long");
        assert_eq!(endless.code(), ErrorCode::Overflow);
    }

    #[test]
    fn who_does_not_wait_gets_what_is_there() {
        let (near, far) = tokio::io::duplex(1);
        let stream = Stream::over(near).expect("runtime");
        assert_eq!(stream.try_receive(9).expect("open"), None);
        // Nobody reads at the other end: what the channel has room for is taken, the rest is not.
        let mut taken = 0;
        while stream.try_send(b"x").expect("open").is_some() {
            taken += 1;
        }
        assert!(taken >= 1);
        assert!(now(stream.writable()).is_none());
        drop(far);
        assert_eq!(wait(async { Ok(stream.readable().await) }, None).expect("open"), Readable::Ended);
    }
}
