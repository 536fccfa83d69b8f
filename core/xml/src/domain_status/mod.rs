//! `<domstatus>`: what a driver keeps of a running guest, so that another process can go on with it.
//!
//! Read with [`ParseOptions::status`](crate::ParseOptions::status) and written with
//! [`Format::STATUS`](crate::Format::STATUS).

mod block_job;
mod job;

pub use block_job::{BlockJob, BlockJobChains, BlockJobDisk, BlockJobStore, BlockJobs, StorageChain};
pub use job::{DomainJob, JobDisk, MigrationParameter, MigrationSource, TemporaryBitmap};

use crate::domain::{Cpu, Domain};
use crate::domain_backup::DomainBackup;
use crate::scalar::{CpuSet, YesNo};
use crate::{element, words};

/// A running guest.
#[element("domstatus")]
pub struct DomainStatus {
    /// What it does.
    pub state: Option<DomainStateWord>,
    /// Why; which words there are depends on the state.
    pub reason: Option<String>,
    /// The process that runs it.
    pub pid: Option<i64>,
    /// What makes its behaviour the user's own business.
    pub taints: Vec<DomainTaint>,
    /// What it uses that will be gone one day.
    #[xml("deprecation")]
    pub deprecations: Vec<String>,
    /// The first process of a container.
    #[xml("init/@pid")]
    pub init_pid: Option<i64>,
    /// How the emulator is controlled.
    pub monitor: Option<StatusMonitor>,
    /// A D-Bus daemon of its own runs.
    #[xml("dbusDaemon")]
    pub dbus_daemon: bool,
    /// Helpers' states migrate over that daemon.
    #[xml("dbusVMState")]
    pub dbus_vm_state: bool,
    /// Which of the host's name spaces it does not share.
    pub namespaces: Option<StatusNamespaces>,
    /// The threads of its processors.
    #[xml("vcpus/vcpu")]
    pub vcpus: Vec<StatusVcpu>,
    /// What the emulator knows, in the driver's words.
    pub capabilities: Option<StatusCapabilities>,
    /// What the lock manager is told when the guest goes on.
    #[xml("lockstate")]
    pub lock_state: Option<String>,
    /// What is being done with it.
    pub job: Option<DomainJob>,
    /// It starts again when it shuts down.
    #[xml("fakereboot")]
    pub fake_reboot: bool,
    /// The devices that the emulator has.
    #[xml("devices/device")]
    pub devices: Vec<StatusDevice>,
    /// Where the host has placed it.
    pub numad: Option<StatusPlacement>,
    /// The driver's directory of it.
    #[xml("libDir/@path")]
    pub library_directory: Option<String>,
    /// The directory of its channels' sockets.
    #[xml("channelTargetDir/@path")]
    pub channel_directory: Option<String>,
    /// The directory of its memory's files.
    #[xml("memoryBackingDir/@path")]
    pub memory_backing_directory: Option<String>,
    /// The CPU that the definition asked for, where the guest has another one in the end.
    pub original_cpu: Option<Cpu>,
    /// The log daemon writes its output.
    #[xml("chardevStdioLogd")]
    pub output_to_log_daemon: bool,
    /// The owners of its files are remembered.
    #[xml("rememberOwner")]
    pub remembers_owners: bool,
    /// Whether it may reboot.
    #[xml("allowReboot/@value")]
    pub allows_reboot: Option<YesNo>,
    /// A helper of its own makes reservations on shared buses.
    #[xml("prDaemon")]
    pub reservation_daemon: bool,
    /// The last number of a block node.
    #[xml("nodename/@index")]
    pub node_name_index: Option<u64>,
    /// The last number of a set of descriptors.
    #[xml("fdset/@index")]
    pub fdset_index: Option<u32>,
    /// Its memory was allocated at start.
    #[xml("memPrealloc")]
    pub memory_preallocated: bool,
    /// What is being done with its disks.
    pub block_jobs: Option<BlockJobs>,
    /// How many seconds the agent has for an answer; negative numbers have meanings of their own.
    #[xml("agentTimeout")]
    pub agent_timeout: Option<i32>,
    /// The backups under way.
    #[xml("backups/domainbackup")]
    pub backups: Vec<DomainBackup>,
    /// How much memory it could lock before a migration, in KiB.
    #[xml("preMigrationMemlock")]
    pub memory_lock_before_migration: Option<u64>,
    /// The definition that runs.
    pub domain: Domain,
}

words! {
    /// What a guest does.
    DomainStateWord {
        NoState "nostate" "Nobody knows.",
        Running "running" "It runs.",
        Blocked "blocked" "It waits for a device.",
        Paused "paused" "It is stopped for a while.",
        Shutdown "shutdown" "It shuts down.",
        Shutoff "shutoff" "It is off.",
        Crashed "crashed" "It has crashed.",
        PmSuspended "pmsuspended" "It has suspended itself.",
    }
}

/// Something that makes a guest's behaviour the user's own business.
#[element("taint")]
pub struct DomainTaint {
    /// Which, as in `custom-argv`.
    pub flag: Option<String>,
}

words! {
    /// What kind of channel leads to the emulator.
    StatusMonitorType {
        Unix "unix" "A socket of the host.",
        Pty "pty" "A terminal.",
    }
}

/// How the emulator is controlled.
#[element("monitor")]
pub struct StatusMonitor {
    /// The socket.
    pub path: Option<String>,
    /// Its kind.
    #[xml("@type")]
    pub monitor_type: Option<StatusMonitorType>,
}

