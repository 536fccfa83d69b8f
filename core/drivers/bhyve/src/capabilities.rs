//! What a bhyve can do; releases of FreeBSD differ.

/// The optional parts of a bhyve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Its clock can be in UTC.
    pub utc_clock: bool,
    /// A SATA controller has 32 ports instead of one.
    pub sata_ports: bool,
    /// It has a display.
    pub framebuffer: bool,
    /// Its display can ask for a password.
    pub vnc_password: bool,
    /// It emulates Intel's network card.
    pub e1000: bool,
    /// It has USB 3 with a tablet.
    pub xhci: bool,
    /// It can be told how CPUs are arranged.
    pub cpu_topology: bool,
    /// It has sound.
    pub sound: bool,
    /// It shares directories.
    pub virtio_9p: bool,
    /// It gives randomness.
    pub virtio_rnd: bool,
    /// The boot loader GRUB can use a serial console.
    pub grub_console: bool,
}

impl Capabilities {
    /// A bhyve with all of them.
    pub const ALL: Capabilities = Capabilities {
        utc_clock: true,
        sata_ports: true,
        framebuffer: true,
        vnc_password: true,
        e1000: true,
        xhci: true,
        cpu_topology: true,
        sound: true,
        virtio_9p: true,
        virtio_rnd: true,
        grub_console: true,
    };

    /// A bhyve with none of them.
    pub const NONE: Capabilities = Capabilities {
        utc_clock: false,
        sata_ports: false,
        framebuffer: false,
        vnc_password: false,
        e1000: false,
        xhci: false,
        cpu_topology: false,
        sound: false,
        virtio_9p: false,
        virtio_rnd: false,
        grub_console: false,
    };

    /// How many disks a SATA controller takes.
    pub fn disks_per_controller(&self) -> u32 {
        if self.sata_ports { 32 } else { 1 }
    }
}
