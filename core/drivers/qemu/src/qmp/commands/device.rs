//! Devices, objects, character devices, network back ends and memory.

use super::super::client::Monitor;
use super::super::error::QmpError;
use super::arguments;
use ferrovirt_error::{Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// A character device.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ChardevInfo {
    /// Its name.
    pub label: String,
    /// Where it leads, as in `pty:/dev/pts/3`.
    pub filename: String,
    /// Whether the guest opened its side (meaningful for virtio-serial ports).
    #[serde(default)]
    pub frontend_open: bool,
}

impl ChardevInfo {
    /// The pseudo terminal it leads to, if it leads to one.
    pub fn pty(&self) -> Option<&str> {
        self.filename.strip_prefix("pty:")
    }
}

/// One entry of the object tree.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct QomEntry {
    /// The property's name.
    pub name: String,
    /// Its type, as in `bool`, `link<memory-backend>` or `child<pc-dimm>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What QEMU says about it.
    #[serde(default)]
    pub description: Option<String>,
    /// The value it has when not set, where QEMU tells.
    #[serde(default, rename = "default-value")]
    pub default_value: Option<Value>,
}

/// How much memory the guest was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MemorySize {
    /// What it booted with, in bytes.
    pub base_memory: u64,
    /// What was plugged, in bytes.
    #[serde(default)]
    pub plugged_memory: u64,
}

/// A memory device.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "kebab-case")]
pub enum MemoryDeviceKind {
    /// A DIMM.
    Dimm(MemoryDevice),
    /// A persistent DIMM.
    Nvdimm(MemoryDevice),
    /// Persistent memory over virtio.
    VirtioPmem(MemoryDevice),
    /// Memory over virtio, of changing size.
    VirtioMem(MemoryDevice),
    /// Memory of an SGX enclave.
    SgxEpc(MemoryDevice),
    /// The interface of a Hyper-V balloon (QEMU 9.0).
    HvBalloon(MemoryDevice),
}

/// What the kinds of memory devices tell of themselves; members that a kind lacks are empty.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct MemoryDevice {
    /// The device's name.
    pub id: Option<String>,
    /// Where it is in the guest's address space.
    #[serde(alias = "memaddr")]
    pub addr: u64,
    /// Its size in bytes.
    pub size: u64,
    /// The DIMM slot.
    pub slot: Option<i64>,
    /// The guest's NUMA node.
    pub node: Option<i64>,
    /// The memory object behind it.
    pub memdev: String,
    /// The largest size it can have (virtio-mem).
    pub max_size: Option<u64>,
    /// The size that the guest was asked to use (virtio-mem).
    pub requested_size: Option<u64>,
    /// The block size (virtio-mem).
    pub block_size: Option<u64>,
    /// Whether it was plugged later (DIMM).
    pub hotplugged: bool,
}

impl Monitor {
    /// Plugs a device; `properties` has at least `driver`, and `id` for devices that are to be found again.
    pub async fn device_add(&self, properties: Value) -> Result<()> {
        self.command("device_add", properties).await
    }

