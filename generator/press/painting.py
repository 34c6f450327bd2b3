"""One printed chapter: HTML to laid-out pages and the PDF objects of them. Alone knows WeasyPrint.

Of a document that WeasyPrint has painted the objects are taken as they are, before it writes them, so that chapters can
be laid out one by one (in little memory, and in several processes) and still become one file (``joining.py``).
WeasyPrint's own way is one layout of the whole: three times the memory of all pages, tenfold the memory of a chapter.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..errors import RenderError

INSTALL = (
    "python -m pip install 'briefings[pdf]', and Pango (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0)"
)
FONTS = "on Debian: apt-get install fonts-noto-core fonts-noto-cjk"
# Links from one chapter to another, which is not there yet when the first is painted.
ELSEWHERE = "elsewhere:"
# Objects that the joined file has once; the numbers stand for them in every chapter.
PAGES, STRUCTURE, NUMERALS = 1, 900_000_001, 900_000_002

DIGITS = "0123456789"

_POINTS = 0.75  # of a CSS pixel
_GLYPHS = re.compile(r'"(.)" \(U\+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class PdfObject:
    """One object as written, with references to others by the chapter's own numbers. ``stream`` is what follows it."""

    number: int
    data: bytes
    stream: bytes | None = None


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Number of the page's object, of the (still empty) stream for its page number, and its size in points."""

    number: int
    numeral: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """The painted pages of one document.

    ``anchors`` are (name, page from 0, x, y in points). ``marks`` pairs the keys that pages and annotations have in the
    tree of marked content with what they hold, as written. ``structure``, ``metadata`` and ``font`` are numbers of
    objects: the chapter's element in the tree of structure, what the document says of itself, a font with all digits (0
    without one). ``digits`` has the code of each in that font, and its width in thousandths of the size.
    ``information`` is a dictionary as written. ``missing`` are the characters that no font has.
    """

    objects: tuple[PdfObject, ...]
    pages: tuple[PrintedPage, ...]
    anchors: tuple[tuple[str, int, float, float], ...]
    marks: tuple[tuple[int, bytes], ...]
    structure: int
    metadata: int
    information: bytes
    font: int
    digits: tuple[tuple[str, int, int], ...]
    missing: str


def load_weasyprint() -> Any:
    """The library. Raises RenderError that says what to install."""
    try:
        import weasyprint
    except ImportError as error:
        raise RenderError("no PDF can be made, WeasyPrint is not installed", hint=INSTALL) from error
    except OSError as error:
        raise RenderError("no PDF can be made, Pango is not installed", hint=INSTALL) from error
    return weasyprint


def paint_chapter(text: str, *, key: str = "") -> Chapter:
    """The pages of a whole HTML document, tagged. Nothing is fetched. Raises RenderError.

    ``key`` stands before the ids of table cells, which must not come twice in a file.
    """
    weasyprint = load_weasyprint()
    taken: list[Chapter] = []

    def take(document: Any, pdf: Any) -> None:
        taken.append(_take(document, pdf, key=key, missing="".join(sorted(missing))))
        del pdf.objects[1:]  # so that nothing is left for WeasyPrint to write

    collecting = gc.isenabled()
    gc.disable()  # all boxes live until the end; to look through them again and again takes a tenth of the time
    try:
        with _missing_glyphs() as missing:
            refusing = weasyprint.urls.URLFetcher(allowed_protocols=())
            document = weasyprint.HTML(string=text, url_fetcher=refusing).render()
            document.write_pdf(finisher=take, pdf_variant="pdf/ua-1")
    finally:
        if collecting:
            gc.enable()
            gc.collect()
    return taken[0]


@contextmanager
def _missing_glyphs() -> Iterator[set[str]]:
    """The characters that WeasyPrint finds no glyph for; its other remarks (CSS, what was refused) are dropped."""
    found: set[str] = set()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if glyph := _GLYPHS.search(record.getMessage()):
                found.add(glyph[1])

    log = logging.getLogger("weasyprint")
    kept = log.handlers[:], log.propagate
    log.handlers[:], log.propagate = [Listener()], False
    try:
        yield found
    finally:
        log.handlers[:], log.propagate = kept


def _take(document: Any, pdf: Any, *, key: str, missing: str) -> Chapter:
    """The objects of what WeasyPrint (as pinned) has painted, made ready to stand in a larger file."""
    catalog, objects = pdf.catalog, pdf.objects
    root = objects[_number(catalog["StructTreeRoot"])]
    marks = objects[_number(root["ParentTree"])]
    element = objects[_number(root["K"][0])]
    element["S"], element["P"] = "/Part", _reference(STRUCTURE)
    pages = []
    for page, number in zip(document.pages, pdf.pages["Kids"][::3], strict=True):
        numeral = type(catalog)()
        pdf.add_object(numeral)  # which the joined file has its page number in
        objects[number]["Contents"] = _array(numeral.reference, objects[number]["Contents"])
        pages.append(PrintedPage(number, numeral.number, page.width * _POINTS, page.height * _POINTS))
    resources = objects[_number(objects[pages[0].number]["Resources"])]
    fonts = objects[_number(resources["Font"])]
    font, digits = _find_digits(document, fonts)
    fonts["numerals"] = _reference(NUMERALS)
    for item in objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and "ID" in item:
            item["ID"].string = f"{key}-{item['ID'].string}"  # the cells below hold the same string
        action = item.get("A") if isinstance(item, dict) and item.get("Subtype") == "/Link" else None
        if action is not None and (target := str(action["URI"].string)).startswith(ELSEWHERE):
            del item["A"]
            item["Dest"] = item["Contents"] = type(action["URI"])(target.removeprefix(ELSEWHERE))
    dropped = {0, pdf.pages.number, catalog.number, root.number, marks.number, *(page.numeral for page in pages)}
    return Chapter(
        objects=tuple(_write(item) for item in objects if item.number not in dropped),
        pages=tuple(pages),
        anchors=tuple(
            (name, number, x * _POINTS, (page.height - y) * _POINTS)
            for number, page in enumerate(document.pages)
            for name, (x, y, *_) in page.anchors.items()
        ),
        marks=tuple((key, _data(value)) for key, value in zip(marks["Nums"][::2], marks["Nums"][1::2], strict=True)),
        structure=element.number,
        metadata=_number(catalog["Metadata"]),
        information=pdf.info.data,
        font=font,
        digits=digits,
        missing=missing,
    )


def _find_digits(document: Any, fonts: dict[str, bytes]) -> tuple[int, tuple[tuple[str, int, int], ...]]:
    """Number of the first font (by its name) with every digit, and their codes and widths; 0 and nothing without."""
    for font in sorted(document.fonts.values(), key=lambda font: font.hash):
        codes = {text: code for code, text in font.to_unicode.items()}
        if font.hash in fonts and all(digit in codes for digit in DIGITS):
            return _number(fonts[font.hash]), tuple(
                (digit, codes[digit], font.widths[codes[digit]]) for digit in DIGITS
            )
    return 0, ()


def _write(item: Any) -> PdfObject:
    data = _data(item)
    if not hasattr(item, "stream"):
        return PdfObject(item.number, data)
    head, stream = data.split(b"\nstream\n", 1)
    return PdfObject(item.number, head, b"\nstream\n" + stream)


def _data(value: Any) -> bytes:
    return value if isinstance(value, bytes) else value.data


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number


def _array(*references: bytes) -> bytes:
    return b"[" + b" ".join(references) + b"]"
