//! Domains: what does not follow from an operation by itself: buffers whose room is an argument, lists of domains, and what
//! programs release.

use std::ffi::{c_char, c_int, c_uint, c_ulonglong, c_void};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt::{DomainMemoryFlags, DomainStatsTypes, FileDescriptor, GetAllDomainStatsFlags};

use crate::boundary::{call, quietly};
use crate::generated::layout::*;
use crate::give::{Give, handed_over};
use crate::memory;
use crate::object::{Object, virDomainPtr};
use crate::parameters::{self, virTypedParamsClear};
use crate::take::{Take, must_not_be_null, parameter_flags};
use crate::wait;

/// Releases what `virConnectGetAllDomainStats` gave.
///
/// # Safety
/// The list is null, or came from that function and was not released.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainStatsRecordListFree(stats: *mut virDomainStatsRecordPtr) {
    crate::boundary::quietly((), || {
        if stats.is_null() {
            return;
        }
        let mut next = stats;
        // SAFETY: the list ends with null, and everything in it is the caller's.
        unsafe {
            while !(*next).is_null() {
                let record: *mut virDomainStatsRecord = *next;
                // The parameters themselves are part of the record's memory.
                virTypedParamsClear((*record).params, (*record).nparams);
                Object::release((*record).dom);
                memory::release(record);
                next = next.add(1);
            }
            memory::release(stats);
        }
    });
}

/// Releases records with texts and lists of their own.
macro_rules! released {
    ($($(#[$doc:meta])* $function:ident($record:ident: $pointer:ident) $body:block)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The record is null, or came from the library and was not released.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function($record: $pointer) {
            quietly((), || {
                if !$record.is_null() {
                    // SAFETY: everything in the record is the caller's.
                    unsafe {
                        $body
                        memory::release($record);
                    }
                }
            });
        }
    )*};
}

released! {
    /// Releases what `virDomainGetFSInfo` gave.
    virDomainFSInfoFree(info: virDomainFSInfoPtr) {
        let info = &*info;
        for index in 0..info.ndevAlias {
            memory::release(*info.devAlias.add(index));
        }
        memory::release(info.devAlias);
        memory::release(info.mountpoint);
        memory::release(info.name);
        memory::release(info.fstype);
    }
    /// Releases what `virDomainGetIOThreadInfo` gave.
    virDomainIOThreadInfoFree(info: virDomainIOThreadInfoPtr) {
        memory::release((*info).cpumap);
    }
    /// Releases what `virDomainInterfaceAddresses` gave.
    virDomainInterfaceFree(iface: virDomainInterfacePtr) {
        let interface = &*iface;
        for index in 0..usize::try_from(interface.naddrs).unwrap_or(0) {
            memory::release((*interface.addrs.add(index)).addr);
        }
        memory::release(interface.addrs);
        memory::release(interface.name);
        memory::release(interface.hwaddr);
    }
    /// Releases what `virNetworkGetDHCPLeases` gave.
    virNetworkDHCPLeaseFree(lease: virNetworkDHCPLeasePtr) {
        let lease = &*lease;
        for text in [lease.iface, lease.mac, lease.iaid, lease.ipaddr, lease.hostname, lease.clientid] {
            memory::release(text);
        }
    }
}

/// Statistics of these domains, whose list ends with null. The caller releases them with `virDomainStatsRecordListFree`.
///
/// # Safety
/// The list is null, or ends with null and has valid domains of one connection.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainListGetStats(
    doms: *mut virDomainPtr,
    stats: c_uint,
    retStats: *mut *mut virDomainStatsRecordPtr,
    flags: c_uint,
) -> c_int {
    call("virDomainListGetStats", |scope| unsafe {
        if doms.is_null() {
            return Err(must_not_be_null("doms"));
        }
        let mut domains = Vec::new();
        let mut next = doms;
        while !(*next).is_null() {
            domains.push(scope.object(*next)?.content.clone());
            next = next.add(1);
        }
        let Some(first) = domains.first() else {
            return Err(Error::invalid_argument(ErrorDomain::Domain, "doms must contain at least one domain"));
        };
        let groups = DomainStatsTypes::from_bits_retain(stats);
        let flags = GetAllDomainStatsFlags::from_bits_retain(flags);
        wait(first.connection().domain_stats(&domains, groups, flags))?.give(scope, (retStats,))
    })
}

/// Copies bytes that a driver gave for a buffer of this size.
unsafe fn put_bytes(bytes: &[u8], buffer: *mut c_void, size: usize) -> Result<c_int> {
    if bytes.len() > size {
        let detail = format!("{} bytes for a buffer of {size}", bytes.len());
        return Err(Error::new(ErrorCode::Overflow, ErrorDomain::Domain, detail));
    }
    // SAFETY: the program vouches for `size` bytes.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), buffer.cast(), bytes.len()) };
    Ok(0)
}

