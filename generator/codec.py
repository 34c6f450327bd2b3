"""Records to plain JSON values and back.

``encode`` is the JSON that others read (briefings/data); ``decode`` is its exact inverse, driven by the records' own
type hints, for ``verify``. ``pack`` and ``unpack`` are the same for the store: fields by their place instead of
their name, so that a text is half as long. No entry of other fields is ever asked for, since keys
hold a digest of the code.
"""

from __future__ import annotations

import json
import types
import typing
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

Reader = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """The record as dicts, lists, texts and numbers; tuples become lists, fields keep their order."""
    return _plain(value, packed=False)


def decode(kind: Any, value: Any) -> Any:
    """The record of type ``kind`` that ``encode`` gave ``value`` for.

    Raises ValueError where ``value`` does not fit: a missing or unknown field, a wrong type.
    """
    return _make_reader(kind, False)(value)


def dump(value: Any) -> str:
    """The record as JSON text: two blanks of indent, no ASCII escapes, a newline at the end."""
    return json.dumps(encode(value), ensure_ascii=False, indent=2) + "\n"


def pack(value: Any) -> str:
    """The record as JSON text without the names of its fields."""
    return _write(_plain(value, packed=True))


def unpack(kind: Any, text: str) -> Any:
    """The record of type ``kind`` that ``pack`` gave ``text`` for. Raises ValueError where it does not fit."""
    return _make_reader(kind, True)(json.loads(text))


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PLAIN = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any, *, packed: bool) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in _PLAIN else _plain(item, packed=packed) for item in value]
    if is_dataclass(kind):
        names, get = _list_fields(kind)
        found = [item if type(item) in _PLAIN else _plain(item, packed=packed) for item in get(value)]
        return found if packed else dict(zip(names, found, strict=True))
    if isinstance(value, dict):
        return {key: _plain(item, packed=packed) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item, packed=packed) for item in value]
    return value


@cache
def _list_fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a record's fields, and what takes their values."""
    names = tuple(field.name for field in fields(kind))
    get = attrgetter(*names)
    return names, get if len(names) > 1 else lambda value: (get(value),)


@cache
def _make_reader(kind: Any, packed: bool) -> Reader:
    """What reads a value of type ``kind``. Made once a type, since a build reads millions of values."""
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_record(kind, packed)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (_make_reader(one, packed) for one in arguments if one is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _read_items(arguments[0], packed)
    if origin is tuple:
        return _read_places(tuple(_make_reader(one, packed) for one in arguments))
    if origin in (dict, Counter):
        inner = _make_reader(int if origin is Counter else arguments[1], packed)
        return lambda value: origin({key: inner(item) for key, item in _check(value, dict).items()})
    if kind is float:
        return lambda value: float(value) if type(value) is int else _check(value, float)
    return lambda value: value if type(value) is kind else _check(value, kind)


def _read_record(kind: type, packed: bool) -> Reader:
    hints = typing.get_type_hints(kind)
    names = _list_fields(kind)[0]
    if packed:
        return _write_reader(kind, [(name, hints[name]) for name in names])
    readers = tuple(_make_reader(hints[name], packed) for name in names)
    known = set(names)

    def read(value: Any) -> Any:
        if type(value) is not dict or value.keys() != known:
            raise ValueError(f"not a {kind.__name__}")
        return kind(*[read(value[name]) for name, read in zip(names, readers)])

    return read


def _write_reader(kind: type, fields: list[tuple[str, Any]]) -> Reader:
    """A reader of packed records of one type, written out field by field as ``dataclasses`` does with ``__init__``.

    A build reads a million records: with a call for each of their fields that takes twice as long.
    """
    scope: dict[str, Any] = {"kind": kind, "check": _check, "new": object.__new__}
    names = [f"field{number}" for number in range(len(fields))]
    lines = [
        "def read(value):",
        f"    if type(value) is not list or len(value) != {len(fields)}:",
        f"        raise ValueError('not a {kind.__name__}')",
        f"    {''.join(f'{name}, ' for name in names)} = value" if names else "",
    ]
    for name, (_, hint) in zip(names, fields):
        lines += [f"    {line}" for line in _write_field(name, hint, scope)]
    if all(isinstance(kind.__dict__.get(field), types.MemberDescriptorType) for field, _ in fields):
        # Frozen, with slots: they are filled as __init__ fills them, without its looking up of each name.
        lines.append("    record = new(kind)")
        for name, (field, _) in zip(names, fields):
            scope[f"set_{name}"] = kind.__dict__[field].__set__
            lines.append(f"    set_{name}(record, {name})")
        lines.append("    return record")
    else:
        lines.append(f"    return kind({', '.join(names)})")
    exec("\n".join(lines), scope)  # of names of our own alone
    return scope["read"]


def _write_field(name: str, hint: Any, scope: dict[str, Any]) -> list[str]:
    """The lines that make of the JSON value in the variable ``name`` the value of a field of type ``hint``."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in (str, int, bool):
        return [f"if type({name}) is not {hint.__name__}: check({name}, {hint.__name__})"]
    if origin in (typing.Union, types.UnionType):
        (inner,) = (one for one in arguments if one is not type(None))
        return [f"if {name} is not None:", *(f"    {line}" for line in _write_field(name, inner, scope))]
    scope[f"read_{name}"] = _make_reader(hint, True)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        scope[f"read_{name}"] = _make_reader(arguments[0], True)
        return [f"{name} = tuple(map(read_{name}, check({name}, list))) if {name} != [] else ()"]
    return [f"{name} = read_{name}({name})"]


def _read_items(kind: Any, packed: bool) -> Reader:
    inner = _make_reader(kind, packed)

    def read(value: Any) -> tuple[Any, ...]:
        return tuple(map(inner, _check(value, list)))

    return read


def _read_places(readers: tuple[Reader, ...]) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if len(_check(value, list)) != len(readers):
            raise ValueError(f"{value!r} has not {len(readers)} items")
        return tuple([inner(item) for inner, item in zip(readers, value)])

    return read


def _check(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is not of type {kind.__name__}")
    return value
