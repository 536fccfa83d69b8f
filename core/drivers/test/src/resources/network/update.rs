//! Changes of one part of a network: an element of a section is added, replaced or removed.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, NetworkUpdateCommand, NetworkUpdateSection, Result};
use ferrovirt_xml::model::Element;
use ferrovirt_xml::network::{
    Dhcp, DhcpHost, DhcpRange, Dns, DnsHost, DnsSrv, DnsTxt, ForwardInterface, Network, PortGroup,
};

use crate::resources::parse;

/// A change.
pub struct Update<'a> {
    /// What to do.
    pub command: NetworkUpdateCommand,
    /// With an element of which section.
    pub section: NetworkUpdateSection,
    /// In which of several sections; below zero lets the section be found.
    pub parent_index: i32,
    /// The element.
    pub xml: &'a str,
}

/// What the elements of a section have in common.
struct Section<T> {
    /// What people call an element.
    word: &'static str,
    /// Whether an element can be replaced.
    can_modify: bool,
    /// Whether two elements cannot be there together.
    conflicts: fn(&T, &T) -> bool,
    /// Whether the first is the one that the second names.
    is_named: fn(&T, &T) -> bool,
}

impl Update<'_> {
    /// Makes the change, and checks what comes of it.
    pub fn apply(&self, network: &mut Network) -> Result<()> {
        use NetworkUpdateSection as S;
        match self.section {
            S::IpDhcpHost => self.edit(&DHCP_HOSTS, network, |network| Ok(&mut self.dhcp(network, "host")?.hosts))?,
            S::IpDhcpRange => {
                self.edit(&DHCP_RANGES, network, |network| Ok(&mut self.dhcp(network, "range")?.ranges))?
            }
            S::ForwardInterface => self.edit(&FORWARD_INTERFACES, network, |network| {
                Ok(&mut network.forward.get_or_insert_default().interfaces)
            })?,
            S::Portgroup => self.edit(&PORT_GROUPS, network, |network| Ok(&mut network.portgroups))?,
            S::DnsHost => self.edit(&DNS_HOSTS, network, |network| Ok(&mut dns(network).hosts))?,
            S::DnsTxt => self.edit(&DNS_TEXTS, network, |network| Ok(&mut dns(network).texts))?,
            S::DnsSrv => self.edit(&DNS_SERVICES, network, |network| Ok(&mut dns(network).services))?,
            other => {
                let detail = format!("can't update section {} of network '{}'", other.number(), network.name);
                return Err(Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Network, detail));
            }
        }
        // The first interface is the one by which the network is forwarded.
        if let Some(forward) = &mut network.forward {
            forward.dev = forward.interfaces.first().map(|interface| interface.dev.clone());
        }
        network.complete();
        network.validate()
    }

    fn edit<T: Element>(
        &self,
        section: &Section<T>,
        network: &mut Network,
        list: impl FnOnce(&mut Network) -> Result<&mut Vec<T>>,
    ) -> Result<()> {
        use NetworkUpdateCommand as C;
        let name = network.name.clone();
        let element: T = parse(self.xml, false)?;
        let list = list(network)?;
        let word = section.word;
        let position = list.iter().position(|present| (section.is_named)(present, &element));
        match (self.command, position) {
            (C::None, _) => Err(Error::invalid_argument(ErrorDomain::Network, "no command for the update is given")),
            (C::Modify, _) if !section.can_modify => {
                Err(invalid(format!("{word} entries cannot be modified, only added or deleted")))
            }
            (C::Modify | C::Delete, None) => {
                Err(invalid(format!("couldn't locate a matching {word} entry in network '{name}'")))
            }
            (C::Modify, Some(position)) => {
                list[position] = element;
                Ok(())
            }
            (C::Delete, Some(position)) => {
                list.remove(position);
                Ok(())
            }
            (C::AddFirst | C::AddLast, _) if list.iter().any(|present| (section.conflicts)(present, &element)) => {
                Err(invalid(format!("there is an existing {word} entry in network '{name}' that matches")))
            }
            (C::AddFirst, _) => {
                list.insert(0, element);
                Ok(())
            }
            (C::AddLast, _) => {
                list.push(element);
                Ok(())
            }
        }
    }

    /// The addresses that guests of a section get: of the section meant, or of the first that gives some, or could.
    fn dhcp<'n>(&self, network: &'n mut Network, word: &str) -> Result<&'n mut Dhcp> {
        let name = &network.name;
        let position = match usize::try_from(self.parent_index) {
            Ok(index) => Some(index).filter(|index| *index < network.ips.len()),
            Err(_) => {
                let is_ipv4 = |position: &usize| network.ips[*position].address.is_none_or(|ip| ip.is_ipv4());
                let gives = network.ips.iter().position(|ip| ip.dhcp.is_some());
                gives.or_else(|| (0..network.ips.len()).find(is_ipv4)).or((!network.ips.is_empty()).then_some(0))
            }
        };
        let refused = || format!("couldn't update dhcp {word} entry - no <ip> element found in network '{name}'");
        let position = position.ok_or_else(|| invalid(refused()))?;
        Ok(network.ips[position].dhcp.get_or_insert_default())
    }
}

