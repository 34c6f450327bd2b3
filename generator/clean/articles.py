"""A raw article to an Article: the one place that knows the order of cleaning."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import ReadError
from ..records import Article, Cut, RawArticle
from ..settings import Settings
from ..text import collapse_space, digest_parts
from .blocks import find_layout
from .bylines import find_authors
from .credits import find_credits
from .dating import find_dates, find_day_first
from .genres import find_kind
from .languages import check_language
from .markup import strip_markup
from .outlets import OutletTable, load_outlets
from .publishers import find_copyright, find_source, trim_title
from .stretches import Remainder, cut_stretches, lift_cuts
from .stripping import Orders, strip_furniture

MARKDOWN = "text/markdown"
PLAIN = ("text/plain", MARKDOWN)


def clean_article(raw: RawArticle, *, settings: Settings, house: frozenset[str] = frozenset()) -> Article:
    """The article in a seed: its text without furniture, its blocks, and what is known of it.

    What metadata state wins over what the page states, and that over what the text says. An agency in a dateline
    is credited and is not taken for the outlet: who printed it stays unknown unless metadata, the page, its address, a
    byline or a notice of the outlet's own says so. ``house`` are the lines of the outlet's own furniture
    (``find_house_lines``). Of a page that a reader has taken out of its format furniture is cut by the same rules,
    since readers let captions, notices and links pass; only what stands in it twice stays. Raises ReadError where no
    sentence is left, LanguageError where it is not English.
    """
    outlets = load_outlets(settings.outlets)
    stated, page = _first_of(raw.metadata), _first_of(raw.page)
    left, headings = _strip(raw, outlets, house)
    text = left.text
    url = stated.get("url") or page.get("url")
    title = stated.get("title") or trim_title(page.get("title"), page.get("source"), url, outlets)
    layout = find_layout(text, title=title, headings=headings, outlets=outlets)
    if not any(block.kind in ("paragraph", "standfirst") for block in layout.blocks):
        raise ReadError(
            "holds no sentence once page furniture is taken out", subject=raw.seed, hint="put the article's text in it"
        )
    language = check_language(text, stated=stated.get("language"), seed=raw.seed)
    headline = title or next(
        (collapse_space(text[block.start : block.end]) for block in layout.blocks if block.kind == "headline"), None
    )
    authors, bodies, authors_by = find_authors(raw.metadata, raw.page, text, layout, outlets=outlets)
    source, source_by = find_source(stated, page, url, raw.payload, left.cuts, bodies, outlets)
    named = tuple(pair for pair in bodies if pair[0].agency)
    named += tuple((agency, "copyright notice") for agency in find_copyright(raw.payload, left.cuts, outlets))
    outlet = outlets.find_name(source.name) if source else None
    day_first = find_day_first((raw.payload,), outlet, url)
    dates = find_dates(stated, page, url, text, layout.blocks, day_first=day_first)
    kind, kind_by = find_kind(stated, page, url, headline, text, layout, outlets=outlets)
    known = {
        "source": source_by,
        "headline": ("metadata" if stated.get("title") else "page" if title else "text") if headline else None,
        "authors": authors_by,
        "language": "metadata" if stated.get("language") else "text",
        "kind": kind_by,
        **dict(dates.known),
    }
    return Article(
        id=digest_parts(source.id if source else "", url or "", text),
        seed=raw.seed,
        source=source,
        url=url,
        headline=headline,
        authors=authors,
        published=dates.published,
        published_by=dates.published_by,
        language=language,
        dateline=next((line.place for line in layout.datelines if line.place), None),
        credits=find_credits(text, layout, named=named, own=source.id if source else None, outlets=outlets),
        text=text,
        blocks=layout.blocks,
        cuts=left.cuts,
        offsets=left.runs,
        seed_digest=raw.digest,
        kind=kind,
        modified=dates.modified,
        known=tuple((key, how) for key, how in sorted(known.items()) if how),
        doubts=dates.doubts,
        day_first=day_first,
    )


def _first_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first value of each key; ``site_name`` of a page is its source."""
    first: dict[str, str] = {}
    for key, value in pairs:
        first.setdefault("source" if key == "site_name" else key, value)
    return first


def _strip(
    raw: RawArticle, outlets: OutletTable, house: frozenset[str]
) -> tuple[Remainder, tuple[tuple[int, int], ...]]:
    orders = Orders(
        extracted=raw.media_type not in PLAIN,
        house=house,
        keep=tuple(value for key, value in raw.metadata if key == "keep"),
        cut=tuple(value for key, value in raw.metadata if key == "cut"),
    )
    if raw.media_type != MARKDOWN:
        return strip_furniture(raw.payload, outlets=outlets, orders=orders), ()
    words, headings = strip_markup(raw.payload)
    clean = strip_furniture(words.text, outlets=outlets, orders=orders)
    cuts: list[Cut] = [*words.cuts, *lift_cuts(words.runs, list(clean.cuts))]
    left = cut_stretches(raw.payload, cuts)
    return left, tuple((clean.to_text(start), clean.to_text(end)) for start, end in headings)
