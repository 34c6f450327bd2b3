"""Cutting stretches out of a text, and where what is left came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ..records import Cut

Runs = tuple[tuple[int, int, int], ...]  # (start in text, start in payload, length), as Article.offsets


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a payload after cuts: its text, the runs that map it back, the cuts in order."""

    text: str
    runs: Runs
    cuts: tuple[Cut, ...]

    def to_text(self, position: int) -> int:
        """Where a place of the payload stands in the text; for a cut place, where the text goes on."""
        index = bisect_right(self.runs, position, key=lambda run: run[1]) - 1
        if index < 0:
            return 0
        start, begin, length = self.runs[index]
        return start + min(position - begin, length)


def cut_stretches(payload: str, cuts: list[Cut]) -> Remainder:
    """The payload without the cut stretches. Overlapping cuts: the earlier start wins, then the longer."""
    kept: list[tuple[int, int, int]] = []
    pieces: list[str] = []
    done: list[Cut] = []
    position = length = 0

    def keep(end: int) -> None:
        nonlocal length
        if end > position:
            kept.append((length, position, end - position))
            pieces.append(payload[position:end])
            length += end - position

    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end, cut.reason)):
        start = max(cut.start, position)
        if cut.end <= start:
            continue
        keep(start)
        if done and done[-1].end == start and done[-1].reason == cut.reason:
            done[-1] = Cut(done[-1].start, cut.end, cut.reason)
        else:
            done.append(Cut(start, cut.end, cut.reason))
        position = cut.end
    keep(len(payload))
    return Remainder("".join(pieces), tuple(kept), tuple(done))


def lift_cuts(runs: Runs, cuts: list[Cut]) -> list[Cut]:
    """Cuts of a text as cuts of the payload that ``runs`` map it to; one across a gap becomes several."""
    lifted = []
    for cut in cuts:
        index = max(0, bisect_right(runs, cut.start, key=lambda run: run[0]) - 1)
        for start, begin, length in runs[index:]:
            if start >= cut.end:
                break
            first, last = max(start, cut.start), min(start + length, cut.end)
            if last > first:
                lifted.append(Cut(begin + first - start, begin + last - start, cut.reason))
    return lifted
