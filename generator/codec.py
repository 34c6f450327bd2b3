"""Records to plain JSON values and back.

``encode`` is the JSON that others read (briefings/data); ``decode`` is its exact
inverse, driven by the records' own type hints, for the store and for ``verify``.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from . import records


def encode(value: Any) -> Any:
    """The record as dicts, lists, texts and numbers; tuples become lists, fields keep their order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


def decode(kind: Any, value: Any) -> Any:
    """The record of type ``kind`` that ``encode`` gave ``value`` for.

    Raises ValueError where ``value`` does not fit: a missing or unknown field, a wrong type.
    """
    origin = typing.get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        if not isinstance(value, dict) or value.keys() != hints.keys():
            raise ValueError(f"not a {kind.__name__}")
        return kind(**{name: decode(hint, value[name]) for name, hint in hints.items()})
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        (inner,) = (arg for arg in typing.get_args(kind) if arg is not type(None))
        return decode(inner, value)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{value!r} is not of type {kind.__name__}")
    return value


def dump(value: Any) -> str:
    """The record as JSON text: two blanks of indent, no ASCII escapes, a newline at the end."""
    return json.dumps(encode(value), ensure_ascii=False, indent=2) + "\n"


def _decode_tuple(args: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is not a list")
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(decode(args[0], item) for item in value)
    if len(args) != len(value):
        raise ValueError(f"{value!r} has not {len(args)} items")
    return tuple(decode(arg, item) for arg, item in zip(args, value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(records))
