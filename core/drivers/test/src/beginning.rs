//! How guests of a fresh host begin: as the `test:` namespace of their document says.

use std::sync::Arc;

use ferrovirt_api::{DomainRunningReason, DomainShutoffReason, DomainState, Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain_snapshot::DomainSnapshot;
use ferrovirt_xml::{Document as _, ParseOptions, RawElement, RawNode};

use crate::document::Document;
use crate::domain::{Domain, State};
use crate::driver::TestDriver;

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
    /// What a document says.
    pub fn of(element: &RawElement) -> Result<Beginning> {
        let mut beginning = Beginning::default();
        for child in element.children.iter().filter_map(element_of) {
            match child.name.as_str() {
                "test:transient" => beginning.transient = number(child)? != 0,
                "test:hasmanagedsave" => beginning.managed_save = number(child)? != 0,
                "test:runstate" => beginning.state = Some(state(number(child)?)?),
                "test:domainsnapshot" => beginning.snapshots.push(child.clone()),
                _ => {}
            }
        }
        let is_active = !matches!(beginning.state, Some(DomainState::Shutoff | DomainState::Crashed));
        let refuse = |detail: &str| Err(Error::new(ErrorCode::XmlError, ErrorDomain::Test, detail));
        match (is_active, beginning.transient, beginning.managed_save) {
            (false, true, _) => refuse("transient domain cannot have runstate 'shutoff'"),
            (true, _, true) => refuse("domain with managedsave data can only have runstate 'shutoff'"),
            _ => Ok(beginning),
        }
    }
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
            DomainState::Crashed => {
                state.state = DomainState::Crashed;
                state.reason = DomainShutoffReason::Crashed.number();
            }
            begins => {
                state.start(&document, index.take_id(), clock);
                // It was running when the host was first seen; nobody knows why.
                state.reason = DomainRunningReason::Unknown.number();
                if begins == DomainState::Paused {
                    state.pause(clock);
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
    let states = [DomainState::Running, DomainState::Paused, DomainState::Shutoff, DomainState::Crashed];
    let known = states.into_iter().find(|state| u32::try_from(state.number()) == Ok(number));
    known.ok_or_else(|| {
        let detail = format!("runstate '{number}' out of range");
        Error::new(ErrorCode::XmlError, ErrorDomain::Test, detail)
            .with_hint("1 is running, 3 paused, 5 shut off, 6 crashed")
    })
}
