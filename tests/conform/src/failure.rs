//! What became of a case.

use crate::difference::difference;
use ferrovirt_error::Error;

/// What became of a case: nothing is to be said of one that passed.
pub type Outcome = Result<(), Failure>;

/// Why a case failed.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// There is no code yet that could be tested: what is missing.
    NotBuilt(String),
    /// The code under test refused what it should take: its words.
    Refused(String),
    /// The code under test took what it should refuse.
    Accepted,
    /// The outcome is another than the expected one: the lines that differ.
    Differs(String),
    /// The code under test panicked: its words.
    Panicked(String),
    /// The case was given up after so many seconds.
    Endless(u64),
    /// The case itself cannot be understood.
    Unusable(String),
}

impl Failure {
    /// The expected and the actual outcome as lines, where they differ.
    pub fn unless_equal(expected: &[String], actual: &[String]) -> Outcome {
        if expected == actual { Ok(()) } else { Err(Failure::Differs(difference(expected, actual))) }
    }

    /// What happened, and below it the details.
    pub fn describe(&self) -> String {
        match self {
            Failure::NotBuilt(what) => format!("not built: {what}"),
            Failure::Refused(error) => format!("refused: {error}"),
            Failure::Accepted => "accepted, but should be refused".to_owned(),
            Failure::Differs(lines) => format!("differs (- expected, + actual)\n{lines}"),
            Failure::Panicked(message) => format!("panicked: {message}"),
            Failure::Endless(seconds) => format!("did not end within {seconds} seconds"),
            Failure::Unusable(message) => format!("unusable case: {message}"),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Refused(error.report())
    }
}
