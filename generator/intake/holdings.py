"""Holdings: what the seeds folder has, by content, by address and by name."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .. import read
from ..errors import ReadError
from ..fetch import identify
from ..read.formats import SIDECAR_SUFFIXES
from ..read.metadata import parse_metadata
from ..records import RawArticle
from ..settings import Settings
from ..store import Store, digest_file, make_key

# Pairs that name a page: its address, the one it was fetched from, and what a feed calls it.
NAMING_KEYS = ("url", "fetched_from", "guid")


@dataclass(slots=True)
class Holdings:
    """The seeds that are there: digests of their bytes, what their pages are called, the names of their files.

    ``pages`` maps what two addresses of one page share (``fetch.identify``) to the seeds that hold it,
    oldest name first. ``stems`` are file names without suffix, case folded: a sidecar belongs to all files of one
    stem, and some file systems know no case. ``lone`` are the sidecars that have no page, by stem, with what their
    page is called: a run that was killed between the two leaves one.
    """

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)
    lone: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, names: tuple[str, ...]) -> list[str]:
        """The seeds that hold a page known by any of these names."""
        found = [seed for name in names for seed in self.pages.get(identify(name), ())]
        return list(dict.fromkeys(found))

    def is_free(self, stem: str, names: tuple[str, ...]) -> bool:
        """Whether no file has this stem, or only the sidecar that was left of a page with one of these names."""
        if stem.casefold() not in self.stems:
            return True
        return not {identify(name) for name in names}.isdisjoint(map(identify, self.lone.get(stem, ())))

    def enter(self, seed: str, digest: str, names: tuple[str, ...]) -> None:
        """Remember a seed."""
        self.digests.setdefault(digest, seed)
        self.stems.add(PurePosixPath(seed).stem.casefold())
        self.lone.pop(str(PurePosixPath(seed).with_suffix("")), None)
        for name in names:
            seeds = self.pages.setdefault(identify(name), [])
            if seed not in seeds:
                seeds.append(seed)


def load_holdings(settings: Settings, *, store: Store) -> Holdings:
    """The holdings of the seeds folder. What cannot be read is held under its name alone.

    A sidecar with an address spares reading its page; what other files say of their address is kept in
    ``store`` by their digest.
    """
    folder = settings.path("seeds")
    holdings = Holdings(folder)
    files = _list_files(folder)
    sidecars = {seed for seed in files if PurePosixPath(seed).suffix.lower() in SIDECAR_SUFFIXES}
    holdings.stems.update(PurePosixPath(seed).stem.casefold() for seed in files)
    paired = {str(PurePosixPath(seed).with_suffix("")) for seed in files if seed not in sidecars}
    for sidecar in sorted(sidecars):
        if (stem := str(PurePosixPath(sidecar).with_suffix(""))) not in paired:
            holdings.lone[stem] = _read_names(folder / sidecar)
    for seed in files:
        if seed in sidecars or not (folder / seed).is_file():
            continue
        digest = digest_file(folder / seed)
        if not digest:
            continue
        beside = next(
            (name for suffix in SIDECAR_SUFFIXES if (name := str(PurePosixPath(seed).with_suffix(suffix))) in sidecars),
            None,
        )
        names = _read_names(folder / beside) if beside else ()
        holdings.enter(seed, digest, names or _find_names(folder / seed, digest, settings, store))
    return holdings


def name_article(raw: RawArticle) -> tuple[str, ...]:
    """What a page is called by its sidecar, its front matter or itself."""
    return tuple(dict.fromkeys(value for key, value in (*raw.metadata, *raw.page) if key in NAMING_KEYS))


def _list_files(folder: Path) -> list[str]:
    files = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [(Path(where) / name).relative_to(folder).as_posix() for name in names if not name.startswith(".")]
    return sorted(files)


def _read_names(sidecar: Path) -> tuple[str, ...]:
    try:
        pairs = parse_metadata(sidecar.read_text(encoding="utf-8"), subject=sidecar.name)
    except (OSError, ValueError, ReadError):
        return ()
    return tuple(value for key, value in pairs if key in NAMING_KEYS)


def _find_names(path: Path, digest: str, settings: Settings, store: Store) -> tuple[str, ...]:
    key = make_key("names", digest)
    if (kept := store.get(key)) is not None:
        return tuple(json.loads(kept))
    articles, _ = read.read_file(path, settings=settings)
    names = tuple(dict.fromkeys(name for raw in articles for name in name_article(raw)))
    if articles:
        store.put(key, json.dumps(names))
    return names
