//! `<features>`: features of the machine.

use crate::scalar::{MemorySize, OnOff, YesNo};
use crate::{element, words};

/// Features of the machine.
#[element("features")]
pub struct Features {
    /// ACPI.
    pub acpi: bool,
    /// The APIC.
    pub apic: Option<Apic>,
    /// Physical address extension.
    pub pae: bool,
    /// Xen's hardware assisted paging.
    #[xml("hap", drivers = "xen")]
    pub hap: Option<FeatureState>,
    /// Hyper-V for Xen.
    pub viridian: bool,
    /// A network of a container's own.
    pub privnet: bool,
    /// Hyper-V.
    #[xml(drivers = "qemu")]
    pub hyperv: Option<Hyperv>,
    /// KVM.
    #[xml(drivers = "qemu")]
    pub kvm: Option<Kvm>,
    /// Xen.
    #[xml(drivers = "xen")]
    pub xen: Option<XenFeatures>,
    /// Paravirtual spin locks.
    #[xml("pvspinlock")]
    pub pvspinlock: Option<FeatureState>,
    /// Performance monitoring.
    #[xml("pmu", since = "1.2.12")]
    pub pmu: Option<FeatureState>,
    /// VMware's port.
    #[xml("vmport", since = "1.2.16")]
    pub vmport: Option<FeatureState>,
    /// Arm's interrupt controller.
    #[xml(since = "1.2.16")]
    pub gic: Option<Gic>,
    /// System management mode.
    #[xml(since = "2.1.0")]
    pub smm: Option<Smm>,
    /// Capabilities of a container.
    #[xml(drivers = "lxc")]
    pub capabilities: Option<ContainerCapabilities>,
    /// Where the I/O APIC is.
    #[xml("ioapic/@driver", since = "3.4.0")]
    pub ioapic: Option<IoApicDriver>,
    /// The hash page table of POWER.
    #[xml(since = "3.10.0")]
    pub hpt: Option<Hpt>,
    /// A note for kernel dumps.
    #[xml("vmcoreinfo", since = "4.4.0")]
    pub vmcoreinfo: Option<FeatureState>,
    /// Transactional memory of POWER.
    #[xml("htm", since = "4.6.0")]
    pub htm: Option<FeatureState>,
    /// Nested virtualization of POWER.
    #[xml("nested-hv", since = "4.10.0")]
    pub nested_hv: Option<FeatureState>,
    /// What unknown model specific registers do.
    #[xml("msrs/@unknown", since = "5.1.0")]
    pub msrs_unknown: Option<UnknownMsr>,
    /// Count cache flush of POWER.
    #[xml("ccf-assist", since = "5.9.0")]
    pub ccf_assist: Option<FeatureState>,
    /// Cache flush on privilege change of POWER.
    #[xml("cfpc/@value", since = "6.3.0")]
    pub cfpc: Option<Mitigation>,
    /// Speculation barrier of POWER.
    #[xml("sbbc/@value", since = "6.3.0")]
    pub sbbc: Option<Mitigation>,
    /// Indirect branch speculation of POWER.
    #[xml("ibs/@value", since = "6.3.0")]
    pub ibs: Option<IndirectBranchMitigation>,
    /// Settings of QEMU's code translation.
    #[xml("tcg/tb-cache", since = "8.0.0", drivers = "qemu")]
    pub tcg_tb_cache: Option<MemorySize>,
    /// Whether memory is given back by a process of its own.
    #[xml(drivers = "qemu")]
    pub async_teardown: Option<AsyncTeardown>,
    /// Reliability extension of Arm.
    #[xml("ras")]
    pub ras: Option<FeatureState>,
    /// Whether there is a PS/2 controller.
    #[xml("ps2")]
    pub ps2: Option<FeatureState>,
    /// Advanced interrupts of RISC-V.
    #[xml("aia/@value")]
    pub aia: Option<Aia>,
}

/// Giving memory back by a process of its own.
#[element("async-teardown")]
pub struct AsyncTeardown {
    /// Whether; `yes` when absent.
    pub enabled: Option<YesNo>,
}

