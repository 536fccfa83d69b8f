//! Names and comments as Python has them.

/// Words that cannot be names.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The name of a method, a field or an argument.
pub fn name(name: &str) -> String {
    match KEYWORDS.contains(&name) {
        true => format!("{name}_"),
        false => name.to_owned(),
    }
}

/// The name of an argument. Every call has a keyword `timeout` for its deadline, so an operation's own time-out, which
/// is another thing, goes by its unit.
pub fn argument(argument: &str) -> String {
    match argument {
        "timeout" => "seconds".to_owned(),
        other => name(other),
    }
}

/// The class of a union's variant: `DomainEventKind::Lifecycle` is `DomainLifecycle`, `Event::Domain` is `DomainEvent`.
pub fn variant_class(union: &str, variant: &str) -> String {
    match (union.strip_suffix("EventKind"), variant) {
        (Some(family), _) => format!("{family}{variant}"),
        (None, "Gap") => variant.to_owned(),
        (None, _) => format!("{variant}{union}"),
    }
}

/// Documentation as a Rust comment, which PyO3 makes the docstring.
pub fn rust_doc(text: &str, indent: &str) -> String {
    text.lines().map(|line| format!("{indent}/// {}", line.trim()).trim_end().to_owned() + "\n").collect()
}

/// Documentation as a docstring.
pub fn docstring(text: &str, indent: &str) -> String {
    let text = text.replace('\\', "\\\\").replace("\"\"\"", "'''");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}\"\"\"{line}\"\"\"\n"),
        lines => {
            let body: String =
                lines[1..].iter().map(|line| format!("{indent}{line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}\"\"\"{}\n{body}{indent}\"\"\"\n", lines[0])
        }
    }
}

/// A list of names for `__all__`.
pub fn all(names: &[String]) -> String {
    let lines: String = names.iter().map(|name| format!("    \"{name}\",\n")).collect();
    format!("__all__ = [\n{lines}]\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clashes_gets_another_name() {
        assert_eq!(name("import"), "import_");
        assert_eq!(argument("timeout"), "seconds");
        assert_eq!(argument("flags"), "flags");
    }

    #[test]
    fn variants_are_named_after_their_family() {
        assert_eq!(variant_class("DomainEventKind", "Lifecycle"), "DomainLifecycle");
        assert_eq!(variant_class("Event", "Domain"), "DomainEvent");
        assert_eq!(variant_class("Event", "Gap"), "Gap");
    }

    #[test]
    fn docstrings_keep_their_lines() {
        assert_eq!(docstring("One.", "  "), "  \"\"\"One.\"\"\"\n");
        assert_eq!(docstring("One\ntwo.", ""), "\"\"\"One\ntwo.\n\"\"\"\n");
    }
}
