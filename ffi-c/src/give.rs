//! Results on their way out: what a handle answers, written where C wants it.
//!
//! [`Give`] says how, by the types of the answer, of the places to write to and of what the function returns; the
//! generated calls name them. Places that may be null are those that the C interface says.

use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt::{
    CpuCompareResult, DomainBlockJobInfo, DomainDiskError, DomainFsInfo, DomainInterface, DomainIoThreadInfo,
    DomainJobStats, DomainMemoryStat, DomainScheduler, DomainStateReason, DomainStatsRecord, DomainTime,
    FileDescriptor, NetworkDhcpLease, NodeCpuMap, NodeStatistic, Screenshot, SecurityLabel, Stream, TypedParameters,
    Uuid, VcpuInfo,
};

use crate::boundary::Scope;
use crate::generated::layout::*;
use crate::memory;
use crate::object::{Held, Kind, Object, virStreamPtr};
use crate::parameters;
use crate::take::must_not_be_null;

/// How an answer reaches C.
pub trait Give<Places, Return> {
    /// Writes it.
    ///
    /// # Safety
    /// Places are null or point to room as the C interface says.
    unsafe fn give(self, scope: &Scope, places: Places) -> Result<Return>;
}

/// Writes to a place that must not be null.
unsafe fn put<T>(place: *mut T, value: T, name: &str) -> Result<()> {
    if place.is_null() {
        return Err(must_not_be_null(name));
    }
    // SAFETY: the program vouches for the room.
    unsafe { place.write(value) };
    Ok(())
}

/// A count as C returns it.
fn count(of: usize) -> Result<c_int> {
    c_int::try_from(of).map_err(|_| Error::new(ErrorCode::Overflow, ErrorDomain::None, format!("{of} results")))
}

impl Give<(), c_int> for () {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        Ok(0)
    }
}

impl Give<(), c_int> for bool {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        Ok(c_int::from(self))
    }
}

impl Give<(*mut c_int,), c_int> for bool {
    unsafe fn give(self, _: &Scope, (place,): (*mut c_int,)) -> Result<c_int> {
        unsafe { put(place, c_int::from(self), "the result") }?;
        Ok(0)
    }
}

/// Numbers: returned, or written to a place.
macro_rules! numbers {
    ($($from:ty => returned $($to:ty),* ; written $($place:ty),*;)*) => {$(
        $(impl Give<(), $to> for $from {
            unsafe fn give(self, _: &Scope, (): ()) -> Result<$to> {
                <$to>::try_from(self).map_err(|_| too_large(self))
            }
        })*
        $(impl Give<(*mut $place,), c_int> for $from {
            unsafe fn give(self, _: &Scope, (place,): (*mut $place,)) -> Result<c_int> {
                unsafe { put(place, <$place>::try_from(self).map_err(|_| too_large(self))?, "the result") }?;
                Ok(0)
            }
        })*
    )*};
}

fn too_large(number: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::Overflow, ErrorDomain::None, format!("{number} does not fit"))
}

numbers! {
    u32 => returned c_int, c_uint; written c_uint, c_ulonglong;
    i32 => returned c_int; written c_int;
    u64 => returned c_int, c_ulong; written c_ulong;
    i64 => returned c_longlong; written c_longlong;
}

impl Give<(), *mut c_char> for String {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<*mut c_char> {
        memory::text(&self)
    }
}

impl Give<(), *mut c_char> for Option<String> {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<*mut c_char> {
        memory::optional_text(self.as_deref())
    }
}

/// A text that stays the library's; it lives as long as the connection.
impl Give<(), *const c_char> for String {
    unsafe fn give(self, scope: &Scope, (): ()) -> Result<*const c_char> {
        let connection = unsafe { Object::check(scope.connection(), scope.function) }?;
        Ok(connection.keep(&self))
    }
}

/// A text written to a place, which the program will `free`.
impl Give<(*mut *mut c_char,), c_int> for String {
    unsafe fn give(self, _: &Scope, (place,): (*mut *mut c_char,)) -> Result<c_int> {
        if place.is_null() {
            return Err(must_not_be_null("the result"));
        }
        unsafe { put(place, memory::text(&self)?, "the result") }?;
        Ok(0)
    }
}

