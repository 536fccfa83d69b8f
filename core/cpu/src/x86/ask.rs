//! Which registers of a processor are worth asking for, and how far each kind goes.

use super::{Processor, Register, catalogue};

/// Leaves are numbered anew from each of these: the first of them says which is the last.
const RANGE: u32 = 0xffff_0000;

/// The leaf of many sub-leaves: the first of them says which is the last.
const STRUCTURED_FEATURES: u32 = 7;

/// The registers in which a processor tells its own features. The others tell what guests of guests can have, which
/// hypervisors know better.
const OWN_REGISTERS: [u32; 2] = [0xcf, 0x10a];

impl Processor {
    /// The processor that answers: `cpuid` to a leaf and a sub-leaf with [EAX, EBX, ECX, EDX], `msr` to a register's
    /// number if that can be read. Nothing where there is no CPUID.
    pub fn ask(cpuid: impl Fn(u32, u32) -> Option<[u32; 4]>, msr: impl Fn(u32) -> Option<u64>) -> Option<Processor> {
        cpuid(0, 0)?;
        let features = catalogue().features().iter();
        let mut places: Vec<(u32, u32)> = vec![(0, 0), (1, 0)];
        places.extend(features.filter_map(|feature| match feature.register {
            Register::Cpuid { leaf, subleaf, .. } => Some((leaf, subleaf)),
            Register::Msr(_) => None,
        }));
        places.sort_unstable();
        places.dedup();
        // Beyond its last leaf a processor may answer with any other leaf's bits.
        let is_there = |leaf: u32, subleaf: u32| {
            let first = leaf & RANGE;
            let last = cpuid(first, 0).map_or(0, |answers| answers[0]);
            let has_leaf = last & RANGE == first && leaf <= last;
            let has_subleaf = leaf != STRUCTURED_FEATURES
                || subleaf == 0
                || cpuid(leaf, 0).is_some_and(|answers| subleaf <= answers[0]);
            has_leaf && has_subleaf
        };
        places.retain(|(leaf, subleaf)| is_there(*leaf, *subleaf));
        let answers = places.into_iter().filter_map(|(leaf, subleaf)| Some((leaf, subleaf, cpuid(leaf, subleaf)?)));
        let registers = OWN_REGISTERS.into_iter().filter_map(|number| Some((number, msr(number)?)));
        Some(Processor::from_registers(answers, registers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x86::Signature;

    #[test]
    fn what_is_not_there_is_not_believed() {
        let cpuid = |leaf: u32, subleaf: u32| {
            Some(match (leaf, subleaf) {
                (0, _) => [7, 0x6874_7541, 0x444d_4163, 0x6974_6e65],
                (1, _) => [0x00a1_0f11, 0, 1, 1],
                (2..=6, _) => [0; 4],
                (7, 0) => [0, 1, 0, 0],
                (0x8000_0000, _) => [0x8000_0001, 0, 0, 0],
                (0x8000_0001, _) => [0, 0, 1, 0],
                // As some processors answer beyond their last leaf.
                _ => [u32::MAX; 4],
            })
        };
        let processor = Processor::ask(cpuid, |number| (number == 0x10a).then_some(1)).unwrap();
        assert_eq!(processor.vendor, Some("AMD"));
        assert_eq!(processor.signature, Some(Signature { family: 25, model: 17, stepping: 1 }));
        let names = catalogue().names(&processor.features);
        assert_eq!(names, ["pni", "fpu", "fsgsbase", "lahf_lm", "rdctl-no"]);
        assert_eq!(Processor::ask(|_, _| None, |_| Some(1)), None);
    }
}
