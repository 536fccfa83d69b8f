//! The exceptions: a class for each error number.

use ferrovirt_error::{ErrorCode, ErrorDomain};

use super::names::all;
use crate::Header;

/// Error numbers whose class is not just `<Name>Error`: where the C name is short for something.
const NAMES: &[(ErrorCode, &str)] = &[
    (ErrorCode::InvalidArg, "InvalidArgumentError"),
    (ErrorCode::InvalidConn, "InvalidConnectionError"),
    (ErrorCode::NoSupport, "UnsupportedError"),
    (ErrorCode::DomExist, "DomainExistsError"),
    (ErrorCode::NetworkExist, "NetworkExistsError"),
];

/// Error numbers whose class is also one of Python's own.
const ALSO: &[(ErrorCode, &str)] =
    &[(ErrorCode::OperationTimeout, "TimeoutError"), (ErrorCode::NoMemory, "MemoryError")];

/// `_errors.py`.
pub fn module(header: &Header) -> String {
    let codes: Vec<ErrorCode> = ErrorCode::ALL.iter().copied().filter(|code| *code != ErrorCode::Ok).collect();
    let mut exported = vec!["ErrorCode".to_owned(), "ErrorDomain".to_owned()];
    exported.extend(codes.iter().map(|code| class_name(*code)));
    let mut text = format!(
        "# {}\n\"\"\"Error numbers, and an exception class for each of them.\"\"\"\n\nfrom enum import IntEnum\n\n\
         from ._error import Error, register\n\n{}",
        header.sentence(),
        all(&exported)
    );
    text.push_str(
        "\n\nclass ErrorCode(IntEnum):\n    \"\"\"What went wrong: the numbers of `virErrorNumber`.\"\"\"\n\n",
    );
    for code in ErrorCode::ALL {
        text.push_str(&format!("    {} = {}\n", constant(code.c_name(), "VIR_ERR_"), code.number()));
    }
    text.push_str(
        "\n\nclass ErrorDomain(IntEnum):\n    \"\"\"Which part of the system raised it: the numbers of `virErrorDomain`.\"\"\"\n\n",
    );
    for domain in ErrorDomain::ALL {
        text.push_str(&format!("    {} = {}\n", constant(domain.c_name(), "VIR_FROM_"), domain.number()));
    }
    for code in codes {
        let also = ALSO.iter().find(|(listed, _)| *listed == code);
        let bases = also.map_or_else(|| "Error".to_owned(), |(_, base)| format!("Error, {base}"));
        text.push_str(&format!(
            "\n\n@register({})\nclass {}({bases}):\n    \"\"\"`{}`: {}.\"\"\"\n",
            code.number(),
            class_name(code),
            code.c_name(),
            code.summary()
        ));
    }
    text
}

fn class_name(code: ErrorCode) -> String {
    if let Some((_, name)) = NAMES.iter().find(|(listed, _)| *listed == code) {
        return (*name).to_owned();
    }
    let name = format!("{code:?}");
    match name.ends_with("Error") {
        true => name,
        false => format!("{name}Error"),
    }
}

fn constant(c_name: &str, prefix: &str) -> String {
    let name = c_name.strip_prefix(prefix).unwrap_or(c_name);
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("_{name}"),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_named_after_their_code() {
        assert_eq!(class_name(ErrorCode::NoDomain), "NoDomainError");
        assert_eq!(class_name(ErrorCode::InternalError), "InternalError");
        assert_eq!(class_name(ErrorCode::NoSupport), "UnsupportedError");
        assert_eq!(constant("VIR_ERR_NO_DOMAIN", "VIR_ERR_"), "NO_DOMAIN");
    }
}
