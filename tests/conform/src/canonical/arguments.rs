//! Command lines: lists of arguments, where JSON counts by value.

use serde_json::Value;

/// The words of a shell's command; lines may go on after a backslash.
pub fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('\n') | None => {}
                Some(other) => word.get_or_insert_default().push(other),
            },
            '\'' => word.get_or_insert_default().extend(characters.by_ref().take_while(|next| *next != '\'')),
            '"' => {
                let word = word.get_or_insert_default();
                while let Some(next) = characters.next().filter(|next| *next != '"') {
                    match next {
                        '\\' => word.extend(characters.next()),
                        other => word.push(other),
                    }
                }
            }
            space if space.is_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

/// Arguments as lines: an option with its values in one.
pub fn arguments(arguments: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_option = false;
    for argument in arguments {
        let starts_option = argument.starts_with('-');
        let text = value(argument);
        match lines.last_mut() {
            Some(last) if is_option && !starts_option => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => lines.push(text),
        }
        is_option = starts_option;
    }
    lines
}

/// An argument; JSON with sorted keys, encrypted secrets by their presence.
fn value(argument: &str) -> String {
    match serde_json::from_str::<Value>(argument) {
        Ok(Value::Object(mut object)) => {
            if object.contains_key("iv") && object.contains_key("data") {
                object.insert("data".to_owned(), Value::from("(encrypted)"));
                object.insert("iv".to_owned(), Value::from("(random)"));
            }
            let mut value = Value::Object(object);
            value.sort_all_objects();
            value.to_string()
        }
        _ => format!("{argument:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{arguments, split};

    #[test]
    fn words_of_a_shell() {
        let words = split("a \\\n-b 'c d' \"e \\\"f\" g\\ h ''\n");
        assert_eq!(words, ["a", "-b", "c d", "e \"f", "g h", ""]);
    }

    #[test]
    fn json_counts_by_value() {
        let lines = |command: &str| arguments(&split(command));
        assert_eq!(lines("q -o '{\"b\":1,\"a\":2}'"), lines("q -o '{ \"a\": 2, \"b\": 1 }'"));
        assert_ne!(lines("q -o '{\"a\":[1,2]}'"), lines("q -o '{\"a\":[2,1]}'"));
        assert_eq!(lines("q -o '{\"data\":\"x\",\"iv\":\"y\"}'"), lines("q -o '{\"data\":\"z\",\"iv\":\"\"}'"));
    }

    #[test]
    fn words_do_not_run_into_each_other() {
        let lines = |words: &[&str]| arguments(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_ne!(lines(&["-a", "b c"]), lines(&["-a", "b", "c"]));
        assert_ne!(lines(&["-a", "b"]), lines(&["-a b"]));
    }
}
