//! Paths as libvirt keeps them.

/// The path without repeated or trailing slashes. Two at the start are another place by POSIX, and stay.
pub(crate) fn clean_path(path: &str) -> String {
    let n_leading = path.bytes().take_while(|byte| *byte == b'/').count();
    let mut clean = match n_leading {
        0 => "",
        2 => "//",
        _ => "/",
    }
    .to_owned();
    for (index, part) in path.split('/').filter(|part| !part.is_empty()).enumerate() {
        if index > 0 {
            clean.push('/');
        }
        clean.push_str(part);
    }
    clean
}

#[cfg(test)]
mod tests {
    fn check(path: &str, expected: &str) {
        assert_eq!(super::clean_path(path), expected);
    }

    #[test]
    fn slashes() {
        check("///a////b//", "/a/b");
        check("//a/b/", "//a/b");
        check("a//b", "a/b");
        check("/", "/");
        check("", "");
    }
}
