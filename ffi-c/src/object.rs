//! The objects that C programs hold: a counted reference around a handle.
//!
//! `virDomainFree` and its kind drop a reference; the last one releases the object. An object keeps what it came from
//! (its connection, the domain of a snapshot) as long as it lives. The first word tells the kind, so that a pointer of
//! another kind, or to an object that was released, is refused instead of followed.

use std::ffi::{CString, c_char, c_int};
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use crate::connection::ConnectionState;
use crate::memory;

/// A kind of object.
pub trait Kind: Sized + Send + Sync + 'static {
    /// The word that tells the kind.
    const MARK: u32;
    /// The error when a pointer is no such object.
    const INVALID: ErrorCode;
    /// The domain of that error.
    const DOMAIN: ErrorDomain;
    /// What the object came from, and keeps.
    type Parent: Parent;
}

/// What an object came from.
pub trait Parent: Send + Sync {
    /// The connection at the root.
    fn connection(&self) -> virConnectPtr;

    /// The object between the connection and this one, when there is one.
    fn owner(&self) -> *mut std::ffi::c_void {
        std::ptr::null_mut()
    }
}

/// A reference that the library itself holds on an object of the program's.
pub struct Held<K: Kind>(*mut Object<K>);

// SAFETY: the object behind it is shared between threads by its atomic count, and its content is Send and Sync.
unsafe impl<K: Kind> Send for Held<K> {}
// SAFETY: as above; nothing behind it changes without synchronization.
unsafe impl<K: Kind> Sync for Held<K> {}

impl<K: Kind> Held<K> {
    /// Takes a reference.
    pub fn new(object: &Object<K>) -> Held<K> {
        object.references.fetch_add(1, Ordering::Relaxed);
        Held(std::ptr::from_ref(object).cast_mut())
    }

    /// The object as C names it; valid while this reference is.
    pub fn pointer(&self) -> *mut Object<K> {
        self.0
    }
}

impl<K: Kind> Clone for Held<K> {
    fn clone(&self) -> Held<K> {
        // SAFETY: this reference keeps the object.
        Held::new(unsafe { &*self.0 })
    }
}

impl<K: Kind> std::ops::Deref for Held<K> {
    type Target = Object<K>;

    fn deref(&self) -> &Object<K> {
        // SAFETY: this reference keeps the object.
        unsafe { &*self.0 }
    }
}

impl<K: Kind> Drop for Held<K> {
    fn drop(&mut self) {
        // SAFETY: the reference was taken in `new` and is given back once.
        unsafe { Object::release(self.0) };
    }
}

impl<K: Kind> Parent for Held<K> {
    fn connection(&self) -> virConnectPtr {
        self.connection_pointer()
    }

    fn owner(&self) -> *mut std::ffi::c_void {
        self.0.cast()
    }
}

/// Connections come from nothing.
impl Parent for () {
    fn connection(&self) -> virConnectPtr {
        std::ptr::null_mut()
    }
}

/// An object as C holds it. Its layout is as written: the mark comes first whatever the kind, since it is looked at before
/// the kind is known.
#[repr(C)]
pub struct Object<K: Kind> {
    mark: AtomicU32,
    references: AtomicU32,
    /// The handle, or what stands for it.
    pub content: K,
    /// What it came from.
    pub parent: K::Parent,
    /// Texts that C programs were given and do not release, as names.
    texts: Mutex<Vec<CString>>,
}

/// The mark of an object that was released, while its memory still shows it.
const RELEASED: u32 = 0xdead_0b1e;

impl<K: Kind> Object<K> {
    /// A new object with one reference, which is the caller's.
    pub fn create(content: K, parent: K::Parent) -> *mut Object<K> {
        Box::into_raw(Box::new(Object {
            mark: AtomicU32::new(K::MARK),
            references: AtomicU32::new(1),
            content,
            parent,
            texts: Mutex::default(),
        }))
    }

    /// The object behind a pointer from C, refused when it is null or of another kind.
    ///
    /// # Safety
    /// The pointer is null, or points to some object of the library that is alive as long as the result is used.
    pub unsafe fn check<'a>(pointer: *mut Object<K>, function: &str) -> Result<&'a Object<K>> {
        let is_aligned = pointer.is_aligned();
        // SAFETY: every object begins with its mark; the caller vouches for the rest.
        let is_valid = !pointer.is_null()
            && is_aligned
            && unsafe { (*std::ptr::addr_of!((*pointer).mark)).load(Ordering::Relaxed) } == K::MARK;
        match is_valid {
            // SAFETY: the mark says that it is such an object.
            true => Ok(unsafe { &*pointer }),
            false => Err(Error::new(K::INVALID, K::DOMAIN, function)),
        }
    }

