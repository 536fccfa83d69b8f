//! CPUs: what processors and QEMU say of them, as CPU documents.

use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_cpu::x86::{OfferedModels, Processor, guest_definition, host_definition};
use ferrovirt_xml::{Document, Format};
use serde_json::{Deserializer, Value};

/// A dump of CPUID as a host's CPU.
pub fn host(case: &Case) -> Outcome {
    let definition = host_definition(&Processor::from_dump(&case.input()?)?, "x86_64")?;
    case.expect_xml(&definition.to_xml(&Format::INACTIVE))
}

/// A dump of CPUID as a guest's CPU, with a model among those that QEMU offers.
pub fn guest(case: &Case) -> Outcome {
    let offered = match case.option("models") {
        Some(path) => offered(&answers(&case.file(path)?)?)?,
        None => None,
    };
    let definition = guest_definition(&Processor::from_dump(&case.input()?)?, offered.as_ref())?;
    case.expect_xml(&definition.to_xml(&Format::INACTIVE))
}

/// QEMU's expansion of the host's CPU as a guest's CPU.
pub fn qemu(case: &Case) -> Outcome {
    let answers = answers(&case.input()?)?;
    let expansion = answers.first().ok_or_else(|| Failure::Unusable("no answer".to_owned()))?;
    let definition = guest_definition(&Processor::from_expansion(expansion)?, offered(&answers)?.as_ref())?;
    case.expect_xml(&definition.to_xml(&Format::INACTIVE))
}

/// What QEMU returned, one answer after the other.
fn answers(text: &str) -> Result<Vec<Value>, Failure> {
    let answers = Deserializer::from_str(text).into_iter::<Value>();
    let unusable = |error: serde_json::Error| Failure::Unusable(error.to_string());
    answers.map(|answer| Ok(answer.map_err(unusable)?["return"].take())).collect()
}

/// The models in the answer that is a list.
fn offered(answers: &[Value]) -> Result<Option<OfferedModels>, Failure> {
    let list = answers.iter().find(|answer| answer.is_array());
    Ok(list.map(OfferedModels::from_definitions).transpose()?)
}
