//! Spellings: texts for which there are several forms, and the one that is written.

use crate::domain::devices::Devices;
use crate::domain::devices::redirect::RedirFilterRule;

pub(super) fn complete(devices: &mut Devices) {
    for filesystem in &mut devices.filesystems {
        filesystem.source.complete();
        for mode in [&mut filesystem.fmode, &mut filesystem.dmode].into_iter().flatten() {
            if let Ok(number) = u16::from_str_radix(mode, 8) {
                *mode = format!("{number:04o}");
            }
        }
    }
    for rule in devices.redirfilter.iter_mut().flat_map(|filter| &mut filter.usbdevs) {
        complete_rule(rule);
    }
}

/// `-1` is any, as is nothing; a version is two binary coded numbers, the second a fraction.
fn complete_rule(rule: &mut RedirFilterRule) {
    for value in [&mut rule.class, &mut rule.vendor, &mut rule.product, &mut rule.version] {
        *value = value.take().filter(|value| value != "-1");
    }
    if let Some(version) = &mut rule.version
        && let Some((_, minor)) = version.split_once('.')
        && minor.len() == 1
    {
        version.push('0');
    }
}
