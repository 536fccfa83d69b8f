//! Reading the files of data: words in lines, `#` begins a comment, an indented line goes on with the one before.
//!
//! It knows nothing of what the words mean.

/// The statements of a file, each as its words.
pub(crate) fn statements(text: &'static str) -> Vec<Vec<&'static str>> {
    let mut statements: Vec<Vec<&'static str>> = Vec::new();
    for line in text.lines() {
        let words = line.split_whitespace().take_while(|word| !word.starts_with('#'));
        match statements.last_mut() {
            Some(statement) if line.starts_with(' ') => statement.extend(words),
            _ => statements.push(words.collect()),
        }
    }
    statements.retain(|statement| !statement.is_empty());
    statements
}

/// A number, hexadecimal with `0x`.
pub(crate) fn number(word: &str) -> Result<u32, String> {
    let number = match word.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => word.parse(),
    };
    number.map_err(|_| format!("'{word}' is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_numbers() {
        let read = statements("# about\na b # more\n  c\n\nd\n");
        assert_eq!(read, [vec!["a", "b", "c"], vec!["d"]]);
        assert_eq!((number("0x1f"), number("12")), (Ok(31), Ok(12)));
        assert!(number("0xg").is_err());
    }
}
