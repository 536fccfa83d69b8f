//! The same calls for languages that reach native code through C, as `include/ferrovirt_calls.h` declares them.
//!
//! ```text
//!  caller                           core's threads
//!  perform ─ over at once
//!     └ waits, with a token
//!  resume ── over                   wake ─ the token goes into a list, and
//!     └ still waits                        a byte into a descriptor
//!  poll(descriptor), woken: the tokens of calls to resume
//! ```
//!
//! No thread of the core ever runs code of the caller. A call is polled with something that wakes it first when it is
//! resumed, so that the caller can note its token before any wake can come; tokens are never used twice, so that one
//! that comes late is of no call. The caller owns a call that waits: it alone resumes it, or gives it up.

mod parked;
mod sys;
/// The list of calls that were woken; public for the model checker alone.
#[doc(hidden)]
pub mod woken;
