//! Names of typed parameters of hosts and of protected guests, with the kinds of their values.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// How the host shares equal pages.
#[parameters]
pub struct NodeMemoryParameters {
    /// How many pages to look at before a rest.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN", name = "shm_pages_to_scan")]
    pub shared_pages_to_scan: u32,
    /// How long the rest is.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS", name = "shm_sleep_millisecs")]
    pub shared_sleep_milliseconds: u32,
    /// How many shared pages are in use.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_PAGES_SHARED", name = "shm_pages_shared")]
    pub shared_pages_shared: u64,
    /// How many pages share them.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_PAGES_SHARING", name = "shm_pages_sharing")]
    pub shared_pages_sharing: u64,
    /// How many pages are looked at and shared by none.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED", name = "shm_pages_unshared")]
    pub shared_pages_unshared: u64,
    /// How many pages change too fast.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE", name = "shm_pages_volatile")]
    pub shared_pages_volatile: u64,
    /// How often all was looked at.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_FULL_SCANS", name = "shm_full_scans")]
    pub shared_full_scans: u64,
    /// Whether pages of different NUMA nodes are shared.
    #[parameter(c = "VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES", name = "shm_merge_across_nodes")]
    pub shared_merge_across_nodes: u32,
}

/// What a host has for protected guests.
#[parameters]
pub struct NodeSevParameters {
    /// The platform's Diffie-Hellman key.
    #[parameter(c = "VIR_NODE_SEV_PDH", name = "pdh")]
    pub pdh: String,
    /// The platform's certificates.
    #[parameter(c = "VIR_NODE_SEV_CERT_CHAIN", name = "cert-chain")]
    pub certificate_chain: String,
    /// What identifies the first processor.
    #[parameter(c = "VIR_NODE_SEV_CPU0_ID", name = "cpu0-id")]
    pub cpu0_id: String,
    /// The bit of an address that marks protected memory.
    #[parameter(c = "VIR_NODE_SEV_CBITPOS", name = "cbitpos")]
    pub c_bit_position: u32,
    /// How many bits of an address are lost.
    #[parameter(c = "VIR_NODE_SEV_REDUCED_PHYS_BITS", name = "reduced-phys-bits")]
    pub reduced_physical_bits: u32,
    /// The most guests with SEV.
    #[parameter(c = "VIR_NODE_SEV_MAX_GUESTS", name = "max-guests")]
    pub max_guests: u32,
    /// The most guests with SEV-ES.
    #[parameter(c = "VIR_NODE_SEV_MAX_ES_GUESTS", name = "max-es-guests")]
    pub max_es_guests: u32,
}

/// What proves that a guest's memory is protected.
#[parameters]
pub struct DomainLaunchSecurityParameters {
    /// What the processor measured when the guest was loaded.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_MEASUREMENT", name = "sev-measurement")]
    pub sev_measurement: String,
    /// The major version of the platform's interface.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MAJOR", name = "sev-api-major")]
    pub sev_api_major: u32,
    /// Its minor version.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MINOR", name = "sev-api-minor")]
    pub sev_api_minor: u32,
    /// Its build.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_BUILD_ID", name = "sev-build-id")]
    pub sev_build_id: u32,
    /// The guest's policy.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_POLICY", name = "sev-policy")]
    pub sev_policy: u32,
    /// The guest's policy with SNP.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_SNP_POLICY", name = "sev-snp-policy")]
    pub sev_snp_policy: u64,
    /// The header of a secret.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER", name = "sev-secret-header")]
    pub sev_secret_header: String,
    /// A secret.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET", name = "sev-secret")]
    pub sev_secret: String,
    /// Where in the guest's memory it goes.
    #[parameter(c = "VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS", name = "sev-secret-set-address")]
    pub sev_secret_set_address: u64,
}

/// Processor time of a guest, in nanoseconds.
#[parameters]
pub struct DomainCpuStatsParameters {
    /// All of it.
    #[parameter(c = "VIR_DOMAIN_CPU_STATS_CPUTIME", name = "cpu_time")]
    pub cpu_time: u64,
    /// That of the hypervisor's program.
    #[parameter(c = "VIR_DOMAIN_CPU_STATS_USERTIME", name = "user_time")]
    pub user_time: u64,
    /// That of the host's kernel.
    #[parameter(c = "VIR_DOMAIN_CPU_STATS_SYSTEMTIME", name = "system_time")]
    pub system_time: u64,
    /// That of the virtual processors.
    #[parameter(c = "VIR_DOMAIN_CPU_STATS_VCPUTIME", name = "vcpu_time")]
    pub vcpu_time: u64,
}
