//! What is printed: failures when asked for, a line per kind, and the sum.

use crate::case::Case;
use crate::failure::{Failure, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The report on these outcomes.
pub fn report(cases: &[Case], outcomes: &[Outcome], verbose: bool) -> String {
    let mut text = String::new();
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for (case, outcome) in cases.iter().zip(outcomes) {
        let (n_passed, n_all) = kinds.entry(case.kind()).or_default();
        *n_all += 1;
        match outcome {
            Ok(()) => *n_passed += 1,
            // What isn't there is said once, not for each case.
            Err(Failure::NotBuilt(what)) => *missing.entry(what).or_default() += 1,
            Err(failure) if verbose => {
                let _ = writeln!(text, "--- {}: {}\n", case.id, failure.describe().trim_end());
            }
            Err(_) => {}
        }
    }
    if verbose {
        for (what, n_cases) in missing {
            let _ = writeln!(text, "--- {n_cases} cases: {}", Failure::NotBuilt(what.to_owned()).describe());
        }
    }
    let (mut n_passed, mut n_all) = (0, 0);
    for (kind, (passed, all)) in kinds {
        let _ = writeln!(text, "{kind} {passed}/{all}");
        n_passed += passed;
        n_all += all;
    }
    let _ = writeln!(text, "{n_passed} passed, {} failed", n_all - n_passed);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use std::sync::Arc;

    #[test]
    fn kinds_are_counted() {
        let corpus = Arc::new(PathBuf::new());
        let case = |id: &str| Case::new(corpus.clone(), &format!(r#"{{"id": "{id}", "op": "none"}}"#)).unwrap();
        let cases = ["b/one", "a/one", "b/two"].map(case);
        let outcomes = [Ok(()), Err(Failure::NotBuilt("x".to_owned())), Err(Failure::Accepted)];
        assert_eq!(report(&cases, &outcomes, false), "a 0/1\nb 1/2\n1 passed, 2 failed\n");
        let verbose = report(&cases, &outcomes, true);
        assert!(verbose.starts_with("--- b/two: accepted, but should be refused\n\n--- 1 cases: not built: x\n"));
    }
}
