//! Parts of the platform: power management, IOMMU, global settings, panic and crypto devices, shared memory.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::clock::TimerName;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::controller::{ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::misc::{CryptoBackendModel, IommuModel, PanicModel, ShmemModel, ShmemRole};
use ferrovirt_xml::domain::security::LaunchSecurity;

use super::properties::{OptionList, Properties};
use super::{CommandLine, Launch, controller, device, incomplete, machine, unsupported};
use crate::rules::{self, Platform};

/// Options that follow the clock: which states the guest can sleep in, and that QEMU outlives the guest's power-off.
pub(super) fn power(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    line.flag("-no-shutdown");
    let is_express = controller::is_express(domain);
    if let Some(power) = &domain.pm {
        let chip = if is_express { "ICH9-LPC" } else { "PIIX4_PM" };
        for (state, name) in [(power.suspend_to_mem, "disable_s3"), (power.suspend_to_disk, "disable_s4")] {
            if let Some(state) = state {
                line.option("-global", format!("{chip}.{name}={}", u8::from(!state.is_yes())));
            }
        }
    }
    Ok(())
}

/// Options of QEMU before 8.2, where they are no properties of the machine yet.
pub(super) fn legacy_timers(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let timers = domain.clock.iter().flat_map(|clock| &clock.timers);
    let mut hpets = timers.filter(|timer| timer.name == Some(TimerName::Hpet));
    let is_absent = hpets.any(|timer| timer.present.is_some_and(|word| !word.is_yes()));
    if is_absent && !machine::has_machine_properties(machine::machine_name(domain)?, launch) {
        line.flag("-no-hpet");
    }
    Ok(())
}

/// The same for ACPI.
pub(super) fn legacy_acpi(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let has_acpi = domain.features.as_ref().is_some_and(|features| features.acpi);
    let can_have = rules::has_option_for_acpi(Platform::of(domain));
    if can_have && !has_acpi && !machine::has_machine_properties(machine::machine_name(domain)?, launch) {
        line.flag("-no-acpi");
    }
    Ok(())
}

pub(super) fn iommu(line: &mut CommandLine, domain: &Domain, _: &Launch<'_>) -> Result<()> {
    let Some(iommu) = domain.devices.iommu.as_ref() else { return Ok(()) };
    let driver = iommu.driver.clone().unwrap_or_default();
    let id = iommu.info.alias.as_deref().unwrap_or("iommu0");
    let mut properties = match iommu.model {
        Some(IommuModel::Intel) => {
            let mut properties = Properties::device("intel-iommu").with("id", id);
            properties.set_some("intremap", driver.intremap.map(|word| word.as_str()));
            properties.set_some("caching-mode", driver.caching_mode.map(|word| word.is_on()));
            properties.set_some("eim", driver.eim.map(|word| word.as_str()));
            properties.set_some("device-iotlb", driver.iotlb.map(|word| word.is_on()));
            properties.set_some("aw-bits", driver.aw_bits);
            properties.set_some("dma-translation", driver.dma_translation.map(|word| word.is_on()));
            properties
        }
        Some(IommuModel::Amd) => {
            let mut properties = Properties::device("amd-iommu").with("id", id);
            properties.set_some("intremap", driver.intremap.map(|word| word.as_str()));
            properties.set_some("pt", driver.passthrough.map(|word| word.is_on()));
            properties.set_some("xtsup", driver.xtsup.map(|word| word.is_on()));
            properties.set_some("device-iotlb", driver.iotlb.map(|word| word.is_on()));
            properties
        }
        Some(IommuModel::Virtio) => Properties::device("virtio-iommu").with("id", id),
        // A property of Arm's machine rather than a device.
        Some(IommuModel::Smmuv3) | None => return Ok(()),
    };
    device::set_address(&mut properties, domain, &iommu.info)?;
    line.device(&properties);
    Ok(())
}

/// The memory of the system management mode.
pub(super) fn top_segment(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let smm = domain.features.as_ref().and_then(|features| features.smm.as_ref());
    if let Some(size) = smm.and_then(|smm| smm.tseg) {
        const MEBIBYTE: u64 = 1024 * 1024;
        // Without a unit it is MiB.
        let mebibytes = if size.unit.is_some() { size.bytes()?.div_ceil(MEBIBYTE) } else { size.value };
        line.option("-global", format!("mch.extended-tseg-mbytes={mebibytes}"));
    }
    Ok(())
}

