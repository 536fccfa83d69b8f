//! Where the sound of a guest goes that says nothing of it.

use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::audio::{Audio, AudioType, SdlAudioDriver};
use ferrovirt_xml::domain::devices::graphics::GraphicsKind;

/// What the driver's configuration and environment say of sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostAudio {
    /// Where sound goes on the host, in QEMU's old words: `$QEMU_AUDIO_DRV`.
    pub backend: Option<String>,
    /// What SDL sends it to: `$SDL_AUDIODRIVER`.
    pub sdl_driver: Option<String>,
    /// Whether guests that are shown over VNC use it.
    pub is_for_vnc: bool,
    /// Whether guests that aren't shown use it.
    pub is_for_hidden: bool,
}

/// The sound of a guest goes to its display where that has a way for it.
pub(super) fn complete(devices: &mut Devices, host: &HostAudio) {
    if !devices.audios.is_empty() {
        return;
    }
    let has = |is_kind: fn(&GraphicsKind) -> bool| devices.graphics.iter().any(|graphics| is_kind(&graphics.kind));
    let audio = if has(|kind| matches!(kind, GraphicsKind::Spice(_))) {
        Some(of_type(AudioType::Spice))
    } else if has(|kind| matches!(kind, GraphicsKind::Vnc(_))) {
        if host.is_for_vnc { of_host(host) } else { Some(of_type(AudioType::None)) }
    } else if has(|kind| matches!(kind, GraphicsKind::Sdl(_))) {
        of_host(host)
    } else if devices.graphics.is_empty() {
        if host.is_for_hidden { of_host(host) } else { Some(of_type(AudioType::None)) }
    } else {
        None
    };
    devices.audios.extend(audio);
}

fn of_type(kind: AudioType) -> Audio {
    Audio { id: Some(1), audio_type: Some(kind), ..Audio::default() }
}

fn of_host(host: &HostAudio) -> Option<Audio> {
    let kind = match host.backend.as_deref()? {
        "pa" => AudioType::Pulseaudio,
        "wav" => AudioType::File,
        name => AudioType::from_word(name)?,
    };
    let mut audio = of_type(kind);
    if kind == AudioType::Sdl {
        audio.driver = host.sdl_driver.as_deref().and_then(SdlAudioDriver::from_word);
    }
    Some(audio)
}
