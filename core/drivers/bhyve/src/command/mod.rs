//! Command lines from documents.
