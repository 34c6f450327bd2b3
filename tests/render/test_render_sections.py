"""Sections: grouping and order of a story's records, and days in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fictional_edition import FLOOD, SEEDS, A, D

from generator.records import Alias
from generator.render import sections
from generator.render.citations import name_outlet
from generator.render.days import print_day, print_period, print_published


def test_paragraphs_keep_every_statement_in_order():
    paragraphs = sections.split_paragraphs(FLOOD.account)
    assert tuple(one for paragraph in paragraphs for one in paragraph) == FLOOD.account
    assert 1 < len(paragraphs) < len(FLOOD.account)


def test_forms_of_a_name_that_differ_in_case_alone_are_one():
    actor = replace(
        FLOOD.actors[0],
        aliases=(
            Alias("harbour authority", (A,)),
            Alias("Harbour Authority", (D,)),
            Alias("verrin harbour authority", (A,)),
        ),
    )
    assert sections.list_aliases(actor) == (Alias("harbour authority", (A, D)),)


def test_speakers_are_actors_first_and_the_unnamed_last():
    speakers = sections.group_sayings(FLOOD)
    assert [speaker.actor.name if speaker.actor else speaker.words for speaker in speakers] == [
        "Ilse Tormund",
        "Verrin Dockers' League",
        "Anders Quill",
        "head teacher Mara Oyelle",
        None,
    ]
    assert len(speakers[2].sayings) == 2


def test_an_unnamed_outlet_goes_by_its_number():
    label = f"Unnamed outlet ({SEEDS[D]})"
    assert name_outlet(label, FLOOD) == "Unnamed outlet<sup>[4](#source-4)</sup>"
    assert name_outlet("Coast Courier", FLOOD) == "Coast Courier"
    assert name_outlet("A *party*", FLOOD) == r"A \*party\*"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2031-05-03", '<time datetime="2031-05-03">3 May 2031</time>'),
        ("2031-05-03T19:40:00Z", '<time datetime="2031-05-03T19:40:00Z">3 May 2031, 19:40 UTC</time>'),
        ("XXXX-WXX-1", "Monday (date unknown)"),
    ],
)
def test_days_in_words(value, printed):
    assert print_day(value) == printed


def test_midnight_is_what_a_page_writes_that_knows_the_day_alone():
    for value in ("2031-05-03", "2031-05-03T00:00:00", "2031-05-03T00:00:00Z", "2031-05-03T00:00+02:00"):
        assert print_published(value) == print_day("2031-05-03")
    assert print_published("2031-05-03T00:01:00") == '<time datetime="2031-05-03T00:01:00">3 May 2031, 00:01</time>'


def test_periods_are_short():
    assert print_period(None, None) is None
    assert print_period("2031-05-03", "2031-05-03") == print_day("2031-05-03")
    assert print_period("2031-05-03", "2031-05-04") == f'<time datetime="2031-05-03">3</time>–{print_day("2031-05-04")}'
    assert print_period("2031-04-30", "2031-05-01") == f"{print_day('2031-04-30')} to {print_day('2031-05-01')}"


def test_a_table_has_columns_for_the_articles_that_carry_most():
    assert sections.choose_columns(FLOOD) == FLOOD.articles
    more = [replace(FLOOD.articles[3], id=f"{n:012x}", number=n) for n in range(5, 40)]
    columns = sections.choose_columns(replace(FLOOD, articles=(*FLOOD.articles, *more)))
    assert len(columns) == sections.COLUMNS
    assert columns[:4] == FLOOD.articles and [one.number for one in columns] == sorted(one.number for one in columns)
