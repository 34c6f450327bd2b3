"""Numbers written in digits and words, with the words that bound them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import Document

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {
    word: value
    for value, word in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
    "tn": 1_000_000_000_000,
    "crore": 10_000_000,
    "lakh": 100_000,
    "dozen": 12,
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)(m|mn|bn|k|tn|km|kg)")
CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "A$": "AUD",
    "C$": "CAD",
}
_CURRENCY_NOUNS = {
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "yen": "JPY",
    "rupees": "INR",
    "roubles": "RUB",
    "rubles": "RUB",
    "yuan": "CNY",
}
_MEASURES = {
    "kilometre": "km",
    "kilometres": "km",
    "kilometer": "km",
    "kilometers": "km",
    "km": "km",
    "mile": "miles",
    "miles": "miles",
    "metre": "m",
    "metres": "m",
    "meter": "m",
    "meters": "m",
    "feet": "feet",
    "tonnes": "tonnes",
    "tons": "tons",
    "hectares": "hectares",
    "acres": "acres",
    "kilograms": "kg",
    "kg": "kg",
    "degrees": "degrees",
}
# Words right after a number and the bound they set: "50 or more".
_AFTERWARDS = {"more": "at least", "so": "about", "fewer": "at most", "less": "at most"}
# "No one", "the one": words before "one" that make it no number, and words after it that do.
_BEFORE_ONE = frozenset("no any every some each the this that which another".split())
_PARENTS = frozenset("mother father mum mom dad parent parents grandmother grandfather".split())
_AFTER_ONE = frozenset("of another else day thing".split())
# Words before a number and the bound they set, longest first.
_BOUNDS = sorted(
    (
        (("at", "least"), "at least"),
        (("more", "than"), "at least"),
        (("over",), "at least"),
        (("no", "fewer", "than"), "at least"),
        (("no", "less", "than"), "at least"),
        (("not", "less", "than"), "at least"),
        (("upwards", "of"), "at least"),
        (("above",), "at least"),
        (("in", "excess", "of"), "at least"),
        (("at", "most"), "at most"),
        (("up", "to"), "at most"),
        (("as", "many", "as"), "at most"),
        (("as", "much", "as"), "at most"),
        (("fewer", "than"), "at most"),
        (("less", "than"), "at most"),
        (("under",), "at most"),
        (("no", "more", "than"), "at most"),
        (("not", "more", "than"), "at most"),
        (("below",), "at most"),
        (("about",), "about"),
        (("around",), "about"),
        (("some",), "about"),
        (("roughly",), "about"),
        (("approximately",), "about"),
        (("nearly",), "about"),
        (("almost",), "about"),
        (("an", "estimated"), "about"),
        (("estimated",), "about"),
        (("close", "to"), "about"),
        (("exactly",), "exactly"),
        (("only",), "exactly"),
        (("just",), "exactly"),
        (("circa",), "about"),
        (("just", "over"), "at least"),
        (("well", "over"), "at least"),
        (("just", "under"), "at most"),
        (("a", "total", "of"), "exactly"),
        (("another",), "exactly"),
        (("a", "further"), "exactly"),
        (("an", "additional"), "exactly"),
    ),
    key=lambda pair: (-len(pair[0]), pair[0]),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens ``start`` to ``end``; ``first`` is where its bound begins.

    ``values`` pairs each value with its bound; ``unit`` is a currency code, ``%`` or a measure, empty for a count.
    """

    first: int
    start: int
    end: int
    values: tuple[tuple[float, str], ...]
    unit: str


