//! The two forms in which QEMU takes options: JSON objects and `key=value` lists.
//!
//! Values come from documents, so neither form may let a value end early: JSON quotes it, a list doubles its commas.

use serde_json::{Map, Value};

/// An object as QEMU takes it: properties in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties(Vec<(String, Value)>);

impl Properties {
    /// No properties.
    pub fn new() -> Properties {
        Properties::default()
    }

    /// A device of this type.
    pub fn device(driver: &str) -> Properties {
        Properties::new().with("driver", driver)
    }

    /// An object of this type.
    pub fn object(kind: &str, id: impl Into<String>) -> Properties {
        Properties::new().with("qom-type", kind).with("id", id.into())
    }

    /// The same with this property.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Properties {
        self.set(name, value);
        self
    }

    /// The same with this property, if there is a value.
    pub fn with_some(mut self, name: &str, value: Option<impl Into<Value>>) -> Properties {
        self.set_some(name, value);
        self
    }

    /// Adds a property.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Adds a property if there is a value.
    pub fn set_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Adds `on` or `off` if the document says which.
    pub fn set_switch(&mut self, name: &str, value: Option<bool>) {
        self.set_some(name, value.map(on_off));
    }

    /// Adds the properties of another object.
    pub fn extend(&mut self, other: Properties) {
        self.0.extend(other.0);
    }

    /// The same with these properties replaced, added, or (without a value) taken away.
    pub fn overridden(mut self, properties: &[(String, Option<Value>)]) -> Properties {
        for (name, value) in properties {
            self.0.retain(|(key, _)| key != name);
            self.set_some(name, value.clone());
        }
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A property's value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The object for a QMP command.
    pub fn into_value(self) -> Value {
        Value::Object(self.0.into_iter().collect::<Map<_, _>>())
    }

    /// The object for the command line, in the order in which it was made.
    pub fn to_json(&self) -> String {
        let members: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{}:{value}", Value::from(name.as_str()))).collect();
        format!("{{{}}}", members.join(","))
    }

    /// The same as older versions take it: the kind, which is this property, then what belongs to it. Of a list each
    /// member has its own entry.
    pub fn to_list(&self, kind: &str) -> OptionList {
        let mut list = OptionList::from_value(self.get(kind).and_then(Value::as_str).unwrap_or_default());
        for (name, value) in self.0.iter().filter(|(name, _)| name != kind) {
            match value {
                Value::Bool(state) => list.set(name, on_off(*state)),
                Value::String(text) => list.set(name, text),
                Value::Array(members) => {
                    for text in members.iter().filter_map(|member| member.get("str")?.as_str()) {
                        list.set(name, text);
                    }
                }
                other => list.set(name, other),
            }
        }
        list
    }
}

impl From<Properties> for Value {
    fn from(properties: Properties) -> Value {
        properties.into_value()
    }
}

/// A `key=value` list as QEMU takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionList(String);

impl OptionList {
    /// A list that starts with a word of ours.
    pub fn new(word: &str) -> OptionList {
        OptionList(word.to_owned())
    }

    /// A list that starts with a value from the document.
    pub fn from_value(value: &str) -> OptionList {
        OptionList(escape_commas(value))
    }

    /// The same with this option.
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> OptionList {
        self.set(name, value);
        self
    }

    /// The same with this option, if there is a value.
    pub fn with_some(mut self, name: &str, value: Option<impl std::fmt::Display>) -> OptionList {
        self.set_some(name, value);
        self
    }

    /// Adds an option.
    pub fn set(&mut self, name: &str, value: impl std::fmt::Display) {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(&escape_commas(&value.to_string()));
    }

    /// Adds an option if there is a value.
    pub fn set_some(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Adds `on` or `off` if the document says which.
    pub fn set_switch(&mut self, name: &str, value: Option<bool>) {
        self.set_some(name, value.map(on_off));
    }

    /// Adds a word of ours that stands without a value.
    pub fn word(&mut self, word: &str) {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        self.0.push_str(word);
    }

    /// The text of the argument.
    pub fn into_text(self) -> String {
        self.0
    }
}

/// The words of a switch.
pub fn on_off(value: bool) -> &'static str {
    if value { "on" } else { "off" }
}

fn escape_commas(value: &str) -> String {
    value.replace(',', ",,")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_never_end_early() {
        let list = OptionList::new("").with("path", "/a,readonly=on").with("id", "x");
        assert_eq!(list.into_text(), "path=/a,,readonly=on,id=x");
        let object = Properties::device("scsi-hd").with("serial", "a\",\"bus\":\"b");
        assert_eq!(object.to_json(), r#"{"driver":"scsi-hd","serial":"a\",\"bus\":\"b"}"#);
    }

    #[test]
    fn older_versions_take_lists() {
        let back_end = Properties::new().with("type", "user").with("vhost", true).with("id", "hostnet0");
        assert_eq!(back_end.to_list("type").into_text(), "user,vhost=on,id=hostnet0");
    }

    #[test]
    fn absent_values_leave_no_trace() {
        let mut object = Properties::object("rng-random", "objrng0").with_some("filename", None::<String>);
        object.set_switch("x", Some(true));
        assert_eq!(object.to_json(), r#"{"qom-type":"rng-random","id":"objrng0","x":"on"}"#);
    }
}
