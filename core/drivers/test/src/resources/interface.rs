//! Interfaces of the host, with changes that can be taken back.

use ferrovirt_api::driver::ready;
use ferrovirt_api::*;
use ferrovirt_xml::interface::{Interface, InterfaceKind};
use ferrovirt_xml::{Document as _, Format};

use super::object::{Kind, Object};
use super::objects::Objects;
use super::{check_name, lock, parse, selects};
use crate::domain::invalid;
use crate::driver::TestDriver;

/// All interfaces.
#[derive(Default)]
pub struct Interfaces {
    /// The interfaces as they are.
    pub objects: Objects<InterfacesOfHost>,
    /// As they were when changes were begun.
    before: Option<Objects<InterfacesOfHost>>,
}

/// Interfaces as a kind of object. All of them are stored.
#[derive(Clone, Default)]
pub struct InterfacesOfHost;

impl Kind for InterfacesOfHost {
    type Document = Interface;
    type Extra = ();
    const WORD: &'static str = "interface";
    const MISSING: ErrorCode = ErrorCode::NoInterface;
    const DOMAIN: ErrorDomain = ErrorDomain::Interface;

    fn name(document: &Interface) -> Name {
        document.name.as_str().into()
    }

    fn uuid(_document: &Interface) -> Option<Uuid> {
        None
    }
}

/// Reads and checks a definition.
pub fn read(xml: &str, strict: bool) -> Result<Interface> {
    let mut interface: Interface = parse(xml, strict)?;
    interface.complete();
    check_name(ErrorDomain::Interface, "interface", &interface.name)?;
    interface.validate()?;
    Ok(interface)
}

/// The hardware address of an interface; one that is made of others has theirs.
fn mac(interface: &Interface) -> Option<&str> {
    match &interface.kind {
        InterfaceKind::Ethernet(ethernet) => ethernet.mac.as_deref(),
        InterfaceKind::Bridge(bridge) => {
            bridge.bridge.iter().flat_map(|bridge| &bridge.interfaces).find_map(|part| mac(part))
        }
        InterfaceKind::Bond(bond) => bond.bond.iter().flat_map(|bond| &bond.interfaces).find_map(|part| mac(part)),
        InterfaceKind::Vlan(_) => None,
    }
}

fn identity(interface: &Object<InterfacesOfHost>) -> InterfaceIdentity {
    let mac = mac(interface.document()).unwrap_or_default().to_owned();
    InterfaceIdentity { name: interface.name().clone(), mac }
}

impl TestDriver {
    fn interface<T>(
        &self,
        identity: &InterfaceIdentity,
        look: impl FnOnce(&Object<InterfacesOfHost>) -> Result<T>,
    ) -> Result<T> {
        look(lock(&self.resources.interfaces).objects.by_name(&identity.name)?)
    }

    fn interface_by_mac(&self, mac_address: &str) -> Result<InterfaceIdentity> {
        let interfaces = lock(&self.resources.interfaces);
        let has_it = |interface: &&Object<InterfacesOfHost>| {
            mac(interface.document()).is_some_and(|found| found.eq_ignore_ascii_case(mac_address))
        };
        let mut found = interfaces.objects.iter().filter(has_it);
        match (found.next(), found.next()) {
            (Some(interface), None) => Ok(identity(interface)),
            (None, _) => {
                let detail = format!("no interface with matching mac '{mac_address}'");
                Err(Error::new(ErrorCode::NoInterface, ErrorDomain::Test, detail))
            }
            (Some(_), Some(_)) => {
                let detail = format!("several interfaces have the mac '{mac_address}'");
                Err(Error::new(ErrorCode::MultipleInterfaces, ErrorDomain::Test, detail))
            }
        }
    }

    fn define_interface(&self, xml: &str, flags: InterfaceDefineFlags) -> Result<InterfaceIdentity> {
        let document = read(xml, flags.contains(InterfaceDefineFlags::VALIDATE))?;
        let mut interfaces = lock(&self.resources.interfaces);
        let stored = InterfaceIdentity {
            name: document.name.as_str().into(),
            mac: mac(&document).unwrap_or_default().to_owned(),
        };
        interfaces.objects.define(document).map(|_| stored)
    }

