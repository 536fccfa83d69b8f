//! Reading JSON from a peer that is not trusted.
//!
//! A first pass over the bytes counts depth and values, so that a short hostile line can neither overflow the stack nor
//! turn into gigabytes of small maps; only then does `serde_json` build the value.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The value in `text`, unless it is malformed, nested more than `depth` levels or made of more than `values` values.
///
/// `serde_json` uses about 1.3 KiB of stack for each level in an unoptimized build, so `depth` must suit the thread.
pub(crate) fn parse(text: &[u8], depth: usize, values: usize) -> Result<Value, String> {
    check_size(text, depth, values)?;
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    deserializer.disable_recursion_limit();
    let value = Value::deserialize(&mut deserializer).map_err(|error| error.to_string())?;
    deserializer.end().map_err(|error| error.to_string())?;
    Ok(value)
}

/// A document of the host's own. It becomes a value first, so that each type has one reader and not a second one for texts.
pub(crate) fn typed<T: DeserializeOwned>(text: &[u8]) -> serde_json::Result<T> {
    serde_json::from_value(serde_json::from_slice(text)?)
}

/// Counts brackets and separators outside strings. Malformed text may be miscounted: it fails in the parser.
fn check_size(text: &[u8], depth: usize, values: usize) -> Result<(), String> {
    let (mut level, mut count) = (0usize, 0usize);
    let (mut in_string, mut escaped) = (false, false);
    for &byte in text {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => (level, count) = (level + 1, count + 1),
            b'}' | b']' => level = level.saturating_sub(1),
            b',' => count += 1,
            _ => {}
        }
        if level > depth {
            return Err(format!("nested more than {depth} levels deep"));
        }
        if count > values {
            return Err(format!("more than {values} values"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let result = parse(text.as_bytes(), 3, 5);
        match expected {
            Ok(json) => assert_eq!(result.map(|value| value.to_string()), Ok(json.to_owned()), "{text}"),
            Err(words) => {
                let error = result.expect_err(text);
                assert!(error.contains(words), "{text}: {error}");
            }
        }
    }

    #[test]
    fn limits_count_what_is_outside_strings() {
        check(r#"{"a":[1,2]}"#, Ok(r#"{"a":[1,2]}"#));
        check("[[[1]]]", Ok("[[[1]]]"));
        check("[[[[1]]]]", Err("nested more than 3 levels"));
        check(r#""[[[[[[[[\"[[[[\\""#, Ok(r#""[[[[[[[[\"[[[[\\""#));
        check("[1,2,3,4,5]", Ok("[1,2,3,4,5]"));
        check("[1,2,3,4,5,6]", Err("more than 5 values"));
    }

    #[test]
    fn malformed_text_is_an_error() {
        check("]]]]", Err("expected value"));
        check("{} x", Err("trailing characters"));
        check(r#"{"a""#, Err("EOF"));
        check("\"\\ud800\"", Err("hex escape"));
    }

    #[test]
    fn the_deepest_allowed_value_fits_a_worker_thread() {
        let depth = super::super::Limits::default().depth;
        let text = format!("{}1{}", "{\"backing-image\":".repeat(depth), "}".repeat(depth));
        let thread = std::thread::Builder::new().stack_size(1 << 20);
        let value = thread.spawn(move || parse(text.as_bytes(), depth, 1000).map(drop)).expect("thread starts").join();
        assert_eq!(value.expect("no overflow"), Ok(()));
    }
}
