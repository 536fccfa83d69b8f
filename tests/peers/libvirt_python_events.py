"""Prints what callbacks of libvirt-python get while things happen on the test driver: libvirt_python_events.py MODULE.

MODULE is `libvirt` or `ferrovirt.libvirt`; the lines of both are the same. What their test drivers tell of differently (a
reboot, a balloon, a managed save) is not done.
"""

import importlib
import sys
import time

libvirt = importlib.import_module(sys.argv[1])

DOMAIN = "<domain type='test'><name>other</name><memory>65536</memory><os><type>hvm</type></os></domain>"
NETWORK = "<network><name>other</name></network>"
POOL = "<pool type='dir'><name>other</name><target><path>/other</path></target></pool>"
DEVICE = (
    "<device><parent>scsi_host1</parent><capability type='scsi_host'><capability type='fc_host'>"
    "<wwnn>2000000012349999</wwnn><wwpn>1000000012349999</wwpn></capability></capability></device>"
)

seen = 0


def callback(conn, thing, *rest):
    """Prints what it gets."""
    global seen
    seen += 1
    *arguments, label = rest
    print(label, type(conn).__name__, type(thing).__name__, thing.name(), arguments, flush=True)


def quiet(wanted):
    """Runs the loop until so many events were seen and none follows."""
    end = time.monotonic() + 60
    idle = libvirt.virEventAddTimeout(50, lambda timer, opaque: None, None)
    while seen < wanted and time.monotonic() < end:
        libvirt.virEventRunDefaultImpl()
    settled = time.monotonic() + 0.3
    while time.monotonic() < settled:
        libvirt.virEventRunDefaultImpl()
    libvirt.virEventRemoveTimeout(idle)


def attempt(action, *arguments):
    """Does what may fail, and says so."""
    try:
        return action(*arguments)
    except libvirt.libvirtError as error:
        print("error", error.get_error_code())
        return None


def main():
    libvirt.registerErrorHandler(lambda context, error: None, None)
    libvirt.virEventRegisterDefaultImpl()
    conn = libvirt.open("test:///default")
    numbers = [
        conn.domainEventRegisterAny(None, event, callback, f"domain {event}")
        for event in range(libvirt.VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE + 1)
    ]
    print(numbers)
    for event in (libvirt.VIR_NETWORK_EVENT_ID_LIFECYCLE, libvirt.VIR_NETWORK_EVENT_ID_METADATA_CHANGE):
        print(conn.networkEventRegisterAny(None, event, callback, f"network {event}"))
    for event in (libvirt.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE, libvirt.VIR_STORAGE_POOL_EVENT_ID_REFRESH):
        print(conn.storagePoolEventRegisterAny(None, event, callback, f"pool {event}"))
    for event in (libvirt.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE, libvirt.VIR_NODE_DEVICE_EVENT_ID_UPDATE):
        print(conn.nodeDeviceEventRegisterAny(None, event, callback, f"device {event}"))
    conn.domainEventRegister(callback, "old")
    domain = conn.lookupByName("test")
    steps = (
        (domain.suspend,),
        (domain.resume,),
        (domain.setMetadata, libvirt.VIR_DOMAIN_METADATA_TITLE, "title", None, None),
        (domain.setMetadata, libvirt.VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k", "urn:x"),
        (domain.addIOThread, 7),
        (domain.setVcpus, 1),
        (domain.pinVcpu, 0, (True,)),
        (domain.destroy,),
        (domain.create,),
        (domain.shutdown,),
        (domain.pMWakeup,),
    )
    for action, *arguments in steps:
        print("-", action.__name__)
        before = seen
        attempt(action, *arguments)
        quiet(before + (action.__name__ in ("suspend", "resume", "destroy", "create")))
    print("- others")
    other = conn.defineXML(DOMAIN)
    quiet(seen)
    other.create()
    quiet(seen)
    snapshot = attempt(other.snapshotCreateXML, "<domainsnapshot><name>s</name></domainsnapshot>")
    other.destroy()
    attempt(other.revertToSnapshot, snapshot)
    quiet(seen)
    attempt(other.undefineFlags, libvirt.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA)
    quiet(seen)
    network = conn.networkDefineXML(NETWORK)
    for action in (network.create, network.destroy, network.undefine):
        attempt(action)
        quiet(seen)
    pool = conn.storagePoolDefineXML(POOL)
    for action in (pool.build, pool.create, pool.refresh, pool.destroy, pool.undefine):
        attempt(action)
        quiet(seen)
    device = attempt(conn.nodeDeviceCreateXML, DEVICE)
    if device is not None:
        attempt(device.destroy)
    quiet(seen)
    print("- the end")
    conn.domainEventDeregister(callback)
    for number in numbers:
        conn.domainEventDeregisterAny(number)
    attempt(conn.domainEventDeregisterAny, numbers[0])
    domain.destroy() if domain.isActive() else domain.create()
    quiet(seen)
    conn.close()


if __name__ == "__main__":
    main()
