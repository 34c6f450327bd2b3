"""The words of an article in a tree of elements: body without the page around it, as paragraphs.

trafilatura [Barbaresi2021] finds the body; the words are laid out here, so that each block of the page is a
paragraph of its own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from lxml.etree import LxmlError, XPath, _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from .file import PARSER_FAULTS
from .links import drop_links, list_links
from .wording import tidy_text

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds missing is said here as a Problem
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_BREAK = "\u2028"
_BREAKS = frozenset({"br", "lb"})
# Elements of HTML and of trafilatura's own trees that stand on lines of their own.
_BLOCKS = frozenset(
    "address article aside blockquote body caption center code dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 head header hr item li list main nav ol p pre quote row section summary table tbody td "
    "tfoot th thead tr ul".split()
)
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_UNSEEN = frozenset(
    "audio base button canvas embed figcaption form graphic iframe input link map math meta noscript object option "
    "script select style svg template textarea title video".split()
)
# What stands at a picture: its words tell of the picture, and nobody says them in the story. trafilatura takes out
# figures; these are captions and credits that stand outside of one.
_CAPTIONS = XPath(".//@class[contains(., 'aption') or contains(., 'redit') or contains(., 'utline')]/..")
_CAPTION_TAGS = frozenset({"div", "span", "p", "small", "em", "cite", "dd", "li"})
_CAPTION_CLASS = re.compile(
    r"(?:^|[-_ ])(?:(?:photo|image|img|picture|media|figure|wp)[-_]*)?(?:caption|credit|cutline)s?"
    r"(?:[-_]*(?:text|wrap|wrapper|container|credit|author))?(?: |$)",
    re.IGNORECASE,
)
_UNREAD = ("script", "style", "svg")
_OPTIONS = Extractor(output_format="txt", comments=False)  # "txt": the tree as it is, without a rendering beside it
MAX_CAPTION_CHARS = 400
MAX_CELL_CHARS = 200  # a cell with more holds a paragraph
MIN_PROSE_CHARS = 60  # one with fewer that ends in a full stop may hold an abbreviation
# A pull quote repeats words of the story; shorter ones may be said twice.
MIN_PULLED_WORDS, MAX_PULLED_WORDS = 6, 60
MAX_PULLED_PARAGRAPHS = 2_000  # each is looked for in the whole text
_QUOTES = "\"'“”‘’«»„ .…"
_INLINE_CODE_PARENTS = frozenset({"p", "item", "quote", "hi", "cell", "head"})


def find_body(tree: HtmlElement) -> str:
    """The article's words in a page, paragraphs apart by blank lines; empty where none are found.

    Takes out of ``tree`` what is no part of the body: nothing else can be read from it afterwards.
    """
    for element in list(tree.iter(*_UNREAD)):
        if "ld+json" not in element.get("type", ""):  # the extractor looks there for what kind of page it is
            element.drop_tree()  # it copies the whole page several times
    links = list_links(tree)
    _drop_captions(tree)
    try:
        found = bare_extraction(tree, options=_OPTIONS)
    except (LxmlError, *PARSER_FAULTS):
        return ""
    if found is None or found.body is None:
        return ""
    return "\n\n".join(_drop_pulled(drop_links(list_paragraphs(found.body), links)))


def _drop_captions(tree: HtmlElement) -> None:
    for element in _CAPTIONS(tree):
        if element.tag in _CAPTION_TAGS and _CAPTION_CLASS.search(element.get("class")):
            words = element.text_content()
            # An agency's credit for the story itself stays: it says who wrote it.
            if len(words) <= MAX_CAPTION_CHARS and not words.lstrip().lower().startswith("source"):
                element.drop_tree()


def _drop_pulled(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those whose words stand in another paragraph, too."""
    if len(paragraphs) > MAX_PULLED_PARAGRAPHS:
        return paragraphs
    whole = "\n".join(paragraphs)
    kept = []
    for words in paragraphs:
        core = words.strip(_QUOTES)
        if not (MIN_PULLED_WORDS <= len(core.split()) <= MAX_PULLED_WORDS and whole.count(core) > 1):
            kept.append(words)
        elif not any(core in other for other in paragraphs if len(other) > len(words)) and words not in kept:
            kept.append(words)
    return kept


def join_paragraphs(root: _Element) -> str:
    """All words below ``root``, block by block, apart by blank lines; a line break stays one.

    The cells of a row of a table stand on one line, apart by " | ".
    """
    return "\n\n".join(list_paragraphs(root))


def list_paragraphs(root: _Element) -> list[str]:
    """The words of each block below ``root``, in order."""
    paragraphs: list[str] = []
    for piece in "".join(_walk(root)).split("\n"):
        for part in piece.split(_BREAK + _BREAK):
            if words := tidy_text(part.strip(_BREAK).replace(_BREAK, "\n")):
                paragraphs.append(words)
    return paragraphs


def _walk(element: _Element) -> Iterator[str]:
    """The words of an element and below; a line feed stands where a block begins or ends."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return
    if tag in _BREAKS:
        yield _BREAK
        return
    if tag in _ROWS:
        cells = ["".join(_walk(cell)).strip() for cell in element]
        laid_out = any(_is_paragraph(cell) for cell in cells)
        mark = "\n" if laid_out else " | "  # a table that lays out a page holds paragraphs, not values
        yield "\n" + mark.join(cell if laid_out else cell.replace(_BREAK, " ") for cell in cells if cell) + "\n"
        return
    block = tag in _BLOCKS and not (tag == "code" and _is_inline(element))
    if block:
        yield "\n"
    if element.text:
        yield element.text.replace("\n", " ")
    for child in element:
        yield from _walk(child)
        if child.tail:
            yield child.tail.replace("\n", " ")
    if block:
        yield "\n"


def _is_paragraph(cell: str) -> bool:
    told = len(cell) > MIN_PROSE_CHARS and cell.endswith((".", "!", "?"))
    return told or len(cell) > MAX_CELL_CHARS or "\n" in cell


def _is_inline(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in _INLINE_CODE_PARENTS
