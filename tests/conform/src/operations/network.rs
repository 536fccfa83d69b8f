//! Networks, their ports, interfaces of the host, and filters.

use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_xml::{Result, interface, network, network_port, nwfilter, nwfilter_binding};

/// A network that is defined.
pub fn network(case: &Case) -> Outcome {
    canonical(case, network::canonical)
}

/// A network that is refused.
pub fn network_error(case: &Case) -> Outcome {
    match network::canonical(&case.input()?) {
        Ok(_) => Err(Failure::Accepted),
        Err(_) => Ok(()),
    }
}

/// A port of a network.
pub fn port(case: &Case) -> Outcome {
    canonical(case, network_port::canonical)
}

/// An interface of the host.
pub fn interface(case: &Case) -> Outcome {
    canonical(case, interface::canonical)
}

/// A filter that is defined.
pub fn filter(case: &Case) -> Outcome {
    canonical(case, nwfilter::canonical)
}

/// A filter's use by a port.
pub fn filter_binding(case: &Case) -> Outcome {
    canonical(case, nwfilter_binding::canonical)
}

fn canonical(case: &Case, convert: fn(&str) -> Result<String>) -> Outcome {
    case.expect_xml(&convert(&case.input()?)?)
}
