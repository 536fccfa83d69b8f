package document_test

import (
	"testing"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/go/ferrovirt/document"
	"ferrovirt.org/go/ferrovirt/document/capabilitiesxml"
	"ferrovirt.org/go/ferrovirt/document/domainbackupxml"
	"ferrovirt.org/go/ferrovirt/document/domaincapabilitiesxml"
	"ferrovirt.org/go/ferrovirt/document/domaincheckpointxml"
	"ferrovirt.org/go/ferrovirt/document/domainsnapshotxml"
	"ferrovirt.org/go/ferrovirt/document/domainstatusxml"
	"ferrovirt.org/go/ferrovirt/document/domainxml"
	"ferrovirt.org/go/ferrovirt/document/interfacexml"
	"ferrovirt.org/go/ferrovirt/document/networkportxml"
	"ferrovirt.org/go/ferrovirt/document/networkstatusxml"
	"ferrovirt.org/go/ferrovirt/document/networkxml"
	"ferrovirt.org/go/ferrovirt/document/nodedevicexml"
	"ferrovirt.org/go/ferrovirt/document/nwfilterbindingxml"
	"ferrovirt.org/go/ferrovirt/document/nwfilterxml"
	"ferrovirt.org/go/ferrovirt/document/secretxml"
	"ferrovirt.org/go/ferrovirt/document/storagepoolcapabilitiesxml"
	"ferrovirt.org/go/ferrovirt/document/storagepoolxml"
	"ferrovirt.org/go/ferrovirt/document/storagevolumexml"
)

const uuid = "6695eb01-f6a4-8304-79aa-97f2502e193f"

// Root is what every document has.
type root[T any] interface {
	*T
	XML() (string, error)
	Diff(*T) ([]ferrovirt.DocumentChange, error)
	Equal(*T) bool
	Clone() *T
}

// difference is where a change is seen. "" stands for nothing.
type difference struct{ path, older, newer string }

// checked is a case: a document made of structs, its text, a change, and where that is seen.
func checked[T any, P root[T]](
	built P, parse func(string, ...document.Mode) (*T, error), text string, change func(*T), expected difference,
) func(*testing.T) {
	return func(t *testing.T) {
		equal(t, must(built.XML())(t), text)
		again := must(parse(text, document.Strict))(t)
		equal(t, built.Equal(again), true)
		equal(t, P(again).Clone() == again, false)
		equal(t, built.Equal(P(again).Clone()), true)
		change(again)
		equal(t, built.Equal(again), false)
		changes := must(built.Diff(again))(t)
		equal(t, len(changes), 1)
		equal(t, difference{changes[0].Path, value(changes[0].Old), value(changes[0].New)}, expected)
		equal(t, len(must(built.Diff(built.Clone()))(t)), 0)
		equal(t, P(must(parse(must(P(again).XML())(t), document.Strict))(t)).Equal(again), true)
	}
}

func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func guest() *domainxml.Domain {
	return &domainxml.Domain{
		DomainType: domainxml.DomainTypeTest, Name: "x",
		Memory: &domainxml.Memory{Value: 4, Unit: domainxml.SizeUnitKibibytes},
	}
}

