//! Documents: a class for each kind, with the classes of its elements inside.
//!
//! A union is a sealed interface; the class of a variant has the fields of its payload.

use std::collections::BTreeSet;

use ferrovirt_xml::DocumentKind;
use ferrovirt_xml::kinds::Root as Declared;
use ferrovirt_xml::schema::{Count, Kind, ScalarKind, StructSchema, UnionSchema, VariantSchema};

use super::Package;
use super::names::{accessor, constant, doc, pascal, variable};
use crate::documents::{
    Document, Field, Form, Root, Standard, Vocabulary, documents, fields, standard, variant_fields,
};

/// Vocabularies that are truth values.
const TRUTH: &[(&str, &str)] = &[("YesNo", "yes"), ("OnOff", "on")];

/// Names that the classes around them need for themselves.
const TAKEN: &[&str] = &["Boolean", "Document", "Element", "Integer", "List", "Long", "Object", "String"];

/// Methods that every document has.
const INHERITED: &[&str] = &["copy", "kind", "parse", "toXml", "word"];

/// The classes of all documents.
pub fn add(package: &mut Package<'_>) -> Result<(), String> {
    for document in documents()? {
        let text = Scope { document: &document }.outer()?;
        package.add(&format!("document/{}", outer_name(document.module)), &text);
    }
    Ok(())
}

/// The class of a kind of document.
fn outer_name(module: &str) -> String {
    format!("{}Document", pascal(module))
}

fn class_name(name: &str) -> String {
    match TAKEN.contains(&name) {
        true => format!("{name}Value"),
        false => name.to_owned(),
    }
}

fn variant_name(union: &str, variant: &VariantSchema) -> String {
    format!("{union}{}", pascal(variant.name))
}

/// The name of a field's methods.
fn method(key: &str) -> String {
    match accessor(key) {
        name if INHERITED.contains(&name.as_str()) => format!("{name}Value"),
        name => name,
    }
}

fn truth(name: &str) -> Option<&'static str> {
    TRUTH.iter().find(|(known, _)| *known == name).map(|(_, method)| *method)
}

/// The class of the element that a kind of document is.
fn root_of(module: &str) -> Option<&'static str> {
    DocumentKind::ALL.iter().find_map(|kind| match kind.root() {
        Declared::Element(_, schema) if kind.module() == module => Some(schema.name),
        _ => None,
    })
}

/// What a class is made of.
struct Shape<'a> {
    name: String,
    doc: &'a str,
    fields: Vec<Field>,
}

struct Scope<'a> {
    document: &'a Document,
}

