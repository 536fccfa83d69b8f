//! Records: those that C has as plain structs, and lists of such that hold texts of their own.

use std::ffi::{c_int, c_uint};

use ferrovirt::error::{Error, ErrorDomain, Result};
use ferrovirt::{
    DomainBlockJobInfo, DomainDiskError, DomainFsInfo, DomainInterface, DomainIoThreadInfo, DomainMemoryStat,
    NetworkDhcpLease, SecurityLabel,
};

use super::{Give, count, put, put_items, room_of, too_large};
use crate::boundary::Scope;
use crate::generated::layout::*;
use crate::memory;
use crate::take::{must_not_be_null, required};

/// 1 and the job, or 0 without one.
impl Give<(virDomainBlockJobInfoPtr,), c_int> for Option<DomainBlockJobInfo> {
    unsafe fn give(self, _: &Scope, (place,): (virDomainBlockJobInfoPtr,)) -> Result<c_int> {
        if place.is_null() {
            return Err(must_not_be_null("info"));
        }
        let Some(info) = self else { return Ok(0) };
        unsafe { put(place, info.into(), "info") }?;
        Ok(1)
    }
}

impl Give<(*mut virSecurityLabelPtr,), c_int> for Vec<SecurityLabel> {
    unsafe fn give(self, _: &Scope, (place,): (*mut virSecurityLabelPtr,)) -> Result<c_int> {
        required(place, "seclabels")?;
        let found = count(self.len())?;
        let filled: Vec<virSecurityLabel> = self.into_iter().map(virSecurityLabel::from).collect();
        unsafe { put(place, memory::array(&filled)?, "seclabels") }?;
        Ok(found)
    }
}

/// Disks with errors; without room, how many there are.
impl Give<(virDomainDiskErrorPtr, c_uint), c_int> for Vec<DomainDiskError> {
    unsafe fn give(self, _: &Scope, (place, room): (virDomainDiskErrorPtr, c_uint)) -> Result<c_int> {
        if place.is_null() && room == 0 {
            return count(self.len());
        }
        let room = c_int::try_from(room).unwrap_or(c_int::MAX);
        let fitting = self.iter().take(room_of(room, "maxerrors")?);
        let filled = fitting
            .map(|each| Ok(virDomainDiskError { disk: memory::text(&each.disk)?, error: each.error.number() }))
            .collect::<Result<Vec<_>>>()?;
        unsafe { put_items(&filled, place, room, "errors") }
    }
}

/// Records with texts and lists of their own: each in memory of its own, in an array that ends with null.
macro_rules! record_lists {
    ($($record:ident($from:ident) => $structure:ident { $($field:ident: $value:expr;)* })*) => {$(
        impl Give<(*mut *mut *mut $structure,), c_int> for Vec<$record> {
            unsafe fn give(self, _: &Scope, (place,): (*mut *mut *mut $structure,)) -> Result<c_int> {
                let found = count(self.len())?;
                if place.is_null() {
                    return Err(must_not_be_null("the place for the list"));
                }
                let array = memory::zeroed::<*mut $structure>(self.len() + 1)?;
                for (index, $from) in self.iter().enumerate() {
                    let made = memory::zeroed::<$structure>(1)?;
                    // SAFETY: the memory is new, and the array has room for all and a null.
                    unsafe {
                        made.write($structure { $($field: $value,)* });
                        *array.add(index) = made;
                    }
                }
                unsafe { put(place, array, "the result") }?;
                Ok(found)
            }
        }
    )*};
}

