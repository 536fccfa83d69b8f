//! Devices of a running guest: disks with backing images, the network of the user, screens, keys, firmware.

use crate::common::*;
use ferrovirt_api::*;
use std::process::Command;

#[test]
fn disks_with_backing_images_are_counted() {
    let has_tool = Command::new("qemu-img").arg("--version").output().is_ok();
    if !has_qemu() || !has_tool {
        println!("skipped: qemu-img is not installed");
        return;
    }
    let root = Root::new();
    let image = |name: &str| root.0.join(name).display().to_string();
    let create =
        |arguments: &[&str]| assert!(Command::new("qemu-img").args(arguments).output().expect("run").status.success());
    create(&["create", "-f", "raw", &image("base.raw"), "1M"]);
    create(&["create", "-f", "qcow2", "-b", &image("base.raw"), "-F", "raw", &image("top.qcow2")]);
    let connection = root.open();
    let disk = format!(
        "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{}'/><target dev='vda' bus='virtio'/></disk>",
        image("top.qcow2")
    );
    let stored = call(connection.define_domain_xml(&guest("stored", &disk)));
    let sizes = call(stored.block_info("vda", 0));
    assert_eq!(sizes.capacity, 1 << 20, "the size that its guest will see");
    assert!(sizes.physical < 1 << 20 && sizes.physical > 0);
    call(stored.undefine());
    let domain = call(connection.create_domain_xml(&guest("d", &disk), DomainCreateFlags::empty()));
    assert!(call(domain.xml_desc(DomainXmlFlags::empty())).contains("base.raw"));
    let stats = call(domain.block_stats("vda"));
    assert!(stats.read_requests >= 0);
    assert_eq!(call(domain.block_info("vda", 0)).capacity, 1 << 20);
    assert_eq!(fails(domain.block_stats("vdb")).code(), ErrorCode::InvalidArg);
    let groups = DomainStatsTypes::BLOCK;
    let all = call(connection.all_domain_stats(groups, GetAllDomainStatsFlags::empty()));
    let names: Vec<&str> = all[0].parameters.iter().map(|parameter| parameter.field.as_str()).collect();
    assert_eq!(names[..3], ["block.count", "block.0.name", "block.0.path"]);
    assert!(names.contains(&"block.0.rd.reqs") && names.contains(&"block.0.capacity"), "{names:?}");
    call(domain.destroy());
    assert_eq!(root.leftovers(), Vec::<String>::new());
}

#[test]
fn the_network_of_the_user_works() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let devices = "<interface type='user'><model type='virtio'/></interface>";
    let domain = call(connection.create_domain_xml(&guest("n", devices), DomainCreateFlags::empty()));
    assert_eq!(state(&domain).0, DomainState::Running);
    call(domain.destroy());
    if Command::new("passt").arg("--version").output().is_err() {
        println!("skipped: passt is not installed");
        return;
    }
    let devices = "<interface type='user'><backend type='passt'/><model type='virtio'/></interface>";
    let domain = call(connection.create_domain_xml(&guest("p", devices), DomainCreateFlags::empty()));
    assert_eq!(state(&domain).0, DomainState::Running);
    call(domain.destroy());
    assert_eq!(root.leftovers(), Vec::<String>::new());
}

#[test]
fn screens_and_keys() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let devices = "<graphics type='vnc' autoport='yes'/><video><model type='vga'/></video>";
    let domain = call(connection.create_domain_xml(&guest("s", devices), DomainCreateFlags::empty()));
    let picture = call(domain.screenshot(0, 0));
    let image = call(picture.image.receive_all(64 << 20));
    match picture.mime_type.as_str() {
        "image/png" => assert!(image.starts_with(b"\x89PNG")),
        other => assert!(other == "image/x-portable-pixmap" && image.starts_with(b"P6")),
    }
    assert_eq!(fails(domain.screenshot(1, 0)).code(), ErrorCode::InvalidArg);
    call(domain.send_key(KeycodeSet::Linux, 0, &[28], 0));
    assert_eq!(fails(domain.send_key(KeycodeSet::Linux, 0, &[9999], 0)).code(), ErrorCode::InvalidArg);
    call(domain.reset(0));
    assert!(!call(domain.memory_stats(0)).is_empty());
    call(domain.destroy());
    assert_eq!(root.leftovers(), Vec::<String>::new());
}

#[test]
fn firmware_keeps_its_variables() {
    let has_firmware = std::fs::read_dir("/usr/share/qemu/firmware").is_ok_and(|mut entries| entries.next().is_some());
    if !has_qemu() || !has_firmware {
        println!("skipped: no UEFI firmware is installed");
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let xml =
        guest("u", "").replace("<os>", "<os firmware='efi'>").replace("</os>", "</os><features><acpi/></features>");
    let domain = call(connection.define_domain_xml(&xml));
    call(domain.create());
    let has_store = || root.files().iter().any(|file| file.ends_with("u_VARS.fd"));
    assert!(has_store(), "{:?}", root.files());
    call(domain.destroy());
    assert!(has_store());
    assert_eq!(fails(domain.undefine()).code(), ErrorCode::OperationInvalid);
    call(domain.undefine_flags(DomainUndefineFlags::NVRAM));
    assert!(!has_store());
}

#[test]
fn the_hosts_cpu_is_a_model_with_features_while_the_guest_runs() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let xml = guest("cpu", "").replace("<devices>", "<cpu mode='host-model'/><devices>");
    let domain = call(connection.define_domain_xml(&xml));
    call(domain.create());
    let live = call(domain.xml_desc(DomainXmlFlags::empty()));
    assert!(live.contains("<cpu mode='custom' match='exact'") && live.contains("<feature policy="), "{live}");
    let stored = call(domain.xml_desc(DomainXmlFlags::INACTIVE));
    assert!(stored.contains("<cpu mode='host-model'") && !stored.contains("<feature policy="), "{stored}");
    call(domain.destroy());
    call(domain.undefine());
    assert_eq!(root.leftovers(), Vec::<String>::new());
}
