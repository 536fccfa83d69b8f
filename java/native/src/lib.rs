//! What the Java package calls: the operations by number, calls that wait, and the ends of handles.
//!
//! A few functions over `ferrovirt-calls`; what differs between operations is written in Java. No thread of the core ever
//! enters the virtual machine: what has come to its end is fetched by a daemon thread of Java's own, so that nothing here
//! keeps a machine alive or waits for one that ends.

mod answers;
mod sys;
mod waiting;
