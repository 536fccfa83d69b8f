//! SCSI: adapters, targets and devices.

use crate::{element, group};

/// A SCSI device as programs without a driver use it.
#[group]
pub struct ScsiGenericCapability {
    /// Its file in `/dev`.
    #[xml("char")]
    pub path: Option<String>,
}

/// A SCSI host adapter.
#[group]
pub struct ScsiHostCapability {
    /// Its number.
    #[xml("host")]
    pub host: Option<u32>,
    /// Which of several on one device.
    #[xml("unique_id", since = "1.2.7")]
    pub unique_id: Option<i32>,
    /// What it can do beyond.
    pub capabilities: Vec<ScsiHostSubCapability>,
}

/// What a SCSI host adapter can do.
#[element("capability", by = "type")]
pub enum ScsiHostSubCapability {
    /// Fibre Channel.
    #[xml("fc_host")]
    FibreChannel(FibreChannelHost),
    /// Virtual adapters.
    #[xml("vport_ops")]
    VirtualPorts(VirtualPorts),
}

/// A Fibre Channel adapter.
#[group]
pub struct FibreChannelHost {
    /// Its node name.
    #[xml("wwnn")]
    pub wwnn: Option<String>,
    /// Its port name.
    #[xml("wwpn")]
    pub wwpn: Option<String>,
    /// Its fabric.
    #[xml("fabric_wwn")]
    pub fabric_wwn: Option<String>,
}

/// Virtual adapters.
#[group]
pub struct VirtualPorts {
    /// How many there can be.
    #[xml("max_vports")]
    pub max_vports: Option<u32>,
    /// How many there are.
    #[xml("vports")]
    pub vports: Option<u32>,
}

/// A SCSI target.
#[group]
pub struct ScsiTargetCapability {
    /// Its name.
    #[xml("target")]
    pub target: Option<String>,
    /// What it is.
    pub capabilities: Vec<ScsiTargetSubCapability>,
}

/// What a SCSI target is.
#[element("capability", by = "type")]
pub enum ScsiTargetSubCapability {
    /// A port of Fibre Channel.
    #[xml("fc_remote_port")]
    FibreChannel(FibreChannelRemotePort),
}

/// A port of Fibre Channel elsewhere.
#[group]
pub struct FibreChannelRemotePort {
    /// Its name on the host.
    #[xml("rport")]
    pub rport: Option<String>,
    /// Its port name.
    #[xml("wwpn")]
    pub wwpn: Option<String>,
}

/// A SCSI device.
#[group]
pub struct ScsiCapability {
    /// The adapter.
    #[xml("host")]
    pub host: Option<u32>,
    /// The bus.
    #[xml("bus")]
    pub bus: Option<u32>,
    /// The target.
    #[xml("target")]
    pub target: Option<u32>,
    /// The unit.
    #[xml("lun")]
    pub lun: Option<u32>,
    /// What kind of device it is.
    #[xml("type")]
    pub device_type: Option<String>,
}
