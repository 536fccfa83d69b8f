//! The machine and what runs its code.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::clock::TimerName;
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::memory_device::MemoryModel;
use ferrovirt_xml::domain::devices::misc::IommuModel;
use ferrovirt_xml::domain::features::{Features, IoApicDriver};
use ferrovirt_xml::domain::security::CipherName;
use ferrovirt_xml::domain::{Domain, DomainType};

use super::properties::{OptionList, on_off};
use super::{CommandLine, Launch, boot, incomplete, memory, unsupported};

/// The machine of the document.
pub(super) fn machine_name(domain: &Domain) -> Result<&str> {
    let machine = domain.os.os_type.as_ref().and_then(|kind| kind.machine.as_deref());
    machine.ok_or_else(|| incomplete("machine type"))
}

/// Whether this QEMU takes ACPI and timers as properties of the machine rather than as options of their own.
pub(super) fn has_machine_properties(machine: &str, launch: &Launch<'_>) -> bool {
    launch.capabilities.machine(machine).is_some_and(|machine| machine.acpi.is_some())
}

pub(super) fn machine(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let machine = machine_name(domain)?;
    let features = domain.features.as_ref();
    let devices = &domain.devices;
    let mut list = OptionList::from_value(machine);

    list.set("usb", "off");
    match features.and_then(|features| features.ioapic) {
        None => {}
        Some(IoApicDriver::Qemu) => list.set("kernel_irqchip", "split"),
        Some(IoApicDriver::Kvm) => list.set("kernel_irqchip", "on"),
    }
    list.set_switch("vmport", features.and_then(|features| features.vmport).map(|state| state.is_on()));
    let smm = features.and_then(|features| features.smm.as_ref());
    list.set_switch("smm", smm.map(|smm| smm.state.is_none_or(|state| state.is_on())));
    key_wrapping(&mut list, domain);
    if let Some(features) = features {
        self::features(&mut list, features)?;
    }
    list.set_switch("i8042", features.and_then(|features| features.ps2).map(|state| state.is_on()));
    if devices.iommu.as_ref().and_then(|iommu| iommu.model) == Some(IommuModel::Smmuv3) {
        list.set("iommu", "smmuv3");
    }
    let dump = domain.memory.as_ref().and_then(|memory| memory.dump_core);
    list.set("dump-guest-core", on_off(dump.map_or(launch.settings.dump_guest_core, |word| word.is_on())));
    if domain.memory_backing.as_ref().is_some_and(|backing| backing.nosharepages) {
        list.set("mem-merge", "off");
    }
    if devices.memories.iter().any(|device| device.model == Some(MemoryModel::Nvdimm)) {
        list.set("nvdimm", "on");
    }
    if super::numa::has_interconnects(domain) {
        list.set("hmat", "on");
    }
    if let Some(object) = memory::main_memory_object(domain, launch)? {
        list.set("memory-backend", object);
    }
    if domain.launch_security.is_some() {
        list.set("confidential-guest-support", "lsec0");
    }
    boot::machine_flash(&mut list, domain, launch)?;
    if let Some(sound) = devices.sounds.iter().find(|sound| sound.model == Some(SoundModel::Pcspk)) {
        list.set("pcspk-audiodev", super::sound::back_end(domain, sound)?);
    }
    if has_machine_properties(machine, launch) {
        let timers = domain.clock.iter().flat_map(|clock| &clock.timers);
        let hpet = timers.filter(|timer| timer.name == Some(TimerName::Hpet)).find_map(|timer| timer.present);
        list.set_switch("hpet", hpet.map(|word| word.is_yes()));
    }
    if launch.capabilities.machine(machine).and_then(|machine| machine.acpi) == Some(true) {
        list.set("acpi", on_off(features.is_some_and(|features| features.acpi)));
    }
    // Of QEMU before 10.0, where devices have none of their own.
    if !boot::devices_take_loadparm(launch) {
        list.set_some("loadparm", boot::first_loadparm(domain));
    }
    line.list("-machine", list);
    Ok(())
}

/// Which keys guests of IBM Z may wrap.
fn key_wrapping(list: &mut OptionList, domain: &Domain) {
    for cipher in &domain.keywrap_ciphers {
        let name = match cipher.name {
            Some(CipherName::Aes) => "aes-key-wrap",
            Some(CipherName::Dea) => "dea-key-wrap",
            None => continue,
        };
        list.set_switch(name, cipher.state.map(|state| state.is_on()));
    }
}

/// Features of machines other than the PC.
fn features(list: &mut OptionList, features: &Features) -> Result<()> {
    list.set_some("gic-version", features.gic.as_ref().and_then(|gic| gic.version).map(|version| version.as_str()));
    if let Some(table) = &features.hpt {
        list.set_some("resize-hpt", table.resizing.map(|resizing| resizing.as_str()));
        if let Some(size) = table.maxpagesize {
            list.set("cap-hpt-max-page-size", format!("{}k", size.kibibytes()?));
        }
    }
    list.set_switch("cap-htm", features.htm.map(|state| state.is_on()));
    list.set_switch("cap-nested-hv", features.nested_hv.map(|state| state.is_on()));
    list.set_switch("cap-ccf-assist", features.ccf_assist.map(|state| state.is_on()));
    list.set_some("cap-cfpc", features.cfpc.map(|mitigation| mitigation.as_str()));
    list.set_some("cap-sbbc", features.sbbc.map(|mitigation| mitigation.as_str()));
    list.set_some("cap-ibs", features.ibs.map(|mitigation| mitigation.as_str()));
    list.set_switch("ras", features.ras.map(|state| state.is_on()));
    list.set_some("aia", features.aia.map(|aia| aia.as_str()));
    Ok(())
}

pub(super) fn accelerator(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let features = domain.features.as_ref();
    let mut list;
    match domain.domain_type {
        DomainType::Kvm => {
            list = OptionList::new("kvm");
            let ring = features.and_then(|features| features.kvm.as_ref()).and_then(|kvm| kvm.dirty_ring.as_ref());
            if let Some(ring) = ring.filter(|ring| ring.state.is_some_and(|state| state.is_on())) {
                list.set_some("dirty-ring-size", ring.size);
            }
        }
        DomainType::Qemu => {
            list = OptionList::new("tcg");
            if let Some(size) = features.and_then(|features| features.tcg_tb_cache) {
                list.set("tb-size", size.kibibytes()? / 1024);
            }
        }
        DomainType::Hvf => list = OptionList::new("hvf"),
        other => return Err(unsupported(format!("the QEMU binary does not support {other}"))),
    }
    line.list("-accel", list);
    Ok(())
}
