//! Names and comments as Go has them.

use std::collections::BTreeMap;

use crate::middle::{Interface, snake_case};

/// Words that are written in capitals.
const INITIALISMS: &[&str] = &[
    "acl", "acpi", "api", "cpu", "dhcp", "dns", "fd", "fs", "gid", "hba", "id", "io", "ip", "json", "kvm", "lxc",
    "mac", "mtu", "nmi", "numa", "nw", "os", "pci", "pm", "qemu", "ram", "rng", "scsi", "sev", "ssh", "tcp", "tls",
    "tpm", "udp", "uid", "uri", "usb", "uuid", "vnc", "wwn", "xml",
];

/// Words whose capitals follow no rule.
const SPELLINGS: &[(&str, &str)] = &[
    ("ids", "IDs"),
    ("ipv4", "IPv4"),
    ("ipv6", "IPv6"),
    ("uuids", "UUIDs"),
    ("nwfilter", "NWFilter"),
    ("nwfilters", "NWFilters"),
    ("iothread", "IOThread"),
];

/// Words that cannot be names of variables, because they are Go's or because generated functions use them.
const TAKEN: &[&str] = &[
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
    "answer",
    "arguments",
    "context",
    "ctx",
    "err",
    "in",
    "missing",
    "native",
    "none",
    "number",
    "object",
    "result",
    "runtime",
    "scratch",
    "self",
    "start",
    "string",
    "uint32",
];

fn word(word: &str) -> String {
    if let Some((_, spelling)) = SPELLINGS.iter().find(|(known, _)| *known == word) {
        return (*spelling).to_owned();
    }
    if INITIALISMS.contains(&word) {
        return word.to_uppercase();
    }
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A name that other packages see: `define_domain_xml` is `DefineDomainXML`.
pub fn exported(name: &str) -> String {
    snake_case(name).split(['_', '-']).map(word).collect()
}

/// A name of the package's own: `new_name` is `newName`.
pub fn unexported(name: &str) -> String {
    let snake = snake_case(name);
    let mut words = snake.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.map(word).fold(first, |name, word| name + &word)
}

/// The name of an argument.
pub fn argument(name: &str) -> String {
    let name = unexported(name);
    match TAKEN.contains(&name.as_str()) {
        true => format!("{name}Value"),
        false => name,
    }
}

/// A type: `DomainXmlFlags` is `DomainXMLFlags`. What is no business of callers starts small.
pub fn type_name(name: &str) -> String {
    match name {
        "ErrorDetails" => unexported(name),
        name => exported(name),
    }
}

/// A field of a type.
pub fn field(owner: &str, name: &str) -> String {
    match owner {
        "ErrorDetails" => unexported(name),
        _ => exported(name),
    }
}

/// What comes before the values of an enumeration: its name, without what only says that they are flags.
pub fn prefix(enumeration: &str) -> String {
    let name = enumeration.strip_suffix("Flags").unwrap_or(enumeration);
    exported(name)
}

/// The type of a union's variant: `DomainEventKind::Lifecycle` is `DomainLifecycle`, `Event::Domain` is `DomainEvent`.
pub fn variant(union: &str, variant: &str) -> String {
    match (union.strip_suffix("EventKind"), variant) {
        (Some(family), _) => format!("{}{}", exported(family), exported(variant)),
        (None, "Gap") => exported(variant),
        (None, _) if union == "TypedValue" => format!("{}Value", exported(variant)),
        (None, _) => format!("{}{}", exported(variant), exported(union)),
    }
}

/// Documentation as a comment.
pub fn comment(text: &str, indent: &str) -> String {
    text.lines().map(|line| format!("{indent}// {}", line.trim()).trim_end().to_owned() + "\n").collect()
}

/// Documentation as a comment that begins with the name, as Go's tools expect of exported things.
pub fn doc(name: &str, text: &str, indent: &str) -> String {
    match text.is_empty() {
        true => format!("{indent}// {name} has no more to say than its name.\n"),
        false => comment(&format!("{name}: {text}"), indent),
    }
}

/// That no two things of the package have the same name.
pub fn check(interface: &Interface) -> Result<(), String> {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let mut add = |name: String, of| match names.insert(name.clone(), of) {
        None => Ok(()),
        Some(other) => Err(format!("in Go, '{other}' and '{of}' would both have '{name}'")),
    };
    for enumeration in interface.enumerations.iter().chain(&interface.flag_sets) {
        add(type_name(&enumeration.name), &enumeration.name)?;
        for value in &enumeration.values {
            add(format!("{}{}", prefix(&enumeration.name), exported(&value.name)), &enumeration.name)?;
        }
    }
    for record in &interface.records {
        add(type_name(&record.name), &record.name)?;
    }
    for object in &interface.objects {
        add(type_name(&object.name), &object.name)?;
    }
    for union in &interface.unions {
        add(type_name(&union.name), &union.name)?;
        union.variants.iter().try_for_each(|found| add(variant(&union.name, &found.name), &union.name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_capitals() {
        assert_eq!(exported("define_domain_xml"), "DefineDomainXML");
        assert_eq!(exported("DomainIpAddress"), "DomainIPAddress");
        assert_eq!(unexported("uuid"), "uuid");
        assert_eq!(unexported("domain_xml"), "domainXML");
        assert_eq!(exported("list_domain_ids"), "ListDomainIDs");
    }

    #[test]
    fn what_clashes_gets_another_name() {
        assert_eq!(argument("type"), "typeValue");
        assert_eq!(argument("flags"), "flags");
    }

    #[test]
    fn variants_are_named_after_their_family() {
        assert_eq!(variant("DomainEventKind", "RtcChange"), "DomainRtcChange");
        assert_eq!(variant("Event", "Domain"), "DomainEvent");
        assert_eq!(variant("TypedValue", "Int"), "IntValue");
    }
}
