//! What QEMU reports by itself.
//!
//! An event whose members are not as expected is kept as [`EventKind::Other`]: new members and new events must not break
//! a driver. The raw data stay with every event, for callers that pass them on.

use serde::Deserialize;
use serde_json::{Value, json};

/// When an event happened, by the host's clock; seconds are -1 when QEMU could not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Timestamp {
    /// Seconds since the epoch.
    pub seconds: i64,
    /// Microseconds of that second.
    pub microseconds: i64,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name, as in `SHUTDOWN`.
    pub name: String,
    /// When it happened.
    pub timestamp: Timestamp,
    /// Its data as they came; null when it has none.
    pub data: Value,
    /// Its meaning.
    pub kind: EventKind,
}

impl Event {
    /// Takes a message with an `event` member apart.
    pub(super) fn from_message(mut message: Value) -> Option<Event> {
        let members = message.as_object_mut()?;
        let Value::String(name) = members.remove("event")? else { return None };
        let timestamp =
            members.get("timestamp").and_then(|value| Timestamp::deserialize(value).ok()).unwrap_or_default();
        let data = members.remove("data").unwrap_or(Value::Null);
        let kind = EventKind::read(&name, &data);
        Some(Event { name, timestamp, data, kind })
    }

    /// An event of our own making.
    pub(super) fn synthetic(kind: EventKind) -> Event {
        Event { name: String::new(), timestamp: Timestamp::default(), data: Value::Null, kind }
    }
}

/// An address that a VNC or SPICE event tells of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct NetworkAddress {
    /// The host's name or address; a path for UNIX sockets.
    #[serde(default)]
    pub host: String,
    /// The port; VNC calls it service.
    #[serde(default, alias = "port")]
    pub service: String,
    /// `ipv4`, `ipv6`, `unix` or `vsock`.
    #[serde(default)]
    pub family: String,
    /// The authentication scheme (servers only).
    #[serde(default)]
    pub auth: Option<String>,
    /// The name in the client's TLS certificate (clients only).
    #[serde(default)]
    pub x509_dname: Option<String>,
    /// The name by which the client authenticated (clients only).
    #[serde(default)]
    pub sasl_username: Option<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "kebab-case")]
