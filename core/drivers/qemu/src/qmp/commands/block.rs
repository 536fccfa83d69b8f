//! Disks: nodes, media, throttling, counters and jobs.

use super::super::client::Monitor;
use super::arguments;
use ferrovirt_error::Result;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A guest device with a disk, by `query-block`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct BlockDevice {
    /// The drive's name; empty for disks made with `-blockdev`.
    #[serde(default)]
    pub device: String,
    /// The device's path in the object tree.
    #[serde(default)]
    pub qdev: Option<String>,
    /// Whether the medium can be taken out.
    #[serde(default)]
    pub removable: bool,
    /// Whether the guest locked the tray.
    #[serde(default)]
    pub locked: bool,
    /// Whether the tray is open.
    #[serde(default)]
    pub tray_open: Option<bool>,
    /// `ok`, `failed` or `nospace`.
    #[serde(default, rename = "io-status")]
    pub io_status: Option<String>,
    /// The medium; none for an empty drive.
    #[serde(default)]
    pub inserted: Option<InsertedMedium>,
}

/// The medium in a drive, and every named node.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct InsertedMedium {
    /// The node's name.
    #[serde(default, rename = "node-name")]
    pub node_name: Option<String>,
    /// What it was opened from, as QEMU describes it.
    #[serde(default)]
    pub file: String,
    /// The format or protocol driver.
    #[serde(default)]
    pub drv: String,
    /// Whether it is read-only.
    #[serde(default)]
    pub ro: bool,
    /// The backing file as the image names it.
    #[serde(default)]
    pub backing_file: Option<String>,
    /// How many images are behind it.
    #[serde(default)]
    pub backing_file_depth: u32,
    /// The image and, nested in it, its backing images.
    #[serde(default)]
    pub image: Value,
    /// The dirty bitmaps.
    #[serde(default, rename = "dirty-bitmaps")]
    pub dirty_bitmaps: Vec<Value>,
}

/// Counters by `query-blockstats`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct BlockStatistics {
    /// The drive's name; empty for disks made with `-blockdev`.
    #[serde(default)]
    pub device: String,
    /// The device's path in the object tree.
    #[serde(default)]
    pub qdev: Option<String>,
    /// The node's name.
    #[serde(default, rename = "node-name")]
    pub node_name: Option<String>,
    /// The counters.
    pub stats: OperationCounters,
    /// The node beneath.
    #[serde(default)]
    pub parent: Option<Box<BlockStatistics>>,
    /// The backing image.
    #[serde(default)]
    pub backing: Option<Box<BlockStatistics>>,
}

/// Operations, bytes and nanoseconds of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct OperationCounters {
    /// Read operations.
    pub rd_operations: u64,
    /// Bytes read.
    pub rd_bytes: u64,
    /// Nanoseconds spent reading.
    pub rd_total_time_ns: u64,
    /// Write operations.
    pub wr_operations: u64,
    /// Bytes written.
    pub wr_bytes: u64,
    /// Nanoseconds spent writing.
    pub wr_total_time_ns: u64,
    /// Flush operations.
    pub flush_operations: u64,
    /// Nanoseconds spent flushing.
    pub flush_total_time_ns: u64,
    /// Reads that failed.
    pub failed_rd_operations: u64,
    /// Writes that failed.
    pub failed_wr_operations: u64,
    /// Flushes that failed.
    pub failed_flush_operations: u64,
    /// One past the last byte ever written.
    pub wr_highest_offset: u64,
}

/// Limits on a disk's traffic; 0 is none. Bursts and their length are left out where `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IoThrottle {
    /// Bytes per second, together.
    pub bps: u64,
    /// Bytes read per second.
    pub bps_rd: u64,
    /// Bytes written per second.
    pub bps_wr: u64,
    /// Operations per second, together.
    pub iops: u64,
    /// Reads per second.
    pub iops_rd: u64,
    /// Writes per second.
    pub iops_wr: u64,
    /// Further members, as QEMU names them: `bps_max`, `iops_size`, `group` and so on.
    #[serde(flatten)]
    pub more: serde_json::Map<String, Value>,
}

impl Monitor {
    /// The guest devices with a disk.
    pub async fn query_block(&self) -> Result<Vec<BlockDevice>> {
        self.query("query-block", Value::Null).await
    }

