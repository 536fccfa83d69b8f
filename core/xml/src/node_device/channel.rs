//! The channels of s390: subchannels, the devices on them, and groups of devices.

use super::mdev::MdevTypes;
use crate::scalar::Hex;
use crate::{element, group, words};

words! {
    /// Whether a device is in use.
    ChannelState {
        Online "online" "Yes.",
        Offline "offline" "No.",
    }
}

/// The place of a device.
#[group]
pub struct ChannelAddress {
    /// The channel subsystem.
    #[xml("cssid")]
    pub cssid: Option<Hex<1>>,
    /// The set of subchannels.
    #[xml("ssid")]
    pub ssid: Option<Hex<1>>,
    /// The device number.
    #[xml("devno")]
    pub devno: Option<Hex<4>>,
}

/// A device.
#[group]
pub struct CcwCapability {
    /// Whether it is in use.
    #[xml("state")]
    pub state: Option<ChannelState>,
    /// Where it is.
    pub address: ChannelAddress,
    /// The group that it is in.
    pub capabilities: Vec<CcwSubCapability>,
}

/// What a device is beyond itself.
#[element("capability", by = "type")]
pub enum CcwSubCapability {
    /// A member of a group.
    #[xml("ccwgroup_member")]
    GroupMember(CcwGroupMembership),
}

/// A group, by its name.
#[group]
pub struct CcwGroupMembership {
    /// The name of the group's device.
    #[xml("group_device")]
    pub group_device: Option<String>,
}

/// A group of devices that work as one.
#[group]
pub struct CcwGroupCapability {
    /// Whether it is in use.
    #[xml("state")]
    pub state: Option<ChannelState>,
    /// Where it is.
    pub address: ChannelAddress,
    /// Its members.
    #[xml("members/ccw_device")]
    pub members: Vec<CcwGroupMember>,
    /// What it is.
    pub capabilities: Vec<CcwGroupSubCapability>,
}

/// A member of a group.
#[element("ccw_device")]
pub struct CcwGroupMember {
    /// Its name in the group.
    #[xml("@ref")]
    pub reference: Option<String>,
    /// Its name on the host.
    #[xml(".")]
    pub name: Option<String>,
}

/// What a group is.
#[element("capability", by = "type")]
pub enum CcwGroupSubCapability {
    /// A network card of some layer that is not chosen yet.
    #[xml("qeth_generic")]
    QethGeneric(Qeth),
    /// A network card that carries frames.
    #[xml("qeth_layer2")]
    QethLayer2(Qeth),
    /// A network card that carries IP packets.
    #[xml("qeth_layer3")]
    QethLayer3(Qeth),
}

/// A network card.
#[group]
pub struct Qeth {
    /// The kind of card.
    #[xml("card_type")]
    pub card_type: Option<String>,
    /// Its channel path.
    #[xml("chpid")]
    pub chpid: Option<String>,
}

/// A subchannel.
#[group]
pub struct CssCapability {
    /// Where it is.
    pub address: ChannelAddress,
    /// Where the device on it is.
    pub channel_device: Option<ChannelDevice>,
    /// What it can do beyond.
    pub capabilities: Vec<CssSubCapability>,
}

/// The device on a subchannel.
#[element("channel_dev_addr")]
pub struct ChannelDevice {
    /// Where it is.
    pub address: ChannelAddress,
}

/// What a subchannel can do.
#[element("capability", by = "type")]
pub enum CssSubCapability {
    /// Mediated devices can be made on it.
    #[xml("mdev_types")]
    MdevTypes(MdevTypes),
}
