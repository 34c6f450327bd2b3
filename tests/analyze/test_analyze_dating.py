"""Which times date which predicate: said on Monday, killed on Friday. Trees are written down by hand."""

from __future__ import annotations

import time

import pytest

from generator.analyze.dating import date_predicates
from generator.analyze.times import find_times

# A sentence, its tree (tag, relation and head of each token), and each dated verb with the ends of its time.
CASES = [
    (
        "The minister said on Monday that the attack on Friday killed 12 people.",
        "DT/det/1 NN/nsubj/2 VBD/ROOT/2 IN/case/4 NNP/obl/2 IN/mark/10 DT/det/7 NN/nsubj/10 IN/case/9 "
        "NNP/nmod/7 VBD/ccomp/2 CD/nummod/12 NNS/obj/10 ./punct/2",
        "said Monday Monday; killed Friday Friday",
    ),
    (
        "Prices had fallen to their lowest level since 2003.",
        "NNS/nsubj/2 VBD/aux/2 VBN/ROOT/2 IN/case/6 PRP$/nmod:poss/6 JJS/amod/6 NN/obl/2 IN/case/8 CD/obl/2 ./punct/2",
        "",
    ),
    (
        "The 2001 treaty barred the firm.",
        "DT/det/2 CD/compound/2 NN/nsubj/3 VBD/ROOT/3 DT/det/5 NN/obj/3 ./punct/3",
        "",
    ),
    (
        "He was held from Monday to Wednesday.",
        "PRP/nsubj:pass/2 VBD/aux:pass/2 VBN/ROOT/2 IN/case/4 NNP/obl/2 IN/case/6 NNP/obl/2 ./punct/2",
        "held Monday Wednesday",
    ),
    (
        "On Sunday, troops crossed the river and entered the city.",
        "IN/case/1 NNP/obl/4 ,/punct/1 NNS/nsubj/4 VBD/ROOT/4 DT/det/6 NN/obj/4 CC/cc/8 VBD/conj/4 DT/det/10 "
        "NN/obj/8 ./punct/4",
        "crossed Sunday Sunday; entered Sunday Sunday",
    ),
    (
        "Rebels captured the town on Monday, killing 30 soldiers.",
        "NNS/nsubj/1 VBD/ROOT/1 DT/det/3 NN/obj/1 IN/case/5 NNP/obl/1 ,/punct/7 VBG/advcl/1 CD/nummod/9 "
        "NNS/obj/7 ./punct/1",
        "captured Monday Monday; killing Monday Monday",
    ),
    (
        "Prices dropped in Asia Monday.",
        "NNS/nsubj/1 VBD/ROOT/1 IN/case/3 NNP/obl/1 NNP/flat/3 ./punct/1",
        "dropped Monday Monday",
    ),
    (
        "At least 90 people have been killed since April.",
        "IN/case/1 JJS/nmod/2 CD/nummod/3 NNS/nsubj:pass/6 VBP/aux/6 VBN/aux:pass/6 VBN/ROOT/6 IN/case/8 "
        "NNP/obl/6 ./punct/6",
        "killed April -",
    ),
    (
        "The firm reported a loss in March.",
        "DT/det/1 NN/nsubj/2 VBD/ROOT/2 DT/det/4 NN/obj/2 IN/case/6 NNP/nmod/4 ./punct/2",
        "",
    ),
    (
        "Troops will begin to withdraw on Sunday.",
        "NNS/nsubj/2 MD/aux/2 VB/ROOT/2 TO/mark/4 VB/xcomp/2 IN/case/6 NNP/obl/4 ./punct/2",
        "begin Sunday Sunday; withdraw Sunday Sunday",
    ),
    (
        "The fair lasted three days.",
        "DT/det/1 NN/nsubj/2 VBD/ROOT/2 CD/nummod/4 NNS/obl/2 ./punct/2",
        "",
    ),
    (
        "It was postponed until June.",
        "PRP/nsubj:pass/2 VBD/aux:pass/2 VBN/ROOT/2 IN/case/4 NNP/obl/2 ./punct/2",
        "postponed - June",
    ),
]


@pytest.mark.parametrize(("text", "tree", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_time_belongs_to_the_predicate_it_hangs_on(hand_made, text: str, tree: str, expected: str) -> None:
    document = hand_made.document(text, trees={text: tree})
    times = find_times(document.doc, article="a1", anchor="2016-04-11")

    def word(place: int | None) -> str:
        return "-" if place is None else text[times[place].span.start : times[place].span.end]

    found = [
        f"{document.doc[verb].text} {word(dating.since)} {word(dating.until)}"
        for verb, dating in sorted(date_predicates(document, times).items())
        if dating.since is not None or dating.until is not None
    ]
    assert "; ".join(found) == expected


def test_the_same_times_without_a_day(hand_made) -> None:
    """What an undated article's events hang on does not wait for its day."""
    text, tree, _ = CASES[0]
    document = hand_made.document(text, trees={text: tree})
    dated, undated = (
        date_predicates(document, find_times(document.doc, article="a1", anchor=anchor))
        for anchor in ("2016-04-11", None)
    )
    assert dated == undated


def test_a_vague_time_belongs_but_dates_nothing(hand_made) -> None:
    text = "The firm recently moved."
    document = hand_made.document(text, trees={text: "DT/det/1 NN/nsubj/3 RB/advmod/3 VBD/ROOT/3 ./punct/3"})
    (dating,) = date_predicates(document, find_times(document.doc, article="a1", anchor=None)).values()
    assert (dating.times, dating.since, dating.until) == ((0,), None, None)


@pytest.mark.parametrize("heads", ["first", "previous"])
def test_long_hostile_trees_take_no_long_time(hand_made, heads: str) -> None:
    """A sentence of 1,600 tokens that all hang on its first word, or each on the one before it."""
    text = " ".join(["Sunday fell since the levels"] * 320)
    count = 5 * 320
    rows = [f"NNP/nmod/{0 if heads == 'first' else max(place - 1, 0)}" for place in range(count)]
    document = hand_made.document(text, trees={text: " ".join(rows)})
    times = find_times(document.doc, article="a1", anchor="2016-04-11")
    started = time.process_time()
    date_predicates(document, times)
    assert time.process_time() - started < 2
