//! The ports of a network: what is plugged into it while it runs.

use ferrovirt_api::{
    Error, ErrorCode, ErrorDomain, NetworkPortCreateFlags, NetworkPortIdentity, NetworkPortParameters, Parameter,
    Result, TypedParameters, Uuid,
};
use ferrovirt_host::Host;
use ferrovirt_xml::net::BandwidthRate;
use ferrovirt_xml::network_port::{NetworkPort, PortBandwidth};

use super::{Networks, identity};
use crate::resources::object::Object;
use crate::resources::{or_random, parse};

/// The ports.
pub fn list(network: &Object<Networks>) -> Vec<NetworkPortIdentity> {
    network.extra.ports.keys().map(|uuid| port_identity(network, *uuid)).collect()
}

/// The port with this UUID.
pub fn lookup(network: &Object<Networks>, uuid: Uuid) -> Result<NetworkPortIdentity> {
    find(network, &uuid).map(|_| port_identity(network, uuid))
}

/// The document of a port.
pub fn find<'a>(network: &'a Object<Networks>, uuid: &Uuid) -> Result<&'a NetworkPort> {
    network.extra.ports.get(uuid).ok_or_else(|| missing(uuid))
}

/// Plugs something in.
pub fn create(
    network: &mut Object<Networks>,
    xml: &str,
    flags: NetworkPortCreateFlags,
    host: &dyn Host,
) -> Result<NetworkPortIdentity> {
    network.active()?;
    let mut port: NetworkPort = parse(xml, flags.contains(NetworkPortCreateFlags::VALIDATE))?;
    port.complete();
    port.validate()?;
    let uuid = or_random(port.uuid, host)?;
    port.uuid = Some(uuid);
    if network.extra.ports.contains_key(&uuid) {
        let detail = format!("network port with uuid '{uuid}'");
        return Err(Error::new(ErrorCode::NetworkPortExist, ErrorDomain::Test, detail));
    }
    network.extra.ports.insert(uuid, port);
    Ok(port_identity(network, uuid))
}

/// Unplugs a port.
pub fn delete(network: &mut Object<Networks>, uuid: &Uuid) -> Result<()> {
    network.extra.ports.remove(uuid).map(drop).ok_or_else(|| missing(uuid))
}

/// The limits of bandwidth.
pub fn parameters(port: &NetworkPort) -> TypedParameters {
    use NetworkPortParameters as P;
    let bandwidth = port.bandwidth.as_ref();
    let inbound = bandwidth.and_then(|bandwidth| bandwidth.inbound.clone()).unwrap_or_default();
    let outbound = bandwidth.and_then(|bandwidth| bandwidth.outbound.clone()).unwrap_or_default();
    let limits = [
        (P::INBOUND_AVERAGE, inbound.average),
        (P::INBOUND_PEAK, inbound.peak),
        (P::INBOUND_BURST, inbound.burst),
        (P::INBOUND_FLOOR, inbound.floor),
        (P::OUTBOUND_AVERAGE, outbound.average),
        (P::OUTBOUND_PEAK, outbound.peak),
        (P::OUTBOUND_BURST, outbound.burst),
    ];
    let mut parameters = TypedParameters::new();
    for (parameter, limit) in limits {
        parameters.add(parameter, limit.and_then(|limit| u32::try_from(limit).ok()).unwrap_or_default());
    }
    parameters
}

/// Changes the limits that are named; zero takes one away.
pub fn set_parameters(network: &mut Object<Networks>, uuid: &Uuid, parameters: &TypedParameters) -> Result<()> {
    use NetworkPortParameters as P;
    let port = network.extra.ports.get_mut(uuid).ok_or_else(|| missing(uuid))?;
    let mut bandwidth = port.bandwidth.take().unwrap_or_default();
    set_rate(
        &mut bandwidth.inbound,
        parameters,
        [P::INBOUND_AVERAGE, P::INBOUND_PEAK, P::INBOUND_BURST],
        Some(P::INBOUND_FLOOR),
    );
    set_rate(&mut bandwidth.outbound, parameters, [P::OUTBOUND_AVERAGE, P::OUTBOUND_PEAK, P::OUTBOUND_BURST], None);
    port.bandwidth = Some(bandwidth).filter(|bandwidth| *bandwidth != PortBandwidth::default());
    Ok(())
}

fn set_rate(
    rate: &mut Option<BandwidthRate>,
    parameters: &TypedParameters,
    [average, peak, burst]: [Parameter<u32>; 3],
    floor: Option<Parameter<u32>>,
) {
    let mut changed = rate.take().unwrap_or_default();
    let set = |limit: &mut Option<u64>, parameter| {
        if let Some(value) = parameters.get(parameter) {
            *limit = Some(u64::from(value)).filter(|value| *value > 0);
        }
    };
    set(&mut changed.average, average);
    set(&mut changed.peak, peak);
    set(&mut changed.burst, burst);
    if let Some(floor) = floor {
        set(&mut changed.floor, floor);
    }
    *rate = Some(changed).filter(|rate| *rate != BandwidthRate::default());
}

fn port_identity(network: &Object<Networks>, uuid: Uuid) -> NetworkPortIdentity {
    NetworkPortIdentity { network: identity(network), uuid }
}

fn missing(uuid: &Uuid) -> Error {
    Error::new(ErrorCode::NoNetworkPort, ErrorDomain::Test, format!("no network port with matching uuid '{uuid}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_that_are_not_named_stay() {
        let rate = |average, peak| BandwidthRate { average, peak, ..BandwidthRate::default() };
        let check = |before, parameters: TypedParameters, expected| {
            let mut rate = before;
            let names = [
                NetworkPortParameters::INBOUND_AVERAGE,
                NetworkPortParameters::INBOUND_PEAK,
                NetworkPortParameters::INBOUND_BURST,
            ];
            set_rate(&mut rate, &parameters, names, None);
            assert_eq!(rate, expected);
        };
        let peak = |value| TypedParameters::new().with(NetworkPortParameters::INBOUND_PEAK, value);
        check(Some(rate(Some(1), None)), peak(2), Some(rate(Some(1), Some(2))));
        check(Some(rate(None, Some(2))), peak(0), None);
        check(None, peak(3), Some(rate(None, Some(3))));
    }
}
