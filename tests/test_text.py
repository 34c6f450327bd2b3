"""Plain text arithmetic."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator import text


@given(st.text())
def test_a_slug_is_a_safe_file_name(value: str) -> None:
    slug = text.slugify(value)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 60


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_parts_digest_apart(first: list[str], second: list[str]) -> None:
    assert (text.digest_parts(*first) == text.digest_parts(*second)) == (first == second)


@given(st.text())
def test_folding_twice_changes_nothing(value: str) -> None:
    assert text.fold(text.fold(value)) == text.fold(value)


def test_fold_evens_out_spelling() -> None:
    assert text.fold("“José’s”\u00a0 Café—Bar") == '"jose\'s" cafe-bar'


def test_to_payload_finds_kept_characters_only() -> None:
    offsets = ((0, 5, 3), (3, 20, 2))
    assert [text.to_payload(offsets, place) for place in range(6)] == [5, 6, 7, 20, 21, None]
