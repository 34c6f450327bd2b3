"""A feed's bytes to its entries: RSS and Atom, as feedparser reads them."""

from __future__ import annotations

import datetime
import email.utils
import io
import re
from dataclasses import dataclass
from typing import Any

from ..errors import FetchError
from ..text import collapse_space, digest_parts
from .addresses import Address, parse_address

# feedparser takes one to twelve seconds for a megabyte, the more the worse it is formed. Feeds of whole
# articles have one megabyte and a hundred entries at most.
MAX_FEED_BYTES = 3_000_000
MAX_ENTRIES = 2_000
MAX_TITLE_CHARS = 300
MAX_ID_CHARS = 500
MAX_AUTHORS = 10
YEARS = (1980, 2100)  # of news on the web; outside of it a date is a default or a mistake
# What feedparser raises on feeds that were broken on purpose.
PARSER_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.I)
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
_WORLDWIDE = re.compile(r"https?://|tag:|urn:", re.I)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: what it is called there, where its page is, what it says of itself.

    ``id`` is the feed's own (guid, id), else the address, else a digest; ``url`` an http or https address or
    None; ``published`` and ``updated`` ISO days or times; ``content`` the entry's own HTML, often a summary alone.
    """

    id: str
    url: str | None
    title: str
    published: str | None
    updated: str | None
    authors: tuple[str, ...]
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its entries, in the feed's order."""

    title: str
    entries: tuple[Entry, ...]


def looks_like_feed(data: bytes) -> bool:
    """Whether the first element of these bytes is one that feeds begin with."""
    head = re.sub(
        rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>", b"", data[:4_000].lstrip(b"\xef\xbb\xbf"), flags=re.S | re.I
    )
    return bool(_ROOT.match(head.lstrip()))


def parse_feed(data: bytes, *, address: Address, limit: int) -> Feed:
    """The feed in ``data`` with its first ``limit`` entries; relative links are joined to ``address``.

    A link that is not of http or https counts as none. Raises FetchError where it is no feed, or one too
    large to be read in a reasonable time.
    """
    import feedparser  # loaded here, since a build needs none of it

    if len(data) > MAX_FEED_BYTES or len(_ENTRY.findall(data)) > MAX_ENTRIES:
        most = f"{MAX_FEED_BYTES:,} bytes or {MAX_ENTRIES:,} entries"
        raise FetchError(f"has more than {most}, too many for a feed", subject=str(address))
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": str(address)})
    except PARSER_FAULTS as error:
        raise FetchError(f"cannot be read as a feed ({type(error).__name__})", subject=str(address)) from error
    if not found.get("version"):
        raise FetchError("is not a feed", subject=str(address), hint="give the address of the site's RSS or Atom feed")
    entries = {}
    for one in found.entries[:limit]:
        entry = _read_entry(one, address)
        entries.setdefault(entry.id, entry)
    return Feed(_line(found.feed.get("title"), MAX_TITLE_CHARS), tuple(entries.values()))


def _read_entry(one: Any, address: Address) -> Entry:
    title = _line(one.get("title"), MAX_TITLE_CHARS)
    try:
        url = str(parse_address(str(one.get("link") or ""), base=address)) if one.get("link") else None
    except FetchError:
        url = None
    contents = [str(part.get("value") or "") for part in one.get("content") or ()]
    content = max([*contents, str(one.get("summary") or "")], key=len)
    published = _read_time(one, "published")
    names = [_line(author.get("name"), 100) for author in (one.get("authors") or ())[:MAX_AUTHORS]]
    name = _line(one.get("id"), MAX_ID_CHARS)
    if name and not _WORLDWIDE.match(name):
        name = f"{address.host}#{name}"  # "1234" is another article at another site
    return Entry(
        id=name or url or digest_parts(title, published or "", content),
        url=url,
        title=title,
        published=published,
        updated=_read_time(one, "updated"),
        authors=tuple(dict.fromkeys(name for name in names if name)),
        content=content,
    )


def _read_time(one: Any, key: str) -> str | None:
    """The entry's time with the zone that it is written in, so that its day is the outlet's; None where it has none."""
    words = collapse_space(str(dict.get(one, key) or ""))[:100]  # feedparser's own get takes one time for the other
    time = None
    for parse in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            time = parse(words)
            break
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    parsed = dict.get(one, f"{key}_parsed")
    if time is None and parsed and parsed[0] >= YEARS[0]:  # one of the many other ways, in universal time
        time = datetime.datetime(*parsed[:6], tzinfo=datetime.UTC)
    if time is None or not YEARS[0] <= time.year < YEARS[1]:
        return None
    return words if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else time.isoformat(timespec="seconds")


def _line(value: Any, length: int) -> str:
    """A value of the feed on one line, without control characters."""
    return collapse_space(_CONTROL.sub(" ", str(value or "")[: 4 * length]))[:length].rstrip()
