//! The CPU model library: which models there are, which one a processor is, and how CPU definitions compare.
//!
//! Models and features are data (`core/cpu/data`), read once when they are first asked for. [`x86`], [`arm`],
//! [`ppc64`] and [`s390x`] turn what a processor or a hypervisor says of itself into CPU documents; the functions here
//! work on such documents, for every architecture:
//!
//! ```
//! use ferrovirt_cpu::{Architecture, Comparison, compare};
//! use ferrovirt_xml::domain::Cpu;
//! use ferrovirt_xml::{Document, ParseOptions};
//!
//! let read = |text| Cpu::parse(text, &ParseOptions::default());
//! let host = read("<cpu><model>Nehalem</model><vendor>Intel</vendor><feature name='vme'/></cpu>")?;
//! let guest = read("<cpu match='exact'><model>Penryn</model></cpu>")?;
//! assert_eq!(compare(Architecture::X86, &host, &guest)?, Comparison::Superset);
//! # Ok::<(), ferrovirt_xml::Error>(())
//! ```
//!
//! A host's CPU is a [`HostCpu`](ferrovirt_xml::capabilities::HostCpu) document; [`guest_form`] makes it a definition
//! like any other. This crate does no I/O and knows no driver: who asks the processor or the hypervisor hands in the
//! answers.

mod architecture;
pub mod arm;
mod definition;
mod operations;
pub mod ppc64;
pub mod s390x;
mod text;
pub mod x86;

pub use architecture::Architecture;
pub use definition::guest_form;
pub use operations::{
    BaselineOptions, Comparison, baseline, check_features, compare, expand, migratable, model_names, translate, update,
};
