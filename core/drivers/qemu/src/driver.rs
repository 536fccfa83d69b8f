//! The driver trait: each operation finds its place in the modules beside this one.
//!
//! Reads answer at once. Everything else runs on the I/O threads, and its future here only waits for the outcome.

use std::future::Future;
use std::sync::Arc;

use ferrovirt_api::driver::{ready, waiting};
use ferrovirt_api::*;

use crate::guest::Guest;
use crate::instance::Instance;
use crate::{
    console, define, definition, domains, host, keys, lifecycle, memory, node, passthrough, read, screenshot,
    statistics, sysinfo, vcpus,
};

/// Guests run by QEMU, under one root.
pub struct QemuDriver {
    instance: Arc<Instance>,
}

impl QemuDriver {
    /// The driver of an instance. Drivers of one instance share its guests.
    pub fn new(instance: Arc<Instance>) -> QemuDriver {
        QemuDriver { instance }
    }

    fn instance(&self) -> Arc<Instance> {
        self.instance.clone()
    }

    /// An answer from what is known of a guest.
    fn look<'a, T: Send + 'a>(
        &self,
        domain: &DomainIdentity,
        answer: impl FnOnce(&Guest) -> Result<T>,
    ) -> DriverFuture<'a, T> {
        ready(self.instance.table().get(domain).and_then(|guest| answer(&guest)))
    }

    /// Work on a guest.
    fn work<'a, T, F>(
        &self,
        domain: &DomainIdentity,
        work: impl FnOnce(Arc<Instance>, Arc<Guest>) -> F,
    ) -> DriverFuture<'a, T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        match self.instance.table().get(domain) {
            Ok(guest) => run(work(self.instance(), guest)),
            Err(error) => ready(Err(error)),
        }
    }
}

/// Runs work on the I/O threads. Dropping the future drops the work.
fn run<'a, T: Send + 'static>(work: impl Future<Output = Result<T>> + Send + 'static) -> DriverFuture<'a, T> {
    struct Running<T: 'static>(runtime::Task<Result<T>>);
    impl<T> Drop for Running<T> {
        fn drop(&mut self) {
            self.0.abort();
        }
    }
    waiting(async move {
        let mut running = Running(runtime::spawn(work)?);
        match (&mut running.0).await {
            Ok(outcome) => outcome,
            Err(error) => Err(Error::internal(ErrorDomain::Qemu, format!("the operation ended early: {error}"))),
        }
    })
}

/// Refuses flags that libvirt knows and this driver has not.
fn only(c_name: &str, flags: u32, supported: u32) -> Result<()> {
    check::supported_flags(c_name, flags, supported).map_err(|error| error.with_domain(ErrorDomain::Qemu))
}

const CREATE: u32 = DomainCreateFlags::PAUSED.bits()
    | DomainCreateFlags::BYPASS_CACHE.bits()
    | DomainCreateFlags::FORCE_BOOT.bits()
    | DomainCreateFlags::RESET_NVRAM.bits();

impl Driver for QemuDriver {
    fn name(&self) -> &'static str {
        "qemu"
    }

    fn error_domain(&self) -> ErrorDomain {
        ErrorDomain::Qemu
    }

    fn events(&self) -> &EventHub {
        &self.instance.events
    }
}

