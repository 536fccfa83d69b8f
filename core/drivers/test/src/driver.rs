//! The driver trait: each operation finds its place in the modules beside this one.

use std::path::Path;
use std::sync::Arc;

use ferrovirt_api::driver::ready;
use ferrovirt_api::*;
use ferrovirt_host::Host;

use crate::beginning::{self, Beginning};
use crate::document::View;
use crate::domain::State;
use crate::domains::{Domains, matches};
use crate::node::{NodeDocument, User};
use crate::resources::Resources;
use crate::{capabilities, operations, png};

/// The guest that every fresh host has.
const DEFAULT_DOMAIN: &str = "<domain type='test'>
  <name>test</name>
  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
  <memory unit='KiB'>8388608</memory>
  <currentMemory unit='KiB'>2097152</currentMemory>
  <vcpu>2</vcpu>
  <os>
    <type>hvm</type>
  </os>
  <devices>
    <disk type='file' device='disk'>
      <source file='/guest/diskimage1'/>
      <target dev='vda' bus='virtio'/>
      <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
    </disk>
    <interface type='network'>
      <mac address='aa:bb:cc:dd:ee:ff'/>
      <source network='default'/>
      <target dev='testnet0'/>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x01' function='0x0'/>
    </interface>
    <memballoon model='virtio'>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>
    </memballoon>
  </devices>
</domain>";

/// What guests run.
const OS_TYPE: &str = "linux";

/// A hypervisor with guests that exist in memory only.
pub struct TestDriver {
    /// Who may open connections; everybody where nobody is named.
    users: Vec<User>,
    pub(crate) host: Arc<dyn Host>,
    pub(crate) uri: String,
    pub(crate) node: NodeInfo,
    pub(crate) domains: Domains,
    pub(crate) resources: Resources,
    pub(crate) hub: EventHub,
}

impl TestDriver {
    /// A hypervisor without guests, reached through this URI. Of the host it takes name, clock and randomness.
    pub fn new(uri: impl Into<String>, host: Arc<dyn Host>) -> TestDriver {
        TestDriver {
            host,
            uri: uri.into(),
            node: capabilities::node_info(),
            domains: Domains::new(),
            resources: Resources::default(),
            hub: EventHub::new(),
            users: Vec::new(),
        }
    }

    /// What `test:///default` opens: with one running guest.
    pub fn with_default_objects(host: Arc<dyn Host>) -> Result<TestDriver> {
        let mut driver = TestDriver::new("test:///default", host);
        driver.resources = Resources::with_default_objects(&*driver.host)?;
        driver.add_guest(DEFAULT_DOMAIN, &Beginning::default())?;
        Ok(driver)
    }

    /// What a node document describes.
    pub fn from_node(uri: impl Into<String>, host: Arc<dyn Host>, path: &Path) -> Result<TestDriver> {
        let mut driver = TestDriver::new(uri, host.clone());
        let node = NodeDocument::read(&*host, path)?;
        driver.node = capabilities::node_info_of(&node)?;
        driver.users = node.users()?;
        driver.resources = Resources::from_node(&node, &*host)?;
        for element in node.objects("domain")? {
            let beginning = Beginning::of(&element, &node)?;
            driver.add_guest(&beginning::definition(&element), &beginning)?;
        }
        Ok(driver)
    }

    /// Who may open connections; everybody where nobody is named.
    pub(crate) fn users(&self) -> &[User] {
        &self.users
    }

    fn xml(&self, identity: &DomainIdentity, flags: DomainXmlFlags) -> Result<String> {
        use DomainXmlFlags as F;
        self.domains.look(identity, |state| {
            let document = match &state.config {
                Some(stored) if flags.contains(F::INACTIVE) => stored,
                _ => state.current()?,
            };
            let migratable = flags.contains(F::MIGRATABLE);
            let live = state.is_active() && !migratable && !flags.contains(F::INACTIVE);
            // The other host of a migration needs the passwords too.
            Ok(document.format(View { live, secure: migratable || flags.contains(F::SECURE), migratable }))
        })
    }

    fn count(&self, active: bool) -> u32 {
        let found = self.domains.collect(|state| (state.is_active() == active).then_some(()));
        u32::try_from(found.len()).unwrap_or(u32::MAX)
    }

    fn screen(&self, identity: &DomainIdentity, screen: u32) -> Result<Screenshot> {
        self.domains.look(identity, |state| state.running().map(drop))?;
        match screen {
            0 => Ok(Screenshot { mime_type: png::MIME_TYPE.to_owned(), image: Stream::of_bytes(png::screen()) }),
            other => Err(Error::invalid_argument(ErrorDomain::Test, format!("there is no screen {other}"))
                .with_hint("test guests have one screen: 0")),
        }
    }

