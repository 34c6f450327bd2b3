"""Regular expressions are linear in effect: no text makes one of them take more than its length is worth."""

from __future__ import annotations

import re

import pytest
from patterns import collect_patterns, find_dear, is_anchored

PATTERNS = collect_patterns()


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 400
    assert {name.split(".")[1] for name in PATTERNS} >= {"analyze", "clean", "compose", "read", "render", "press"}


@pytest.mark.parametrize(
    "pattern, text",
    [(r"\s+$", " "), (r"(?:a+)+b", "a"), (r"(?:\W*[\w’]+\W+){0,7}also", "’"), (r"(\d+)(m|km)", "1"), (r"<[^>]*>", "<")],
)
def test_a_dear_pattern_would_be_found(pattern: str, text: str) -> None:
    assert find_dear(re.compile(pattern), most=0.3) is not None, f"{pattern} on {text!r}"


@pytest.mark.parametrize("room", sorted({name.split(".")[1] for name in PATTERNS}))
def test_no_pattern_is_dear(room: str) -> None:
    dear = {
        name: found
        for name, pattern in PATTERNS.items()
        if name.split(".")[1] == room and (found := find_dear(pattern, anchored=is_anchored(name))) is not None
    }
    assert dear == {}
