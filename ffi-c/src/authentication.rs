//! The default way to ask for credentials: on the program's terminal.

use std::ffi::{c_int, c_uint, c_void};
use std::io::{BufRead, Write};

use crate::boundary::quietly;
use crate::generated::layout::{virConnectAuth, virConnectAuthPtr, virConnectCredential, virConnectCredentialPtr};
use crate::memory;

/// `virConnectCredentialType`s that a terminal can answer: authorization name, language, passphrase, echoed, hidden, realm
/// and what another program knows.
static KINDS: [c_int; 7] = [2, 3, 5, 6, 7, 8, 9];
/// Answers that must not be seen.
const HIDDEN: [c_int; 2] = [5, 7];
/// The longest answer.
const LIMIT: u64 = 1024;

struct Default(virConnectAuth);

// SAFETY: what it points to never changes.
unsafe impl Sync for Default {}

static DEFAULT: Default = Default(virConnectAuth {
    credtype: KINDS.as_ptr().cast_mut(),
    ncredtype: 7,
    cb: Some(ask),
    cbdata: std::ptr::null_mut(),
});

/// A pointer that other threads may read.
#[repr(transparent)]
pub struct Exported(virConnectAuthPtr);

// SAFETY: as above.
unsafe impl Sync for Exported {}

/// Asks for credentials on the terminal.
#[unsafe(no_mangle)]
pub static virConnectAuthPtrDefault: Exported = Exported(std::ptr::addr_of!(DEFAULT.0).cast_mut());

unsafe extern "C" fn ask(credentials: virConnectCredentialPtr, count: c_uint, _: *mut c_void) -> c_int {
    quietly(-1, || {
        for index in 0..usize::try_from(count).unwrap_or(0) {
            // SAFETY: the library asks with as many credentials.
            if unsafe { answer(&mut *credentials.add(index)) }.is_none() {
                return -1;
            }
        }
        0
    })
}

/// Answers one, or nothing where the terminal gives no answer.
unsafe fn answer(credential: &mut virConnectCredential) -> Option<()> {
    if !KINDS.contains(&credential.r#type) {
        return None;
    }
    let prompt = match credential.prompt.is_null() {
        true => "",
        // SAFETY: the library's own prompt is a C string.
        false => unsafe { memory::borrow(credential.prompt, "prompt") }.ok()?,
    };
    let mut output = std::io::stdout();
    write!(output, "{prompt}: ").and_then(|()| output.flush()).ok()?;
    let hidden = HIDDEN.contains(&credential.r#type).then(Silence::begin).flatten();
    let mut line = String::new();
    let read = std::io::Read::take(std::io::stdin().lock(), LIMIT).read_line(&mut line).ok()?;
    if hidden.is_some() {
        // The line end that was typed was not shown.
        writeln!(output).ok()?;
    }
    let text = line.trim_end_matches(['\n', '\r']);
    if read == 0 {
        return None;
    }
    // SAFETY: the library's own default is a C string.
    let default = match credential.defresult.is_null() {
        true => "",
        false => unsafe { memory::borrow(credential.defresult, "defresult") }.ok()?,
    };
    let text = if text.is_empty() { default } else { text };
    credential.result = memory::text(text).ok()?;
    credential.resultlen = c_uint::try_from(text.len()).ok()?;
    Some(())
}

/// The terminal shows nothing as long as this lives.
struct Silence(libc::termios);

impl Silence {
    fn begin() -> Option<Silence> {
        let mut settings = std::mem::MaybeUninit::<libc::termios>::uninit();
        // SAFETY: the call fills the struct when it gives 0; a terminal that is none gives something else.
        unsafe {
            if libc::tcgetattr(libc::STDIN_FILENO, settings.as_mut_ptr()) != 0 {
                return None;
            }
            let before = settings.assume_init();
            let mut silent = before;
            silent.c_lflag &= !libc::ECHO;
            libc::tcsetattr(libc::STDIN_FILENO, libc::TCSAFLUSH, &silent);
            Some(Silence(before))
        }
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        // SAFETY: the settings are those that the terminal had.
        unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSAFLUSH, &self.0) };
    }
}
