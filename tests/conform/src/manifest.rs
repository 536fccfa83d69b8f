//! Reading the list of cases.

use crate::case::Case;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// The cases of the corpus in this directory; of the given kinds only, unless there are none.
pub fn read(corpus: &Path, kinds: &[String]) -> Result<Vec<Case>, String> {
    let path = corpus.join("manifest.jsonl");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let corpus = Arc::new(corpus.to_owned());
    let mut cases = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case = Case::new(corpus.clone(), line);
        cases.push(case.map_err(|message| format!("{}:{}: {message}", path.display(), index + 1))?);
    }
    let known: BTreeSet<&str> = cases.iter().map(Case::kind).collect();
    if let Some(unknown) = kinds.iter().find(|kind| !known.contains(kind.as_str())) {
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        return Err(format!("the corpus has no kind '{unknown}', but {known}"));
    }
    if !kinds.is_empty() {
        cases.retain(|case| kinds.iter().any(|kind| kind == case.kind()));
    }
    Ok(cases)
}
