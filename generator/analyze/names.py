"""Names as words: what is compared, what is no part of a name, and what a name's own words tell of its kind.

The tables here and in ``names.tsv`` are general knowledge of English news and of the nouns
that open Arabic, Spanish or French names; none comes from the articles that are read.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..text import fold

DETERMINERS = frozenset(
    "the a an this that these those its his her their our my your some any all both each every".split()
)
QUOTES = frozenset("\"'“”‘’«»„`") | {"''", "``"}
DASHES = frozenset("-–—‐‑―") | {"--"}
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "ʼs", "`s", "´s", "‘s", "′s", "´", "′"})

# Words before a person's name that say what he or she is; each alone, in lower case, without its full stop.
TITLE_WORDS = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady madam rev reverend fr father sister brother bishop archbishop "
    "cardinal pope rabbi imam sheikh shaikh sheik ayatollah mullah maulana hon honourable honorable "
    "gen general lt lieutenant col colonel maj major capt captain cmdr commander sgt sergeant cpl corporal pvt "
    "private adm eng engr "
    "admiral brig brigadier marshal president prime minister premier chancellor vice deputy king queen prince "
    "princess emir "
    "sultan emperor governor gov mayor senator sen congressman congresswoman representative rep secretary "
    "ambassador envoy "
    "judge justice chief chairman chairwoman chairperson director spokesman spokeswoman spokesperson attorney "
    "inspector "
    "superintendent detective officer constable coach manager ceo lawmaker mp premier speaker foreign defence defense "
    "interior finance former ex opposition rebel state first acting".split()
)
# Of those, the ones that alone make what follows a person.
STRONG_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir gen lt col maj capt sgt cpl adm president minister premier chancellor "
    "senator sen "
    "governor gov mayor king queen prince princess emir sheikh ayatollah judge justice spokesman spokeswoman secretary "
    "director ambassador envoy rev pope bishop archbishop general colonel captain".split()
)
# Last words of an organisation's name that it does not need on second reference.
ORG_TAILS = frozenset(
    "front group party army committee movement inc corp corporation company co ltd llc plc ag sa nv gmbh organisation "
    "organization council union agency association foundation institute bank motors motor airlines airways "
    "brigade brigades "
    "division battalion coalition alliance network forces force front news newspaper holdings holding group authority "
    "services service international times post".split()
)
# Of those, the ones that after an acronym make another body of it: a league's network, a bank's foundation.
BRANCHES = frozenset("network foundation institute council union committee party".split())
# Head nouns of organisations' names.
ORG_HEADS = ORG_TAILS | frozenset(
    "observatory ministry university college school parliament congress senate assembly court commission "
    "department office "
    "bureau board federation confederation league club team society centre center corps guard guards police militia "
    "syndicate trust fund federal ministry administration chamber cabinet command station studios "
    "government consortium exchange reuters church hospital laboratory laboratories".split()
)
# Of those, the ones that do not name a building as often: there the pipeline decides.
_BODY_HEADS = ORG_HEADS - frozenset("hospital station center centre".split())
LOC_HEADS = frozenset(
    "province city town village district river mountains mountain plains plain valley desert island islands sea "
    "ocean gulf bay "
    "strait peninsula county region republic heights hills coast governorate".split()
)
# Nouns before "of X" that make it a place, and after a list of names.
PLACE_NOUNS = frozenset(
    "province city town village district region governorate state county countryside border neighbourhood "
    "neighborhood suburb "
    "capital island coast area outskirts corridor".split()
)
COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest northern southern eastern western".split()
)
# Words in capitals that name nobody.
PLAIN_ACRONYMS = frozenset(
    "AM PM GMT UTC EST EDT PST BST CET TV DVD CD PC IT ID OK CEO CFO COO MP MPS PM VP GDP GNP DNA RNA HIV AIDS "
    "COVID USD EUR "
    "GBP IED IEDS SUV VIP NGO NGOS FAQ PDF HTML AI VAT MBA PHD MD BA TOW ATM CCTV GPS SMS DIY DJ HD PTSD ICU PCR "
    "IPO UFO USB CT MRI URL HTTP LED LCD SIM VR AR SAT GPA HDMI SSD HDTV HDR UHD RAM CPU GPU "
    "BREAKING UPDATE EXCLUSIVE VIDEO PHOTO PHOTOS NEWS LIVE NOT AND BUT THE FOR ALL".split()
)
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september "
    "october november december i he she it they we you who what when where why how the and but or in on at if".split()
)
# What people say and no one is called.
INTERJECTIONS = frozenset(
    "yeah yes yep yup nah nope oh ah aha ooh wow hey hi hello hiya sorry thanks okay ok please well gosh gee ouch oops "
    "hooray hurrah alas amen bravo cheers congratulations goodbye bye ugh huh hmm haha lol omg wtf damn".split()
)
# Determiners that open a name where they stand capitalised within a sentence: "All Harbour Airways".
NAME_DETERMINERS = frozenset("all our my every any both each".split())
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*", re.UNICODE)
_ARABIC_ARTICLE = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|az)-(?=\w)")
_LOWER_ARTICLE = re.compile(r"(?<![^\W_])(?:al|el) (?=\w)")
_TABLE = Path(__file__).with_name("names.tsv")
_SMALL = frozenset("of for the and in on de la al du des to".split())


def _read_table(path: Path) -> dict[str, list[list[str]]]:
    """The rows of the table of general knowledge, by what they tell."""
    rows: dict[str, list[list[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *fields = line.split("\t")
            rows.setdefault(kind, []).append(fields)
    return rows


_ROWS = _read_table(_TABLE)
# First words that make a name a group's or body's, and a place's.
ORG_OPENERS = frozenset(word for row in _ROWS["opens-org"] for word in row[0].split())
LOC_OPENERS = frozenset(word for row in _ROWS["opens-loc"] for word in row[0].split())
# Names of bodies, and other names of states and bodies with the words of what they stand for.
_BODIES = frozenset(name for row in _ROWS["org"] for name in row[0].split("|"))
OTHER_NAMES = {row[0]: tuple(row[1].split()) for row in _ROWS["same"]}


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, without determiner, possessive, dots or Arabic article."""
    had_lower = bool(re.search(r"(?<![^\W_])(?:al|el) \w", name))
    plain = fold(name)
    plain = re.sub(r"'s?$", "", plain.strip(" \"'.,;:!?()[]"))
    plain = _ARABIC_ARTICLE.sub("", plain)
    if had_lower:
        plain = _LOWER_ARTICLE.sub("", plain)
    words = [word.replace(".", "") for word in _WORD.findall(plain)]
    while len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return tuple(words)


