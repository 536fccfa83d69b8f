//! Audio back ends.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::audio::{Audio, AudioDirection, AudioType};

use super::properties::Properties;
use super::{CommandLine, Launch};

pub(super) fn audios(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    for audio in domain.devices.audios.iter() {
        let variable = match audio.audio_type {
            Some(AudioType::Sdl) => audio.driver.map(|driver| ("SDL_AUDIODRIVER", driver.to_string())),
            Some(AudioType::Pipewire) => {
                let directory = audio.runtime_dir.clone().or_else(|| launch.settings.pipewire_directory.clone());
                directory.map(|directory| ("PIPEWIRE_RUNTIME_DIR", directory))
            }
            _ => None,
        };
        line.environment.extend(variable.map(|(name, value)| (name.to_owned(), value)));
        line.option("-audiodev", back_end(audio).to_json());
    }
    Ok(())
}

fn back_end(audio: &Audio) -> Properties {
    let kind = audio.audio_type.unwrap_or(AudioType::None);
    let driver = match kind {
        AudioType::Pulseaudio => "pa",
        AudioType::File => "wav",
        other => other.as_str(),
    };
    let mut properties = Properties::new().with("id", format!("audio{}", audio.id.unwrap_or(1))).with("driver", driver);
    properties.set_some("timer-period", audio.timer_period);
    match kind {
        AudioType::Oss => {
            properties.set_some("try-mmap", audio.try_mmap.map(|word| word.is_yes()));
            properties.set_some("exclusive", audio.exclusive.map(|word| word.is_yes()));
            properties.set_some("dsp-policy", audio.dsp_policy);
        }
        AudioType::Pulseaudio => properties.set_some("server", audio.server_name.as_deref()),
        AudioType::File => properties.set_some("path", audio.path.as_deref()),
        _ => {}
    }
    for (name, direction) in [("in", &audio.input), ("out", &audio.output)] {
        if let Some(direction) = direction {
            let settings = self::direction(kind, direction);
            if !settings.is_empty() {
                properties.set(name, settings);
            }
        }
    }
    properties
}

fn direction(kind: AudioType, direction: &AudioDirection) -> Properties {
    let mut properties = Properties::new();
    properties.set_some("mixing-engine", direction.mixing_engine.map(|word| word.is_yes()));
    properties.set_some("fixed-settings", direction.fixed_settings.map(|word| word.is_yes()));
    properties.set_some("voices", direction.voices);
    properties.set_some("buffer-length", direction.buffer_length);
    if let Some(settings) = &direction.settings {
        properties.set_some("frequency", settings.frequency);
        properties.set_some("channels", settings.channels);
        properties.set_some("format", settings.format.map(|format| format.as_str()));
    }
    match kind {
        AudioType::Alsa => properties.set_some("dev", direction.dev.as_deref()),
        AudioType::Coreaudio | AudioType::Sdl => properties.set_some("buffer-count", direction.buffer_count),
        AudioType::Oss => {
            properties.set_some("dev", direction.dev.as_deref());
            properties.set_some("buffer-count", direction.buffer_count);
            properties.set_some("try-poll", direction.try_poll.map(|word| word.is_yes()));
        }
        AudioType::Jack => {
            properties.set_some("server-name", direction.server_name.as_deref());
            properties.set_some("client-name", direction.client_name.as_deref());
            properties.set_some("connect-ports", direction.connect_ports.as_deref());
            properties.set_some("exact-name", direction.exact_name.map(|word| word.is_yes()));
        }
        AudioType::Pulseaudio | AudioType::Pipewire => {
            properties.set_some("name", direction.name.as_deref());
            properties.set_some("stream-name", direction.stream_name.as_deref());
            properties.set_some("latency", direction.latency);
        }
        AudioType::None | AudioType::Spice | AudioType::File | AudioType::Dbus => {}
    }
    properties
}
