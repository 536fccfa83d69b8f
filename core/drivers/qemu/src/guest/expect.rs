//! What is known beforehand of the next report of QEMU's: it says that the processors stopped, not why.

use std::sync::Mutex;

use ferrovirt_api::{DomainPausedReason, DomainRunningReason};

use super::Guest;

#[derive(Default)]
struct Expected {
    pause: Option<DomainPausedReason>,
    resume: Option<DomainRunningReason>,
    reboot: bool,
}

/// What is expected of the next reports.
#[derive(Default)]
pub(super) struct Expectations(Mutex<Expected>);

impl Expectations {
    fn with<T>(&self, work: impl FnOnce(&mut Expected) -> T) -> T {
        // Three plain values are sound whatever happened to another holder of the lock.
        work(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

impl Guest {
    /// The processors are about to stop for this reason.
    pub(crate) fn expect_pause(&self, reason: DomainPausedReason) {
        self.expected.with(|expected| expected.pause = Some(reason));
    }

    /// The processors are about to run for this reason.
    pub(crate) fn expect_resume(&self, reason: DomainRunningReason) {
        self.expected.with(|expected| expected.resume = Some(reason));
    }

    /// Whether the next shutdown is the first half of a reboot.
    pub(crate) fn expect_reboot(&self, reboot: bool) {
        self.expected.with(|expected| expected.reboot = reboot);
    }

    pub(super) fn take_pause_reason(&self) -> Option<DomainPausedReason> {
        self.expected.with(|expected| expected.pause.take())
    }

    pub(super) fn take_resume_reason(&self) -> Option<DomainRunningReason> {
        self.expected.with(|expected| expected.resume.take())
    }

    pub(super) fn take_reboot(&self) -> bool {
        self.expected.with(|expected| std::mem::take(&mut expected.reboot))
    }

    pub(super) fn forget_expectations(&self) {
        self.expected.with(|expected| *expected = Expected::default());
    }
}
