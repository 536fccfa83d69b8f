//! Handles of objects, as new objects of C, and streams that were opened.

use std::ffi::{c_char, c_int};

use ferrovirt::error::Result;
use ferrovirt::{Screenshot, Stream};

use super::{Give, count, put};
use crate::boundary::Scope;
use crate::memory;
use crate::object::{Held, Kind, Object, virStreamPtr};

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
