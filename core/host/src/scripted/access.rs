//! Which component of a path denies access, by what a test stated.

use std::path::Path;

use nix::errno::Errno;

use super::state::State;
use crate::{Access, Denial, DenialReason, FileKind};

pub(super) fn explain(state: &State, path: &Path, access: Access) -> Option<Denial> {
    let tree = &state.tree;
    let path = Path::new("/").join(path);
    let mut prefixes: Vec<&Path> = path.ancestors().collect();
    prefixes.reverse();
    let read_only =
        |resolved: &Path| resolved.ancestors().any(|above| tree.denial(above) == Some(DenialReason::ReadOnly));
    for prefix in prefixes {
        let denied = |reason| Some(Denial { path: prefix.to_owned(), reason });
        let is_last = prefix == path;
        let Ok((resolved, node)) = tree.get(prefix, true) else {
            if tree.get(prefix, false).is_ok() {
                return denied(DenialReason::BrokenLink);
            }
            let parent = prefix.parent().unwrap_or(prefix);
            let creation = tree.resolve(parent, true).and_then(|parent| tree.check_writable(&parent));
            return match creation {
                _ if !is_last || access != Access::Write => denied(DenialReason::Missing),
                Err(Errno::EROFS) => Some(Denial { path: parent.to_owned(), reason: DenialReason::ReadOnly }),
                Err(_) => Some(Denial { path: parent.to_owned(), reason: DenialReason::NoWrite }),
                Ok(()) => None,
            };
        };
        let stated = tree.denial(&resolved);
        if !is_last {
            if node.kind.file_kind() != FileKind::Directory {
                return denied(DenialReason::NotADirectory);
            }
            if stated == Some(DenialReason::NoSearch) {
                return denied(DenialReason::NoSearch);
            }
            continue;
        }
        return match (access, stated) {
            (Access::Write, _) if read_only(&resolved) => denied(DenialReason::ReadOnly),
            (Access::Write, Some(reason @ (DenialReason::NoWrite | DenialReason::NoRead))) => denied(reason),
            (Access::Read, Some(DenialReason::NoRead)) => denied(DenialReason::NoRead),
            (Access::Execute, Some(DenialReason::NoExecute)) => denied(DenialReason::NoExecute),
            (Access::Execute, _) if node.mode & 0o111 == 0 => denied(DenialReason::NoExecute),
            _ => None,
        };
    }
    None
}
