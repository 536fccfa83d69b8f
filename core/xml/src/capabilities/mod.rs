//! `<capabilities>`: what a host is, and which guests its hypervisor can run.

mod cache;
mod cpu;
mod guest;
mod security;
mod topology;

pub use cache::{
    CacheControl, CacheKind, HostCache, HostCacheBank, MemoryBandwidth, MemoryBandwidthControl, MemoryBandwidthNode,
    ResourceMonitor, ResourceMonitorFeature,
};
pub use cpu::{
    HostCpu, HostCpuCounter, HostCpuFeature, HostCpuFlags, HostCpuMicrocode, HostCpuSignature, HostCpuTopology,
    HostMaxPhysAddr, HostPageSize, PhysAddrMode,
};
pub use guest::{
    Guest, GuestArchitecture, GuestDomain, GuestDomainType, GuestFeature, GuestFeatures, GuestMachine, GuestOsType,
};
pub use security::{BaseLabel, SecurityModel};
pub use topology::{
    CellCache, CellCacheAssociativity, CellCachePolicy, CellCacheSize, CellCpu, CellCpus, CellDistance, CellPages,
    HostCell, HostCells, HostTopology, Interconnect, InterconnectBandwidth, InterconnectKind, InterconnectLatency,
    Interconnects,
};

use crate::element;
use crate::scalar::YesNo;
use uuid::Uuid;

/// What a host is, and which guests its hypervisor can run.
#[element("capabilities")]
pub struct Capabilities {
    /// The host.
    pub host: Option<Host>,
    /// The guests, one entry for each architecture and kind of operating system.
    pub guests: Vec<Guest>,
}

/// The host.
#[element("host")]
pub struct Host {
    /// Its identity.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
    /// Its processor.
    pub cpu: Option<HostCpu>,
    /// How it can be put to sleep.
    pub power_management: Option<PowerManagement>,
    /// Whether it isolates devices from each other.
    #[xml("iommu/@support")]
    pub iommu: Option<YesNo>,
    /// What migration it takes part in.
    pub migration_features: Option<MigrationFeatures>,
    /// Its NUMA nodes.
    pub topology: Option<HostTopology>,
    /// Its caches.
    pub cache: Option<HostCache>,
    /// Its control of memory bandwidth.
    pub memory_bandwidth: Option<MemoryBandwidth>,
    /// Its security models.
    pub security_models: Vec<SecurityModel>,
}

/// How a host can be put to sleep.
#[element("power_management")]
pub struct PowerManagement {
    /// Suspend to memory.
    pub suspend_mem: bool,
    /// Suspend to disk.
    pub suspend_disk: bool,
    /// Both at once.
    pub suspend_hybrid: bool,
}

/// What migration a host takes part in.
#[element("migration_features")]
pub struct MigrationFeatures {
    /// Guests can keep running meanwhile.
    pub live: bool,
    /// The schemes of the URIs that name a destination.
    #[xml("uri_transports/uri_transport")]
    pub uri_transports: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format, ParseOptions};

    #[test]
    fn what_is_read_is_written() {
        let text = "\
<capabilities>
  <host>
    <uuid>6d5f1c0a-52e1-4b0c-9f7a-3e2d18c4b960</uuid>
    <cpu>
      <arch>x86_64</arch>
      <model>Skylake-Server</model>
      <vendor>Intel</vendor>
      <microcode version='7'/>
      <signature family='6' model='85' stepping='4'/>
      <counter name='tsc' frequency='2000000000' scaling='no'/>
      <topology sockets='1' dies='1' clusters='1' cores='2' threads='1'/>
      <maxphysaddr mode='emulate' bits='48'/>
      <feature name='aes'/>
      <pages unit='KiB' size='4'/>
    </cpu>
    <power_management>
      <suspend_mem/>
    </power_management>
    <iommu support='no'/>
    <migration_features>
      <live/>
      <uri_transports>
        <uri_transport>tcp</uri_transport>
      </uri_transports>
    </migration_features>
    <topology>
      <cells num='1'>
        <cell id='0'>
          <memory unit='KiB'>1024</memory>
          <pages unit='KiB' size='4'>256</pages>
          <distances>
            <sibling id='0' value='10'/>
          </distances>
          <cache level='1' associativity='direct' policy='writeback'>
            <size value='10' unit='KiB'/>
            <line value='8' unit='B'/>
          </cache>
          <cpus num='1'>
            <cpu id='0' socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0'/>
          </cpus>
        </cell>
      </cells>
      <interconnects>
        <latency initiator='0' target='0' type='read' value='5'/>
        <bandwidth initiator='0' target='0' cache='1' type='access' value='6' unit='KiB'/>
      </interconnects>
    </topology>
    <cache>
      <bank id='0' level='3' type='both' size='32' unit='MiB' cpus='0-1'>
        <control granularity='768' min='1536' unit='KiB' type='code' maxAllocs='8'/>
      </bank>
      <monitor level='3' reuseThreshold='270336' maxMonitors='176'>
        <feature name='llc_occupancy'/>
      </monitor>
    </cache>
    <memory_bandwidth>
      <node id='0' cpus='0'>
        <control granularity='10' min='10' maxAllocs='4'/>
      </node>
    </memory_bandwidth>
    <secmodel>
      <model>dac</model>
      <doi>0</doi>
      <baselabel type='kvm'>+0:+0</baselabel>
    </secmodel>
  </host>
  <guest>
    <os_type>hvm</os_type>
    <arch name='i686'>
      <wordsize>32</wordsize>
      <emulator>/bin/qemu</emulator>
      <machine maxCpus='255'>pc-1</machine>
      <machine canonical='pc-1' maxCpus='255' deprecated='yes'>pc</machine>
      <domain type='kvm'>
        <emulator>/bin/kvm</emulator>
      </domain>
    </arch>
    <features>
      <pae/>
      <nonpae/>
      <acpi default='on' toggle='yes'/>
      <cpuselection/>
      <externalSnapshot/>
    </features>
  </guest>
</capabilities>
";
        let capabilities = Capabilities::parse(text, &ParseOptions::default().strict()).unwrap();
        assert_eq!(capabilities.to_xml(&Format::default()), text);
    }
}
