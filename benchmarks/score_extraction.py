"""F1 of bodies and share of right dates on saved pages: read and clean beside trafilatura and htmldate alone.

    python benchmarks/score_extraction.py [FOLDER] [--worst N] [--show NAME]

FOLDER (default: tests/read/pages) holds pages, NAME.html, and beside each its gold, NAME.md: front matter with
title, published, source, url, author, and the body's paragraphs. Or it holds ``ground-truth.json`` and
``html/*.html.gz`` as article-extraction-benchmark lays them out; then bodies alone are scored. The measure is that
benchmark's: precision and recall of shingles of four words a page, their means, and F1 of the means. "Told" are
the blocks of the cleaned article without its headline, byline and date lines, as a briefing tells them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import trafilatura
import yaml
from htmldate import find_date

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.clean import clean_article  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.read import read_file  # noqa: E402
from generator.records import RawArticle  # noqa: E402
from generator.settings import Settings  # noqa: E402

SHINGLE = 4
LAST_DAY = "2100-12-31"
TOLD = ("paragraph", "standfirst", "heading", "dateline")


@dataclass(frozen=True)
class Page:
    """A page and its gold: the body, and what is known of it by key."""

    name: str
    data: bytes
    body: str
    facts: dict[str, str] = field(default_factory=dict)


def read_pages(folder: Path) -> list[Page]:
    """The pages of a folder in the order of their names."""
    if (folder / "ground-truth.json").is_file():
        truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
        return [
            Page(key, gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), gold.get("articleBody", ""))
            for key, gold in sorted(truth.items())
        ]
    pages = []
    for path in sorted(folder.glob("*.html")):
        _, front, body = path.with_suffix(".md").read_text(encoding="utf-8").split("---\n", 2)
        facts = yaml.load(front, Loader=yaml.BaseLoader)
        pages.append(Page(path.stem, path.read_bytes(), body.strip(), facts))
    return pages


def match_shingles(gold: str, found: str) -> tuple[float, float]:
    """(precision, recall) of the shingles of one page."""
    wanted, given = _count_shingles(gold), _count_shingles(found)
    shared = sum((wanted & given).values())
    if not wanted and not given:
        return 1.0, 1.0
    return shared / max(1, sum(given.values())), shared / max(1, sum(wanted.values()))


def _count_shingles(text: str) -> Counter:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)


def mean_f1(pairs: list[tuple[float, float]]) -> tuple[float, float, float]:
    """(F1, precision, recall) of the means over all pages."""
    precision, recall = (statistics.mean(one) for one in zip(*pairs))
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def read_page(page: Page) -> tuple[RawArticle | None, str]:
    """The raw article of a page, and why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(page.data)
        articles, problems = read_file(path, settings=Settings())
    return (articles[0], "") if articles else (None, problems[0].message)


def list_told(raw: RawArticle) -> tuple[str, str | None, str]:
    """(words that a briefing tells, date, outlet) of an article after cleaning; its payload where that refuses it."""
    try:
        article = clean_article(raw, settings=Settings())
    except GeneratorError:
        page = dict(raw.page)
        return _without_headline(raw), page.get("published"), page.get("source", "")
    told = [article.text[block.start : block.end] for block in article.blocks if block.kind in TOLD]
    return "\n\n".join(told), article.published, article.source.name if article.source else ""


def _without_headline(raw: RawArticle) -> str:
    first, _, rest = raw.payload.partition("\n\n")
    return rest if first == dict(raw.page).get("title") else raw.payload


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests" / "read" / "pages")
    parser.add_argument("--worst", type=int, default=0, help="list the pages with the lowest F1 of ours")
    parser.add_argument("--show", help="print one page's gold and what was told of it")
    options = parser.parse_args()
    pages = read_pages(options.folder)
    alone: dict[str, Callable[[bytes], str | None]] = {
        "trafilatura, no comments": lambda data: trafilatura.extract(data, include_comments=False),
        "  precision": lambda data: trafilatura.extract(data, include_comments=False, favor_precision=True),
        "  recall": lambda data: trafilatura.extract(data, include_comments=False, favor_recall=True),
        "  without the fallbacks": lambda data: trafilatura.extract(data, include_comments=False, fast=True),
        "  deduplicate": lambda data: trafilatura.extract(data, include_comments=False, deduplicate=True),
    }
    for name, extract in alone.items():
        print_scores(name, [match_shingles(page.body, extract(page.data) or "") for page in pages])
    payloads, told, facts, lost = [], [], [], []
    for page in pages:
        raw, why = read_page(page)
        words, day, outlet = list_told(raw) if raw else ("", None, "")
        payloads.append(match_shingles(page.body, raw.payload if raw else ""))
        told.append(match_shingles(page.body, words))
        facts.append((day, outlet))
        if raw is None:
            lost.append(f"{page.name}: {why}")
        if options.show == page.name:
            print(f"--- gold\n{page.body}\n--- told ({day}, {outlet})\n{words}\n--- payload\n{raw and raw.payload}")
    print_scores("ours, payload with headline", payloads)
    print_scores("ours, told", told)
    dated = [(page, day) for page, (day, _) in zip(pages, facts) if page.facts.get("title")]
    if dated:
        print_dates(dated)
        named = [(page.facts["source"], outlet) for page, (_, outlet) in zip(pages, facts) if page.facts.get("source")]
        print(f"outlets right: {sum(one.casefold() == other.casefold() for one, other in named)} of {len(named)}")
    for line in lost:
        print(f"no article: {line}")
    ranked = sorted(zip(told, pages), key=lambda one: (mean_f1([one[0]])[0], one[1].name))
    for (precision, recall), page in ranked[: options.worst]:
        print(f"  {page.name:24} P {precision:.3f} R {recall:.3f}")


def print_scores(name: str, pairs: list[tuple[float, float]]) -> None:
    """One line: F1, precision and recall in percent."""
    f1, precision, recall = mean_f1(pairs)
    print(f"{name:30} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}")


def print_dates(dated: list[tuple[Page, str | None]]) -> None:
    """Days right, wrong and missing; a page whose gold has no date is right without one."""
    for name, days in (
        ("ours", [(page, (day or "")[:10]) for page, day in dated]),
        ("htmldate", [(page, find_date(page.data, original_date=True, max_date=LAST_DAY) or "") for page, _ in dated]),
    ):
        right = [page for page, day in days if day == page.facts.get("published", "")[:10]]
        wrong = [f"{page.name} {day or 'none'}" for page, day in days if page not in right]
        print(f"days right, {name}: {len(right)} of {len(days)}" + (f" (not: {', '.join(wrong)})" if wrong else ""))


if __name__ == "__main__":
    main()
