"""What the page folds away, for shells that cannot fold: opened, left out, and no sentence told in full twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from ..text import collapse_space
from .markup import Element, safe_html

FIRST_WORDS = 8  # as many as name a statement in the page's own tables
MIN_WORDS = FIRST_WORDS + 4  # a shorter sentence is told again: its first words would save nothing

#: Class of a folded item that says again what stands elsewhere.
REPEATED = "again"

_COUNT = re.compile(r"\d+ \w+")


def shorten_repeats(root: Element) -> None:
    """Of a folded item that the page tells elsewhere, too, leave the first words and the citations.

    It is told in full where it is not folded, else under the name of its speaker or outlet, else in an actor's card.
    """
    told: set[str] = set()
    folded: list[tuple[bool, Element, str, Element]] = []
    for holder in root.iter("p", "li"):
        sentences = list(_sentences(holder))
        above = {element.get("class") if element.tag == "div" else element.tag for element in holder.iterancestors()}
        if len(sentences) == 1 and holder.tag == "li" and "details" in above:
            folded.append(("card" in above, holder, *sentences[0]))
        else:
            told.update(words for words, _ in sentences)
    for _, item, words, mark in sorted(folded, key=lambda one: one[0]):
        if words in told and len(words.split()) >= MIN_WORDS:
            _shorten(item, mark, words)
        told.add(words)


def open_folds(root: Element) -> None:
    """Show what is folded, without labels that only count it; what a party says stands under its name once."""
    for details in list(root.iter("details")):
        label = details.find("summary")
        if label is not None and (_join_parties(details) or _COUNT.fullmatch(label.text_content().strip())):
            label.drop_tree()
        elif label is not None:
            label.tag = "p"
            label.set("class", "label")
        details.tag = "div"
        details.attrib.clear()


def drop_folds(text: str) -> str:
    """Safe HTML without what is folded; nothing where no more than headings are left."""
    if not has_folds(text):
        return text
    root = html.fragment_fromstring(text, create_parent="div")
    for folded in root.xpath(".//details[not(ancestor::details)]"):
        folded.drop_tree()
    told = root.xpath(".//p | .//ul | .//ol | .//table | .//svg")
    return safe_html(root) if told else ""


def has_folds(text: str) -> bool:
    """Whether the page folds a part of the section."""
    return "<details" in text


def find_parties(elements: Iterator[Element]) -> Iterator[tuple[str, Element, Element]]:
    """Each paragraph that is but a name in bold, and the list, or the paragraph of repeats, right below it."""
    for element in elements:
        below = element.getnext()
        if element.tag == "p" and below is not None and (below.tag == "ul" or below.get("class") == REPEATED):
            name = element.find("strong")
            if name is not None and (words := collapse_space(name.text_content())) == collapse_space(
                element.text_content()
            ):
                yield words, element, below


def _sentences(holder: Element) -> Iterator[tuple[str, Element]]:
    """The words of the holder up to each run of citations, with that run; not those of lists within it."""
    words = [holder.text or ""]
    for child in holder:
        if child.tag in ("p", "ul", "ol", "details"):
            return
        if child.tag == "sup" and child.get("class") == "cite":
            yield collapse_space("".join(words)), child
            words = []
        elif child.tag not in ("sup", "small"):
            words.append(child.text_content())
        words.append(child.tail or "")


def _shorten(item: Element, mark: Element, words: str) -> None:
    for child in list(item):
        if child is mark:
            break
        item.remove(child)
    item.text = " ".join(words.split()[:FIRST_WORDS]) + " …"
    item.set("class", REPEATED)


def _join_parties(details: Element) -> bool:
    """Put what a party says in the fold below what it says above it; whether any party was there."""
    above = {name: listed for name, _, listed in find_parties(details.itersiblings(preceding=True))}
    joined = False
    for name, head, listed in list(find_parties(details)):
        if name in above:
            above[name].extend(list(listed))
            head.drop_tree()
            listed.drop_tree()
            joined = True
    return joined
