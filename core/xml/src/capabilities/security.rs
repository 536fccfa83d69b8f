//! `<secmodel>`: how the host separates guests from each other.

use crate::element;

/// A security model of the host.
#[element("secmodel")]
pub struct SecurityModel {
    /// Its name, as in `selinux`, `dac`, `none`.
    #[xml("model")]
    pub model: Option<String>,
    /// Its domain of interpretation.
    #[xml("doi")]
    pub doi: Option<String>,
    /// The labels that guests get.
    pub base_labels: Vec<BaseLabel>,
}

/// The label that guests of a virtualization type get.
#[element("baselabel")]
pub struct BaseLabel {
    /// The virtualization type.
    pub r#type: Option<String>,
    /// The label.
    #[xml(".")]
    pub label: Option<String>,
}
