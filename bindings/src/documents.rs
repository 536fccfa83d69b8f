//! Documents on their way to a language: one buffer, which becomes typed objects there.