/// Bytes of a disk, as the guest sees it.
///
/// # Safety
/// The domain is null or valid, the disk null or a C string, and the buffer has room for `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainBlockPeek(
    dom: virDomainPtr,
    disk: *const c_char,
    offset: c_ulonglong,
    size: usize,
    buffer: *mut c_void,
    flags: c_uint,
) -> c_int {
    call("virDomainBlockPeek", |scope| unsafe {
        let domain = scope.object(dom)?;
        let disk: &str = Take::take(disk, "disk")?;
        if buffer.is_null() {
            return Err(must_not_be_null("buffer"));
        }
        let bytes = wait(domain.content.block_peek(disk, offset, u64::take(size, "size")?, flags))?;
        put_bytes(&bytes, buffer, size)
    })
}

/// Bytes of the guest's memory.
///
/// # Safety
/// The domain is null or valid, and the buffer has room for `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMemoryPeek(
    dom: virDomainPtr,
    start: c_ulonglong,
    size: usize,
    buffer: *mut c_void,
    flags: c_uint,
) -> c_int {
    call("virDomainMemoryPeek", |scope| unsafe {
        let domain = scope.object(dom)?;
        if buffer.is_null() && size > 0 {
            return Err(must_not_be_null("buffer"));
        }
        let flags = DomainMemoryFlags::from_bits_retain(flags);
        if flags.is_empty() {
            let detail = "flags parameter must include VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL";
            return Err(Error::invalid_argument(ErrorDomain::None, detail));
        }
        let bytes = wait(domain.content.memory_peek(start, u64::take(size, "size")?, flags))?;
        put_bytes(&bytes, buffer, size)
    })
}

/// Processor time that the guest took: for all processors together (`start_cpu` is -1), or for each of `ncpus` from
/// `start_cpu` on, `nparams` parameters for each. Gives how many parameters each has; without room, how many it could
/// have; with `ncpus` 0, how many processors there are.
///
/// # Safety
/// The domain is null or valid; `params` is null or has room for `ncpus * nparams` parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetCPUStats(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_uint,
    start_cpu: c_int,
    ncpus: c_uint,
    flags: c_uint,
) -> c_int {
    call("virDomainGetCPUStats", |scope| unsafe {
        let object = scope.object(domain)?;
        let flags = parameter_flags(flags);
        let refused = |detail: &str| Err(Error::invalid_argument(ErrorDomain::Domain, detail));
        if start_cpu < -1 || (start_cpu == -1 && ncpus != 1) {
            return refused("start_cpu must be -1 with one processor, or the number of a processor");
        }
        if (start_cpu > 0 && ncpus == 0) || params.is_null() != (nparams == 0) || (ncpus == 0 && !params.is_null()) {
            return refused("params, nparams and ncpus do not go together");
        }
        let number = |count: usize| c_int::try_from(count).map_err(|_| memory::exhausted());
        if ncpus == 0 {
            // A driver gives no more than there are.
            return number(wait(object.content.cpu_stats(0, c_int::MAX.cast_unsigned(), flags))?.len());
        }
        let found = wait(object.content.cpu_stats(start_cpu, ncpus, flags))?;
        let widest = found.iter().map(|each| each.len()).max().unwrap_or(0);
        if nparams == 0 {
            return number(widest);
        }
        let room = usize::take(nparams, "nparams")?;
        for (index, each) in found.iter().take(usize::take(ncpus, "ncpus")?).enumerate() {
            for (place, parameter) in each.iter().take(room).enumerate() {
                params.add(index * room + place).write(parameters::write(parameter)?);
            }
        }
        number(widest.min(room))
    })
}

/// Sends one command to QEMU's monitor, with files for it, and gives its answer and files that came with that.
///
/// # Safety
/// The domain is null or valid; pointers are null or point to what their types say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainQemuMonitorCommandWithFiles(
    domain: virDomainPtr,
    cmd: *const c_char,
    ninfiles: c_uint,
    infiles: *mut c_int,
    noutfiles: *mut c_uint,
    outfiles: *mut *mut c_int,
    result: *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    call("virDomainQemuMonitorCommandWithFiles", |scope| unsafe {
        let object = scope.object(domain)?;
        let command: &str = Take::take(cmd, "cmd")?;
        if result.is_null() || noutfiles.is_null() != outfiles.is_null() {
            return Err(must_not_be_null(if result.is_null() { "result" } else { "noutfiles and outfiles" }));
        }
        let files: Vec<FileDescriptor> = Take::take((infiles, ninfiles), "infiles")?;
        let flags = Take::take(flags, "flags")?;
        let answer = wait(object.content.qemu_monitor_command_with_files(command, &files, flags))?;
        if !outfiles.is_null() {
            let count = c_uint::try_from(answer.files.len()).map_err(|_| memory::exhausted())?;
            let numbers = answer.files.into_iter().map(handed_over).collect::<Result<Vec<c_int>>>()?;
            *outfiles = memory::array(&numbers)?;
            *noutfiles = count;
        }
        *result = memory::text(&answer.text)?;
        Ok(0)
    })
}
