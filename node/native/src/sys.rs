//! Everything that touches Node-API, and the handles of the core.
//!
//! The only module of the crate with `unsafe`. What it relies on: Node calls a function of an environment on that
//! environment's thread only; a value of JavaScript is used within the call that got it; the memory of the three buffers
//! of [`setup`] stays where it is, since the environment holds references to them and JavaScript never detaches them;
//! and the package's own JavaScript, the only caller, passes with each operation an object of its class.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_void};
use std::ptr::null_mut;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ferrovirt_calls::{Answer, Waiting};
use napi_sys::*;

use crate::code::{Code, Shape, content, handles};
use crate::mailbox::{Letter, Mailbox, Tasks, refusal};

/// What the first word of the buffer for states says of a call.
mod state {
    pub const READY: i32 = 0;
    pub const FAILED: i32 = 1;
    pub const REFUSED: i32 = 2;
    /// The value is the number of a task.
    pub const WAITING: i32 = 3;
    /// It is ready, but JavaScript should let its event loop turn before it goes on.
    pub const READY_AFTER_A_TURN: i32 = 4;
    /// It was given up.
    pub const GIVEN_UP: i32 = 5;
}

/// How long ready calls may follow each other before the event loop gets its turn.
const LONGEST_STINT: Duration = Duration::from_millis(1);

/// After how much of them the clock is looked at, in calls without much of an answer.
const STINT: usize = 16;

/// How many bytes of an answer take as long as a call.
const BYTES_PER_CALL: usize = 16;

/// A handle of the core's, released when it is dropped.
pub struct Object {
    class: u32,
    handle: u64,
}

impl Object {
    fn duplicate(&self) -> u64 {
        // SAFETY: the handle is alive and of its class.
        unsafe { ferrovirt_calls::duplicate(self.class, self.handle) }
    }
}

impl Clone for Object {
    fn clone(&self) -> Object {
        Object { class: self.class, handle: self.duplicate() }
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        // SAFETY: this is its only release.
        unsafe { ferrovirt_calls::release(self.class, self.handle) }
    }
}

/// Begins an operation of an object of its class, or a function.
pub fn begin(operation: u32, object: Option<&Object>, arguments: &[u8], answer: &mut Answer) -> Option<Waiting> {
    // SAFETY: the object is alive and of the operation's class, and so are those among the arguments.
    unsafe { ferrovirt_calls::perform(operation, object.map_or(0, |object| object.handle), arguments, answer) }
}

/// Tells the thread of an environment that there is something to do, until the environment ends.
pub struct Bell(Mutex<Option<napi_threadsafe_function>>);

// SAFETY: a thread-safe function is made for that, and the lock keeps it from being used after its end.
unsafe impl Send for Bell {}
// SAFETY: as above.
unsafe impl Sync for Bell {}

impl Bell {
    /// Rings, from any thread.
    pub fn ring(&self) {
        if let Some(function) = *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // SAFETY: it has not ended: `close` takes it away first, under the lock.
            unsafe { napi_call_threadsafe_function(function, null_mut(), ThreadsafeFunctionCallMode::nonblocking) };
        }
    }

    fn close(&self) {
        if let Some(function) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // SAFETY: it has not ended, and nobody has it any more.
            unsafe { napi_release_threadsafe_function(function, ThreadsafeFunctionReleaseMode::abort) };
        }
    }
}

/// The memory of one of JavaScript's buffers.
#[derive(Clone, Copy)]
struct Memory {
    start: *mut u8,
    length: usize,
}

/// What belongs to one environment: the main thread, or a worker.
struct Environment {
    mailbox: Arc<Mailbox>,
    tasks: Tasks,
    /// What was done since somebody looked at the clock.
    done: usize,
    /// When the event loop was last let turn.
    turned: Instant,
    state: Memory,
    arguments: Memory,
    results: Memory,
    /// The buffers, and the function that takes letters.
    held: Vec<napi_ref>,
}

/// Node-API within one call.
#[derive(Clone, Copy)]
struct Scope(napi_env);

macro_rules! made {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) = $function:ident) => {
        $(#[$doc])*
        fn $name(self $(, $argument: $kind)*) -> napi_value {
            let mut value = null_mut();
            // SAFETY: the environment is that of the call.
            unsafe { $function(self.0 $(, $argument)*, &mut value) };
            value
        }
    };
}

impl Scope {
    made!(undefined() = napi_get_undefined);
    made!(boolean(value: bool) = napi_get_boolean);
    made!(double(value: f64) = napi_create_double);
    made!(unsigned(value: u32) = napi_create_uint32);
    made!(big_unsigned(value: u64) = napi_create_bigint_uint64);
    made!(big_signed(value: i64) = napi_create_bigint_int64);
    made!(array(length: usize) = napi_create_array_with_length);

