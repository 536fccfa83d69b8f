//! Virtual processors: where they may run, what they did, and how they are scheduled.

use ferrovirt_api::{
    DomainCpuStatsParameters, DomainIdentity, DomainModificationImpact, DomainScheduler, DomainSchedulerParameters,
    Error, ErrorCode, ErrorDomain, Result, TypedParameters, VcpuInfo, VcpuState,
};
use ferrovirt_xml::domain::cputune::{CpuTune, VcpuPin};
use ferrovirt_xml::scalar::CpuSet;

use crate::document::Document;
use crate::domain::invalid;
use crate::driver::TestDriver;

/// The weight of guests whose weight nobody set.
pub const USUAL_WEIGHT: u32 = 50;

/// What each of the host's processors did for a guest, in nanoseconds; each further one a nanosecond more.
const CPU_TIME: u64 = 24_386_308_517;
const VCPU_TIME: u64 = 23_151_740_627;

/// What the guest did in all, in nanoseconds.
const USER_TIME: u64 = 5_540_000_000;
const SYSTEM_TIME: u64 = 6_460_000_000;

/// How many processors a guest used.
const USED: u32 = 2;

impl TestDriver {
    pub(crate) fn vcpu_list(&self, identity: &DomainIdentity) -> Result<Vec<VcpuInfo>> {
        self.domains.look(identity, |state| {
            if !state.is_active() {
                return Err(invalid("cannot list vcpus for an inactive domain"));
            }
            let document = state.running()?;
            let time = state.clock.nanoseconds(self.host.clock());
            Ok((0..document.vcpus())
                .map(|number| VcpuInfo {
                    number,
                    state: VcpuState::Running,
                    // One processor is busy, the rest idle.
                    cpu_time: if number == 0 { time } else { 0 },
                    cpu: (0..self.node.cpus)
                        .rev()
                        .find(|cpu| may_run(document, number, *cpu))
                        .map_or(-1, |cpu| i32::try_from(cpu).unwrap_or(i32::MAX)),
                    cpu_map: self.processor_map(|cpu| may_run(document, number, cpu)),
                })
                .collect())
        })
    }