    /// One more reference.
    pub fn reference(&self) {
        self.references.fetch_add(1, Ordering::Relaxed);
    }

    /// Gives a reference back, and says how many are left.
    ///
    /// # Safety
    /// The pointer is a valid object, and the caller has a reference to give.
    pub unsafe fn release(pointer: *mut Object<K>) -> u32 {
        // SAFETY: the caller's reference keeps it alive up to here.
        let left = unsafe { &(*pointer).references }.fetch_sub(1, Ordering::Release) - 1;
        if left == 0 {
            fence(Ordering::Acquire);
            // SAFETY: that was the last reference; nobody else can reach the object.
            unsafe {
                (*pointer).mark.store(RELEASED, Ordering::Relaxed);
                drop(Box::from_raw(pointer));
            }
        }
        left
    }

    /// The connection at the root, as C names it.
    pub fn connection_pointer(&self) -> virConnectPtr {
        match K::MARK == ConnectionState::MARK {
            true => std::ptr::from_ref(self).cast_mut().cast(),
            false => self.parent.connection(),
        }
    }

    /// A text that stays valid as long as the object does.
    pub fn keep(&self, text: &str) -> *const c_char {
        let mut texts = lock(&self.texts);
        let found = texts.iter().find(|kept| kept.as_bytes() == text.as_bytes());
        match found {
            Some(kept) => kept.as_ptr(),
            None => {
                texts.push(memory::owned(text));
                texts.last().map_or(std::ptr::null(), |kept| kept.as_ptr())
            }
        }
    }
}

