//! `libvirt-admin.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A client of a server.
pub struct _virAdmClient(());

/// A client of a server.
pub type virAdmClient = _virAdmClient;

/// A pointer to a `virAdmClient`.
pub type virAdmClientPtr = *mut virAdmClient;

/// A connection to the administration of a daemon.
pub struct _virAdmConnect(());

/// A connection to the administration of a daemon.
pub type virAdmConnect = _virAdmConnect;

/// A pointer to a `virAdmConnect`.
pub type virAdmConnectPtr = *mut virAdmConnect;

/// A server of a daemon.
pub struct _virAdmServer(());

/// A server of a daemon.
pub type virAdmServer = _virAdmServer;

/// A pointer to a `virAdmServer`.
pub type virAdmServerPtr = *mut virAdmServer;

/// Told once that a connection was lost.
pub type virAdmConnectCloseFunc = Option<unsafe extern "C" fn(conn: virAdmConnectPtr, reason: c_int, opaque: *mut c_void)>;

unsafe extern "C" {
    /// Disconnects the client.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmClientClose(client: virAdmClientPtr, flags: c_uint) -> c_int;
    /// Gives a reference back.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmClientFree(client: virAdmClientPtr) -> c_int;
    /// The number of the client.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmClientGetID(client: virAdmClientPtr) -> c_ulonglong;
    /// Who the client is.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmClientGetInfo(client: virAdmClientPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// When it connected, in seconds since 1970.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmClientGetTimestamp(client: virAdmClientPtr) -> c_longlong;
    /// The `virClientTransport`.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmClientGetTransport(client: virAdmClientPtr) -> c_int;
    /// Drops a reference to the connection; the last one closes it.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectClose(conn: virAdmConnectPtr) -> c_int;
    /// Asks the daemon to end.
    #[by_hand(since = "11.2.0")]
    pub fn virAdmConnectDaemonShutdown(conn: virAdmConnectPtr, flags: c_uint) -> c_int;
    /// The version of the library that the daemon has.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectGetLibVersion(conn: virAdmConnectPtr, libVer: *mut c_ulonglong) -> c_int;
    /// The filters of the log; gives how many.
    #[by_hand(since = "3.0.0")]
    pub fn virAdmConnectGetLoggingFilters(conn: virAdmConnectPtr, filters: *mut *mut c_char, flags: c_uint) -> c_int;
    /// The outputs of the log; gives how many.
    #[by_hand(since = "3.0.0")]
    pub fn virAdmConnectGetLoggingOutputs(conn: virAdmConnectPtr, outputs: *mut *mut c_char, flags: c_uint) -> c_int;
    /// The URI that reaches the daemon.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectGetURI(conn: virAdmConnectPtr) -> *mut c_char;
    /// Whether the connection works.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectIsAlive(conn: virAdmConnectPtr) -> c_int;
    /// The servers of the daemon.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectListServers(conn: virAdmConnectPtr, servers: *mut *mut virAdmServerPtr, flags: c_uint) -> c_int;
    /// The server with this name.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectLookupServer(conn: virAdmConnectPtr, name: *const c_char, flags: c_uint) -> virAdmServerPtr;
    /// Opens a connection to the administration of a daemon; null stands for the default URI.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectOpen(name: *const c_char, flags: c_uint) -> virAdmConnectPtr;
    /// One more reference to the connection.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectRef(conn: virAdmConnectPtr) -> c_int;
    /// Asks to be told when the connection is lost.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectRegisterCloseCallback(conn: virAdmConnectPtr, cb: virAdmConnectCloseFunc, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    /// After how many idle seconds the daemon ends; 0 is never.
    #[by_hand(since = "8.6.0")]
    pub fn virAdmConnectSetDaemonTimeout(conn: virAdmConnectPtr, timeout: c_uint, flags: c_uint) -> c_int;
    /// Sets the filters of the log.
    #[by_hand(since = "3.0.0")]
    pub fn virAdmConnectSetLoggingFilters(conn: virAdmConnectPtr, filters: *const c_char, flags: c_uint) -> c_int;
    /// Sets the outputs of the log.
    #[by_hand(since = "3.0.0")]
    pub fn virAdmConnectSetLoggingOutputs(conn: virAdmConnectPtr, outputs: *const c_char, flags: c_uint) -> c_int;
    /// Ends that.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmConnectUnregisterCloseCallback(conn: virAdmConnectPtr, cb: virAdmConnectCloseFunc) -> c_int;
    /// The version of this library.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmGetVersion(libVer: *mut c_ulonglong) -> c_int;
    /// Makes the library ready; it needs no preparation.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmInitialize() -> c_int;
    /// Gives a reference back.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerFree(srv: virAdmServerPtr) -> c_int;
    /// How many clients there may be.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerGetClientLimits(srv: virAdmServerPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// The name of the server.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerGetName(srv: virAdmServerPtr) -> *const c_char;
    /// How many workers there are.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerGetThreadPoolParameters(srv: virAdmServerPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// The clients of the server.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerListClients(srv: virAdmServerPtr, clients: *mut *mut virAdmClientPtr, flags: c_uint) -> c_int;
    /// The client with this number.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerLookupClient(srv: virAdmServerPtr, id: c_ulonglong, flags: c_uint) -> virAdmClientPtr;
    /// Sets how many clients there may be.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerSetClientLimits(srv: virAdmServerPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    /// Sets how many workers there are.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerSetThreadPoolParameters(srv: virAdmServerPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    /// Has the server read its certificates anew.
    #[by_hand(since = "2.0.0")]
    pub fn virAdmServerUpdateTlsFiles(srv: virAdmServerPtr, flags: c_uint) -> c_int;
}