def find_numbers(document: Document, start: int, end: int) -> list[Number]:
    """The numbers of the sentence at tokens ``start`` to ``end`` that may be figures."""
    found: list[Number] = []
    index = start
    while index < end:
        read = _read_value(document, index, end)
        if read is None or _is_no_count(document, index, read[1], start, end):
            index = read[1] if read is not None else index + 1
            continue
        value, after = read
        lead = index
        currency = ""
        doc = document.doc
        if lead > start and doc[lead - 1].text in CURRENCIES:
            lead -= 1
            currency = CURRENCIES[doc[lead].text]
            if lead > start and doc[lead - 1].text in ("US", "A", "C"):
                lead -= 1
        if currency:
            value, after = _read_scale_letter(document, value, after, end)
        first, bound = _read_bound(document, lead, start)
        if after + 1 < end and doc[after].lower_ == "or" and doc[after + 1].lower_ in _AFTERWARDS:
            bound, after = _AFTERWARDS[doc[after + 1].lower_], after + 2
        values: tuple[tuple[float, str], ...] = ((value, bound),)
        second = _read_range(document, lead, after, start, end)
        if second is not None:
            lower = _lower_end(value, second[0]) if doc[second[1] - 1].lower_ in _SCALES else value
            values, after, first = ((lower, "at least"), (second[0], "at most")), second[1], min(first, second[2])
            if second[0] <= lower:
                index = after
                continue
        unit, after = (currency, after) if currency else _read_unit(document, after, end)
        found.append(Number(first, index, after, values, unit))
        index = after
    return found


def _read_value(document: Document, index: int, end: int) -> tuple[float, int] | None:
    """(value, the token after it) of the number that begins at a token; None where none does."""
    doc = document.doc
    text = doc[index].lower_
    glued = _GLUED.fullmatch(text)
    if glued and glued[2] in _SCALES:
        return float(glued[1]) * _SCALES[glued[2]], index + 1
    if _DIGITS.fullmatch(text) and len(text) <= 15:
        value, after = float(text.replace(",", "")), index + 1
        # "250, 000": a blank that strayed into the number.
        while (
            after + 1 < end
            and doc[after].text == ","
            and re.fullmatch(r"000", doc[after + 1].text)
            and value < 1_000_000
            and not doc[after - 1].whitespace_
            and len(doc[after - 1].text) <= 3
        ):
            value, after = value * 1000, after + 2
    else:
        read = _read_words(document, index, end)
        if read is None:
            return None
        value, after = read
    while after < end and doc[after].lower_ in _SCALES and doc[after].lower_ not in ("k", "m"):
        value, after = value * _SCALES[doc[after].lower_], after + 1
    return value, after


def _read_scale_letter(document: Document, value: float, after: int, end: int) -> tuple[float, int]:
    """A sum and the token after it, with the letter that scales it: "$200m"."""
    doc = document.doc
    if after < end and doc[after].lower_ in ("k", "m", "mn", "bn", "tn") and not doc[after - 1].whitespace_:
        return value * _SCALES[doc[after].lower_], after + 1
    return value, after


def _lower_end(first: float, second: float) -> float:
    """The lower end of a range whose scale stands after its upper end only: 15 million of "15-20 million"."""
    for scale in (1e12, 1e9, 1e6, 1e3):
        if second >= scale > first and first < second / scale:
            return first * scale
    return first


def _read_words(document: Document, index: int, end: int) -> tuple[float, int] | None:
    doc = document.doc
    total = current = 0
    after = index
    read = False
    while after < end:
        word = doc[after].lower_
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred" and read:
            current *= 100
        elif word == "and" and read and current >= 100 and after + 1 < end and doc[after + 1].lower_ in _UNITS | _TENS:
            pass
        elif word == "-" and read and after + 1 < end and doc[after + 1].lower_ in _UNITS:
            pass
        elif (
            word in ("a", "an")
            and not read
            and after + 1 < end
            and doc[after + 1].lower_ in ("hundred", "thousand", "million", "billion", "dozen")
        ):
            scale = _SCALES[doc[after + 1].lower_]
            return float(scale), after + 2
        else:
            break
        read = True
        after += 1
    return (float(total + current), after) if read else None


