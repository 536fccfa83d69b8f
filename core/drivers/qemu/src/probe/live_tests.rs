//! Probes of real processes: the installed emulator, where there is one, and programs that only pretend to be one.

use super::process::ProbeProcess;
use super::{EmulatorCapabilities, Prober, cache, find_emulator};
use ferrovirt_error::{Error, ErrorCode};
use ferrovirt_host::{Host, RealHost};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const LONG: Duration = Duration::from_secs(60);

struct Place {
    directory: TempDir,
    host: Arc<dyn Host>,
}

impl Place {
    fn new() -> Place {
        Place { directory: tempfile::tempdir().expect("a temporary directory"), host: Arc::new(RealHost::new()) }
    }

    fn library(&self) -> PathBuf {
        self.directory.path().join("lib")
    }

    fn cache(&self) -> PathBuf {
        self.directory.path().join("cache")
    }

    fn prober(&self, deadline: Duration) -> Prober {
        Prober::with_deadline(self.host.clone(), self.library(), self.cache(), deadline)
    }

    /// A shell script in place of an emulator.
    fn script(&self, body: &str, mode: u32) -> PathBuf {
        let path = self.directory.path().join("qemu-system-fake");
        std::fs::write(&path, format!("#!/bin/sh\n{body}\n")).expect("writable");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("ours");
        path
    }

    fn leftovers(&self) -> Vec<PathBuf> {
        let entries =
            std::fs::read_dir(self.library()).map(|entries| entries.flatten().map(|entry| entry.path()).collect());
        entries.unwrap_or_default()
    }

    /// Processes whose command line or environment names our directory.
    fn processes(&self) -> Vec<String> {
        let wanted = self.directory.path().to_string_lossy().into_owned();
        let entries = std::fs::read_dir("/proc").expect("/proc").flatten().map(|entry| entry.path());
        let lines = entries.flat_map(|path| ["cmdline", "environ"].map(|name| std::fs::read(path.join(name))));
        let lines = lines.flatten().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        lines.filter(|line| line.contains(&wanted)).collect()
    }

    /// Nothing is left. What was killed may take a moment to be gone.
    fn assert_clean(&self) {
        assert_eq!(self.leftovers(), Vec::<PathBuf>::new());
        let end = Instant::now() + LONG;
        while !self.processes().is_empty() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(self.processes(), Vec::<String>::new());
    }
}

fn installed() -> Option<PathBuf> {
    let found = find_emulator(&RealHost::new(), "x86_64");
    if found.is_none() {
        println!("skipped: no qemu-system-x86_64 is installed");
    }
    found
}

fn check_installed(found: &EmulatorCapabilities) {
    assert_eq!(found.architecture, "x86_64");
    assert!(found.version.major >= 6 && found.version.major < 100);
    assert!(found.machine("q35").is_some_and(|machine| machine.hotpluggable_cpus));
    assert!(found.has_device("virtio-blk-pci") && found.has_device_property("virtio-blk-pci", "drive"));
    assert!(found.has_command("query-status") && found.has_schema("query-status/ret/running"));
    assert!(found.has_option("chardev", None));
    assert_eq!(found.hardware.is_some(), found.kvm.enabled);
    let tcg = found.tcg.as_ref().expect("TCG is always built in where distributions build for others");
    assert!(tcg.cpu_models.iter().any(|model| model.name == "max" && model.is_usable() == Some(true)));
    assert!(tcg.host_cpu.as_ref().is_some_and(|cpu| cpu.properties.contains_key("sse2")));
}

#[tokio::test]
async fn the_installed_emulator_is_probed_once_and_then_cached() {
    let Some(emulator) = installed() else { return };
    let place = Place::new();
    let prober = place.prober(LONG);
    let start = Instant::now();
    let found = prober.capabilities(&emulator).await.expect("capabilities");
    println!("probed in {:?}", start.elapsed());
    check_installed(&found);
    place.assert_clean();

    let again = prober.capabilities(&emulator).await.expect("known");
    assert!(Arc::ptr_eq(&found, &again));
    let other = place.prober(LONG);
    let start = Instant::now();
    let stored = other.capabilities(&emulator).await.expect("cached");
    println!("loaded in {:?}", start.elapsed());
    assert_eq!((prober.probes(), other.probes()), (1, 0));
    assert!(*stored == *found);
}

