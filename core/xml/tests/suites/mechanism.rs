//! The mechanism, on a document made up for the purpose.

use ferrovirt_xml::scalar::{CpuSet, MacAddress, MemorySize, YesNo};
use ferrovirt_xml::{Document, Format, ParseOptions, RawElement, element, group, words};

words! {
    /// A speed.
    Speed {
        Slow "slow" "Takes its time.",
        Fast "fast" "Does not.",
    }
}

/// A machine.
#[element("machine")]
pub struct Machine {
    /// How fast it is.
    pub speed: Option<Speed>,
    /// Which of its CPUs are used.
    #[xml("@cpuSet")]
    pub cpu_set: Option<CpuSet>,
    /// Its name.
    #[xml("name")]
    pub name: Option<String>,
    /// Anything.
    #[xml("metadata")]
    pub metadata: Option<RawElement>,
    /// Its memory.
    pub memory: Option<MemorySize>,
    /// Nobody may write to it.
    pub readonly: bool,
    /// The largest packet.
    #[xml("mtu/@size")]
    pub mtu: Option<u32>,
    /// Its parts.
    #[xml("parts/part")]
    pub parts: Vec<MachinePart>,
    /// Its name at run time.
    #[xml("alias/@name", live)]
    pub alias: Option<String>,
    /// Where it keeps things.
    pub store: Option<Store>,
    /// What it does.
    pub jobs: Vec<Job>,
    /// Settings for the emulator.
    #[xml("qemu:commandline")]
    pub commandline: Option<RawElement>,
}

/// A part.
#[element("part")]
pub struct MachinePart {
    /// Its place.
    #[xml(hex = 2, max = 0x1f)]
    pub slot: u8,
    /// Its address.
    pub mac: Option<MacAddress>,
    /// Its opener.
    #[xml("@passwd", secret)]
    pub password: Option<String>,
    /// Settled by its kind.
    pub backend: Option<Backend>,
}

/// Where things are kept.
#[group(by = "type", child = "source")]
pub enum Store {
    /// A file.
    File(Option<FileSource>),
    /// A pool.
    #[xml("pool-volume")]
    Pool(Option<PoolSource>),
    /// Nowhere.
    Nothing,
}

/// A file.
#[element("source")]
pub struct FileSource {
    /// Its path.
    pub file: Option<String>,
}

/// A volume of a pool.
#[element("source")]
pub struct PoolSource {
    /// The pool.
    pub pool: Option<String>,
}

/// What is behind a part.
#[element("backend", by = "model")]
pub enum Backend {
    /// Random numbers.
    Random(PathText),
    /// Nothing.
    #[default]
    Builtin,
}

/// A path.
#[group]
pub struct PathText {
    /// The path.
    #[xml(".")]
    pub path: Option<String>,
}

/// A job.
#[group(choice)]
pub enum Job {
    /// Cleaning.
    Clean,
    /// Carrying.
    Carry(Box<Carry>),
}

/// Carrying.
#[element("carry")]
pub struct Carry {
    /// How much.
    pub weight: u32,
    /// Whether it breaks.
    pub fragile: Option<YesNo>,
}

const ALL: &str = "\
<machine speed='fast' cpuSet='0-1,3' type='file' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>A &amp; B</name>
  <metadata>
    <x:y xmlns:x='urn:x' a='1'>t <b/></x:y>
  </metadata>
  <memory unit='KiB'>1024</memory>
  <readonly/>
  <mtu size='1500'/>
  <parts>
    <part slot='0x1f' mac='52:54:00:00:00:01' passwd='s'>
      <backend model='random'>/dev/random</backend>
    </part>
    <part slot='0x02'>
      <backend model='builtin'/>
    </part>
  </parts>
  <alias name='m0'/>
  <source file='/x'/>
  <carry weight='3' fragile='yes'/>
  <clean/>
  <carry weight='4'/>
  <qemu:commandline>
    <qemu:arg value='-s'/>
  </qemu:commandline>
</machine>
";

fn parse(text: &str) -> Machine {
    Machine::parse(text, &ParseOptions::default().strict()).unwrap()
}

fn check_error(text: &str, expected: &str) {
    let error = Machine::parse(text, &ParseOptions::default().strict()).unwrap_err();
    assert_eq!(error.to_string(), format!("XML document failed to validate against schema: {expected}"));
}

