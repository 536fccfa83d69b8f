//! What QEMU reports becomes what listeners hear and readers see, checked with a scripted QEMU.

use ferrovirt_api::{
    DomainBlockJobStatus, DomainBlockJobType, DomainEventAgentLifecycleReason as AgentReason,
    DomainEventAgentLifecycleState as Agent, DomainEventIoErrorAction as IoAction, DomainEventKind as Kind,
    DomainEventPmSuspendedDetail, DomainEventStartedDetail, DomainEventSuspendedDetail as Suspended,
    DomainEventTrayChangeReason as Tray, DomainEventType, DomainEventWatchdogAction as Action, DomainPausedReason,
    DomainRunningReason, Event, EventFilter, EventSource, MonitorSource,
};
use ferrovirt_xml::{Document, Format};
use serde_json::json;

use super::state::State;
use super::testing::{DOCUMENT, Stage};
use crate::definition;

fn step(event: DomainEventType, detail: i32) -> Kind {
    Kind::Lifecycle { event, detail }
}

#[tokio::test]
async fn the_monitor_is_passed_on_to_those_who_ask() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    let named = MonitorSource { name: Some("FUTURE_EVENT".to_owned()), ..MonitorSource::default() };
    let monitor = stage.guest.events.subscribe(EventFilter::of(EventSource::Monitor(named)), 8);
    // Nothing that the driver understands, and nothing for others.
    stage.check(&mut peer, "ANOTHER_EVENT", json!({}), &[]).await;
    stage.check(&mut peer, "FUTURE_EVENT", json!({"depth": 3}), &[]).await;
    let Some(Event::Monitor(told)) = monitor.next().await else { panic!("nothing was told") };
    assert_eq!((told.name.as_str(), told.seconds, told.microseconds), ("FUTURE_EVENT", 1, 0));
    assert_eq!(told.domain.uuid, stage.guest.view().identity().uuid);
    assert_eq!(told.details.as_deref(), Some("{\"depth\":3}"));
    assert_eq!(monitor.try_next(), None);
}

#[tokio::test]
async fn trays_move() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    for (tray_open, reason) in [(true, Tray::Open), (false, Tray::Close)] {
        let data = json!({"device": "", "id": "sata0-0-0", "tray-open": tray_open});
        let expected = Kind::TrayChange { device_alias: "sata0-0-0".to_owned(), reason };
        stage.check(&mut peer, "DEVICE_TRAY_MOVED", data, &[expected]).await;
    }
}

#[tokio::test]
async fn clocks_are_set() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    let data = json!({"offset": -61, "qom-path": "/machine/unattached/device[7]"});
    stage.check(&mut peer, "RTC_CHANGE", data.clone(), &[Kind::RtcChange { utc_offset: -61 }]).await;
    assert!(stage.guest.view().live.as_ref().is_some_and(|live| live.clock.is_none()));

    // A clock that keeps what the guest has set: QEMU tells the difference from what the clock showed at start.
    let clock = "<clock offset='variable' adjustment='100' adjustment0='100' basis='utc'/><devices>";
    let (stage, mut peer) = Stage::running(&DOCUMENT.replace("<devices>", clock)).await;
    for offset in [-61, -60] {
        let expected = Kind::RtcChange { utc_offset: offset + 100 };
        stage.check(&mut peer, "RTC_CHANGE", json!({"offset": offset}), &[expected]).await;
        let live = stage.guest.view().live.clone().expect("live").to_xml(&Format::default());
        assert!(
            live.contains(&format!("<clock offset='variable' adjustment='{}' basis='utc'/>", offset + 100)),
            "{live}"
        );
    }
}

#[tokio::test]
async fn the_watchdog_fires() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    for (word, action) in [
        ("none", Action::None),
        ("reset", Action::Reset),
        ("poweroff", Action::PowerOff),
        ("shutdown", Action::Shutdown),
        ("debug", Action::Debug),
        ("inject-nmi", Action::InjectNmi),
        ("pause", Action::Pause),
    ] {
        stage.check(&mut peer, "WATCHDOG", json!({"action": word}), &[Kind::Watchdog { action }]).await;
    }
    let expected = step(DomainEventType::Suspended, Suspended::Watchdog.number());
    stage.check(&mut peer, "STOP", json!({}), &[expected]).await;
    assert_eq!(stage.guest.view().state, State::Paused(DomainPausedReason::Watchdog));
}

