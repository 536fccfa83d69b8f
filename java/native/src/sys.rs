//! The native functions of `org.ferrovirt.Native`. Each only converts; nothing panics into Java.
//!
//! This is the only module with `unsafe`. The functions are found by their names, and that handles are alive and of their
//! class is the contract of the Java package: a handle is released when no object of it is reachable, and each call keeps
//! its object reachable until it returns.
#![allow(unsafe_code)]

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::mem::ManuallyDrop;
use std::os::fd::{FromRawFd, IntoRawFd};
use std::os::unix::ffi::OsStringExt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ferrovirt_calls::{Answer, Waiting};
use jni::errors::{Result, ThrowRuntimeExAndDefault};
use jni::objects::{JByteArray, JClass};
use jni::sys::{jboolean, jint, jlong};
use jni::{Env, EnvUnowned};

use crate::{answers, waiting};

/// An operation without arguments whose result is a number.
// SAFETY: the name is that of the declaration in Java, and no other function has it.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_number(
    _environment: EnvUnowned<'_>,
    _class: JClass<'_>,
    operation: jint,
    object: jlong,
) -> jlong {
    let begun = catch_unwind(|| {
        let (answer, waiting) = perform(operation, object, &[]);
        answers::number(answer, waiting)
    });
    // Only the bookkeeping of calls could panic, and then there is no such call.
    begun.unwrap_or(0).cast_signed()
}

/// An operation with arguments whose result is a number.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_numberWith<'local>(
    mut environment: EnvUnowned<'local>,
    _class: JClass<'local>,
    operation: jint,
    object: jlong,
    arguments: JByteArray<'local>,
    length: jint,
) -> jlong {
    let given = environment.with_env(|environment| -> Result<jlong> {
        let arguments = taken(environment, &arguments, length)?;
        let (answer, waiting) = perform(operation, object, &arguments);
        Ok(answers::number(answer, waiting).cast_signed())
    });
    given.resolve::<ThrowRuntimeExAndDefault>()
}

/// An operation, with an array as its answer. There are no arguments when the array of them is null.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_perform<'local>(
    mut environment: EnvUnowned<'local>,
    _class: JClass<'local>,
    operation: jint,
    object: jlong,
    arguments: JByteArray<'local>,
    length: jint,
) -> JByteArray<'local> {
    let given = environment.with_env(|environment| -> Result<_> {
        let arguments = taken(environment, &arguments, length)?;
        let (answer, waiting) = perform(operation, object, &arguments);
        environment.byte_array_from_slice(&answers::bytes(answer, waiting))
    });
    given.resolve::<ThrowRuntimeExAndDefault>()
}

/// The answer of a call that gave no number.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_outcome<'local>(
    mut environment: EnvUnowned<'local>,
    _class: JClass<'local>,
    call: jint,
) -> JByteArray<'local> {
    let given = environment.with_env(|environment| -> Result<_> {
        environment.byte_array_from_slice(&waiting::outcome(call.cast_unsigned()))
    });
    given.resolve::<ThrowRuntimeExAndDefault>()
}

/// Starts a call that waits.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_start(_environment: EnvUnowned<'_>, _class: JClass<'_>, call: jint) {
    // A panic leaves the call parked; its deadline or whoever cancels it ends the wait.
    let _ = catch_unwind(|| waiting::start(call.cast_unsigned()));
}

/// Gives a call up.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_cancel(_environment: EnvUnowned<'_>, _class: JClass<'_>, call: jint) {
    // Nobody waits for it any more.
    let _ = catch_unwind(|| waiting::cancel(call.cast_unsigned()));
}

/// How many calls wait, or ended and were not fetched.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_waiting(_environment: EnvUnowned<'_>, _class: JClass<'_>) -> jint {
    catch_unwind(|| jint::try_from(waiting::count()).unwrap_or(jint::MAX)).unwrap_or(0)
}

/// Waits for the next call that came to its end.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_next<'local>(
    mut environment: EnvUnowned<'local>,
    _class: JClass<'local>,
) -> JByteArray<'local> {
    let ended = catch_unwind(waiting::next);
    let given = environment
        .with_env(|environment| -> Result<_> { environment.byte_array_from_slice(&ended.unwrap_or_default()) });
    given.resolve::<ThrowRuntimeExAndDefault>()
}

/// Another handle of the same object.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_duplicate(
    _environment: EnvUnowned<'_>,
    _class: JClass<'_>,
    class: jint,
    object: jlong,
) -> jlong {
    let duplicate = || {
        // SAFETY: the contract of the Java package.
        unsafe { ferrovirt_calls::duplicate(class.cast_unsigned(), object.cast_unsigned()) }
    };
    catch_unwind(duplicate).unwrap_or(0).cast_signed()
}

