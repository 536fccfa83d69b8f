//! Small files of the kernel: a word, a number, a list of numbers.

use ferrovirt_host::Host;
use std::path::Path;

/// More than any of the files that are read here has.
const FILE_MAX: usize = 256 << 10;

/// More than a file has that grows with the number of processors.
const LONG_FILE_MAX: usize = 64 << 20;

/// More numbers than Linux gives to processors or nodes.
const NUMBER_MAX: u32 = 1 << 16;

/// Reads files of the kernel; what can't be read or understood is not there.
pub(super) struct Reader<'a> {
    host: &'a dyn Host,
}

impl<'a> Reader<'a> {
    pub(super) fn new(host: &'a dyn Host) -> Reader<'a> {
        Reader { host }
    }

    /// The whole file as text.
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        let content = self.host.files().read(path, FILE_MAX).ok()?;
        Some(String::from_utf8_lossy(&content).into_owned())
    }

    /// The beginning of a file that may be longer than needed.
    pub(super) fn beginning(&self, path: &Path) -> Option<String> {
        let content = self.host.files().read(path, LONG_FILE_MAX).ok()?;
        Some(String::from_utf8_lossy(content.get(..FILE_MAX).unwrap_or(&content)).into_owned())
    }

    /// The file without white space around it; none when nothing is left.
    pub(super) fn word(&self, path: &Path) -> Option<String> {
        let text = self.text(path)?;
        let word = text.trim();
        (!word.is_empty()).then(|| word.to_owned())
    }

    /// A number, decimal.
    pub(super) fn number<T: std::str::FromStr>(&self, path: &Path) -> Option<T> {
        self.word(path)?.parse().ok()
    }

    /// A list of numbers, as in `0-3,8`.
    pub(super) fn list(&self, path: &Path) -> Option<Vec<u32>> {
        parse_list(&self.text(path)?)
    }

    /// The names in a directory; none when it can't be listed.
    pub(super) fn names(&self, directory: &Path) -> Vec<String> {
        let entries = self.host.files().list(directory).unwrap_or_default();
        entries.into_iter().filter_map(|entry| entry.name.into_string().ok()).collect()
    }

    /// Whether there is anything at the path.
    pub(super) fn exists(&self, path: &Path) -> bool {
        self.host.files().exists(path).unwrap_or(false)
    }
}

/// `0-3,8`
pub(super) fn parse_list(text: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for range in text.trim().split(',').filter(|range| !range.is_empty()) {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (u32, u32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        if last > NUMBER_MAX {
            return None;
        }
        numbers.extend(first..=last);
        if numbers.len() > NUMBER_MAX as usize {
            return None;
        }
    }
    Some(numbers)
}

/// The number after a prefix, as in `node12`.
pub(super) fn numbered(name: &str, prefix: &str) -> Option<u32> {
    let digits = name.strip_prefix(prefix)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// An amount like `1024 kB`, `32K` or `16M`, in KiB.
pub(super) fn kibibytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..end].parse().ok()?;
    match text[end..].trim().chars().next() {
        Some('k' | 'K') => Some(number),
        Some('M') => number.checked_mul(1024),
        Some('G') => number.checked_mul(1 << 20),
        None => Some(number / 1024),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_amounts() {
        assert_eq!(parse_list("0-2,5\n"), Some(vec![0, 1, 2, 5]));
        assert_eq!(parse_list(""), Some(vec![]));
        assert_eq!(parse_list("0-4000000000"), None);
        assert_eq!(parse_list("1-x"), None);
        assert_eq!(kibibytes("1024 kB"), Some(1024));
        assert_eq!(kibibytes("16M"), Some(16384));
        assert_eq!(kibibytes("99999999999999999G"), None);
        assert_eq!(kibibytes("M"), None);
        assert_eq!((numbered("node12", "node"), numbered("nodes", "node")), (Some(12), None));
    }
}
