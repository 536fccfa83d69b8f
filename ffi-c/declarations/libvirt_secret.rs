//! `libvirt-secret.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A secret.
pub struct _virSecret(());

/// A secret.
pub type virSecret = _virSecret;

/// A pointer to a `virSecret`.
pub type virSecretPtr = *mut virSecret;

/// Told of a secret: something happened that needs no more words.
pub type virConnectSecretEventGenericCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, secret: virSecretPtr, opaque: *mut c_void)>;

/// Told of a secret: a step in its life was made.
pub type virConnectSecretEventLifecycleCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, secret: virSecretPtr, event: c_int, detail: c_int, opaque: *mut c_void)>;

unsafe extern "C" {
    pub fn virConnectListAllSecrets(conn: virConnectPtr, secrets: *mut *mut virSecretPtr, flags: c_uint) -> c_int;
    #[required(uuids)]
    pub fn virConnectListSecrets(conn: virConnectPtr, uuids: *mut *mut c_char, maxuuids: c_int) -> c_int;
    pub fn virConnectNumOfSecrets(conn: virConnectPtr) -> c_int;
    /// Ends the callback with this number; its free function is called when nobody can call it any more.
    #[by_hand(since = "3.0.0")]
    pub fn virConnectSecretEventDeregisterAny(conn: virConnectPtr, callbackID: c_int) -> c_int;
    /// Asks to be told of an event, of all objects or of one, on the thread of the event loop, and gives the number of
    /// the callback.
    #[by_hand(since = "3.0.0")]
    #[optional(freecb)]
    pub fn virConnectSecretEventRegisterAny(conn: virConnectPtr, secret: virSecretPtr, eventID: c_int, cb: virConnectSecretEventGenericCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    pub fn virSecretDefineXML(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virSecretPtr;
    /// Gives a reference to the secret back; the last one releases it.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretFree(secret: virSecretPtr) -> c_int;
    /// The connection that the secret came from, without a further reference.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretGetConnect(secret: virSecretPtr) -> virConnectPtr;
    /// Writes the 16 bytes of the UUID of the secret.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretGetUUID(secret: virSecretPtr, uuid: *mut c_uchar) -> c_int;
    /// Writes the UUID of the secret as text, for which `VIR_UUID_STRING_BUFLEN` bytes are needed.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretGetUUIDString(secret: virSecretPtr, buf: *mut c_char) -> c_int;
    /// What the secret is used for. It belongs to the object.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretGetUsageID(secret: virSecretPtr) -> *const c_char;
    /// The `virSecretUsageType`.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretGetUsageType(secret: virSecretPtr) -> c_int;
    pub fn virSecretGetValue(secret: virSecretPtr, value_size: *mut usize, flags: c_uint) -> *mut c_uchar;
    pub fn virSecretGetXMLDesc(secret: virSecretPtr, flags: c_uint) -> *mut c_char;
    pub fn virSecretLookupByUUID(conn: virConnectPtr, uuid: *const c_uchar) -> virSecretPtr;
    /// The secret with this UUID.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretLookupByUUIDString(conn: virConnectPtr, uuidstr: *const c_char) -> virSecretPtr;
    #[named(usage_type = "usageType", usage_id = "usageID")]
    pub fn virSecretLookupByUsage(conn: virConnectPtr, usageType: c_int, usageID: *const c_char) -> virSecretPtr;
    /// One more reference to the secret, to be given back with its own call.
    #[by_hand(since = "0.7.1")]
    pub fn virSecretRef(secret: virSecretPtr) -> c_int;
    pub fn virSecretSetValue(secret: virSecretPtr, value: *const c_uchar, value_size: usize, flags: c_uint) -> c_int;
    pub fn virSecretUndefine(secret: virSecretPtr) -> c_int;
}
