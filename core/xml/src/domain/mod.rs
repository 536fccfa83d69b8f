//! The domain document: everything that defines a guest.
//!
//! A file per element, fields in the order in which libvirt writes them. Nothing here knows a driver: absent means
//! absent, and what that leads to is the driver's to say.

pub mod clock;
pub mod complete;
pub mod cpu;
pub mod cputune;
pub mod devices;
pub mod features;
pub mod foreign;
pub mod identity;
pub mod memory;
pub mod numa;
pub mod os;
pub mod power;
pub mod qemu;
pub mod seclabel;
pub mod security;
pub mod sysinfo;
pub mod validate;
pub mod vcpu;
mod visit;

pub use clock::Clock;
pub use cpu::Cpu;
pub use devices::{Device, DeviceInfo, Devices};
pub use features::Features;
pub use os::Os;
pub use seclabel::SecurityLabel;
pub use vcpu::Vcpu;
pub use visit::{DeviceMut, DeviceRef};

use crate::scalar::MemorySize;
use crate::{RawElement, element, words};
use uuid::Uuid;

words! {
    /// The hypervisor that runs a guest.
    #[derive(Default)]
    DomainType or ConfigUnsupported {
        #[default]
        Qemu "qemu" "QEMU, translating code.",
        Kvm "kvm" "QEMU with the host kernel's virtualization.",
        Hvf "hvf" "QEMU with macOS's virtualization.",
        Xen "xen" "Xen.",
        Lxc "lxc" "Containers of the host kernel.",
        Kqemu "kqemu" "QEMU with an accelerator of old.",
        Uml "uml" "User Mode Linux.",
        Openvz "openvz" "OpenVZ.",
        Test "test" "The test driver.",
        Vmware "vmware" "VMware.",
        Hyperv "hyperv" "Hyper-V.",
        Vbox "vbox" "VirtualBox.",
        Phyp "phyp" "IBM PowerVM.",
        Vz "vz" "Virtuozzo.",
        Bhyve "bhyve" "bhyve.",
        Parallels "parallels" "Virtuozzo by its old name.",
    }
}

