"""Every printed span against the seeds: what ``briefings verify`` does.

It reads and cleans the seeds anew, without the language pipeline, and compares them with the
records in the output's data folder and with the words that the pages themselves print. A build
can only be confirmed by it, never mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import clean, read, render
from .codec import decode
from .errors import GeneratorError
from .output import MANIFEST
from .printed import Printed, read_page
from .records import Article, Citation, Statement, Story
from .settings import Settings
from .text import collapse_space, digest_text

STORIES = "data/stories"


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed sentence that its source does not bear out: the page, the seed, the sentence, and why."""

    page: str
    seed: str
    sentence: str
    reason: str

    def __str__(self) -> str:
        sentence = f": “{shorten(self.sentence)}”" if self.sentence else ""
        seed = f" [{self.seed}]" if self.seed else ""
        return f"{self.page}{seed}: {self.reason}{sentence}"


@dataclass(frozen=True, slots=True)
class Verification:
    """How many spans and files were compared, and every difference found."""

    spans: int
    files: int
    differences: tuple[Difference, ...]


def verify_output(settings: Settings) -> Verification:
    """Compare ``settings.output`` with ``settings.seeds``.

    Checked are: each citation's words in the records, the digest of its article's text and of its seed's
    bytes; the words before each citation mark on the pages; each file against the manifest of the build.
    """
    output = settings.path("output")
    articles = _read_articles(settings)
    differences: list[Difference] = []
    spans = 0
    for path in sorted((output / STORIES).glob("*.json")):
        name = f"{STORIES}/{path.name}"
        try:
            story = decode(Story, json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            differences.append(Difference(name, "", "", f"is not the record of a story ({shorten(str(error))})"))
            continue
        checked = list(_check_story(story, articles))
        spans += len(checked)
        differences.extend(difference for difference in checked if difference)
        differences.extend(_check_articles(story, articles))
    for path in sorted(output.rglob("*.md")):
        checked = list(_check_page(path.relative_to(output).as_posix(), path, articles))
        spans += len(checked)
        differences.extend(difference for difference in checked if difference)
    files, changed = _check_files(output)
    differences.extend(changed)
    return Verification(spans, files, tuple(dict.fromkeys(differences)))


def _read_articles(settings: Settings) -> dict[str, Article]:
    raw_articles, _ = read.read_seeds(settings.path("seeds"), settings=settings)
    house = clean.find_house_lines(raw_articles, settings=settings)
    articles = {}
    for raw in raw_articles:
        try:
            article = clean.clean_article(raw, settings=settings, house=house[raw.seed])
        except GeneratorError:
            continue
        articles.setdefault(article.id, article)
    return articles


def _check_story(story: Story, articles: Mapping[str, Article]) -> Iterator[Difference | None]:
    """One item a citation: None where it holds, else the difference."""
    seeds = {article.id: article for article in story.articles}
    by_seed = {article.seed: article for article in articles.values()}
    page = f"{story.permalink}.md"
    for statement, citation in _list_citations(story):
        listed = seeds.get(citation.article)
        if listed is None:
            yield Difference(page, citation.article, statement, "cites an article that the story does not list")
            continue
        article = articles.get(citation.article) or by_seed.get(listed.seed)
        yield _check_citation(page, listed.seed, statement, citation, article)


def _check_citation(
    page: str, seed: str, statement: str | None, citation: Citation, article: Article | None
) -> Difference | None:
    words = statement or ""
    if article is None:
        return Difference(page, seed, words, "the seed is gone or holds no article any more")
    found = article.text[citation.start : citation.end]
    if statement is not None and found != statement:
        return Difference(page, seed, words, f"the seed now reads “{shorten(found)}” there")
    if not found or digest_text(article.text) != citation.sha256:
        return Difference(page, seed, words or found, "the article is not the one that was cited (its digest differs)")
    return None


def _list_citations(value: Any) -> Iterator[tuple[str | None, Citation]]:
    """Every citation below a record, with the words it must bear out (None for a supporting citation)."""
    if isinstance(value, Statement):
        if not value.citations:
            yield value.text, Citation("", "", 0, 0, "")
        for number, citation in enumerate(value.citations):
            yield (value.text if number == 0 else None), citation
    elif isinstance(value, Story):
        if value.headline_citation is not None:
            yield value.headline, value.headline_citation
        for name in value.__slots__:
            if name != "headline_citation":
                yield from _list_citations(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _list_citations(item)
    elif hasattr(value, "__slots__") and not isinstance(value, Citation):
        for name in value.__slots__:
            yield from _list_citations(getattr(value, name))


def _check_articles(story: Story, articles: Mapping[str, Article]) -> Iterator[Difference]:
    """A seed whose bytes changed, though every cited sentence may still stand in it."""
    by_seed = {article.seed: article for article in articles.values()}
    for listed in story.articles:
        article = articles.get(listed.id) or by_seed.get(listed.seed)
        if article is not None and article.seed_digest != listed.seed_sha256:
            yield Difference(f"{story.permalink}.md", listed.seed, "", "the seed's file changed since the build")


def _check_page(name: str, path: Path, articles: Mapping[str, Article]) -> Iterator[Difference | None]:
    """One item a passage that the page prints: None where it stands in its article, else the difference."""
    try:
        markdown = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield Difference(name, "", "", f"does not read ({error})")
        return
    for printed in read_page(name, markdown):
        yield _check_printed(name, printed, articles.get(printed.article))


def _check_printed(page: str, printed: Printed, article: Article | None) -> Difference | None:
    words = collapse_space(printed.words)
    if article is None:
        return Difference(page, printed.article, words, "no seed gives the article that is cited")
    found = render.visible_text(article.text[printed.start : printed.end])
    if not found:
        return Difference(page, article.seed, words, "there is nothing at the place that is cited")
    # A line ends with the sentence (a quotation mark of the page's own aside), or is a part of it: "six villages".
    whole = words.rstrip("”’ ").endswith(found.rstrip("”’ "))
    if not printed.supports and not whole and not (words and words in found):
        return Difference(page, article.seed, words, f"the seed reads “{shorten(found)}” there")
    return None


def _check_files(output: Path) -> tuple[int, list[Difference]]:
    try:
        manifest = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
        digests = {str(path): str(digest) for path, digest in manifest.items()}
    except (OSError, ValueError, AttributeError):
        return 0, [Difference(MANIFEST, "", "", "is missing or does not read: run `briefings build`")]
    differences = []
    for path, digest in sorted(digests.items()):
        try:
            text = (output / path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            differences.append(Difference(path, "", "", "is missing or does not read"))
            continue
        if digest_text(text) != digest:
            differences.append(Difference(path, "", "", "is not as the build wrote it"))
    return len(digests), differences


def shorten(text: str, *, length: int = 90) -> str:
    """The text on one line, cut at ``length`` characters with an ellipsis."""
    text = collapse_space(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
