//! A guest's log: lines of ours between QEMU's own.

use std::fs::File;
use std::io::Write as _;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::UNIX_EPOCH;

use ferrovirt_host::Host;

/// How much of QEMU's last words is kept.
const WORDS_MAX: usize = 8 << 10;

/// Writes a line with the time. A log that cannot be written costs nothing but itself.
pub fn write(host: &dyn Host, file: OwnedFd, line: &str) {
    let _ = File::from(file).write_all(format!("{}: {line}\n", timestamp(host)).as_bytes());
}

/// What was written to a log behind this place, at most the last few lines.
pub fn words_since(host: &dyn Host, path: &str, place: u64) -> String {
    let path = Path::new(path);
    let size = host.files().status(path).map_or(place, |status| status.size);
    let length = usize::try_from(size.saturating_sub(place)).unwrap_or(WORDS_MAX).min(WORDS_MAX);
    let bytes = host.files().read_tail(path, length).unwrap_or_default();
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

/// Date and time in UTC, in libvirt's form.
fn timestamp(host: &dyn Host) -> String {
    let now = host.clock().wall().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, seconds) = (now.as_secs() / 86_400, now.as_secs() % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{:03}+0000", now.subsec_millis())
}

/// The date of a day counted from 1970-01-01, by counting whole 400-year cycles that begin on a first of March.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_778), (2026, 11, 21));
        assert_eq!(civil(47_540), (2100, 2, 28));
        assert_eq!(civil(47_541), (2100, 3, 1));
    }
}
