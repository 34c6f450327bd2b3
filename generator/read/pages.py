"""Saved web pages: body, headline and what the page states of itself."""

from __future__ import annotations

import re
from html import unescape

from ..errors import ReadError
from ..records import Problem, RawArticle
from ..text import fold
from .bodies import find_body, join_paragraphs
from .charsets import decode_page
from .file import Pairs, SeedFile
from .page_dates import choose_published
from .page_metadata import PageMetadata, find_page_metadata, is_front
from .plain import check_size
from .trees import parse_fragment, parse_page
from .wording import tidy_text

# The shortest news item that tells something is about two sentences long.
MIN_BODY_CHARS = 80
# JSON-LD holds the whole text of some pages that show only its beginning.
MIN_HIDDEN_GAIN = 2.0
MAX_CONSENT_CHARS = 2_500
MIN_CONSENT_WORDS = 4
START_CHARS = 4_000
HEAD_PARAGRAPHS = 8
MAX_LABEL_CHARS = 60  # of a line above the headline: the name of a section
_SENTENCE_END = re.compile(r"""[.!?…][”"'’»)\]]{0,3}(?=\s|$)|[。！？۔।]""")
MIN_PROSE_CHARS = 40  # a line with fewer is a label
_CONSENT = re.compile(r"\b(?:cookies?|consent|privacy (?:policy|settings|choices)|personal data|our partners)\b", re.I)
_MARKUP = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|ul|li|h[1-6]|blockquote|img|span|table)\b[^<>]{0,2000}>", re.I)


def read_page(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The one article of a web page. Raises ReadError where there is none."""
    text, damaged = decode_page(file.data, seed=file.seed)
    url = next((value for key, value in file.sidecar if key == "url"), None)
    payload, page, note = extract_page(text, seed=file.seed, url=url)
    article = RawArticle(file.seed, "text/html", payload, file.sidecar, file.digest, page=page)
    problems = []
    if damaged:
        problems.append(
            Problem("read", file.seed, f"has {damaged} damaged characters", "save the page again, in its own encoding")
        )
    if note:
        problems.append(Problem("read", file.seed, note, "look at it with `briefings check`"))
    return (article,), tuple(problems)


def extract_page(text: str, *, seed: str, url: str | None = None) -> tuple[str, Pairs, str | None]:
    """(payload, the page's own pairs, what is doubtful about it or None) of a page with one article.

    ``url`` is the address where it is known from elsewhere. Raises ReadError for a page that holds no article: a
    front page, a list, a notice about cookies, a page whose words come with a script.
    """
    tree = parse_page(text, seed=seed)
    metadata = find_page_metadata(tree, start=text[:START_CHARS], url=url)
    pairs = dict(metadata.pairs)
    published, how = choose_published(metadata.moments, url=pairs.get("url"), tree=tree)
    body = find_body(tree)
    note = None
    hidden = render_text(metadata.body) if metadata.body else ""
    if len(hidden) > MIN_HIDDEN_GAIN * len(body) and len(hidden) >= MIN_BODY_CHARS:
        body, note = hidden, "shows less than its data holds; its words were taken from the data (JSON-LD)"
    check_size(body, seed=seed)
    _check_article(body, metadata, pairs.get("url"), seed)
    page = metadata.pairs
    if published:
        page = tuple(sorted((*page, ("published", published), ("published_by", how or ""))))
    return join_headline(metadata.headline, body), page, note


def join_headline(headline: str | None, body: str) -> str:
    """The body below its headline, which is not said twice: what stands before the second time is above the story."""
    if not headline:
        return body
    paragraphs = body.split("\n\n")
    plain = fold(headline)
    places = [
        place
        for place, words in enumerate(paragraphs[:HEAD_PARAGRAPHS])
        if len(words) <= 2 * len(headline) and fold(words) == plain
    ]
    if places:
        del paragraphs[places[0]]
        short = all(len(words) <= MAX_LABEL_CHARS for words in paragraphs[: places[0]])
        paragraphs = paragraphs[places[0] :] if short else paragraphs
    return "\n\n".join([headline, *paragraphs])


def render_text(value: str) -> str:
    """The words of a text that may be marked up in HTML, as paragraphs."""
    if _MARKUP.search(value):
        tree = parse_fragment(value)
        return join_paragraphs(tree) if tree is not None else ""
    return tidy_text(unescape(value))


def _check_article(body: str, metadata: PageMetadata, url: str | None, seed: str) -> None:
    prose = "\n".join(line for line in body.split("\n") if len(line) >= MIN_PROSE_CHARS)
    sentences = len(_SENTENCE_END.findall(prose))
    if not body:
        raise ReadError(
            "holds no text that could be an article's", subject=seed, hint="save the page once it is fully shown"
        )
    consent = len(_CONSENT.findall(body))
    if len(body) <= MAX_CONSENT_CHARS and consent >= max(MIN_CONSENT_WORDS, sentences) and not metadata.is_article:
        raise ReadError(
            "holds a notice about cookies, and no article", subject=seed, hint="save it after you have answered that"
        )
    if metadata.is_list or (url and is_front(url) and not metadata.is_article):
        raise ReadError("is a front page or a list, not an article", subject=seed, hint="save the article's own page")
    if not sentences or (len(body) < MIN_BODY_CHARS and not metadata.is_article):
        hint = "save the article's own page, or its text"
        raise ReadError("holds no sentence of an article", subject=seed, hint=hint)