/// The texts are whole after every statement.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The kinds: C's struct and pointer names, what the object holds and what it came from, mark, error and its domain.
macro_rules! kinds {
    ($($(#[$doc:meta])* $structure:ident, $pointer:ident: $content:ty, from $parent:ty, $mark:literal, $invalid:ident, $domain:ident;)*) => {$(
        $(#[$doc])*
        pub type $structure = Object<$content>;
        #[doc = concat!("A pointer to a `", stringify!($structure), "`.")]
        pub type $pointer = *mut $structure;

        impl Kind for $content {
            const MARK: u32 = $mark;
            const INVALID: ErrorCode = ErrorCode::$invalid;
            const DOMAIN: ErrorDomain = ErrorDomain::$domain;
            type Parent = $parent;
        }
    )*};
}

type FromConnection = Held<ConnectionState>;

kinds! {
    /// A connection.
    _virConnect, virConnectPtr: ConnectionState, from (), 0x4623_d101, InvalidConn, None;
    /// A guest.
    _virDomain, virDomainPtr: ferrovirt::Domain, from FromConnection, 0x4623_d102, InvalidDomain, Dom;
    /// A snapshot of a guest.
    _virDomainSnapshot, virDomainSnapshotPtr: ferrovirt::DomainSnapshot, from Held<ferrovirt::Domain>, 0x4623_d103, InvalidDomainSnapshot, DomainSnapshot;
    /// A checkpoint of a guest.
    _virDomainCheckpoint, virDomainCheckpointPtr: ferrovirt::DomainCheckpoint, from Held<ferrovirt::Domain>, 0x4623_d104, InvalidDomainCheckpoint, DomainCheckpoint;
    /// A virtual network.
    _virNetwork, virNetworkPtr: ferrovirt::Network, from FromConnection, 0x4623_d105, InvalidNetwork, Network;
    /// A port of a virtual network.
    _virNetworkPort, virNetworkPortPtr: ferrovirt::NetworkPort, from Held<ferrovirt::Network>, 0x4623_d106, InvalidNetworkPort, Network;
    /// A storage pool.
    _virStoragePool, virStoragePoolPtr: ferrovirt::StoragePool, from FromConnection, 0x4623_d107, InvalidStoragePool, Storage;
    /// A volume of a storage pool.
    _virStorageVol, virStorageVolPtr: ferrovirt::StorageVolume, from FromConnection, 0x4623_d108, InvalidStorageVol, Storage;
    /// An interface of the host.
    _virInterface, virInterfacePtr: ferrovirt::Interface, from FromConnection, 0x4623_d109, InvalidInterface, Interface;
    /// A device of the host.
    _virNodeDevice, virNodeDevicePtr: ferrovirt::NodeDevice, from FromConnection, 0x4623_d10a, InvalidNodeDevice, Nodedev;
    /// A secret.
    _virSecret, virSecretPtr: ferrovirt::Secret, from FromConnection, 0x4623_d10b, InvalidSecret, Secret;
    /// A network filter.
    _virNWFilter, virNWFilterPtr: ferrovirt::NwFilter, from FromConnection, 0x4623_d10c, InvalidNwfilter, Nwfilter;
    /// A network filter in use on a port.
    _virNWFilterBinding, virNWFilterBindingPtr: ferrovirt::NwFilterBinding, from FromConnection, 0x4623_d10e, InvalidNwfilterBinding, Nwfilter;
    /// A stream.
    _virStream, virStreamPtr: crate::stream::StreamState, from FromConnection, 0x4623_d10d, InvalidStream, Streams;
}

/// A connection to the administration of a daemon. None can be opened as long as there is no daemon to connect to.
pub struct Administration(std::convert::Infallible);

impl Administration {
    /// There is none.
    pub fn nobody(&self) -> ! {
        match self.0 {}
    }
}

/// A server of a daemon.
pub struct AdministeredServer(std::convert::Infallible);

impl AdministeredServer {
    /// There is none.
    pub fn nobody(&self) -> ! {
        match self.0 {}
    }
}

/// A client of a server.
pub struct AdministeredClient(std::convert::Infallible);

impl AdministeredClient {
    /// There is none.
    pub fn nobody(&self) -> ! {
        match self.0 {}
    }
}

kinds! {
    /// A connection to the administration of a daemon.
    _virAdmConnect, virAdmConnectPtr: Administration, from (), 0x4623_d201, InvalidConn, Admin;
    /// A server of a daemon.
    _virAdmServer, virAdmServerPtr: AdministeredServer, from Held<Administration>, 0x4623_d202, InvalidConn, Admin;
    /// A client of a server.
    _virAdmClient, virAdmClientPtr: AdministeredClient, from Held<Administration>, 0x4623_d203, InvalidConn, Admin;
}

/// `virDomainRef` and its kind.
///
/// # Safety
/// As for [`Object::check`].
pub unsafe fn reference<K: Kind>(pointer: *mut Object<K>, function: &'static str) -> c_int {
    crate::boundary::call(function, |scope| {
        unsafe { scope.object(pointer) }?.reference();
        Ok(0)
    })
}

/// `virDomainFree` and its kind.
///
/// # Safety
/// As for [`Object::check`]; the caller gives its reference up.
pub unsafe fn free<K: Kind>(pointer: *mut Object<K>, function: &'static str) -> c_int {
    crate::boundary::call(function, |scope| {
        unsafe { Object::check(pointer, scope.function) }?;
        unsafe { Object::release(pointer) };
        Ok(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Dummy;

    impl Kind for Dummy {
        const MARK: u32 = 7;
        const INVALID: ErrorCode = ErrorCode::InvalidArg;
        const DOMAIN: ErrorDomain = ErrorDomain::None;
        type Parent = ();
    }

    #[test]
    fn the_last_reference_releases() {
        let object = Object::create(Dummy, ());
        // SAFETY: the object was just made; each reference is given back once.
        unsafe {
            Object::check(object, "test").expect("valid").reference();
            assert_eq!(Object::release(object), 1);
            assert_eq!(Object::release(object), 0);
        }
    }

    #[test]
    fn null_and_other_kinds_are_refused() {
        // SAFETY: null is allowed; the other object is alive.
        unsafe {
            let null = Object::<Dummy>::check(std::ptr::null_mut(), "virTest").err().expect("refused");
            assert_eq!(null.code(), ErrorCode::InvalidArg);
            let object = Object::create(Dummy, ());
            let other: virDomainPtr = object.cast();
            assert_eq!(Object::check(other, "virTest").err().expect("refused").code(), ErrorCode::InvalidDomain);
            Object::release(object);
        }
    }

    #[test]
    fn the_mark_comes_first_in_every_kind() {
        assert_eq!(std::mem::offset_of!(Object<ConnectionState>, mark), 0);
        assert_eq!(std::mem::offset_of!(Object<ferrovirt::DomainSnapshot>, mark), 0);
    }

    #[test]
    fn kept_texts_have_one_address() {
        let object = Object::create(Dummy, ());
        // SAFETY: the object is alive until it is released below.
        unsafe {
            let first = (*object).keep("a");
            (*object).keep("b");
            assert_eq!(first, (*object).keep("a"));
            Object::release(object);
        }
    }
}
