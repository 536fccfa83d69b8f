//! LXC's own configuration files, of its versions before and since 3, as documents.
//!
//! A line is a key and a value. What a container of ours has anyway (`/proc`, `/sys`, terminals' numbers) is left out.

mod limits;
mod mounts;
mod network;

use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::clock::Clock;
use ferrovirt_xml::domain::devices::chardev::{CharSource, Console, ConsoleTarget, ConsoleTargetType, PtySource};
use ferrovirt_xml::domain::features::{ContainerCapabilities, Features};
use ferrovirt_xml::domain::identity::{IdMap, IdRange};
use ferrovirt_xml::domain::os::{Os, OsKind, OsType};
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};
use ferrovirt_xml::domain::vcpu::{Placement, Vcpu};
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::{Document, ParseOptions};

/// More terminals than this are a mistake.
const MAXIMUM_TERMINALS: u32 = 1024;

/// A configuration file.
struct Configuration<'a> {
    lines: Vec<(&'a str, &'a str)>,
}

impl<'a> Configuration<'a> {
    fn parse(text: &'a str) -> Result<Configuration<'a>> {
        let mut lines = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((key, value)) = line.split_once('=') else {
                return Err(unsupported(format!("'{line}' is no setting: there is no '='")));
            };
            let value = value.trim();
            let value = value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(value);
            lines.push((key.trim(), value));
        }
        Ok(Configuration { lines })
    }

    /// The last value of a key by one of its names.
    fn last(&self, names: &[&str]) -> Option<&'a str> {
        self.all(names).last()
    }

    /// All values of a key by one of its names.
    fn all<'n>(&self, names: &'n [&'n str]) -> impl Iterator<Item = &'a str> + use<'a, 'n, '_> {
        self.lines.iter().filter(move |(key, _)| names.contains(key)).map(|(_, value)| *value)
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>> {
        let text = self.last(&[name]).filter(|text| !text.is_empty());
        text.map(|text| text.parse().map_err(|_| bad(name, text))).transpose()
    }
}

fn bad(name: &str, value: &str) -> ferrovirt_error::Error {
    unsupported(format!("failed to parse value '{value}' of '{name}'"))
}

/// The document of a configuration file. The guest has no UUID yet.
pub fn parse(text: &str) -> Result<Domain> {
    let file = Configuration::parse(text)?;
    if file.last(&["lxc.mount", "lxc.mount.fstab"]).is_some() {
        return Err(unsupported("a table of mounts in another file is not read: use 'lxc.mount.entry' instead"));
    }
    let mut domain = Domain {
        domain_type: DomainType::Lxc,
        name: file.last(&["lxc.utsname", "lxc.uts.name"]).unwrap_or("unnamed").to_owned(),
        vcpu: Some(Vcpu { placement: Some(Placement::Static), count: Some(1), ..Vcpu::default() }),
        os: os(&file),
        clock: Some(Clock::default()),
        on_poweroff: Some(LifecycleAction::Destroy),
        on_reboot: Some(LifecycleAction::Restart),
        on_crash: Some(CrashAction::Destroy),
        ..Domain::default()
    };
    limits::read(&file, &mut domain)?;
    let root = file.last(&["lxc.rootfs", "lxc.rootfs.path"]);
    let root = root.ok_or_else(|| unsupported("Missing lxc.rootfs configuration"))?;
    mounts::read(&file, root, &mut domain.devices)?;
    let has_own_network = network::read(&file, &mut domain.devices)?;
    terminals(&file, &mut domain)?;
    domain.idmap = idmap(&file)?;
    let mut features = Features { privnet: has_own_network, ..Features::default() };
    features.capabilities = Some(capabilities(&file)?);
    domain.features = Some(features);
    Ok(domain)
}

fn os(file: &Configuration<'_>) -> Os {
    let arch = file.last(&["lxc.arch"]).map(|arch| match arch {
        "x86" | "i386" | "i486" | "i586" => "i686",
        "amd64" => "x86_64",
        other => other,
    });
    let init = file.last(&["lxc.init_cmd", "lxc.init.cmd"]).unwrap_or("/sbin/init");
    let mut words = init.split_whitespace().map(str::to_owned);
    Os {
        os_type: Some(OsType { arch: arch.map(str::to_owned), kind: Some(OsKind::Exe), ..OsType::default() }),
        init: words.next(),
        initargs: words.collect(),
        ..Os::default()
    }
}

fn terminals(file: &Configuration<'_>, domain: &mut Domain) -> Result<()> {
    let Some(text) = file.last(&["lxc.tty", "lxc.tty.max"]) else { return Ok(()) };
    let count: u32 = text.parse().map_err(|_| bad("lxc.tty", text))?;
    if count > MAXIMUM_TERMINALS {
        return Err(unsupported(format!("'{count}' terminals are more than {MAXIMUM_TERMINALS}")));
    }
    domain.devices.consoles.extend((0..count).map(|port| Console {
        source: CharSource::Pty(PtySource::default()),
        target: Some(ConsoleTarget { target_type: Some(ConsoleTargetType::Lxc), port: Some(port) }),
        ..Console::default()
    }));
    Ok(())
}

