//! What the monitor promises, checked against a scripted peer.

use super::testing::{GREETING, Peer, connected, pair};
use super::*;
use serde_json::{Value, json};
use std::io::{IoSliceMut, Read, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(30);

#[tokio::test]
async fn the_greeting_is_read() {
    let (stream, mut peer) = pair();
    let peer = async move {
        peer.say(GREETING).await;
        let request = peer.request().await;
        peer.reply(&request, json!({})).await;
        peer
    };
    let (connection, _peer) = tokio::join!(connect(stream, Limits::default(), LONG), peer);
    let (_, _, greeting) = connection.expect("a handshake");
    assert_eq!(greeting.version, QemuVersion { major: 9, minor: 1, micro: 2 });
    assert_eq!(greeting.version.number(), 9_001_002);
    assert_eq!((greeting.package.as_str(), greeting.capabilities), ("(test)", vec!["oob".to_owned()]));
}

/// A QEMU that greets twice: before its answer to the handshake, or after it.
#[tokio::test]
async fn a_second_greeting_loses_no_command() {
    for before in [true, false] {
        let (stream, mut peer) = pair();
        let peer = async move {
            peer.say(GREETING).await;
            let request = peer.request().await;
            if before {
                peer.say(GREETING).await;
            }
            peer.reply(&request, json!({})).await;
            if !before {
                peer.say(GREETING).await;
            }
            let request = peer.request().await;
            let words = "Expecting capabilities negotiation with 'qmp_capabilities'";
            let refusal = json!({"error": {"class": "CommandNotFound", "desc": words}, "id": request["id"]});
            peer.say(&refusal.to_string()).await;
            let negotiation = peer.request().await;
            assert_eq!(negotiation["execute"], "qmp_capabilities");
            peer.reply(&negotiation, json!({})).await;
            let again = peer.request().await;
            assert_eq!(again, request);
            peer.reply(&again, json!({"status": "running", "running": true})).await;
            // Who refuses again gets no third chance.
            let request = peer.request().await;
            for _ in 0..2 {
                peer.say(&refusal.to_string().replace(&refusal["id"].to_string(), &request["id"].to_string())).await;
                let negotiation = peer.request().await;
                if negotiation["execute"] == "qmp_capabilities" {
                    peer.reply(&negotiation, json!({})).await;
                    assert_eq!(peer.request().await, request);
                }
            }
            peer
        };
        let calls = async {
            let (monitor, events, _) = connect(stream, Limits::default(), LONG).await.expect("a handshake");
            assert!(monitor.query_status().await.expect("a status").running);
            let error = monitor.execute("cont", Value::Null, LONG).await.expect_err("refused twice");
            assert!(error.cause().is_some_and(|words| words.contains("Expecting capabilities")), "{error}");
            drop((monitor, events));
        };
        tokio::join!(calls, peer);
    }
}

async fn handshake_fails(says: Option<&str>, expected: &str) {
    let deadline = if says.is_some() { LONG } else { SHORT };
    let (stream, mut peer) = pair();
    let peer = async move {
        match says {
            Some(text) => {
                peer.say(text).await;
                None
            }
            None => Some(peer),
        }
    };
    let (connection, _peer) = tokio::join!(connect(stream, Limits::default(), deadline), peer);
    let error = connection.err().map(|error| ferrovirt_error::Error::from(error).to_string()).unwrap_or_default();
    assert!(error.contains(expected), "{says:?}: {error}");
}

#[tokio::test]
async fn a_peer_that_is_not_qemu_is_refused() {
    handshake_fails(None, "within 30 ms").await;
    handshake_fails(Some("220 smtp"), "malformed message").await;
    handshake_fails(Some("{}"), "no QMP greeting").await;
    handshake_fails(Some(GREETING), "End of file").await;
}

#[tokio::test]
async fn replies_and_events_are_told_apart() {
    let (monitor, mut events, mut peer) = connected(Limits::default()).await;
    let peer = async move {
        let request = peer.request().await;
        assert_eq!(request["execute"], "query-status");
        assert_eq!(request.get("arguments"), None);
        peer.say(r#"{"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 2}}"#).await;
        peer.reply(&request, json!({"status": "paused", "running": false, "singlestep": false})).await;
        peer
    };
    let (status, _peer) = tokio::join!(monitor.query_status(), peer);
    assert_eq!(status.expect("a status"), Status { status: RunState::Paused, running: false });
    assert_eq!(events.recv().await.expect("an event").kind, EventKind::Stop);
}

#[tokio::test]
async fn a_refusal_names_class_and_words() {
    let (monitor, _events, mut peer) = connected(Limits::default()).await;
    let peer = async move {
        for _ in 0..3 {
            let request = peer.request().await;
            let error = json!({"class": "DeviceNotFound", "desc": "Device 'x' not found"});
            peer.say(&json!({"error": error, "id": request["id"]}).to_string()).await;
        }
        peer.request().await;
        // What QEMU says of a request that it could not read has no id.
        peer.say(r#"{"error": {"class": "GenericError", "desc": "JSON parse error"}}"#).await;
        peer
    };
    let calls = async {
        let error = monitor.execute("device_del", json!({"id": "x"}), LONG).await.expect_err("refused");
        assert_eq!(error.code(), ferrovirt_error::ErrorCode::InternalError);
        assert_eq!(error.cause(), Some("DeviceNotFound: Device 'x' not found"));
        assert!(
            monitor.try_execute("device_del", Value::Null, LONG).await.expect_err("refused").is_class("DeviceNotFound")
        );
        assert!(!monitor.device_del("x").await.expect("an answer"));
        let error = monitor.execute("bad", Value::Null, LONG).await.expect_err("refused");
        assert_eq!(error.cause(), Some("GenericError: JSON parse error"));
    };
    tokio::join!(calls, peer);
}

#[tokio::test]
async fn a_late_reply_is_dropped_and_the_monitor_stays_usable() {
    let (monitor, _events, mut peer) = connected(Limits::default()).await;
    let error = monitor.execute("slow", Value::Null, SHORT).await.expect_err("nobody answers");
    assert_eq!(error.code(), ferrovirt_error::ErrorCode::OperationTimeout);
    // This one gives up while it waits for the first: it must never be sent.
    assert!(monitor.execute("system_powerdown", Value::Null, SHORT).await.is_err());

    let slow = peer.request().await;
    assert_eq!(slow["execute"], "slow");
    let peer = async move {
        peer.reply(&slow, json!("late")).await;
        let request = peer.request().await;
        assert_eq!(request["execute"], "next");
        peer.say(&json!({"return": "nobody's", "id": 999}).to_string()).await;
        peer.reply(&request, json!("mine")).await;
        peer
    };
    let (value, _peer) = tokio::join!(monitor.execute("next", Value::Null, LONG), peer);
    assert_eq!(value.expect("a value"), json!("mine"));
    assert_eq!(monitor.statistics().late_replies, 2);
}

#[tokio::test]
async fn the_end_of_the_connection_fails_all_waiters_at_once() {
    let (monitor, mut events, mut peer) = connected(Limits::default()).await;
    let waiters: Vec<_> = (0..80)
        .map(|_| {
            let monitor = monitor.clone();
            tokio::spawn(async move { monitor.execute("x", Value::Null, LONG).await })
        })
        .collect();
    peer.request().await;
    let start = Instant::now();
    drop(peer);
    for waiter in waiters {
        let error = waiter.await.expect("no panic").expect_err("the connection is gone");
        assert_eq!(error.to_string(), "operation failed: End of file from qemu monitor");
    }
    assert!(start.elapsed() < LONG / 10);
    assert_eq!(events.recv().await, None);
    assert_eq!(monitor.end(), Some(QmpError::Closed("End of file from qemu monitor".into())));
    assert!(monitor.execute("x", Value::Null, LONG).await.is_err());
}

async fn gives_up_on(limits: Limits, text: String, expected: &str) {
    let (monitor, _events, mut peer) = connected(limits).await;
    let peer = async move {
        peer.request().await;
        peer.say(&text).await;
        peer
    };
    let (value, _peer) = tokio::join!(monitor.execute("x", Value::Null, LONG), peer);
    let error = value.expect_err("given up").to_string();
    assert!(error.contains(expected), "{error}");
}

#[tokio::test]
async fn limits_end_the_connection() {
    let small = Limits { line: 2000, depth: 20, values: 50, ..Limits::default() };
    gives_up_on(small, "x".repeat(100_000), "longer than 2000 bytes").await;
    gives_up_on(small, "[".repeat(100), "nested more than 20 levels").await;
    gives_up_on(small, format!("[{}1]", "1,".repeat(60)), "more than 50 values").await;
    gives_up_on(small, "{\"return\": ".into(), "malformed message").await;
    gives_up_on(small, "[1]".into(), "neither reply nor event").await;
}

#[tokio::test]
async fn a_flood_of_events_neither_grows_nor_holds_up_replies() {
    let limits = Limits { events: 100, ..Limits::default() };
    let (monitor, mut events, mut peer) = connected(limits).await;
    let peer = async move {
        let request = peer.request().await;
        for _ in 0..1000 {
            peer.say(r#"{"event": "RTC_CHANGE", "data": {"offset": 1}}"#).await;
        }
        peer.reply(&request, json!(1)).await;
        peer
    };
    let (value, _peer) = tokio::join!(monitor.execute("x", Value::Null, LONG), peer);
    assert_eq!(value.expect("a value"), json!(1));
    assert_eq!(monitor.statistics().lost_events, 900);
    assert_eq!(events.try_recv().expect("a note").kind, EventKind::Lost { count: 900 });
    assert_eq!(std::iter::from_fn(|| events.try_recv()).count(), 100);
}

#[tokio::test]
async fn dropping_the_last_handle_ends_the_connection_even_while_a_command_hangs() {
    let (monitor, mut events, mut peer) = connected(Limits::default()).await;
    assert!(monitor.execute("slow", Value::Null, SHORT).await.is_err());
    peer.request().await;
    drop(monitor);
    assert_eq!(tokio::time::timeout(LONG, events.recv()).await.expect("an end"), None);
    assert_eq!(peer.request().await, Value::Null);
}

#[tokio::test]
async fn descriptors_travel_with_their_command() {
    let (ours, theirs) = std::os::unix::net::UnixStream::pair().expect("a socket pair");
    ours.set_nonblocking(true).expect("a socket");
    let qemu = std::thread::spawn(move || play_getfd(theirs));
    let stream = tokio::net::UnixStream::from_std(ours).expect("inside a runtime");
    let (monitor, _events, _) = connect(Box::new(stream), Limits::default(), LONG).await.expect("a handshake");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    monitor.getfd("pipe", OwnedFd::from(writer)).await.expect("accepted");
    let mut text = String::new();
    // Ends only if our copy of the writing end was closed.
    let mut reader = reader;
    reader.read_to_string(&mut text).expect("a pipe");
    assert_eq!(text, "hello");
    qemu.join().expect("no panic");
}

fn play_getfd(mut stream: std::os::unix::net::UnixStream) {
    use nix::sys::socket::{ControlMessageOwned, MsgFlags, recvmsg};
    let mut chunk = [0; 4096];
    stream.write_all(format!("{}\n", GREETING.replace('\n', " ")).as_bytes()).expect("a socket");
    let count = stream.read(&mut chunk).expect("a socket");
    assert!(chunk[..count].ends_with(b"\r\n"));
    stream.write_all(b"{\"return\": {}, \"id\": 0}\r\n").expect("a socket");
    let mut space = nix::cmsg_space!([std::os::fd::RawFd; 2]);
    let mut parts = [IoSliceMut::new(&mut chunk)];
    let message =
        recvmsg::<()>(stream.as_raw_fd(), &mut parts, Some(&mut space), MsgFlags::empty()).expect("a message");
    let Some(ControlMessageOwned::ScmRights(numbers)) = message.cmsgs().expect("whole").next() else {
        panic!("no descriptor came");
    };
    let mut file = received(numbers[0]);
    stream.write_all(b"{\"return\": {}, \"id\": 1}\r\n").expect("a socket");
    file.write_all(b"hello").expect("a pipe");
}

/// Opens a received descriptor anew, as adopting its number would need unsafe code.
fn received(number: std::os::fd::RawFd) -> std::fs::File {
    let file = std::fs::File::options().write(true).open(format!("/proc/self/fd/{number}")).expect("a descriptor");
    nix::unistd::close(number).expect("ours");
    file
}

#[tokio::test]
async fn absent_arguments_are_left_out() {
    let (monitor, _events, mut peer): (Monitor, Events, Peer) = connected(Limits::default()).await;
    let peer = async move {
        let request = peer.request().await;
        assert_eq!(request["arguments"], json!({"filename": "/x"}));
        peer.reply(&request, json!({})).await;
        peer
    };
    let (done, _peer) = tokio::join!(monitor.screendump("/x", None, None, ScreendumpFormat::Ppm), peer);
    done.expect("accepted");
}
