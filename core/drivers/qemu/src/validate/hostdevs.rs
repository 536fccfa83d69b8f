//! Devices of the host.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::disk::SgIo;
use ferrovirt_xml::domain::devices::hostdev::{Hostdev, HostdevMode, HostdevSource, MdevModel};
use ferrovirt_xml::scalar::OnOff;

use super::{Subject, refuse, unsupported};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    let devices = &subject.domain.devices;
    let mut framebuffers = 0_usize;
    for hostdev in &devices.hostdevs {
        one(subject, hostdev)?;
        let (display, ramfb) = match &hostdev.source {
            HostdevSource::Mdev(mdev) => (mdev.display, mdev.ramfb),
            HostdevSource::Pci(pci) => (pci.display, pci.ramfb),
            _ => continue,
        };
        refuse!(
            display == Some(OnOff::On) && devices.graphics.is_empty(),
            unsupported,
            "graphics device is needed for attribute value 'display=on' in <hostdev>"
        );
        framebuffers += usize::from(ramfb == Some(OnOff::On));
    }
    refuse!(framebuffers > 1, unsupported, "Only one vgpu device can have 'ramfb' enabled");
    Ok(())
}

fn one(subject: &Subject<'_>, hostdev: &Hostdev) -> Result<()> {
    refuse!(
        hostdev.mode == Some(HostdevMode::Capabilities),
        unsupported,
        "hostdev mode 'capabilities' is not supported in qemu"
    );
    refuse!(hostdev.sgio == Some(SgIo::Unfiltered), unsupported, "unfiltered sgio is no longer supported");
    let boots = hostdev.info.boot.is_some();
    match &hostdev.source {
        HostdevSource::ScsiHost(_) => {
            refuse!(boots, unsupported, "booting from assigned devices is not supported by vhost SCSI devices");
        }
        HostdevSource::Mdev(mdev) => {
            let Some(model) = mdev.model else { return Ok(()) };
            // Firmware of s390 boots from disks behind a channel device.
            refuse!(
                boots && model != MdevModel::VfioCcw,
                unsupported,
                "booting from assigned devices is not supported by mediated devices of model '{model}'"
            );
            let device = match model {
                MdevModel::VfioPci => return Ok(()),
                MdevModel::VfioCcw => "vfio-ccw",
                MdevModel::VfioAp => "vfio-ap",
            };
            let capabilities = subject.capabilities;
            refuse!(
                !capabilities.types.is_empty() && !capabilities.has_device(device),
                unsupported,
                "'{device}' device assignment is not supported by this version of QEMU"
            );
        }
        _ => {}
    }
    Ok(())
}