    /// The nodes. `flat` leaves the descriptions of backing images out, which come as nodes of their own anyway.
    pub async fn query_named_block_nodes(&self, flat: bool) -> Result<Vec<InsertedMedium>> {
        self.query("query-named-block-nodes", json!({"flat": flat})).await
    }

    /// The counters of the guest devices, or of all named nodes.
    pub async fn query_blockstats(&self, nodes: bool) -> Result<Vec<BlockStatistics>> {
        self.query("query-blockstats", json!({"query-nodes": nodes})).await
    }

    /// Makes a node; `properties` has at least `driver` and `node-name`.
    pub async fn blockdev_add(&self, properties: Value) -> Result<()> {
        self.command("blockdev-add", properties).await
    }

    /// Removes a node.
    pub async fn blockdev_del(&self, node: &str) -> Result<()> {
        self.command("blockdev-del", json!({"node-name": node})).await
    }

    /// Changes options of nodes without taking them from the guest.
    pub async fn blockdev_reopen(&self, options: Vec<Value>) -> Result<()> {
        self.command("blockdev-reopen", json!({"options": options})).await
    }

    /// Opens a drive's tray; `device` is its device name.
    pub async fn blockdev_open_tray(&self, device: &str, force: bool) -> Result<()> {
        self.command("blockdev-open-tray", json!({"id": device, "force": force})).await
    }

    /// Closes a drive's tray.
    pub async fn blockdev_close_tray(&self, device: &str) -> Result<()> {
        self.command("blockdev-close-tray", json!({"id": device})).await
    }

    /// Takes the medium out of an open drive.
    pub async fn blockdev_remove_medium(&self, device: &str) -> Result<()> {
        self.command("blockdev-remove-medium", json!({"id": device})).await
    }

    /// Puts a node as the medium into an open, empty drive.
    pub async fn blockdev_insert_medium(&self, device: &str, node: &str) -> Result<()> {
        self.command("blockdev-insert-medium", json!({"id": device, "node-name": node})).await
    }

    /// Resizes a node to `bytes`.
    pub async fn block_resize(&self, node: &str, bytes: u64) -> Result<()> {
        self.command("block_resize", json!({"node-name": node, "size": bytes})).await
    }

    /// Limits the traffic of a guest device, named as [`BlockDevice::qdev`] does: a virtio disk's own name does not do,
    /// as its back end is a device beneath it.
    pub async fn block_set_io_throttle(&self, device: &str, limits: &IoThrottle) -> Result<()> {
        let mut members = json!(limits);
        members["id"] = device.into();
        self.command("block_set_io_throttle", members).await
    }

    /// Asks for an event when a node is written beyond an offset.
    pub async fn block_set_write_threshold(&self, node: &str, bytes: u64) -> Result<()> {
        self.command("block-set-write-threshold", json!({"node-name": node, "write-threshold": bytes})).await
    }

    /// Runs several changes so that all or none happen; each has `type` and `data`.
    pub async fn transaction(&self, actions: Vec<Value>) -> Result<()> {
        self.command("transaction", json!({"actions": actions})).await
    }

    /// The block jobs, as QEMU describes them.
    pub async fn query_block_jobs(&self) -> Result<Vec<Value>> {
        self.query("query-block-jobs", Value::Null).await
    }

    /// The jobs of all kinds, as QEMU describes them.
    pub async fn query_jobs(&self) -> Result<Vec<Value>> {
        self.query("query-jobs", Value::Null).await
    }

    /// Cancels a job.
    pub async fn job_cancel(&self, id: &str) -> Result<()> {
        self.command("job-cancel", json!({"id": id})).await
    }

    /// Forgets a job that has ended.
    pub async fn job_dismiss(&self, id: &str) -> Result<()> {
        self.command("job-dismiss", json!({"id": id})).await
    }

    /// Exports a node over the NBD server.
    pub async fn block_export_add(&self, id: &str, node: &str, writable: bool, name: Option<&str>) -> Result<()> {
        let members = arguments([
            ("type", "nbd".into()),
            ("id", id.into()),
            ("node-name", node.into()),
            ("writable", writable.into()),
            ("name", name.into()),
        ]);
        self.command("block-export-add", members).await
    }
}
