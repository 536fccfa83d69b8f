//! Processors and threads: where they may run, what they did.

use super::*;

#[test]
fn virtual_processors() {
    let (_connection, guest) = stored("virtual-processors");
    fails(ErrorCode::OperationInvalid, "inactive", guest.vcpus());
    fails(ErrorCode::OperationInvalid, "inactive", guest.pin_vcpu(0, &[1]));
    done(guest.create());
    let all = done(guest.vcpus());
    assert_eq!((all.len(), all[0].cpu, all[0].cpu_map.as_slice()), (1, 15, [0xff, 0xff].as_slice()));
    done(guest.pin_vcpu(0, &[0b11]));
    let pinned = done(guest.vcpus());
    assert_eq!((pinned[0].cpu, pinned[0].cpu_map.as_slice()), (1, [0b11, 0].as_slice()));
    let pins = done(guest.vcpu_pin_info(NOW));
    assert_eq!((pins.len(), pins[0].as_slice(), pins[3].as_slice()), (4, [3, 0].as_slice(), [0xff, 0xff].as_slice()));
    shows(&document(&guest), "<vcpupin vcpu='0' cpuset='0-1'/>");
    fails(ErrorCode::InvalidArg, "'7' is not present", guest.pin_vcpu(7, &[1]));
    fails(ErrorCode::InvalidArg, "Empty cpu list", guest.pin_vcpu(0, &[0]));
    remove(&guest);
}

#[test]
fn the_emulator() {
    let (_connection, guest) = running("the-emulator");
    assert_eq!(done(guest.emulator_pin_info(NOW)), [0xff, 0xff]);
    done(guest.pin_emulator(&[0b101], NOW));
    done(guest.pin_emulator(&[0b10], CONFIG));
    assert_eq!((done(guest.emulator_pin_info(LIVE)), done(guest.emulator_pin_info(CONFIG))), (vec![5, 0], vec![2, 0]));
    fails(ErrorCode::InvalidArg, "Empty cpu list", guest.pin_emulator(&[0], NOW));
    remove(&guest);
}

#[test]
fn io_threads() {
    use DomainIoThreadParameters as P;
    let (_connection, guest) = running("io-threads");
    assert!(done(guest.io_thread_info(NOW)).is_empty());
    done(guest.add_io_thread(1, NOW));
    done(guest.add_io_thread(4, LIVE));
    fails(ErrorCode::InvalidArg, "already using iothread_id '1'", guest.add_io_thread(1, NOW));
    done(guest.pin_io_thread(4, &[1], NOW));
    fails(ErrorCode::InvalidArg, "iothreadid 9 not found", guest.pin_io_thread(9, &[1], NOW));
    let all: Vec<_> = done(guest.io_thread_info(NOW)).into_iter().map(|thread| (thread.id, thread.cpu_map)).collect();
    assert_eq!(all, [(1, vec![0b1111]), (4, vec![1, 0])]);
    let poll = TypedParameters::new().with(P::POLL_MAX_NS, 100).with(P::POLL_GROW, 2);
    done(guest.set_io_thread_parameters(4, &poll, LIVE));
    fails(ErrorCode::InvalidArg, "cannot find IOThread '9'", guest.set_io_thread_parameters(9, &poll, LIVE));
    let pool = TypedParameters::new().with(P::THREAD_POOL_MIN, 2);
    fails(ErrorCode::ArgumentUnsupported, "'thread_pool_min'", guest.set_io_thread_parameters(4, &pool, LIVE));
    done(guest.delete_io_thread(1, NOW));
    fails(ErrorCode::InvalidArg, "cannot find IOThread '1'", guest.delete_io_thread(1, NOW));
    done(guest.add_io_thread(4, CONFIG));
    assert_eq!(done(guest.io_thread_info(CONFIG)).len(), 1);
    remove(&guest);
}

#[test]
fn the_scheduler() {
    use DomainSchedulerParameters as P;
    let (_connection, guest) = stored("the-scheduler");
    let scheduler = done(guest.scheduler_type());
    assert_eq!((&*scheduler.name, scheduler.parameters), ("fair", 1));
    assert_eq!(done(guest.scheduler_parameters()).get(P::WEIGHT), Some(50));
    done(guest.set_scheduler_parameters(&TypedParameters::new().with(P::WEIGHT, 70)));
    assert_eq!(done(guest.scheduler_parameters()).get(P::WEIGHT), Some(70));
    let other = TypedParameters::new().with(P::CAP, 70);
    fails(ErrorCode::ArgumentUnsupported, "'cap'", guest.set_scheduler_parameters(&other));
    fails(ErrorCode::InvalidArg, "unsupported flags", guest.scheduler_parameters_flags(LIVE));
    fails(ErrorCode::InvalidArg, "unsupported flags", guest.set_scheduler_parameters_flags(&other, LIVE));
    remove(&guest);
}

#[test]
fn times_of_processors() {
    use DomainCpuStatsParameters as P;
    let (_connection, guest) = running("times-of-processors");
    let total = done(guest.cpu_stats(-1, 1, 0));
    assert_eq!((total.len(), total[0].get(P::USER_TIME)), (1, Some(5_540_000_000)));
    let each = done(guest.cpu_stats(0, 2, 0));
    let times: Vec<_> = each.iter().filter_map(|times| times.get(P::CPU_TIME)).collect();
    assert_eq!((times.len(), Some(times.iter().sum())), (2, total[0].get(P::CPU_TIME)));
    fails(ErrorCode::InvalidArg, "start_cpu 5 larger than maximum of 1", guest.cpu_stats(5, 1, 0));
    done(guest.destroy());
    fails(ErrorCode::OperationInvalid, "not running", guest.cpu_stats(0, 1, 0));
    remove(&guest);
}
