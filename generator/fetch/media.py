"""What a site gave, as a file that can be a seed: its suffix, and its bytes as they came."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..errors import FetchError
from .addresses import untrack
from .feeds import Entry
from .wire import Reply

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
# Types that say nothing of what the bytes are.
_VAGUE = ("", "application/octet-stream", "application/xml", "text/xml", "binary/octet-stream")
_VAGUE_SUFFIXES = (".html", ".htm", ".txt", ".md", ".json", ".jsonl")
_NAMES = {"image": "an image", "video": "a video", "audio": "a sound recording", "application/pdf": "a PDF document"}
_HTML = re.compile(rb"<!doctype html|<html[\s>]", re.I)
_STATED = re.compile(rb"<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding", re.I)
_TAG = re.compile(r"<[^<>]{0,1000}>")
# Encodings that sites name; Python knows others by name that are no encodings of pages, some of them slow.
_CHARSET = re.compile(
    r"(?:iso-?8859|windows|cp|ibm|koi8|gb|big5|shift_jis|euc|utf-?16|macintosh|tis|latin)[\w-]{0,12}", re.I
)


@dataclass(frozen=True, slots=True)
class Page:
    """A file to be: its bytes, its suffix, and the pairs of its sidecar."""

    data: bytes
    suffix: str
    pairs: tuple[tuple[str, str], ...] = ()


def make_page(reply: Reply) -> Page:
    """The page that a site gave, with its address for a sidecar. Raises FetchError for what holds no article.

    The bytes are kept as they came, with one exception: where the reply's header alone says that they are
    not UTF-8, they are written as UTF-8, since nothing in the file would tell its reader.
    """
    declared = reply.header("Content-Type").partition(";")[0].strip().lower()
    suffix = _find_suffix(declared, reply)
    if suffix is None:
        kind = _NAMES.get(declared) or _NAMES.get(declared.partition("/")[0]) or f"of the type {declared or 'unknown'}"
        raise FetchError(
            f"is {kind[:80]}, not a page of text",
            subject=str(reply.address),
            hint="give the address of the article's page",
        )
    return Page(_to_utf8(reply, suffix), suffix, (("url", str(untrack(reply.address))),))


def page_of_entry(entry: Entry) -> Page:
    """The entry's own text as a page, for where its page cannot be had."""
    body = entry.content if _TAG.search(entry.content) else f"<p>{html.escape(entry.content)}</p>"
    title = html.escape(entry.title)
    page = (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><article>\n<h1>{title}</h1>\n{body}\n</article></body></html>\n"
    )
    data = page.encode("utf-8", "replace")
    return Page(data, ".html", (("url", entry.url),) if entry.url else ())


def count_words(content: str) -> int:
    """The words of an entry's own text."""
    return len(_TAG.sub(" ", content).split())


def _find_suffix(declared: str, reply: Reply) -> str | None:
    suffix = PurePosixPath(reply.address.target.partition("?")[0]).suffix.lower()
    if declared == "text/plain" and suffix in (".md", ".markdown"):
        return ".md"
    if declared not in _VAGUE:
        return _SUFFIXES.get(declared)
    if _HTML.search(reply.body[:1_000]):
        return ".html"
    return suffix if declared not in ("application/xml", "text/xml") and suffix in _VAGUE_SUFFIXES else None


def _to_utf8(reply: Reply, suffix: str) -> bytes:
    charset = str(reply.headers.get_content_charset() or "utf-8")
    own_words = reply.body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
        suffix == ".html" and _STATED.search(reply.body[:4_000])
    )
    if own_words or not _CHARSET.fullmatch(charset):
        return reply.body
    try:
        return reply.body.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return reply.body
