//! After the end of a guest's process: what it left is cleared away.

use std::path::Path;
use std::sync::Arc;

use ferrovirt_api::{DomainShutoffReason, runtime};
use ferrovirt_host::{Exit, OpenMode};

use crate::guest::view::View;
use crate::instance::Instance;
use crate::{files, log};

/// Removes the files of a process that has ended, and says in the log how it ended.
pub async fn clean_up(instance: &Arc<Instance>, view: &View, reason: DomainShutoffReason, exit: Exit) {
    let paths = instance.layout.guest(view.id, &view.name, &view.uuid.to_string());
    let host = instance.host.clone();
    // Whatever cannot be removed now is found by the next start or the next process; the guest is off all the same.
    let _ = runtime::blocking(move || {
        if let Ok(file) = host.files().open(Path::new(&paths.log_file), OpenMode::Append(0o600)) {
            log::write(&*host, file, &format!("shutting down, reason={} ({exit})", word(reason)));
        }
        files::remove(&*host, &paths)
    })
    .await;
}

fn word(reason: DomainShutoffReason) -> &'static str {
    match reason {
        DomainShutoffReason::Unknown => "unknown",
        DomainShutoffReason::Shutdown => "shutdown",
        DomainShutoffReason::Destroyed => "destroyed",
        DomainShutoffReason::Crashed => "crashed",
        DomainShutoffReason::Migrated => "migrated",
        DomainShutoffReason::Saved => "saved",
        DomainShutoffReason::Failed => "failed",
        DomainShutoffReason::FromSnapshot => "from snapshot",
        DomainShutoffReason::Daemon => "daemon",
    }
}
