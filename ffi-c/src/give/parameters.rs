//! Typed parameters, and what consists of them.

use std::ffi::{c_char, c_int, c_uint};

use ferrovirt::error::Result;
use ferrovirt::{DomainJobStats, DomainScheduler, DomainStatsRecord, TypedParameters};

use super::{Give, count, positive, put, put_items, too_large};
use crate::boundary::Scope;
use crate::generated::layout::*;
use crate::memory;
use crate::object::{Held, Object};
use crate::parameters;
use crate::take::must_not_be_null;

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

/// Typed parameters into an array of the program's. No room means counting, where counting is a way to ask.
impl Give<(virTypedParameterPtr, *mut c_int), c_int> for TypedParameters {
    unsafe fn give(self, scope: &Scope, (place, used): (virTypedParameterPtr, *mut c_int)) -> Result<c_int> {
        if used.is_null() {
            return Err(must_not_be_null("nparams"));
        }
        // SAFETY: it is not null, and the program vouches for it.
        let room = unsafe { *used };
        // The number of these is told by `virDomainGetSchedulerType`.
        if scope.function.starts_with("virDomainGetSchedulerParameters") {
            if place.is_null() {
                return Err(must_not_be_null("params"));
            }
            positive(room, "*nparams")?;
        }
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
            let domain = ferrovirt::Domain::new(connection.content.handle.clone(), record.domain);
            let (params, nparams) = (&record.parameters, count(record.parameters.len())?);
            // A record and its parameters are one piece of memory: there are many, and one function releases both.
            let (made, room) = memory::zeroed_with::<virDomainStatsRecord, virTypedParameter>(params.len())?;
            // SAFETY: the memory is new and has room for the record and as many parameters.
            unsafe {
                params.iter().enumerate().try_for_each(|(index, one)| parameters::write_to(room.add(index), one))?;
                made.write(virDomainStatsRecord {
                    dom: Object::create(domain, connection.clone()),
                    params: room,
                    nparams,
                });
            }
            records.push(made);
        }
        records.push(std::ptr::null_mut());
        unsafe { put(place, memory::array(&records)?, "retStats") }?;
        count(records.len() - 1)
    }
}
