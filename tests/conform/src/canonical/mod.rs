//! Outcomes as lines that are equal when the outcomes mean the same.

mod arguments;
mod xml;

pub use arguments::{arguments, split};
pub use xml::xml;
