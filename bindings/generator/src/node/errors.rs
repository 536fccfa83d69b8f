//! The errors: a class for each error number.

use ferrovirt_error::{ErrorCode, ErrorDomain};

/// Error numbers whose class is not just `<Name>Error`: where the C name is short for something.
const NAMES: &[(ErrorCode, &str)] = &[
    (ErrorCode::InvalidArg, "InvalidArgumentError"),
    (ErrorCode::InvalidConn, "InvalidConnectionError"),
    (ErrorCode::NoSupport, "UnsupportedError"),
    (ErrorCode::DomExist, "DomainExistsError"),
    (ErrorCode::NetworkExist, "NetworkExistsError"),
];

fn codes() -> impl Iterator<Item = ErrorCode> {
    ErrorCode::ALL.iter().copied().filter(|code| *code != ErrorCode::Ok)
}

fn class_name(code: ErrorCode) -> String {
    if let Some((_, name)) = NAMES.iter().find(|(listed, _)| *listed == code) {
        return (*name).to_owned();
    }
    let name = format!("{code:?}");
    if name.ends_with("Error") { name } else { format!("{name}Error") }
}

/// The names that callers see.
pub fn exported() -> Vec<String> {
    codes().map(class_name).chain(["ErrorDomain".to_owned()]).collect()
}

fn domain_name(domain: ErrorDomain) -> String {
    super::names::pascal(&format!("{domain:?}"))
}

/// `errors.js`.
pub fn module() -> String {
    let mut text = "const { FerrovirtError, register } = require('../errors.js');\n\n".to_owned();
    for code in codes() {
        let class = class_name(code);
        text.push_str(&format!(
            "class {class} extends FerrovirtError {{}}\nregister({class}, {}, '{}');\n\n",
            code.number(),
            code.c_name()
        ));
    }
    let domains: String =
        ErrorDomain::ALL.iter().map(|domain| format!("  {}: {},\n", domain_name(*domain), domain.number())).collect();
    let names: String = exported().iter().map(|name| format!("  {name},\n")).collect();
    format!("{text}const ErrorDomain = Object.freeze({{\n{domains}}});\n\nmodule.exports = {{\n{names}}};\n")
}

/// `errors.d.ts`.
pub fn types() -> String {
    let mut text = "import { FerrovirtError } from '../errors.js';\n\n".to_owned();
    for code in codes() {
        text.push_str(&format!(
            "/** `{0}`: {1}. */\nexport declare class {2} extends FerrovirtError {{\n  /** Always `{0}`. */\n  readonly code: '{0}';\n}}\n\n",
            code.c_name(),
            code.summary(),
            class_name(code)
        ));
    }
    let domains: String = ErrorDomain::ALL
        .iter()
        .map(|domain| {
            format!("  /** `{}`. */\n  readonly {}: {};\n", domain.c_name(), domain_name(*domain), domain.number())
        })
        .collect();
    format!(
        "{text}/** Which part of the system raised an error: the numbers of `virErrorDomain`. */\n\
         export declare const ErrorDomain: {{\n{domains}}};\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_named_after_their_code() {
        assert_eq!(class_name(ErrorCode::NoDomain), "NoDomainError");
        assert_eq!(class_name(ErrorCode::InternalError), "InternalError");
        assert_eq!(class_name(ErrorCode::NoSupport), "UnsupportedError");
    }
}
