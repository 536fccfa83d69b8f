//! `<os>`: what is booted, and by which firmware.

use super::devices::disk::DiskSource;
use crate::scalar::YesNo;
use crate::{element, words};

words! {
    /// What a guest is.
    #[derive(Default)]
    OsKind {
        #[default]
        Hvm "hvm" "A machine.",
        Xen "xen" "A paravirtual guest of Xen.",
        Linux "linux" "A paravirtual guest of Xen, by its old name.",
        Xenpvh "xenpvh" "A PVH guest of Xen.",
        Exe "exe" "A container.",
        Uml "uml" "User Mode Linux.",
    }
}

/// What is booted, and by which firmware.
#[element("os")]
pub struct Os {
    /// The firmware to choose.
    #[xml(since = "5.2.0")]
    pub firmware: Option<Firmware>,
    /// What the guest is.
    #[xml("type")]
    pub os_type: Option<OsType>,
    /// What the firmware is chosen by.
    #[xml("firmware/feature", since = "7.2.0", drivers = "qemu")]
    pub firmware_features: Vec<FirmwareFeature>,
    /// The program that a container starts.
    #[xml("init", drivers = "lxc")]
    pub init: Option<String>,
    /// Its arguments.
    #[xml("initarg", drivers = "lxc")]
    pub initargs: Vec<String>,
    /// Its environment.
    #[xml(drivers = "lxc")]
    pub initenvs: Vec<InitEnvironment>,
    /// Its directory.
    #[xml("initdir", drivers = "lxc")]
    pub initdir: Option<String>,
    /// Its user.
    #[xml("inituser", drivers = "lxc")]
    pub inituser: Option<String>,
    /// Its group.
    #[xml("initgroup", drivers = "lxc")]
    pub initgroup: Option<String>,
    /// The firmware.
    pub loader: Option<Loader>,
    /// Where its variables are kept.
    #[xml(since = "1.2.8")]
    pub nvram: Option<NvramStore>,
    /// The kernel to boot directly.
    #[xml("kernel")]
    pub kernel: Option<String>,
    /// Its initial RAM disk.
    #[xml("initrd")]
    pub initrd: Option<String>,
    /// Its command line.
    #[xml("cmdline")]
    pub cmdline: Option<String>,
    /// The loader that checks its signature.
    #[xml("shim")]
    pub shim: Option<String>,
    /// Its device tree.
    #[xml("dtb", since = "1.0.4")]
    pub dtb: Option<String>,
    /// Its root device.
    #[xml("root")]
    pub root: Option<String>,
    /// ACPI tables to add.
    #[xml("acpi/table", since = "1.3.5", drivers = "qemu, xen")]
    pub acpi_tables: Vec<AcpiTable>,
    /// What is tried to boot, in order.
    #[xml(since = "0.1.3")]
    pub boot: Vec<BootDevice>,
    /// Whether the user may choose.
    #[xml(since = "0.8.3")]
    pub bootmenu: Option<BootMenu>,
    /// Settings of the firmware.
    pub bios: Option<BiosSettings>,
    /// Where SMBIOS tables come from.
    #[xml("smbios/@mode", since = "0.8.7")]
    pub smbios: Option<SmbiosMode>,
}

words! {
    /// A kind of firmware.
    Firmware {
        Bios "bios" "BIOS.",
        Efi "efi" "UEFI.",
    }
}

/// What a guest is.
#[element("type")]
pub struct OsType {
    /// The architecture.
    pub arch: Option<String>,
    /// The machine.
    pub machine: Option<String>,
    /// What it is.
    #[xml(".")]
    pub kind: Option<OsKind>,
}

/// What a firmware is chosen by.
#[element("feature")]
pub struct FirmwareFeature {
    /// Whether it must have the feature.
    pub enabled: Option<YesNo>,
    /// The feature.
    pub name: Option<FirmwareFeatureName>,
}

words! {
    /// A feature of firmware.
    FirmwareFeatureName {
        EnrolledKeys "enrolled-keys" "Keys are enrolled.",
        SecureBoot "secure-boot" "Only signed code is booted.",
    }
}

/// A variable of a container's environment.
#[element("initenv")]
pub struct InitEnvironment {
    /// Its name.
    pub name: Option<String>,
    /// Its value.
    #[xml(".")]
    pub value: Option<String>,
}

words! {
    /// How firmware is loaded.
    LoaderType {
        Rom "rom" "Into read-only memory.",
        Pflash "pflash" "Into flash memory.",
        None "none" "Not at all.",
    }
}

/// The firmware.
#[element("loader")]
pub struct Loader {
    /// Whether the guest cannot write to it.
    #[xml(since = "1.2.8")]
    pub readonly: Option<YesNo>,
    /// Whether only code in system management mode may write variables.
    #[xml(since = "2.1.0")]
    pub secure: Option<YesNo>,
    /// How it is loaded.
    #[xml("@type")]
    pub loader_type: Option<LoaderType>,
    /// Whether it keeps no variables.
    #[xml(since = "8.6.0")]
    pub stateless: Option<YesNo>,
    /// The format of the file.
    pub format: Option<String>,
    /// The file.
    #[xml(".")]
    pub path: Option<String>,
}

/// Where the firmware's variables are kept: a file, or any disk source.
#[element("nvram")]
pub struct NvramStore {
    /// The file that new variables are copied from.
    pub template: Option<String>,
    /// The format of that file.
    #[xml("@templateFormat")]
    pub template_format: Option<String>,
    /// A source other than a file.
    #[xml(since = "8.5.0")]
    pub source: Option<DiskSource>,
    /// The format of the store.
    pub format: Option<String>,
    /// The file.
    #[xml(".")]
    pub path: Option<String>,
}

words! {
    /// The form of an ACPI table.
    AcpiTableType {
        Raw "raw" "One table.",
        Rawset "rawset" "Tables after each other.",
        Slic "slic" "A software licence.",
        Msdm "msdm" "A software key.",
    }
}

/// An ACPI table.
#[element("table")]
pub struct AcpiTable {
    /// Its form.
    #[xml("@type")]
    pub table_type: Option<AcpiTableType>,
    /// The file.
    #[xml(".")]
    pub path: Option<String>,
}

words! {
    /// A kind of device to boot from.
    BootDeviceKind {
        Fd "fd" "Floppy disk.",
        Hd "hd" "Hard disk.",
        Cdrom "cdrom" "CD-ROM.",
        Network "network" "Network.",
    }
}

/// What is tried to boot.
#[element("boot")]
pub struct BootDevice {
    /// The kind of device.
    pub dev: Option<BootDeviceKind>,
}

/// Whether the user may choose what is booted.
#[element("bootmenu")]
pub struct BootMenu {
    /// Whether.
    pub enable: Option<YesNo>,
    /// How long, in milliseconds.
    #[xml(since = "1.2.8")]
    pub timeout: Option<u32>,
}

/// Settings of the firmware.
#[element("bios")]
pub struct BiosSettings {
    /// Whether it uses the serial port.
    #[xml(since = "0.9.4")]
    pub useserial: Option<YesNo>,
    /// When it reboots after no boot device was found, in milliseconds; -1 for never.
    #[xml("@rebootTimeout", since = "0.10.2", drivers = "qemu")]
    pub reboot_timeout: Option<i32>,
}

words! {
    /// Where SMBIOS tables come from.
    SmbiosMode or ConfigUnsupported {
        Emulate "emulate" "The hypervisor.",
        Host "host" "The host.",
        Sysinfo "sysinfo" "`<sysinfo>`.",
    }
}
