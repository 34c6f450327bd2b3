"""A section's HTML as mail programs show it: nothing folded, no picture, no table wider than a phone, no dead link.

It changes what ``press`` made and adds nothing from outside, so that the fence of ``press`` still holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml import html

from ..press import Block, open_folds, read_blocks
from ..text import collapse_space

Element = html.HtmlElement

#: The site's address for ``press`` where the site has none: links that lead there are known for what they are.
NOWHERE = "https://nowhere.invalid/"
#: Columns of a table that a phone of 320 px shows side by side; a wider one becomes a list.
COLUMNS = 4
#: What a cell of a grid says for yes, and for no.
YES, NO = "●", ("–", "")
#: What a sentence may begin with.
QUOTES = tuple("\"'“‘«„")
#: Classes that templates/mail/*.css name, of the elements in a section.
CLASSES = frozenset(("data",))

_NUMBER = re.compile(r"\d*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page in both forms.

    ``links`` are the words of what is nothing but a link to somewhere else than the story's own page, with its address.
    """

    html: str
    blocks: tuple[Block, ...]
    links: Mapping[str, str]


def convert(
    text: str,
    *,
    anchors: Collection[str],
    wanted: Collection[str] = (),
    prefix: str = "",
    page: str | None = None,
    folded: bool = True,
) -> Passage:
    """A section's HTML for mail.

    A link to an anchor that is not among ``anchors`` (those that stand before it) or in the section leads to the same
    anchor on ``page``, the story's address. ``prefix`` is what the page's own anchors do not have. Where ``page`` is
    None, a citation leads to its source in the mail, and other links to the site are plain words. What the page folds
    is shown, or left out where ``folded`` is not set. Of the section's own anchors those ``wanted`` are kept.
    """
    root = html.fragment_fromstring(text, create_parent="div")
    for picture in root.xpath(".//figure[.//svg] | .//svg"):
        picture.drop_tree()
    if folded:
        open_folds(root)
    for details in root.xpath(".//details"):
        details.drop_tree()
    for table in root.xpath(".//table"):
        if max((len(row) for row in table.iter("tr")), default=0) > COLUMNS:
            _list_rows(table)
        else:
            table.set("class", "data")
    for item in root.iter("li"):
        _part_name(item)
    _mend_links(root, {*anchors, *find_anchors(text)}, prefix=prefix, page=page)
    links = {
        collapse_space(element.text_content()): link.get("href")
        for element in root.iter("p", "small")
        if (link := _lone_link(element)) is not None and not link.get("href").startswith(("#", f"{page}#"))
    }
    blocks = read_blocks(root)
    for element in root.iter():
        _strip(element, wanted)
    for time in root.xpath(".//time"):
        time.drop_tag()
    return Passage(_inner(root), blocks, links)


def find_anchors(text: str) -> frozenset[str]:
    """Every anchor in the HTML of a section."""
    return frozenset(re.findall(r'\bid="([^"]*)"', text))


def find_targets(text: str) -> frozenset[str]:
    """Every anchor that a link in the HTML of a section leads to, on the same page."""
    return frozenset(re.findall(r'\bhref="#([^"]*)"', text))


def _part_name(item: Element) -> None:
    """A colon after the name in bold that an item begins with, where words follow it in the same paragraph."""
    holder = item if (item.text or "").strip() or len(item) == 0 or item[0].tag != "p" else item[0]
    if (holder.text or "").strip() or len(holder) == 0 or holder[0].tag != "strong":
        return
    tail = holder[0].tail or ""
    if tail.strip()[:1].isalnum() or tail.strip()[:1] in QUOTES:
        holder[0].tail = f": {tail.lstrip()}"


def _list_rows(table: Element) -> None:
    """The rows of a table as items of a list: what the row is, then each cell that says something, by its column."""
    rows = list(table.iter("tr"))
    head = [_cell(cell) for cell in rows[0]]
    listed = html.Element("ul")
    listed.tail = table.tail
    for row in rows[1:]:
        first, *others = (_cell(cell) for cell in row)
        said = [name if words == YES else f"{name} {words}" for name, words in zip(head[1:], others) if words not in NO]
        made = html.fragment_fromstring(f"{first}: {', '.join(said) or 'none'}", create_parent="li")
        listed.append(made)
    table.getparent().replace(table, listed)


def _cell(cell: Element) -> str:
    return _inner(cell).strip()


def _inner(element: Element) -> str:
    """What is in the element, as HTML without needless blanks between its blocks."""
    whole = html.tostring(element, encoding="unicode", with_tail=False)
    return whole[whole.index(">") + 1 : whole.rindex("<")].strip() if len(element) or element.text else ""


def _mend_links(root: Element, anchors: Collection[str], *, prefix: str, page: str | None) -> None:
    for link in list(root.iter("a")):
        href = link.get("href") or ""
        if href.startswith(NOWHERE):
            source = f"{prefix}source-{_NUMBER.match(link.text_content().strip() + '?')[0]}"
            href = f"#{source}" if link.getparent().get("class") == "cite" and source in anchors else "#"
        if not href.startswith("#"):
            continue
        if href[1:] in anchors:
            link.set("href", href)
        elif page is not None and len(href) > 1 and href[1:].startswith(prefix):
            link.set("href", f"{page}#{href[1:].removeprefix(prefix)}")
        else:
            _unlink(link)


def _unlink(link: Element) -> None:
    """Leave the words of a link; where they are all that a paragraph says, nothing, since they only name what it is."""
    parent = link.getparent()
    if parent.tag in ("p", "small") and _lone_link(parent) is not None:
        parent.drop_tree()
    elif link.get("id"):
        del link.attrib["href"]
    else:
        link.drop_tag()


def _lone_link(element: Element) -> Element | None:
    """The link that is all of an element's content; None where there is no such."""
    links = element.findall(".//a[@href]")
    alone = len(links) == 1 and links[0].text_content().strip() == element.text_content().strip()
    return links[0] if alone and "cite" not in (links[0].getparent().get("class") or "") else None


def _strip(element: Element, wanted: Collection[str]) -> None:
    """Take off what no mail program uses: anchors that nothing leads to, and classes without a style."""
    kept = [name for name in (element.get("class") or "").split() if name in CLASSES]
    element.attrib.pop("class", None)
    if kept:
        element.set("class", " ".join(kept))
    if element.get("id") not in wanted:
        element.attrib.pop("id", None)
