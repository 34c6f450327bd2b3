"""False friends: whether a word that looks like a time is one, by the words on both sides.

A number is a year or a count, "May" a month or a verb, "Sunday" a day or a newspaper. Every
test answers from the neighbouring words alone, so that it is the same with every pipeline.
"""

from __future__ import annotations

from .times_lexicon import Words, letters_of
from .times_words import MONTHS, WEEKDAYS

_YEAR_CUES = frozenset(
    "in since until till by from to of during before after through between early late mid for year the circa and "
    "or into born a an its "
    "their his her our this summer winter autumn spring fall back as throughout within".split()
)
_MONTH_CUES = frozenset(
    "in since last next this by until till of early late later mid every each from to during before after "
    "through between around for "
    "a an the its their his her our previous following about into throughout on 's".split()
)
_SEASON_CUES = frozenset(
    "in by since until till during of this last next every each early late mid for before after through from".split()
)
_COUNTED = frozenset(
    "people men women children troops police civilians personnel staff km miles metres meters feet kg dollars "
    "euros pounds percent "
    "per".split()
)
# Words behind a number that make it a year: "2012 was the worst", "2012's harvest".
_YEAR_VERBS = frozenset("was is has had will would saw 's".split())
# Capitalised nouns that a number follows that is no year.
_NUMBERED = frozenset(
    "room flight resolution article channel highway route section chapter page rule form model law decree order "
    "directive paragraph code windows office".split()
)
_COUNTS = frozenset("$ £ € # no number nearly almost about some over least than".split())
_TITLES = frozenset(
    "times telegraph mirror express mail herald post world people independent tribune star sun business review "
    "journal club night "
    "politics magazine addams supplement".split()
)
# Months that are also names, verbs or nouns.
_AMBIGUOUS_MONTHS = ("may", "march", "april", "june", "august")
_MARCHES = frozenset("on for of to against in from".split())
_OWNERS = frozenset("the a an his her their our".split())
_NAME_CUES = ("by", "for", "to", "from", "with", "about", "after", "before", "and", ",", "of", "")
_ENDS = frozenset(', . ; : ) and but in at on when that by with to " ” from - after as'.split())
_UNITS = letters_of("UNIT", "UNITS", "PERCENT", "ZONE", "HOURS")
(_YEAR,) = letters_of("YEAR")
_MONTH_LETTERS = letters_of("MONTH", "SEASON", "QUARTER")


def is_count(words: Words, place: int) -> bool:
    """Whether a four-digit number counts what follows it: ``2000 people``, ``2011 soldiers``."""
    after = words.at(place + 1)
    return after in _COUNTED or after == "%"


def is_year(words: Words, place: int, *, plain: bool) -> bool:
    """Whether a four-digit number is a year; ``plain`` where no "early" or "mid-" stands before it."""
    word, before, after = words.lower[place], words.at(place - 1), words.at(place + 1)
    if is_count(words, place) or before in _COUNTS or words.letter(place + 1) in _UNITS:
        return False
    if before == "." and words.ends[place - 1] == words.starts[place]:
        return False  # a decimal, a version
    cue = before in _YEAR_CUES or not plain
    plural = (
        after.endswith("s")
        and after.isalpha()
        and len(after) > 3
        and not words.is_capital(place + 1)
        and after not in ("this", "plus")
    )
    if before in _NUMBERED or plural and before in ("and", "or", "some") and words.letter(place - 2) != _YEAR:
        return False  # Room 2012, "and 1998 cars"
    if plural and word.endswith("00") and before not in ("the", "its", "their", "'s"):
        return False  # 2000 houses
    if not "1900" <= word <= "2100":
        return before in ("in", "since", "from", "until", "by", "before", "after", "between")
    described = words.at(place - 2) in _OWNERS and not words.is_capital(place - 1)
    if after in _YEAR_VERBS or described and after.isalpha() and not plural:
        return True  # "2012 was the worst", "the bloody 1989 crackdown"
    if cue or before in ("(", "-", "–", ",", "'s", "/", ""):
        return True
    if word.endswith("00"):
        return False  # Windows 2000
    if before.isalpha() and words.is_capital(place - 1):
        return True  # the World Cup 2010
    return not plural and words.letter(place - 1) in _MONTH_LETTERS


def has_year_cue(words: Words, place: int) -> bool:
    """Whether the word before the place is one that years follow ("since '82")."""
    return words.at(place - 1) in _YEAR_CUES


def is_month(words: Words, place: int) -> bool:
    """Whether a capitalised name of a month is one: not ``May`` the verb, ``March`` the march, ``April`` the person."""
    word, before, after = words.lower[place], words.at(place - 1), words.at(place + 1)
    named = after.isalpha() and words.is_capital(place + 1) and after not in MONTHS and after not in WEEKDAYS
    cue = before in _MONTH_CUES
    if len(word) < 5 and word not in ("may", "june", "july"):
        return cue  # "Jan", "Mar." may be names
    if word in ("may", "march"):
        listed = before in ("and", "or", "-", "–", ",") and words.letter(place - 2) in _MONTH_LETTERS
        if not (cue or listed):
            return False
    if word == "march" and before in _OWNERS and after in _MARCHES:
        return False
    if word in _AMBIGUOUS_MONTHS and word != "march" and named and before in _NAME_CUES:
        return False
    return cue or not named or before in ("", "and", "or")


def is_weekday(words: Words, place: int) -> bool:
    """Whether a capitalised weekday is one: not the ``Sunday Times``, nor ``Super Tuesday``."""
    word, before, after = words.lower[place], words.at(place - 1), words.at(place + 1)
    if word.endswith("."):
        return after == "," or after[:1].isdigit() or after in MONTHS or before in ("on", "last", "next", "this")
    if len(word) < 6:
        return False  # "Sat" and "Sun" stand in a date or are no day
    return (
        not (after in _TITLES and words.is_capital(place + 1))
        and before
        not in (
            "super",
            "cyber",
            "giving",
            "black",
            "bloody",
        )
        and not (before == "on" and words.at(place - 2) == "mail")
    )


def is_season(words: Words, first: int, place: int, *, limited: bool) -> bool:
    """Whether ``spring``, ``fall`` and the others are seasons: not the verbs ("prices fall", "spring into action").

    ``first`` is where the expression starts, ``limited`` says that "early" or "mid-" belongs to it.
    """
    word, before, after = words.lower[place], words.at(first - 1), words.at(place + 1)
    if words.lower[first] == "the":
        return (
            word not in ("fall", "spring") or before in _SEASON_CUES and after not in ("of", "in", "from", "to", "for")
        )
    return before in _SEASON_CUES or limited or place > 0 and word in ("autumn", "summer", "winter")


def stands_alone(words: Words, place: int) -> bool:
    """Whether an expression ends there: no noun phrase of its own follows ("the day before the vote")."""
    return place >= len(words.lower) or words.lower[place] in _ENDS
