//! The domain document.
