//! Small devices: what each leaves open.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::hostdev::{HostdevMode, HostdevSource};
use ferrovirt_xml::domain::devices::input::{InputBus, InputKind};
use ferrovirt_xml::domain::devices::misc::{Iommu, IommuModel, ShmemModel, WatchdogAction};
use ferrovirt_xml::domain::devices::redirect::RedirBus;
use ferrovirt_xml::domain::devices::tpm::{TpmBackend, TpmModel, TpmVersion};
use ferrovirt_xml::domain::devices::virtio::VirtioModel;
use ferrovirt_xml::domain::features::IoApicDriver;
use ferrovirt_xml::scalar::{MemorySize, OnOff, SizeUnit, YesNo};

use super::{Context, Family};
use crate::rules::{self, Platform};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let platform = Platform::of(domain);
    let family = platform.family;
    let devices = &mut domain.devices;
    for input in &mut devices.inputs {
        if input.bus.is_none() {
            input.bus = Some(match input.kind {
                InputKind::Tablet => InputBus::Usb,
                InputKind::Passthrough(_) => InputBus::Virtio,
                InputKind::Evdev(_) => InputBus::None,
                InputKind::Mouse | InputKind::Keyboard if family.is_pc() => InputBus::Ps2,
                InputKind::Mouse | InputKind::Keyboard => InputBus::Usb,
            });
        }
        if matches!(input.kind, InputKind::Evdev(_)) {
            input.bus = None;
        }
    }
    for watchdog in &mut devices.watchdogs {
        watchdog.model.get_or_insert(rules::default_watchdog(platform));
        watchdog.action.get_or_insert(WatchdogAction::Reset);
    }
    if context.is_new {
        interrupts(domain, family);
    }
    let devices = &mut domain.devices;
    for tpm in &mut devices.tpms {
        tpm.model.get_or_insert(rules::default_tpm(platform));
        if let Some(TpmBackend::Emulator(emulator)) = &mut tpm.backend {
            let is_old = tpm.model == Some(TpmModel::TpmTis) && family.is_pc();
            emulator.version.get_or_insert(if is_old { TpmVersion::V1_2 } else { TpmVersion::V2_0 });
        }
    }
    for sound in devices.sounds.iter_mut().filter(|sound| sound.model == Some(SoundModel::Virtio)) {
        sound.streams.get_or_insert(2);
    }
    for panic in &mut devices.panics {
        panic.model = panic.model.or(rules::default_panic(platform));
    }
    for memory in &mut devices.shmems {
        let model = *memory.model.get_or_insert(ShmemModel::Ivshmem);
        if model == ShmemModel::IvshmemPlain {
            memory.size.get_or_insert(MemorySize { unit: Some(SizeUnit::M), value: 4 });
        }
    }
    for redirection in &mut devices.redirdevs {
        redirection.bus.get_or_insert(RedirBus::Usb);
    }
    for rng in &mut devices.rngs {
        rng.model.get_or_insert(VirtioModel::Virtio);
        if let Some(ferrovirt_xml::domain::devices::misc::RngBackend::Random(random)) = &mut rng.backend {
            random.path.get_or_insert_with(|| "/dev/random".to_owned());
        }
    }
    for filesystem in &mut devices.filesystems {
        use ferrovirt_xml::domain::devices::filesystem::{AccessMode, FilesystemDriverType, FilesystemSource};
        let driver = filesystem.driver.as_ref().and_then(|driver| driver.driver_type);
        let is_mount = matches!(filesystem.source, FilesystemSource::Mount(_));
        if is_mount && driver != Some(FilesystemDriverType::Virtiofs) {
            filesystem.accessmode.get_or_insert(AccessMode::Passthrough);
        }
    }
    if let Some(state) = domain.features.as_mut().and_then(|features| features.vmcoreinfo.as_mut()) {
        state.state.get_or_insert(ferrovirt_xml::scalar::OnOff::On);
    }
    if let Some(hyperv) = domain.features.as_mut().and_then(|features| features.hyperv.as_mut()) {
        hyperv.mode.get_or_insert(ferrovirt_xml::domain::features::HypervMode::Custom);
    }
    if let Some(vsock) = &mut devices.vsock {
        vsock.model.get_or_insert(VirtioModel::Virtio);
    }
    for hostdev in &mut devices.hostdevs {
        hostdev.mode.get_or_insert(HostdevMode::Subsystem);
        if let HostdevSource::Mdev(source) = &mut hostdev.source
            && source.model == Some(ferrovirt_xml::domain::devices::hostdev::MdevModel::VfioPci)
        {
            source.display.get_or_insert(ferrovirt_xml::scalar::OnOff::Off);
        }
        if matches!(hostdev.source, HostdevSource::Pci(_) | HostdevSource::Usb(_) | HostdevSource::Mdev(_)) {
            hostdev.managed.get_or_insert(YesNo::No);
        }
    }
    Ok(())
}

/// More virtual CPUs than this are reached by remapped interrupts only.
const MAXIMUM_CPUS_BY_NUMBER: u32 = 255;

/// Gives guests with many virtual CPUs the remapping of interrupts that they need.
fn interrupts(domain: &mut Domain, family: Family) {
    let n_cpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    if family != Family::Q35 || n_cpus <= MAXIMUM_CPUS_BY_NUMBER {
        return;
    }
    let iommu =
        domain.devices.iommu.get_or_insert_with(|| Iommu { model: Some(IommuModel::Intel), ..Iommu::default() });
    if iommu.model != Some(IommuModel::Intel) {
        return;
    }
    let driver = iommu.driver.get_or_insert_default();
    if driver.intremap.is_none() && driver.eim.is_none() {
        (driver.intremap, driver.eim) = (Some(OnOff::On), Some(OnOff::On));
        // The kernel's own interrupt controller can't do that.
        domain.features.get_or_insert_default().ioapic.get_or_insert(IoApicDriver::Qemu);
    }
}
