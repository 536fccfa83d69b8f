//! What command lines say, and what is refused.

use super::{Commands, Launch, Resources, build};
use crate::capabilities::Capabilities;
use crate::complete::{self, Context};
use crate::validate;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete as common;
use ferrovirt_xml::domain::devices::disk_source::VolumeSource;
use ferrovirt_xml::domain::devices::interface::Interface;
use ferrovirt_xml::scalar::MacAddress;
use ferrovirt_xml::{Document, ParseOptions};
use uuid::Uuid;

struct Fixture;

impl Resources for Fixture {
    fn network_device(&mut self, _interface: &Interface) -> Result<String> {
        Ok("tap0".to_owned())
    }

    fn display_port(&mut self) -> Result<u16> {
        Ok(5901)
    }

    fn volume_path(&mut self, volume: &VolumeSource) -> Result<String> {
        Ok(format!("/pool/{}", volume.volume.as_deref().unwrap_or_default()))
    }
}

fn commands(content: &str, capabilities: &Capabilities) -> Result<Commands> {
    let text = format!("<domain type='bhyve'><name>g</name><memory unit='MiB'>64</memory>{content}</domain>");
    let mut domain = Domain::parse(&text, &ParseOptions::default().strict())?;
    let mut new_mac = || Ok(MacAddress([2, 0, 0, 0, 0, 1]));
    let mut new_uuid = || Ok(Uuid::nil());
    let common = common::Context { architecture: "x86_64", new_uuid: &mut new_uuid, new_mac: &mut new_mac };
    complete::complete(&mut domain, &mut Context { capabilities, common })?;
    validate::validate(&domain, capabilities)?;
    build(&domain, &mut Launch { capabilities, resources: &mut Fixture, device_map_path: "/map" })
}

const DISK: &str = "<disk><source file='/d'/><target dev='vda'/></disk>";
const UEFI: &str = "<os><type>hvm</type><loader readonly='yes' type='pflash'>/fw</loader></os>";

fn check(content: &str, expected: &str) {
    let line = commands(content, &Capabilities::ALL).unwrap().bhyve.join(" ");
    assert!(line.contains(expected), "{expected} is missing in {line}");
}

fn check_device(device: &str, expected: &str) {
    check(&format!("{UEFI}<devices>{device}</devices>"), expected);
}

fn check_refused(content: &str, capabilities: &Capabilities, cause: &str) {
    let error = commands(&format!("{content}<devices/>").replace("</devices><devices/>", "</devices>"), capabilities);
    let error = error.unwrap_err().to_string();
    assert!(error.contains(cause), "{error}");
}

#[test]
fn devices() {
    check_device("<disk><source file='/d'/><target dev='sdb' bus='sata'/></disk>", "-s 2:0,ahci,hd:/d");
    check_device("<disk type='volume'><source pool='p' volume='v'/><target dev='vda'/></disk>", "virtio-blk,/pool/v");
    check_device(
        "<interface type='bridge'><source bridge='b'/><model type='e1000'/></interface>",
        "-s 2:0,e1000,tap0,mac=02:00:00:00:00:01",
    );
    check_device("<filesystem><source dir='/d'/><target dir='t'/><readonly/></filesystem>", "virtio-9p,t=/d,ro");
    check_device("<controller type='usb' model='nec-xhci'/><input type='tablet' bus='usb'/>", "xhci,tablet");
    check_device("<graphics type='vnc'/>", "fbuf,tcp=127.0.0.1:5901");
    check_device("<serial type='nmdm'><source master='/a' slave='/b'/><target port='1'/></serial>", "-l com2,/a");
    check(
        &format!("<vcpu>2</vcpu>{UEFI}<cpu><topology sockets='1' cores='2' threads='1'/></cpu>"),
        "-c cpus=2,sockets=1,cores=2,threads=1",
    );
    check(&format!("{UEFI}<features><msrs unknown='ignore'/></features>"), "-w");
}

#[test]
fn loaders() {
    let loader = |content: &str| {
        let commands = commands(&format!("{content}<devices>{DISK}</devices>"), &Capabilities::ALL).unwrap();
        (commands.loader.unwrap_or_default().join(" "), commands.device_map)
    };
    assert_eq!(loader("").0, "bhyveload -m 64 -d /d g");
    assert_eq!(loader(UEFI).0, "");
    let (line, map) = loader("<bootloader>/grub-bhyve</bootloader>");
    assert_eq!(line, "/grub-bhyve --root hd0,msdos1 --device-map /map --memory 64 g");
    assert_eq!(map.as_deref(), Some("(hd0) /d\n"));
    assert_eq!(loader("<bootloader>/l</bootloader><bootloader_args>-a b</bootloader_args>").0, "/l -a b");
}

#[test]
fn refusals() {
    let all = &Capabilities::ALL;
    check_refused("", all, "at least one disk");
    check_refused(
        &format!("<os><type>hvm</type><boot dev='cdrom'/></os><devices>{DISK}</devices>"),
        all,
        "Cannot find boot device",
    );
    let ordered = "<disk><source file='/d'/><target dev='vdX'/><boot order='N'/></disk>";
    let two = ordered.replace('X', "a").replace('N', "1") + &ordered.replace('X', "b").replace('N', "2");
    check_refused(&format!("<devices>{two}</devices>"), all, "Only one boot device");
    let devices = [
        ("<controller type='isa' index='1'/>", "single ISA"),
        ("<rng model='virtio'><backend model='builtin'/></rng>", "'random' RNG backend"),
        ("<rng model='virtio'><backend model='random'>/x</backend></rng>", "'/dev/random'"),
        ("<rng model='virtio-transitional'><backend model='random'/></rng>", "'virtio' RNG"),
        ("<filesystem type='bind'><source dir='/d'/><target dir='t'/></filesystem>", "'mount'"),
        ("<filesystem accessmode='mapped'><source dir='/d'/><target dir='t'/></filesystem>", "'passthrough'"),
        ("<filesystem><driver type='loop'/><source dir='/d'/><target dir='t'/></filesystem>", "'path'"),
        ("<controller type='usb' model='nec-xhci'/>", "exactly one input"),
        ("<graphics type='vnc' passwd='a,b'/>", "','"),
        ("<disk><source file='/a,b'/><target dev='vda'/></disk>", "commas"),
        ("<disk><target dev='vda'/></disk>", "no source"),
    ];
    for (device, cause) in devices {
        check_refused(&format!("{UEFI}<devices>{device}</devices>"), all, cause);
    }
    let none = &Capabilities { utc_clock: true, ..Capabilities::NONE };
    let optional = [
        ("<graphics type='vnc'/>", "framebuffer"),
        ("<rng model='virtio'><backend model='random'/></rng>", "virtio-rnd"),
        ("<sound model='ich7'/>", "Sound"),
        ("<controller type='usb' model='nec-xhci'/><input type='tablet' bus='usb'/>", "Xhci"),
    ];
    for (device, cause) in optional {
        check_refused(&format!("{UEFI}<devices>{device}</devices>"), none, cause);
    }
}
