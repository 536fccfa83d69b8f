//! How much a guest can be made of.
//!
//! Some work grows with the square of what there is, and a count in a document is no more than a few digits. More than
//! this has no hypervisor.

use super::Error;
use crate::Result;
use crate::domain::Domain;
use ferrovirt_error::{ErrorCode, ErrorDomain};

const DEVICES: usize = 16_384;
const NUMA_NODES: usize = 1_024;
const IO_THREADS: usize = 16_384;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let nodes = domain.cpu.iter().filter_map(|cpu| cpu.numa.as_ref()).map(|numa| numa.cells.len()).sum();
    let counted = domain.iothreads.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    for (what, number, most) in [
        ("devices", domain.devices.iter().count(), DEVICES),
        ("NUMA nodes", nodes, NUMA_NODES),
        ("I/O threads", counted.max(domain.iothread_ids.len()), IO_THREADS),
    ] {
        if number > most {
            let detail = format!("a guest with {number} {what}; at most {most} are supported");
            return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Domain, detail));
        }
    }
    Ok(())
}
