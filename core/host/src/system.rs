//! Facts of the machine and of this process, and randomness: the interface and its values.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::HostResult;

/// Facts of the machine and of this process, and randomness.
pub trait System: Send + Sync {
    /// The machine's name.
    fn hostname(&self) -> HostResult<String>;

    /// The machine's architecture in the kernel's words: `x86_64`, `aarch64`.
    fn machine(&self) -> HostResult<String>;

    /// The kernel's release: `6.12.48-amd64`.
    fn kernel_release(&self) -> HostResult<String>;

    /// Bytes in a page of memory.
    fn page_size(&self) -> u64;

    /// The machine's CPUs.
    fn cpus(&self) -> HostResult<Cpus>;

    /// What an x86 processor says of itself; none on others, and for a leaf that this one lacks.
    fn cpuid(&self, leaf: u32, subleaf: u32) -> Option<CpuidRegisters>;

    /// The machine's memory.
    fn memory(&self) -> HostResult<Memory>;

    /// Our effective user.
    fn effective_uid(&self) -> u32;

    /// Our effective group.
    fn effective_gid(&self) -> u32;

    /// The name of a user; `None` when there is no such user.
    fn user_name(&self, uid: u32) -> HostResult<Option<String>>;

    /// The home directory of a user; `None` when there is no such user.
    fn home_directory(&self, uid: u32) -> HostResult<Option<PathBuf>>;

    /// An environment variable of this process.
    fn variable(&self, name: &str) -> Option<OsString>;

    /// Our process id.
    fn pid(&self) -> i32;

    /// The first executable file of this name in `PATH`, then in the extra directories. A name with a slash is a path.
    fn find_program(&self, name: &str, extra: &[&Path]) -> Option<PathBuf>;

    /// The version of the KVM interface; the error says why KVM can't be used.
    fn kvm_version(&self) -> HostResult<i32>;

    /// A model-specific register of the first processor. Where the kernel does not show it, what KVM would have guests
    /// read in it, which it offers for those that tell features.
    fn model_specific_register(&self, number: u32) -> HostResult<u64>;

    /// The processor's time stamp counter as guests of KVM can have it.
    fn time_stamp_counter(&self) -> HostResult<TimeStampCounter>;

    /// Fills the buffer with random bytes fit for keys.
    fn fill_random(&self, buffer: &mut [u8]) -> HostResult<()>;
}

/// The numbers of the machine's CPUs, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cpus {
    /// Those that run.
    pub online: Vec<u32>,
    /// Those that may ever run.
    pub possible: Vec<u32>,
}

/// The answer of the CPUID instruction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CpuidRegisters {
    /// EAX.
    pub eax: u32,
    /// EBX.
    pub ebx: u32,
    /// ECX.
    pub ecx: u32,
    /// EDX.
    pub edx: u32,
}

/// The machine's memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// All of it.
    pub total: u64,
    /// What nobody uses.
    pub free: u64,
    /// What a new process could get without swapping.
    pub available: u64,
    /// Kernel buffers.
    pub buffers: u64,
    /// The page cache.
    pub cached: u64,
}

/// The counter of an x86 processor that ticks at a steady rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeStampCounter {
    /// How often it ticks, in Hz.
    pub frequency: u64,
    /// Whether a guest can see it tick at another rate.
    pub scaling: bool,
}
