//! What follows when a guest ends, its sleep states, and performance counters.

use crate::scalar::YesNo;
use crate::{element, words};

words! {
    /// What follows when the guest powers off or reboots.
    LifecycleAction {
        Destroy "destroy" "It ends.",
        Restart "restart" "It starts anew.",
        Preserve "preserve" "It stays as it is.",
        RenameRestart "rename-restart" "It starts anew under another name.",
    }
}

words! {
    /// What follows when the guest crashes.
    CrashAction {
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
    LockFailureAction {
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
    #[xml("suspend-to-mem/@enabled")]
    pub suspend_to_mem: Option<YesNo>,
    /// Whether it can sleep on disk.
    #[xml("suspend-to-disk/@enabled")]
    pub suspend_to_disk: Option<YesNo>,
}

/// A performance counter.
#[element("event")]
pub struct PerfEvent {
    /// Which one.
    pub name: Option<String>,
    /// Whether it counts.
    pub enabled: Option<YesNo>,
}
