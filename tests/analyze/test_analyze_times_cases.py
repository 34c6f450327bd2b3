"""Every case of cases/times.md: the time expressions of a sentence, by its day of publication."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy

from generator.analyze.times import find_times

CASES = Path(__file__).parent / "cases" / "times.md"


def read_cases() -> list:
    """(title, sentence, anchor, expected) of each case, as pytest parameters."""
    params = []
    for chunk in re.split(r"^## ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = chunk.partition("\n")
        sentence = " ".join(line[2:] for line in rest.splitlines() if line.startswith("> "))
        (said,) = re.findall(r"^(undated|\d{4}-\d\d-\d\d): (.+)$", rest, flags=re.MULTILINE)
        anchor = None if said[0] == "undated" else said[0]
        expected = re.findall(r"`([^`]+)` (DATE|TIME|DURATION|SET) (\S+?)(?=;|$)", said[1])
        assert expected or said[1].strip() == "none", f"case {title!r} is not understood"
        marks = [pytest.mark.pipeline] if title.startswith("pipeline:") else []
        params.append(pytest.param(sentence, anchor, expected, id=title.strip(), marks=marks))
    return params


@pytest.fixture(scope="module")
def language():
    return spacy.blank("en")


@pytest.mark.parametrize(("sentence", "anchor", "expected"), read_cases())
def test_case(language, sentence: str, anchor: str | None, expected: list[tuple[str, str, str]]) -> None:
    found = find_times(language(sentence), article="a", anchor=anchor)
    assert [(sentence[one.span.start : one.span.end], one.type, one.value) for one in found] == expected


def test_there_are_enough_cases() -> None:
    assert len(read_cases()) >= 150
