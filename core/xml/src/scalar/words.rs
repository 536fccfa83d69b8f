//! The two vocabularies of truth.

crate::words! {
    /// `yes` or `no`.
    YesNo {
        Yes "yes" "True.",
        No "no" "False.",
    }
}

crate::words! {
    /// `on` or `off`.
    OnOff {
        On "on" "True.",
        Off "off" "False.",
    }
}

impl YesNo {
    /// Whether it is `yes`.
    pub const fn is_yes(self) -> bool {
        matches!(self, YesNo::Yes)
    }
}

impl OnOff {
    /// Whether it is `on`.
    pub const fn is_on(self) -> bool {
        matches!(self, OnOff::On)
    }
}

impl From<bool> for YesNo {
    fn from(value: bool) -> Self {
        if value { YesNo::Yes } else { YesNo::No }
    }
}

impl From<bool> for OnOff {
    fn from(value: bool) -> Self {
        if value { OnOff::On } else { OnOff::Off }
    }
}