#[tokio::test]
async fn disks_fail() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    let error = |action: IoAction, reason: &str| Kind::IoError {
        source_path: "/images/disk".to_owned(),
        device_alias: "virtio-disk0".to_owned(),
        action,
        reason: reason.to_owned(),
    };
    // Disks that were made with -drive have a name, others a node, and newer releases tell the path.
    let places = [
        json!({"device": "drive-virtio-disk0"}),
        json!({"device": "", "node-name": "libvirt-1-format"}),
        json!({"device": "", "node-name": "#block123", "qom-path": "/machine/peripheral/virtio-disk0/virtio-backend"}),
    ];
    for place in &places {
        for (word, action) in [("report", IoAction::Report), ("ignore", IoAction::None)] {
            let mut data = place.clone();
            data["operation"] = json!("read");
            data["action"] = json!(word);
            data["reason"] = json!("Input/output error");
            stage.check(&mut peer, "BLOCK_IO_ERROR", data, &[error(action, "")]).await;
        }
    }
    let elsewhere = json!({"device": "other", "operation": "write", "action": "report"});
    let unknown = Kind::IoError {
        source_path: String::new(),
        device_alias: "other".to_owned(),
        action: IoAction::Report,
        reason: String::new(),
    };
    stage.check(&mut peer, "BLOCK_IO_ERROR", elsewhere, &[unknown]).await;

    let mut full = places[1].clone();
    full["operation"] = json!("write");
    full["action"] = json!("stop");
    full["nospace"] = json!(true);
    full["reason"] = json!("No space left on device");
    stage.check(&mut peer, "BLOCK_IO_ERROR", full, &[error(IoAction::Pause, "enospc")]).await;
    let expected = step(DomainEventType::Suspended, Suspended::IoError.number());
    stage.check(&mut peer, "STOP", json!({}), &[expected]).await;
    assert_eq!(stage.guest.view().state, State::Paused(DomainPausedReason::IoError));
}

#[tokio::test]
async fn guests_sleep_and_wake_up() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    let asleep = step(DomainEventType::PmSuspended, DomainEventPmSuspendedDetail::Memory.number());
    stage.check(&mut peer, "SUSPEND", json!({}), &[asleep, Kind::PmSuspend { reason: 0 }]).await;
    assert_eq!(stage.guest.view().state, State::PmSuspended);
    let awake = step(DomainEventType::Started, DomainEventStartedDetail::Wakeup.number());
    stage.check(&mut peer, "WAKEUP", json!({}), &[awake, Kind::PmWakeup { reason: 0 }]).await;
    assert_eq!(stage.guest.view().state, State::Running(DomainRunningReason::Wakeup));
    let asleep = step(DomainEventType::PmSuspended, DomainEventPmSuspendedDetail::Disk.number());
    stage.check(&mut peer, "SUSPEND_DISK", json!({}), &[asleep, Kind::PmSuspendDisk { reason: 0 }]).await;
}

#[tokio::test]
async fn the_agent_comes_and_goes() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    for (open, state) in [(true, Agent::Connected), (false, Agent::Disconnected)] {
        let data = json!({"id": "channel0", "open": open});
        let expected = Kind::AgentLifecycle { state, reason: AgentReason::Channel };
        stage.check(&mut peer, "VSERPORT_CHANGE", data, &[expected]).await;
        assert_eq!(stage.guest.view().agent_connected, open);
    }
    // Somebody else's channel.
    stage.check(&mut peer, "VSERPORT_CHANGE", json!({"id": "channel1", "open": true}), &[]).await;
    assert!(!stage.guest.view().agent_connected);
}

