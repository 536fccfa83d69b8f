//! Displays, video cards and sound.

use super::{invalid, refuse, unsupported};
use crate::Result;
use crate::domain::devices::Devices;
use crate::domain::devices::audio::AudioDirection;
use crate::domain::devices::graphics::{GraphicsGl, GraphicsKind, GraphicsListen};
use crate::domain::devices::video::{VideoBackend, VideoModel, VideoType};
use crate::scalar::YesNo;
use std::collections::HashSet;

pub(super) fn check(devices: &Devices) -> Result<()> {
    for graphics in &devices.graphics {
        self::graphics(&graphics.kind)?;
    }
    videos(devices)?;
    sound(devices)
}

fn graphics(kind: &GraphicsKind) -> Result<()> {
    let (listens, gl): (&[GraphicsListen], Option<&GraphicsGl>) = match kind {
        GraphicsKind::Sdl(sdl) => (&[], sdl.gl.as_ref()),
        GraphicsKind::Vnc(vnc) => (&vnc.listens, None),
        GraphicsKind::Rdp(rdp) => (&rdp.listens, None),
        GraphicsKind::Desktop(_) => (&[], None),
        GraphicsKind::Spice(spice) => (&spice.listens, spice.gl.as_ref()),
        // An empty <gl> is as good as none here.
        GraphicsKind::EglHeadless(_) => (&[], None),
        GraphicsKind::Dbus(dbus) => {
            refuse!(
                dbus.p2p == Some(YesNo::Yes) && dbus.address.is_some(),
                invalid,
                "D-Bus p2p with an address is not supported"
            );
            (&[], dbus.gl.as_ref())
        }
    };
    if let Some(gl) = gl {
        super::required(gl.enable.as_ref(), "enable", "gl")?;
    }
    for listen in listens {
        if let GraphicsListen::Network(network) = listen {
            refuse!(network.network.is_none(), invalid, "'network' attribute is required for listen type 'network'");
        }
    }
    Ok(())
}

fn videos(devices: &Devices) -> Result<()> {
    let models = || devices.videos.iter().filter_map(|video| video.model.as_ref());
    let primaries = models().filter(|model| model.primary == Some(YesNo::Yes)).count();
    refuse!(primaries > 1, unsupported, "Only one primary video device is supported");
    let has_none = models().any(|model| model.video_type == Some(VideoType::None));
    refuse!(
        has_none && devices.videos.len() > 1,
        unsupported,
        "a 'none' video type must be the only video device defined for the domain"
    );
    for video in &devices.videos {
        let Some(model) = &video.model else { continue };
        video_model(model)?;
        let is_vhost_user = video.driver.as_ref().is_some_and(|driver| driver.name == Some(VideoBackend::Vhostuser));
        refuse!(
            is_vhost_user && model.video_type.is_some_and(|kind| kind != VideoType::Virtio),
            unsupported,
            "'vhostuser' driver is only supported with 'virtio' device"
        );
        let rendernode = model.acceleration.as_ref().and_then(|acceleration| acceleration.rendernode.as_ref());
        refuse!(
            rendernode.is_some() && !is_vhost_user,
            unsupported,
            "unsupported rendernode accel attribute without 'vhostuser'"
        );
    }
    Ok(())
}

fn video_model(model: &VideoModel) -> Result<()> {
    let Some(kind) = model.video_type else { return Ok(()) };
    let is_qxl = kind == VideoType::Qxl;
    for (name, value) in [("ram", model.ram), ("vram64", model.vram64), ("vgamem", model.vgamem)] {
        refuse!(
            value.is_some() && !is_qxl,
            unsupported,
            "{name} attribute only supported for video type qxl, not '{kind}'"
        );
    }
    refuse!(
        model.vgamem.is_some_and(|size| !size.is_power_of_two()),
        unsupported,
        "value '{}' for 'vgamem' must be power of two",
        model.vgamem.unwrap_or(0)
    );
    if let Some(resolution) = &model.resolution {
        super::required(resolution.x.as_ref(), "x", "resolution")?;
        super::required(resolution.y.as_ref(), "y", "resolution")?;
        let has_resolution = matches!(
            kind,
            VideoType::Vga
                | VideoType::Qxl
                | VideoType::Virtio
                | VideoType::Gop
                | VideoType::Bochs
                | VideoType::None
                | VideoType::Ramfb
        );
        refuse!(!has_resolution, invalid, "model resolution is not supported for '{kind}'");
    }
    Ok(())
}

fn sound(devices: &Devices) -> Result<()> {
    let mut ids = HashSet::new();
    for audio in &devices.audios {
        let Some(id) = audio.id else {
            return Err(invalid("Missing required attribute 'id' in element 'audio'".to_owned()));
        };
        refuse!(id == 0, invalid, "Invalid value for attribute 'id' in element 'audio': Zero is not permitted");
        refuse!(!ids.insert(id), invalid, "audio ID '{id}' is used multiple times");
        super::required(audio.audio_type.as_ref(), "type", "audio")?;
        refuse!(
            audio.timer_period == Some(0),
            invalid,
            "Invalid value for attribute 'timerPeriod' in element 'audio': Zero is not permitted"
        );
        for (name, direction) in [("input", &audio.input), ("output", &audio.output)] {
            if let Some(direction) = direction {
                self::direction(name, direction)?;
            }
        }
    }
    for sound in &devices.sounds {
        super::required(sound.model.as_ref(), "model", "sound")?;
        refuse!(
            sound.streams == Some(0),
            invalid,
            "Invalid value for attribute 'streams' in element 'sound': Zero is not permitted"
        );
        if let Some(id) = sound.audio {
            refuse!(!ids.contains(&id), invalid, "no audio device with ID '{id}'");
        }
    }
    for graphics in &devices.graphics {
        if let GraphicsKind::Vnc(vnc) = &graphics.kind
            && let Some(id) = vnc.audio
        {
            refuse!(!ids.contains(&id), invalid, "no audio device with ID '{id}'");
        }
    }
    Ok(())
}

fn direction(name: &str, direction: &AudioDirection) -> Result<()> {
    let numbers = [
        ("voices", direction.voices),
        ("bufferLength", direction.buffer_length),
        ("bufferCount", direction.buffer_count),
    ];
    for (attribute, value) in numbers {
        refuse!(
            value == Some(0),
            invalid,
            "Invalid value for attribute '{attribute}' in element '{name}': Zero is not permitted"
        );
    }
    let is_fixed = direction.fixed_settings == Some(YesNo::Yes);
    refuse!(
        is_fixed && direction.mixing_engine == Some(YesNo::No),
        unsupported,
        "fixed audio settings requires mixing engine"
    );
    refuse!(
        direction.settings.is_some() && !is_fixed,
        unsupported,
        "audio settings specified without fixed settings flag"
    );
    Ok(())
}