    fn string(self, text: &[u8]) -> napi_value {
        let mut value = null_mut();
        let length = isize::try_from(text.len()).unwrap_or(isize::MAX);
        // One byte for each letter is much faster, when that is all there is.
        let create = if text.is_ascii() { napi_create_string_latin1 } else { napi_create_string_utf8 };
        // SAFETY: the text is as long as it says, and Node copies it.
        unsafe { create(self.0, text.as_ptr().cast(), length, &mut value) };
        value
    }

    fn buffer(self, bytes: &[u8]) -> napi_value {
        let mut value = null_mut();
        // SAFETY: the bytes are as many as it says, and Node copies them.
        unsafe { napi_create_buffer_copy(self.0, bytes.len(), bytes.as_ptr().cast(), null_mut(), &mut value) };
        value
    }

    fn object(self, object: Object) -> napi_value {
        let mut value = null_mut();
        let boxed = Box::into_raw(Box::new(object)).cast();
        // SAFETY: `finalize` is called once with what is passed here, when nobody has the value any more.
        let status = unsafe { napi_create_external(self.0, boxed, Some(finalize), null_mut(), &mut value) };
        if status != Status::napi_ok {
            // SAFETY: Node did not take it.
            drop(unsafe { Box::from_raw(boxed.cast::<Object>()) });
            return self.undefined();
        }
        value
    }

    fn set(self, array: napi_value, index: u32, value: napi_value) {
        // SAFETY: both are values of this call.
        unsafe { napi_set_element(self.0, array, index, value) };
    }

    fn is(self, value: napi_value, kind: napi_valuetype) -> bool {
        let mut found = ValueType::napi_undefined;
        // SAFETY: a value of this call.
        unsafe { napi_typeof(self.0, value, &mut found) };
        found == kind
    }

    fn number(self, value: napi_value) -> u32 {
        let mut number = 0;
        // SAFETY: a value of this call; what is no number leaves 0.
        unsafe { napi_get_value_uint32(self.0, value, &mut number) };
        number
    }

    /// The object of a value that [`Scope::object`] made.
    fn borrowed<'a>(self, value: napi_value) -> Option<&'a Object> {
        let mut found = null_mut();
        // SAFETY: Node says whether it is one of the values that modules make.
        let status = unsafe { napi_get_value_external(self.0, value, &mut found) };
        // SAFETY: the package passes its own only; the value outlives the call that got it.
        (status == Status::napi_ok && !found.is_null()).then(|| unsafe { &*found.cast::<Object>() })
    }

    fn element(self, array: napi_value, index: u32) -> napi_value {
        let mut value = null_mut();
        // SAFETY: a value of this call.
        unsafe { napi_get_element(self.0, array, index, &mut value) };
        value
    }

    fn array_buffer(self, value: napi_value) -> Memory {
        let (mut start, mut length) = (null_mut(), 0);
        // SAFETY: a value of this call; what is no buffer leaves nothing.
        unsafe { napi_get_arraybuffer_info(self.0, value, &mut start, &mut length) };
        Memory { start: start.cast(), length }
    }

    fn typed_array(self, value: napi_value) -> Memory {
        let (mut start, mut length) = (null_mut(), 0);
        // SAFETY: a value of this call; what is no array of bytes leaves nothing.
        unsafe { napi_get_typedarray_info(self.0, value, null_mut(), &mut length, &mut start, null_mut(), null_mut()) };
        Memory { start: start.cast(), length: if start.is_null() { 0 } else { length } }
    }

    /// The arguments of the call, and what belongs to its environment.
    fn call<'a, const N: usize>(self, info: napi_callback_info) -> ([napi_value; N], &'a mut Environment) {
        let mut arguments = [null_mut(); N];
        let (mut count, mut data) = (N, null_mut());
        // SAFETY: there is room for `count` arguments; Node fills in undefined for those that are missing.
        unsafe { napi_get_cb_info(self.0, info, &mut count, arguments.as_mut_ptr(), null_mut(), &mut data) };
        // SAFETY: every function was made with its environment, which lives until JavaScript has ended; calls do not nest.
        (arguments, unsafe { &mut *data.cast::<Environment>() })
    }
}

impl Memory {
    const NONE: Memory = Memory { start: null_mut(), length: 0 };

