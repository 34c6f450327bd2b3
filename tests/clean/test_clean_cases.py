"""Every case of cases/*.md: what an article is understood as, and what is cut from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.clean import clean_article
from generator.records import Article, RawArticle
from generator.settings import Settings

CASES = Path(__file__).parent / "cases"


def read_cases() -> list:
    """(payload, expected lines) of each case, as pytest parameters."""
    params = []
    for path in sorted(CASES.glob("*.md")):
        for chunk in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, rest = chunk.partition("\n")
            payload = "\n".join(line[2:] for line in rest.splitlines() if line.startswith(">"))
            expected = [line[2:] for line in rest.splitlines() if line.startswith("- ")]
            params.append(pytest.param(payload, expected, id=f"{path.stem}: {title.strip()}"))
    return params


def describe(article: Article, payload: str) -> list[str]:
    """What is noteworthy of an article, a line each: everything but its plain paragraphs."""
    lines = [f"paragraphs: {sum(block.kind == 'paragraph' for block in article.blocks)}"]
    for block in article.blocks:
        if block.kind != "paragraph":
            lines.append(f"{block.kind}: {' '.join(article.text[block.start : block.end].split())}")
    for cut in article.cuts:
        words = " / ".join(line for line in payload[cut.start : cut.end].splitlines() if line.strip())
        lines.append(f"cut ({cut.reason}): {words}")
    for credit in article.credits:
        words = article.text[credit.start : credit.end].split()
        lines.append(f"credit ({credit.agency or 'unnamed'}): {' '.join(words[:3])} ... {' '.join(words[-2:])}")
    if article.published:
        lines.append(f"published: {article.published} ({article.published_by})")
    if article.authors:
        lines.append(f"authors: {'; '.join(article.authors)}")
    if article.dateline:
        lines.append(f"place: {article.dateline}")
    if article.source:
        lines.append(f"source: {article.source.name}")
    if article.kind != "report":
        lines.append(f"kind: {article.kind} ({dict(article.known)['kind']})")
    lines.extend(f"doubt: {doubt}" for doubt in article.doubts)
    return lines


@pytest.mark.parametrize(("payload", "expected"), read_cases())
def test_case(payload: str, expected: list[str]) -> None:
    article = clean_article(RawArticle("case.txt", "text/plain", payload, (), "digest"), settings=Settings())
    assert describe(article, payload) == expected
