//! Ways to other networks.

use super::malformed;
use crate::network::{Forward, ForwardMode, Nat, Network};
use ferrovirt_error::Result;

/// Checks the ways to other networks, and the bridge that goes with them.
pub fn validate(network: &Network) -> Result<()> {
    validate_bridge(network)?;
    let Some(forward) = &network.forward else { return Ok(()) };
    let (name, mode) = (&network.name, network.mode());
    validate_interfaces(name, mode, forward)?;
    if let Some(nat) = &forward.nat {
        if mode != ForwardMode::Nat {
            let detail = format!("the <nat> element of network '{name}' needs forward mode 'nat', not '{mode}'");
            return Err(malformed(detail));
        }
        validate_nat(name, nat)?;
    }
    if matches!(mode, ForwardMode::Nat | ForwardMode::Route) && network.ips.is_empty() {
        return Err(malformed(format!("{mode} forwarding requested, but no IP address provided for network '{name}'")));
    }
    Ok(())
}

fn validate_bridge(network: &Network) -> Result<()> {
    let (name, mode) = (&network.name, network.mode());
    if mode.has_own_bridge() {
        return Ok(());
    }
    if network.mtu.is_some() {
        let detail =
            format!("mtu size only allowed in open, route, nat, and isolated mode, not in {mode} (network '{name}')");
        return Err(malformed(detail));
    }
    let Some(bridge) = &network.bridge else { return Ok(()) };
    if bridge.stp.is_some() || bridge.delay.is_some() || bridge.zone.is_some() {
        let detail = format!(
            "bridge delay/stp/zone options only allowed in open, route, nat, and isolated mode, not in {mode} \
             (network '{name}')"
        );
        return Err(malformed(detail));
    }
    if bridge.mac_table_manager.is_some() && mode != ForwardMode::Bridge {
        return Err(malformed(format!("bridge macTableManager setting not allowed in {mode} mode (network '{name}')")));
    }
    if bridge.name.is_none() {
        return Ok(());
    }
    let has_device = network.forward.as_ref().is_some_and(|forward| forward.dev.is_some());
    match mode {
        ForwardMode::Bridge if has_device => {
            let detail = format!("network '{name}' of forward mode 'bridge' has either a bridge name or a forward dev");
            Err(malformed(detail))
        }
        ForwardMode::Bridge => Ok(()),
        _ => Err(malformed(format!("bridge name not allowed in {mode} mode (network '{name}')"))),
    }
}

fn validate_interfaces(name: &str, mode: ForwardMode, forward: &Forward) -> Result<()> {
    if let (Some(dev), Some(first)) = (&forward.dev, forward.interfaces.first())
        && *dev != first.dev
    {
        let detail =
            format!("<forward dev='{dev}'> must match first <interface dev='{}'/> in network '{name}'", first.dev);
        return Err(malformed(detail));
    }
    if forward.dev.is_some() && !(forward.addresses.is_empty() && forward.pf.is_none()) {
        let detail = format!("<forward> of network '{name}' has 'dev' as well as <address> or <pf>");
        return Err(malformed(detail));
    }
    for (index, interface) in forward.interfaces.iter().enumerate() {
        if forward.interfaces[..index].iter().any(|other| other.dev == interface.dev) {
            let detail = format!("interface '{}' is listed twice in <forward> of network '{name}'", interface.dev);
            return Err(malformed(detail));
        }
    }
    for (index, address) in forward.addresses.iter().enumerate() {
        if forward.addresses[..index].contains(address) {
            let detail = format!("an <address> is listed twice in <forward> of network '{name}'");
            return Err(malformed(detail));
        }
    }
    match mode {
        ForwardMode::Nat | ForwardMode::Route if forward.interfaces.len() + forward.addresses.len() > 1 => {
            let detail =
                format!("multiple forwarding interfaces specified for network '{name}', only one is supported");
            Err(malformed(detail))
        }
        ForwardMode::Open if forward.dev.is_some() => {
            Err(malformed(format!("forward dev not allowed for network '{name}' with forward mode 'open'")))
        }
        _ => Ok(()),
    }
}

fn validate_nat(name: &str, nat: &Nat) -> Result<()> {
    if let Some(range) = &nat.address {
        let (Some(start), Some(end)) = (range.start, range.end) else {
            return Err(malformed(format!("a range of addresses in <nat> of network '{name}' has 'start' and 'end'")));
        };
        if start > end {
            return Err(malformed(format!("range '{start}' - '{end}' in <nat> of network '{name}' is reversed")));
        }
    }
    match &nat.port {
        Some(range) if range.start == 0 || range.start > range.end => {
            let detail = format!("invalid ports '{}' - '{}' in <nat> of network '{name}'", range.start, range.end);
            Err(malformed(detail))
        }
        _ => Ok(()),
    }
}