    /// The first bytes.
    fn bytes<'a>(self, length: usize) -> &'a mut [u8] {
        if self.start.is_null() {
            return &mut [];
        }
        // SAFETY: it is as long, it stays while the call lasts, and nobody else looks at it meanwhile.
        unsafe { std::slice::from_raw_parts_mut(self.start, length.min(self.length)) }
    }
}

impl Environment {
    fn state<'a>(&self) -> &'a mut [i32] {
        let length = self.state.length / size_of::<i32>();
        if self.state.start.is_null() {
            return &mut [];
        }
        // SAFETY: it is as long, it is aligned as the start of a buffer is, and nobody else looks at it during a call.
        unsafe { std::slice::from_raw_parts_mut(self.state.start.cast(), length) }
    }

    fn set_state(&self, state: i32) {
        if let Some(first) = self.state().first_mut() {
            *first = state;
        }
    }

    /// The value of an answer that is there, and its state.
    fn give(&mut self, scope: Scope, code: Code, answer: &Answer) -> napi_value {
        match answer.status {
            ferrovirt_calls::Status::Success => {}
            ferrovirt_calls::Status::Failed => {
                self.set_state(state::FAILED);
                return scope.buffer(&answer.bytes);
            }
            ferrovirt_calls::Status::Refused => {
                self.set_state(state::REFUSED);
                return scope.string(&answer.bytes);
            }
        }
        let is_tired = self.needs_a_turn(answer);
        self.set_state(if is_tired { state::READY_AFTER_A_TURN } else { state::READY });
        self.value(scope, code, answer)
    }

    /// Whether the event loop should turn before another call.
    fn needs_a_turn(&mut self, answer: &Answer) -> bool {
        self.done += 1 + answer.bytes.len() / BYTES_PER_CALL;
        if self.done < STINT {
            return false;
        }
        self.done = 0;
        let now = Instant::now();
        let is_over = now - self.turned > LONGEST_STINT;
        if is_over {
            self.turned = now;
        }
        is_over
    }

    fn value(&mut self, scope: Scope, code: Code, answer: &Answer) -> napi_value {
        let object = |handle| scope.object(Object { class: code.class, handle });
        match code.shape {
            Shape::Nothing => scope.undefined(),
            Shape::Boolean => scope.boolean(answer.number != 0),
            Shape::Unsigned => scope.double(answer.number as f64),
            Shape::Signed => scope.double(answer.number.cast_signed() as f64),
            Shape::BigUnsigned => scope.big_unsigned(answer.number),
            Shape::BigSigned => scope.big_signed(answer.number.cast_signed()),
            Shape::Float => scope.double(f64::from_bits(answer.number)),
            Shape::Handle => object(answer.number),
            Shape::Encoded if answer.bytes.len() <= self.results.length => {
                self.results.bytes(answer.bytes.len()).copy_from_slice(&answer.bytes);
                scope.double(answer.bytes.len() as f64)
            }
            Shape::Encoded => scope.buffer(&answer.bytes),
            Shape::Text | Shape::TextOfBytes => scope.string(content(&answer.bytes)),
            Shape::Bytes => scope.buffer(content(&answer.bytes)),
            Shape::Handles => {
                let array = scope.array(content(&answer.bytes).len() / size_of::<u64>());
                for (index, handle) in (0..).zip(handles(&answer.bytes)) {
                    scope.set(array, index, object(handle));
                }
                array
            }
        }
    }

    /// The bytes of a call's arguments, with new handles of the objects among them in their places. `given` is how many
    /// are in the buffer for arguments, or an array of bytes of their own.
    fn arguments<'a>(&self, scope: Scope, given: napi_value, objects: napi_value) -> &'a [u8] {
        let bytes = match scope.is(given, ValueType::napi_number) {
            true => self.arguments.bytes(usize::try_from(scope.number(given)).unwrap_or_default()),
            false => {
                let memory = scope.typed_array(given);
                memory.bytes(memory.length)
            }
        };
        if scope.is(objects, ValueType::napi_object) {
            let mut count = 0;
            // SAFETY: a value of this call.
            unsafe { napi_get_array_length(scope.0, objects, &mut count) };
            // Pairs of a place and an object.
            for index in (0..count.saturating_sub(1)).step_by(2) {
                let place = usize::try_from(scope.number(scope.element(objects, index))).unwrap_or(usize::MAX);
                let object = scope.borrowed(scope.element(objects, index + 1));
                if let (Some(object), Some(room)) = (object, bytes.get_mut(place..).and_then(|rest| rest.get_mut(..8)))
                {
                    room.copy_from_slice(&object.duplicate().to_be_bytes());
                }
            }
        }
        bytes
    }

