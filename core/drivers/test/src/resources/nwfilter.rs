//! Network filters, and their bindings to interfaces.

use ferrovirt_api::driver::ready;
use ferrovirt_api::*;
use ferrovirt_host::Host;
use ferrovirt_xml::nwfilter::{Filter, FilterEntry};
use ferrovirt_xml::nwfilter_binding::FilterBinding;
use ferrovirt_xml::{Document as _, Format};

use super::object::{Kind, Object};
use super::objects::Objects;
use super::{check_name, lock, or_random, parse};
use crate::driver::TestDriver;

/// Filters as a kind of object.
pub struct Filters;

impl Kind for Filters {
    type Document = Filter;
    type Extra = ();
    const WORD: &'static str = "nwfilter";
    const MISSING: ErrorCode = ErrorCode::NoNwfilter;
    const DOMAIN: ErrorDomain = ErrorDomain::Nwfilter;

    fn name(document: &Filter) -> Name {
        document.name.as_str().into()
    }

    fn uuid(document: &Filter) -> Option<Uuid> {
        document.uuid
    }
}

/// Bindings as a kind of object, by their interface.
pub struct Bindings;

impl Kind for Bindings {
    type Document = FilterBinding;
    type Extra = ();
    const WORD: &'static str = "nwfilter binding";
    const MISSING: ErrorCode = ErrorCode::NoNwfilterBinding;
    const DOMAIN: ErrorDomain = ErrorDomain::Nwfilter;

    fn name(document: &FilterBinding) -> Name {
        document.port_dev.as_deref().unwrap_or_default().into()
    }

    fn uuid(_document: &FilterBinding) -> Option<Uuid> {
        None
    }
}

/// Reads and checks a filter.
pub fn read(xml: &str, strict: bool, host: &dyn Host) -> Result<Filter> {
    let mut filter: Filter = parse(xml, strict)?;
    filter.complete();
    filter.validate()?;
    check_name(ErrorDomain::Nwfilter, "nwfilter", &filter.name)?;
    filter.uuid = Some(or_random(filter.uuid, host)?);
    Ok(filter)
}

fn identity(filter: &Object<Filters>) -> NwFilterIdentity {
    NwFilterIdentity { name: filter.name().clone(), uuid: filter.uuid() }
}

fn filter_of(binding: &FilterBinding) -> &str {
    binding.filterref.as_ref().and_then(|filterref| filterref.filter.as_deref()).unwrap_or_default()
}

fn binding_identity(binding: &Object<Bindings>) -> NwFilterBindingIdentity {
    let filter_name = filter_of(binding.document()).to_owned();
    NwFilterBindingIdentity { port_device: binding.name().clone(), filter_name }
}

/// The filters that a filter consists of.
fn parts(filter: &Filter) -> impl Iterator<Item = &str> {
    filter.entries.iter().filter_map(|entry| match entry {
        FilterEntry::FilterRef(filterref) => filterref.filter.as_deref(),
        FilterEntry::Rule(_) => None,
    })
}

/// Refuses a filter that would be a part of itself.
fn check_loop(filters: &Objects<Filters>, document: &Filter) -> Result<()> {
    let mut seen: Vec<&str> = Vec::new();
    let mut waiting: Vec<&str> = parts(document).collect();
    while let Some(name) = waiting.pop() {
        if name == document.name {
            let detail = format!("filter '{name}' would introduce a loop");
            return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Nwfilter, detail));
        }
        if !seen.contains(&name) {
            seen.push(name);
            waiting.extend(filters.by_name(name).into_iter().flat_map(|filter| parts(filter.document())));
        }
    }
    Ok(())
}

impl TestDriver {
    fn filter<T>(&self, identity: &NwFilterIdentity, look: impl FnOnce(&Object<Filters>) -> Result<T>) -> Result<T> {
        look(lock(&self.resources.filters).by_uuid(&identity.uuid)?)
    }

    fn define_filter(&self, xml: &str, flags: NwFilterDefineFlags) -> Result<NwFilterIdentity> {
        let document = read(xml, flags.contains(NwFilterDefineFlags::VALIDATE), &*self.host)?;
        let mut filters = lock(&self.resources.filters);
        filters.check_identity(&document)?;
        check_loop(&filters, &document)?;
        filters.define(document).map(|filter| identity(filter))
    }

