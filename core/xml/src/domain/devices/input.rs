//! `<input>`: keyboards, mice and tablets.

use super::DeviceInfo;
use super::virtio::{VirtioDriver, VirtioModel};
use crate::scalar::OnOff;
use crate::{element, group, words};

/// A keyboard, mouse or tablet.
#[element("input")]
pub struct Input {
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub driver: Option<VirtioDriver>,
    /// What it is.
    pub kind: InputKind,
    /// Its bus.
    pub bus: Option<InputBus>,
    /// Which virtio standard it follows.
    #[xml(since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// The bus of an input device.
    InputBus {
        Ps2 "ps2" "PS/2.",
        Usb "usb" "USB.",
        Xen "xen" "Xen's.",
        Parallels "parallels" "Virtuozzo's.",
        None "none" "None.",
        Virtio "virtio" "virtio.",
    }
}

/// What an input device is.
#[group(by = "type")]
pub enum InputKind {
    /// A mouse.
    #[default]
    Mouse,
    /// A tablet: a pointer that knows where it is.
    Tablet,
    /// A keyboard.
    #[xml(since = "1.2.2")]
    Keyboard,
    /// A device of the host, given to the guest.
    #[xml(since = "1.3.0")]
    Passthrough(PassthroughInput),
    /// A device of the host, shared with the guest.
    #[xml(since = "7.4.0")]
    Evdev(EvdevInput),
}

/// A device of the host, given to the guest.
#[group]
pub struct PassthroughInput {
    /// Its path.
    #[xml("source/@evdev")]
    pub evdev: Option<String>,
}

/// A device of the host, shared with the guest.
#[group]
pub struct EvdevInput {
    /// Which.
    #[xml("source")]
    pub source: Option<EvdevSource>,
}

words! {
    /// Which devices switch between host and guest together.
    InputGrab {
        All "all" "All.",
    }
}

words! {
    /// The keys that switch between host and guest.
    InputGrabToggle {
        CtrlCtrl "ctrl-ctrl" "Both control keys.",
        AltAlt "alt-alt" "Both alternate keys.",
        ShiftShift "shift-shift" "Both shift keys.",
        MetaMeta "meta-meta" "Both meta keys.",
        Scrolllock "scrolllock" "Scroll lock.",
        CtrlScrolllock "ctrl-scrolllock" "Control and scroll lock.",
    }
}

/// Which device of the host is shared.
#[element("source")]
pub struct EvdevSource {
    /// Its path.
    pub dev: Option<String>,
    /// Which devices switch together.
    pub grab: Option<InputGrab>,
    /// The keys that switch.
    #[xml("@grabToggle", since = "7.6.0")]
    pub grab_toggle: Option<InputGrabToggle>,
    /// Whether held keys repeat.
    pub repeat: Option<OnOff>,
}
