//! What a real guest's devices and its agent tell, and the events of each: one guest, from its boot to its watchdog.

use std::path::PathBuf;
use std::time::Instant;

use crate::guests::{Root, eventually, guest_files, linux_document, must, qemu, within};
use ferrovirt::blocking::wait;
use ferrovirt::{
    Domain, DomainConsoleFlags, DomainEvent, DomainEventAgentLifecycleState, DomainEventIoErrorAction,
    DomainEventKind as Kind, DomainEventTrayChangeReason, DomainEventWatchdogAction, DomainGetHostnameFlags,
    DomainMemoryModFlags, DomainPausedReason, DomainQemuMonitorCommandFlags, DomainRunningReason, DomainState,
    DomainVcpuFlags, DomainXmlFlags, ErrorCode, Event, EventFilter, EventSubscription, Stream,
};

const CARD: &str = "52:54:00:6b:3c:58";

/// The guest with something of each kind that tells events.
fn document(root: &Root, files: &(PathBuf, PathBuf)) -> String {
    let path = |name: &str| root.path().join(name).display().to_string();
    let devices = format!(
        "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{}'/>
           <target dev='vda' bus='virtio'/></disk>
         <disk type='file' device='cdrom'><source file='{}'/><target dev='sda' bus='sata'/><readonly/></disk>
         <interface type='user'><mac address='{CARD}'/><model type='virtio'/></interface>
         <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
         <watchdog model='i6300esb' action='pause'/><memballoon model='virtio'/></devices>",
        path("disk.raw"),
        path("cd.raw")
    );
    linux_document("devices", files)
        .replace("<vcpu>1</vcpu>", "<vcpu>2</vcpu>")
        .replace("</features>", "</features><pm><suspend-to-mem enabled='yes'/></pm>")
        .replace("</devices>", &devices)
}

/// Waits for an event, whatever comes before it.
fn next(events: &EventSubscription, what: &str, is_it: impl Fn(&Kind) -> bool) -> Kind {
    let limit = Instant::now() + crate::guests::PATIENCE;
    let mut seen = Vec::new();
    loop {
        match wait(async { Ok(events.next().await) }, Some(limit)) {
            Ok(Some(Event::Domain(DomainEvent { kind, .. }))) if is_it(&kind) => return kind,
            Ok(Some(event)) => seen.push(event),
            Ok(None) | Err(_) => panic!("waited in vain for {what}; there were {seen:?}"),
        }
    }
}

/// The guest's shell.
struct Shell {
    console: Stream,
    n_commands: u32,
}

impl Shell {
    fn of(domain: &Domain) -> Shell {
        let shell = Shell { console: must(domain.open_console(None, DomainConsoleFlags::empty())), n_commands: 0 };
        shell.read_until("FERROVIRT-GUEST-UP");
        shell
    }

