//! The typed commands, asked of the installed QEMU: a machine that is never started but for a moment.

use super::*;
use crate::probe::find_emulator;
use ferrovirt_host::{Host, OpenMode, Process, ProcessSpec, RealHost, Signal};
use serde_json::{Value, json};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(60);

struct Machine {
    process: Box<dyn Process>,
    monitor: Monitor,
    events: Events,
    directory: tempfile::TempDir,
}

/// A machine with one of everything; `None` where no QEMU is installed.
async fn machine() -> Option<Machine> {
    let host = RealHost::new();
    let Some(emulator) = find_emulator(&host, "x86_64") else {
        println!("skipped: no qemu-system-x86_64 is installed");
        return None;
    };
    let directory = tempfile::tempdir().expect("a temporary directory");
    let disk = directory.path().join("disk");
    std::fs::write(&disk, [0; 4096]).expect("writable");
    let (ours, theirs) = host.sockets().socket_pair().expect("a socket pair");
    let blockdev = json!({"driver": "file", "node-name": "disk", "filename": disk.to_str().expect("ASCII")});
    let spec = ProcessSpec::new(emulator)
        .arguments(["-S", "-no-user-config", "-nodefaults", "-display", "none", "-machine", "q35,accel=tcg"])
        .arguments(["-m", "64", "-smp", "1,maxcpus=2", "-object", "iothread,id=io1"])
        .arguments(["-chardev", "socket,id=monitor,fd=3", "-mon", "chardev=monitor,mode=control"])
        .arguments(["-chardev", "null,id=serial0", "-device", "isa-serial,chardev=serial0"])
        .argument("-blockdev")
        .argument(blockdev.to_string())
        .arguments(["-device", "virtio-blk-pci,drive=disk,id=vda", "-device", "virtio-balloon-pci,id=balloon0"])
        .arguments(["-device", "VGA,id=video0", "-device", "pcie-root-port,id=port1", "-vnc", "none"])
        .variable("LC_ALL", "C")
        .descriptor(3, theirs);
    let process = host.processes().spawn(spec).expect("started");
    let stream = host.sockets().stream(ours).expect("a socket");
    let (monitor, events, greeting) = connect(stream, Limits::default(), LONG).await.expect("a handshake");
    assert!(greeting.version >= QemuVersion { major: 6, minor: 2, micro: 0 });
    Some(Machine { process, monitor, events, directory })
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.process.signal(Signal::SIGKILL);
    }
}

impl Machine {
    async fn wait_for(&mut self, wanted: fn(&EventKind) -> bool) -> Event {
        let search = async {
            loop {
                match self.events.recv().await {
                    Some(event) if wanted(&event.kind) => return event,
                    Some(_) => {}
                    None => panic!("QEMU is gone"),
                }
            }
        };
        tokio::time::timeout(LONG, search).await.expect("the event comes")
    }
}

#[tokio::test]
async fn questions_are_answered_in_the_expected_form() {
    let Some(machine) = machine().await else { return };
    let monitor = &machine.monitor;
    let status = monitor.query_status().await.expect("a status");
    assert_eq!(status, Status { status: RunState::Prelaunch, running: false });
    let cpus = monitor.query_cpus_fast().await.expect("CPUs");
    assert_eq!((cpus.len(), cpus[0].props.socket_id, cpus[0].target.as_str()), (1, Some(0), "x86_64"));
    let slots = monitor.query_hotpluggable_cpus().await.expect("CPU slots");
    assert_eq!(slots.iter().map(|slot| slot.qom_path.is_some()).filter(|plugged| *plugged).count(), 1);
    assert_eq!(slots.len(), 2);
    let threads = monitor.query_iothreads().await.expect("threads");
    assert_eq!(threads.iter().map(|thread| thread.id.as_str()).collect::<Vec<_>>(), ["io1"]);
    let chardevs = monitor.query_chardev().await.expect("character devices");
    assert!(chardevs.iter().any(|chardev| chardev.label == "serial0" && chardev.pty().is_none()));
    let disks = monitor.query_block().await.expect("disks");
    assert_eq!(disks[0].inserted.as_ref().and_then(|medium| medium.node_name.as_deref()), Some("disk"));
    assert_eq!(disks[0].qdev.as_deref(), Some("/machine/peripheral/vda/virtio-backend"));
    let nodes = monitor.query_named_block_nodes(true).await.expect("nodes");
    assert_eq!(nodes[0].drv, "file");
    assert_eq!(monitor.query_blockstats(false).await.expect("counters")[0].stats.wr_operations, 0);
    assert_eq!(monitor.query_blockstats(true).await.expect("counters")[0].node_name.as_deref(), Some("disk"));
    let memory = monitor.query_memory_size_summary().await.expect("sizes");
    assert_eq!(memory, MemorySize { base_memory: 64 << 20, plugged_memory: 0 });
    assert_eq!(monitor.query_memory_devices().await.expect("devices"), []);
    assert!(monitor.qom_list("/machine").await.expect("entries").iter().any(|entry| entry.name == "type"));
    assert_eq!(monitor.qom_get("/machine/peripheral/vda", "type").await.expect("a value"), json!("virtio-blk-pci"));
    assert!(monitor.human_monitor_command("info version").await.expect("words").contains('.'));
    let servers = monitor.query_vnc_servers().await.expect("servers");
    assert!(servers.iter().all(|server| server.server.is_empty() && server.clients.is_empty()));
    assert_eq!(monitor.query_jobs().await.expect("jobs"), Vec::<Value>::new());
}

