"""Tokens at the article's own offsets, sentences within blocks, sentence boundaries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analyze.boundaries import LONGEST, find_starts

CASES = Path(__file__).parent / "cases" / "sentences.md"


def test_tokens_stand_at_the_article_s_offsets(hand_made) -> None:
    text = "A  headline\n\nBy Ann Lee\n\nFirst\tparagraph of\nit.  Second one.\n"
    document = hand_made.document(text, "headline byline paragraph")
    assert document.doc.text == text
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in document.doc)


def test_no_sentence_crosses_a_block_and_a_byline_has_none(hand_made) -> None:
    document = hand_made.document(
        "A headline without a stop\nBy Ann Lee\nThe town fell. Nobody left.", "headline byline"
    )
    assert [document.words(document.span(start, end)) for start, end, _ in document.sentences] == [
        "A headline without a stop",
        "The town fell.",
        "Nobody left.",
    ]
    assert [block for _, _, block in document.sentences] == [0, 2, 2]


def test_an_empty_article_and_one_of_blanks_have_no_sentence(hand_made) -> None:
    assert hand_made.document("").sentences == ()
    assert hand_made.document(" \n\n ").sentences == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="aB .,\n\t“”\"'’-()1\u00a0é中", max_size=120))
def test_any_text_comes_back_as_it_was(text: str, hand_made) -> None:
    document = hand_made.document(text)
    assert document.doc.text == text
    for start, end, block in document.sentences:
        span = document.span(start, end)
        assert document.article.blocks[block].start <= span.start < span.end <= document.article.blocks[block].end


@pytest.mark.parametrize(
    "case", CASES.read_text(encoding="utf-8").split("\n## ")[1:], ids=lambda case: case.split("\n")[0]
)
def test_sentences_begin_where_they_should(case: str, hand_made) -> None:
    _, *lines = [line for line in case.split("\n") if line.strip()]
    expected = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    text = " ".join(line for line in lines if not line.startswith("- "))
    document = hand_made.document(text)
    assert [document.words(document.span(start, end)) for start, end, _ in document.sentences] == expected


def test_a_text_without_a_stop_is_cut() -> None:
    starts = find_starts(["word"] * (3 * LONGEST), [True] * (3 * LONGEST))
    assert sum(starts) == 3