impl Scope<'_> {
    /// The class with all others of the document in it.
    fn outer(&self) -> Result<String, String> {
        let document = self.document;
        let mut names = BTreeSet::from([outer_name(document.module)]);
        let mut add = |name: &str| match names.insert(name.to_owned()) {
            true => Ok(()),
            false => Err(format!("in Java, two things of the document '{}' would be called '{name}'", document.module)),
        };
        let mut inside = String::new();
        let mut own: Option<(&Root, &StructSchema)> = None;
        for (name, schema) in &document.classes {
            let root = document.roots.iter().find(|root| root.class == *name);
            match root {
                Some(root) if root.key.is_none() => own = Some((root, *schema)),
                _ => {
                    add(&class_name(name))?;
                    let shape = Shape { name: class_name(name), doc: schema.doc, fields: fields(schema.fields) };
                    inside.push_str(&self.class(&shape, root, None));
                }
            }
        }
        for (name, union) in &document.unions {
            add(&class_name(name))?;
            union.variants.iter().try_for_each(|variant| add(&variant_name(name, variant)))?;
            inside.push_str(&self.union(name, union));
        }
        for (name, vocabulary) in document.vocabularies.iter().filter(|(name, _)| truth(name).is_none()) {
            add(&class_name(name))?;
            inside.push_str(&words(&class_name(name), vocabulary));
        }
        let (root, schema) = own.ok_or_else(|| format!("the document '{}' has no root", document.module))?;
        let shape = Shape { name: outer_name(document.module), doc: &document.doc, fields: fields(schema.fields) };
        let text = self.class(&shape, Some(root), Some(&inside));
        // What is inside was made for its place in here; the class itself stands at the margin.
        Ok(text.lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect())
    }

    /// A name with the class that it is in, if that is another.
    fn name(&self, name: &str) -> String {
        match self.document.shared.get(name) {
            // The element of another document is that document.
            Some(module) if root_of(module) == Some(name) => outer_name(module),
            Some(module) => format!("{}.{}", outer_name(module), class_name(name)),
            None if root_of(self.document.module) == Some(name) => outer_name(self.document.module),
            None => class_name(name),
        }
    }

    fn variant(&self, union: &str, variant: &VariantSchema) -> String {
        match self.document.shared.get(union) {
            Some(module) => format!("{}.{}", outer_name(module), variant_name(union, variant)),
            None => variant_name(union, variant),
        }
    }

    /// The type of a value that is there.
    fn bare(&self, kind: Kind) -> String {
        match kind {
            Kind::Flag => "Boolean".to_owned(),
            Kind::Raw => "RawElement".to_owned(),
            Kind::Struct(schema) => self.name(schema().name),
            Kind::Union(schema) => self.name(schema().name),
            Kind::Scalar(scalar) => match scalar.kind {
                ScalarKind::Integer { min, max } if is_small(min, max) => "Integer".to_owned(),
                ScalarKind::Integer { .. } => "Long".to_owned(),
                ScalarKind::Text | ScalarKind::Formatted => "String".to_owned(),
                ScalarKind::Words(_) if truth(scalar.name).is_some() => "Boolean".to_owned(),
                ScalarKind::Words(_) => self.name(scalar.name),
            },
        }
    }

    fn declared(&self, field: &Field) -> String {
        let bare = self.bare(field.kind);
        match (field.count, field.kind) {
            (_, Kind::Flag) => "boolean".to_owned(),
            (Count::Many, _) => format!("List<{bare}>"),
            (Count::Optional, _) => match bare.rsplit_once('.') {
                Some((outer, inner)) => format!("{outer}.@Nullable {inner}"),
                None => format!("@Nullable {bare}"),
            },
            (Count::One, _) => match bare.as_str() {
                "Integer" => "int".to_owned(),
                "Long" => "long".to_owned(),
                "Boolean" => "boolean".to_owned(),
                _ => bare,
            },
        }
    }

    fn initial(&self, field: &Field) -> String {
        match (field.count, standard(field)) {
            (Count::Many, _) if !matches!(field.kind, Kind::Flag) => " = new ArrayList<>()".to_owned(),
            (_, Some(Standard::Class(name))) => format!(" = new {}()", self.name(name)),
            (_, Some(Standard::Variant(union, variant))) => format!(" = new {}()", self.variant(union.name, variant)),
            _ => String::new(),
        }
    }

    /// A function that reads a value.
    fn reading(&self, kind: Kind) -> String {
        let method = match kind {
            Kind::Flag => "bool",
            Kind::Scalar(scalar) => match scalar.kind {
                ScalarKind::Integer { min, max } if is_small(min, max) => "integer",
                ScalarKind::Integer { .. } => "number",
                ScalarKind::Text | ScalarKind::Formatted => "text",
                ScalarKind::Words(_) => truth(scalar.name).unwrap_or_default(),
            },
            _ => "",
        };
        match method {
            "" => format!("{}::read", self.bare(kind)),
            method => format!("JsonReader::{method}"),
        }
    }

    fn read(&self, field: &Field) -> String {
        let reading = self.reading(field.kind);
        match (field.count, reading.strip_prefix("JsonReader::")) {
            (Count::Many, _) if !matches!(field.kind, Kind::Flag) => format!("in.list({reading})"),
            (_, Some(method)) => format!("in.{method}()"),
            (_, None) => format!("{}(in)", reading.replace("::", ".")),
        }
    }

    /// A class, indented for its place in another.
    fn class(&self, shape: &Shape<'_>, root: Option<&Root>, inside: Option<&str>) -> String {
        let name = &shape.name;
        let base = root.map_or_else(|| "Element".to_owned(), |_| format!("Document<{name}>"));
        let keywords = if inside.is_some() { "public final class" } else { "public static final class" };
        let mut text = format!("{}    {keywords} {name} extends {base} {{\n", doc(shape.doc, &[], "    "));
        text.push_str(&self.members(shape, false));
        text.push_str(&format!(
            "        static {name} read(JsonReader in) {{\n            {name} value = new {name}(in);\n{}            return value;\n        }}\n\n\
             \x20       @Override\n        void writeTo(JsonWriter out) {{\n            out.begin();\n{}            out.end();\n        }}\n",
            self.cases(shape),
            writes(&shape.fields)
        ));
        if let Some(root) = root {
            text.push_str(&root_methods(name, root));
        }
        if let Some(inside) = inside {
            text.push_str(&format!("\n{}\n", inside.trim_end()));
        }
        text + "    }\n\n"
    }

    /// Fields, constructors, and their methods.
    fn members(&self, shape: &Shape<'_>, can_be_present: bool) -> String {
        let name = &shape.name;
        let mut text = String::new();
        for field in &shape.fields {
            let held = field_name(field);
            text.push_str(&format!("        private {} {held}{};\n", self.declared(field), self.initial(field)));
        }
        if can_be_present {
            text.push_str("        private boolean isPresent;\n");
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let is_required = |field: &&Field| {
            field.count == Count::One && !matches!(field.kind, Kind::Flag) && standard(field).is_none()
        };
        let required: Vec<&Field> = shape.fields.iter().filter(is_required).collect();
        let takes: Vec<String> =
            required.iter().map(|field| format!("{} {}", self.declared(field), field_name(field))).collect();
        let tags: Vec<String> = required
            .iter()
            .map(|field| format!("@param {} what {{@link #{}()}} gives", field_name(field), method(field.key)))
            .collect();
        let sets: String = required
            .iter()
            .map(|field| {
                format!("            this.{0} = {1};\n", field_name(field), self.kept(field, &field_name(field)))
            })
            .collect();
        let about = if required.is_empty() { "One of which nothing is set." } else { "One with what it has to have." };
        text.push_str(&format!(
            "{}        public {name}({}) {{\n{sets}        }}\n\n        private {name}(JsonReader in) {{}}\n\n",
            doc(about, &tags, "        "),
            takes.join(", ")
        ));
        text.extend(shape.fields.iter().map(|field| self.accessors(name, field)));
        if can_be_present {
            let about = "Whether the element is there although none of its fields is set.";
            text.push_str(&pair(name, "isPresent", "isPresent", "boolean", about, "whether it is", "value"));
        }
        let mut listed: Vec<String> = shape.fields.iter().map(field_name).collect();
        listed.extend(can_be_present.then(|| "isPresent".to_owned()));
        text + &format!(
            "        @Override\n        @Nullable Object[] contents() {{\n            return new @Nullable Object[] {{{}}};\n        }}\n\n",
            listed.join(", ")
        )
    }

    /// What is kept of a value that is given.
    fn kept(&self, field: &Field, value: &str) -> String {
        match field.count {
            Count::Many if !matches!(field.kind, Kind::Flag) => format!("new ArrayList<>({value})"),
            Count::One if !["int", "long", "boolean"].contains(&self.declared(field).as_str()) => {
                format!("Objects.requireNonNull({value})")
            }
            _ => value.to_owned(),
        }
    }

    fn accessors(&self, class: &str, field: &Field) -> String {
        let about = if field.doc.is_empty() { "What the element holds." } else { field.doc };
        let given = match field.count {
            Count::Many => "the list itself, which can be changed",
            Count::Optional => "the value, or null if it is not set",
            Count::One => "the value",
        };
        let kept = self.kept(field, "value");
        pair(class, &method(field.key), &field_name(field), &self.declared(field), about, given, &kept)
    }

    /// What reads the fields of an object.
    fn cases(&self, shape: &Shape<'_>) -> String {
        let line = |field: &Field| {
            format!("                    case {:?} -> value.{} = {};\n", field.key, field_name(field), self.read(field))
        };
        let cases: String = shape.fields.iter().map(line).collect();
        format!(
            "            for (String key = in.first(); key != null; key = in.next()) {{\n                switch (key) {{\n{cases}\
             \x20                   default -> throw in.unknown({:?}, key);\n                }}\n            }}\n",
            shape.name
        )
    }

    fn union(&self, name: &str, union: &UnionSchema) -> String {
        let shown = class_name(name);
        let cases: String = union
            .variants
            .iter()
            .map(|variant| {
                format!("                case {:?} -> {}.read(in);\n", variant.word, variant_name(name, variant))
            })
            .collect();
        let classes: String =
            union.variants.iter().map(|variant| self.variant_class(name, &shown, variant, union)).collect();
        let tags = ["@param in where it stands", "@return what was read", "@hidden"].map(str::to_owned);
        format!(
            "{}    public sealed interface {shown} {{\n{}        static {shown} read(JsonReader in) {{\n\
             \x20           return in.variant(word -> switch (word) {{\n{cases}\
             \x20               default -> throw in.unknown({shown:?}, word);\n            }});\n        }}\n    }}\n\n{classes}",
            doc(union.doc, &[], "    "),
            doc("Reads one.", &tags, "        ")
        )
    }

    fn variant_class(&self, union: &str, shown: &str, variant: &VariantSchema, schema: &UnionSchema) -> String {
        let class = variant_name(union, variant);
        let (fields, form) = variant_fields(variant);
        let about = if variant.doc.is_empty() { schema.doc } else { variant.doc };
        let shape = Shape { name: class.clone(), doc: about, fields };
        let reads = match (form, shape.fields.first()) {
            (Form::Fields, _) => self.cases(&shape),
            (Form::Optional, _) => format!(
                "            if (in.isNothing()) {{\n                return value;\n            }}\n            value.isPresent = true;\n{}",
                self.cases(&shape)
            ),
            (Form::Value, Some(field)) => format!(
                "            if (!in.isNothing()) {{\n                value.{} = {};\n            }}\n",
                field_name(field),
                self.read(field)
            ),
            (Form::Nothing | Form::Value, _) => "            in.nothing();\n".to_owned(),
        };
        let payload = match (form, shape.fields.first()) {
            (Form::Fields, _) => {
                format!("            out.begin();\n{}            out.end();\n", writes(&shape.fields))
            }
            (Form::Optional, _) => {
                format!(
                    "            out.begin();\n{}            out.endUnlessEmpty(isPresent);\n",
                    writes(&shape.fields)
                )
            }
            (Form::Value, Some(field)) => write_payload(field),
            (Form::Nothing | Form::Value, _) => "            out.nothing();\n".to_owned(),
        };
        format!(
            "{}    public static final class {class} extends Element implements {shown} {{\n{}\
             \x20       static {class} read(JsonReader in) {{\n            {class} value = new {class}(in);\n{reads}            return value;\n        }}\n\n\
             \x20       @Override\n        void writeTo(JsonWriter out) {{\n            out.begin().key({:?});\n{payload}            out.end();\n        }}\n    }}\n\n",
            doc(about, &[], "    "),
            self.members(&shape, form == Form::Optional),
            variant.word
        )
    }
}