/// How IDs map: `u` or `g`, the first ID of the host, the first one of the container, and how many.
fn idmap(file: &Configuration<'_>) -> Result<Option<IdMap>> {
    let mut map = IdMap::default();
    for text in file.all(&["lxc.id_map", "lxc.idmap"]) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [kind, numbers @ ..] = &words[..] else { return Err(bad("lxc.id_map", text)) };
        let numbers: Option<Vec<u32>> = numbers.iter().map(|word| word.parse().ok()).collect();
        let Some([target, start, count]) = numbers.as_deref() else { return Err(bad("lxc.id_map", text)) };
        let range = IdRange { start: *start, target: *target, count: *count };
        match *kind {
            "u" => map.users.push(range),
            "g" => map.groups.push(range),
            _ => return Err(bad("lxc.id_map", text)),
        }
    }
    Ok((map != IdMap::default()).then_some(map))
}

/// The capabilities that are dropped; all others are kept.
fn capabilities(file: &Configuration<'_>) -> Result<ContainerCapabilities> {
    let mut names: Vec<&str> = file.all(&["lxc.cap.drop"]).flat_map(str::split_whitespace).collect();
    names.sort_unstable();
    names.dedup();
    let mut text = "<capabilities policy='allow'>".to_owned();
    for name in names {
        if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(bad("lxc.cap.drop", name));
        }
        text.push_str(&format!("<{name} state='off'/>"));
    }
    text.push_str("</capabilities>");
    ContainerCapabilities::parse(&text, &ParseOptions::default().strict())
}

#[cfg(test)]
mod tests {
    use super::parse;
    use ferrovirt_xml::{Document, Format};

    fn text_of(lines: &str) -> ferrovirt_error::Result<String> {
        let domain = parse(&format!("lxc.rootfs = /r\n{lines}"))?;
        Ok(domain.to_xml(&Format::INACTIVE).lines().map(str::trim).collect())
    }

    fn check(lines: &str, expected: &str) {
        let text = text_of(lines).unwrap();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    #[test]
    fn both_generations_of_names() {
        for name in ["lxc.utsname = g", "lxc.uts.name=g", "# comment\n\nlxc.utsname = old\nlxc.utsname = g"] {
            check(name, "<name>g</name>");
        }
        check("lxc.arch = x86", "<type arch='i686'>exe</type><init>/sbin/init</init>");
        check("lxc.tty.max = 1", "<console type='pty'><target type='lxc' port='0'/></console>");
        check("lxc.idmap = u 10 0 20", "<idmap><uid start='0' target='10' count='20'/></idmap>");
        check("lxc.cap.drop = sys_time mknod", "<mknod state='off'/><sys_time state='off'/></capabilities>");
    }

    #[test]
    fn mounts() {
        check(
            "lxc.mount.entry = tmpfs run tmpfs size=8m,mode=0755 0 0",
            "<source usage='8192' units='KiB'/><target dir='/run'/>",
        );
        check("lxc.mount.entry = /a b none bind,ro 0 0", "<source dir='/a'/><target dir='/b'/><readonly/>");
        check("lxc.mount.entry = /a /r/b none bind 0 0", "<target dir='/b'/>");
        check("lxc.mount.entry = proc proc proc nodev 0 0", "<target dir='/'/></filesystem></devices>");
    }

    #[test]
    fn networks() {
        check("", "<privnet/>");
        check("lxc.network.type = veth", "<interface type='ethernet'/>");
        check(
            "lxc.net.0.type = veth\nlxc.net.0.link = b\nlxc.net.0.flags = up",
            "<source bridge='b'/><link state='up'/>",
        );
        check("lxc.network.type = vlan\nlxc.network.link = e\nlxc.network.vlan.id = 3", "<interface>e.3</interface>");
        check(
            "lxc.net.0.type = veth\nlxc.net.0.ipv4.gateway = 10.0.0.1",
            "<route family='ipv4' address='0.0.0.0' gateway='10.0.0.1'/>",
        );
    }

    #[test]
    fn limits() {
        check("lxc.cgroup.memory.limit_in_bytes = 2M", "<memory unit='KiB'>2048</memory>");
        check("lxc.cgroup.cpu.cfs_quota_us = -1", "<quota>-1</quota>");
        check("lxc.cgroup.blkio.device_weight = 8:0 300", "<path>/dev/block/8:0</path><weight>300</weight>");
    }

    #[test]
    fn refusals() {
        let bad = [
            "lxc.mount.fstab = /f",
            "word",
            "lxc.tty = 4000000000",
            "lxc.idmap = x 1 2 3",
            "lxc.cap.drop = a<b",
            "lxc.cap.drop = flying",
            "lxc.mount.entry = a",
            "lxc.mount.entry = t /t tmpfs size=50%",
            "lxc.net.0.type = carrier_pigeon",
            "lxc.cgroup.memory.limit_in_bytes = 99999999999999999999",
            "lxc.net.0.type = vlan\nlxc.net.0.link = e",
        ];
        for lines in bad {
            assert!(text_of(lines).is_err(), "{lines}");
        }
        assert!(parse("lxc.utsname = g").is_err());
    }
}
