//! A hypervisor by a script, and operations on it that take long.

use super::*;
use crate::blocking::wait;
use crate::driver::{Driver, DriverFactory, DriverFuture, Drivers, OpenOptions, ready};
use crate::event::{DomainEvent, EventHub};
use crate::generated::drivers::HypervisorDriver;
use crate::generated::types::*;
use crate::identity::{Name, Uuid};
use crate::{ConnectUri, Connection};

/// A hypervisor whose guest has a disk with a job: it ends when it begins, or goes on until it is aborted.
struct Hypervisor {
    events: EventHub,
    ends: Option<DomainBlockJobStatus>,
}

impl Hypervisor {
    fn tell(&self, domain: &DomainIdentity, disk: &str, status: DomainBlockJobStatus) {
        let job = DomainBlockJobType::Pull;
        let kind = DomainEventKind::BlockJob { disk: disk.to_owned(), path: None, job, status };
        self.events.publish(DomainEvent { domain: domain.clone(), kind });
    }
}

impl Driver for Hypervisor {
    fn name(&self) -> &'static str {
        "scripted"
    }

    fn error_domain(&self) -> ErrorDomain {
        ErrorDomain::Domain
    }

    fn events(&self) -> &EventHub {
        &self.events
    }
}

impl HypervisorDriver for Hypervisor {
    fn domain_block_pull<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        disk: &'a str,
        _bandwidth: u64,
        _flags: DomainBlockPullFlags,
    ) -> DriverFuture<'a, ()> {
        // The job of another disk is none of ours.
        self.tell(domain, "another", DomainBlockJobStatus::Failed);
        if let Some(status) = self.ends {
            self.tell(domain, disk, status);
        }
        ready(Ok(()))
    }

    fn domain_block_job_info<'a>(
        &'a self,
        _domain: &'a DomainIdentity,
        _disk: &'a str,
        _flags: DomainBlockJobInfoFlags,
    ) -> DriverFuture<'a, Option<DomainBlockJobInfo>> {
        ready(Ok(Some(DomainBlockJobInfo { job: DomainBlockJobType::Pull, bandwidth: 0, current: 3, end: 8 })))
    }

    fn domain_block_job_abort<'a>(
        &'a self,
        domain: &'a DomainIdentity,
        disk: &'a str,
        _flags: DomainBlockJobAbortFlags,
    ) -> DriverFuture<'a, ()> {
        self.tell(domain, disk, DomainBlockJobStatus::Canceled);
        ready(Ok(()))
    }
}

/// A guest of the hypervisor whose script the path of the URI names.
fn domain(script: &str) -> Domain {
    fn open(uri: ConnectUri, _options: OpenOptions) -> DriverFuture<'static, Drivers> {
        let ends = match uri.path() {
            "/completed" => Some(DomainBlockJobStatus::Completed),
            "/failed" => Some(DomainBlockJobStatus::Failed),
            _ => None,
        };
        ready(Ok(Drivers::of_hypervisor(Arc::new(Hypervisor { events: EventHub::new(), ends }))))
    }
    const FACTORY: DriverFactory = DriverFactory { name: "scripted", scheme: "scripted", support: &[], open };
    let uri = format!("scripted:///{script}");
    let connection = wait(Connection::open(&[&FACTORY], &uri, OpenOptions::default()), None).expect("open");
    let identity = DomainIdentity { name: Name::from("guest".to_owned()), uuid: Uuid::nil(), id: 1 };
    Domain::new(connection, identity)
}

fn pull(script: &str) -> LongOperation<()> {
    let domain = domain(script);
    let tracking = Tracking::BlockJob(domain.clone(), "vda".to_owned());
    let call = async move { domain.block_pull("vda", 0, DomainBlockPullFlags::empty()).await };
    LongOperation::start(tracking, call).expect("started")
}

fn progress<T: Clone + Send + Sync + 'static>(operation: &LongOperation<T>) -> LongOperationProgress {
    wait(operation.progress(), None).expect("progress")
}

#[test]
fn the_job_of_a_disk_is_over_when_its_event_says_so() {
    let operation = pull("completed");
    wait(operation.finished(), None).expect("finished");
    assert_eq!(progress(&operation).state, LongOperationState::Finished);
    let operation = pull("failed");
    let error = wait(operation.finished(), None).expect_err("failed");
    assert_eq!(error.code(), ErrorCode::OperationFailed);
    assert_eq!(progress(&operation).state, LongOperationState::Failed);
}

#[test]
fn the_job_of_a_disk_can_be_asked_and_ended() {
    let operation = pull("endless");
    let expected = LongOperationProgress { state: LongOperationState::Running, done: Some(3), total: Some(8) };
    assert_eq!(progress(&operation), expected);
    wait(operation.cancel(), None).expect("cancelled");
    let error = wait(operation.finished(), None).expect_err("cancelled");
    assert_eq!(error.code(), ErrorCode::OperationAborted);
    assert_eq!(progress(&operation).state, LongOperationState::Cancelled);
    // It is over, so this does nothing.
    wait(operation.cancel(), None).expect("nothing to do");
}

#[test]
fn what_nobody_can_end_is_given_up() {
    for tracking in [Tracking::Call, Tracking::Job(domain("endless"))] {
        let operation = LongOperation::<()>::start(tracking, std::future::pending()).expect("started");
        let expected = LongOperationProgress { state: LongOperationState::Running, done: None, total: None };
        assert_eq!(progress(&operation), expected);
        wait(operation.cancel(), None).expect("cancelled");
        let error = wait(operation.finished(), None).expect_err("cancelled");
        assert_eq!(error.code(), ErrorCode::OperationAborted);
        assert_eq!(progress(&operation).state, LongOperationState::Cancelled);
    }
}

#[test]
fn a_counter_tells_the_progress() {
    let counter = Arc::new(Counter::of(Some(10)));
    let counted = Arc::clone(&counter);
    let call = async move {
        counted.add(4);
        Ok("done")
    };
    let operation = LongOperation::start(Tracking::Counter(counter), call).expect("started");
    assert_eq!(wait(operation.finished(), None).expect("finished"), "done");
    let expected = LongOperationProgress { state: LongOperationState::Finished, done: Some(4), total: Some(10) };
    assert_eq!(progress(&operation), expected);
}

#[test]
fn an_operation_that_panics_is_over() {
    let call = async {
        assert!(!std::hint::black_box(true), "on purpose");
        Ok(())
    };
    let operation = LongOperation::start(Tracking::Call, call).expect("started");
    let error = wait(operation.finished(), None).expect_err("lost");
    assert_eq!(error.code(), ErrorCode::InternalError);
    assert_eq!(progress(&operation).state, LongOperationState::Failed);
}
