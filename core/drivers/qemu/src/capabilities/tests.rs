//! Stated hosts and emulators, and the documents about them.

use super::facts::{HostFacts, Platform};
use super::*;
use crate::probe::{
    Accelerator, AcceleratorCapabilities, CpuModel, EmulatorCapabilities, GicCapability, HostCpu, Machine, Prober,
};
use ferrovirt_error::ErrorCode;
use ferrovirt_host::{Cpus, ScriptedHost};
use ferrovirt_xml::{Document, Format};
use serde_json::json;

/// Two nodes of a socket each, with two cores of two threads; processor 7 is off.
fn two_nodes() -> ScriptedHost {
    let host = ScriptedHost::new();
    host.facts(|facts| {
        facts.memory.total = 3 << 30;
        facts.cpus = Cpus { online: (0..7).collect(), possible: (0..8).collect() };
    });
    host.file("/etc/machine-id", "6d5f1c0a52e14b0c9f7a3e2d18c4b960\n");
    host.file("/sys/devices/virtual/dmi/id/product_uuid", "00000000-0000-0000-0000-000000000000\n");
    host.file("/sys/devices/system/cpu/present", "0-7\n").file("/sys/devices/system/node/online", "0-1\n");
    host.file("/sys/power/state", "freeze mem disk\n").directory("/sys/kernel/iommu_groups/0");
    host.directory("/sys/kernel/mm/hugepages/hugepages-2048kB");
    host.file("/proc/cpuinfo", "vendor_id : GenuineIntel\ncpu MHz : 2000.5\naddress sizes : 46 bits physical, 48\n");
    for node in 0..2 {
        let path = format!("/sys/devices/system/node/node{node}");
        let first = node * 4;
        host.file(format!("{path}/cpulist"), format!("{first}-{}\n", (first + 3).min(6)));
        host.file(format!("{path}/cpu{}/online", first + 3), "");
        host.file(format!("{path}/meminfo"), format!("Node {node} MemTotal:  1048576 kB\nNode {node} MemFree: 1 kB\n"));
        host.file(format!("{path}/hugepages/hugepages-2048kB/nr_hugepages"), "16\n");
        host.file(format!("{path}/distance"), if node == 0 { "10 20\n" } else { "20 10\n" });
    }
    for cpu in 0..7 {
        let path = format!("/sys/devices/system/cpu/cpu{cpu}");
        let core = cpu % 4 / 2;
        host.file(format!("{path}/topology/physical_package_id"), format!("{}\n", cpu / 4));
        host.file(format!("{path}/topology/core_id"), format!("{core}\n"));
        host.file(format!("{path}/topology/cluster_id"), "-1\n");
        host.file(format!("{path}/topology/thread_siblings_list"), format!("{}-{}\n", cpu / 2 * 2, cpu / 2 * 2 + 1));
        for (name, value) in [("level", "3"), ("type", "Unified"), ("size", "1536K"), ("shared_cpu_list", "0-3")] {
            host.file(format!("{path}/cache/index3/{name}"), value);
        }
        host.file(format!("{path}/cache/index3/id"), format!("{}\n", cpu / 4));
        host.file(format!("{path}/cache/index0/level"), "1\n");
    }
    host
}

fn facts(host: &ScriptedHost) -> HostFacts {
    HostFacts::read(host).expect("facts")
}

fn machine(name: &str, alias: Option<&str>, cpu_max: u32) -> Machine {
    Machine { name: name.to_owned(), alias: alias.map(str::to_owned), cpu_max, ..Machine::default() }
}

fn emulator() -> EmulatorCapabilities {
    let default = Machine { is_default: true, ..machine("pc-i440fx-9.0", Some("pc"), 255) };
    let old = Machine { deprecated: true, ..machine("pc-i440fx-2.4", None, 255) };
    let machines = vec![machine("none", None, 1), old, machine("pc-q35-9.0", Some("q35"), 288), default];
    let missing = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    let model = |name: &str, features: &[&str]| CpuModel {
        name: name.to_owned(),
        unavailable_features: missing(features),
        ..CpuModel::default()
    };
    let cpu_models = vec![model("max", &[]), model("qemu64", &[]), model("Nehalem", &["sse4.2", "pclmulqdq", "erms"])];
    let tcg = AcceleratorCapabilities { accelerator: Accelerator::Tcg, machines, cpu_models, host_cpu: None };
    EmulatorCapabilities {
        architecture: "x86_64".to_owned(),
        types: ["iothread", "VGA", "virtio-rng-pci"].into_iter().map(str::to_owned).collect(),
        tcg: Some(tcg),
        ..EmulatorCapabilities::default()
    }
}

