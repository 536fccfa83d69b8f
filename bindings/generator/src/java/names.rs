//! Names and comments as Java has them.

use std::collections::BTreeMap;

use crate::middle::{Interface, snake_case};

/// Words that cannot be names, because they are Java's or because generated methods use them.
const TAKEN: &[&str] = &[
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "out",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "false",
    "try",
    "void",
    "volatile",
    "while",
    "_",
];

/// Methods that every object has without arguments.
const INHERITED: &[&str] = &["clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait"];

/// A name with capitals between words: `define_domain_xml` is `defineDomainXml`.
pub fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let mut letters = pascal.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A name that starts with a capital.
pub fn pascal(name: &str) -> String {
    snake_case(name).split(['_', '-', ' ']).map(capitalized).collect()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The name of an argument, a field or a variable.
pub fn variable(name: &str) -> String {
    let name = camel(name);
    match TAKEN.contains(&name.as_str()) {
        true => format!("{name}Value"),
        false => name,
    }
}

/// The name of a method without arguments, or of a record's component.
pub fn accessor(name: &str) -> String {
    let name = variable(name);
    match INHERITED.contains(&name.as_str()) {
        true => format!("{name}Value"),
        false => name,
    }
}

/// A constant: `PmSuspended` is `PM_SUSPENDED`.
pub fn constant(name: &str) -> String {
    let name = snake_case(name).replace('-', "_").to_uppercase();
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("_{name}"),
        false => name,
    }
}

/// The class of a union's variant, within the union.
pub fn variant(union: &str, variant: &str) -> String {
    match union {
        "TypedValue" => format!("{variant}Value"),
        "Event" if variant != "Gap" => format!("{variant}Event"),
        _ => variant.to_owned(),
    }
}

/// Whether a text mentions a class by its simple name.
pub fn mentions(text: &str, class: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(class).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !is_letter(before) && before != Some('.') && !is_letter(text[at + class.len()..].chars().next())
    })
}

/// Documentation as a comment, with tags at its end.
pub fn doc(text: &str, tags: &[String], indent: &str) -> String {
    let text = if text.trim().is_empty() { "As its name says." } else { text.trim() };
    let mut lines: Vec<String> = markup(text).lines().map(|line| line.trim().to_owned()).collect();
    if !tags.is_empty() {
        lines.push(String::new());
        lines.extend(tags.iter().cloned());
    }
    if let [line] = &lines[..]
        && line.len() + indent.len() < 110
    {
        return format!("{indent}/** {line} */\n");
    }
    let body: String = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
    format!("{indent}/**\n{body}{indent} */\n")
}

/// Text with what is code marked as Javadoc does, and nothing that is markup by accident.
pub fn markup(text: &str) -> String {
    let mut shown = String::new();
    for (index, part) in text.split('`').enumerate() {
        match index % 2 {
            0 => {
                let part = part.replace("\n\n", "\n<p>\n").replace('\n', "\u{0}");
                let part = part.replace('&', "&amp;").replace("<p>", "\u{1}").replace('<', "&lt;").replace('>', "&gt;");
                shown.push_str(&part.replace('\u{1}', "<p>").replace('\u{0}', "\n").replace('@', "&#64;"));
            }
            // Braces inside must be in pairs.
            _ if part.matches('{').count() == part.matches('}').count() => {
                shown.push_str(&format!("{{@code {}}}", part.replace("*/", "*&#47;")));
            }
            _ => shown.push_str(&part.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
        }
    }
    shown
}

/// The words of a name: `new_name` is `new name`.
pub fn words(name: &str) -> String {
    snake_case(name).replace('_', " ")
}

/// That no two types of the package have the same name.
pub fn check(interface: &Interface) -> Result<(), String> {
    let mut names: BTreeMap<&str, ()> = BTreeMap::new();
    let enumerations = interface.enumerations.iter().chain(&interface.flag_sets).map(|found| &found.name);
    let records = interface.records.iter().map(|found| &found.name);
    let unions = interface.unions.iter().map(|found| &found.name);
    let objects = interface.objects.iter().map(|found| &found.name);
    for name in enumerations.chain(records).chain(unions).chain(objects) {
        if names.insert(name, ()).is_some() {
            return Err(format!("in Java, two types would be called '{name}'"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_case() {
        assert_eq!(camel("define_domain_xml"), "defineDomainXml");
        assert_eq!(pascal("storage_pool"), "StoragePool");
        assert_eq!(constant("PmSuspended"), "PM_SUSPENDED");
        assert_eq!(variable("default"), "defaultValue");
        assert_eq!(accessor("wait"), "waitValue");
    }

    #[test]
    fn comments_have_no_markup_by_accident() {
        assert_eq!(markup("a < b & `c<d>`"), "a &lt; b &amp; {@code c<d>}");
        assert_eq!(doc("One.", &[], ""), "/** One. */\n");
        assert_eq!(doc("One.", &["@return it".to_owned()], ""), "/**\n * One.\n *\n * @return it\n */\n");
    }

    #[test]
    fn classes_are_found_as_words() {
        assert!(mentions("List<Domain> all", "List"));
        assert!(!mentions("ListAll java.util.List", "List"));
    }
}
