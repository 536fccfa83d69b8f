//! Displays, video cards and sound.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::audio::AudioType;
use ferrovirt_xml::domain::devices::graphics::{ConnectedAction, GraphicsKind, VncGraphics};
use ferrovirt_xml::domain::devices::video::{Video, VideoBackend, VideoType};
use ferrovirt_xml::domain::devices::virtio::VirtioOptions;
use ferrovirt_xml::domain::memory::MemorySource;
use ferrovirt_xml::scalar::OnOff;

use super::{Subject, refuse, unsupported};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    let devices = &subject.domain.devices;
    graphics(subject)?;
    for (position, video) in devices.videos.iter().enumerate() {
        self::video(subject, video, position == 0)?;
    }
    let has_spice = devices.graphics.iter().any(|graphics| matches!(graphics.kind, GraphicsKind::Spice(_)));
    for audio in &devices.audios {
        refuse!(
            audio.audio_type == Some(AudioType::Spice) && !has_spice,
            unsupported,
            "Spice audio is not supported without spice graphics"
        );
    }
    Ok(())
}

fn graphics(subject: &Subject<'_>) -> Result<()> {
    let all = &subject.domain.devices.graphics;
    let mut opengl = 0_usize;
    let mut has_egl = false;
    let mut is_remote = false;
    for graphics in all {
        match &graphics.kind {
            GraphicsKind::Vnc(vnc) => {
                is_remote = true;
                self::vnc(vnc)?;
            }
            GraphicsKind::Spice(spice) => {
                is_remote = true;
                opengl += usize::from(spice.gl.as_ref().is_some_and(|gl| gl.enable.is_some_and(|word| word.is_yes())));
            }
            GraphicsKind::Sdl(sdl) => {
                opengl += usize::from(sdl.gl.as_ref().is_some_and(|gl| gl.enable.is_some_and(|word| word.is_yes())));
            }
            GraphicsKind::EglHeadless(_) => {
                has_egl = true;
                opengl += 1;
            }
            GraphicsKind::Dbus(dbus) => {
                opengl += usize::from(dbus.gl.as_ref().is_some_and(|gl| gl.enable.is_some_and(|word| word.is_yes())));
            }
            GraphicsKind::Rdp(_) => {
                refuse!(!subject.is_since(8, 2), unsupported, "rdp graphics are not supported with this QEMU")
            }
            GraphicsKind::Desktop(_) => {
                return Err(unsupported("desktop graphics are not supported with this QEMU"));
            }
        }
    }
    let has_others = all.iter().any(|graphics| !matches!(graphics.kind, GraphicsKind::EglHeadless(_)));
    refuse!(
        has_egl && has_others && !is_remote,
        unsupported,
        "graphics type 'egl-headless' is only supported with one of: 'vnc', 'spice' graphics types"
    );
    refuse!(opengl > 1 && has_others, unsupported, "multiple OpenGL displays are not supported by QEMU");
    Ok(())
}

fn vnc(vnc: &VncGraphics) -> Result<()> {
    /// What the protocol's cipher has for a key.
    const PASSWORD_MOST: usize = 8;
    if let Some(password) = vnc.passwd.as_deref() {
        refuse!(
            password.len() > PASSWORD_MOST,
            unsupported,
            "VNC password is {} characters long, only {PASSWORD_MOST} permitted",
            password.len()
        );
    }
    refuse!(
        vnc.connected.is_some_and(|action| action != ConnectedAction::Keep),
        unsupported,
        "VNC supports connected='keep' only"
    );
    Ok(())
}

fn video(subject: &Subject<'_>, video: &Video, is_first: bool) -> Result<()> {
    let Some(model) = &video.model else { return Ok(()) };
    let Some(kind) = model.video_type else { return Ok(()) };
    let is_vhost_user = video.driver.as_ref().is_some_and(|driver| driver.name == Some(VideoBackend::Vhostuser));
    refuse!(
        matches!(kind, VideoType::Xen | VideoType::Vbox | VideoType::Parallels),
        unsupported,
        "domain configuration does not support video model '{kind}'"
    );
    let is_primary = is_first || model.primary.is_some_and(|word| word.is_yes());
    let may_be_second = matches!(kind, VideoType::Qxl | VideoType::Virtio | VideoType::Ramfb | VideoType::None);
    let others = subject
        .domain
        .devices
        .videos
        .iter()
        .any(|other| other.model.as_ref().is_some_and(|model| model.primary.is_some_and(|word| word.is_yes())));
    refuse!(
        (!is_primary || (others && !model.primary.is_some_and(|word| word.is_yes()))) && !may_be_second,
        unsupported,
        "video type '{kind}' is only valid as primary video device"
    );
    refuse!(
        kind == VideoType::Ramfb && video.info.address.is_some(),
        unsupported,
        "address not supported for video type ramfb"
    );
    refuse!(
        model.heads.is_some_and(|heads| heads > 1) && !matches!(kind, VideoType::Qxl | VideoType::Virtio),
        unsupported,
        "video type '{kind}' doesn't support multiple 'heads'"
    );
    if let Some(acceleration) = &model.acceleration {
        refuse!(acceleration.accel2d.is_some(), unsupported, "qemu does not support the accel2d setting");
        refuse!(
            acceleration.accel3d.is_some_and(|word| word.is_yes()) && kind != VideoType::Virtio,
            unsupported,
            "3d acceleration is supported only with 'virtio' video device"
        );
    }
    if model.blob == Some(OnOff::On) {
        refuse!(kind != VideoType::Virtio, unsupported, "video type '{kind}' does not support blob resources");
        let backing = subject.domain.memory_backing.as_ref();
        refuse!(
            !is_vhost_user && backing.and_then(|backing| backing.source) != Some(MemorySource::Memfd),
            unsupported,
            "'blob' support for virtio-gpu devices requires a memfd memory backend"
        );
    }
    /// In KiB.
    const VRAM_LEAST: u32 = 1024;
    let has_vram = matches!(kind, VideoType::Vga | VideoType::Vmvga | VideoType::Bochs | VideoType::Qxl);
    refuse!(
        has_vram && model.vram.is_some_and(|size| size > 0 && size < VRAM_LEAST && kind != VideoType::Qxl),
        unsupported,
        "value '{}' for 'vram' must be at least 1 MiB ({VRAM_LEAST} KiB)",
        model.vram.unwrap_or(0)
    );
    let has_options = video.driver.as_ref().is_some_and(|driver| driver.virtio != VirtioOptions::default());
    refuse!(
        has_options && kind != VideoType::Virtio,
        unsupported,
        "virtio driver options are only supported for virtio devices, not for video '{kind}'"
    );
    Ok(())
}
