package document_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/go/ferrovirt/document"
	"ferrovirt.org/go/ferrovirt/document/capabilitiesxml"
	"ferrovirt.org/go/ferrovirt/document/domainxml"
)

func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func equal[T comparable](t testing.TB, found, expected T) {
	t.Helper()
	if found != expected {
		t.Fatalf("found %v, expected %v", found, expected)
	}
}

const full = `<domain type='kvm'>
  <name>gäst</name>
  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
  <metadata>
    <app:note xmlns:app='urn:app' level='1'>text</app:note>
  </metadata>
  <memory unit='KiB'>65536</memory>
  <vcpu placement='static'>2</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
    <boot dev='hd'/>
  </os>
  <features>
    <acpi/>
  </features>
  <clock offset='utc'/>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/var/disk.qcow2'/>
      <target dev='vda' bus='virtio'/>
      <readonly/>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x04' function='0x0'/>
    </disk>
    <disk type='file' device='cdrom'>
      <target dev='sda' bus='sata'/>
    </disk>
    <interface type='user'>
      <mac address='52:54:00:12:34:56'/>
      <model type='virtio'/>
    </interface>
    <graphics type='vnc' port='-1' autoport='yes' passwd='secret'>
      <listen type='address' address='127.0.0.1'/>
    </graphics>
  </devices>
</domain>
`

func TestDocumentRoundTrip(t *testing.T) {
	guest := must(domainxml.ParseDomain(full, document.Strict))(t)
	equal(t, must(guest.XML())(t), full)
	equal(t, must(guest.Clone().XML())(t), full)
	equal(t, must(domainxml.ParseDomain(full))(t).Equal(guest), true)
}

func TestDocumentIsTyped(t *testing.T) {
	guest := must(domainxml.ParseDomain(full))(t)
	equal(t, guest.DomainType, domainxml.DomainTypeKVM)
	equal(t, *guest.Memory, domainxml.Memory{Value: 65536, Unit: domainxml.SizeUnitKibibytes})
	disks := guest.Devices.Disks
	equal(t, len(disks), 2)
	equal(t, *disks[0].Source.(*domainxml.DiskSourceFile).File, "/var/disk.qcow2")
	equal(t, disks[1].Device, domainxml.DiskDeviceCdrom)
	graphics := guest.Devices.Graphics[0].Kind.(*domainxml.GraphicsKindVNC)
	value, isSet := graphics.Autoport.Bool()
	equal(t, value && isSet, true)
}

func TestDocumentIsChangedAndDefined(t *testing.T) {
	ctx := context.Background()
	connection := must(ferrovirt.Open(ctx, "test:///default"))(t)
	defer connection.Close()
	guest := guest()
	guest.Name, guest.Title = "from-objects", document.Of("Ein Gast")
	guest.OS.OSType = &domainxml.OSType{Kind: domainxml.OSKindHvm}
	defined := must(connection.DefineDomainXML(ctx, must(guest.XML())(t)))(t)
	text := must(defined.XMLDesc(ctx, 0))(t)
	equal(t, *must(domainxml.ParseDomain(text))(t).Title, "Ein Gast")
	if err := defined.Undefine(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestUnsetDiffersFromEmpty(t *testing.T) {
	guest := guest()
	without := must(guest.XML())(t)
	guest.Title = document.Of("")
	with := must(guest.XML())(t)
	equal(t, strings.Contains(without, "<title"), false)
	equal(t, guest.Equal(guest.Clone()), true)
	equal(t, strings.Contains(with, "<title"), true)
}

func TestValuesAreCheckedWhenWritten(t *testing.T) {
	guest := guest()
	guest.DomainType = "nonsense"
	_, err := guest.XML()
	if !errors.Is(err, ferrovirt.ErrInvalidArg) || !strings.Contains(err.Error(), "nonsense") {
		t.Fatal(err)
	}
	var none *domainxml.DiskSourceFile
	_, err = (&domainxml.Disk{Source: none}).XML()
	equal(t, err != nil, true)
	var nothing *domainxml.Disk
	_, err = nothing.XML()
	equal(t, err != nil, true)
}

func TestErrorsHaveAPosition(t *testing.T) {
	check := func(xml string, mode document.Mode, line uint32) {
		t.Helper()
		_, err := domainxml.ParseDomain(xml, mode)
		var found *ferrovirt.Error
		if !errors.As(err, &found) || found.Position == nil {
			t.Fatalf("%#v", err)
		}
		equal(t, found.Position.Line, line)
	}
	check("<domain type='test'>\n  <name>x</nam>\n</domain>", document.Lenient, 2)
	check("<domain type='test'>\n  <name>x</name>\n  <nonsense/>\n</domain>", document.Strict, 3)
	equal(t, must(domainxml.ParseDomain("<domain type='test'><name>x</name><nonsense/></domain>"))(t).Name, "x")
}

func TestEmptySourcesAreToldFromMissingOnes(t *testing.T) {
	const start, end = "<disk type='file' device='cdrom'>\n", "  <target dev='sda'/>\n</disk>\n"
	for _, text := range []string{start + end, start + "  <source/>\n" + end} {
		disk := must(domainxml.ParseDisk(text))(t)
		equal(t, must(disk.XML())(t), text)
		equal(t, must(disk.Clone().XML())(t), text)
	}
}

func TestADeviceIsADocument(t *testing.T) {
	disk := &domainxml.Disk{
		Source: &domainxml.DiskSourceFile{File: document.Of("/x")},
		Target: &domainxml.DiskTarget{Dev: document.Of("vda"), Bus: domainxml.DiskBusVirtio},
	}
	equal(t, must(domainxml.ParseDisk(must(disk.XML())(t)))(t).Equal(disk), true)
	_, err := domainxml.ParseDisk("<watchdog model='i6300esb'/>")
	equal(t, err != nil && strings.Contains(err.Error(), "<disk>"), true)
}

func TestMetadataIsKept(t *testing.T) {
	guest := must(domainxml.ParseDomain(full))(t)
	note := &guest.Metadata.Children[0].(*document.RawChild).Value
	equal(t, note.Name, "app:note")
	equal(t, note.Children[0].(*document.RawText).Value, "text")
	note.Attributes = append(note.Attributes, document.RawAttribute{Name: "state", Value: "a<b\"\\\t\x01"})
	if _, err := guest.XML(); err != nil && !errors.Is(err, ferrovirt.ErrInvalidArg) {
		t.Fatal(err)
	}
	note.Attributes[len(note.Attributes)-1].Value = "a<b"
	equal(t, strings.Contains(must(guest.XML())(t), "state='a&lt;b'"), true)
}

func TestCapabilities(t *testing.T) {
	ctx := context.Background()
	connection := must(ferrovirt.Open(ctx, "test:///default"))(t)
	defer connection.Close()
	capabilities := must(capabilitiesxml.ParseCapabilities(must(connection.Capabilities(ctx))(t)))(t)
	equal(t, len(capabilities.Guests) > 0, true)
}

func BenchmarkParseDomain(b *testing.B) {
	for b.Loop() {
		must(domainxml.ParseDomain(full))(b)
	}
}

func BenchmarkPrintDomain(b *testing.B) {
	guest := must(domainxml.ParseDomain(full))(b)
	for b.Loop() {
		must(guest.XML())(b)
	}
}
