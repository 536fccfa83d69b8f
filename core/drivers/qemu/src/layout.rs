//! Where everything of the driver is: pure path arithmetic, no access to the host.
//!
//! ```text
//! embed     ROOT/etc/qemu/NAME.xml          definitions          session   $XDG_CONFIG_HOME/libvirt/qemu
//!           ROOT/run/qemu/NAME.{xml,pid}    running guests                 $XDG_RUNTIME_DIR/libvirt/qemu/run
//!           ROOT/run/qemu/channel/...       channel sockets                .../run/channel
//!           ROOT/lib/qemu/domain-ID-NAME/   one guest's own files          $XDG_CONFIG_HOME/libvirt/qemu/lib
//!           ROOT/log/qemu/NAME.log          QEMU's words                   $XDG_CACHE_HOME/libvirt/qemu/log
//!           ROOT/cache/qemu/                probed capabilities            $XDG_CACHE_HOME/libvirt/qemu/cache
//! ```

/// The longest path of a UNIX socket: `sun_path` without its final zero.
pub const SOCKET_PATH_MAX: usize = 107;

/// How many characters of a name go into the names of a running guest's directories.
const SHORT_NAME_MAX: usize = 20;

/// What must be left of a socket path after the channel target directory: a slash, four digits of an identifier, a slash
/// and four characters of a hash.
const CHANNEL_ROOM: usize = 10;

/// The characters of a hash in a socket's name.
const HASH_MAX: usize = 13;

/// The directories of one driver instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Stored definitions.
    pub config_directory: String,
    /// Links to the definitions that start with the host.
    pub autostart_directory: String,
    /// Status and pid files of running guests.
    pub state_directory: String,
    /// A directory for each running guest.
    pub library_directory: String,
    /// Logs of the guests.
    pub log_directory: String,
    /// Cached capabilities.
    pub cache_directory: String,
    /// Sockets of channels.
    pub channel_target_directory: String,
    /// Variable stores of UEFI firmware.
    pub nvram_directory: String,
    /// Guests saved by managed save.
    pub save_directory: String,
    /// Files behind guests' memory.
    pub memory_backing_directory: String,
    /// Sockets of passt.
    pub passt_directory: String,
    /// Sockets of private message buses.
    pub dbus_directory: String,
    /// Files of RDP servers.
    pub rdp_directory: String,
    /// What emulated TPMs remember.
    pub swtpm_storage_directory: String,
    /// Sockets and pid files of emulated TPMs.
    pub swtpm_state_directory: String,
    /// Logs of emulated TPMs.
    pub swtpm_log_directory: String,
}

/// The base directories of a user, as the XDG specification names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDirectories {
    /// `$XDG_CONFIG_HOME`.
    pub config: String,
    /// `$XDG_CACHE_HOME`.
    pub cache: String,
    /// `$XDG_RUNTIME_DIR`.
    pub runtime: String,
}

impl Layout {
    /// The directories of `qemu:///embed?root=ROOT`. `sockets` is a short directory of this user for the sockets of a root
    /// that is too long to hold them.
    pub fn embed(root: &str, sockets: &str) -> Layout {
        let root = root.trim_end_matches('/');
        let (library, state) = (format!("{root}/lib/qemu"), format!("{root}/run/qemu"));
        let channel = match format!("{state}/channel") {
            own if own.len() + CHANNEL_ROOM <= SOCKET_PATH_MAX => own,
            _ => format!("{sockets}/{}", &hash(root)[..8]),
        };
        Layout {
            config_directory: format!("{root}/etc/qemu"),
            autostart_directory: format!("{root}/etc/qemu/autostart"),
            log_directory: format!("{root}/log/qemu"),
            cache_directory: format!("{root}/cache/qemu"),
            channel_target_directory: channel,
            swtpm_storage_directory: format!("{root}/lib/swtpm"),
            swtpm_log_directory: format!("{root}/log/swtpm/qemu"),
            ..Layout::below(library, state)
        }
    }

    /// The directories of `qemu:///session`.
    pub fn session(user: &UserDirectories) -> Layout {
        let config = format!("{}/libvirt/qemu", user.config);
        Layout {
            config_directory: config.clone(),
            autostart_directory: format!("{config}/autostart"),
            log_directory: format!("{}/libvirt/qemu/log", user.cache),
            cache_directory: format!("{}/libvirt/qemu/cache", user.cache),
            nvram_directory: format!("{config}/nvram"),
            save_directory: format!("{config}/save"),
            memory_backing_directory: format!("{config}/ram"),
            swtpm_storage_directory: format!("{config}/swtpm"),
            swtpm_log_directory: format!("{}/libvirt/qemu/log/swtpm", user.cache),
            ..Layout::below(format!("{config}/lib"), format!("{}/libvirt/qemu/run", user.runtime))
        }
    }

