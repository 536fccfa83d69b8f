//! What the driver needs of a domain document. No other module knows how documents are kept.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result, Uuid};
use ferrovirt_host::System;
use quick_xml::events::{BytesStart, Event};

use crate::capabilities;

/// The most elements that may be nested.
const DEPTH: usize = 64;

/// Which view of a document to format.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    /// The number of the active domain.
    pub id: Option<i32>,
    /// With passwords.
    pub secure: bool,
}

/// A disk, as far as statistics need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Disk {
    /// Its name in the guest, as in `vda`.
    pub target: String,
    /// The file or device behind it.
    pub source: Option<String>,
}

/// An interface, as far as statistics need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Interface {
    /// Its name on the host, which it has while the guest is active.
    pub target: Option<String>,
    /// Its MAC address.
    pub mac: Option<String>,
}

/// A domain document with all defaults filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Document(Element);

#[derive(Clone, Debug, Default, PartialEq)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Document {
    /// Reads a document, fills in the defaults of this driver, and checks it.
    pub fn parse(text: &str, _strict: bool, system: &dyn System) -> Result<Document> {
        let root = read(text)?;
        if root.name != "domain" {
            return Err(malformed(format!("unexpected root element <{}>, expecting <domain>", root.name)));
        }
        let mut document = Document(root);
        document.fill_defaults(system)?;
        document.validate()?;
        Ok(document)
    }

    fn fill_defaults(&mut self, system: &dyn System) -> Result<()> {
        let root = &mut self.0;
        if root.text_of("uuid").is_empty() {
            root.insert("uuid", &random_uuid(system)?.to_string(), &["title", "description", "metadata", "memory"]);
        }
        for name in ["memory", "currentMemory"] {
            if let Some(element) = root.child_mut(name) {
                let size = size(&element.text, element.attribute("unit"))?;
                element.set_size(size);
            }
        }
        let memory = root.child("memory").map(|memory| memory.text.clone()).unwrap_or_default();
        if root.child("currentMemory").is_none() {
            root.insert("currentMemory", &memory, &["vcpu", "os"]);
        }
        if let Some(current) = root.child_mut("currentMemory") {
            current.set_attribute("unit", "KiB");
        }
        if root.child("vcpu").is_none() {
            root.insert("vcpu", "1", &["os"]);
        }
        if let Some(vcpu) = root.child_mut("vcpu") {
            if vcpu.attribute("placement").is_none() {
                vcpu.attributes.insert(0, ("placement".into(), "static".into()));
            }
        }
        if let Some(os) = root.child_mut("os") {
            if let Some(kind) = os.child_mut("type") {
                if kind.attribute("arch").is_none() {
                    kind.attributes.insert(0, ("arch".into(), "i686".into()));
                }
            }
            if os.text_of("type") == "hvm" && os.child("boot").is_none() {
                os.children.push(Element {
                    name: "boot".into(),
                    attributes: vec![("dev".into(), "hd".into())],
                    ..Element::default()
                });
            }
        }
        let after = ["on_poweroff", "on_reboot", "on_crash", "devices"];
        if root.child("clock").is_none() {
            root.insert("clock", "", &after);
            if let Some(clock) = root.child_mut("clock") {
                clock.set_attribute("offset", "utc");
            }
        }
        for (index, (name, action)) in
            [("on_poweroff", "destroy"), ("on_reboot", "restart"), ("on_crash", "destroy")].into_iter().enumerate()
        {
            if root.child(name).is_none() {
                root.insert(name, action, &after[index + 1..]);
            }
        }
        if root.child("devices").is_none() {
            root.insert("devices", "", &[]);
        }
        Ok(())
    }

    fn validate(&self) -> Result<()> {
        let root = &self.0;
        if root.text_of("name").is_empty() {
            return Err(Error::new(ErrorCode::NoName, ErrorDomain::Domain, ""));
        }
        check_name(root.text_of("name"))?;
        let uuid = root.text_of("uuid");
        if Uuid::parse_str(uuid).is_err() {
            return Err(Error::internal(ErrorDomain::Domain, "malformed uuid element").with_cause(uuid));
        }
        if root.child("os").is_none_or(|os| os.text_of("type").is_empty()) {
            return Err(Error::new(ErrorCode::OsType, ErrorDomain::Domain, "an os <type> must be specified"));
        }
        let architecture = root.child("os").and_then(|os| os.child("type")).and_then(|kind| kind.attribute("arch"));
        let kind = root.attribute("type").unwrap_or_default();
        capabilities::check_guest(kind, self.os_type(), architecture.unwrap_or_default())?;
        if self.max_memory() == 0 {
            return Err(malformed("memory size must be specified via <memory> or in the <numa> configuration".into()));
        }
        let vcpus: Result<u32, _> = root.text_of("vcpu").parse();
        let current = root.child("vcpu").and_then(|vcpu| vcpu.attribute("current"));
        match vcpus {
            Ok(1..) if current.is_none_or(|current| current.parse().is_ok_and(|current: u32| current > 0)) => {}
            _ => return Err(malformed("invalid number of vCPUs".into())),
        }
        if self.vcpus() > self.max_vcpus() {
            let detail =
                format!("maxvcpus must not be less than current vcpus ({} < {})", self.max_vcpus(), self.vcpus());
            return Err(malformed(detail));
        }
        Ok(())
    }

    /// The name.
    pub fn name(&self) -> &str {
        self.0.text_of("name")
    }

    /// The UUID.
    pub fn uuid(&self) -> Uuid {
        Uuid::parse_str(self.0.text_of("uuid")).unwrap_or_default()
    }

    /// The kind of operating system interface.
    pub fn os_type(&self) -> &str {
        self.0.child("os").map(|os| os.text_of("type")).unwrap_or_default()
    }

    /// The most memory, in KiB.
    pub fn max_memory(&self) -> u64 {
        self.0.text_of("memory").parse().unwrap_or_default()
    }

    /// The memory that the balloon leaves, in KiB.
    pub fn memory(&self) -> u64 {
        self.0.text_of("currentMemory").parse().unwrap_or(u64::MAX).min(self.max_memory())
    }

    /// The most virtual processors.
    pub fn max_vcpus(&self) -> u32 {
        self.0.text_of("vcpu").parse().unwrap_or_default()
    }

    /// The virtual processors that are there.
    pub fn vcpus(&self) -> u32 {
        let current = self.0.child("vcpu").and_then(|vcpu| vcpu.attribute("current"));
        current.and_then(|current| current.parse().ok()).unwrap_or(self.max_vcpus())
    }

    /// The number of I/O threads.
    pub fn iothreads(&self) -> u32 {
        self.0.text_of("iothreads").parse().unwrap_or_default()
    }

    /// Whether a guest that reboots stops instead.
    pub fn stops_on_reboot(&self) -> bool {
        self.0.text_of("on_reboot") == "destroy"
    }

    /// The disks.
    pub fn disks(&self) -> Vec<Disk> {
        fn target(disk: &Element) -> Option<&str> {
            disk.child("target").and_then(|target| target.attribute("dev"))
        }
        fn source(disk: &Element) -> Option<&str> {
            disk.child("source").and_then(|source| source.attribute("file").or(source.attribute("dev")))
        }
        self.devices("disk")
            .filter_map(|disk| Some(Disk { target: target(disk)?.into(), source: source(disk).map(str::to_owned) }))
            .collect()
    }

    /// The interfaces.
    pub fn interfaces(&self) -> Vec<Interface> {
        let value = |interface: &Element, child: &str, attribute: &str| {
            interface.child(child).and_then(|child| child.attribute(attribute)).map(str::to_owned)
        };
        self.devices("interface")
            .map(|interface| Interface {
                target: value(interface, "target", "dev"),
                mac: value(interface, "mac", "address"),
            })
            .collect()
    }

    /// Sets the name.
    pub fn set_name(&mut self, name: &str) {
        if let Some(element) = self.0.child_mut("name") {
            element.text = name.to_owned();
        }
    }

    /// Sets the most memory, in KiB, and takes the current memory down to it.
    pub fn set_max_memory(&mut self, memory: u64) {
        let current = self.memory().min(memory);
        if let Some(element) = self.0.child_mut("memory") {
            element.set_size(memory);
        }
        self.set_memory(current);
    }

    /// Sets the current memory, in KiB.
    pub fn set_memory(&mut self, memory: u64) {
        if let Some(element) = self.0.child_mut("currentMemory") {
            element.set_size(memory);
        }
    }

    /// Sets the most virtual processors, and takes their number down to it.
    pub fn set_max_vcpus(&mut self, vcpus: u32) {
        let current = self.vcpus().min(vcpus);
        if let Some(element) = self.0.child_mut("vcpu") {
            element.text = vcpus.to_string();
        }
        self.set_vcpus(current);
    }

    /// Sets the number of virtual processors.
    pub fn set_vcpus(&mut self, vcpus: u32) {
        let is_all = vcpus == self.max_vcpus();
        if let Some(element) = self.0.child_mut("vcpu") {
            element.attributes.retain(|(name, _)| name != "current");
            if !is_all {
                element.set_attribute("current", &vcpus.to_string());
            }
        }
    }

    /// Gives interfaces that have none a name on the host, as starting a guest does.
    pub fn name_interfaces(&mut self) {
        let mut taken: Vec<String> = self.interfaces().into_iter().filter_map(|interface| interface.target).collect();
        let Some(devices) = self.0.child_mut("devices") else { return };
        let mut number = 0;
        for interface in devices.children.iter_mut().filter(|device| device.name == "interface") {
            if interface.child("target").is_some_and(|target| target.attribute("dev").is_some()) {
                continue;
            }
            let name = loop {
                let name = format!("testnet{number}");
                number += 1;
                if !taken.contains(&name) {
                    break name;
                }
            };
            taken.push(name.clone());
            if interface.child("target").is_none() {
                interface.insert("target", "", &["model", "address"]);
            }
            if let Some(target) = interface.child_mut("target") {
                target.set_attribute("dev", &name);
            }
        }
    }

    /// The document as text.
    pub fn format(&self, view: View) -> String {
        let mut root = self.0.clone();
        root.attributes.retain(|(name, _)| name != "id");
        if let Some(id) = view.id {
            root.set_attribute("id", &id.to_string());
        }
        if !view.secure {
            if let Some(devices) = root.child_mut("devices") {
                for graphics in devices.children.iter_mut().filter(|device| device.name == "graphics") {
                    graphics.attributes.retain(|(name, _)| name != "passwd" && name != "passwdValidTo");
                }
            }
        }
        let mut text = String::new();
        root.write(&mut text, 0);
        text
    }

    fn devices<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Element> {
        let devices = self.0.child("devices").map(|devices| devices.children.as_slice()).unwrap_or_default();
        devices.iter().filter(move |device| device.name == kind)
    }
}

