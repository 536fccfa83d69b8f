//! Processors, nodes and what the host counts.

use std::ffi::{c_int, c_uchar, c_uint};

use ferrovirt::error::{Error, ErrorDomain, Result};
use ferrovirt::{NodeCpuMap, NodeStatistic, VcpuInfo};

use super::{Give, count, positive, put, put_items, room_of, too_large};
use crate::boundary::Scope;
use crate::generated::layout::*;
use crate::memory;
use crate::take::must_not_be_null;

/// As much of a map as fits; what the map does not say is nought.
unsafe fn put_map(map: &[u8], place: *mut c_uchar, room: usize) {
    let given = map.len().min(room);
    // SAFETY: the program vouches for as much room.
    unsafe {
        std::ptr::write_bytes(place, 0, room);
        std::ptr::copy_nonoverlapping(map.as_ptr(), place, given);
    }
}

impl Give<(virVcpuInfoPtr, c_int, *mut c_uchar, c_int), c_int> for Vec<VcpuInfo> {
    unsafe fn give(
        self,
        _: &Scope,
        (place, room, maps, length): (virVcpuInfoPtr, c_int, *mut c_uchar, c_int),
    ) -> Result<c_int> {
        if place.is_null() {
            return Err(must_not_be_null("info"));
        }
        positive(room, "maxinfo")?;
        let (room, length) = (room_of(room, "maxinfo")?, room_of(length, "maplen")?);
        if maps.is_null() != (length == 0) {
            return Err(Error::invalid_argument(ErrorDomain::None, "cpumaps and maplen must be given together"));
        }
        for (index, vcpu) in self.iter().take(room).enumerate() {
            // SAFETY: the program vouches for `maxinfo` records and as many maps of `maplen` bytes.
            unsafe {
                place.add(index).write(virVcpuInfo {
                    number: vcpu.number,
                    state: vcpu.state.number(),
                    cpuTime: vcpu.cpu_time,
                    cpu: vcpu.cpu,
                });
                if !maps.is_null() {
                    put_map(&vcpu.cpu_map, maps.add(index * length), length);
                }
            }
        }
        count(self.len().min(room))
    }
}

impl Give<(c_int, *mut c_uchar, c_int), c_int> for Vec<Vec<u8>> {
    unsafe fn give(self, _: &Scope, (room, maps, length): (c_int, *mut c_uchar, c_int)) -> Result<c_int> {
        positive(room, "ncpumaps")?;
        positive(length, "maplen")?;
        let (room, length) = (room_of(room, "ncpumaps")?, room_of(length, "maplen")?);
        if maps.is_null() {
            return Err(must_not_be_null("cpumaps"));
        }
        for (index, map) in self.iter().take(room).enumerate() {
            // SAFETY: the program vouches for `ncpumaps` maps of `maplen` bytes.
            unsafe { put_map(map, maps.add(index * length), length) };
        }
        count(self.len().min(room))
    }
}

/// 1 and the map.
impl Give<(*mut c_uchar, c_int), c_int> for Vec<u8> {
    unsafe fn give(self, _: &Scope, (map, length): (*mut c_uchar, c_int)) -> Result<c_int> {
        positive(length, "maplen")?;
        let length = room_of(length, "maplen")?;
        if map.is_null() {
            return Err(must_not_be_null("cpumap"));
        }
        unsafe { put_map(&self, map, length) };
        Ok(1)
    }
}

impl Give<(*mut *mut c_uchar, *mut c_uint), c_int> for NodeCpuMap {
    unsafe fn give(self, _: &Scope, (map, online): (*mut *mut c_uchar, *mut c_uint)) -> Result<c_int> {
        if !map.is_null() {
            unsafe { put(map, memory::array(&self.map)?, "cpumap") }?;
        }
        if !online.is_null() {
            unsafe { put(online, self.online, "online") }?;
        }
        c_int::try_from(self.total).map_err(|_| too_large(self.total))
    }
}

/// Statistics of the host into an array of the program's. No room means counting.
macro_rules! node_statistics {
    ($($structure:ident),*) => {$(
        impl Give<(*mut $structure, *mut c_int), c_int> for Vec<NodeStatistic> {
            unsafe fn give(self, _: &Scope, (place, used): (*mut $structure, *mut c_int)) -> Result<c_int> {
                if used.is_null() {
                    return Err(must_not_be_null("nparams"));
                }
                // SAFETY: it is not null, and the program vouches for it.
                let room = unsafe { *used };
                if room == 0 {
                    unsafe { put(used, count(self.len())?, "nparams") }?;
                    return Ok(0);
                }
                let filled: Vec<$structure> = self.into_iter().map($structure::from).collect();
                let given = unsafe { put_items(&filled, place, room, "params") }?;
                unsafe { put(used, given, "nparams") }?;
                Ok(0)
            }
        }
    )*};
}

node_statistics!(_virNodeCPUStats, _virNodeMemoryStats);
