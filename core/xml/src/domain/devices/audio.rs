//! `<sound>` and `<audio>`: sound cards, and where sound goes on the host.

use super::DeviceInfo;
use super::virtio::VirtioDriver;
use crate::scalar::YesNo;
use crate::{element, words};

words! {
    /// A sound card.
    SoundModel {
        Sb16 "sb16" "Sound Blaster 16.",
        Es1370 "es1370" "Ensoniq's.",
        Pcspk "pcspk" "The PC's speaker.",
        Ac97 "ac97" "Intel's of old.",
        Ich6 "ich6" "Intel's, ICH6.",
        Ich9 "ich9" "Intel's, ICH9.",
        Usb "usb" "A USB device.",
        Ich7 "ich7" "Intel's, ICH7.",
        Virtio "virtio" "virtio's.",
    }
}

/// A sound card.
#[element("sound")]
pub struct Sound {
    /// Which.
    pub model: Option<SoundModel>,
    /// Whether a USB card has more than two channels.
    pub multichannel: Option<YesNo>,
    /// How many streams a virtio card has.
    pub streams: Option<u32>,
    /// What is soldered to it.
    #[xml("codec", since = "0.9.13")]
    pub codecs: Vec<SoundCodec>,
    /// Where its sound goes on the host.
    #[xml("audio/@id", since = "6.7.0", drivers = "bhyve, qemu")]
    pub audio: Option<u32>,
    /// Settings of virtio.
    pub driver: Option<VirtioDriver>,
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// A chip of a sound card.
    SoundCodecType {
        Duplex "duplex" "For line in and line out.",
        Micro "micro" "For microphone and speaker.",
        Output "output" "For line out.",
    }
}

/// A chip of a sound card.
#[element("codec")]
pub struct SoundCodec {
    /// Which.
    #[xml("@type")]
    pub codec_type: Option<SoundCodecType>,
}

words! {
    /// Where sound goes on the host.
    AudioType {
        None "none" "Nowhere.",
        Alsa "alsa" "ALSA.",
        Coreaudio "coreaudio" "macOS's.",
        Jack "jack" "JACK.",
        Oss "oss" "OSS.",
        Pulseaudio "pulseaudio" "PulseAudio.",
        Sdl "sdl" "SDL.",
        Spice "spice" "The display's client.",
        File "file" "A file.",
        Dbus "dbus" "D-Bus.",
        Pipewire "pipewire" "PipeWire.",
    }
}

words! {
    /// What SDL sends sound to.
    SdlAudioDriver {
        Esd "esd" "ESD.",
        Alsa "alsa" "ALSA.",
        Arts "arts" "aRts.",
        Pulseaudio "pulseaudio" "PulseAudio.",
    }
}

/// Where sound goes on the host.
#[element("audio")]
pub struct Audio {
    /// Its number.
    pub id: Option<u32>,
    /// Where.
    #[xml("@type")]
    pub audio_type: Option<AudioType>,
    /// How often it is served, in microseconds.
    #[xml("@timerPeriod")]
    pub timer_period: Option<u32>,
    /// Whether OSS maps memory.
    #[xml("@tryMMap")]
    pub try_mmap: Option<YesNo>,
    /// Whether OSS's device is for the guest alone.
    pub exclusive: Option<YesNo>,
    /// How OSS weighs delay.
    #[xml("@dspPolicy")]
    pub dsp_policy: Option<i32>,
    /// PulseAudio's server.
    #[xml("@serverName")]
    pub server_name: Option<String>,
    /// PipeWire's directory.
    #[xml("@runtimeDir")]
    pub runtime_dir: Option<String>,
    /// What SDL sends it to.
    pub driver: Option<SdlAudioDriver>,
    /// The file.
    pub path: Option<String>,
    /// Sound to the guest.
    #[xml("input")]
    pub input: Option<AudioDirection>,
    /// Sound from the guest.
    #[xml("output")]
    pub output: Option<AudioDirection>,
}

/// Sound in one direction.
#[element("input")]
pub struct AudioDirection {
    /// Whether the emulator mixes.
    #[xml("@mixingEngine")]
    pub mixing_engine: Option<YesNo>,
    /// Whether the host's settings are fixed.
    #[xml("@fixedSettings")]
    pub fixed_settings: Option<YesNo>,
    /// How many voices there are.
    pub voices: Option<u32>,
    /// How long the buffer is, in microseconds.
    #[xml("@bufferLength")]
    pub buffer_length: Option<u32>,
    /// The device of ALSA or OSS.
    pub dev: Option<String>,
    /// How many buffers there are.
    #[xml("@bufferCount")]
    pub buffer_count: Option<u32>,
    /// Whether OSS is polled.
    #[xml("@tryPoll")]
    pub try_poll: Option<YesNo>,
    /// JACK's server.
    #[xml("@serverName")]
    pub server_name: Option<String>,
    /// The guest's name with JACK.
    #[xml("@clientName")]
    pub client_name: Option<String>,
    /// The ports of JACK that are joined.
    #[xml("@connectPorts")]
    pub connect_ports: Option<String>,
    /// Whether JACK must not change the name.
    #[xml("@exactName")]
    pub exact_name: Option<YesNo>,
    /// The sink or source of PulseAudio or PipeWire.
    pub name: Option<String>,
    /// The guest's name with PulseAudio or PipeWire.
    #[xml("@streamName")]
    pub stream_name: Option<String>,
    /// The delay that is wanted, in microseconds.
    pub latency: Option<u32>,
    /// The form of samples.
    pub settings: Option<AudioSettings>,
}

words! {
    /// A form of samples.
    AudioFormat {
        S8 "s8" "8 bits.",
        U8 "u8" "8 bits without sign.",
        S16 "s16" "16 bits.",
        U16 "u16" "16 bits without sign.",
        S32 "s32" "32 bits.",
        U32 "u32" "32 bits without sign.",
        F32 "f32" "Floating point.",
    }
}

/// The form of samples.
#[element("settings")]
pub struct AudioSettings {
    /// How many a second.
    pub frequency: Option<u32>,
    /// How many channels.
    pub channels: Option<u32>,
    /// Their form.
    pub format: Option<AudioFormat>,
}
