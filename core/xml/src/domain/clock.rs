//! `<clock>`: clock and timers.

use crate::scalar::YesNo;
use crate::{element, group, words};

/// Clock and timers.
#[element("clock")]
pub struct Clock {
    /// What the clock shows at start.
    pub offset: ClockOffset,
    /// The timers.
    #[xml(since = "0.8.0")]
    pub timers: Vec<Timer>,
}

/// What the clock shows at start.
#[group(by = "offset")]
pub enum ClockOffset {
    /// Coordinated universal time.
    #[default]
    #[xml(since = "0.9.11")]
    Utc(ClockAdjustment),
    /// The host's local time.
    #[xml(since = "0.9.11")]
    Localtime(ClockAdjustment),
    /// The time of a zone.
    #[xml(since = "0.7.7")]
    Timezone(ClockZone),
    /// Whatever the guest has set.
    #[xml(since = "0.7.7")]
    Variable(ClockVariable),
    /// A given time.
    #[xml(since = "8.4.0")]
    Absolute(ClockStart),
}

/// How a set clock is treated.
#[group]
pub struct ClockAdjustment {
    /// `reset`, or the seconds by which it differs.
    pub adjustment: Option<String>,
}

/// A time zone.
#[group]
pub struct ClockZone {
    /// Its name.
    pub timezone: Option<String>,
}

words! {
    /// What a variable clock differs from.
    ClockBasis or ConfigUnsupported {
        Utc "utc" "Coordinated universal time.",
        Localtime "localtime" "The host's local time.",
    }
}

/// A clock that keeps what the guest has set.
#[group]
pub struct ClockVariable {
    /// The seconds by which it differs.
    pub adjustment: Option<i64>,
    /// From what it differs.
    #[xml(since = "0.9.11")]
    pub basis: Option<ClockBasis>,
    /// By how much it differed at start.
    #[xml("@adjustment0", status)]
    pub adjustment0: Option<i64>,
}

/// A given time.
#[group]
pub struct ClockStart {
    /// Seconds since 1970.
    pub start: Option<i64>,
}

words! {
    /// A timer.
    TimerName {
        Platform "platform" "The master clock.",
        Pit "pit" "The interval timer.",
        Rtc "rtc" "The real-time clock.",
        Hpet "hpet" "The high precision event timer.",
        Tsc "tsc" "The time stamp counter.",
        Kvmclock "kvmclock" "KVM's clock.",
        Hypervclock "hypervclock" "Hyper-V's clock.",
        Armvtimer "armvtimer" "Arm's virtual timer.",
    }
}

words! {
    /// What a timer follows.
    TimerTrack {
        Boot "boot" "The time since boot.",
        Guest "guest" "The time that the guest runs.",
        Wall "wall" "The time of day.",
        Realtime "realtime" "The host's clock.",
    }
}

words! {
    /// What becomes of ticks that came too late.
    TickPolicy {
        Delay "delay" "They are delivered at the usual rate.",
        Catchup "catchup" "They are delivered faster.",
        Merge "merge" "They become one.",
        Discard "discard" "They are lost.",
    }
}

words! {
    /// How the time stamp counter works.
    TscMode {
        Auto "auto" "Natively when it is stable.",
        Native "native" "Natively.",
        Emulate "emulate" "Emulated.",
        Paravirt "paravirt" "Natively, with help of the guest.",
        Smpsafe "smpsafe" "Emulated, equal on all CPUs.",
    }
}

/// A timer.
#[element("timer")]
pub struct Timer {
    /// Which one.
    pub name: Option<TimerName>,
    /// Whether the guest has it.
    pub present: Option<YesNo>,
    /// What becomes of ticks that came too late.
    pub tickpolicy: Option<TickPolicy>,
    /// What it follows.
    pub track: Option<TimerTrack>,
    /// The frequency of the time stamp counter in Hz.
    pub frequency: Option<u64>,
    /// How the time stamp counter works.
    pub mode: Option<TscMode>,
    /// Limits of catching up.
    pub catchup: Option<TimerCatchup>,
}

/// Limits of catching up.
#[element("catchup")]
pub struct TimerCatchup {
    /// Ticks behind when it begins.
    pub threshold: Option<u64>,
    /// How fast it is.
    pub slew: Option<u64>,
    /// Ticks after which the rest is lost.
    pub limit: Option<u64>,
}
