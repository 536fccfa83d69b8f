//! What the host's firmware tells of it.
//!
//! dmidecode reads the tables of SMBIOS, which only root may; the kernel shows the most important of them to everybody.
//! Hosts without such tables say something of the kind in `/proc`. The texts are made sense of in the document's crate.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result, runtime};
use ferrovirt_host::{Host, OutputLimits, ProcessSpec};
use ferrovirt_xml::domain::sysinfo::{BaseBoard, Smbios, Sysinfo, SysinfoEntry};
use ferrovirt_xml::{Document, Format, sysinfo};

use crate::instance::Instance;

/// How long dmidecode may take.
const LIMIT: Duration = Duration::from_secs(10);

/// How much of a text is read.
const TEXT_MAX: usize = 4 << 20;

/// The kinds of tables that the document has.
const TABLES: &str = "0,1,2,3,4,11,17";

/// Texts of the maker that are asked for one by one.
const OEM_STRINGS_MAX: usize = 64;

/// Where the kernel shows SMBIOS.
const KERNEL_TABLES: &str = "/sys/class/dmi/id";

/// The document of the host.
pub async fn document(instance: Arc<Instance>) -> Result<String> {
    let host = &instance.host;
    let machine = host.system().machine().map_err(|error| error.into_error(ErrorDomain::Qemu))?;
    let found = match machine.as_str() {
        "ppc" | "ppc64" | "ppc64le" => {
            let cpus = text(host, "/proc/cpuinfo").await?;
            cpus.map(|cpus| sysinfo::ppc(&cpus))
        }
        "s390" | "s390x" => match (text(host, "/proc/sysinfo").await?, text(host, "/proc/cpuinfo").await?) {
            (Some(system), Some(cpus)) => Some(sysinfo::s390(&system, &cpus)),
            _ => None,
        },
        _ => match tables(host).await {
            Some(found) => Some(found),
            None => shown_by_kernel(host).await?,
        },
    };
    let found = match found {
        None if machine.starts_with("arm") || machine == "aarch64" => {
            text(host, "/proc/cpuinfo").await?.map(|cpus| sysinfo::arm(&cpus))
        }
        other => other,
    };
    let found = found.ok_or_else(|| {
        Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, "Host SMBIOS information is not available")
            .with_hint("install dmidecode; only root may read everything that it shows")
    })?;
    Ok(found.to_xml(&Format::default()))
}

/// What dmidecode shows, if it is there and may read it.
async fn tables(host: &Arc<dyn Host>) -> Option<Sysinfo> {
    let shown = dmidecode(host, ["-q", "-t", TABLES]).await?;
    if !shown.lines().any(|line| line.trim_end().ends_with(" Information")) {
        return None;
    }
    let mut unprintable = HashMap::new();
    for number in unclear_oem_strings(&shown) {
        if let Some(text) = dmidecode(host, ["-q", "--oem-string", &number.to_string()]).await {
            unprintable.insert(number, text.strip_suffix('\n').unwrap_or(&text).to_owned());
        }
    }
    Some(sysinfo::smbios(&shown, |number| unprintable.get(&number).cloned()))
}

/// The numbers of the maker's texts with a dot, which may stand for something else.
fn unclear_oem_strings(shown: &str) -> Vec<u32> {
    let strings = shown.lines().filter_map(|line| line.trim().strip_prefix("String ")?.split_once(':'));
    let unclear = strings.filter(|(_, text)| text.contains('.'));
    unclear.filter_map(|(number, _)| number.parse().ok()).take(OEM_STRINGS_MAX).collect()
}

async fn dmidecode<const N: usize>(host: &Arc<dyn Host>, arguments: [&str; N]) -> Option<String> {
    let program = host.system().find_program("dmidecode", &[Path::new("/usr/sbin"), Path::new("/sbin")])?;
    let spec = ProcessSpec::new(program).arguments(arguments);
    let limits = OutputLimits { stdout: TEXT_MAX, ..OutputLimits::default() };
    // Whoever may not read the tables still learns what the kernel shows.
    let output = host.processes().run(spec, Vec::new(), limits, LIMIT).await.ok()?;
    output.exit.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What the kernel shows to everybody.
async fn shown_by_kernel(host: &Arc<dyn Host>) -> Result<Option<Sysinfo>> {
    let host = host.clone();
    let read = move || {
        let entries = |names: &[(&str, &str)]| -> Vec<SysinfoEntry> {
            let entry = |(name, file): &(&str, &str)| {
                let value = host.files().read(&Path::new(KERNEL_TABLES).join(file), 4096).ok()?;
                let value = String::from_utf8_lossy(&value).trim().to_owned();
                (!value.is_empty()).then(|| SysinfoEntry { name: Some((*name).to_owned()), value: Some(value) })
            };
            names.iter().filter_map(entry).collect()
        };
        let bios = [
            ("vendor", "bios_vendor"),
            ("version", "bios_version"),
            ("date", "bios_date"),
            ("release", "bios_release"),
        ];
        let system = [
            ("manufacturer", "sys_vendor"),
            ("product", "product_name"),
            ("version", "product_version"),
            ("serial", "product_serial"),
            ("uuid", "product_uuid"),
            ("sku", "product_sku"),
            ("family", "product_family"),
        ];
        let board = [
            ("manufacturer", "board_vendor"),
            ("product", "board_name"),
            ("version", "board_version"),
            ("serial", "board_serial"),
            ("asset", "board_asset_tag"),
        ];
        let chassis = [
            ("manufacturer", "chassis_vendor"),
            ("version", "chassis_version"),
            ("serial", "chassis_serial"),
            ("asset", "chassis_asset_tag"),
        ];
        let board = BaseBoard { entries: entries(&board) };
        let found = Smbios {
            bios: entries(&bios),
            system: entries(&system),
            base_boards: Some(board).filter(|board| !board.entries.is_empty()).into_iter().collect(),
            chassis: entries(&chassis),
            ..Smbios::default()
        };
        (found != Smbios::default()).then_some(Sysinfo::Smbios(found))
    };
    runtime::blocking(read).await
}

async fn text(host: &Arc<dyn Host>, path: &'static str) -> Result<Option<String>> {
    let host = host.clone();
    let read = move || host.files().read(Path::new(path), TEXT_MAX).ok();
    Ok(runtime::blocking(read).await?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_dots_are_asked_for_again() {
        let shown = "OEM Strings\n\tString 1: plain\n\tString 2: a.b\n\tString x: .\n\tString 12: ..\n";
        assert_eq!(unclear_oem_strings(shown), [2, 12]);
    }
}
