//! The plain structs of the interface, field by field as C programs know them, each filled from the record it shows.

use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort};

use crate::memory;

/// A struct with C's three names, filled from a record of the core.
macro_rules! structures {
    ($($(#[$doc:meta])* $structure:ident, $name:ident, $pointer:ident, from $record:ident($from:ident) {
        $($(#[$field_doc:meta])* $field:ident: $of:ty = $value:expr;)*
    })*) => {$(
        $(#[$doc])*
        #[repr(C)]
        #[derive(Clone, Copy)]
        pub struct $structure { $($(#[$field_doc])* pub $field: $of,)* }

        $(#[$doc])*
        pub type $name = $structure;
        #[doc = concat!("A pointer to a `", stringify!($name), "`.")]
        pub type $pointer = *mut $name;

        impl From<ferrovirt::$record> for $structure {
            fn from($from: ferrovirt::$record) -> $structure {
                $structure { $($field: $value,)* }
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

structures! {
    /// State, memory and processors of a domain.
    _virDomainInfo, virDomainInfo, virDomainInfoPtr, from DomainInfo(info) {
        /// The `virDomainState`.
        state: c_uchar = narrow(info.state.number());
        /// The most memory it may have, in KiB.
        maxMem: c_ulong = info.max_memory;
        /// The memory it has now, in KiB.
        memory: c_ulong = info.memory;
        /// How many virtual processors it has.
        nrVirtCpu: c_ushort = narrow(info.vcpus);
        /// Processor time that it used, in nanoseconds.
        cpuTime: c_ulonglong = info.cpu_time;
    }
    /// Whether a domain can be controlled.
    _virDomainControlInfo, virDomainControlInfo, virDomainControlInfoPtr, from DomainControlInfo(info) {
        /// The `virDomainControlState`.
        state: c_uint = info.state.number().cast_unsigned();
        /// The `virDomainControlErrorReason`.
        details: c_uint = info.details.number().cast_unsigned();
        /// For how long it has been so, in milliseconds.
        stateTime: c_ulonglong = info.state_time;
    }
    /// The sizes of a disk, in bytes.
    _virDomainBlockInfo, virDomainBlockInfo, virDomainBlockInfoPtr, from DomainBlockInfo(info) {
        /// What the guest sees.
        capacity: c_ulonglong = info.capacity;
        /// The highest extent in use on the host.
        allocation: c_ulonglong = info.allocation;
        /// The size of its container on the host.
        physical: c_ulonglong = info.physical;
    }
    /// What a disk has done; -1 where it is not known.
    _virDomainBlockStats, virDomainBlockStatsStruct, virDomainBlockStatsPtr, from DomainBlockStats(stats) {
        /// Read requests.
        rd_req: c_longlong = stats.read_requests;
        /// Bytes read.
        rd_bytes: c_longlong = stats.read_bytes;
        /// Write requests.
        wr_req: c_longlong = stats.write_requests;
        /// Bytes written.
        wr_bytes: c_longlong = stats.write_bytes;
        /// Errors.
        errs: c_longlong = stats.errors;
    }
    /// What an interface has done, from the guest's side; -1 where it is not known.
    _virDomainInterfaceStats, virDomainInterfaceStatsStruct, virDomainInterfaceStatsPtr, from DomainInterfaceStats(stats) {
        /// Bytes received.
        rx_bytes: c_longlong = stats.receive_bytes;
        /// Packets received.
        rx_packets: c_longlong = stats.receive_packets;
        /// Errors while receiving.
        rx_errs: c_longlong = stats.receive_errors;
        /// Packets dropped while receiving.
        rx_drop: c_longlong = stats.receive_drops;
        /// Bytes sent.
        tx_bytes: c_longlong = stats.transmit_bytes;
        /// Packets sent.
        tx_packets: c_longlong = stats.transmit_packets;
        /// Errors while sending.
        tx_errs: c_longlong = stats.transmit_errors;
        /// Packets dropped while sending.
        tx_drop: c_longlong = stats.transmit_drops;
    }
    /// One memory statistic.
    _virDomainMemoryStat, virDomainMemoryStatStruct, virDomainMemoryStatPtr, from DomainMemoryStat(statistic) {
        /// The `virDomainMemoryStatTags`.
        tag: c_int = statistic.tag.number();
        /// The value.
        val: c_ulonglong = statistic.value;
    }
    /// Processors and memory of a host.
    _virNodeInfo, virNodeInfo, virNodeInfoPtr, from NodeInfo(info) {
        /// The processor architecture.
        model: [c_char; 32] = field(&info.model);
        /// Memory in KiB.
        memory: c_ulong = info.memory;
        /// Active processors.
        cpus: c_uint = info.cpus;
        /// Clock rate in MHz; 0 if unknown.
        mhz: c_uint = info.mhz;
        /// NUMA nodes.
        nodes: c_uint = info.nodes;
        /// Sockets of a node.
        sockets: c_uint = info.sockets;
        /// Cores of a socket.
        cores: c_uint = info.cores;
        /// Threads of a core.
        threads: c_uint = info.threads;
    }
}