#[tokio::test]
async fn a_cache_that_is_not_ours_is_ignored() {
    let Some(emulator) = installed() else { return };
    let place = Place::new();
    let file = cache::file(&place.cache(), &emulator);
    let key = cache::Key::now(&*place.host, &emulator).expect("a key");
    let other = cache::Key::now(&*place.host, Path::new("/bin/sh")).expect("a key");
    assert!(cache::store(&*place.host, &place.cache(), &key, &EmulatorCapabilities::default()));
    assert_eq!(cache::load(&*place.host, &place.cache(), &key), Some(EmulatorCapabilities::default()));
    assert_eq!(cache::load(&*place.host, &place.cache(), &other), None);
    let text = std::fs::read_to_string(&file).expect("stored");
    for broken in ["", "{}", "[1", &text[..text.len() / 2], &text.replacen("\"format\":", "\"format\":9", 1)] {
        std::fs::write(&file, broken).expect("writable");
        assert_eq!(cache::load(&*place.host, &place.cache(), &key), None, "{broken}");
    }
    check_installed(&place.prober(LONG).capabilities(&emulator).await.expect("probed instead"));
    assert!(cache::load(&*place.host, &place.cache(), &key).is_some(), "stored anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_number_of_probes_run_at_once() {
    let Some(emulator) = installed() else { return };
    let place = Place::new();
    let probes: Vec<_> = (0..8)
        .map(|number| {
            let cache = place.directory.path().join(format!("cache{number}"));
            let prober = Prober::with_deadline(place.host.clone(), place.library(), cache, LONG);
            let emulator = emulator.clone();
            tokio::spawn(async move { prober.capabilities(&emulator).await })
        })
        .collect();
    for probe in probes {
        check_installed(&probe.await.expect("no panic").expect("capabilities"));
    }
    place.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_together_share_one_probe() {
    let Some(emulator) = installed() else { return };
    let place = Place::new();
    let prober = place.prober(LONG);
    let questions: Vec<_> = (0..8)
        .map(|_| {
            let (prober, emulator) = (prober.clone(), emulator.clone());
            tokio::spawn(async move { prober.capabilities(&emulator).await })
        })
        .collect();
    for question in questions {
        question.await.expect("no panic").expect("capabilities");
    }
    assert_eq!(prober.probes(), 1);
}

#[tokio::test]
async fn a_library_directory_may_have_a_long_path() {
    let Some(emulator) = installed() else { return };
    let place = Place::new();
    let library = place.library().join("x".repeat(120));
    let prober = Prober::with_deadline(place.host.clone(), &library, place.cache(), LONG);
    check_installed(&prober.capabilities(&emulator).await.expect("capabilities"));
    assert_eq!(std::fs::read_dir(&library).expect("created").count(), 0);
}

async fn failure(place: &Place, emulator: &Path, deadline: Duration) -> Error {
    let error = place.prober(deadline).capabilities(emulator).await.expect_err("no emulator");
    place.assert_clean();
    assert_eq!(error.object().map(|object| Path::new(&object.name)), Some(emulator));
    error
}

#[tokio::test]
async fn an_emulator_that_ends_at_once_is_quoted() {
    let place = Place::new();
    let emulator = place.script("echo first >&2; echo 'fake: no such accelerator' >&2; exit 1", 0o755);
    let error = failure(&place, &emulator, LONG).await;
    let expected = format!(
        "internal error: Failed to probe QEMU binary '{}' with QMP: exit status 1: fake: no such accelerator",
        emulator.display()
    );
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.cause(), Some("first\nfake: no such accelerator"));
}

#[tokio::test]
async fn what_cannot_run_is_told_before_anything_is_started() {
    let place = Place::new();
    let error = failure(&place, &place.script("exit 0", 0o644), LONG).await;
    assert!(error.to_string().contains("may not be executed"), "{error}");
    let missing = place.directory.path().join("missing");
    let error = failure(&place, &missing, LONG).await;
    assert_eq!(error.code(), ErrorCode::SystemError);
    assert!(error.to_string().contains("No such file"), "{error}");
    let empty = place.directory.path().join("qemu-system-fake");
    std::fs::write(&empty, "").expect("writable");
    std::fs::set_permissions(&empty, PermissionsExt::from_mode(0o755)).expect("ours");
    let error = failure(&place, &empty, LONG).await;
    assert!(error.to_string().contains("qemu-system-fake"), "{error}");
}

#[tokio::test]
async fn an_emulator_that_hangs_is_killed_with_its_children() {
    let place = Place::new();
    let emulator = place.script("echo starting >&2; sleep 1000; echo never", 0o755);
    let start = Instant::now();
    let error = failure(&place, &emulator, Duration::from_millis(300)).await;
    assert!(start.elapsed() < LONG);
    assert!(error.to_string().contains("no answer to 'qmp_capabilities' within 300 ms: starting"), "{error}");
}

#[tokio::test]
async fn an_emulator_that_closes_its_monitor_is_refused() {
    let place = Place::new();
    let emulator = place.script("exec 3>&-; sleep 1000", 0o755);
    let error = failure(&place, &emulator, LONG).await;
    assert!(error.to_string().contains("Failed to probe QEMU binary"), "{error}");
}

#[tokio::test]
async fn a_probe_that_nobody_waits_for_leaves_nothing() {
    let place = Place::new();
    let emulator = place.script("sleep 1000", 0o755);
    let prober = place.prober(LONG);
    let question = tokio::time::timeout(Duration::from_millis(200), prober.capabilities(&emulator));
    assert!(question.await.is_err());
    place.assert_clean();
}

#[tokio::test]
async fn a_sweep_ends_what_a_killed_process_left_running() {
    let place = Place::new();
    let emulator = place.script("exec sleep 1000", 0o755);
    let probe = ProbeProcess::start(place.host.clone(), &emulator, "tcg", &place.library()).expect("started");
    std::mem::forget(probe);
    std::fs::create_dir_all(place.library().join("domain-1-x")).expect("writable");
    assert_eq!(place.leftovers().len(), 2);
    place.prober(LONG).sweep().await;
    assert_eq!(place.leftovers(), [place.library().join("domain-1-x")]);
    assert_eq!(place.processes(), Vec::<String>::new());
}
