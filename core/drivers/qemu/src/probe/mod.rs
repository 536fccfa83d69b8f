//! Finding out what an emulator can do, by starting it without a guest and asking it over QMP.

mod capabilities;
mod collect;
mod devices;
mod host_cpu;
mod replay;
mod schema;

pub use capabilities::{
    Accelerator, AcceleratorCapabilities, CpuModel, EmulatorCapabilities, GicCapability, HostCpu, KvmSupport, Machine,
    SevCapabilities, SgxCapabilities, SgxSection,
};
pub use replay::capabilities_from_replies;
pub use schema::Schema;

#[cfg(test)]
mod tests;
