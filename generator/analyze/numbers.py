"""Numbers written in digits and words, with the words that bound them."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document
from .numerals import CURRENCIES, SCALES, read_scale_letter, read_value
from .uncounted import counts_nothing

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
# Whose money it is, where several states' bears the name (ISO 4217).
_NATIONAL = {
    "dollars": {
        "us": "USD",
        "u.s.": "USD",
        "american": "USD",
        "australian": "AUD",
        "canadian": "CAD",
        "new zealand": "NZD",
        "hong kong": "HKD",
        "singapore": "SGD",
        "taiwan": "TWD",
    },
    "pounds": {"british": "GBP", "egyptian": "EGP", "syrian": "SYP", "lebanese": "LBP", "sudanese": "SDG"},
    "rupees": {"indian": "INR", "pakistani": "PKR", "sri lankan": "LKR", "nepali": "NPR", "nepalese": "NPR"},
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
        read = read_value(document, index, end)
        if read is None or counts_nothing(document, index, read[1], start, end):
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
            value, after = read_scale_letter(document, value, after, end)
        first, bound = _read_bound(document, lead, start)
        if after + 1 < end and doc[after].lower_ == "or" and doc[after + 1].lower_ in _AFTERWARDS:
            bound, after = _AFTERWARDS[doc[after + 1].lower_], after + 2
        values: tuple[tuple[float, str], ...] = ((value, bound),)
        second = _read_range(document, lead, after, start, end)
        if second is not None:
            lower = _lower_end(value, second[0]) if doc[second[1] - 1].lower_ in SCALES else value
            values, after, first = ((lower, "at least"), (second[0], "at most")), second[1], min(first, second[2])
            if second[0] <= lower:
                index = after
                continue
        unit, after = (currency, after) if currency else _read_unit(document, after, end)
        found.append(Number(first, index, after, values, unit))
        index = after
    return found


def _lower_end(first: float, second: float) -> float:
    """The lower end of a range whose scale stands after its upper end only: 15 million of "15-20 million"."""
    for scale in (1e12, 1e9, 1e6, 1e3):
        if second >= scale > first and first < second / scale:
            return first * scale
    return first


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
        read = read_value(document, place, end)
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
    for noun in range(after + 1, min(after + 3, end)):
        whose = " ".join(token.lower_ for token in doc[after:noun])
        if (currency := _NATIONAL.get(doc[noun].lower_, {}).get(whose)) is not None:
            return currency, noun + 1
    return "", after