    fn take_up(&self, interface: &InterfaceIdentity) -> Result<()> {
        let mut interfaces = lock(&self.resources.interfaces);
        let interface = interfaces.objects.by_name_mut(&interface.name)?;
        interface.inactive()?;
        interface.start();
        Ok(())
    }

    fn take_down(&self, interface: &InterfaceIdentity) -> Result<()> {
        let mut interfaces = lock(&self.resources.interfaces);
        let interface = interfaces.objects.by_name_mut(&interface.name)?;
        interface.active()?;
        let name = interface.name().clone();
        if !interface.stop() {
            interfaces.objects.remove(&name);
        }
        Ok(())
    }

    fn undefine_interface(&self, interface: &InterfaceIdentity) -> Result<()> {
        let mut interfaces = lock(&self.resources.interfaces);
        interfaces.objects.by_name(&interface.name)?;
        interfaces.objects.remove(&interface.name);
        Ok(())
    }

    fn begin_changes(&self) -> Result<()> {
        let mut interfaces = lock(&self.resources.interfaces);
        if interfaces.before.is_some() {
            return Err(invalid("there is another transaction running"));
        }
        interfaces.before = Some(interfaces.objects.clone());
        Ok(())
    }

    fn end_changes(&self, keep: bool) -> Result<()> {
        let mut interfaces = lock(&self.resources.interfaces);
        let Some(before) = interfaces.before.take() else {
            let what = if keep { "committed" } else { "rolled back" };
            return Err(invalid(format!("no transaction running, nothing to be {what}")));
        };
        if !keep {
            interfaces.objects = before;
        }
        Ok(())
    }
}

impl InterfaceDriver for TestDriver {
    fn list_all_interfaces(&self, flags: ListAllInterfacesFlags) -> DriverFuture<'_, Vec<InterfaceIdentity>> {
        use ListAllInterfacesFlags as F;
        let is_wanted = |interface: &&Object<InterfacesOfHost>| {
            let active = interface.is_active();
            selects(flags.bits(), &[&[(F::ACTIVE.bits(), active), (F::INACTIVE.bits(), !active)]])
        };
        ready(Ok(lock(&self.resources.interfaces).objects.iter().filter(is_wanted).map(identity).collect()))
    }

    fn lookup_interface_by_name<'a>(&'a self, name: &'a str) -> DriverFuture<'a, InterfaceIdentity> {
        ready(lock(&self.resources.interfaces).objects.by_name(name).map(identity))
    }

    fn lookup_interface_by_mac<'a>(&'a self, mac: &'a str) -> DriverFuture<'a, InterfaceIdentity> {
        ready(self.interface_by_mac(mac))
    }

    fn define_interface_xml<'a>(
        &'a self,
        xml: &'a str,
        flags: InterfaceDefineFlags,
    ) -> DriverFuture<'a, InterfaceIdentity> {
        ready(self.define_interface(xml, flags))
    }

    fn begin_interface_changes(&self, _flags: u32) -> DriverFuture<'_, ()> {
        ready(self.begin_changes())
    }

    fn commit_interface_changes(&self, _flags: u32) -> DriverFuture<'_, ()> {
        ready(self.end_changes(true))
    }

    fn roll_back_interface_changes(&self, _flags: u32) -> DriverFuture<'_, ()> {
        ready(self.end_changes(false))
    }

    fn interface_xml_desc<'a>(
        &'a self,
        interface: &'a InterfaceIdentity,
        flags: InterfaceXmlFlags,
    ) -> DriverFuture<'a, String> {
        ready(self.interface(interface, |interface| {
            Ok(match flags.contains(InterfaceXmlFlags::INACTIVE) {
                true => interface.stored_document().to_xml(&Format::INACTIVE),
                false => interface.document().to_xml(&Format::LIVE),
            })
        }))
    }

    fn interface_create<'a>(&'a self, interface: &'a InterfaceIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        ready(self.take_up(interface))
    }

    fn interface_destroy<'a>(&'a self, interface: &'a InterfaceIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        ready(self.take_down(interface))
    }

    fn interface_undefine<'a>(&'a self, interface: &'a InterfaceIdentity) -> DriverFuture<'a, ()> {
        ready(self.undefine_interface(interface))
    }

    fn interface_is_active<'a>(&'a self, interface: &'a InterfaceIdentity) -> DriverFuture<'a, bool> {
        ready(self.interface(interface, |interface| Ok(interface.is_active())))
    }
}
