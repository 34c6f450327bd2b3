"""A section's HTML as paper shows it: nothing folded, tables that fit, and few elements.

Cells for many sources would be too narrow to read; a list names the sources that apply. The layout takes its time by
the element, so what stands in the second rank runs on in one paragraph, and numbers of sources and the bullets of lists
are plain words of their line.
"""

from __future__ import annotations

import re

from lxml import html

from ..text import collapse_space
from .content import ORIGINAL
from .folds import REPEATED, drop_folds, find_parties, open_folds
from .markup import Element, safe_html

MAX_MARKS = 4  # columns of sources beside a statement; a list of more is as legible, and laid out in half the time
_NONE = ("", "–")  # what a cell holds that does not apply
_TICK = "●"
_BULLET = "▪ "
_BETWEEN = " · "
_JOINER = "\u2060"  # keeps a mark on the line of the words that it belongs to
_MARKS = re.compile(r'<sup((?: id="[^"]*")?)( class="cite")?>(<a .*?)</sup>', re.DOTALL)
_NUMBERS = re.compile(r'<a href="#[^"]*">(\d+)</a>\s*')


def fit_paper(text: str, *, short: bool = False) -> str:
    """The safe HTML of a section for paper; ``short`` leaves out what the page folds, and so may leave nothing."""
    root = html.fragment_fromstring(drop_folds(text) if short else text, create_parent="div")
    minor = root.xpath(".//details//div[@class='card']")
    open_folds(root)
    for table in list(root.iter("table")):
        _gather(table)
    for listed in list(root.iter("ul")):
        _gather_repeats(listed)
    for card in minor:
        _run_on(card)
    for card in root.iterfind(".//div[@class='card']"):
        _join_paragraphs(card)
    for _, name, listed in list(find_parties(root.iter("p"))):
        _join_party(name, listed)
    for item in root.iterfind(".//ul/li"):
        _mark_item(item)
    for link in root.iter("a"):
        if link.text == ORIGINAL:
            link.text = link.get("href")
    for time in list(root.iter("time")):
        time.drop_tag()
    return _MARKS.sub(_lighten, safe_html(root))


def _lighten(found: re.Match[str]) -> str:
    """Marks without the element around them; those that name no passage but their sources alone as one."""
    if not found[2] and not _NUMBERS.sub("", found[3]):
        return f'{_JOINER}<a{found[1]} class="mark">{" ".join(_NUMBERS.findall(found[3]))}</a>'
    first, *others = found[3].split("<a ")[1:]
    return f'{_JOINER}<a{found[1]} class="mark" {first}' + "".join(f'<a class="mark" {other}' for other in others)


def _append(paragraph: Element, element: Element, *, before: str) -> None:
    """Put what is in the element at the end of the paragraph, behind the words ``before``."""
    words = before + (element.text or "").lstrip()
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "").rstrip() + words
    else:
        paragraph.text = (paragraph.text or "").rstrip() + words
    paragraph.extend(list(element))


def _run_on(card: Element) -> None:
    """Make one paragraph of a card: the name, what it is, and the sentences."""
    heading = card.find("h3")
    told = html.Element("p")
    told.set("class", "minor")
    if heading is not None:
        heading.tag = "strong"
        told.append(heading)
    for element in list(card.iter("p", "li")):
        _append(told, element, before=_BETWEEN if len(told) or told.text else "")
    told.tail = card.tail
    card.getparent().replace(card, told)


def _join_paragraphs(card: Element) -> None:
    """What an actor is, and is also called, on one line."""
    told = [one for one in card.findall("p") if one.get("class") != REPEATED]
    for other in told[1:]:
        _append(told[0], other, before=_BETWEEN)
        other.drop_tree()


def _join_party(name: Element, listed: Element) -> None:
    """Put a party's one statement, or its repeats alone, on the line of its name."""
    more = listed.getnext()
    if listed.tag == "p" or len(listed) == 1 and (more is None or more.get("class") != REPEATED):
        _append(name, listed if listed.tag == "p" else listed[0], before=": ")
        listed.drop_tree()


def _mark_item(item: Element) -> None:
    """Begin an item with a bullet, but for one that heads a list of its own."""
    if item.find("ul") is None:
        holder = item if item.find("p") is None else item.find("p")
        holder.text = _BULLET + (holder.text or "").lstrip()


def _gather_repeats(listed: Element) -> None:
    """Make one paragraph, below the list, of the items that are but the first words of what stands elsewhere."""
    again = [item for item in listed if item.get("class") == REPEATED]
    if not again:
        return
    told = html.Element("p")
    told.set("class", REPEATED)
    for item in again:
        _append(told, item, before=_BETWEEN if len(told) else "")
        item.drop_tree()
    told.tail, listed.tail = listed.tail, None
    listed.addnext(told)
    if not len(listed):
        listed.drop_tree()


def _gather(table: Element) -> bool:
    """Whether the table was such a one; then a list stands in its place."""
    heads = list(table.iter("th"))
    marks = [collapse_space(head.text_content()) for head in heads[1:]]
    if len(marks) <= MAX_MARKS or not all(head.find("sup") is not None for head in heads[1:]):
        return False
    gathered = html.Element("ul")
    for row in table.iter("tr"):
        if cells := row.findall("td"):
            words = [_applies(mark, cell) for mark, cell in zip(marks, cells[1:], strict=False)]
            item = html.Element("li")
            item.text = cells[0].text
            item.extend(list(cells[0]))
            told = html.Element("small")
            told.text = ", ".join(filter(None, words)) or _NONE[1]
            if len(item):
                item[-1].tail = (item[-1].tail or "") + ": "
            else:
                item.text = f"{item.text or ''}: "
            item.append(told)
            gathered.append(item)
    gathered.tail = table.tail
    table.getparent().replace(table, gathered)
    return True


def _applies(mark: str, cell: Element) -> str:
    words = collapse_space(cell.text_content())
    return "" if words in _NONE else mark if words == _TICK else f"{mark} ({words})"
