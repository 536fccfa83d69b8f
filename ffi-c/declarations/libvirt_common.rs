//! `libvirt-common.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// Room for the name of a typed parameter, with its NUL.
pub const VIR_TYPED_PARAM_FIELD_LENGTH: usize = 80;

/// The value of a typed parameter: the member that its type says.
#[repr(C)]
pub union _virTypedParameterValue {
    /// `VIR_TYPED_PARAM_INT`.
    pub i: c_int,
    /// `VIR_TYPED_PARAM_UINT`.
    pub ui: c_uint,
    /// `VIR_TYPED_PARAM_LLONG`.
    pub l: c_longlong,
    /// `VIR_TYPED_PARAM_ULLONG`.
    pub ul: c_ulonglong,
    /// `VIR_TYPED_PARAM_DOUBLE`.
    pub d: f64,
    /// `VIR_TYPED_PARAM_BOOLEAN`.
    pub b: c_char,
    /// `VIR_TYPED_PARAM_STRING`.
    pub s: *mut c_char,
}

/// A named value.
#[repr(C)]
pub struct _virTypedParameter {
    /// The name.
    pub field: [c_char; VIR_TYPED_PARAM_FIELD_LENGTH],
    /// The `virTypedParameterType`.
    pub r#type: c_int,
    /// The value.
    pub value: _virTypedParameterValue,
}

/// A named value.
pub type virTypedParameter = _virTypedParameter;

/// A pointer to a `virTypedParameter`.
pub type virTypedParameterPtr = *mut virTypedParameter;

/// Releases what a registration was given, once.
pub type virFreeCallback = Option<unsafe extern "C" fn(opaque: *mut c_void)>;

/// Another name in `virTypedParameterFlags`.
pub const VIR_TYPED_PARAM_STRING_OKAY: c_int = 4;

unsafe extern "C" {
    /// Adds a boolean: 0 is false.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddBoolean(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, value: c_int) -> c_int;
    /// Adds a `double`.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddDouble(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, value: f64) -> c_int;
    /// Adds a value of this type from its text.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddFromString(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, r#type: c_int, value: *const c_char) -> c_int;
    /// Adds an `int`.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddInt(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, value: c_int) -> c_int;
    /// Adds a `long long`.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddLLong(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, value: c_longlong) -> c_int;
    /// Adds a copy of a text, or a missing text for null.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddString(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, value: *const c_char) -> c_int;
    /// Adds copies of several texts under one name; the list ends with null, and may be null.
    #[by_hand(since = "1.2.17")]
    pub fn virTypedParamsAddStringList(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, values: *mut *const c_char) -> c_int;
    /// Adds an `unsigned int`.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddUInt(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, value: c_uint) -> c_int;
    /// Adds an `unsigned long long`.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsAddULLong(params: *mut virTypedParameterPtr, nparams: *mut c_int, maxparams: *mut c_int, name: *const c_char, value: c_ulonglong) -> c_int;
    /// Releases the texts of parameters, not the array.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsClear(params: virTypedParameterPtr, nparams: c_int);
    /// Releases parameters: their texts and the array.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsFree(params: virTypedParameterPtr, nparams: c_int);
    /// Finds a parameter by its name; null when there is none, which is no error.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGet(params: virTypedParameterPtr, nparams: c_int, name: *const c_char) -> virTypedParameterPtr;
    /// The value of a boolean parameter: 0 or 1.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGetBoolean(params: virTypedParameterPtr, nparams: c_int, name: *const c_char, value: *mut c_int) -> c_int;
    /// The value of a `double` parameter.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGetDouble(params: virTypedParameterPtr, nparams: c_int, name: *const c_char, value: *mut f64) -> c_int;
    /// The value of an `int` parameter.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGetInt(params: virTypedParameterPtr, nparams: c_int, name: *const c_char, value: *mut c_int) -> c_int;
    /// The value of a `long long` parameter.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGetLLong(params: virTypedParameterPtr, nparams: c_int, name: *const c_char, value: *mut c_longlong) -> c_int;
    /// The value of a string parameter. It stays the parameter's.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGetString(params: virTypedParameterPtr, nparams: c_int, name: *const c_char, value: *mut *const c_char) -> c_int;
    /// The value of an `unsigned int` parameter.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGetUInt(params: virTypedParameterPtr, nparams: c_int, name: *const c_char, value: *mut c_uint) -> c_int;
    /// The value of an `unsigned long long` parameter.
    #[by_hand(since = "1.0.2")]
    pub fn virTypedParamsGetULLong(params: virTypedParameterPtr, nparams: c_int, name: *const c_char, value: *mut c_ulonglong) -> c_int;
}
