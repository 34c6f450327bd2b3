"""When a page was published: from what it states and its address, else from what htmldate finds in it."""

from __future__ import annotations

import datetime
import re
from functools import cache

from dateparser import DateDataParser
from htmldate import extractors, find_date
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from .file import PARSER_FAULTS
from .moments import YEARS

# No clock: the same page must give the same date in any year. A date later than this is never one of news.
LAST_DAY = f"{YEARS[1]}-12-31"
FIRST_DAY = "1990-01-01"  # there was hardly a page of news before; earlier dates are those of what is told
# Dates in the address and on the page may lie on two sides of midnight.
MAX_APART = datetime.timedelta(days=1)
_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?:[/-]|/[A-Za-z][A-Za-z.]{1,30}/)(?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/._-]|$)"
)
# Dates in words that htmldate's own patterns do not know go to dateparser, which tries two hundred languages one after
# the other: seven seconds for the first page. These are tried here.
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru")


@cache
def _load_parser() -> DateDataParser:
    settings = {
        "PARSERS": ["custom-formats", "absolute-time"],
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "STRICT_PARSING": True,  # day, month and year, or nothing: nothing is filled in from a clock
    }
    return DateDataParser(languages=list(LANGUAGES), settings=settings)


extractors.get_external_parser = _load_parser


def choose_published(
    moments: tuple[tuple[str, str], ...], *, url: str | None, tree: HtmlElement
) -> tuple[str | None, str | None]:
    """(ISO date or date-time, how it is known: json-ld, meta, time, address, htmldate), or None twice.

    ``moments`` is what the page states, the surest first. Where two statements differ by more than a day, the
    one that the address bears out is taken, else the earlier: templates print the day of the last change, or of
    the saving, as the day of publication, and never a day before it. A page that states nothing is searched
    with htmldate [Barbaresi2020].
    """
    stated = [(value, how) for value, how in moments if value >= FIRST_DAY]
    day = find_address_day(url)
    if stated:
        first = stated[0]
        if day is not None and (near := [one for one in stated if _apart(one[0], day) <= MAX_APART]):
            return near[0]
        earlier = [one for one in stated if one[0][:10] < first[0][:10] and _apart(one[0], first[0]) > MAX_APART]
        if day is not None:
            return day, "address"
        return min(earlier, key=lambda one: one[0][:10]) if earlier else first
    if day is not None:
        return day, "address"
    found = search_date(tree, url=url)
    return (found, "htmldate") if found else (None, None)


def find_address_day(url: str | None) -> str | None:
    """The ISO date in the path of an address ("/2016/04/11/"); None where there is none."""
    path = (url or "").split("//", 1)[-1].partition("?")[0].partition("#")[0]
    for match in _ADDRESS.finditer(path):
        try:
            day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            continue
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    return None


def search_date(tree: HtmlElement, *, url: str | None) -> str | None:
    """The day that htmldate finds in a page, None where it finds none.

    A month or a year alone comes back from it as the first day; such a day is believed only where the surer half
    of its methods gives it, too.
    """
    options = {"original_date": True, "min_date": FIRST_DAY, "max_date": LAST_DAY, "url": url}
    try:
        found = find_date(tree, extensive_search=True, **options)
        if found and found.endswith("-01") and find_date(tree, extensive_search=False, **options) != found:
            return None
    except (LxmlError, *PARSER_FAULTS):
        return None  # a page that it cannot handle has no date; it is an article all the same
    return found


def _apart(one: str, other: str) -> datetime.timedelta:
    return abs(datetime.date.fromisoformat(one[:10]) - datetime.date.fromisoformat(other[:10]))
