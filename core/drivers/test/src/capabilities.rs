//! What the host and its hypervisor pretend to be.

use std::fmt::Write;

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, NodeInfo, Result};

use crate::node::NodeDocument;

/// The most virtual processors of a guest.
pub const MAX_VCPUS: u32 = 32;
/// The version of the hypervisor.
pub const VERSION: u64 = 2;
/// The name of the hypervisor.
pub const HYPERVISOR_TYPE: &str = "TEST";

/// The architecture of host and guests.
pub const ARCHITECTURE: &str = "i686";
/// The emulator that nobody ever starts.
const EMULATOR: &str = "/usr/bin/test-hv";
/// The virtualization type of all guests.
const VIRTUALIZATION_TYPE: &str = "test";
/// The kinds of operating system interface that guests have.
const OS_TYPES: [&str; 2] = ["hvm", "xen"];
const NODES: u32 = 2;
const SOCKETS: u32 = 2;
const CORES: u32 = 2;
const THREADS: u32 = 2;
/// Memory of the host in KiB.
const MEMORY: u64 = 3 * 1024 * 1024;
/// Memory of the first node in KiB; each further one has so much more.
const NODE_MEMORY: u64 = 2 * 1024 * 1024;
/// The sizes of pages that every node has, in KiB, beside small ones of its own size.
const LARGE_PAGES: [u32; 2] = [2048, 1_048_576];
/// The most nodes, sockets, cores and threads each that a node document can ask for.
const MOST_OF_A_NODE: u32 = 4096;

/// Processors and memory of the host.
pub fn node_info() -> NodeInfo {
    NodeInfo {
        model: ARCHITECTURE.to_owned(),
        memory: MEMORY,
        cpus: NODES * SOCKETS * CORES * THREADS,
        mhz: 1400,
        nodes: NODES,
        sockets: SOCKETS,
        cores: CORES,
        threads: THREADS,
    }
}

/// Processors and memory of a host that a node document describes; what it leaves out is as usual.
pub fn node_info_of(node: &NodeDocument<'_>) -> Result<NodeInfo> {
    let usual = node_info();
    let number = |name: &str, usual: u32| -> Result<u32> {
        match node.number(&["cpu", name])? {
            None => Ok(usual),
            Some(number) => match u32::try_from(number) {
                Ok(number) if (1..=MOST_OF_A_NODE).contains(&number) => Ok(number),
                _ => {
                    let detail = format!("node cpu {name} '{number}' is not between 1 and {MOST_OF_A_NODE}");
                    Err(Error::new(ErrorCode::XmlError, ErrorDomain::Test, detail))
                }
            },
        }
    };
    let (nodes, sockets) = (number("nodes", usual.nodes)?, number("sockets", usual.sockets)?);
    let (cores, threads) = (number("cores", usual.cores)?, number("threads", usual.threads)?);
    let product = [nodes, sockets, cores, threads].iter().try_fold(1u32, |product, part| product.checked_mul(*part));
    let cpus = match node.number(&["cpu", "active"])? {
        Some(active) => u32::try_from(active).ok(),
        None => product,
    };
    let cpus = cpus.ok_or_else(|| Error::new(ErrorCode::XmlError, ErrorDomain::Test, "too many processors"))?;
    let mhz = match node.number(&["cpu", "mhz"])? {
        Some(mhz) => u32::try_from(mhz).unwrap_or(u32::MAX),
        None => usual.mhz,
    };
    let model = node.text(&["cpu", "model"])?.unwrap_or(usual.model);
    let memory = node.number(&["memory"])?.unwrap_or(usual.memory);
    Ok(NodeInfo { model, memory, cpus, mhz, nodes, sockets, cores, threads })
}

/// Refuses a virtualization type that is not ours.
fn check_virtualization_type(kind: Option<&str>) -> Result<()> {
    match kind {
        None | Some(VIRTUALIZATION_TYPE) => Ok(()),
        Some(other) => Err(refused(format!("unknown type '{other}'"))),
    }
}

/// Refuses guests that this host cannot have.
pub fn check_guest(domain_type: &str, os_type: &str, architecture: &str) -> Result<()> {
    let detail = if !OS_TYPES.contains(&os_type) {
        format!("could not find capabilities for ostype={os_type}")
    } else if architecture != ARCHITECTURE {
        format!("could not find capabilities for arch={architecture}")
    } else if domain_type != VIRTUALIZATION_TYPE {
        format!("could not find capabilities for domaintype={domain_type}")
    } else {
        return Ok(());
    };
    Err(refused(detail).with_hint("guests here have type 'test', architecture 'i686' and the OS type 'hvm' or 'xen'"))
}

/// The size of a node's small pages in KiB: each node has another, so that programs meet that.
fn small_page(node: u32) -> u32 {
    4 << node
}

