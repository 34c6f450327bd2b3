"""Numbers, their bounds and units, and what they count."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analyze.entities import join_mentions
from generator.analyze.figures import find_figures
from generator.analyze.index import index_names
from generator.analyze.mentions import find_names
from generator.analyze.numbers import find_numbers

CASES = Path(__file__).parent / "cases" / "figures.md"
COUNTS = Path(__file__).parent / "cases" / "counts.md"
NOTES = ("part", "besides", "slight", "serious", "feared")


def read_cases() -> list[tuple[str, str, list[str]]]:
    """(title, text, expected lines) of each case."""
    cases = []
    for part in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = [line for line in part.split("\n") if line.strip()]
        cases.append((title, lines[0], [line.removeprefix("- ") for line in lines[1:]]))
    return cases


@pytest.mark.parametrize(("title", "text", "expected"), read_cases(), ids=[case[0] for case in read_cases()])
def test_numbers_and_their_bounds(title: str, text: str, expected: list[str], hand_made) -> None:
    document = hand_made.document(text)
    found = [
        f"{bound} {value:g}{' ' + number.unit if number.unit else ''}"
        for start, end, _ in document.sentences
        for number in find_numbers(document, start, end)
        for value, bound in number.values
    ]
    assert found == ([] if expected == ["none"] else expected), title


def read_counts() -> list[tuple[str, str, str, list[str]]]:
    """(title, text, tree, expected lines) of each case of counts."""
    cases = []
    for part in COUNTS.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, text, tree, *lines = [line for line in part.split("\n") if line.strip()]
        cases.append((title, text, tree, [line.removeprefix("- ") for line in lines]))
    return cases


@pytest.mark.parametrize(("title", "text", "tree", "expected"), read_counts(), ids=[case[0] for case in read_counts()])
def test_what_is_counted(title: str, text: str, tree: str, expected: list[str], hand_made) -> None:
    rows = [row.split("/") for row in tree.split()]
    document = hand_made.document(text, trees={text: " ".join("/".join(row[:3]) for row in rows)})
    for token, row in zip(document.doc, rows):
        token.lemma_ = row[3] if len(row) > 3 else token.lower_
    mentions, entities = join_mentions(document, find_names(document))
    found = []
    for figure in find_figures(document, index_names(document, mentions, entities), (), ()):
        notes = [word for word in figure.scope if word in NOTES]
        line = f"{figure.bound} {figure.value:g} {figure.quantity}"
        found.append(f"{line} | {', '.join(notes)}" if notes else line)
    assert found == ([] if expected == ["none"] else expected), title
