"""Runs the steps of the shared vectors on one of the package's two faces. What a step says is in tests/vectors/README.md."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import inspect
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ferrovirt
import ferrovirt.aio
from ferrovirt import DocumentKind

VECTORS = Path(__file__).parents[2] / "tests" / "vectors"


def all_tests() -> Iterator[tuple[str, list[Any]]]:
    """The name of each test, with its file's, and its steps."""
    for file in sorted(VECTORS.glob("*.json")):
        for test in json.loads(file.read_text(encoding="utf-8"))["tests"]:
            yield f"{file.stem}/{test['name']}", test["steps"]


class Runner:
    """The variables of one test, and what each kind of step does with them."""

    def __init__(self, face: Any) -> None:
        self._face = face
        self._variables: dict[str, Any] = {"vectors": str(VECTORS)}

    async def run(self, steps: list[Any]) -> None:
        try:
            for step in steps:
                try:
                    await self._step(step)
                except Exception as error:
                    error.args = (f"{error.args[0] if error.args else error!r}\nin the step {json.dumps(step)}",)
                    raise
        finally:
            for value in self._variables.values():
                if isinstance(value, (ferrovirt.Connection, ferrovirt.aio.Connection)):
                    value.close()

    async def _step(self, step: dict[str, Any]) -> None:
        kind = next(iter(step))
        act = getattr(self, f"_do_{kind}", None)
        assert act is not None, f"no such step: {kind}"
        given = {key: value for key, value in step.items() if key not in ("as", "expect", "error", "cancelled")}
        try:
            outcome = await act(**{f"{key}_": value for key, value in given.items()})
        except (asyncio.CancelledError, ferrovirt.Error) as error:
            if step.get("cancelled"):
                return
            if isinstance(error, asyncio.CancelledError) or "error" not in step:
                raise
            kinds = ferrovirt._error._classes
            assert type(error) is kinds[error.code], type(error)
            self._check(error, step["error"], "error")
            return
        assert "error" not in step and "cancelled" not in step, "it did not fail"
        if "expect" in step:
            self._check(outcome, step["expect"], kind)
        if "as" in step:
            self._variables[step["as"]] = outcome

    # The kinds of steps.

    async def _do_open(self, open_: str, read_only_: bool = False) -> Any:
        return await self._finished(self._face.open(self._value(open_), read_only=read_only_))

    async def _do_call(
        self,
        call_: str,
        on_: str,
        with_: list[Any] | None = None,
        timeout_: float | None = None,
        cancel_after_: float | None = None,
    ) -> Any:
        method = getattr(self._value(on_), call_)
        options = {} if timeout_ is None else {"timeout": timeout_}
        arguments = [self._value(value) for value in with_ or []]
        if cancel_after_ is not None:
            # Without `await` a deadline is the one way to give a call up.
            if self._face is ferrovirt:
                return method(*arguments, timeout=cancel_after_)
            task = asyncio.ensure_future(method(*arguments))
            await asyncio.sleep(cancel_after_)
            task.cancel()
            return await task
        return await self._finished(method(*arguments, **options))

    async def _do_get(self, get_: str, of_: str) -> Any:
        return getattr(self._value(of_), get_)

    async def _do_subscribe(
        self, subscribe_: str, to_: dict[str, str] | None = None, capacity_: int | None = None
    ) -> Any:
        options = {} if capacity_ is None else {"capacity": capacity_}
        objects = {name: self._value(value) for name, value in (to_ or {}).items()}
        return self._value(subscribe_).events(**objects, **options)

    async def _do_next(self, next_: str, event_: str | None, kind_: str | None = None) -> Any:
        event = await self._finished(self._value(next_).next(timeout=60.0))
        if event_ is None:
            assert event is None, event
            return None
        assert type(event).__name__ in (f"{event_}Event", event_), event
        if kind_ is not None:
            assert type(event.kind).__name__ == f"{event_}{kind_}", event
        return event

    async def _do_upload(self, upload_: str, data_: Any) -> None:
        stream, data = self._value(upload_), self._value(data_)
        if isinstance(stream, ferrovirt.aio.Stream):
            await stream.write(data)
            return await stream.finish()
        while data:
            data = data[stream.write(data) :]
        stream.finish()

    async def _do_download(self, download_: str) -> bytes:
        data: bytes = await self._finished(self._value(download_).read())
        return data

    async def _do_read(self, read_: str, xml_: Any, strict_: bool = False) -> Any:
        return document_class(read_).from_xml(self._value(xml_), strict=strict_)

    async def _do_print(self, print_: str) -> str:
        text: str = self._value(print_).to_xml()
        return text

    async def _do_field(self, field_: str, of_: str) -> Any:
        found = self._value(of_)
        for name in field_.split("."):
            found = found[int(name)] if name.isdigit() else getattr(found, name)
        return found

    async def _do_set(self, set_: str, of_: str, to_: Any) -> None:
        path, _, name = set_.rpartition(".")
        owner = await self._do_field(path, of_) if path else self._value(of_)
        setattr(owner, name, self._value(to_))

    async def _do_diff(self, diff_: list[str]) -> Any:
        old, new = (self._value(value) for value in diff_)
        return old.diff(new)

    async def _do_same(self, same_: list[Any]) -> None:
        one, other = (self._value(value) for value in same_)
        assert one == other

    async def _do_different(self, different_: list[Any]) -> None:
        one, other = (self._value(value) for value in different_)
        assert one != other

    async def _do_times(self, times_: int, counter_: str, steps_: list[Any]) -> None:
        for self._variables[counter_] in range(times_):
            for step in steps_:
                await self._step(step)

    # Values.

    @staticmethod
    async def _finished(answer: Any) -> Any:
        return await answer if inspect.isawaitable(answer) else answer

    def _value(self, given: Any) -> Any:
        """What a value of a vector stands for."""
        if isinstance(given, str):
            return self._substituted(given)
        if isinstance(given, list):
            return [self._value(item) for item in given]
        if not isinstance(given, dict):
            return given
        match given:
            case {"$enum": str(named), "number": number} | {"$flags": str(named), "number": number}:
                return enumeration(named, number)
            case {"$bytes": digits}:
                return bytes.fromhex(digits)
            case {"$pattern": length}:
                return (bytes(range(251)) * (length // 251 + 1))[:length]
            case {"$repeat": text, "times": times}:
                return text * times
            case {"$join": parts}:
                return "".join(self._value(part) for part in parts)
            case {"$file": path}:
                return (VECTORS / path).read_text(encoding="utf-8")
            case {"$parameters": parameters}:
                return {name: self._value(value) for name, value in parameters.items()}
        raise AssertionError(f"no such value: {given}")

    def _substituted(self, text: str) -> Any:
        for name, value in self._variables.items():
            if text == "${" + name + "}":
                return value
            text = text.replace("${" + name + "}", str(value)) if "${" in text else text
        assert "${" not in text, f"nothing has this name: {text}"
        return text

    def _check(self, found: Any, expected: Any, where: str) -> None:
        """Compares, of records and objects the fields that the vector names."""
        match expected:
            case {"$any": True}:
                assert found is not None, where
            case {"$contains": text}:
                assert self._value(text) in found, f"{where}: {found}"
            case {"$not": inner}:
                try:
                    self._check(found, inner, where)
                except AssertionError:
                    return
                raise AssertionError(f"{where}: {found}")
            case {"$length": length}:
                assert len(found) == length, f"{where}: {len(found)}"
            case {"$sha256": digest, "length": length}:
                assert (len(found), hashlib.sha256(found).hexdigest()) == (length, digest), where
            case {"$unordered": items}:
                assert len(found) == len(items), f"{where}: {found}"
                for item in items:
                    assert any(self._agrees(each, item) for each in found), f"{where}: {item} is not in {found}"
            case dict() if not any(key.startswith("$") for key in expected):
                for name, value in expected.items():
                    inner = found[name] if isinstance(found, dict) else getattr(found, name)
                    self._check(inner, value, f"{where}.{name}")
            case list():
                assert len(found) == len(expected), f"{where}: {found}"
                for index, item in enumerate(expected):
                    self._check(found[index], item, f"{where}.{index}")
            case _:
                value = self._value(expected)
                if isinstance(found, uuid.UUID):
                    found = str(found)
                assert found == value, f"{where}: {found!r}, not {value!r}"

    def _agrees(self, found: Any, expected: Any) -> bool:
        try:
            self._check(found, expected, "")
        except AssertionError:
            return False
        return True


def enumeration(named: str, number: int) -> Any:
    """The value of an enumeration; its name and its number have to agree."""
    kind, _, names = named.partition(".")
    found = getattr(ferrovirt, kind)
    value = found(0) if not names and number == 0 else found(number)
    if names:
        stated = 0
        for name in names.split("|"):
            stated |= found[name]
        assert stated == number, named
    return value


def document_class(kind: str) -> Any:
    """The class of a kind of documents."""
    module = importlib.import_module(f"ferrovirt.xml.{kind}")
    wanted = DocumentKind[kind.upper()]
    return next(
        found
        for found in vars(module).values()
        if isinstance(found, type) and getattr(found, "_kind", None) is wanted and found.__module__ == module.__name__
    )