    /// The directories of `qemu:///system`.
    pub fn system() -> Layout {
        Layout {
            config_directory: "/etc/libvirt/qemu".to_owned(),
            autostart_directory: "/etc/libvirt/qemu/autostart".to_owned(),
            log_directory: "/var/log/libvirt/qemu".to_owned(),
            cache_directory: "/var/cache/libvirt/qemu".to_owned(),
            swtpm_storage_directory: "/var/lib/libvirt/swtpm".to_owned(),
            swtpm_log_directory: "/var/log/swtpm/libvirt/qemu".to_owned(),
            ..Layout::below("/var/lib/libvirt/qemu".to_owned(), "/run/libvirt/qemu".to_owned())
        }
    }

    fn below(library: String, state: String) -> Layout {
        Layout {
            config_directory: String::new(),
            autostart_directory: String::new(),
            log_directory: String::new(),
            cache_directory: String::new(),
            swtpm_storage_directory: String::new(),
            swtpm_log_directory: String::new(),
            channel_target_directory: format!("{state}/channel"),
            nvram_directory: format!("{library}/nvram"),
            save_directory: format!("{library}/save"),
            memory_backing_directory: format!("{library}/ram"),
            passt_directory: format!("{state}/passt"),
            dbus_directory: format!("{state}/dbus"),
            rdp_directory: format!("{state}/rdp"),
            swtpm_state_directory: format!("{state}/swtpm"),
            library_directory: library,
            state_directory: state,
        }
    }

    /// The file that says which process owns these directories.
    pub fn owner_lock_file(&self) -> String {
        format!("{}/driver.pid", self.state_directory)
    }

    /// The file with the definition of a domain.
    pub fn definition_file(&self, name: &str) -> String {
        format!("{}/{name}.xml", self.config_directory)
    }

    /// The link that makes a domain start with the host.
    pub fn autostart_link(&self, name: &str) -> String {
        format!("{}/{name}.xml", self.autostart_directory)
    }

    /// The paths of a guest. `id` is -1 for one that does not run.
    pub fn guest(&self, id: i32, name: &str, uuid: &str) -> GuestPaths {
        let short_name = format!("{id}-{}", name.chars().take(SHORT_NAME_MAX).collect::<String>());
        GuestPaths {
            library_directory: format!("{}/domain-{short_name}", self.library_directory),
            monitor_socket: format!("{}/domain-{short_name}/monitor.sock", self.library_directory),
            master_key: format!("{}/domain-{short_name}/master-key.aes", self.library_directory),
            nvram_file: format!("{}/{name}_VARS.fd", self.nvram_directory),
            log_file: format!("{}/{name}.log", self.log_directory),
            pid_file: format!("{}/{name}.pid", self.state_directory),
            status_file: format!("{}/{name}.xml", self.state_directory),
            definition_file: self.definition_file(name),
            autostart_link: self.autostart_link(name),
            managed_save_file: format!("{}/{name}.save", self.save_directory),
            memory_backing_directory: format!("{}/{short_name}", self.memory_backing_directory),
            passt_directory: self.passt_directory.clone(),
            dbus_directory: self.dbus_directory.clone(),
            rdp_directory: self.rdp_directory.clone(),
            swtpm_storage_directory: format!("{}/{uuid}", self.swtpm_storage_directory),
            swtpm_socket: format!("{}/{short_name}-swtpm.sock", self.swtpm_state_directory),
            swtpm_pid_file: format!("{}/{short_name}-swtpm.pid", self.swtpm_state_directory),
            swtpm_log_file: format!("{}/{name}-swtpm.log", self.swtpm_log_directory),
            swtpm_state_directory: self.swtpm_state_directory.clone(),
            channel_target_directory: self.channel_target_directory.clone(),
            id,
            short_name,
        }
    }
}

