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


@pytest.mark.parametrize(
    ("text", "tree", "expected"),
    [
        (
            "Shells killed at least 11 civilians.",
            "NNS/nsubj/1 VBD/ROOT/1 RB/advmod/4 RBS/fixed/2 CD/nummod/5 NNS/obj/1 ./punct/1",
            ("civilians killed", 11.0, "at least"),
        ),
        (
            "About nine million people have fled.",
            "RB/advmod/2 CD/compound/2 CD/nummod/3 NNS/nsubj/5 VBP/aux/5 VBN/ROOT/5 ./punct/5",
            ("people displaced", 9e6, "about"),
        ),
        (
            "The war has left over 250, 000 people dead.",
            "DT/det/1 NN/nsubj/3 VBZ/aux/3 VBN/ROOT/3 IN/advmod/7 CD/nummod/8 ,/punct/8 CD/nummod/8 NNS/obj/3 JJ/xcomp/3 ./punct/3",
            ("people killed", 250000.0, "at least"),
        ),
    ],
)
def test_what_is_counted(hand_made, text: str, tree: str, expected: tuple[str, float, str]) -> None:
    document = hand_made.document(text, trees={text: tree})
    mentions, entities = join_mentions(document, find_names(document))
    (figure,) = find_figures(document, index_names(document, mentions, entities), (), ())
    assert (figure.quantity, figure.value, figure.bound) == expected