    fn press_keys(&self, identity: &DomainIdentity, keycodes: &[u32]) -> Result<()> {
        self.domains.look(identity, |state| state.running().map(drop))?;
        match keycodes.iter().find(|code| **code > 0xff) {
            None => Ok(()),
            Some(code) => Err(Error::invalid_argument(ErrorDomain::Test, format!("invalid keycode: 0x{code:X}"))),
        }
    }
}

impl Driver for TestDriver {
    fn publishes_within_calls(&self) -> bool {
        true
    }

    fn name(&self) -> &'static str {
        "test"
    }

    fn error_domain(&self) -> ErrorDomain {
        ErrorDomain::Test
    }

    fn events(&self) -> &EventHub {
        &self.hub
    }
}

/// How guests can be started from a document.
const CREATE_FLAGS: DomainCreateFlags =
    DomainCreateFlags::from_bits_retain(DomainCreateFlags::PAUSED.bits() | DomainCreateFlags::VALIDATE.bits());

/// What is known of how a guest goes on whose document in a saved state is replaced.
const SAVED_STATE_FLAGS: DomainSaveRestoreFlags = DomainSaveRestoreFlags::from_bits_retain(
    DomainSaveRestoreFlags::RUNNING.bits() | DomainSaveRestoreFlags::PAUSED.bits(),
);

/// How a guest can be saved for its next start.
const MANAGED_SAVE_FLAGS: DomainSaveRestoreFlags =
    DomainSaveRestoreFlags::from_bits_retain(SAVED_STATE_FLAGS.bits() | DomainSaveRestoreFlags::BYPASS_CACHE.bits());

/// How snapshots can be taken.
const SNAPSHOT_CREATE_FLAGS: DomainSnapshotCreateFlags = DomainSnapshotCreateFlags::from_bits_retain(
    DomainSnapshotCreateFlags::REDEFINE.bits()
        | DomainSnapshotCreateFlags::CURRENT.bits()
        | DomainSnapshotCreateFlags::HALT.bits()
        | DomainSnapshotCreateFlags::ATOMIC.bits()
        | DomainSnapshotCreateFlags::LIVE.bits()
        | DomainSnapshotCreateFlags::VALIDATE.bits(),
);

/// How snapshots can be deleted.
const SNAPSHOT_DELETE_FLAGS: DomainSnapshotDeleteFlags = DomainSnapshotDeleteFlags::from_bits_retain(
    DomainSnapshotDeleteFlags::CHILDREN.bits() | DomainSnapshotDeleteFlags::CHILDREN_ONLY.bits(),
);

/// How guests can go on from a snapshot.
const REVERT_FLAGS: DomainSnapshotRevertFlags = DomainSnapshotRevertFlags::from_bits_retain(
    DomainSnapshotRevertFlags::RUNNING.bits()
        | DomainSnapshotRevertFlags::PAUSED.bits()
        | DomainSnapshotRevertFlags::FORCE.bits(),
);

/// Refuses flags that libvirt knows and this driver has not.
pub(crate) fn only(c_name: &str, flags: u32, supported: u32) -> Result<()> {
    check::supported_flags(c_name, flags, supported).map_err(|error| error.with_domain(ErrorDomain::Test))
}

