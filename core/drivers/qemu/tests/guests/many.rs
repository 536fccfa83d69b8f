//! Many guests at once, and places where sockets hardly fit.

use crate::common::*;
use ferrovirt_api::*;

const AGENT: &str = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";

#[test]
fn twenty_guests_start_at_once_twice_and_leave_nothing() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let devices = format!("{AGENT}<graphics type='vnc' autoport='yes'/><serial type='pty'/>");
    for _ in 0..2 {
        let domains: Vec<Domain> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..20)
                .map(|number| {
                    let (connection, devices) = (&connection, &devices);
                    scope.spawn(move || {
                        let xml = guest(&format!("guest-{number}"), devices);
                        call(connection.create_domain_xml(&xml, DomainCreateFlags::empty()))
                    })
                })
                .collect();
            starts.into_iter().map(|start| start.join().expect("started")).collect()
        });
        let mut ids: Vec<String> = domains.iter().map(|domain| format!("{:?}", domain.id())).collect();
        let mut ports: Vec<String> = domains.iter().map(port).collect();
        assert!(domains.iter().all(|domain| state(domain).0 == DomainState::Running));
        for list in [&mut ids, &mut ports] {
            list.sort();
            list.dedup();
            assert_eq!(list.len(), 20, "{list:?}");
        }
        assert_eq!(root.processes().len(), 20);
        std::thread::scope(|scope| {
            for domain in &domains {
                scope.spawn(move || call(domain.destroy()));
            }
        });
        assert_eq!(call(connection.count_domains()), 0);
        assert_eq!(root.processes(), Vec::<i32>::new());
        assert_eq!(root.leftovers(), Vec::<String>::new());
    }
}

fn port(domain: &Domain) -> String {
    let xml = call(domain.xml_desc(DomainXmlFlags::empty()));
    let start = xml.find("<graphics type='vnc' port='").expect("a display") + "<graphics type='vnc' port='".len();
    xml[start..].split('\'').next().unwrap_or_default().to_owned()
}

#[test]
fn a_long_root_and_a_long_name_still_have_a_channel() {
    if !has_qemu() {
        return;
    }
    for length in [80, 100] {
        let temporary = std::env::temp_dir().display().to_string();
        let name = format!("{}-{}", std::process::id(), "r".repeat(100));
        let root = Root::named(&name[..length - temporary.len() - 1]);
        assert_eq!(root.0.display().to_string().len(), length);
        let connection = root.open();
        let domain = call(connection.create_domain_xml(&guest(&"n".repeat(60), AGENT), DomainCreateFlags::empty()));
        let xml = call(domain.xml_desc(DomainXmlFlags::empty()));
        let start = xml.find("<source mode='bind' path='").expect("a socket") + "<source mode='bind' path='".len();
        let path = xml[start..].split('\'').next().unwrap_or_default().to_owned();
        assert!(path.len() <= 107, "{path}");
        let stream = call(domain.open_channel(Some("org.qemu.guest_agent.0"), DomainChannelFlags::empty()));
        stream.abort();
        for flags in [DomainXmlFlags::INACTIVE, DomainXmlFlags::MIGRATABLE] {
            assert!(!call(domain.xml_desc(flags)).contains(&path));
        }
        call(domain.destroy());
        assert!(!std::path::Path::new(&path).exists());
        assert_eq!(root.leftovers(), Vec::<String>::new());
    }
}
