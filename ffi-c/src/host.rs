//! The host: what has buffers whose room is an argument.

use std::ffi::{c_int, c_uint, c_ulonglong};

use ferrovirt::NodeAllocPagesFlags;
use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use crate::boundary::call;
use crate::object::virConnectPtr;
use crate::take::{Take, items, must_not_be_null};
use crate::wait;

/// Copies numbers that a driver gave into room for so many; gives how many there were.
unsafe fn put(numbers: &[u64], place: *mut c_ulonglong, room: usize, name: &str) -> Result<c_int> {
    if place.is_null() {
        return Err(must_not_be_null(name));
    }
    let given = numbers.len().min(room);
    // SAFETY: the program vouches for as much room.
    unsafe { std::ptr::copy_nonoverlapping(numbers.as_ptr(), place, given) };
    c_int::try_from(given).map_err(|_| Error::new(ErrorCode::Overflow, ErrorDomain::None, given.to_string()))
}

/// Free memory of several NUMA nodes, in bytes; gives of how many.
///
/// # Safety
/// The connection is null or valid; `freeMems` has room for `maxCells` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetCellsFreeMemory(
    conn: virConnectPtr,
    freeMems: *mut c_ulonglong,
    startCell: c_int,
    maxCells: c_int,
) -> c_int {
    call("virNodeGetCellsFreeMemory", |scope| unsafe {
        let connection = scope.object(conn)?;
        if freeMems.is_null() {
            return Err(must_not_be_null("freeMems"));
        }
        let found = wait(connection.content.handle.node_cells_free_memory(startCell, maxCells))?;
        put(&found, freeMems, usize::take(maxCells, "maxCells")?, "freeMems")
    })
}

/// How many pages of each of these sizes (in KiB) are free in several NUMA nodes; gives how many numbers there are.
///
/// # Safety
/// The connection is null or valid; `pages` has `npages` sizes, `counts` room for `npages * cellCount` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetFreePages(
    conn: virConnectPtr,
    npages: c_uint,
    pages: *mut c_uint,
    startCell: c_int,
    cellCount: c_uint,
    counts: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    call("virNodeGetFreePages", |scope| unsafe {
        let connection = scope.object(conn)?;
        if counts.is_null() {
            return Err(must_not_be_null("counts"));
        }
        let sizes: Vec<c_uint> = Take::take((pages, npages), "pages")?;
        let found = wait(connection.content.handle.node_free_pages(&sizes, startCell, cellCount, flags))?;
        let room = sizes.len().saturating_mul(usize::take(cellCount, "cellCount")?);
        put(&found, counts, room, "counts")
    })
}

/// Sets huge pages aside; gives in how many nodes and sizes there were enough.
///
/// # Safety
/// The connection is null or valid; `pageSizes` and `pageCounts` have `npages` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeAllocPages(
    conn: virConnectPtr,
    npages: c_uint,
    pageSizes: *mut c_uint,
    pageCounts: *mut c_ulonglong,
    startCell: c_int,
    cellCount: c_uint,
    flags: c_uint,
) -> c_int {
    call("virNodeAllocPages", |scope| unsafe {
        let connection = scope.object(conn)?;
        let count = usize::take(npages, "npages")?;
        let sizes = items(pageSizes.cast_const(), count, "pageSizes")?;
        let counts = items(pageCounts.cast_const(), count, "pageCounts")?;
        let flags = NodeAllocPagesFlags::from_bits_retain(flags);
        let allocated =
            wait(connection.content.handle.node_allocate_pages(sizes, counts, startCell, cellCount, flags))?;
        c_int::take(allocated, "the result")
    })
}
