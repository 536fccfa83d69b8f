#!/usr/bin/env python3
"""What functions of libvirt.so.0 answer to arguments at the edge of what there is, on `test:///default`.

    arguments.py LIBRARY API.xml [PREFIX]    -> lines `function(variant) code domain`

Every function whose arguments are objects, texts, numbers or room for an answer is called with usual arguments, and again
with each argument replaced by each of its edges: null, empty, zero, below zero, the greatest, unknown flags. Each call has
a process and a host of its own, so that nothing it does, even its end, changes what the next one finds. Run with two
libraries, the difference is what programs would notice.
"""

import ctypes
import os
import signal
import sys
import xml.etree.ElementTree as ElementTree

OBJECTS = {
    "virConnectPtr": None,
    "virDomainPtr": ("virDomainLookupByName", b"test"),
    "virNetworkPtr": ("virNetworkLookupByName", b"default"),
    "virStoragePoolPtr": ("virStoragePoolLookupByName", b"default-pool"),
    "virInterfacePtr": ("virInterfaceLookupByName", b"eth1"),
    "virNodeDevicePtr": ("virNodeDeviceLookupByName", b"computer"),
}
NUMBERS = {
    "int": (ctypes.c_int, [0, -1, 2**31 - 1, -(2**31)]),
    "unsigned int": (ctypes.c_uint, [0, 2**32 - 1]),
    "long": (ctypes.c_long, [0, -1, 2**63 - 1]),
    "unsigned long": (ctypes.c_ulong, [0, 2**64 - 1]),
    "long long": (ctypes.c_longlong, [0, -1, 2**63 - 1]),
    "unsigned long long": (ctypes.c_ulonglong, [0, 2**64 - 1]),
    "size_t": (ctypes.c_size_t, [0]),
}
# Of these the answer is a matter of other tests, or they call back.
SKIPPED = (
    "virConnectOpen", "virEvent", "virInitialize", "virStream", "virDomainMigrate", "virConnectSetErrorFunc",
    "virSetErrorFunc", "virConnSetErrorFunc", "virConnectClose", "virTypedParams", "virGet", "virReset", "virSave",
    "virCopy", "virConn", "virDefaultErrorFunc", "virFreeError", "virSetError", "virAdm", "virLxc", "virDomainQemu",
    "virConnectDomainQemu",
)
KEPT = ("virConnectGet", "virConnectNum", "virConnectList", "virConnectDomain", "virConnectIs", "virConnectFind",
        "virConnectBaseline", "virConnectCompare", "virConnectSetKeep", "virConnectSetIdentity")
# One of a few values: every number may stand for one.
ENUMERATED = [1, 2, 3, 7, 99]


# The library keeps it for as long as it runs.
SILENT = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: None)


class Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("domain", ctypes.c_int), ("message", ctypes.c_char_p)]


def functions(path, prefix):
    for function in ElementTree.parse(path).getroot().iter("function"):
        name = function.get("name")
        is_kept = name.startswith(KEPT) or not name.startswith(SKIPPED)
        if not is_kept or name.endswith(("Free", "Ref")) or not name.startswith(prefix) or "Register" in name:
            continue
        arguments = [(each.get("name"), each.get("type")) for each in function.findall("arg")]
        if any(kind.endswith(("Callback", "Func")) or kind == "virStreamPtr" for _, kind in arguments):
            continue
        result = function.find("return")
        yield name, arguments, result.get("type") if result is not None else "void"


def usual_text(name, function):
    if "xml" in name.lower():
        return b"<x/>"
    if name in ("uuid", "uuidstr"):
        return b"6695eb01-f6a4-8304-79aa-97f2502e193f"
    if "disk" in name or name in ("path", "device"):
        return b"vda"
    return b"x"