record_lists! {
    DomainIoThreadInfo(thread) => _virDomainIOThreadInfo {
        iothread_id: thread.id;
        cpumap: memory::array(&thread.cpu_map)?;
        cpumaplen: count(thread.cpu_map.len())?;
    }
    DomainFsInfo(info) => _virDomainFSInfo {
        mountpoint: memory::text(&info.mount_point)?;
        name: memory::text(&info.name)?;
        fstype: memory::text(&info.fs_type)?;
        ndevAlias: info.devices.len();
        devAlias: memory::array(&info.devices.iter().map(|device| memory::text(device)).collect::<Result<Vec<_>>>()?)?;
    }
    DomainInterface(interface) => _virDomainInterface {
        name: memory::text(&interface.name)?;
        hwaddr: memory::optional_text(interface.mac.as_deref())?;
        naddrs: c_uint::try_from(interface.addresses.len()).map_err(|_| too_large(interface.addresses.len()))?;
        addrs: memory::array(&interface.addresses.iter().map(|address| Ok(virDomainIPAddress {
            r#type: address.kind.number(),
            addr: memory::text(&address.address)?,
            prefix: address.prefix,
        })).collect::<Result<Vec<_>>>()?)?;
    }
    NetworkDhcpLease(lease) => _virNetworkDHCPLease {
        iface: memory::text(&lease.interface)?;
        expirytime: lease.expiry_time;
        r#type: lease.address_type.number();
        mac: memory::optional_text(lease.mac.as_deref())?;
        iaid: memory::optional_text(lease.iaid.as_deref())?;
        ipaddr: memory::text(&lease.ip_address)?;
        prefix: lease.prefix;
        hostname: memory::optional_text(lease.hostname.as_deref())?;
        clientid: memory::optional_text(lease.client_id.as_deref())?;
    }
}

/// Records that C has as a plain struct.
macro_rules! records {
    ($($record:ident => $structure:ident;)*) => {$(
        impl Give<(*mut $structure,), c_int> for ferrovirt::$record {
            unsafe fn give(self, _: &Scope, (place,): (*mut $structure,)) -> Result<c_int> {
                unsafe { put(place, self.into(), "info") }?;
                Ok(0)
            }
        }
    )*};
}

records! {
    DomainInfo => _virDomainInfo;
    DomainControlInfo => _virDomainControlInfo;
    DomainBlockInfo => _virDomainBlockInfo;
    NodeInfo => _virNodeInfo;
    StoragePoolInfo => _virStoragePoolInfo;
    StorageVolumeInfo => _virStorageVolInfo;
    SecurityModel => _virSecurityModel;
    SecurityLabel => _virSecurityLabel;
    DomainJobInfo => _virDomainJobInfo;
}

/// Records whose struct may be shorter than ours: programs built against an older header.
macro_rules! sized_records {
    ($($record:ident => $structure:ident;)*) => {$(
        impl Give<(*mut $structure, usize), c_int> for ferrovirt::$record {
            unsafe fn give(self, _: &Scope, (place, size): (*mut $structure, usize)) -> Result<c_int> {
                let filled = $structure::from(self);
                if place.is_null() {
                    return Err(must_not_be_null("stats"));
                }
                if size > size_of_val(&filled) {
                    return Err(Error::invalid_argument(
                        ErrorDomain::None,
                        format!("size '{size}' must not be more than {}", size_of_val(&filled)),
                    ));
                }
                // SAFETY: the program vouches for `size` bytes, which are not more than there are.
                unsafe { std::ptr::copy_nonoverlapping(std::ptr::from_ref(&filled).cast::<u8>(), place.cast(), size) };
                Ok(0)
            }
        }
    )*};
}

sized_records! {
    DomainBlockStats => _virDomainBlockStats;
    DomainInterfaceStats => _virDomainInterfaceStats;
}

impl Give<(virDomainMemoryStatPtr, c_uint), c_int> for Vec<DomainMemoryStat> {
    unsafe fn give(self, _: &Scope, (place, room): (virDomainMemoryStatPtr, c_uint)) -> Result<c_int> {
        if place.is_null() {
            return Ok(0);
        }
        let filled: Vec<_> = self.into_iter().map(_virDomainMemoryStat::from).collect();
        unsafe { put_items(&filled, place, c_int::try_from(room).unwrap_or(c_int::MAX), "stats") }
    }
}