def _is_no_count(document: Document, index: int, after: int, start: int, end: int) -> bool:
    """Whether the number is a name's, a time's, an age, an ordinal, a score or a list's."""
    doc = document.doc
    before = doc[index - 1] if index > start else None
    following = doc[after] if after < end else None
    text = doc[index].text
    if text.lower() == "one" and (
        (before is not None and before.lower_ in _BEFORE_ONE and (following is None or following.pos_ != "NOUN"))
        or (following is not None and following.lower_ in _AFTER_ONE)
    ):
        return True
    # "A mother of two": her children, not who died.
    if before is not None and before.lower_ == "of" and index - 2 >= start and doc[index - 2].lower_ in _PARENTS:
        return True
    if before is not None:
        if (
            before.text in ("-", "–", "/", ":", "#", ".")
            and not before.whitespace_
            and index - 2 >= start
            and not doc[index - 2].whitespace_
        ):
            return not (doc[index - 2].like_num and before.text in "-–")
        if before.lower_ in (
            "aged",
            "age",
            "no.",
            "number",
            "flight",
            "route",
            "highway",
            "chapter",
            "article",
            "page",
            "section",
            "resolution",
            "phase",
            "level",
            "version",
        ):
            return True
        if (
            before.text[0].isupper()
            and before.pos_ == "PROPN"
            and before.text not in CURRENCIES
            and before.i > start
            and text.isdigit()
        ):
            return True
    if following is not None:
        lower = following.lower_
        if (
            following.text in ("-", "–")
            and not following.whitespace_
            and after + 1 < end
            and not doc[after - 1].whitespace_
        ):
            if not doc[after + 1].text[0].isdigit():
                return True
        if following.text in ("/", ":") and not doc[after - 1].whitespace_:
            return True
        if lower in ("am", "pm", "a.m.", "p.m.", "o'clock", "gmt", "th", "st", "nd", "rd") or (
            index == start and following.text in (".", ")")
        ):
            return True
    if (
        text.isdigit()
        and len(text) == 4
        and 1800 <= int(text) <= 2100
        and (following is None or following.tag_ not in ("NNS", "NNPS"))
    ):
        return True
    # "Donna Rawlings, 59, of Ashton": an age between commas after a name.
    if (
        before is not None
        and before.text == ","
        and (following is None or following.text in (",", "."))
        and text.isdigit()
        and int(text) < 120
    ):
        return index - 2 >= start and doc[index - 2].pos_ == "PROPN"
    return False


def _read_bound(document: Document, lead: int, start: int) -> tuple[int, str]:
    doc = document.doc
    for words, bound in _BOUNDS:
        first = lead - len(words)
        if first >= start and all(doc[first + place].lower_ == word for place, word in enumerate(words)):
            if words == ("under",) and first > start and doc[first - 1].pos_ not in ("VERB", "AUX", "ADP"):
                continue
            return first, bound
    return lead, "exactly"


def _read_range(document: Document, lead: int, after: int, start: int, end: int) -> tuple[float, int, int] | None:
    """(upper value, token after, token where the range begins) of "between 10 and 20", "10 to 20", "10-20"."""
    doc = document.doc
    if after + 1 >= end:
        return None
    word = doc[after].lower_
    between = lead > start and doc[lead - 1].lower_ == "between"
    if (word == "and" and between) or word == "to" or (word in "-–" and not doc[after - 1].whitespace_):
        place = after + 1
        if doc[place].text in CURRENCIES and place + 1 < end:
            place += 1
        read = _read_value(document, place, end)
        if read is not None:
            return read[0], read[1], lead - 1 if between or (lead > start and doc[lead - 1].lower_ == "from") else lead
    return None


def _read_unit(document: Document, after: int, end: int) -> tuple[str, int]:
    doc = document.doc
    if after < end:
        word = doc[after].lower_
        if word in ("%", "percent", "pc"):
            return "%", after + 1
        if word == "per" and after + 1 < end and doc[after + 1].lower_ == "cent":
            return "%", after + 2
        if word in _CURRENCY_NOUNS:
            return _CURRENCY_NOUNS[word], after + 1
        if word in _MEASURES:
            return _MEASURES[word], after + 1
    return "", after
