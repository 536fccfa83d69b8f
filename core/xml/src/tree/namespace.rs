//! The foreign namespaces that libvirt's documents use, and which prefix stands for which.

use std::borrow::Cow;

/// Known namespaces: the prefix that libvirt writes, and the name.
pub const KNOWN: &[(&str, &str)] = &[
    ("qemu", "http://libvirt.org/schemas/domain/qemu/1.0"),
    ("lxc", "http://libvirt.org/schemas/domain/lxc/1.0"),
    ("bhyve", "http://libvirt.org/schemas/domain/bhyve/1.0"),
    ("xen", "http://libvirt.org/schemas/domain/xen/1.0"),
    ("test", "http://libvirt.org/schemas/domain/test/1.0"),
    ("vmware", "http://libvirt.org/schemas/domain/vmware/1.0"),
    ("dnsmasq", "http://libvirt.org/schemas/network/dnsmasq/1.0"),
    ("fs", "http://libvirt.org/schemas/storagepool/fs/1.0"),
    ("rbd", "http://libvirt.org/schemas/storagepool/rbd/1.0"),
];

/// The namespace that a known prefix stands for.
pub fn name_of(prefix: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == prefix).map(|(_, name)| *name)
}

/// The prefixes declared around the element being read.
#[derive(Default)]
pub(super) struct Scope<'a> {
    /// Prefix, known prefix that its namespace is written with, and depth of the declaring element.
    declared: Vec<(&'a str, Option<&'static str>, usize)>,
    depth: usize,
}

impl<'a> Scope<'a> {
    /// Enters an element with these attributes.
    pub fn enter<'b>(&mut self, attributes: impl Iterator<Item = (&'a str, &'b str)>) {
        self.depth += 1;
        for (name, value) in attributes {
            // A declaration without a prefix counts for names without one.
            if !name.starts_with("xmlns") {
                continue;
            }
            let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                let known = KNOWN.iter().find(|(_, known)| *known == value).map(|(prefix, _)| *prefix);
                self.declared.push((prefix, known, self.depth));
            }
        }
    }

    /// Leaves the element entered last.
    pub fn leave(&mut self) {
        while self.declared.last().is_some_and(|(_, _, depth)| *depth == self.depth) {
            self.declared.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// The element's name with the prefix that libvirt writes for its namespace.
    pub fn canonical(&self, name: &'a str) -> Cow<'a, str> {
        if self.declared.is_empty() {
            return Cow::Borrowed(name);
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let declared = self.declared.iter().rev().find(|(declared, _, _)| *declared == prefix);
        match declared.and_then(|(_, known, _)| *known) {
            Some(known) if known != prefix => Cow::Owned(format!("{known}:{local}")),
            _ => Cow::Borrowed(name),
        }
    }
}
