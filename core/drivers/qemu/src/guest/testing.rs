//! A running guest without QEMU: a scripted process, a scripted peer behind the monitor, and a listener.

use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{
    DomainEvent, DomainEventKind, DomainRunningReason, Event, EventFilter, EventHub, EventSubscription, Uuid,
};
use ferrovirt_host::scripted::ScriptedChild;
use ferrovirt_host::{Host, Identity, Process, Processes, ScriptedHost};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, ParseOptions};
use serde_json::{Value, json};

use super::control::Control;
use super::state::State;
use super::view::View;
use super::{Attachment, Guest, Order};
use crate::layout::{GuestPaths, Layout};
use crate::probe::EmulatorCapabilities;
use crate::qmp::testing::{Peer, connected};
use crate::qmp::{Events, Limits, Monitor};

/// Far above what is normal: only a hang reaches it.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// The guest of the tests: a disk, a CD-ROM drive, an agent, a balloon.
pub(super) const DOCUMENT: &str = "<domain type='qemu' id='1'><name>staged</name>
  <uuid>6f7a1d3c-0d0c-4c52-8f5e-0d5a5c1c9b11</uuid>
  <memory unit='KiB'>65536</memory><currentMemory unit='KiB'>65536</currentMemory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/images/disk' index='1'/>
      <target dev='vda' bus='virtio'/><alias name='virtio-disk0'/></disk>
    <disk type='file' device='cdrom'><source file='/images/cd' index='2'/>
      <target dev='sda' bus='sata'/><alias name='sata0-0-0'/></disk>
    <channel type='unix'><source mode='bind' path='/run/agent'/>
      <target type='virtio' name='org.qemu.guest_agent.0' state='disconnected'/><alias name='channel0'/></channel>
    <memballoon model='virtio'><alias name='balloon0'/></memballoon>
  </devices></domain>";

/// A guest with everything around it.
pub(super) struct Stage {
    pub(super) guest: Arc<Guest>,
    pub(super) child: ScriptedChild,
    pub(super) told: EventSubscription,
    pub(super) host: ScriptedHost,
}

impl Stage {
    /// A guest that is defined, and shut off.
    pub(super) fn new() -> Stage {
        let events = EventHub::new();
        let told = events.subscribe(EventFilter::default(), 4096);
        let domain = domain(DOCUMENT);
        let mut view = View::reserved(&domain.name, domain.uuid.unwrap_or_else(Uuid::nil));
        view.stored = Some(Arc::new(domain));
        let guest = Guest::spawn(view, std::sync::Weak::new(), events).expect("a task");
        let host = ScriptedHost::new();
        let child = host.running("/usr/bin/qemu", None);
        Stage { guest, child, told, host }
    }

    /// A guest that runs, with the monitor's other end.
    pub(super) async fn running(document: &str) -> (Stage, Peer) {
        let stage = Stage::new();
        let (monitor, events, peer) = monitor().await;
        let process = process_of(&stage.host, &stage.child);
        let attachment = Attachment { process: process.clone(), events: Some(events), starting: false };
        let state = State::Running(DomainRunningReason::Booted);
        publish(&stage.guest, &stage.host, document, process, monitor, state);
        stage.guest.order(Order::Watch(attachment));
        (stage, peer)
    }

    /// The next event of the guest.
    pub(super) async fn next(&self) -> DomainEventKind {
        match tokio::time::timeout(PATIENCE, self.told.next()).await {
            Ok(Some(Event::Domain(DomainEvent { kind, .. }))) => kind,
            other => panic!("no event but {other:?}"),
        }
    }

    /// Has QEMU report this, and wants just these events of the API.
    pub(super) async fn check(&self, peer: &mut Peer, name: &str, data: Value, expected: &[DomainEventKind]) {
        report(peer, name, data.clone()).await;
        report(peer, "DEVICE_DELETED", json!({"device": "mark", "path": "/machine/peripheral/mark"})).await;
        let mark = DomainEventKind::DeviceRemoved { device_alias: "mark".to_owned() };
        let mut found = Vec::new();
        loop {
            match self.next().await {
                kind if kind == mark => break,
                kind => found.push(kind),
            }
        }
        assert_eq!(found, expected, "{name} {data}");
    }
}

/// Has QEMU report something.
pub(super) async fn report(peer: &mut Peer, name: &str, data: Value) {
    let timestamp = json!({"seconds": 1, "microseconds": 0});
    peer.say(&json!({"event": name, "data": data, "timestamp": timestamp}).to_string()).await;
}

/// A monitor with what comes out of it, and its other end.
pub(super) async fn monitor() -> (Monitor, Events, Peer) {
    connected(Limits::default()).await
}

/// A process as the owner sees it.
pub(super) fn process_of(host: &ScriptedHost, child: &ScriptedChild) -> Arc<dyn Process> {
    let pid = child.started.pid;
    let start = host.start_time(pid).expect("it runs");
    host.adopt(pid, Identity::StartTime(start)).expect("it runs").into()
}

/// Publishes that a guest is there.
pub(super) fn publish(
    guest: &Guest,
    host: &ScriptedHost,
    document: &str,
    process: Arc<dyn Process>,
    monitor: Monitor,
    state: State,
) {
    let host: Arc<dyn Host> = host.shared();
    let capabilities = Arc::new(EmulatorCapabilities::default());
    let control = Arc::new(Control::new(host, paths(), process, monitor, capabilities, Vec::new()));
    let live = Arc::new(domain(document));
    guest.update(|view| {
        view.id = 1;
        view.state = state;
        view.live = Some(live.clone());
        view.control = Some(control.clone());
    });
}

fn domain(document: &str) -> Domain {
    Domain::parse(document, &ParseOptions::status()).expect("a domain")
}

fn paths() -> GuestPaths {
    Layout::embed("/root", "/root/run").guest(1, "staged", "6f7a1d3c-0d0c-4c52-8f5e-0d5a5c1c9b11")
}
