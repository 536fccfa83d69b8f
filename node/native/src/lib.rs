//! The native module of the Node.js package: one function that does any operation, and what has to wait.
//!
//! What differs between operations is JavaScript, which is generated; here are handles, waiting, and the way of an answer
//! into a value. It knows no operation and no type of the definition.

mod code;
mod mailbox;
mod sys;
