"""Every kind of document: built from objects, changed, and printed. A kind without a line in `CASES` fails."""

from typing import Any, Callable, NamedTuple, TypeVar, cast

import pytest

from ferrovirt import DocumentKind
from ferrovirt.xml import (
    Document,
    capabilities,
    domain,
    domain_backup,
    domain_capabilities,
    domain_checkpoint,
    domain_snapshot,
    domain_status,
    interface,
    network,
    network_port,
    network_status,
    node_device,
    nwfilter,
    nwfilter_binding,
    secret,
    storage_pool,
    storage_pool_capabilities,
    storage_volume,
)

UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f"

_Found = TypeVar("_Found")


def found(value: _Found | None) -> _Found:
    assert value is not None
    return value


class Case(NamedTuple):
    built: Document
    """A document made of objects."""
    text: str
    """What it is printed as."""
    change: Callable[[Any], object]
    """Changes the document."""
    difference: tuple[str, str | None, str | None]
    """Where that is seen: path, old, new."""


def assign(target: object, **values: object) -> None:
    for name, value in values.items():
        setattr(target, name, value)


GUEST = domain.Domain(domain_type=domain.DomainType.TEST, name="x", memory=domain.Memory(value=4, unit=domain.SizeUnit.KIBIBYTES))

CASES = {
    DocumentKind.DOMAIN: Case(
        GUEST.copy(),
        "<domain type='test'>\n  <name>x</name>\n  <memory unit='KiB'>4</memory>\n  <os/>\n  <devices/>\n</domain>\n",
        lambda guest: assign(guest, title="y"),
        ("/domain/title", None, "y"),
    ),
    DocumentKind.DEVICE: Case(
        domain.Hub(),
        "<hub/>\n",
        lambda hub: assign(hub.info, alias="ua-hub"),
        ("/hub/alias", None, "<alias name='ua-hub'/>"),
    ),
    DocumentKind.CAPABILITIES: Case(
        capabilities.Capabilities(host=capabilities.Host(uuid=UUID)),
        f"<capabilities>\n  <host>\n    <uuid>{UUID}</uuid>\n  </host>\n</capabilities>\n",
        lambda document: assign(document.host, iommu=True),
        ("/capabilities/host/iommu", None, "<iommu support='yes'/>"),
    ),
    DocumentKind.DOMAIN_CAPABILITIES: Case(
        domain_capabilities.DomainCapabilities(path="/usr/bin/qemu"),
        "<domainCapabilities>\n  <path>/usr/bin/qemu</path>\n</domainCapabilities>\n",
        lambda document: assign(document, path="/usr/bin/kvm"),
        ("/domainCapabilities/path/text()", "/usr/bin/qemu", "/usr/bin/kvm"),
    ),
    DocumentKind.NETWORK: Case(
        network.Network(name="n", bridge=network.NetworkBridge(name="b", stp=True, delay=0)),
        "<network>\n  <name>n</name>\n  <bridge name='b' stp='on' delay='0'/>\n</network>\n",
        lambda document: assign(document.bridge, delay=2),
        ("/network/bridge/@delay", "0", "2"),
    ),
    DocumentKind.NETWORK_PORT: Case(
        network_port.NetworkPort(uuid=UUID, plug=network_port.PlugBridge(bridge="b")),
        f"<networkport>\n  <uuid>{UUID}</uuid>\n  <plug type='bridge' bridge='b'/>\n</networkport>\n",
        lambda document: assign(document, plug=network_port.PlugNetwork(bridge="b")),
        ("/networkport/plug/@type", "bridge", "network"),
    ),
    DocumentKind.FILTER: Case(
        nwfilter.Filter(name="f", entries=[nwfilter.FilterEntryFilterRef(filter="clean")]),
        "<filter name='f'>\n  <filterref filter='clean'/>\n</filter>\n",
        lambda document: document.entries.append(
            nwfilter.FilterEntryRule(action=nwfilter.RuleAction.DROP, direction=nwfilter.RuleDirection.OUT)
        ),
        ("/filter/rule", None, "<rule action='drop' direction='out'/>"),
    ),
    DocumentKind.FILTER_BINDING: Case(
        nwfilter_binding.FilterBinding(port_dev="vnet0", mac="52:54:00:00:00:01"),
        "<filterbinding>\n  <portdev name='vnet0'/>\n  <mac address='52:54:00:00:00:01'/>\n</filterbinding>\n",
        lambda document: assign(document, link_dev="eth0"),
        ("/filterbinding/linkdev", None, "<linkdev name='eth0'/>"),
    ),
    DocumentKind.INTERFACE: Case(
        interface.Interface(name="e0", start_mode=interface.StartMode.ONBOOT),
        "<interface type='ethernet' name='e0'>\n  <start mode='onboot'/>\n</interface>\n",
        lambda document: assign(document, start_mode=interface.StartMode.NONE),
        ("/interface/start/@mode", "onboot", "none"),
    ),
    DocumentKind.STORAGE_POOL: Case(
        storage_pool.StoragePool(
            pool_type=storage_pool.PoolType.DIR, name="p", target=storage_pool.PoolTarget(path="/p")
        ),
        "<pool type='dir'>\n  <name>p</name>\n  <target>\n    <path>/p</path>\n  </target>\n</pool>\n",
        lambda document: assign(document.target, path="/q"),
        ("/pool/target/path/text()", "/p", "/q"),
    ),
    DocumentKind.STORAGE_VOLUME: Case(
        storage_volume.StorageVolume(
            name="v", capacity=storage_pool.StorageSize(value=1024, unit=domain.SizeUnit.BYTES)
        ),
        "<volume>\n  <name>v</name>\n  <capacity unit='bytes'>1024</capacity>\n</volume>\n",
        lambda document: assign(document.capacity, value=2048),
        ("/volume/capacity/text()", "1024", "2048"),
    ),
    DocumentKind.STORAGE_POOL_CAPABILITIES: Case(
        storage_pool_capabilities.StoragePoolCapabilities(
            pools=[storage_pool_capabilities.PoolTypeCapabilities(pool_type="dir", supported=True)]
        ),
        "<storagepoolCapabilities>\n  <pool type='dir' supported='yes'/>\n</storagepoolCapabilities>\n",
        lambda document: assign(document.pools[0], supported=False),
        ("/storagepoolCapabilities/pool/@supported", "yes", "no"),
    ),
    DocumentKind.SECRET: Case(
        secret.Secret(ephemeral=False, private=True, usage=secret.SecretUsageTls(name="t")),
        "<secret ephemeral='no' private='yes'>\n  <usage type='tls'>\n    <name>t</name>\n  </usage>\n</secret>\n",
        lambda document: assign(document, private=None),
        ("/secret/@private", "yes", None),
    ),
    DocumentKind.NODE_DEVICE: Case(
        node_device.NodeDevice(name="net_e0", capabilities=[node_device.CapabilityNet(interface="e0")]),
        "<device>\n  <name>net_e0</name>\n  <capability type='net'>\n    <interface>e0</interface>\n"
        "  </capability>\n</device>\n",
        lambda document: assign(document.capabilities[0], address="52:54:00:00:00:01"),
        ("/device/capability/address", None, "52:54:00:00:00:01"),
    ),
    DocumentKind.DOMAIN_SNAPSHOT: Case(
        domain_snapshot.DomainSnapshot(name="s", domain=domain_snapshot.SnapshotDomainDefinition(value=GUEST.copy())),
        "<domainsnapshot>\n  <name>s</name>\n  <domain type='test'>\n    <name>x</name>\n"
        "    <memory unit='KiB'>4</memory>\n    <os/>\n    <devices/>\n  </domain>\n</domainsnapshot>\n",
        lambda document: assign(document.domain.value, title="y"),
        ("/domainsnapshot/domain/title", None, "y"),
    ),
    DocumentKind.DOMAIN_CHECKPOINT: Case(
        domain_checkpoint.DomainCheckpoint(
            name="c",
            disks=[domain_checkpoint.CheckpointDisk(name="vda", checkpoint=domain_checkpoint.CheckpointKind.BITMAP)],
        ),
        "<domaincheckpoint>\n  <name>c</name>\n  <disks>\n    <disk name='vda' checkpoint='bitmap'/>\n"
        "  </disks>\n</domaincheckpoint>\n",
        lambda document: assign(document.disks[0], bitmap="c"),
        ("/domaincheckpoint/disks/disk/@bitmap", None, "c"),
    ),
    DocumentKind.DOMAIN_BACKUP: Case(
        domain_backup.DomainBackup(
            mode=domain_backup.BackupMode.PULL, disks=[domain_backup.BackupDisk(name="vda", backup=True)]
        ),
        "<domainbackup mode='pull'>\n  <disks>\n    <disk name='vda' backup='yes'/>\n  </disks>\n</domainbackup>\n",
        lambda document: assign(document, incremental="c"),
        ("/domainbackup/incremental", None, "c"),
    ),
    DocumentKind.DOMAIN_STATUS: Case(
        domain_status.DomainStatus(state=domain_status.DomainStateWord.RUNNING, pid=7, domain=GUEST.copy()),
        "<domstatus state='running' pid='7'>\n  <domain type='test'>\n    <name>x</name>\n"
        "    <memory unit='KiB'>4</memory>\n    <os/>\n    <devices/>\n  </domain>\n</domstatus>\n",
        lambda document: assign(document, state=domain_status.DomainStateWord.PAUSED),
        ("/domstatus/@state", "running", "paused"),
    ),
    DocumentKind.NETWORK_STATUS: Case(
        network_status.NetworkStatus(floor_sum=5, network=network.Network(name="n")),
        "<networkstatus>\n  <floor sum='5'/>\n  <network>\n    <name>n</name>\n  </network>\n</networkstatus>\n",
        lambda document: assign(document, floor_sum=6),
        ("/networkstatus/floor/@sum", "5", "6"),
    ),
}


@pytest.mark.parametrize("kind", list(DocumentKind), ids=lambda kind: kind.name.lower())
def test_each_kind_is_built_changed_and_printed(kind: DocumentKind) -> None:
    case = CASES[kind]
    assert case.built.to_xml() == case.text
    again = type(case.built).from_xml(case.text, strict=True)
    assert again == case.built
    assert again.copy() == again
    case.change(again)
    assert again != case.built
    (change,) = case.built.diff(again)
    assert (change.path, change.old, change.new) == case.difference
    assert case.built.diff(case.built.copy()) == []
    assert type(case.built).from_xml(again.to_xml(), strict=True) == again


def test_modules_share_what_they_have_in_common() -> None:
    assert cast(object, storage_volume.StorageVolume).__module__ == "ferrovirt.xml.storage_volume"
    snapshot = domain_snapshot.DomainSnapshot.from_xml(CASES[DocumentKind.DOMAIN_SNAPSHOT].text)
    definition = snapshot.domain
    assert isinstance(definition, domain_snapshot.SnapshotDomainDefinition)
    assert isinstance(definition.value, domain.Domain)
    assert found(definition.value.memory).unit is domain.SizeUnit.KIBIBYTES
