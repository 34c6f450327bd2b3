"""Where a report is from and whose it is: the dateline and the agency's credit at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .outlets import Outlet, OutletTable

MAX_CHARS = 160  # a dateline with place, country, date and agency; what comes later in a paragraph is none
_WORD = r"[^\W\d_a-z][\w'’.\-]*"
_PLACE = rf"(?:{_WORD}(?: (?:(?:de|del|al|el|la|le|upon|of|the|and) )?{_WORD}){{0,3}})"
_PLACES = rf"(?P<place>{_PLACE}(?:(?:, |/){_PLACE}){{0,2}})"
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'’.\-]{2,}"
_CAPITAL_PLACES = rf"(?P<place>{_CAPITALS}(?: [^\W\d_a-z][^\W\d_a-z'’.\-]*){{0,3}}(?:, {_PLACE})?)"
_DATE = (
    r"(?:,? (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul"
    r"|Aug|Sept|Sep|Oct|Nov|Dec)"
    r"[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?|,? \d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}(?: "
    r"\d{4})?)?"
)
_DASH = r" ?(?:[-–—]{1,2}|:)"
_MARK = re.compile(r"[-–—:(]")  # every dateline holds one
_CLOSING = ".)]"
# Words in capitals that open a line and are no place.
_LABELS = frozenset(
    "breaking update updated live watch video photos photo analysis opinion exclusive correction editor note host "
    "read more related "
    "factbox timeline explainer comment editorial interview review feature background graphic poll advisory alert "
    "urgent newsmaker "
    "question answer q a byline file source sources key points summary highlights".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline or credit: where it stands (``end`` is where the story goes on), the place, the agencies."""

    start: int
    end: int
    place: str | None
    agencies: tuple[Outlet, ...]


def find_dateline(words: str, *, outlets: OutletTable) -> Dateline | None:
    """The dateline that a paragraph opens with, or is; None where it has none."""
    head = words[:MAX_CHARS]
    if not _MARK.search(head):
        return None
    for pattern in _compile_patterns(tuple(outlets.agencies)):
        match = pattern.match(head)
        if not match:
            continue
        groups = match.groupdict()
        place = (groups.get("place") or "").strip(" ,") or None
        agencies = read_agencies(groups.get("agency") or "", outlets=outlets)
        outlet = outlets.find_name(groups.get("outlet") or "")
        rest = words[match.end() :].lstrip()
        if groups.get("outlet") and not outlet:
            continue
        if not agencies and not outlet and (place is None or not _is_place(place) or not rest):
            continue
        if rest and not (rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"“‘'«(["):
            continue  # "NATO - the alliance - said": a sentence that goes on
        if place and outlets.find_name(place):
            continue
        return Dateline(0, len(words) - len(rest), place, agencies)
    return None


def find_signature(words: str, *, outlets: OutletTable) -> Dateline | None:
    """The agency's credit that a paragraph ends with, or is ("(AFP)", "- AP", "Source: Reuters"), else None."""
    tail = words[-MAX_CHARS:]
    if not tail.rstrip().rstrip(_CLOSING).endswith(_list_ends(tuple(outlets.agencies))):
        return None
    shift = len(words) - len(tail)
    match = _compile_signature(tuple(outlets.agencies)).search(tail)
    if not match:
        return None
    before = tail[: match.start()].rstrip()
    bare = match["lone"] is not None
    if (bare and (before or shift)) or (match["dash"] and before and before[-1] not in ".!?…\"”’'"):
        return None
    agencies = read_agencies(match["bracket"] or match["dash"] or match["lone"], outlets=outlets)
    return Dateline(shift + match.start("all"), len(words), None, agencies) if agencies else None


def read_agencies(words: str, *, outlets: OutletTable) -> tuple[Outlet, ...]:
    """The agencies that a credit such as "AFP, dpa" or "Reuters/AP" names, in order, each once."""
    found = [outlets.agencies.get(name.strip(" .")) for name in re.split(r"/|,|;|&|\+| and ", words)]
    return tuple(dict.fromkeys(outlet for outlet in found if outlet))


def _is_place(place: str) -> bool:
    words = re.findall(r"[^\W\d_]+", place.casefold())
    return bool(words) and sum(map(len, words)) >= 4 and not _LABELS & set(words)


@cache
def _agency_names(names: tuple[str, ...]) -> str:
    one = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return rf"(?:the )?(?:{one})(?:(?:/|, | and |; | & )(?:{one})){{0,3}}"


@cache
def _compile_patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    agency = _agency_names(names)
    author = rf"(?:By {_WORD}(?: {_WORD}){{1,3}} )?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:{author}{_PLACES}{_DATE},? ?)?\((?P<agency>{agency})\)(?:{_DASH}|\s|\Z)",  # BEIRUT (Reuters) -   (AP)
            rf"(?:{author}{_PLACES}{_DATE},? ?)?\((?P<outlet>[A-Z][\w .]{{1,25}})\)(?:{_DASH}|\s|(?=[A-Z]))",  # (CNN)
            rf"(?P<agency>{agency})(?:, | / |/| - | – | — ){_PLACES}{_DATE}{_DASH}",  # AFP, Beirut :
            rf"(?P<agency>{agency}){_DASH}\s",  # AFP -
            rf"{_PLACES}(?:/|, | - )(?P<agency>{agency}){_DATE}{_DASH}",  # Beirut/AFP:
            rf"{_CAPITAL_PLACES}{_DATE}(?: ?[–—]{{1,2}}| --| -|:)(?=\s)",  # BEIRUT —   NEW DELHI:
        )
    )


@cache
def _list_ends(names: tuple[str, ...]) -> tuple[str, ...]:
    """What a text that an agency signs ends with: a quick look that spares most paragraphs the pattern."""
    return tuple(sorted({name.rstrip(_CLOSING) for name in names}))


@cache
def _compile_signature(names: tuple[str, ...]) -> re.Pattern[str]:
    agency = _agency_names(names)
    return re.compile(
        rf"(?P<all>[(\[](?:[a-z]{{2,4}}/[a-z]{{2,4}} )?(?:(?:Source|From|With|Agencies|©)[: "
        rf"]+)?(?P<bracket>{agency})[)\]]"
        rf"|[-–—]{{1,2}} ?(?P<dash>{agency})"
        rf"|(?:(?:Source|Sources|Credit|Agency|Agencies|With inputs? from|Via)[: ]+)?(?P<lone>{agency}))[.]?\s*\Z"
    )
