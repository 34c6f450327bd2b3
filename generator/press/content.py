"""A story's content, rendered once for every shell that is not the site: paper and mail.

Interface::

    entries = read_entries(output)                       # tuple[Entry, ...], in the edition's order
    entries = since_day(entries, "2026-11-01")           # those whose newest report is of that day or later
    story = read_story(output, entry, address=settings.address)              # -> Story, frozen
    story = read_story(output, entry, address=..., anchor="story-1", among={permalink: "story-2", ...})   # of several

    story.title, story.description, story.as_of          # plain words; as_of "2026-11-20" or None
    story.standing                                        # Section of the line under the title (as-of, basis, ...)
    for section in story.sections:                        # all of the page's, in its order, `sources` among them
        section.kind       # class of the page: brief, account, timeline, actors, places, sayings, differences, ...
        section.heading    # plain words: "In brief"
        section.html       # safe HTML of what stands below the heading; h3 and deeper, lists, tables, details, svg
        section.citations  # the Citations in it, in order
    story.sources                                         # numbered: Source(number, label, headline, url, html)
    story.citations                                       # of all sections, in order

``read_entries`` reads ``data/stories.json`` and ``data/stories/ID.json``, the others the page itself. ``html`` is
an allow-list's result (``markup.py``): no script, style, event, form or picture from outside, ``http(s)`` and ``#``
links alone. A citation is ``<sup class="cite"><a href="...">2b</a></sup>``. Its link is the passage on the site where
``address`` is known, else ``#...source-2``, the entry in the story's own list. Links to other pages of the site are
whole addresses, or plain words where ``address`` is None. In an edition each story's ids begin with ``story.anchor``
and a dash, the anchor itself is for the shell to place, and links from one story to another of it are ``#anchor``.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from ..errors import ReadError
from ..render.addresses import web_address
from ..text import collapse_space
from .blocks import plain_words
from .folds import shorten_repeats
from .markup import Element, parse_markdown, safe_html

_PASSAGE = re.compile(r"(?:^|/)articles/([0-9a-f]+)\.md#p(\d+)-(\d+)$")
_MARK = re.compile(r"(\d+)[a-z]*")
_FRONT = "---\n"
#: The words of a link to a source's own page on the web, as templates/content/story.md has them.
ORIGINAL = "original article"


@dataclass(frozen=True, slots=True)
class Entry:
    """One story of the edition: its id, the path of its page without ``.md``, and the day of its newest report."""

    id: str
    permalink: str
    headline: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mark (``2b``), the number of its source, and the passage: article id, offsets, address on the site if known."""

    mark: str
    source: int
    article: str
    start: int
    end: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: see the module's docstring."""

    kind: str
    heading: str
    anchor: str
    html: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An entry in the list of sources; ``url`` is the original's address where one is printed."""

    number: int
    label: str
    headline: str
    url: str | None
    html: str


@dataclass(frozen=True, slots=True)
class Story:
    """The content of one story's page: see the module's docstring. ``address`` is that of the page on the site."""

    id: str
    permalink: str
    address: str | None
    anchor: str
    title: str
    description: str
    as_of: str | None
    standing: Section
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of all sections, in the page's order."""
        return tuple(citation for section in self.sections for citation in section.citations)


def read_entries(output: Path) -> tuple[Entry, ...]:
    """The stories that lie in the output, in the edition's order. Raises ReadError."""
    path = output / "data" / "stories.json"
    hint = "run `briefings build`"
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Entry(story["id"], story["permalink"], story["headline"], _as_of(output, story["id"])) for story in listed
        )
    except FileNotFoundError as error:
        raise ReadError("there are no stories yet", subject=str(error.filename or path), hint=hint) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(f"cannot be read: {error}", subject=str(path), hint=hint) from error


def since_day(entries: Iterable[Entry], day: str) -> tuple[Entry, ...]:
    """Those whose newest report is of ``day`` (YYYY-MM-DD) or later; one without a day is none of them."""
    return tuple(entry for entry in entries if entry.as_of and entry.as_of >= day)


