"""Every case of cases/times/: the time expressions of a sentence, by its day of publication."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy

from generator.analyze.times import find_times

CASES = Path(__file__).parent / "cases" / "times"
WAYS = {"": None, "day first": True, "month first": False}


def read_cases() -> list:
    """(sentence, anchor, day first, expected) of each case, as pytest parameters."""
    params = []
    for path in sorted(CASES.glob("*.md")):
        if path.stem == "README":
            continue
        for chunk in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, rest = chunk.partition("\n")
            sentence = " ".join(line[2:] for line in rest.splitlines() if line.startswith("> "))
            (said,) = re.findall(
                r"^(undated|\d{4}-\d\d-\d\d)(?:, (day first|month first))?: (.+)$", rest, flags=re.MULTILINE
            )
            anchor = None if said[0] == "undated" else said[0]
            expected = re.findall(r"`([^`]+)` (DATE|TIME|DURATION|SET) (\S+?)(?=;|$)", said[2])
            assert len(expected) == said[2].count(";") + 1 or said[2] == "none", f"case {title!r} is not understood"
            params.append(pytest.param(sentence, anchor, WAYS[said[1]], expected, id=f"{path.stem}: {title.strip()}"))
    return params


@pytest.fixture(scope="module")
def language():
    return spacy.blank("en")


@pytest.mark.parametrize(("sentence", "anchor", "day_first", "expected"), read_cases())
def test_case(
    language, sentence: str, anchor: str | None, day_first: bool | None, expected: list[tuple[str, str, str]]
) -> None:
    found = find_times(language(sentence), article="a", anchor=anchor, day_first=day_first)
    assert [(sentence[one.span.start : one.span.end], one.type, one.value) for one in found] == expected


def test_there_are_enough_cases() -> None:
    titles = [param.id for param in read_cases()]
    assert len(titles) >= 500
    assert len(set(titles)) == len(titles)