/// Names into an array of the program's: as many as fit.
impl Give<(*mut *mut c_char, c_int), c_int> for Vec<String> {
    unsafe fn give(self, _: &Scope, (names, room): (*mut *mut c_char, c_int)) -> Result<c_int> {
        let room = usize::try_from(room)
            .map_err(|_| Error::invalid_argument(ErrorDomain::None, "maxnames must not be negative"))?;
        if names.is_null() && room > 0 {
            return Err(must_not_be_null("names"));
        }
        let mut given = Vec::new();
        for name in self.iter().take(room) {
            match memory::text(name) {
                Ok(text) => given.push(text),
                Err(error) => {
                    // SAFETY: these were made above and nobody has seen them.
                    given.into_iter().for_each(|text| unsafe { memory::release(text) });
                    return Err(error);
                }
            }
        }
        // SAFETY: the program vouches for room for as many, and there are no more.
        unsafe { std::ptr::copy_nonoverlapping(given.as_ptr(), names, given.len()) };
        count(given.len())
    }
}

/// A list of texts that ends with null, for the program to release; nowhere to write means counting.
impl Give<(*mut *mut *mut c_char,), c_int> for Vec<String> {
    unsafe fn give(self, _: &Scope, (place,): (*mut *mut *mut c_char,)) -> Result<c_int> {
        if !place.is_null() {
            let mut texts = self.iter().map(|text| memory::text(text)).collect::<Result<Vec<*mut c_char>>>()?;
            texts.push(std::ptr::null_mut());
            unsafe { put(place, memory::array(&texts)?, "the result") }?;
        }
        count(self.len())
    }
}

/// Numbers into an array of the program's: as many as fit.
impl Give<(*mut c_int, c_int), c_int> for Vec<i32> {
    unsafe fn give(self, _: &Scope, (place, room): (*mut c_int, c_int)) -> Result<c_int> {
        unsafe { put_items(&self, place, room, "ids") }
    }
}

impl Give<(*mut c_ulonglong, c_int), c_int> for Vec<u64> {
    unsafe fn give(self, _: &Scope, (place, room): (*mut c_ulonglong, c_int)) -> Result<c_int> {
        unsafe { put_items(&self, place, room, "the result") }
    }
}

impl Give<(*mut c_int, c_int), c_int> for Vec<u32> {
    unsafe fn give(self, _: &Scope, (place, room): (*mut c_int, c_int)) -> Result<c_int> {
        let ids =
            self.into_iter().map(|id| c_int::try_from(id).map_err(|_| too_large(id))).collect::<Result<Vec<_>>>()?;
        unsafe { put_items(&ids, place, room, "ids") }
    }
}

impl Give<(*mut *mut c_char, c_int), c_int> for Vec<Uuid> {
    unsafe fn give(self, scope: &Scope, places: (*mut *mut c_char, c_int)) -> Result<c_int> {
        let texts: Vec<String> = self.iter().map(|uuid| uuid.hyphenated().to_string()).collect();
        unsafe { texts.give(scope, places) }
    }
}

/// The number of the enumeration is the answer.
impl Give<(), c_int> for CpuCompareResult {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        Ok(self.number())
    }
}

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

impl Give<(*mut c_longlong, *mut c_uint), c_int> for DomainTime {
    unsafe fn give(self, _: &Scope, (seconds, nanoseconds): (*mut c_longlong, *mut c_uint)) -> Result<c_int> {
        if !seconds.is_null() {
            unsafe { put(seconds, self.seconds, "seconds") }?;
        }
        if !nanoseconds.is_null() {
            unsafe { put(nanoseconds, self.nanoseconds, "nseconds") }?;
        }
        Ok(0)
    }
}

