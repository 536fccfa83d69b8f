//! Status files: what a new process must know of a guest that an earlier one has started.
//!
//! The form is libvirt's `<domstatus>`. A guest that is still being started has the state "paused" for "starting up": who
//! finds that after the end of the starting process knows that nobody was told of a success.

use ferrovirt_api::{DomainPausedReason, Error, ErrorDomain, Result, runtime};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::model::{Content, write_element};
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{Format, ParseOptions, Writer};

use crate::guest::state::State;
use crate::guest::view::View;
use crate::instance::Instance;
use crate::layout::GuestPaths;
use crate::store::Store;

/// What a status file tells.
pub struct Status {
    /// What the guest did, and why.
    pub state: State,
    /// How long a command of the agent may take, by libvirt's numbers.
    pub agent_timeout: i32,
    /// What runs.
    pub domain: Domain,
}

impl Status {
    /// Whether the start was not complete.
    pub fn is_starting(&self) -> bool {
        self.state == State::Paused(DomainPausedReason::StartingUp)
    }

    /// Reads a status file.
    pub fn parse(text: &str) -> Result<Status> {
        let options = ParseOptions::status();
        let tree = Tree::parse(text, &options)?;
        let root = tree.root();
        if root.name() != "domstatus" {
            return Err(root.error("unexpected root element, expecting <domstatus>"));
        }
        let words = (root.attribute("state").unwrap_or_default(), root.attribute("reason").unwrap_or_default());
        let state = State::from_words(words.0, words.1).ok_or_else(|| root.missing_attribute("state"))?;
        let domain = root.child("domain").ok_or_else(|| root.missing_child(&["domain"]))?;
        let agent_timeout = root.child("agentTimeout").and_then(|node| node.text()?.trim().parse().ok()).unwrap_or(-2);
        Ok(Status { state, agent_timeout, domain: Domain::read_content(domain)? })
    }
}

/// The text of a status file.
pub fn text(paths: &GuestPaths, state: State, pid: i32, agent_timeout: i32, domain: &Domain) -> String {
    let format = Format::STATUS;
    let mut writer = Writer::new(&format);
    let (word, reason) = state.words();
    writer.start("domstatus");
    writer.attribute_str("state", word);
    writer.attribute_str("reason", reason);
    writer.attribute_str("pid", &pid.to_string());
    writer.start("monitor");
    writer.attribute_str("path", &paths.monitor_socket);
    writer.attribute_str("type", "unix");
    writer.end("monitor");
    for (name, path) in [
        ("libDir", &paths.library_directory),
        ("channelTargetDir", &paths.channel_directory()),
        ("memoryBackingDir", &paths.memory_backing_directory),
    ] {
        writer.start(name);
        writer.attribute_str("path", path);
        writer.end(name);
    }
    writer.text_element("agentTimeout", &agent_timeout.to_string());
    write_element(domain, &mut writer, "domain");
    writer.end("domstatus");
    writer.finish()
}

/// Writes the status file of an active guest.
pub async fn save(instance: &Instance, view: &View) -> Result<()> {
    let (Some(control), Some(live)) = (&view.control, &view.live) else { return Ok(()) };
    let text = text(&control.paths, view.state, control.process.pid(), control.agent_timeout(), live);
    write(instance.store.clone(), view.name.to_string(), text).await
}

async fn write(store: Store, name: String, text: String) -> Result<()> {
    runtime::blocking(move || store.write_status(&name, &text))
        .await?
        .map_err(|error| error.with_hint("the guest runs, but a new process would know less of it"))
}

/// The error for a status file that is not one.
pub fn unreadable(name: &str, cause: &Error) -> Error {
    Error::internal(ErrorDomain::Qemu, format!("cannot read the status file of domain '{name}'"))
        .with_cause(cause.to_string())
}
