//! The image formats that we tell apart, and how a header gives them away.

/// The format of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageFormat {
    /// No header: the guest's bytes alone.
    Raw,
    /// Bochs.
    Bochs,
    /// Compressed loop.
    Cloop,
    /// Apple disk image.
    Dmg,
    /// ISO 9660.
    Iso,
    /// Virtual PC, also called VHD.
    Vpc,
    /// VirtualBox.
    Vdi,
    /// Hyper-V.
    Vhdx,
    /// Parallels.
    Ploop,
    /// The first copy-on-write format of QEMU.
    Qcow,
    /// The second, and today's.
    Qcow2,
    /// QEMU enhanced disk.
    Qed,
    /// VMware.
    Vmdk,
    /// Linux unified key setup.
    Luks,
}

impl ImageFormat {
    /// The name in documents and in QEMU's own metadata.
    pub const fn as_str(self) -> &'static str {
        match self {
            ImageFormat::Raw => "raw",
            ImageFormat::Bochs => "bochs",
            ImageFormat::Cloop => "cloop",
            ImageFormat::Dmg => "dmg",
            ImageFormat::Iso => "iso",
            ImageFormat::Vpc => "vpc",
            ImageFormat::Vdi => "vdi",
            ImageFormat::Vhdx => "vhdx",
            ImageFormat::Ploop => "ploop",
            ImageFormat::Qcow => "qcow",
            ImageFormat::Qcow2 => "qcow2",
            ImageFormat::Qed => "qed",
            ImageFormat::Vmdk => "vmdk",
            ImageFormat::Luks => "luks",
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<ImageFormat> {
        const ALL: [ImageFormat; 14] = [
            ImageFormat::Raw,
            ImageFormat::Bochs,
            ImageFormat::Cloop,
            ImageFormat::Dmg,
            ImageFormat::Iso,
            ImageFormat::Vpc,
            ImageFormat::Vdi,
            ImageFormat::Vhdx,
            ImageFormat::Ploop,
            ImageFormat::Qcow,
            ImageFormat::Qcow2,
            ImageFormat::Qed,
            ImageFormat::Vmdk,
            ImageFormat::Luks,
        ];
        ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// Whether an image of this format can name another one under it.
    pub const fn can_have_backing(self) -> bool {
        matches!(self, ImageFormat::Qcow | ImageFormat::Qcow2 | ImageFormat::Qed | ImageFormat::Vmdk)
    }

    /// The format that the first bytes of an image give away; what nothing claims is raw.
    pub fn probe(bytes: &[u8]) -> ImageFormat {
        SIGNATURES
            .iter()
            .find(|signature| bytes.get(signature.offset..).is_some_and(|rest| rest.starts_with(signature.magic)))
            .map_or(ImageFormat::Raw, |signature| signature.format)
    }
}

struct Signature {
    format: ImageFormat,
    offset: usize,
    magic: &'static [u8],
}

const fn at(offset: usize, magic: &'static [u8], format: ImageFormat) -> Signature {
    Signature { format, offset, magic }
}

/// Looked at in this order: the exact ones first, those that sit behind free space last.
const SIGNATURES: [Signature; 14] = [
    at(0, b"QFI\xfb\0\0\0\x01", ImageFormat::Qcow),
    at(0, b"QFI\xfb\0\0\0\x02", ImageFormat::Qcow2),
    at(0, b"QFI\xfb\0\0\0\x03", ImageFormat::Qcow2),
    at(0, b"QED\0", ImageFormat::Qed),
    at(0, b"KDMV", ImageFormat::Vmdk),
    at(0, b"LUKS\xba\xbe", ImageFormat::Luks),
    at(0, b"conectix", ImageFormat::Vpc),
    at(0, b"vhdxfile", ImageFormat::Vhdx),
    at(0, b"Bochs Virtual HD Image", ImageFormat::Bochs),
    at(0, b"#!/bin/sh\n#V2.0 Format\nmodprobe cloop", ImageFormat::Cloop),
    at(0, b"WithoutFreeSpace", ImageFormat::Ploop),
    at(0, b"WithouFreSpacExt", ImageFormat::Ploop),
    at(64, b"\x7f\x10\xda\xbe", ImageFormat::Vdi),
    at(32769, b"CD001", ImageFormat::Iso),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: ImageFormat) {
        assert_eq!(ImageFormat::probe(bytes), expected);
    }

    #[test]
    fn the_first_bytes_give_the_format_away() {
        check(b"QFI\xfb\0\0\0\x03rest", ImageFormat::Qcow2);
        check(b"QFI\xfb\0\0\0\x01rest", ImageFormat::Qcow);
        check(b"QFI\xfb\0\0\0\x09rest", ImageFormat::Raw);
        check(b"KDMV", ImageFormat::Vmdk);
        check(b"", ImageFormat::Raw);
        check(b"\0\0\0\0", ImageFormat::Raw);
    }

    #[test]
    fn names_lead_back_to_their_format() {
        assert_eq!(ImageFormat::from_name("qcow2"), Some(ImageFormat::Qcow2));
        assert_eq!(ImageFormat::from_name("qcow3"), None);
    }
}
