"""Quotation marks, also odd ones."""

from __future__ import annotations

import pytest

from generator.analyze.quotations import scan_block


def quotations(text: str, ends: list[int] | None = None) -> list[str]:
    return [text[one.start : one.end] for one in scan_block(text, 0, len(text), 0, ends or [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” she said.", ["We won,"]),
        ('"We won," she said. "They lost."', ["We won,", "They lost."]),
        ("''We won,'' she said.", ["We won,"]),
        ("„We won“ she said.", ["We won"]),
        ("She called it 'a disgrace', he said.", ["a disgrace"]),
        ("The rebels' offensive and the army's reply aren't over.", []),
        ("It's the regime's war. 'We can't win,' he said.", ["We can't win,"]),
        ('"We will stay.” He left.', ["We will stay."]),
        ("”We will stay.” He left.", ["We will stay."]),
        ("He said “it is ‘over’ now” and left.", ["it is ‘over’ now"]),
        ("In the '90s it was 'big'.", ["big"]),
        ('A 6" gun and nothing more.', []),
        ('""', []),
    ],
)
def test_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_a_mark_never_closed_ends_with_its_sentence() -> None:
    text = "He said “we will stay. The army left. The town is empty."
    assert quotations(text, [22, 37, len(text)]) == ["we will stay."]


def test_a_paragraph_that_begins_with_a_mark_never_closed_is_quoted_to_its_end() -> None:
    text = "“We will stay. We will win."
    assert quotations(text, [14, len(text)]) == ["We will stay. We will win."]


def test_thousands_of_marks_take_no_longer_than_they_should() -> None:
    assert len(quotations('"a" ' * 5000)) == 5000
    assert len(scan_block("“a " * 5000, 0, 15000, 0, [])) == 5000
    assert quotations("'a " * 5000) == []
