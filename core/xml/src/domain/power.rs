//! What follows when a guest ends, its sleep states, and performance counters.

use crate::scalar::YesNo;
use crate::{element, words};

words! {
    /// What follows when the guest powers off or reboots.
    LifecycleAction or ConfigUnsupported {
        Destroy "destroy" "It ends.",
        Restart "restart" "It starts anew.",
        Preserve "preserve" "It stays as it is.",
        RenameRestart "rename-restart" "It starts anew under another name.",
    }
}

words! {
    /// What follows when the guest crashes.
    CrashAction or ConfigUnsupported {
        Destroy "destroy" "It ends.",
        Restart "restart" "It starts anew.",
        Preserve "preserve" "It stays as it is.",
        RenameRestart "rename-restart" "It starts anew under another name.",
        CoredumpDestroy "coredump-destroy" "It is dumped and ends.",
        CoredumpRestart "coredump-restart" "It is dumped and starts anew.",
    }
}

words! {
    /// What follows when a lock is lost.
    LockFailureAction or ConfigUnsupported {
        Poweroff "poweroff" "The guest is powered off.",
        Restart "restart" "It starts anew.",
        Pause "pause" "It is paused.",
        Ignore "ignore" "Nothing.",
    }
}

/// `<pm>`: sleep states.
#[element("pm")]
pub struct PowerManagement {
    /// Whether the guest can sleep in memory.
    #[xml("suspend-to-mem/@enabled", since = "0.10.2")]
    pub suspend_to_mem: Option<YesNo>,
    /// Whether it can sleep on disk.
    #[xml("suspend-to-disk/@enabled", since = "0.10.2")]
    pub suspend_to_disk: Option<YesNo>,
}

words! {
    /// What a performance counter counts.
    PerfEventName {
        Cmt "cmt" "Cache in use.",
        Mbmt "mbmt" "Total memory bandwidth.",
        Mbml "mbml" "Local memory bandwidth.",
        CpuCycles "cpu_cycles" "CPU cycles.",
        Instructions "instructions" "Instructions.",
        CacheReferences "cache_references" "Cache references.",
        CacheMisses "cache_misses" "Cache misses.",
        BranchInstructions "branch_instructions" "Branches.",
        BranchMisses "branch_misses" "Mispredicted branches.",
        BusCycles "bus_cycles" "Bus cycles.",
        StalledCyclesFrontend "stalled_cycles_frontend" "Cycles without new instructions.",
        StalledCyclesBackend "stalled_cycles_backend" "Cycles without retired instructions.",
        RefCpuCycles "ref_cpu_cycles" "CPU cycles at the nominal frequency.",
        CpuClock "cpu_clock" "The CPU's clock.",
        TaskClock "task_clock" "The task's clock.",
        PageFaults "page_faults" "Page faults.",
        ContextSwitches "context_switches" "Context switches.",
        CpuMigrations "cpu_migrations" "Moves to another CPU.",
        PageFaultsMin "page_faults_min" "Page faults without I/O.",
        PageFaultsMaj "page_faults_maj" "Page faults with I/O.",
        AlignmentFaults "alignment_faults" "Alignment faults.",
        EmulationFaults "emulation_faults" "Emulated instructions.",
    }
}

/// A performance counter.
#[element("event")]
pub struct PerfEvent {
    /// What it counts.
    pub name: Option<PerfEventName>,
    /// Whether it counts.
    pub enabled: Option<YesNo>,
}
