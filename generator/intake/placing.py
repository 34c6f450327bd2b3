"""A page to a seed: read and cleaned as a build will, named by what was understood, written whole or not at all."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import yaml

from .. import clean, read
from ..errors import GeneratorError, ReadError
from ..fetch import Page, identify
from ..records import Article, RawArticle
from ..settings import Settings
from ..store import write_bytes
from ..text import digest_text, fold, slugify
from .holdings import Holdings, name_article
from .outcomes import ADDED, PRESENT, VERSION, Outcome

SIDECAR_SUFFIX = ".yml"
MAX_OUTLET_CHARS = 24
MAX_HEADLINE_CHARS = 60
# How a page's own date may be known and still be worth less than the date that its feed states.
_GUESSED = ("text", "address", "htmldate", None)
_APOSTROPHE = re.compile(r"['’]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)  # names that Windows keeps for devices


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed says of a page; each stands in where the page itself says nothing better."""

    title: str = ""
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A page as the build will see it: its first article, and how many there are."""

    raw: RawArticle
    article: Article
    articles: int


def place_page(
    page: Page,
    *,
    subject: str,
    stem: str,
    holdings: Holdings,
    settings: Settings,
    hints: Hints = Hints(),
    sidecar: bytes | None = None,
) -> Outcome:
    """Put a page into the seeds folder, unless it is there.

    Refused is what a build could not use. A page that is held under the same address with the same words is
    present, with other words a later version, which is put beside it. ``sidecar`` is written as it is; without it one
    is made of the page's pairs and the ``hints`` that are needed. ``stem`` names a file of many
    articles, and a page without headline. Raises ReadError, LanguageError, RenderError.
    """
    digest = hashlib.sha256(page.data).hexdigest()
    if digest in holdings.digests:
        return Outcome(subject, PRESENT, holdings.digests[digest])
    beside = sidecar or b""
    seen = understand(page, beside, settings=settings)
    if sidecar is None:
        beside = write_sidecar(_complete_pairs(page.pairs, seen, hints))
        seen = understand(page, beside, settings=settings)
    names = (*name_article(seen.raw), *([seen.article.url] if seen.article.url else []))
    held = holdings.find(names) if seen.articles == 1 else []
    words = _digest_words(seen.article)
    for seed in held:
        if words == _digest_held(holdings.folder / seed, settings):
            return Outcome(subject, PRESENT, seed)
    name = _free_stem(_make_stem(seen, stem), digest, holdings, names, version=bool(held))
    seed = name + page.suffix
    _write(holdings.folder / seed, page.data, beside)
    holdings.enter(seed, digest, names)
    return Outcome(subject, VERSION if held else ADDED, seed, f"a later version of {held[0]}" if held else "")


def understand(page: Page, sidecar: bytes, *, settings: Settings) -> Understood:
    """What a build would make of a page with this sidecar. Raises ReadError or LanguageError where nothing."""
    articles, problems = read.read_data(f"page{page.suffix}", page.data, sidecar=sidecar, settings=settings)
    if not articles:
        first = next(iter(problems), None)
        raise ReadError(first.message if first else "holds no article", hint=first.hint if first else "")
    fault: GeneratorError | None = None
    for raw in articles:
        try:
            return Understood(raw, clean.clean_article(raw, settings=settings), len(articles))
        except GeneratorError as error:
            fault = fault or error
    assert fault is not None  # there was an article, and it gave none back
    fault.subject = ""
    raise fault


def write_sidecar(pairs: tuple[tuple[str, str], ...]) -> bytes:
    """The pairs as YAML, in their order, a key that occurs several times as a list; empty where there are none."""
    values: dict[str, str | list[str]] = {}
    for key, value in pairs:
        several = [one for name, one in pairs if name == key]
        values[key] = several if len(several) > 1 else value
    if not values:
        return b""
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=False, width=2**20)
    return text.encode("utf-8", "replace")


def _complete_pairs(pairs: tuple[tuple[str, str], ...], seen: Understood, hints: Hints) -> tuple[tuple[str, str], ...]:
    """The sidecar's pairs with the hints that fill a gap, and without an address that the page states itself.

    A page (``seen`` without a sidecar) is believed about its address where it names its own site, and a page of it:
    the address and the outlet that it names are then its own words, and the one it was fetched from is kept
    as ``fetched_from``. So it is for a file of many articles, each of which has its own.
    """
    page = dict(seen.raw.page)
    known_by = page.get("published_by") or ("page" if page.get("published") else seen.article.published_by)
    if seen.articles > 1 or _names_itself(page.get("url", ""), dict(pairs).get("url", "")):
        pairs = tuple(("fetched_from" if key == "url" else key, value) for key, value in pairs)
    if seen.articles > 1:
        return pairs
    more = []
    if hints.title and not seen.article.headline:
        more.append(("title", hints.title))
    if hints.published and known_by in _GUESSED:
        more.append(("published", hints.published))
    if hints.modified and hints.modified != hints.published and "modified" not in page:
        more.append(("modified", hints.modified))
    if not seen.article.authors:
        more.extend(("author", name) for name in hints.authors)
    return (*pairs, *more)


def _names_itself(said: str, fetched: str) -> bool:
    site, mark, path = identify(said).partition("/")
    return bool(mark and path) and site == identify(fetched).partition("/")[0]


def _make_stem(seen: Understood, stem: str) -> str:
    """``2016-04-11-outlet-words-of-the-headline``, as far as each is known."""
    article = seen.article
    if seen.articles > 1 or not article.headline:
        name = slugify(stem, length=MAX_HEADLINE_CHARS)
    else:
        day = _DAY.match(article.published or "")
        outlet = slugify(article.source.name, length=MAX_OUTLET_CHARS) if article.source else ""
        headline = slugify(_APOSTROPHE.sub("", article.headline), length=MAX_HEADLINE_CHARS)
        name = "-".join(part for part in (day.group() if day else "", outlet, headline) if part)
    return f"{name}-page" if _RESERVED.fullmatch(name) else name


def _free_stem(stem: str, digest: str, holdings: Holdings, names: tuple[str, ...], *, version: bool) -> str:
    """The stem itself where no file has it; else of a later version with ``.v2``, ``.v3`` and so on, which sorts behind
    the earlier one, and of another page with the first figures of its content's digest."""
    more = (
        (f"{stem}.v{number}" for number in count(2)) if version else (f"{stem}-{digest[:size]}" for size in (8, 16, 64))
    )
    return next(name for name in chain([stem], more) if holdings.is_free(name, names))


def _digest_words(article: Article) -> str:
    return digest_text(fold(article.text))


def _digest_held(path: Path, settings: Settings) -> str | None:
    """The digest of a held seed's words; None where it cannot be read."""
    for raw in read.read_file(path, settings=settings)[0]:
        try:
            return _digest_words(clean.clean_article(raw, settings=settings))
        except GeneratorError:
            continue
    return None


def _write(path: Path, data: bytes, beside: bytes) -> None:
    """The sidecar first: a page without it would be one without an address, and be fetched again."""
    sidecar = path.with_suffix(SIDECAR_SUFFIX)
    if beside:
        write_bytes(sidecar, beside, lasting=True)
    try:
        write_bytes(path, data, lasting=True)
    except BaseException:
        if beside:
            sidecar.unlink(missing_ok=True)
        raise
