"""What a person names, files and folders and addresses, to seeds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import ConfigError, GeneratorError, ReadError, RenderError
from ..fetch import Client, Page, looks_like_feed, make_page
from ..read.formats import PACKED, SIDECAR_SUFFIXES, find_format, known_suffixes, sniff_format
from ..settings import FeedSetting, Settings
from ..store import Store
from .feeds import Fetching, fetch_reply
from .holdings import Holdings
from .outcomes import FAILED, PRESENT, Outcome
from .placing import place_page

STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def add_sources(
    names: list[str],
    *,
    settings: Settings,
    holdings: Holdings,
    store: Store,
    make_client: Callable[[], Client],
    day: str,
    stdin: BinaryIO,
) -> Iterator[Outcome]:
    """The outcomes for each of ``names``, in their order: a path of a file or folder, an address, or ``-``.

    A file is copied, with the sidecar beside it; of a folder every file of a known format is. The page at an
    address is fetched, and where that is a feed, the pages of its entries. ``day`` is written to the sidecar of
    what was fetched. A client is made when the first address comes. A fault in one name costs no other; a seeds
    folder that cannot be written to ends all (RenderError).
    """
    client = None
    try:
        for name in names:
            try:
                if name == STANDARD_INPUT:
                    yield _add_input(stdin, settings, holdings)
                elif _ADDRESS.match(name):
                    client = client or make_client()
                    fetching = Fetching(settings, client, holdings, store, day)
                    yield from _add_address(name, fetching)
                else:
                    for path in _list_paths(Path(name)):
                        yield _add_file(path, settings, holdings)
            except RenderError:
                raise
            except GeneratorError as error:
                yield _fail(name, error)
    finally:
        if client is not None:
            client.stop()


def _fail(subject: str, error: GeneratorError) -> Outcome:
    """The outcome of a page that could not be had or used."""
    hint = f" ({error.hint})" if error.hint else ""
    return Outcome(subject, FAILED, None, error.message + hint, getattr(error, "passing", False))


def _add_address(name: str, fetching: Fetching) -> Iterator[Outcome]:
    reply = fetching.client.get(name)
    if looks_like_feed(reply.body):
        yield from fetch_reply(FeedSetting(name), reply, fetching)
        return
    page = make_page(reply)
    page = Page(page.data, page.suffix, (*page.pairs, ("fetched", fetching.day)))
    stem = reply.address.target.partition("?")[0].rstrip("/").rpartition("/")[2] or reply.address.host
    yield place_page(page, subject=name, stem=stem, holdings=fetching.holdings, settings=fetching.settings)


def _add_file(path: Path, settings: Settings, holdings: Holdings) -> Outcome:
    shown = str(path)
    if path.resolve().is_relative_to(holdings.folder.resolve()):
        return Outcome(shown, PRESENT, path.resolve().relative_to(holdings.folder.resolve()).as_posix())
    beside = next((one for suffix in SIDECAR_SUFFIXES if (one := path.with_suffix(suffix)).is_file()), None)
    try:
        data = _read_bytes(path, settings.max_seed_bytes)
        sidecar = _read_bytes(beside, settings.max_seed_bytes) if beside else b""
        known = _find_suffix(path)
        page = Page(data, known or _sniff_suffix(data, shown))
        stem = path.name[: -len(known)] if known else path.stem
        return place_page(page, subject=shown, stem=stem, holdings=holdings, settings=settings, sidecar=sidecar)
    except RenderError:
        raise
    except GeneratorError as error:
        return _fail(shown, error)


def _add_input(stdin: BinaryIO, settings: Settings, holdings: Holdings) -> Outcome:
    """A page on standard input, of the format that it begins like; plain text where it begins like none."""
    data = stdin.read(settings.max_seed_bytes + 1)
    if len(data) > settings.max_seed_bytes:
        raise ReadError(f"has more than {settings.max_seed_bytes:,} bytes", subject=STANDARD_INPUT)
    format = sniff_format(data)
    page = Page(data, format.suffixes[0] if format else ".txt")
    return place_page(page, subject=STANDARD_INPUT, stem="input", holdings=holdings, settings=settings, sidecar=b"")


def _list_paths(path: Path) -> list[Path]:
    """The file itself; of a folder the files of known formats below it, sorted, without those of saved pages' parts."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise ConfigError("there is no such file or folder", subject=str(path), hint="an address begins with https://")
    found = []
    for where, folders, files in os.walk(path):
        # A browser puts the frames and scripts of PAGE.html into PAGE_files.
        folders[:] = sorted(one for one in folders if not one.startswith(".") and not one.endswith("_files"))
        found += [
            Path(where) / one
            for one in sorted(files)
            if not one.startswith(".") and _find_suffix(Path(one)) and (Path(where) / one).is_file()
        ]
    if not found:
        raise ReadError("holds no file of a known format", subject=str(path), hint=f"known are {known_suffixes()}")
    return found


def _find_suffix(path: Path) -> str | None:
    """The suffix that a file of a known format goes by, with that of its packing; None where the format is unknown."""
    packing = path.suffix.lower() if path.suffix.lower() == PACKED else ""
    suffix = Path(path.stem).suffix.lower() if packing else path.suffix.lower()
    return suffix + packing if find_format(suffix) else None


def _sniff_suffix(data: bytes, shown: str) -> str:
    """The suffix of the format that the bytes begin like: pages are saved under names like ``story.php``, too."""
    format = sniff_format(data)
    if format is None:
        raise ReadError("is of no known format", subject=shown, hint=f"known are {known_suffixes()}")
    return format.suffixes[0]


def _read_bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", subject=str(path)) from error
    if len(data) > limit:
        raise ReadError(
            f"has more than {limit:,} bytes", subject=str(path), hint="raise max_seed_bytes in briefings.yml"
        )
    return data