    fn waits(&mut self, scope: Scope, code: u32, task: ferrovirt::error::Result<u32>) -> napi_value {
        match task {
            Ok(task) => {
                self.set_state(state::WAITING);
                scope.unsigned(task)
            }
            Err(error) => self.give(scope, Code::read(code), &refusal(&error.to_string())),
        }
    }
}

unsafe extern "C" fn finalize(_env: napi_env, object: *mut c_void, _hint: *mut c_void) {
    // SAFETY: `Scope::object` made it, and Node calls this once.
    drop(unsafe { Box::from_raw(object.cast::<Object>()) });
}

/// `perform(code, object, arguments, objects)`: does an operation, or begins it.
unsafe extern "C" fn perform(env: napi_env, info: napi_callback_info) -> napi_value {
    let scope = Scope(env);
    let ([code, object, given, objects], environment) = scope.call::<4>(info);
    let number = scope.number(code);
    let code = Code::read(number);
    let arguments = environment.arguments(scope, given, objects);
    let mut answer = Answer::default();
    match begin(code.operation, scope.borrowed(object), arguments, &mut answer) {
        None => environment.give(scope, code, &answer),
        Some(waiting) => {
            let task = environment.tasks.wait(number, waiting);
            environment.waits(scope, number, task)
        }
    }
}

/// `start(code, object, arguments, objects)`: begins an operation on another thread; it always waits.
unsafe extern "C" fn start(env: napi_env, info: napi_callback_info) -> napi_value {
    let scope = Scope(env);
    let ([code, object, given, objects], environment) = scope.call::<4>(info);
    let number = scope.number(code);
    let arguments = environment.arguments(scope, given, objects).to_vec();
    let object = scope.borrowed(object).cloned();
    let task = environment.tasks.start(number, Code::read(number).operation, object, arguments);
    environment.waits(scope, number, task)
}

/// `abort(task)`: gives a call up that waits.
unsafe extern "C" fn abort(env: napi_env, info: napi_callback_info) -> napi_value {
    let scope = Scope(env);
    let ([task], environment) = scope.call::<1>(info);
    environment.tasks.abort(scope.number(task));
    scope.undefined()
}

/// `hold(isHeld)`: whether what waits keeps the process alive.
unsafe extern "C" fn hold(env: napi_env, info: napi_callback_info) -> napi_value {
    let scope = Scope(env);
    let ([is_held], environment) = scope.call::<1>(info);
    let mut is_true = false;
    // SAFETY: a value of this call.
    unsafe { napi_get_value_bool(env, is_held, &mut is_true) };
    if let Some(function) = *environment.mailbox.bell().0.lock().unwrap_or_else(PoisonError::into_inner) {
        let change = if is_true { napi_ref_threadsafe_function } else { napi_unref_threadsafe_function };
        // SAFETY: it has not ended, and this is its thread.
        unsafe { change(env, function) };
    }
    scope.undefined()
}

/// `adopt(bytes, place, class)`: a handle within a result, which is in the buffer for results if `bytes` is undefined.
unsafe extern "C" fn adopt(env: napi_env, info: napi_callback_info) -> napi_value {
    let scope = Scope(env);
    let ([bytes, place, class], environment) = scope.call::<3>(info);
    let memory = match scope.is(bytes, ValueType::napi_undefined) {
        true => environment.results,
        false => scope.typed_array(bytes),
    };
    let place = usize::try_from(scope.number(place)).unwrap_or(usize::MAX);
    match memory.bytes(memory.length).get(place..).and_then(|rest| rest.first_chunk()) {
        Some(handle) => scope.object(Object { class: scope.number(class), handle: u64::from_be_bytes(*handle) }),
        None => scope.undefined(),
    }
}

/// `setup(states, arguments, results, complete)`: the buffers, and the function that takes what waited:
/// `complete(task, value)`, with the state in its buffer.
unsafe extern "C" fn setup(env: napi_env, info: napi_callback_info) -> napi_value {
    let scope = Scope(env);
    let ([states, arguments, results, complete], environment) = scope.call::<4>(info);
    environment.state = scope.array_buffer(states);
    environment.arguments = scope.array_buffer(arguments);
    environment.results = scope.array_buffer(results);
    for value in [complete, states, arguments, results] {
        let mut reference = null_mut();
        // SAFETY: a value of this call.
        unsafe { napi_create_reference(env, value, 1, &mut reference) };
        environment.held.push(reference);
    }
    scope.undefined()
}

