"""Who published it: the outlet from metadata, the page, an address, a byline or the page's own notices."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..records import Cut, Source
from ..text import fold
from .outlets import Outlet, OutletTable, host_of, make_source

NOTICES = ("newsletter", "republishing", "sharing", "house")
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)[ ©]{0,8}(?:\d{4}(?:-\d{4})?,? )?(?:by )?(?P<name>[^\W\d_a-z][^.,;|\n©]{1,40})"
)
_NAMES = re.compile(r"[^\W\d_a-z][\w'’&.-]*(?: (?:and |of |the )?[^\W\d_a-z][\w'’&.-]*){0,4}")
_TITLE_END = re.compile(r"(?<!\s)\s+(?:[|–—·»]|-{1,2}|::)\s+(?P<last>[^|–—·»]{2,40})\Z")
# Addresses of hosts that print others' pages: they name no outlet.
_HOSTS = frozenset(
    "web.archive.org archive.org archive.today archive.ph archive.is webcache.googleusercontent.com news.google.com "
    "feedproxy.google.com feeds.feedburner.com t.co bit.ly".split()
)


def find_source(
    stated: Mapping[str, str],
    page: Mapping[str, str],
    url: str | None,
    payload: str,
    cuts: tuple[Cut, ...],
    bodies: tuple[tuple[Outlet, str], ...],
    outlets: OutletTable,
) -> tuple[Source | None, str | None]:
    """The outlet and how it is known; (None, None) where nothing tells.

    In this order: the metadata's ``source``, the known outlet of its ``url``, what the page calls itself, the address's
    host, the one outlet (no agency) that its bylines
    name, the one that its notices speak for.
    """
    if name := stated.get("source"):
        return make_source(name, stated.get("url"), outlets), "metadata"
    if (address := _outlet_address(stated.get("url"))) and (known := outlets.find_domain(address)):
        return known.source, "address"
    if source := _find_page_source(page, outlets):
        return source, "page"
    if (address := _outlet_address(url)) and (source := make_source(None, address, outlets)):
        return source, "address"
    signed = {outlet.source.id: outlet.source for outlet, _ in bodies if not outlet.agency}
    if len(signed) == 1:
        return next(iter(signed.values())), "byline"
    if source := _find_noticed(payload, cuts, outlets):
        return source, "notice"
    return None, None


def find_copyright(payload: str, cuts: tuple[Cut, ...], outlets: OutletTable) -> list[Outlet]:
    """The agencies that a copyright notice of the page names."""
    words = [payload[cut.start : cut.end] for cut in cuts if cut.reason == "republishing"]
    names = [match["name"].strip() for one in words for match in _COPYRIGHT.finditer(one)]
    found = [outlets.find_name(name) for name in names]
    return [outlet for outlet in found if outlet and outlet.agency]


def trim_title(title: str | None, source: str | None, url: str | None, outlets: OutletTable) -> str | None:
    """A page's title without its outlet's name at the end ("Council votes | The Lantern")."""
    while title and (match := _TITLE_END.search(title)):
        last = fold(match["last"])
        known = last == fold(source or "") or outlets.find_name(last) or outlets.find_domain(last)
        host = re.sub(r"[^a-z0-9]", "", host_of(url or "").rpartition(".")[0])
        if not known and not (host and re.sub(r"[^a-z0-9]", "", last.removeprefix("the ")) in host):
            return title
        title = title[: match.start()].rstrip()
    return title or None


def _find_page_source(page: Mapping[str, str], outlets: OutletTable) -> Source | None:
    """The page's outlet: a known one by its address before the name that the page gives (often "Home" or a slogan)."""
    address = _outlet_address(page.get("url"))
    known = outlets.find_domain(address) if address else None
    name = page.get("source")
    if name and not outlets.find_name(name) and known:
        return known.source
    return make_source(name, address, outlets) if name else None


def _outlet_address(url: str | None) -> str | None:
    return url if url and host_of(url) not in _HOSTS else None


def _find_noticed(payload: str, cuts: tuple[Cut, ...], outlets: OutletTable) -> Source | None:
    """The outlet that notices of the page speak for: the one outlet that they name, None where none or several."""
    named: dict[str, Source] = {}
    for cut in cuts:
        if cut.reason in NOTICES:
            for outlet in _find_names(payload[cut.start : cut.end], outlets):
                named.setdefault(outlet.source.id, outlet.source)
    return next(iter(named.values())) if len(named) == 1 else None


def _find_names(words: str, outlets: OutletTable) -> list[Outlet]:
    found = []
    for match in _NAMES.finditer(words):
        pieces = match.group().split(" ")
        sizes = ((start, end) for start in range(len(pieces)) for end in range(len(pieces), start, -1))
        for start, end in sizes:
            name = re.sub(r"['’]s$", "", " ".join(pieces[start:end])).strip(".,")
            outlet = outlets.find_name(name)
            telling = " " in name or (outlet is not None and name in outlet.cited) or (len(name) > 2 and name.isupper())
            if outlet and not outlet.agency and telling:  # "Sign up for Today" names no outlet
                found.append(outlet)
                break
    return found
