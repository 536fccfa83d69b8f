//! Groups of attributes that protocols share.

use super::sign::attributes;
use super::value::{
    ArpOpcode, EtherType, IpProtocol, Ipv4Mask, Ipv6Mask, MacMask, Number, SetEnd, SetFlags, SetName, Setting,
    StateFlags, TcpFlags, Text, Truth,
};
use crate::scalar::MacAddress;
use std::net::{Ipv4Addr, Ipv6Addr};

attributes! {
    /// Addresses of Ethernet.
    LinkMatch {
        /// The sender's address.
        srcmacaddr: MacAddress;
        /// Which bits of it count.
        srcmacmask: MacMask, follows srcmacaddr;
        /// The receiver's address.
        dstmacaddr: MacAddress;
        /// Which bits of it count.
        dstmacmask: MacMask, follows dstmacaddr;
    }

    /// What Ethernet carries.
    EtherProtocol {
        /// The protocol.
        protocolid: EtherType;
    }

    /// A tag of a VLAN.
    VlanMatch {
        /// The VLAN's number.
        vlanid: Number<4095>;
        /// The protocol behind the tag.
        #[xml("@encap-protocol")]
        encap_protocol: EtherType;
    }

    /// Frames of the spanning tree protocol. Of runs, `_hi` is the last value.
    StpMatch {
        /// The sender's address.
        srcmacaddr: MacAddress;
        /// Which bits of it count.
        srcmacmask: MacMask, follows srcmacaddr;
        /// The type of frame.
        #[xml("@type")]
        frame_type: Number<255>;
        /// Its flags.
        flags: Number<255>;
        /// The root's priority.
        #[xml("@root-priority")]
        root_priority: Number<65535>;
        /// The last of a run of priorities.
        #[xml("@root-priority-hi")]
        root_priority_hi: Number<65535>, follows root_priority;
        /// The root's address.
        #[xml("@root-address")]
        root_address: MacAddress;
        /// Which bits of it count.
        #[xml("@root-address-mask")]
        root_address_mask: MacMask, follows root_address;
        /// The cost of the way to the root.
        #[xml("@root-cost")]
        root_cost: Number<{ u32::MAX }>;
        /// The last of a run of costs.
        #[xml("@root-cost-hi")]
        root_cost_hi: Number<{ u32::MAX }>, follows root_cost;
        /// The sending bridge's priority.
        #[xml("@sender-priority")]
        sender_priority: Number<65535>;
        /// The last of a run of priorities.
        #[xml("@sender-priority-hi")]
        sender_priority_hi: Number<65535>, follows sender_priority;
        /// The sending bridge's address.
        #[xml("@sender-address")]
        sender_address: MacAddress;
        /// Which bits of it count.
        #[xml("@sender-address-mask")]
        sender_address_mask: MacMask, follows sender_address;
        /// The sending port.
        port: Number<65535>;
        /// The last of a run of ports.
        #[xml("@port-hi")]
        port_hi: Number<65535>, follows port;
        /// The frame's age.
        age: Number<65535>;
        /// The last of a run of ages.
        #[xml("@age-hi")]
        age_hi: Number<65535>, follows age;
        /// The greatest age.
        #[xml("@max-age")]
        max_age: Number<65535>;
        /// The last of a run of greatest ages.
        #[xml("@max-age-hi")]
        max_age_hi: Number<65535>, follows max_age;
        /// The time between frames.
        #[xml("@hello-time")]
        hello_time: Number<65535>;
        /// The last of a run of times.
        #[xml("@hello-time-hi")]
        hello_time_hi: Number<65535>, follows hello_time;
        /// The time before a bridge forwards.
        #[xml("@forward-delay")]
        forward_delay: Number<65535>;
        /// The last of a run of times.
        #[xml("@forward-delay-hi")]
        forward_delay_hi: Number<65535>, follows forward_delay;
    }

    /// Address resolution.
    ArpMatch {
        /// The kind of hardware.
        hwtype: Number<65535>;
        /// The kind of protocol.
        protocoltype: Number<65535>;
        /// What is asked or answered.
        opcode: ArpOpcode;
        /// The sender's hardware address in the packet.
        arpsrcmacaddr: MacAddress;
        /// The target's hardware address in the packet.
        arpdstmacaddr: MacAddress;
        /// The sender's IP address.
        arpsrcipaddr: Ipv4Addr;
        /// How many bits of it count.
        arpsrcipmask: Ipv4Mask;
        /// The target's IP address.
        arpdstipaddr: Ipv4Addr;
        /// How many bits of it count.
        arpdstipmask: Ipv4Mask;
        /// Whether sender and target are the same.
        gratuitous: Truth;
    }

    /// Addresses of IPv4.
    Ipv4Addresses {
        /// The sender's address.
        srcipaddr: Ipv4Addr;
        /// How many bits of it count.
        srcipmask: Ipv4Mask, follows srcipaddr;
        /// The receiver's address.
        dstipaddr: Ipv4Addr;
        /// How many bits of it count.
        dstipmask: Ipv4Mask, follows dstipaddr;
    }

    /// Addresses of IPv6.
    Ipv6Addresses {
        /// The sender's address.
        srcipaddr: Ipv6Addr;
        /// How many bits of it count.
        srcipmask: Ipv6Mask, follows srcipaddr;
        /// The receiver's address.
        dstipaddr: Ipv6Addr;
        /// How many bits of it count.
        dstipmask: Ipv6Mask, follows dstipaddr;
    }

    /// What IP carries.
    NextProtocol {
        /// The protocol.
        protocol: IpProtocol;
    }

    /// Ports.
    PortMatch {
        /// The sender's port, the first of a run.
        srcportstart: Number<65535>;
        /// The last of a run.
        srcportend: Number<65535>, follows srcportstart;
        /// The receiver's port, the first of a run.
        dstportstart: Number<65535>, follows srcportstart;
        /// The last of a run.
        dstportend: Number<65535>, follows srcportstart;
    }

    /// The class of service.
    Dscp {
        /// Its code.
        dscp: Number<63>;
    }

    /// Messages of ICMP, in runs.
    IcmpRanges {
        /// The type, the first of a run.
        #[xml("@type")]
        icmp_type: Number<255>;
        /// The last of a run.
        typeend: Number<255>, follows icmp_type;
        /// The code, the first of a run.
        code: Number<255>, follows icmp_type;
        /// The last of a run.
        codeend: Number<255>, follows icmp_type;
    }

    /// A message of ICMP.
    IcmpType {
        /// Its type.
        #[xml("@type")]
        icmp_type: Number<255>;
        /// Its code.
        code: Number<255>, follows icmp_type;
    }

    /// Flags and options of TCP.
    TcpMatch {
        /// An option that is there.
        option: Number<255>;
        /// Which flags are looked at, and which of them are set.
        flags: TcpFlags;
    }

    /// A set of the host's firewall.
    SetMatch {
        /// Its name.
        ipset: SetName;
        /// Which ends of the packet are looked up in it.
        ipsetflags: SetFlags;
    } => settle_set;

    /// A remark for readers of the host's firewall.
    Comment {
        /// The remark.
        #[xml(since = "0.8.5")]
        comment: Text;
    }
}

