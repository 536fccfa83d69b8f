"""The interface with the names and conventions of libvirt-python, over the native package.

    import ferrovirt.libvirt as libvirt

A program written for libvirt-python needs no other change. `ferrovirt.libvirt_qemu`, `ferrovirt.libvirt_lxc` and
`ferrovirt.libvirtaio` stand for the modules of these names. New programs have more from `ferrovirt` itself: types,
documents, asyncio, deadlines.
"""

from . import libvirtmod as libvirtmod
from ._constants import *
from ._error import *
from ._loop import *
from ._loop import _T as _T
from ._loop import _EventCB as _EventCB
from ._loop import _TimerCB as _TimerCB
from ._objects import *
from ._open import *
from ._streams import *