impl Give<(*mut c_int, *mut virTypedParameterPtr, *mut c_int), c_int> for DomainJobStats {
    unsafe fn give(
        self,
        scope: &Scope,
        (kind, parameters, used): (*mut c_int, *mut virTypedParameterPtr, *mut c_int),
    ) -> Result<c_int> {
        unsafe { put(kind, self.kind.number(), "type") }?;
        unsafe { TypedParameters::from(self.parameters).give(scope, (parameters, used)) }
    }
}

/// The name is the answer; nobody need ask for the number of parameters.
impl Give<(*mut c_int,), *mut c_char> for DomainScheduler {
    unsafe fn give(self, _: &Scope, (parameters,): (*mut c_int,)) -> Result<*mut c_char> {
        if !parameters.is_null() {
            let count = c_int::try_from(self.parameters).map_err(|_| too_large(self.parameters))?;
            unsafe { put(parameters, count, "nparams") }?;
        }
        memory::text(&self.name)
    }
}

/// As much of a map as fits; what the map does not say is nought.
unsafe fn put_map(map: &[u8], place: *mut c_uchar, room: usize) {
    let given = map.len().min(room);
    // SAFETY: the program vouches for as much room.
    unsafe {
        std::ptr::write_bytes(place, 0, room);
        std::ptr::copy_nonoverlapping(map.as_ptr(), place, given);
    }
}

fn room_of(count: c_int, name: &str) -> Result<usize> {
    usize::try_from(count)
        .map_err(|_| Error::invalid_argument(ErrorDomain::None, format!("{name} must not be negative")))
}

