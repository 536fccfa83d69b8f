//! The kinds of documents: one table, from which languages, pages and tests follow.
//!
//! A kind is a line in [`document_kinds`](crate::document_kinds). What has to be done for a kind that is only known at run
//! time is a [`Visitor`].

use crate::document::diff_texts;
use crate::domain::Device;
use crate::model::{Described, DescribedUnion, Element};
use crate::schema::{StructSchema, UnionSchema};
use crate::{Change, Document, Format, ParseOptions, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// Hands the table of all kinds to a macro: documentation, name, number, module, and type of each.
///
/// The number stands for the kind in languages and never changes.
#[macro_export]
macro_rules! document_kinds {
    ($callback:ident) => {
        $callback! {
            /// Everything that defines a guest.
            Domain = 0, "domain", $crate::domain::Domain;
            /// One device of a guest: a map with one entry, by the name of its element.
            Device = 1, "domain", $crate::domain::Device;
            /// What host and hypervisor can do.
            Capabilities = 2, "capabilities", $crate::capabilities::Capabilities;
            /// What guests of one emulator can have.
            DomainCapabilities = 3, "domain_capabilities", $crate::domain_capabilities::DomainCapabilities;
            /// A virtual network, with its addresses, names, and ways out of the host.
            Network = 4, "network", $crate::network::Network;
            /// Where an interface of a guest is plugged into a network.
            NetworkPort = 5, "network_port", $crate::network_port::NetworkPort;
            /// A network filter: rules for what a guest may send and receive.
            Filter = 6, "nwfilter", $crate::nwfilter::Filter;
            /// A network filter's use for one interface of a guest.
            FilterBinding = 7, "nwfilter_binding", $crate::nwfilter_binding::FilterBinding;
            /// A network interface of the host.
            Interface = 8, "interface", $crate::interface::Interface;
            /// A storage pool: where volumes come from.
            StoragePool = 9, "storage_pool", $crate::storage_pool::StoragePool;
            /// A volume of a storage pool.
            StorageVolume = 10, "storage_volume", $crate::storage_volume::StorageVolume;
            /// Which storage pools this host can have, and with what options.
            StoragePoolCapabilities = 11, "storage_pool_capabilities",
                $crate::storage_pool_capabilities::StoragePoolCapabilities;
            /// What is known of a secret, besides its value.
            Secret = 12, "secret", $crate::secret::Secret;
            /// A device of the host, and what it can do.
            NodeDevice = 13, "node_device", $crate::node_device::NodeDevice;
            /// The state of a guest at some moment.
            DomainSnapshot = 14, "domain_snapshot", $crate::domain_snapshot::DomainSnapshot;
            /// A moment since which changes of a guest's disks are known.
            DomainCheckpoint = 15, "domain_checkpoint", $crate::domain_checkpoint::DomainCheckpoint;
            /// A backup of a guest's disks, while it is made.
            DomainBackup = 16, "domain_backup", $crate::domain_backup::DomainBackup;
            /// What a driver keeps of a running guest.
            DomainStatus = 17, "domain_status", $crate::domain_status::DomainStatus;
            /// What a driver keeps of a running network.
            NetworkStatus = 18, "network_status", $crate::network::NetworkStatus;
        }
    };
}

macro_rules! document_kind {
    ($($(#[$($doc:tt)*])* $name:ident = $number:tt, $module:tt, $type:ty;)*) => {
        /// A kind of document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DocumentKind { $($(#[$($doc)*])* $name = $number,)* }

        impl DocumentKind {
            /// Every kind.
            pub const ALL: &'static [DocumentKind] = &[$(DocumentKind::$name,)*];

            /// Its name among types.
            pub const fn name(self) -> &'static str {
                match self { $(DocumentKind::$name => stringify!($name),)* }
            }

            /// The module that it belongs to.
            pub const fn module(self) -> &'static str {
                match self { $(DocumentKind::$name => $module,)* }
            }

            /// What it is.
            pub const fn doc(self) -> &'static str {
                match self { $(DocumentKind::$name => document_kind!(@doc $(#[$($doc)*])*),)* }
            }

            /// What there is to read and to write of its documents: everything but status content, which only documents of
            /// drivers hold.
            pub const fn view(self) -> Format {
                match self {
                    DocumentKind::DomainStatus | DocumentKind::NetworkStatus => Format::STATUS,
                    _ => Format { status: false, ..Format::STATUS },
                }
            }

            /// What its documents are declared as.
            pub fn root(self) -> Root {
                match self { $(DocumentKind::$name => <$type as AnyDocument>::ROOT,)* }
            }

            /// Does `visitor`'s work for this kind.
            pub fn visit<V: Visitor>(self, visitor: V) -> V::Output {
                match self { $(DocumentKind::$name => visitor.visit::<$type>(),)* }
            }
        }
    };
    (@doc #[doc = $doc:literal]) => { $doc.trim_ascii() };
}

document_kinds!(document_kind);

/// What the documents of a kind are declared as.
#[derive(Clone, Copy, Debug)]
pub enum Root {
    /// One element.
    Element(&'static str, &'static StructSchema),
    /// One of several elements.
    Choice(&'static UnionSchema),
}

/// A document of any kind.
pub trait AnyDocument: Clone + Debug + PartialEq + Serialize + DeserializeOwned {
    /// What it is declared as.
    const ROOT: Root;

    /// Reads a document.
    fn read(text: &str, options: &ParseOptions) -> Result<Self>;

    /// Writes the document in this view.
    fn write(&self, format: &Format) -> String;

    /// What differs in `new`.
    fn changes(&self, new: &Self) -> Result<Vec<Change>> {
        diff_texts(&self.write(&Format::STATUS), &new.write(&Format::STATUS))
    }
}

impl<T: Element + Described + Clone + Debug + PartialEq + Serialize + DeserializeOwned> AnyDocument for T {
    const ROOT: Root = Root::Element(T::NAME, &T::SCHEMA);

    fn read(text: &str, options: &ParseOptions) -> Result<Self> {
        T::parse(text, options)
    }

    fn write(&self, format: &Format) -> String {
        self.to_xml(format)
    }
}

impl AnyDocument for Device {
    const ROOT: Root = Root::Choice(&Device::SCHEMA);

    fn read(text: &str, options: &ParseOptions) -> Result<Self> {
        Device::parse(text, options)
    }

    fn write(&self, format: &Format) -> String {
        self.to_xml(format)
    }
}

/// Work that is the same for documents of all kinds.
pub trait Visitor {
    /// What comes out of it.
    type Output;

    /// Does it for documents of this type.
    fn visit<T: AnyDocument>(self) -> Self::Output;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_tell_what_they_are() {
        assert_eq!(DocumentKind::Secret.doc(), "What is known of a secret, besides its value.");
        assert_eq!((DocumentKind::Filter.name(), DocumentKind::Filter.module()), ("Filter", "nwfilter"));
        assert!(matches!(DocumentKind::Device.root(), Root::Choice(_)));
        assert!(matches!(DocumentKind::NodeDevice.root(), Root::Element("device", _)));
    }
}
