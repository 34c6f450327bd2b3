"""The text of an article without furniture and repetition."""

from __future__ import annotations

from ..records import Cut
from .furniture import find_furniture
from .outlets import OutletTable
from .passages import Passage, split_passages
from .repeats import find_pulled, find_repeated_runs, find_repeats
from .stretches import Remainder, cut_stretches, lift_cuts

# What one round takes out may bring the next thing to the end of the text; two rounds are usual, three rare.
MAX_ROUNDS = 12
MIN_SENTENCE_WORDS = 4


def strip_furniture(text: str, *, outlets: OutletTable) -> Remainder:
    """What is left of ``text`` once nothing more is furniture or repetition, so that doing it again changes nothing."""
    cuts: list[Cut] = []
    left = cut_stretches(text, cuts)
    for _ in range(MAX_ROUNDS):
        more = _find_cuts(left.text, outlets)
        if not more:
            break
        cuts.extend(lift_cuts(left.runs, more))
        left = cut_stretches(text, cuts)
    return left


def _find_cuts(text: str, outlets: OutletTable) -> list[Cut]:
    passages = split_passages(text)
    reasons = find_furniture(passages, outlets=outlets)
    if not any(
        passage.ended and passage.count >= MIN_SENTENCE_WORDS
        for index, passage in enumerate(passages)
        if index not in reasons
    ):
        # Pictures with captions and nothing else: then the captions are the story.
        reasons = {index: reason for index, reason in reasons.items() if reason != "caption"}
    for index in find_repeats(passages, skip=reasons):
        reasons[index] = "repeated"
    if reasons:
        return _cut_passages(text, passages, reasons)
    if runs := find_repeated_runs(text, passages):
        return _cut_runs(text, passages, runs)
    return _cut_passages(text, passages, {index: "repeated" for index in find_pulled(passages)})


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
    return cuts + _cut_passages(text, passages, whole)


def _cut_passages(text: str, passages: tuple[Passage, ...], reasons: dict[int, str]) -> list[Cut]:
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