/// The paths of one guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuestPaths {
    /// Its number while it runs, else -1.
    pub id: i32,
    /// Number and beginning of the name: unique among running guests.
    pub short_name: String,
    /// Its own directory; it goes away with the guest's process.
    pub library_directory: String,
    /// The monitor's socket, made by us and handed to QEMU. May be longer than a socket's path can be: connect through
    /// the host, which knows how.
    pub monitor_socket: String,
    /// The key that protects secrets on their way to QEMU.
    pub master_key: String,
    /// The variable store of its UEFI firmware.
    pub nvram_file: String,
    /// QEMU's words.
    pub log_file: String,
    /// The process id; QEMU holds the lock of this file while it lives.
    pub pid_file: String,
    /// Its live definition and state while it runs.
    pub status_file: String,
    /// Its stored definition.
    pub definition_file: String,
    /// The link that makes it start with the host.
    pub autostart_link: String,
    /// Its memory and state after a managed save.
    pub managed_save_file: String,
    /// Files behind its memory.
    pub memory_backing_directory: String,
    /// Sockets of passt, shared by all guests.
    pub passt_directory: String,
    /// Sockets of private message buses, shared by all guests.
    pub dbus_directory: String,
    /// Files of RDP servers, shared by all guests.
    pub rdp_directory: String,
    /// What its emulated TPM remembers.
    pub swtpm_storage_directory: String,
    /// The socket of its emulated TPM.
    pub swtpm_socket: String,
    /// The pid file of its emulated TPM.
    pub swtpm_pid_file: String,
    /// The log of its emulated TPM.
    pub swtpm_log_file: String,
    /// Sockets and pid files of emulated TPMs, shared by all guests.
    pub swtpm_state_directory: String,
    /// Where all guests' channel sockets are.
    pub channel_target_directory: String,
}

impl GuestPaths {
    /// The directory of its channel sockets: named by the short name where sockets with names of usual length fit, else by
    /// the number alone, which is as unique.
    pub fn channel_directory(&self) -> String {
        const USUAL_NAME: usize = "/org.qemu.guest_agent.0".len();
        let full = format!("{}/{}", self.channel_target_directory, self.short_name);
        match full.len() + USUAL_NAME <= SOCKET_PATH_MAX {
            true => full,
            false => format!("{}/{}", self.channel_target_directory, self.id),
        }
    }

    /// The socket of the channel with this target name. Always fits a socket's path: a name that does not becomes a hash
    /// of it.
    pub fn channel_socket(&self, name: &str) -> String {
        let directory = self.channel_directory();
        let room = SOCKET_PATH_MAX.saturating_sub(directory.len() + 1);
        match name.len() <= room && is_file_name(name) {
            true => format!("{directory}/{name}"),
            false => format!("{directory}/{}", &hash(name)[..room.clamp(1, HASH_MAX)]),
        }
    }
}

/// Whether a text can be the name of a file in a directory.
pub fn is_file_name(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\0'])
}

/// 65 bits of a text in lower case letters and digits: FNV-1a, which is stable across versions of this program.
fn hash(text: &str) -> String {
    let mut value = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        value = (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // Short texts leave the high bits of FNV alike, so mix once more before digits are taken from them.
    value ^= value >> 32;
    value = value.wrapping_mul(0xd6e8_feb8_6659_fd93);
    value ^= value >> 32;
    (0..HASH_MAX)
        .map(|digit| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(value >> (digit * 5)) as usize & 31]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: &str = "org.qemu.guest_agent.0";
    const UUID: &str = "c7a5fdbd-edaf-9455-926a-d65c16db1809";

    fn socket(root_length: usize, id: i32, domain: &str, channel: &str) -> String {
        let root = format!("/{}", "r".repeat(root_length - 1));
        Layout::embed(&root, "/run/user/1000/ferrovirt").guest(id, domain, UUID).channel_socket(channel)
    }

    #[test]
    fn a_short_root_keeps_all_names() {
        assert_eq!(socket(5, 1, "web", AGENT), "/rrrr/run/qemu/channel/1-web/org.qemu.guest_agent.0");
    }

    #[test]
    fn domain_names_are_cut_at_twenty_characters() {
        let paths = Layout::system().guest(7, &"ä".repeat(60), UUID);
        assert_eq!(paths.short_name, format!("7-{}", "ä".repeat(20)));
        assert_eq!(Layout::system().guest(-1, "web", UUID).library_directory, "/var/lib/libvirt/qemu/domain--1-web");
    }

    #[test]
    fn every_socket_fits_and_is_unique() {
        let long = "x".repeat(60);
        for root in [5, 40, 60, 70, 79, 80, 81, 100, 300] {
            for id in [1, 99, 9999] {
                let names = [AGENT, "org.qemu.guest_agent.1", "com.redhat.spice.0", &long, "../../etc", "a"];
                let mut sockets: Vec<String> = names.iter().map(|name| socket(root, id, &long, name)).collect();
                for socket in &sockets {
                    assert!(socket.len() <= SOCKET_PATH_MAX, "{socket}");
                    assert!(!socket.contains(".."), "{socket}");
                }
                sockets.sort();
                sockets.dedup();
                assert_eq!(sockets.len(), names.len());
            }
        }
    }

    #[test]
    fn a_root_of_eighty_characters_holds_its_sockets() {
        let path = socket(80, 12, &"d".repeat(60), AGENT);
        assert!(path.starts_with(&format!("/{}/run/qemu/channel/12/", "r".repeat(79))), "{path}");
        assert_eq!(path, socket(80, 12, &"d".repeat(60), AGENT));
    }
}
