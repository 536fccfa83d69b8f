"""The exception that all others of this package are a kind of.

Every one that a call raises is told to the logger `ferrovirt`, at the level `DEBUG`, or `WARNING` if it is only one.
"""

from __future__ import annotations

import logging
from typing import Any, Callable, TypeVar

__all__ = ["Error"]

_log = logging.getLogger("ferrovirt")
# Without a handler of the program's own, Python would print warnings to the terminal.
_log.addHandler(logging.NullHandler())

# `ErrorLevel.WARNING`, which the module of the enumerations has; that one needs this one.
_WARNING = 1

_classes: dict[int, type[Error]] = {}

_Class = TypeVar("_Class", bound="type[Error]")


class Error(Exception):
    """A call failed. There is a subclass for every error number."""

    message: str
    """The whole sentence, in libvirt's wording."""
    code: int
    """The error number, an `ErrorCode`."""
    code_name: str
    """Its name in C, as in `VIR_ERR_NO_DOMAIN`."""
    domain: int
    """Which part of the system raised it, an `ErrorDomain`."""
    level: int
    """How serious it is: 1 is a warning, 2 an error."""
    object_kind: str | None
    """The kind of object it is about, as in `domain`."""
    object_name: str | None
    """The name of that object."""
    object_uuid: str | None
    """The UUID of that object."""
    line: int | None
    """The line of the document it is about, from 1."""
    column: int | None
    """The column in that line, from 1."""
    cause: str | None
    """The cause, in the words of whoever reported it."""
    hint: str | None
    """The step that would mend it."""
    number: int
    """`errno` of a system error, else -1."""

    def __init__(
        self,
        message: str,
        *,
        code: int,
        code_name: str = "",
        domain: int = 0,
        level: int = 2,
        object_kind: str | None = None,
        object_name: str | None = None,
        object_uuid: str | None = None,
        line: int | None = None,
        column: int | None = None,
        cause: str | None = None,
        hint: str | None = None,
        number: int = -1,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.code_name = code_name
        self.domain = domain
        self.level = level
        self.object_kind = object_kind
        self.object_name = object_name
        self.object_uuid = object_uuid
        self.line = line
        self.column = column
        self.cause = cause
        self.hint = hint
        self.number = number

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message}\nhint: {self.hint}"

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {name: value for name, value in self.__dict__.items() if name != "message"}
        return _restored, (self.message, fields)


def register(code: int) -> Callable[[_Class], _Class]:
    """Makes a class that of an error number."""

    def add(kind: _Class) -> _Class:
        _classes[code] = kind
        return kind

    return add


def create(message: str, **fields: Any) -> Error:
    """The exception of the class that belongs to the error number."""
    level = logging.WARNING if fields.get("level") == _WARNING else logging.DEBUG
    _log.log(level, "%s: %s", fields.get("code_name") or fields["code"], message)
    return _classes.get(fields["code"], Error)(message, **fields)


def _restored(message: str, fields: dict[str, Any]) -> Error:
    known = {name: value for name, value in fields.items() if name in Error.__annotations__}
    error = create(message, **known)
    error.__dict__.update(fields)
    return error
