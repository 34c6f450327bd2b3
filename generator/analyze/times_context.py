"""The context of a time expression: whether its clause looks back or ahead, and how a text writes its dates."""

from __future__ import annotations

import re
from typing import Any

from .times_lexicon import Words, letters_of
from .times_words import MONTHS, WEEKDAYS

PAST, FUTURE = "past", "future"
# How many words to each side of an expression the verb that it hangs on is looked for.
_REACH = 14

_MODALS = frozenset("will shall 'll would could might should may must".split())
# Words that look ahead when an infinitive or a preposition follows: "due to arrive", "scheduled for Friday".
_PLANS = frozenset(
    "expected scheduled slated planned due set poised expects expect plans plan planning hopes hope intends "
    "intend aims aim deadline "
    "tentatively".split()
)
# Verbs whose present tense tells what is fixed for a day to come: "Talks resume Monday".
_SCHEDULED = frozenset("begins resume resumes reopens opens arrives departs expires kicks".split())
_PLAN_LINKS = frozenset("to for on in at by next this".split())
_INTENTS = frozenset(
    "agreed wants want going ready likely about promised pledged vowed asked ordered invited".split()
)  # with "to" alone
_BACK = frozenset(
    "was were had did has have been said told died killed announced began came went took made gave left met held "
    "won lost saw fell rose led "
    "became got sent put ran kept brought built bought thought found felt hit cut let set spoke broke drove grew "
    "knew wrote paid stood sold since "
    "'ve ago fled struck shot sought taught caught fought chose threw drew flew swept withdrew".split()
)
# Words of what is put off: the day "until" or "to" which it is lies ahead.
_DEFERRED = frozenset("postponed postpone delayed delay adjourned deferred extended rescheduled off back".split())
_HELPERS = frozenset("be been being have has had is are was were not also then now still already only finally".split())
_ARTICLES = frozenset("a an the its their his her this that".split())
_PLAIN = letters_of("OTHER")
_STOPS = frozenset('. ; : ! ? “ ” " ( )'.split())
_NOT_VERBS = frozenset(
    "united need speed hundred indeed unprecedented red bed need embed exceed proceed feed seed weed breed led "
    "armed islamist".split()
)


def find_direction(words: Words, first: int, last: int, tags: dict[int, str]) -> str | None:
    """PAST or FUTURE for the expression between two tokens, by the nearest verb of its clause; None where none tells.

    The clause to the left decides before that to the right, since English puts the day behind
    the verb ("will meet on Monday, he said"). ``tags`` are Penn tags by offset and may be empty.
    """
    before = words.lower[first - 1] if first else ""
    if before in ("since", "ago"):
        return PAST
    if before in ("until", "till", "to") and not _DEFERRED.isdisjoint(words.lower[max(first - 4, 0) : first - 1]):
        return FUTURE
    if before in ("until", "till", "by"):
        left = _read_clause(words, range(first - 2, max(first - _REACH, -1), -1), tags)
        if words.lower[last - 1] not in WEEKDAYS:
            exact = words.lower[last - 1][0].isdigit()
            return left or (None if exact else FUTURE)
        if left is None:
            return _read_clause(words, range(last, min(last + _REACH, len(words.lower))), tags) or FUTURE
        return left if before == "by" else FUTURE  # "shops are closed until Friday"
    left = _read_clause(words, range(first - 1, max(first - 1 - _REACH, -1), -1), tags)
    if left is not None:
        return left
    right = _read_clause(words, range(last, min(last + _REACH, len(words.lower))), tags)
    return right or (FUTURE if _has_infinitive(words, first) else None)


def writes_day_first(words: Words) -> bool | None:
    """Whether a text's numeric dates put the day first: by one that can only be read so, else by how it writes months.

    None where nothing tells.
    """
    votes = 0
    for place, word in enumerate(words.lower):
        numeric = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}", word)
        if numeric and int(numeric[1]) > 12:
            return True
        if numeric and int(numeric[2]) > 12:
            return False
        if word in MONTHS and words.is_capital(place):
            votes += _is_day(words, place - 1) - _is_day(words, place + 1)
    return None if votes == 0 else votes > 0


def _is_day(words: Words, place: int) -> bool:
    return 0 <= place < len(words.lower) and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", words.lower[place]) is not None


def _read_clause(words: Words, places: range, tags: dict[int, str]) -> str | None:
    """The direction of the first verb group that lies on the way; the way ends at a mark that ends a clause."""
    back = places.step < 0
    for place in places:
        word = words.lower[place]
        if word in _STOPS or word.isspace():
            return None
        if _is_ahead(words, place) or word in _SCHEDULED and tags.get(words.starts[place], "VBZ") in ("VBZ", "VBP"):
            return FUTURE
        if not _is_back(words, place, tags):
            continue
        return _read_group(words, place) if back else PAST
    return None


def _is_ahead(words: Words, place: int) -> bool:
    word = words.lower[place]
    if word in _MODALS:
        return not (word == "may" and words.is_capital(place))
    if word == "upcoming":
        return True
    following = words.at(place + 1)
    if following == "to" and word in _INTENTS:
        return True
    linked = following in _PLAN_LINKS or following in WEEKDAYS
    return word in _PLANS and linked and (words.at(place - 2), words.at(place - 1)) != ("had", "been")


def _is_back(words: Words, place: int, tags: dict[int, str]) -> bool:
    """Whether a word is a verb that looks back: a past tense, or a participle not behind an article."""
    word, tag = words.lower[place], tags.get(words.starts[place])
    before = words.lower[place - 1] if place else ""
    if tag is not None:
        return tag == "VBD" or word in ("has", "have", "had") or tag == "VBN" and before not in _ARTICLES
    if word in _BACK:
        return True
    return len(word) > 4 and word.endswith("ed") and word not in _NOT_VERBS and before not in _ARTICLES


def _has_infinitive(words: Words, first: int) -> bool:
    """Whether all that stands before an expression in its clause is an infinitive: "Rail strike to begin Thursday"."""
    for place in range(first - 1, max(first - 1 - _REACH, -1), -1):
        if words.lower[place] in _STOPS:
            return False
        if words.lower[place] == "to" and place + 1 < first:
            verb = words.lower[place + 1]
            plain = verb.isalpha() and verb not in _ARTICLES and not words.is_capital(place + 1)
            return plain and words.letter(place + 1) in _PLAIN
    return False


def _read_group(words: Words, place: int) -> str:
    """The direction of the verb group that ends at a place: "will be held" looks ahead, "had been held" back."""
    for earlier in range(place - 1, max(place - 6, -1), -1):
        word = words.lower[earlier]
        if word in _MODALS or word == "to" and words.lower[earlier + 1] == "be":
            return FUTURE
        if word not in _HELPERS and not word.endswith("ly"):
            return PAST
    return PAST


def list_tags(doc: Any) -> dict[int, str]:
    """Penn tags by the offset of their token; empty where the pipeline gave none."""
    strings = doc.vocab.strings
    return {int(offset): strings[int(tag)] for offset, tag in doc.to_array(["IDX", "TAG"]) if tag}