#[tokio::test]
async fn devices_go_or_stay() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    let alias = || "net0".to_owned();
    let gone = stage.guest.removals.expect("net0");
    let stays = stage.guest.removals.expect("net1");
    let data = json!({"device": "net0", "path": "/machine/peripheral/net0"});
    let removed = Kind::DeviceRemoved { device_alias: alias() };
    stage.check(&mut peer, "DEVICE_DELETED", data.clone(), &[removed]).await;
    assert_eq!(gone.await, Ok(true));
    let refused = || Kind::DeviceRemovalFailed { device_alias: alias() };
    stage.check(&mut peer, "DEVICE_UNPLUG_GUEST_ERROR", data, &[refused()]).await;
    stage.check(&mut peer, "MEM_UNPLUG_ERROR", json!({"device": "net0", "msg": "busy"}), &[refused()]).await;
    let data = json!({"device": "net1", "path": "/machine/peripheral/net1"});
    let refused = Kind::DeviceRemovalFailed { device_alias: "net1".to_owned() };
    stage.check(&mut peer, "DEVICE_UNPLUG_GUEST_ERROR", data, &[refused]).await;
    assert_eq!(stays.await, Ok(false));
    // Parts of devices go without a name.
    let part = json!({"path": "/machine/peripheral/net0/virtio-backend"});
    stage.check(&mut peer, "DEVICE_DELETED", part, &[]).await;
}

#[tokio::test]
async fn the_balloon_changes() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    let expected = Kind::BalloonChange { actual: 32 * 1024 };
    stage.check(&mut peer, "BALLOON_CHANGE", json!({"actual": 32 << 20}), &[expected]).await;
    assert_eq!(stage.guest.view().live.as_deref().map(definition::current_memory), Some(32 * 1024));
    let expected = Kind::MemoryDeviceSizeChange { device_alias: "virtiomem0".to_owned(), size: 1024 };
    let data = json!({"id": "virtiomem0", "size": 1 << 20, "qom-path": "/machine/peripheral/virtiomem0"});
    stage.check(&mut peer, "MEMORY_DEVICE_SIZE_CHANGE", data, &[expected]).await;
}

#[tokio::test]
async fn block_jobs_are_told_by_their_disk() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    let progress = |name: &str| json!({"type": "mirror", "device": name, "len": 8, "offset": 8, "speed": 0});
    let told = |disk: &str, status| Kind::BlockJob {
        disk: disk.to_owned(),
        path: None,
        job: DomainBlockJobType::Copy,
        status,
    };
    for name in ["copy-vda-libvirt-1-format", "drive-virtio-disk0", "virtio-disk0", "libvirt-1-format"] {
        let expected = told("vda", DomainBlockJobStatus::Completed);
        stage.check(&mut peer, "BLOCK_JOB_COMPLETED", progress(name), &[expected]).await;
    }
    let expected = told("sda", DomainBlockJobStatus::Ready);
    stage.check(&mut peer, "BLOCK_JOB_READY", progress("copy-sda-libvirt-2-format"), &[expected]).await;
    let expected = told("own-name", DomainBlockJobStatus::Canceled);
    stage.check(&mut peer, "BLOCK_JOB_CANCELLED", progress("own-name"), &[expected]).await;
    let mut failed = progress("copy-vda-libvirt-1-format");
    failed["error"] = json!("No space left on device");
    let expected = told("vda", DomainBlockJobStatus::Failed);
    stage.check(&mut peer, "BLOCK_JOB_COMPLETED", failed, &[expected]).await;
}

#[tokio::test]
async fn reports_that_make_no_sense_are_passed_over() {
    let (stage, mut peer) = Stage::running(DOCUMENT).await;
    for (name, data) in [
        ("RTC_CHANGE", json!({"offset": "far"})),
        ("RTC_CHANGE", json!({"offset": 1u64 << 63})),
        ("WATCHDOG", json!({})),
        ("BALLOON_CHANGE", json!({"actual": -1})),
        ("DEVICE_TRAY_MOVED", json!({"id": 7, "tray-open": "yes"})),
        ("NEWS_FROM_A_LATER_RELEASE", json!({"x": [1, 2]})),
    ] {
        stage.check(&mut peer, name, data, &[]).await;
    }
}
