"""Cited passages: order, nesting, gaps, and where each is cited."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from fictional_edition import FLOOD, INQUIRY_STORY, TEXTS, A, article_records
from hypothesis import given
from hypothesis import strategies as st

from generator.records import Block
from generator.render.escape import visible_text
from generator.render.passages import (
    Use,
    fill_gaps,
    find_texts,
    find_uses,
    link_passage,
    list_passages,
    mark_spans,
)

TEXT = "The gates were shut at dawn, the council said, but nobody saw it."


def plain(markdown: str) -> str:
    """The words of marked text: tags off, escapes undone."""
    return html.unescape(re.sub(r"\\(.)", r"\1", re.sub(r"<[^>]+>", "", markdown)))


def passages_of(*spans: tuple[int, int]):
    uses = {span: [Use(FLOOD, "S1-0-1", True)] for span in spans}
    texts = {("a", *span): TEXT[span[0] : span[1]] for span in spans}
    return list_passages("a", uses, texts)


def test_passages_stand_in_text_order_and_gaps_are_marked():
    passages = passages_of((40, 65), (0, 10))
    assert [(one.start, one.end, one.gap) for one in passages] == [(0, 10, False), (40, 65, True)]


def test_neighbouring_sentences_have_no_gap():
    assert [one.gap for one in passages_of((0, 28), (29, 45))] == [False, False]


def test_an_inner_span_is_an_element_of_the_outer():
    (passage,) = passages_of((0, 65), (4, 9))
    assert passage.anchors == ("p0-65", "p4-9")
    assert 'The <span id="p4-9">gates</span> were shut' in passage.words


def test_crossing_spans_keep_the_words_and_both_anchors():
    (passage,) = passages_of((0, 65), (4, 20), (10, 30))
    assert plain(passage.words) == TEXT
    assert 'id="p4-20"' in passage.words and '<a id="p10-30"></a>' in passage.words


@given(
    st.lists(
        st.tuples(st.integers(0, 64), st.integers(1, 65)).filter(lambda span: span[0] < span[1]),
        max_size=6,
        unique=True,
    )
)
def test_any_spans_keep_the_words_and_nest(spans):
    inner = sorted(set(spans), key=lambda span: (span[0], -span[1]))
    marked = mark_spans(TEXT, 0, inner)
    assert visible_text(plain(marked)) == TEXT
    assert re.findall(r'id="(p\d+-\d+)"', marked).__len__() == len(inner)
    depth = 0
    for tag in re.findall(r"</?span", marked):
        depth += 1 if tag == "<span" else -1
        assert depth >= 0
    assert depth == 0


def test_every_citation_of_every_story_is_a_use():
    uses = find_uses((FLOOD, INQUIRY_STORY))
    assert (0, 56) in uses[A]
    assert {use.story.id for span in uses[A].values() for use in span} == {FLOOD.id}
    supporting = [use for spans in uses.values() for span in spans.values() for use in span if not use.verbatim]
    assert len(supporting) >= 2


def test_words_come_from_the_article_itself():
    texts = find_texts((FLOOD,), article_records())
    for (article, start, end), words in texts.items():
        assert words == TEXTS[article][start:end]


def test_the_whole_article_is_shown_once_in_order_where_that_is_asked():
    text = "First one. Second one.\n\nThird one."
    article = replace(
        article_records()[A], text=text, blocks=(Block("paragraph", 0, 22), Block("paragraph", 24, len(text)))
    )
    uses = {(11, 22): [Use(FLOOD, "S1-0-1", True)]}
    passages = fill_gaps(list_passages("a", uses, {("a", 11, 22): text[11:22]}), article)
    assert [plain(one.words).strip() for one in passages] == ["First one.", "Second one.", "Third one."]
    assert [bool(one.uses) for one in passages] == [False, True, False]
    assert not any(one.gap for one in passages)


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("A short-lived one, & so on.", "A%20short%2Dlived%20one%2C%20%26%20so%20on."),
        (" ".join(f"w{n}" for n in range(12)), "w0%20w1%20w2%20w3,w8%20w9%20w10%20w11"),
    ],
)
def test_a_passage_is_linked_in_the_original(words, fragment):
    assert link_passage("https://example.org/a?b=1#top", words) == f"https://example.org/a?b=1#:~:text={fragment}"
