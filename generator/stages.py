"""Stages of a build that are made once: each result by the digest of everything that it was made from.

The key of a result is the SHA-256 of the stage's name, of the code and the libraries that make it and of its inputs. So
nothing has to be declared stale: a changed article, setting, decision, template, language pipeline, library or line of
code asks for another key. How many results were made anew is counted by stage; a second build of the same seeds makes
none.
"""

from __future__ import annotations

import platform
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from . import codec
from .records import Analysis
from .store import Make, Store, make_key
from .text import digest_text

PACKAGE = Path(__file__).parent
CODE_SUFFIXES = (".py", ".tsv", ".yml", ".gz")

# What is common to all stages: the records that pass between them, and how they are written down.
COMMON_CODE = ("records.py", "codec.py", "text.py", "errors.py")

# Analyses that are held as records, the last asked for.
HELD = 256


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a stage's results are made by: modules and rooms of this package, and libraries by their distributions."""

    stage: str
    code: tuple[str, ...]
    libraries: tuple[str, ...] = ()

    def digest(self) -> str:
        """Another where one of them, or Python, is of another version."""
        return digest_text(f"{digest_code(*COMMON_CODE, *self.code)} {name_versions(*self.libraries)}")


class Stages:
    """The stages of one build in a store. ``made`` counts the results that were not in it, by stage."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.made: Counter[str] = Counter()

    def open(self, recipe: Recipe, *, version: str = "") -> Make:
        """What gives the results of a stage that depends on its recipe, on ``version`` and on each result's parts."""
        stage, mark = recipe.stage, recipe.digest()

        def make(parts: Sequence[str], kind: Any, work: Callable[[], Any]) -> Any:
            key = make_key(stage, mark, version, *parts)
            text = self.store.get(key)
            if text is not None:
                try:
                    return codec.unpack(kind, text)
                except ValueError:
                    pass
            result = work()
            self.made[stage] += 1
            self.store.put(key, codec.pack(result), ages=True)
            return result

        return make

    def key(self, recipe: Recipe, *parts: str, version: str = "") -> str:
        """The key of a result of a stage; ``open`` has the same."""
        return make_key(recipe.stage, recipe.digest(), version, *parts)

    def keep(self, recipe: Recipe, key: str, text: str) -> None:
        """Keep a packed result that was made elsewhere."""
        self.made[recipe.stage] += 1
        self.store.put(key, text, ages=True)


class Analyses(Mapping[str, Analysis]):
    """Analyses by article id, read from the store when they are asked for: a large archive's do not fit in memory.

    ``keys`` are their keys in the store; ``remake`` gives the packed analysis of an article whose entry does not read.
    """

    def __init__(self, keys: Mapping[str, str], *, store: Store, remake: Callable[[str], str]) -> None:
        self._keys = dict(keys)
        self._store = store
        self._remake = remake
        self._held: dict[str, Analysis] = {}
        self._order: deque[str] = deque()

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __contains__(self, article: object) -> bool:
        return article in self._keys

    def __getitem__(self, article: str) -> Analysis:
        found = self._held.get(article)
        if found is None:
            found = self._held[article] = self._read(article)
            self._order.append(article)
            if len(self._order) > HELD:
                del self._held[self._order.popleft()]
        return found

    def _read(self, article: str) -> Analysis:
        text = self._store.get(self._keys[article])
        try:
            return codec.unpack(Analysis, text or "")
        except ValueError:
            text = self._remake(article)
            self._store.put(self._keys[article], text, ages=True)
            return codec.unpack(Analysis, text)


@cache
def digest_code(*names: str) -> str:
    """A digest of modules and rooms of this package, so that a change in them makes what they made before a miss."""
    files = sorted({file for name in names for file in _list_code(PACKAGE / name)})
    return digest_text("".join(f"{file.relative_to(PACKAGE)}:{_digest_file(file)}" for file in files))


@cache
def name_versions(*libraries: str) -> str:
    """The versions of Python and of the libraries; one that is not installed is named so."""
    return "|".join(["Python", platform.python_version(), *(f"{name} {_find_version(name)}" for name in libraries)])


def _find_version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "is not there"


@cache
def _digest_file(path: Path) -> str:
    return digest_text(path.read_bytes().hex())


def _list_code(path: Path) -> list[Path]:
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.suffix in CODE_SUFFIXES]