impl Give<(virVcpuInfoPtr, c_int, *mut c_uchar, c_int), c_int> for Vec<VcpuInfo> {
    unsafe fn give(
        self,
        _: &Scope,
        (place, room, maps, length): (virVcpuInfoPtr, c_int, *mut c_uchar, c_int),
    ) -> Result<c_int> {
        let (room, length) = (room_of(room, "maxinfo")?, room_of(length, "maplen")?);
        if maps.is_null() != (length == 0) {
            return Err(Error::invalid_argument(ErrorDomain::None, "cpumaps and maplen must be given together"));
        }
        for (index, vcpu) in self.iter().take(room).enumerate() {
            // SAFETY: the program vouches for `maxinfo` records and as many maps of `maplen` bytes.
            unsafe {
                if !place.is_null() {
                    place.add(index).write(virVcpuInfo {
                        number: vcpu.number,
                        state: vcpu.state.number(),
                        cpuTime: vcpu.cpu_time,
                        cpu: vcpu.cpu,
                    });
                }
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

impl Give<(*mut virSecurityLabelPtr,), c_int> for Vec<SecurityLabel> {
    unsafe fn give(self, _: &Scope, (place,): (*mut virSecurityLabelPtr,)) -> Result<c_int> {
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

/// An open file becomes the program's.
impl Give<(), c_int> for FileDescriptor {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        handed_over(self)
    }
}

/// The number of a file that is the program's from here on.
pub fn handed_over(file: FileDescriptor) -> Result<c_int> {
    let owned = file.into_owned();
    let owned =
        owned.map_err(|error| Error::system(ErrorDomain::None, "cannot hand over a file descriptor", &error))?;
    Ok(std::os::fd::IntoRawFd::into_raw_fd(owned))
}

impl Give<(*mut *mut c_int,), c_int> for Vec<FileDescriptor> {
    unsafe fn give(self, _: &Scope, (place,): (*mut *mut c_int,)) -> Result<c_int> {
        let found = count(self.len())?;
        let numbers = self.into_iter().map(handed_over).collect::<Result<Vec<c_int>>>()?;
        unsafe { put(place, memory::array(&numbers)?, "fdlist") }?;
        Ok(found)
    }
}

/// Records with texts and lists of their own: each in memory of its own, in an array that ends with null.
macro_rules! record_lists {
    ($($record:ident($from:ident) => $structure:ident { $($field:ident: $value:expr;)* })*) => {$(
        impl Give<(*mut *mut *mut $structure,), c_int> for Vec<$record> {
            unsafe fn give(self, _: &Scope, (place,): (*mut *mut *mut $structure,)) -> Result<c_int> {
                let found = count(self.len())?;
                if place.is_null() {
                    return Ok(found);
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

/// As many items as fit into the program's array; gives how many.
unsafe fn put_items<T: Copy>(items: &[T], place: *mut T, room: c_int, name: &str) -> Result<c_int> {
    let room = usize::try_from(room)
        .map_err(|_| Error::invalid_argument(ErrorDomain::None, format!("room for {name} must not be negative")))?;
    if place.is_null() && room > 0 {
        return Err(must_not_be_null(name));
    }
    let given = items.len().min(room);
    if given > 0 {
        // SAFETY: the program vouches for room for as many.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), place, given) };
    }
    count(given)
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

impl Give<(*mut c_int, *mut c_int), c_int> for DomainStateReason {
    unsafe fn give(self, _: &Scope, (state, reason): (*mut c_int, *mut c_int)) -> Result<c_int> {
        unsafe { put(state, self.state.number(), "state") }?;
        if !reason.is_null() {
            unsafe { put(reason, self.reason, "reason") }?;
        }
        Ok(0)
    }
}

impl Give<(virDomainMemoryStatPtr, c_uint), c_int> for Vec<DomainMemoryStat> {
    unsafe fn give(self, _: &Scope, (place, room): (virDomainMemoryStatPtr, c_uint)) -> Result<c_int> {
        let filled: Vec<_> = self.into_iter().map(_virDomainMemoryStat::from).collect();
        unsafe { put_items(&filled, place, c_int::try_from(room).unwrap_or(c_int::MAX), "stats") }
    }
}

/// Typed parameters into an array of the program's. No room means counting.
impl Give<(virTypedParameterPtr, *mut c_int), c_int> for TypedParameters {
    unsafe fn give(self, _: &Scope, (place, used): (virTypedParameterPtr, *mut c_int)) -> Result<c_int> {
        if used.is_null() {
            return Err(must_not_be_null("nparams"));
        }
        // SAFETY: it is not null, and the program vouches for it.
        let room = unsafe { *used };
        if room <= 0 {
            unsafe { put(used, count(self.len())?, "nparams") }?;
            return Ok(0);
        }
        let fitting = self.len().min(usize::try_from(room).unwrap_or(0));
        if place.is_null() {
            return Err(must_not_be_null("params"));
        }
        let made = self[..fitting].iter().map(parameters::write).collect::<Result<Vec<_>>>()?;
        let given = unsafe { put_items(&made, place, room, "params") }?;
        unsafe { put(used, given, "nparams") }?;
        Ok(0)
    }
}

/// Typed parameters in an array of ours, for the program to release with `virTypedParamsFree`.
macro_rules! allocated_parameters {
    ($($count:ty),*) => {$(
        impl Give<(*mut virTypedParameterPtr, *mut $count), c_int> for TypedParameters {
            unsafe fn give(self, _: &Scope, (place, used): (*mut virTypedParameterPtr, *mut $count)) -> Result<c_int> {
                if place.is_null() || used.is_null() {
                    return Err(must_not_be_null("params"));
                }
                let given = <$count>::try_from(self.len()).map_err(|_| too_large(self.len()))?;
                unsafe { put(place, parameters::write_all(&self)?, "params") }?;
                unsafe { put(used, given, "nparams") }?;
                Ok(0)
            }
        }
    )*};
}

allocated_parameters!(c_int, c_uint);

impl Give<(*mut *mut virDomainStatsRecordPtr,), c_int> for Vec<DomainStatsRecord> {
    unsafe fn give(self, scope: &Scope, (place,): (*mut *mut virDomainStatsRecordPtr,)) -> Result<c_int> {
        if place.is_null() {
            return Err(must_not_be_null("retStats"));
        }
        let connection = Held::new(unsafe { Object::check(scope.connection(), scope.function) }?);
        let mut records = Vec::with_capacity(self.len() + 1);
        for record in self {
            let made = memory::zeroed::<virDomainStatsRecord>(1)?;
            let domain = ferrovirt::Domain::new(connection.content.handle.clone(), record.domain);
            // SAFETY: the memory is new and has room for one.
            unsafe {
                made.write(virDomainStatsRecord {
                    dom: Object::create(domain, connection.clone()),
                    params: parameters::write_all(&record.parameters)?,
                    nparams: count(record.parameters.len())?,
                });
            }
            records.push(made);
        }
        records.push(std::ptr::null_mut());
        unsafe { put(place, memory::array(&records)?, "retStats") }?;
        count(records.len() - 1)
    }
}

/// Handles of objects, as new objects of C.
pub trait Found: Kind {
    /// What such an object comes from, in this call.
    fn parent(scope: &Scope) -> Result<Self::Parent>;
}

/// Kinds that are found through an object of another kind.
macro_rules! found {
    ($($content:ty, through $parent:ty;)*) => {$(
        impl Found for $content {
            fn parent(scope: &Scope) -> Result<Self::Parent> {
                scope.owner::<$parent>()
            }
        }
    )*};
}

/// Kinds that come from the connection.
macro_rules! found_by_connection {
    ($($content:ty),* $(,)?) => {$(
        impl Found for $content {
            fn parent(scope: &Scope) -> Result<Self::Parent> {
                // SAFETY: the connection of an object of this call, which keeps it.
                Ok(Held::new(unsafe { Object::check(scope.connection(), scope.function) }?))
            }
        }
    )*};
}

found! {
    ferrovirt::DomainSnapshot, through ferrovirt::Domain;
    ferrovirt::DomainCheckpoint, through ferrovirt::Domain;
    ferrovirt::NetworkPort, through ferrovirt::Network;
}

found_by_connection! {
    ferrovirt::Domain, ferrovirt::Network, ferrovirt::StoragePool, ferrovirt::StorageVolume, ferrovirt::Interface,
    ferrovirt::NodeDevice, ferrovirt::Secret, ferrovirt::NwFilter, ferrovirt::NwFilterBinding,
}

impl<K: Found> Give<(), *mut Object<K>> for K {
    unsafe fn give(self, scope: &Scope, (): ()) -> Result<*mut Object<K>> {
        Ok(Object::create(self, K::parent(scope)?))
    }
}

/// All found objects in an array that ends with null; nowhere to write means counting.
impl<K: Found> Give<(*mut *mut *mut Object<K>,), c_int> for Vec<K> {
    unsafe fn give(self, scope: &Scope, (place,): (*mut *mut *mut Object<K>,)) -> Result<c_int> {
        let found = count(self.len())?;
        if place.is_null() {
            return Ok(found);
        }
        let array = memory::zeroed::<*mut Object<K>>(self.len() + 1)?;
        for (index, content) in self.into_iter().enumerate() {
            // SAFETY: the array has room for all and a null at the end.
            unsafe { *array.add(index) = Object::create(content, K::parent(scope)?) };
        }
        unsafe { put(place, array, "the result") }?;
        Ok(found)
    }
}

/// An opened stream, tied to the stream object that the program made for it.
impl Give<(virStreamPtr,), c_int> for Stream {
    unsafe fn give(self, scope: &Scope, (stream,): (virStreamPtr,)) -> Result<c_int> {
        unsafe { Object::check(stream, scope.function) }?.content.open(self)?;
        Ok(0)
    }
}

impl Give<(virStreamPtr,), *mut c_char> for Screenshot {
    unsafe fn give(self, scope: &Scope, (stream,): (virStreamPtr,)) -> Result<*mut c_char> {
        unsafe { Object::check(stream, scope.function) }?.content.open(self.image)?;
        memory::text(&self.mime_type)
    }
}

/// Bytes that the program will `free`.
impl Give<(*mut usize,), *mut c_uchar> for Vec<u8> {
    unsafe fn give(self, _: &Scope, (size,): (*mut usize,)) -> Result<*mut c_uchar> {
        unsafe { put(size, self.len(), "size") }?;
        memory::array(&self)
    }
}
