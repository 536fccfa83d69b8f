//! What a processor says of itself: the answers of CPUID and the model-specific registers.

use super::{CpuidRegister, FeatureSet, Register, Signature, catalogue};
use crate::text::number;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::ParseOptions;
use ferrovirt_xml::tree::{Node, Tree};
use std::collections::HashMap;

/// Vendors by what their processors call themselves.
const VENDORS: &[(&str, &str)] = &[("GenuineIntel", "Intel"), ("AuthenticAMD", "AMD"), ("HygonGenuine", "Hygon")];

/// A processor, or what a hypervisor shows to its guests as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Processor {
    /// Its vendor's name in documents, if the vendor is known.
    pub vendor: Option<&'static str>,
    /// What it says it is.
    pub signature: Option<Signature>,
    /// Its features.
    pub features: FeatureSet,
}

impl Processor {
    /// A processor by its registers: `cpuid` gives (leaf, subleaf, [EAX, EBX, ECX, EDX]), `msr` (number, value).
    pub fn from_registers(
        cpuid: impl IntoIterator<Item = (u32, u32, [u32; 4])>,
        msr: impl IntoIterator<Item = (u32, u64)>,
    ) -> Processor {
        let registers = [CpuidRegister::Eax, CpuidRegister::Ebx, CpuidRegister::Ecx, CpuidRegister::Edx];
        let mut values: HashMap<Register, u64> = HashMap::new();
        for (leaf, subleaf, answers) in cpuid {
            for (register, answer) in registers.into_iter().zip(answers) {
                values.insert(Register::Cpuid { leaf, subleaf, register }, u64::from(answer));
            }
        }
        values.extend(msr.into_iter().map(|(index, value)| (Register::Msr(index), value)));

        let features = catalogue().features().iter().enumerate();
        let is_set = |register, bit| values.get(register).is_some_and(|value| value >> bit & 1 == 1);
        let present = features.filter(|(_, feature)| is_set(&feature.register, feature.bit)).map(|(index, _)| index);
        let answer =
            |leaf, register| values.get(&Register::Cpuid { leaf, subleaf: 0, register }).map(|value| *value as u32);
        let name = [CpuidRegister::Ebx, CpuidRegister::Edx, CpuidRegister::Ecx].map(|register| answer(0, register));
        let name: Vec<u8> = name.iter().flat_map(|part| part.unwrap_or_default().to_le_bytes()).collect();
        Processor {
            vendor: std::str::from_utf8(&name).ok().and_then(vendor),
            signature: answer(1, CpuidRegister::Eax).map(signature),
            features: present.collect(),
        }
    }

    /// A processor by a dump of its registers: a `<cpudata>` document of `<cpuid>` and `<msr>` elements.
    pub fn from_dump(text: &str) -> Result<Processor> {
        let tree = Tree::parse(text, &ParseOptions::default())?;
        let root = tree.root();
        if root.name() != "cpudata" {
            return Err(root.error(&format!("unexpected root element <{}>, expecting <cpudata>", root.name())));
        }
        let mut cpuid = Vec::new();
        for node in root.children("cpuid") {
            let subleaf = if node.attribute("ecx_in").is_some() { value(node, "ecx_in")? } else { 0 };
            let answers = [value(node, "eax")?, value(node, "ebx")?, value(node, "ecx")?, value(node, "edx")?];
            cpuid.push((value(node, "eax_in")?, subleaf, answers));
        }
        let mut msr = Vec::new();
        for node in root.children("msr") {
            let high = u64::from(value(node, "edx")?);
            msr.push((value(node, "index")?, high << 32 | u64::from(value(node, "eax")?)));
        }
        Ok(Processor::from_registers(cpuid, msr))
    }

    /// The same processor without features that do not work, whatever it says.
    pub fn without_defects(mut self) -> Processor {
        if let Some(signature) = self.signature.as_ref().filter(|_| self.vendor == Some("Intel")) {
            self.features = self.features.without(&catalogue().defective(signature));
        }
        self
    }
}

fn value(node: Node<'_>, name: &str) -> Result<u32> {
    let text = node.attribute(name).ok_or_else(|| node.missing_attribute(name))?;
    number(text).map_err(|_| node.invalid_attribute_with(ErrorCode::InternalError, name, "a 32-bit number"))
}

/// The name in documents of the vendor whose processors call themselves so.
pub(super) fn vendor(name: &str) -> Option<&'static str> {
    VENDORS.iter().find(|(own, _)| *own == name).map(|(_, vendor)| *vendor)
}

/// Whether a vendor has this name in documents.
pub(crate) fn is_known_vendor(name: &str) -> bool {
    VENDORS.iter().any(|(_, vendor)| *vendor == name)
}

/// The signature in CPUID's leaf 1, EAX: the extended parts count only for families that need them.
fn signature(eax: u32) -> Signature {
    let bits = |shift: u32, width: u32| eax >> shift & ((1 << width) - 1);
    let base_family = bits(8, 4);
    let family = if base_family == 15 { base_family + bits(20, 8) } else { base_family };
    let model = if matches!(base_family, 6 | 15) { bits(16, 4) << 4 | bits(4, 4) } else { bits(4, 4) };
    Signature { family, model, stepping: bits(0, 4) }
}

/// An answer that cannot be understood.
pub(super) fn unusable(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::InternalError, ErrorDomain::Cpu, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "<cpudata arch='x86'>
      <cpuid eax_in='0x0' ebx='0x756e6547' ecx='0x6c65746e' edx='0x49656e69' eax='0xd'/>
      <cpuid eax_in='0x1' ecx_in='0x0' eax='0x206a7' ebx='0x0' ecx='0x80000001' edx='0x1'/>
      <msr index='0x48c' eax='0x1' edx='0x1'/>
    </cpudata>";

    #[test]
    fn a_dump() {
        let processor = Processor::from_dump(DUMP).unwrap();
        assert_eq!(processor.vendor, Some("Intel"));
        assert_eq!(processor.signature, Some(Signature { family: 6, model: 42, stepping: 7 }));
        let names = catalogue().names(&processor.features);
        assert_eq!(names, ["pni", "hypervisor", "fpu", "vmx-ept-execonly", "vmx-invvpid"]);
    }

    #[test]
    fn what_cannot_be_a_dump_is_refused() {
        for text in ["<cpu/>", "<cpudata><cpuid/></cpudata>", &DUMP.replace("0x206a7", "many")] {
            assert!(Processor::from_dump(text).is_err(), "{text}");
        }
        assert_eq!(Processor::from_dump("<cpudata/>").unwrap(), Processor::default());
    }

    #[test]
    fn extended_signatures() {
        assert_eq!(signature(0x00a2_0f12), Signature { family: 25, model: 33, stepping: 2 });
        assert_eq!(signature(0x0000_0543), Signature { family: 5, model: 4, stepping: 3 });
    }
}