/// The `<capabilities>` document.
pub fn capabilities() -> String {
    let mut text = String::from("<capabilities>\n\n  <host>\n    <cpu>\n");
    let processors_of_node = SOCKETS * CORES * THREADS;
    // Writing to a string cannot fail.
    let _ = writeln!(text, "      <arch>{ARCHITECTURE}</arch>");
    text.push_str("      <features>\n        <pae/>\n        <nonpae/>\n      </features>\n");
    for size in (0..NODES).map(small_page).chain(LARGE_PAGES) {
        let _ = writeln!(text, "      <pages unit='KiB' size='{size}'/>");
    }
    text.push_str("    </cpu>\n    <power_management/>\n    <iommu support='no'/>\n    <topology>\n");
    let _ = writeln!(text, "      <cells num='{NODES}'>");
    for node in 0..NODES {
        let memory = NODE_MEMORY * u64::from(node + 1);
        let size = small_page(node);
        let _ = writeln!(text, "        <cell id='{node}'>");
        let _ = writeln!(text, "          <memory unit='KiB'>{memory}</memory>");
        let _ = writeln!(text, "          <pages unit='KiB' size='{size}'>{}</pages>", memory / u64::from(size));
        for size in LARGE_PAGES {
            let _ = writeln!(text, "          <pages unit='KiB' size='{size}'>0</pages>");
        }
        let _ = writeln!(text, "          <cpus num='{processors_of_node}'>");
        for core in 0..processors_of_node {
            let id = node * processors_of_node + core;
            let _ = writeln!(
                text,
                "            <cpu id='{id}' socket_id='{node}' die_id='0' cluster_id='0' core_id='{core}' \
                 siblings='{id}'/>"
            );
        }
        text.push_str("          </cpus>\n        </cell>\n");
    }
    text.push_str(
        "      </cells>\n    </topology>\n    <secmodel>\n      <model>testSecurity</model>\n      <doi></doi>\n    \
         </secmodel>\n  </host>\n",
    );
    for os_type in OS_TYPES {
        let _ = write!(
            text,
            "\n  <guest>\n    <os_type>{os_type}</os_type>\n    <arch name='{ARCHITECTURE}'>\n      \
             <wordsize>32</wordsize>\n      <emulator>{EMULATOR}</emulator>\n      \
             <domain type='{VIRTUALIZATION_TYPE}'/>\n    </arch>\n    <features>\n      <pae/>\n      <nonpae/>\n    \
             </features>\n  </guest>\n"
        );
    }
    text.push_str("\n</capabilities>\n");
    text
}

/// The `<domainCapabilities>` document.
pub fn domain_capabilities(
    emulator: Option<&str>,
    architecture: Option<&str>,
    machine: Option<&str>,
    virtualization_type: Option<&str>,
) -> Result<String> {
    check_virtualization_type(virtualization_type)?;
    let other = |given: Option<&str>, ours: &str| given.filter(|given| *given != ours).map(str::to_owned);
    if let Some(architecture) = other(architecture, ARCHITECTURE) {
        return Err(refused(format!("unknown architecture '{architecture}'")));
    }
    if let Some(emulator) = other(emulator, EMULATOR) {
        return Err(refused(format!("unknown emulator binary '{emulator}'")));
    }
    if let Some(machine) = machine {
        let detail = format!("the machine '{machine}' is not supported by emulator '{EMULATOR}'");
        return Err(Error::new(ErrorCode::InvalidArg, ErrorDomain::Test, detail).with_hint("leave the machine out"));
    }
    let modes = ["host-passthrough", "maximum", "host-model", "custom"]
        .map(|mode| format!("    <mode name='{mode}' supported='no'/>\n"))
        .concat();
    Ok(format!(
        "<domainCapabilities>\n  <path>{EMULATOR}</path>\n  <domain>{VIRTUALIZATION_TYPE}</domain>\n  \
         <arch>{ARCHITECTURE}</arch>\n  <vcpu max='{MAX_VCPUS}'/>\n  <iothreads supported='yes'/>\n  \
         <os supported='yes'>\n    <enum name='firmware'/>\n    <loader supported='no'/>\n  </os>\n  \
         <cpu>\n{modes}  </cpu>\n  <memoryBacking supported='no'/>\n  <devices>\n    <disk supported='yes'>\n      \
         <enum name='diskDevice'>\n        <value>disk</value>\n        <value>cdrom</value>\n        \
         <value>floppy</value>\n        <value>lun</value>\n      </enum>\n    </disk>\n  </devices>\n  \
         <features>\n    <gic supported='no'/>\n  </features>\n</domainCapabilities>\n"
    ))
}

fn refused(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Test, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &str, os: &str, architecture: &str, expected: bool) {
        assert_eq!(check_guest(kind, os, architecture).is_ok(), expected, "{kind} {os} {architecture}");
    }

    #[test]
    fn guests_of_other_hypervisors_are_refused() {
        check("test", "hvm", "i686", true);
        check("test", "xen", "i686", true);
        check("kvm", "hvm", "i686", false);
        check("test", "exe", "i686", false);
        check("test", "hvm", "riscv64", false);
    }

    #[test]
    fn the_document_has_every_processor() {
        let text = capabilities();
        assert_eq!(text.matches("<cpu id=").count(), 16);
        assert!(text.contains("<cpu id='15' socket_id='1' die_id='0' cluster_id='0' core_id='7' siblings='15'/>"));
        assert!(text.contains("<pages unit='KiB' size='8'>524288</pages>"), "{text}");
    }

    #[test]
    fn domain_capabilities_are_those_of_the_one_emulator() {
        assert!(domain_capabilities(Some(EMULATOR), Some("i686"), None, Some("test")).is_ok());
        for (emulator, architecture, machine, kind) in [
            (Some("/bin/true"), None, None, None),
            (None, Some("x86_64"), None, None),
            (None, None, Some("q35"), None),
            (None, None, None, Some("kvm")),
        ] {
            let error = domain_capabilities(emulator, architecture, machine, kind).expect_err("refused");
            assert_eq!(error.code(), ErrorCode::InvalidArg, "{error}");
        }
    }
}
