//! What the one file that knows C has to be told: the header, and the numbers of operations and classes.

use super::names::exported;
use crate::Header;
use crate::middle::{Interface, Numbered, Object, Operation};

/// The declarations of the calls, as they are told to all who use them through C.
const DECLARATIONS: &str = include_str!("../../../calls/include/ferrovirt_calls.h");

/// The constant in Go with an operation's number.
pub fn constant(object: Option<&Object>, operation: &Operation) -> String {
    number_name(&Numbered::Operation(object, operation))
}

/// The constant in Go with the number of any of them.
pub fn number_name(numbered: &Numbered<'_>) -> String {
    let owner = numbered.object().map_or_else(|| "Function".to_owned(), |object| exported(&object.name));
    format!("Operation{owner}{}", exported(numbered.name()))
}

/// The constant in Go with a class's number.
pub fn class(object: &str) -> String {
    format!("Class{}", exported(object))
}

/// `numbers.go`: the numbers of operations and classes.
pub fn numbers(interface: &Interface) -> String {
    let lines = |names: Vec<String>| -> String {
        let lines: String = names.iter().map(|name| format!("\t{name}\n")).collect();
        lines.replacen('\n', " uint32 = iota\n", 1)
    };
    format!(
        "// definition tells the numbers below from those of another build.\nconst definition uint64 = 0x{:016x}\n\n\
         // The numbers of operations.\nconst (\n{})\n\n// The numbers of classes.\nconst (\n{})\n",
        interface.fingerprint(),
        lines(interface.numbered().iter().map(number_name).collect()),
        lines(interface.objects.iter().map(|object| class(&object.name)).collect()),
    )
}

/// `calls.h`.
pub fn header(header: &Header) -> String {
    format!("// {}\n{DECLARATIONS}", header.sentence())
}
