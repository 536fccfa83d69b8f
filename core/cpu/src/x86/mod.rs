//! x86: features are bits of CPUID leaves and model-specific registers; models are sets of features.
//!
//! [`Processor`] is what a processor, or a hypervisor for its guests, says of itself; [`closest`] finds the model that
//! needs the fewest words beside it. It knows nothing of other architectures.

mod ask;
mod catalogue;
mod choice;
mod document;
mod feature;
mod feature_set;
mod hypervisor;
mod model;
mod processor;
mod wanted;

pub use catalogue::{Catalogue, catalogue};
pub(crate) use choice::describe;
pub use choice::{Choice, Purpose, closest};
pub(crate) use document::definition_of;
pub use document::{guest_definition, host_definition};
pub use feature::{CpuidRegister, Feature, Register};
pub use feature_set::FeatureSet;
pub use hypervisor::OfferedModels;
pub use model::{Model, Signature, SignatureRange};
pub use processor::Processor;
pub(crate) use wanted::{Wanted, checked_feature};
