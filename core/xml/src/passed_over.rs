//! Content that the reference's grammars allow and that it takes no notice of.
//!
//! Definitions that several elements share bring it along where it means nothing. Strict reading puts up with it, as the
//! reference's check against its grammar does; no document is written with it.

/// Places, by the names of the elements, outermost first; an attribute begins with `@`. What is in an element belongs to
/// it.
pub const PLACES: &[&str] = &[
    "console/target/model",
    "hostdev/source/adapter/@managed",
    "hostdev/source/adapter/@parent",
    "hostdev/source/adapter/@parent_fabric_wwn",
    "hostdev/source/adapter/@parent_wwnn",
    "hostdev/source/adapter/@parent_wwpn",
    "hostdev/source/adapter/@type",
    "hostdev/source/adapter/@wwnn",
    "hostdev/source/adapter/@wwpn",
    "hostdev/source/adapter/parentaddr",
    "launchSecurity/handle",
    "parallel/@tty",
    "parallel/target/@type",
    "parallel/target/model",
    "pool/source/format/product",
    "pool/source/format/vendor",
    "serial/@tty",
    "smartcard/target",
];

/// Whether the place that `path` names, as in `/domain/devices/serial[2]/@tty`, is one of them.
pub fn has(path: &str) -> bool {
    let plain = |name: &str| name.split_once('[').map_or(name.len(), |(name, _)| name.len());
    PLACES.iter().any(|place| {
        let mut names = path.rsplit('/').map(|name| &name[..plain(name)]);
        place.rsplit('/').all(|expected| names.next() == Some(expected))
    })
}

#[cfg(test)]
mod tests {
    use super::has;
    use crate::domain::Device;
    use crate::{Format, ParseOptions};

    #[test]
    fn places_are_found_by_their_elements() {
        assert!(has("/domain/devices/serial[2]/@tty"));
        assert!(has("/serial/@tty"));
        assert!(!has("/domain/devices/console/@tty"));
        assert!(!has("/domain/devices/serial/@tt"));
        assert!(!has("tty"));
    }

    #[test]
    fn strict_reading_puts_up_with_them() {
        let check = |text: &str, is_read: bool| {
            let device = Device::parse(text, &ParseOptions::default().strict());
            assert_eq!(device.is_ok(), is_read, "{text}");
            if let Ok(device) = device {
                assert_eq!(device.to_xml(&Format::STATUS), "<serial type='null'/>\n");
            }
        };
        check("<serial type='null' tty='/dev/pts/1'/>", true);
        check("<serial type='null' other='/dev/pts/1'/>", false);
        check("<serial type='null'><model/></serial>", false);
    }
}
