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
    #[xml("name", default)]
    pub name: String,
    /// The identity that outlives names.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
    /// The generation that changes when the guest's state goes back in time.
    pub generation_id: Option<identity::GenerationId>,
    /// A short description.
    #[xml("title")]
    pub title: Option<String>,
    /// A long description.
    #[xml("description")]
    pub description: Option<String>,
    /// Content of applications, kept as it is.
    #[xml("metadata")]
    pub metadata: Option<RawElement>,
    /// How far memory can grow by hot-plug.
    pub max_memory: Option<memory::MaxMemory>,
    /// Memory at start.
    pub memory: Option<memory::Memory>,
    /// What the balloon leaves of it.
    #[xml("currentMemory")]
    pub current_memory: Option<MemorySize>,
    /// Weights and limits of block I/O.
    pub blkiotune: Option<memory::BlkioTune>,
    /// Limits of the host's memory.
    pub memtune: Option<memory::MemTune>,
    /// How the host provides the memory.
    pub memory_backing: Option<memory::MemoryBacking>,
    /// How many virtual CPUs there are.
    pub vcpu: Option<Vcpu>,
    /// The virtual CPUs one by one.
    #[xml("vcpus/vcpu")]
    pub vcpus: Vec<vcpu::VcpuState>,
    /// How many I/O threads there are.
    #[xml("iothreads")]
    pub iothreads: Option<u32>,
    /// The I/O threads one by one.
    #[xml("iothreadids/iothread")]
    pub iothread_ids: Vec<vcpu::IoThread>,
    /// The emulator's own event loop.
    pub default_iothread: Option<vcpu::DefaultIoThread>,
    /// Throttling that several disks share.
    #[xml("throttlegroups/throttlegroup")]
    pub throttle_groups: Vec<devices::disk::ThrottleGroup>,
    /// Scheduling and placement of CPUs.
    pub cputune: Option<cputune::CpuTune>,
    /// Placement of memory on the host's nodes.
    pub numatune: Option<numa::NumaTune>,
    /// Where the guest's resources are accounted.
    pub resource: Option<memory::Resource>,
    /// Tables of system information.
    pub sysinfo: Vec<sysinfo::Sysinfo>,
    /// The boot loader that the host runs.
    #[xml("bootloader")]
    pub bootloader: Option<String>,
    /// Its arguments.
    #[xml("bootloader_args")]
    pub bootloader_args: Option<String>,
    /// What is booted, and by which firmware.
    #[xml("os", default)]
    pub os: Os,
    /// How IDs in a container map to the host's.
    pub idmap: Option<identity::IdMap>,
    /// Features of the machine.
    pub features: Option<Features>,
    /// The CPU that the guest sees.
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
    #[xml("on_lockfailure")]
    pub on_lockfailure: Option<power::LockFailureAction>,
    /// Sleep states.
    pub pm: Option<power::PowerManagement>,
    /// Performance counters.
    #[xml("perf/event")]
    pub perf_events: Vec<power::PerfEvent>,
    /// The devices.
    #[xml("devices", default)]
    pub devices: Devices,
    /// Security labels.
    pub seclabels: Vec<SecurityLabel>,
    /// Keys of s390 that the guest may wrap.
    #[xml("keywrap/cipher")]
    pub keywrap_ciphers: Vec<security::KeywrapCipher>,
    /// Confidential computing.
    pub launch_security: Option<security::LaunchSecurity>,
    /// Arguments and environment of QEMU.
    #[xml("qemu:commandline")]
    pub qemu_commandline: Option<qemu::QemuCommandline>,
    /// Capabilities of QEMU to claim or deny.
    #[xml("qemu:capabilities")]
    pub qemu_capabilities: Option<qemu::QemuCapabilities>,
    /// Properties of QEMU's devices to set.
    #[xml("qemu:override")]
    pub qemu_override: Option<qemu::QemuOverride>,
    /// What QEMU does when something deprecated is used.
    #[xml("qemu:deprecation")]
    pub qemu_deprecation: Option<qemu::QemuDeprecation>,
    /// Namespaces that a container shares.
    #[xml("lxc:namespace")]
    pub lxc_namespace: Option<foreign::LxcNamespaces>,
    /// Arguments of bhyve.
    #[xml("bhyve:commandline")]
    pub bhyve_commandline: Option<foreign::BhyveCommandline>,
    /// Arguments of Xen's device model.
    #[xml("xen:commandline")]
    pub xen_commandline: Option<foreign::XenCommandline>,
    /// The data center of a VMware guest.
    #[xml("vmware:datacenterpath")]
    pub vmware_datacenter_path: Option<String>,
    /// The state that the test driver gives the guest.
    #[xml("test:runstate")]
    pub test_run_state: Option<u32>,
    /// Whether the test driver's guest is only known while it runs.
    #[xml("test:transient")]
    pub test_transient: Option<u32>,
    /// Whether the test driver's guest has been saved.
    #[xml("test:hasmanagedsave")]
    pub test_has_managed_save: Option<u32>,
    /// Snapshots of the test driver's guest.
    #[xml("test:domainsnapshot")]
    pub test_snapshots: Vec<RawElement>,
}
