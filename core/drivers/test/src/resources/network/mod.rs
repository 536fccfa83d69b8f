//! Networks: their life, and where each operation on them is.

mod metadata;
mod port;
mod update;

use std::collections::BTreeMap;

use ferrovirt_api::driver::ready;
use ferrovirt_api::*;
use ferrovirt_host::Host;
use ferrovirt_xml::network::Network;
use ferrovirt_xml::network_port::NetworkPort;
use ferrovirt_xml::scalar::{MacAddress, Scalar};
use ferrovirt_xml::{Document as _, Format};

use super::object::{Impact, Kind, Object};
use super::{lock, or_random, parse, selects};
use crate::driver::TestDriver;

/// Networks as a kind of object.
pub struct Networks;

impl Kind for Networks {
    type Document = Network;
    type Extra = NetworkExtra;
    const WORD: &'static str = "network";
    const MISSING: ErrorCode = ErrorCode::NoNetwork;
    const DOMAIN: ErrorDomain = ErrorDomain::Network;

    fn name(document: &Network) -> Name {
        document.name.as_str().into()
    }

    fn uuid(document: &Network) -> Option<Uuid> {
        document.uuid
    }
}

/// What belongs to a network beyond its documents.
#[derive(Clone, Default)]
pub struct NetworkExtra {
    /// What is plugged into it.
    ports: BTreeMap<Uuid, NetworkPort>,
}

/// Reads and checks a definition.
pub fn read(xml: &str, strict: bool, host: &dyn Host) -> Result<Network> {
    let mut network: Network = parse(xml, strict)?;
    network.complete();
    if network.name.is_empty() {
        return Err(Error::new(ErrorCode::NoName, ErrorDomain::Network, ""));
    }
    network.validate()?;
    network.uuid = Some(or_random(network.uuid, host)?);
    Ok(network)
}

fn identity(network: &Object<Networks>) -> NetworkIdentity {
    NetworkIdentity { name: network.name().clone(), uuid: network.uuid() }
}

impl TestDriver {
    fn network<T>(&self, identity: &NetworkIdentity, look: impl FnOnce(&Object<Networks>) -> Result<T>) -> Result<T> {
        look(lock(&self.resources.networks).by_uuid(&identity.uuid)?)
    }

    fn change_network<T>(
        &self,
        identity: &NetworkIdentity,
        change: impl FnOnce(&mut Object<Networks>) -> Result<T>,
    ) -> Result<T> {
        change(lock(&self.resources.networks).by_uuid_mut(&identity.uuid)?)
    }

    fn tell_network(&self, network: &NetworkIdentity, event: NetworkEventType) {
        let kind = NetworkEventKind::Lifecycle { event, detail: 0 };
        self.hub.publish(NetworkEvent { network: network.clone(), kind });
    }

    fn define_network(&self, xml: &str, flags: NetworkDefineFlags) -> Result<NetworkIdentity> {
        let document = read(xml, flags.contains(NetworkDefineFlags::VALIDATE), &*self.host)?;
        let mut networks = lock(&self.resources.networks);
        let network = identity(networks.define(document)?);
        self.tell_network(&network, NetworkEventType::Defined);
        Ok(network)
    }

    fn create_network(&self, xml: &str, flags: NetworkCreateFlags) -> Result<NetworkIdentity> {
        let document = read(xml, flags.contains(NetworkCreateFlags::VALIDATE), &*self.host)?;
        let mut networks = lock(&self.resources.networks);
        let network = identity(networks.create(document)?);
        self.tell_network(&network, NetworkEventType::Started);
        Ok(network)
    }

    fn start_network(&self, network: &NetworkIdentity) -> Result<()> {
        self.change_network(network, |network| {
            if network.is_active() {
                return Err(network.invalid("is already running"));
            }
            network.start();
            self.tell_network(&identity(network), NetworkEventType::Started);
            Ok(())
        })
    }

    fn stop_network(&self, network: &NetworkIdentity) -> Result<()> {
        let mut networks = lock(&self.resources.networks);
        let network = networks.by_uuid_mut(&network.uuid)?;
        network.active()?;
        let stopped = identity(network);
        network.extra.ports.clear();
        if !network.stop() {
            networks.remove(&stopped.name);
        }
        self.tell_network(&stopped, NetworkEventType::Stopped);
        Ok(())
    }

