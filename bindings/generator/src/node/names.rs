//! Names and comments as JavaScript has them.

use crate::middle::snake_case;

/// Words that cannot be names of variables, because they are JavaScript's or because generated functions use them.
const TAKEN: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "options",
    "out",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "value",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// A type, or a member of an enumeration: `pm_suspended` is `PmSuspended`.
pub fn pascal(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let name: String = snake_case(name).split(['_', '-']).map(capital).collect();
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("_{name}"),
        false => name,
    }
}

/// A method, a field, or a value of an enumeration: `define_domain_xml` is `defineDomainXml`.
pub fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let mut letters = pascal.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// An argument. Every call has an option `timeout` for its deadline, so an operation's own time-out, which is another
/// thing, goes by its unit.
pub fn argument(name: &str) -> String {
    match camel(name) {
        name if name == "timeout" => "seconds".to_owned(),
        name if TAKEN.contains(&name.as_str()) => format!("{name}Value"),
        name => name,
    }
}

/// Documentation as a comment that editors show.
pub fn doc(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| line.trim().replace("*/", "* /")).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

/// A text as a literal.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_together() {
        assert_eq!(pascal("PmSuspended"), "PmSuspended");
        assert_eq!(pascal("lan-manager"), "LanManager");
        assert_eq!(camel("define_domain_xml"), "defineDomainXml");
        assert_eq!(camel("NoDomain"), "noDomain");
    }

    #[test]
    fn what_clashes_gets_another_name() {
        assert_eq!(argument("function"), "functionValue");
        assert_eq!(argument("timeout"), "seconds");
        assert_eq!(argument("flags"), "flags");
    }

    #[test]
    fn comments_do_not_end_early() {
        assert_eq!(doc("One */ two.", ""), "/** One * / two. */\n");
        assert_eq!(doc("One\ntwo.", "  "), "  /**\n   * One\n   * two.\n   */\n");
        assert_eq!(quoted("it's"), "'it\\'s'");
    }
}