/// Settings of devices that the machine itself has.
pub(super) fn globals(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let controllers = domain.devices.controllers.iter();
    for controller in controllers.filter(|controller| controller.controller_type == ControllerType::Pci) {
        let hotplug = controller.target.as_ref().and_then(|target| target.hotplug);
        if let (Some(ControllerModel::PciRoot), Some(hotplug)) = (controller.model, hotplug) {
            line.option("-global", format!("PIIX4_PM.acpi-root-pci-hotplug={hotplug}"));
        }
        let Some(size) = controller.pcihole64 else { continue };
        let host = match controller.model {
            Some(ControllerModel::PciRoot) => "i440FX-pcihost",
            Some(ControllerModel::PcieRoot) => "q35-pcihost",
            _ => {
                return Err(unsupported("Setting the 64-bit PCI hole size is only supported for root PCI controllers"));
            }
        };
        line.option("-global", format!("{host}.pci-hole64-size={}K", size.kibibytes()?));
    }
    Ok(())
}

/// The memory that keeps settings of POWER's firmware is part of the machine.
pub(super) fn nvram(line: &mut CommandLine, domain: &Domain) {
    let info = domain.devices.nvram.as_ref().map(|nvram| &nvram.info);
    if let Some(Address::SpaprVio(address)) = info.and_then(|info| info.address.as_ref())
        && let Some(register) = address.reg
    {
        line.option("-global", format!("spapr-nvram.reg={register:#x}"));
    }
}

pub(super) fn vmcoreinfo(line: &mut CommandLine, domain: &Domain) {
    let state = domain.features.as_ref().and_then(|features| features.vmcoreinfo);
    if state.is_some_and(|state| state.is_on()) {
        line.device(&Properties::device("vmcoreinfo"));
    }
}

pub(super) fn panics(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    for panic in domain.devices.panics.iter() {
        match panic.model {
            None | Some(PanicModel::Isa) => {
                let mut properties = Properties::device("pvpanic");
                if let Some(Address::Isa(address)) = &panic.info.address {
                    properties.set_some("ioport", address.iobase);
                }
                line.device(&properties);
            }
            Some(PanicModel::Pvpanic) => {
                let mut properties = Properties::device("pvpanic-pci");
                device::set_address(&mut properties, domain, &panic.info)?;
                line.device(&properties);
            }
            // Not devices but features of the CPU or the firmware.
            Some(PanicModel::Hyperv | PanicModel::Pseries | PanicModel::S390) => {}
        }
    }
    Ok(())
}

pub(super) fn shared_memory(line: &mut CommandLine, domain: &Domain, _: &Launch<'_>) -> Result<()> {
    for memory in domain.devices.shmems.iter() {
        let alias = device::alias(&memory.info)?;
        let name = memory.name.as_deref().unwrap_or_default();
        const DEFAULT_SIZE: u64 = 4 << 20;
        match memory.model {
            Some(ShmemModel::IvshmemPlain) => {
                let object = format!("shmmem-{alias}");
                line.object(
                    &Properties::object("memory-backend-file", object.as_str())
                        .with("mem-path", format!("/dev/shm/{name}"))
                        .with("size", memory.size.map_or(Ok(DEFAULT_SIZE), |size| size.bytes())?)
                        .with("share", true),
                );
                let mut properties = Properties::device("ivshmem-plain").with("id", alias).with("memdev", object);
                properties.set_some("master", role(memory.role));
                device::set_address(&mut properties, domain, &memory.info)?;
                line.device(&properties);
            }
            Some(ShmemModel::IvshmemDoorbell) => {
                let id = format!("char{alias}");
                let path = memory.server.as_ref().and_then(|server| server.path.clone());
                let path = path.unwrap_or_else(|| format!("/var/lib/libvirt/shmem-{name}-sock"));
                let socket = OptionList::new("socket").with("id", &id).with("path", path);
                let mut properties = Properties::device("ivshmem-doorbell").with("id", alias).with("chardev", id);
                let interrupts = memory.msi.as_ref();
                properties.set_some("vectors", interrupts.and_then(|msi| msi.vectors));
                let ioeventfd = interrupts.and_then(|msi| msi.ioeventfd);
                properties.set("ioeventfd", ioeventfd.is_none_or(|word| word.is_on()));
                properties.set_some("master", role(memory.role));
                device::set_address(&mut properties, domain, &memory.info)?;
                line.device(&properties);
                line.list("-chardev", socket);
            }
            Some(ShmemModel::Ivshmem) | None => {
                return Err(unsupported("ivshmem device is not supported with this QEMU binary"));
            }
        }
    }
    Ok(())
}

fn role(role: Option<ShmemRole>) -> Option<&'static str> {
    role.map(|role| if role == ShmemRole::Master { "on" } else { "off" })
}

