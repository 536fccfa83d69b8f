//! Refuses documents that make no guest here. It sees complete documents.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;

use crate::capabilities;

/// The most I/O threads of a guest: statistics tell each of them.
const MAX_IOTHREADS: u32 = 1024;

/// Checks a complete document.
pub fn validate(domain: &Domain) -> Result<()> {
    if domain.name.is_empty() {
        return Err(Error::new(ErrorCode::NoName, ErrorDomain::Domain, ""));
    }
    check_name(&domain.name)?;
    let os_type = domain.os.os_type.as_ref();
    let Some((os_type, kind)) = os_type.and_then(|os_type| Some((os_type, os_type.kind?))) else {
        return Err(malformed("an os <type> must be specified".into()));
    };
    let architecture = os_type.arch.as_deref().unwrap_or_default();
    capabilities::check_guest(domain.domain_type.as_str(), kind.as_str(), architecture)?;
    if domain.memory.as_ref().is_none_or(|memory| memory.value == 0) {
        return Err(malformed("memory size must be specified via <memory> or in the <numa> configuration".into()));
    }
    check_vcpus(domain)?;
    check_iothreads(domain)?;
    check_disks(domain)
}

/// Refuses names that cannot be names of files.
pub fn check_name(name: &str) -> Result<()> {
    match name {
        _ if name.contains('/') => Err(malformed(format!("name '{name}' cannot contain '/'"))),
        _ if name.contains('\n') => Err(malformed(format!("name '{}' cannot contain '\\n'", name.escape_debug()))),
        _ if name.trim().is_empty() => Err(malformed("name must not be only white space".into())),
        _ => Ok(()),
    }
}

fn check_vcpus(domain: &Domain) -> Result<()> {
    let Some(vcpu) = &domain.vcpu else { return Ok(()) };
    let most = vcpu.count.unwrap_or_default();
    let current = vcpu.current.unwrap_or(most);
    if most == 0 || current == 0 {
        return Err(malformed("invalid number of vCPUs: '0'".into()));
    }
    if current > most {
        return Err(malformed(format!("maxvcpus must not be less than current vcpus ({most} < {current})")));
    }
    if most > capabilities::MAX_VCPUS {
        let detail =
            format!("maximum vCPU count '{most}' is larger than the '{}' of this host", capabilities::MAX_VCPUS);
        return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Domain, detail));
    }
    Ok(())
}

fn check_iothreads(domain: &Domain) -> Result<()> {
    let count = domain.iothreads.unwrap_or_default();
    if count > MAX_IOTHREADS || domain.iothread_ids.len() > MAX_IOTHREADS as usize {
        let detail = format!("maximum of I/O threads '{MAX_IOTHREADS}' is exceeded");
        return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Domain, detail));
    }
    let mut seen = Vec::new();
    for thread in &domain.iothread_ids {
        if thread.id == 0 || seen.contains(&thread.id) {
            return Err(malformed(format!("duplicate or invalid iothread id '{}'", thread.id)));
        }
        seen.push(thread.id);
    }
    Ok(())
}

fn check_disks(domain: &Domain) -> Result<()> {
    let mut seen = Vec::new();
    for disk in &domain.devices.disks {
        let target = disk.target.as_ref().and_then(|target| target.dev.as_deref()).unwrap_or_default();
        if target.is_empty() {
            return Err(Error::new(ErrorCode::NoTarget, ErrorDomain::Domain, ""));
        }
        if seen.contains(&target) {
            return Err(malformed(format!("target '{target}' is used by two disks")));
        }
        seen.push(target);
    }
    Ok(())
}

fn malformed(detail: String) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