#[tokio::test]
async fn a_refusal_comes_in_qemus_words() {
    let Some(machine) = machine().await else { return };
    let error = machine.monitor.device_add(json!({"driver": "none-such", "id": "x"})).await.expect_err("refused");
    assert!(error.to_string().contains("'none-such' is not a valid device model name"), "{error}");
    assert!(!machine.monitor.device_del("none-such").await.expect("an answer"));
    let error = machine.monitor.try_execute("none-such", Value::Null, LONG).await.expect_err("refused");
    assert!(error.is_command_not_found());
}

#[tokio::test]
async fn a_machine_runs_stops_and_ends() {
    let Some(mut machine) = machine().await else { return };
    machine.monitor.cont().await.expect("runs");
    machine.wait_for(|kind| *kind == EventKind::Resume).await;
    assert!(machine.monitor.query_status().await.expect("a status").running);
    machine.monitor.send_key(&[30, 42], Some(10)).await.expect("keys");
    machine.monitor.system_reset().await.expect("reset");
    let reset = machine.wait_for(|kind| matches!(kind, EventKind::Reset { .. })).await;
    let reason = Some("host-qmp-system-reset".to_owned());
    assert_eq!(reset.kind, EventKind::Reset { guest: false, reason });
    assert!(reset.timestamp.seconds > 1_600_000_000);
    machine.monitor.stop().await.expect("stops");
    machine.wait_for(|kind| *kind == EventKind::Stop).await;
    machine.monitor.quit().await.expect("ends");
    let exit = tokio::time::timeout(LONG, machine.process.wait()).await.expect("ends");
    assert!(exit.success(), "{exit}");
    assert!(machine.monitor.query_status().await.is_err());
    // Nothing but the farewell is left.
    let mut rest = Vec::new();
    while let Some(event) = machine.events.recv().await {
        rest.push(event.kind);
    }
    assert_eq!(rest, [EventKind::Shutdown { guest: false, reason: Some("host-qmp-quit".into()) }]);
}

#[tokio::test]
async fn a_screenshot_goes_through_a_passed_descriptor() {
    let Some(machine) = machine().await else { return };
    let monitor = &machine.monitor;
    let path = machine.directory.path().join("screen");
    std::fs::write(&path, "").expect("writable");
    let file = RealHost::new().files().open(&path, OpenMode::Write).expect("a file");
    monitor.add_fd(7, file, "screenshot").await.expect("taken");
    monitor.screendump("/dev/fdset/7", Some("video0"), Some(0), ScreendumpFormat::Ppm).await.expect("drawn");
    monitor.remove_fd(7).await.expect("given back");
    assert!(std::fs::read(&path).expect("written").starts_with(b"P6"));
}

#[tokio::test]
async fn disks_are_plugged_and_unplugged() {
    let Some(mut machine) = machine().await else { return };
    let monitor = machine.monitor.clone();
    monitor.blockdev_add(json!({"driver": "null-co", "node-name": "extra", "size": 1 << 20})).await.expect("a node");
    let device = json!({"driver": "virtio-blk-pci", "drive": "extra", "id": "vdb", "bus": "port1"});
    monitor.device_add(device).await.expect("plugged");
    let disks = monitor.query_block().await.expect("disks");
    let qdev = disks.iter().filter_map(|disk| disk.qdev.as_deref()).find(|path| path.contains("/vdb/")).expect("vdb");
    monitor.block_set_io_throttle(qdev, &IoThrottle { bps: 1 << 20, ..IoThrottle::default() }).await.expect("limited");
    // Before the guest runs nobody has to agree.
    assert!(monitor.device_del("vdb").await.expect("asked"));
    if monitor.qom_get("/machine/peripheral/vdb", "type").await.is_err() {
        let deleted = machine.wait_for(|kind| matches!(kind, EventKind::DeviceDeleted { device: Some(_), .. })).await;
        let EventKind::DeviceDeleted { device, .. } = deleted.kind else { unreachable!() };
        assert_eq!(device.as_deref(), Some("vdb"));
        monitor.blockdev_del("extra").await.expect("removed");
    }
}
