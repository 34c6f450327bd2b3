"""The text of an article without furniture and repetition."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import Cut
from ..text import fold
from .furniture import find_furniture
from .outlets import OutletTable
from .passages import Passage, split_passages
from .repeats import find_pulled, find_repeated_runs, find_repeats
from .stretches import Remainder, cut_stretches, lift_cuts

# What one round takes out may bring the next thing to the end of the text; two rounds are usual, three rare.
MAX_ROUNDS = 12
MIN_SENTENCE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Orders:
    """What is known of a text before it is cleaned.

    ``extracted``: a reader has taken it out of its format already, so that what stands in it twice does for a reason.
    ``house`` are folded lines of the outlet's own furniture. ``keep`` and ``cut`` are words of a person's: the
    paragraphs that hold them are kept, or cut, whatever the rules say.
    """

    extracted: bool = False
    house: frozenset[str] = frozenset()
    keep: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


def strip_furniture(text: str, *, outlets: OutletTable, orders: Orders = Orders()) -> Remainder:
    """What is left of ``text`` once nothing more is furniture or repetition, so that doing it again changes nothing."""
    cuts: list[Cut] = []
    left = cut_stretches(text, cuts)
    for _ in range(MAX_ROUNDS):
        more = _find_cuts(left.text, outlets, orders)
        if not more:
            break
        cuts.extend(lift_cuts(left.runs, more))
        left = cut_stretches(text, cuts)
    return left


def _find_cuts(text: str, outlets: OutletTable, orders: Orders) -> list[Cut]:
    passages = split_passages(text)
    kept = _find_ordered(passages, orders.keep)
    reasons = {index: "sidecar" for index in _find_ordered(passages, orders.cut)}
    if not reasons:
        reasons = _find_reasons(passages, outlets, orders)
    reasons = {index: reason for index, reason in reasons.items() if index not in kept}
    if reasons:
        return _cut_passages(passages, reasons)
    runs = [
        run
        for run in find_repeated_runs(text, passages)
        if not any(run.start < passages[index].end and passages[index].start < run.end for index in kept)
    ]
    if runs or orders.extracted:
        return _cut_runs(text, passages, runs)
    return _cut_passages(passages, {index: "repeated" for index in find_pulled(passages) if index not in kept})


def _find_reasons(passages: tuple[Passage, ...], outlets: OutletTable, orders: Orders) -> dict[int, str]:
    reasons = {index: "house" for index, passage in enumerate(passages) if passage.plain in orders.house}
    for index, reason in find_furniture(passages, outlets=outlets).items():
        reasons[index] = reason
    if not any(
        passage.ended and passage.count >= MIN_SENTENCE_WORDS
        for index, passage in enumerate(passages)
        if index not in reasons
    ):
        # Pictures with captions and nothing else: then the captions are the story.
        reasons = {index: reason for index, reason in reasons.items() if reason != "caption"}
    if not orders.extracted:
        for index in find_repeats(passages, skip=reasons):
            reasons[index] = "repeated"
    return reasons


def _find_ordered(passages: tuple[Passage, ...], orders: tuple[str, ...]) -> set[int]:
    """The paragraphs that hold the words of an order, case and the shape of marks aside."""
    wanted = [fold(order) for order in orders if fold(order)]
    return {index for index, passage in enumerate(passages) if any(words in passage.plain for words in wanted)}


def _cut_runs(text: str, passages: tuple[Passage, ...], runs: list[Cut]) -> list[Cut]:
    """The runs as cuts: whole paragraphs with white space on one side, parts with the blanks after them."""
    whole: dict[int, str] = {}
    cuts = []
    for run in runs:
        for index, passage in enumerate(passages):
            start, end = max(run.start, passage.start), min(run.end, passage.end)
            if start == passage.start and end == passage.end:
                whole[index] = run.reason
            elif start < end:
                stop = end
                while stop < passage.end and text[stop].isspace():
                    stop += 1
                cuts.append(Cut(start, stop, run.reason))
    return cuts + _cut_passages(passages, whole)


def _cut_passages(passages: tuple[Passage, ...], reasons: dict[int, str]) -> list[Cut]:
    """Cuts of whole paragraphs with white space on one side, so that the wider gap stays between the others."""
    cuts = []
    index = 0
    while index < len(passages):
        if index not in reasons:
            index += 1
            continue
        end = index
        while end < len(passages) and end in reasons:
            end += 1
        before = passages[index - 1].end if index else None
        trailing = before is not None and (end == len(passages) or (passages[end].gap and not passages[index].gap))
        for at in range(index, end):
            if trailing:
                start = before if at == index else passages[at - 1].end
                cuts.append(Cut(start, passages[at].end, reasons[at]))
            else:
                stop = passages[at + 1].start if at + 1 < len(passages) else passages[at].end
                cuts.append(Cut(passages[at].start, stop, reasons[at]))
        index = end
    return cuts