fn dns(network: &mut Network) -> &mut Dns {
    network.dns.get_or_insert_default()
}

/// Whether two values are there and the same.
fn same<T: PartialEq>(left: &Option<T>, right: &Option<T>) -> bool {
    left.is_some() && left == right
}

/// Whether what is named is what is there; what is not named does not count.
fn fits<T: PartialEq>(present: &Option<T>, named: &Option<T>) -> bool {
    named.is_none() || present == named
}

const DHCP_HOSTS: Section<DhcpHost> = Section {
    word: "dhcp host",
    can_modify: true,
    conflicts: |present, new| {
        same(&present.mac, &new.mac) || same(&present.ip, &new.ip) || same(&present.name, &new.name)
    },
    is_named: |present, named| match (&named.mac, &named.id) {
        (None, None) => {
            (named.ip.is_some() || named.name.is_some())
                && fits(&present.ip, &named.ip)
                && fits(&present.name, &named.name)
        }
        (mac, id) => fits(&present.mac, mac) && fits(&present.id, id),
    },
};

const DHCP_RANGES: Section<DhcpRange> =
    Section { word: "dhcp range", can_modify: false, conflicts: same_range, is_named: same_range };

fn same_range(left: &DhcpRange, right: &DhcpRange) -> bool {
    left.start == right.start && left.end == right.end
}

const FORWARD_INTERFACES: Section<ForwardInterface> = Section {
    word: "forward interface",
    can_modify: false,
    conflicts: |present, new| present.dev == new.dev,
    is_named: |present, named| present.dev == named.dev,
};

const PORT_GROUPS: Section<PortGroup> = Section {
    word: "portgroup",
    can_modify: true,
    conflicts: |present, new| present.name == new.name,
    is_named: |present, named| present.name == named.name,
};

const DNS_HOSTS: Section<DnsHost> = Section {
    word: "DNS HOST",
    can_modify: false,
    conflicts: |present, new| {
        same(&present.ip, &new.ip) || present.hostnames.iter().any(|name| new.hostnames.contains(name))
    },
    is_named: |present, named| {
        fits(&present.ip, &named.ip) && named.hostnames.iter().all(|name| present.hostnames.contains(name))
    },
};

const DNS_TEXTS: Section<DnsTxt> = Section {
    word: "DNS TXT",
    can_modify: false,
    conflicts: |present, new| present.name == new.name,
    is_named: |present, named| present.name == named.name && fits(&present.value, &named.value),
};

