"""Page furniture: which paragraphs are the page's and not the story's, and why.

By method, not by a site: what a paragraph is made of (labels, prompts, credits), where it
stands (the run at the end), how it ends. A paragraph that no rule of ``furniture.tsv``
knows stays: a sentence of the story must never be lost to a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..text import fold
from .blocks import is_header_line
from .bylines import is_sign_off
from .outlets import OutletTable
from .passages import Passage
from .publication import is_date_line
from .scoring import find_scored

TABLE = "furniture.tsv"
MAX_WORDS = (
    80  # the captions of picture galleries run to about seventy words; a longer paragraph is no label and no prompt
)
MAX_CHARS = 600
MAX_TAIL_WORDS = 150  # notices about republishing and about the outlet are paragraphs of their own
MAX_ENDING_CHARS = 200
HINTS = 2
MIN_LINK_WORDS = 4
MAX_LINK_WORDS = 25
_CREDITED = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]][^\w.!?]*$")  # a full stop after it ends a sentence
_SPLIT = re.compile(r"(?<!\s)\s*(?:/|,|;|\||-|–| and | via )\s*")


MAX_BIOGRAPHIES = 3
MIN_TOLD = 3
_PERSON = r"[^\W\d_a-z][\w'’.-]+(?: [^\W\d_a-z][\w'’.-]*){1,3}"
_TRADE = (
    r"(?:reporter|correspondent|journalist|editor|writer|columnist|contributor|blogger|freelancer|intern|photographer)"
)
_OTHER = r"(?:author|commentator|producer|fellow|professor|lecturer|analyst|director|researcher)"
_REACHED = r"(?:@|\b[Ff]ollow\b|\b[Ee]-?mail|\b[Bb]ook\b|\bauthor of\b|\bviews\b)"
# Who the author is: a trade of the press, or another with how to reach them; or what they cover for whom.
_BIOGRAPHY = re.compile(
    rf"The (?:writer|author) is (?:an? |the )|"
    rf"(?<!\w)(?P<name>{_PERSON}) "
    rf"(?:is (?:an? |the )?(?:[\w'’-]+[ ,]+){{0,6}}(?:{_TRADE}s?\b|{_OTHER}s?\b(?=.*{_REACHED}))|"
    rf"(?:covers|writes (?:about|on|for)|reports (?:on|for)) (?=.*(?:\bfor (?:The |the )?[A-Z]|{_REACHED})))"
)


@dataclass(frozen=True)
class Lexicon:
    """The rules of the table, ready to match: one joined pattern a place and reason."""

    patterns: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]
    hints: tuple[re.Pattern[str], ...]
    words: dict[str, tuple[tuple[str, frozenset[str]], ...]]


@cache
def load_lexicon() -> Lexicon:
    """The furniture table of the package."""
    rules: dict[tuple[str, str], list[str]] = {}
    for line in files(__package__).joinpath(TABLE).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            reason, place, pattern = line.split("\t")
            rules.setdefault((place, reason), []).append(pattern)
    patterns = {
        place: tuple(
            (reason, re.compile("|".join(f"(?:{_place(place, one)})" for one in found)))
            for (where, reason), found in rules.items()
            if where == place
        )
        for place in ("line", "opening", "credit", "ending", "tail")
    }
    words = {
        place: tuple(
            (reason, frozenset(word for one in found for word in one.split(",")))
            for (where, reason), found in rules.items()
            if where == place
        )
        for place in ("words", "headwords")
    }
    hints = tuple(re.compile(one) for (where, _), found in rules.items() if where == "hint" for one in found)
    return Lexicon(patterns, hints, words)


def find_furniture(passages: tuple[Passage, ...], *, outlets: OutletTable) -> dict[int, str]:
    """Index and reason of each paragraph that is furniture.

    Four passes: labels, prompts and credits wherever they stand; what is furniture by its make; the links
    below a label for related articles; the run of notices and biographies at the end.
    """
    lexicon = load_lexicon()
    found: dict[int, str] = {}
    told, first = False, True
    for index, passage in enumerate(passages):
        last = index == len(passages) - 1
        reason = _match_label(passage, lexicon, head=not told, first=first) or _match_credit(
            passage, outlets, last=last
        )
        if reason:
            found[index] = reason
        else:
            first = False
            told = told or passage.ended
    for index, reason in find_scored(passages).items():
        found.setdefault(index, reason)
    for index in [index for index, reason in found.items() if reason in ("furniture", "prices", "related")]:
        words = passages[index].words
        if is_date_line(words) or is_sign_off(words) or is_header_line(passages[index], outlets):
            del found[index]  # it dates or signs the article
    _find_links(passages, found)
    _find_biographies(passages, found)
    _find_tail(passages, found, lexicon)
    return found


def _place(place: str, pattern: str) -> str:
    return {"line": rf"{pattern}\Z", "ending": rf"{pattern}\Z"}.get(place, pattern)


def _match_label(passage: Passage, lexicon: Lexicon, *, head: bool, first: bool) -> str | None:
    plain = passage.plain
    if passage.count > MAX_WORDS or len(plain) > MAX_CHARS or not plain:
        return None
    for place in ("words", "headwords") if head else ("words",):
        tokens = {token.strip(".,:;!?()[]{}'\"<>»›-") for token in plain.split()} - {""}
        for reason, words in lexicon.words[place]:
            if tokens and tokens <= words:
                return reason
    for reason, pattern in lexicon.patterns["line"]:
        if pattern.match(plain):
            return reason
    for reason, pattern in lexicon.patterns["ending"]:
        if pattern.search(plain, max(0, len(plain) - MAX_ENDING_CHARS)):
            return reason
    if not first:
        for place in ("opening",) if passage.ended else ("opening", "credit"):
            for reason, pattern in lexicon.patterns[place]:
                if pattern.match(plain):
                    return reason
    return None


def _match_credit(passage: Passage, outlets: OutletTable, *, last: bool) -> str | None:
    """A caption: no sentence, and an agency or outlet in brackets at its end.

    A whole sentence before the brackets, or the last paragraph, is a story signed by its agency.
    """
    if last or passage.count > MAX_WORDS or passage.count < MIN_LINK_WORDS or len(passage.words) > MAX_CHARS:
        return None
    match = _CREDITED.search(passage.words)
    if not match or passage.words[: match.start()].rstrip()[-1:] in tuple(".!?…\"”’'"):
        return None
    names = [name for name in _SPLIT.split(match.group(1)) if name]
    return "caption" if names and any(outlets.find_name(name) for name in names) else None


def _find_links(passages: tuple[Passage, ...], found: dict[int, str]) -> None:
    """Add the lines below a bare label for related articles that look like links: several words, no sentence."""
    listing = False
    for index, passage in enumerate(passages):
        if found.get(index) == "related":
            listing = passage.count <= 6 and not passage.plain.rstrip(":").count(":")
        elif index not in found:
            link = not passage.ended and MIN_LINK_WORDS <= passage.count <= MAX_LINK_WORDS
            listing = listing and link and index > len(passages) // 2
            if listing:
                found[index] = "related"


def _find_biographies(passages: tuple[Passage, ...], found: dict[int, str]) -> None:
    """Add who the author is, among the last paragraphs: "Ann Example is a reporter based in ...", "Ann covers ...".

    A person whom the story names besides is one of the story's.
    """
    told = [index for index in range(len(passages)) if index not in found]
    for index in told[-MAX_BIOGRAPHIES:] if len(told) > MIN_TOLD else ():
        passage = passages[index]
        match = _BIOGRAPHY.match(passage.words) if passage.count <= MAX_WORDS else None
        if match is None:
            continue
        name = fold(match["name"] or "").rpartition(" ")[2]
        others = (passages[other] for other in told if other != index)
        if not name or not any(name in other.plain for other in others if other.ended):
            found[index] = "biography"


def _find_tail(passages: tuple[Passage, ...], found: dict[int, str], lexicon: Lexicon) -> None:
    for index in range(len(passages) - 1, 0, -1):
        if index in found:
            continue
        passage = passages[index]
        if passage.count > MAX_TAIL_WORDS or len(passage.plain) > 10 * MAX_TAIL_WORDS:
            break
        reason = next((reason for reason, pattern in lexicon.patterns["tail"] if pattern.search(passage.plain)), None)
        if reason is None and sum(bool(hint.search(passage.plain)) for hint in lexicon.hints) >= HINTS:
            reason = "republishing"
        if reason is None:
            break
        found[index] = reason
