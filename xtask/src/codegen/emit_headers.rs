//! Emits the C headers: enumerations and names of parameters from the definition, structs, callbacks and functions from
//! `ffi-c/declarations` by way of cbindgen, and macros as they stand beside the declarations.

use std::fmt::Write as _;
use std::path::Path;

use quote::ToTokens;

use super::c_face::Header;
use super::model::{Definition, Enumeration};

/// Which header has an enumeration: by the beginning of its name, the first that fits.
const PLACES: &[(&str, &str)] = &[
    ("virDomainSnapshot", "libvirt_domain_snapshot"),
    ("virDomainCheckpoint", "libvirt_domain_checkpoint"),
    ("virConnectListAllDomains", "libvirt_domain"),
    ("virConnectGetAllDomain", "libvirt_domain"),
    ("virDomainQemu", "libvirt_qemu"),
    ("virConnectDomainQemu", "libvirt_qemu"),
    ("virTypedParameter", "libvirt_common"),
    ("virIPAddr", "libvirt_network"),
    ("virNetwork", "libvirt_network"),
    ("virConnectListAllNetworks", "libvirt_network"),
    ("virNodeDevice", "libvirt_nodedev"),
    ("virConnectListAllNodeDevice", "libvirt_nodedev"),
    ("virStorage", "libvirt_storage"),
    ("virConnectListAllStorage", "libvirt_storage"),
    ("virStream", "libvirt_stream"),
    ("virSecret", "libvirt_secret"),
    ("virConnectListAllSecrets", "libvirt_secret"),
    ("virInterface", "libvirt_interface"),
    ("virConnectListAllInterfaces", "libvirt_interface"),
    ("virNWFilter", "libvirt_nwfilter"),
    ("virEvent", "libvirt_event"),
    ("virError", "virterror"),
    ("virConnect", "libvirt_host"),
    ("virNode", "libvirt_host"),
    ("virCPU", "libvirt_host"),
    ("virAdm", "libvirt_admin"),
    ("virClient", "libvirt_admin"),
    ("vir", "libvirt_domain"),
];

/// What a header includes, beyond the standard ones.
const INCLUDES: &[(&str, &str)] = &[
    ("virterror", "libvirt"),
    ("libvirt_qemu", "libvirt"),
    ("libvirt_lxc", "libvirt"),
    ("libvirt_admin", "libvirt-common"),
];

/// `libvirt.h` includes these, in an order in which each knows what it needs.
const ALL: &[&str] = &[
    "common",
    "host",
    "stream",
    "domain",
    "domain-checkpoint",
    "domain-snapshot",
    "event",
    "interface",
    "network",
    "nodedev",
    "nwfilter",
    "secret",
    "storage",
];

/// Sentinels that are not called after what the names of their enumeration have in common.
const SENTINELS: &[(&str, &str)] = &[
    ("virConnectDomainEventDiskChangeReason", "VIR_DOMAIN_EVENT_DISK_CHANGE_LAST"),
    ("virErrorNumber", "VIR_ERR_NUMBER_LAST"),
    ("virErrorDomain", "VIR_ERR_DOMAIN_LAST"),
    ("virStoragePoolState", "VIR_STORAGE_POOL_STATE_LAST"),
];

/// The name after the last value of an enumeration, and its number; sets of flags have none.
pub fn sentinel(enumeration: &Enumeration) -> Option<(String, i64)> {
    let last = enumeration.values.iter().map(|value| value.number).max()?;
    let known = SENTINELS.iter().find(|(name, _)| *name == enumeration.c_name);
    let name = match known {
        _ if enumeration.is_flags => return None,
        Some((_, name)) => (*name).to_owned(),
        None => {
            let mut names = enumeration.values.iter().map(|value| value.c_name.as_str());
            let common = names.next()?.to_owned();
            let common = names.fold(common, |common, name| {
                let length = common.bytes().zip(name.bytes()).take_while(|(left, right)| left == right).count();
                common[..length].to_owned()
            });
            format!("{}_LAST", common.rsplit_once('_')?.0)
        }
    };
    Some((name, last + 1))
}

