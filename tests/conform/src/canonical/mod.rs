//! Outcomes as lines that are equal when the outcomes mean the same.

mod xml;

pub use xml::xml;
