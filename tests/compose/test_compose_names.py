"""Names: cores, tokens, sounds and acronyms; the table of well-known names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose.aliases import find_known
from generator.compose.names import (
    abbreviates,
    find_abbreviations,
    find_core,
    is_acronym,
    is_similar,
    is_slip,
    is_within,
    measure_edits,
    split_name,
    split_person,
)

CASES = Path(__file__).parent / "cases" / "names.md"


def read_cases():
    rows = [
        line.strip("|").split("|") for line in CASES.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    return [pytest.param(*(cell.strip() for cell in row), id=row[0].strip()) for row in rows[1:]]


@pytest.mark.parametrize("form, core, tokens, person", read_cases())
def test_case(form, core, tokens, person):
    assert find_core(form) == core
    assert tokens == "-" or split_name(core) == tuple(tokens.split())
    assert person == "-" or split_person(core) == tuple(person.split())


@pytest.mark.parametrize(
    "first, second, same",
    [
        ("mohammed", "muhammad", True),
        ("staffan", "steffan", True),
        ("hassan", "hussein", False),
        ("mario", "maria", False),
        ("john", "joan", False),
        ("yusuf", "youssef", True),
        ("daniel", "daniela", False),
    ],
)
def test_spellings_of_one_word(first, second, same):
    assert is_similar(first, second) is same
    assert is_similar(second, first) is same


def test_a_slip_of_the_pen():
    assert is_slip("krysaler", "kryslaer")
    assert not is_slip("north", "south")
    assert measure_edits("abc", "acb") == 1
    assert is_within("abc", "acb", 1) and not is_within("abc", "cab", 1) and is_within("abc", "cab", 2)


@pytest.mark.parametrize(
    "acronym, form",
    [
        ("LCC", "Local Co-ordination Committees"),
        ("VOHR", "Verrin Observatory for Human Rights"),
        ("HNC", "High Negotiations Committee"),
        ("WHO", "World Health Organization"),
        ("U.N.", "United Nations"),
    ],
)
def test_acronyms(acronym, form):
    assert is_acronym(acronym)
    assert abbreviates(acronym, form)


def test_what_abbreviates_nothing():
    assert not abbreviates("HNC", "Higher Council")
    assert not is_acronym("Hnc")
    assert find_abbreviations("the Islamic State (IS) group") == ("IS",)
    assert find_abbreviations("John Smith (left)") == ()


@pytest.mark.parametrize(
    "form, name, sense",
    [
        ("US", "United States", "name"),
        ("U.S.", "United States", "name"),
        ("the Kremlin", "Russia", "residence"),
        ("Damascus", "Syria", "capital"),
        ("Syrians", "Syria", "demonym"),
        ("WHO", "World Health Organization", "name"),
        ("Hizbollah", "Hezbollah", "name"),
        ("Türkiye", "Turkey", "name"),
        ("SYRIA", "Syria", "name"),
    ],
)
def test_the_table(form, name, sense):
    known = find_known(form)
    assert known is not None
    assert (known.name, known.sense) == (name, sense)


@pytest.mark.parametrize("form", ["us", "who", "is", "Lume", "", "it", "are"])
def test_common_words_are_not_in_the_table(form):
    assert find_known(form) is None


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_makes_it_raise(text):
    core = find_core(text)
    split_name(core)
    split_person(core)
    find_known(core)
    is_acronym(core)
    abbreviates(core, text)
    assert find_core(core) == find_core(find_core(core))
