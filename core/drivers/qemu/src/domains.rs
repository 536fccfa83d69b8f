//! Finding and listing guests: answered from snapshots.

use ferrovirt_api::{
    DomainIdentity, DomainState, Error, ErrorCode, ErrorDomain, GetAllDomainStatsFlags, ListAllDomainsFlags, Result,
    Uuid,
};

use crate::guest::view::View;
use crate::instance::Instance;

/// The active guest with this number.
pub fn by_id(instance: &Instance, id: i32) -> Result<DomainIdentity> {
    let guest = instance.table().by_id(id).ok_or_else(|| missing(format!("no domain with matching id {id}")))?;
    Ok(guest.view().identity())
}

/// The guest with this name.
pub fn by_name(instance: &Instance, name: &str) -> Result<DomainIdentity> {
    let guest = instance.table().by_name(name);
    let guest = guest.ok_or_else(|| missing(format!("no domain with matching name '{name}'")))?;
    Ok(guest.view().identity())
}

/// The guest with this UUID.
pub fn by_uuid(instance: &Instance, uuid: Uuid) -> Result<DomainIdentity> {
    let guest = instance.table().by_uuid(uuid);
    let guest = guest.ok_or_else(|| missing(format!("no domain with matching uuid '{uuid}'")))?;
    Ok(guest.view().identity())
}

/// The guests that match.
pub fn list(instance: &Instance, flags: ListAllDomainsFlags) -> Vec<DomainIdentity> {
    let guests = instance.table().guests();
    let views = guests.iter().map(|guest| guest.snapshot());
    views.filter(|view| matches(view, flags)).map(|view| view.identity()).collect()
}

/// How many guests are active, or are not.
pub fn count(instance: &Instance, active: bool) -> u32 {
    let guests = instance.table().guests();
    let matching = guests.iter().filter(|guest| guest.view().is_active() == active);
    u32::try_from(matching.count()).unwrap_or(u32::MAX)
}

/// Whether a guest has one of the flags of each group that is asked for.
pub fn matches(view: &View, flags: ListAllDomainsFlags) -> bool {
    use ListAllDomainsFlags as F;
    let state = view.state.to_api().state;
    let group = |members: &[(F, bool)]| {
        let asked = members.iter().any(|(flag, _)| flags.contains(*flag));
        !asked || members.iter().any(|(flag, is_so)| flags.contains(*flag) && *is_so)
    };
    let is_other = !matches!(state, DomainState::Running | DomainState::Paused | DomainState::Shutoff);
    group(&[(F::ACTIVE, view.is_active()), (F::INACTIVE, !view.is_active())])
        && group(&[(F::PERSISTENT, view.is_persistent()), (F::TRANSIENT, !view.is_persistent())])
        && group(&[
            (F::RUNNING, state == DomainState::Running),
            (F::PAUSED, state == DomainState::Paused),
            (F::SHUTOFF, state == DomainState::Shutoff),
            (F::OTHER, is_other),
        ])
        // Neither of these exists yet, so no guest has any.
        && group(&[(F::MANAGEDSAVE, false), (F::NO_MANAGEDSAVE, true)])
        && group(&[(F::HAS_SNAPSHOT, false), (F::NO_SNAPSHOT, true)])
        && group(&[(F::HAS_CHECKPOINT, false), (F::NO_CHECKPOINT, true)])
        && group(&[(F::AUTOSTART, view.autostart), (F::NO_AUTOSTART, !view.autostart)])
}

/// The filter of a bulk statistics call as one of a list.
pub fn list_flags(flags: GetAllDomainStatsFlags) -> ListAllDomainsFlags {
    // The flags that both have are the same bits.
    const SHARED: u32 = GetAllDomainStatsFlags::ACTIVE.bits()
        | GetAllDomainStatsFlags::INACTIVE.bits()
        | GetAllDomainStatsFlags::PERSISTENT.bits()
        | GetAllDomainStatsFlags::TRANSIENT.bits()
        | GetAllDomainStatsFlags::RUNNING.bits()
        | GetAllDomainStatsFlags::PAUSED.bits()
        | GetAllDomainStatsFlags::SHUTOFF.bits()
        | GetAllDomainStatsFlags::OTHER.bits();
    ListAllDomainsFlags::from_bits_retain(flags.bits() & SHARED)
}

fn missing(detail: String) -> Error {
    Error::new(ErrorCode::NoDomain, ErrorDomain::Qemu, detail)
}
