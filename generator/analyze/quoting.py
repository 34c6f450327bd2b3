"""Quotations joined to the attributions that they belong to, and those that have a frame of their own."""

from __future__ import annotations

from .cues import SPEECH, force_of, verb_of
from .document import Document
from .draft import Draft
from .predicates import cue_range
from .quotations import Quotation
from .subjects import find_subject, noun_phrase

# Marks between a quotation and the name of the one who said it.
# Tokens of the longest name that stands before a colon in a headline.
_LONGEST_NAME = 6
_SIGNING = frozenset({"―", "—", "–", "--", "-"})


def quoted_tokens(document: Document, quotations: tuple[Quotation, ...]) -> list[int]:
    """For each token the index of the quotation that holds it, -1 where none does."""
    inside = [-1] * len(document.doc)
    place = 0
    for token in document.doc:
        while place < len(quotations) and quotations[place].end <= token.idx:
            place += 1
        if place < len(quotations) and quotations[place].start <= token.idx:
            inside[token.i] = place
    return inside


def read_introductions(
    document: Document, drafts: list[Draft], quotations: tuple[Quotation, ...], quoted: list[int]
) -> list[Draft]:
    """Sentences that end in a colon on which a quotation follows, also in the next paragraph: 'Lee continued:'."""
    used = {draft.cue for draft in drafts}
    ranges = _token_ranges(quotations, quoted)
    firsts = {first: (first, last) for first, last in ranges if first < last}
    found = []
    for start, end, _ in document.sentences:
        tokens = [token for token in document.doc[start:end] if not token.is_space]
        if not tokens or tokens[-1].text != ":":
            continue
        place = next((index for index in range(end, min(end + 4, len(document.doc))) if index in firsts), None)
        verb = next(
            (token for token in reversed(tokens) if verb_of(token) in SPEECH and token.pos_ in ("VERB", "AUX")), None
        )
        if place is None or verb is None:
            continue
        head, _ = find_subject(verb)
        cue = cue_range(document, verb, start)
        if head is None or cue in used:
            continue
        found.append(
            Draft(
                cue,
                noun_phrase(document, head, start, end),
                [firsts[place]],
                force_of(verb_of(verb) or "", "c") or "said",
                head.i,
            )
        )
    return found


def read_headings(
    document: Document, drafts: list[Draft], quotations: tuple[Quotation, ...], quoted: list[int]
) -> list[Draft]:
    """A name, a colon and a quotation, as headlines have it: 'Lee: "..."', 'Said Lee: "..."'."""
    taken = {index for draft in drafts for start, end in draft.content for index in range(start, end)}
    doc = document.doc
    found = []
    for first, last in _token_ranges(quotations, quoted):
        start, _ = document.bounds(first) if first < last else (0, 0)
        colon = first - 2
        if last - first < 3 or colon <= start or doc[colon].text != ":" or first in taken:
            continue
        name = doc[start:colon]
        if not 0 < len(name) <= _LONGEST_NAME or not name[0].text.istitle():
            continue
        if any(token.tag_ not in ("NNP", "NNPS", "NN", "HYPH", "VBD") for token in name):
            continue
        said = len(name) > 1 and verb_of(name[0]) in SPEECH
        cue, source = ((start, start + 1), (start + 1, colon)) if said else ((colon, colon + 1), (start, colon))
        found.append(Draft(cue, source, [(first, last)], "said", document.doc[source[0] : source[1]].root.i))
    return found


def read_signatures(
    document: Document, drafts: list[Draft], quotations: tuple[Quotation, ...], quoted: list[int]
) -> list[Draft]:
    """Quotations signed with a dash and a name: '"..." - Ann Lee'."""
    taken = {index for draft in drafts for start, end in draft.content for index in range(start, end)}
    doc = document.doc
    found = []
    for first, last in _token_ranges(quotations, quoted):
        if last - first < 3 or any(index in taken for index in range(first, last)):
            continue
        dash = last + 1
        while dash < len(doc) and doc[dash].is_space:
            dash += 1
        if dash + 1 >= len(doc) or doc[dash].text not in _SIGNING or document.blocks[dash] != document.blocks[first]:
            continue
        _, end = document.bounds(dash)
        end = min(end, dash + 9)
        names = [token for token in doc[dash + 1 : end] if token.text[0].isalnum()]
        if names and all(token.pos_ in ("PROPN", "NOUN") for token in names[:2]) and names[0].text[0].isupper():
            last_name = names[-1].i + 1
            head = next(
                (token.i for token in names if not dash < token.head.i < last_name or token.head.i == token.i),
                names[0].i,
            )
            found.append(Draft((dash, dash + 1), (dash + 1, last_name), [(first, last)], "said", head))
    return found


def attach_quotations(
    document: Document, drafts: list[Draft], quotations: tuple[Quotation, ...], quoted: list[int]
) -> list[Draft]:
    """Gives each quotation that is a statement to the draft that it belongs to.

    One that a content touches belongs to it whole. One that nobody touches and that makes up
    whole sentences goes on from the attribution before it, where nothing but quotation lies between.
    """
    if not quotations:
        return drafts
    ranges = _token_ranges(quotations, quoted)
    claimed: dict[int, Draft] = {}
    for draft in drafts:
        if not draft.speech:
            continue
        for start, end in draft.content:
            for index in range(start, end):
                if quoted[index] >= 0:
                    claimed.setdefault(quoted[index], draft)
    for place, draft in sorted(claimed.items()):
        first, last = ranges[place]
        own = {index for start, end in draft.content for index in range(start, end)}
        if not own.issuperset(range(first, last)):
            blocked = set(range(*draft.cue)) if draft.cue else set()
            if draft.source:
                blocked |= set(range(*draft.source))
            draft.content = _ranges(sorted((own | set(range(first, last))) - blocked), document)
    previous: Draft | None = None
    for place, (first, last) in enumerate(ranges):
        if place in claimed:
            previous = claimed[place]
            continue
        if first == last or not _is_statement(document, first, last):
            continue
        if previous is not None and _follows(document, previous, first, quoted):
            previous.content.append((first, last))
            claimed[place] = previous
    return drafts


def _token_ranges(quotations: tuple[Quotation, ...], quoted: list[int]) -> list[tuple[int, int]]:
    ranges = [(0, 0)] * len(quotations)
    for index, place in enumerate(quoted):
        if place >= 0:
            start, end = ranges[place]
            ranges[place] = (index, index + 1) if start == end else (start, index + 1)
    return ranges


def _is_statement(document: Document, first: int, last: int) -> bool:
    """Whether a quotation makes up whole sentences: it starts one, and ends one."""
    start, _ = document.bounds(first)
    _, end = document.bounds(last - 1)
    before = [token for token in document.doc[start:first] if token.text[0].isalnum()]
    after = [token for token in document.doc[last:end] if token.text[0].isalnum()]
    return not before and not after and last - first >= 3


def _follows(document: Document, draft: Draft, first: int, quoted: list[int]) -> bool:
    """Whether neither a sentence of the reporter's nor a whole paragraph stands before the quotation."""
    last = max(end for _, end in draft.content)
    if draft.cue is not None:
        last = max(last, document.bounds(draft.cue[0])[1])
    if last > first or document.blocks[first] - document.blocks[last - 1] > 1:
        return False
    return all(not token.text[0].isalnum() or quoted[token.i] >= 0 for token in document.doc[last:first])


def _ranges(indices: list[int], document: Document) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for index in indices:
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return [pair for pair in found if any(document.doc[place].text[0].isalnum() for place in range(*pair))]