/// A feature that is on or off.
#[element("feature")]
#[derive(Copy, Eq)]
pub struct FeatureState {
    /// Whether; `on` when absent.
    pub state: Option<OnOff>,
}

impl FeatureState {
    /// Whether it is on.
    pub fn is_on(self) -> bool {
        self.state.is_none_or(OnOff::is_on)
    }
}

/// The APIC.
#[element("apic")]
pub struct Apic {
    /// Whether end of interrupt is paravirtual.
    #[xml(since = "0.10.2", drivers = "qemu")]
    pub eoi: Option<OnOff>,
}

words! {
    /// Where Hyper-V's settings come from.
    HypervMode {
        Custom "custom" "The document.",
        Passthrough "passthrough" "What the host can do.",
    }
}

/// Hyper-V.
#[element("hyperv")]
pub struct Hyperv {
    /// Where the settings come from.
    #[xml(since = "8.0.0")]
    pub mode: Option<HypervMode>,
    /// Relaxed timers.
    #[xml("relaxed", since = "1.0.0")]
    pub relaxed: Option<FeatureState>,
    /// Virtual APIC.
    #[xml("vapic", since = "1.1.0")]
    pub vapic: Option<FeatureState>,
    /// Spin locks.
    #[xml(since = "1.1.0")]
    pub spinlocks: Option<HypervSpinlocks>,
    /// Index of the virtual processor.
    #[xml("vpindex", since = "1.3.3")]
    pub vpindex: Option<FeatureState>,
    /// Run time of the processor.
    #[xml("runtime", since = "1.3.3")]
    pub runtime: Option<FeatureState>,
    /// Synthetic interrupt controller.
    #[xml("synic", since = "1.3.3")]
    pub synic: Option<FeatureState>,
    /// Synthetic timers.
    #[xml(since = "1.3.3")]
    pub stimer: Option<HypervTimer>,
    /// Reset by the hypervisor.
    #[xml("reset", since = "1.3.3")]
    pub reset: Option<FeatureState>,
    /// The name of the hypervisor's maker.
    #[xml(since = "1.3.3")]
    pub vendor_id: Option<HypervVendorId>,
    /// Frequencies of the counters.
    #[xml("frequencies", since = "4.7.0")]
    pub frequencies: Option<FeatureState>,
    /// Notice of migration.
    #[xml("reenlightenment", since = "4.7.0")]
    pub reenlightenment: Option<FeatureState>,
    /// Paravirtual flush of the address cache.
    #[xml(since = "4.7.0")]
    pub tlbflush: Option<HypervTlbFlush>,
    /// Paravirtual interrupts between processors.
    #[xml("ipi", since = "4.10.0")]
    pub ipi: Option<FeatureState>,
    /// Enlightened control structures.
    #[xml("evmcs", since = "4.10.0")]
    pub evmcs: Option<FeatureState>,
    /// Interrupts without exits.
    #[xml("avic", since = "8.10.0")]
    pub avic: Option<FeatureState>,
    /// Enlightened bitmaps of registers.
    #[xml("emsr_bitmap")]
    pub emsr_bitmap: Option<FeatureState>,
    /// Hypercalls with input in vector registers.
    #[xml("xmm_input")]
    pub xmm_input: Option<FeatureState>,
}

/// Spin locks of Hyper-V.
#[element("spinlocks")]
pub struct HypervSpinlocks {
    /// Whether.
    pub state: Option<OnOff>,
    /// How often it is tried before the hypervisor is called.
    pub retries: Option<u32>,
}

/// Synthetic timers of Hyper-V.
#[element("stimer")]
pub struct HypervTimer {
    /// Whether.
    pub state: Option<OnOff>,
    /// Whether they interrupt directly.
    #[xml("direct", since = "5.7.0")]
    pub direct: Option<FeatureState>,
}

/// The name of the hypervisor's maker.
#[element("vendor_id")]
pub struct HypervVendorId {
    /// Whether it is given.
    pub state: Option<OnOff>,
    /// The name.
    pub value: Option<String>,
}

