//! `<seclabel>`: security labels of the guest and of single sources.

use crate::scalar::YesNo;
use crate::{element, words};

words! {
    /// How a label is made.
    SecurityLabelType {
        Dynamic "dynamic" "Anew for each start.",
        Static "static" "The document says it.",
        None "none" "There is none.",
    }
}

/// The label of a guest.
#[element("seclabel")]
pub struct SecurityLabel {
    /// How it is made.
    #[xml("@type")]
    pub label_type: Option<SecurityLabelType>,
    /// The security driver.
    pub model: Option<String>,
    /// Whether files of the guest are labelled.
    pub relabel: Option<YesNo>,
    /// The label.
    #[xml("label")]
    pub label: Option<String>,
    /// The label of its files.
    #[xml("imagelabel", live)]
    pub imagelabel: Option<String>,
    /// What a dynamic label is made from.
    #[xml("baselabel")]
    pub baselabel: Option<String>,
}

/// The label of a source.
#[element("seclabel")]
pub struct SourceSecurityLabel {
    /// The security driver.
    pub model: Option<String>,
    /// Whether it is labelled.
    pub relabel: Option<YesNo>,
    /// Whether labelling failed and was passed over.
    #[xml(since = "1.1.2")]
    pub labelskip: Option<YesNo>,
    /// The label.
    #[xml("label")]
    pub label: Option<String>,
}
