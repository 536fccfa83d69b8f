//! Lists of words, in which letter case does not matter.

use super::formatted;
use crate::scalar::{InvalidScalar, Scalar};
use crate::schema::ScalarSchema;
use crate::words;
use std::borrow::Cow;
use std::collections::BTreeSet;

words! {
    /// What is known of a packet's connection.
    ConnectionState {
        New "NEW" "It is the first.",
        Established "ESTABLISHED" "It goes on.",
        Related "RELATED" "It was begun by another one.",
        Invalid "INVALID" "It belongs to none.",
        None "NONE" "Nothing is to be known, and nothing remembered.",
    }
}

/// What may be known of a packet's connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StateFlags(BTreeSet<ConnectionState>);

impl StateFlags {
    /// Any of these. With `NONE` among them, only that counts.
    pub fn new(states: impl IntoIterator<Item = ConnectionState>) -> StateFlags {
        let mut states: BTreeSet<_> = states.into_iter().collect();
        if states.contains(&ConnectionState::None) {
            states.retain(|state| *state == ConnectionState::None);
        }
        StateFlags(states)
    }

    /// The states, in the order in which they are written.
    pub fn iter(&self) -> impl Iterator<Item = ConnectionState> + '_ {
        self.0.iter().copied()
    }
}

impl Scalar for StateFlags {
    const SCHEMA: ScalarSchema = formatted("StateFlags");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let invalid = InvalidScalar("Expected NONE, or a list of NEW, ESTABLISHED, RELATED and INVALID");
        let states = items(text).map(|word| ConnectionState::from_word(&word).ok_or(invalid));
        Ok(StateFlags::new(states.collect::<Result<Vec<_>, _>>()?))
    }

    fn text(&self) -> Cow<'_, str> {
        join(self.0.iter().map(|state| state.as_str()))
    }
}

words! {
    /// A flag of TCP.
    TcpFlag {
        Fin "FIN" "The sender is done.",
        Syn "SYN" "The connection begins.",
        Rst "RST" "The connection is broken off.",
        Psh "PSH" "Data are to be handed on.",
        Ack "ACK" "Data were received.",
        Urg "URG" "Some data are urgent.",
    }
}

/// Flags of TCP.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TcpFlagSet(pub BTreeSet<TcpFlag>);

impl TcpFlagSet {
    fn parse(text: &str) -> Result<TcpFlagSet, InvalidScalar> {
        let mut flags = BTreeSet::new();
        for word in items(text) {
            match word.as_str() {
                "ALL" => flags.extend(TcpFlag::ALL),
                "NONE" => {}
                word => {
                    flags.insert(TcpFlag::from_word(word).ok_or(InvalidScalar("Expected flags of TCP"))?);
                }
            }
        }
        Ok(TcpFlagSet(flags))
    }

    fn text(&self) -> Cow<'_, str> {
        match self.0.len() {
            0 => Cow::Borrowed("NONE"),
            n_flags if n_flags == TcpFlag::ALL.len() => Cow::Borrowed("ALL"),
            _ => join(self.0.iter().map(|flag| flag.as_str())),
        }
    }
}

/// Flags of TCP that are looked at, and which of them are set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TcpFlags {
    /// The flags that are looked at.
    pub mask: TcpFlagSet,
    /// Those that are set.
    pub set: TcpFlagSet,
}

impl Scalar for TcpFlags {
    const SCHEMA: ScalarSchema = formatted("TcpFlags");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let (mask, set) = text.split_once('/').ok_or(InvalidScalar("Expected two lists of flags with '/' between"))?;
        Ok(TcpFlags { mask: TcpFlagSet::parse(mask)?, set: TcpFlagSet::parse(set)? })
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{}/{}", self.mask.text(), self.set.text()))
    }
}

words! {
    /// An end of a packet.
    SetEnd {
        Source "src" "The sender.",
        Destination "dst" "The receiver.",
    }
}

/// How many ends are looked up in a set at most.
const MAX_ENDS: usize = 6;

/// Which ends of a packet are looked up in a set, one for each of its dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SetFlags(pub Vec<SetEnd>);

impl Scalar for SetFlags {
    const SCHEMA: ScalarSchema = formatted("SetFlags");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let invalid = InvalidScalar("Expected a list of 'src' and 'dst', at most 6 of them");
        let ends = text.split(',').map(|word| SetEnd::from_word(&word.to_ascii_lowercase()).ok_or(invalid));
        let ends: Vec<_> = ends.take(MAX_ENDS + 1).collect::<Result<_, _>>()?;
        if ends.len() <= MAX_ENDS { Ok(SetFlags(ends)) } else { Err(invalid) }
    }

    fn text(&self) -> Cow<'_, str> {
        join(self.0.iter().map(|end| end.as_str()))
    }
}

/// The items of a list, in capitals; empty ones do not count.
fn items(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(',').filter(|item| !item.is_empty()).map(str::to_ascii_uppercase)
}

fn join<'a>(words: impl Iterator<Item = &'static str>) -> Cow<'a, str> {
    Cow::Owned(words.collect::<Vec<_>>().join(","))
}
