//! What the agent client promises, checked against a scripted guest.

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

const SHORT: Duration = Duration::from_millis(500);
const LONG: Option<Duration> = Some(Duration::from_secs(60));

/// The side that plays the guest.
struct Guest(DuplexStream);

impl Guest {
    async fn request(&mut self) -> Value {
        let mut line = Vec::new();
        loop {
            match self.0.read_u8().await {
                Ok(b'\n') => return serde_json::from_slice(&line).unwrap_or(Value::Null),
                Ok(0xff) => line.clear(),
                Ok(byte) => line.push(byte),
                Err(_) => return Value::Null,
            }
        }
    }

    async fn say(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    async fn answer_sync(&mut self) {
        let request = self.request().await;
        assert_eq!(request["execute"], "guest-sync-delimited");
        self.say([&[0xff], json!({"return": request["arguments"]["id"]}).to_string().as_bytes(), b"\n"].concat()).await;
    }

    /// Synchronizes and answers one command.
    async fn serve(&mut self, reply: &str) -> Value {
        self.answer_sync().await;
        let request = self.request().await;
        self.say(format!("{reply}\n")).await;
        request
    }
}

fn pair() -> (Agent, Guest) {
    let (ours, theirs) = tokio::io::duplex(4096);
    (Agent::new(ours, 0x8000_0001).with_sync_deadline(Duration::from_secs(60)), Guest(theirs))
}

async fn check(reply: &str, expected: Result<Value, (ErrorCode, &str)>) {
    let (agent, mut guest) = pair();
    let (result, _) = tokio::join!(agent.execute("guest-x", Value::Null, LONG), guest.serve(reply));
    match expected {
        Ok(value) => assert_eq!(result.expect(reply), value),
        Err((code, words)) => {
            let error = result.expect_err(reply);
            assert_eq!(error.code(), code, "{reply}");
            assert!(error.report().contains(words), "{}", error.report());
        }
    }
}

#[tokio::test]
async fn replies_are_read() {
    check(r#"{"return": {"a": 1}}"#, Ok(json!({"a": 1}))).await;
    check("\r\n{\"return\": 1}\r", Ok(json!(1))).await;
    let refusal = r#"{"error": {"class": "CommandNotFound", "desc": "not there"}}"#;
    check(refusal, Err((ErrorCode::AgentCommandFailed, "'guest-x': not there"))).await;
    check("{}", Err((ErrorCode::AgentCommandFailed, "no result"))).await;
    check("junk", Err((ErrorCode::InternalError, "expected value"))).await;
    check(&"[".repeat(100), Err((ErrorCode::InternalError, "nested more than 64 levels"))).await;
}

#[tokio::test]
async fn a_reply_without_end_is_cut_off() {
    let (agent, mut guest) = pair();
    let babble = async {
        guest.answer_sync().await;
        for _ in 0..(11 << 20) / 4096 {
            guest.say([b'x'; 4096]).await;
        }
    };
    let result = tokio::select! {
        result = agent.execute("guest-x", Value::Null, LONG) => result,
        () = async { babble.await; std::future::pending().await } => unreachable!(),
    };
    assert!(result.expect_err("too long").to_string().contains("longer than"));
}

#[tokio::test]
async fn a_silent_agent_is_unresponsive() {
    let (agent, _guest) = pair();
    let error = agent.with_sync_deadline(SHORT).ping(LONG).await.expect_err("nobody answers");
    assert_eq!(error.code(), ErrorCode::AgentUnresponsive);
}

#[tokio::test]
async fn a_closed_channel_is_unresponsive() {
    let (agent, guest) = pair();
    drop(guest);
    assert_eq!(agent.ping(LONG).await.expect_err("closed").code(), ErrorCode::AgentUnresponsive);
}

#[tokio::test]
async fn what_was_meant_for_earlier_callers_is_skipped() {
    let (agent, mut guest) = pair();
    let stale = async {
        guest.answer_sync().await;
        guest.request().await;
        guest
    };
    let (result, mut guest) = tokio::join!(agent.execute("guest-slow", Value::Null, Some(SHORT)), stale);
    assert_eq!(result.expect_err("slow").code(), ErrorCode::AgentCommandTimeout);

    let serve = async {
        guest.say("{\"return\": \"late\"}\n{\"return\": \"half").await;
        guest.say([0xff]).await;
        guest.say("{\"return\": 12345}\n").await;
        guest.serve(r#"{"return": "mine"}"#).await
    };
    let (result, _) = tokio::join!(agent.execute("guest-x", Value::Null, LONG), serve);
    assert_eq!(result.expect("a value"), json!("mine"));
}

#[tokio::test]
async fn an_agent_that_starts_late_answers_all_that_was_asked_of_it() {
    let (agent, mut guest) = pair();
    let hasty = agent.with_sync_deadline(Duration::from_millis(2));
    let mut asked = Vec::new();
    for _ in 0..100 {
        assert!(hasty.ping(LONG).await.is_err());
        asked.push(guest.request().await["arguments"]["id"].clone());
    }
    let serve = async {
        for id in asked {
            guest.say([&[0xff], json!({"return": id}).to_string().as_bytes(), b"\n"].concat()).await;
        }
        guest.serve(r#"{"return": {}}"#).await
    };
    let (result, _) = tokio::join!(agent.ping(LONG), serve);
    result.expect("answered");
}

#[tokio::test]
async fn an_agent_that_answers_something_else_is_unsynced() {
    let (agent, mut guest) = pair();
    let babble = async {
        guest.request().await;
        for _ in 0..100 {
            guest.say(b"\xff{\"return\": 1}\n").await;
        }
    };
    let (result, ()) = tokio::join!(agent.ping(LONG), babble);
    assert_eq!(result.expect_err("out of step").code(), ErrorCode::AgentUnsynced);
}

#[tokio::test]
async fn junk_without_delimiter_ends_by_the_deadline() {
    let (agent, mut guest) = pair();
    let babble = async {
        loop {
            guest.say([b'x'; 1000]).await;
            tokio::task::yield_now().await;
        }
    };
    let agent = agent.with_sync_deadline(SHORT);
    let error = tokio::select! {
        result = agent.ping(LONG) => result.expect_err("junk"),
        () = babble => unreachable!(),
    };
    assert_eq!(error.code(), ErrorCode::AgentUnresponsive);
}

#[tokio::test]
async fn a_busy_agent_does_not_hold_others_beyond_their_time() {
    let (agent, mut guest) = pair();
    let busy = tokio::spawn({
        let agent = agent.clone();
        async move { agent.execute("guest-slow", Value::Null, None).await }
    });
    guest.answer_sync().await;
    guest.request().await;
    let agent = agent.with_sync_deadline(SHORT);
    assert_eq!(agent.ping(LONG).await.expect_err("busy").code(), ErrorCode::AgentUnresponsive);
    guest.say("{\"return\": {}}\n").await;
    busy.await.expect("no panic").expect("answered");
}

#[tokio::test]
async fn shutdown_needs_no_reply() {
    let (agent, mut guest) = pair();
    let serve = async {
        guest.answer_sync().await;
        let request = guest.request().await;
        assert_eq!(request["arguments"], json!({"mode": "powerdown"}));
        guest
    };
    let (result, guest) =
        tokio::join!(agent.shutdown(ShutdownMode::PowerDown, Duration::from_secs(9), tokio::time::sleep(SHORT)), serve);
    result.expect("seen");

    // A guest that refuses says so, and one that just vanishes did as asked.
    let mut guest = guest;
    let refusal = r#"{"error": {"class": "GenericError", "desc": "no"}}"#;
    let never = std::future::pending;
    let shutdown = agent.shutdown(ShutdownMode::Reboot, Duration::from_secs(9), never());
    let (result, _) = tokio::join!(shutdown, guest.serve(refusal));
    assert_eq!(result.expect_err("refused").code(), ErrorCode::AgentCommandFailed);
    let vanish = async move {
        guest.answer_sync().await;
        guest.request().await;
    };
    let shutdown = agent.shutdown(ShutdownMode::Halt, Duration::from_secs(9), never());
    let (result, ()) = tokio::join!(shutdown, vanish);
    result.expect("gone");
}

#[tokio::test]
async fn typed_replies_are_read() {
    let (agent, mut guest) = pair();
    let name = guest.serve(r#"{"return": {"host-name": "web"}}"#);
    assert_eq!(tokio::join!(agent.host_name(LONG), name).0.expect("a name"), "web");
    let lo = json!({"ip-address-type": "ipv4", "ip-address": "127.0.0.1", "prefix": 8});
    let reply = json!({"return": [{"name": "lo", "ip-addresses": [lo]}, {"name": "eth0"}]}).to_string();
    let interfaces = tokio::join!(agent.network_interfaces(LONG), guest.serve(&reply)).0.expect("interfaces");
    assert_eq!(interfaces[0].ip_addresses[0].ip_address, "127.0.0.1");
    assert_eq!(interfaces[1], AgentInterface { name: "eth0".into(), ..AgentInterface::default() });
    let info = tokio::join!(agent.os_info(LONG), guest.serve(r#"{"return": {"id": "debian", "new": 1}}"#)).0;
    assert_eq!(info.expect("a system").id.as_deref(), Some("debian"));
    let wrong = tokio::join!(agent.host_name(LONG), guest.serve(r#"{"return": 1}"#)).0;
    assert!(wrong.expect_err("malformed").to_string().contains("'guest-get-host-name' is malformed"));
}
