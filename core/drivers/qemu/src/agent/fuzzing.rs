//! An entry to everything that a guest says as its agent, for fuzzing.

use super::channel::{Channel, Limits};
use std::io::Cursor;
use std::pin::pin;
use std::task::{Context, Waker};

/// Hears all of it: as answers to synchronizing, and as replies.
pub fn listen(bytes: &[u8]) {
    for is_synchronized in [false, true] {
        let stream = tokio::io::join(Cursor::new(bytes.to_vec()), tokio::io::sink());
        let mut channel = Channel::new(Box::new(stream), 0, Limits::default());
        let hear = async {
            if is_synchronized || channel.synchronize().await.is_ok() {
                // A reply that cannot be read is skipped; at the end of the stream nothing comes any more.
                let most = bytes.len() + 1;
                for _ in 0..most {
                    drop(channel.receive().await);
                }
            }
        };
        let _ = pin!(hear).poll(&mut Context::from_waker(Waker::noop()));
    }
}
