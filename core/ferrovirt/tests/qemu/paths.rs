//! Long roots and names: the agent channel still works, and its socket fits.

use crate::guests::{Root, eventually, guest_files, linux_document, must, qemu};
use ferrovirt::{DomainXmlFlags, blocking::wait};

#[test]
fn a_long_root_and_a_long_name_still_give_an_agent_channel() {
    let (Some(_), Some(files)) = (qemu(), guest_files()) else { return };
    let root = Root::with_length(80);
    assert!(root.path().as_os_str().len() >= 80);
    let connection = root.open();
    let name = "n".repeat(60);
    let domain = must(connection.define_domain_xml(&linux_document(&name, &files)));
    must(domain.create());
    let ping = r#"{"execute":"guest-ping"}"#;
    eventually("the agent answers", || wait(domain.qemu_agent_command(ping, 2, 0), crate::guests::within()).is_ok());

    let live = must(domain.xml_desc(DomainXmlFlags::empty()));
    let path = live.split("<source mode='bind' path='").nth(1).and_then(|rest| rest.split('\'').next());
    let path = path.unwrap_or_else(|| panic!("no socket in {live}"));
    assert!(path.len() <= 107, "{path} has {} bytes", path.len());
    assert!(!path.contains("/target/") && !path.contains("/domain-"), "{path}");
    for flags in [DomainXmlFlags::INACTIVE, DomainXmlFlags::MIGRATABLE] {
        assert!(!must(domain.xml_desc(flags)).contains(path), "{flags:?}");
    }
    must(domain.destroy());
    must(domain.undefine());
    assert_eq!(root.wait_for_processes(0), Vec::<u32>::new());
    assert_eq!(root.leftovers(), Vec::<std::path::PathBuf>::new());
}
