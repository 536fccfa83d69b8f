//! A guest with an operating system: agent, clean shutdown, reboot, console.

use crate::common::*;
use ferrovirt_api::*;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The test guest of the source tree, where it was built.
fn kernel_and_initramfs() -> Option<(PathBuf, PathBuf)> {
    let directory = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../build/guest"));
    let files = (directory.join("vmlinuz"), directory.join("initramfs"));
    let found = has_qemu() && files.0.exists() && files.1.exists();
    if !found {
        println!("skipped: the test guest is not built (tests/guest/build.sh)");
    }
    found.then_some(files)
}

fn document(kernel: &std::path::Path, initramfs: &std::path::Path) -> String {
    let devices =
        "<serial type='pty'/><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";
    guest("linux", devices)
        .replace("<memory unit='MiB'>64</memory>", "<memory unit='MiB'>256</memory>")
        .replace("</os>", &format!(
            "<kernel>{}</kernel><initrd>{}</initrd><cmdline>console=ttyS0 quiet</cmdline></os><features><acpi/></features>",
            kernel.display(), initramfs.display()
        ))
}

fn next(events: &EventSubscription, what: &str, is_it: impl Fn(&DomainEventKind) -> bool) {
    let limit = Instant::now() + Duration::from_secs(120);
    let mut seen = Vec::new();
    loop {
        let event = blocking::wait(async { Ok(events.next().await) }, Some(limit));
        match event {
            Ok(Some(Event::Domain(event))) if is_it(&event.kind) => return,
            Ok(Some(event)) => seen.push(event),
            Ok(None) | Err(_) => panic!("waited in vain for {what}; there were {seen:?}"),
        }
    }
}

fn is_step(event: DomainEventType, detail: i32) -> impl Fn(&DomainEventKind) -> bool {
    move |kind| *kind == DomainEventKind::Lifecycle { event, detail }
}

fn agent_is(wanted: DomainEventAgentLifecycleState) -> impl Fn(&DomainEventKind) -> bool {
    move |kind| matches!(kind, DomainEventKind::AgentLifecycle { state, .. } if *state == wanted)
}

#[test]
fn the_agent_answers_and_the_guest_reboots_and_shuts_down() {
    let Some((kernel, initramfs)) = kernel_and_initramfs() else { return };
    let root = Root::new();
    let connection = root.open();
    let events = connection.subscribe(EventFilter::default(), 256).expect("open");
    let domain = call(connection.define_domain_xml(&document(&kernel, &initramfs)));
    call(domain.create());
    next(&events, "the agent", agent_is(DomainEventAgentLifecycleState::Connected));
    assert!(call(domain.xml_desc(DomainXmlFlags::empty())).contains("state='connected'"));
    let answer = call(domain.qemu_agent_command("{\"execute\":\"guest-ping\"}", 20, 0));
    assert_eq!(answer, "{\"return\":{}}");
    call(domain.reboot(DomainRebootFlags::ACPI_POWER_BUTTON));
    next(&events, "the reboot", |kind| *kind == DomainEventKind::Reboot);
    next(&events, "the agent", agent_is(DomainEventAgentLifecycleState::Connected));
    assert_eq!(state(&domain).0, DomainState::Running);
    call(domain.shutdown_flags(DomainShutdownFlags::GUEST_AGENT));
    next(&events, "the shutdown", is_step(DomainEventType::Shutdown, DomainEventShutdownDetail::Guest.number()));
    next(&events, "the end", is_step(DomainEventType::Stopped, DomainEventStoppedDetail::Shutdown.number()));
    assert_eq!(state(&domain), (DomainState::Shutoff, DomainShutoffReason::Shutdown.number()));
    assert_eq!(root.leftovers(), Vec::<String>::new());
}

#[test]
fn the_console_speaks_and_the_button_shuts_down() {
    let Some((kernel, initramfs)) = kernel_and_initramfs() else { return };
    let root = Root::new();
    let connection = root.open();
    let events = connection.subscribe(EventFilter::default(), 256).expect("open");
    let domain = call(connection.create_domain_xml(&document(&kernel, &initramfs), DomainCreateFlags::empty()));
    let console = call(domain.open_console(None, DomainConsoleFlags::empty()));
    assert_eq!(fails(domain.open_console(None, DomainConsoleFlags::empty())).code(), ErrorCode::OperationFailed);
    let bytes = call(console.receive(4096));
    assert!(!bytes.is_empty());
    console.abort();
    next(&events, "the agent", agent_is(DomainEventAgentLifecycleState::Connected));
    call(domain.shutdown_flags(DomainShutdownFlags::ACPI_POWER_BUTTON));
    next(&events, "the end", is_step(DomainEventType::Stopped, DomainEventStoppedDetail::Shutdown.number()));
    assert_eq!(call(connection.count_domains()), 0);
}
