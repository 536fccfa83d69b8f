//! What pools and volumes have in common.

mod path;

pub(crate) use path::clean_path;

use crate::element;
use crate::scalar::FileMode;

/// Who may use a file.
#[element("permissions")]
pub struct Permissions {
    /// What owner, group and others may do.
    #[xml("mode")]
    pub mode: Option<FileMode>,
    /// The number of the owner; -1 for whoever it is.
    #[xml("owner")]
    pub owner: Option<i64>,
    /// The number of the group; -1 for whichever it is.
    #[xml("group")]
    pub group: Option<i64>,
    /// Its security label.
    #[xml("label")]
    pub label: Option<String>,
}

/// Forgets owner and group where their number stands for none, and permissions that say nothing.
pub(crate) fn complete_permissions(permissions: &mut Option<Permissions>) {
    // The kernel's "no such ID", also as an unsigned number.
    let is_some = |id: &i64| *id != -1 && *id != i64::from(u32::MAX);
    if let Some(permissions) = permissions {
        permissions.owner = permissions.owner.filter(is_some);
        permissions.group = permissions.group.filter(is_some);
    }
    if permissions.as_ref().is_some_and(|permissions| *permissions == Permissions::default()) {
        *permissions = None;
    }
}
