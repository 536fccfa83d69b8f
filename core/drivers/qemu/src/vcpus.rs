//! Virtual CPUs: how many there are, and plugging and unplugging them.

use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{DomainVcpuFlags, Error, ErrorCode, ErrorDomain, Result};
use serde_json::{Value, json};

use crate::guest::Guest;
use crate::guest::control::Control;
use crate::instance::Instance;
use crate::lifecycle::{self, invalid};
use crate::qmp::{CpuProperties, HotpluggableCpu};
use crate::read::Impact;
use crate::{define, definition, status};

/// How long a guest may take to give a CPU back.
const UNPLUG_LIMIT: Duration = Duration::from_secs(5);

/// How long the agent may take.
const AGENT_LIMIT: Option<Duration> = Some(Duration::from_secs(10));

/// How many there are, by the documents.
pub fn count(guest: &Guest, flags: DomainVcpuFlags) -> Result<u32> {
    use DomainVcpuFlags as F;
    // The definition answers for a guest that is not active, whatever is asked for: that is how libvirt has
    // virDomainGetMaxVcpus work.
    let live = flags.contains(F::LIVE) && (!flags.contains(F::MAXIMUM) || guest.view().is_active());
    let impact = Impact::of(guest, live, flags.contains(F::CONFIG))?;
    let view = guest.view();
    let domain = if impact.config { &view.stored } else { &view.live };
    let domain = domain.as_ref().ok_or_else(|| guest.gone())?;
    Ok(if flags.contains(F::MAXIMUM) { definition::max_vcpus(domain) } else { definition::vcpus(domain) })
}

/// How many the guest's operating system uses, or could.
pub async fn count_in_guest(guest: Arc<Guest>, flags: DomainVcpuFlags) -> Result<u32> {
    let control = guest.control()?;
    let agent = lifecycle::agent(&guest, &control).await?;
    let cpus = agent.execute("guest-get-vcpus", Value::Null, AGENT_LIMIT).await?;
    let cpus = cpus.as_array().map(Vec::as_slice).unwrap_or_default();
    let wanted = |cpu: &&Value| flags.contains(DomainVcpuFlags::MAXIMUM) || cpu["online"].as_bool().unwrap_or(false);
    Ok(u32::try_from(cpus.iter().filter(wanted).count()).unwrap_or(u32::MAX))
}

/// Changes how many there are.
pub async fn set(instance: Arc<Instance>, guest: Arc<Guest>, vcpus: u32, flags: DomainVcpuFlags) -> Result<()> {
    use DomainVcpuFlags as F;
    let work = move |guest: Arc<Guest>| async move {
        if flags.contains(F::GUEST) {
            return set_in_guest(&guest, vcpus).await;
        }
        let impact = Impact::of(&guest, flags.contains(F::LIVE), flags.contains(F::CONFIG))?;
        if flags.contains(F::MAXIMUM) {
            if impact.live {
                return Err(invalid(&guest, "maximum vcpu count of a live domain can't be modified"));
            }
            return define::change(&instance, &guest, |domain| {
                definition::set_vcpus(domain, definition::vcpus(domain).min(vcpus), vcpus);
                Ok(())
            })
            .await;
        }
        for (wanted, domain) in [(impact.live, &guest.view().live), (impact.config, &guest.view().stored)] {
            if let (true, Some(domain)) = (wanted, domain) {
                check_limit(&guest, definition::max_vcpus(domain), vcpus)?;
            }
        }
        if impact.live {
            let control = guest.control()?;
            let outcome = plug(&guest, &control, vcpus).await;
            status::save(&instance, &guest.snapshot()).await?;
            outcome?;
        }
        if impact.config {
            define::change(&instance, &guest, |domain| {
                let max = definition::max_vcpus(domain);
                definition::set_vcpus(domain, vcpus, max);
                Ok(())
            })
            .await?;
        }
        Ok(())
    };
    guest.job("vcpus", work).await
}

fn check_limit(guest: &Guest, limit: u32, vcpus: u32) -> Result<()> {
    if vcpus <= limit {
        return Ok(());
    }
    let detail = format!("requested vcpus is greater than max allowable vcpus for the domain: {vcpus} > {limit}");
    Err(guest.about(Error::invalid_argument(ErrorDomain::Qemu, detail)))
}

