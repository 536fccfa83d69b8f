//! The operations that need a line each: which part of the driver answers them.

/// Makes a method of each line: name, arguments, what is answered, and how.
macro_rules! answers {
    ($this:ident; $($name:ident($($argument:ident: $type:ty),* $(,)?) -> $answer:ty = $body:expr;)*) => {
        $(fn $name<'a>(&'a $this, $($argument: $type),*) -> ferrovirt_api::DriverFuture<'a, $answer> {
            ferrovirt_api::driver::ready($body)
        })*
    };
}

/// The operations on guests and on the host that are answered elsewhere in this crate.
macro_rules! guest_operations {
    ($this:ident) => {
        $crate::operations::answers! { $this;
            // The host.
            sysinfo(_flags: u32) -> String = Ok($crate::node_facts::sysinfo());
            cpu_model_names(architecture: &'a str, _flags: u32) -> Vec<String> =
                $crate::node_facts::cpu_model_names(architecture);
            baseline_cpu(cpus: &'a [String], flags: BaselineCpuFlags) -> String =
                $crate::node_facts::baseline_cpu(cpus, flags);
            node_cpu_map(_flags: u32) -> NodeCpuMap = Ok($crate::node_facts::cpu_map());
            node_cpu_stats(cpu: i32, _flags: u32) -> Vec<NodeStatistic> = $crate::node_facts::cpu_statistics(cpu);
            node_free_memory() -> u64 = Ok($this.free_memory());
            node_cells_free_memory(start_cell: i32, cells: i32) -> Vec<u64> =
                $this.cells_free_memory(start_cell, cells);
            node_free_pages(page_sizes: &'a [u32], start_cell: i32, cells: u32, _flags: u32) -> Vec<u64> =
                $this.free_pages(page_sizes, start_cell, cells);
            node_security_model() -> SecurityModel = Ok($crate::node_facts::security_model());

            // The inside of guests.
            domain_time(domain: &'a DomainIdentity, _flags: u32) -> DomainTime = $this.guest_time(domain);
            domain_set_time(domain: &'a DomainIdentity, seconds: i64, nanoseconds: u32, flags: DomainSetTimeFlags)
                -> () = $this.set_guest_time(domain, seconds, nanoseconds, flags);
            domain_fs_info(domain: &'a DomainIdentity, _flags: u32) -> Vec<DomainFsInfo> = $this.file_systems(domain);
            domain_fs_freeze(domain: &'a DomainIdentity, mount_points: &'a [String], _flags: u32) -> u32 =
                $this.freeze(domain, mount_points, true);
            domain_fs_thaw(domain: &'a DomainIdentity, mount_points: &'a [String], _flags: u32) -> u32 =
                $this.freeze(domain, mount_points, false);
            domain_fs_trim(domain: &'a DomainIdentity, mount_point: Option<&'a str>, _minimum: u64, _flags: u32)
                -> () = $this.trim(domain, mount_point);
            domain_set_user_password(domain: &'a DomainIdentity, _user: &'a str, _password: &'a str,
                _flags: DomainSetUserPasswordFlags) -> () = $this.must_run(domain);
            domain_interface_addresses(domain: &'a DomainIdentity, source: DomainInterfaceAddressesSource, _flags: u32)
                -> Vec<DomainInterface> = $this.addresses(domain, source);
            domain_send_process_signal(domain: &'a DomainIdentity, process: i64, signal: DomainProcessSignal,
                _flags: u32) -> () = $this.signal(domain, process, signal);
            domain_inject_nmi(domain: &'a DomainIdentity, _flags: u32) -> () = $this.must_run(domain);
            domain_memory_peek(domain: &'a DomainIdentity, start: u64, size: u64, flags: DomainMemoryFlags)
                -> Vec<u8> = $this.peek(domain, start, size, flags);
            domain_disk_errors(domain: &'a DomainIdentity, _flags: u32) -> Vec<DomainDiskError> =
                $this.disk_errors(domain);
            domain_messages(domain: &'a DomainIdentity, types: DomainMessageTypes) -> Vec<String> =
                $this.messages(domain, types);
            domain_security_label(domain: &'a DomainIdentity) -> SecurityLabel = $this.security_label(domain);
            domain_launch_security_info(domain: &'a DomainIdentity, _flags: u32) -> TypedParameters =
                $this.launch_security(domain);

            // Definitions.
            create_domain_xml_with_files(xml: &'a str, _files: &'a [FileDescriptor], flags: DomainCreateFlags)
                -> DomainIdentity = only("virDomainCreateXMLWithFiles", flags.bits(), CREATE_FLAGS.bits())
                    .and_then(|()| $this.create_xml(xml, flags));
            domain_create_with_files(domain: &'a DomainIdentity, _files: &'a [FileDescriptor],
                flags: DomainCreateFlags) -> DomainIdentity =
                    only("virDomainCreateWithFiles", flags.bits(), DomainCreateFlags::PAUSED.bits())
                        .and_then(|()| $this.create(domain, flags));
            domain_attach_device_flags(domain: &'a DomainIdentity, xml: &'a str, flags: DomainDeviceModifyFlags)
                -> () = $this.attach(domain, xml, flags);
            domain_stats(domains: &'a [DomainIdentity], groups: DomainStatsTypes, flags: GetAllDomainStatsFlags)
                -> Vec<DomainStatsRecord> = $this.listed_statistics(domains, groups, flags);
            domain_detach_device_flags(domain: &'a DomainIdentity, xml: &'a str, flags: DomainDeviceModifyFlags)
                -> () = $this.detach(domain, xml, flags);
            domain_detach_device_alias(domain: &'a DomainIdentity, alias: &'a str, flags: DomainDeviceModifyFlags)
                -> () = $this.detach_alias(domain, alias, flags);
            domain_update_device_flags(domain: &'a DomainIdentity, xml: &'a str, flags: DomainDeviceModifyFlags)
                -> () = $this.update(domain, xml, flags);
            domain_metadata(domain: &'a DomainIdentity, metadata_type: DomainMetadataType,
                namespace_uri: Option<&'a str>, flags: DomainModificationImpact) -> String =
                    $this.metadata(domain, metadata_type, namespace_uri, flags);
            domain_set_metadata(domain: &'a DomainIdentity, metadata_type: DomainMetadataType,
                metadata: Option<&'a str>, key: Option<&'a str>, namespace_uri: Option<&'a str>,
                flags: DomainModificationImpact) -> () =
                    $this.set_metadata(domain, metadata_type, metadata, key, namespace_uri, flags);
            domain_set_lifecycle_action(domain: &'a DomainIdentity, event: DomainLifecycleTrigger,
                action: DomainLifecycleAction, flags: DomainModificationImpact) -> () =
                    $this.set_lifecycle_action(domain, event, action, flags);

            // Saved states.
            restore_domain_flags(file: &'a str, xml: Option<&'a str>, flags: DomainSaveRestoreFlags) -> () =
                only("virDomainRestoreFlags", flags.bits(), 0).and_then(|()| $this.restore(file, xml));
            save_image_xml_desc(file: &'a str, flags: DomainSaveImageXmlFlags) -> String =
                $this.saved_xml(file, flags);
            define_save_image_xml(file: &'a str, xml: &'a str, flags: DomainSaveRestoreFlags) -> () =
                only("virDomainSaveImageDefineXML", flags.bits(), SAVED_STATE_FLAGS.bits())
                    .and_then(|()| $this.define_saved_xml(file, xml));
            domain_save_flags(domain: &'a DomainIdentity, file: &'a str, xml: Option<&'a str>,
                flags: DomainSaveRestoreFlags) -> () =
                    only("virDomainSaveFlags", flags.bits(), 0).and_then(|()| $this.save(domain, file, xml));
            domain_managed_save(domain: &'a DomainIdentity, flags: DomainSaveRestoreFlags) -> () =
                only("virDomainManagedSave", flags.bits(), MANAGED_SAVE_FLAGS.bits())
                    .and_then(|()| $this.save_managed(domain));
            domain_has_managed_save_image(domain: &'a DomainIdentity, _flags: u32) -> bool =
                $this.domains.look(domain, |state| Ok(state.saved.is_some()));
            domain_remove_managed_save(domain: &'a DomainIdentity, _flags: u32) -> () =
                $this.remove_managed_save(domain);
            domain_core_dump(domain: &'a DomainIdentity, file: &'a str, flags: DomainCoreDumpFlags) -> () =
                only("virDomainCoreDump", flags.bits(), DomainCoreDumpFlags::CRASH.bits())
                    .and_then(|()| $this.dump_core(domain, file, DomainCoreDumpFormat::Raw, flags));
            domain_core_dump_with_format(domain: &'a DomainIdentity, file: &'a str, format: DomainCoreDumpFormat,
                flags: DomainCoreDumpFlags) -> () =
                    only("virDomainCoreDumpWithFormat", flags.bits(), DomainCoreDumpFlags::CRASH.bits())
                        .and_then(|()| $this.dump_core(domain, file, format, flags));

            // Processors and threads.
            domain_vcpus(domain: &'a DomainIdentity) -> Vec<VcpuInfo> = $this.vcpu_list(domain);
            domain_pin_vcpu_flags(domain: &'a DomainIdentity, vcpu: u32, cpu_map: &'a [u8],
                flags: DomainModificationImpact) -> () = $this.pin_vcpu(domain, vcpu, cpu_map, flags);
            domain_vcpu_pin_info(domain: &'a DomainIdentity, flags: DomainModificationImpact) -> Vec<Vec<u8>> =
                $this.vcpu_pins(domain, flags);
            domain_pin_emulator(domain: &'a DomainIdentity, cpu_map: &'a [u8], flags: DomainModificationImpact)
                -> () = $this.pin_emulator(domain, cpu_map, flags);
            domain_emulator_pin_info(domain: &'a DomainIdentity, flags: DomainModificationImpact) -> Vec<u8> =
                $this.emulator_pin(domain, flags);
            domain_io_thread_info(domain: &'a DomainIdentity, flags: DomainModificationImpact)
                -> Vec<DomainIoThreadInfo> = $this.iothreads(domain, flags);
            domain_pin_io_thread(domain: &'a DomainIdentity, io_thread: u32, cpu_map: &'a [u8],
                flags: DomainModificationImpact) -> () = $this.pin_iothread(domain, io_thread, cpu_map, flags);
            domain_add_io_thread(domain: &'a DomainIdentity, io_thread: u32, flags: DomainModificationImpact) -> () =
                $this.add_iothread(domain, io_thread, flags);
            domain_delete_io_thread(domain: &'a DomainIdentity, io_thread: u32, flags: DomainModificationImpact)
                -> () = $this.delete_iothread(domain, io_thread, flags);
            domain_set_io_thread_parameters(domain: &'a DomainIdentity, io_thread: u32,
                parameters: &'a TypedParameters, flags: DomainModificationImpact) -> () =
                    only("virDomainSetIOThreadParams", flags.bits(), DomainModificationImpact::LIVE.bits())
                        .and_then(|()| $this.set_polling(domain, io_thread, parameters));
            domain_scheduler_type(domain: &'a DomainIdentity) -> DomainScheduler = $this.scheduler(domain);
            domain_scheduler_parameters_flags(domain: &'a DomainIdentity, flags: DomainModificationImpact)
                -> TypedParameters = only("virDomainGetSchedulerParametersFlags", flags.bits(), 0)
                    .and_then(|()| $this.scheduler_parameters(domain));
            domain_set_scheduler_parameters_flags(domain: &'a DomainIdentity, parameters: &'a TypedParameters,
                flags: DomainModificationImpact) -> () =
                    only("virDomainSetSchedulerParametersFlags", flags.bits(), 0)
                        .and_then(|()| $this.set_scheduler_parameters(domain, parameters));
            domain_cpu_stats(domain: &'a DomainIdentity, start_cpu: i32, cpus: u32, _flags: u32)
                -> Vec<TypedParameters> = $this.processor_statistics(domain, start_cpu, cpus);

            // Limits.
            domain_memory_parameters(domain: &'a DomainIdentity, flags: DomainModificationImpact)
                -> TypedParameters = $this.memory_parameters(domain, flags);
            domain_set_memory_parameters(domain: &'a DomainIdentity, parameters: &'a TypedParameters,
                flags: DomainModificationImpact) -> () = $this.set_memory_parameters(domain, parameters, flags);
            domain_numa_parameters(domain: &'a DomainIdentity, flags: DomainModificationImpact)
                -> TypedParameters = $this.numa_parameters(domain, flags);
            domain_set_numa_parameters(domain: &'a DomainIdentity, parameters: &'a TypedParameters,
                flags: DomainModificationImpact) -> () = $this.set_numa_parameters(domain, parameters, flags);
            domain_blkio_parameters(domain: &'a DomainIdentity, flags: DomainModificationImpact)
                -> TypedParameters = $this.blkio_parameters(domain, flags);
            domain_set_blkio_parameters(domain: &'a DomainIdentity, parameters: &'a TypedParameters,
                flags: DomainModificationImpact) -> () = $this.set_blkio_parameters(domain, parameters, flags);
            domain_interface_parameters(domain: &'a DomainIdentity, device: &'a str,
                flags: DomainModificationImpact) -> TypedParameters =
                    $this.interface_parameters(domain, device, flags);
            domain_set_interface_parameters(domain: &'a DomainIdentity, device: &'a str,
                parameters: &'a TypedParameters, flags: DomainModificationImpact) -> () =
                    $this.set_interface_parameters(domain, device, parameters, flags);
            domain_perf_events(domain: &'a DomainIdentity, flags: DomainModificationImpact) -> TypedParameters =
                $this.perf_events(domain, flags);
            domain_set_perf_events(domain: &'a DomainIdentity, parameters: &'a TypedParameters,
                flags: DomainModificationImpact) -> () = $this.set_perf_events(domain, parameters, flags);
            domain_set_memory_stats_period(domain: &'a DomainIdentity, period: i32,
                flags: DomainModificationImpact) -> () = $this.set_statistics_period(domain, period, flags);
            domain_block_io_tune(domain: &'a DomainIdentity, disk: Option<&'a str>,
                flags: DomainModificationImpact) -> TypedParameters = $this.block_io_tune(domain, disk, flags);
            domain_set_block_io_tune(domain: &'a DomainIdentity, disk: &'a str, parameters: &'a TypedParameters,
                flags: DomainModificationImpact) -> () = $this.set_block_io_tune(domain, disk, parameters, flags);

            // Snapshots.
            domain_create_snapshot_xml(domain: &'a DomainIdentity, xml: &'a str, flags: DomainSnapshotCreateFlags)
                -> DomainSnapshotIdentity =
                    only("virDomainSnapshotCreateXML", flags.bits(), SNAPSHOT_CREATE_FLAGS.bits())
                        .and_then(|()| $this.create_snapshot(domain, xml, flags));
            domain_list_all_snapshots(domain: &'a DomainIdentity, flags: DomainSnapshotListFlags)
                -> Vec<DomainSnapshotIdentity> = $this.list_snapshots(domain, None, flags.bits());
            domain_lookup_snapshot_by_name(domain: &'a DomainIdentity, name: &'a str, _flags: u32)
                -> DomainSnapshotIdentity = $this.find_snapshot(domain, name);
            domain_has_current_snapshot(domain: &'a DomainIdentity, _flags: u32) -> bool =
                $this.has_current_snapshot(domain);
            domain_current_snapshot(domain: &'a DomainIdentity, _flags: u32) -> DomainSnapshotIdentity =
                $this.current_snapshot(domain);
            domain_snapshot_xml_desc(snapshot: &'a DomainSnapshotIdentity, flags: DomainSnapshotXmlFlags) -> String =
                $this.snapshot_xml(snapshot, flags);
            domain_snapshot_parent(snapshot: &'a DomainSnapshotIdentity, _flags: u32) -> DomainSnapshotIdentity =
                $this.snapshot_parent(snapshot);
            domain_snapshot_list_all_children(snapshot: &'a DomainSnapshotIdentity,
                flags: DomainSnapshotChildrenFlags) -> Vec<DomainSnapshotIdentity> =
                    $this.list_snapshots(&snapshot.domain, Some(&snapshot.name), flags.bits());
            domain_snapshot_is_current(snapshot: &'a DomainSnapshotIdentity, _flags: u32) -> bool =
                $this.snapshot_is_current(snapshot);
            domain_snapshot_has_metadata(snapshot: &'a DomainSnapshotIdentity, _flags: u32) -> bool =
                $this.snapshot(snapshot, |_, _| Ok(true));
            domain_snapshot_revert(snapshot: &'a DomainSnapshotIdentity, flags: DomainSnapshotRevertFlags) -> () =
                only("virDomainRevertToSnapshot", flags.bits(), REVERT_FLAGS.bits())
                    .and_then(|()| $this.revert(snapshot, flags));
            domain_snapshot_delete(snapshot: &'a DomainSnapshotIdentity, flags: DomainSnapshotDeleteFlags) -> () =
                only("virDomainSnapshotDelete", flags.bits(), SNAPSHOT_DELETE_FLAGS.bits())
                    .and_then(|()| $this.delete_snapshot(snapshot, flags));

            // Checkpoints.
            domain_create_checkpoint_xml(domain: &'a DomainIdentity, xml: &'a str,
                flags: DomainCheckpointCreateFlags) -> DomainCheckpointIdentity =
                    only("virDomainCheckpointCreateXML", flags.bits(), DomainCheckpointCreateFlags::REDEFINE.bits())
                        .and_then(|()| $this.create_checkpoint(domain, xml, flags));
            domain_list_all_checkpoints(domain: &'a DomainIdentity, flags: DomainCheckpointListFlags)
                -> Vec<DomainCheckpointIdentity> = $this.list_checkpoints(domain, None, flags.bits());
            domain_lookup_checkpoint_by_name(domain: &'a DomainIdentity, name: &'a str, _flags: u32)
                -> DomainCheckpointIdentity = $this.find_checkpoint(domain, name);
            domain_checkpoint_xml_desc(checkpoint: &'a DomainCheckpointIdentity, flags: DomainCheckpointXmlFlags)
                -> String = $this.checkpoint_xml(checkpoint, flags);
            domain_checkpoint_parent(checkpoint: &'a DomainCheckpointIdentity, _flags: u32)
                -> DomainCheckpointIdentity = $this.checkpoint_parent(checkpoint);
            domain_checkpoint_list_all_children(checkpoint: &'a DomainCheckpointIdentity,
                flags: DomainCheckpointChildrenFlags) -> Vec<DomainCheckpointIdentity> =
                    $this.list_checkpoints(&checkpoint.domain, Some(&checkpoint.name), flags.bits());
            domain_checkpoint_delete(checkpoint: &'a DomainCheckpointIdentity, flags: DomainCheckpointDeleteFlags)
                -> () = $this.delete_checkpoint(checkpoint, flags);
        }
    };
}

pub(crate) use {answers, guest_operations};
