//! Names of typed parameters that guests tell, with the kinds of their values.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// What a guest tells of itself.
#[parameters]
pub struct DomainGuestInfoParameters {
    /// How many users are logged in.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_USER_COUNT", name = "user.count")]
    pub user_count: u32,
    /// The name of a user.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_NAME", name = "user.{}.name")]
    pub user_name: String,
    /// The domain of a user.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_DOMAIN", name = "user.{}.domain")]
    pub user_domain: String,
    /// When a user logged in, in milliseconds since 1970.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_LOGIN_TIME", name = "user.{}.login-time")]
    pub user_login_time: u64,
    /// What identifies the operating system.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_ID", name = "os.id")]
    pub os_id: String,
    /// Its name.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_NAME", name = "os.name")]
    pub os_name: String,
    /// Its name for people.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_PRETTY_NAME", name = "os.pretty-name")]
    pub os_pretty_name: String,
    /// Its version.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_VERSION", name = "os.version")]
    pub os_version: String,
    /// What identifies its version.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_VERSION_ID", name = "os.version-id")]
    pub os_version_id: String,
    /// The release of its kernel.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_KERNEL_RELEASE", name = "os.kernel-release")]
    pub os_kernel_release: String,
    /// The version of its kernel.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_KERNEL_VERSION", name = "os.kernel-version")]
    pub os_kernel_version: String,
    /// The architecture.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_MACHINE", name = "os.machine")]
    pub os_machine: String,
    /// Its variant.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_VARIANT", name = "os.variant")]
    pub os_variant: String,
    /// What identifies its variant.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_OS_VARIANT_ID", name = "os.variant-id")]
    pub os_variant_id: String,
    /// The time zone.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_TIMEZONE_NAME", name = "timezone.name")]
    pub timezone_name: String,
    /// Its offset from UTC, in seconds.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_TIMEZONE_OFFSET", name = "timezone.offset")]
    pub timezone_offset: i32,
    /// The host name.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_HOSTNAME_HOSTNAME", name = "hostname")]
    pub hostname: String,
    /// How many file systems are mounted.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_COUNT", name = "fs.count")]
    pub fs_count: u32,
    /// The device of a file system.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_NAME", name = "fs.{}.name")]
    pub fs_name: String,
    /// Where it is mounted.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_MOUNTPOINT", name = "fs.{}.mountpoint")]
    pub fs_mount_point: String,
    /// Its kind.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_FSTYPE", name = "fs.{}.fstype")]
    pub fs_type: String,
    /// Its size.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_TOTAL_BYTES", name = "fs.{}.total-bytes")]
    pub fs_total_bytes: u64,
    /// How much of it is in use.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_USED_BYTES", name = "fs.{}.used-bytes")]
    pub fs_used_bytes: u64,
    /// How many disks it is on.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_COUNT", name = "fs.{}.disk.count")]
    pub fs_disk_count: u32,
    /// The target name of such a disk.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_ALIAS", name = "fs.{}.disk.{}.alias")]
    pub fs_disk_alias: String,
    /// Its serial number.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_SERIAL", name = "fs.{}.disk.{}.serial")]
    pub fs_disk_serial: String,
    /// Its device in the guest.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_DEVICE", name = "fs.{}.disk.{}.device")]
    pub fs_disk_device: String,
    /// How many disks there are.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_COUNT", name = "disk.count")]
    pub disk_count: u32,
    /// The device of a disk in the guest.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_NAME", name = "disk.{}.name")]
    pub disk_name: String,
    /// Whether it is a partition.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_PARTITION", name = "disk.{}.partition")]
    pub disk_partition: bool,
    /// On how many devices it is.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_COUNT", name = "disk.{}.dependency.count")]
    pub disk_dependency_count: u32,
    /// The name of such a device.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_SUFFIX_NAME", name = "disk.{}.dependency.{}.name")]
    pub disk_dependency_name: String,
    /// Its serial number.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_SERIAL", name = "disk.{}.serial")]
    pub disk_serial: String,
    /// Its target name.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_ALIAS", name = "disk.{}.alias")]
    pub disk_alias: String,
    /// The name that the guest gave it.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_ALIAS", name = "disk.{}.guest_alias")]
    pub disk_guest_alias: String,
    /// The bus that the guest sees it on.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_BUS", name = "disk.{}.guest_bus")]
    pub disk_guest_bus: String,
    /// How many interfaces there are.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_IF_COUNT", name = "if.count")]
    pub if_count: u32,
    /// The name of an interface.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_NAME", name = "if.{}.name")]
    pub if_name: String,
    /// Its MAC address.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_HWADDR", name = "if.{}.hwaddr")]
    pub if_hwaddr: String,
    /// How many addresses it has.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_COUNT", name = "if.{}.addr.count")]
    pub if_addr_count: u32,
    /// The kind of an address.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_TYPE", name = "if.{}.addr.{}.type")]
    pub if_addr_type: String,
    /// The address.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_ADDR", name = "if.{}.addr.{}.addr")]
    pub if_addr: String,
    /// How many bits of it are the network's.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_PREFIX", name = "if.{}.addr.{}.prefix")]
    pub if_addr_prefix: u32,
    /// The load of the last minute.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_LOAD_1M", name = "load.1m")]
    pub load_1m: f64,
    /// The load of the last five minutes.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_LOAD_5M", name = "load.5m")]
    pub load_5m: f64,
    /// The load of the last 15 minutes.
    #[parameter(c = "VIR_DOMAIN_GUEST_INFO_LOAD_15M", name = "load.15m")]
    pub load_15m: f64,
}
