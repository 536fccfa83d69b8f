//! `<devices>`: disks, displays and so on.

use super::{DomainQuestion, choice, if_any};
use crate::capabilities::facts::HostFacts;
use ferrovirt_xml::domain_capabilities::{DevicesCapabilities, Enumeration, Support};

/// The machines that have an IDE controller built in.
const WITH_IDE: &[&str] = &["isapc", "pc-i440fx", "malta", "sun4u", "g3beige", "mac99"];

pub(super) fn devices(question: &DomainQuestion<'_>, facts: &HostFacts) -> DevicesCapabilities {
    DevicesCapabilities {
        disk: Some(disk(question)),
        graphics: Some(graphics(question, facts)),
        video: Some(video(question)),
        hostdev: Some(hostdev(question, facts)),
        rng: Some(rng(question)),
        filesystem: Some(filesystem(question)),
        tpm: Some(tpm(question, facts)),
        redirdev: Some(if_any(choice("bus", [("usb", question.has("usb-redir"))]))),
        channel: Some(channel(question)),
        crypto: Some(crypto(question)),
        interface: Some(interface(question)),
        panic: Some(panic(question)),
    }
}

/// The ways in which a virtio device presents itself.
fn virtio_models(question: &DomainQuestion<'_>, name: &str, always: bool) -> Enumeration {
    let models = [
        ("virtio", always || question.has_virtio(name)),
        ("virtio-transitional", question.has(&format!("{name}-pci-transitional"))),
        ("virtio-non-transitional", question.has(&format!("{name}-pci-non-transitional"))),
    ];
    choice("model", models)
}

fn disk(question: &DomainQuestion<'_>) -> Support {
    // The pseries machines have no way to attach a floppy drive.
    let has_floppy = !question.is_machine(&["pseries"]);
    let devices = [("disk", true), ("cdrom", true), ("floppy", has_floppy), ("lun", true)];
    let buses = [
        ("ide", question.is_machine(WITH_IDE)),
        ("fdc", has_floppy),
        ("scsi", true),
        ("virtio", true),
        ("usb", question.has("usb-storage")),
        ("sata", question.has("ich9-ahci")),
    ];
    Support::with(vec![
        choice("diskDevice", devices),
        choice("bus", buses),
        virtio_models(question, "virtio-blk", true),
    ])
}

fn display(question: &DomainQuestion<'_>, name: &str) -> bool {
    question.capabilities.has_schema(&format!("query-display-options/ret/type/{name}"))
}

fn graphics(question: &DomainQuestion<'_>, facts: &HostFacts) -> Support {
    let dbus = display(question, "dbus");
    let types = [
        ("sdl", display(question, "sdl")),
        ("vnc", question.capabilities.has_command("query-vnc")),
        ("rdp", dbus && facts.platform.rdp_server),
        ("spice", has_spice(question)),
        ("egl-headless", display(question, "egl-headless")),
        ("dbus", dbus),
    ];
    Support::with(vec![choice("type", types)])
}

fn has_spice(question: &DomainQuestion<'_>) -> bool {
    question.capabilities.has_command("query-spice")
}

fn video(question: &DomainQuestion<'_>) -> Support {
    let models = [
        ("vga", question.has("VGA")),
        ("cirrus", question.has("cirrus-vga")),
        ("vmvga", question.has("vmware-svga")),
        ("qxl", question.has("qxl")),
        ("virtio", question.has_virtio("virtio-gpu")),
        ("none", true),
        ("bochs", question.has("bochs-display")),
        ("ramfb", question.has("ramfb")),
    ];
    Support::with(vec![choice("modelType", models)])
}

fn hostdev(question: &DomainQuestion<'_>, facts: &HostFacts) -> Support {
    let policies = ["default", "mandatory", "requisite", "optional"];
    let subsystems = [("usb", question.has("usb-storage")), ("pci", true), ("scsi", true)];
    let vfio = facts.platform.vfio;
    Support::with(vec![
        Enumeration::new("mode", ["subsystem"]),
        Enumeration::new("startupPolicy", policies),
        choice("subsysType", subsystems),
        choice("capsType", []),
        choice("pciBackend", [("default", vfio), ("vfio", vfio)]),
    ])
}

fn rng(question: &DomainQuestion<'_>) -> Support {
    let backends = [
        ("random", question.has("rng-random")),
        ("egd", question.has("rng-egd")),
        ("builtin", question.has("rng-builtin")),
    ];
    Support::with(vec![virtio_models(question, "virtio-rng", false), choice("backendModel", backends)])
}

fn filesystem(question: &DomainQuestion<'_>) -> Support {
    let drivers = [("path", true), ("handle", true), ("virtiofs", question.has_virtio("vhost-user-fs"))];
    Support::with(vec![choice("driverType", drivers)])
}

fn tpm(question: &DomainQuestion<'_>, facts: &HostFacts) -> Support {
    let has = |list: &[String], name: &str| list.iter().any(|known| known == name);
    let models = &question.capabilities.tpm_models;
    let models = [
        ("tpm-tis", has(models, "tpm-tis") || has(models, "tpm-tis-device")),
        ("tpm-crb", has(models, "tpm-crb")),
        ("tpm-spapr", has(models, "tpm-spapr")),
        ("spapr-tpm-proxy", question.has("spapr-tpm-proxy")),
    ];
    let models = choice("model", models);
    if models.values.is_empty() {
        return Support::plain(false);
    }
    let types = &question.capabilities.tpm_types;
    let swtpm = facts.platform.swtpm.filter(|_| has(types, "emulator"));
    let backends =
        [("passthrough", has(types, "passthrough")), ("emulator", swtpm.is_some()), ("external", swtpm.is_some())];
    let mut choices = vec![models, choice("backendModel", backends)];
    if let Some(swtpm) = swtpm {
        choices.push(choice("backendVersion", [("1.2", swtpm.version_1_2), ("2.0", swtpm.version_2_0)]));
    }
    Support::with(choices)
}

fn channel(question: &DomainQuestion<'_>) -> Support {
    Support::with(vec![choice("type", [("pty", true), ("unix", true), ("spicevmc", has_spice(question))])])
}

fn crypto(question: &DomainQuestion<'_>) -> Support {
    let backends =
        [("builtin", question.has("cryptodev-backend-builtin")), ("lkcf", question.has("cryptodev-backend-lkcf"))];
    Support::with(vec![
        choice("model", [("virtio", question.has_virtio("virtio-crypto"))]),
        choice("type", [("qemu", true)]),
        choice("backendModel", backends),
    ])
}

fn interface(question: &DomainQuestion<'_>) -> Support {
    // passt is reached over a stream socket, which QEMU itself has since 7.2.
    let passt = question.capabilities.has_schema("netdev_add/arg/+stream");
    Support::with(vec![choice("backendType", [("default", true), ("passt", passt)])])
}

fn panic(question: &DomainQuestion<'_>) -> Support {
    let models = [
        ("isa", question.has("pvpanic")),
        ("pseries", question.is_machine(&["pseries"])),
        ("hyperv", question.is_x86()),
        ("s390", question.architecture == "s390x"),
        ("pvpanic", question.has("pvpanic-pci")),
    ];
    if_any(choice("model", models))
}
