//! The formats of volumes: of images, of partitions, and of what is in them.

use crate::words;

words! {
    /// The format of a volume.
    VolumeFormat {
        None "none" "No content.",
        Unknown "unknown" "It is not known.",
        Raw "raw" "The data alone.",
        Dir "dir" "A directory.",
        Bochs "bochs" "Bochs.",
        Cloop "cloop" "A compressed loop.",
        Dmg "dmg" "Apple's.",
        Iso "iso" "A CD-ROM.",
        Vpc "vpc" "Virtual PC.",
        Vdi "vdi" "VirtualBox.",
        Fat "fat" "A directory that looks like a FAT file system.",
        Vhd "vhd" "Virtual PC, by its other name.",
        Ploop "ploop" "OpenVZ.",
        Luks "luks" "LUKS.",
        Cow "cow" "User Mode Linux.",
        Qcow "qcow" "QEMU's first.",
        Qcow2 "qcow2" "QEMU's.",
        Qed "qed" "QEMU's other.",
        Vmdk "vmdk" "VMware.",
        Auto "auto" "It is found out.",
        Ext2 "ext2" "A file system of Linux.",
        Ext3 "ext3" "A file system of Linux.",
        Ext4 "ext4" "A file system of Linux.",
        Ufs "ufs" "A file system of BSD.",
        Iso9660 "iso9660" "The file system of CD-ROMs.",
        Udf "udf" "The file system of DVDs.",
        Gfs "gfs" "A cluster's file system.",
        Gfs2 "gfs2" "A cluster's file system.",
        Vfat "vfat" "The file system of MS-DOS.",
        HfsPlus "hfs+" "Apple's file system.",
        Xfs "xfs" "A file system of Linux.",
        Ocfs2 "ocfs2" "A cluster's file system.",
        Vmfs "vmfs" "VMware's file system.",
        Linux "linux" "A partition of Linux.",
        Fat16 "fat16" "A partition of MS-DOS.",
        Fat32 "fat32" "A partition of MS-DOS.",
        LinuxSwap "linux-swap" "A partition of Linux that memory is moved to.",
        LinuxLvm "linux-lvm" "A partition of LVM.",
        LinuxRaid "linux-raid" "A partition of an array of disks.",
        Extended "extended" "A partition that holds partitions.",
    }
}

impl VolumeFormat {
    /// Formats of images, the default of files first.
    pub(super) const IMAGES: &'static [VolumeFormat] = {
        use VolumeFormat::*;
        &[Raw, Dir, Bochs, Cloop, Dmg, Iso, Vpc, Vdi, Fat, Vhd, Ploop, Luks, Cow, Qcow, Qcow2, Qed, Vmdk, Unknown]
    };
    /// Formats of partitions, the default first.
    pub(super) const PARTITIONS: &'static [VolumeFormat] = {
        use VolumeFormat::*;
        &[None, Linux, Fat16, Fat32, LinuxSwap, LinuxLvm, LinuxRaid, Extended]
    };
}