#[test]
fn the_host_is_described_node_by_node() {
    let document = host_capabilities(&facts(&two_nodes()), &[]).to_xml(&Format::default());
    let expected = "\
<capabilities>
  <host>
    <uuid>6d5f1c0a-52e1-4b0c-9f7a-3e2d18c4b960</uuid>
    <cpu>
      <arch>x86_64</arch>
      <vendor>Intel</vendor>
      <topology sockets='1' dies='1' clusters='1' cores='2' threads='2'/>
      <maxphysaddr mode='emulate' bits='46'/>
      <pages unit='KiB' size='4'/>
      <pages unit='KiB' size='2048'/>
    </cpu>
    <power_management>
      <suspend_mem/>
      <suspend_disk/>
      <suspend_hybrid/>
    </power_management>
    <iommu support='yes'/>
    <migration_features>
      <live/>
      <uri_transports>
        <uri_transport>tcp</uri_transport>
        <uri_transport>rdma</uri_transport>
      </uri_transports>
    </migration_features>
    <topology>
      <cells num='2'>
        <cell id='0'>
          <memory unit='KiB'>1048576</memory>
          <pages unit='KiB' size='4'>253952</pages>
          <pages unit='KiB' size='2048'>16</pages>
          <distances>
            <sibling id='0' value='10'/>
            <sibling id='1' value='20'/>
          </distances>
          <cpus num='4'>
            <cpu id='0' socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0-1'/>
            <cpu id='1' socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0-1'/>
            <cpu id='2' socket_id='0' die_id='0' cluster_id='0' core_id='1' siblings='2-3'/>
            <cpu id='3' socket_id='0' die_id='0' cluster_id='0' core_id='1' siblings='2-3'/>
          </cpus>
        </cell>
        <cell id='1'>
          <memory unit='KiB'>1048576</memory>
          <pages unit='KiB' size='4'>253952</pages>
          <pages unit='KiB' size='2048'>16</pages>
          <distances>
            <sibling id='0' value='20'/>
            <sibling id='1' value='10'/>
          </distances>
          <cpus num='4'>
            <cpu id='4' socket_id='1' die_id='0' cluster_id='0' core_id='0' siblings='4-5'/>
            <cpu id='5' socket_id='1' die_id='0' cluster_id='0' core_id='0' siblings='4-5'/>
            <cpu id='6' socket_id='1' die_id='0' cluster_id='0' core_id='1' siblings='6-7'/>
            <cpu id='7'/>
          </cpus>
        </cell>
      </cells>
    </topology>
    <cache>
      <bank id='0' level='3' type='both' size='1536' unit='KiB' cpus='0-3'/>
      <bank id='1' level='3' type='both' size='1536' unit='KiB' cpus='0-3'/>
    </cache>
    <secmodel>
      <model>none</model>
      <doi>0</doi>
    </secmodel>
  </host>
</capabilities>
";
    assert_eq!(document, expected);
}

#[test]
fn nodes_are_counted() {
    let info = node_info(&facts(&two_nodes()));
    assert_eq!((info.model.as_str(), info.memory, info.cpus, info.mhz), ("x86_64", 3 << 20, 7, 2000));
    assert_eq!((info.nodes, info.sockets, info.cores, info.threads), (2, 1, 2, 2));
}

#[test]
fn parts_that_differ_are_one_socket() {
    let host = two_nodes();
    host.file("/sys/devices/system/cpu/cpu6/topology/physical_package_id", "5\n");
    let info = node_info(&facts(&host));
    assert_eq!((info.nodes, info.sockets, info.cores, info.threads), (1, 1, 7, 1));
}

#[test]
fn a_host_that_tells_nothing_is_one_node() {
    let facts = facts(&ScriptedHost::new());
    assert_eq!((facts.nodes.len(), facts.threads().count(), facts.uuid), (1, 4, None));
    assert_eq!(facts.nodes[0].pages, [(4, 2 << 20)]);
    let info = node_info(&facts);
    assert_eq!((info.cpus, info.nodes, info.memory, info.mhz), (4, 1, 8 << 20, 0));
}

