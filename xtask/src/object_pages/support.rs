//! Which driver has which operation, as the support matrix says.

use std::collections::HashMap;
use std::path::Path;

/// The drivers of each operation, by its name in C: the driver, and the release that it came with.
#[derive(Default)]
pub struct Support(HashMap<String, Vec<(String, String)>>);

impl Support {
    /// Reads the tables of the matrix: the columns after the third are drivers.
    pub fn read(path: &Path) -> Result<Support, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut support = Support::default();
        let mut drivers: Vec<&str> = Vec::new();
        for line in text.lines().filter(|line| line.starts_with('|')) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            match cells.as_slice() {
                ["operation", _, _, rest @ ..] => drivers = rest.to_vec(),
                [_, c_name, _, rest @ ..] if c_name.starts_with('`') => {
                    let has = drivers.iter().zip(rest).filter(|(_, since)| **since != "–");
                    let has = has.map(|(driver, since)| ((*driver).to_owned(), (*since).to_owned()));
                    support.0.insert(c_name.trim_matches('`').to_owned(), has.collect());
                }
                _ => {}
            }
        }
        Ok(support)
    }

    /// The drivers of an operation in words.
    pub fn drivers(&self, c_name: &str) -> String {
        let has = self.0.get(c_name).map(Vec::as_slice).unwrap_or_default();
        match has {
            [] => "–".to_owned(),
            has => has.iter().map(|(driver, since)| format!("{driver} {since}")).collect::<Vec<_>>().join(", "),
        }
    }
}
