"""Painted chapters to one PDF file: objects numbered anew, pages numbered through, one tree of structure, bookmarks.

The file is written while the chapters come, so that no more than one of them is in memory. It is PDF 1.7 with object
streams (ISO 32000-1, 7.5.7) and tagged (14.7 and 14.8): PDF/UA-1 asks for the tree of structure and for the way back to
it, the tree of marked content. The same chapters give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from .painting import NUMERALS, PAGES, STRUCTURE, Chapter, PdfObject

LANGUAGE = "en"
NUMERAL_SIZE = 7.5  # points
NUMERAL_RIGHT, NUMERAL_BOTTOM = 51.0, 28.0  # points from the right and lower edge of the page: the margins of print.css
# What may stand in an object as WeasyPrint writes it: a literal string, which is left as it is, a reference, and a key
# into the tree of marked content.
_TOKEN = re.compile(rb"\((?:[^\\()]|\\.)*\)|(\d+) 0 R|/StructParent(s?) (\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its words, the anchor it leads to, and what is below it (folded)."""

    title: str
    anchor: str
    below: tuple[Bookmark, ...] = ()


class PdfFile:
    """A PDF file that is being written: ``add`` chapters in their order, then ``finish``."""

    def __init__(self, target: BinaryIO, *, numerals: Chapter) -> None:
        """``numerals`` is a chapter that has every digit; its font prints the page numbers, its page is left out."""
        self._target, self._digits = target, {digit: (code, width) for digit, code, width in numerals.digits}
        self._hash = hashlib.sha256()
        self._position = 0
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._next = 1
        self._catalog, self._pages, self._root, self._structure = (self._reserve() for _ in range(4))
        self._kids: list[int] = []
        self._chapters: list[int] = []
        self._marks: list[bytes] = []
        self._keys = 0
        self._anchors: dict[str, bytes] = {}
        self._plain: list[tuple[int, bytes]] = []
        self._about: PdfObject | None = None
        self._information = b"<<>>"
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._base = self._next
        self._next += 1 + max(item.number for item in numerals.objects)
        for item in _reached(numerals, numerals.font):
            self._write(item, keys=0)
        self._numeral_font = self._base + numerals.font
        self._flush()

    def add(self, chapter: Chapter, *, first: int) -> int:
        """Write a chapter whose pages are numbered from ``first``; how many pages it has."""
        kids, element = self._add(chapter, first=first)
        self._kids += kids
        self._chapters.append(element)
        return len(kids)

    def add_front(self, chapter: Chapter) -> int:
        """Write a chapter that stands before all others, without page numbers; how many pages it has."""
        kids, element = self._add(chapter, first=None)
        self._kids[:0] = kids
        self._chapters.insert(0, element)
        return len(kids)

    def _add(self, chapter: Chapter, *, first: int | None) -> tuple[list[int], int]:
        """The numbers of its pages and of its element in the tree of structure. The last chapter names the file."""
        self._base = self._next
        self._next += 1 + max(page.numeral for page in chapter.pages)
        self._next = max(self._next, self._base + 1 + max(item.number for item in chapter.objects))
        for item in chapter.objects:
            if item.number == chapter.metadata:
                self._about = item
            else:
                self._write(item, keys=self._keys)
        self._information = chapter.information
        for index, page in enumerate(chapter.pages):
            content = b"" if first is None else self._numeral(first + index, right=page.width - NUMERAL_RIGHT)
            self._write(PdfObject(page.numeral, b"<</Length %d>>" % len(content), _stream(content)), keys=0)
        for name, index, x, y in chapter.anchors:
            page = self._base + chapter.pages[index].number
            self._anchors.setdefault(name, b"[%d 0 R /XYZ %.2f %.2f 0]" % (page, x, y))
        for key, held in chapter.marks:
            self._marks.append(b"%d %s" % (self._keys + key, self._renumbered(held, keys=0)))
        self._keys += 1 + max(key for key, _ in chapter.marks)
        self._flush()
        return [self._base + page.number for page in chapter.pages], self._base + chapter.structure

    def finish(self, bookmarks: Iterable[Bookmark], *, unnumbered: int) -> None:
        """Write what belongs to the file as a whole; ``unnumbered`` pages before page 1 have small roman labels."""
        outline = self._outline(tuple(bookmarks))
        marks, names = self._reserve(), self._reserve()
        kids = b" ".join(b"%d 0 R" % number for number in self._kids)
        self._object(self._pages, b"<</Type /Pages/Count %d/Kids [%s]>>" % (len(self._kids), kids))
        self._object(marks, b"<</Nums [%s]>>" % b" ".join(self._marks))
        self._object(
            self._root,
            b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (self._structure, marks, self._keys),
        )
        parts = b" ".join(b"%d 0 R" % number for number in self._chapters)
        element = b"<</Type /StructElem/S /Document/P %d 0 R/K [%s]>>"
        self._object(self._structure, element % (self._root, parts))
        anchors = b" ".join(b"%s %s" % (_text(name), self._anchors[name]) for name in sorted(self._anchors, key=_text))
        self._object(names, b"<</Names [%s]>>" % anchors)
        labels = b"<</Nums [0 <</S /r>> %d <</S /D>>]>>" % unnumbered if unnumbered else b"<</Nums [0 <</S /D>>]>>"
        catalog = b"<</Type /Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/MarkInfo <</Marked true>>/Lang (%s)"
        catalog %= (self._pages, self._root, LANGUAGE.encode())
        catalog += b"/ViewerPreferences <</DisplayDocTitle true>>/Names <</Dests %d 0 R>>/PageLabels %s" % (
            names,
            labels,
        )
        if outline:
            catalog += b"/Outlines %d 0 R/PageMode /UseOutlines" % outline
        about, info = self._reserve(), self._reserve()
        if self._about and self._about.stream:
            self._stream_object(about, self._about.data + self._about.stream)
            catalog += b"/Metadata %d 0 R" % about
        self._object(self._catalog, catalog + b">>")
        self._object(info, self._information)
        self._flush()
        self._end(info)

    def _reserve(self) -> int:
        number, self._next = self._next, self._next + 1
        return number

    def _numeral(self, number: int, *, right: float) -> bytes:
        """The content that prints a page's number, flush right, as no part of the text."""
        glyphs = [self._digits[digit] for digit in str(number) if digit in self._digits]
        width = sum(width for _, width in glyphs) * NUMERAL_SIZE / 1000
        codes = b"".join(b"%04x" % code for code, _ in glyphs)
        place = b"%.2f %.2f Td" % (right - width, NUMERAL_BOTTOM)
        font = b"/numerals %.1f Tf" % NUMERAL_SIZE
        return b"/Artifact <</Type /Pagination>> BDC q BT %s %s <%s> Tj ET Q EMC" % (font, place, codes)

    def _outline(self, bookmarks: tuple[Bookmark, ...]) -> int:
        """The number of the outline's root; 0 where there is nothing to outline."""
        if not bookmarks:
            return 0
        root = self._reserve()
        first, last = self._outline_items(bookmarks, parent=root)
        count = len(bookmarks)
        self._object(root, b"<</Type /Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, count))
        return root

    def _outline_items(self, bookmarks: tuple[Bookmark, ...], *, parent: int) -> tuple[int, int]:
        numbers = [self._reserve() for _ in bookmarks]
        for index, (number, bookmark) in enumerate(zip(numbers, bookmarks, strict=True)):
            data = b"<</Title %s/Dest %s/Parent %d 0 R" % (_text(bookmark.title), _text(bookmark.anchor), parent)
            if index:
                data += b"/Prev %d 0 R" % numbers[index - 1]
            if index + 1 < len(numbers):
                data += b"/Next %d 0 R" % numbers[index + 1]
            if bookmark.below:
                first, last = self._outline_items(bookmark.below, parent=number)
                data += b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, -len(bookmark.below))
            self._object(number, data + b">>")
        return numbers[0], numbers[-1]

    def _write(self, item: PdfObject, *, keys: int) -> None:
        """An object of the chapter that is being added; ``keys`` are taken in the tree of marked content."""
        number, data = self._base + item.number, self._renumbered(item.data, keys=keys)
        if item.stream is None:
            self._object(number, data)
        else:
            self._stream_object(number, data + item.stream)

    def _renumbered(self, data: bytes, *, keys: int) -> bytes:
        def replace(found: re.Match[bytes]) -> bytes:
            if found[1]:
                return b"%d 0 R" % self._renumber(int(found[1]))
            return b"/StructParent%s %d" % (found[2], keys + int(found[3])) if found[3] else found[0]

        return _TOKEN.sub(replace, data)

    def _renumber(self, number: int) -> int:
        if number == PAGES:
            return self._pages
        if number == STRUCTURE:
            return self._structure
        return self._numeral_font if number == NUMERALS else self._base + number

    def _object(self, number: int, data: bytes) -> None:
        self._plain.append((number, data))

    def _stream_object(self, number: int, data: bytes) -> None:
        self._places[number] = 1, self._position, 0
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, data))

    def _flush(self) -> None:
        """Write the objects that are no streams, together and compressed."""
        if not self._plain:
            return
        holder, offset, heads = self._reserve(), 0, []
        for index, (number, data) in enumerate(self._plain):
            heads.append(b"%d %d" % (number, offset))
            offset += len(data) + 1
            self._places[number] = 2, holder, index
        head = b" ".join(heads) + b"\n"
        packed = zlib.compress(head + b"\n".join(data for _, data in self._plain) + b"\n")
        about = b"<</Type /ObjStm/N %d/First %d/Filter /FlateDecode/Length %d>>"
        self._stream_object(holder, about % (len(self._plain), len(head), len(packed)) + _stream(packed))
        self._plain.clear()

    def _end(self, info: int) -> None:
        """The table of what lies where, and the trailer."""
        own = self._reserve()
        self._places[own] = 1, self._position, 0
        rows = (self._places.get(number, (0, 0, 65535)) for number in range(own + 1))
        packed = zlib.compress(b"".join(b"%c%s%s" % (kind, a.to_bytes(5), b.to_bytes(4)) for kind, a, b in rows))
        mark = self._hash.hexdigest()[:32].encode()
        head = b"<</Type /XRef/Size %d/W [1 5 4]/Root %d 0 R/Info %d 0 R/ID [<%s> <%s>]/Filter /FlateDecode/Length %d>>"
        start = self._position
        self._stream_object(own, head % (own + 1, self._catalog, info, mark, mark, len(packed)) + _stream(packed))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _put(self, data: bytes) -> None:
        self._hash.update(data)
        self._target.write(data)
        self._position += len(data)


def _reached(chapter: Chapter, start: int) -> list[PdfObject]:
    """The object of that number and all that it refers to."""
    known = {item.number: item for item in chapter.objects}
    found: dict[int, PdfObject] = {}
    wanted = [start]
    while wanted:
        number = wanted.pop()
        if number in known and number not in found:
            found[number] = known[number]
            wanted += [int(token[1]) for token in _TOKEN.finditer(known[number].data) if token[1]]
    return list(found.values())


def _stream(content: bytes) -> bytes:
    return b"\nstream\n" + content + b"\nendstream"


def _text(words: str) -> bytes:
    """A string in a PDF file, as WeasyPrint writes it."""
    try:
        return b"(" + re.sub(rb"([\\()])", rb"\\\1", words.encode("ascii")) + b")"
    except UnicodeEncodeError:
        return b"<feff" + words.encode("utf-16-be").hex().encode() + b">"