/// Ends a handle.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_release(
    _environment: EnvUnowned<'_>,
    _class: JClass<'_>,
    class: jint,
    object: jlong,
) {
    // SAFETY: the contract of the Java package; it catches panics itself.
    unsafe { ferrovirt_calls::release(class.cast_unsigned(), object.cast_unsigned()) }
}

/// How many operations there are: a package that counts others belongs to another library.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_operations(_environment: EnvUnowned<'_>, _class: JClass<'_>) -> jint {
    jint::try_from(ferrovirt_calls::generated::operations::OPERATIONS.len()).unwrap_or(jint::MAX)
}

/// Opens a file; a negative number is that of an error of the system.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_openFile<'local>(
    mut environment: EnvUnowned<'local>,
    _class: JClass<'local>,
    path: JByteArray<'local>,
    is_for_writing: jboolean,
) -> jint {
    let given = environment.with_env(|environment| -> Result<jint> {
        let path = OsString::from_vec(environment.convert_byte_array(&path)?);
        let opened = OpenOptions::new().read(true).write(is_for_writing).create(is_for_writing).open(path);
        Ok(number_or_error(opened.map(IntoRawFd::into_raw_fd)))
    });
    given.resolve::<ThrowRuntimeExAndDefault>()
}

/// Reads from an open file; a negative number is that of an error of the system.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_readFile<'local>(
    mut environment: EnvUnowned<'local>,
    _class: JClass<'local>,
    file: jint,
    into: JByteArray<'local>,
    offset: jint,
    length: jint,
) -> jint {
    let given = environment.with_env(|environment| -> Result<jint> {
        let mut buffer = vec![0_u8; usize::try_from(length).unwrap_or_default().min(MOST_AT_ONCE)];
        match borrowed(file).read(&mut buffer) {
            Ok(count) => {
                let read: Vec<i8> = buffer.iter().take(count).map(|byte| byte.cast_signed()).collect();
                into.set_region(environment, offset, &read)?;
                Ok(jint::try_from(count).unwrap_or(jint::MAX))
            }
            Err(error) => Ok(number_or_error(Err(error))),
        }
    });
    given.resolve::<ThrowRuntimeExAndDefault>()
}

/// Writes to an open file; a negative number is that of an error of the system.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_writeFile<'local>(
    mut environment: EnvUnowned<'local>,
    _class: JClass<'local>,
    file: jint,
    from: JByteArray<'local>,
    offset: jint,
    length: jint,
) -> jint {
    let given = environment.with_env(|environment| -> Result<jint> {
        let mut buffer = vec![0_i8; usize::try_from(length).unwrap_or_default().min(MOST_AT_ONCE)];
        from.get_region(environment, offset, &mut buffer)?;
        let bytes: Vec<u8> = buffer.into_iter().map(i8::cast_unsigned).collect();
        let written = borrowed(file).write(&bytes);
        Ok(number_or_error(written.map(|count| jint::try_from(count).unwrap_or(jint::MAX))))
    });
    given.resolve::<ThrowRuntimeExAndDefault>()
}

/// Closes an open file.
// SAFETY: as above.
#[unsafe(no_mangle)]
extern "system" fn Java_org_ferrovirt_Native_closeFile(_environment: EnvUnowned<'_>, _class: JClass<'_>, file: jint) {
    drop(ManuallyDrop::into_inner(borrowed(file)));
}

/// What one call reads or writes at most.
const MOST_AT_ONCE: usize = 1 << 20;

/// The open file with a number, which stays open.
fn borrowed(file: jint) -> ManuallyDrop<File> {
    // SAFETY: Java's object of the file is open, and closes it once. Of a number that is none, the system says so.
    ManuallyDrop::new(unsafe { File::from_raw_fd(file.max(0)) })
}

fn number_or_error(result: std::io::Result<jint>) -> jint {
    result.unwrap_or_else(|error| -error.raw_os_error().unwrap_or(UNKNOWN_ERROR))
}

/// EIO.
const UNKNOWN_ERROR: i32 = 5;

fn perform(operation: jint, object: jlong, arguments: &[u8]) -> (Answer, Option<Waiting>) {
    let mut answer = Answer::default();
    // SAFETY: the contract of the Java package.
    let begun = || unsafe {
        ferrovirt_calls::perform(operation.cast_unsigned(), object.cast_unsigned(), arguments, &mut answer)
    };
    let waiting = catch_unwind(AssertUnwindSafe(begun)).unwrap_or(None);
    (answer, waiting)
}

/// The first bytes of an array; nothing of none.
fn taken(environment: &mut Env<'_>, array: &JByteArray<'_>, length: jint) -> Result<Vec<u8>> {
    if array.is_null() {
        return Ok(Vec::new());
    }
    let mut bytes = environment.convert_byte_array(array)?;
    bytes.truncate(usize::try_from(length).unwrap_or_default());
    Ok(bytes)
}
