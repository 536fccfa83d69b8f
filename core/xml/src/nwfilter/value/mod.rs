//! Values of rules' attributes: each is a literal, or a variable of the filter, or what nobody has looked at yet.

mod flags;
mod mask;
mod name;
mod number;
mod setting;
mod text;
mod variable;

pub use flags::{ConnectionState, SetEnd, SetFlags, StateFlags, TcpFlag, TcpFlagSet, TcpFlags};
pub use mask::{Ipv4Mask, Ipv6Mask, MacMask};
pub use name::{ArpOpcode, EtherType, IpProtocol};
pub use number::Number;
pub use setting::{Setting, Unsettled};
pub use text::{SetName, StateMatch, Text, Truth};
pub use variable::{Variable, VariableIndex};

use crate::schema::{ScalarKind, ScalarSchema};

/// The schema of a value of a form of its own.
const fn formatted(name: &'static str) -> ScalarSchema {
    ScalarSchema { name, kind: ScalarKind::Formatted, doc: "" }
}