/// The methods that give and set a field.
fn pair(class: &str, name: &str, held: &str, declared: &str, about: &str, given: &str, kept: &str) -> String {
    let indent = "        ";
    let sets = format!("\u{2}@link #{name}()\u{3}");
    format!(
        "{}{indent}public {declared} {name}() {{\n{indent}    return {held};\n{indent}}}\n\n\
         {}{indent}public {class} {name}({declared} value) {{\n{indent}    this.{held} = {kept};\n{indent}    return this;\n{indent}}}\n\n",
        doc(about, &[format!("@return {given}")], indent),
        doc("Sets it.", &["@param value what is to be set".to_owned(), "@return this".to_owned()], indent)
            .replace("Sets it.", &format!("Sets {}.", sets.replace('\u{2}', "{").replace('\u{3}', "}")))
    )
}

fn field_name(field: &Field) -> String {
    variable(field.key)
}

/// Whether an `int` holds all of the values.
fn is_small(min: i128, max: i128) -> bool {
    min >= i128::from(i32::MIN) && max <= i128::from(i32::MAX)
}

/// The writer's method for a value.
fn writing(kind: Kind) -> &'static str {
    match kind {
        Kind::Flag => "bool",
        Kind::Raw | Kind::Struct(_) | Kind::Union(_) => "element",
        Kind::Scalar(scalar) => match scalar.kind {
            ScalarKind::Integer { max, .. } if max > i128::from(i64::MAX) => "unsigned",
            ScalarKind::Integer { .. } => "number",
            ScalarKind::Text | ScalarKind::Formatted => "text",
            ScalarKind::Words(_) => truth(scalar.name).unwrap_or("word"),
        },
    }
}