/// Which of the host's name spaces a guest does not share.
#[element("namespaces")]
pub struct StatusNamespaces {
    /// Mounts.
    #[xml("mount")]
    pub mount: bool,
}

/// The thread of a processor.
#[element("vcpu")]
pub struct StatusVcpu {
    /// The processor's number.
    pub id: Option<u32>,
    /// The thread.
    pub pid: Option<i64>,
}

/// What the emulator knows, in the driver's words.
#[element("qemuCaps")]
pub struct StatusCapabilities {
    /// Each of them.
    pub flags: Vec<StatusCapability>,
}

/// Something that the emulator knows.
#[element("flag")]
pub struct StatusCapability {
    /// The driver's word for it.
    pub name: Option<String>,
}

/// A device that the emulator has.
#[element("device")]
pub struct StatusDevice {
    /// Its alias.
    pub alias: Option<String>,
}

/// Where the host has placed a guest.
#[element("numad")]
pub struct StatusPlacement {
    /// The nodes of its memory.
    pub nodeset: Option<CpuSet>,
    /// Its processors.
    pub cpuset: Option<CpuSet>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format, ParseOptions};

    fn check(text: &str) {
        let status = DomainStatus::parse(text, &ParseOptions::status().strict()).unwrap();
        assert_eq!(status.to_xml(&Format::STATUS), text);
    }

    #[test]
    fn what_is_read_is_written() {
        check(
            "\
<domstatus state='paused' reason='migration' pid='7'>
  <taint flag='custom-argv'/>
  <deprecation>machine type &apos;pc-1&apos;</deprecation>
  <monitor path='/m.sock' type='unix'/>
  <dbusVMState/>
  <namespaces>
    <mount/>
  </namespaces>
  <vcpus>
    <vcpu id='0' pid='8'/>
  </vcpus>
  <qemuCaps>
    <flag name='kvm'/>
  </qemuCaps>
  <lockstate>x</lockstate>
  <job type='none' async='migration out' phase='perform3' flags='0x42' asyncStarted='5'>
    <disk dev='vda' migrating='yes'>
      <migrationSource type='network' format='raw'>
        <source protocol='nbd' name='drive' tlsFromConfig='0'>
          <host name='h' port='49153'/>
          <privateData>
            <nodenames>
              <nodename type='storage' name='s'/>
            </nodenames>
          </privateData>
        </source>
      </migrationSource>
    </disk>
    <tempBlockDirtyBitmaps>
      <bitmap name='b' nodename='f'/>
    </tempBlockDirtyBitmaps>
    <migParams>
      <param name='downtime-limit' value='300'/>
    </migParams>
  </job>
  <fakereboot/>
  <devices>
    <device alias='net0'/>
  </devices>
  <numad nodeset='0-2' cpuset='1,3'/>
  <libDir path='/l'/>
  <channelTargetDir path='/c'/>
  <memoryBackingDir path='/r'/>
  <cpu mode='custom' match='exact' check='partial'>
    <model fallback='forbid'>EPYC</model>
  </cpu>
  <chardevStdioLogd/>
  <rememberOwner/>
  <allowReboot value='yes'/>
  <prDaemon/>
  <nodename index='3'/>
  <fdset index='0'/>
  <memPrealloc/>
  <blockjobs active='yes'>
    <blockjob name='b' type='broken' state='ready' brokentype='commit'/>
    <blockjob name='c' type='commit' state='running' newstate='ready' jobflags='0x0'>
      <errmsg>no space</errmsg>
      <disk dst='vdc' mirror='yes'/>
      <base node='n3'/>
      <top node='n2'/>
      <topparent node='n1'/>
      <deleteCommittedImages/>
    </blockjob>
    <blockjob name='n' type='create' state='running' jobflags='0xab' shallownew='yes'>
      <chains>
        <disk type='file' format='qcow2'>
          <source file='/a' index='1'/>
          <backingStore type='file' index='2'>
            <format type='raw'/>
            <source file='/b'/>
            <backingStore/>
          </backingStore>
        </disk>
        <mirror type='file' format='raw'>
          <source file='/m'/>
          <backingStore/>
        </mirror>
      </chains>
      <create mode='storage'/>
      <src type='file' format='qcow2'>
        <source file='/o' index='4'/>
      </src>
    </blockjob>
    <blockjob name='k' type='backup' state='running'>
      <disk dst='vda'/>
      <bitmap name='m'/>
      <store type='file' format='qcow2'>
        <source file='/k'/>
      </store>
    </blockjob>
  </blockjobs>
  <agentTimeout>-2</agentTimeout>
  <backups>
    <domainbackup mode='pull'/>
  </backups>
  <preMigrationMemlock>64</preMigrationMemlock>
  <domain type='kvm' id='4'>
    <name>n</name>
    <os/>
    <devices/>
  </domain>
</domstatus>
",
        );
    }

    #[test]
    fn a_container_has_a_first_process() {
        check(
            "\
<domstatus state='running' reason='booted' pid='7'>
  <init pid='8'/>
  <domain type='lxc' id='1'>
    <name>n</name>
    <os/>
    <devices/>
  </domain>
</domstatus>
",
        );
    }

    #[test]
    fn a_status_has_a_definition() {
        assert!(DomainStatus::parse("<domstatus state='running'/>", &ParseOptions::status()).is_err());
    }
}
