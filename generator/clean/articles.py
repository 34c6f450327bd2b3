"""A raw article to an Article: the one place that knows the order of cleaning."""

from __future__ import annotations

import re

from ..errors import ReadError
from ..records import Article, Block, Cut, RawArticle, Source
from ..settings import Settings
from ..text import collapse_space, digest_parts
from .blocks import find_layout
from .bylines import find_authors
from .credits import find_credits
from .languages import check_language
from .markup import strip_markup
from .outlets import Outlet, OutletTable, load_outlets, make_source
from .publication import is_update_line, parse_address_date, parse_date, parse_date_line
from .stretches import Remainder, cut_stretches, lift_cuts
from .stripping import strip_furniture

MARKDOWN = "text/markdown"
NOTICES = ("newsletter", "republishing")
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)[ ©]*(?:\d{4}(?:-\d{4})?,? )?(?:by )?(?P<name>[^\W\d_a-z][^.,;|\n©]{1,40})"
)


def clean_article(raw: RawArticle, *, settings: Settings) -> Article:
    """The article in a seed: its text without furniture, its blocks, and what is known of it.

    What metadata state wins over what the text says. An agency in a dateline is credited and is not taken
    for the outlet: who printed it stays unknown unless metadata, the address or a notice of the outlet's
    own says so. Raises ReadError where no sentence is left, LanguageError where it is not English.
    """
    outlets = load_outlets(settings.outlets)
    stated: dict[str, str] = {}
    for key, value in raw.metadata:
        stated.setdefault(key, value)
    left, headings = _strip(raw, outlets)
    text = left.text
    title = stated.get("title")
    layout = find_layout(text, title=title, headings=headings, outlets=outlets)
    if not any(block.kind in ("paragraph", "standfirst") for block in layout.blocks):
        raise ReadError(
            "holds no sentence once page furniture is taken out", subject=raw.seed, hint="put the article's text in it"
        )
    language = check_language(text, stated=stated.get("language"), seed=raw.seed)
    url = stated.get("url")
    source = make_source(stated.get("source"), url, outlets) or _find_noticed(raw.payload, left.cuts, outlets)
    authors, named = find_authors(raw.metadata, text, layout, outlets=outlets)
    named += tuple((agency, "copyright notice") for agency in _find_copyright(raw.payload, left.cuts, outlets))
    published, published_by = _find_published(stated.get("published"), url, text, layout.blocks)
    return Article(
        id=digest_parts(source.id if source else "", url or "", text),
        seed=raw.seed,
        source=source,
        url=url,
        headline=title or _words_of(text, layout.blocks, "headline"),
        authors=authors,
        published=published,
        published_by=published_by,
        language=language,
        dateline=next((line.place for line in layout.datelines if line.place), None),
        credits=find_credits(text, layout, named=named, own=source.id if source else None, outlets=outlets),
        text=text,
        blocks=layout.blocks,
        cuts=left.cuts,
        offsets=left.runs,
        seed_digest=raw.digest,
    )


def _strip(raw: RawArticle, outlets: OutletTable) -> tuple[Remainder, tuple[tuple[int, int], ...]]:
    if raw.media_type != MARKDOWN:
        return strip_furniture(raw.payload, outlets=outlets), ()
    words, headings = strip_markup(raw.payload)
    clean = strip_furniture(words.text, outlets=outlets)
    cuts: list[Cut] = [*words.cuts, *lift_cuts(words.runs, list(clean.cuts))]
    left = cut_stretches(raw.payload, cuts)
    return left, tuple((clean.to_text(start), clean.to_text(end)) for start, end in headings)


def _words_of(text: str, blocks: tuple[Block, ...], kind: str) -> str | None:
    return next((collapse_space(text[block.start : block.end]) for block in blocks if block.kind == kind), None)


def _find_published(
    stated: str | None, url: str | None, text: str, blocks: tuple[Block, ...]
) -> tuple[str | None, str | None]:
    if stated and (day := parse_date(stated)):
        return day, "metadata"
    lines = [text[block.start : block.end] for block in blocks if block.kind == "date"]
    lines += [
        part
        for block in blocks
        if block.kind == "byline"
        for part in re.split(r"\s*[|•·\n]\s*", text[block.start : block.end])
    ]
    for wanted in (False, True):  # a date of publication before a date of change
        for line in lines:
            if is_update_line(line) is wanted and (day := parse_date_line(line)):
                return day, "text"
    if url and (day := parse_address_date(url)):
        return day, "address"
    return None, None


def _find_noticed(payload: str, cuts: tuple[Cut, ...], outlets: OutletTable) -> Source | None:
    """The outlet that notices of the page speak for: the one outlet that they name, None where none or several."""
    named: dict[str, Source] = {}
    for cut in cuts:
        if cut.reason in NOTICES:
            words = payload[cut.start : cut.end]
            for outlet in _find_names(words, outlets):
                named.setdefault(outlet.source.id, outlet.source)
    return next(iter(named.values())) if len(named) == 1 else None


def _find_copyright(payload: str, cuts: tuple[Cut, ...], outlets: OutletTable) -> list[Outlet]:
    """The agencies that a copyright notice of the page names."""
    words = [payload[cut.start : cut.end] for cut in cuts if cut.reason == "republishing"]
    names = [match["name"].strip() for one in words for match in _COPYRIGHT.finditer(one)]
    found = [outlets.find_name(name) for name in names]
    return [outlet for outlet in found if outlet and outlet.agency]


def _find_names(words: str, outlets: OutletTable) -> list[Outlet]:
    found = []
    for match in re.finditer(r"[^\W\d_a-z][\w'’&.-]*(?: (?:and |of |the )?[^\W\d_a-z][\w'’&.-]*){0,4}", words):
        pieces = match.group().split(" ")
        for size in range(len(pieces), 0, -1):
            name = re.sub(r"['’]s$", "", " ".join(pieces[:size])).strip(".,")
            outlet = outlets.find_name(name)
            if outlet and not outlet.agency and name != name.lower():
                found.append(outlet)
                break
    return found
