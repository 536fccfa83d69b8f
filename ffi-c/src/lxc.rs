//! Containers: what a program does with itself to enter one.

use std::ffi::{c_int, c_uint};
use std::fs::File;
use std::os::fd::IntoRawFd;

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use crate::boundary::call;
use crate::generated::layout::{virSecurityLabelPtr, virSecurityModelPtr};
use crate::memory;
use crate::object::virDomainPtr;
use crate::take::{items, must_not_be_null};

/// The namespaces of a process, as /proc calls them; the user namespace first, since the others may need its rights.
const NAMESPACES: [&str; 6] = ["user", "pid", "uts", "ipc", "net", "mnt"];

fn refuse_flags(flags: c_uint, function: &str) -> Result<()> {
    match flags {
        0 => Ok(()),
        _ => Err(Error::invalid_argument(ErrorDomain::Lxc, format!("unsupported flags (0x{flags:x}) in {function}"))),
    }
}

/// Enters these namespaces with the calling thread; gives its own ones, where wanted, so that it can go back.
///
/// # Safety
/// The domain is null or valid; `fdlist` has `nfdlist` open files; the last two are null or point to room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainLxcEnterNamespace(
    domain: virDomainPtr,
    nfdlist: c_uint,
    fdlist: *mut c_int,
    noldfdlist: *mut c_uint,
    oldfdlist: *mut *mut c_int,
    flags: c_uint,
) -> c_int {
    call("virDomainLxcEnterNamespace", |scope| unsafe {
        scope.object(domain)?;
        refuse_flags(flags, scope.function)?;
        let entered = items(fdlist.cast_const(), usize::try_from(nfdlist).map_err(|_| memory::exhausted())?, "fdlist")?;
        let mut own = Vec::new();
        if !noldfdlist.is_null() && !oldfdlist.is_null() {
            for name in NAMESPACES {
                let path = format!("/proc/thread-self/ns/{name}");
                let file = File::open(&path);
                own.push(
                    file.map_err(|error| Error::system(ErrorDomain::Lxc, format!("cannot open '{path}'"), &error))?,
                );
            }
        }
        for &file in entered {
            if libc::setns(file, 0) != 0 {
                let error = std::io::Error::last_os_error();
                return Err(Error::system(
                    ErrorDomain::Lxc,
                    format!("Unable to join the namespace of file {file}"),
                    &error,
                ));
            }
        }
        if !own.is_empty() {
            let numbers: Vec<c_int> = own.into_iter().map(IntoRawFd::into_raw_fd).collect();
            *noldfdlist = c_uint::try_from(numbers.len()).map_err(|_| memory::exhausted())?;
            *oldfdlist = memory::array(&numbers)?;
        }
        Ok(0)
    })
}

/// Takes a security label for the calling thread; gives the one that it had, where wanted.
///
/// # Safety
/// The model and label are null or valid, the old label is null or points to room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainLxcEnterSecurityLabel(
    model: virSecurityModelPtr,
    label: virSecurityLabelPtr,
    oldlabel: virSecurityLabelPtr,
    flags: c_uint,
) -> c_int {
    call("virDomainLxcEnterSecurityLabel", |scope| unsafe {
        refuse_flags(flags, scope.function)?;
        if model.is_null() || label.is_null() {
            return Err(must_not_be_null(if model.is_null() { "model" } else { "label" }));
        }
        let wanted = memory::field_text(&(*label).label)?;
        let (path, text) = match memory::field_text(&(*model).model)? {
            "selinux" => ("/proc/thread-self/attr/exec", wanted.to_owned()),
            "apparmor" => ("/proc/thread-self/attr/current", format!("changeprofile {wanted}")),
            "none" => return Ok(0),
            other => {
                let detail = format!("Security model '{other}' cannot be entered");
                return Err(Error::new(ErrorCode::ArgumentUnsupported, ErrorDomain::Lxc, detail));
            }
        };
        let fail = |error: std::io::Error| {
            Error::system(ErrorDomain::Lxc, format!("Cannot set the security label '{wanted}'"), &error)
        };
        if !oldlabel.is_null() {
            let own = std::fs::read_to_string("/proc/thread-self/attr/current").map_err(fail)?;
            memory::fill(&mut (*oldlabel).label, own.trim_end_matches(['\n', '\0']));
            (*oldlabel).enforcing = (*label).enforcing;
        }
        std::fs::write(path, text).map_err(fail)?;
        Ok(0)
    })
}

/// Moves the calling process into the control groups of a container, which a driver of containers knows.
///
/// # Safety
/// The domain is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainLxcEnterCGroup(domain: virDomainPtr, flags: c_uint) -> c_int {
    call("virDomainLxcEnterCGroup", |scope| {
        unsafe { scope.object(domain) }?;
        refuse_flags(flags, scope.function)?;
        // None of the drivers of this build has containers.
        Err(Error::unsupported(ErrorDomain::Lxc, scope.function))
    })
}
