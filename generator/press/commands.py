"""The command ``briefings print``: which file, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..errors import ConfigError, RenderError
from ..settings import Settings
from ..store import write_bytes, write_file
from .content import Entry
from .painting import FONTS, load_weasyprint
from .printing import print_page, print_pdf

SHOWN_CHARACTERS = 20
SUFFIXES = (".pdf", ".html")


def print_stories(
    settings: Settings,
    entries: Sequence[Entry],
    *,
    edition: bool,
    short: bool,
    path: Path | None,
    paper: str,
    say: Callable[[str], None],
    fault: Callable[[str], None],
) -> int:
    """Write the stories as a PDF file, or as a page where ``path`` ends in ``.html``; the exit status.

    Where no PDF can be made (the extra is not installed), the page is written in its place, ``fault`` says what to
    install, and the status is 1. Raises ConfigError, ReadError, RenderError.
    """
    if not entries:
        raise ConfigError("there is no story to print", subject="--edition", hint="give an earlier day to --since")
    path = path or Path(f"{_name(entries, edition=edition)}.pdf")
    if path.suffix not in SUFFIXES:
        raise ConfigError("is neither PDF nor HTML", subject=str(path), hint="name a file that ends in .pdf or .html")
    if path.suffix == ".html":
        return _write_page(settings, entries, edition=edition, short=short, path=path, paper=paper, say=say)
    try:
        load_weasyprint()
    except RenderError as error:
        fault(str(error))
        page = path.with_suffix(".html")
        _write_page(settings, entries, edition=edition, short=short, path=page, paper=paper, say=say)
        return 1
    data, missing = print_pdf(settings, entries, edition=edition, short=short, paper=paper)
    write_bytes(path, data)
    if missing:
        shown = " ".join(missing[:SHOWN_CHARACTERS]) + (" …" if len(missing) > SHOWN_CHARACTERS else "")
        count = f"{len(missing)} character" + ("" if len(missing) == 1 else "s")
        fault(f"{path}: {count} that no installed font has, printed as boxes: {shown} ({FONTS})")
    say(f"The print lies in {path}")
    return 0


def _write_page(
    settings: Settings,
    entries: Sequence[Entry],
    *,
    edition: bool,
    short: bool,
    path: Path,
    paper: str,
    say: Callable[[str], None],
) -> int:
    write_file(path, print_page(settings, entries, edition=edition, short=short, paper=paper))
    say(f"The print page lies in {path}")
    return 0


def _name(entries: Sequence[Entry], *, edition: bool) -> str:
    """``STORY`` as in its address, or ``edition-DAY`` by the newest report."""
    if not edition:
        return entries[0].permalink.split("/")[-1]
    newest = max((entry.as_of for entry in entries if entry.as_of), default=None)
    return f"edition-{newest}" if newest else "edition"
