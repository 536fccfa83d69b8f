"""Changes the imports of programs for libvirt-python to the modules of this package: change_import.py FOLDER."""

import pathlib
import re
import sys

MODULES = "libvirt|libvirt_qemu|libvirt_lxc|libvirtaio"


def changed(text: str) -> str:
    """The program with our modules."""
    text = re.sub(rf"^(\s*)import ({MODULES})(?=\s*(#|$))", r"\1import ferrovirt.\2 as \2", text, flags=re.M)
    text = re.sub(rf"^(\s*)from ({MODULES}) import", r"\1from ferrovirt.\2 import", text, flags=re.M)
    text = re.sub(r"^(\s*)import libvirtmod(?=\s*$)", r"\1import ferrovirt.libvirt.libvirtmod as libvirtmod", text, flags=re.M)
    # What tests replace goes by its full name.
    return re.sub(r"""(?<=patch\()(['"])(libvirtmod|libvirt)\.""", lambda found: found[1] + FULL[found[2]] + ".", text)


FULL = {"libvirt": "ferrovirt.libvirt", "libvirtmod": "ferrovirt.libvirt.libvirtmod"}

if __name__ == "__main__":
    for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
        path.write_text(changed(path.read_text()))