    fn undefine_filter(&self, filter: &NwFilterIdentity) -> Result<()> {
        let mut filters = lock(&self.resources.filters);
        let filter = filters.by_uuid(&filter.uuid)?;
        let name = filter.name().clone();
        let is_part = filters.iter().any(|other| parts(other.document()).any(|part| part == &*name));
        let is_bound = || lock(&self.resources.bindings).iter().any(|bound| filter_of(bound.document()) == &*name);
        if is_part || is_bound() {
            return Err(filter.invalid("is in use"));
        }
        filters.remove(&name);
        Ok(())
    }

    fn create_binding(&self, xml: &str, flags: NwFilterBindingCreateFlags) -> Result<NwFilterBindingIdentity> {
        let mut document: FilterBinding = parse(xml, flags.contains(NwFilterBindingCreateFlags::VALIDATE))?;
        document.complete();
        document.validate()?;
        let port_device = document.port_dev.as_deref().unwrap_or_default();
        check_name(ErrorDomain::Nwfilter, "port device", port_device)?;
        let filters = lock(&self.resources.filters);
        if filters.by_name(filter_of(&document)).is_err() {
            let detail = format!("referenced filter '{}' is missing", filter_of(&document));
            return Err(Error::internal(ErrorDomain::Test, detail));
        }
        let mut bindings = lock(&self.resources.bindings);
        if bindings.by_name(port_device).is_ok() {
            let detail = format!("nwfilter binding for port device '{port_device}' already exists");
            return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail));
        }
        bindings.create(document).map(|binding| binding_identity(binding))
    }

    fn delete_binding(&self, binding: &NwFilterBindingIdentity) -> Result<()> {
        let mut bindings = lock(&self.resources.bindings);
        bindings.by_name(&binding.port_device)?;
        bindings.remove(&binding.port_device);
        Ok(())
    }
}

impl NwfilterDriver for TestDriver {
    fn list_all_nwfilters(&self, _flags: u32) -> DriverFuture<'_, Vec<NwFilterIdentity>> {
        ready(Ok(lock(&self.resources.filters).iter().map(identity).collect()))
    }

    fn lookup_nwfilter_by_name<'a>(&'a self, name: &'a str) -> DriverFuture<'a, NwFilterIdentity> {
        ready(lock(&self.resources.filters).by_name(name).map(identity))
    }

    fn lookup_nwfilter_by_uuid(&self, uuid: Uuid) -> DriverFuture<'_, NwFilterIdentity> {
        ready(lock(&self.resources.filters).by_uuid(&uuid).map(identity))
    }

    fn define_nwfilter_xml_flags<'a>(
        &'a self,
        xml: &'a str,
        flags: NwFilterDefineFlags,
    ) -> DriverFuture<'a, NwFilterIdentity> {
        ready(self.define_filter(xml, flags))
    }

    fn list_all_nwfilter_bindings(&self, _flags: u32) -> DriverFuture<'_, Vec<NwFilterBindingIdentity>> {
        ready(Ok(lock(&self.resources.bindings).iter().map(binding_identity).collect()))
    }

    fn lookup_nwfilter_binding_by_port_device<'a>(
        &'a self,
        port_device: &'a str,
    ) -> DriverFuture<'a, NwFilterBindingIdentity> {
        ready(lock(&self.resources.bindings).by_name(port_device).map(binding_identity))
    }

    fn create_nwfilter_binding_xml<'a>(
        &'a self,
        xml: &'a str,
        flags: NwFilterBindingCreateFlags,
    ) -> DriverFuture<'a, NwFilterBindingIdentity> {
        ready(self.create_binding(xml, flags))
    }

    fn nw_filter_xml_desc<'a>(&'a self, filter: &'a NwFilterIdentity, _flags: u32) -> DriverFuture<'a, String> {
        ready(self.filter(filter, |filter| Ok(filter.document().to_xml(&Format::INACTIVE))))
    }

    fn nw_filter_undefine<'a>(&'a self, filter: &'a NwFilterIdentity) -> DriverFuture<'a, ()> {
        ready(self.undefine_filter(filter))
    }

    fn nw_filter_binding_xml_desc<'a>(
        &'a self,
        binding: &'a NwFilterBindingIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, String> {
        let bindings = lock(&self.resources.bindings);
        ready(bindings.by_name(&binding.port_device).map(|binding| binding.document().to_xml(&Format::INACTIVE)))
    }

    fn nw_filter_binding_delete<'a>(&'a self, binding: &'a NwFilterBindingIdentity) -> DriverFuture<'a, ()> {
        ready(self.delete_binding(binding))
    }
}
