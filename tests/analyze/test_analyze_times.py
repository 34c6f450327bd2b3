"""Time expressions of whole articles: offsets, anchors, rules, hostile text, speed."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from generator import dates
from generator.analyze import analyze_article
from generator.analyze.times import find_times

SEEDS = Path(__file__).parent.parent.parent / "seeds"
BLANK = spacy.blank("en")


def find(text: str, anchor: str | None = "2016-04-11") -> list[tuple[str, str, str | None]]:
    return [
        (text[one.span.start : one.span.end], one.value, one.rule)
        for one in find_times(BLANK(text), article="a", anchor=anchor)
    ]


def test_the_rule_gives_the_value_again() -> None:
    text = "It said on Monday that last month the fair, closed since late in 2015, had moved. Early Friday it rained."
    for one in find_times(BLANK(text), article="a", anchor="2016-04-12"):
        if one.rule is not None:
            assert dates.resolve(one.rule, one.anchor) == one.value


def test_an_article_dated_later_resolves_the_same_rules() -> None:
    text = "The town fell on Monday. Rebels had taken it last week."
    undated = find_times(BLANK(text), article="a", anchor=None)
    dated = find_times(BLANK(text), article="a", anchor="2016-04-11")
    assert [one.rule for one in undated] == [one.rule for one in dated]
    assert [dates.resolve(one.rule, "2016-04-11") for one in undated] == [one.value for one in dated]


def test_the_day_behind_a_duration() -> None:
    (_, days) = find_times(
        BLANK("They took it back on Monday, four days after losing it."), article="a", anchor="2016-04-11"
    )
    assert days.value == "P4D"
    assert dates.find_event_day(days.rule, "2016-04-11") == "2016-04-07"


def test_an_absolute_date_needs_no_anchor() -> None:
    (one,) = find_times(BLANK("It opened on 11 April, 2016."), article="a", anchor="2018-01-01")
    assert (one.value, one.anchor, one.rule) == ("2016-04-11", None, None)


def test_a_modifier_is_kept_in_the_rule() -> None:
    (one,) = find_times(BLANK("They have fought since late in 2015."), article="a", anchor="2016-04-11")
    assert dates.format_value(dates.add_modifier(one.value, one.rule)) == "late 2015"


def test_a_blank_line_parts_expressions() -> None:
    assert [words for words, *_ in find("Shops closed until Friday\n\nSeptember 18, 2008\n\nThe shops")] == [
        "Friday",
        "September 18, 2008",
    ]


def test_an_outlet_may_say_how_it_writes_days() -> None:
    doc = BLANK("Filed 11/04/2016.")
    assert find_times(doc, article="a", anchor=None, day_first=False)[0].value == "2016-11-04"
    assert find_times(doc, article="a", anchor=None, day_first=True)[0].value == "2016-04-11"


def test_a_name_the_pipeline_knows_is_no_date() -> None:
    doc = BLANK("The writer August Wilson and Sunday Okafor met.")
    doc.ents = [doc.char_span(11, 24, label="PERSON"), doc.char_span(29, 42, label="PERSON")]
    assert find_times(doc, article="a", anchor="2016-04-11") == ()


def test_tags_tell_tense_where_words_do_not() -> None:
    doc = BLANK("The troops withdrew and swept south on Sunday")
    for token, tag in zip(doc, ["DT", "NNS", "VBD", "CC", "VBD", "RB", "IN", "NNP"]):
        token.tag_ = tag
    assert find_times(doc, article="a", anchor="2016-04-11")[0].value == "2016-04-10"


@given(st.text(max_size=200), st.sampled_from([None, "2016-04-11", "nonsense"]))
def test_any_text_gives_ordered_spans(text: str, anchor: str | None) -> None:
    found = find_times(BLANK(text), article="a", anchor=anchor)
    places = [place for one in found for place in (one.span.start, one.span.end)]
    assert places == sorted(places) and all(one.span.start < one.span.end <= len(text) for one in found)


WORDS = [
    "last",
    "the",
    "two",
    "days",
    "before",
    "Monday",
    "May",
    "2016",
    "11",
    "April",
    ",",
    "-",
    "of",
    "week",
    "early",
    "3pm",
    "first",
    "Easter",
    "quarter",
    "'s",
    "on",
    "every",
    "half",
    "past",
    "-",
    "hours",
    "from",
    "to",
    "dawn",
    "a",
    "year",
    "ago",
    "12:30",
    "1980s",
    "will",
    "said",
    "99",
    ".",
    "\n\n",
    "GMT",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([None, "2016-04-11", "0001-01-01", "9999-12-31"]))
def test_any_order_of_time_words_is_understood_or_left(words: list[str], anchor: str | None) -> None:
    for one in find_times(BLANK(" ".join(words)), article="a", anchor=anchor):
        assert one.type in ("DATE", "TIME", "DURATION", "SET") and one.value
        assert one.rule is None or dates.resolve(one.rule, anchor) == one.value


HOSTILE = [
    "1",
    "11/",
    "the first ",
    "Monday, ",
    "two ",
    "' ",
    "1:",
    "at the end of the ",
    "the following day ",
    "3pm ",
    "will ",
    "a ",
    "-",
    "May ",
    "2016 ",
    "twenty-",
    "Monday - ",
    "from Monday to ",
    "will May 11-",
    "the early hours of ",
    "a year and a half ",
    "2016-04-1",
    "１",
    "’",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_time_is_linear_in_the_text(text: str) -> None:
    """Four times the text takes about four times the time, whatever is repeated (a quadratic fault takes sixteen)."""

    def measure(count: int) -> float:
        doc = Doc(BLANK.vocab, words=["x"])
        plain = SimpleNamespace(text=text * count, ents=(), to_array=doc.to_array, vocab=doc.vocab)
        started = time.process_time()
        find_times(plain, article="a", anchor="2016-04-11")
        return time.process_time() - started

    assert measure(4_000) < 0.1 + 10 * measure(1_000)


def test_an_article_says_how_its_outlet_writes_days(hand_made) -> None:
    article, pipeline = hand_made.article("It was filed on 11/04/2016."), hand_made.pipeline()
    found = [
        analyze_article(replace(article, day_first=way), pipeline=pipeline).times[0].value
        for way in (True, False, None)
    ]
    assert found == ["2016-04-11", "2016-11-04", "2016"]


@pytest.mark.skipif(not SEEDS.exists() or not any(SEEDS.iterdir()), reason="no seeds")
def test_what_the_seeds_say() -> None:
    """The expressions that the timeline of the five seeds rests on."""
    values: dict[str, set[str]] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        for words, value, _ in find(path.read_text(encoding="utf-8")):
            values.setdefault(words, set()).add(value)
    expected = {
        "Monday": "2016-04-11",
        "last week": "2016-W14",
        "last month": "2016-03",
        "several weeks ago": "PAST_REF",
        "four days": "P4D",
        "11 April, 2016": "2016-04-11",
        "Sunday": "2016-04-10",
        "Thursday": "2016-04-07",
        "last Thursday": "2016-04-07",
        "February": "2016-02",
        "March": "2016-03",
        "February 27": "2016-02-27",
        "27 February": "2016-02-27",
        "later this week": "2016-W15",
        "six-month": "P6M",
        "five-year": "P5Y",
        "2011": "2011",
        "later December": "2015-12",
        "3pm": "2016-04-11T15:00",
        "earlier this year": "2016",
        "early Monday morning": "2016-04-11TMO",
        "early yesterday": "2016-04-10",
        "late in 2015": "2015",
        "recent weeks": "PAST_REF",
        "Friday": "2016-04-08",
    }
    assert {words: values.get(words) for words in expected} == {words: {value} for words, value in expected.items()}
