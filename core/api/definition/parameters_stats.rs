//! Names of typed parameters of statistics, with the kinds of their values.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Statistics of domains in bulk. Times are in nanoseconds and memory in KiB unless they say otherwise.
#[parameters]
pub struct DomainStatsParameters {
    /// Balloon: available.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_AVAILABLE", name = "balloon.available")]
    pub balloon_available: u64,
    /// Balloon: current.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_CURRENT", name = "balloon.current")]
    pub balloon_current: u64,
    /// Balloon: disk caches.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_DISK_CACHES", name = "balloon.disk_caches")]
    pub balloon_disk_caches: u64,
    /// Balloon: hugetlb pgalloc.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGALLOC", name = "balloon.hugetlb_pgalloc")]
    pub balloon_hugetlb_pgalloc: u64,
    /// Balloon: hugetlb pgfail.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGFAIL", name = "balloon.hugetlb_pgfail")]
    pub balloon_hugetlb_pgfail: u64,
    /// Balloon: last update.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_LAST_UPDATE", name = "balloon.last-update")]
    pub balloon_last_update: u64,
    /// Balloon: major fault.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_MAJOR_FAULT", name = "balloon.major_fault")]
    pub balloon_major_fault: u64,
    /// Balloon: maximum.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_MAXIMUM", name = "balloon.maximum")]
    pub balloon_maximum: u64,
    /// Balloon: minor fault.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_MINOR_FAULT", name = "balloon.minor_fault")]
    pub balloon_minor_fault: u64,
    /// Balloon: rss.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_RSS", name = "balloon.rss")]
    pub balloon_rss: u64,
    /// Balloon: swap in.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_SWAP_IN", name = "balloon.swap_in")]
    pub balloon_swap_in: u64,
    /// Balloon: swap out.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_SWAP_OUT", name = "balloon.swap_out")]
    pub balloon_swap_out: u64,
    /// Balloon: unused.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_UNUSED", name = "balloon.unused")]
    pub balloon_unused: u64,
    /// Balloon: usable.
    #[parameter(c = "VIR_DOMAIN_STATS_BALLOON_USABLE", name = "balloon.usable")]
    pub balloon_usable: u64,
    /// Block: count.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_COUNT", name = "block.count")]
    pub block_count: u32,
    /// Allocation of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_ALLOCATION", name = "block.{}.allocation")]
    pub block_allocation: u64,
    /// BackingIndex of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_BACKINGINDEX", name = "block.{}.backingIndex")]
    pub block_backingindex: u32,
    /// Capacity of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_CAPACITY", name = "block.{}.capacity")]
    pub block_capacity: u64,
    /// Errors of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_ERRORS", name = "block.{}.errors")]
    pub block_errors: u64,
    /// Fl reqs of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_REQS", name = "block.{}.fl.reqs")]
    pub block_fl_reqs: u64,
    /// Fl times of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_TIMES", name = "block.{}.fl.times")]
    pub block_fl_times: u64,
    /// Name of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_NAME", name = "block.{}.name")]
    pub block_name: String,
    /// Path of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_PATH", name = "block.{}.path")]
    pub block_path: String,
    /// Physical of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_PHYSICAL", name = "block.{}.physical")]
    pub block_physical: u64,
    /// Rd bytes of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_BYTES", name = "block.{}.rd.bytes")]
    pub block_rd_bytes: u64,
    /// Rd reqs of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_REQS", name = "block.{}.rd.reqs")]
    pub block_rd_reqs: u64,
    /// Rd times of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_TIMES", name = "block.{}.rd.times")]
    pub block_rd_times: u64,
    /// Threshold of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_THRESHOLD", name = "block.{}.threshold")]
    pub block_threshold: u64,
    /// Wr bytes of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_BYTES", name = "block.{}.wr.bytes")]
    pub block_wr_bytes: u64,
    /// Wr reqs of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_REQS", name = "block.{}.wr.reqs")]
    pub block_wr_reqs: u64,
    /// Wr times of a disk.
    #[parameter(c = "VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_TIMES", name = "block.{}.wr.times")]
    pub block_wr_times: u64,
    /// Cpu: cache monitor count.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_COUNT", name = "cpu.cache.monitor.count")]
    pub cpu_cache_monitor_count: u32,
    /// Bank count of a monitor of the cache.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_COUNT", name = "cpu.cache.monitor.{}.bank.count")]
    pub cpu_cache_monitor_bank_count: u32,
    /// Bytes of a bank of the cache.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_BYTES", name = "cpu.cache.monitor.{}.bank.{}.bytes")]
    pub cpu_cache_monitor_bank_bytes: u64,
    /// Id of a bank of the cache.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_ID", name = "cpu.cache.monitor.{}.bank.{}.id")]
    pub cpu_cache_monitor_bank_id: u32,
    /// Name of a monitor of the cache.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_NAME", name = "cpu.cache.monitor.{}.name")]
    pub cpu_cache_monitor_name: String,
    /// Vcpus of a monitor of the cache.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_VCPUS", name = "cpu.cache.monitor.{}.vcpus")]
    pub cpu_cache_monitor_vcpus: String,
    /// Cpu: haltpoll fail time.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_HALTPOLL_FAIL_TIME", name = "cpu.haltpoll.fail.time")]
    pub cpu_haltpoll_fail_time: u64,
    /// Cpu: haltpoll success time.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_HALTPOLL_SUCCESS_TIME", name = "cpu.haltpoll.success.time")]
    pub cpu_haltpoll_success_time: u64,
    /// Cpu: system.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_SYSTEM", name = "cpu.system")]
    pub cpu_system: u64,
    /// Cpu: time.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_TIME", name = "cpu.time")]
    pub cpu_time: u64,
    /// Cpu: user.
    #[parameter(c = "VIR_DOMAIN_STATS_CPU_USER", name = "cpu.user")]
    pub cpu_user: u64,
    /// Dirtyrate: calc mode.
    #[parameter(c = "VIR_DOMAIN_STATS_DIRTYRATE_CALC_MODE", name = "dirtyrate.calc_mode")]
    pub dirtyrate_calc_mode: String,
    /// Dirtyrate: calc period.
    #[parameter(c = "VIR_DOMAIN_STATS_DIRTYRATE_CALC_PERIOD", name = "dirtyrate.calc_period")]
    pub dirtyrate_calc_period: i32,
    /// Dirtyrate: calc start time.
    #[parameter(c = "VIR_DOMAIN_STATS_DIRTYRATE_CALC_START_TIME", name = "dirtyrate.calc_start_time")]
    pub dirtyrate_calc_start_time: i64,
    /// Dirtyrate: calc status.
    #[parameter(c = "VIR_DOMAIN_STATS_DIRTYRATE_CALC_STATUS", name = "dirtyrate.calc_status")]
    pub dirtyrate_calc_status: i32,
    /// Dirtyrate: megabytes per second.
    #[parameter(c = "VIR_DOMAIN_STATS_DIRTYRATE_MEGABYTES_PER_SECOND", name = "dirtyrate.megabytes_per_second")]
    pub dirtyrate_megabytes_per_second: i64,
    /// Megabytes per second of a virtual processor.
    #[parameter(c = "VIR_DOMAIN_STATS_DIRTYRATE_VCPU_SUFFIX_MEGABYTES_PER_SECOND", name = "dirtyrate.vcpu.{}.megabytes_per_second")]
    pub dirtyrate_vcpu_megabytes_per_second: u64,
    /// Iothread: count.
    #[parameter(c = "VIR_DOMAIN_STATS_IOTHREAD_COUNT", name = "iothread.count")]
    pub iothread_count: u32,
    /// Poll grow of an I/O thread.
    #[parameter(c = "VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_GROW", name = "iothread.{}.poll-grow")]
    pub iothread_poll_grow: u32,
    /// Poll max ns of an I/O thread.
    #[parameter(c = "VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_MAX_NS", name = "iothread.{}.poll-max-ns")]
    pub iothread_poll_max_ns: u64,
    /// Poll shrink of an I/O thread.
    #[parameter(c = "VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_SHRINK", name = "iothread.{}.poll-shrink")]
    pub iothread_poll_shrink: u32,
    /// Memory: bandwidth monitor count.
    #[parameter(c = "VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_COUNT", name = "memory.bandwidth.monitor.count")]
    pub memory_bandwidth_monitor_count: u32,
    /// Name of a monitor of memory traffic.
    #[parameter(c = "VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NAME", name = "memory.bandwidth.monitor.{}.name")]
    pub memory_bandwidth_monitor_name: String,
    /// Node count of a monitor of memory traffic.
    #[parameter(c = "VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_COUNT", name = "memory.bandwidth.monitor.{}.node.count")]
    pub memory_bandwidth_monitor_node_count: u32,
    /// Bytes local of a node of such a monitor.
    #[parameter(c = "VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_LOCAL", name = "memory.bandwidth.monitor.{}.node.{}.bytes.local")]
    pub memory_bandwidth_monitor_node_bytes_local: u64,
    /// Bytes total of a node of such a monitor.
    #[parameter(c = "VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_TOTAL", name = "memory.bandwidth.monitor.{}.node.{}.bytes.total")]
    pub memory_bandwidth_monitor_node_bytes_total: u64,
    /// Id of a node of such a monitor.
    #[parameter(c = "VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_ID", name = "memory.bandwidth.monitor.{}.node.{}.id")]
    pub memory_bandwidth_monitor_node_id: u32,
    /// Vcpus of a monitor of memory traffic.
    #[parameter(c = "VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_VCPUS", name = "memory.bandwidth.monitor.{}.vcpus")]
    pub memory_bandwidth_monitor_vcpus: String,
    /// Net: count.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_COUNT", name = "net.count")]
    pub net_count: u32,
    /// Name of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_NAME", name = "net.{}.name")]
    pub net_name: String,
    /// Rx bytes of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_RX_BYTES", name = "net.{}.rx.bytes")]
    pub net_rx_bytes: u64,
    /// Rx drop of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_RX_DROP", name = "net.{}.rx.drop")]
    pub net_rx_drop: u64,
    /// Rx errs of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_RX_ERRS", name = "net.{}.rx.errs")]
    pub net_rx_errs: u64,
    /// Rx pkts of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_RX_PKTS", name = "net.{}.rx.pkts")]
    pub net_rx_pkts: u64,
    /// Tx bytes of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_TX_BYTES", name = "net.{}.tx.bytes")]
    pub net_tx_bytes: u64,
    /// Tx drop of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_TX_DROP", name = "net.{}.tx.drop")]
    pub net_tx_drop: u64,
    /// Tx errs of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_TX_ERRS", name = "net.{}.tx.errs")]
    pub net_tx_errs: u64,
    /// Tx pkts of an interface.
    #[parameter(c = "VIR_DOMAIN_STATS_NET_SUFFIX_TX_PKTS", name = "net.{}.tx.pkts")]
    pub net_tx_pkts: u64,
    /// Perf: alignment faults.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_ALIGNMENT_FAULTS", name = "perf.alignment_faults")]
    pub perf_alignment_faults: u64,
    /// Perf: branch instructions.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_BRANCH_INSTRUCTIONS", name = "perf.branch_instructions")]
    pub perf_branch_instructions: u64,
    /// Perf: branch misses.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_BRANCH_MISSES", name = "perf.branch_misses")]
    pub perf_branch_misses: u64,
    /// Perf: bus cycles.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_BUS_CYCLES", name = "perf.bus_cycles")]
    pub perf_bus_cycles: u64,
    /// Perf: cache misses.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_CACHE_MISSES", name = "perf.cache_misses")]
    pub perf_cache_misses: u64,
    /// Perf: cache references.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_CACHE_REFERENCES", name = "perf.cache_references")]
    pub perf_cache_references: u64,
    /// Perf: cmt.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_CMT", name = "perf.cmt")]
    pub perf_cmt: u64,
    /// Perf: context switches.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_CONTEXT_SWITCHES", name = "perf.context_switches")]
    pub perf_context_switches: u64,
    /// Perf: cpu clock.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_CPU_CLOCK", name = "perf.cpu_clock")]
    pub perf_cpu_clock: u64,
    /// Perf: cpu cycles.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_CPU_CYCLES", name = "perf.cpu_cycles")]
    pub perf_cpu_cycles: u64,
    /// Perf: cpu migrations.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_CPU_MIGRATIONS", name = "perf.cpu_migrations")]
    pub perf_cpu_migrations: u64,
    /// Perf: emulation faults.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_EMULATION_FAULTS", name = "perf.emulation_faults")]
    pub perf_emulation_faults: u64,
    /// Perf: instructions.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_INSTRUCTIONS", name = "perf.instructions")]
    pub perf_instructions: u64,
    /// Perf: mbml.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_MBML", name = "perf.mbml")]
    pub perf_mbml: u64,
    /// Perf: mbmt.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_MBMT", name = "perf.mbmt")]
    pub perf_mbmt: u64,
    /// Perf: page faults.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_PAGE_FAULTS", name = "perf.page_faults")]
    pub perf_page_faults: u64,
    /// Perf: page faults maj.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MAJ", name = "perf.page_faults_maj")]
    pub perf_page_faults_maj: u64,
    /// Perf: page faults min.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MIN", name = "perf.page_faults_min")]
    pub perf_page_faults_min: u64,
    /// Perf: ref cpu cycles.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_REF_CPU_CYCLES", name = "perf.ref_cpu_cycles")]
    pub perf_ref_cpu_cycles: u64,
    /// Perf: stalled cycles backend.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_BACKEND", name = "perf.stalled_cycles_backend")]
    pub perf_stalled_cycles_backend: u64,
    /// Perf: stalled cycles frontend.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_FRONTEND", name = "perf.stalled_cycles_frontend")]
    pub perf_stalled_cycles_frontend: u64,
    /// Perf: task clock.
    #[parameter(c = "VIR_DOMAIN_STATS_PERF_TASK_CLOCK", name = "perf.task_clock")]
    pub perf_task_clock: u64,
    /// State: reason.
    #[parameter(c = "VIR_DOMAIN_STATS_STATE_REASON", name = "state.reason")]
    pub state_reason: i32,
    /// State: state.
    #[parameter(c = "VIR_DOMAIN_STATS_STATE_STATE", name = "state.state")]
    pub state_state: i32,
    /// Vcpu: current.
    #[parameter(c = "VIR_DOMAIN_STATS_VCPU_CURRENT", name = "vcpu.current")]
    pub vcpu_current: u32,
    /// Vcpu: maximum.
    #[parameter(c = "VIR_DOMAIN_STATS_VCPU_MAXIMUM", name = "vcpu.maximum")]
    pub vcpu_maximum: u32,
    /// Delay of a virtual processor.
    #[parameter(c = "VIR_DOMAIN_STATS_VCPU_SUFFIX_DELAY", name = "vcpu.{}.delay")]
    pub vcpu_delay: u64,
    /// Halted of a virtual processor.
    #[parameter(c = "VIR_DOMAIN_STATS_VCPU_SUFFIX_HALTED", name = "vcpu.{}.halted")]
    pub vcpu_halted: bool,
    /// State of a virtual processor.
    #[parameter(c = "VIR_DOMAIN_STATS_VCPU_SUFFIX_STATE", name = "vcpu.{}.state")]
    pub vcpu_state: i32,
    /// Time of a virtual processor.
    #[parameter(c = "VIR_DOMAIN_STATS_VCPU_SUFFIX_TIME", name = "vcpu.{}.time")]
    pub vcpu_time: u64,
    /// Wait of a virtual processor.
    #[parameter(c = "VIR_DOMAIN_STATS_VCPU_SUFFIX_WAIT", name = "vcpu.{}.wait")]
    pub vcpu_wait: u64,
}