impl HypervisorDriver for QemuDriver {
    fn hypervisor_type(&self) -> DriverFuture<'_, String> {
        ready(Ok("QEMU".to_owned()))
    }

    fn sysinfo<'a>(&'a self, _flags: u32) -> DriverFuture<'a, String> {
        run(sysinfo::document(self.instance()))
    }

    fn version(&self) -> DriverFuture<'_, u64> {
        run(host::version(self.instance()))
    }

    fn library_version(&self) -> DriverFuture<'_, u64> {
        ready(Ok(host::library_version()))
    }

    fn hostname(&self) -> DriverFuture<'_, String> {
        ready(self.instance.host.system().hostname().map_err(|error| error.into_error(ErrorDomain::Qemu)))
    }

    fn uri(&self) -> DriverFuture<'_, String> {
        ready(Ok(self.instance.uri.clone()))
    }

    fn is_alive(&self) -> DriverFuture<'_, bool> {
        ready(Ok(true))
    }

    fn is_encrypted(&self) -> DriverFuture<'_, bool> {
        ready(Ok(false))
    }

    fn is_secure(&self) -> DriverFuture<'_, bool> {
        ready(Ok(true))
    }

    fn max_vcpus<'a>(&'a self, virtualization_type: Option<&'a str>) -> DriverFuture<'a, u32> {
        let (provider, kind) = (self.instance.provider(), virtualization_type.map(str::to_owned));
        run(async move { provider.max_vcpus(kind.as_deref()).await })
    }

    fn capabilities(&self) -> DriverFuture<'_, String> {
        let provider = self.instance.provider();
        run(async move { provider.host().await })
    }

    fn domain_capabilities<'a>(
        &'a self,
        emulator: Option<&'a str>,
        architecture: Option<&'a str>,
        machine: Option<&'a str>,
        virtualization_type: Option<&'a str>,
        flags: GetDomainCapabilitiesFlags,
    ) -> DriverFuture<'a, String> {
        if let Err(error) = check::supported_flags("virConnectGetDomainCapabilities", flags.bits(), 0) {
            return ready(Err(error.with_domain(ErrorDomain::Qemu)));
        }
        let provider = self.instance.provider();
        waiting(async move { provider.domain(emulator, architecture, machine, virtualization_type).await })
    }

    fn node_info(&self) -> DriverFuture<'_, NodeInfo> {
        let provider = self.instance.provider();
        run(async move { provider.node_info().await })
    }

    fn node_cpu_map(&self, _flags: u32) -> DriverFuture<'_, NodeCpuMap> {
        run(node::cpu_map(self.instance()))
    }

    fn node_cpu_stats(&self, cpu: i32, _flags: u32) -> DriverFuture<'_, Vec<NodeStatistic>> {
        run(node::cpu_statistics(self.instance(), cpu))
    }

    fn node_memory_stats(&self, cell: i32, _flags: u32) -> DriverFuture<'_, Vec<NodeStatistic>> {
        run(node::memory_statistics(self.instance(), cell))
    }

    fn node_free_memory(&self) -> DriverFuture<'_, u64> {
        run(node::free_memory(self.instance()))
    }

    fn node_cells_free_memory(&self, start_cell: i32, cells: i32) -> DriverFuture<'_, Vec<u64>> {
        run(node::cells_free_memory(self.instance(), start_cell, cells))
    }

    fn node_free_pages<'a>(
        &'a self,
        page_sizes: &'a [u32],
        start_cell: i32,
        cells: u32,
        _flags: u32,
    ) -> DriverFuture<'a, Vec<u64>> {
        run(node::free_pages(self.instance(), page_sizes.to_vec(), start_cell, cells))
    }

    fn count_domains(&self) -> DriverFuture<'_, u32> {
        ready(Ok(domains::count(&self.instance, true)))
    }

    fn count_defined_domains(&self) -> DriverFuture<'_, u32> {
        ready(Ok(domains::count(&self.instance, false)))
    }

    fn list_all_domains(&self, flags: ListAllDomainsFlags) -> DriverFuture<'_, Vec<DomainIdentity>> {
        ready(Ok(domains::list(&self.instance, flags)))
    }

    fn lookup_domain_by_id(&self, id: i32) -> DriverFuture<'_, DomainIdentity> {
        ready(domains::by_id(&self.instance, id))
    }

    fn lookup_domain_by_name<'a>(&'a self, name: &'a str) -> DriverFuture<'a, DomainIdentity> {
        ready(domains::by_name(&self.instance, name))
    }

    fn lookup_domain_by_uuid(&self, uuid: Uuid) -> DriverFuture<'_, DomainIdentity> {
        ready(domains::by_uuid(&self.instance, uuid))
    }

    fn define_domain_xml_flags<'a>(
        &'a self,
        xml: &'a str,
        flags: DomainDefineFlags,
    ) -> DriverFuture<'a, DomainIdentity> {
        run(define::define(self.instance(), xml.to_owned(), flags))
    }

    fn create_domain_xml<'a>(&'a self, xml: &'a str, flags: DomainCreateFlags) -> DriverFuture<'a, DomainIdentity> {
        match only("virDomainCreateXML", flags.bits(), CREATE | DomainCreateFlags::VALIDATE.bits()) {
            Ok(()) => run(lifecycle::create_xml(self.instance(), xml.to_owned(), flags)),
            Err(error) => ready(Err(error)),
        }
    }

    fn all_domain_stats(
        &self,
        groups: DomainStatsTypes,
        flags: GetAllDomainStatsFlags,
    ) -> DriverFuture<'_, Vec<DomainStatsRecord>> {
        run(statistics::all(self.instance(), groups, flags))
    }

    fn domain_create_with_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainCreateFlags,
    ) -> DriverFuture<'a, DomainIdentity> {
        match only("virDomainCreateWithFlags", flags.bits(), CREATE) {
            Ok(()) => self.work(domain, |instance, guest| lifecycle::create(instance, guest, flags)),
            Err(error) => ready(Err(error)),
        }
    }

    fn domain_shutdown_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainShutdownFlags,
    ) -> DriverFuture<'a, ()> {
        let supported = DomainShutdownFlags::ACPI_POWER_BUTTON | DomainShutdownFlags::GUEST_AGENT;
        match only("virDomainShutdownFlags", flags.bits(), supported.bits()) {
            Ok(()) => self.work(domain, |instance, guest| lifecycle::shutdown(instance, guest, flags)),
            Err(error) => ready(Err(error)),
        }
    }

    fn domain_reboot<'a>(&'a self, domain: &'a DomainIdentity, flags: DomainRebootFlags) -> DriverFuture<'a, ()> {
        let supported = DomainRebootFlags::ACPI_POWER_BUTTON | DomainRebootFlags::GUEST_AGENT;
        match only("virDomainReboot", flags.bits(), supported.bits()) {
            Ok(()) => self.work(domain, |instance, guest| lifecycle::reboot(instance, guest, flags)),
            Err(error) => ready(Err(error)),
        }
    }

    fn domain_reset<'a>(&'a self, domain: &'a DomainIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        self.work(domain, lifecycle::reset)
    }

    fn domain_suspend<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, ()> {
        self.work(domain, lifecycle::suspend)
    }

    fn domain_resume<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, ()> {
        self.work(domain, lifecycle::resume)
    }

    fn domain_destroy_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainDestroyFlags,
    ) -> DriverFuture<'a, ()> {
        self.work(domain, |instance, guest| lifecycle::destroy(instance, guest, flags))
    }

    fn domain_undefine_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainUndefineFlags,
    ) -> DriverFuture<'a, ()> {
        self.work(domain, |instance, guest| define::undefine(instance, guest, flags))
    }

    fn domain_info<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, DomainInfo> {
        self.look(domain, read::info)
    }

    fn domain_state<'a>(&'a self, domain: &'a DomainIdentity, _flags: u32) -> DriverFuture<'a, DomainStateReason> {
        self.look(domain, |guest| Ok(guest.view().state.to_api()))
    }

    fn domain_control_info<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, DomainControlInfo> {
        self.look(domain, |guest| read::control_info(&self.instance, guest))
    }

    fn domain_xml_desc<'a>(&'a self, domain: &'a DomainIdentity, flags: DomainXmlFlags) -> DriverFuture<'a, String> {
        self.look(domain, |guest| read::xml(&self.instance, guest, flags))
    }

    fn domain_rename<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        new_name: &'a str,
        _flags: u32,
    ) -> DriverFuture<'a, DomainIdentity> {
        self.work(domain, |instance, guest| define::rename(instance, guest, new_name.to_owned()))
    }

    fn domain_autostart<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        self.look(domain, |guest| Ok(guest.view().autostart))
    }

    fn domain_set_autostart<'a>(&'a self, domain: &'a DomainIdentity, autostart: bool) -> DriverFuture<'a, ()> {
        self.work(domain, |instance, guest| define::set_autostart(instance, guest, autostart))
    }

    fn domain_is_active<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        self.look(domain, |guest| Ok(guest.view().is_active()))
    }

    fn domain_is_persistent<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        self.look(domain, |guest| Ok(guest.view().is_persistent()))
    }

    fn domain_is_updated<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        self.look(domain, |guest| Ok(guest.view().updated))
    }

    fn domain_os_type<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, String> {
        self.look(domain, |guest| Ok(definition::os_type(read::current(guest, &guest.view())?)))
    }

    fn domain_hostname<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainGetHostnameFlags,
    ) -> DriverFuture<'a, String> {
        self.work(domain, |_, guest| passthrough::hostname(guest, flags))
    }

    fn domain_max_memory<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, u64> {
        self.look(domain, |guest| Ok(definition::memory(read::current(guest, &guest.view())?)))
    }

    fn domain_set_memory_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        memory: u64,
        flags: DomainMemoryModFlags,
    ) -> DriverFuture<'a, ()> {
        self.work(domain, |instance, guest| memory::set(instance, guest, memory, flags))
    }

    fn domain_memory_stats<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, Vec<DomainMemoryStat>> {
        self.work(domain, |_, guest| memory::statistics(guest))
    }

    fn domain_vcpus_flags<'a>(&'a self, domain: &'a DomainIdentity, flags: DomainVcpuFlags) -> DriverFuture<'a, u32> {
        match flags.contains(DomainVcpuFlags::GUEST) {
            true => self.work(domain, |_, guest| vcpus::count_in_guest(guest, flags)),
            false => self.look(domain, |guest| vcpus::count(guest, flags)),
        }
    }

    fn domain_set_vcpus_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        vcpus: u32,
        flags: DomainVcpuFlags,
    ) -> DriverFuture<'a, ()> {
        self.work(domain, |instance, guest| vcpus::set(instance, guest, vcpus, flags))
    }

    fn domain_screenshot<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        screen: u32,
        _flags: u32,
    ) -> DriverFuture<'a, Screenshot> {
        self.work(domain, |instance, guest| screenshot::take(instance, guest, screen))
    }

    fn domain_send_key<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        codeset: KeycodeSet,
        hold_time: u32,
        keycodes: &'a [u32],
        _flags: u32,
    ) -> DriverFuture<'a, ()> {
        self.work(domain, |instance, guest| keys::send(instance, guest, codeset, hold_time, keycodes.to_vec()))
    }

    fn domain_block_stats<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        disk: &'a str,
    ) -> DriverFuture<'a, DomainBlockStats> {
        self.work(domain, |_, guest| statistics::block(guest, disk.to_owned()))
    }

    fn domain_block_info<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        disk: &'a str,
        _flags: u32,
    ) -> DriverFuture<'a, DomainBlockInfo> {
        self.work(domain, |instance, guest| statistics::block_info(instance, guest, disk.to_owned()))
    }

    fn domain_interface_stats<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        device: &'a str,
    ) -> DriverFuture<'a, DomainInterfaceStats> {
        self.work(domain, |instance, guest| statistics::interface(instance, guest, device.to_owned()))
    }

    fn domain_open_console<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        device_name: Option<&'a str>,
        flags: DomainConsoleFlags,
    ) -> DriverFuture<'a, Stream> {
        let device = device_name.map(str::to_owned);
        self.work(domain, |instance, guest| console::open_console(instance, guest, device, flags))
    }

    fn domain_open_channel<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        name: Option<&'a str>,
        flags: DomainChannelFlags,
    ) -> DriverFuture<'a, Stream> {
        let name = name.map(str::to_owned);
        self.work(domain, |instance, guest| console::open_channel(instance, guest, name, flags))
    }

    fn domain_set_agent_response_timeout<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        timeout: i32,
        _flags: u32,
    ) -> DriverFuture<'a, ()> {
        self.look(domain, |guest| passthrough::set_agent_timeout(guest, timeout))
    }

    fn domain_qemu_monitor_command<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        command: &'a str,
        flags: DomainQemuMonitorCommandFlags,
    ) -> DriverFuture<'a, String> {
        self.work(domain, |instance, guest| passthrough::monitor_command(instance, guest, command.to_owned(), flags))
    }

    fn domain_qemu_agent_command<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        command: &'a str,
        timeout: i32,
        _flags: u32,
    ) -> DriverFuture<'a, String> {
        self.work(domain, |instance, guest| passthrough::agent_command(instance, guest, command.to_owned(), timeout))
    }
}
