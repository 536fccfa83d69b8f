#!/usr/bin/env python3
"""Compares what two libraries answered to `arguments.py`: `compare.py REFERENCE OURS`.

Only numbers of errors count, the words are each library's own. Differences that are meant are stated here, with why.
"""

import re
import sys

SUCCESS, DEATH = "ok", "died"
# Calls, the reference's number, ours, and why. `None` stands for any.
MEANT = [
    (r".*", "3", None, "the reference's test driver lacks the operation; ours has it, or looks at arguments first"),
    (r".*", DEATH, None, "the reference dies of it"),
    (r"\w+\(flags=\d+\)", SUCCESS, "8", "flags that nobody knows are refused, not ignored"),
    (r"\w+\(flags=\d+\)", "8", None, "the reference's test driver has fewer flags"),
    (r"\w+\(read-only\)", None, "29", "who may not change anything is told so before arguments are looked at"),
    (r"\w+\(\w+=null\)", "8", "3", "the place for an answer is looked at when there is one"),
    (r"vir\w+\(.*type=-\d+\)|.*=4294967295\)", None, "8", "a number that stands for nothing is refused as such"),
    (r"virDomain(Restore|Save)Flags\(.*\)", "74", None, "documents of saved states can be replaced"),
    (r"virDomain(Restore|SaveImage)\w*\(.*\)", "38", None, "files that are no saved states: an earlier call wrote one"),
    (r"virDomain(Attach|Detach|Update)Device\w*\(.*\)", None, None, "more devices can be attached, changed and detached"),
    (r"virDomain(Get|Set)InterfaceParameters\(.*\)", SUCCESS, "8", "an interface that is not there is refused"),
    (r"virDomainPinVcpu(Flags)?\(.*\)", SUCCESS, "8", "a map without processors pins to nothing"),
    (r"virDomainGetCPUStats\(params=null\)", SUCCESS, "8", "arguments that do not go together"),
    (r"virDomainCreateLinux\(.*\)|virDomainCreateXML\(.*\)|virDomainDefineXML(Flags)?\(.*\)", "21", "27",
     "a missing attribute is found before a missing name"),
    (r"virNode(Device\w+)\(.*\)", None, None, "devices of the host can be defined, started and stopped"),
    (r"virStorageVolCreateXMLFrom\(.*\)", "47", "8", "two arguments are wrong"),
    (r"virDomain(Pin|GetLaunch)\w+\(.*\)", "8", None, "of two things that are wrong, another one is named"),
    (r"virDomainOpenGraphics\(.*\)|virDomainSetThrottleGroup\(\)|virNodeGetMemoryStats\(.*\)", "8", "3",
     "that it is not supported goes first"),
    (r"virDomainSet(Blkio|Scheduler)Parameters(Flags)?\(params=null\)", "8", SUCCESS, "no parameters are at no place"),
    (r"virNetwork\w+\(.*=<network/>\)|virDomain\w+\(.*=<domain/>\)", "21", "27",
     "a name that is missing is a missing element like others"),
    (r"virNetworkUpdate\(xml=.*\)", "35", "84", "for a section that cannot be changed no document is read"),
    (r"virDomainCoreDumpWithFormat\(to=empty\)", "38", "84", "the format is looked at first"),
    (r"virDomainCheckpointCreateXML\(flags=2\)", "27", "8", "the flag needs an agent, which these guests have not"),
    (r"virDomainGetBlockIoTune\(disk=empty\)", SUCCESS, "8", "no disk has this name"),
    (r"\w+WithFiles\(nfiles=4294967295\)|virDomainFDAssociate\(.*\)", None, None, "there are no such files"),
]


def number(answer):
    word = answer.split(" ")[0]
    return SUCCESS if answer == "ok" else DEATH if answer.startswith("died") else word if word.isdigit() else answer


def read(path):
    with open(path, encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("): ", 1) for line in file if "): " in line)


def main():
    reference, ours = read(sys.argv[1]), read(sys.argv[2])
    different = 0
    for call, expected in reference.items():
        found = ours.get(call, "was not called")
        one, other = number(expected), number(found)
        is_meant = any(
            re.fullmatch(pattern, call + ")") and theirs in (None, one) and own in (None, other)
            for pattern, theirs, own, _ in MEANT
        )
        if one != other and not is_meant:
            different += 1
            print(f"{call}): the reference {expected}\n    ours {found}")
    print(f"{len(reference)} calls, {different} with another number than the reference's")
    return min(different, 1)


sys.exit(main())
