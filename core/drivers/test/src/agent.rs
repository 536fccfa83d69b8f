//! What somebody inside a guest would do or tell: time, file systems, passwords, addresses, signals, memory.

use std::sync::Arc;

use ferrovirt_api::{
    DomainDiskError, DomainDiskErrorCode, DomainFsInfo, DomainIdentity, DomainInterface,
    DomainInterfaceAddressesSource, DomainIpAddress, DomainMemoryFlags, DomainMessageTypes, DomainProcessSignal,
    DomainSetTimeFlags, DomainTime, Error, ErrorCode, ErrorDomain, IpAddressType, Result, SecurityLabel,
    TypedParameters,
};

use crate::domain::invalid;
use crate::driver::TestDriver;
use crate::inside::{FILE_SYSTEM_DISK, FILE_SYSTEMS, Inside};

/// The label that guests have while they run.
const LABEL: &str = "libvirt-test";

/// The network in which guests have addresses; the number of an interface follows.
const ADDRESSES: &str = "192.168.122.";

/// The number of the first interface's address.
const FIRST_ADDRESS: usize = 3;

impl TestDriver {
    /// Looks at the inside of a running guest.
    fn inside<T>(&self, identity: &DomainIdentity, look: impl FnOnce(&Inside) -> T) -> Result<T> {
        self.domains.look(identity, |state| state.running().map(|_| look(&state.inside)))
    }

    /// Changes the inside of a running guest.
    fn change_inside<T>(
        &self,
        identity: &DomainIdentity,
        change_inside: impl FnOnce(&mut Inside) -> Result<T>,
    ) -> Result<T> {
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        change.state.running()?;
        let answer = change_inside(Arc::make_mut(&mut change.state.inside))?;
        change.store();
        Ok(answer)
    }

    /// Refuses a guest that does not run.
    pub(crate) fn must_run(&self, identity: &DomainIdentity) -> Result<()> {
        self.domains.look(identity, |state| state.running().map(drop))
    }

    pub(crate) fn guest_time(&self, identity: &DomainIdentity) -> Result<DomainTime> {
        self.inside(identity, |inside| DomainTime { seconds: inside.time.0, nanoseconds: inside.time.1 })
    }

    pub(crate) fn set_guest_time(
        &self,
        identity: &DomainIdentity,
        seconds: i64,
        nanoseconds: u32,
        flags: DomainSetTimeFlags,
    ) -> Result<()> {
        let time = match flags.contains(DomainSetTimeFlags::SYNC) {
            true => (self.now(), 0),
            false => (seconds, nanoseconds),
        };
        self.change_inside(identity, |inside| {
            inside.time = time;
            Ok(())
        })
    }

    /// The host's time in seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        let since = self.host.clock().wall().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }

    pub(crate) fn file_systems(&self, identity: &DomainIdentity) -> Result<Vec<DomainFsInfo>> {
        self.domains.look(identity, |state| {
            let has_disk = state.running()?.disks().any(|disk| disk.target == FILE_SYSTEM_DISK);
            let told = FILE_SYSTEMS.iter().filter(|_| has_disk);
            Ok(told
                .map(|(mount_point, name)| DomainFsInfo {
                    mount_point: (*mount_point).to_owned(),
                    name: (*name).to_owned(),
                    fs_type: "ext4".to_owned(),
                    devices: vec![FILE_SYSTEM_DISK.to_owned()],
                })
                .collect())
        })
    }

    /// Freezes file systems or lets them go on; tells how many that made a difference to.
    pub(crate) fn freeze(&self, identity: &DomainIdentity, mount_points: &[String], frozen: bool) -> Result<u32> {
        let known = |name: &str| FILE_SYSTEMS.iter().any(|(mount_point, _)| *mount_point == name);
        self.change_inside(identity, |inside| {
            if let Some(unknown) = mount_points.iter().find(|name| !known(name)) {
                return Err(no_mount_point(unknown));
            }
            let mut count = 0;
            for (state, (mount_point, _)) in inside.frozen.iter_mut().zip(FILE_SYSTEMS) {
                let is_meant = mount_points.is_empty() || mount_points.iter().any(|name| name == mount_point);
                if is_meant && *state != frozen {
                    *state = frozen;
                    count += 1;
                }
            }
            Ok(count)
        })
    }