    pub(crate) fn pin_vcpu(
        &self,
        identity: &DomainIdentity,
        vcpu: u32,
        map: &[u8],
        flags: DomainModificationImpact,
    ) -> Result<()> {
        self.domains.look(identity, |state| {
            match state.is_active() || flags.contains(DomainModificationImpact::CONFIG) {
                true => Ok(()),
                false => Err(invalid("cannot pin vcpus on an inactive domain")),
            }
        })?;
        let cpuset = self.processors(map)?;
        self.tune(identity, flags, |document| {
            if vcpu >= document.vcpus() {
                let detail = format!("requested vcpu '{vcpu}' is not present in the domain");
                return Err(Error::invalid_argument(ErrorDomain::Test, detail));
            }
            let pins = &mut cputune(document).vcpupin;
            pins.retain(|pin| pin.vcpu != vcpu);
            pins.push(VcpuPin { vcpu, cpuset: cpuset.clone() });
            pins.sort_by_key(|pin| pin.vcpu);
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn vcpu_pins(&self, identity: &DomainIdentity, flags: DomainModificationImpact) -> Result<Vec<Vec<u8>>> {
        self.shown(identity, flags, |document| {
            let vcpus = 0..document.max_vcpus();
            Ok(vcpus.map(|vcpu| self.processor_map(|cpu| may_run(document, vcpu, cpu))).collect())
        })
    }

    pub(crate) fn pin_emulator(
        &self,
        identity: &DomainIdentity,
        map: &[u8],
        flags: DomainModificationImpact,
    ) -> Result<()> {
        let cpuset = self.processors(map)?;
        self.tune(identity, flags, |document| {
            cputune(document).emulatorpin = Some(cpuset.clone());
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn emulator_pin(&self, identity: &DomainIdentity, flags: DomainModificationImpact) -> Result<Vec<u8>> {
        self.shown(identity, flags, |document| {
            let domain = document.domain();
            let pin = domain.cputune.as_ref().and_then(|tune| tune.emulatorpin.as_ref());
            let set = pin.or_else(|| domain.vcpu.as_ref().and_then(|vcpu| vcpu.cpuset.as_ref()));
            Ok(self.processor_map(|cpu| set.is_none_or(|set| set.contains(cpu))))
        })
    }

    /// The processors of a map, of which there must be one at least.
    pub(crate) fn processors(&self, map: &[u8]) -> Result<CpuSet> {
        let has = |cpu: &u32| map.get((cpu / 8) as usize).is_some_and(|byte| byte >> (cpu % 8) & 1 == 1);
        let set: CpuSet = (0..self.node.cpus).filter(has).collect();
        match set.is_empty() {
            true => Err(Error::invalid_argument(ErrorDomain::Test, "Empty cpu list for pinning")),
            false => Ok(set),
        }
    }

    pub(crate) fn scheduler(&self, identity: &DomainIdentity) -> Result<DomainScheduler> {
        self.domains.look(identity, |_| Ok(DomainScheduler { name: "fair".to_owned(), parameters: 1 }))
    }

    pub(crate) fn scheduler_parameters(&self, identity: &DomainIdentity) -> Result<TypedParameters> {
        self.domains
            .look(identity, |state| Ok(TypedParameters::new().with(DomainSchedulerParameters::WEIGHT, state.weight)))
    }

    pub(crate) fn set_scheduler_parameters(
        &self,
        identity: &DomainIdentity,
        parameters: &TypedParameters,
    ) -> Result<()> {
        only_named(parameters, DomainSchedulerParameters::SET, &["weight"])?;
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if let Some(weight) = parameters.get(DomainSchedulerParameters::WEIGHT) {
            change.state.weight = weight;
            change.store();
        }
        Ok(())
    }

    /// The times of processors from `start` on, or of all together where it is below zero. No processor at all asks
    /// for how many there are.
    pub(crate) fn processor_statistics(
        &self,
        identity: &DomainIdentity,
        start: i32,
        count: u32,
    ) -> Result<Vec<TypedParameters>> {
        use DomainCpuStatsParameters as P;
        self.must_run(identity)?;
        let sum = |time: u64| (0..u64::from(USED)).fold(0, |sum, cpu| sum + time + cpu);
        let Ok(start) = u32::try_from(start) else {
            let total = TypedParameters::new().with(P::CPU_TIME, sum(CPU_TIME));
            return Ok(vec![total.with(P::USER_TIME, USER_TIME).with(P::SYSTEM_TIME, SYSTEM_TIME)]);
        };
        if start >= USED {
            let detail = format!("start_cpu {start} larger than maximum of {}", USED - 1);
            return Err(Error::invalid_argument(ErrorDomain::Test, detail));
        }
        let times = |cpu: u32| {
            let (cpu_time, vcpu_time) = (CPU_TIME + u64::from(cpu), VCPU_TIME + u64::from(cpu));
            TypedParameters::new().with(P::CPU_TIME, cpu_time).with(P::VCPU_TIME, vcpu_time)
        };
        Ok((start..start.saturating_add(count).min(USED)).map(times).collect())
    }
}

/// The tuning of a guest's processors, to be changed.
pub fn cputune(document: &mut Document) -> &mut CpuTune {
    document.domain_mut().cputune.get_or_insert_with(CpuTune::default)
}

/// Whether a virtual processor may run on a processor of the host.
fn may_run(document: &Document, vcpu: u32, cpu: u32) -> bool {
    let domain = document.domain();
    let pins = domain.cputune.iter().flat_map(|tune| &tune.vcpupin);
    let pin = pins.into_iter().find(|pin| pin.vcpu == vcpu).map(|pin| &pin.cpuset);
    let set = pin.or_else(|| domain.vcpu.as_ref().and_then(|vcpu| vcpu.cpuset.as_ref()));
    set.is_none_or(|set| set.contains(cpu))
}

/// Refuses parameters that are not among these names, of another kind, or that come twice.
pub fn only_named(parameters: &TypedParameters, set: ferrovirt_api::ParameterSet, names: &[&str]) -> Result<()> {
    set.validate(parameters, &[]).map_err(|error| error.with_domain(ErrorDomain::Test))?;
    match parameters.iter().find(|parameter| !names.contains(&parameter.field.as_str())) {
        None => Ok(()),
        Some(other) => {
            let detail = format!("parameter '{}' not supported", other.field);
            Err(Error::new(ErrorCode::ArgumentUnsupported, ErrorDomain::Test, detail))
        }
    }
}
