//! Pressing keys: from the key numbers of several worlds to QEMU's.

use std::sync::Arc;

use ferrovirt_api::{Error, ErrorDomain, KeycodeSet, Result};

use crate::guest::Guest;
use crate::instance::Instance;
use crate::read::unsupported;

/// Linux numbers whose QEMU number is another one; below 84 they are the same.
const LINUX: &[(u32, u32)] = &[
    (86, 0x56),
    (87, 0x57),
    (88, 0x58),
    (89, 0x73),
    (90, 0x78),
    (91, 0x77),
    (92, 0x79),
    (93, 0x70),
    (94, 0x7b),
    (95, 0x5c),
    (96, 0x9c),
    (97, 0x9d),
    (98, 0xb5),
    (99, 0x54),
    (100, 0xb8),
    (101, 0x5b),
    (102, 0xc7),
    (103, 0xc8),
    (104, 0xc9),
    (105, 0xcb),
    (106, 0xcd),
    (107, 0xcf),
    (108, 0xd0),
    (109, 0xd1),
    (110, 0xd2),
    (111, 0xd3),
    (112, 0xef),
    (113, 0xa0),
    (114, 0xae),
    (115, 0xb0),
    (116, 0xde),
    (117, 0x59),
    (118, 0xce),
    (119, 0xc6),
    (121, 0x7e),
    (122, 0xf2),
    (123, 0xf1),
    (124, 0x7d),
    (125, 0xdb),
    (126, 0xdc),
    (127, 0xdd),
    (128, 0xe8),
    (129, 0x85),
    (139, 0x9e),
    (140, 0xa1),
    (142, 0xdf),
    (143, 0xe3),
];

/// The Linux numbers of the keys from USB usage 4 on.
const USB_FROM_4: &[u32] = &[
    30, 48, 46, 32, 18, 33, 34, 35, 23, 36, 37, 38, 50, 49, 24, 25, 16, 19, 31, 20, 22, 47, 17, 45, 21, 44, 2, 3, 4, 5,
    6, 7, 8, 9, 10, 11, 28, 1, 14, 15, 57, 12, 13, 26, 27, 43, 43, 39, 40, 41, 51, 52, 53, 58, 59, 60, 61, 62, 63, 64,
    65, 66, 67, 68, 87, 88, 99, 70, 119, 110, 102, 104, 111, 107, 109, 106, 105, 108, 103, 69, 98, 55, 74, 78, 96, 79,
    80, 81, 75, 76, 77, 71, 72, 73, 82, 83, 86, 127, 116, 117,
];

/// The Linux numbers of the modifier keys from USB usage 224 on.
const USB_FROM_224: &[u32] = &[29, 42, 56, 125, 97, 54, 100, 126];

/// Presses keys together and lets go of them.
pub async fn send(
    instance: Arc<Instance>,
    guest: Arc<Guest>,
    codeset: KeycodeSet,
    hold_time: u32,
    keycodes: Vec<u32>,
) -> Result<()> {
    let codes = keycodes.iter().map(|code| qemu_number(codeset, *code)).collect::<Result<Vec<u32>>>()?;
    let work = move |guest: Arc<Guest>| async move {
        let _instance = instance;
        let control = guest.control()?;
        let hold = (hold_time > 0).then_some(hold_time);
        control.monitor.send_key(&codes, hold).await.map_err(|error| guest.about(error))
    };
    guest.job("send key", work).await
}

fn qemu_number(codeset: KeycodeSet, code: u32) -> Result<u32> {
    let number = match codeset {
        KeycodeSet::Qnum => (code <= 0xff).then_some(code),
        KeycodeSet::Linux => linux(code),
        KeycodeSet::Xt | KeycodeSet::XtKbd => match code {
            1..=0x7f => Some(code),
            // The second byte of a two-byte code, marked.
            0xe001..=0xe07f => Some(code & 0x7f | 0x80),
            _ => None,
        },
        KeycodeSet::Usb => usb(code).and_then(linux),
        other => {
            return Err(unsupported(format!("keys of the code set '{}' are not known", other.c_name()))
                .with_hint("use the numbers of Linux, USB, XT or QEMU"));
        }
    };
    number.filter(|number| *number > 0).ok_or_else(|| {
        let detail = format!("cannot translate keycode {code} of {} codeset to rfb keycode", codeset.c_name());
        Error::invalid_argument(ErrorDomain::Qemu, detail)
    })
}

fn linux(code: u32) -> Option<u32> {
    match code {
        0..=83 => Some(code),
        _ => LINUX.iter().find(|(linux, _)| *linux == code).map(|(_, number)| *number),
    }
}

fn usb(usage: u32) -> Option<u32> {
    let at = |table: &[u32], first: u32| {
        let index = usize::try_from(usage.checked_sub(first)?).ok()?;
        table.get(index).copied()
    };
    at(USB_FROM_224, 224).or_else(|| at(USB_FROM_4, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(codeset: KeycodeSet, code: u32, expected: Option<u32>) {
        assert_eq!(qemu_number(codeset, code).ok(), expected, "{codeset:?} {code}");
    }

    #[test]
    fn the_same_key_has_one_number() {
        // Enter, the right control key, F12, right meta.
        for (linux, usb, number) in [(28, 40, 0x1c), (97, 228, 0x9d), (88, 69, 0x58), (126, 231, 0xdc)] {
            check(KeycodeSet::Linux, linux, Some(number));
            check(KeycodeSet::Usb, usb, Some(number));
        }
        check(KeycodeSet::Xt, 0x1c, Some(0x1c));
        check(KeycodeSet::Xt, 0xe01d, Some(0x9d));
        check(KeycodeSet::Qnum, 0xdc, Some(0xdc));
    }

    #[test]
    fn keys_that_nobody_has_are_refused() {
        check(KeycodeSet::Linux, 0, None);
        check(KeycodeSet::Linux, 700, None);
        check(KeycodeSet::Usb, 3, None);
        check(KeycodeSet::Win32, 65, None);
    }
}