#[test]
fn what_is_read_is_written() {
    let format = Format { live: true, secure: true, ..Format::default() };
    assert_eq!(parse(ALL).to_xml(&format), ALL);
    assert_eq!(parse("<machine/>").to_xml(&format), "<machine/>\n");
}

#[test]
fn views_leave_out_what_is_live_or_secret() {
    let text = parse(ALL).to_xml(&Format::default());
    assert!(!text.contains("alias") && !text.contains("passwd"), "{text}");
    assert_eq!(Machine::parse(ALL, &ParseOptions::inactive()).unwrap().alias, None);
}

#[test]
fn serde_loses_nothing() {
    let machine = parse(ALL);
    let json = serde_json::to_string(&machine).unwrap();
    assert!(json.contains(r#""store":{"file":{"file":"/x"}}"#), "{json}");
    assert_eq!(serde_json::from_str::<Machine>(&json).unwrap(), machine);
    assert!(
        serde_json::from_str::<Machine>(r#"{"spede":"fast"}"#).unwrap_err().to_string().contains("no field 'spede'")
    );
}

#[test]
fn bad_values_are_named_with_their_place() {
    check_error(
        "<machine>\n  <parts>\n    <part slot='0x1'/>\n    <part slot='0x20'/></parts></machine>",
        "Invalid value for attribute 'slot' in element 'part': '0x20'. Expected hexadecimal integer value in range \
         (at line 4, column 11, /machine/parts/part[2])",
    );
    check_error(
        "<machine speed='warp'/>",
        "Invalid value for attribute 'speed' in element 'machine': 'warp' (at line 1, column 10, /machine)",
    );
    check_error(
        "<machine><parts><part/></parts></machine>",
        "Missing required attribute 'slot' in element 'part' (at line 1, column 17, /machine/parts/part)",
    );
}

#[test]
fn strict_reading_names_unknown_content() {
    check_error(
        "<machine><name>x</name><name>y</name></machine>",
        "unknown or repeated element 'name' in element 'machine' (at line 1, column 24, /machine/name[2])",
    );
    check_error(
        "<machine sped='1'/>",
        "unknown attribute 'sped' in element 'machine' (at line 1, column 10, /machine)",
    );
    check_error("<machine>hm</machine>", "unexpected text in element 'machine': 'hm' (at line 1, column 10, /machine)");
    assert!(Machine::parse("<machine sped='1'><x/></machine>", &ParseOptions::default()).is_ok());
}

#[test]
fn any_prefix_of_a_known_namespace_will_do() {
    let text = "<machine xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:commandline><q:arg/></q:commandline></machine>";
    assert!(parse(text).to_xml(&Format::default()).contains("<qemu:arg/>"));
}

#[test]
fn the_schema_describes_every_field() {
    use ferrovirt_xml::model::Described;
    use ferrovirt_xml::schema::{Kind, Place};
    let fields = Machine::SCHEMA.fields;
    let speed = &fields[0];
    assert_eq!((speed.name, speed.xml_name, speed.place), ("speed", "speed", Place::Attribute));
    assert_eq!(speed.doc, "How fast it is.");
    let parts = fields.iter().find(|field| field.name == "parts").unwrap();
    assert_eq!((parts.xml_name, parts.wrappers, parts.place), ("part", &["parts"][..], Place::Child));
    let store = fields.iter().find(|field| field.name == "store").unwrap();
    let Kind::Union(union) = store.kind else { panic!("{store:?}") };
    assert_eq!(union().variants[1].word, "pool-volume");
}

#[test]
fn damaged_documents_are_errors_and_nothing_worse() {
    let options = ParseOptions::default();
    for end in 0..ALL.trim_end().len() {
        assert!(Machine::parse(&ALL[..end], &options).is_err(), "{end}");
    }
    for damage in ["<", ">", "&", "'", "/", "\0", "]]>", "<!--", "é", " "] {
        for start in 0..ALL.len() {
            let text = format!("{}{damage}{}", &ALL[..start], &ALL[start + 1..]);
            if let Ok(machine) = Machine::parse(&text, &options) {
                let written = machine.to_xml(&Format::STATUS);
                assert_eq!(Machine::parse(&written, &options).unwrap(), machine, "{text}");
            }
        }
    }
}
