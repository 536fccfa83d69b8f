//! Virtual CPUs and I/O threads.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::vcpu::IoThread;

use super::properties::{OptionList, Properties};
use super::{CommandLine, Launch, incomplete};

pub(super) fn smp(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let vcpu = domain.vcpu.as_ref().ok_or_else(|| incomplete("number of virtual CPUs"))?;
    let maximum = vcpu.count.ok_or_else(|| incomplete("number of virtual CPUs"))?;
    let at_start = present_at_start(domain, maximum);
    let mut list = OptionList::new(&at_start.to_string());
    if at_start != maximum {
        list.set("maxcpus", maximum);
    }
    match domain.cpu.as_ref().and_then(|cpu| cpu.topology.as_ref()) {
        None => {
            list.set("sockets", maximum);
            list.set("cores", 1);
            list.set("threads", 1);
        }
        Some(topology) => {
            list.set("sockets", topology.sockets.unwrap_or(1));
            if launch.capabilities.has_option("smp-opts", Some("dies")) {
                list.set("dies", topology.dies.unwrap_or(1));
            }
            if launch.capabilities.has_option("smp-opts", Some("clusters")) {
                list.set("clusters", topology.clusters.unwrap_or(1));
            }
            list.set("cores", topology.cores.unwrap_or(1));
            list.set("threads", topology.threads.unwrap_or(1));
        }
    }
    line.list("-smp", list);
    Ok(())
}

/// Virtual CPUs that can be plugged are added over QMP, except for those that stand first and can't.
fn present_at_start(domain: &Domain, maximum: u32) -> u32 {
    let current = domain.vcpu.as_ref().and_then(|vcpu| vcpu.current).unwrap_or(maximum);
    if domain.vcpus.is_empty() {
        return current;
    }
    let fixed = domain.vcpus.iter().filter(|vcpu| {
        vcpu.enabled.is_none_or(|word| word.is_yes()) && !vcpu.hotpluggable.is_some_and(|word| word.is_yes())
    });
    u32::try_from(fixed.count()).unwrap_or(maximum).clamp(1, maximum.max(1))
}

pub(super) fn iothreads(line: &mut CommandLine, domain: &Domain) {
    let mut threads = domain.iothread_ids.clone();
    let wanted = domain.iothreads.unwrap_or(0) as usize;
    // Those that the document only counts get the numbers that are left.
    for id in 1.. {
        if threads.len() >= wanted {
            break;
        }
        if !threads.iter().any(|thread| thread.id == id) {
            threads.push(IoThread { id, ..IoThread::default() });
        }
    }
    for thread in &threads {
        let poll = thread.poll.as_ref();
        let object = Properties::object("iothread", format!("iothread{}", thread.id))
            .with_some("thread-pool-min", thread.thread_pool_min)
            .with_some("thread-pool-max", thread.thread_pool_max)
            .with_some("poll-max-ns", poll.and_then(|poll| poll.max))
            .with_some("poll-grow", poll.and_then(|poll| poll.grow))
            .with_some("poll-shrink", poll.and_then(|poll| poll.shrink));
        line.object(&object);
    }
    if let Some(thread) = &domain.default_iothread {
        let object = Properties::object("main-loop", "main-loop")
            .with_some("thread-pool-min", thread.thread_pool_min)
            .with_some("thread-pool-max", thread.thread_pool_max);
        line.object(&object);
    }
}