/// The text of one header. `folder` has the declarations and macros.
pub fn emit(
    folder: &Path,
    definition: &Definition,
    enumerations: &[Enumeration],
    header: &Header,
) -> Result<String, String> {
    let mut before = String::new();
    for enumeration in enumerations.iter().filter(|enumeration| place(&enumeration.c_name) == header.name) {
        before += &enumeration_text(enumeration);
    }
    for (name, text) in parameter_macros(definition, &header.name) {
        let _ = writeln!(before, "#define {name} \"{text}\"");
    }
    let source: String = header.types.iter().map(|item| item.to_token_stream().to_string() + "\n").collect();
    let functions: String = header
        .functions
        .iter()
        .map(|function| {
            let docs: String = function.docs.iter().map(|line| format!("#[doc = {line:?}]\n")).collect();
            let parameters: String = function.parameters.iter().map(|(name, of)| format!("r#{name}: {of},")).collect();
            let result = function.result.as_ref().map(|of| format!("-> {of}")).unwrap_or_default();
            format!("{docs}pub fn {}({parameters}) {result};\n", function.name)
        })
        .collect();
    // cbindgen reads files only. Beside this program, in the target folder, nobody else writes.
    let program = std::env::current_exe().map_err(|error| format!("the folder of this program: {error}"))?;
    let path = program.with_file_name(format!("header-{}-{}.rs", std::process::id(), header.name));
    let written = std::fs::write(&path, format!("{source}\nunsafe extern \"C\" {{\n{functions}\n}}\n"));
    written.map_err(|error| format!("{}: {error}", path.display()))?;
    let guard = format!("{}_H", header.name.to_uppercase());
    let includes =
        INCLUDES.iter().filter(|(name, _)| *name == header.name).map(|(_, other)| format!("libvirt/{other}.h"));
    let config = cbindgen::Config {
        language: cbindgen::Language::C,
        style: cbindgen::Style::Tag,
        cpp_compat: true,
        usize_is_size_t: true,
        no_includes: true,
        sys_includes: ["stddef.h".to_owned(), "sys/types.h".to_owned()].into_iter().chain(includes).collect(),
        include_guard: Some(guard),
        documentation_style: cbindgen::DocumentationStyle::Doxy,
        header: Some(
            "/* Generated by `cargo xtask codegen`; do not edit. SPDX-License-Identifier: LGPL-2.1-or-later */"
                .to_owned(),
        ),
        after_includes: Some(before),
        // Types that no function of the same header mentions belong to it all the same.
        export: cbindgen::ExportConfig {
            include: header.types.iter().filter_map(type_name).collect(),
            ..cbindgen::ExportConfig::default()
        },
        trailer: std::fs::read_to_string(folder.join(format!("{}.h", header.name))).ok(),
        ..cbindgen::Config::default()
    };
    let bindings = cbindgen::Builder::new().with_src(&path).with_config(config).generate();
    // The file has no further use, whatever became of it.
    let _ = std::fs::remove_file(&path);
    let mut text = Vec::new();
    bindings.map_err(|error| format!("{}: {error}", header.name))?.write(&mut text);
    String::from_utf8(text).map_err(|error| format!("{}: {error}", header.name))
}

/// The text of `libvirt.h`.
pub fn umbrella(folder: &Path) -> Result<String, String> {
    let path = folder.join("libvirt.h");
    let macros = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let includes: String = ALL.iter().map(|name| format!("#include <libvirt/libvirt-{name}.h>\n")).collect();
    Ok(format!(
        "/* Generated by `cargo xtask codegen`; do not edit. SPDX-License-Identifier: LGPL-2.1-or-later */\n\n\
         #ifndef LIBVIRT_H\n#define LIBVIRT_H\n\n{macros}\n{includes}\n#endif\n"
    ))
}

fn type_name(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Union(item) => Some(item.ident.to_string()),
        syn::Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Which header has the enumeration.
pub fn place(c_name: &str) -> &'static str {
    PLACES.iter().find(|(prefix, _)| c_name.starts_with(prefix)).map_or("libvirt_common", |(_, place)| place)
}

/// Which header has the name of a parameter: by the beginning of the macro.
const MACRO_PLACES: &[(&str, &str)] = &[
    ("VIR_NETWORK_", "libvirt_network"),
    ("VIR_NODE_", "libvirt_host"),
    ("VIR_CONNECT_", "libvirt_host"),
    ("VIR_SERVER_", "libvirt_admin"),
    ("VIR_CLIENT_", "libvirt_admin"),
    ("VIR_THREADPOOL_", "libvirt_admin"),
    ("VIR_", "libvirt_domain"),
];

/// The names of typed parameters that a header states, with their texts.
///
/// A name with indexes has a macro for each piece: `A_PREFIX`, `A_SUFFIX_B_PREFIX`, and its own for the last.
pub fn parameter_macros(definition: &Definition, header: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut add = |name: String, text: String| {
        if !found.iter().any(|(known, _)| *known == name) {
            found.push((name, text));
        }
    };
    let is_here = |c_name: &str| {
        let place = MACRO_PLACES.iter().find(|(prefix, _)| c_name.starts_with(prefix));
        place.is_some_and(|(_, place)| *place == header)
    };
    let parameters = definition.parameter_sets.iter().flat_map(|set| &set.parameters);
    for parameter in parameters.filter(|parameter| is_here(&parameter.c_name)) {
        let pieces: Vec<&str> = parameter.name.split("{}").collect();
        let parts: Vec<&str> = parameter.c_name.split("_SUFFIX_").collect();
        if parts.len() == 1 || pieces.len() == 1 {
            add(parameter.c_name.clone(), pieces.join("%u"));
            continue;
        }
        for (index, piece) in pieces.iter().enumerate().take(pieces.len() - 1) {
            if let Some(own) = parts.get(..=index) {
                add(format!("{}_PREFIX", own.join("_SUFFIX_")), (*piece).to_owned());
            }
        }
        add(parameter.c_name.clone(), pieces.last().copied().unwrap_or_default().to_owned());
    }
    found
}

fn enumeration_text(enumeration: &Enumeration) -> String {
    let mut text = comment(&enumeration.docs, "", "");
    text += "typedef enum {\n";
    for value in &enumeration.values {
        text += &comment(&value.docs, &value.since, "    ");
        let _ = writeln!(text, "    {} = {},", value.c_name, value.number);
    }
    if let Some((name, number)) = sentinel(enumeration) {
        let _ = writeln!(text, "#ifdef VIR_ENUM_SENTINELS\n    {name} = {number},\n#endif");
    }
    let _ = writeln!(text, "}} {};\n", enumeration.c_name);
    text
}

fn comment(docs: &[String], since: &str, indent: &str) -> String {
    let words: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
    let since = if since.is_empty() { String::new() } else { format!(" (Since: {since})") };
    format!("{indent}/** {}{since} */\n", words.join(" "))
}