#[non_exhaustive]
pub enum EventKind {
    /// The guest is going down, or QEMU is.
    Shutdown {
        /// Whether the guest asked for it.
        guest: bool,
        /// Why, as in `host-signal` or `guest-shutdown`.
        #[serde(default)]
        reason: Option<String>,
    },
    /// The machine was reset.
    Reset {
        /// Whether the guest asked for it.
        guest: bool,
        /// Why, as in `host-qmp-system-reset` or `guest-reset`.
        #[serde(default)]
        reason: Option<String>,
    },
    /// The virtual CPUs stopped.
    Stop,
    /// The virtual CPUs run again.
    Resume,
    /// The power button was pressed on the host's behalf.
    Powerdown,
    /// The guest went to sleep (S3).
    Suspend,
    /// The guest woke up from S3.
    Wakeup,
    /// The guest was suspended to disk (S4); QEMU goes down.
    SuspendDisk,
    /// The guest set its clock.
    RtcChange {
        /// Seconds by which it differs from the host's.
        offset: i64,
        /// The clock's path in the object tree (QEMU 7.0).
        #[serde(default)]
        qom_path: Option<String>,
    },
    /// The watchdog expired.
    Watchdog {
        /// What QEMU does about it.
        action: String,
    },
    /// A disk's read or write failed.
    BlockIoError {
        /// The drive's name; empty for disks made with `-blockdev`.
        #[serde(default)]
        device: String,
        /// The path of the device in the object tree (QEMU 9.0).
        #[serde(default)]
        qom_path: Option<String>,
        /// The node's name.
        #[serde(default)]
        node_name: Option<String>,
        /// `read` or `write`.
        operation: String,
        /// `ignore`, `report` or `stop`.
        action: String,
        /// Whether the disk was full.
        #[serde(default)]
        nospace: bool,
        /// QEMU's words.
        #[serde(default)]
        reason: String,
    },
    /// A block job has finished.
    BlockJobCompleted(BlockJobProgress),
    /// A block job was cancelled.
    BlockJobCancelled(BlockJobProgress),
    /// A block job can be completed now.
    BlockJobReady(BlockJobProgress),
    /// A block job met an error.
    BlockJobError {
        /// The job's name.
        device: String,
        /// `read` or `write`.
        operation: String,
        /// What QEMU does about it.
        action: String,
    },
    /// A block job waits for `job-finalize`.
    BlockJobPending {
        /// Its kind.
        #[serde(rename = "type")]
        kind: String,
        /// Its name.
        id: String,
    },
    /// A job has a new state.
    JobStatusChange {
        /// Its name.
        id: String,
        /// Its state, as in `running` or `concluded`.
        status: String,
    },
    /// A device is gone.
    DeviceDeleted {
        /// Its name, if it had one.
        #[serde(default)]
        device: Option<String>,
        /// Its path in the object tree.
        path: String,
    },
    /// The guest refused to give a device back.
    DeviceUnplugGuestError {
        /// Its name, if it had one.
        #[serde(default)]
        device: Option<String>,
        /// Its path in the object tree.
        path: String,
    },
    /// The guest refused to give memory back; from QEMU 9.1 on it is `DEVICE_UNPLUG_GUEST_ERROR` alone.
    MemUnplugError {
        /// The device's name.
        device: String,
        /// QEMU's words.
        msg: String,
    },
    /// A removable drive's tray was opened or closed.
    DeviceTrayMoved {
        /// The drive's name.
        #[serde(default)]
        device: String,
        /// The device's name.
        id: String,
        /// Whether it is open now.
        tray_open: bool,
    },
    /// The balloon has a new size.
    BalloonChange {
        /// What the guest has now, in bytes.
        actual: u64,
    },
    /// A virtio-mem device has a new size.
    MemoryDeviceSizeChange {
        /// The device's name, if it has one.
        #[serde(default)]
        id: Option<String>,
        /// Its size in bytes.
        size: u64,
        /// Its path in the object tree.
        #[serde(default)]
        qom_path: Option<String>,
    },
    /// A VNC client connected.
    VncConnected(ClientServer),
    /// A VNC client authenticated.
    VncInitialized(ClientServer),
    /// A VNC client left.
    VncDisconnected(ClientServer),
    /// A SPICE client connected.
    SpiceConnected(ClientServer),
    /// A SPICE client authenticated.
    SpiceInitialized(ClientServer),
    /// A SPICE client left.
    SpiceDisconnected(ClientServer),
    /// SPICE clients have moved to the migration's target.
    SpiceMigrateCompleted,
    /// The guest opened or closed a virtio-serial port.
    VserportChange {
        /// The port's device name.
        id: String,
        /// Whether it is open now.
        open: bool,
    },
    /// The guest changed an interface's receive filter.
    NicRxFilterChanged {
        /// The interface's device name, if it has one.
        #[serde(default)]
        name: Option<String>,
        /// Its path in the object tree.
        path: String,
    },
    /// A failover partner is being unplugged.
    UnplugPrimary {
        /// The device's name.
        device_id: String,
    },
    /// The stream of a `stream` network back end connected.
    NetdevStreamConnected {
        /// The back end's name.
        netdev_id: String,
    },
    /// The stream of a `stream` network back end ended.
    NetdevStreamDisconnected {
        /// The back end's name.
        netdev_id: String,
    },
    /// The guest's kernel panicked.
    GuestPanicked {
        /// What QEMU does about it.
        action: String,
        /// What the guest told, by kind of hypervisor interface.
        #[serde(default)]
        info: Option<Value>,
    },
    /// The guest's kernel crashed and its crash kernel is at work.
    GuestCrashloaded {
        /// What QEMU does about it.
        action: String,
    },
    /// The migration has a new state.
    Migration {
        /// Its state, as in `active` or `completed`.
        status: String,
    },
    /// The migration goes over the memory once more.
    MigrationPass {
        /// Which pass it is, from 1.
        pass: i64,
    },
    /// A memory dump has ended.
    DumpCompleted {
        /// Its size and state.
        result: Value,
        /// QEMU's words, when it failed.
        #[serde(default)]
        error: Option<String>,
    },
    /// The host's memory failed under the guest.
    MemoryFailure {
        /// `hypervisor` or `guest`.
        recipient: String,
        /// What QEMU did about it.
        action: String,
        /// Details.
        flags: MemoryFailureFlags,
    },
    /// A node was written beyond its threshold.
    BlockWriteThreshold {
        /// The node's name.
        node_name: String,
        /// By how many bytes.
        amount_exceeded: u64,
        /// The threshold that was set.
        write_threshold: u64,
    },
    /// The guest reported on a hot-plugged device.
    AcpiDeviceOst {
        /// The report.
        info: AcpiOst,
    },
    /// The persistent-reservation helper came or went.
    PrManagerStatusChanged {
        /// The helper's object name.
        id: String,
        /// Whether it is there.
        connected: bool,
    },
    /// Our own: the event queue was full and this many events were dropped.
    #[serde(skip)]
    Lost {
        /// How many.
        count: u64,
    },
    /// Any other event; name and data are in [`Event`].
    #[serde(skip)]
    Other,
}

/// How far a block job got.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct BlockJobProgress {
    /// Its kind, as in `stream` or `mirror`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name.
    pub device: String,
    /// How much there is to do.
    pub len: i64,
    /// How much was done.
    pub offset: i64,
    /// The speed limit in bytes per second; 0 is none.
    pub speed: i64,
    /// QEMU's words, when it failed.
    #[serde(default)]
    pub error: Option<String>,
}

