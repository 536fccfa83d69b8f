//! Limits, metadata and devices: what is set is told, and stands in the document that was meant.

use super::*;

#[test]
fn memory_limits() {
    use DomainMemoryParameters as P;
    let (_connection, guest) = running("memory-limits");
    let all = TypedParameters::new().with(P::HARD_LIMIT, 100_000).with(P::SOFT_LIMIT, 500);
    done(guest.set_memory_parameters(&all, NOW));
    let told = done(guest.memory_parameters(LIVE));
    assert_eq!((told.get(P::HARD_LIMIT), told.get(P::SWAP_HARD_LIMIT)), (Some(100_000), Some(9_007_199_254_740_991)));
    shows(&document(&guest), "<hard_limit unit='KiB'>100000</hard_limit>");
    hides(&stored_document(&guest), "hard_limit");
    let less = TypedParameters::new().with(P::SWAP_HARD_LIMIT, 10);
    fails(ErrorCode::InvalidArg, "swap_hard_limit", guest.set_memory_parameters(&less, LIVE));
    let unknown = TypedParameters::new().with(Parameter::<u64>::new("nope"), 1);
    fails(ErrorCode::ArgumentUnsupported, "'nope'", guest.set_memory_parameters(&unknown, NOW));
    done(guest.set_memory_parameters(&TypedParameters::new().with(P::SOFT_LIMIT, 7), CONFIG));
    shows(&stored_document(&guest), "<soft_limit unit='KiB'>7</soft_limit>");
    done(guest.destroy());
    fails(ErrorCode::OperationInvalid, "not running", guest.memory_parameters(LIVE));
    remove(&guest);
}

#[test]
fn placement_of_memory() {
    use DomainNumaParameters as P;
    let (_connection, guest) = running("placement-of-memory");
    assert_eq!(done(guest.numa_parameters(NOW)).get(P::NODESET), Some(String::new()));
    let mode = TypedParameters::new().with(P::MODE, 2);
    fails(ErrorCode::ConfigUnsupported, "nodeset", guest.set_numa_parameters(&mode, NOW));
    fails(ErrorCode::InvalidArg, "'9'", guest.set_numa_parameters(&TypedParameters::new().with(P::MODE, 9), NOW));
    let empty = TypedParameters::new().with(P::NODESET, String::new());
    fails(ErrorCode::InvalidArg, "nodeset", guest.set_numa_parameters(&empty, NOW));
    done(guest.set_numa_parameters(&mode.with(P::NODESET, "0-1".into()), NOW));
    let told = done(guest.numa_parameters(NOW));
    assert_eq!((told.get(P::MODE), told.get(P::NODESET)), (Some(2), Some("0-1".to_owned())));
    shows(&document(&guest), "<memory mode='interleave' nodeset='0-1'/>");
    remove(&guest);
}

#[test]
fn limits_of_block_devices() {
    use DomainBlkioParameters as P;
    let (_connection, guest) = stored("limits-of-block-devices");
    let text = |text: &str| text.to_owned();
    let limits = TypedParameters::new().with(P::WEIGHT, 500).with(P::DEVICE_WEIGHT, text("/dev/sda,300,/dev/sdb,1"));
    done(guest.set_blkio_parameters(&limits, CONFIG));
    let change = TypedParameters::new()
        .with(P::DEVICE_WEIGHT, text("/dev/sdb,0"))
        .with(P::DEVICE_READ_IOPS, text("/dev/sda,30"));
    done(guest.set_blkio_parameters(&change, NOW));
    let told = done(guest.blkio_parameters(NOW));
    assert_eq!((told.get(P::WEIGHT), told.get(P::DEVICE_WEIGHT)), (Some(500), Some(text("/dev/sda,300"))));
    assert_eq!(told.get(P::DEVICE_READ_IOPS), Some(text("/dev/sda,30")));
    for bad in ["/dev/sda", "/dev/sda,x", "sda,1", "/dev/sda,5000000000"] {
        let bad = TypedParameters::new().with(P::DEVICE_WEIGHT, text(bad));
        fails(ErrorCode::InvalidArg, "unable to parse", guest.set_blkio_parameters(&bad, NOW));
    }
    remove(&guest);
}

