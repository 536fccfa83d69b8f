"""What all documents have in common: fields, equality, copies, and the way to XML and back.

A document crosses to the native module as one buffer of JSON. There an object is a map without the fields that are not
set, and a variant of a union is a map with one entry, whose key picks it.
"""

from __future__ import annotations

import copy
import json
from enum import Enum
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, NamedTuple, Optional, Tuple, Type, TypeVar, cast

from .._enums import DocumentKind
from .._native import DocumentChange, diff_documents, read_document, write_document

if TYPE_CHECKING:
    from typing_extensions import Self, dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        return lambda kind: kind


_Anything = TypeVar("_Anything")


class Word(str, Enum):
    """A word of a vocabulary. It is a `str`, and equal to the word in the document."""

    def __str__(self) -> str:
        return str(self.value)


class _Default(NamedTuple):
    factory: Callable[[], Any]


def field(*, default_factory: Callable[[], _Anything]) -> _Anything:
    """A field whose value is made anew for each object when it is not given."""
    return cast(_Anything, _Default(default_factory))


class _Codec(NamedTuple):
    decode: Callable[[Any], Any]
    encode: Callable[[Any], Any]


class _Field(NamedTuple):
    name: str
    key: str
    default: Any
    """What it is when it is not set; None for a field that must be given."""
    factory: Optional[Callable[[], Any]]
    is_required: bool


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class _ElementType(type):
    """Makes classes whose annotations are their fields, without the time that `dataclasses` takes for each of them."""

    _fields: Tuple[_Field, ...]

    def __new__(mcs, name: str, bases: Tuple[type, ...], namespace: Dict[str, Any]) -> _ElementType:
        fields = []
        for attribute, hint in namespace.get("__annotations__", {}).items():
            if hint.startswith("ClassVar"):
                continue
            is_required = attribute not in namespace
            default = namespace.pop(attribute, None)
            factory = default.factory if isinstance(default, _Default) else None
            fields.append(
                _Field(attribute, attribute.rstrip("_"), None if factory else default, factory, is_required)
            )
        names = tuple(found.name for found in fields)
        namespace["__slots__"] = names + tuple(namespace.get("__slots__", ()))
        namespace["__match_args__"] = names
        made = super().__new__(mcs, name, bases, namespace)
        made._fields = tuple(fields)
        return made


