"""What stands of a site already, by digest of what it was made from, so that MkDocs makes the rest alone.

MkDocs takes a page as made (``--dirty``) where its file is not older than its source. Times tell too little: a
checkout, a copy or a changed theme leads them astray. So before MkDocs looks, whatever is not known by its digests to
be as it would be made is deleted from the site's folder, and the time of what stays is mended.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import codec
from .site_search import Entry
from .store import Store, digest_file, make_key


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site: its name (a path below the pages or the theme), what it is made from, where it goes."""

    name: str
    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class MadeFile:
    """The SHA-256 of a source and of the file made from it, and what the search's own index says of the page."""

    source: str
    target: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class MadeSite:
    """A site as it was made: ``environment`` is a digest of all that each page depends on beside its own source.

    ``search`` is one of the search's folder.
    """

    environment: str
    files: Mapping[str, MadeFile] = field(default_factory=dict)
    search: str = ""


NOTHING = MadeSite("")


def read_site(store: Store, folder: Path) -> MadeSite:
    """What was kept of the site in ``folder``; ``NOTHING`` where that does not read."""
    try:
        files, environment, search = codec.unpack(_KEPT, store.get(_key(folder)) or "")
    except ValueError:
        return NOTHING
    return MadeSite(environment, files, search)


def keep_site(store: Store, folder: Path, made: MadeSite) -> None:
    """Keep what is known of the site in ``folder`` for the next build."""
    store.put(_key(folder), codec.pack((dict(made.files), made.environment, made.search)))


def clear_site(folder: Path, files: Sequence[SiteFile], made: MadeSite, *, search: Path) -> dict[str, MadeFile]:
    """Delete what the next build has to make from the site's folder, and give what stands, by name.

    ``made`` is the site as it was made in the same environment; the folder of its ``search`` is left alone where
    anything stands. Where a file is gone nothing does, since other pages may link to it.
    """
    if not made.files.keys() <= {one.name for one in files}:
        made = NOTHING
    standing = {}
    for one in files:
        known = made.files.get(one.name)
        if known is not None and known.source == digest_file(one.source) and known.target == digest_file(one.target):
            standing[one.name] = known
    stay = {str(one.target) for one in files if one.name in standing}
    _delete_others(folder, stay, search=search if standing else None)
    for one in files:
        if one.name in standing:
            _make_newer(one.target, one.source)
    return standing


def record_files(
    files: Iterable[SiteFile], standing: Mapping[str, MadeFile], entries: Mapping[str, Entry]
) -> dict[str, MadeFile]:
    """The files of a site that was just made, by name; ``entries`` are of the pages that were made now, by name."""
    return {
        one.name: standing.get(one.name)
        or MadeFile(digest_file(one.source), digest_file(one.target), entries.get(one.name))
        for one in files
    }


def digest_folder(folder: Path) -> str:
    """A digest of the names and contents of all files below a folder; "" where there is none."""
    if not folder.is_dir():
        return ""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    text = "\n".join(f"{path.relative_to(folder)} {digest_file(path)}" for path in found)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _delete_others(folder: Path, stay: Collection[str], *, search: Path | None) -> None:
    """Delete all files below the folder but those that stay, and folders that are left empty.

    What is hidden in it is left alone, as by MkDocs: a site may lie in a checkout of the branch that publishes it.
    """
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not entry.name.startswith(".") and entry != search:
            _delete_entry(str(entry), stay)


def _delete_entry(path: str, stay: Collection[str]) -> None:
    if os.path.islink(path) or not os.path.isdir(path):
        if path not in stay:
            os.unlink(path)
        return
    for entry in os.listdir(path):
        _delete_entry(os.path.join(path, entry), stay)
    if not os.listdir(path):
        os.rmdir(path)


def _make_newer(target: Path, source: Path) -> None:
    """See to it that a file is not older than its source."""
    wanted, found = source.stat().st_mtime_ns, target.stat().st_mtime_ns
    if found < wanted:
        os.utime(target, ns=(wanted, wanted))


def _key(folder: Path) -> str:
    return make_key("site", str(folder.resolve()))


_KEPT = tuple[dict[str, MadeFile], str, str]
