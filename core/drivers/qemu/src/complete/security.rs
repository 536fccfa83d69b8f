//! Security labels: a label that names no driver is of the host's first one.

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::seclabel::SecurityLabelType;

/// The security driver of hosts where none confines guests.
const NO_DRIVER: &str = "none";

pub(super) fn complete(domain: &mut Domain) {
    if let [label] = &mut domain.seclabels[..]
        && label.model.is_none()
    {
        label.model = Some(NO_DRIVER.to_owned());
        label.label_type = Some(SecurityLabelType::None);
        label.relabel = None;
    }
}
