"""What paper has no room for: tables with a column for each of many sources, and, if asked, what the page folds away.

Cells for thirty sources would be too narrow to read, and would take much of the time of the layout; a list names
the sources that apply.
"""

from __future__ import annotations

from lxml import html

from ..text import collapse_space
from .markup import Element, safe_html

MAX_MARKS = 8  # columns of sources that fit beside a statement on A4 and Letter at 7 pt
_NONE = ("", "–")  # what a cell holds that does not apply
_TICK = "●"


def gather_marks(text: str) -> str:
    """Safe HTML with every table of more than MAX_MARKS sources as a list: ``row: 1, 4``; of counts ``row: 1 (3)``."""
    if "<table" not in text:
        return text
    root = html.fragment_fromstring(text, create_parent="div")
    changed = [_gather(table) for table in list(root.iter("table"))]
    return safe_html(root) if any(changed) else text


def drop_folded(text: str) -> str:
    """Safe HTML without what the page folds away; nothing where no more than headings are left."""
    if "<details" not in text:
        return text
    root = html.fragment_fromstring(text, create_parent="div")
    for folded in root.xpath(".//details[not(ancestor::details)]"):
        folded.drop_tree()
    told = root.xpath(".//p | .//ul | .//ol | .//table | .//svg")
    return safe_html(root) if told else ""


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
