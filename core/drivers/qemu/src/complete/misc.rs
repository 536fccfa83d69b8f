//! Small devices: what each leaves open.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::hostdev::{HostdevMode, HostdevSource};
use ferrovirt_xml::domain::devices::input::{InputBus, InputKind};
use ferrovirt_xml::domain::devices::misc::{ShmemModel, WatchdogAction};
use ferrovirt_xml::domain::devices::redirect::RedirBus;
use ferrovirt_xml::domain::devices::tpm::{TpmBackend, TpmModel, TpmVersion};
use ferrovirt_xml::domain::devices::virtio::VirtioModel;
use ferrovirt_xml::scalar::YesNo;

use crate::rules::{self, Platform};

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
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
        memory.model.get_or_insert(ShmemModel::Ivshmem);
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
