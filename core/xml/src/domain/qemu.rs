//! QEMU's own namespace: what is passed by the object model.

use crate::{element, words};

/// `<qemu:commandline>`: arguments and environment.
#[element("qemu:commandline")]
pub struct QemuCommandline {
    /// Arguments after all others.
    pub args: Vec<QemuArgument>,
    /// Variables of the environment.
    pub envs: Vec<QemuEnvironment>,
}

/// An argument.
#[element("qemu:arg")]
pub struct QemuArgument {
    /// Its text.
    pub value: Option<String>,
}

/// A variable of the environment.
#[element("qemu:env")]
pub struct QemuEnvironment {
    /// Its name.
    pub name: Option<String>,
    /// Its value.
    pub value: Option<String>,
}

/// `<qemu:capabilities>`: what QEMU is said to know.
#[element("qemu:capabilities")]
pub struct QemuCapabilities {
    /// What it knows although it does not say so.
    pub add: Vec<QemuCapabilityAdd>,
    /// What it does not know although it says so.
    pub del: Vec<QemuCapabilityDel>,
}

/// A capability to claim.
#[element("qemu:add")]
pub struct QemuCapabilityAdd {
    /// Its name.
    pub capability: Option<String>,
}

/// A capability to deny.
#[element("qemu:del")]
pub struct QemuCapabilityDel {
    /// Its name.
    pub capability: Option<String>,
}

/// `<qemu:override>`: properties of devices to set.
#[element("qemu:override")]
pub struct QemuOverride {
    /// The devices.
    pub devices: Vec<QemuOverrideDevice>,
}

/// A device whose properties are set.
#[element("qemu:device")]
pub struct QemuOverrideDevice {
    /// Its alias.
    pub alias: Option<String>,
    /// Properties of the guest's side.
    #[xml("qemu:frontend/qemu:property")]
    pub frontend: Vec<QemuProperty>,
}

words! {
    /// The type of a property.
    QemuPropertyType {
        String "string" "Text.",
        Signed "signed" "A signed number.",
        Unsigned "unsigned" "A number.",
        Bool "bool" "Truth.",
        Remove "remove" "The property is removed.",
    }
}

/// A property to set.
#[element("qemu:property")]
pub struct QemuProperty {
    /// Its name.
    pub name: Option<String>,
    /// Its type.
    #[xml("@type")]
    pub property_type: Option<QemuPropertyType>,
    /// Its value.
    pub value: Option<String>,
}

words! {
    /// What QEMU does when something deprecated is used.
    QemuDeprecationBehavior {
        None "none" "Nothing.",
        Omit "omit" "It leaves deprecated things out of answers.",
        Reject "reject" "It refuses.",
        Crash "crash" "It crashes.",
    }
}

/// `<qemu:deprecation>`.
#[element("qemu:deprecation")]
pub struct QemuDeprecation {
    /// What QEMU does.
    pub behavior: Option<QemuDeprecationBehavior>,
}
