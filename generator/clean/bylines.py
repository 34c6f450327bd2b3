"""Who wrote it: byline lines and the names in them."""

from __future__ import annotations

import re

from ..text import collapse_space, fold
from .layout import Layout
from .outlets import Outlet, OutletTable

MAX_WORDS = 30
_PARTICLE = r"(?:al|el|bin|ibn|abu|de|del|della|der|den|di|da|dos|du|la|le|van|von|ter|ten|y|af|zu|e)"
_NAME_WORD = r"(?:(?:al|el|ad|as|ash|an|ar)-)?[^\W\d_a-z][\w'’.\-]*"
_NAME = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} )?(?:{_PARTICLE} )?{_NAME_WORD}){{0,4}}")
_LEAD = re.compile(
    r"(?:by|edited by|written by|reported by|reporting by|text by|words by|story by|report by|analysis by|compiled by"
    r"|additional reporting by|writing by|posted by|published by|author:|authors:|editing by|photos? by|photographs "
    r"by|with)(?=[ :])[: ]*",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"\W{0,3}(?:(?:additional |further )?reporting (?:by|from)|writing by|with (?:reporting|assistance|additional "
    r"reporting|input|inputs|files|"
    r"contributions?) (?:by|from)|edited by|editing by|compiled by|translated by)\b.{0,300}\Z",
    re.IGNORECASE | re.DOTALL,
)
_CONTRIBUTED = re.compile(
    r".{2,250}\bcontributed (?:to this|reporting|additional reporting|from)\b.{0,80}\Z", re.IGNORECASE | re.DOTALL
)
_EDITED = re.compile(r"(?:edited|compiled) by\b", re.IGNORECASE)
_REPORTED = re.compile(r"(?<!additional )(?<!further )\breporting (?:by|from) (?P<names>[^;()]{3,200})", re.IGNORECASE)
_SPLIT = re.compile(r"(?<!\s)\s*(?:,? and |,? & |;|,| \| | / |\+)\s*")
_AFTER = re.compile(r"(?:,? (?:in|at|from|for|of) .*|\(.*|[-–—|•·].*| @.*)\Z", re.DOTALL)
_ROLE = re.compile(
    r"\b(?:staff|reporters?|writers?|correspondents?|editors?|desk|team|bureau|agenc(?:y|ies)|news|service|press"
    r"|contributors?|columnist|"
    r"newsroom|online|web|special|senior|chief|diplomatic|political|foreign|own|our|the|published|updated|posted"
    r"|min(?:ute)?s?)\b",
    re.IGNORECASE,
)


def is_byline(line: str) -> bool:
    """Whether the line says who wrote or edited the article, and nothing else."""
    line = collapse_space(line)
    return len(line.split()) <= MAX_WORDS and bool(_credit_part(line))


def is_sign_off(line: str) -> bool:
    """Whether the line, at the end of an article, says who reported, edited or contributed."""
    line = collapse_space(line)
    return len(line.split()) <= 2 * MAX_WORDS and bool(_SIGN_OFF.match(line) or _CONTRIBUTED.match(line))


def find_authors(
    metadata: tuple[tuple[str, str], ...],
    page: tuple[tuple[str, str], ...],
    text: str,
    layout: Layout,
    *,
    outlets: OutletTable,
) -> tuple[tuple[str, ...], tuple[tuple[Outlet, str], ...], str | None]:
    """The persons who wrote the article, the outlets and agencies that its bylines name, each with the evidence, and
    how the persons are known.

    Metadata's authors if there are any, else the page's, else those of the byline, else who is said at the end to
    have reported.
    """
    stated = [value for key, value in metadata if key == "author"]
    paged = [] if stated else [value for key, value in page if key == "author"]
    signed = {line.start for line in layout.signatures}
    lines = [
        text[block.start : block.end] for block in layout.blocks if block.kind == "byline" and block.start not in signed
    ]
    heads = [line for line in lines if not is_sign_off(line) or line[:1].isalpha() and _EDITED.match(line)]
    ends = [line for line in lines if line not in heads]
    people: dict[str, None] = {}
    bodies: dict[str, tuple[Outlet, str]] = {}
    for line in (*stated, *paged):
        names, found = read_authors(line, outlets=outlets)
        people.update(dict.fromkeys(names or (() if found or paged else (collapse_space(line),))))
        bodies.update((outlet.source.id, (outlet, f"author '{collapse_space(line)}'")) for outlet in found)
    by = "metadata" if stated else "page" if people else None
    for line in heads:
        names, found = read_authors(line, outlets=outlets)
        people.update(dict.fromkeys(() if by else names))
        for outlet in found:
            bodies.setdefault(outlet.source.id, (outlet, f"byline '{collapse_space(line)}'"))
    for line in ends:
        if not people and (match := _REPORTED.search(collapse_space(line))):
            people.update(dict.fromkeys(read_authors(match["names"], outlets=outlets)[0]))
        for outlet in _named_agencies(line, outlets):
            bodies.setdefault(outlet.source.id, (outlet, f"sign-off '{collapse_space(line)}'"))
    return tuple(people), tuple(bodies.values()), (by or "byline") if people else None


def _named_agencies(line: str, outlets: OutletTable) -> list[Outlet]:
    found = []
    for match in re.finditer(rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,3}}", line):
        pieces = match.group().split(" ")
        sizes = ((start, end) for start in range(len(pieces)) for end in range(len(pieces), start, -1))
        found += [
            outlet for start, end in sizes if (outlet := outlets.agencies.get(" ".join(pieces[start:end]).strip(".")))
        ][:1]
    return found


def read_authors(line: str, *, outlets: OutletTable) -> tuple[tuple[str, ...], tuple[Outlet, ...]]:
    """The persons and the outlets that a byline names, in order; roles and places are left out."""
    people: dict[str, None] = {}
    bodies: dict[Outlet, None] = {}
    for part in re.split(r"\s*[|•·]\s*", collapse_space(line)):
        rest = _LEAD.sub("", part, count=1) if _LEAD.match(part) else part
        for piece in _SPLIT.split(rest):
            piece = _LEAD.sub("", piece, count=1) if _LEAD.match(piece) else piece
            outlet = outlets.find_name(piece.strip(" .()")) or outlets.find_name(_AFTER.sub("", piece).strip(" .()"))
            name = _AFTER.sub("", piece).strip(" ,:;")
            if outlet:
                bodies.setdefault(outlet)
            elif _is_person(name):
                people.setdefault(name)
    return tuple(people), tuple(bodies)


def _credit_part(line: str) -> bool:
    part = re.split(r"\s*[|•·]\s*", line)[0]
    match = _LEAD.match(part)
    if not match:
        return False
    rest = part[match.end() :].strip()
    if not rest or (rest[-1:] in "!?:" or (rest[-1:] == "." and len(rest.split()[-1]) > 4)):
        return False
    return all(_is_piece(piece) for piece in _SPLIT.split(rest) if piece)


def _is_piece(piece: str) -> bool:
    piece = _LEAD.sub("", piece, count=1) if _LEAD.match(piece) else piece
    name = _AFTER.sub("", piece).strip(" ,:;")
    return not name or bool(_NAME.fullmatch(name)) or bool(_ROLE.search(name) and len(name.split()) <= 5)


def _is_person(name: str) -> bool:
    words = name.split()
    return bool(_NAME.fullmatch(name)) and len(words) >= 2 and not _ROLE.search(fold(name))
