"""RSS and Atom files: each entry with its text is an article."""

from __future__ import annotations

import io
import re
from typing import Any

import feedparser
from lxml.etree import LxmlError, XMLParser, fromstring

from ..errors import ReadError
from ..records import Problem, RawArticle
from .decoding import check_signature
from .entries import Entry, make_articles
from .file import PARSER_FAULTS, Pairs, SeedFile
from .linked_data import list_names
from .moments import parse_moment
from .pages import join_headline, render_text
from .wording import tidy_value

MAX_BYTES = 10_000_000  # feedparser takes a second for three of them where the file is not well-formed
MAX_ENTRIES = 3_000  # about three seconds
MAX_TAGS = 100_000
MAX_BROKEN_TAGS = 10_000  # for what is not well-formed feedparser takes time in proportion to the square of the tags
_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf|channel)[\s>]", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!ENTITY[^>]{0,2000}>", re.IGNORECASE)
_SIGNED = re.compile(r"(?:^|\n)The post [^\n]{1,400} (?:appeared first|first appeared) on [^\n]{1,200}$")  # WordPress
_LETTER = re.compile(r"\w")


def read_feed(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The articles of a feed, from its entries' full text, else their summary. Raises ReadError where there is none.

    An entry without text of its own is named as a problem: what it tells is its headline alone.
    """
    check_signature(file.data, seed=file.seed)
    if len(file.data) > MAX_BYTES:
        hint = "split it"
        raise ReadError(f"has {len(file.data):,} bytes, more than a feed ({MAX_BYTES:,})", subject=file.seed, hint=hint)
    if not _ROOT.search(file.data) and b"\x00" not in file.data[:400]:
        hint = "known are RSS and Atom; save the article's page"
        raise ReadError("is XML, but no feed", subject=file.seed, hint=hint)
    if file.data.count(b"<") > MAX_TAGS:
        raise ReadError(f"has more than {MAX_TAGS:,} tags", subject=file.seed, hint="split it")
    if file.data.count(b"<") > MAX_BROKEN_TAGS and not _is_well_formed(file.data):
        message = "is not well-formed XML, and too large to be read all the same"
        raise ReadError(message, subject=file.seed, hint="save the feed again, or split it")
    feed = _parse(file.data)
    if not feed.get("entries"):
        raise ReadError("holds no entries of a feed", subject=file.seed, hint="save the feed again, or remove it")
    shared = _describe_feed(feed.get("feed") or {})
    entries, empty = [], 0
    for item in feed["entries"][:MAX_ENTRIES]:
        entry = _make_entry(item, shared)
        if entry is None:
            empty += 1
        else:
            entries.append(entry)
    if not entries:
        raise ReadError(
            "holds entries without a text", subject=file.seed, hint="add the pages that they link to (`briefings add`)"
        )
    articles, problems = make_articles(file, entries, media_type="application/feed")
    if empty:
        message = f"{empty} of {len(feed['entries'][:MAX_ENTRIES])} entries hold no text"
        problems += (Problem("read", file.seed, message, "add the pages that they link to (`briefings add`)"),)
    if len(feed["entries"]) > MAX_ENTRIES:
        message = f"holds {len(feed['entries']):,} entries; those after the first {MAX_ENTRIES:,} were not read"
        problems += (Problem("read", file.seed, message, "split it"),)
    if feed.get("bozo") and _is_broken(feed):
        problems += (
            Problem("read", file.seed, "is not well-formed XML; entries may be missing", "save the feed again"),
        )
    return articles, problems


def _is_well_formed(data: bytes) -> bool:
    try:
        fromstring(_ENTITIES.sub(b"", data), parser=XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (LxmlError, ValueError):
        return False
    return True


def _parse(data: bytes) -> Any:
    """What feedparser finds. It is given a stream (no address or path to open) and no entities that grow."""
    try:
        stream = io.BytesIO(_ENTITIES.sub(b"", data))
        return feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except PARSER_FAULTS:
        return {}


def _is_broken(feed: Any) -> bool:
    return not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride)


def _describe_feed(channel: Any) -> dict[str, str]:
    language = tidy_value(str(channel.get("language") or "")).lower()
    pairs = {"source": tidy_value(render_text(str(channel.get("title") or ""))), "language": language[:2]}
    return {key: value for key, value in pairs.items() if value}


def _make_entry(item: Any, shared: dict[str, str]) -> Entry | None:
    texts = [render_text(str(part.get("value") or "")) for part in item.get("content") or () if isinstance(part, dict)]
    summary = render_text(str(item.get("summary") or ""))
    body = _SIGNED.sub("", max([*texts, summary], key=len)).strip()
    if not _LETTER.search(body):
        return None
    title = tidy_value(render_text(str(item.get("title") or "")))
    address = str(item.get("link") or "").strip()
    pairs = dict(shared)
    source = item.get("source")
    if isinstance(source, dict) and source.get("title"):
        pairs["source"] = tidy_value(str(source["title"]))
    if address.startswith(("http://", "https://")) and len(address) <= 2_000 and not re.search(r"\s", address):
        pairs["url"] = address
    if title:
        pairs["title"] = title
    if summary and summary != body:
        pairs["description"] = tidy_value(summary)
    for key, name in (("published", "published"), ("modified", "updated")):
        if moment := _find_moment(item, name):
            pairs[key] = moment
    if "published" not in pairs and "modified" in pairs:
        pairs["published"] = pairs["modified"]  # Atom demands the one and leaves the other open
    if "published" in pairs:
        pairs["published_by"] = "feed"
    found: list[tuple[str, str]] = [*pairs.items(), *(("author", name) for name in _list_authors(item))]
    guid = str(item.get("id") or "").strip()
    return Entry(guid or pairs.get("url"), join_headline(title, body), _sort(found))


def _find_moment(item: Any, name: str) -> str | None:
    # dict.get: feedparser's own gives the day of publication for that of the last change where there is none
    if moment := parse_moment(str(dict.get(item, name) or "")):
        return moment
    parsed = dict.get(item, f"{name}_parsed")
    return parse_moment("{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*parsed[:6])) if parsed else None


def _list_authors(item: Any) -> list[str]:
    names = list_names(item.get("authors") or []) or list_names(item.get("author"))
    return [name for name in dict.fromkeys(names) if len(name) <= 120][:20]


def _sort(pairs: list[tuple[str, str]]) -> Pairs:
    return tuple(sorted(dict.fromkeys(pairs)))
