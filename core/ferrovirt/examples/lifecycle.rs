//! Times define, start, destroy and undefine of one guest: `lifecycle URI DOCUMENT ROUNDS`.
//!
//! Prints "operation milliseconds" lines, the median of the rounds, as `tests/bench/lifecycle.c` does for the reference.

use std::time::Instant;

use ferrovirt::blocking::wait;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [uri, path, rounds] = &arguments[..] else { return Err("usage: lifecycle URI DOCUMENT ROUNDS".into()) };
    let document = std::fs::read_to_string(path)?;
    let connection = wait(ferrovirt::open(uri, Default::default()), None)?;
    let mut times: [(&str, Vec<f64>); 4] =
        [("define", vec![]), ("start", vec![]), ("destroy", vec![]), ("undefine", vec![])];
    for _ in 0..rounds.parse::<u32>()? {
        let begin = Instant::now();
        let domain = wait(connection.define_domain_xml(&document), None)?;
        let defined = Instant::now();
        wait(domain.create(), None)?;
        let started = Instant::now();
        wait(domain.destroy(), None)?;
        let destroyed = Instant::now();
        wait(domain.undefine(), None)?;
        let marks = [begin, defined, started, destroyed, Instant::now()];
        for ((_, times), pair) in times.iter_mut().zip(marks.windows(2)) {
            times.push((pair[1] - pair[0]).as_secs_f64() * 1e3);
        }
    }
    for (operation, times) in &mut times {
        times.sort_by(f64::total_cmp);
        println!("{operation} {:.2}", times.get(times.len() / 2).ok_or("no rounds")?);
    }
    Ok(())
}
