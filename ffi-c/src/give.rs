//! Results on their way out: what a handle answers, written where C wants it.
//!
//! [`Give`] says how, by the types of the answer, of the places to write to and of what the function returns; the
//! generated calls name them. Places that may be null are those that the C interface says.

use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt::{DomainMemoryStat, DomainStateReason, DomainStatsRecord, Screenshot, Stream, TypedParameter};

use crate::boundary::Scope;
use crate::memory;
use crate::object::{Held, Kind, Object, virDomainPtr, virStreamPtr};
use crate::generated::layout::*;
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
        let room = usize::try_from(room).map_err(|_| Error::invalid_argument(ErrorDomain::None, "maxnames must not be negative"))?;
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

impl Give<(*mut c_ulonglong,), c_int> for Vec<u64> {
    unsafe fn give(self, _: &Scope, (place,): (*mut c_ulonglong,)) -> Result<c_int> {
        unsafe { put_items(&self, place, count(self.len())?, "the result") }
    }
}

/// As many items as fit into the program's array; gives how many.
unsafe fn put_items<T: Copy>(items: &[T], place: *mut T, room: c_int, name: &str) -> Result<c_int> {
    let room = usize::try_from(room).map_err(|_| Error::invalid_argument(ErrorDomain::None, format!("room for {name} must not be negative")))?;
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
    unsafe fn give(
        self,
        _: &Scope,
        (place, room): (virDomainMemoryStatPtr, c_uint),
    ) -> Result<c_int> {
        let filled: Vec<_> = self.into_iter().map(_virDomainMemoryStat::from).collect();
        unsafe { put_items(&filled, place, c_int::try_from(room).unwrap_or(c_int::MAX), "stats") }
    }
}

/// Typed parameters into an array of the program's. No room means counting.
impl Give<(virTypedParameterPtr, *mut c_int), c_int> for Vec<TypedParameter> {
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
        impl Give<(*mut virTypedParameterPtr, *mut $count), c_int> for Vec<TypedParameter> {
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

/// Handles of objects, as new objects of C: the parent is what `connection` gives.
pub trait Found: Kind {
    /// What such an object comes from, in this call.
    ///
    /// # Safety
    /// The scope's connection is valid.
    unsafe fn parent(scope: &Scope) -> Result<Self::Parent>;
}

impl Found for ferrovirt::Domain {
    unsafe fn parent(scope: &Scope) -> Result<Self::Parent> {
        Ok(Held::new(unsafe { Object::check(scope.connection(), scope.function) }?))
    }
}

impl<K: Found> Give<(), *mut Object<K>> for K {
    unsafe fn give(self, scope: &Scope, (): ()) -> Result<*mut Object<K>> {
        Ok(Object::create(self, unsafe { K::parent(scope) }?))
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
