//! Documents: a class for each kind, with the classes of its elements inside.

use super::Package;

/// The classes of all documents.
pub fn add(_package: &mut Package<'_>) -> Result<(), String> {
    Ok(())
}