var cases = map[ferrovirt.DocumentKind]func(*testing.T){
	ferrovirt.DocumentKindDomain: checked(
		guest(), domainxml.ParseDomain,
		"<domain type='test'>\n  <name>x</name>\n  <memory unit='KiB'>4</memory>\n  <os/>\n  <devices/>\n</domain>\n",
		func(d *domainxml.Domain) { d.Title = document.Of("y") }, difference{"/domain/title", "", "y"},
	),
	ferrovirt.DocumentKindDevice: checked(
		&domainxml.Hub{}, domainxml.ParseHub, "<hub/>\n",
		func(d *domainxml.Hub) { d.Info.Alias = document.Of("ua-hub") },
		difference{"/hub/alias", "", "<alias name='ua-hub'/>"},
	),
	ferrovirt.DocumentKindCapabilities: checked(
		&capabilitiesxml.Capabilities{Host: &capabilitiesxml.Host{UUID: document.Of(uuid)}}, capabilitiesxml.ParseCapabilities,
		"<capabilities>\n  <host>\n    <uuid>"+uuid+"</uuid>\n  </host>\n</capabilities>\n",
		func(d *capabilitiesxml.Capabilities) { d.Host.Iommu = document.Yes },
		difference{"/capabilities/host/iommu", "", "<iommu support='yes'/>"},
	),
	ferrovirt.DocumentKindDomainCapabilities: checked(
		&domaincapabilitiesxml.DomainCapabilities{Path: document.Of("/usr/bin/qemu")}, domaincapabilitiesxml.ParseDomainCapabilities,
		"<domainCapabilities>\n  <path>/usr/bin/qemu</path>\n</domainCapabilities>\n",
		func(d *domaincapabilitiesxml.DomainCapabilities) { d.Path = document.Of("/usr/bin/kvm") },
		difference{"/domainCapabilities/path/text()", "/usr/bin/qemu", "/usr/bin/kvm"},
	),
	ferrovirt.DocumentKindNetwork: checked(
		&networkxml.Network{
			Name: "n", Bridge: &networkxml.NetworkBridge{Name: document.Of("b"), Stp: document.On, Delay: document.Of[uint64](0)},
		}, networkxml.ParseNetwork,
		"<network>\n  <name>n</name>\n  <bridge name='b' stp='on' delay='0'/>\n</network>\n",
		func(d *networkxml.Network) { *d.Bridge.Delay = 2 }, difference{"/network/bridge/@delay", "0", "2"},
	),
	ferrovirt.DocumentKindNetworkPort: checked(
		&networkportxml.NetworkPort{UUID: document.Of(uuid), Plug: &networkportxml.PlugBridge{Bridge: document.Of("b")}},
		networkportxml.ParseNetworkPort,
		"<networkport>\n  <uuid>"+uuid+"</uuid>\n  <plug type='bridge' bridge='b'/>\n</networkport>\n",
		func(d *networkportxml.NetworkPort) { d.Plug = &networkportxml.PlugNetwork{Bridge: document.Of("b")} },
		difference{"/networkport/plug/@type", "bridge", "network"},
	),
	ferrovirt.DocumentKindFilter: checked(
		&nwfilterxml.Filter{
			Name: "f", Entries: []nwfilterxml.FilterEntry{&nwfilterxml.FilterEntryFilterRef{Filter: document.Of("clean")}},
		}, nwfilterxml.ParseFilter,
		"<filter name='f'>\n  <filterref filter='clean'/>\n</filter>\n",
		func(d *nwfilterxml.Filter) {
			rule := nwfilterxml.FilterEntryRule{Action: nwfilterxml.RuleActionDrop, Direction: nwfilterxml.RuleDirectionOut}
			d.Entries = append(d.Entries, &rule)
		},
		difference{"/filter/rule", "", "<rule action='drop' direction='out'/>"},
	),
	ferrovirt.DocumentKindFilterBinding: checked(
		&nwfilterbindingxml.FilterBinding{PortDev: document.Of("vnet0"), MAC: document.Of("52:54:00:00:00:01")},
		nwfilterbindingxml.ParseFilterBinding,
		"<filterbinding>\n  <portdev name='vnet0'/>\n  <mac address='52:54:00:00:00:01'/>\n</filterbinding>\n",
		func(d *nwfilterbindingxml.FilterBinding) { d.LinkDev = document.Of("eth0") },
		difference{"/filterbinding/linkdev", "", "<linkdev name='eth0'/>"},
	),
	ferrovirt.DocumentKindInterface: checked(
		&interfacexml.Interface{Name: "e0", StartMode: interfacexml.StartModeOnboot}, interfacexml.ParseInterface,
		"<interface type='ethernet' name='e0'>\n  <start mode='onboot'/>\n</interface>\n",
		func(d *interfacexml.Interface) { d.StartMode = interfacexml.StartModeNone },
		difference{"/interface/start/@mode", "onboot", "none"},
	),
	ferrovirt.DocumentKindStoragePool: checked(
		&storagepoolxml.StoragePool{
			PoolType: storagepoolxml.PoolTypeDir, Name: document.Of("p"),
			Target: &storagepoolxml.PoolTarget{Path: document.Of("/p")},
		}, storagepoolxml.ParseStoragePool,
		"<pool type='dir'>\n  <name>p</name>\n  <target>\n    <path>/p</path>\n  </target>\n</pool>\n",
		func(d *storagepoolxml.StoragePool) { d.Target.Path = document.Of("/q") },
		difference{"/pool/target/path/text()", "/p", "/q"},
	),
	ferrovirt.DocumentKindStorageVolume: checked(
		&storagevolumexml.StorageVolume{
			Name: "v", Capacity: &storagepoolxml.StorageSize{Value: 1024, Unit: domainxml.SizeUnitBytes},
		}, storagevolumexml.ParseStorageVolume,
		"<volume>\n  <name>v</name>\n  <capacity unit='bytes'>1024</capacity>\n</volume>\n",
		func(d *storagevolumexml.StorageVolume) { d.Capacity.Value = 2048 },
		difference{"/volume/capacity/text()", "1024", "2048"},
	),
	ferrovirt.DocumentKindStoragePoolCapabilities: checked(
		&storagepoolcapabilitiesxml.StoragePoolCapabilities{
			Pools: []storagepoolcapabilitiesxml.PoolTypeCapabilities{{PoolType: "dir", Supported: document.Yes}},
		}, storagepoolcapabilitiesxml.ParseStoragePoolCapabilities,
		"<storagepoolCapabilities>\n  <pool type='dir' supported='yes'/>\n</storagepoolCapabilities>\n",
		func(d *storagepoolcapabilitiesxml.StoragePoolCapabilities) { d.Pools[0].Supported = document.No },
		difference{"/storagepoolCapabilities/pool/@supported", "yes", "no"},
	),
	ferrovirt.DocumentKindSecret: checked(
		&secretxml.Secret{
			Ephemeral: document.No, Private: document.Yes, Usage: &secretxml.SecretUsageTLS{Name: "t"},
		}, secretxml.ParseSecret,
		"<secret ephemeral='no' private='yes'>\n  <usage type='tls'>\n    <name>t</name>\n  </usage>\n</secret>\n",
		func(d *secretxml.Secret) { d.Private = "" }, difference{"/secret/@private", "yes", ""},
	),
	ferrovirt.DocumentKindNodeDevice: checked(
		&nodedevicexml.NodeDevice{
			Name: "net_e0", Capabilities: []nodedevicexml.Capability{&nodedevicexml.CapabilityNet{Interface: document.Of("e0")}},
		}, nodedevicexml.ParseNodeDevice,
		"<device>\n  <name>net_e0</name>\n  <capability type='net'>\n    <interface>e0</interface>\n  </capability>\n</device>\n",
		func(d *nodedevicexml.NodeDevice) {
			d.Capabilities[0].(*nodedevicexml.CapabilityNet).Address = document.Of("52:54:00:00:00:01")
		},
		difference{"/device/capability/address", "", "52:54:00:00:00:01"},
	),
	ferrovirt.DocumentKindDomainSnapshot: checked(
		&domainsnapshotxml.DomainSnapshot{
			Name: document.Of("s"), Domain: &domainsnapshotxml.SnapshotDomainDefinition{Value: *guest()},
		}, domainsnapshotxml.ParseDomainSnapshot,
		"<domainsnapshot>\n  <name>s</name>\n  <domain type='test'>\n    <name>x</name>\n"+
			"    <memory unit='KiB'>4</memory>\n    <os/>\n    <devices/>\n  </domain>\n</domainsnapshot>\n",
		func(d *domainsnapshotxml.DomainSnapshot) {
			d.Domain.(*domainsnapshotxml.SnapshotDomainDefinition).Value.Title = document.Of("y")
		},
		difference{"/domainsnapshot/domain/title", "", "y"},
	),
	ferrovirt.DocumentKindDomainCheckpoint: checked(
		&domaincheckpointxml.DomainCheckpoint{
			Name:  document.Of("c"),
			Disks: []domaincheckpointxml.CheckpointDisk{{Name: "vda", Checkpoint: domaincheckpointxml.CheckpointKindBitmap}},
		}, domaincheckpointxml.ParseDomainCheckpoint,
		"<domaincheckpoint>\n  <name>c</name>\n  <disks>\n    <disk name='vda' checkpoint='bitmap'/>\n"+
			"  </disks>\n</domaincheckpoint>\n",
		func(d *domaincheckpointxml.DomainCheckpoint) { d.Disks[0].Bitmap = document.Of("c") },
		difference{"/domaincheckpoint/disks/disk/@bitmap", "", "c"},
	),
	ferrovirt.DocumentKindDomainBackup: checked(
		&domainbackupxml.DomainBackup{
			Mode: domainbackupxml.BackupModePull, Disks: []domainbackupxml.BackupDisk{{Name: "vda", Backup: document.Yes}},
		}, domainbackupxml.ParseDomainBackup,
		"<domainbackup mode='pull'>\n  <disks>\n    <disk name='vda' backup='yes'/>\n  </disks>\n</domainbackup>\n",
		func(d *domainbackupxml.DomainBackup) { d.Incremental = document.Of("c") },
		difference{"/domainbackup/incremental", "", "c"},
	),
	ferrovirt.DocumentKindDomainStatus: checked(
		&domainstatusxml.DomainStatus{
			State: domainstatusxml.DomainStateWordRunning, Pid: document.Of[int64](7), Domain: *guest(),
		}, domainstatusxml.ParseDomainStatus,
		"<domstatus state='running' pid='7'>\n  <domain type='test'>\n    <name>x</name>\n"+
			"    <memory unit='KiB'>4</memory>\n    <os/>\n    <devices/>\n  </domain>\n</domstatus>\n",
		func(d *domainstatusxml.DomainStatus) { d.State = domainstatusxml.DomainStateWordPaused },
		difference{"/domstatus/@state", "running", "paused"},
	),
	ferrovirt.DocumentKindNetworkStatus: checked(
		&networkstatusxml.NetworkStatus{FloorSum: document.Of[uint64](5), Network: networkxml.Network{Name: "n"}},
		networkstatusxml.ParseNetworkStatus,
		"<networkstatus>\n  <floor sum='5'/>\n  <network>\n    <name>n</name>\n  </network>\n</networkstatus>\n",
		func(d *networkstatusxml.NetworkStatus) { d.FloorSum = document.Of[uint64](6) },
		difference{"/networkstatus/floor/@sum", "5", "6"},
	),
}

func TestEachKindIsBuiltChangedAndPrinted(t *testing.T) {
	// The kinds are numbered from 0 without a gap; what has no name is none.
	for kind := ferrovirt.DocumentKind(0); kind.String()[0] > '9'; kind++ {
		test, ok := cases[kind]
		if !ok {
			t.Errorf("%v has no case", kind)
			continue
		}
		t.Run(kind.String(), test)
	}
}

func TestPackagesShareWhatTheyHaveInCommon(t *testing.T) {
	text := must((&domainsnapshotxml.DomainSnapshot{
		Domain: &domainsnapshotxml.SnapshotDomainDefinition{Value: *guest()},
	}).XML())(t)
	snapshot := must(domainsnapshotxml.ParseDomainSnapshot(text))(t)
	definition, ok := snapshot.Domain.(*domainsnapshotxml.SnapshotDomainDefinition)
	equal(t, ok, true)
	equal(t, definition.Value.Memory.Unit, domainxml.SizeUnitKibibytes)
}