/// Plugs or unplugs until there are as many as wanted. What was done before a failure stays, and is noted.
async fn plug(guest: &Arc<Guest>, control: &Arc<Control>, wanted: u32) -> Result<()> {
    let mut places = control.monitor.query_hotpluggable_cpus().await?;
    // QEMU lists the last place first.
    places.sort_by_key(|place| place.props);
    let mut present: u32 = places.iter().filter(|place| place.qom_path.is_some()).map(|place| place.vcpus_count).sum();
    let note = |present: u32| {
        guest.update_running(control, |view| {
            if let Some(live) = &mut view.live {
                let live = Arc::make_mut(live);
                let max = definition::max_vcpus(live);
                definition::set_vcpus(live, present, max);
            }
        });
    };
    for (index, place) in places.iter().enumerate().filter(|(_, place)| place.qom_path.is_none()) {
        if present + place.vcpus_count > wanted {
            break;
        }
        control.monitor.device_add(device(index, place)).await.map_err(|error| guest.about(error))?;
        present += place.vcpus_count;
        note(present);
    }
    for place in places.iter().rev().filter(|place| place.qom_path.is_some()) {
        if present <= wanted {
            break;
        }
        let alias = place.qom_path.as_deref().and_then(|path| path.strip_prefix("/machine/peripheral/"));
        let Some(alias) = alias.filter(|alias| alias.starts_with("vcpu")) else { continue };
        unplug(guest, control, alias).await?;
        present = present.saturating_sub(place.vcpus_count);
        note(present);
    }
    match present == wanted {
        true => Ok(()),
        false => {
            let detail = format!("the domain has {present} vcpus, and {wanted} cannot be reached by hot-plug");
            Err(guest
                .about(Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Qemu, detail))
                .with_hint("vcpus that were there at start cannot be removed while the domain runs"))
        }
    }
}

fn device(index: usize, place: &HotpluggableCpu) -> Value {
    let CpuProperties { node_id, drawer_id, book_id, socket_id, die_id, cluster_id, module_id, core_id, thread_id } =
        place.props;
    let mut properties = json!({"driver": place.device_type, "id": format!("vcpu{index}")});
    let places = [
        ("node-id", node_id),
        ("drawer-id", drawer_id),
        ("book-id", book_id),
        ("socket-id", socket_id),
        ("die-id", die_id),
        ("cluster-id", cluster_id),
        ("module-id", module_id),
        ("core-id", core_id),
        ("thread-id", thread_id),
    ];
    for (name, value) in places {
        if let Some(value) = value {
            properties[name] = value.into();
        }
    }
    properties
}

async fn unplug(guest: &Arc<Guest>, control: &Arc<Control>, alias: &str) -> Result<()> {
    let settled = guest.removals.expect(alias);
    if !control.monitor.device_del(alias).await.map_err(|error| guest.about(error))? {
        return Ok(());
    }
    let refused = |detail: String| guest.about(Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail));
    match tokio::time::timeout(UNPLUG_LIMIT, settled).await {
        Ok(Ok(true)) => Ok(()),
        Ok(_) => Err(refused(format!("the guest refused to give '{alias}' back"))),
        Err(_) => Err(refused(format!("vcpu unplug request timed out: the guest has not given '{alias}' back"))
            .with_hint("the guest's operating system must support the removal of processors")),
    }
}

async fn set_in_guest(guest: &Arc<Guest>, wanted: u32) -> Result<()> {
    let control = guest.control()?;
    let agent = lifecycle::agent(guest, &control).await?;
    let cpus = agent.execute("guest-get-vcpus", Value::Null, AGENT_LIMIT).await?;
    let cpus = cpus.as_array().cloned().unwrap_or_default();
    let is_online = |cpu: &Value| cpu["online"].as_bool().unwrap_or(false);
    let mut online = cpus.iter().filter(|cpu| is_online(cpu)).count();
    let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
    let mut changes = Vec::new();
    for cpu in cpus.iter().filter(|cpu| !is_online(cpu)) {
        if online < wanted {
            online += 1;
            changes.push(json!({"logical-id": cpu["logical-id"], "online": true}));
        }
    }
    for cpu in cpus.iter().rev().filter(|cpu| is_online(cpu) && cpu["can-offline"].as_bool().unwrap_or(false)) {
        if online > wanted {
            online -= 1;
            changes.push(json!({"logical-id": cpu["logical-id"], "online": false}));
        }
    }
    if online != wanted {
        return Err(guest.about(Error::invalid_argument(
            ErrorDomain::Qemu,
            format!("the guest cannot have {wanted} processors online"),
        )));
    }
    agent.execute("guest-set-vcpus", json!({"vcpus": changes}), AGENT_LIMIT).await.map(drop)
}
