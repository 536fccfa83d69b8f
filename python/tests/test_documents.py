"""Documents as typed objects."""

import copy
import pickle

import pytest

import ferrovirt
from ferrovirt.xml import RawElement, RawText, domain
from ferrovirt.xml.capabilities import Capabilities
from ferrovirt.xml.domain_capabilities import DomainCapabilities

FULL = """\
<domain type='kvm'>
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
"""


def minimal(name: str) -> domain.Domain:
    return domain.Domain(
        domain_type=domain.DomainType.TEST,
        name=name,
        memory=domain.Memory(unit=domain.SizeUnit.MEBIBYTES, value=64),
        os=domain.Os(os_type=domain.OsType(kind=domain.OsKind.HVM)),
    )


def test_document_round_trip() -> None:
    guest = domain.Domain.from_xml(FULL, strict=True)
    assert guest.to_xml() == FULL
    assert str(guest) == FULL
    assert domain.Domain.from_xml(guest.to_xml()) == guest


def test_document_is_typed() -> None:
    guest = domain.Domain.from_xml(FULL)
    assert guest.domain_type is domain.DomainType.KVM
    assert str(guest.domain_type) == "kvm"
    assert guest.memory is not None
    assert (guest.memory.value, guest.memory.unit) == (65536, domain.SizeUnit.KIBIBYTES)
    assert guest.devices is not None
    disk, cdrom = guest.devices.disks
    assert isinstance(disk.source, domain.DiskSourceFile)
    assert disk.source.file == "/var/disk.qcow2"
    assert cdrom.device is domain.DiskDevice.CDROM
    (graphics,) = guest.devices.graphics
    assert isinstance(graphics.kind, domain.GraphicsKindVnc)
    assert graphics.kind.autoport is True
    match guest.clock:
        case domain.Clock(offset=domain.ClockOffsetUtc()):
            pass
        case other:
            pytest.fail(f"unexpected {other!r}")


def test_document_is_changed_and_defined(connection: ferrovirt.Connection) -> None:
    guest = minimal("from-objects")
    guest.title = "Ein Gast"
    defined = connection.define_domain_xml(guest)
    assert defined.name == "from-objects"
    assert domain.Domain.from_xml(defined.xml_desc()).title == "Ein Gast"
    defined.undefine()


def test_documents_are_values() -> None:
    guest = minimal("a")
    other = guest.copy()
    assert other == guest
    assert other.memory is not guest.memory
    other.name = "b"
    assert other != guest
    assert copy.copy(guest) == guest
    assert pickle.loads(pickle.dumps(guest)) == guest
    assert "name='a'" in repr(guest)
    with pytest.raises(TypeError):
        hash(guest)


def test_misspelt_fields_are_refused() -> None:
    with pytest.raises(TypeError, match="no field 'nmae'"):
        domain.Domain(domain_type=domain.DomainType.TEST, name="x", nmae="y")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="needs 'name'"):
        domain.Domain(domain_type=domain.DomainType.TEST)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        minimal("x").nmae = "y"  # type: ignore[attr-defined]


def test_values_are_checked_when_written() -> None:
    guest = minimal("x")
    guest.memory = domain.Memory(value=-1)
    with pytest.raises(ferrovirt.InvalidArgumentError):
        guest.to_xml()
    guest = minimal("x")
    guest.domain_type = "nonsense"  # type: ignore[assignment]
    with pytest.raises(ferrovirt.InvalidArgumentError, match="'nonsense'"):
        guest.to_xml()


def test_errors_have_a_position() -> None:
    with pytest.raises(ferrovirt.XmlDetailError) as caught:
        domain.Domain.from_xml("<domain type='test'>\n  <name>x</nam>\n</domain>")
    assert caught.value.line == 2
    with pytest.raises(ferrovirt.XmlInvalidSchemaError, match="nonsense") as refused:
        domain.Domain.from_xml("<domain type='test'>\n  <name>x</name>\n  <nonsense/>\n</domain>", strict=True)
    assert refused.value.line == 3
    assert domain.Domain.from_xml("<domain type='test'><name>x</name><nonsense/></domain>").name == "x"


def test_empty_sources_are_told_from_missing_ones() -> None:
    start = "<disk type='file' device='cdrom'>\n"
    end = "  <target dev='sda'/>\n</disk>\n"
    for text in [start + end, start + "  <source/>\n" + end]:
        assert domain.Disk.from_xml(text).to_xml() == text


def test_a_device_is_a_document() -> None:
    disk = domain.Disk(
        source=domain.DiskSourceFile(file="/x"), target=domain.DiskTarget(dev="vda", bus=domain.DiskBus.VIRTIO)
    )
    assert domain.Disk.from_xml(disk.to_xml()) == disk
    with pytest.raises(ValueError, match="<disk>"):
        domain.Disk.from_xml("<watchdog model='i6300esb'/>")


def test_metadata_is_kept() -> None:
    guest = domain.Domain.from_xml(FULL)
    assert guest.metadata is not None
    (note,) = guest.metadata.children
    assert isinstance(note, RawElement)
    assert note.name == "app:note"
    assert note.children == [RawText("text")]
    note.attributes.append(("state", "a<b"))
    assert "state='a&lt;b'" in guest.to_xml()


def test_capabilities(connection: ferrovirt.Connection) -> None:
    assert Capabilities.from_xml(connection.capabilities()).guests
    text = "<domainCapabilities>\n  <path>/usr/bin/qemu</path>\n  <arch>x86_64</arch>\n</domainCapabilities>\n"
    assert DomainCapabilities.from_xml(text, strict=True).to_xml() == text
