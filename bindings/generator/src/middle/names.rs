//! Names in the cases that languages use.

/// `DomainState` or `domainState` as `domain_state`.
pub fn snake_case(name: &str) -> String {
    let mut words = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        if letter.is_uppercase() && after_lower {
            words.push('_');
        }
        after_lower = letter.is_lowercase() || letter.is_ascii_digit();
        words.extend(letter.to_lowercase());
    }
    words
}

/// `PmSuspended` as `PM_SUSPENDED`.
pub fn screaming_snake_case(name: &str) -> String {
    snake_case(name).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        assert_eq!(snake_case("DomainState"), "domain_state");
        assert_eq!(snake_case("BlockJob2Done"), "block_job2_done");
        assert_eq!(screaming_snake_case("PmSuspended"), "PM_SUSPENDED");
        assert_eq!(snake_case("already_so"), "already_so");
    }
}
