"""Long lists by first letter, so that no page of the site grows without bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..text import fold
from .escape import page_path

#: Entries of a list on one page; of a longer one each letter has a page.
LIST_ENTRIES = 300
#: Entries of a longer list that its first page shows.
LEADING_ENTRIES = 50
#: What has no letter of the alphabet first.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list. ``letter`` is its own, None for the first page; ``letters`` are the pages by letter, each with
    its path and the number of its entries, empty where one page holds all; ``total`` counts the whole list."""

    path: str
    letter: str | None
    entries: tuple[Any, ...]
    letters: tuple[tuple[str, str, int], ...]
    total: int


def split_list(
    path: str, entries: Iterable[Any], *, name: Callable[[Any], str], weight: Callable[[Any], int]
) -> tuple[ListPage, ...]:
    """The pages of a list, the first at ``path``: all of it, or of a long list the ``entries`` that weigh most.

    The order of the entries stays; a page by letter changes only with the entries of its letter, or where a letter
    is the first or the last to have any.
    """
    entries = tuple(entries)
    if len(entries) <= LIST_ENTRIES:
        return (ListPage(path, None, entries, (), len(entries)),)
    folder = path.removesuffix(".md")
    groups = group_by_letter(entries, name=name)
    letters = tuple((letter, page_path(folder, "by-name", f"{letter}.md"), len(found)) for letter, found in groups)
    leading = set(sorted(range(len(entries)), key=lambda place: (-weight(entries[place]), place))[:LEADING_ENTRIES])
    first = ListPage(
        path, None, tuple(one for place, one in enumerate(entries) if place in leading), letters, len(entries)
    )
    return (
        first,
        *(
            ListPage(target, letter, found, letters, len(entries))
            for (letter, target, _), (_, found) in zip(letters, groups)
        ),
    )


def group_by_letter(
    entries: Iterable[Any], *, name: Callable[[Any], str]
) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The entries by the first letter of their names, a to z and then "other", each group in the order given."""
    groups: dict[str, list[Any]] = {}
    for entry in entries:
        groups.setdefault(find_letter(name(entry)), []).append(entry)
    return tuple((letter, tuple(groups[letter])) for letter in sorted(groups, key=lambda one: (one == OTHER, one)))


def find_letter(name: str) -> str:
    """The first letter of a name without its accent, a to z; "other" where it begins with no such letter."""
    first = next((char for char in fold(name) if char.isalnum()), "")
    return first if "a" <= first <= "z" else OTHER
