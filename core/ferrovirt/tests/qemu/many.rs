//! Twenty guests at once, twice: none collides, and nothing of theirs is left.

use crate::guests::{Root, idle_document, must, qemu};
use ferrovirt::DomainState;

#[test]
fn twenty_guests_start_at_once_and_leave_nothing() {
    if qemu().is_none() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    for round in 0..2 {
        std::thread::scope(|scope| {
            for index in 0..20 {
                let connection = connection.clone();
                scope.spawn(move || {
                    let name = format!("many-{index}");
                    let domain = must(connection.define_domain_xml(&idle_document(&name)));
                    must(domain.create());
                });
            }
        });
        let domains = must(connection.list_all_domains(Default::default()));
        assert_eq!(domains.len(), 20, "round {round}");
        let mut ids: Vec<_> = domains.iter().map(|domain| domain.id().expect("active")).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 20, "numbers are unique");
        for domain in &domains {
            assert_eq!(must(domain.info()).state, DomainState::Running, "{}", domain.name());
        }
        assert_eq!(root.processes().len(), 20, "round {round}");
        std::thread::scope(|scope| {
            for domain in &domains {
                scope.spawn(move || {
                    must(domain.destroy());
                    must(domain.undefine());
                });
            }
        });
        assert_eq!(root.wait_for_processes(0), Vec::<u32>::new(), "round {round}");
        assert_eq!(root.leftovers(), Vec::<std::path::PathBuf>::new(), "round {round}");
    }
}
