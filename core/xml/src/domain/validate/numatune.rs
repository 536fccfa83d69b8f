//! `<numatune>`: which nodes of the host the guest's memory comes from.

use super::{invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::numa::NumaMode;
use crate::domain::vcpu::Placement;
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let Some(tune) = &domain.numatune else { return Ok(()) };
    let mode = tune.memory.as_ref().map(|memory| memory.mode.unwrap_or(NumaMode::Strict));
    if let Some(memory) = &tune.memory {
        refuse!(
            memory.nodeset.as_ref().is_some_and(|nodes| nodes.is_empty()),
            unsupported,
            "Invalid value of 'nodeset': no node"
        );
        refuse!(
            memory.placement == Some(Placement::Static) && memory.nodeset.is_none(),
            unsupported,
            "nodeset for NUMA memory tuning must be set if 'placement' is 'static'"
        );
        let is_auto = memory.placement == Some(Placement::Auto);
        refuse!(
            is_auto && !tune.memnodes.is_empty(),
            unsupported,
            "Per-node binding is not compatible with automatic NUMA placement."
        );
    }
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).map(|numa| numa.cells.len()).sum::<usize>();
    let mut known = HashSet::new();
    for node in &tune.memnodes {
        let cell = node.cellid;
        refuse!(cells == 0, invalid, "Element 'memnode' is invalid without any guest NUMA cells");
        refuse!(
            usize::try_from(cell).is_ok_and(|cell| cell >= cells),
            invalid,
            "Argument 'cellid' '{cell}' in memnode element must correspond to existing guest's NUMA cell"
        );
        refuse!(!known.insert(cell), invalid, "Multiple memnode elements with cellid '{cell}'");
        let Some(nodes) = &node.nodeset else {
            return Err(invalid("Missing required nodeset attribute in memnode element".to_owned()));
        };
        refuse!(nodes.is_empty(), unsupported, "Invalid value of 'nodeset' of memnode '{cell}': no node");
        let is_restrictive = node.mode == Some(NumaMode::Restrictive);
        refuse!(
            mode == Some(NumaMode::Restrictive) && !is_restrictive,
            invalid,
            "'restrictive' mode is required in memnode element when mode is 'restrictive' in memory element"
        );
        refuse!(
            mode.is_some_and(|mode| mode != NumaMode::Restrictive) && is_restrictive,
            invalid,
            "'restrictive' mode is required in memory element when mode is 'restrictive' in memnode element"
        );
    }
    Ok(())
}
