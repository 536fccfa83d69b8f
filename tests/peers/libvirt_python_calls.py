"""Calls every method of libvirt-python's classes on the test driver and prints what comes of it, a line each.

    libvirt_python_calls.py MODULE [NAMES | --constants]

MODULE is `libvirt` or `ferrovirt.libvirt`; the lines of both are the same. NAMES lists the methods, `class.method(…)`
with the parameters; without it the names of the module's own are printed instead, or its constants with their values.
"""

import gc
import importlib
import inspect
import sys

DOMAIN = "<domain type='test'><name>other</name><memory>65536</memory><os><type>hvm</type></os></domain>"
NETWORK = "<network><name>other</name></network>"
POOL = "<pool type='dir'><name>other</name><target><path>/other</path></target></pool>"
VOLUME = "<volume><name>other</name><capacity>1048576</capacity></volume>"
INTERFACE = "<interface type='ethernet' name='eth9'><mac address='aa:bb:cc:dd:ee:00'/></interface>"
SNAPSHOT = "<domainsnapshot><name>first</name></domainsnapshot>"
NEW_UUID = "11111111-2222-3333-4444-555555555555"

VALUES = {
    "alias": "a",
    "arch": "x86_64",
    "autostart": 1,
    "base": None,
    "cap": "system",
    "capacity": 2097152,
    "cellCount": 2,
    "cellNum": 0,
    "codeset": 0,
    "count": 3,
    "cpuNum": -1,
    "cpumap": (True, False),
    "destxml": "<disk/>",
    "disk": "vda",
    "duration": 60,
    "emulator": None,
    "file": "/nowhere/file",
    "frm": "/nowhere/file",
    "group": "g",
    "holdtime": 10,
    "id": 1,
    "interval": 5,
    "iothread_id": 1,
    "iothread_val": 1,
    "key": None,
    "keycodes": [1, 2],
    "macstr": "aa:bb:cc:dd:ee:ff",
    "machine": None,
    "maxCells": 2,
    "memory": 4096,
    "metadata": "some text",
    "mountPoint": None,
    "minimum": 0,
    "nativeConfig": "x",
    "nativeFormat": "test",
    "new_name": "renamed",
    "nkeycodes": 2,
    "nvcpus": 2,
    "offset": 0,
    "pages": [4, 2048],
    "params": {},
    "period": 5,
    "pid_value": 1,
    "size": 16,
    "startCell": 0,
    "start": 0,
    "state": 1,
    "target": 0,
    "time": {"seconds": 5, "nseconds": 6},
    "threshold": 1,
    "to": "/nowhere/file",
    "total": True,
    "type": 0,
    "uri": None,
    "usageID": "x",
    "usageType": 1,
    "vcpu": 0,
    "value": b"secret",
    "virttype": "test",
}
"""What parameters of these names are given."""

