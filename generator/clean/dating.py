"""When an article was published and changed: which of its dates is taken, how it is known, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..records import Article, Block, Problem
from .calendars import writes_day_first
from .outlets import Outlet, host_of
from .publication import parse_address_date, parse_date, read_date_line

UNREAD = "cannot be read as one day"
OLD = "1990"  # pages of the web are younger: an earlier date is more often a wrong default than an archive's
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:(?:19|20)\d\d|\d\d)(?![\d/-])")
# Top-level domains of countries that everybody uses.
_BORROWED = frozenset("ai am cc co fm gg im io is it ly me mu pm sc sh st to tv ws".split())


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and changed, how each is known, and what could not be used."""

    published: str | None
    published_by: str | None
    modified: str | None
    known: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]


def find_dates(
    stated: Mapping[str, str],
    page: Mapping[str, str],
    url: str | None,
    text: str,
    blocks: tuple[Block, ...],
    *,
    day_first: bool | None,
) -> Dates:
    """The dates of an article: what metadata state, else the page, else its text, else its address."""
    doubts: list[str] = []
    ways = [("metadata", "metadata", stated), ("page", f"page ({page.get('published_by', 'metadata')})", page)]
    lines = [reading for line in _list_lines(text, blocks) if (reading := read_date_line(line, day_first=day_first))]
    found: dict[str, tuple[str, str, str]] = {}
    for key in ("published", "modified"):
        for by, how, pairs in ways:
            if words := pairs.get(key):
                if value := parse_date(words, day_first=day_first):
                    found.setdefault(key, (value, by, how))
                else:
                    doubts.append(f"{key} '{words[:40]}' ({how}) {UNREAD}")
        for reading in lines:
            if reading.change is (key == "modified") and reading.value:
                found.setdefault(key, (reading.value, "text", "text"))
    if "published" not in found and "modified" in found and found["modified"][1] == "text":
        found["published"] = found["modified"]  # the only date that the text prints
    if "published" not in found and url and (day := parse_address_date(url)):
        found["published"] = (day, "address", "address")
    if "published" not in found and any(not reading.value for reading in lines):
        doubts.append("the date in its text can mean two days or names no year")
    doubts += [
        f"{key} {value[:10]} is unusually early for a page" for key, (value, _, _) in found.items() if value < OLD
    ]
    published, modified = found.get("published"), found.get("modified")
    if published and modified and modified[0][:10] < published[0][:10] and modified[1] != "text":
        doubts.append(f"it is said to be changed ({modified[0][:10]}) before it was published ({published[0][:10]})")
    return Dates(
        published[0] if published else None,
        published[1] if published else None,
        modified[0] if modified else None,
        tuple((key, how) for key, (_, _, how) in sorted(found.items())),
        tuple(doubts),
    )


def find_day_first(texts: Iterable[str], outlet: Outlet | None, url: str | None) -> bool | None:
    """Whether the page writes the day before the month in figures: by a date on it that can be read in one way
    only, else by the country of its outlet or address. None where nothing tells, or the page does both.
    """
    seen = set()
    for text in texts:
        for first, second in _NUMERIC.findall(text):
            if 12 < int(first) <= 31 and 1 <= int(second) <= 12:
                seen.add(True)
            elif 12 < int(second) <= 31 and 1 <= int(first) <= 12:
                seen.add(False)
    if seen:
        return seen.pop() if len(seen) == 1 else None
    if outlet and outlet.country:
        return writes_day_first(outlet.country)
    suffix = host_of(url or "").rpartition(".")[2]
    return writes_day_first(suffix) if len(suffix) == 2 and suffix not in _BORROWED else None


def find_unread_dates(article: Article) -> tuple[Problem, ...]:
    """A Problem for each date that metadata or the page state and that cannot be read."""
    hint = "write it as 2016-04-11 or 2016-04-11T10:30+02:00 in its sidecar"
    return tuple(Problem("clean", article.seed, doubt, hint) for doubt in article.doubts if doubt.endswith(UNREAD))


def find_late_dates(articles: Iterable[Article], *, as_of: str) -> tuple[Problem, ...]:
    """A Problem for each article that is dated later than ``as_of`` (an ISO date), by seed."""
    return tuple(
        Problem(
            "clean",
            article.seed,
            f"is dated {article.published[:10]}, later than {as_of}",
            "correct 'published' in its sidecar, or build with a later --as-of",
        )
        for article in sorted(articles, key=lambda article: article.seed)
        if article.published and article.published[:10] > as_of
    )


def _list_lines(text: str, blocks: tuple[Block, ...]) -> list[str]:
    """The parts of date lines and bylines, date lines first."""
    dates = [text[block.start : block.end] for block in blocks if block.kind == "date"]
    bylines = [text[block.start : block.end] for block in blocks if block.kind == "byline"]
    return dates + [part for line in (*dates, *bylines) for part in re.split(r"\s*[|•·\n]\s*", line)]
