//! What functions of C and their parameters are called in libvirt-python.

/// An object of the definition and its class in Python, which is also with what the names of its functions begin in C.
pub const CLASSES: &[(&str, &str)] = &[
    ("Connection", "virConnect"),
    ("Domain", "virDomain"),
    ("DomainCheckpoint", "virDomainCheckpoint"),
    ("DomainSnapshot", "virDomainSnapshot"),
    ("Interface", "virInterface"),
    ("Network", "virNetwork"),
    ("NetworkPort", "virNetworkPort"),
    ("NodeDevice", "virNodeDevice"),
    ("NwFilter", "virNWFilter"),
    ("NwFilterBinding", "virNWFilterBinding"),
    ("Secret", "virSecret"),
    ("StoragePool", "virStoragePool"),
    ("StorageVolume", "virStorageVol"),
];

/// Functions whose method is not called by the rule.
const IRREGULAR: &[(&str, &str)] = &[
    ("virConnectListAllNodeDevices", "listAllDevices"),
    ("virConnectListDomains", "listDomainsID"),
    ("virDomainFDAssociate", "FDAssociate"),
    ("virDomainFSFreeze", "fsFreeze"),
    ("virDomainFSThaw", "fsThaw"),
    ("virDomainGetCPUStats", "getCPUStats"),
    ("virDomainGetFSInfo", "fsInfo"),
    ("virDomainGetIOThreadInfo", "ioThreadInfo"),
    ("virDomainGetTime", "getTime"),
    ("virInterfaceChangeBegin", "changeBegin"),
    ("virInterfaceChangeCommit", "changeCommit"),
    ("virInterfaceChangeRollback", "changeRollback"),
    ("virStoragePoolLookupByVolume", "storagePoolLookupByVolume"),
    ("virStorageVolCreateXML", "createXML"),
    ("virStorageVolCreateXMLFrom", "createXMLFrom"),
    ("virStorageVolLookupByName", "storageVolLookupByName"),
];

/// Classes whose getters keep the word.
const KEEP_GET: &[&str] = &["virConnect", "virDomainCheckpoint", "virDomainSnapshot"];

/// Names that begin with an abbreviation and keep it in capitals.
const CAPITALS: &[&str] = &["DHCPLeases", "ID", "MACString", "OSType", "UUID", "UUIDString", "XMLDesc"];

/// What of the names of functions with a connection is left out, the first that fits. The others keep all but `vir`.
const OF_CONNECTION: &[(&str, &str)] = &[
    ("virNodeDevice", "nodeDevice"),
    ("virNode", ""),
    ("virConnect", ""),
    ("virDomain", ""),
    ("virNWFilter", "nwfilter"),
];

/// Parameters that have another name than in C: function (all when empty), parameter, name.
const PARAMETERS: &[(&str, &str, &str)] = &[
    ("virDomainBlockStats", "disk", "path"),
    ("virDomainBlockStatsFlags", "disk", "path"),
    ("virDomainFDAssociate", "fds", "files"),
    ("virDomainGetBlockInfo", "disk", "path"),
    ("virDomainGetBlockJobInfo", "disk", "path"),
    ("virDomainInterfaceStats", "device", "path"),
    ("virDomainSetIOThreadParams", "iothread_id", "iothread_val"),
    ("virDomainRestore", "from", "frm"),
    ("virDomainRestoreFlags", "from", "frm"),
];

/// Arguments of operations whose parameter in C has another name and whose declaration does not say so, as C's function
/// is written by hand.
const ARGUMENTS: &[(&str, &str, &str)] =
    &[("virNodeGetCellsFreeMemory", "start_cell", "startCell"), ("virNodeGetCellsFreeMemory", "cells", "maxCells")];

/// The argument of the operation that a parameter of C's function is, where that is not the declaration's matter.
pub fn argument(function: &str, parameter: &str) -> Option<&'static str> {
    ARGUMENTS.iter().find(|(of, _, name)| *of == function && *name == parameter).map(|(_, argument, _)| *argument)
}

/// The class of an object.
pub fn class(object: &str) -> Option<&'static str> {
    CLASSES.iter().find(|(name, _)| *name == object).map(|(_, class)| *class)
}

/// The method that a function is, in a class.
pub fn method(class: &str, function: &str) -> String {
    if let Some((_, name)) = IRREGULAR.iter().find(|(c_name, _)| *c_name == function) {
        return (*name).to_owned();
    }
    if class == "virConnect" {
        let found = OF_CONNECTION.iter().find_map(|(start, kept)| Some((*kept, function.strip_prefix(start)?)));
        return match found {
            Some(("", rest)) => begin_small(rest),
            Some((kept, rest)) => format!("{kept}{rest}"),
            None => begin_small(function.strip_prefix("vir").unwrap_or(function)),
        };
    }
    let rest = function.strip_prefix(class).or_else(|| function.strip_prefix("vir")).unwrap_or(function);
    match rest.strip_prefix("Get") {
        Some(got) if !KEEP_GET.contains(&class) => begin_small(got),
        _ => begin_small(rest),
    }
}

/// A parameter.
pub fn parameter(function: &str, name: &str) -> String {
    let other = PARAMETERS.iter().find(|(of, parameter, _)| *of == function && *parameter == name);
    other.map_or(name, |(.., name)| name).to_owned()
}

fn begin_small(name: &str) -> String {
    if CAPITALS.contains(&name) {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(class: &str, function: &str, expected: &str) {
        assert_eq!(method(class, function), expected);
    }

    #[test]
    fn methods_have_the_names_that_programs_know() {
        check("virConnect", "virConnectGetHostname", "getHostname");
        check("virConnect", "virNodeGetInfo", "getInfo");
        check("virConnect", "virDomainLookupByName", "lookupByName");
        check("virConnect", "virNodeDeviceCreateXML", "nodeDeviceCreateXML");
        check("virConnect", "virNWFilterBindingCreateXML", "nwfilterBindingCreateXML");
        check("virConnect", "virStoragePoolDefineXML", "storagePoolDefineXML");
        check("virDomain", "virDomainGetXMLDesc", "XMLDesc");
        check("virDomain", "virDomainGetMaxMemory", "maxMemory");
        check("virDomain", "virDomainFSTrim", "fSTrim");
        check("virDomain", "virDomainSnapshotNum", "snapshotNum");
        check("virDomainSnapshot", "virDomainSnapshotGetXMLDesc", "getXMLDesc");
        check("virNetwork", "virNetworkPortLookupByUUID", "portLookupByUUID");
    }
}
