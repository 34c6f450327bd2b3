"""The text part: 76 columns, nothing lost, and as a person would write it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.mail.plain import WIDTH, cite_sources, format_blocks, measure, underline, wrap
from generator.press import Block

WORDS = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=90))


@given(WORDS)
@settings(derandomize=True, deadline=None, max_examples=150)
def test_lines_fit_and_no_letter_is_lost(words: list[str]) -> None:
    lines = wrap(" ".join(words), first="- ", rest="  ")
    assert "".join("".join(lines).split()) == "".join("".join(["-", *words]).split()) or not words
    for line in lines:
        assert measure(line) <= WIDTH or len(line.split()) <= 2, line


def test_wide_letters_count_twice_and_break_anywhere() -> None:
    lines = wrap("北京" * 60, first="- ", rest="  ")
    assert len(lines) > 3 and all(measure(line) <= WIDTH for line in lines)
    assert measure("北京") == 4 and measure("e\u0301") == 1


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/" + "x" * 100
    assert address in wrap(f"The whole briefing is at {address} today")


def test_citations_are_numbers_of_sources_on_one_line() -> None:
    words = "word " * 14 + "end. [2][1][1b][12c]"
    assert cite_sources("so [2][2b] and [1], [3]").replace("\ue000", " ") == "so [2] and [1, 3]"
    assert wrap(cite_sources(words))[-1] == "[2, 1, 12]"


def test_what_reorders_or_hides_is_left_out() -> None:
    assert wrap("a\u202eb \u200bc\x07") == ["ab c"]


def test_a_heading_is_underlined_as_long_as_it_is() -> None:
    assert underline("Key actors", "-") == "Key actors\n----------"


def test_lists_paragraphs_and_tables() -> None:
    blocks = [
        Block("heading", "Before", 3),
        Block("item", "2016", 1, "-"),
        Block("item", "A thing happened. [1][1b]", 2, "-"),
        Block("text", "Then a paragraph."),
        Block("head", "", cells=("What", "Figure", "As of", "Who says so")),
        Block("row", "", cells=("people", "14 [2]", "3 May", "–")),
        Block("row", "", cells=("(people)", "19 [1]", "unknown", "the guard")),
        Block("row", "", cells=("(people (hurt))", "9 [1]", "", "")),
        Block("text", "A calendar"),
    ]
    assert format_blocks(blocks, links={"A calendar": "https://example.org/c.ics"}) == (
        "Before\n- 2016\n  - A thing happened. [1]\n\nThen a paragraph.\n\n"
        "- people: 14 [2] (as of: 3 May)\n- people: 19 [1] (as of: unknown; who says so: the guard)\n"
        "- people (hurt): 9 [1]\n\n"
        "A calendar: https://example.org/c.ics"
    )