    pub(crate) fn trim(&self, identity: &DomainIdentity, mount_point: Option<&str>) -> Result<()> {
        self.must_run(identity)?;
        match mount_point {
            Some(name) if !FILE_SYSTEMS.iter().any(|(known, _)| *known == name) => Err(no_mount_point(name)),
            _ => Ok(()),
        }
    }

    pub(crate) fn addresses(
        &self,
        identity: &DomainIdentity,
        _source: DomainInterfaceAddressesSource,
    ) -> Result<Vec<DomainInterface>> {
        self.domains.look(identity, |state| {
            let interfaces = state.running()?.interfaces().enumerate();
            Ok(interfaces
                .map(|(number, interface)| DomainInterface {
                    name: interface.target.unwrap_or_default().to_owned(),
                    mac: Some(interface.mac),
                    addresses: vec![DomainIpAddress {
                        kind: IpAddressType::Ipv4,
                        address: format!("{ADDRESSES}{}", (FIRST_ADDRESS + number) % 255),
                        prefix: 24,
                    }],
                })
                .collect())
        })
    }

    /// Sends a signal to the first process of the guest, the only one that there is, which ignores it.
    pub(crate) fn signal(&self, identity: &DomainIdentity, process: i64, _signal: DomainProcessSignal) -> Result<()> {
        if process != 1 {
            let detail = "only sending a signal to pid 1 is supported";
            return Err(Error::invalid_argument(ErrorDomain::Test, detail));
        }
        self.must_run(identity)
    }

    /// What is in the guest's memory: each byte is the lowest part of its own address.
    pub(crate) fn peek(
        &self,
        identity: &DomainIdentity,
        start: u64,
        size: u64,
        flags: DomainMemoryFlags,
    ) -> Result<Vec<u8>> {
        if flags.is_empty() {
            let detail = "flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL";
            return Err(Error::invalid_argument(ErrorDomain::Test, detail));
        }
        self.must_run(identity)?;
        let size = usize::try_from(size).map_err(|_| Error::new(ErrorCode::Overflow, ErrorDomain::Test, "size"))?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(size).map_err(|_| Error::new(ErrorCode::NoMemory, ErrorDomain::Test, ""))?;
        bytes.extend((0..size as u64).map(|offset| start.wrapping_add(offset) as u8));
        Ok(bytes)
    }

    /// The errors of disks: each kind in turn, so that programs meet all of them.
    pub(crate) fn disk_errors(&self, identity: &DomainIdentity) -> Result<Vec<DomainDiskError>> {
        self.domains.look(identity, |state| {
            let errors = [DomainDiskErrorCode::Unspecified, DomainDiskErrorCode::NoSpace, DomainDiskErrorCode::None];
            let disks = state.running()?.disks().zip(errors.into_iter().cycle());
            let failed = disks.filter(|(_, error)| *error != DomainDiskErrorCode::None);
            Ok(failed.map(|(disk, error)| DomainDiskError { disk: disk.target.to_owned(), error }).collect())
        })
    }

    /// Warnings about the guest: test guests use nothing that is deprecated and are never tainted.
    pub(crate) fn messages(&self, identity: &DomainIdentity, _types: DomainMessageTypes) -> Result<Vec<String>> {
        self.domains.look(identity, |_| Ok(Vec::new()))
    }

    pub(crate) fn security_label(&self, identity: &DomainIdentity) -> Result<SecurityLabel> {
        self.domains.look(identity, |state| {
            Ok(match state.is_active() {
                true => SecurityLabel { label: LABEL.to_owned(), enforcing: true },
                false => SecurityLabel { label: String::new(), enforcing: false },
            })
        })
    }

    /// What is known of confidential computing: guests that have it run here like any other.
    pub(crate) fn launch_security(&self, identity: &DomainIdentity) -> Result<TypedParameters> {
        self.domains.look(identity, |state| match state.running()?.domain().launch_security.is_some() {
            true => Ok(TypedParameters::new()),
            false => Err(Error::new(
                ErrorCode::OperationUnsupported,
                ErrorDomain::Test,
                "the domain does not have launch security",
            )),
        })
    }
}

fn no_mount_point(name: &str) -> Error {
    invalid(format!("mount point not found: {name}"))
}