def variants(arguments, function):
    """The usual arguments, then with each argument replaced in turn: a name and the values."""
    usual = []
    edges = []
    for index, (name, kind) in enumerate(arguments):
        kind = kind.strip()
        if kind in OBJECTS:
            usual.append(kind)
            edges += [(index, f"{name}=null", None)]
        elif kind in NUMBERS:
            is_flags = name == "flags"
            number = 0 if is_flags or name.startswith("n") and name != "nvcpus" else 1
            usual.append((kind, number))
            others = [2**i for i in (0, 1, 2, 3, 4, 5, 30)] if is_flags else NUMBERS[kind][1]
            edges += [(index, f"{name}={value}", (kind, value)) for value in others if value != number]
        elif kind in ("const char *", "char *"):
            text = usual_text(name, function)
            usual.append(text)
            edges += [(index, f"{name}=null", None), (index, f"{name}=empty", b"")]
            if text == b"<x/>":
                for document in (b"<", b"<domain/>", b"<domain type='test'><name>a</name></domain>", b"<network/>",
                                 b"<pool/>", b"<volume/>", b"<device/>", b"<interface/>", b"<domainsnapshot/>",
                                 b"<domaincheckpoint/>", b"<disk/>", b"<cpu/>"):
                    edges += [(index, f"{name}={document.decode()}", document)]
        elif kind.endswith("*") or kind.endswith("Ptr"):
            usual.append("room")
            edges += [(index, f"{name}=null", None)]
        else:
            usual.append(("unsigned int", 0))
            edges += [(index, f"{name}={value}", ("unsigned int", value)) for value in ENUMERATED]
    yield "", usual
    for index, name, value in edges:
        yield name, usual[:index] + [value] + usual[index + 1:]


def call(library, function, kinds, values, result, read_only=False):
    """What the call answers, in the words of a line. Runs in a process of its own."""
    library.virConnectOpen.restype = library.virConnectOpenReadOnly.restype = ctypes.c_void_p
    library.virGetLastError.restype = ctypes.POINTER(Error)
    library.virSetErrorFunc(None, SILENT)
    opened = library.virConnectOpenReadOnly if read_only else library.virConnectOpen
    connection = ctypes.c_void_p(opened(b"test:///default"))
    made = []
    for (_, kind), value in zip(kinds, values):
        if value is None:
            made.append(ctypes.c_void_p(None))
        elif value == "room":
            made.append(ctypes.create_string_buffer(1 << 16))
        elif isinstance(value, bytes):
            made.append(ctypes.c_char_p(value))
        elif isinstance(value, tuple):
            made.append(NUMBERS.get(value[0], NUMBERS["unsigned int"])[0](value[1]))
        elif OBJECTS[value] is None:
            made.append(connection)
        else:
            lookup, name = OBJECTS[value]
            getattr(library, lookup).restype = ctypes.c_void_p
            made.append(ctypes.c_void_p(getattr(library, lookup)(connection, name)))
    library.virResetLastError()
    called = getattr(library, function)
    called.restype = ctypes.c_void_p if result.endswith(("Ptr", "*")) else ctypes.c_long if "long" in result else ctypes.c_int
    answer = called(*made)
    error = library.virGetLastError()
    if error and error.contents.code:
        return f"{error.contents.code} {error.contents.domain} {(error.contents.message or b'').decode(errors='replace')}"
    has_failed = answer is None if called.restype is ctypes.c_void_p else answer == -1
    return "failed without an error" if has_failed else "ok"


def apart(work):
    """What `work` gives, done in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(20)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 2)
        os.write(writer, work().replace("\n", " ").encode())
        os._exit(0)
    os.close(writer)
    answer = b""
    while piece := os.read(reader, 65536):
        answer += piece
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return answer.decode() if os.WIFEXITED(status) and answer else f"died of {status}"


def main():
    library = ctypes.CDLL(sys.argv[1])
    prefix = sys.argv[3] if len(sys.argv) > 3 else ""
    for function, arguments, result in functions(sys.argv[2], prefix):
        if not hasattr(library, function) or not arguments:
            continue
        for variant, values in variants(arguments, function):
            print(f"{function}({variant}): {apart(lambda: call(library, function, arguments, values, result))}", flush=True)
        usual = next(variants(arguments, function))[1]
        answer = apart(lambda: call(library, function, arguments, usual, result, read_only=True))
        print(f"{function}(read-only): {answer}", flush=True)


main()
