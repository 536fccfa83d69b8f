//! Where each function of C is in Python.

use super::super::c_face::{Function, Header};
use super::{beginning, names};

/// Functions that are not where the rule says.
const ELSEWHERE: &[(&str, &str)] = &[
    ("virConnectOpen", "open"),
    ("virConnectOpenAuth", "openAuth"),
    ("virConnectOpenReadOnly", "openReadOnly"),
    ("virDomainListGetStats", "virConnect.domainListGetStats"),
    ("virDomainRevertToSnapshot", "virDomain.revertToSnapshot"),
    ("virGetVersion", "getVersion"),
    ("virSetErrorFunc", "registerErrorHandler"),
    ("virStreamNew", "virConnect.newStream"),
    ("virConnGetLastError", "virConnect.virConnGetLastError"),
    ("virConnResetLastError", "virConnect.virConnResetLastError"),
];

/// How the names of functions end or begin that Python has no use for: it counts references, copies and frees itself,
/// and its dictionaries are what typed parameters are in C.
const NEEDLESS_ENDS: &[&str] = &["Free", "Ref"];
const NEEDLESS_BEGINNINGS: &[&str] = &["virTypedParam", "virConnCopy", "virConnSet"];
const NEEDLESS: &[&str] =
    &["virCopyLastError", "virDefaultErrorFunc", "virFreeError", "virResetError", "virSaveLastError"];

/// `_functions.py`.
pub fn module(headers: &[Header]) -> String {
    let mut text = beginning("Where each function of C is: a method as `class.method`, or a function of the module.");
    text += "FUNCTIONS = {\n";
    let is_main = |name: &str| !["libvirt_admin", "libvirt_lxc", "libvirt_qemu"].contains(&name);
    for function in headers.iter().filter(|header| is_main(&header.name)).flat_map(|header| &header.functions) {
        if let Some(place) = place(function) {
            text += &format!("    \"{}\": \"{place}\",\n", function.name);
        }
    }
    text + "}\n"
}

fn place(function: &Function) -> Option<String> {
    let name = function.name.as_str();
    if let Some((_, place)) = ELSEWHERE.iter().find(|(known, _)| *known == name) {
        return Some((*place).to_owned());
    }
    let is_needless = NEEDLESS_ENDS.iter().any(|end| name.ends_with(end))
        || NEEDLESS_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || NEEDLESS.contains(&name);
    if is_needless {
        return None;
    }
    let first = function.parameters.first().and_then(|(_, of)| of.strip_suffix("Ptr"));
    let class = names::CLASSES.iter().map(|(_, class)| *class).chain(["virStream"]).find(|class| first == Some(class));
    Some(match class {
        Some(class) => format!("{class}.{}", names::method(class, name)),
        None => name.to_owned(),
    })
}
