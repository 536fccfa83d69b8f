//! The protocols of rules.

use super::attributes::{
    ArpMatch, Comment, Dscp, EtherProtocol, IcmpRanges, IcmpType, Ipv4Addresses, Ipv4Match, Ipv6Addresses, Ipv6Match,
    LinkMatch, NextProtocol, PortMatch, SetMatch, StpMatch, TcpMatch, VlanMatch,
};
use super::sign::Signed;
use crate::scalar::YesNo;
use crate::{Result, element, group};

/// An element of a rule.
pub(super) trait Condition: Signed + PartialEq {
    /// Whether it matches what differs.
    fn is_negative(&self) -> bool;
    /// Sets whether it matches what differs.
    fn set_negative(&mut self, is_negative: bool);
}

/// Declares elements of rules by their groups of attributes. Of groups marked `settles`, attributes that refine
/// others have the sign of the others; elsewhere each has its own.
macro_rules! conditions {
    ($($(#[$meta:meta])* $name:ident($tag:literal) { $($(#[$field_meta:meta])* $field:ident: $type:ty $(, $settles:ident)?;)+ })+) => {$(
        $(#[$meta])*
        #[element($tag)]
        pub struct $name {
            /// Whether packets match that are like this, or those that are not.
            #[xml("@match")]
            pub matches: Option<YesNo>,
            $($(#[$field_meta])* pub $field: $type,)+
            /// A remark.
            pub comment: Comment,
        }

        impl Signed for $name {
            fn validate(&self) -> Result<()> {
                $(Signed::validate(&self.$field)?;)+
                Signed::validate(&self.comment)
            }

            fn absorb(from: &mut Self, to: &mut Self, opposite: &mut Self) {
                $(Signed::absorb(&mut from.$field, &mut to.$field, &mut opposite.$field);)+
                Signed::absorb(&mut from.comment, &mut to.comment, &mut opposite.comment);
            }

            fn settle(positive: &mut Self, negative: &mut Self) {
                let _ = (&positive, &negative);
                $($(<$type as Signed>::$settles(&mut positive.$field, &mut negative.$field);)?)+
            }
        }

        impl Condition for $name {
            fn is_negative(&self) -> bool {
                self.matches == Some(YesNo::No)
            }

            fn set_negative(&mut self, is_negative: bool) {
                self.matches = is_negative.then_some(YesNo::No);
            }
        }
    )+};
}

conditions! {
    /// `<mac>`: frames of Ethernet.
    MacRule("mac") {
        /// Addresses.
        link: LinkMatch, settle;
        /// What is carried.
        ether: EtherProtocol;
    }

    /// `<vlan>`: frames with a VLAN's tag.
    VlanRule("vlan") {
        /// Addresses.
        link: LinkMatch, settle;
        /// The tag.
        vlan: VlanMatch;
    }

    /// `<stp>`: frames of the spanning tree protocol.
    StpRule("stp") {
        /// The frame.
        stp: StpMatch, settle;
    }

    /// `<arp>` and `<rarp>`: address resolution.
    ArpRule("arp") {
        /// Addresses.
        link: LinkMatch;
        /// The packet.
        arp: ArpMatch;
    }

    /// `<ip>`: IPv4 as Ethernet sees it.
    Ipv4Rule("ip") {
        /// Addresses of Ethernet.
        link: LinkMatch;
        /// Addresses.
        addresses: Ipv4Addresses, settle;
        /// What is carried.
        next: NextProtocol;
        /// Ports.
        ports: PortMatch;
        /// The class of service.
        dscp: Dscp;
    }

    /// `<ipv6>`: IPv6 as Ethernet sees it.
    Ipv6Rule("ipv6") {
        /// Addresses of Ethernet.
        link: LinkMatch;
        /// Addresses.
        addresses: Ipv6Addresses, settle;
        /// What is carried.
        next: NextProtocol;
        /// Ports.
        ports: PortMatch;
        /// Messages.
        icmp: IcmpRanges, settle;
    }

    /// `<tcp>`: TCP over IPv4.
    TcpRule("tcp") {
        /// The packet.
        ip: Ipv4Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
        /// Ports.
        ports: PortMatch, settle;
        /// Flags and options.
        tcp: TcpMatch;
    }

    /// `<tcp-ipv6>`: TCP over IPv6.
    TcpIpv6Rule("tcp-ipv6") {
        /// The packet.
        ip: Ipv6Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
        /// Ports.
        ports: PortMatch, settle;
        /// Flags and options.
        tcp: TcpMatch;
    }

    /// `<udp>` and `<sctp>`: protocols with ports over IPv4.
    Ipv4PortRule("udp") {
        /// The packet.
        ip: Ipv4Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
        /// Ports.
        ports: PortMatch, settle;
    }

    /// `<udp-ipv6>` and `<sctp-ipv6>`: protocols with ports over IPv6.
    Ipv6PortRule("udp-ipv6") {
        /// The packet.
        ip: Ipv6Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
        /// Ports.
        ports: PortMatch, settle;
    }

    /// `<icmp>`: ICMP over IPv4.
    Icmpv4Rule("icmp") {
        /// The packet.
        ip: Ipv4Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
        /// The message.
        icmp: IcmpType, settle;
    }

    /// `<icmpv6>`: ICMP over IPv6.
    Icmpv6Rule("icmpv6") {
        /// The packet.
        ip: Ipv6Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
        /// The message.
        icmp: IcmpType, settle;
    }

    /// `<all>`: everything over IPv4.
    Ipv4AnyRule("all") {
        /// The packet.
        ip: Ipv4Match, settle;
        /// A set of the firewall.
        set: SetMatch;
    }

    /// `<all-ipv6>`: everything over IPv6.
    Ipv6AnyRule("all-ipv6") {
        /// The packet.
        ip: Ipv6Match, settle;
        /// A set of the firewall.
        set: SetMatch;
    }

    /// `<igmp>`, `<esp>`, `<ah>` and `<udplite>`: other protocols over IPv4.
    Ipv4OtherRule("esp") {
        /// The packet.
        ip: Ipv4Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
    }

    /// `<esp-ipv6>`, `<ah-ipv6>` and `<udplite-ipv6>`: other protocols over IPv6.
    Ipv6OtherRule("esp-ipv6") {
        /// The packet.
        ip: Ipv6Match, settle;
        /// A set of the firewall.
        set: SetMatch, settle;
    }
}

/// Declares the protocols, and how elements of one are merged.
macro_rules! protocols {
    ($($(#[$meta:meta])* $name:ident($type:ty);)+) => {
        /// A protocol, and what matches of it.
        #[group(choice)]
        pub enum Protocol {
            $($(#[$meta])* $name(Box<$type>),)+
        }

        impl Protocol {
            /// Refuses values that mean nothing.
            pub(super) fn validate(&self) -> Result<()> {
                match self { $(Protocol::$name(rule) => rule.validate(),)+ }
            }

            /// Merges the elements of the first one's protocol, and drops the others.
            pub(super) fn merge(elements: Vec<Protocol>) -> Vec<Protocol> {
                match elements.first() {
                    None => elements,
                    $(Some(Protocol::$name(_)) => {
                        let same = elements.into_iter().filter_map(|element| match element {
                            Protocol::$name(element) => Some(*element),
                            _ => None,
                        });
                        merge(same).into_iter().map(|element| Protocol::$name(Box::new(element))).collect()
                    })+
                }
            }
        }
    };
}

protocols! {
    /// Ethernet.
    Mac(MacRule);
    /// A VLAN's tag.
    #[xml(since = "0.9.8")]
    Vlan(VlanRule);
    /// The spanning tree protocol.
    #[xml(since = "0.9.8")]
    Stp(StpRule);
    /// Address resolution.
    Arp(ArpRule);
    /// Reverse address resolution.
    Rarp(ArpRule);
    /// IPv4.
    Ip(Ipv4Rule);
    /// IPv6.
    Ipv6(Ipv6Rule);
    /// TCP over IPv4.
    Tcp(TcpRule);
    /// UDP over IPv4.
    Udp(Ipv4PortRule);
    /// SCTP over IPv4.
    Sctp(Ipv4PortRule);
    /// ICMP over IPv4.
    Icmp(Icmpv4Rule);
    /// IGMP over IPv4.
    Igmp(Ipv4OtherRule);
    /// Everything over IPv4.
    All(Ipv4AnyRule);
    /// ESP over IPv4.
    Esp(Ipv4OtherRule);
    /// AH over IPv4.
    Ah(Ipv4OtherRule);
    /// UDP-Lite over IPv4.
    Udplite(Ipv4OtherRule);
    /// TCP over IPv6.
    TcpIpv6(TcpIpv6Rule);
    /// UDP over IPv6.
    UdpIpv6(Ipv6PortRule);
    /// SCTP over IPv6.
    SctpIpv6(Ipv6PortRule);
    /// ICMP over IPv6.
    Icmpv6(Icmpv6Rule);
    /// Everything over IPv6.
    AllIpv6(Ipv6AnyRule);
    /// ESP over IPv6.
    EspIpv6(Ipv6OtherRule);
    /// AH over IPv6.
    AhIpv6(Ipv6OtherRule);
    /// UDP-Lite over IPv6.
    UdpliteIpv6(Ipv6OtherRule);
}

/// One element for what is to match, and one for what is not, as far as there is any.
fn merge<T: Condition>(elements: impl Iterator<Item = T>) -> Vec<T> {
    let (mut positive, mut negative) = (T::default(), T::default());
    for mut element in elements {
        match element.is_negative() {
            true => T::absorb(&mut element, &mut negative, &mut positive),
            false => T::absorb(&mut element, &mut positive, &mut negative),
        }
    }
    T::settle(&mut positive, &mut negative);
    let mut merged = Vec::new();
    let has_negative = negative != T::default();
    if positive != T::default() || !has_negative {
        merged.push(positive);
    }
    if has_negative {
        negative.set_negative(true);
        merged.push(negative);
    }
    merged
}