class Element(metaclass=_ElementType):
    """An element with its attributes and children as fields. All of them are given by name."""

    _codecs: ClassVar[Dict[str, _Codec]] = {}

    if not TYPE_CHECKING:

        def __init__(self, **values: Any) -> None:
            for name, _key, default, factory, is_required in self._fields:
                if name in values:
                    setattr(self, name, values.pop(name))
                elif is_required:
                    raise TypeError(f"{type(self).__name__} needs '{name}'")
                else:
                    setattr(self, name, factory() if factory else default)
            if values:
                raise TypeError(f"{type(self).__name__} has no field '{next(iter(values))}'")

    def copy(self) -> Self:
        """A copy that shares nothing with this object."""
        return copy.deepcopy(self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, found.name) == getattr(other, found.name) for found in type(self)._fields)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        values = ((found, getattr(self, found.name)) for found in type(self)._fields)
        shown = (
            f"{found.name}={value!r}"
            for found, value in values
            if found.is_required or (value is not None and value is not False and value != [])
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    @classmethod
    def _decode(cls, data: Dict[str, Any]) -> Self:
        made = cls.__new__(cls)
        codecs = cls._codecs
        for name, key, default, factory, _is_required in cls._fields:
            if key in data:
                value = data[key]
                codec = codecs.get(name)
                setattr(made, name, value if codec is None or value is None else codec.decode(value))
            else:
                setattr(made, name, factory() if factory else default)
        return made

    def _encode(self) -> Dict[str, Any]:
        data = {}
        codecs = self._codecs
        for name, key, _default, factory, is_required in type(self)._fields:
            value = getattr(self, name)
            if not is_required and (value is None or value is False or value == []):
                # A truth value that is false is no missing element.
                if value is not False or name not in codecs:
                    continue
            codec = codecs.get(name)
            encoded = value if codec is None or value is None else codec.encode(value)
            # A group of fields of which none is set is as good as none.
            if factory is None or encoded:
                data[key] = encoded
        return data


class Variant(Element):
    """One of the shapes that an element can have."""

    __slots__ = ("_is_present",)

    _word: ClassVar[str]
    _form: ClassVar[str]

    @classmethod
    def _decode_payload(cls, payload: Any) -> Self:
        made = cls._decode({"value": payload} if cls._form == "value" else payload or {})
        # An element without content is there all the same.
        setattr(made, "_is_present", payload is not None)
        return made

    def _encode_entry(self) -> Dict[str, Any]:
        if self._form == "nothing":
            return {self._word: None}
        data = self._encode()
        if self._form == "value":
            return {self._word: data.get("value")}
        if self._form == "optional" and not data and not getattr(self, "_is_present", False):
            return {self._word: None}
        return {self._word: data}


class Document(Element):
    """An element that can be a document of its own."""

    _kind: ClassVar[DocumentKind]
    _word: ClassVar[Optional[str]]

    @classmethod
    def from_xml(cls, xml: str, *, strict: bool = False) -> Self:
        """Reads a document. With `strict`, unknown content is an error with its place; without, it is left out."""
        data = json.loads(read_document(cls._kind, xml, strict))
        if cls._word is None:
            return cls._decode(data)
        if cls._word not in data:
            raise ValueError(f"expected a document <{cls._word}>, not <{next(iter(data))}>")
        return cls._decode(data[cls._word])

    def to_xml(self) -> str:
        """The text of the document, with everything that is set."""
        return write_document(self._kind, self._buffer())

    def diff(self, new: Self) -> list[DocumentChange]:
        """What differs in `new`: for previews of a change."""
        return diff_documents(self._kind, self._buffer(), new._buffer())

    def _buffer(self) -> bytes:
        data: Dict[str, Any] = self._encode()
        if self._word is not None:
            data = {self._word: data}
        return json.dumps(data, default=str).encode()

    def __str__(self) -> str:
        return self.to_xml()


class RawText(NamedTuple):
    """Text in an element that is kept as it is."""

    text: str


class RawComment(NamedTuple):
    """A comment in an element that is kept as it is."""

    text: str


class RawElement(Element):
    """An element that is kept as it is: metadata, and what belongs to others."""

    name: str
    """The name with its prefix."""
    attributes: list[tuple[str, str]] = field(default_factory=list)
    """Attributes and namespace declarations, in order."""
    children: list[RawElement | RawText | RawComment] = field(default_factory=list)
    """What it contains, in order."""


def _decode_node(node: Dict[str, Any]) -> Any:
    ((kind, value),) = node.items()
    if kind == "element":
        return RawElement._decode(value)
    return RawText(value) if kind == "text" else RawComment(value)


def _encode_node(node: Any) -> Dict[str, Any]:
    if isinstance(node, RawElement):
        return {"element": node._encode()}
    return {"text" if isinstance(node, RawText) else "comment": node.text}


def _truth(true: str, false: str) -> _Codec:
    words: Dict[Any, str] = {True: true, False: false}
    return _Codec({true: True, false: False}.__getitem__, lambda value: words.get(value, value))


YES_NO = _truth("yes", "no")
ON_OFF = _truth("on", "off")


def word(vocabulary: Type[Word]) -> _Codec:
    """A word; another `str` is taken too, and refused when the document is written if it is none of the words."""
    return _Codec(vocabulary, lambda value: value)


def element(kind: Type[Element]) -> _Codec:
    """An object of a class."""
    return _Codec(kind._decode, lambda value: value._encode())


def union(*variants: Type[Variant]) -> _Codec:
    """An object of one of several classes."""
    classes: Dict[str, Type[Variant]] = {}

    def decode(entry: Dict[str, Any]) -> Variant:
        if not classes:
            classes.update((variant._word, variant) for variant in variants)
        ((key, payload),) = entry.items()
        return classes[key]._decode_payload(payload)

    return _Codec(decode, lambda value: value._encode_entry())


def each(codec: _Codec) -> _Codec:
    """A list."""
    decode, encode = codec
    return _Codec(lambda items: [decode(item) for item in items], lambda items: [encode(item) for item in items])


RAW = element(RawElement)


def bind(
    kind: Type[Element], *, word: Optional[str] = None, form: Optional[str] = None, document: Optional[DocumentKind] = None
) -> Callable[..., None]:
    """Tells a class how it is read and written; the result takes the codecs of its fields by name."""
    found: Any = kind
    if form is not None:
        found._word, found._form = word, form
    if document is not None:
        found._kind, found._word = document, word

    def codecs(**codecs: _Codec) -> None:
        found._codecs = codecs

    return codecs


bind(RawElement)(children=each(_Codec(_decode_node, _encode_node)))
