//! Sound cards.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::audio::{Sound, SoundCodecType, SoundModel};

use super::properties::Properties;
use super::{CommandLine, device, incomplete};

/// The name of the back end that a card plays through.
pub(super) fn back_end(domain: &Domain, sound: &Sound) -> Result<String> {
    let first = || domain.devices.audios.iter().find_map(|audio| audio.id);
    let id = sound.audio.or_else(first).ok_or_else(|| incomplete("audio back end"))?;
    Ok(format!("audio{id}"))
}

pub(super) fn sounds(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    for sound in domain.devices.sounds.iter() {
        let audio = back_end(domain, sound)?;
        let model = sound.model.ok_or_else(|| incomplete("model of a sound card"))?;
        let has_codecs = matches!(model, SoundModel::Ich6 | SoundModel::Ich9);
        let driver = match model {
            // Part of the machine: see its properties.
            SoundModel::Pcspk => continue,
            SoundModel::Es1370 => "ES1370".to_owned(),
            SoundModel::Ac97 => "AC97".to_owned(),
            SoundModel::Ich6 => "intel-hda".to_owned(),
            SoundModel::Ich9 => "ich9-intel-hda".to_owned(),
            SoundModel::Usb => "usb-audio".to_owned(),
            SoundModel::Sb16 => "sb16".to_owned(),
            SoundModel::Virtio => device::virtio_driver("virtio-sound", None, &sound.info)?,
            SoundModel::Ich7 => return Err(super::unsupported("sound card model 'ich7' is not supported by qemu")),
        };
        let alias = device::alias(&sound.info)?;
        let mut properties = Properties::device(&driver);
        device::set_virtio(&mut properties, sound.driver.as_ref().map(|driver| &driver.virtio));
        properties.set("id", alias);
        if !has_codecs {
            properties.set("audiodev", audio.as_str());
        }
        properties.set_some("multi", sound.multichannel.map(|word| word.is_yes()));
        if model == SoundModel::Virtio {
            const DEFAULT_STREAMS: u32 = 2;
            properties.set("streams", sound.streams.unwrap_or(DEFAULT_STREAMS));
        }
        device::set_address(&mut properties, domain, &sound.info)?;
        line.device(&properties);
        if has_codecs {
            codecs(line, sound, alias, &audio);
        }
    }
    Ok(())
}

fn codecs(line: &mut CommandLine, sound: &Sound, alias: &str, audio: &str) {
    let mut kinds: Vec<SoundCodecType> = sound.codecs.iter().filter_map(|codec| codec.codec_type).collect();
    if kinds.is_empty() {
        kinds.push(SoundCodecType::Duplex);
    }
    for (number, kind) in kinds.into_iter().enumerate() {
        let codec = Properties::device(&format!("hda-{kind}"))
            .with("id", format!("{alias}-codec{number}"))
            .with("bus", format!("{alias}.0"))
            .with("cad", number)
            .with("audiodev", audio);
        line.device(&codec);
    }
}
