//! Documents from command lines.