SPECIAL = {
    "virConnect.allocPages": ({2048: 1}, 0, 1),
    "virConnect.baselineCPU": ([], ),
    "virConnect.compareCPU": ("<cpu><arch>i686</arch><model>pentium</model></cpu>",),
    "virConnect.createLinux": (DOMAIN,),
    "virConnect.createXML": (DOMAIN,),
    "virConnect.defineXML": (DOMAIN,),
    "virConnect.defineXMLFlags": (DOMAIN,),
    "virConnect.domainXMLToNative": ("test", DOMAIN),
    "virConnect.findStoragePoolSources": ("logical", None),
    "virConnect.getMaxVcpus": (None,),
    "virConnect.interfaceDefineXML": (INTERFACE,),
    "virConnect.interfaceLookupByName": ("eth1",),
    "virConnect.lookupByName": ("test",),
    "virConnect.lookupByUUID": (bytes(16),),
    "virConnect.lookupByUUIDString": ("6695eb01-f6a4-8304-79aa-97f2502e193f",),
    "virConnect.networkCreateXML": (NETWORK,),
    "virConnect.networkCreateXMLFlags": (NETWORK,),
    "virConnect.networkDefineXML": (NETWORK,),
    "virConnect.networkDefineXMLFlags": (NETWORK,),
    "virConnect.networkLookupByName": ("default",),
    "virConnect.networkLookupByUUID": (bytes(16),),
    "virConnect.networkLookupByUUIDString": (NEW_UUID,),
    "virConnect.nodeDeviceLookupByName": ("computer",),
    "virConnect.saveImageDefineXML": ("/nowhere/file", DOMAIN),
    "virConnect.storagePoolCreateXML": (POOL,),
    "virConnect.storagePoolDefineXML": (POOL,),
    "virConnect.storagePoolLookupByName": ("default-pool",),
    "virConnect.storagePoolLookupByTargetPath": ("/default-pool",),
    "virConnect.storagePoolLookupByUUID": (bytes(16),),
    "virConnect.storagePoolLookupByUUIDString": (NEW_UUID,),
    "virConnect.storageVolLookupByKey": ("/nowhere",),
    "virConnect.storageVolLookupByPath": ("/nowhere",),
    "virDomain.interfaceParameters": ("aa:bb:cc:dd:ee:ff",),
    "virDomain.interfaceStats": ("testnet0",),
    "virConnect.baselineHypervisorCPU": (None, None, None, None, []),
    "virConnect.domainListGetStats": ([],),
    "virDomain.agentSetResponseTimeout": (1,),
    "virDomain.authorizedSSHKeysGet": ("root",),
    "virDomain.blockInfo": ("vda",),
    "virDomain.blockJobSetSpeed": ("vda", 1),
    "virDomain.blockStats": ("vda",),
    "virDomain.coreDumpWithFormat": ("/nowhere/file", 0),
    "virDomain.interfaceAddresses": (0,),
    "virDomain.setGuestVcpus": ("0", 1),
    "virDomain.setLifecycleAction": (0, 1),
    "virDomain.setTime": ({"seconds": 5, "nseconds": 6},),
    "virDomain.metadata": (0, None),
    "virDomain.snapshotCreateXML": (SNAPSHOT,),
    "virDomain.snapshotLookupByName": ("first",),
    "virDomain.setMemoryParameters": ({"hard_limit": 4096},),
    "virStoragePool.createXML": (VOLUME,),
    "virNetwork.update": (1, 2, -1, "<host/>"),
    "virNetwork.portLookupByUUID": (bytes(16),),
    "virStoragePool.storageVolLookupByName": ("nope",),
    "virStorageVol.wipePattern": (0,),
}
"""What these methods are given."""

VOLATILE = {
    "virDomain.info",
    "virDomain.XMLDesc",
    "virDomain.vcpus",
    "virDomain.getTime",
    "virDomain.getCPUStats",
    "virDomain.blockStats",
    "virDomain.interfaceStats",
    "virDomain.memoryStats",
    "virDomain.blockInfo",
    "virConnect.getAllDomainStats",
    "virConnect.getCapabilities",
    "virConnect.getCPUModelNames",
    "virConnect.getCPUStats",
    "virConnect.getDomainCapabilities",
    "virConnect.getLibVersion",
    "virDomainSnapshot.getXMLDesc",
    "virNodeDevice.isPersistent",
    "virStoragePool.XMLDesc",
}
"""Methods whose numbers and texts change, or are a driver's own: only the types of what they give are compared."""

SKIPPED = {
    "connect",
    "c_pointer",
    "close",
    "domain",
    "getConnect",
    "getDomain",
    "guestVcpus",
    "network",
    "virConnGetLastError",
}
"""They give objects, or speak of C's; and one whose error the reference drops."""

SKIPPED_PARTS = ("Event", "revertToSnapshot", "createXMLFrom", "LookupByUUID", "CloseCallback", "migrate", "FDAssociate", "WithFiles", "openGraphics", "__", "_dispatch")
"""What needs files, a loop, or a second host."""