/// As libvirt has it: the sender is looked up in a set that is named alone, and where flags are given there is no set.
fn settle_set(positive: &mut SetMatch, negative: &mut SetMatch) {
    let has_name = positive.ipset.is_some() || negative.ipset.is_some();
    let has_flags = positive.ipsetflags.is_some() || negative.ipsetflags.is_some();
    if has_name && !has_flags {
        positive.ipsetflags = Some(Setting::Value(SetFlags(vec![SetEnd::Source])));
    } else {
        (*positive, *negative) = (SetMatch::default(), SetMatch::default());
    }
}

/// Declares what protocols over IP have in common, for a family of addresses.
macro_rules! ip_match {
    ($(#[$meta:meta])* $name:ident, $address:ty, $mask:ty) => {
        attributes! {
            $(#[$meta])*
            $name {
                /// The sender's address of Ethernet.
                srcmacaddr: MacAddress;
                /// The sender's address.
                srcipaddr: $address;
                /// How many bits of it count.
                srcipmask: $mask, follows srcipaddr;
                /// The receiver's address.
                dstipaddr: $address;
                /// How many bits of it count.
                dstipmask: $mask, follows dstipaddr;
                /// The first of a run of senders.
                srcipfrom: $address;
                /// The last of it.
                srcipto: $address, follows srcipfrom;
                /// The first of a run of receivers.
                dstipfrom: $address;
                /// The last of it.
                dstipto: $address, follows dstipfrom;
                /// The class of service.
                dscp: Number<63>;
                /// How many connections there are already.
                #[xml("@connlimit-above")]
                connlimit_above: Number<65535>;
                /// What is known of the connection.
                state: StateFlags;
            }
        }
    };
}

ip_match!(
    /// What protocols over IPv4 have in common.
    Ipv4Match,
    Ipv4Addr,
    Ipv4Mask
);
ip_match!(
    /// What protocols over IPv6 have in common.
    Ipv6Match,
    Ipv6Addr,
    Ipv6Mask
);
