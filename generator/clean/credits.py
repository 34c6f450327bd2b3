"""Whose copy a passage is: agencies named in datelines, bylines, notices and signatures, and cited in sentences."""

from __future__ import annotations

from ..records import Credit
from .blocks import Layout
from .citing import find_cited
from .house_style import find_other_hand
from .outlets import Outlet, OutletTable

TOLD = ("standfirst", "paragraph")


def find_credits(
    text: str, layout: Layout, *, named: tuple[tuple[Outlet, str], ...], own: str | None, outlets: OutletTable
) -> tuple[Credit, ...]:
    """The passages that are another's copy, sorted by (start, end, agency).

    An agency in the dateline or the signature, or one of ``named`` (outlets that a byline or a notice names, with the
    evidence), covers the whole story up to where another hand takes over, once each. An outlet that a sentence
    cites covers that sentence, unless it covers the whole already. ``own`` is the id of the article's own
    outlet, whose copy is nobody else's.
    """
    told = tuple(block for block in layout.blocks if block.kind in TOLD)
    if not told:
        return ()
    other = find_other_hand(text, told)
    last = max(block.end for block in told if other is None or block.end <= other.start)
    whole: dict[str, tuple[Outlet, str]] = {}
    for kind, lines in (("dateline", layout.datelines), ("signature", layout.signatures)):
        for line in lines:
            for agency in line.agencies:
                whole.setdefault(
                    agency.source.id, (agency, f"{kind} '{' '.join(text[line.start : line.end].split())}'")
                )
    for agency, evidence in named:
        whole.setdefault(agency.source.id, (agency, evidence))
    credits = [
        Credit(agency.source.name, told[0].start, last, evidence)
        for key, (agency, evidence) in whole.items()
        if key != own
    ]
    if other:
        credits.append(other)
    seen = set()
    for agency, start, end, words in find_cited(text, told, outlets=outlets):
        key = agency.source.id
        if key != own and (key, start) not in seen and not (key in whole and start < last):
            seen.add((key, start))
            credits.append(Credit(agency.source.name, start, end, f"'{words}'"))
    return tuple(sorted(credits, key=lambda credit: (credit.start, credit.end, credit.agency or "")))
