//! `cargo xtask manual DIR`: man pages of the C interface, one per header with functions: what the objects are, and for
//! every function how it is declared, what it does and the release that brought it.

use std::fmt::Write as _;
use std::path::Path;

use crate::codegen::c_face::{self, Function, Header};
use crate::codegen::parse;

/// What each page is about: header, name of the page, one line.
const PAGES: &[(&str, &str, &str)] = &[
    ("libvirt_host", "virConnect", "connections to a hypervisor, and its host"),
    ("libvirt_domain", "virDomain", "guests"),
    ("libvirt_domain_snapshot", "virDomainSnapshot", "snapshots of guests"),
    ("libvirt_domain_checkpoint", "virDomainCheckpoint", "checkpoints of guests"),
    ("libvirt_network", "virNetwork", "virtual networks and their ports"),
    ("libvirt_storage", "virStorage", "storage pools and their volumes"),
    ("libvirt_interface", "virInterface", "network interfaces of the host"),
    ("libvirt_nodedev", "virNodeDevice", "devices of the host"),
    ("libvirt_secret", "virSecret", "secrets"),
    ("libvirt_nwfilter", "virNWFilter", "network filters and their bindings"),
    ("libvirt_stream", "virStream", "streams"),
    ("libvirt_event", "virEvent", "event loops"),
    ("libvirt_common", "virTypedParams", "typed parameters"),
    ("virterror", "virError", "errors"),
    ("libvirt_qemu", "virDomainQemu", "guests of QEMU"),
    ("libvirt_lxc", "virDomainLxc", "containers"),
    ("libvirt_admin", "virAdm", "administration of a daemon"),
];

/// Writes `NAME.3` for each page.
pub fn run(root: &Path, folder: &Path) -> Result<(), String> {
    let definition = parse::definition(&root.join("core/api/definition"))?;
    let headers = c_face::headers(&root.join("ffi-c/declarations"), &definition)?;
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for header in headers.iter().filter(|header| !header.functions.is_empty()) {
        let page = PAGES.iter().find(|(name, ..)| *name == header.name);
        let (_, name, purpose) = page.ok_or_else(|| format!("{}: no page is named for it", header.name))?;
        let path = folder.join(format!("{name}.3"));
        std::fs::write(&path, page_of(header, name, purpose))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn page_of(header: &Header, name: &str, purpose: &str) -> String {
    let file = header.name.replace('_', "-");
    let library = match file.as_str() {
        "libvirt-qemu" | "libvirt-lxc" | "libvirt-admin" => file.trim_start_matches("lib"),
        _ => "virt",
    };
    let mut text = format!(
        ".TH {name} 3\n.SH NAME\n{name} \\- {purpose}\n.SH SYNOPSIS\n.nf\n#include <libvirt/{file}.h>\n.PP\nLink with \\fI-l{library}\\fP.\n.fi\n.SH FUNCTIONS\n"
    );
    for function in &header.functions {
        let _ = write!(
            text,
            ".TP\n.B \"{}\"\n{}\nSince {}.\n",
            prototype(function).replace('"', "\\(dq"),
            escape(&function.docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")),
            function.since
        );
    }
    text += ".SH RETURN VALUE\nFunctions that give a number give \\-1 when they fail, and functions that give a pointer NULL, unless their text says \
             otherwise; \\fBvirGetLastError\\fP then tells why.\n.SH SEE ALSO\n";
    let others: Vec<String> =
        PAGES.iter().filter(|(_, other, _)| *other != name).map(|(_, other, _)| format!(".BR {other} (3)")).collect();
    text + &others.join(",\n") + "\n"
}

fn prototype(function: &Function) -> String {
    let parameters: Vec<String> = function.parameters.iter().map(|(name, of)| c_face::declare(of, name)).collect();
    let result = function.result.as_deref().map_or("void ".to_owned(), |of| c_face::declare(of, ""));
    format!(
        "{result}{}({});",
        function.name,
        if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") }
    )
}

/// Text of a page: a backslash is an escape there, and a line must not begin with a dot.
fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_declares_and_describes() {
        let function = Function {
            name: "virDomainFlavour".to_owned(),
            docs: vec![" A guest's taste.".to_owned()],
            since: "1.2.3".to_owned(),
            is_by_hand: true,
            parameters: vec![("domain".to_owned(), "virDomainPtr".to_owned())],
            names: Vec::new(),
            optional: Vec::new(),
            required: Vec::new(),
            room: Vec::new(),
            result: Some("* mut c_char".to_owned()),
        };
        let header = Header { name: "libvirt_domain".to_owned(), functions: vec![function], types: Vec::new() };
        let text = page_of(&header, "virDomain", "guests");
        assert!(
            text.contains(".B \"char *virDomainFlavour(virDomainPtr domain);\"\nA guest's taste.\nSince 1.2.3.\n"),
            "{text}"
        );
        assert!(text.contains("#include <libvirt/libvirt-domain.h>"), "{text}");
    }
}
