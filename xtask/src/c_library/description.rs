//! `cargo xtask api-description DIR`: the interface as the XML that generators of bindings read: what each header exports,
//! and every macro, constant, struct, type and function with its types and words.

use std::fmt::Write as _;
use std::path::Path;

use quote::ToTokens;

use super::{BESIDE, is_beside};
use crate::codegen::c_face::{self, Header};
use crate::codegen::model::{Definition, Enumeration};
use crate::codegen::{emit_headers, parse};

/// Modules that are not called as their header: generators choose functions by them.
const MODULES: &[(&str, &str)] =
    &[("libvirt-common", "virtypedparam-public"), ("libvirt-event", "virevent"), ("virterror", "virerror")];

/// Functions of a module of their own: those that come before any connection, or end it.
const LIBRARY: &[&str] = &[
    "virConnectClose",
    "virConnectOpen",
    "virConnectOpenAuth",
    "virConnectOpenReadOnly",
    "virGetVersion",
    "virInitialize",
];

fn module<'a>(file: &'a str, function: &str) -> &'a str {
    if LIBRARY.contains(&function) {
        return "libvirt";
    }
    MODULES.iter().find(|(header, _)| *header == file).map_or(file, |(_, module)| module)
}

/// Writes `NAME-api.xml` for the main library and for each beside it.
pub fn run(root: &Path, folder: &Path) -> Result<(), String> {
    let definition = parse::definition(&root.join("core/api/definition"))?;
    let headers = c_face::headers(&root.join("ffi-c/declarations"), &definition)?;
    let errors = c_face::error_enumerations(&root.join("core/error/src/codes.rs"))?;
    let enumerations = c_face::enumerations(&definition, errors);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let main: Vec<&Header> = headers.iter().filter(|header| !is_beside(header)).collect();
    let mut documents = vec![("libvirt", main)];
    for library in BESIDE {
        let own: Vec<&Header> =
            headers.iter().filter(|header| library.headers.contains(&header.name.as_str())).collect();
        documents.push((library.file.trim_end_matches(".so.0"), own));
    }
    for (name, headers) in documents {
        let path = folder.join(format!("{name}-api.xml"));
        let text = document(name, &headers, &definition, &enumerations);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn document(name: &str, headers: &[&Header], definition: &Definition, enumerations: &[Enumeration]) -> String {
    let mut files = String::new();
    let mut symbols = String::new();
    for header in headers {
        let file = header.name.replace('_', "-");
        let mut described = Described { file: &file, exports: String::new(), symbols: String::new() };
        for (macro_name, text) in emit_headers::parameter_macros(definition, &header.name) {
            described.export(&macro_name, "macro");
            described.line(&format!("<macro name='{macro_name}' file='{file}' string='{}'/>", escape(&text)));
        }
        for enumeration in enumerations.iter().filter(|each| emit_headers::place(&each.c_name) == header.name) {
            described.enumeration(enumeration);
        }
        for item in &header.types {
            described.item(item);
        }
        for function in &header.functions {
            described.export(&function.name, "function");
            described.function(function);
        }
        let _ = write!(files, "    <file name='{file}'>\n{}    </file>\n", described.exports);
        symbols += &described.symbols;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<api name='{name}'>\n  <files>\n{files}  </files>\n  <symbols>\n{symbols}  </symbols>\n</api>\n"
    )
}

struct Described<'a> {
    file: &'a str,
    exports: String,
    symbols: String,
}

impl Described<'_> {
    fn export(&mut self, name: &str, kind: &str) {
        let _ = writeln!(self.exports, "     <exports symbol='{name}' type='{kind}'/>");
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.symbols, "    {text}");
    }

    fn enumeration(&mut self, enumeration: &Enumeration) {
        let (name, file) = (&enumeration.c_name, self.file);
        for value in &enumeration.values {
            self.export(&value.c_name, "enum");
            self.line(&format!(
                "<enum name='{}' file='{file}' value='{}' type='{name}' version='{}' info='{}'/>",
                value.c_name,
                value.number,
                value.since,
                escape(&words(&value.docs))
            ));
        }
        if let Some((last, number)) = emit_headers::sentinel(enumeration) {
            self.export(&last, "enum");
            self.line(&format!("<enum name='{last}' file='{file}' value='{number}' type='{name}'/>"));
        }
        self.export(name, "typedef");
        self.line(&format!("<typedef name='{name}' file='{file}' type='enum'/>"));
    }

    fn item(&mut self, item: &syn::Item) {
        let file = self.file;
        match item {
            // A struct is described under the name of its typedef.
            syn::Item::Struct(item) => {
                let tag = item.ident.to_string();
                let name = tag.trim_start_matches('_');
                self.export(&tag, "struct");
                let fields: String = item
                    .fields
                    .iter()
                    .filter_map(|field| Some((field.ident.as_ref()?.to_string(), field)))
                    .map(|(field_name, field)| {
                        let name = field_name.trim_start_matches("r#");
                        let of = c_face::declare(&field.ty.to_token_stream().to_string(), "");
                        format!(
                            "      <field name='{name}' type='{}' info='{}'/>\n",
                            of.trim(),
                            escape(&words(&c_face::docs(&field.attrs)))
                        )
                    })
                    .collect();
                match fields.is_empty() {
                    true => self.line(&format!("<struct name='{name}' file='{file}' type='struct {tag}'/>")),
                    false => self.line(&format!(
                        "<struct name='{name}' file='{file}' type='struct {tag}'>\n{fields}    </struct>"
                    )),
                }
            }
            // Constants that are no names of parameters: values of enumerations, and sizes.
            syn::Item::Const(item) => {
                let (name, value) = (item.ident.to_string(), item.expr.to_token_stream().to_string());
                let docs = escape(&words(&c_face::docs(&item.attrs)));
                match item.ty.to_token_stream().to_string().as_str() {
                    "c_int" => {
                        self.export(&name, "enum");
                        self.line(&format!(
                            "<enum name='{name}' file='{file}' value='{value}' type='' info='{docs}'/>"
                        ));
                    }
                    _ => {
                        self.export(&name, "macro");
                        self.line(&format!("<macro name='{name}' file='{file}' raw='{value}'/>"));
                    }
                }
            }
            syn::Item::Type(item) => {
                let name = item.ident.to_string();
                let of = item.ty.to_token_stream().to_string();
                if let Some((result, parameters)) = callback(&of) {
                    self.export(&name, "function");
                    self.line(&format!("<functype name='{name}' file='{file}' module='{file}'>"));
                    self.signature(&words(&c_face::docs(&item.attrs)), result.as_deref(), &parameters, &[]);
                    self.line("</functype>");
                } else if !of.starts_with('_') {
                    self.export(&name, "typedef");
                    self.line(&format!(
                        "<typedef name='{name}' file='{file}' type='{}'/>",
                        c_face::declare(&of, "").trim()
                    ));
                }
            }
            _ => {}
        }
    }

    fn function(&mut self, function: &c_face::Function) {
        let (name, file) = (&function.name, self.file);
        let module = module(file, name);
        self.line(&format!("<function name='{name}' file='{file}' module='{module}' version='{}'>", function.since));
        self.signature(&words(&function.docs), function.result.as_deref(), &function.parameters, &function.optional);
        self.line("</function>");
    }

    fn signature(&mut self, info: &str, result: Option<&str>, parameters: &[(String, String)], optional: &[String]) {
        let result = result.map_or("void".to_owned(), |of| c_face::declare(of, "").trim().to_owned());
        self.line(&format!("  <info><![CDATA[{}]]></info>", info.replace("]]>", "]] >")));
        self.line(&format!("  <return type='{result}' info=''/>"));
        for (name, of) in parameters {
            // Generators give those a default whose words begin so.
            let info = if optional.contains(name) { "(optional)" } else { "" };
            self.line(&format!("  <arg name='{name}' type='{}' info='{info}'/>", c_face::declare(of, "").trim()));
        }
    }
}

/// Result and parameters of a callback type.
fn callback(of: &str) -> Option<(Option<String>, Vec<(String, String)>)> {
    let parsed: syn::TypeBareFn = {
        let inner = of.split_once('<')?.1.rsplit_once('>')?.0;
        syn::parse_str(inner).ok()?
    };
    let parameters = parsed.inputs.iter().map(|input| {
        let name = input.name.as_ref().map(|(name, _)| name.to_string()).unwrap_or_default();
        (name.trim_start_matches("r#").to_owned(), input.ty.to_token_stream().to_string())
    });
    let result = match &parsed.output {
        syn::ReturnType::Default => None,
        syn::ReturnType::Type(_, of) => Some(of.to_token_stream().to_string()),
    };
    Some((result, parameters.collect()))
}

fn words(docs: &[String]) -> String {
    docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&apos;")
}
