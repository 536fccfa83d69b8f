//! The filter binding document: the packet filter of a port.

use crate::net::FilterRef;
use crate::scalar::MacAddress;
use crate::{Document, Format, ParseOptions, Result, element};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use uuid::Uuid;

/// The packet filter of a port.
#[element("filterbinding")]
pub struct FilterBinding {
    /// Whose port it is.
    pub owner: Option<BindingOwner>,
    /// The port's interface on the host.
    #[xml("portdev/@name")]
    pub port_dev: Option<String>,
    /// The interface of the host that it leads to.
    #[xml("linkdev/@name")]
    pub link_dev: Option<String>,
    /// The hardware address of the guest's interface.
    #[xml("mac/@address")]
    pub mac: Option<MacAddress>,
    /// The filter, with values of its variables.
    pub filterref: Option<FilterRef>,
}

/// The guest whose port it is.
#[element("owner")]
pub struct BindingOwner {
    /// Its name.
    #[xml("name")]
    pub name: Option<String>,
    /// Its identity.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
}

impl FilterBinding {
    /// Orders the values of variables.
    pub fn complete(&mut self) {
        self.filterref.iter_mut().for_each(FilterRef::complete);
    }

    /// Checks that everything is named.
    pub fn validate(&self) -> Result<()> {
        let owner = self.owner.as_ref();
        let missing = if owner.and_then(|owner| owner.name.as_ref()).is_none() {
            "owner with a name"
        } else if owner.and_then(|owner| owner.uuid).is_none() {
            "owner with a uuid"
        } else if self.port_dev.is_none() {
            "port device"
        } else if self.mac.is_none() {
            "mac address"
        } else if self.filterref.as_ref().and_then(|filterref| filterref.filter.as_ref()).is_none() {
            "filter"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorCode::XmlError, ErrorDomain::Nwfilter, format!("a filter binding has no {missing}")))
    }
}

/// Reads, completes and validates a definition, and writes it as it is stored.
pub fn canonical(text: &str) -> Result<String> {
    let mut binding = FilterBinding::parse(text, &ParseOptions::inactive())?;
    binding.complete();
    binding.validate()?;
    Ok(binding.to_xml(&Format::INACTIVE))
}

#[cfg(test)]
mod tests {
    use super::canonical;

    fn document(parameters: &str) -> String {
        format!(
            "<filterbinding>\n  <owner>\n    <name>g</name>\n    <uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207e</uuid>\n  \
             </owner>\n  <portdev name='v0'/>\n  <linkdev name='e0'/>\n  <mac address='52:54:00:00:00:01'/>\n  \
             <filterref filter='f'>\n    {parameters}\n  </filterref>\n</filterbinding>\n"
        )
    }

    #[test]
    fn values_are_ordered_by_name() {
        let input =
            document("<parameter name='B' value='1'/><parameter name='A' value='2'/><parameter name='A' value='1'/>");
        let expected = document(
            "<parameter name='A' value='2'/>\n    <parameter name='A' value='1'/>\n    <parameter name='B' value='1'/>",
        );
        assert_eq!(canonical(&input).unwrap(), expected);
    }

    #[test]
    fn what_names_no_filter_is_refused() {
        let error = canonical("<filterbinding/>").unwrap_err().to_string();
        assert!(error.contains("no owner"), "{error}");
    }
}
