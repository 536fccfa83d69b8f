//! The door for those who were asked by a client: finds emulators, checks arguments, answers with documents.

use super::architecture;
use super::domain::{DomainQuestion, domain_capabilities};
use super::facts::HostFacts;
use super::firmware::FirmwareChoices;
use super::guest::GuestEmulator;
use super::host::host_capabilities;
use super::machine::{NO_MACHINE, preferred_machine};
use super::node::node_info;
use super::virtualization::{VirtualizationType, Word};
use crate::probe::{EmulatorCapabilities, Prober};
use ferrovirt_api::NodeInfo;
use ferrovirt_api::runtime;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, ObjectKind, Result};
use ferrovirt_host::Host;
use ferrovirt_xml::{Document, Format};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many emulators are probed at the same time when all are asked for.
const PROBES_MAX: usize = 4;

/// Answers what host and emulators can do. Cheap to clone.
///
/// *Behavior*: an emulator is probed when something is asked about it, and only [`Provider::host`] asks about all. The
/// prober shares probes in flight and keeps their results. The futures wait on nothing but tasks of the common runtime,
/// so that they can be polled anywhere.
#[derive(Clone)]
pub struct Provider {
    host: Arc<dyn Host>,
    prober: Prober,
}

/// What a client asks about; what is left out, the driver chooses.
#[derive(Clone, Debug, Default)]
struct Wanted {
    emulator: Option<String>,
    architecture: Option<String>,
    machine: Option<String>,
    virtualization_type: Option<String>,
}

impl Provider {
    /// A provider for this host, with the prober of the driver.
    pub fn new(host: Arc<dyn Host>, prober: Prober) -> Provider {
        Provider { host, prober }
    }

    /// The `<capabilities>` document: the host, and guests of every emulator that is installed.
    ///
    /// *Behavior*: an emulator that can't be probed is left out, as one that is not installed would be.
    pub async fn host(&self) -> Result<String> {
        self.on_runtime(|provider| async move { provider.host_document().await }).await
    }

    /// The `<domainCapabilities>` document.
    ///
    /// *Behavior*: the defaults are the host's architecture, the emulator found for it, the fastest virtualization type
    /// that works, and that emulator's default machine. A word that means nothing, and a combination that the emulator
    /// does not have, is an invalid argument; no emulator at all is an unsupported configuration.
    pub async fn domain(
        &self,
        emulator: Option<&str>,
        architecture: Option<&str>,
        machine: Option<&str>,
        virtualization_type: Option<&str>,
    ) -> Result<String> {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let wanted = Wanted {
            emulator: own(emulator),
            architecture: own(architecture),
            machine: own(machine),
            virtualization_type: own(virtualization_type),
        };
        self.on_runtime(|provider| async move { provider.domain_document(&wanted).await }).await
    }

    /// Processors and memory of the host.
    pub async fn node_info(&self) -> Result<NodeInfo> {
        self.on_runtime(|provider| async move { Ok(node_info(&provider.facts().await?)) }).await
    }

    /// The most virtual CPUs that the default machine takes with a virtualization type.
    pub async fn max_vcpus(&self, virtualization_type: Option<&str>) -> Result<u32> {
        let kind = virtualization_type.map(|word| match Word::parse(&word.to_ascii_lowercase()) {
            Word::Ours(kind) => Ok(kind),
            _ => Err(invalid(format!("unknown type '{word}'"))),
        });
        let kind = kind.transpose()?;
        self.on_runtime(move |provider| async move { provider.default_machine_limit(kind).await }).await
    }

    /// What an emulator can do.
    pub async fn emulator(&self, binary: &str) -> Result<Arc<EmulatorCapabilities>> {
        let path = PathBuf::from(binary);
        self.on_runtime(|provider| async move { provider.prober.capabilities(&path).await }).await
    }

