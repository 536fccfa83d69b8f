//! Files of settings in libvirt's form: `name = value` lines, where a value is a number, a text or a list.
//!
//! This module knows the form alone, no setting.

use std::path::Path;

use crate::error::{Error, ErrorCode, ErrorDomain, Result};

/// A setting's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Any number of values.
    List(Vec<Setting>),
}

/// The settings of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration(Vec<(String, Setting)>);

/// How deep lists may be in lists.
const DEPTH: usize = 8;

impl Configuration {
    /// The settings of a file; none where there is no file.
    pub fn load(path: &Path) -> Result<Configuration> {
        match std::fs::read_to_string(path) {
            Ok(text) => Configuration::parse(&text, path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Configuration::default()),
            Err(error) => Err(Error::system(ErrorDomain::Conf, format!("cannot read '{}'", path.display()), &error)),
        }
    }

    /// Reads settings; `path` is for messages.
    pub fn parse(text: &str, path: &Path) -> Result<Configuration> {
        let mut reader = Reader { rest: text, line: 1, path };
        let mut settings = Vec::new();
        loop {
            reader.skip(true);
            if reader.rest.is_empty() {
                return Ok(Configuration(settings));
            }
            let name = reader.name()?;
            reader.skip(false);
            if !reader.take('=') {
                return Err(reader.fault("expecting an assignment"));
            }
            reader.skip(false);
            let value = reader.value(0)?;
            reader.skip(false);
            if !reader.rest.is_empty() && !reader.rest.starts_with(['\n', '\r', ';']) {
                return Err(reader.fault("expecting a separator"));
            }
            settings.push((name, value));
        }
    }

    /// The last value of a setting.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The text of a setting; an error if it is something else.
    pub fn text(&self, name: &str) -> Result<Option<&str>> {
        match self.get(name) {
            None => Ok(None),
            Some(Setting::Text(text)) => Ok(Some(text)),
            Some(_) => Err(wrong_kind(name, "string")),
        }
    }

    /// The texts of a setting, which may be one text alone; an error if it is something else.
    pub fn texts(&self, name: &str) -> Result<Vec<&str>> {
        let text = |setting: &'_ Setting| matches!(setting, Setting::Text(_));
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(Setting::Text(text)) => Ok(vec![text]),
            Some(Setting::List(list)) if list.iter().all(text) => Ok(list
                .iter()
                .filter_map(|setting| match setting {
                    Setting::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect()),
            Some(_) => Err(wrong_kind(name, "list of strings")),
        }
    }
}

fn wrong_kind(name: &str, expected: &str) -> Error {
    Error::new(ErrorCode::ConfSyntax, ErrorDomain::Conf, format!("expected a {expected} for '{name}' parameter"))
}

struct Reader<'a> {
    rest: &'a str,
    line: u32,
    path: &'a Path,
}

impl Reader<'_> {
    /// Passes blanks and comments; with `lines`, ends of lines too.
    fn skip(&mut self, lines: bool) {
        while let Some(first) = self.rest.chars().next() {
            match first {
                '#' => self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]),
                '\n' | '\r' | ';' if !lines => return,
                '\n' => {
                    self.line += 1;
                    self.rest = &self.rest[1..];
                }
                ' ' | '\t' | '\r' | ';' => self.rest = &self.rest[1..],
                _ => return,
            }
        }
    }

    fn take(&mut self, expected: char) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn name(&mut self) -> Result<String> {
        let is_part = |character: char| character.is_ascii_alphanumeric() || "_.-".contains(character);
        let end = self.rest.find(|character| !is_part(character)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Err(self.fault("expecting a name"));
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    fn value(&mut self, depth: usize) -> Result<Setting> {
        if self.rest.starts_with(['"', '\'']) {
            return self.text().map(Setting::Text);
        }
        if self.rest.starts_with('[') && depth < DEPTH {
            return self.list(depth);
        }
        let end = self.rest.find(|character: char| !character.is_ascii_digit() && character != '-');
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let number = digits.parse().map_err(|_| self.fault("expecting a value"))?;
        self.rest = rest;
        Ok(Setting::Number(number))
    }

    fn text(&mut self) -> Result<String> {
        const LONG: &str = "\"\"\"";
        let quote = if self.rest.starts_with(LONG) { LONG } else { &self.rest[..1] };
        let inside = &self.rest[quote.len()..];
        let end = inside.find(quote).ok_or_else(|| self.fault("unterminated string"))?;
        let text = &inside[..end];
        if quote != LONG && text.contains('\n') {
            return Err(self.fault("unterminated string"));
        }
        self.line += u32::try_from(text.matches('\n').count()).unwrap_or(0);
        let text = text.to_owned();
        self.rest = &inside[end + quote.len()..];
        Ok(text)
    }

    fn list(&mut self, depth: usize) -> Result<Setting> {
        self.take('[');
        let mut values = Vec::new();
        loop {
            self.skip(true);
            if self.take(']') {
                return Ok(Setting::List(values));
            }
            if !values.is_empty() {
                if !self.take(',') {
                    return Err(self.fault("expecting a separator in list"));
                }
                self.skip(true);
                if self.take(']') {
                    return Ok(Setting::List(values));
                }
            }
            values.push(self.value(depth + 1)?);
        }
    }

    fn fault(&self, what: &str) -> Error {
        let place = format!("{}:{}: {what}", self.path.display(), self.line);
        Error::new(ErrorCode::ConfSyntax, ErrorDomain::Conf, place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Configuration> {
        Configuration::parse(text, Path::new("/a.conf"))
    }

    #[test]
    fn settings_of_each_kind() {
        let text =
            "# a comment\nname = \"one\" # another\nnumber=-5\nlist = [ 'a',\n \"b\", ]\nlong = \"\"\"x\ny\"\"\"\n";
        let found = parse(text).expect("settings");
        assert_eq!(found.text("name").expect("a text"), Some("one"));
        assert_eq!(found.get("number"), Some(&Setting::Number(-5)));
        assert_eq!(found.texts("list").expect("texts"), ["a", "b"]);
        assert_eq!(found.text("long").expect("a text"), Some("x\ny"));
        assert_eq!(found.text("none").expect("nothing"), None);
        assert!(found.text("list").is_err());
    }

    fn check(text: &str, expected: &str) {
        let error = parse(text).expect_err("a fault");
        assert_eq!((error.code(), error.detail()), (ErrorCode::ConfSyntax, Some(expected)), "{text}");
    }

    #[test]
    fn faults_name_their_line() {
        check("a = 1\nb", "/a.conf:2: expecting an assignment");
        check("a = \"x\n\"", "/a.conf:1: unterminated string");
        check("a = [ 1 2 ]", "/a.conf:1: expecting a separator in list");
        check("a = x", "/a.conf:1: expecting a value");
        check("5 = 1", "/a.conf:1: expecting a name");
        check("a = 1 2", "/a.conf:1: expecting a separator");
        check(&format!("a = {}", "[".repeat(20)), "/a.conf:1: expecting a value");
    }
}
