//! The operations by number, for languages that reach all of them through one function.

use super::{Interface, Object, Operation, Type};

/// An operation with a number: its place in [`Interface::numbered`].
pub enum Numbered<'a> {
    /// A function, or a method of an object.
    Operation(Option<&'a Object>, &'a Operation),
    /// Whether two handles stand for the same object: the other is the argument.
    Equal(&'a Object),
    /// A number that is the same for equal handles.
    Hash(&'a Object),
    /// A text about the object.
    Describe(&'a Object),
}

impl<'a> Numbered<'a> {
    /// The object whose method it is.
    pub fn object(&self) -> Option<&'a Object> {
        match self {
            Numbered::Operation(object, _) => *object,
            Numbered::Equal(object) | Numbered::Hash(object) | Numbered::Describe(object) => Some(object),
        }
    }

    /// Its name, unique within its object.
    pub fn name(&self) -> &'a str {
        match self {
            Numbered::Operation(_, operation) => &operation.name,
            Numbered::Equal(_) => "trait_equal",
            Numbered::Hash(_) => "trait_hash",
            Numbered::Describe(_) => "trait_describe",
        }
    }
}

impl Interface {
    /// Every operation, in the order of their numbers from 0.
    pub fn numbered(&self) -> Vec<Numbered<'_>> {
        let mut numbered = Vec::new();
        for object in &self.objects {
            numbered.extend(object.methods.iter().map(|method| Numbered::Operation(Some(object), method)));
        }
        numbered.extend(self.functions.iter().map(|function| Numbered::Operation(None, function)));
        for object in &self.objects {
            if object.is_comparable {
                numbered.extend([Numbered::Equal(object), Numbered::Hash(object)]);
            }
            if object.is_printable {
                numbered.push(Numbered::Describe(object));
            }
        }
        numbered
    }

    /// A number that differs when operations, their numbers, or what their values look like do: by it, a language's files
    /// and a library know whether they are of the same definition.
    pub fn fingerprint(&self) -> u64 {
        let mut text = String::new();
        for numbered in self.numbered() {
            let owner = numbered.object().map_or("", |object| object.name.as_str());
            text.push_str(&format!("{owner}.{}", numbered.name()));
            if let Numbered::Operation(_, operation) = numbered {
                let arguments = operation.arguments.iter().map(|argument| &argument.kind);
                text.push_str(&format!("{:?}{:?}", arguments.collect::<Vec<_>>(), operation.result));
            }
        }
        let unions = self.unions.iter().flat_map(|union| &union.variants);
        for record in self.records.iter().chain(unions) {
            let kinds = record.fields.iter().map(|field| &field.kind);
            text.push_str(&format!("{}{:?}", record.name, kinds.collect::<Vec<_>>()));
        }
        for enumeration in &self.enumerations {
            let names = enumeration.values.iter().map(|value| &value.name);
            text.push_str(&format!("{}{:?}", enumeration.name, names.collect::<Vec<_>>()));
        }
        // FNV-1a: the same on every machine, in every release.
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

impl Type {
    /// Whether a result of this type is given as a number, not as bytes.
    pub fn is_number(&self) -> bool {
        matches!(
            self,
            Type::Boolean
                | Type::Integer { .. }
                | Type::Float
                | Type::FileDescriptor
                | Type::Flags(_)
                | Type::Object(_)
        )
    }
}
