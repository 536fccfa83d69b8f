//! The numbers of errors: each is an error to compare with.

use ferrovirt_error::{ErrorCode, ErrorDomain};

use super::names::exported;

/// Numbers whose name is not just that of the code: where it is short for something else.
const NAMES: &[(ErrorCode, &str)] = &[
    (ErrorCode::NoSupport, "ErrUnsupported"),
    (ErrorCode::DomExist, "ErrDomainExists"),
    (ErrorCode::NetworkExist, "ErrNetworkExists"),
];

/// `errors_generated.go`.
pub fn package() -> String {
    let mut text = "// The numbers of errors, to compare errors with.\nconst (\n".to_owned();
    let mut table = String::new();
    for code in ErrorCode::ALL.iter().filter(|code| **code != ErrorCode::Ok) {
        let name = constant(*code);
        text.push_str(&format!("\t// {name}: {}.\n\t{name} ErrorCode = {}\n\n", code.summary(), code.number()));
        table.push_str(&format!("\t{name}: {{{:?}, {:?}}},\n", code.c_name(), code.summary()));
    }
    text.push_str(&format!(
        ")\n\nvar errorCodes = map[ErrorCode]struct{{ name, summary string }}{{\n{table}}}\n\n\
         // The parts of the system that raise errors.\nconst (\n"
    ));
    let mut table = String::new();
    for domain in ErrorDomain::ALL {
        let name = format!("ErrorDomain{}", exported(&format!("{domain:?}")));
        text.push_str(&format!("\t// {name}: `{}`.\n\t{name} ErrorDomain = {}\n\n", domain.c_name(), domain.number()));
        table.push_str(&format!("\t{name}: {:?},\n", domain.c_name()));
    }
    text.push_str(&format!(")\n\nvar errorDomains = map[ErrorDomain]string{{\n{table}}}\n"));
    text
}

fn constant(code: ErrorCode) -> String {
    match NAMES.iter().find(|(listed, _)| *listed == code) {
        Some((_, name)) => (*name).to_owned(),
        None => format!("Err{}", exported(&format!("{code:?}"))),
    }
}
