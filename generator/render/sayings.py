"""What is said about a story, in two parts: what is shown at once, and the rest, which is folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..records import Saying, Statement, Story
from .sections import Speaker

# Up to so many sayings nothing is folded: about what one screen holds.
UNFOLDED = 10
# Of more, so many parties are shown at once, each with so many sayings: one screen again.
SHOWN_SPEAKERS = 6
SHOWN_SAYINGS = 2

# The order in which the kinds of a saying are chosen: what was said in the speaker's own words first.
_KINDS = {"direct": 0, "mixed": 1}


def part_sayings(story: Story, speakers: Iterable[Speaker]) -> tuple[tuple[Speaker, ...], tuple[Speaker, ...]]:
    """The parties and their sayings that are shown at once, and those that are folded.

    Each saying is in one of the two, under its party, in the order given. What *In brief*, *What happened* and
    *Background* tell already is folded, as is what nobody is named for: a reader of these has read it.
    """
    speakers = tuple(speakers)
    if sum(len(speaker.sayings) for speaker in speakers) <= UNFOLDED:
        return speakers, ()
    told = {*story.brief, *story.account, *story.background}
    shown: list[Speaker] = []
    folded: list[Speaker] = []
    for speaker in speakers:
        chosen = _choose(speaker, told) if len(shown) < SHOWN_SPEAKERS else ()
        rest = tuple(saying for saying in speaker.sayings if saying not in chosen)
        if chosen:
            shown.append(replace(speaker, sayings=chosen))
        if rest:
            folded.append(replace(speaker, sayings=rest))
    return tuple(shown), tuple(folded)


def _choose(speaker: Speaker, told: set[Statement]) -> tuple[Saying, ...]:
    if speaker.actor is None and not speaker.words:
        return ()
    fresh = [saying for saying in speaker.sayings if saying.statement not in told]
    best = sorted(fresh, key=lambda saying: _KINDS.get(saying.kind, len(_KINDS)))[:SHOWN_SAYINGS]
    return tuple(saying for saying in speaker.sayings if saying in best)