/// Who connected to which display server.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ClientServer {
    /// The client.
    pub client: NetworkAddress,
    /// The server.
    pub server: NetworkAddress,
}

/// Details of a memory failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MemoryFailureFlags {
    /// Whether the processor needs the error to be handled at once.
    pub action_required: bool,
    /// Whether it happened while another was handled.
    pub recursive: bool,
}

/// What the guest said about a hot-plugged device.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AcpiOst {
    /// The device's name, if it has one.
    #[serde(default)]
    pub device: Option<String>,
    /// The slot.
    pub slot: String,
    /// `DIMM` or `CPU`.
    pub slot_type: String,
    /// The event that the guest reports on.
    pub source: i64,
    /// The outcome.
    pub status: i64,
}

impl EventKind {
    fn read(name: &str, data: &Value) -> EventKind {
        // An event without data may come with none or with an empty object; the reader knows only the former.
        let bare = data.as_object().is_none_or(serde_json::Map::is_empty);
        let tagged = if bare { json!({"event": name}) } else { json!({"event": name, "data": data}) };
        EventKind::deserialize(tagged).unwrap_or(EventKind::Other)
    }

    /// Whether the event tells of the guest's state: losing one of these leaves a driver with a wrong picture.
    pub fn is_state(&self) -> bool {
        use EventKind::*;
        matches!(
            self,
            Shutdown { .. }
                | Reset { .. }
                | Stop
                | Resume
                | Powerdown
                | Suspend
                | Wakeup
                | SuspendDisk
                | Watchdog { .. }
                | GuestPanicked { .. }
                | GuestCrashloaded { .. }
                | BlockIoError { .. }
                | DeviceDeleted { .. }
                | Migration { .. }
                | JobStatusChange { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, data: Value, expected: EventKind) {
        let message = json!({"event": name, "data": data, "timestamp": {"seconds": 7, "microseconds": 9}});
        let event = Event::from_message(message).expect("an event");
        assert_eq!(event.kind, expected, "{name} {data}");
        assert_eq!(event.timestamp, Timestamp { seconds: 7, microseconds: 9 });
        assert_eq!((event.name.as_str(), event.data), (name, data));
    }

    #[test]
    fn events_are_read() {
        check("STOP", Value::Null, EventKind::Stop);
        check("STOP", json!({}), EventKind::Stop);
        let reason = Some("guest-shutdown".to_owned());
        check(
            "SHUTDOWN",
            json!({"guest": true, "reason": "guest-shutdown"}),
            EventKind::Shutdown { guest: true, reason },
        );
        let qom_path = Some("/machine/rtc".to_owned());
        check(
            "RTC_CHANGE",
            json!({"offset": -3, "qom-path": "/machine/rtc"}),
            EventKind::RtcChange { offset: -3, qom_path },
        );
        check(
            "VSERPORT_CHANGE",
            json!({"id": "channel0", "open": true}),
            EventKind::VserportChange { id: "channel0".into(), open: true },
        );
        check(
            "BLOCK_JOB_COMPLETED",
            json!({"type": "mirror", "device": "job0", "len": 8, "offset": 4, "speed": 0}),
            EventKind::BlockJobCompleted(BlockJobProgress {
                kind: "mirror".into(),
                device: "job0".into(),
                len: 8,
                offset: 4,
                speed: 0,
                error: None,
            }),
        );
        check(
            "MEMORY_FAILURE",
            json!({"recipient": "guest", "action": "inject", "flags": {"action-required": true, "recursive": false}}),
            EventKind::MemoryFailure {
                recipient: "guest".into(),
                action: "inject".into(),
                flags: MemoryFailureFlags { action_required: true, recursive: false },
            },
        );
    }

    #[test]
    fn display_events_differ_in_the_ports_name() {
        let address = |service: &str| NetworkAddress {
            host: "::1".into(),
            service: service.into(),
            family: "ipv6".into(),
            ..NetworkAddress::default()
        };
        let both = ClientServer { client: address("40000"), server: address("5900") };
        let vnc = |service: &str| json!({"host": "::1", "service": service, "family": "ipv6", "websocket": false});
        let spice = |port: &str| json!({"host": "::1", "port": port, "family": "ipv6"});
        check(
            "VNC_CONNECTED",
            json!({"client": vnc("40000"), "server": vnc("5900")}),
            EventKind::VncConnected(both.clone()),
        );
        check(
            "SPICE_CONNECTED",
            json!({"client": spice("40000"), "server": spice("5900")}),
            EventKind::SpiceConnected(both),
        );
    }

    #[test]
    fn the_unexpected_is_kept_raw() {
        check("X_NEW", json!({"a": 1}), EventKind::Other);
        check("SHUTDOWN", json!({"guest": "maybe"}), EventKind::Other);
        check("LOST", json!({"count": 1}), EventKind::Other);
        assert_eq!(Event::from_message(json!({"event": 5})), None);
    }
}