const DNS_SERVICES: Section<DnsSrv> = Section {
    word: "DNS SRV",
    can_modify: false,
    conflicts: |present, new| {
        present.service == new.service && present.protocol == new.protocol && present.domain == new.domain
    },
    is_named: |present, named| {
        present.service == named.service
            && present.protocol == named.protocol
            && fits(&present.domain, &named.domain)
            && fits(&present.target, &named.target)
            && fits(&present.port, &named.port)
    },
};

fn invalid(detail: String) -> Error {
    Error::new(ErrorCode::OperationInvalid, ErrorDomain::Network, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use NetworkUpdateCommand as C;
    use NetworkUpdateSection as S;
    use ferrovirt_xml::{Document, Format};

    const NETWORK: &str = "<network><name>n</name><bridge name='b'/><ip address='10.0.0.1' netmask='255.255.255.0'>\
                           <dhcp><range start='10.0.0.2' end='10.0.0.9'/></dhcp></ip></network>";

    fn update(network: &mut Network, command: C, section: S, xml: &str) -> Result<()> {
        Update { command, section, parent_index: -1, xml }.apply(network)
    }

    /// Applies the steps to one network; each says whether it succeeds.
    fn check(section: S, steps: &[(C, &str, bool)], expected: &str) {
        let mut network: Network = parse(NETWORK, false).expect("a network");
        network.complete();
        for (command, xml, succeeds) in steps {
            let result = update(&mut network, *command, section, xml);
            assert_eq!(result.is_ok(), *succeeds, "{command:?} {xml}: {result:?}");
        }
        let text: String = network.to_xml(&Format::INACTIVE).lines().map(str::trim).collect();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    #[test]
    fn hosts_of_dhcp() {
        let first = "<host mac='52:54:00:00:00:01' ip='10.0.0.3'/>";
        let moved = "<host mac='52:54:00:00:00:01' ip='10.0.0.4'/>";
        check(
            S::IpDhcpHost,
            &[
                (C::Modify, first, false),
                (C::AddLast, first, true),
                (C::AddLast, moved, false),
                (C::Modify, moved, true),
                (C::AddFirst, "<host mac='52:54:00:00:00:02' ip='10.0.0.5'/>", true),
                (C::None, first, false),
            ],
            "<host mac='52:54:00:00:00:02' ip='10.0.0.5'/><host mac='52:54:00:00:00:01' ip='10.0.0.4'/>",
        );
    }

    #[test]
    fn ranges_of_dhcp_are_added_and_deleted() {
        check(
            S::IpDhcpRange,
            &[
                (C::Modify, "<range start='10.0.0.2' end='10.0.0.9'/>", false),
                (C::AddLast, "<range start='10.0.0.2' end='10.0.0.9'/>", false),
                (C::AddLast, "<range start='10.0.0.20' end='10.0.0.29'/>", true),
                (C::Delete, "<range start='10.0.0.2' end='10.0.0.9'/>", true),
            ],
            "<dhcp><range start='10.0.0.20' end='10.0.0.29'/></dhcp>",
        );
    }

    #[test]
    fn other_sections() {
        check(S::Portgroup, &[(C::AddLast, "<portgroup name='p'/>", true)], "<portgroup name='p'");
        check(S::DnsTxt, &[(C::AddLast, "<txt name='a' value='b'/>", true)], "<txt name='a' value='b'/>");
        check(
            S::DnsHost,
            &[(C::AddLast, "<host ip='10.0.0.7'><hostname>h</hostname></host>", true)],
            "<hostname>h</hostname>",
        );
        check(
            S::DnsSrv,
            &[
                (C::AddLast, "<srv service='s' protocol='tcp'/>", true),
                (C::Delete, "<srv service='s' protocol='tcp'/>", true),
                (C::Delete, "<srv service='s' protocol='tcp'/>", false),
            ],
            "<name>n</name>",
        );
        check(S::Bridge, &[(C::Modify, "<bridge name='c'/>", false)], "<bridge name='b'");
    }
}
