//! What bhyve, Xen and containers are told past the object model, each in a namespace of its own.

use crate::{element, words};

/// `<bhyve:commandline>`: arguments of bhyve after all others.
#[element("bhyve:commandline")]
pub struct BhyveCommandline {
    /// The arguments.
    pub args: Vec<BhyveArgument>,
}

/// An argument of bhyve.
#[element("bhyve:arg")]
pub struct BhyveArgument {
    /// Its text.
    pub value: Option<String>,
}

/// `<xen:commandline>`: arguments of Xen's device model.
#[element("xen:commandline")]
pub struct XenCommandline {
    /// The arguments.
    pub args: Vec<XenArgument>,
}

/// An argument of Xen's device model.
#[element("xen:arg")]
pub struct XenArgument {
    /// Its text.
    pub value: Option<String>,
}

/// `<lxc:namespace>`: namespaces of the kernel that a container shares with others.
#[element("lxc:namespace")]
pub struct LxcNamespaces {
    /// Its network.
    #[xml("lxc:sharenet")]
    pub sharenet: Option<SharedNamespace>,
    /// Its messages, semaphores and shared memory.
    #[xml("lxc:shareipc")]
    pub shareipc: Option<SharedNamespace>,
    /// Its host name.
    #[xml("lxc:shareuts")]
    pub shareuts: Option<SharedNamespace>,
}

words! {
    /// What names the namespace to share.
    NamespaceSource {
        None "none" "Nothing: it is not shared.",
        Name "name" "The container that has it.",
        Pid "pid" "A process that is in it.",
        Netns "netns" "The name that `ip netns` gave it.",
    }
}

/// A namespace to share.
#[element("lxc:share")]
pub struct SharedNamespace {
    /// What names it.
    #[xml("@type")]
    pub source: Option<NamespaceSource>,
    /// The name or number.
    pub value: Option<String>,
}