#[test]
fn nonsense_of_the_kernel_is_left_out() {
    let host = two_nodes();
    host.file("/sys/devices/system/node/node0/meminfo", "MemTotal: lots\n");
    host.file("/sys/devices/system/node/node0/distance", "10 far\n");
    host.file("/sys/devices/system/node/node1/cpulist", "4-4000000000\n");
    host.file("/sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "\n");
    host.file("/sys/devices/system/cpu/cpu0/cache/index3/size", "99999999999999999999K");
    let facts = facts(&host);
    assert_eq!((facts.nodes[0].memory, facts.nodes[0].pages.len()), (None, 0));
    assert_eq!(facts.nodes[0].distances, [(0, 10)]);
    assert_eq!(facts.nodes[0].threads[0].place.as_ref().map(|place| place.siblings.as_slice()), Some(&[0][..]));
    // What the kernel links into the node still counts.
    assert_eq!(facts.nodes[1].threads.len(), 1);
}

#[test]
fn guests_list_machines_with_the_default_first() {
    let (facts, emulator) = (facts(&ScriptedHost::new()), emulator());
    let found = GuestEmulator { architecture: "i686", path: "/bin/qemu", capabilities: &emulator };
    let document = host_capabilities(&facts, &[found]).to_xml(&Format::default());
    let (_, guest) = document.split_once("  <guest>\n").expect("a guest");
    let expected = "    \
    <os_type>hvm</os_type>
    <arch name='i686'>
      <wordsize>32</wordsize>
      <emulator>/bin/qemu</emulator>
      <machine maxCpus='255'>pc-i440fx-9.0</machine>
      <machine canonical='pc-i440fx-9.0' maxCpus='255'>pc</machine>
      <machine maxCpus='255' deprecated='yes'>pc-i440fx-2.4</machine>
      <machine maxCpus='288'>pc-q35-9.0</machine>
      <machine canonical='pc-q35-9.0' maxCpus='288'>q35</machine>
      <domain type='qemu'/>
    </arch>
    <features>
      <pae/>
      <nonpae/>
      <acpi default='on' toggle='yes'/>
      <apic default='on' toggle='no'/>
      <cpuselection/>
      <deviceboot/>
      <disksnapshot default='on' toggle='no'/>
      <externalSnapshot/>
    </features>
  </guest>
</capabilities>
";
    assert_eq!(guest, expected);
}

fn ask(emulator: &EmulatorCapabilities, machine: &str, facts: &HostFacts) -> String {
    let question = DomainQuestion {
        path: "/bin/qemu",
        capabilities: emulator,
        architecture: &facts.architecture,
        machine: emulator.machine(machine).expect("a machine"),
        virtualization_type: VirtualizationType::Qemu,
    };
    domain_capabilities(&question, facts, &FirmwareChoices::default()).to_xml(&Format::default())
}

#[test]
fn a_domain_has_what_the_emulator_has() {
    let facts = facts(&ScriptedHost::new());
    let document = ask(&emulator(), "pc", &facts);
    let check = |text: &str| assert!(document.contains(text), "{text} in {document}");
    check("<machine>pc-i440fx-9.0</machine>\n  <arch>x86_64</arch>\n  <vcpu max='255'/>\n");
    check("<value>ide</value>");
    check("<tpm supported='no'/>");
    check("<enum name='pciBackend'/>");
    check(
        "\
      <model usable='no' vendor='Intel'>Nehalem</model>
      <blockers model='Nehalem'>
        <feature name='erms'/>
        <feature name='pclmuldq'/>
        <feature name='sse4.2'/>
      </blockers>
      <model usable='yes' vendor='unknown'>qemu64</model>
    </mode>
",
    );
    assert!(!ask(&emulator(), "q35", &facts).contains("<value>ide</value>"));
}

#[test]
fn tpms_and_displays_depend_on_the_host_too() {
    let mut emulator = emulator();
    emulator.tpm_models = vec!["tpm-crb".to_owned()];
    emulator.tpm_types = vec!["emulator".to_owned()];
    let mut facts = facts(&ScriptedHost::new());
    assert!(!ask(&emulator, "pc", &facts).contains("<value>emulator</value>"));
    facts.platform = Platform { swtpm: Some(Default::default()), vfio: true, ..Platform::default() };
    let document = ask(&emulator, "pc", &facts);
    assert!(document.contains("<value>emulator</value>") && document.contains("<value>vfio</value>"), "{document}");
}

#[test]
fn interrupt_controllers_depend_on_the_accelerator() {
    let mut emulator = emulator();
    emulator.gic = vec![GicCapability { version: 3, emulated: true, kernel: false }];
    emulator.tcg.as_mut().expect("TCG").machines = vec![machine("virt-9.0", Some("virt"), 512)];
    let mut facts = facts(&ScriptedHost::new());
    assert!(ask(&emulator, "virt", &facts).contains("<gic supported='no'/>"), "not ARM");
    facts.architecture = "aarch64".to_owned();
    assert!(ask(&emulator, "virt", &facts).contains("<enum name='version'>\n        <value>3</value>"));
}

fn provider(host: &ScriptedHost) -> (Provider, Prober) {
    let prober = Prober::new(host.shared(), "/lib/qemu", "/cache");
    (Provider::new(host.shared(), prober.clone()), prober)
}

#[tokio::test]
async fn arguments_are_checked_before_anything_is_probed() {
    let host = ScriptedHost::new();
    let (provider, prober) = provider(&host);
    let check = async |architecture, kind, code, expected: &str| {
        let error = provider.domain(None, architecture, None, kind).await.expect_err(expected);
        assert_eq!((error.code(), error.to_string().as_str()), (code, expected));
    };
    let invalid = ErrorCode::InvalidArg;
    check(Some("pdp11"), None, invalid, "invalid argument: unknown architecture: pdp11").await;
    check(None, Some("warp"), invalid, "invalid argument: unknown virttype: warp").await;
    let expected = "unsupported configuration: unable to find any emulator to serve 'ppc64' architecture";
    check(Some("ppc64"), None, ErrorCode::ConfigUnsupported, expected).await;
    let error = provider.max_vcpus(Some("xen")).await.expect_err("another hypervisor's");
    assert_eq!(error.to_string(), "invalid argument: unknown type 'xen'");
    let error = provider.domain(Some("/none"), None, None, None).await.expect_err("no such file");
    assert!(error.to_string().contains("Cannot check QEMU binary '/none': No such file"), "{error}");
    assert_eq!(prober.probes(), 0);
}

#[tokio::test]
async fn a_host_without_emulators_has_no_guests() {
    let document = provider(&two_nodes()).0.host().await.expect("a document");
    assert!(document.contains("<cells num='2'>") && !document.contains("<guest>"), "{document}");
    assert_eq!(provider(&two_nodes()).0.node_info().await.expect("facts").cpus, 7);
}

fn host_cpu(model: &str, properties: serde_json::Value) -> HostCpu {
    let serde_json::Value::Object(properties) = properties else { panic!("no object") };
    HostCpu { model: model.to_owned(), properties, ..HostCpu::default() }
}

/// The first lines of the host's model.
fn host_model(emulator: &EmulatorCapabilities, architecture: &str, facts: &HostFacts) -> Vec<String> {
    let question = DomainQuestion {
        path: "/bin/qemu",
        capabilities: emulator,
        architecture,
        machine: emulator.machine("pc").expect("a machine"),
        virtualization_type: VirtualizationType::Qemu,
    };
    let document = domain_capabilities(&question, facts, &Default::default()).to_xml(&Format::default());
    let mode = document.lines().skip_while(|line| !line.contains("'host-model'")).skip(1);
    mode.take_while(|line| !line.contains("mode>")).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn the_host_model_is_what_qemu_says_of_its_best_cpu() {
    let facts = facts(&ScriptedHost::new());
    let mut emulator = emulator();
    assert!(ask(&emulator, "pc", &facts).contains("<mode name='host-model' supported='no'/>"));
    let set = |emulator: &mut EmulatorCapabilities, cpu| emulator.tcg.as_mut().expect("TCG").host_cpu = Some(cpu);
    set(&mut emulator, host_cpu("gen16a-base", json!({"zpci": true, "aen": true, "te": false})));
    let expected = [
        "<model fallback='forbid'>gen16a-base</model>",
        "<feature policy='require' name='zpci'/>",
        "<feature policy='require' name='aen'/>",
        "<feature policy='disable' name='te'/>",
    ];
    assert_eq!(host_model(&emulator, "s390x", &facts), expected);
    assert!(host_model(&emulator, "aarch64", &facts)[0].contains("custom"), "no host model");
    let properties = json!({"vendor": "GenuineIntel", "fpu": true, "de": true, "sse2": true, "3dnow": false});
    set(&mut emulator, host_cpu("base", properties));
    assert_eq!(host_model(&emulator, "x86_64", &facts)[1], "<vendor>Intel</vendor>");
}
