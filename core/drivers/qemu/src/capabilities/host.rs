//! `<capabilities>` from facts.

use super::facts::{Cache, CacheContent, HostFacts, Node, Thread};
use super::guest::{GuestEmulator, guest};
use super::processors::Nesting;
use ferrovirt_xml::capabilities::{
    CacheKind, Capabilities, CellCpu, CellCpus, CellDistance, CellPages, Host, HostCache, HostCacheBank, HostCell,
    HostCells, HostCpu, HostCpuCounter, HostCpuFeature, HostCpuMicrocode, HostCpuSignature, HostCpuTopology,
    HostMaxPhysAddr, HostPageSize, HostTopology, MigrationFeatures, PhysAddrMode, PowerManagement, SecurityModel,
};
use ferrovirt_xml::scalar::{CpuSet, MemorySize, SizeUnit, YesNo};

/// What the host is, and which guests these emulators can run on it.
pub fn host_capabilities(facts: &HostFacts, emulators: &[GuestEmulator<'_>]) -> Capabilities {
    let guests = emulators.iter().map(|emulator| guest(facts, emulator)).collect();
    Capabilities { host: Some(host(facts)), guests }
}

fn host(facts: &HostFacts) -> Host {
    let platform = &facts.platform;
    Host {
        uuid: facts.uuid,
        cpu: Some(cpu(facts)),
        power_management: Some(PowerManagement {
            suspend_mem: platform.suspend_to_memory,
            suspend_disk: platform.suspend_to_disk,
            suspend_hybrid: platform.suspend_to_memory && platform.suspend_to_disk,
        }),
        iommu: Some(YesNo::from(platform.iommu)),
        migration_features: Some(MigrationFeatures {
            live: true,
            uri_transports: vec!["tcp".to_owned(), "rdma".to_owned()],
        }),
        topology: Some(topology(facts)),
        cache: (!facts.caches.is_empty())
            .then(|| HostCache { banks: facts.caches.iter().map(bank).collect(), monitor: None }),
        memory_bandwidth: None,
        security_models: vec![SecurityModel {
            model: Some("none".to_owned()),
            doi: Some("0".to_owned()),
            base_labels: Vec::new(),
        }],
    }
}

fn cpu(facts: &HostFacts) -> HostCpu {
    let processor = &facts.processor;
    let nesting = Nesting::of(facts);
    HostCpu {
        flags: None,
        architecture: Some(facts.architecture.clone()),
        model: processor.model.clone(),
        vendor: processor.vendor.clone(),
        microcode: processor.microcode.map(|version| HostCpuMicrocode { version: Some(version) }),
        signature: processor.signature.map(|(family, model, stepping)| HostCpuSignature {
            family: Some(family),
            model: Some(model),
            stepping: Some(stepping),
        }),
        counter: processor.counter.map(|counter| HostCpuCounter {
            name: Some("tsc".to_owned()),
            frequency: Some(counter.frequency),
            scaling: Some(counter.scaling.into()),
        }),
        topology: Some(HostCpuTopology {
            sockets: Some(nesting.sockets),
            dies: Some(nesting.dies),
            clusters: Some(nesting.clusters),
            cores: Some(nesting.cores),
            threads: Some(nesting.threads),
        }),
        maxphysaddr: processor.address_bits.map(|bits| HostMaxPhysAddr {
            mode: Some(PhysAddrMode::Emulate),
            bits: Some(bits),
            limit: None,
        }),
        features: processor.features.iter().map(|name| HostCpuFeature { name: Some(name.clone()) }).collect(),
        pages: facts.page_sizes.iter().map(|size| HostPageSize { unit: KIBIBYTES, size: Some(*size) }).collect(),
    }
}

const KIBIBYTES: Option<SizeUnit> = Some(SizeUnit::Kibibytes);

fn topology(facts: &HostFacts) -> HostTopology {
    let cells: Vec<HostCell> = facts.nodes.iter().map(cell).collect();
    HostTopology { cells: Some(HostCells { num: count(cells.len()), cells }), interconnects: None }
}

fn cell(node: &Node) -> HostCell {
    let pages =
        node.pages.iter().map(|(size, count)| CellPages { unit: KIBIBYTES, size: Some(*size), count: Some(*count) });
    let distances = node.distances.iter().map(|(id, value)| CellDistance { id: Some(*id), value: Some(*value) });
    HostCell {
        id: Some(node.id),
        memory: node.memory.map(MemorySize::from_kibibytes),
        pages: pages.collect(),
        distances: distances.collect(),
        caches: Vec::new(),
        cpus: Some(CellCpus { num: count(node.threads.len()), cpus: node.threads.iter().map(thread).collect() }),
    }
}

fn thread(thread: &Thread) -> CellCpu {
    let Some(place) = &thread.place else { return CellCpu { id: Some(thread.id), ..CellCpu::default() } };
    CellCpu {
        id: Some(thread.id),
        socket_id: Some(place.socket),
        die_id: Some(place.die),
        cluster_id: Some(place.cluster),
        core_id: Some(place.core),
        siblings: Some(place.siblings.iter().copied().collect()),
    }
}

fn bank(cache: &Cache) -> HostCacheBank {
    // The largest unit that leaves a whole number, as people say it.
    let (size, unit) = match cache.size {
        size if size > 0 && size % 1024 == 0 => (size / 1024, SizeUnit::Mebibytes),
        size => (size, SizeUnit::Kibibytes),
    };
    HostCacheBank {
        id: Some(cache.id),
        level: Some(cache.level),
        r#type: Some(match cache.content {
            CacheContent::Both => CacheKind::Both,
            CacheContent::Code => CacheKind::Code,
            CacheContent::Data => CacheKind::Data,
        }),
        size: Some(size),
        unit: Some(unit),
        cpus: Some(cache.cpus.iter().copied().collect::<CpuSet>()),
        controls: Vec::new(),
    }
}

fn count(number: usize) -> Option<u32> {
    u32::try_from(number).ok()
}
