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
from .files import Files, MakeFiles
from .store import Made, Make, Store, make_key
from .text import digest_text

PACKAGE = Path(__file__).parent
CODE_SUFFIXES = (".py", ".tsv", ".yml", ".gz")

# What is common to all stages: the records that pass between them, and how they are written down.
COMMON_CODE = ("records.py", "codec.py", "text.py", "errors.py")

# Records that are held, the last asked for.
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

        def make(parts: Sequence[str], kind: Any, work: Callable[[], Any]) -> Made:
            key = make_key(stage, mark, version, *parts)
            if (digest := self.store.digest(key)) is not None:
                return Made(digest, lambda: self.read(recipe, key, kind, work))
            result, digest = self._remake(recipe, key, work)
            return Made(digest, lambda: result)

        return make

    def read(self, recipe: Recipe, key: str, kind: Any, work: Callable[[], Any]) -> Any:
        """The result under a key, made by ``work`` where its entry does not read."""
        try:
            return codec.unpack(kind, self.store.get(key) or "")
        except ValueError:
            return self._remake(recipe, key, work)[0]

    def _remake(self, recipe: Recipe, key: str, work: Callable[[], Any]) -> tuple[Any, str]:
        result = work()
        self.made[recipe.stage] += 1
        return result, self.store.put(key, codec.pack(result), ages=True)

    def open_files(self, recipe: Recipe) -> MakeFiles:
        """What gives the files of a stage. Beside the texts their digests are kept, so that those are seldom read."""
        make_texts = self.open(recipe)
        mark = make_key("digests", recipe.stage)

        def make(parts: Sequence[str], work: Callable[[], Mapping[str, str]]) -> Files:
            texts = make_texts(parts, dict[str, str], work)
            key = make_key(mark, texts.digest)
            files = Files()
            try:
                digests = codec.unpack(dict[str, str], self.store.get(key) or "")
            except ValueError:
                digests = {path: digest_text(text) for path, text in texts.value.items()}
                self.store.put(key, codec.pack(digests), ages=True)
            files.add_part(digests, lambda: texts.value)
            return files

        return make

    def key(self, recipe: Recipe, *parts: str, version: str = "") -> str:
        """The key of a result of a stage; ``open`` has the same."""
        return make_key(recipe.stage, recipe.digest(), version, *parts)

    def keep(self, recipe: Recipe, key: str, text: str) -> None:
        """Keep a packed result that was made elsewhere."""
        self.made[recipe.stage] += 1
        self.store.put(key, text, ages=True)


class Records(Mapping[str, Any]):
    """Results of a stage by id, read when they are asked for: those of a large archive do not fit in memory."""

    def __init__(self, made: Mapping[str, Made]) -> None:
        self._made = made
        self._held: dict[str, Any] = {}
        self._order: deque[str] = deque()

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __contains__(self, key: object) -> bool:
        return key in self._made

    def __getitem__(self, key: str) -> Any:
        found = self._held.get(key)
        if found is None:
            found = self._held[key] = self._made[key].value
            self._order.append(key)
            if len(self._order) > HELD:
                del self._held[self._order.popleft()]
        return found


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