/// Paravirtual flush of the address cache.
#[element("tlbflush")]
pub struct HypervTlbFlush {
    /// Whether.
    pub state: Option<OnOff>,
    /// Whether nested guests do it directly.
    #[xml("direct")]
    pub direct: Option<FeatureState>,
    /// Whether parts can be flushed.
    #[xml("extended")]
    pub extended: Option<FeatureState>,
}

/// KVM.
#[element("kvm")]
pub struct Kvm {
    /// Whether the guest cannot see it.
    #[xml("hidden", since = "1.2.8")]
    pub hidden: Option<FeatureState>,
    /// Whether virtual CPUs have host CPUs of their own.
    #[xml("hint-dedicated", since = "5.7.0")]
    pub hint_dedicated: Option<FeatureState>,
    /// Whether the guest may stop the host's polling.
    #[xml("poll-control", since = "6.10.0")]
    pub poll_control: Option<FeatureState>,
    /// Paravirtual interrupts between processors.
    #[xml("pv-ipi", since = "7.10.0")]
    pub pv_ipi: Option<FeatureState>,
    /// How written pages are noted.
    #[xml(since = "8.0.0")]
    pub dirty_ring: Option<DirtyRing>,
}

/// A ring of written pages.
#[element("dirty-ring")]
pub struct DirtyRing {
    /// Whether.
    pub state: Option<OnOff>,
    /// How many fit in it.
    pub size: Option<u32>,
}

/// Xen.
#[element("xen")]
pub struct XenFeatures {
    /// Whether the host's memory map is shown.
    #[xml("e820_host", since = "6.3.0")]
    pub e820_host: Option<FeatureState>,
    /// Passing devices through.
    #[xml(since = "6.3.0")]
    pub passthrough: Option<XenPassthrough>,
}

/// Passing devices through with Xen.
#[element("passthrough")]
pub struct XenPassthrough {
    /// Whether.
    pub state: Option<OnOff>,
    /// How.
    pub mode: Option<String>,
}

/// Arm's interrupt controller.
#[element("gic")]
pub struct Gic {
    /// Its version.
    pub version: Option<GicVersion>,
}

words! {
    /// A version of Arm's interrupt controller.
    GicVersion {
        Host "host" "The host's.",
        V2 "2" "The second.",
        V3 "3" "The third.",
    }
}

/// System management mode.
#[element("smm")]
pub struct Smm {
    /// Whether.
    pub state: Option<OnOff>,
    /// How much memory it has at the top.
    #[xml("tseg", since = "4.5.0")]
    pub tseg: Option<MemorySize>,
}

words! {
    /// Where the I/O APIC is.
    IoApicDriver {
        Qemu "qemu" "In QEMU.",
        Kvm "kvm" "In the kernel.",
    }
}

words! {
    /// Whether the hash page table can change its size.
    HptResizing {
        Enabled "enabled" "When the guest can.",
        Disabled "disabled" "No.",
        Required "required" "The guest must be able to.",
    }
}

/// The hash page table of POWER.
#[element("hpt")]
pub struct Hpt {
    /// Whether it can change its size.
    pub resizing: Option<HptResizing>,
    /// The largest page.
    #[xml("maxpagesize", since = "4.5.0")]
    pub maxpagesize: Option<MemorySize>,
}

words! {
    /// What access to an unknown model specific register does.
    UnknownMsr {
        Ignore "ignore" "Nothing.",
        Fault "fault" "It faults.",
    }
}

words! {
    /// How a flaw of POWER is handled.
    Mitigation {
        Broken "broken" "It is not.",
        Workaround "workaround" "In software.",
        Fixed "fixed" "In hardware.",
    }
}

words! {
    /// How indirect branch speculation of POWER is handled.
    IndirectBranchMitigation {
        Broken "broken" "It is not.",
        Workaround "workaround" "In software.",
        FixedIbs "fixed-ibs" "By serialization in hardware.",
        FixedCcd "fixed-ccd" "By a disabled cache.",
        FixedNa "fixed-na" "It does not arise.",
    }
}

