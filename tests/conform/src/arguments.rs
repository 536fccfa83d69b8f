//! The command line.

use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, PartialEq)]
pub struct Arguments {
    /// The directory of the corpus.
    pub corpus: PathBuf,
    /// The kinds of cases to run; all when empty.
    pub kinds: Vec<String>,
    /// Whether to show how each failed case differs.
    pub verbose: bool,
}

const USAGE: &str = "usage: ferrovirt-conform CORPUS [--kinds A,B] [--verbose]";

impl Arguments {
    /// Reads the words after the program's name.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
        let mut corpus = None;
        let mut kinds = Vec::new();
        let mut verbose = false;
        while let Some(word) = words.next() {
            match word.as_str() {
                "--verbose" => verbose = true,
                "--kinds" => {
                    let list = words.next().ok_or(USAGE)?;
                    kinds.extend(list.split(',').map(str::trim).filter(|kind| !kind.is_empty()).map(str::to_owned));
                }
                option if option.starts_with("--") => return Err(format!("unknown option '{option}'; {USAGE}")),
                _ if corpus.is_some() => return Err(format!("a second corpus '{word}'; {USAGE}")),
                _ => corpus = Some(PathBuf::from(word)),
            }
        }
        Ok(Arguments { corpus: corpus.ok_or(USAGE)?, kinds, verbose })
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn kinds_are_a_list() {
        let arguments = parse("corpus --kinds a,,b --verbose").unwrap();
        assert_eq!(arguments.kinds, ["a", "b"]);
        assert!(arguments.verbose);
    }

    #[test]
    fn mistakes_are_named() {
        for (line, expected) in [("", "usage"), ("a b", "'b'"), ("a --kind x", "'--kind'"), ("a --kinds", "usage")] {
            let message = parse(line).unwrap_err();
            assert!(message.contains(expected), "{line}: {message}");
        }
    }
}
