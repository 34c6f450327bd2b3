"""What each paragraph of a clean text is: headline, standfirst, byline, date, dateline, heading, paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..records import Block
from ..text import fold
from .bylines import is_byline, is_sign_off
from .datelines import Dateline, find_dateline, find_signature
from .layout import Layout
from .outlets import OutletTable
from .passages import Passage, split_passages
from .publication import is_date_line

MIN_HEADLINE_WORDS = 2
MAX_HEADLINE_WORDS = 30  # headlines with two clauses run to about 25 words
MAX_STANDFIRST_WORDS = 60
MAX_STANDFIRSTS = 3
MAX_HEADING_WORDS = 10
HEADER_PARAGRAPHS = 2  # a byline or a date line stands before the second paragraph of the story, or at its very end
LIST_LINES = 3  # so many short lines in a row are a list, and told; fewer are headings
MARKERS = ("byline", "date", "dateline")
MIN_TITLE_SHARE = 0.5  # of the words of the shorter: a first line with fewer of the title's words is a standfirst
MAX_SIGNED_WORDS = 3  # initials of the editors before the agencies: "jm/dm (AFP, dpa)"
# Blanks are looked at from the first of a run alone: from each of them a long run would take time in its square.
_PARTS = re.compile(r"(?<!\s)\s*[|•·\n]\s*|(?<!\s)\s+[-–—]\s+")
_READING_TIME = re.compile(r"\d{1,3} ?-?min(?:ute)?s? read", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?]\s+[A-Z]")
_ADDRESS = re.compile(r"\S@\S|https?://|www\.")


def find_layout(text: str, *, title: str | None, headings: tuple[tuple[int, int], ...], outlets: OutletTable) -> Layout:
    """The blocks of a text without furniture.

    ``title`` is the headline where metadata give one, ``headings`` are stretches that
    the seed's format marks as headings. Paragraphs without a letter or digit (rules,
    rows of stars) are in no block.
    """
    passages = tuple(passage for passage in split_passages(text) if any(char.isalnum() for char in passage.words))
    kinds = _name_kinds(passages, title, headings, outlets)
    blocks: list[Block] = []
    datelines: list[Dateline] = []
    signatures: list[Dateline] = []
    told = [index for index, kind in enumerate(kinds) if kind in ("paragraph", "standfirst", "dateline")]
    for index, (passage, kind) in enumerate(zip(passages, kinds)):
        start, end = passage.start, passage.end
        line = (
            find_dateline(passage.words, outlets=outlets) if told and index in told[: HEADER_PARAGRAPHS + 1] else None
        )
        if line and kind in ("paragraph", "standfirst", "dateline"):
            blocks.append(Block("dateline", start, start + line.end))
            datelines.append(Dateline(start, start + line.end, line.place, line.agencies))
            start += line.end
        signed = (
            find_signature(text[start:end], outlets=outlets) if index >= len(passages) - 2 and start < end else None
        )
        if signed and kind in ("paragraph", "byline"):
            place = start + signed.start
            signatures.append(Dateline(place, end, None, signed.agencies))
            before = text[start:place].rstrip()
            if before and len(before.split()) <= MAX_SIGNED_WORDS and not before.endswith((".", "!", "?")):
                before, place = "", start
            if before:
                blocks.append(Block(kind, start, start + len(before)))
            blocks.append(Block("byline", place, end))
        elif start < end:
            blocks.append(Block("paragraph" if kind == "dateline" else kind, start, end))
    return Layout(tuple(blocks), tuple(datelines), tuple(signatures))


def _name_kinds(
    passages: tuple[Passage, ...], title: str | None, headings: tuple[tuple[int, int], ...], outlets: OutletTable
) -> list[str]:
    marked = [_is_marked(passage, headings) for passage in passages]
    kinds: list[str] = []
    paragraphs = 0
    for index, passage in enumerate(passages):
        kind = "paragraph"
        at_end = index >= len(passages) - 2
        if (paragraphs < HEADER_PARAGRAPHS or at_end) and is_date_line(passage.words):
            kind = "date"
        elif (paragraphs < HEADER_PARAGRAPHS or at_end) and is_header_line(passage, outlets):
            kind = "byline"
        elif index >= len(passages) - 4 and paragraphs and is_sign_off(passage.words):
            kind = "byline"
        elif (
            "headline" not in kinds and not paragraphs and _is_headline(passages, index, title, marked[index], outlets)
        ):
            kind = "headline"
        elif marked[index]:
            kind = "heading"
        elif (
            paragraphs == 0
            and (line := find_dateline(passage.words, outlets=outlets))
            and line.end == len(passage.words)
        ):
            kind = "dateline"
        kinds.append(kind)
        paragraphs += kind == "paragraph" and passage.ended
    _name_standfirsts(passages, kinds, title)
    _name_headings(passages, kinds)
    return kinds


def _is_marked(passage: Passage, headings: tuple[tuple[int, int], ...]) -> bool:
    """Whether a heading begins in the paragraph."""
    index = bisect_left(headings, (passage.start, -1))
    return index < len(headings) and headings[index][0] < passage.end


def is_header_line(passage: Passage, outlets: OutletTable) -> bool:
    """Whether the paragraph is a byline, or nothing but bylines, dates, reading times and outlets in a row."""
    if passage.count > MAX_HEADLINE_WORDS:
        return False
    if is_byline(passage.words):
        return True
    parts = [part for part in _PARTS.split(passage.words) if part]
    return bool(parts) and all(
        is_byline(part) or is_date_line(part) or _READING_TIME.fullmatch(part) or outlets.find_name(part)
        for part in parts
    )


def _is_headline(
    passages: tuple[Passage, ...], index: int, title: str | None, marked: bool, outlets: OutletTable
) -> bool:
    passage = passages[index]
    follows = passages[index + 1 :]
    if title and fold(title).strip(" .") == passage.plain.strip(" ."):
        return True
    if passage.count > MAX_HEADLINE_WORDS or not follows:
        return False
    if marked:
        return True
    if passage.count < MIN_HEADLINE_WORDS or not any(one.ended for one in follows):
        return False
    if _ADDRESS.search(passage.words) or len(_SENTENCES.findall(passage.words)) > 1:
        return False
    if title and not _shares_words(title, passage.plain):
        return False
    if (
        passage.words.rstrip("\"'”’»)").endswith((".", ":", ",", ";", "…"))
        or passage.words[0].islower()
        and passage.count < 4
    ):
        return False
    return find_dateline(passage.words, outlets=outlets) is None


def _shares_words(title: str, plain: str) -> bool:
    words, others = set(re.findall(r"\w+", fold(title))), set(re.findall(r"\w+", plain))
    return len(words & others) >= MIN_TITLE_SHARE * min(len(words), len(others))


def _name_standfirsts(passages: tuple[Passage, ...], kinds: list[str], title: str | None) -> None:
    """Name what stands between headline and story: without a full stop, or set off by a byline or date."""
    if "headline" not in kinds and not title:
        return
    at = kinds.index("headline") + 1 if "headline" in kinds else 0
    while at < len(kinds) and kinds[at] in MARKERS:
        at += 1
    run = at
    while run < len(kinds) and kinds[run] == "paragraph" and run - at < MAX_STANDFIRSTS:
        run += 1
    set_off = run < len(kinds) and kinds[run] in MARKERS and "paragraph" in kinds[run:]
    for index in range(at, run):
        passage = passages[index]
        more = any(kind == "paragraph" for kind in kinds[index + 1 :])
        if passage.count <= MAX_STANDFIRST_WORDS and more and (set_off or (not passage.ended and passage.count >= 4)):
            kinds[index] = "standfirst"
        elif not set_off:
            break


def _name_headings(passages: tuple[Passage, ...], kinds: list[str]) -> None:
    short = [kind == "paragraph" and _is_short_line(passage) for passage, kind in zip(passages, kinds)]
    begun = False
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and short[end]:
            end += 1
        if end > index:
            if begun and end < len(kinds) and kinds[end] == "paragraph" and end - index < LIST_LINES:
                kinds[index:end] = ["heading"] * (end - index)
            index = end
        else:
            begun = begun or kinds[index] in ("paragraph", "standfirst", "headline")
            index += 1


def _is_short_line(passage: Passage) -> bool:
    words = passage.words.strip("\"'“”‘’«»-–—*•# ")
    opens = words[:1]
    return (
        passage.count <= MAX_HEADING_WORDS
        and not passage.ended
        and not passage.words.endswith((",", ";"))
        and bool(opens)
        and (opens.isupper() or opens.isdigit() or passage.count <= 3)
    )
