//! Finding out what an emulator can do, by starting it without a guest and asking it over QMP.

mod cache;
mod capabilities;
mod collect;
mod devices;
mod find;
#[cfg(feature = "fuzzing")]
pub(crate) mod fuzzing;
mod host_cpu;
mod prober;
mod process;
mod replay;
mod schema;

pub use capabilities::{
    Accelerator, AcceleratorCapabilities, CpuModel, EmulatorCapabilities, GicCapability, HostCpu, KvmSupport, Machine,
    SevCapabilities, SgxCapabilities, SgxSection,
};
pub use find::{find_emulator, libvirt_architecture, qemu_architecture};
pub use prober::Prober;
pub use replay::capabilities_from_replies;
pub use schema::Schema;

#[cfg(test)]
mod live_tests;
#[cfg(test)]
mod protocol_tests;
#[cfg(test)]
mod tests;