/// When a field is written, if not always; and what writes its value to `out`.
fn condition_and_value(field: &Field) -> (Option<String>, String) {
    let name = field_name(field);
    let method = writing(field.kind);
    match (field.count, field.kind) {
        (_, Kind::Flag) => (Some(name), ".bool(true)".to_owned()),
        (Count::Many, _) => (Some(format!("!{name}.isEmpty()")), format!(".list({name}, JsonWriter::{method})")),
        (Count::Optional, _) => (Some(format!("{name} != null")), format!(".{method}({name})")),
        (Count::One, _) => (None, format!(".{method}({name})")),
    }
}

/// Statements that write the fields of an object.
fn writes(fields: &[Field]) -> String {
    fields
        .iter()
        .map(|field| {
            let key = field.key;
            if let (Count::One, Kind::Struct(_), Some(_)) = (field.count, field.kind, standard(field)) {
                return format!("            out.group({key:?}, {});\n", field_name(field));
            }
            match condition_and_value(field) {
                (None, value) => format!("            out.key({key:?}){value};\n"),
                (Some(is_set), value) => {
                    format!("            if ({is_set}) {{\n                out.key({key:?}){value};\n            }}\n")
                }
            }
        })
        .collect()
}

/// Statements that write a field that is all there is.
fn write_payload(field: &Field) -> String {
    match condition_and_value(field) {
        (None, value) => format!("            out{value};\n"),
        (Some(is_set), value) => format!(
            "            if ({is_set}) {{\n                out{value};\n            }} else {{\n                out.nothing();\n            }}\n"
        ),
    }
}

