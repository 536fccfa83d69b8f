//! How the records of the core fill the plain structs of the interface.

use std::ffi::{c_char, c_int, c_uchar, c_ushort};

use crate::generated::layout::*;
use crate::memory;

/// A struct from a record, field by field.
macro_rules! filled {
    ($($structure:ident from $record:ident($from:ident) { $($field:ident: $value:expr;)* })*) => {$(
        impl From<ferrovirt::$record> for $structure {
            fn from($from: ferrovirt::$record) -> $structure {
                Self { $($field: $value,)* }
            }
        }
    )*};
}

fn field<const N: usize>(text: &str) -> [c_char; N] {
    let mut made = [0; N];
    memory::fill(&mut made, text);
    made
}

/// A number that C has in a smaller type, at most that type's greatest.
fn narrow<From, To: TryFrom<From> + Greatest>(number: From) -> To {
    To::try_from(number).unwrap_or(To::GREATEST)
}

trait Greatest {
    const GREATEST: Self;
}

impl Greatest for c_ushort {
    const GREATEST: c_ushort = c_ushort::MAX;
}

impl Greatest for c_uchar {
    const GREATEST: c_uchar = c_uchar::MAX;
}

filled! {
    _virDomainInfo from DomainInfo(info) {
        state: narrow(info.state.number());
        maxMem: info.max_memory;
        memory: info.memory;
        nrVirtCpu: narrow(info.vcpus);
        cpuTime: info.cpu_time;
    }
    _virDomainControlInfo from DomainControlInfo(info) {
        state: info.state.number().cast_unsigned();
        details: info.details.number().cast_unsigned();
        stateTime: info.state_time;
    }
    _virDomainBlockInfo from DomainBlockInfo(info) {
        capacity: info.capacity;
        allocation: info.allocation;
        physical: info.physical;
    }
    _virDomainBlockStats from DomainBlockStats(stats) {
        rd_req: stats.read_requests;
        rd_bytes: stats.read_bytes;
        wr_req: stats.write_requests;
        wr_bytes: stats.write_bytes;
        errs: stats.errors;
    }
    _virDomainInterfaceStats from DomainInterfaceStats(stats) {
        rx_bytes: stats.receive_bytes;
        rx_packets: stats.receive_packets;
        rx_errs: stats.receive_errors;
        rx_drop: stats.receive_drops;
        tx_bytes: stats.transmit_bytes;
        tx_packets: stats.transmit_packets;
        tx_errs: stats.transmit_errors;
        tx_drop: stats.transmit_drops;
    }
    _virDomainMemoryStat from DomainMemoryStat(statistic) {
        tag: statistic.tag.number();
        val: statistic.value;
    }
    _virNodeInfo from NodeInfo(info) {
        model: field(&info.model);
        memory: info.memory;
        cpus: info.cpus;
        mhz: info.mhz;
        nodes: info.nodes;
        sockets: info.sockets;
        cores: info.cores;
        threads: info.threads;
    }
    _virStoragePoolInfo from StoragePoolInfo(info) {
        state: info.state.number();
        capacity: info.capacity;
        allocation: info.allocation;
        available: info.available;
    }
    _virStorageVolInfo from StorageVolumeInfo(info) {
        r#type: info.kind.number();
        capacity: info.capacity;
        allocation: info.allocation;
    }
    _virSecurityModel from SecurityModel(model) {
        model: field(&model.model);
        doi: field(&model.doi);
    }
    _virSecurityLabel from SecurityLabel(label) {
        label: field(&label.label);
        enforcing: c_int::from(label.enforcing);
    }
    _virDomainJobInfo from DomainJobInfo(info) {
        r#type: info.kind.number();
        timeElapsed: info.time_elapsed;
        timeRemaining: info.time_remaining;
        dataTotal: info.data_total;
        dataProcessed: info.data_processed;
        dataRemaining: info.data_remaining;
        memTotal: info.memory_total;
        memProcessed: info.memory_processed;
        memRemaining: info.memory_remaining;
        fileTotal: info.file_total;
        fileProcessed: info.file_processed;
        fileRemaining: info.file_remaining;
    }
    _virDomainBlockJobInfo from DomainBlockJobInfo(info) {
        r#type: info.job.number();
        bandwidth: info.bandwidth;
        cur: info.current;
        end: info.end;
    }
    _virNodeCPUStats from NodeStatistic(statistic) {
        field: field(&statistic.field);
        value: statistic.value;
    }
    _virNodeMemoryStats from NodeStatistic(statistic) {
        field: field(&statistic.field);
        value: statistic.value;
    }
}
