//! The registry: one line for each driver.

use ferrovirt_api::DriverFactory;

/// Every driver of this build.
pub static DRIVERS: &[&DriverFactory] = &[&ferrovirt_driver_qemu::FACTORY, &ferrovirt_driver_test::FACTORY];
