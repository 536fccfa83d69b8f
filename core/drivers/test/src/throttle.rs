//! Limits of a disk's traffic.

use ferrovirt_api::parameters::ParameterType;
use ferrovirt_api::{
    DomainBlockIoTuneParameters, DomainEventKind, DomainIdentity, DomainModificationImpact, Error, ErrorCode,
    ErrorDomain, Parameter, Result, TypedParameter, TypedParameters,
};
use ferrovirt_xml::domain::devices::disk::{Disk, IoTune};

use crate::document::Document;
use crate::driver::TestDriver;
use crate::events;

use DomainBlockIoTuneParameters as P;

/// One limit: its parameter, and its place in a document.
type Limit = (Parameter<u64>, fn(&mut IoTune) -> &mut Option<u64>);

/// The limits up to that of a request's size, in the order in which they are told.
const LIMITS: [Limit; 13] = [
    (P::TOTAL_BYTES_SEC, |tune| &mut tune.limits.total_bytes_sec),
    (P::READ_BYTES_SEC, |tune| &mut tune.limits.read_bytes_sec),
    (P::WRITE_BYTES_SEC, |tune| &mut tune.limits.write_bytes_sec),
    (P::TOTAL_IOPS_SEC, |tune| &mut tune.limits.total_iops_sec),
    (P::READ_IOPS_SEC, |tune| &mut tune.limits.read_iops_sec),
    (P::WRITE_IOPS_SEC, |tune| &mut tune.limits.write_iops_sec),
    (P::TOTAL_BYTES_SEC_MAX, |tune| &mut tune.limits.total_bytes_sec_max),
    (P::READ_BYTES_SEC_MAX, |tune| &mut tune.limits.read_bytes_sec_max),
    (P::WRITE_BYTES_SEC_MAX, |tune| &mut tune.limits.write_bytes_sec_max),
    (P::TOTAL_IOPS_SEC_MAX, |tune| &mut tune.limits.total_iops_sec_max),
    (P::READ_IOPS_SEC_MAX, |tune| &mut tune.limits.read_iops_sec_max),
    (P::WRITE_IOPS_SEC_MAX, |tune| &mut tune.limits.write_iops_sec_max),
    (P::SIZE_IOPS_SEC, |tune| &mut tune.limits.size_iops_sec),
];

/// How long a burst may last, in the order in which it is told, after the group's name.
const BURSTS: [Limit; 6] = [
    (P::TOTAL_BYTES_SEC_MAX_LENGTH, |tune| &mut tune.bursts.total_bytes_sec_max_length),
    (P::READ_BYTES_SEC_MAX_LENGTH, |tune| &mut tune.bursts.read_bytes_sec_max_length),
    (P::WRITE_BYTES_SEC_MAX_LENGTH, |tune| &mut tune.bursts.write_bytes_sec_max_length),
    (P::TOTAL_IOPS_SEC_MAX_LENGTH, |tune| &mut tune.bursts.total_iops_sec_max_length),
    (P::READ_IOPS_SEC_MAX_LENGTH, |tune| &mut tune.bursts.read_iops_sec_max_length),
    (P::WRITE_IOPS_SEC_MAX_LENGTH, |tune| &mut tune.bursts.write_iops_sec_max_length),
];

/// A limit of all traffic, and those of one direction that cannot stand beside it.
const EXCLUSIVE: [(&str, [usize; 3]); 4] =
    [("bytes_sec", [0, 1, 2]), ("iops_sec", [3, 4, 5]), ("bytes_sec_max", [6, 7, 8]), ("iops_sec_max", [9, 10, 11])];

impl TestDriver {
    pub(crate) fn block_io_tune(
        &self,
        identity: &DomainIdentity,
        disk: Option<&str>,
        flags: DomainModificationImpact,
    ) -> Result<TypedParameters> {
        self.shown(identity, flags, |document| {
            let mut tune = match disk {
                Some(name) => find(document, name)?.iotune.clone().unwrap_or_default(),
                None => IoTune::default(),
            };
            let mut told = TypedParameters::new();
            for (parameter, place) in LIMITS {
                told.add(parameter, place(&mut tune).unwrap_or_default());
            }
            told.add(P::GROUP_NAME, tune.group_name.clone().unwrap_or_default());
            for (parameter, place) in BURSTS {
                told.add(parameter, place(&mut tune).unwrap_or_default());
            }
            Ok(told)
        })
    }

    pub(crate) fn set_block_io_tune(
        &self,
        identity: &DomainIdentity,
        disk: &str,
        parameters: &TypedParameters,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        P::SET.validate(parameters, &[]).map_err(|error| error.with_domain(ErrorDomain::Test))?;
        let changed = self.tune(identity, flags, |document| {
            find(document, disk)?;
            let disks = &mut document.domain_mut().devices.disks;
            for disk in disks.iter_mut().filter(|known| is_named(known, disk)) {
                let mut tune = disk.iotune.clone().unwrap_or_default();
                for (parameter, place) in LIMITS.into_iter().chain(BURSTS) {
                    if let Some(limit) = parameters.get(parameter) {
                        *place(&mut tune) = Some(limit).filter(|limit| *limit > 0);
                    }
                }
                if let Some(group) = parameters.get(P::GROUP_NAME) {
                    tune.group_name = Some(group);
                }
                check(&mut tune)?;
                disk.iotune = Some(tune).filter(|tune| *tune != IoTune::default());
            }
            Ok(())
        })?;
        let mut told = vec![TypedParameter { field: "blkdeviotune.disk".into(), value: disk.to_owned().into_value() }];
        told.extend(parameters.iter().map(|parameter| TypedParameter {
            field: format!("blkdeviotune.{}", parameter.field),
            value: parameter.value.clone(),
        }));
        let is_live = self.domains.look(identity, |state| Ok(state.is_active()))?;
        if is_live && flags != DomainModificationImpact::CONFIG {
            events::publish(&self.hub, &changed, DomainEventKind::Tunable { parameters: told });
        }
        Ok(())
    }
}

fn check(tune: &mut IoTune) -> Result<()> {
    let mut values = [0; LIMITS.len()];
    for (value, (_, place)) in values.iter_mut().zip(LIMITS) {
        *value = place(tune).unwrap_or_default();
    }
    for (name, [total, read, write]) in EXCLUSIVE {
        if values[total] > 0 && (values[read] > 0 || values[write] > 0) {
            return Err(refused(format!("total and read/write of {name} cannot be set at the same time")));
        }
    }
    for ((limit, most), (parameter, _)) in values[..6].iter().zip(&values[6..12]).zip(LIMITS) {
        if limit > most {
            let name = parameter.name();
            return Err(refused(format!("{name} cannot be set higher than {name}_max")));
        }
    }
    for ((parameter, place), most) in BURSTS.into_iter().zip(&values[6..12]) {
        if place(tune).is_some() && *most == 0 {
            let name = parameter.name();
            let detail = format!("value '{}' must be set if '{name}' is set", name.trim_end_matches("_length"));
            return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Test, detail));
        }
    }
    Ok(())
}

fn find<'a>(document: &'a Document, name: &str) -> Result<&'a Disk> {
    let found = document.domain().devices.disks.iter().find(|disk| is_named(disk, name));
    found.ok_or_else(|| refused(format!("disk '{name}' was not found in the domain config")))
}

/// Whether a disk goes by this name: of its target, or the path behind it.
pub fn is_named(disk: &Disk, name: &str) -> bool {
    let target = disk.target.as_ref().and_then(|target| target.dev.as_deref());
    target == Some(name) || crate::document::source_path(disk) == Some(name)
}

fn refused(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Test, detail)
}