    fn read_until(&self, words: &str) -> String {
        let mut text = String::new();
        while !text.contains(words) {
            let bytes = must(self.console.receive(4096));
            assert!(!bytes.is_empty(), "the console ended after {text}");
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        text
    }

    fn begin(&self, command: &str) {
        must(self.console.send_all(format!("{command}\n").as_bytes()));
    }

    fn run(&mut self, command: &str) -> String {
        self.n_commands += 1;
        // What is typed is echoed, so it must not look like what is printed.
        self.begin(&format!("{command}; echo \"END\"-{}.", self.n_commands));
        self.read_until(&format!("END-{}.", self.n_commands))
    }
}

fn monitor(domain: &Domain, command: &str) -> String {
    let answer = must(domain.qemu_monitor_command(command, DomainQemuMonitorCommandFlags::empty()));
    assert!(answer.contains("\"return\""), "{command}: {answer}");
    answer
}

fn state(domain: &Domain) -> (DomainState, i32) {
    let found = must(domain.state(0));
    (found.state, found.reason)
}

fn is_io_error(wanted: DomainEventIoErrorAction) -> impl Fn(&Kind) -> bool {
    move |kind| matches!(kind, Kind::IoError { action, .. } if *action == wanted)
}

/// The number of the disk's source among those of the guest.
fn source_index(domain: &Domain) -> u32 {
    let live = must(domain.xml_desc(DomainXmlFlags::empty()));
    let index = live.split("/disk.raw' index='").nth(1).and_then(|rest| rest.split('\'').next()?.parse().ok());
    index.unwrap_or_else(|| panic!("no index in {live}"))
}

/// Puts a node that fails between the disk and its file.
fn break_disk(domain: &Domain, node: &str, operation: &str, errno: i32) {
    let index = source_index(domain);
    monitor(
        domain,
        &format!(
            "{{\"execute\": \"blockdev-add\", \"arguments\": {{\"driver\": \"blkdebug\", \"node-name\": \"{node}\",
               \"image\": \"libvirt-{index}-storage\", \"inject-error\": [{{\"event\": \"none\", \"iotype\": \"{operation}\",
               \"errno\": {errno}}}]}}}}"
        ),
    );
    put_below_disk(domain, node);
}

fn heal_disk(domain: &Domain) {
    put_below_disk(domain, &format!("libvirt-{}-storage", source_index(domain)));
}

fn put_below_disk(domain: &Domain, node: &str) {
    let index = source_index(domain);
    monitor(
        domain,
        &format!(
            "{{\"execute\": \"blockdev-reopen\", \"arguments\": {{\"options\": [{{\"driver\": \"raw\",
               \"node-name\": \"libvirt-{index}-format\", \"file\": \"{node}\"}}]}}}}"
        ),
    );
}

#[test]
fn a_guest_tells_of_its_devices() {
    let (Some(_), Some(files)) = (qemu(), guest_files()) else { return };
    let root = Root::new();
    for name in ["disk.raw", "cd.raw"] {
        std::fs::write(root.path().join(name), vec![0; 4 << 20]).expect("a file");
    }
    let connection = root.open();
    let events = connection.subscribe(EventFilter::default(), 1024).expect("open");
    let domain = must(connection.define_domain_xml(&document(&root, &files)));
    must(domain.create());
    let mut shell = Shell::of(&domain);
    let agent_is = |wanted| move |kind: &Kind| matches!(kind, Kind::AgentLifecycle { state, .. } if *state == wanted);
    next(&events, "the agent", agent_is(DomainEventAgentLifecycleState::Connected));

    what_the_agent_tells(&domain);
    interfaces_are_found(&domain);
    memory_comes_and_goes(&domain, &events);
    trays_move(&domain, &events);

    // The guest sets the clock of the machine a year or more off.
    shell.run("date -s 2041-01-01; hwclock -w -u");
    let kind = next(&events, "the clock", |kind| matches!(kind, Kind::RtcChange { .. }));
    assert!(matches!(kind, Kind::RtcChange { utc_offset } if utc_offset > 365 * 86_400), "{kind:?}");

    disks_fail(&domain, &events, &mut shell);

    monitor(&domain, "{\"execute\": \"device_del\", \"arguments\": {\"id\": \"rng0\"}}");
    next(&events, "the device", |kind| *kind == Kind::DeviceRemoved { device_alias: "rng0".to_owned() });

    shell.run("killall guest-agent");
    next(&events, "the agent", agent_is(DomainEventAgentLifecycleState::Disconnected));
    let error = wait(domain.hostname(DomainGetHostnameFlags::AGENT), within()).expect_err("no agent");
    assert_eq!(error.code(), ErrorCode::AgentUnresponsive, "{error}");

    shell.begin("echo mem > /sys/power/state; echo AWA\"KE\"");
    next(&events, "the sleep", |kind| *kind == Kind::PmSuspend { reason: 0 });
    assert_eq!(state(&domain).0, DomainState::PmSuspended);
    assert_eq!(wait(domain.resume(), within()).expect_err("asleep").code(), ErrorCode::OperationInvalid);
    monitor(&domain, "{\"execute\": \"system_wakeup\"}");
    next(&events, "the end of the sleep", |kind| *kind == Kind::PmWakeup { reason: 0 });
    assert_eq!(state(&domain), (DomainState::Running, DomainRunningReason::Wakeup.number()));

    // The serial port is the last to wake up: what is typed before is lost.
    shell.read_until("AWAKE");
    the_watchdog_fires(&domain, &events, &shell);
    must(domain.destroy());
    must(domain.undefine());
    assert_eq!(root.wait_for_processes(0), Vec::<u32>::new());
    assert_eq!(root.leftovers(), Vec::<PathBuf>::new());
}

fn what_the_agent_tells(domain: &Domain) {
    assert_eq!(must(domain.hostname(DomainGetHostnameFlags::AGENT)), "ferrovirt-guest");
    let command = "{\"execute\": \"guest-network-get-interfaces\"}";
    eventually("the guest has brought its card up", || must(domain.qemu_agent_command(command, 20, 0)).contains(CARD));
    assert!(must(domain.qemu_agent_command(command, 20, 0)).contains("\"127.0.0.1\""));

    let guest = DomainVcpuFlags::GUEST;
    assert_eq!(must(domain.vcpus_flags(guest)), 2);
    must(domain.set_vcpus_flags(1, guest));
    assert_eq!((must(domain.vcpus_flags(guest)), must(domain.vcpus_flags(guest | DomainVcpuFlags::MAXIMUM))), (1, 2));
    assert_eq!(must(domain.vcpus_flags(DomainVcpuFlags::LIVE)), 2, "the machine still has both");
    must(domain.set_vcpus_flags(2, guest));
    assert_eq!(must(domain.vcpus_flags(guest)), 2);
    let error = wait(domain.set_vcpus_flags(3, guest), within()).expect_err("there are two");
    assert_eq!(error.code(), ErrorCode::InvalidArg, "{error}");
}

/// The host has nothing that counts what goes over the user's own network.
fn interfaces_are_found(domain: &Domain) {
    for (device, code) in [(CARD, ErrorCode::OperationUnsupported), ("eth9", ErrorCode::InvalidArg)] {
        let error = wait(domain.interface_stats(device), within()).expect_err("nothing is counted");
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(device), "{error}");
    }
}

