//! Clocks and timers.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::clock::{ClockBasis, ClockOffset, TickPolicy, Timer, TimerName, TimerTrack};

use super::properties::OptionList;
use super::{CommandLine, Launch, unsupported};

const SECONDS_OF_DAY: i64 = 86_400;

pub(super) fn clock(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let clock = domain.clock.as_ref();
    let timers = clock.map(|clock| clock.timers.as_slice()).unwrap_or_default();
    if let Some(ClockOffset::Timezone(zone)) = clock.map(|clock| &clock.offset)
        && let Some(zone) = &zone.timezone
    {
        line.environment.push(("TZ".to_owned(), zone.clone()));
    }
    let mut rtc = OptionList::default();
    rtc.set("base", base(clock.map(|clock| &clock.offset), launch)?);
    if let Some(timer) = timers.iter().find(|timer| timer.name == Some(TimerName::Rtc)) {
        match timer.track {
            None | Some(TimerTrack::Boot) => {}
            Some(TimerTrack::Guest) => rtc.set("clock", "vm"),
            Some(TimerTrack::Wall) => rtc.set("clock", "host"),
            Some(TimerTrack::Realtime) => rtc.set("clock", "rt"),
        }
        match timer.tickpolicy {
            None | Some(TickPolicy::Delay) => {}
            Some(TickPolicy::Catchup) => rtc.set("driftfix", "slew"),
            Some(TickPolicy::Merge | TickPolicy::Discard) => return Err(unsupported_policy(timer)),
        }
    }
    line.list("-rtc", rtc);
    for timer in timers.iter().filter(|timer| timer.name == Some(TimerName::Pit)) {
        interval_timer(line, timer, launch)?;
    }
    Ok(())
}

fn interval_timer(line: &mut CommandLine, timer: &Timer, launch: &Launch<'_>) -> Result<()> {
    let can_be_set = launch.capabilities.has_device_property("kvm-pit", "lost_tick_policy");
    let policy = match timer.tickpolicy {
        None | Some(TickPolicy::Delay) if can_be_set => "delay",
        Some(TickPolicy::Discard) if can_be_set => "discard",
        None | Some(TickPolicy::Delay | TickPolicy::Catchup) => return Ok(()),
        Some(TickPolicy::Merge | TickPolicy::Discard) => return Err(unsupported_policy(timer)),
    };
    line.option("-global", format!("kvm-pit.lost_tick_policy={policy}"));
    Ok(())
}

fn unsupported_policy(timer: &Timer) -> ferrovirt_error::Error {
    let name = timer.name.map_or("", TimerName::as_str);
    let policy = timer.tickpolicy.map_or("", TickPolicy::as_str);
    unsupported(format!("unsupported {name} timer tickpolicy '{policy}'"))
}

fn base(offset: Option<&ClockOffset>, launch: &mut Launch<'_>) -> Result<String> {
    Ok(match offset {
        None | Some(ClockOffset::Utc(_)) => "utc".to_owned(),
        Some(ClockOffset::Localtime(_) | ClockOffset::Timezone(_)) => "localtime".to_owned(),
        Some(ClockOffset::Variable(variable)) => {
            let (now, zone) = launch.resources.clock();
            let basis = if variable.basis == Some(ClockBasis::Localtime) { zone } else { 0 };
            date(now.saturating_add(basis).saturating_add(variable.adjustment.unwrap_or(0)))
        }
        Some(ClockOffset::Absolute(absolute)) => date(absolute.start.unwrap_or(0)),
    })
}

/// `2009-02-14T00:01:30`, as QEMU takes it.
fn date(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(SECONDS_OF_DAY), seconds.rem_euclid(SECONDS_OF_DAY));
    // The calendar repeats each 400 years; years count from March, so that the leap day ends one.
    const DAYS_OF_ERA: i64 = 146_097;
    const DAYS_TO_1970: i64 = 719_468;
    let shifted = days.saturating_add(DAYS_TO_1970);
    let (era, day_of_era) = (shifted.div_euclid(DAYS_OF_ERA), shifted.rem_euclid(DAYS_OF_ERA));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_follow_the_calendar() {
        assert_eq!(date(0), "1970-01-01T00:00:00");
        assert_eq!(date(951_782_400), "2000-02-29T00:00:00");
        assert_eq!(date(1_234_567_890), "2009-02-13T23:31:30");
        assert_eq!(date(-1), "1969-12-31T23:59:59");
    }
}