impl HypervisorDriver for TestDriver {
    fn hypervisor_type(&self) -> DriverFuture<'_, String> {
        ready(Ok(capabilities::HYPERVISOR_TYPE.to_owned()))
    }

    fn version(&self) -> DriverFuture<'_, u64> {
        ready(Ok(capabilities::VERSION))
    }

    fn library_version(&self) -> DriverFuture<'_, u64> {
        let part = |text: &str| text.parse::<u64>().unwrap_or_default();
        let (major, minor) = (part(env!("CARGO_PKG_VERSION_MAJOR")), part(env!("CARGO_PKG_VERSION_MINOR")));
        ready(Ok(major * 1_000_000 + minor * 1_000 + part(env!("CARGO_PKG_VERSION_PATCH"))))
    }

    fn hostname(&self) -> DriverFuture<'_, String> {
        let name = self.host.system().hostname();
        ready(name.map_err(|error| error.into_error(ErrorDomain::Test)))
    }

    fn uri(&self) -> DriverFuture<'_, String> {
        ready(Ok(self.uri.clone()))
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

    fn max_vcpus<'a>(&'a self, _virtualization_type: Option<&'a str>) -> DriverFuture<'a, u32> {
        ready(Ok(capabilities::MAX_VCPUS))
    }

    fn capabilities(&self) -> DriverFuture<'_, String> {
        ready(Ok(capabilities::capabilities()))
    }

    fn domain_capabilities<'a>(
        &'a self,
        emulator: Option<&'a str>,
        architecture: Option<&'a str>,
        machine: Option<&'a str>,
        virtualization_type: Option<&'a str>,
        flags: GetDomainCapabilitiesFlags,
    ) -> DriverFuture<'a, String> {
        ready(
            only("virConnectGetDomainCapabilities", flags.bits(), 0)
                .and_then(|()| capabilities::domain_capabilities(emulator, architecture, machine, virtualization_type)),
        )
    }

    fn node_info(&self) -> DriverFuture<'_, NodeInfo> {
        ready(Ok(self.node.clone()))
    }

    fn count_domains(&self) -> DriverFuture<'_, u32> {
        ready(Ok(self.count(true)))
    }

    fn count_defined_domains(&self) -> DriverFuture<'_, u32> {
        ready(Ok(self.count(false)))
    }

    fn list_all_domains(&self, flags: ListAllDomainsFlags) -> DriverFuture<'_, Vec<DomainIdentity>> {
        ready(Ok(self.domains.collect(|state| matches(state, flags).then(|| state.identity.clone()))))
    }

    fn lookup_domain_by_id(&self, id: i32) -> DriverFuture<'_, DomainIdentity> {
        ready(self.domains.identity_by_id(id))
    }

    fn lookup_domain_by_name<'a>(&'a self, name: &'a str) -> DriverFuture<'a, DomainIdentity> {
        ready(self.domains.identity_by_name(name))
    }

    fn lookup_domain_by_uuid(&self, uuid: Uuid) -> DriverFuture<'_, DomainIdentity> {
        ready(self.domains.identity_by_uuid(&uuid))
    }

    fn define_domain_xml_flags<'a>(
        &'a self,
        xml: &'a str,
        flags: DomainDefineFlags,
    ) -> DriverFuture<'a, DomainIdentity> {
        ready(self.define(xml, flags))
    }

    fn create_domain_xml<'a>(&'a self, xml: &'a str, flags: DomainCreateFlags) -> DriverFuture<'a, DomainIdentity> {
        let allowed = only("virDomainCreateXML", flags.bits(), CREATE_FLAGS.bits());
        ready(allowed.and_then(|()| self.create_xml(xml, flags)))
    }

    fn all_domain_stats(
        &self,
        groups: DomainStatsTypes,
        flags: GetAllDomainStatsFlags,
    ) -> DriverFuture<'_, Vec<DomainStatsRecord>> {
        ready(self.bulk_statistics(groups, flags))
    }

    fn domain_create_with_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainCreateFlags,
    ) -> DriverFuture<'a, DomainIdentity> {
        let allowed = only("virDomainCreateWithFlags", flags.bits(), DomainCreateFlags::PAUSED.bits());
        ready(allowed.and_then(|()| self.create(domain, flags)))
    }

    fn domain_shutdown_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainShutdownFlags,
    ) -> DriverFuture<'a, ()> {
        ready(only("virDomainShutdownFlags", flags.bits(), 0).and_then(|()| self.shut_down(domain)))
    }

    fn domain_reboot<'a>(&'a self, domain: &'a DomainIdentity, _flags: DomainRebootFlags) -> DriverFuture<'a, ()> {
        ready(self.reboot(domain))
    }

    fn domain_reset<'a>(&'a self, domain: &'a DomainIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        ready(self.reset(domain))
    }

    fn domain_suspend<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, ()> {
        ready(self.suspend(domain))
    }

    fn domain_resume<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, ()> {
        ready(self.resume(domain))
    }

    fn domain_destroy_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainDestroyFlags,
    ) -> DriverFuture<'a, ()> {
        let allowed = only("virDomainDestroyFlags", flags.bits(), DomainDestroyFlags::GRACEFUL.bits());
        ready(allowed.and_then(|()| self.destroy(domain)))
    }

    fn domain_undefine_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainUndefineFlags,
    ) -> DriverFuture<'a, ()> {
        use DomainUndefineFlags as F;
        let supported = F::MANAGED_SAVE | F::SNAPSHOTS_METADATA | F::CHECKPOINTS_METADATA;
        let supported = supported | F::NVRAM | F::KEEP_NVRAM | F::TPM | F::KEEP_TPM;
        let allowed = only("virDomainUndefineFlags", flags.bits(), supported.bits());
        ready(allowed.and_then(|()| self.undefine(domain, flags)))
    }

    fn domain_info<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, DomainInfo> {
        ready(self.domains.look(domain, |state| state.info(self.host.clock())))
    }

    fn domain_state<'a>(&'a self, domain: &'a DomainIdentity, _flags: u32) -> DriverFuture<'a, DomainStateReason> {
        ready(self.domains.look(domain, |state| Ok(state.state_reason())))
    }

    fn domain_control_info<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, DomainControlInfo> {
        ready(self.domains.look(domain, State::control_info))
    }

    fn domain_xml_desc<'a>(&'a self, domain: &'a DomainIdentity, flags: DomainXmlFlags) -> DriverFuture<'a, String> {
        ready(self.xml(domain, flags))
    }

    fn domain_rename<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        new_name: &'a str,
        _flags: u32,
    ) -> DriverFuture<'a, DomainIdentity> {
        ready(self.rename(domain, new_name))
    }

    fn domain_autostart<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        ready(self.domains.look(domain, |state| Ok(state.autostart)))
    }

    fn domain_set_autostart<'a>(&'a self, domain: &'a DomainIdentity, autostart: bool) -> DriverFuture<'a, ()> {
        ready(self.set_autostart(domain, autostart))
    }

    fn domain_is_active<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        ready(self.domains.look(domain, |state| Ok(state.is_active())))
    }

    fn domain_is_persistent<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        ready(self.domains.look(domain, |state| Ok(state.is_persistent())))
    }

    fn domain_is_updated<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, bool> {
        ready(self.domains.look(domain, |state| Ok(state.is_updated)))
    }

    fn domain_os_type<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, String> {
        // Whatever their definition says of how they start: this is what all of them run.
        ready(self.domains.look(domain, |_| Ok(OS_TYPE.to_owned())))
    }

    fn domain_hostname<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        flags: DomainGetHostnameFlags,
    ) -> DriverFuture<'a, String> {
        let allowed = only("virDomainGetHostname", flags.bits(), DomainGetHostnameFlags::LEASE.bits());
        let name = |state: &State| state.running().map(|_| format!("{}host", state.identity.name));
        ready(allowed.and_then(|()| self.domains.look(domain, name)))
    }

    fn domain_max_memory<'a>(&'a self, domain: &'a DomainIdentity) -> DriverFuture<'a, u64> {
        ready(self.domains.look(domain, |state| Ok(state.current()?.max_memory())))
    }

    fn domain_set_memory_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        memory: u64,
        flags: DomainMemoryModFlags,
    ) -> DriverFuture<'a, ()> {
        ready(self.set_memory(domain, memory, flags))
    }

    fn domain_memory_stats<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, Vec<DomainMemoryStat>> {
        ready(self.memory_statistics(domain))
    }

    fn domain_vcpus_flags<'a>(&'a self, domain: &'a DomainIdentity, flags: DomainVcpuFlags) -> DriverFuture<'a, u32> {
        let supported = DomainVcpuFlags::LIVE | DomainVcpuFlags::CONFIG | DomainVcpuFlags::MAXIMUM;
        let allowed = only("virDomainGetVcpusFlags", flags.bits(), supported.bits());
        ready(allowed.and_then(|()| self.vcpus(domain, flags)))
    }

    fn domain_set_vcpus_flags<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        vcpus: u32,
        flags: DomainVcpuFlags,
    ) -> DriverFuture<'a, ()> {
        let supported = DomainVcpuFlags::LIVE | DomainVcpuFlags::CONFIG | DomainVcpuFlags::MAXIMUM;
        let allowed = only("virDomainSetVcpusFlags", flags.bits(), supported.bits());
        ready(allowed.and_then(|()| self.set_vcpus(domain, vcpus, flags)))
    }

    fn domain_screenshot<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        screen: u32,
        _flags: u32,
    ) -> DriverFuture<'a, Screenshot> {
        ready(self.screen(domain, screen))
    }

    fn domain_send_key<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        _codeset: KeycodeSet,
        _hold_time: u32,
        keycodes: &'a [u32],
        _flags: u32,
    ) -> DriverFuture<'a, ()> {
        ready(self.press_keys(domain, keycodes))
    }

    fn domain_block_stats<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        disk: &'a str,
    ) -> DriverFuture<'a, DomainBlockStats> {
        ready(self.block_statistics(domain, disk))
    }

    fn domain_block_info<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        disk: &'a str,
        _flags: u32,
    ) -> DriverFuture<'a, DomainBlockInfo> {
        ready(self.block_info(domain, disk))
    }

    fn domain_interface_stats<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        device: &'a str,
    ) -> DriverFuture<'a, DomainInterfaceStats> {
        ready(self.interface_statistics(domain, device))
    }

    operations::guest_operations!(self);
}
