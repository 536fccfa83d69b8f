//! A scripted peer for tests: it reads requests and writes whatever a test wants, well formed or not.

use super::{Events, Limits, Monitor, connect};
use ferrovirt_host::Duplex;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};

pub(crate) const GREETING: &str = r#"{"QMP": {"version": {"qemu": {"micro": 2, "minor": 1, "major": 9},
    "package": " (test)"}, "capabilities": ["oob"]}}"#;

/// The side that plays QEMU.
pub(crate) struct Peer(BufReader<DuplexStream>);

impl Peer {
    pub(crate) async fn request(&mut self) -> Value {
        let mut line = String::new();
        self.0.read_line(&mut line).await.expect("in memory");
        serde_json::from_str(&line).unwrap_or(Value::Null)
    }

    pub(crate) async fn say(&mut self, text: &str) {
        let line = format!("{}\r\n", text.replace('\n', " "));
        // A client that gave the connection up is what some tests are about.
        let _ = self.0.write_all(line.as_bytes()).await;
    }

    pub(crate) async fn reply(&mut self, request: &Value, result: Value) {
        self.say(&json!({"return": result, "id": request["id"]}).to_string()).await;
    }
}

/// A pair that has not shaken hands yet.
pub(crate) fn pair() -> (Box<dyn Duplex>, Peer) {
    let (ours, theirs) = tokio::io::duplex(4096);
    (Box::new(ours), Peer(BufReader::new(theirs)))
}

/// A monitor with a peer, past the handshake.
pub(crate) async fn connected(limits: Limits) -> (Monitor, Events, Peer) {
    let (stream, mut peer) = pair();
    let handshake = async {
        peer.say(GREETING).await;
        let request = peer.request().await;
        assert_eq!(request["execute"], "qmp_capabilities");
        peer.reply(&request, json!({})).await;
    };
    let (connection, ()) = tokio::join!(connect(stream, limits, Duration::from_secs(60)), handshake);
    let (monitor, events, _) = connection.expect("a handshake");
    (monitor, events, peer)
}