#[test]
fn limits_of_interfaces() {
    use DomainInterfaceParameters as P;
    let (_connection, guest) = running("limits-of-interfaces");
    let limits = TypedParameters::new().with(P::INBOUND_AVERAGE, 100).with(P::INBOUND_PEAK, 200);
    done(guest.set_interface_parameters("testnet0", &limits, NOW));
    let told = done(guest.interface_parameters("52:54:00:12:34:56", NOW));
    assert_eq!((told.get(P::INBOUND_PEAK), told.get(P::OUTBOUND_AVERAGE)), (Some(200), Some(0)));
    done(guest.set_interface_parameters("testnet0", &TypedParameters::new().with(P::INBOUND_AVERAGE, 0), NOW));
    hides(&document(&guest), "<bandwidth>");
    fails(ErrorCode::InvalidArg, "'x' is not a known interface", guest.interface_parameters("x", NOW));
    fails(ErrorCode::InvalidArg, "'x' is not a known interface", guest.set_interface_parameters("x", &limits, NOW));
    remove(&guest);
}

#[test]
fn limits_of_disks() {
    use DomainBlockIoTuneParameters as P;
    let (connection, guest) = running("limits-of-disks");
    let events = follow(&connection, guest.uuid());
    let limit = |limit: u64, most: u64| {
        TypedParameters::new().with(P::TOTAL_BYTES_SEC, limit).with(P::TOTAL_BYTES_SEC_MAX, most)
    };
    done(guest.set_block_io_tune("vda", &limit(5, 10), NOW));
    assert!(told(&events).concat().contains("Tunable"));
    assert_eq!(done(guest.block_io_tune(Some("vda"), NOW)).get(P::TOTAL_BYTES_SEC), Some(5));
    fails(ErrorCode::InvalidArg, "cannot be set higher", guest.set_block_io_tune("vda", &limit(5, 1), NOW));
    let both = limit(5, 10).with(P::READ_BYTES_SEC, 1);
    fails(ErrorCode::InvalidArg, "at the same time", guest.set_block_io_tune("vda", &both, NOW));
    fails(ErrorCode::InvalidArg, "'xxx' was not found", guest.set_block_io_tune("xxx", &limit(1, 1), NOW));
    fails(ErrorCode::InvalidArg, "'xxx' was not found", guest.block_io_tune(Some("xxx"), NOW));
    remove(&guest);
}

#[test]
fn counters_and_the_period_of_statistics() {
    use DomainPerfParameters as P;
    let (_connection, guest) = running("counters");
    done(guest.set_perf_events(&TypedParameters::new().with(P::CMT, true), NOW));
    assert_eq!(done(guest.perf_events(NOW)).get(P::CMT), Some(true));
    shows(&document(&guest), "<event name='cmt' enabled='yes'/>");
    let unknown = TypedParameters::new().with(Parameter::<bool>::new("cycles"), true);
    fails(ErrorCode::ArgumentUnsupported, "'cycles'", guest.set_perf_events(&unknown, NOW));
    fails(ErrorCode::OperationInvalid, "balloon", guest.set_memory_stats_period(5, NOW));
    done(guest.attach_device_flags("<memballoon model='virtio'/>", DomainDeviceModifyFlags::LIVE));
    done(guest.set_memory_stats_period(5, LIVE));
    shows(&document(&guest), "<stats period='5'/>");
    remove(&guest);
}

