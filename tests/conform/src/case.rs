//! A case of the corpus, and access to the files that it names.

use crate::canonical;
use crate::failure::{Failure, Outcome};
use serde_json::{Map, Value};
use std::path::PathBuf;
use std::sync::Arc;

/// A case: a line of the manifest.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name: kind, slash, and a name among the kind.
    pub id: String,
    /// What is done with it.
    pub operation: String,
    /// The whole line.
    row: Map<String, Value>,
    corpus: Arc<PathBuf>,
}

impl Case {
    /// Takes a line of the manifest of the corpus in this directory.
    pub fn new(corpus: Arc<PathBuf>, line: &str) -> Result<Case, String> {
        let row: Map<String, Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let word = |name: &str| match row.get(name) {
            Some(Value::String(word)) => Ok(word.clone()),
            _ => Err(format!("'{name}' is missing or no string")),
        };
        Ok(Case { id: word("id")?, operation: word("op")?, row, corpus })
    }

    /// The kind of case: what is counted together.
    pub fn kind(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// An option that is one word.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.row.get(name)?.as_str()
    }

    /// An option of any form; null when it isn't there.
    pub fn value(&self, name: &str) -> &Value {
        self.row.get(name).unwrap_or(&Value::Null)
    }

    /// The path of something that stands for a part of the host.
    pub fn fixture(&self, name: &str) -> PathBuf {
        self.corpus.join("fixtures").join(name)
    }

    /// The content of the only input.
    pub fn input(&self) -> Result<String, Failure> {
        self.named("input", None)
    }

    /// The content of the only expected file.
    pub fn expected(&self) -> Result<String, Failure> {
        self.named("expect", None)
    }

    /// The content of the file that the case names in its field `field`, there under `part` where it names several.
    pub fn named(&self, field: &str, part: Option<&str>) -> Result<String, Failure> {
        let value = self.row.get(field);
        let value = match part {
            None => value,
            Some(part) => value.and_then(|value| value.get(part)),
        };
        let Some(Value::String(path)) = value else {
            return Err(Failure::Unusable(format!("no file in '{field}' {}", part.unwrap_or_default())));
        };
        self.file(path)
    }

    /// The content of a file of the corpus.
    pub fn file(&self, path: &str) -> Result<String, Failure> {
        let path = self.corpus.join("files").join(path);
        std::fs::read_to_string(&path).map_err(|error| Failure::Unusable(format!("{}: {error}", path.display())))
    }

    /// Compares a document with the only expected file, as trees.
    pub fn expect_xml(&self, actual: &str) -> Outcome {
        let lines = |text: &str| canonical::xml(text).map_err(|error| Failure::Unusable(error.report()));
        Failure::unless_equal(&lines(&self.expected()?)?, &lines(actual)?)
    }
}
