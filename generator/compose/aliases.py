"""Known: what the shipped table says of a name (a state, a body, a group, an outlet)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from ..text import fold

TABLE = "aliases.yml"


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the table.

    ``kind`` is state, body, group, outlet or place. ``sense`` is how the form means it: name (the
    thing itself), capital (a city that may stand for its government), residence (a house that does) or demonym.
    """

    name: str
    kind: str
    sense: str


@lru_cache(maxsize=65536)
def find_known(form: str) -> Known | None:
    """What ``form`` stands for by the table, None where it does not know.

    ``form`` is a name without determiner. A form that the table spells in capitals is
    matched in capitals only ("US", "WHO"), with or without full stops; any other form
    is matched folded (case, accents, apostrophes and hyphens do not count).
    """
    table = _load_table()
    bare = form.replace(".", "")
    if bare.isupper() and len(bare) <= LONGEST_ACRONYM:
        return table.get(bare) or table.get(_spread(form))
    return table.get(_spread(form))


@cache
def list_state_words() -> frozenset[str]:
    """Every name and demonym of a state, folded: what may stand before a body's name without being part of it."""
    return frozenset(
        _spread(key)
        for key, known in _load_table().items()
        if known.kind == "state" and known.sense in ("name", "demonym")
    )


# The longest form in capitals of the table that could be a common word in small letters; beyond it, a headline in
# capitals ("SYRIA") is to be matched folded.
LONGEST_ACRONYM = 6


@cache
def _load_table() -> dict[str, Known]:
    text = resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    values = yaml.safe_load(text)
    table: dict[str, Known] = {}
    for name, entry in values["states"].items():
        _add_state(table, name, entry or {})
    for kind, section in (("body", "bodies"), ("group", "groups"), ("outlet", "outlets"), ("place", "places")):
        for name, aliases in values[section].items():
            for form in (name, *aliases):
                _add(table, form, Known(name, kind, "name"))
    return table


def _add_state(table: dict[str, Known], name: str, entry: dict[str, Any]) -> None:
    for form in (name, *entry.get("aliases", ())):
        _add(table, form, Known(name, "state", "name"))
    capitals = entry.get("capital", ())
    for form in (capitals,) if isinstance(capitals, str) else capitals:
        _add(table, form, Known(name, "state", "capital"))
    for form in entry.get("residences", ()):
        _add(table, form, Known(name, "state", "residence"))
    for form in entry.get("demonyms", ()):
        _add(table, form, Known(name, "state", "demonym"))


def _add(table: dict[str, Known], form: str, known: Known) -> None:
    bare = form.replace(".", "")
    key = bare if bare.isupper() and len(bare) <= LONGEST_ACRONYM else _spread(form)
    first = table.setdefault(key, known)
    if first.name != known.name:
        raise ValueError(f"{TABLE}: {form!r} stands under {first.name!r} and {known.name!r}")


def _spread(form: str) -> str:
    """The form folded, without apostrophes and full stops, hyphens as blanks, no leading determiner."""
    plain = fold(form).replace("'", "").replace(".", "").replace("-", " ").replace(",", "")
    plain = " ".join(plain.split())
    return plain.removeprefix("the ")
