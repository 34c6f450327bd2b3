"""The words of time: months, weekdays, seasons, units, and the classes that the grammar's rules speak of."""

from __future__ import annotations


def _number_names(names: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, group in enumerate(names, 1) for name in group.split()}


def _name_codes(**groups: str) -> dict[str, str]:
    return {name: code for code, names in groups.items() for name in names.split()}


MONTHS = _number_names(
    (
        "january jan jan.",
        "february feb feb.",
        "march mar mar.",
        "april apr apr.",
        "may",
        "june jun jun.",
        "july jul jul.",
        "august aug aug.",
        "september sept sep sept. sep.",
        "october oct oct.",
        "november nov nov.",
        "december dec dec.",
    )
)
WEEKDAYS = _name_codes(
    MON="monday mon mon.",
    TUE="tuesday tue tues tue. tues.",
    WED="wednesday wed wed.",
    THU="thursday thu thurs thu. thur. thurs.",
    FRI="friday fri fri.",
    SAT="saturday sat sat.",
    SUN="sunday sun sun.",
)
SEASONS = _name_codes(SP="spring springtime", SU="summer summertime", FA="autumn fall", WI="winter wintertime")
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
# Parts of a day that are one only behind a preposition ("at dawn", not "the dawn of an age").
TWILIGHTS = _name_codes(
    MO="dawn daybreak sunrise mid-morning midmorning",
    MI="lunchtime",
    AF="teatime mid-afternoon midafternoon",
    EV="dusk sunset nightfall",
)
NUMBERS = (
    {"zero": 0, "hundred": 100}
    | _number_names(
        tuple(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty".split()
        )
    )
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
)
ORDINALS = {"final": -1} | _number_names(
    tuple(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
)
# Unit word -> (unit of a rule, designator of a duration, how many of those it is).
UNITS = {
    "minute": ("minute", "TM", 1),
    "hour": ("hour", "TH", 1),
    "day": ("day", "D", 1),
    "week": ("week", "W", 1),
    "fortnight": ("week", "W", 2),
    "month": ("month", "M", 1),
    "quarter": ("quarter", "Q", 1),
    "semester": ("half", "M", 6),
    "year": ("year", "Y", 1),
    "decade": ("decade", "Y", 10),
    "century": ("century", "Y", 100),
}
PLURALS = {"seconds": "second", "centuries": "century"} | {f"{unit}s": unit for unit in UNITS if unit != "century"}
ADVERBS = {
    "daily": "P1D",
    "nightly": "P1D",
    "hourly": "PT1H",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "biennial": "P2Y",
}
LONG_WORDS = {"daylong": "P1D", "weeklong": "P1W", "monthlong": "P1M", "yearlong": "P1Y"}
ZONES = "utc gmt est edt cst cdt mst mdt pst pdt bst cet cest eet eest ist jst msk aest aedt hkt sgt"
# Class -> its words. Every token has one class; a word of none is OTHER.
_CLASS_WORDS = {
    "THE": "the",
    "A": "a an",
    "THIS": "this",
    "THAT": "that",
    "THESE": "these",
    "LAST": "last",
    "NEXT": "next",
    "PAST": "past",
    "COMING": "coming upcoming",
    "PREV": "previous preceding prior",
    "SAME": "same",
    "FOLL": "following subsequent ensuing",
    "CURRENT": "current",
    "EARLY": "early",
    "MID": "mid",
    "LATE": "late",
    "EARLIER": "earlier",
    "LATER": "later",
    "AGO": "ago",
    "BEFORE": "before",
    "AFTER": "after",
    "RECENT": "recent",
    "DAYWORD": "yesterday today tomorrow tonight",
    "WEEKEND": "weekend",
    "WEEKENDS": "weekends",
    "ONE": "one",
    "FEW": "several few many",
    "SOME": "some",
    "COUPLE": "couple",
    "NUMBER": "number",
    "HALF": "half",
    "SECOND": "second",
    "ABOUT": "about nearly almost over around approximately roughly",
    "MORE": "more",
    "LESS": "less fewer",
    "THAN": "than",
    "UP": "up",
    "TO": "to",
    "AT": "at",
    "LEAST": "least most",
    "OF": "of",
    "AND": "and",
    "OR": "or",
    "IN": "in",
    "ON": "on",
    "FROM": "from",
    "SO": "so",
    "EVERY": "every each",
    "OTHERW": "other",
    "PER": "per",
    "ONCE": "once twice thrice",
    "TIMES": "times",
    "NOW": "now currently nowadays presently",
    "RECENTLY": "recently lately",
    "SOON": "soon shortly",
    "FISCAL": "fiscal financial",
    "BEGIN": "beginning start",
    "END": "end close",
    "MIDDLE": "middle",
    "REST": "rest remainder",
    "PART": "part",
    "SINGLE": "single",
    "WHOLE": "entire whole full straight consecutive successive trading calendar working business solid",
    "AHEAD": "ahead",
    "SMALL": "small wee",
    "NOON": "noon midday midnight",
    "OVERNIGHT": "overnight",
    "OCLOCK": "o'clock",
    "HOURS": "hrs",
    "OLD": "old",
    "LONG": "long",
    "NEAR": "near short",
    "TERM": "term",
    "PERIOD": "period",
    "TIME": "time",
    "PRESENT": "present",
    "FUTURE": "future",
    "MOMENT": "moment",
    "BEING": "being",
    "ALL": "all",
    "HISTORY": "history",
    "VERY": "very",
    "ZONE": ZONES,
}


def class_words() -> dict[str, str]:
    """Word -> class, for every word that has one whatever stands beside it."""
    classes = {word: name for name, words in _CLASS_WORDS.items() for word in words.split()}
    for name, words in (
        ("NUMW", NUMBERS),
        ("ORD", ORDINALS),
        ("UNIT", UNITS),
        ("UNITS", PLURALS),
        ("POD", DAY_PARTS),
        ("TWILIGHT", TWILIGHTS),
        ("PODS", [f"{part}s" for part in DAY_PARTS]),
        ("SEASON", SEASONS),
        ("FREQ", ADVERBS),
        ("LONGW", LONG_WORDS),
    ):
        for word in words:
            classes.setdefault(word, name)
    return classes


def unit_of(word: str) -> str:
    """The singular of a unit word: ``years`` -> ``year``."""
    return PLURALS.get(word, word)
