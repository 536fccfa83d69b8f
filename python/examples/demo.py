"""Boots a real Linux guest: defines it from typed objects, watches it come up, looks at it, and shuts it down.

    python demo.py --guest DIRECTORY [--domain-type qemu|kvm]

The directory holds `vmlinuz`, `initramfs` and `disk.qcow2`, as `scripts/guest.sh` makes them.
"""

import argparse
import json
import pathlib
import shutil
import sys
import tempfile
import threading
import time

import ferrovirt
from ferrovirt.xml import domain as xml

UP = "FERROVIRT-GUEST-UP"
"""What the guest prints on its console when it is up."""


def say(text: str) -> None:
    """A step of the demonstration."""
    write(f"\N{BLACK RIGHT-POINTING TRIANGLE} {text}")


def tell(text: str) -> None:
    """What was seen meanwhile."""
    write(f"    {text}")


def write(line: str) -> None:
    # One write for a line: the events come from a thread of their own.
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def describe(guest: pathlib.Path, disk: pathlib.Path, domain_type: str) -> xml.Domain:
    """The guest as typed objects; what is left out, the driver fills in."""
    return xml.Domain(
        domain_type=xml.DomainType(domain_type),
        name="first-light",
        title="The guest of the demonstration",
        memory=xml.Memory(value=256, unit=xml.SizeUnit.MEBIBYTES),
        vcpu=xml.Vcpu(count=1),
        os=xml.Os(
            os_type=xml.OsType(kind=xml.OsKind.HVM, arch="x86_64", machine="q35"),
            kernel=str(guest / "vmlinuz"),
            initrd=str(guest / "initramfs"),
            cmdline="console=ttyS0 quiet",
        ),
        features=xml.Features(acpi=True),
        devices=xml.Devices(
            disks=[
                xml.Disk(
                    driver=xml.DiskDriver(name="qemu", format=xml.StorageFormat.QCOW2),
                    source=xml.DiskSourceFile(file=str(disk)),
                    target=xml.DiskTarget(dev="vda", bus=xml.DiskBus.VIRTIO),
                )
            ],
            interfaces=[xml.Interface(source=xml.InterfaceSourceUser(), model="virtio")],
            serials=[xml.Serial(source=xml.CharSourcePty())],
            channels=[
                xml.Channel(
                    source=xml.CharSourceUnix(),
                    target=xml.ChannelTargetVirtio(name="org.qemu.guest_agent.0"),
                )
            ],
        ),
    )


def follow_events(connection: ferrovirt.Connection) -> threading.Thread:
    """Prints what happens, from a thread of its own, until the connection closes."""

    def follow(events: ferrovirt.EventSubscription) -> None:
        for event in events:
            match event:
                case ferrovirt.DomainEvent(domain=guest, kind=ferrovirt.DomainLifecycle(event=step, detail=detail)):
                    tell(f"event: {guest.name} {step.name.lower()} ({getattr(detail, 'name', detail)})")
                case ferrovirt.DomainEvent(domain=guest, kind=ferrovirt.DomainAgentLifecycle(state=state)):
                    tell(f"event: {guest.name}: its agent {state.name.lower()}")

    # Subscribed before the thread starts, so that nothing is missed.
    thread = threading.Thread(target=follow, args=(connection.events(),), daemon=True)
    thread.start()
    return thread


def wait_until_up(guest: ferrovirt.Domain, limit: float) -> str:
    """Copies the console to the screen until the guest says that it is up, and gives that line."""
    deadline = time.monotonic() + limit
    text = ""
    with_console = guest.open_console()
    try:
        while True:
            left = deadline - time.monotonic()
            chunk = with_console.receive(timeout=max(left, 0.1))
            if not chunk:
                raise SystemExit("the console ended before the guest was up")
            text += chunk.decode(errors="replace").replace("\r", "")
            *lines, text = text.split("\n")
            for line in lines:
                tell(f"console: {line}")
                if UP in line:
                    return line
    finally:
        with_console.abort()


def show_statistics(connection: ferrovirt.Connection, guest: ferrovirt.Domain) -> None:
    """A few of the bulk statistics, twice, a second apart."""
    wanted = ("cpu.time", "balloon.current", "vcpu.current", "block.0.rd.bytes", "block.0.rd.reqs", "net.0.tx.bytes")
    for _ in range(2):
        time.sleep(1)
        for record in connection.all_domain_stats():
            if record.domain.uuid == guest.uuid:
                values = record.parameters
                tell("  ".join(f"{name}={values[name]}" for name in wanted if name in values))


def wait_until_off(guest: ferrovirt.Domain, limit: float) -> None:
    deadline = time.monotonic() + limit
    while guest.is_active():
        if time.monotonic() > deadline:
            raise SystemExit("the guest did not shut down")
        time.sleep(0.05)


def run(guest_files: pathlib.Path, domain_type: str, root: pathlib.Path) -> None:
    uri = f"qemu:///embed?root={root}"
    say(f"connecting to {uri} (the driver runs in this process; there is no daemon)")
    disk = root / "disk.qcow2"
    shutil.copy(guest_files / "disk.qcow2", disk)
    with ferrovirt.open(uri) as connection:
        watcher = follow_events(connection)
        major, rest = divmod(connection.version(), 1_000_000)
        say(f"the hypervisor is {connection.hypervisor_type()} {major}.{rest // 1000}.{rest % 1000}")

        say("defining the guest from typed objects")
        guest = connection.define_domain_xml(describe(guest_files, disk, domain_type))
        try:
            say("starting it")
            began = time.monotonic()
            guest.create()
            say(f"QEMU runs after {(time.monotonic() - began) * 1000:.0f} ms; now Linux boots")
            line = wait_until_up(guest, limit=180)
            say(f"the guest said after {time.monotonic() - began:.1f} s: {line.strip()}")

            say("live statistics")
            show_statistics(connection, guest)

            answer = json.loads(guest.qemu_agent_command('{"execute":"guest-get-osinfo"}', 5, timeout=30))
            say(f"its agent says: {answer['return'].get('kernel-release', answer['return'])}")

            say("asking it to shut down")
            guest.shutdown()
            wait_until_off(guest, limit=60)
            state = guest.state()
            say(f"it is {state.state.name} ({ferrovirt.DomainShutoffReason(state.reason).name})")
        finally:
            if guest.is_active():
                guest.destroy()
            guest.undefine()
        say("undefined; nothing of it is left")
    watcher.join(timeout=5)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--guest", type=pathlib.Path, required=True, help="where vmlinuz, initramfs and disk.qcow2 are")
    parser.add_argument("--domain-type", choices=("qemu", "kvm"), default="qemu")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ferrovirt-demo-") as root:
        try:
            run(arguments.guest.resolve(), arguments.domain_type, pathlib.Path(root))
        except ferrovirt.Error as error:
            sys.exit(f"{type(error).__name__}: {error}\ncause: {error.cause}")


if __name__ == "__main__":
    main()