fn words(name: &str, vocabulary: &Vocabulary) -> String {
    let constants: Vec<String> = vocabulary
        .words
        .iter()
        .map(|word| format!("{}        {}({:?})", doc(word.doc, &[], "        "), constant(word.name), word.word))
        .collect();
    format!(
        "{}    public enum {name} implements Word {{\n{};\n\n        private static final {name}[] VALUES = values();\n\n        private final String word;\n\n\
         \x20       {name}(String word) {{\n            this.word = word;\n        }}\n\n\
         \x20       @Override\n        public String word() {{\n            return word;\n        }}\n\n\
         \x20       static {name} read(JsonReader in) {{\n            return in.word(VALUES);\n        }}\n    }}\n\n",
        doc(vocabulary.doc, &[], "    "),
        constants.join(",\n\n")
    )
}

/// What a class that can be a document of its own has.
fn root_methods(name: &str, root: &Root) -> String {
    let word = root.key.map_or_else(|| "null".to_owned(), |key| format!("{key:?}"));
    let kind = format!("org.ferrovirt.DocumentKind.{}", constant(root.kind));
    let xml = "@param xml the text".to_owned();
    let strict =
        "@param isStrict whether content that is not known is an error with its place; else it is left out".to_owned();
    let given = "@return the document".to_owned();
    let lenient =
        doc("Reads a document. Content that is not known is left out.", &[xml.clone(), given.clone()], "        ");
    let both = doc("Reads a document.", &[xml, strict, given], "        ");
    format!(
        "\n{lenient}        public static {name} parse(String xml) {{\n            return parse(xml, false);\n        }}\n\n\
         {both}        public static {name} parse(String xml, boolean isStrict) {{\n\
         \x20           return Document.parse({kind}, {word}, xml, isStrict, {name}::read);\n        }}\n\n\
         \x20       @Override\n        org.ferrovirt.DocumentKind kind() {{\n            return {kind};\n        }}\n\n\
         \x20       @Override\n        @Nullable String word() {{\n            return {word};\n        }}\n\n\
         \x20       @Override\n        {name} from(JsonReader in) {{\n            return read(in);\n        }}\n"
    )
}