/// The bell rang: reads the letters.
unsafe extern "C" fn rung(env: napi_env, _function: napi_value, context: *mut c_void, _data: *mut c_void) {
    // Node says so when the environment ends.
    if env.is_null() || context.is_null() {
        return;
    }
    let scope = Scope(env);
    // SAFETY: the bell was made with its environment.
    let environment = context.cast::<Environment>();
    // SAFETY: as above; nothing else uses it on this thread meanwhile.
    let letters = unsafe { (*environment).mailbox.take() };
    for Letter { task, code, answer } in letters {
        let mut handles = null_mut();
        // SAFETY: the scope is closed below.
        unsafe { napi_open_handle_scope(env, &mut handles) };
        // SAFETY: as above; the borrow ends before JavaScript runs, which calls back into the environment.
        let (value, complete) = unsafe {
            let environment = &mut *environment;
            environment.tasks.forget(task);
            let value = match &answer {
                Some(answer) => environment.give(scope, Code::read(code), answer),
                None => {
                    environment.set_state(state::GIVEN_UP);
                    scope.undefined()
                }
            };
            let mut complete = null_mut();
            if let Some(reference) = environment.held.first() {
                napi_get_reference_value(env, *reference, &mut complete);
            }
            (value, complete)
        };
        let arguments = [scope.unsigned(task), value];
        let mut result = null_mut();
        // SAFETY: all are values of this scope. What the function throws stays pending, and Node reports it.
        unsafe {
            napi_call_function(env, scope.undefined(), complete, arguments.len(), arguments.as_ptr(), &mut result);
            napi_close_handle_scope(env, handles);
        }
    }
}

/// The environment ends: nothing waits any more, and nobody rings.
unsafe extern "C" fn ends(environment: *mut c_void) {
    // SAFETY: `napi_register_module_v1` passed it, and it lives until its finalizer, which comes later.
    let environment = unsafe { &mut *environment.cast::<Environment>() };
    environment.mailbox.bell().close();
    environment.tasks.end();
}

unsafe extern "C" fn ended(_env: napi_env, environment: *mut c_void, _hint: *mut c_void) {
    // SAFETY: Node calls this once, after all JavaScript of the environment.
    drop(unsafe { Box::from_raw(environment.cast::<Environment>()) });
}

/// What Node calls in each environment that loads the module.
///
/// # Safety
/// Node's alone to call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn napi_register_module_v1(env: napi_env, exports: napi_value) -> napi_value {
    let scope = Scope(env);
    let mailbox = Arc::new(Mailbox::new(Bell(Mutex::new(None))));
    let environment = Box::into_raw(Box::new(Environment {
        tasks: Tasks::new(mailbox.clone()),
        mailbox: mailbox.clone(),
        done: 0,
        turned: Instant::now(),
        state: Memory::NONE,
        arguments: Memory::NONE,
        results: Memory::NONE,
        held: Vec::new(),
    }))
    .cast::<c_void>();
    let mut function = null_mut();
    let name = scope.string(b"ferrovirt");
    // SAFETY: the environment outlives the function, which `ends` closes; the function's own end comes before `ended`.
    unsafe {
        napi_set_instance_data(env, environment, Some(ended), null_mut());
        napi_create_threadsafe_function(
            env,
            null_mut(),
            null_mut(),
            name,
            0,
            1,
            null_mut(),
            None,
            environment,
            Some(rung),
            &mut function,
        );
        // What is idle keeps no process alive.
        napi_unref_threadsafe_function(env, function);
    }
    *mailbox.bell().0.lock().unwrap_or_else(PoisonError::into_inner) = (!function.is_null()).then_some(function);
    // SAFETY: as above. Hooks run last first, so this one runs before the thread-safe function's own.
    unsafe { napi_add_env_cleanup_hook(env, Some(ends), environment) };
    let functions: [(&CStr, napi_callback); 6] = [
        (c"perform", Some(perform)),
        (c"start", Some(start)),
        (c"abort", Some(abort)),
        (c"hold", Some(hold)),
        (c"adopt", Some(adopt)),
        (c"setup", Some(setup)),
    ];
    for (name, callback) in functions {
        let mut function = null_mut();
        // SAFETY: names end with a zero; the environment outlives its functions.
        unsafe {
            napi_create_function(env, name.as_ptr(), -1, callback, environment, &mut function);
            napi_set_named_property(env, exports, name.as_ptr(), function);
        }
    }
    let version = scope.string(env!("CARGO_PKG_VERSION").as_bytes());
    // SAFETY: values of this call.
    unsafe { napi_set_named_property(env, exports, c"version".as_ptr(), version) };
    exports
}

/// Which Node-API the module needs.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_module_get_api_version_v1() -> i32 {
    8
}
