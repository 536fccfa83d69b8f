"""What arguments may be."""

from typing import Protocol

__all__ = ["HasFileno", "SupportsToXml"]


class HasFileno(Protocol):
    """An open file as an object."""

    def fileno(self) -> int:
        """Its number."""
        ...


class SupportsToXml(Protocol):
    """A document as an object: its text is asked for when it is used."""

    def to_xml(self) -> str:
        """The text of the document."""
        ...
