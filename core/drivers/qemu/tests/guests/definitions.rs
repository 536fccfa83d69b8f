//! Stored definitions: listing, renaming, autostart, and what survives.

use crate::common::*;
use ferrovirt_api::*;

#[test]
fn definitions_survive_and_can_be_renamed() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let uuid = {
        let connection = root.open();
        let domain = call(connection.define_domain_xml(&guest("old", "")));
        call(domain.set_autostart(true));
        call(domain.rename("new", 0));
        assert_eq!(domain.name().as_str(), "new");
        assert_eq!(fails(connection.lookup_domain_by_name("old")).code(), ErrorCode::NoDomain);
        connection.close();
        domain.uuid()
    };
    let connection = root.open();
    let domain = call(connection.lookup_domain_by_name("new"));
    assert_eq!(domain.uuid(), uuid);
    assert!(call(domain.autostart()));
    assert_eq!(call(connection.list_all_domains(ListAllDomainsFlags::AUTOSTART)).len(), 1);
    assert_eq!(call(connection.list_all_domains(ListAllDomainsFlags::ACTIVE)).len(), 0);
    assert_eq!(root.files().iter().filter(|file| file.starts_with("etc/")).count(), 2, "{:?}", root.files());
    let before = call(domain.xml_desc(DomainXmlFlags::empty()));
    call(connection.define_domain_xml(&before));
    assert_eq!(call(domain.xml_desc(DomainXmlFlags::empty())), before);
    call(domain.undefine());
    assert_eq!(root.files().iter().filter(|file| file.starts_with("etc/")).count(), 0, "{:?}", root.files());
}

#[test]
fn memory_and_vcpus_of_definition_and_guest() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let xml = guest("m", "").replace("<vcpu>1</vcpu>", "<vcpu current='1'>3</vcpu>");
    let domain = call(connection.define_domain_xml(&xml));
    assert_eq!(call(domain.max_vcpus()), 3);
    call(domain.create());
    call(domain.set_vcpus(3));
    assert_eq!(call(domain.vcpus_flags(DomainVcpuFlags::LIVE)), 3);
    assert_eq!(call(domain.vcpus_flags(DomainVcpuFlags::CONFIG)), 1);
    assert_eq!(fails(domain.set_vcpus(4)).code(), ErrorCode::InvalidArg);
    call(domain.set_memory_flags(32 << 10, DomainMemoryModFlags::LIVE | DomainMemoryModFlags::CONFIG));
    assert!(call(domain.xml_desc(DomainXmlFlags::INACTIVE)).contains("<currentMemory unit='KiB'>32768<"));
    assert_eq!(fails(domain.set_memory(128 << 10)).code(), ErrorCode::InvalidArg);
    let answer =
        call(domain.qemu_monitor_command("{\"execute\":\"query-status\"}", DomainQemuMonitorCommandFlags::empty()));
    assert!(answer.contains("\"running\""), "{answer}");
    let stats = call(connection.all_domain_stats(DomainStatsTypes::empty(), GetAllDomainStatsFlags::empty()));
    let names: Vec<&str> = stats[0].parameters.iter().map(|parameter| parameter.field.as_str()).collect();
    for name in ["state.state", "cpu.time", "balloon.current", "vcpu.current", "vcpu.0.time", "block.count"] {
        assert!(names.contains(&name), "{names:?}");
    }
    call(domain.destroy());
}
