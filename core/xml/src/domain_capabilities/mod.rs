//! `<domainCapabilities>`: what guests of one emulator, machine and virtualization type can have.

mod cpu;
mod devices;
mod features;

pub use cpu::{
    CpuBlockers, CpuCapabilities, CpuCustom, CpuFeatureName, CpuFeaturePolicy, CpuHostModel, CpuHostModelFeature,
    CpuHostModelName, CpuModeCapability, CpuModeChoices, CpuModelEntry, CpuModelUse, CpuUsable,
};
pub use devices::DevicesCapabilities;
pub use features::{FeaturesCapabilities, SevCapability, SgxCapability, SgxSection};

use crate::element;
use crate::scalar::YesNo;

/// What guests can have.
#[element("domainCapabilities")]
pub struct DomainCapabilities {
    /// The emulator.
    #[xml("path")]
    pub path: Option<String>,
    /// The virtualization type.
    #[xml("domain")]
    pub domain: Option<String>,
    /// The machine.
    #[xml("machine")]
    pub machine: Option<String>,
    /// The architecture.
    #[xml("arch")]
    pub arch: Option<String>,
    /// The most virtual CPUs.
    #[xml("vcpu/@max")]
    pub vcpu_max: Option<u32>,
    /// Threads of their own for disks.
    #[xml("iothreads")]
    pub iothreads: Option<Support>,
    /// How guests boot.
    pub os: Option<OsCapabilities>,
    /// Their CPUs.
    pub cpu: Option<CpuCapabilities>,
    /// What their memory is backed by.
    #[xml("memoryBacking")]
    pub memory_backing: Option<Support>,
    /// Their devices.
    pub devices: Option<DevicesCapabilities>,
    /// Features of hypervisor and machine.
    pub features: Option<FeaturesCapabilities>,
}

/// How guests boot.
#[element("os")]
pub struct OsCapabilities {
    /// Whether anything of it works.
    pub supported: Option<YesNo>,
    /// The choices.
    pub enums: Vec<Enumeration>,
    /// The loader: firmware that is named by its file.
    pub loader: Option<LoaderCapabilities>,
}

/// Firmware that is named by its file.
#[element("loader")]
pub struct LoaderCapabilities {
    /// Whether it works.
    pub supported: Option<YesNo>,
    /// The files that are known.
    #[xml("value")]
    pub values: Vec<String>,
    /// The choices.
    pub enums: Vec<Enumeration>,
}

/// Something that is supported or not, with its choices.
#[element("feature")]
pub struct Support {
    /// Whether it works.
    pub supported: Option<YesNo>,
    /// The choices.
    pub enums: Vec<Enumeration>,
}

/// The words that an attribute of a domain document can have.
#[element("enum")]
pub struct Enumeration {
    /// The attribute.
    pub name: Option<String>,
    /// The words.
    #[xml("value")]
    pub values: Vec<String>,
}

impl Support {
    /// Something without choices.
    pub fn plain(is_supported: bool) -> Support {
        Support { supported: Some(is_supported.into()), enums: Vec::new() }
    }

    /// Something that is supported, with choices.
    pub fn with(enums: Vec<Enumeration>) -> Support {
        Support { supported: Some(YesNo::Yes), enums }
    }

    /// Whether it works.
    pub fn is_supported(&self) -> bool {
        self.supported == Some(YesNo::Yes)
    }

    /// The words of a choice; none when there is no such choice.
    pub fn values(&self, name: &str) -> &[String] {
        let found = self.enums.iter().find(|choice| choice.name.as_deref() == Some(name));
        found.map(|choice| choice.values.as_slice()).unwrap_or_default()
    }
}

impl Enumeration {
    /// A choice.
    pub fn new<T: Into<String>>(name: &str, values: impl IntoIterator<Item = T>) -> Enumeration {
        Enumeration { name: Some(name.to_owned()), values: values.into_iter().map(Into::into).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format, ParseOptions};

    #[test]
    fn what_is_read_is_written() {
        let text = "\
<domainCapabilities>
  <path>/bin/qemu</path>
  <domain>kvm</domain>
  <machine>pc-q35-1</machine>
  <arch>x86_64</arch>
  <vcpu max='288'/>
  <iothreads supported='yes'/>
  <os supported='yes'>
    <enum name='firmware'>
      <value>efi</value>
    </enum>
    <loader supported='yes'>
      <value>/a.fd</value>
      <enum name='type'>
        <value>rom</value>
      </enum>
    </loader>
  </os>
  <cpu>
    <mode name='host-passthrough' supported='yes'>
      <enum name='hostPassthroughMigratable'>
        <value>on</value>
      </enum>
    </mode>
    <mode name='maximum' supported='no'/>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>EPYC</model>
      <vendor>AMD</vendor>
      <maxphysaddr mode='passthrough' limit='48'/>
      <feature policy='require' name='x2apic'/>
    </mode>
    <mode name='custom' supported='yes'>
      <model usable='no' deprecated='yes' vendor='Intel' canonical='a-v1'>a</model>
      <blockers model='a'>
        <feature name='erms'/>
      </blockers>
      <model usable='yes' vendor='unknown'>b</model>
    </mode>
  </cpu>
  <memoryBacking supported='yes'>
    <enum name='sourceType'>
      <value>file</value>
    </enum>
  </memoryBacking>
  <devices>
    <disk supported='yes'>
      <enum name='bus'/>
    </disk>
    <tpm supported='no'/>
  </devices>
  <features>
    <gic supported='no'/>
    <genid supported='yes'/>
    <async-teardown supported='yes'/>
    <s390-pv supported='no'/>
    <sev supported='yes'>
      <cbitpos>51</cbitpos>
      <reducedPhysBits>1</reducedPhysBits>
      <maxGuests>59</maxGuests>
      <maxESGuests>450</maxESGuests>
      <cpu0Id>x</cpu0Id>
    </sev>
    <sgx supported='yes'>
      <flc>no</flc>
      <sgx1>yes</sgx1>
      <sgx2>no</sgx2>
      <section_size unit='KiB'>12</section_size>
      <sections>
        <section node='0' size='12' unit='KiB'/>
      </sections>
    </sgx>
    <launchSecurity supported='no'/>
  </features>
</domainCapabilities>
";
        let capabilities = DomainCapabilities::parse(text, &ParseOptions::default().strict()).unwrap();
        assert_eq!(capabilities.to_xml(&Format::default()), text);
    }

    #[test]
    fn choices_are_found_by_name() {
        let disk = Support::with(vec![Enumeration::new("bus", ["ide", "virtio"])]);
        assert!(disk.is_supported());
        assert_eq!(disk.values("bus"), ["ide", "virtio"]);
        assert!(disk.values("model").is_empty());
    }
}
