//! Devices that the guest was asked to give back, and those who wait for it.

use std::sync::Mutex;

use tokio::sync::oneshot;

/// Who waits for which device.
#[derive(Default)]
pub(crate) struct Removals(Mutex<Vec<(String, oneshot::Sender<bool>)>>);

impl Removals {
    /// Waits for this device; whoever waits must begin before the guest is asked. The answer is whether it is gone.
    pub(crate) fn expect(&self, alias: &str) -> oneshot::Receiver<bool> {
        let (settled, waiting) = oneshot::channel();
        let mut waiters = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        waiters.retain(|(_, waiter)| !waiter.is_closed());
        waiters.push((alias.to_owned(), settled));
        waiting
    }

    /// The device is gone, or the guest refused.
    pub(super) fn settle(&self, alias: &str, gone: bool) {
        let mut waiters = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut index = 0;
        while let Some((candidate, _)) = waiters.get(index) {
            if candidate == alias {
                // Whoever waited may have given up.
                let _ = waiters.swap_remove(index).1.send(gone);
            } else {
                index += 1;
            }
        }
    }
}
