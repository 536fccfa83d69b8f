//! What libvirt takes for granted about a network. It looks at the document alone: names, identities and hardware
//! addresses that are to be made up are the driver's business.

use super::{Dhcp, DhcpLease, Forward, ForwardAddress, ForwardInterface, ForwardMode, LeaseUnit, Network, PortGroup};
use crate::domain::devices::interface_source::MacTableManager;
use crate::model::drop_empty;
use crate::net::{Bandwidth, VirtualPort, Vlan};
use crate::scalar::{OnOff, YesNo};

impl Network {
    /// Fills in defaults, and drops what says nothing.
    pub fn complete(&mut self) {
        self.ipv6 = self.ipv6.filter(|ipv6| ipv6.is_yes());
        self.metadata = self.metadata.take().filter(|metadata| !metadata.children.is_empty());
        self.mtu = self.mtu.filter(|mtu| *mtu > 0);
        if let Some(forward) = &mut self.forward {
            forward.complete();
        }
        // Translation without forwarding is kept for validation to refuse.
        self.forward =
            self.forward.take().filter(|forward| forward.mode != Some(ForwardMode::None) || forward.nat.is_some());
        self.complete_bridge();
        drop_empty(&mut self.dns);
        self.vlan.iter_mut().for_each(Vlan::complete);
        complete_bandwidth(&mut self.bandwidth);
        self.virtualport.iter_mut().for_each(VirtualPort::complete);
        self.portgroups.iter_mut().for_each(PortGroup::complete);
        for ip in &mut self.ips {
            if let Some(dhcp) = &mut ip.dhcp {
                dhcp.complete(ip.address.is_none_or(|address| address.is_ipv4()));
            }
            // Without addresses to give there is no server.
            ip.dhcp = ip.dhcp.take().filter(|dhcp| !(dhcp.ranges.is_empty() && dhcp.hosts.is_empty()));
        }
        self.dnsmasq_options = self.dnsmasq_options.take().filter(|options| !options.options.is_empty());
    }

    /// A bridge that the driver makes has its properties stated, its name perhaps not yet.
    fn complete_bridge(&mut self) {
        if self.mode().has_own_bridge() {
            let bridge = self.bridge.get_or_insert_default();
            bridge.stp.get_or_insert(OnOff::On);
            bridge.delay.get_or_insert(0);
        }
        if let Some(bridge) = &mut self.bridge {
            bridge.name = bridge.name.take().filter(|name| !name.is_empty());
            bridge.mac_table_manager = bridge.mac_table_manager.filter(|manager| *manager != MacTableManager::Default);
        }
        drop_empty(&mut self.bridge);
    }
}

impl Forward {
    /// Fills in defaults: the mode, and of device and interfaces the one from the other.
    pub fn complete(&mut self) {
        let mode = *self.mode.get_or_insert(ForwardMode::Nat);
        self.managed = match self.managed {
            managed if mode == ForwardMode::Hostdev => managed.or(Some(YesNo::No)),
            _ => None,
        };
        match &self.dev {
            // With a device stated, what else there may be is for validation to judge.
            Some(dev) if self.interfaces.is_empty() => {
                self.interfaces.push(ForwardInterface { dev: dev.clone(), connections: None });
            }
            Some(_) => {}
            None => self.choose(),
        }
        for ForwardAddress::Pci(pci) in &mut self.addresses {
            pci.address.fill();
            pci.address.multifunction = None;
        }
        drop_empty(&mut self.nat);
    }

    /// Interfaces come before addresses, and both before the functions of a device.
    fn choose(&mut self) {
        if let Some(first) = self.interfaces.first() {
            self.dev = Some(first.dev.clone());
            self.addresses.clear();
        }
        if !self.interfaces.is_empty() || !self.addresses.is_empty() {
            self.pf = None;
        }
    }
}

impl PortGroup {
    /// Drops what says nothing.
    pub fn complete(&mut self) {
        self.default = self.default.filter(|default| default.is_yes());
        self.vlan.iter_mut().for_each(Vlan::complete);
        self.virtualport.iter_mut().for_each(VirtualPort::complete);
        drop_empty(&mut self.virtualport);
        complete_bandwidth(&mut self.bandwidth);
    }
}

impl Dhcp {
    /// Fills in units of time. Only IPv4 guests boot in this way.
    pub fn complete(&mut self, is_ipv4: bool) {
        let of_ranges = self.ranges.iter_mut().map(|range| &mut range.lease);
        let of_hosts = self.hosts.iter_mut().map(|host| &mut host.lease);
        for lease in of_ranges.chain(of_hosts) {
            *lease = lease.take().and_then(DhcpLease::completed);
        }
        if !is_ipv4 {
            self.bootp = None;
        }
    }
}

impl DhcpLease {
    /// With its unit; a lease for ever has none.
    fn completed(self) -> Option<DhcpLease> {
        let expiry = self.expiry?;
        let unit = (expiry > 0).then(|| self.unit.unwrap_or(LeaseUnit::Minutes));
        Some(DhcpLease { expiry: Some(expiry), unit })
    }
}

fn complete_bandwidth(bandwidth: &mut Option<Bandwidth>) {
    bandwidth.iter_mut().for_each(Bandwidth::complete);
    drop_empty(bandwidth);
}