def name_initials(name: str) -> tuple[str, ...]:
    """The acronyms that a long form may have: of all its words, without its small words, hyphens cut or not."""
    plain = fold(name)
    forms = []
    for pattern in (r"[\s]+", r"[\s\-]+"):
        words = [word for word in re.split(pattern, _ARABIC_ARTICLE.sub("", plain)) if word[:1].isalnum()]
        forms.append("".join(word[0] for word in words))
        forms.append("".join(word[0] for word in words if word not in _SMALL))
    return tuple(dict.fromkeys(form for form in forms if len(form) > 1))


def is_acronym(word: str) -> bool:
    """Whether a word looks like an acronym: two to eight capitals (dots, digits and a last small s allowed)."""
    bare = word.replace(".", "")
    return (
        2 <= len(bare) <= 8
        and bare[0].isalpha()
        and bare.rstrip("s").isupper()
        and bare.isalnum()
        and len(bare.rstrip("s")) > 1
    )


def known_kind(words: tuple[str, ...]) -> str | None:
    """The label of a name whose kind every newspaper takes for known; None for any other."""
    name = " ".join(words)
    return "ORG" if name in _BODIES else "LOC" if name in OTHER_NAMES else None


def own_votes(words: tuple[str, ...]) -> dict[str, float]:
    """What the words of a name themselves say of its label: votes, empty where nothing."""
    if len(words) < 2:
        return {}
    first, last = words[0], words[-1]
    if len(words) == 2 and first in COMPASS and last == "bank":
        return {"LOC": 2.0}
    if (
        last in _BODY_HEADS
        or last.removesuffix("s") in _BODY_HEADS
        or first in ORG_OPENERS
        or any(word in _BODY_HEADS and after in ("of", "for") for word, after in zip(words, words[1:]))
    ):
        return {"ORG": 2.0}
    if last in LOC_HEADS or first in LOC_OPENERS:
        return {"LOC": 2.0}
    return {}