def read_story(
    output: Path, entry: Entry, *, address: str | None, anchor: str = "", among: Mapping[str, str] | None = None
) -> Story:
    """The content of the entry's page; its ids begin with ``anchor``, if given, and a dash. Raises ReadError.

    ``among`` are the stories of the document that this one goes into, by permalink, each with its anchor.
    """
    path = f"{entry.permalink}.md"
    front, body = _read_page(output / path)
    root = parse_markdown(body)
    links = _Links(path=path, address=address, anchor=anchor, among=among or {}, root=root)
    shorten_repeats(root)
    standing = next(iter(root.xpath("./div[contains(concat(' ', @class, ' '), ' standing ')]")), None)
    parts = root.findall("section")
    sections = tuple(_section(element, links) for element in parts)
    title = root.find("h1")
    return Story(
        id=entry.id,
        permalink=entry.permalink,
        address=site_address(address, path),
        anchor=anchor,
        title=plain_words(title) if title is not None else entry.headline,
        description=str(front.get("description") or ""),
        as_of=entry.as_of,
        standing=_section(standing, links) if standing is not None else Section("standing", "", "", "", ()),
        sections=sections,
        sources=tuple(source for element in parts if "sources" in _classes(element) for source in _list(element)),
    )


def site_address(address: str | None, path: str) -> str | None:
    """Where the page at ``path`` below the output lies on the site (as MkDocs places it); None without ``address``."""
    if address is None:
        return None
    return web_address(path, site=address) if path.endswith(".md") else address + path


def _as_of(output: Path, story: str) -> str | None:
    record = json.loads((output / "data" / "stories" / f"{story}.json").read_text(encoding="utf-8"))
    return record["basis"]["as_of"]


def _read_page(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and text of a page."""
    try:
        text = path.read_text(encoding="utf-8")
        front: Any = {}
        if text.startswith(_FRONT) and "\n---\n" in text:
            head, text = text[len(_FRONT) :].split("\n---\n", 1)
            front = yaml.safe_load(head)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ReadError(f"cannot be read: {error}", subject=str(path), hint="run `briefings build`") from error
    return front if isinstance(front, dict) else {}, text


class _Links:
    """The links of one page, resolved in its tree before anything is read from it; and its citations."""

    def __init__(self, *, path: str, address: str | None, anchor: str, among: Mapping[str, str], root: Element) -> None:
        self.citations: dict[Element, Citation] = {}
        self._path, self._address, self._among = path, address, among
        self._prefix = f"{anchor}-" if anchor else ""
        self._ids = {element.get("id") for element in root.iter() if element.get("id")}
        for element in root.iter():
            for name in ("id", "aria-labelledby"):
                if value := element.get(name):
                    element.set(name, " ".join(self._prefix + one for one in value.split()))
        for link in list(root.iter("a")):
            self._resolve(link)

    def _resolve(self, link: Element) -> None:
        href = link.get("href")
        if href is None:
            return
        target = self._target(href)
        mark = collapse_space(link.text_content())
        parent = link.getparent()
        if parent is not None and parent.tag == "sup" and (found := _PASSAGE.search(href)) and _MARK.fullmatch(mark):
            source = int(_MARK.fullmatch(mark)[1])
            place = found[1], int(found[2]), int(found[3])
            self.citations[link] = Citation(mark, source, *place, target)
            parent.set("class", "cite")
            if target is None and f"source-{source}" in self._ids:
                target = f"#{self._prefix}source-{source}"
        if target:
            link.set("href", target)
        elif link.get("id") or link in self.citations:
            del link.attrib["href"]
        else:
            link.drop_tag()

    def _target(self, href: str) -> str | None:
        """Where a link leads in the new shell; None where nowhere."""
        if href.startswith("#"):
            return f"#{self._prefix}{href[1:]}" if href[1:] in self._ids else None
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), parts.path))
        if path.endswith(".md") and path.removesuffix(".md") in self._among:
            return f"#{self._among[path.removesuffix('.md')]}"
        if path.startswith("../") or path.startswith("/"):
            return None
        found = site_address(self._address, path)
        return f"{found}#{parts.fragment}" if found and parts.fragment else found


def _section(element: Element, links: _Links) -> Section:
    citations = tuple(links.citations[link] for link in element.iter("a") if link in links.citations)
    heading = element.find("h2")
    words, anchor = ("", "") if heading is None else (plain_words(heading), heading.get("id") or "")
    if heading is not None:
        heading.drop_tree()
    kind = " ".join(_classes(element))
    return Section(kind, words, anchor, safe_html(element), citations)


def _list(element: Element) -> Iterable[Source]:
    """The numbered entries of the list of sources."""
    for entry in element.findall("ol"):
        for number, item in enumerate(entry.iterchildren("li"), start=int(entry.get("start") or 1)):
            label = item.find(".//strong")
            named = [link for link in item.iter("a") if link.text_content().strip()]
            after = [link for link in named if label is None or label not in link.iterancestors()]
            url = next((link.get("href") for link in after if link.text_content() == ORIGINAL), None)
            yield Source(
                number=number,
                label=plain_words(label) if label is not None else plain_words(item),
                headline=plain_words(after[0]) if after else "",
                url=url,
                html=safe_html(item),
            )


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
