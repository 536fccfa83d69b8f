//! `test:///default` as libvirt has it. Tests here run one after the other in one test, because they look at the whole
//! host.

mod common;

use common::*;
use ferrovirt::*;

#[test]
fn the_default_host() {
    it_has_one_running_guest();
    connections_share_it_until_the_last_one_goes();
    lists_select_by_group();
    it_says_what_it_is();
    other_hosts_are_refused();
}

fn it_has_one_running_guest() {
    let connection = connect();
    let guest = done(connection.lookup_domain_by_id(1));
    assert_eq!((&*guest.name(), guest.id()), ("test", Some(1)));
    assert_eq!(guest.uuid().to_string(), "6695eb01-f6a4-8304-79aa-97f2502e193f");
    let info = done(guest.info());
    assert_eq!((info.state, info.max_memory, info.memory, info.vcpus), (DomainState::Running, 8388608, 2097152, 2));
    assert_eq!(
        (done(guest.is_persistent()), done(guest.autostart()), done(guest.os_type())),
        (true, false, "linux".into())
    );
    assert_eq!(done(guest.control_info(0)).state, DomainControlState::Ok);
    assert_eq!(done(guest.hostname(DomainGetHostnameFlags::empty())), "testhost");
    let live = done(guest.xml_desc(DomainXmlFlags::empty()));
    assert!(live.starts_with("<domain type='test' id='1'>\n  <name>test</name>\n"), "{live}");
    assert!(live.contains("<currentMemory unit='KiB'>2097152</currentMemory>"), "{live}");
    let stored = done(guest.xml_desc(DomainXmlFlags::INACTIVE));
    assert!(stored.starts_with("<domain type='test'>\n"), "{stored}");
}

fn connections_share_it_until_the_last_one_goes() {
    let (first, second) = (connect(), connect());
    assert!(!first.is_same(&second));
    let guest = define(&first, "shared");
    assert_eq!(done(second.lookup_domain_by_name("shared")).uuid(), guest.uuid());
    drop((first, second));
    let again = connect();
    // A handle keeps its connection, and the connection its host.
    done(again.lookup_domain_by_uuid(guest.uuid()));
    drop((guest, again));
    fails(ErrorCode::NoDomain, "no domain with matching name 'shared'", connect().lookup_domain_by_name("shared"));
}

fn lists_select_by_group() {
    use ListAllDomainsFlags as F;
    let connection = connect();
    let stored = define(&connection, "stored");
    done(stored.set_autostart(true));
    let document = xml("paused", Uuid::new_v4());
    let paused = done(connection.create_domain_xml(&document, DomainCreateFlags::PAUSED));
    let check = |flags: ListAllDomainsFlags, expected: &[&str]| {
        let mut names: Vec<String> =
            done(connection.list_all_domains(flags)).iter().map(|domain| domain.name().to_string()).collect();
        names.sort();
        assert_eq!(names, expected, "{flags:?}");
    };
    check(F::empty(), &["paused", "stored", "test"]);
    check(F::ACTIVE, &["paused", "test"]);
    check(F::INACTIVE, &["stored"]);
    check(F::ACTIVE | F::INACTIVE, &["paused", "stored", "test"]);
    check(F::PERSISTENT, &["stored", "test"]);
    check(F::TRANSIENT, &["paused"]);
    check(F::RUNNING, &["test"]);
    check(F::PAUSED | F::SHUTOFF, &["paused", "stored"]);
    check(F::OTHER, &[]);
    check(F::AUTOSTART, &["stored"]);
    check(F::NO_AUTOSTART | F::PERSISTENT, &["test"]);
    check(F::TRANSIENT | F::RUNNING, &[]);
    check(F::MANAGEDSAVE, &[]);
    check(F::NO_SNAPSHOT | F::HAS_SNAPSHOT | F::NO_CHECKPOINT, &["paused", "stored", "test"]);
    assert_eq!((done(connection.count_domains()), done(connection.count_defined_domains())), (2, 1));
    let groups = DomainStatsTypes::STATE;
    let records = done(connection.all_domain_stats(groups, GetAllDomainStatsFlags::PAUSED));
    assert_eq!(records.len(), 1);
    let values: Vec<_> = records[0].parameters.iter().map(|parameter| (&*parameter.field, &parameter.value)).collect();
    let int = |value| TypedValue::Int { value };
    assert_eq!(values, [("state.state", &int(3)), ("state.reason", &int(1))]);
    let unknown = connection.all_domain_stats(DomainStatsTypes::DIRTYRATE, GetAllDomainStatsFlags::ENFORCE_STATS);
    fails(ErrorCode::ArgumentUnsupported, "0x200", unknown);
    done(paused.destroy());
    done(stored.undefine());
}

fn it_says_what_it_is() {
    let connection = connect();
    assert_eq!((done(connection.hypervisor_type()), done(connection.version())), ("TEST".to_owned(), 2));
    assert_eq!((done(connection.uri()), done(connection.max_vcpus(None))), (TEST_URI.to_owned(), 32));
    assert!(done(connection.is_alive()) && done(connection.is_secure()) && !done(connection.is_encrypted()));
    assert!(!done(connection.hostname()).is_empty());
    let node = done(connection.node_info());
    assert_eq!((&*node.model, node.memory, node.cpus, node.mhz), ("i686", 3 * 1024 * 1024, 16, 1400));
    assert_eq!((node.nodes, node.sockets, node.cores, node.threads), (2, 2, 2, 2));
    assert!(done(connection.capabilities()).contains("<model>testSecurity</model>"));
    let capabilities =
        done(connection.domain_capabilities(None, None, None, None, GetDomainCapabilitiesFlags::empty()));
    assert!(capabilities.contains("<path>/usr/bin/test-hv</path>"));
    assert_eq!(done(connection.max_vcpus(Some("kvm"))), 32, "whatever is asked for");
}

fn other_hosts_are_refused() {
    let open = |uri: &'static str| ferrovirt::open(uri, OpenOptions::default());
    fails(ErrorCode::InvalidArg, "supply a path or use test:///default", open("test:///"));
    fails(ErrorCode::SystemError, "/there/is/no/node.xml", open("test:///there/is/no/node.xml"));
    fails(ErrorCode::NoConnect, "nothing:///", open("nothing:///"));
}
