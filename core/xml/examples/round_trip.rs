//! Reads a domain document from a file and writes it back, many times, and prints what the fastest of many rounds takes each time.

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{Document, Format, ParseOptions};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 200;
const TIMES: u32 = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: round_trip FILE")?;
    let text = std::fs::read_to_string(path)?;
    let options = ParseOptions::default();
    let domain = Domain::parse(&text, &options)?;
    let measure = |name: &str, work: &dyn Fn()| {
        let round = || {
            let start = Instant::now();
            (0..TIMES).for_each(|_| work());
            start.elapsed() / TIMES
        };
        let fastest = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
        println!("{name}: {fastest:?}");
    };
    println!("{} lines", text.lines().count());
    measure("tree", &|| drop(black_box(Tree::parse(&text, &options))));
    measure("read", &|| drop(black_box(Domain::parse(&text, &options))));
    measure("write", &|| drop(black_box(domain.to_xml(&Format::LIVE))));
    measure("json", &|| drop(black_box(serde_json::to_string(&domain))));
    println!("size of Domain: {} bytes", size_of::<Domain>());
    Ok(())
}