def objects(libvirt, connection):
    """An object of each class, as far as the driver has one."""
    yield "virConnect", lambda: connection
    yield "virDomain", lambda: connection.lookupByName("test")
    yield "virDomainSnapshot", lambda: connection.lookupByName("test").snapshotCreateXML(SNAPSHOT)
    yield "virNetwork", lambda: connection.networkLookupByName("default")
    yield "virStoragePool", lambda: connection.storagePoolLookupByName("default-pool")
    yield "virStorageVol", lambda: connection.storagePoolLookupByName("default-pool").createXML(VOLUME)
    yield "virInterface", lambda: connection.interfaceLookupByName("eth1")
    yield "virNodeDevice", lambda: connection.nodeDeviceLookupByName("computer")


def names(libvirt):
    """Every method with its parameters."""
    for name, kind in sorted(vars(libvirt).items()):
        if inspect.isclass(kind) and name.startswith("vir"):
            for method in sorted(dir(kind)):
                function = getattr(kind, method)
                if inspect.isfunction(function) and not method.startswith("_"):
                    parameters = [
                        found.name if found.default is found.empty else f"{found.name}={found.default}"
                        for found in inspect.signature(function).parameters.values()
                    ]
                    yield f"{name}.{method}({', '.join(parameters)})"


def shown(value, is_volatile, module):
    """A value as text that is the same in both."""
    if isinstance(value, list) and is_volatile and value and all(isinstance(each, str) for each in value):
        return "list of str"
    if isinstance(value, (list, tuple)):
        begin, end = ("[", "]") if isinstance(value, list) else ("(", ")")
        return begin + ", ".join(shown(each, is_volatile, module) for each in value) + end
    if isinstance(value, dict):
        if is_volatile:
            return "dict"
        pairs = sorted(value.items(), key=str)
        return "{" + ", ".join(f"{key!r}: {shown(each, is_volatile, module)}" for key, each in pairs) + "}"
    kind = type(value)
    if kind.__name__.startswith("vir"):
        return f"<{kind.__name__}>"
    return kind.__name__ if is_volatile else repr(value)


def called(libvirt, line):
    """What comes of a call of a method, on an object of its own; nothing if it is not called."""
    full, _, rest = line.partition("(")
    class_name, _, method = full.partition(".")
    if method in SKIPPED or any(part in method for part in SKIPPED_PARTS):
        return None
    connection = libvirt.open("test:///default")
    make = dict(objects(libvirt, connection)).get(class_name)
    if make is None:
        return None
    thing = make()
    parameters = [part for part in rest.rstrip(")").split(", ") if part and part != "self"]
    arguments = SPECIAL.get(full)
    if arguments is None:
        required = [part for part in parameters if "=" not in part]
        arguments = tuple(
            connection.newStream(0) if part in ("stream", "st") else VALUES.get(part, "nothing") for part in required
        )
    try:
        result = shown(getattr(thing, method)(*arguments), full in VOLATILE, libvirt)
    except libvirt.libvirtError as error:
        result = f"error {error.get_error_code()}"
    except Exception as error:
        result = type(error).__name__
    return f"{full} -> {result}"


def main():
    libvirt = importlib.import_module(sys.argv[1])
    libvirt.registerErrorHandler(lambda _context, _error: None, None)
    if len(sys.argv) < 3:
        for line in names(libvirt):
            print(line)
        return
    if sys.argv[2] == "--constants":
        for name, value in sorted(vars(libvirt).items()):
            if name.startswith("VIR_"):
                print(name, repr(value))
        return
    with open(sys.argv[2]) as wanted:
        for line in wanted:
            result = called(libvirt, line.strip())
            # The driver's state ends with the last object of it.
            gc.collect()
            if result is not None:
                print(result, flush=True)


if __name__ == "__main__":
    main()
