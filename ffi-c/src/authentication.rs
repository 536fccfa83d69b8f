//! Asking for credentials: the program's way, and the default one on its terminal.

use std::ffi::{CString, c_int, c_uint, c_void};
use std::io::{BufRead, Write};
use std::sync::Arc;

use ferrovirt::CredentialType;
use ferrovirt::authentication::{Authenticator, CredentialRequest};
use ferrovirt::driver::DriverFuture;
use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use crate::boundary::quietly;
use crate::generated::layout::{
    virConnectAuth, virConnectAuthCallbackPtr, virConnectAuthPtr, virConnectCredential, virConnectCredentialPtr,
};
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

/// The program's way to ask, as the core uses it.
struct Asking {
    kinds: Vec<CredentialType>,
    callback: virConnectAuthCallbackPtr,
    data: *mut c_void,
}

// SAFETY: the program vouches that its function may be used as long as the connection is being opened.
unsafe impl Send for Asking {}
// SAFETY: as above.
unsafe impl Sync for Asking {}

/// The program's way to ask; none where it has none.
///
/// # Safety
/// `auth` is null or valid.
pub unsafe fn authenticator(auth: virConnectAuthPtr) -> Option<Arc<dyn Authenticator>> {
    if auth.is_null() {
        return None;
    }
    // SAFETY: the program vouches for it and for as many kinds.
    let (auth, kinds) = unsafe {
        let auth = &*auth;
        let count = usize::try_from(auth.ncredtype).ok()?;
        (auth, crate::take::items(auth.credtype.cast_const(), count, "credtype").ok()?)
    };
    let kinds = kinds.iter().filter_map(|&kind| CredentialType::from_number(kind)).collect();
    Some(Arc::new(Asking { kinds, callback: auth.cb, data: auth.cbdata }))
}

impl Authenticator for Asking {
    fn kinds(&self) -> &[CredentialType] {
        &self.kinds
    }

    fn answer<'a>(&'a self, requests: &'a [CredentialRequest]) -> DriverFuture<'a, Vec<Option<String>>> {
        ferrovirt::driver::ready(self.ask(requests))
    }
}

impl Asking {
    fn ask(&self, requests: &[CredentialRequest]) -> Result<Vec<Option<String>>> {
        let refused = || Error::new(ErrorCode::AuthCancelled, ErrorDomain::Auth, "the program gave no credentials");
        let callback = self.callback.ok_or_else(refused)?;
        let texts: Vec<[Option<CString>; 3]> = requests
            .iter()
            .map(|request| {
                let own = |text: &Option<String>| text.as_deref().map(memory::owned);
                [Some(memory::owned(&request.prompt)), own(&request.challenge), own(&request.default)]
            })
            .collect();
        let pointer = |text: &Option<CString>| text.as_ref().map_or(std::ptr::null(), |text| text.as_ptr());
        let mut asked: Vec<virConnectCredential> = requests
            .iter()
            .zip(&texts)
            .map(|(request, [prompt, challenge, default])| virConnectCredential {
                r#type: request.kind.number(),
                prompt: pointer(prompt),
                challenge: pointer(challenge),
                defresult: pointer(default),
                result: std::ptr::null_mut(),
                resultlen: 0,
            })
            .collect();
        let count = c_uint::try_from(asked.len()).map_err(|_| refused())?;
        // SAFETY: the program's function, with as many credentials as it is told.
        let answered = unsafe { callback(asked.as_mut_ptr(), count, self.data) };
        let answers = asked.iter().map(|each| {
            // SAFETY: an answer is a C string that came from `malloc`, and the library's to release.
            unsafe {
                let answer = crate::take::optional_text(each.result, "result").ok().flatten().map(str::to_owned);
                memory::release(each.result);
                answer
            }
        });
        let answers: Vec<Option<String>> = answers.collect();
        if answered < 0 { Err(refused()) } else { Ok(answers) }
    }
}
