//! `<sysinfo>`: tables of system information.

use crate::{element, group};

/// Tables of system information.
#[element("sysinfo", by = "type")]
pub enum Sysinfo {
    /// SMBIOS tables.
    Smbios(Smbios),
    /// Entries of QEMU's firmware configuration.
    #[xml(since = "6.5.0")]
    Fwcfg(FwCfg),
}

/// SMBIOS tables.
#[group]
pub struct Smbios {
    /// Firmware.
    #[xml("bios/entry")]
    pub bios: Vec<SysinfoEntry>,
    /// The machine.
    #[xml("system/entry")]
    pub system: Vec<SysinfoEntry>,
    /// Its boards.
    pub base_boards: Vec<BaseBoard>,
    /// Its case.
    #[xml("chassis/entry", since = "4.1.0")]
    pub chassis: Vec<SysinfoEntry>,
    /// Its CPUs.
    pub processors: Vec<SysinfoProcessor>,
    /// Its memory.
    pub memory_devices: Vec<MemoryModule>,
    /// Texts of the maker.
    #[xml("oemStrings/entry", since = "4.1.0")]
    pub oem_strings: Vec<String>,
}

/// A board.
#[element("baseBoard")]
pub struct BaseBoard {
    /// Its entries.
    pub entries: Vec<SysinfoEntry>,
}

/// A processor of a host.
#[element("processor")]
pub struct SysinfoProcessor {
    /// Its entries.
    pub entries: Vec<SysinfoEntry>,
}

/// A memory device of a host.
#[element("memory_device")]
pub struct MemoryModule {
    /// Its entries.
    pub entries: Vec<SysinfoEntry>,
}

/// An entry of a table.
#[element("entry")]
pub struct SysinfoEntry {
    /// What it says.
    pub name: Option<String>,
    /// The value.
    #[xml(".")]
    pub value: Option<String>,
}

/// Entries of QEMU's firmware configuration.
#[group]
pub struct FwCfg {
    /// The entries.
    pub entries: Vec<FwCfgEntry>,
}

/// An entry of QEMU's firmware configuration.
#[element("entry")]
pub struct FwCfgEntry {
    /// Its key.
    pub name: Option<String>,
    /// The file that holds the value.
    pub file: Option<String>,
    /// The value.
    #[xml(".")]
    pub value: Option<String>,
}
