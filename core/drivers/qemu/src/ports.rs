//! TCP ports of displays: picked from a range, each for one guest of this process at a time.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_host::Host;

/// Where displays listen, as libvirt does.
const DISPLAY_PORTS: RangeInclusive<u16> = 5900..=65535;

static TAKEN: Mutex<Option<HashSet<u16>>> = Mutex::new(None);

/// A port that no other guest of this process gets while this value lives.
#[derive(Debug)]
pub struct Port(u16);

impl Port {
    /// A free port: the lowest that nobody has, and nobody listens on.
    pub fn pick(host: &dyn Host) -> Result<Port> {
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = taken.get_or_insert_with(HashSet::new);
        for number in DISPLAY_PORTS {
            if taken.contains(&number) {
                continue;
            }
            match host.sockets().listen_tcp(SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), number)) {
                Ok(_) => {
                    taken.insert(number);
                    return Ok(Port(number));
                }
                Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {}
                Err(error) => return Err(error.into_error(ErrorDomain::Qemu)),
            }
        }
        Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, "no display port is free"))
    }

    /// A port that a running guest has already.
    pub fn claim(number: u16) -> Option<Port> {
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        taken.get_or_insert_with(HashSet::new).insert(number).then(|| Port(number))
    }

    /// Its number.
    pub fn number(&self) -> u16 {
        self.0
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = taken.as_mut() {
            taken.remove(&self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrovirt_host::RealHost;

    #[test]
    fn two_guests_never_get_one_port_and_a_port_comes_back() {
        let host = RealHost::new();
        let (first, second) = (Port::pick(&host).expect("free"), Port::pick(&host).expect("free"));
        assert_ne!(first.number(), second.number());
        let number = first.number();
        assert!(Port::claim(number).is_none());
        drop(first);
        assert_eq!(Port::claim(number).map(|port| port.number()), Some(number));
    }
}
