"""The furniture of an outlet: lines that stand in several of its articles and belong to none of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from ..records import RawArticle
from ..settings import Settings
from ..store import Make, make_anew
from ..text import fold
from .bylines import is_byline, is_sign_off
from .datelines import find_dateline
from .outlets import OutletTable, host_of, load_outlets, make_source
from .publication import is_date_line

MIN_ARTICLES = 3  # two articles of an outlet may share a line by chance, a label or a background sentence
MAX_WORDS = 60
# A background sentence ("More than 250,000 people have been killed ...") comes in many articles of one story and
# speaks of what they speak of; furniture does not. So many of its words may stand elsewhere in the article:
MAX_KNOWN = {"open": 0.34, "ended": 0.1}
MIN_WORDS = 2  # content words that tell whether a line belongs; a line of fewer is a label
# Articles that have more than this of their other lines in common are one article twice, not two of an outlet.
MAX_COMMON = 0.3
_WORD = re.compile(r"[^\W_][\w'’-]{3,}")


def find_house_lines(
    raws: Iterable[RawArticle],
    *,
    settings: Settings,
    digests: Mapping[str, str] | None = None,
    make: Make = make_anew,
) -> dict[str, frozenset[str]]:
    """For each seed, the folded lines that are its outlet's furniture; seeds of unknown outlets are one group.

    A line that stands in three articles and more, that is none's first, no date, byline or dateline, and
    whose words the articles do not otherwise use; a sentence only where it closes the text or opens it. Time grows with
    the number of lines. With ``digests`` of the raw articles, by seed, ``make`` may give what was found of the same
    articles of an outlet before.
    """
    outlets = load_outlets(settings.outlets)
    groups: dict[str, list[RawArticle]] = defaultdict(list)
    for raw in raws:
        groups[_name_outlet(raw, outlets)].append(raw)
    found: dict[str, frozenset[str]] = {}
    for group in groups.values():
        house: frozenset[str] = frozenset()
        if len(group) >= MIN_ARTICLES:
            parts = ("house", *(digests[raw.seed] for raw in group)) if digests is not None else ()
            house = frozenset(make(parts, tuple[str, ...], partial(_read_house, group, outlets)).value)
        found.update((raw.seed, house) for raw in group)
    return found


def _read_house(group: Iterable[RawArticle], outlets: OutletTable) -> tuple[str, ...]:
    """The furniture of one outlet."""
    read = [(raw.seed, [fold(line) for line in raw.payload.splitlines() if line.strip()]) for raw in group]
    return tuple(_find_lines(read, outlets))


def _name_outlet(raw: RawArticle, outlets: OutletTable) -> str:
    for pairs in (dict(raw.metadata), dict(raw.page)):
        name, url = pairs.get("source") or pairs.get("site_name"), pairs.get("url")
        if source := make_source(name, url, outlets):
            return source.id if name or outlets.find_domain(url or "") else host_of(url or "")
    return ""


def _find_lines(group: list[tuple[str, list[str]]], outlets: OutletTable) -> Iterable[str]:
    holders: dict[str, list[int]] = defaultdict(list)
    first = {lines[0] for _, lines in group if lines}
    for number, (_, lines) in enumerate(group):
        for line in dict.fromkeys(lines):
            holders[line].append(number)
    common = {line for line, numbers in holders.items() if len(numbers) >= MIN_ARTICLES and line not in first}
    if not common:
        return
    words = {
        number: [set(_WORD.findall(line)) for line in group[number][1]]
        for number in sorted({number for line in common for number in holders[line]})
    }
    for line in sorted(common):
        if len(line.split()) > MAX_WORDS or is_date_line(line) or is_byline(line) or is_sign_off(line):
            continue
        if find_dateline(line, outlets=outlets):
            continue
        apart = _choose_apart(holders[line], group, line)
        if len(apart) >= MIN_ARTICLES and all(
            _is_foreign(line, group[number][1], words[number], common) for number in apart
        ):
            yield line


def _choose_apart(numbers: list[int], group: list[tuple[str, list[str]]], line: str) -> list[int]:
    """Those of the articles that are not one another's versions, at most six, in order."""
    chosen: list[tuple[int, set[str]]] = []
    for number in numbers:
        lines = {other for other in group[number][1] if other != line and len(other.split()) >= 8}
        if all(len(lines & others) <= MAX_COMMON * max(1, min(len(lines), len(others))) for _, others in chosen):
            chosen.append((number, lines))
        if len(chosen) == 2 * MIN_ARTICLES:
            break
    return [number for number, _ in chosen]


def _is_foreign(line: str, lines: list[str], words: list[set[str]], common: set[str]) -> bool:
    """Whether the line stands apart from the article: by its words, and where it is a sentence by its place."""
    place = lines.index(line)
    own = words[place]
    if len(own) < MIN_WORDS:
        return line[-1:] not in ".!?\"'"
    rest = set().union(*(words[other] for other in range(len(lines)) if lines[other] not in common))
    ended = line.endswith((".", "!", "?", '."', '"', "'"))
    if len(own & rest) > MAX_KNOWN["ended" if ended else "open"] * len(own):
        return False
    return not ended or place <= 2 or place >= len(lines) * 0.7