/// Refuses names that cannot be names of files.
pub fn check_name(name: &str) -> Result<()> {
    match name {
        _ if name.contains('/') => Err(malformed(format!("name '{name}' cannot contain '/'"))),
        _ if name.contains('\n') => Err(malformed(format!("name '{name}' cannot contain '\\n'"))),
        _ if name.trim().is_empty() => Err(malformed("name must not be only white space".into())),
        _ => Ok(()),
    }
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn set_attribute(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value.to_owned(),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    fn set_size(&mut self, size: u64) {
        self.text = size.to_string();
        self.set_attribute("unit", "KiB");
    }

    fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.children.iter_mut().find(|child| child.name == name)
    }

    fn text_of(&self, name: &str) -> &str {
        self.child(name).map(|child| child.text.as_str()).unwrap_or_default()
    }

    /// Puts a child before the first of the named ones, or at the end.
    fn insert(&mut self, name: &str, text: &str, before: &[&str]) {
        self.children.retain(|child| child.name != name);
        let place = self.children.iter().position(|child| before.contains(&child.name.as_str()));
        let child = Element { name: name.to_owned(), text: text.to_owned(), ..Element::default() };
        self.children.insert(place.unwrap_or(self.children.len()), child);
    }

    fn write(&self, text: &mut String, depth: usize) {
        use std::fmt::Write;
        let _ = write!(text, "{:1$}<{2}", "", depth * 2, self.name);
        for (name, value) in &self.attributes {
            let _ = write!(text, " {name}='{}'", quick_xml::escape::escape(value));
        }
        match (self.text.is_empty(), self.children.is_empty()) {
            (true, true) => text.push_str("/>\n"),
            (false, true) => {
                let _ = writeln!(text, ">{}</{}>", quick_xml::escape::partial_escape(&self.text), self.name);
            }
            _ => {
                text.push_str(">\n");
                self.children.iter().for_each(|child| child.write(text, depth + 1));
                let _ = writeln!(text, "{:1$}</{2}>", "", depth * 2, self.name);
            }
        }
    }
}

