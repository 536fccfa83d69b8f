//! Control groups, version 2: the interface.

use std::path::{Path, PathBuf};

use crate::HostResult;

/// Control groups, version 2. A group is named by its directory, as [`Cgroups::own`] returns it.
pub trait Cgroups: Send + Sync {
    /// The group of this process; `None` where the unified hierarchy is not mounted.
    fn own(&self) -> HostResult<Option<PathBuf>>;

    /// Whether we may create groups below this one and move processes: it was delegated to us.
    fn is_delegated(&self, group: &Path) -> HostResult<bool>;

    /// Creates a group; its parent must exist, and itself may.
    fn create(&self, group: &Path) -> HostResult<()>;

    /// Moves a process into a group.
    fn add_process(&self, group: &Path, pid: i32) -> HostResult<()>;

    /// The content of a file of the group: `memory.current`.
    fn read(&self, group: &Path, file: &str) -> HostResult<String>;

    /// Writes to a file of the group.
    fn write(&self, group: &Path, file: &str, value: &str) -> HostResult<()>;

    /// Removes a group without processes or children; `false` when there was none.
    fn remove(&self, group: &Path) -> HostResult<bool>;
}