/// A guest.
#[element("domain")]
pub struct Domain {
    /// The hypervisor that runs it.
    #[xml("@type")]
    pub domain_type: DomainType,
    /// The number that a running guest has.
    #[xml("@id", live)]
    pub id: Option<u32>,
    /// The name, unique on a host.
    #[xml("name", default, since = "0.0.1")]
    pub name: String,
    /// The identity that outlives names.
    #[xml("uuid", since = "0.0.1")]
    pub uuid: Option<Uuid>,
    /// The generation that changes when the guest's state goes back in time.
    #[xml(since = "4.4.0")]
    pub generation_id: Option<identity::GenerationId>,
    /// A short description.
    #[xml("title", since = "0.9.10")]
    pub title: Option<String>,
    /// A long description.
    #[xml("description", since = "0.7.2")]
    pub description: Option<String>,
    /// Content of applications, kept as it is.
    #[xml("metadata", since = "0.9.10")]
    pub metadata: Option<RawElement>,
    /// How far memory can grow by hot-plug.
    #[xml(since = "1.2.14", drivers = "qemu")]
    pub max_memory: Option<memory::MaxMemory>,
    /// Memory at start.
    pub memory: Option<memory::Memory>,
    /// What the balloon leaves of it.
    #[xml("currentMemory")]
    pub current_memory: Option<MemorySize>,
    /// Weights and limits of block I/O.
    #[xml(since = "0.8.8")]
    pub blkiotune: Option<memory::BlkioTune>,
    /// Limits of the host's memory.
    pub memtune: Option<memory::MemTune>,
    /// How the host provides the memory.
    pub memory_backing: Option<memory::MemoryBacking>,
    /// How many virtual CPUs there are.
    pub vcpu: Option<Vcpu>,
    /// The virtual CPUs one by one.
    #[xml("vcpus/vcpu", since = "2.2.0", drivers = "qemu")]
    pub vcpus: Vec<vcpu::VcpuState>,
    /// How many I/O threads there are.
    #[xml("iothreads", since = "1.2.8", drivers = "qemu")]
    pub iothreads: Option<u32>,
    /// The I/O threads one by one.
    #[xml("iothreadids/iothread", since = "1.2.15", drivers = "qemu")]
    pub iothread_ids: Vec<vcpu::IoThread>,
    /// The emulator's own event loop.
    #[xml(since = "8.5.0", drivers = "qemu")]
    pub default_iothread: Option<vcpu::DefaultIoThread>,
    /// Throttling that several disks share.
    #[xml("throttlegroups/throttlegroup", drivers = "qemu")]
    pub throttle_groups: Vec<devices::disk::ThrottleGroup>,
    /// Scheduling and placement of CPUs.
    #[xml(since = "0.9.0")]
    pub cputune: Option<cputune::CpuTune>,
    /// Placement of memory on the host's nodes.
    #[xml(since = "0.9.3", drivers = "qemu")]
    pub numatune: Option<numa::NumaTune>,
    /// Where the guest's resources are accounted.
    pub resource: Option<memory::Resource>,
    /// Tables of system information.
    #[xml(since = "0.8.7")]
    pub sysinfo: Vec<sysinfo::Sysinfo>,
    /// The boot loader that the host runs.
    #[xml("bootloader", since = "0.1.0")]
    pub bootloader: Option<String>,
    /// Its arguments.
    #[xml("bootloader_args", since = "0.2.3")]
    pub bootloader_args: Option<String>,
    /// What is booted, and by which firmware.
    #[xml("os", default)]
    pub os: Os,
    /// How IDs in a container map to the host's.
    #[xml(drivers = "lxc")]
    pub idmap: Option<identity::IdMap>,
    /// Features of the machine.
    pub features: Option<Features>,
    /// The CPU that the guest sees.
    #[xml(since = "0.7.5")]
    pub cpu: Option<Cpu>,
    /// Clock and timers.
    pub clock: Option<Clock>,
    /// What follows when the guest powers off.
    #[xml("on_poweroff")]
    pub on_poweroff: Option<power::LifecycleAction>,
    /// What follows when the guest reboots.
    #[xml("on_reboot")]
    pub on_reboot: Option<power::LifecycleAction>,
    /// What follows when the guest crashes.
    #[xml("on_crash")]
    pub on_crash: Option<power::CrashAction>,
    /// What follows when a lock is lost.
    #[xml("on_lockfailure", since = "1.0.0")]
    pub on_lockfailure: Option<power::LockFailureAction>,
    /// Sleep states.
    #[xml(since = "0.10.2")]
    pub pm: Option<power::PowerManagement>,
    /// Performance counters.
    #[xml("perf/event", since = "2.0.0")]
    pub perf_events: Vec<power::PerfEvent>,
    /// The devices.
    #[xml("devices", default, since = "0.1.3")]
    pub devices: Devices,
    /// Security labels.
    #[xml(since = "0.6.1")]
    pub seclabels: Vec<SecurityLabel>,
    /// Keys of s390 that the guest may wrap.
    #[xml("keywrap/cipher", drivers = "qemu")]
    pub keywrap_ciphers: Vec<security::KeywrapCipher>,
    /// Confidential computing.
    #[xml(since = "4.4.0")]
    pub launch_security: Option<security::LaunchSecurity>,
    /// Arguments and environment of QEMU.
    #[xml("qemu:commandline", drivers = "qemu")]
    pub qemu_commandline: Option<qemu::QemuCommandline>,
    /// Capabilities of QEMU to claim or deny.
    #[xml("qemu:capabilities", drivers = "qemu")]
    pub qemu_capabilities: Option<qemu::QemuCapabilities>,
    /// Properties of QEMU's devices to set.
    #[xml("qemu:override", drivers = "qemu")]
    pub qemu_override: Option<qemu::QemuOverride>,
    /// What QEMU does when something deprecated is used.
    #[xml("qemu:deprecation", drivers = "qemu")]
    pub qemu_deprecation: Option<qemu::QemuDeprecation>,
    /// Namespaces that a container shares.
    #[xml("lxc:namespace", drivers = "lxc")]
    pub lxc_namespace: Option<foreign::LxcNamespaces>,
    /// Arguments of bhyve.
    #[xml("bhyve:commandline", drivers = "bhyve")]
    pub bhyve_commandline: Option<foreign::BhyveCommandline>,
    /// Arguments of Xen's device model.
    #[xml("xen:commandline", drivers = "xen")]
    pub xen_commandline: Option<foreign::XenCommandline>,
    /// The data center of a VMware guest.
    #[xml("vmware:datacenterpath", drivers = "vmware")]
    pub vmware_datacenter_path: Option<String>,
    /// The state that the test driver gives the guest.
    #[xml("test:runstate", drivers = "test")]
    pub test_run_state: Option<u32>,
    /// Whether the test driver's guest is only known while it runs.
    #[xml("test:transient", drivers = "test")]
    pub test_transient: Option<u32>,
    /// Whether the test driver's guest has been saved.
    #[xml("test:hasmanagedsave", drivers = "test")]
    pub test_has_managed_save: Option<u32>,
    /// Snapshots of the test driver's guest.
    #[xml("test:domainsnapshot", drivers = "test")]
    pub test_snapshots: Vec<RawElement>,
}