fn read(text: &str) -> Result<Element> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let event = reader.read_event().map_err(|error| malformed(error.to_string()))?;
        match event {
            Event::Start(start) if open.len() < DEPTH => open.push(element(&start)?),
            Event::Start(_) => return Err(malformed(format!("more than {DEPTH} nested elements"))),
            Event::Empty(start) => close(element(&start)?, &mut open, &mut root),
            Event::End(_) => {
                if let Some(mut element) = open.pop() {
                    element.text = element.text.trim().to_owned();
                    close(element, &mut open, &mut root);
                }
            }
            Event::Text(words) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&words);
                }
            }
            Event::CData(words) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&words);
                }
            }
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let words = quick_xml::escape::unescape(&format!("&{name};"))
                    .map(|words| words.into_owned())
                    .map_err(|error| malformed(error.to_string()))?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&words);
                }
            }
            Event::DocType(_) => return Err(malformed("a document type is not accepted".into())),
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        _ => Err(malformed("the document ends too early".into())),
    }
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element> {
    let mut element = Element { name: start.name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| malformed(error.to_string()))?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|error| malformed(error.to_string()))?
            .into_owned();
        element.attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Ok(element)
}

/// A size in KiB, rounded up.
fn size(text: &str, unit: Option<&str>) -> Result<u64> {
    let number: u64 = text.parse().map_err(|_| malformed(format!("invalid memory size '{text}'")))?;
    let factor: u64 = match unit.unwrap_or("KiB") {
        "b" | "bytes" => 1,
        "KB" => 1000,
        "k" | "KiB" => 1 << 10,
        "MB" => 1_000_000,
        "M" | "MiB" => 1 << 20,
        "GB" => 1_000_000_000,
        "G" | "GiB" => 1 << 30,
        "TB" => 1_000_000_000_000,
        "T" | "TiB" => 1 << 40,
        other => return Err(Error::invalid_argument(ErrorDomain::None, format!("unknown suffix '{other}'"))),
    };
    let overflow = || Error::new(ErrorCode::Overflow, ErrorDomain::None, format!("value too large: {text}"));
    Ok(number.checked_mul(factor).ok_or_else(overflow)?.div_ceil(1024))
}

fn random_uuid(system: &dyn System) -> Result<Uuid> {
    let mut bytes = [0; 16];
    system.fill_random(&mut bytes).map_err(|error| error.into_error(ErrorDomain::Test))?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

fn malformed(detail: String) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
