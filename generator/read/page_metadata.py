"""What a web page states of itself: JSON-LD, meta elements, time elements, links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from ..text import fold
from .file import Pairs
from .linked_data import (
    LIST_TYPES,
    describe_type,
    find_article,
    find_nodes,
    first_text,
    list_names,
    list_types,
)
from .moments import parse_moment
from .wording import tidy_value

# Names of meta elements (name, property or itemprop), the surest first. What is not here htmldate may still know.
_META = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "article.published",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "citation_publication_date",
        "publish-date",
        "publishdate",
        "publish_date",
        "pubdate",
        "publication_date",
        "originalpublicationdate",
        "dc.date",
        "date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"),
    "source": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    "title": (
        "og:title",
        "headline",
        "dc.title",
        "dcterms.title",
        "parsely-title",
        "sailthru.title",
        "citation_title",
        "twitter:title",
    ),
    "description": ("og:description", "description", "dc.description", "twitter:description"),
    "section": ("article:section", "parsely-section", "section"),
    "author": (
        "author",
        "article:author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "citation_author",
    ),
    "url": ("og:url", "parsely-link", "twitter:url"),
    "language": ("content-language", "dc.language", "og:locale"),
}
_MANY = frozenset({"author"})
_SCRIPTS = XPath(
    "//script[contains(translate(@type,'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz'),'ld+json')]"
)
_METAS = XPath("//meta[@content][@name or @property or @itemprop or @http-equiv]")
_TIMES = XPath("//time[@datetime or @content]|//*[@itemprop='datePublished'][@content or @datetime]")
_HEADINGS = XPath("//h1")
_PUBLISHED_TIME = re.compile(r"publish|pubdate|posted|created|entry-date|dateline", re.IGNORECASE)
_MODIFIED_TIME = re.compile(r"updat|modif", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"<!-- saved from url=\(\d{1,6}\)(\S{1,2000}) -->|\burl: (https?://\S{1,2000})\s", re.IGNORECASE
)
SAVED_CHARS = 3_000
_SUFFIX = re.compile(r"(?<!\s)\s+(?:[|·•»—–-]|::)\s+(?=(?:(?!\s[|·•»—–-]\s)[^|·•»]){2,60}$)")
_NO_NAME = re.compile(r"https?://|[@{}<>]|^\W*$|^(?:admin|unknown|null|none|undefined|editor|www\..*)$", re.IGNORECASE)
MAX_AUTHORS = 20
MAX_TITLE_CHARS = 400


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page states: ``pairs`` as ``RawArticle.page`` holds them, less a date that nothing states.

    ``headline`` is the title as it stands on the page where it does, ``moments`` are the dates of publication that it
    states, each with how ("json-ld", "meta", "time"), ``body`` the text in its JSON-LD, ``is_list`` is True where
    it says that it is a list, ``is_article`` where it says that it is an article.
    """

    pairs: Pairs
    headline: str | None
    moments: tuple[tuple[str, str], ...]
    body: str | None
    is_list: bool
    is_article: bool


def find_page_metadata(tree: HtmlElement, *, start: str, url: str | None) -> PageMetadata:
    """What the page in ``tree`` states of itself.

    ``start`` are the first characters of the file, where a browser notes the address it saved the page from;
    ``url`` is the address that is known otherwise.
    """
    nodes = find_nodes([script.text or "" for script in _SCRIPTS(tree)])
    article = find_article(nodes) or {}
    metas = _read_metas(tree)
    found: dict[str, list[str]] = {
        key: [value for name in names for value in metas.get(name, ())] for key, names in _META.items()
    }
    found["author"] = _choose_authors(article, found["author"])
    found["source"] = list_names(article.get("publisher")) + found["source"]
    found["description"] = list_names(article.get("description")) + found["description"]
    found["section"] = list_names(article.get("articleSection")) + found["section"]
    address = _choose_address(tree, article, found["url"], url=url or _find_saved_address(start))
    found["url"] = [address] if address else []
    found["language"] = _list_languages(tree, article, found["language"])
    title, headline, site = _choose_title(tree, article, found["title"])
    found["title"] = [title] if title else []
    found["source"] = [name for name in found["source"] if not _NO_NAME.search(name)] or ([site] if site else [])
    moments, modified = _list_moments(tree, article, found)
    found["modified"] = [modified] if modified else []
    found["kind"] = [kind] if (kind := describe_type(article)) else []
    del found["published"]
    pairs = tuple(
        sorted((key, value) for key, values in found.items() for value in values[: MAX_AUTHORS if key in _MANY else 1])
    )
    kinds = {kind for node in nodes for kind in list_types(node)}
    return PageMetadata(
        pairs,
        headline,
        moments,
        first_text(article.get("articleBody")),
        bool(kinds & LIST_TYPES) and not article,
        bool(article) or bool(moments) or metas.get("og:type", [""])[0].lower() == "article",
    )


