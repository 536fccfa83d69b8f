//! Streams to a guest's consoles and channels. A device has one stream at a time.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use ferrovirt_api::{DomainChannelFlags, DomainConsoleFlags, Error, ErrorCode, ErrorDomain, Result, Stream};
use ferrovirt_host::{Duplex, HostError};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::oneshot;

use crate::definition;
use crate::files::SocketPath;
use crate::guest::Guest;
use crate::instance::Instance;
use crate::read::unsupported;

/// How long a socket of QEMU's may take to accept us.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// Which devices of a guest somebody is connected to.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Session>>);

struct Session {
    alive: Weak<()>,
    end: oneshot::Sender<()>,
}

impl Sessions {
    /// Takes a device; with `force` from whoever has it.
    fn take(&self, device: &str, force: bool) -> Option<Lease> {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = sessions.remove(device)
            && session.alive.strong_count() > 0
        {
            if !force {
                sessions.insert(device.to_owned(), session);
                return None;
            }
            // Whoever had it sees the end of the stream.
            let _ = session.end.send(());
        }
        let (end, ended) = oneshot::channel();
        let alive = Arc::new(());
        sessions.insert(device.to_owned(), Session { alive: Arc::downgrade(&alive), end });
        Some(Lease { _alive: alive, ended })
    }
}

/// The right to be connected to a device.
struct Lease {
    _alive: Arc<()>,
    ended: oneshot::Receiver<()>,
}

/// A connection that ends when somebody else takes the device.
struct Leased {
    inner: Box<dyn Duplex>,
    lease: Lease,
}

impl AsyncRead for Leased {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Poll::Ready(Ok(())) = Pin::new(&mut self.lease.ended).poll(context) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl AsyncWrite for Leased {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

/// Opens a console, serial or parallel device: the one with this name, else the first.
pub async fn open_console(
    instance: Arc<Instance>,
    guest: Arc<Guest>,
    device: Option<String>,
    flags: DomainConsoleFlags,
) -> Result<Stream> {
    guest.control()?;
    let console = {
        let view = guest.view();
        let live = view.live.as_ref().ok_or_else(|| guest.not_running())?;
        let consoles = definition::consoles(live);
        let found = consoles.into_iter().find(|console| device.as_ref().is_none_or(|name| console.alias == *name));
        found.ok_or_else(|| no_device(&guest, "console", device.as_deref()))?
    };
    let lease = take(&guest, &console.alias, flags.contains(DomainConsoleFlags::FORCE), "console")?;
    let inner = match (console.terminal, console.socket) {
        (Some(terminal), _) => instance.host.sockets().open_terminal(Path::new(&terminal)).map_err(failed)?,
        (None, Some(socket)) => connect(&instance, &socket).await?,
        (None, None) => {
            let detail = format!("character device '{}' is not using a PTY or UNIX socket", console.alias);
            return Err(guest.about(unsupported(detail)));
        }
    };
    Stream::over(Leased { inner, lease })
}

/// Opens the host's end of a channel: the one with this name of device or target, else the first.
pub async fn open_channel(
    instance: Arc<Instance>,
    guest: Arc<Guest>,
    name: Option<String>,
    flags: DomainChannelFlags,
) -> Result<Stream> {
    guest.control()?;
    let channel = {
        let view = guest.view();
        let live = view.live.as_ref().ok_or_else(|| guest.not_running())?;
        let is_it = |channel: &definition::ChannelView| {
            name.as_ref().is_none_or(|name| channel.alias == *name || channel.target == *name)
        };
        let found = definition::channels(live).into_iter().find(is_it);
        found.ok_or_else(|| no_device(&guest, "channel", name.as_deref()))?
    };
    let lease = take(&guest, &channel.alias, flags.contains(DomainChannelFlags::FORCE), "channel")?;
    let Some(socket) = channel.socket.filter(|_| channel.listens) else {
        return Err(guest.about(unsupported(format!("channel '{}' is not using a UNIX socket", channel.alias))));
    };
    let inner = connect(&instance, &socket).await?;
    Stream::over(Leased { inner, lease })
}

async fn connect(instance: &Instance, socket: &str) -> Result<Box<dyn Duplex>> {
    let path = SocketPath::of(&*instance.host, socket)?;
    instance.host.sockets().connect_unix(path.as_path(), CONNECT_LIMIT).await.map_err(failed)
}

fn take(guest: &Guest, device: &str, force: bool, kind: &str) -> Result<Lease> {
    guest.sessions.take(device, force).ok_or_else(|| {
        let detail = format!("Active {kind} session exists for this domain");
        guest
            .about(Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail))
            .with_hint("close that session, or use the flag 'force' to take the device over")
    })
}

fn no_device(guest: &Guest, kind: &str, name: Option<&str>) -> Error {
    let detail = match name {
        Some(name) => format!("cannot find {kind} device '{name}'"),
        None => format!("the domain has no {kind} device"),
    };
    guest.about(Error::internal(ErrorDomain::Qemu, detail))
}

fn failed(error: HostError) -> Error {
    error.into_error(ErrorDomain::Qemu)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_one_session_unless_forced() {
        let sessions = Sessions::default();
        let mut first = sessions.take("serial0", false).expect("free");
        assert!(sessions.take("serial0", false).is_none());
        assert!(sessions.take("serial1", false).is_some());
        let second = sessions.take("serial0", true).expect("forced");
        assert_eq!(first.ended.try_recv(), Ok(()));
        drop(second);
        assert!(sessions.take("serial0", false).is_some());
    }
}