    fn undefine_network(&self, network: &NetworkIdentity) -> Result<()> {
        let mut networks = lock(&self.resources.networks);
        let network = networks.by_uuid(&network.uuid)?;
        if network.is_active() {
            return Err(network.invalid("is still running").with_hint("stop it first"));
        }
        let undefined = identity(network);
        networks.remove(&undefined.name);
        self.tell_network(&undefined, NetworkEventType::Undefined);
        Ok(())
    }

    fn leases(&self, network: &NetworkIdentity, mac: Option<&str>) -> Result<Vec<NetworkDhcpLease>> {
        if let Some(mac) = mac
            && MacAddress::parse(mac).is_err()
        {
            return Err(Error::invalid_argument(ErrorDomain::Test, format!("invalid MAC address '{mac}'")));
        }
        // No guest here ever asks for an address.
        self.network(network, |network| network.active().map(|_| Vec::new()))
    }
}

impl NetworkDriver for TestDriver {
    fn list_all_networks(&self, flags: ListAllNetworksFlags) -> DriverFuture<'_, Vec<NetworkIdentity>> {
        use ListAllNetworksFlags as F;
        let is_wanted = |network: &&Object<Networks>| {
            let (active, persistent) = (network.is_active(), network.is_persistent());
            selects(
                flags.bits(),
                &[
                    &[(F::ACTIVE.bits(), active), (F::INACTIVE.bits(), !active)],
                    &[(F::PERSISTENT.bits(), persistent), (F::TRANSIENT.bits(), !persistent)],
                    &[(F::AUTOSTART.bits(), network.autostart), (F::NO_AUTOSTART.bits(), !network.autostart)],
                ],
            )
        };
        ready(Ok(lock(&self.resources.networks).iter().filter(is_wanted).map(identity).collect()))
    }

    fn lookup_network_by_name<'a>(&'a self, name: &'a str) -> DriverFuture<'a, NetworkIdentity> {
        ready(lock(&self.resources.networks).by_name(name).map(identity))
    }

    fn lookup_network_by_uuid(&self, uuid: Uuid) -> DriverFuture<'_, NetworkIdentity> {
        ready(lock(&self.resources.networks).by_uuid(&uuid).map(identity))
    }

    fn define_network_xml_flags<'a>(
        &'a self,
        xml: &'a str,
        flags: NetworkDefineFlags,
    ) -> DriverFuture<'a, NetworkIdentity> {
        ready(self.define_network(xml, flags))
    }

    fn create_network_xml_flags<'a>(
        &'a self,
        xml: &'a str,
        flags: NetworkCreateFlags,
    ) -> DriverFuture<'a, NetworkIdentity> {
        ready(self.create_network(xml, flags))
    }

    fn network_create<'a>(&'a self, network: &'a NetworkIdentity) -> DriverFuture<'a, ()> {
        ready(self.start_network(network))
    }

    fn network_destroy<'a>(&'a self, network: &'a NetworkIdentity) -> DriverFuture<'a, ()> {
        ready(self.stop_network(network))
    }

    fn network_undefine<'a>(&'a self, network: &'a NetworkIdentity) -> DriverFuture<'a, ()> {
        ready(self.undefine_network(network))
    }

    fn network_xml_desc<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        flags: NetworkXmlFlags,
    ) -> DriverFuture<'a, String> {
        ready(self.network(network, |network| {
            Ok(match flags.contains(NetworkXmlFlags::INACTIVE) || !network.is_active() {
                true => network.stored_document().to_xml(&Format::INACTIVE),
                false => network.document().to_xml(&Format::LIVE),
            })
        }))
    }

    fn network_bridge_name<'a>(&'a self, network: &'a NetworkIdentity) -> DriverFuture<'a, String> {
        ready(self.network(network, |network| {
            let name = network.document().bridge.as_ref().and_then(|bridge| bridge.name.clone());
            let detail = || format!("network '{}' does not have a bridge name", network.name());
            name.ok_or_else(|| Error::internal(ErrorDomain::Test, detail()))
        }))
    }

    fn network_autostart<'a>(&'a self, network: &'a NetworkIdentity) -> DriverFuture<'a, bool> {
        ready(self.network(network, |network| Ok(network.autostart)))
    }

    fn network_set_autostart<'a>(&'a self, network: &'a NetworkIdentity, autostart: bool) -> DriverFuture<'a, ()> {
        ready(self.change_network(network, |network| network.set_autostart(autostart)))
    }

    fn network_is_active<'a>(&'a self, network: &'a NetworkIdentity) -> DriverFuture<'a, bool> {
        ready(self.network(network, |network| Ok(network.is_active())))
    }

    fn network_is_persistent<'a>(&'a self, network: &'a NetworkIdentity) -> DriverFuture<'a, bool> {
        ready(self.network(network, |network| Ok(network.is_persistent())))
    }

    fn network_update<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        command: NetworkUpdateCommand,
        section: NetworkUpdateSection,
        parent_index: i32,
        xml: &'a str,
        flags: NetworkUpdateFlags,
    ) -> DriverFuture<'a, ()> {
        use NetworkUpdateFlags as F;
        ready(self.change_network(network, |network| {
            let impact = Impact::of(network, flags.contains(F::AFFECT_LIVE), flags.contains(F::AFFECT_CONFIG))?;
            let update = update::Update { command, section, parent_index, xml };
            network.change(impact, |document| update.apply(document))
        }))
    }

    fn network_dhcp_leases<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        mac: Option<&'a str>,
        _flags: u32,
    ) -> DriverFuture<'a, Vec<NetworkDhcpLease>> {
        ready(self.leases(network, mac))
    }

    fn network_metadata<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        metadata_type: NetworkMetadataType,
        namespace_uri: Option<&'a str>,
        flags: NetworkUpdateFlags,
    ) -> DriverFuture<'a, String> {
        use NetworkUpdateFlags as F;
        ready(self.network(network, |network| {
            let impact = Impact::of(network, flags.contains(F::AFFECT_LIVE), flags.contains(F::AFFECT_CONFIG))?;
            let document = match impact.is_of_stored(network) {
                true => network.stored_document(),
                false => network.document(),
            };
            metadata::get(document, metadata_type, namespace_uri)
        }))
    }

    fn network_set_metadata<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        metadata_type: NetworkMetadataType,
        metadata: Option<&'a str>,
        key: Option<&'a str>,
        namespace_uri: Option<&'a str>,
        flags: NetworkUpdateFlags,
    ) -> DriverFuture<'a, ()> {
        use NetworkUpdateFlags as F;
        ready(self.change_network(network, |network| {
            let impact = Impact::of(network, flags.contains(F::AFFECT_LIVE), flags.contains(F::AFFECT_CONFIG))?;
            let piece = metadata::Piece::read(metadata_type, metadata, key, namespace_uri)?;
            network.change(impact, |document| {
                piece.put(document);
                Ok(())
            })?;
            let kind = NetworkEventKind::MetadataChange {
                metadata_type: metadata_type.number(),
                namespace_uri: namespace_uri.map(str::to_owned),
            };
            self.hub.publish(NetworkEvent { network: identity(network), kind });
            Ok(())
        }))
    }

    fn network_list_all_ports<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, Vec<NetworkPortIdentity>> {
        ready(self.network(network, |network| Ok(port::list(network))))
    }

    fn network_lookup_port_by_uuid<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        uuid: Uuid,
    ) -> DriverFuture<'a, NetworkPortIdentity> {
        ready(self.network(network, |network| port::lookup(network, uuid)))
    }

    fn network_create_port_xml<'a>(
        &'a self,
        network: &'a NetworkIdentity,
        xml: &'a str,
        flags: NetworkPortCreateFlags,
    ) -> DriverFuture<'a, NetworkPortIdentity> {
        ready(self.change_network(network, |network| port::create(network, xml, flags, &*self.host)))
    }

    fn network_port_xml_desc<'a>(&'a self, port: &'a NetworkPortIdentity, _flags: u32) -> DriverFuture<'a, String> {
        ready(
            self.network(&port.network, |network| {
                port::find(network, &port.uuid).map(|port| port.to_xml(&Format::LIVE))
            }),
        )
    }

    fn network_port_delete<'a>(&'a self, port: &'a NetworkPortIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        ready(self.change_network(&port.network, |network| port::delete(network, &port.uuid)))
    }

    fn network_port_parameters<'a>(
        &'a self,
        port: &'a NetworkPortIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, TypedParameters> {
        ready(self.network(&port.network, |network| port::find(network, &port.uuid).map(port::parameters)))
    }

    fn network_port_set_parameters<'a>(
        &'a self,
        port: &'a NetworkPortIdentity,
        parameters: &'a TypedParameters,
        _flags: u32,
    ) -> DriverFuture<'a, ()> {
        ready(self.change_network(&port.network, |network| port::set_parameters(network, &port.uuid, parameters)))
    }
}