words! {
    /// Advanced interrupts of RISC-V.
    Aia {
        None "none" "None.",
        Aplic "aplic" "Of wires.",
        AplicImsic "aplic-imsic" "Of wires and messages.",
    }
}

words! {
    /// What holds for capabilities that are not named.
    CapabilitiesPolicy {
        Default "default" "The usual ones are dropped.",
        Allow "allow" "They are kept.",
        Deny "deny" "They are dropped.",
    }
}

/// Capabilities of a container.
#[element("capabilities")]
pub struct ContainerCapabilities {
    /// What holds for those that are not named.
    pub policy: Option<CapabilitiesPolicy>,
    /// Those that are named.
    pub named: Vec<ContainerCapability>,
}

/// A capability of the kernel, kept or dropped.
#[crate::group(choice)]
pub enum ContainerCapability {
    /// Audit control.
    #[xml("audit_control")]
    AuditControl(FeatureState),
    /// Audit write.
    #[xml("audit_write")]
    AuditWrite(FeatureState),
    /// Block suspend.
    #[xml("block_suspend")]
    BlockSuspend(FeatureState),
    /// Change owners.
    Chown(FeatureState),
    /// Override permissions.
    #[xml("dac_override")]
    DacOverride(FeatureState),
    /// Override permissions to read and search.
    #[xml("dac_read_search")]
    DacReadSearch(FeatureState),
    /// Act as owner.
    Fowner(FeatureState),
    /// Keep set-ID bits.
    Fsetid(FeatureState),
    /// Lock memory.
    #[xml("ipc_lock")]
    IpcLock(FeatureState),
    /// Act as owner of System V objects.
    #[xml("ipc_owner")]
    IpcOwner(FeatureState),
    /// Signal any process.
    Kill(FeatureState),
    /// Lease files.
    Lease(FeatureState),
    /// Change immutable flags.
    #[xml("linux_immutable")]
    LinuxImmutable(FeatureState),
    /// Change labels.
    #[xml("mac_admin")]
    MacAdmin(FeatureState),
    /// Override labels.
    #[xml("mac_override")]
    MacOverride(FeatureState),
    /// Make device nodes.
    Mknod(FeatureState),
    /// Administer networks.
    #[xml("net_admin")]
    NetAdmin(FeatureState),
    /// Bind low ports.
    #[xml("net_bind_service")]
    NetBindService(FeatureState),
    /// Broadcast.
    #[xml("net_broadcast")]
    NetBroadcast(FeatureState),
    /// Raw sockets.
    #[xml("net_raw")]
    NetRaw(FeatureState),
    /// Set group IDs.
    Setgid(FeatureState),
    /// Set file capabilities.
    Setfcap(FeatureState),
    /// Set process capabilities.
    Setpcap(FeatureState),
    /// Set user IDs.
    Setuid(FeatureState),
    /// Administer the system.
    #[xml("sys_admin")]
    SysAdmin(FeatureState),
    /// Reboot.
    #[xml("sys_boot")]
    SysBoot(FeatureState),
    /// Change the root directory.
    #[xml("sys_chroot")]
    SysChroot(FeatureState),
    /// Load modules.
    #[xml("sys_module")]
    SysModule(FeatureState),
    /// Change priorities.
    #[xml("sys_nice")]
    SysNice(FeatureState),
    /// Process accounting.
    #[xml("sys_pacct")]
    SysPacct(FeatureState),
    /// Trace processes.
    #[xml("sys_ptrace")]
    SysPtrace(FeatureState),
    /// Raw I/O.
    #[xml("sys_rawio")]
    SysRawio(FeatureState),
    /// Exceed limits.
    #[xml("sys_resource")]
    SysResource(FeatureState),
    /// Set the clock.
    #[xml("sys_time")]
    SysTime(FeatureState),
    /// Configure terminals.
    #[xml("sys_tty_config")]
    SysTtyConfig(FeatureState),
    /// Read the kernel's log.
    Syslog(FeatureState),
    /// Wake the system.
    #[xml("wake_alarm")]
    WakeAlarm(FeatureState),
}
