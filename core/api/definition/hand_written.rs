//! What of the C interface is no operation of a driver: why, and what stands for it.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// The library starts and tells its version by itself; only C programs ask for it.
#[hand_written(place = "ferrovirt-c: library")]
pub enum Library {
    virInitialize,
    virGetVersion,
}

/// An error is a value that a call returns. That a thread or a connection remembers its last one, and calls somebody
/// back, is a matter of C.
#[hand_written(place = "ferrovirt_error::Error; ferrovirt-c: error")]
pub enum Errors {
    virConnCopyLastError,
    virConnGetLastError,
    virConnResetLastError,
    virConnSetErrorFunc,
    virCopyLastError,
    virDefaultErrorFunc,
    virFreeError,
    virGetLastError,
    virGetLastErrorCode,
    virGetLastErrorDomain,
    virGetLastErrorMessage,
    virResetError,
    virResetLastError,
    virSaveLastError,
    virSetErrorFunc,
    virErrorNumber,
    virErrorDomain,
    virErrorLevel,
}

/// Callers need no event loop: the process has I/O threads of its own, and events are pulled.
#[hand_written(place = "ferrovirt_api::runtime; ferrovirt-c: event_loop")]
pub enum EventLoop {
    virEventAddHandle,
    virEventAddTimeout,
    virEventRegisterDefaultImpl,
    virEventRegisterImpl,
    virEventRemoveHandle,
    virEventRemoveTimeout,
    virEventRunDefaultImpl,
    virEventUpdateHandle,
    virEventUpdateTimeout,
    virEventHandleType,
}

/// Typed parameters are plain values: nothing has to be called for them.
#[hand_written(place = "ferrovirt_api::TypedParameters; ferrovirt-c: typed_parameters")]
pub enum TypedParameterHelpers {
    virTypedParamsAddBoolean,
    virTypedParamsAddDouble,
    virTypedParamsAddFromString,
    virTypedParamsAddInt,
    virTypedParamsAddLLong,
    virTypedParamsAddString,
    virTypedParamsAddStringList,
    virTypedParamsAddUInt,
    virTypedParamsAddULLong,
    virTypedParamsClear,
    virTypedParamsFree,
    virTypedParamsGet,
    virTypedParamsGetBoolean,
    virTypedParamsGetDouble,
    virTypedParamsGetInt,
    virTypedParamsGetLLong,
    virTypedParamsGetString,
    virTypedParamsGetUInt,
    virTypedParamsGetULLong,
    virTypedParameterFlags,
    virBlkioParameterType,
    virMemoryParameterType,
    virSchedParameterType,
}

/// Opening and closing concern the process first: they choose the driver.
#[hand_written(place = "Connection::open, Connection::close")]
pub enum Opening {
    #[served(access = "connect:getattr", wire = 1, priority = "high")]
    virConnectOpen,
    #[served(access = "connect:getattr", wire = 1, priority = "high")]
    virConnectOpenAuth,
    virConnectOpenReadOnly,
    #[served(wire = 2, priority = "high")]
    virConnectClose,
}

/// The end of a connection is awaited, not called back.
#[hand_written(place = "Connection::closed")]
pub enum CloseCallbacks {
    #[served(access = "connect:getattr", wire = 360, priority = "high")]
    virConnectRegisterCloseCallback,
    #[served(access = "connect:getattr", wire = 361, priority = "high")]
    virConnectUnregisterCloseCallback,
}

/// Events are pulled from a subscription; drivers publish them and know no listeners.
#[hand_written(place = "Connection::subscribe")]
pub enum Events {
    #[served(access = "connect:search-domains", filter = "domain:getattr", wire = 105, priority = "high")]
    virConnectDomainEventRegister,
    #[served(access = "connect:read", wire = 106, priority = "high")]
    virConnectDomainEventDeregister,
    #[served(access = "connect:search-domains", filter = "domain:getattr", wire = 316, priority = "high")]
    virConnectDomainEventRegisterAny,
    #[served(access = "connect:read", wire = 317, priority = "high")]
    virConnectDomainEventDeregisterAny,
    #[served(access = "connect:search-networks", filter = "network:getattr", wire = 313, priority = "high")]
    virConnectNetworkEventRegisterAny,
    #[served(access = "connect:read", wire = 314, priority = "high")]
    virConnectNetworkEventDeregisterAny,
    #[served(access = "connect:search-storage-pools", filter = "storage-pool:getattr", wire = 368, priority = "high")]
    virConnectStoragePoolEventRegisterAny,
    #[served(access = "connect:read", wire = 369, priority = "high")]
    virConnectStoragePoolEventDeregisterAny,
    #[served(access = "connect:search-node-devices", filter = "node-device:getattr", wire = 374, priority = "high")]
    virConnectNodeDeviceEventRegisterAny,
    #[served(access = "connect:read", wire = 375, priority = "high")]
    virConnectNodeDeviceEventDeregisterAny,
    #[served(access = "connect:search-secrets", filter = "secret:getattr", wire = 380, priority = "high")]
    virConnectSecretEventRegisterAny,
    #[served(access = "connect:read", wire = 381, priority = "high")]
    virConnectSecretEventDeregisterAny,
    #[served(access = "connect:search-domains, connect:write", filter = "domain:getattr", wire = 4, priority = "high")]
    virConnectDomainQemuMonitorEventRegister,
    #[served(access = "connect:write", wire = 5, priority = "high")]
    virConnectDomainQemuMonitorEventDeregister,
}

