"""Sentences that rest on another outlet: "told AFP", "Reuters reported", "according to the ... news agency"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..records import Block
from .outlets import Outlet, OutletTable

CONTEXT = 60  # characters on either side of a name in which it is said what it did
_SAYS = (
    r"(?:reports?|reported|reporting|said|says|saying|quoted|quotes|quoting|cited|cites|citing|added|wrote|writes"
    r"|learned|learnt|confirmed|carried|tweeted|"
    r"published|revealed|understands)"
)
_BODY = (
    r"(?:['’]s)?(?:,? (?:the |a )?(?:official |state |state-run |semi-official |local |private |Russian |news "
    r")?(?:news agency|news service|newswire|wire service|"
    r"agency|television|TV|newspaper|news channel|news site|website|daily))?"
)
_PEOPLE = (
    r"(?:correspondents?|reporters?|journalists?|photographers?|witness(?:es)?|teams?|reports?"
    r"|investigation|analysis|tally|count)"
)
_BEFORE = re.compile(
    r"\b(?:(?:told|tells|tell|telling)|(?:interview|interviews|conversation|call) with|(?:statement|email|e-mail"
    r"|letter|comments?|comment) to|(?:speaking|spoke|talking) (?:to|with)|"
    r"(?:reported|said|quoted|cited|carried|published|released|seen|obtained|reviewed|distributed|issued|compiled"
    r"|conducted) (?:by|in|on)|"
    r"(?:according to|citing|quoting)(?: an?)?(?: reports? (?:by|from|in))?)"
    r"(?: (?:the|state|local|official|national|Russian|news|agency|broadcaster|newspaper|daily|channel|TV)){0,4}(?: "
    r"[A-Z]\w+(?:-\w+)?(?: (?:news agency|broadcaster|newspaper|daily|channel))?)? ?\Z"
)
_A = re.compile(r"\b[Aa]n? \Z")
_AFTER_SAYS = re.compile(rf"{_BODY},? (?:also |has |had |have |later |earlier |first )?(?:{_SAYS})\b")
_AFTER_BODY = re.compile(r" (?:state )?(?:news agency|newswire|news wire)\b")
_AFTER_PEOPLE = re.compile(rf" {_PEOPLE}\b")
_WORD = re.compile(r"\w+")
_NO_NAME = re.compile(r"\w|[’'-]\w")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}(?=\s+[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Rep|Gov|Prof|St|Jr|Sr|vs|No|U\.S|U\.K|U\.N|a\.m|p\.m|[A-Z])\.\Z"
)


def find_cited(text: str, told: tuple[Block, ...], *, outlets: OutletTable) -> tuple[tuple[Outlet, int, int, str], ...]:
    """Each outlet that a sentence rests on, the sentence's place, and the words that say so, in text order.

    Only names that mean nothing else (``cited`` in the table) and only where the words around say that the outlet
    reported, was told or is quoted: "killed a Reuters journalist" is not one.
    """
    found: list[tuple[Outlet, int, int, str]] = []
    index = _index_names(tuple(outlets.cited))
    if index.keys().isdisjoint(_WORD.findall(text)):
        return ()
    for block in told:
        ends: list[int] | None = None
        for name, place in _find_names(text, block, index):
            words = _cited_words(text, place, place + len(name), block)
            if words is None:
                continue
            ends = ends if ends is not None else find_sentence_ends(text, block)
            start = max([block.start, *(end for end in ends if end <= place)])
            stop = next(end for end in ends if end >= place + len(name))
            while text[start].isspace():
                start += 1
            found.append((outlets.cited[name], start, stop, " ".join(words.split())))
    return tuple(found)


def _find_names(text: str, block: Block, index: dict[str, tuple[tuple[str, int], ...]]) -> Iterator[tuple[str, int]]:
    """Each name in a block with its place, the longest where several begin, none within another."""
    last = block.start
    for match in _WORD.finditer(text, block.start, block.end):
        for name, lead in index.get(match.group(), ()):
            place = match.start() - lead
            if place >= last and text.startswith(name, place, block.end):
                yield name, place
                last = place + len(name)
                break


def find_sentence_ends(text: str, block: Block) -> list[int]:
    """Where the sentences of a block end, the last at the block's end: enough to give a credit its sentence."""
    ends = []
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        if not _ABBREVIATED.search(text[max(block.start, match.start() - 6) : match.start() + 1]):
            ends.append(match.end())
    if not ends or ends[-1] != block.end:
        ends.append(block.end)
    return ends


def _cited_words(text: str, start: int, end: int, block: Block) -> str | None:
    """The words that say the name at this place is cited, None where none do."""
    if (
        (start > block.start and (text[start - 1].isalnum() or text[start - 1] in "-/@.#"))
        or _NO_NAME.match(text, end)
        and not text.startswith(("'s ", "’s "), end)
    ):
        return None
    before = text[max(block.start, start - CONTEXT) : start]
    after = text[end : min(block.end, end + CONTEXT)]
    if match := _BEFORE.search(before):
        if not _AFTER_OWNED.match(after):
            return before[match.start() :] + text[start:end]
    for pattern in (_AFTER_SAYS, _AFTER_BODY):
        if match := pattern.match(after):
            return text[start:end] + match.group()
    if (match := _A.search(before)) and (people := _AFTER_PEOPLE.match(after)):
        return before[match.start() :] + text[start:end] + people.group()
    return None


_AFTER_OWNED = re.compile(
    r"['’]s |['’] | (?:journalist|reporter|correspondent|employee|staff|executive|chief|owner|headquarters|office"
    r"|building|board|shareholders)s?\b(?! (?:that|on|in)\b)"
)


@cache
def _index_names(names: tuple[str, ...]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Names by their first word, the longest first, each with where in it that word stands."""
    index: dict[str, list[tuple[str, int]]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if match := _WORD.search(name):
            index.setdefault(match.group(), []).append((name, match.start()))
    return {word: tuple(found) for word, found in index.items()}
