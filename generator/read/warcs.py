"""Web archives: each page with an article in a WARC file."""

from __future__ import annotations

import contextlib
import io
import zlib

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from ..errors import ReadError
from ..records import Problem, RawArticle
from .charsets import decode_page
from .entries import Entry, make_articles
from .file import PARSER_FAULTS, SeedFile
from .pages import extract_page

MAX_LISTED = 20  # pages without an article that are named one by one
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The articles among the pages of a web archive. Raises ReadError where there is none.

    Read are pages that a server gave with status 200; pictures, styles and redirections are passed over. What a
    page and all pages together unpack to is limited by the size that a seed may have.
    """
    with contextlib.redirect_stderr(io.StringIO()):  # warcio prints what it finds odd; what matters is said here
        return _read_pages(file)


def _read_pages(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    others = pages = 0
    room = file.limit
    iterator = ArchiveIterator(io.BytesIO(file.data))
    while True:
        try:
            record = next(iterator)
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if not _is_page(record):
                continue
            data = record.content_stream().read(room + 1)
        except StopIteration:
            break
        except (ArchiveLoadFailed, zlib.error, *PARSER_FAULTS) as error:
            what = f"is damaged after {pages} pages ({type(error).__name__})"
            problems.append(Problem("read", file.seed, what, "save the archive again"))
            break
        room -= len(data)
        if room < 0:
            message = f"holds more than {file.limit:,} bytes of pages; the rest was not read"
            problems.append(Problem("read", file.seed, message, "split it, or raise max_seed_bytes in briefings.yml"))
            break
        pages += 1
        try:
            text, _ = decode_page(data, seed=file.seed, stated=_find_charset(record))
            url = address.strip("<> ")
            payload, page, _ = extract_page(text, seed=file.seed, url=url or None)
            entries.append(Entry(url or None, payload, page))
        except ReadError as error:
            others += 1
            if others <= MAX_LISTED:
                problems.append(Problem("read", file.seed, f"{address[:200]} {error.message}", "nothing, if it is so"))
    if others > MAX_LISTED:
        problems.append(
            Problem("read", file.seed, f"{others - MAX_LISTED} more pages hold no article", "nothing, if it is so")
        )
    if not entries:
        reason = f" ({problems[0].message})" if problems else ""
        raise ReadError(f"holds no page with an article{reason}", subject=file.seed, hint="save the article's page")
    articles, faults = make_articles(file, entries, media_type="application/warc")
    return articles, (*problems, *faults)


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if headers is None:
        return record.rec_headers.get_header("Content-Type", "").split(";")[0].strip().lower() in _PAGES
    kind = (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    return headers.get_statuscode() == "200" and kind in _PAGES


def _find_charset(record: ArcWarcRecord) -> str | None:
    stated = (record.http_headers.get_header("Content-Type") if record.http_headers else None) or ""
    return stated.lower().partition("charset=")[2].split(";")[0].strip() or None