fn memory_comes_and_goes(domain: &Domain, events: &EventSubscription) {
    for wanted in [160 * 1024, 192 * 1024] {
        must(domain.set_memory_flags(wanted, DomainMemoryModFlags::LIVE));
        next(events, "the balloon", |kind| *kind == Kind::BalloonChange { actual: wanted });
        assert_eq!(must(domain.info()).memory, wanted);
    }
}

fn trays_move(domain: &Domain, events: &EventSubscription) {
    use DomainEventTrayChangeReason::{Close, Open};
    for (command, reason) in [("blockdev-open-tray", Open), ("blockdev-close-tray", Close)] {
        let force = if reason == Open { ", \"force\": true" } else { "" };
        let command = format!("{{\"execute\": \"{command}\", \"arguments\": {{\"id\": \"sata0-0-0\"{force}}}}}");
        monitor(domain, &command);
        let expected = Kind::TrayChange { device_alias: "sata0-0-0".to_owned(), reason };
        next(events, "the tray", |kind| *kind == expected);
    }
}

fn disks_fail(domain: &Domain, events: &EventSubscription, shell: &mut Shell) {
    const EIO: i32 = 5;
    const ENOSPC: i32 = 28;
    let check = |kind: Kind, expected: &str| match kind {
        Kind::IoError { source_path, device_alias, reason, .. } => {
            assert!(source_path.ends_with("/disk.raw"), "{source_path}");
            assert_eq!((device_alias.as_str(), reason.as_str()), ("virtio-disk0", expected));
        }
        other => panic!("{other:?}"),
    };
    break_disk(domain, "broken", "read", EIO);
    shell.run("dd if=/dev/vda of=/dev/null bs=4096 count=1 skip=500");
    check(next(events, "the read error", is_io_error(DomainEventIoErrorAction::Report)), "");
    assert_eq!(state(domain).0, DomainState::Running);

    heal_disk(domain);
    break_disk(domain, "full", "write", ENOSPC);
    shell.begin("dd if=/dev/zero of=/dev/vda bs=4096 count=1 conv=fsync");
    check(next(events, "the full disk", is_io_error(DomainEventIoErrorAction::Pause)), "enospc");
    eventually("the guest is paused", || state(domain) == (DomainState::Paused, DomainPausedReason::IoError.number()));
    heal_disk(domain);
    must(domain.resume());
    assert_eq!(state(domain), (DomainState::Running, DomainRunningReason::Unpaused.number()));
    shell.run("true");
}

/// Programs the watchdog's registers by hand: the guest's kernel has no driver for it.
fn the_watchdog_fires(domain: &Domain, events: &EventSubscription, shell: &Shell) {
    shell.begin(
        "for d in /sys/bus/pci/devices/*; do [ $(cat $d/device) = 0x25ab ] && cd $d; done; echo 1 > enable
         set -- $(head -n 1 resource); base=$1
         unlock() { for key in 0x80 0x86; do devmem $((base + 12)) 16 $key; done; }
         for timer in 0 4; do unlock; devmem $((base + timer)) 32 16; done
         printf '\\002' | dd of=config bs=1 seek=104 conv=notrunc",
    );
    let expected = Kind::Watchdog { action: DomainEventWatchdogAction::Pause };
    next(events, "the watchdog", |kind| *kind == expected);
    eventually("the guest is paused", || state(domain) == (DomainState::Paused, DomainPausedReason::Watchdog.number()));
}
