"""A passage of another hand inside one article: where spelling and the writing of names change for good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..records import Block, Credit

# British and American spellings of the same word, by a part of it that no other word has. General knowledge
# of the language; -ise/-ize is left out where both are good British use (-ize verbs).
_BRITISH = re.compile(
    r"neighbour|labour|colour|favour|honour|harbour|rumour|behaviour|endeavour|armour|humour|kilometre|centimetre"
    r"|theatre|\bcentre[ds]?\b|fibre"
    r"|defence|offence|\blicence|programme|travell(?:ed|ing|er)|cancell(?:ed|ing)|labell|modell(?:ed|ing)|fuell(?:ed"
    r"|ing)|organis(?:ation|ed|ing|er)"
    r"|synchronis|mobilis|recognis|\brealis(?:e|ed|ing)\b|criticis(?:e|ed|ing)\b|destabilis|normalis|analys(?:ed"
    r"|ing)\b|paralys(?:ed|ing)|\btonnes?\b"
    r"|\bgrey\b|manoeuvre|\bstoreys?\b|\btyres?\b|\bsceptic"
)
_AMERICAN = re.compile(
    r"neighbor|\blabor(?:s|ed|ing|er|ers)?\b|\bcolor|\bfavor|\bhonor(?:s|ed|ing|able)?\b|harbor|rumor|behavior"
    r"|endeavor|\barmor|\bhumor\b|kilometer|centimeter"
    r"|theater|\bcenter(?:ed|s)?\b|fiber|defense|offense|\bprograms?\b|\btravel(?:ed|ing|er|ers)\b|\bcancel(?:ed"
    r"|ing)\b|\blabel(?:ed|ing)\b|\bmodel(?:ed|ing)\b"
    r"|\bfuel(?:ed|ing)\b|organiz(?:ation|ed|ing|er)|synchroniz|mobiliz|recogniz|\brealiz(?:e|ed|ing)\b|criticiz(?:e"
    r"|ed|ing)\b|destabiliz|normaliz"
    r"|analyz(?:ed|ing)\b|paralyz(?:ed|ing)|\bgray\b|maneuver|\bskeptic"
)
# A name that opens with an article is written by house rule with a capital or without, with a hyphen or without.
_PREFIXED = re.compile(r"(?P<prefix>[AaEe]l)(?<!\w..)(?P<joint>[- ])(?P<name>[^\W\d_a-z][\w’']*)")
_SENTENCE_START = re.compile(r"(?:\A|[.!?…:][\"'”’)\]]{0,6}\s{1,6}|\n\s{0,6}|[\"“‘(\[])\Z")
MIN_SIDE_WORDS = 40  # a passage shorter than this shows no style
MIN_KINDS = 2  # one change alone is a slip; a name and a spelling that change together are another hand


@dataclass(frozen=True, slots=True)
class _Trait:
    """One habit seen at one place: ``kind`` what is written two ways, ``way`` how, ``words`` as they stand."""

    kind: str
    way: str
    words: str
    place: int


def find_other_hand(text: str, told: tuple[Block, ...]) -> Credit | None:
    """The passage at the end of an article that another outlet's copy was put in, None where none shows.

    A paragraph boundary is that passage's start where at least two habits change there for good, one of them
    the way a name is written: every use before it is of one way and every use after it of the other.
    Where several boundaries would do, the passage starts with the paragraph that most tells the story's beginning
    again; one that tells nothing again is no second report. Who the other is, is not known (agency None).
    """
    traits = _find_traits(text, told)
    kinds = sorted({trait.kind for trait in traits})
    splits: dict[int, list[tuple[_Trait, _Trait]]] = {}
    for kind in kinds:
        own = [trait for trait in traits if trait.kind == kind]
        change = [index for index in range(1, len(own)) if own[index].way != own[index - 1].way]
        if len(change) == 1:
            before, after = own[change[0] - 1], own[change[0]]
            for index, block in enumerate(told):
                if before.place < block.start <= after.place:
                    splits.setdefault(index, []).append((own[0], after))
    words = len(text[told[0].start : told[-1].end].split())
    best: tuple[int, int, list[tuple[_Trait, _Trait]]] | None = None
    for index, found in sorted(splits.items()):
        side = len(text[told[index].start : told[-1].end].split())
        retold = _count_retold(text, told, index)
        if len(found) < MIN_KINDS or not any(before.kind.startswith("name ") for before, _ in found):
            continue
        if min(side, words - side) >= MIN_SIDE_WORDS and retold >= MIN_RETOLD and (best is None or retold >= best[0]):
            best = (retold, index, found)
    if best is None:
        return None
    _, index, found = best
    changes = "; ".join(f"'{before.words}' becomes '{after.words}'" for before, after in found)
    return Credit(None, told[index].start, told[-1].end, f"another house style: {changes}")


@lru_cache(maxsize=100_000)
def _find_spelling(word: str) -> str | None:
    return "British" if _BRITISH.search(word) else "American" if _AMERICAN.search(word) else None


def _find_traits(text: str, told: tuple[Block, ...]) -> list[_Trait]:
    """The habits seen in the text, in order; none where no name is written in two ways, for then nothing changes."""
    traits = _find_names(text, told)
    if len({trait.kind for trait in traits}) == len({(trait.kind, trait.way) for trait in traits}):
        return []
    for block in told:
        for match in _WORD.finditer(text, block.start, block.end):
            word = match.group()
            if len(word) > 3 and word[0].islower():  # names keep their own spelling: "Labour", "Defense Department"
                if way := _find_spelling(word):
                    traits.append(_Trait("spelling", way, word, match.start()))
    return sorted(traits, key=lambda trait: (trait.place, trait.kind))


def _find_names(text: str, told: tuple[Block, ...]) -> list[_Trait]:
    traits = []
    for block in told:
        for match in _PREFIXED.finditer(text, block.start, block.end):
            opens = _SENTENCE_START.search(text[max(block.start, match.start() - 6) : match.start()] or "\n")
            if not (match["prefix"][0].isupper() and (opens or match.start() == block.start)):
                way = match["prefix"] + match["joint"]
                traits.append(_Trait(f"name {match['name'].casefold()}", way, match.group(), match.start()))
    return traits


_WORD = re.compile(r"[^\W\d_][\w’'-]*")
MIN_RETOLD = (
    6  # words of four letters and more; a paragraph that carries a story on shares two or three with its beginning
)
_COMMON = frozenset(
    "about after again also among been being before could during from have into more most other over said says some "
    "such than that their them then there these they this those under were what when where which while will with "
    "would".split()
)


def _count_retold(text: str, told: tuple[Block, ...], index: int) -> int:
    """How many words of the story's beginning the paragraph uses again: one that opens a second telling, many."""
    head = text[told[0].start : told[min(2, index - 1)].end]
    return len(_content(head) & _content(text[told[index].start : told[index].end]))


def _content(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if len(word) > 3 and word.casefold() not in _COMMON}
