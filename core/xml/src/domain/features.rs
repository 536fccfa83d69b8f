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
    #[xml("hap")]
    pub hap: Option<FeatureState>,
    /// Hyper-V for Xen.
    pub viridian: bool,
    /// A network of a container's own.
    pub privnet: bool,
    /// Hyper-V.
    pub hyperv: Option<Hyperv>,
    /// KVM.
    pub kvm: Option<Kvm>,
    /// Xen.
    pub xen: Option<XenFeatures>,
    /// Paravirtual spin locks.
    #[xml("pvspinlock")]
    pub pvspinlock: Option<FeatureState>,
    /// Performance monitoring.
    #[xml("pmu")]
    pub pmu: Option<FeatureState>,
    /// VMware's port.
    #[xml("vmport")]
    pub vmport: Option<FeatureState>,
    /// Arm's interrupt controller.
    pub gic: Option<Gic>,
    /// System management mode.
    pub smm: Option<Smm>,
    /// Capabilities of a container.
    pub capabilities: Option<ContainerCapabilities>,
    /// Where the I/O APIC is.
    #[xml("ioapic/@driver")]
    pub ioapic: Option<IoApicDriver>,
    /// The hash page table of POWER.
    pub hpt: Option<Hpt>,
    /// A note for kernel dumps.
    #[xml("vmcoreinfo")]
    pub vmcoreinfo: Option<FeatureState>,
    /// Transactional memory of POWER.
    #[xml("htm")]
    pub htm: Option<FeatureState>,
    /// Nested virtualization of POWER.
    #[xml("nested-hv")]
    pub nested_hv: Option<FeatureState>,
    /// What unknown model specific registers do.
    #[xml("msrs/@unknown")]
    pub msrs_unknown: Option<UnknownMsr>,
    /// Count cache flush of POWER.
    #[xml("ccf-assist")]
    pub ccf_assist: Option<FeatureState>,
    /// Cache flush on privilege change of POWER.
    #[xml("cfpc/@value")]
    pub cfpc: Option<Mitigation>,
    /// Speculation barrier of POWER.
    #[xml("sbbc/@value")]
    pub sbbc: Option<Mitigation>,
    /// Indirect branch speculation of POWER.
    #[xml("ibs/@value")]
    pub ibs: Option<IndirectBranchMitigation>,
    /// Settings of QEMU's code translation.
    #[xml("tcg/tb-cache")]
    pub tcg_tb_cache: Option<MemorySize>,
    /// Whether memory is given back by a process of its own.
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
    pub mode: Option<HypervMode>,
    /// Relaxed timers.
    #[xml("relaxed")]
    pub relaxed: Option<FeatureState>,
    /// Virtual APIC.
    #[xml("vapic")]
    pub vapic: Option<FeatureState>,
    /// Spin locks.
    pub spinlocks: Option<HypervSpinlocks>,
    /// Index of the virtual processor.
    #[xml("vpindex")]
    pub vpindex: Option<FeatureState>,
    /// Run time of the processor.
    #[xml("runtime")]
    pub runtime: Option<FeatureState>,
    /// Synthetic interrupt controller.
    #[xml("synic")]
    pub synic: Option<FeatureState>,
    /// Synthetic timers.
    pub stimer: Option<HypervTimer>,
    /// Reset by the hypervisor.
    #[xml("reset")]
    pub reset: Option<FeatureState>,
    /// The name of the hypervisor's maker.
    pub vendor_id: Option<HypervVendorId>,
    /// Frequencies of the counters.
    #[xml("frequencies")]
    pub frequencies: Option<FeatureState>,
    /// Notice of migration.
    #[xml("reenlightenment")]
    pub reenlightenment: Option<FeatureState>,
    /// Paravirtual flush of the address cache.
    pub tlbflush: Option<HypervTlbFlush>,
    /// Paravirtual interrupts between processors.
    #[xml("ipi")]
    pub ipi: Option<FeatureState>,
    /// Enlightened control structures.
    #[xml("evmcs")]
    pub evmcs: Option<FeatureState>,
    /// Interrupts without exits.
    #[xml("avic")]
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
    #[xml("direct")]
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
    #[xml("hidden")]
    pub hidden: Option<FeatureState>,
    /// Whether virtual CPUs have host CPUs of their own.
    #[xml("hint-dedicated")]
    pub hint_dedicated: Option<FeatureState>,
    /// Whether the guest may stop the host's polling.
    #[xml("poll-control")]
    pub poll_control: Option<FeatureState>,
    /// Paravirtual interrupts between processors.
    #[xml("pv-ipi")]
    pub pv_ipi: Option<FeatureState>,
    /// How written pages are noted.
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
    #[xml("e820_host")]
    pub e820_host: Option<FeatureState>,
    /// Passing devices through.
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
    #[xml("tseg")]
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
    #[xml("maxpagesize")]
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
