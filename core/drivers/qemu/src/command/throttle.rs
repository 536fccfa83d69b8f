//! Limits of speed that disks share: groups, and the filters on top of a disk's nodes that put it into them.

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::{Disk, ThrottleGroup};
use serde_json::json;

use super::CommandLine;
use super::properties::Properties;
use super::storage::Node;

/// The name of the object that is a group.
fn object_name(group: &str) -> String {
    format!("throttle-{group}")
}

/// Adds the groups.
pub(super) fn groups(line: &mut CommandLine, domain: &Domain) {
    for group in &domain.throttle_groups {
        let name = object_name(group.group_name.as_deref().unwrap_or_default());
        line.object(&Properties::object("throttle-group", name).with("limits", limits(group)));
    }
}

fn limits(group: &ThrottleGroup) -> serde_json::Value {
    let (limits, bursts) = (&group.limits, &group.bursts);
    let number = |value: Option<u64>| value.unwrap_or(0);
    let mut object = json!({
        "bps-total": number(limits.total_bytes_sec),
        "bps-read": number(limits.read_bytes_sec),
        "bps-write": number(limits.write_bytes_sec),
        "iops-total": number(limits.total_iops_sec),
        "iops-read": number(limits.read_iops_sec),
        "iops-write": number(limits.write_iops_sec),
        "bps-total-max": number(limits.total_bytes_sec_max),
        "bps-read-max": number(limits.read_bytes_sec_max),
        "bps-write-max": number(limits.write_bytes_sec_max),
        "iops-total-max": number(limits.total_iops_sec_max),
        "iops-read-max": number(limits.read_iops_sec_max),
        "iops-write-max": number(limits.write_iops_sec_max),
        "iops-size": number(limits.size_iops_sec),
    });
    let lengths = [
        ("bps-total-max-length", bursts.total_bytes_sec_max_length),
        ("bps-read-max-length", bursts.read_bytes_sec_max_length),
        ("bps-write-max-length", bursts.write_bytes_sec_max_length),
        ("iops-total-max-length", bursts.total_iops_sec_max_length),
        ("iops-read-max-length", bursts.read_iops_sec_max_length),
        ("iops-write-max-length", bursts.write_iops_sec_max_length),
    ];
    for (name, length) in lengths {
        if let (Some(length), Some(object)) = (length.filter(|length| *length > 0), object.as_object_mut()) {
            object.insert(name.to_owned(), length.into());
        }
    }
    object
}

/// Adds a disk's filters; the name of the highest node. Their numbers follow that of the image.
pub(super) fn filters(nodes: &mut Vec<Node>, disk: &Disk, index: u32, top: String) -> String {
    let mut top = top;
    for (filter, number) in disk.throttle_filters.iter().zip(index.saturating_add(1)..) {
        let name = format!("libvirt-{number}-filter");
        let group = object_name(filter.group.as_deref().unwrap_or_default());
        let node = Properties::device("throttle")
            .with("node-name", name.as_str())
            .with("throttle-group", group)
            .with("file", top);
        nodes.push(Node::Blockdev(node));
        top = name;
    }
    top
}