def _read_metas(tree: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in _METAS(tree):
        content = tidy_value(element.get("content"))
        if content:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                for name in (element.get(attribute) or "").lower().split():
                    values = metas.setdefault(name, [])
                    if content not in values and len(values) < MAX_AUTHORS:
                        values.append(content)
    return metas


def _choose_authors(article: dict[str, Any], stated: list[str]) -> list[str]:
    names = list_names(article.get("author")) or list_names(article.get("creator")) or stated
    kept = [name for name in names if len(name) <= 120 and not _NO_NAME.search(name)]
    return list(dict.fromkeys(kept))[:MAX_AUTHORS]


def _find_saved_address(start: str) -> str | None:
    match = _SAVED_FROM.search(start[:SAVED_CHARS])
    return (match[1] or match[2]) if match else None


def _choose_address(tree: HtmlElement, article: dict[str, Any], stated: list[str], *, url: str | None) -> str | None:
    """The page's own address: what it calls canonical; one that leads to the front page only where no other is."""
    links = [link.get("href") for link in tree.iterfind(".//link[@rel][@href]") if "canonical" in _words(link, "rel")]
    entity = article.get("mainEntityOfPage")
    if isinstance(entity, dict):
        entity = entity.get("@id") or entity.get("url")
    candidates = [*links, *stated, first_text(article.get("url")), first_text(entity), url]
    base = next((one for one in (url, *candidates) if isinstance(one, str) and one.startswith("http")), None)
    usable = []
    for one in candidates:
        address = _resolve(one, base)
        if address and address not in usable:
            usable.append(address)
    return next((one for one in usable if not is_front(one)), usable[0] if usable else None)


def _resolve(address: Any, base: str | None) -> str | None:
    if not isinstance(address, str) or not address.strip() or len(address) > 2_000:
        return None
    try:
        full = urljoin(base or "", address.strip())
        parts = urlsplit(full)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "." not in parts.hostname:
        return None
    return None if any(char.isspace() or ord(char) < 32 for char in full) else full


def is_front(address: str) -> bool:
    """Whether the address is that of a site's front page."""
    parts = urlsplit(address)
    return parts.path.strip("/").lower() in ("", "index.html", "index.php", "home") and not parts.query


def _list_languages(tree: HtmlElement, article: dict[str, Any], stated: list[str]) -> list[str]:
    values = [tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"), *stated]
    values.insert(0, first_text(article.get("inLanguage")))
    codes = [re.split(r"[-_,; ]", value.strip().lower())[0] for value in values if value and value.strip()]
    return [code for code in codes if re.fullmatch(r"[a-z]{2,3}", code)][:1]


def _choose_title(
    tree: HtmlElement, article: dict[str, Any], stated: list[str]
) -> tuple[str | None, str | None, str | None]:
    """(title, the same as a heading of the page words it, the site's name where the title element ends in it).

    A heading that says what the metadata say is the headline; metadata may shorten it or add the site's name.
    """
    headings = [tidy_value(one.text_content()) for one in _HEADINGS(tree)[:20]]
    headings = [text for text in headings if text and len(text) <= MAX_TITLE_CHARS]
    element = tree.find(".//title")
    whole = tidy_value(element.text_content())[:MAX_TITLE_CHARS] if element is not None else ""
    first = first_text(article.get("headline")) or first_text(article.get("name"))
    claims = [tidy_value(claim)[:MAX_TITLE_CHARS] for claim in (first, *stated) if claim]
    headline = next((one for one in headings if any(_says_same(one, claim) for claim in [*claims, whole])), None)
    if headline is None and len(headings) == 1 and not claims:
        headline = headings[0]
    cut = _SUFFIX.search(whole)
    before, after = (whole[: cut.start()], whole[cut.end() :]) if cut else (whole, "")
    title = headline or (claims[0] if claims else None) or before or None
    if title and headline is None and after and fold(title) == fold(whole):
        title = before
    named = after if title and after and _says_same(title, before) else None
    return title, headline or title, named


def _says_same(heading: str, claim: str) -> bool:
    one, other = fold(heading), fold(claim)
    if len(one) < 8:
        return one == other
    if one == other or (one in other and 2 * len(one) >= len(other)):
        return True
    return len(other) >= 15 and other.rstrip(" .…") in one


def _list_moments(
    tree: HtmlElement, article: dict[str, Any], found: dict[str, list[str]]
) -> tuple[tuple[tuple[str, str], ...], str | None]:
    """The dates of publication that the page states, the surest first, and that of its last change."""
    moments = [("json-ld", first_text(article.get(key))) for key in ("datePublished", "dateCreated", "uploadDate")]
    moments = moments[:1] if moments[0][1] else moments
    moments += [("meta", value) for value in found["published"]]
    modified = [first_text(article.get("dateModified")), *found["modified"]]
    times = []
    for element in _TIMES(tree)[:50]:
        value = element.get("datetime") or element.get("content")
        says = " ".join((element.get("class") or "", element.get("itemprop") or "", element.get("pubdate") or ""))
        says += " pubdate" if "pubdate" in element.attrib else ""
        if _MODIFIED_TIME.search(says):
            modified.append(value)
        elif _PUBLISHED_TIME.search(says):
            times.append(("time", value))
    moments += times[:1]
    read = [(moment, how) for how, value in moments if value and (moment := parse_moment(value))]
    changed = next((moment for value in modified if value and (moment := parse_moment(value))), None)
    return tuple(read), changed


def _words(element: HtmlElement, attribute: str) -> Iterable[str]:
    return (element.get(attribute) or "").lower().split()
