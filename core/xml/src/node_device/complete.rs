//! Devices that are to be made, and numbers that no device has.

use super::channel::ChannelAddress;
use super::{Capability, NodeDevice};
use crate::Result;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

impl NodeDevice {
    /// Drops from a mediated device that is to be made what only the host can tell of it. One without identity is
    /// there already, and of such libvirt always says which group it is in; of definitions it doesn't.
    ///
    /// Devices of other kinds are found, not made: their documents are taken as they are.
    pub fn complete(&mut self) -> Result<()> {
        let mut is_made = false;
        for capability in &mut self.capabilities {
            if let Capability::Mdev(mdev) = capability {
                mdev.parent_address = None;
                if mdev.uuid.is_none() {
                    mdev.iommu_group.get_or_insert_default();
                }
                is_made = true;
            }
        }
        if is_made {
            self.driver = None;
        }
        Ok(())
    }

    /// Refuses a device without capabilities, and numbers that no device can have.
    pub fn validate(&self) -> Result<()> {
        if self.capabilities.is_empty() {
            return Err(invalid(format!("no device capabilities for '{}'", self.name)));
        }
        for capability in &self.capabilities {
            match capability {
                Capability::Ccw(device) => self.check_channel(&device.address)?,
                Capability::CcwGroup(group) => self.check_channel(&group.address)?,
                Capability::Css(subchannel) => {
                    self.check_channel(&subchannel.address)?;
                    if let Some(device) = &subchannel.channel_device {
                        self.check_channel(&device.address)?;
                    }
                }
                Capability::Mdev(mdev) if mdev.type_id.is_none() => {
                    return Err(invalid(format!("missing type id attribute for '{}'", self.name)));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_channel(&self, address: &ChannelAddress) -> Result<()> {
        let numbers = [
            ("cssid", address.cssid.map(|number| number.0), 0xfe),
            ("ssid", address.ssid.map(|number| number.0), 3),
            ("devno", address.devno.map(|number| number.0), 0xffff),
        ];
        for (name, number, max) in numbers {
            match number {
                Some(number) if number <= max => {}
                Some(number) => {
                    let detail = format!("invalid {name} value '{number:#x}' for '{}': at most {max:#x}", self.name);
                    return Err(invalid(detail));
                }
                None => return Err(invalid(format!("missing {name} value for '{}'", self.name))),
            }
        }
        Ok(())
    }
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Nodedev, detail)
}

#[cfg(test)]
mod tests {
    use crate::node_device::NodeDevice;
    use crate::{Document, Format, ParseOptions};

    fn parse(capability: &str) -> NodeDevice {
        let text = format!("<device><name>d</name><driver><name>x</name></driver>{capability}</device>");
        NodeDevice::parse(&text, &ParseOptions::default().strict()).unwrap()
    }

    #[test]
    fn the_host_tells_the_driver_of_a_new_device() {
        let mut made = parse("<capability type='mdev'><type id='t'/><parent_addr>0.0.1</parent_addr></capability>");
        made.complete().unwrap();
        let text: String = made.to_xml(&Format::default()).lines().map(str::trim).collect();
        assert_eq!(
            text,
            "<device><name>d</name><capability type='mdev'><type id='t'/><iommuGroup number='0'/></capability></device>"
        );
        let mut found = parse("<capability type='drm'><type>render</type></capability>");
        found.complete().unwrap();
        assert_eq!(found.driver.as_deref(), Some("x"));
    }

    #[test]
    fn numbers_of_channels() {
        let check = |devno: &str, expected: Option<&str>| {
            let address = format!("<cssid>0x0</cssid><ssid>0x0</ssid><devno>{devno}</devno>");
            let device = parse(&format!("<capability type='ccw'>{address}</capability>"));
            let error = device.validate().err();
            assert_eq!(error.as_ref().and_then(|error| error.detail()), expected);
        };
        check("0xffff", None);
        check("0x10000", Some("invalid devno value '0x10000' for 'd': at most 0xffff"));
    }
}