#[test]
fn metadata() {
    use DomainMetadataType as T;
    let (connection, guest) = running("metadata");
    let events = follow(&connection, guest.uuid());
    fails(ErrorCode::NoDomainMetadata, "not present", guest.metadata(T::Title, None, NOW));
    done(guest.set_metadata(T::Title, Some("a title"), None, None, NOW));
    assert_eq!(done(guest.metadata(T::Title, None, LIVE)), "a title");
    fails(ErrorCode::InvalidArg, "newlines", guest.set_metadata(T::Title, Some("a\nb"), None, None, NOW));
    done(guest.set_metadata(T::Description, Some("a\nb"), None, None, CONFIG));
    assert_eq!(done(guest.metadata(T::Description, None, CONFIG)), "a\nb");
    let (key, uri) = (Some("k"), Some("http://example.org/x"));
    done(guest.set_metadata(T::Element, Some("<a><b/>hi</a>"), key, uri, NOW));
    assert_eq!(done(guest.metadata(T::Element, uri, NOW)), "<a><b/>hi</a>");
    shows(&document(&guest), "<k:a xmlns:k='http://example.org/x'>");
    fails(ErrorCode::XmlDetail, "", guest.set_metadata(T::Element, Some("<a>"), key, uri, NOW));
    done(guest.set_metadata(T::Element, None, key, uri, NOW));
    fails(ErrorCode::NoDomainMetadata, "not present", guest.metadata(T::Element, uri, NOW));
    assert_eq!(told(&events).iter().filter(|event| event.contains("MetadataChange")).count(), 4);
    remove(&guest);
}

#[test]
fn what_follows_an_end() {
    use DomainLifecycleAction as A;
    use DomainLifecycleTrigger as L;
    let (_connection, guest) = running("what-follows-an-end");
    done(guest.set_lifecycle_action(L::Poweroff, A::Restart, NOW));
    done(guest.set_lifecycle_action(L::Crash, A::CoredumpDestroy, CONFIG));
    shows(&document(&guest), "<on_poweroff>restart</on_poweroff>");
    shows(&stored_document(&guest), "<on_crash>coredump-destroy</on_crash>");
    let bad = guest.set_lifecycle_action(L::Poweroff, A::CoredumpDestroy, NOW);
    fails(ErrorCode::ConfigUnsupported, "'poweroff' doesn't support 'coredump-destroy'", bad);
    remove(&guest);
}

#[test]
fn devices_come_and_go() {
    use DomainDeviceModifyFlags as F;
    let (connection, guest) = running("devices-come-and-go");
    let events = follow(&connection, guest.uuid());
    let disk = "<disk type='file'><source file='/b'/><target dev='vdb'/><alias name='ua-b'/></disk>";
    done(guest.attach_device_flags(disk, F::LIVE | F::CONFIG));
    shows(&document(&guest), "<target dev='vdb' bus='virtio'/>");
    shows(&stored_document(&guest), "<target dev='vdb' bus='virtio'/>");
    fails(ErrorCode::OperationFailed, "target vdb already exists", guest.attach_device_flags(disk, F::LIVE));
    fails(ErrorCode::ConfigUnsupported, "<bla>", guest.attach_device("<bla/>"));
    done(guest.update_device_flags("<disk type='file'><source file='/c'/><target dev='vdb'/></disk>", F::CONFIG));
    shows(&stored_document(&guest), "<source file='/c'/>");
    hides(&document(&guest), "<source file='/c'/>");
    let unknown = "<disk device='cdrom'><target dev='hdc'/></disk>";
    fails(ErrorCode::InvalidArg, "hdc doesn't exist", guest.update_device_flags(unknown, F::LIVE));
    let other = "<sound model='ac97'/>";
    fails(ErrorCode::OperationUnsupported, "'sound'", guest.update_device_flags(other, F::LIVE));
    let missing = guest.detach_device_flags("<disk><target dev='vdz'/></disk>", F::LIVE);
    fails(ErrorCode::DeviceMissing, "disk", missing);
    done(guest.detach_device_flags("<disk><target dev='vdb'/></disk>", F::CONFIG));
    hides(&stored_document(&guest), "vdb");
    done(guest.detach_device_alias("ua-b", F::LIVE));
    hides(&document(&guest), "vdb");
    fails(ErrorCode::InternalError, "no device found with alias ua-b", guest.detach_device_alias("ua-b", F::LIVE));
    let told = told(&events).concat();
    assert!(told.contains("DeviceAdded") && told.contains("DeviceRemoved"), "{told}");
    remove(&guest);
}