    async fn on_runtime<T, F>(&self, work: impl FnOnce(Provider) -> F) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let task = runtime::spawn(work(self.clone()))?;
        task.await.map_err(|error| Error::internal(ErrorDomain::Qemu, error.to_string()))?
    }

    async fn facts(&self) -> Result<HostFacts> {
        let host = self.host.clone();
        runtime::blocking(move || HostFacts::read(&*host)).await?
    }

    async fn host_document(&self) -> Result<String> {
        let facts = self.facts().await?;
        let found = self.all_emulators().await;
        let emulators: Vec<GuestEmulator<'_>> = found
            .iter()
            .map(|(architecture, path, capabilities)| GuestEmulator { architecture, path, capabilities })
            .collect();
        Ok(host_capabilities(&facts, &emulators).to_xml(&Format::default()))
    }

    /// The emulator of each architecture that has one, in libvirt's order.
    async fn all_emulators(&self) -> Vec<(&'static str, String, Arc<EmulatorCapabilities>)> {
        let permits = Arc::new(Semaphore::new(PROBES_MAX));
        let mut probes = JoinSet::new();
        for (place, architecture) in architecture::all().enumerate() {
            let Some(path) = self.prober.find(architecture) else { continue };
            let (prober, permits) = (self.prober.clone(), permits.clone());
            probes.spawn(async move {
                let _permit = permits.acquire_owned().await.ok()?;
                let capabilities = prober.capabilities(&path).await.ok()?;
                architecture::can_run(&capabilities.architecture, architecture)
                    .then(|| (place, architecture, path.to_string_lossy().into_owned(), capabilities))
            });
        }
        let mut found: Vec<_> = probes.join_all().await.into_iter().flatten().collect();
        found.sort_by_key(|(place, ..)| *place);
        found.into_iter().map(|(_, architecture, path, capabilities)| (architecture, path, capabilities)).collect()
    }

    async fn domain_document(&self, wanted: &Wanted) -> Result<String> {
        let facts = self.facts().await?;
        let architecture = wanted.architecture.as_deref().unwrap_or(&facts.architecture);
        if architecture::word_size(architecture).is_none() {
            return Err(invalid(format!("unknown architecture: {architecture}")));
        }
        let kind = wanted.virtualization_type.as_deref().map(Word::parse);
        if let (Some(Word::Unknown), Some(word)) = (kind, &wanted.virtualization_type) {
            return Err(invalid(format!("unknown virttype: {word}")));
        }
        let path = match &wanted.emulator {
            Some(path) => PathBuf::from(path),
            None => self.find(architecture)?,
        };
        let capabilities = self.prober.capabilities(&path).await?;
        let path = path.to_string_lossy();
        if !architecture::can_run(&capabilities.architecture, architecture) {
            let detail = format!("Emulator '{path}' does not support arch '{architecture}'");
            return Err(about(invalid(detail), &path));
        }
        let works = |kind: VirtualizationType| kind.works(&capabilities, &facts.architecture, architecture);
        let virtualization_type = match kind {
            Some(Word::Ours(kind)) if works(kind) => kind,
            Some(kind) => {
                let word = wanted.virtualization_type.as_deref().unwrap_or_default();
                return Err(no_such_type(&path, word, kind, &capabilities));
            }
            None => fastest(works),
        };
        let machine = match &wanted.machine {
            Some(name) => capabilities.machine(name).filter(|machine| machine.name != NO_MACHINE).ok_or_else(|| {
                about(invalid(format!("the machine '{name}' is not supported by emulator '{path}'")), &path)
            })?,
            None => preferred_machine(&capabilities)
                .ok_or_else(|| about(invalid(format!("the emulator '{path}' has no machine for guests")), &path))?,
        };
        let question =
            DomainQuestion { path: &path, capabilities: &capabilities, architecture, machine, virtualization_type };
        let firmware = {
            let (host, guest, machine) = (self.host.clone(), architecture.to_owned(), machine.name.clone());
            runtime::blocking(move || FirmwareChoices::read(&*host, &guest, &machine)).await?
        };
        Ok(domain_capabilities(&question, &facts, &firmware).to_xml(&Format::default()))
    }

    async fn default_machine_limit(&self, kind: Option<VirtualizationType>) -> Result<u32> {
        let facts = self.facts().await?;
        let capabilities = self.prober.capabilities(&self.find(&facts.architecture)?).await?;
        let works = |kind: VirtualizationType| kind.works(&capabilities, &facts.architecture, &facts.architecture);
        // libvirt answers for KVM even where it does not work: programs ask before they decide.
        let kind = kind.filter(|kind| works(*kind)).unwrap_or_else(|| fastest(works));
        let machine = preferred_machine(&capabilities).map(|machine| machine.name.as_str());
        let machines = kind.accelerated(&capabilities).map(|found| found.machines.as_slice()).unwrap_or_default();
        let limit = machines.iter().find(|known| Some(known.name.as_str()) == machine).map(|known| known.cpu_max);
        limit.ok_or_else(|| Error::internal(ErrorDomain::Qemu, "the emulator has no machine for guests"))
    }

    fn find(&self, architecture: &str) -> Result<PathBuf> {
        self.prober.find(architecture).ok_or_else(|| {
            let detail = format!("unable to find any emulator to serve '{architecture}' architecture");
            let hint = format!("install QEMU's qemu-system-{}", crate::probe::qemu_architecture(architecture));
            Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail).with_hint(hint)
        })
    }
}

fn fastest(works: impl Fn(VirtualizationType) -> bool) -> VirtualizationType {
    let ordered = [VirtualizationType::Kvm, VirtualizationType::Hvf];
    ordered.into_iter().find(|kind| works(*kind)).unwrap_or(VirtualizationType::Qemu)
}

fn no_such_type(path: &str, word: &str, kind: Word, capabilities: &EmulatorCapabilities) -> Error {
    let error = about(invalid(format!("Emulator '{path}' does not support virt type '{word}'")), path);
    match (kind, &capabilities.kvm.unusable) {
        (Word::Ours(VirtualizationType::Kvm), Some(reason)) if capabilities.kvm.built_in => {
            error.with_cause(reason.clone()).with_hint("make /dev/kvm usable for this user, or use virt type 'qemu'")
        }
        _ => error,
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Qemu, detail)
}

fn about(error: Error, path: &str) -> Error {
    error.with_object(ObjectKind::Path, path, None)
}