/// Handles are plain values with shared contents: nothing has to be counted or freed.
#[hand_written(place = "the handles; ferrovirt-c: objects")]
pub enum References {
    virConnectRef,
    virDomainRef,
    virDomainFree,
    virDomainSnapshotRef,
    virDomainSnapshotFree,
    virDomainCheckpointRef,
    virDomainCheckpointFree,
    virNetworkRef,
    virNetworkFree,
    virNetworkPortRef,
    virNetworkPortFree,
    virStoragePoolRef,
    virStoragePoolFree,
    virStorageVolRef,
    virStorageVolFree,
    virInterfaceRef,
    virInterfaceFree,
    virNodeDeviceRef,
    virNodeDeviceFree,
    virSecretRef,
    virSecretFree,
    virNWFilterRef,
    virNWFilterFree,
    virNWFilterBindingRef,
    virNWFilterBindingFree,
    virStreamRef,
    virStreamFree,
}

/// Results are plain values that need not be freed.
#[hand_written(place = "plain values; ferrovirt-c: results")]
pub enum Results {
    virDomainFSInfoFree,
    virDomainIOThreadInfoFree,
    virDomainInterfaceFree,
    virDomainStatsRecordListFree,
    virNetworkDHCPLeaseFree,
}

/// Handles know what they stand for without asking a driver.
#[hand_written(place = "the handles' accessors")]
pub enum Identities {
    virDomainGetConnect,
    virDomainGetID,
    virDomainGetName,
    virDomainGetUUID,
    virDomainGetUUIDString,
    virDomainSnapshotGetConnect,
    virDomainSnapshotGetDomain,
    virDomainSnapshotGetName,
    virDomainCheckpointGetConnect,
    virDomainCheckpointGetDomain,
    virDomainCheckpointGetName,
    virNetworkGetConnect,
    virNetworkGetName,
    virNetworkGetUUID,
    virNetworkGetUUIDString,
    virNetworkPortGetNetwork,
    virNetworkPortGetUUID,
    virNetworkPortGetUUIDString,
    virStoragePoolGetConnect,
    virStoragePoolGetName,
    virStoragePoolGetUUID,
    virStoragePoolGetUUIDString,
    virStorageVolGetConnect,
    virStorageVolGetName,
    virStorageVolGetKey,
    virInterfaceGetConnect,
    virInterfaceGetName,
    virInterfaceGetMACString,
    virNodeDeviceGetName,
    virSecretGetConnect,
    virSecretGetUUID,
    virSecretGetUUIDString,
    virSecretGetUsageType,
    virSecretGetUsageID,
    virNWFilterGetName,
    virNWFilterGetUUID,
    virNWFilterGetUUIDString,
    virNWFilterBindingGetPortDev,
    virNWFilterBindingGetFilterName,
}

/// A UUID is a value; its text is read before anything is looked up.
#[hand_written(place = "Uuid::parse_str with the lookup by UUID")]
pub enum UuidTexts {
    virDomainLookupByUUIDString,
    virNetworkLookupByUUIDString,
    virNetworkPortLookupByUUIDString,
    virStoragePoolLookupByUUIDString,
    virSecretLookupByUUIDString,
    virNWFilterLookupByUUIDString,
}

/// A stream comes open from the operation that makes it; its calls go to its own backend, not to a driver.
#[hand_written(place = "ferrovirt_api::Stream")]
pub enum Streams {
    virStreamNew,
    virStreamSend,
    virStreamSendHole,
    virStreamSendAll,
    virStreamSparseSendAll,
    virStreamRecv,
    virStreamRecvFlags,
    virStreamRecvHole,
    virStreamRecvAll,
    virStreamSparseRecvAll,
    virStreamFinish,
    virStreamAbort,
    virStreamEventAddCallback,
    virStreamEventUpdateCallback,
    virStreamEventRemoveCallback,
}

/// They change the process that calls them, and ask no driver.
#[hand_written(place = "ferrovirt-c: lxc")]
pub enum Containers {
    virDomainLxcEnterNamespace,
    virDomainLxcEnterSecurityLabel,
    virDomainLxcEnterCGroup,
}

/// Other names of the same numbers.
#[hand_written(place = "DomainAgentResponseTimeout")]
pub enum AgentTimeouts {
    virDomainQemuAgentCommandTimeoutValues,
}