pub(super) fn cryptos(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    for crypto in domain.devices.cryptos.iter() {
        let alias = device::alias(&crypto.info)?;
        let backend = crypto.backend.as_ref();
        let kind = match backend.and_then(|backend| backend.model) {
            None | Some(CryptoBackendModel::Builtin) => "cryptodev-backend-builtin",
            Some(CryptoBackendModel::Lkcf) => "cryptodev-backend-lkcf",
        };
        let object = format!("obj{alias}");
        let mut properties = Properties::object(kind, object.as_str());
        properties.set_some("queues", backend.and_then(|backend| backend.queues));
        line.object(&properties);
        let driver = device::virtio_driver("virtio-crypto", crypto.model, &crypto.info)?;
        let mut properties = Properties::device(&driver);
        device::set_virtio(&mut properties, crypto.driver.as_ref().map(|driver| &driver.virtio));
        properties.set("cryptodev", object);
        properties.set("id", alias);
        device::set_address(&mut properties, domain, &crypto.info)?;
        line.device(&properties);
    }
    Ok(())
}

/// Persistent records of a guest's last words.
pub(super) fn pstore(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let Some(store) = domain.devices.pstore.as_ref() else { return Ok(()) };
    let alias = device::alias(&store.info)?;
    let size = store.size.ok_or_else(|| incomplete("size of pstore"))?;
    let object = format!("mem{alias}");
    line.object(
        &Properties::object("memory-backend-file", object.as_str())
            .with("mem-path", store.path.as_deref().unwrap_or_default())
            .with("share", true)
            .with("size", size.bytes()?),
    );
    let mut properties = Properties::device("acpi-erst").with("id", alias).with("memdev", object);
    device::set_address(&mut properties, domain, &store.info)?;
    line.device(&properties);
    Ok(())
}

/// Whether QEMU's memory is torn down in the background.
pub(super) fn teardown(line: &mut CommandLine, domain: &Domain) {
    let wanted = domain.features.as_ref().and_then(|features| features.async_teardown.as_ref());
    if let Some(wanted) = wanted {
        line.option(
            "-run-with",
            if wanted.enabled.is_none_or(|word| word.is_yes()) { "async-teardown=on" } else { "async-teardown=off" },
        );
    }
}

pub(super) fn launch_security(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let Some(security) = &domain.launch_security else { return Ok(()) };
    let policy = |text: Option<&String>| -> Result<Option<u64>> {
        text.map(|text| {
            u64::from_str_radix(text.trim_start_matches("0x"), 16)
                .map_err(|_| unsupported(format!("invalid launch security policy '{text}'")))
        })
        .transpose()
    };
    let platform = launch.capabilities.sev.as_ref();
    let object = match security {
        LaunchSecurity::Sev(sev) => {
            let directory = &launch.paths.library_directory;
            let mut object = Properties::object("sev-guest", "lsec0");
            object.set_some("cbitpos", sev.cbitpos.or(platform.map(|sev| sev.cbitpos)));
            object.set_some("reduced-phys-bits", sev.reduced_phys_bits.or(platform.map(|sev| sev.reduced_phys_bits)));
            object.set_some("policy", policy(sev.policy.as_ref())?);
            object.set_some("dh-cert-file", sev.dh_cert.as_ref().map(|_| format!("{directory}/dh_cert.base64")));
            object.set_some("session-file", sev.session.as_ref().map(|_| format!("{directory}/session.base64")));
            object.set_some("kernel-hashes", sev.kernel_hashes.map(|word| word.is_yes()));
            object
        }
        LaunchSecurity::SevSnp(snp) => {
            let mut object = Properties::object("sev-snp-guest", "lsec0");
            object.set_some("cbitpos", snp.cbitpos.or(platform.map(|sev| sev.cbitpos)));
            object.set_some("reduced-phys-bits", snp.reduced_phys_bits.or(platform.map(|sev| sev.reduced_phys_bits)));
            object.set_some("kernel-hashes", snp.kernel_hashes.map(|word| word.is_yes()));
            object.set_some("policy", policy(snp.policy.as_ref())?);
            object.set_some("guest-visible-workarounds", snp.guest_visible_workarounds.as_deref());
            object.set_some("id-block", snp.id_block.as_deref());
            object.set_some("id-auth", snp.id_auth.as_deref());
            object.set_some("host-data", snp.host_data.as_deref());
            object.set_some("author-key-enabled", snp.author_key.map(|word| word.is_yes()));
            object.set_some("vcek-disabled", snp.vcek.map(|word| !word.is_yes()));
            object
        }
        LaunchSecurity::S390Pv => Properties::object("s390-pv-guest", "lsec0"),
    };
    line.object(&object);
    Ok(())
}
