//! The exceptions: a class for each error number.

use ferrovirt_error::{ErrorCode, ErrorDomain};

use super::Package;
use super::names::{constant, doc};

/// Error numbers whose class is not just `<Name>Exception`: where the name is short for something.
const NAMES: &[(ErrorCode, &str)] = &[
    (ErrorCode::InvalidArg, "InvalidArgument"),
    (ErrorCode::InvalidConn, "InvalidConnection"),
    (ErrorCode::NoSupport, "Unsupported"),
    (ErrorCode::DomExist, "DomainExists"),
    (ErrorCode::NetworkExist, "NetworkExists"),
];

/// The exceptions, the enumerations of numbers, and what finds the class of a number.
pub fn add(package: &mut Package<'_>) {
    let codes = || ErrorCode::ALL.iter().copied();
    let values = codes().map(|code| {
        (constant(&format!("{code:?}")), code.number(), code.c_name(), format!("{}.", capitalized(code.summary())))
    });
    package.add("ErrorCode", &enumeration("ErrorCode", "What went wrong: the numbers of `virErrorNumber`.", values));
    let values = ErrorDomain::ALL.iter().map(|domain| {
        (constant(&format!("{domain:?}")), domain.number(), domain.c_name(), format!("`{}`.", domain.c_name()))
    });
    let about = "Which part of the system raised an error: the numbers of `virErrorDomain`.";
    package.add("ErrorDomain", &enumeration("ErrorDomain", about, values));
    let mut cases = String::new();
    for code in codes().filter(|code| *code != ErrorCode::Ok) {
        let class = class(code);
        cases.push_str(&format!("            case {} -> new {class}(details);\n", code.number()));
        let about = format!("`{}`: {}.", code.c_name(), code.summary());
        package.add(
            &class,
            &format!(
                "{}public final class {class} extends FerrovirtException {{\n    private static final long serialVersionUID = 1L;\n\n\
                 \x20   {class}(ErrorDetails details) {{\n        super(details);\n    }}\n}}\n",
                doc(&about, &[], "")
            ),
        );
    }
    package.add(
        "Exceptions",
        &format!(
            "/** Which class an error has. */\nfinal class Exceptions {{\n    private Exceptions() {{}}\n\n\
             \x20   static FerrovirtException of(ErrorDetails details) {{\n        return switch (details.code()) {{\n{cases}\
             \x20           default -> new InternalErrorException(details);\n        }};\n    }}\n}}\n"
        ),
    );
}

fn enumeration(name: &str, about: &str, values: impl Iterator<Item = (String, i32, &'static str, String)>) -> String {
    let values: Vec<String> = values
        .map(|(constant, number, c_name, about)| {
            format!("{}    {constant}({number}, \"{c_name}\")", doc(&about, &[], "    "))
        })
        .collect();
    format!(
        "{}public enum {name} {{\n{};\n\n    private final int number;\n    private final String nameInC;\n\n\
         \x20   {name}(int number, String nameInC) {{\n        this.number = number;\n        this.nameInC = nameInC;\n    }}\n\n\
         \x20   /**\n     * The number.\n     *\n     * @return the number\n     */\n\
         \x20   public int number() {{\n        return number;\n    }}\n\n\
         \x20   /**\n     * The name that it has in C.\n     *\n     * @return the name\n     */\n\
         \x20   public String nameInC() {{\n        return nameInC;\n    }}\n\n\
         \x20   static @Nullable {name} withNumber(int number) {{\n        for ({name} value : values()) {{\n\
         \x20           if (value.number == number) {{\n                return value;\n            }}\n        }}\n        return null;\n    }}\n}}\n",
        doc(about, &[], ""),
        values.join(",\n\n")
    )
}

fn class(code: ErrorCode) -> String {
    let name = match NAMES.iter().find(|(listed, _)| *listed == code) {
        Some((_, name)) => (*name).to_owned(),
        None => format!("{code:?}"),
    };
    format!("{name}Exception")
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_named_after_their_code() {
        assert_eq!(class(ErrorCode::NoDomain), "NoDomainException");
        assert_eq!(class(ErrorCode::NoSupport), "UnsupportedException");
    }
}
