"""Records survive the way to JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import codec, records

words = st.text(max_size=5)
numbers = st.integers(0, 99)
spans = st.builds(records.Span, words, numbers, numbers)
citations = st.builds(records.Citation, words, words, numbers, numbers, words)
statements = st.builds(records.Statement, words, st.lists(citations, max_size=2).map(tuple), st.just(("a",)))
entries = st.builds(
    records.TimelineEntry, words | st.none(), words, words, statements, words | st.none(), words, numbers
)
attributions = st.builds(
    records.Attribution,
    spans | st.none(),
    spans | st.none(),
    st.lists(spans, max_size=2).map(tuple),
    words,
    words,
    words | st.none(),
)
articles = st.builds(
    records.Article,
    words,
    words,
    st.builds(records.Source, words, words) | st.none(),
    words,
    words,
    st.just(("x", "y")),
    words,
    words,
    words,
    words,
    st.just(()),
    words,
    st.just((records.Block("paragraph", 0, 1),)),
    st.just((records.Cut(1, 2, "sharing"),)),
    st.just(((0, 1, 2), (3, 4, 5))),
    words,
)


@given(entries | attributions | articles)
def test_decode_is_the_inverse_of_encode(record: object) -> None:
    text = json.dumps(codec.encode(record))
    assert codec.decode(type(record), json.loads(text)) == record


@given(entries | attributions | articles)
def test_unpack_is_the_inverse_of_pack(record: object) -> None:
    assert codec.unpack(type(record), codec.pack(record)) == record


@pytest.mark.parametrize("text", ["", "{}", "[]", '["a", "0", 1]', '["a", 0]', '["a", 0, 1, 2]', "not JSON"])
def test_a_text_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        codec.unpack(records.Span, text)


@pytest.mark.parametrize(
    "value", [None, [], {}, {"article": "a", "start": "0", "end": 1}, {"article": "a", "start": 0}]
)
def test_what_does_not_fit_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        codec.decode(records.Span, value)


@given(spans)
def test_dump_ends_with_a_newline_and_keeps_letters(span: records.Span) -> None:
    assert codec.dump(span).endswith("}\n")
    assert "é" in codec.dump(records.Span("é", 0, 1))