    /// Asks the guest to give a device back; `DEVICE_DELETED` tells when it is gone. False: there is no such device.
    pub async fn device_del(&self, id: &str) -> Result<bool> {
        match self.try_execute("device_del", json!({"id": id}), self.deadline()).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_class("DeviceNotFound") => Ok(false),
            Err(error) => Err(Error::from(error)),
        }
    }

    /// Makes an object; `properties` has at least `qom-type` and `id`.
    pub async fn object_add(&self, properties: Value) -> Result<()> {
        self.command("object-add", properties).await
    }

    /// Removes an object.
    pub async fn object_del(&self, id: &str) -> Result<()> {
        self.command("object-del", json!({"id": id})).await
    }

    /// Makes a network back end; `properties` has at least `type` and `id`.
    pub async fn netdev_add(&self, properties: Value) -> Result<()> {
        self.command("netdev_add", properties).await
    }

    /// Removes a network back end.
    pub async fn netdev_del(&self, id: &str) -> Result<()> {
        self.command("netdev_del", json!({"id": id})).await
    }

    /// Sets an interface's link.
    pub async fn set_link(&self, name: &str, up: bool) -> Result<()> {
        self.command("set_link", json!({"name": name, "up": up})).await
    }

    /// An interface's receive filter, as QEMU describes it.
    pub async fn query_rx_filter(&self, name: &str) -> Result<Value> {
        self.query("query-rx-filter", json!({"name": name})).await
    }

    /// The character devices.
    pub async fn query_chardev(&self) -> Result<Vec<ChardevInfo>> {
        self.query("query-chardev", Value::Null).await
    }

    /// Makes a character device; returns the pseudo terminal's path, when it is one.
    pub async fn chardev_add(&self, id: &str, backend: Value) -> Result<Option<String>> {
        #[derive(Deserialize)]
        struct Added {
            pty: Option<String>,
        }
        self.query::<Added>("chardev-add", json!({"id": id, "backend": backend})).await.map(|added| added.pty)
    }

    /// Removes a character device.
    pub async fn chardev_remove(&self, id: &str) -> Result<()> {
        self.command("chardev-remove", json!({"id": id})).await
    }

    /// The properties of an object in the tree.
    pub async fn qom_list(&self, path: &str) -> Result<Vec<QomEntry>> {
        self.query("qom-list", json!({"path": path})).await
    }

    /// A property of an object in the tree.
    pub async fn qom_get(&self, path: &str, property: &str) -> Result<Value> {
        self.query("qom-get", json!({"path": path, "property": property})).await
    }

    /// Sets a property of an object in the tree.
    pub async fn qom_set(&self, path: &str, property: &str, value: Value) -> Result<()> {
        self.command("qom-set", json!({"path": path, "property": property, "value": value})).await
    }

    /// Asks the guest to use this many bytes. False: it has no balloon that works.
    pub async fn balloon(&self, bytes: u64) -> Result<bool> {
        match self.try_execute("balloon", json!({"value": bytes}), self.deadline()).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_class("DeviceNotActive") => Ok(false),
            Err(error) => Err(Error::from(error)),
        }
    }

    /// How many bytes the guest uses, by its balloon; `None` without a balloon that works.
    pub async fn query_balloon(&self) -> Result<Option<u64>> {
        #[derive(Deserialize)]
        struct Balloon {
            actual: u64,
        }
        match self.try_execute("query-balloon", Value::Null, self.deadline()).await {
            Ok(value) => super::read::<Balloon>("query-balloon", value).map(|balloon| Some(balloon.actual)),
            Err(error) if error.is_class("DeviceNotActive") => Ok(None),
            Err(error) => Err(Error::from(error)),
        }
    }

    /// The memory devices. A kind that this version does not know is left out.
    pub async fn query_memory_devices(&self) -> Result<Vec<MemoryDeviceKind>> {
        let devices: Vec<Value> = self.query("query-memory-devices", Value::Null).await?;
        Ok(devices.into_iter().filter_map(|device| serde_json::from_value(device).ok()).collect())
    }

    /// How much memory the guest was given.
    pub async fn query_memory_size_summary(&self) -> Result<MemorySize> {
        self.query("query-memory-size-summary", Value::Null).await
    }

    /// Writes the guest's memory to `target`, as in `fd:NAME` or `file:/path`.
    ///
    /// With `detach` it returns at once and `DUMP_COMPLETED` tells of the end. `format` is QEMU's, as in `elf`.
    pub async fn dump_guest_memory(
        &self,
        target: &str,
        paging: bool,
        detach: bool,
        format: Option<&str>,
    ) -> Result<()> {
        let members = arguments([
            ("paging", paging.into()),
            ("protocol", target.into()),
            ("detach", detach.into()),
            ("format", format.into()),
        ]);
        match self.try_execute("dump-guest-memory", members, self.deadline()).await {
            Err(error @ QmpError::TimedOut { .. }) => {
                Err(Error::from(error).with_hint("pass detach and follow DUMP_COMPLETED"))
            }
            outcome => outcome.map(drop).map_err(Error::from),
        }
    }
}
