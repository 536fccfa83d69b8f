//! How guests of a fresh host begin: as the `test:` namespace of their document says.

use std::sync::Arc;

use ferrovirt_api::{DomainRunningReason, DomainState, Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain_snapshot::DomainSnapshot;
use ferrovirt_xml::{Document as _, ParseOptions, RawElement, RawNode};

use crate::document::Document;
use crate::domain::{Domain, State};
use crate::driver::TestDriver;
use crate::node::NodeDocument;

/// What a document in a node document says of a guest beyond its definition.
#[derive(Debug, Default)]
pub struct Beginning {
    /// It has no stored definition.
    pub transient: bool,
    /// Its state was saved.
    pub managed_save: bool,
    /// In which state it is; running where nothing is said.
    pub state: Option<DomainState>,
    /// Its snapshots.
    pub snapshots: Vec<RawElement>,
}

impl Beginning {
    /// What a document says. The snapshots of files are read from beside the node document.
    pub fn of(element: &RawElement, node: &NodeDocument<'_>) -> Result<Beginning> {
        let mut beginning = Beginning::default();
        for child in element.children.iter().filter_map(element_of) {
            match child.name.as_str() {
                // Being there is enough.
                "test:transient" => beginning.transient = true,
                "test:hasmanagedsave" => beginning.managed_save = true,
                "test:runstate" => beginning.state = Some(state(number(child)?)?),
                "test:domainsnapshot" => beginning.snapshots.push(match child.attribute("file") {
                    Some(file) => node.file(file, "domainsnapshot")?,
                    None => child.clone(),
                }),
                _ => {}
            }
        }
        let is_active = beginning.state != Some(DomainState::Shutoff);
        let refuse = |detail: &str| Err(Error::new(ErrorCode::XmlError, ErrorDomain::Test, detail));
        match (is_active, beginning.transient, beginning.managed_save) {
            (false, true, _) => refuse("transient domain cannot have runstate 'shutoff'"),
            (true, _, true) => refuse("domain with managedsave data can only have runstate 'shutoff'"),
            _ => Ok(beginning),
        }
    }
}

/// The definition alone, without what is said of how it begins.
pub fn definition(element: &RawElement) -> String {
    let is_part = |child: &RawNode| element_of(child).is_none_or(|child| !child.name.starts_with("test:"));
    let children = element.children.iter().filter(|child| is_part(child)).cloned().collect();
    RawElement { name: element.name.clone(), attributes: element.attributes.clone(), children }.to_xml()
}

impl TestDriver {
    /// Adds a guest that was there before anybody could look.
    pub(crate) fn add_guest(&self, xml: &str, beginning: &Beginning) -> Result<()> {
        let document = Arc::new(Document::parse(xml, false, self.host.system())?);
        let mut index = self.domains.index();
        let mut state = State::stored(document.clone());
        let clock = self.host.clock();
        match beginning.state.unwrap_or(DomainState::Running) {
            DomainState::Shutoff => {}
            begins => {
                state.start(&document, index.take_id(), clock);
                // It was running when the host was first seen; nobody knows why.
                state.reason = DomainRunningReason::Unknown.number();
                match begins {
                    DomainState::Running => {}
                    DomainState::Paused => state.pause(clock),
                    other => {
                        state.pause(clock);
                        (state.state, state.reason) = (other, 0);
                    }
                }
            }
        }
        if beginning.managed_save {
            state.saved = Some(document);
        }
        if beginning.transient {
            state.config = None;
        }
        let snapshots = beginning.snapshots.iter().map(|element| {
            let text = RawElement { name: "domainsnapshot".to_owned(), ..element.clone() }.to_xml();
            DomainSnapshot::parse(&text, &ParseOptions::status())
        });
        self.take_snapshots(&mut state, snapshots.collect::<Result<Vec<_>>>()?)?;
        self.domains.add(&mut index, Arc::new(Domain::new(state)));
        Ok(())
    }
}

fn element_of(node: &RawNode) -> Option<&RawElement> {
    match node {
        RawNode::Element(element) => Some(element),
        RawNode::Text(_) | RawNode::Comment(_) => None,
    }
}

fn number(element: &RawElement) -> Result<u32> {
    let text: String = element
        .children
        .iter()
        .filter_map(|child| match child {
            RawNode::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    text.trim().parse().map_err(|_| {
        let detail = format!("<{}> of a guest is '{text}', which is not a number", element.name);
        Error::new(ErrorCode::XmlError, ErrorDomain::Test, detail)
    })
}

fn state(number: u32) -> Result<DomainState> {
    let known = DomainState::ALL.iter().find(|state| u32::try_from(state.number()) == Ok(number));
    known.copied().ok_or_else(|| {
        let detail = format!("runstate '{number}' out of range");
        Error::new(ErrorCode::XmlError, ErrorDomain::Test, detail)
            .with_hint("1 is running, 3 paused, 5 shut off, 6 crashed")
    })
}
