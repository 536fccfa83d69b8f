//! Does everything again and again on many threads, and fails when the process grows: `soak [SECONDS] [THREADS]`.
//!
//! Prints the resident memory as time passes. The first fifth is for filling caches and the allocator's own; after it
//! the middle of what is measured may not rise.

#[path = "../tests/crowd/mod.rs"]
mod crowd;

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crowd::{Random, act};
use ferrovirt::blocking::wait;
use ferrovirt::*;

/// What the middle of the last third may be above that of the first, in percent and in KiB.
const GROWTH: (u64, u64) = (5, 4096);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>().ok());
    let seconds = arguments.next().flatten().unwrap_or(600).max(10);
    let threads = arguments.next().flatten().unwrap_or(8).max(1);
    let begin = Instant::now();
    let end = begin + Duration::from_secs(seconds);
    let rounds = AtomicU64::new(0);
    let samples = std::thread::scope(|scope| {
        for number in 0..threads {
            let rounds = &rounds;
            scope.spawn(move || {
                let mut random = Random::new(number);
                while Instant::now() < end {
                    if let Err(error) = round(&mut random) {
                        // A thread that ends would make the rest easier; a failure is a failure.
                        eprintln!("{}", error.report());
                        std::process::exit(1);
                    }
                    rounds.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let pause = Duration::from_secs((seconds / 60).max(1));
        let mut samples = Vec::new();
        while Instant::now() < end {
            std::thread::sleep(pause);
            let (time, memory) = (begin.elapsed().as_secs(), resident());
            println!("{time:5} s   {memory:8} KiB   {:9} rounds", rounds.load(Ordering::Relaxed));
            if time * 5 >= seconds {
                samples.push(memory);
            }
        }
        samples
    });
    let third = (samples.len() / 3).max(1).min(samples.len());
    let (first, last) = (middle(&samples[..third]), middle(&samples[samples.len() - third..]));
    let limit = first + (first * GROWTH.0 / 100).max(GROWTH.1);
    println!("after the warm-up {first} KiB, at the end {last} KiB, allowed {limit} KiB");
    if last <= limit { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The resident memory of this process, in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

fn middle(samples: &[u64]) -> u64 {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// A connection's life: some of the crowd's work on guests, and a life of every other kind of object.
fn round(random: &mut Random) -> Result<()> {
    let connection = wait(open("test:///default", OpenOptions::default()), None)?;
    let events = connection.subscribe(EventFilter::default(), 64)?;
    for _ in 0..50 {
        act(&connection, random);
        while events.try_next().is_some() {}
    }
    let name = format!("soak-{}", Uuid::new_v4().simple());
    wait(resources(&connection, &name), None)?;
    // A host of its own, which ends with its connection.
    let own = wait(open("test:///default?latency=0", OpenOptions::read_only()), None)?;
    wait(own.capabilities(), None)?;
    connection.close();
    Ok(())
}

async fn resources(connection: &Connection, name: &str) -> Result<()> {
    let network = connection.define_network_xml(&format!("<network><name>{name}</name></network>")).await?;
    network.create().await?;
    network.destroy().await?;
    network.undefine().await?;
    let document = format!("<pool type='dir'><name>{name}</name><target><path>/{name}</path></target></pool>");
    let pool = connection.create_storage_pool_xml(&document, StoragePoolCreateFlags::empty()).await?;
    let volume = "<volume><name>v</name><capacity>1048576</capacity></volume>";
    let volume = pool.create_volume_xml(volume, StorageVolumeCreateFlags::empty()).await?;
    let upload = volume.upload(0, 0, StorageVolumeUploadFlags::empty()).await?;
    upload.send_all(&[7; 20_000]).await?;
    upload.finish().await?;
    volume.download(0, 0, StorageVolumeDownloadFlags::empty()).await?.receive_all(1 << 21).await?;
    // Given up half way.
    volume.download(0, 0, StorageVolumeDownloadFlags::empty()).await?.abort();
    volume.delete(StorageVolumeDeleteFlags::empty()).await?;
    pool.destroy().await?;
    let secret =
        connection.define_secret_xml("<secret><description>s</description></secret>", SecretDefineFlags::empty());
    let secret = secret.await?;
    secret.set_value(&b"value".to_vec(), 0).await?;
    secret.undefine().await
}
