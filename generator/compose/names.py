"""Names as they are compared: their core, their tokens, how they sound, what abbreviates what."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from ..text import collapse_space, fold

# Names, or pairs of tokens, of which an answer is held: of several ten thousand articles.
FORMS = 2**18

DETERMINERS = frozenset("the a an this that these those its his her their our my".split())
# Words between the capitalised words of one name.
CONNECTIVES = frozenset(
    "of for the and on in to at de del della di da do dos du des la le el al an as ash ar ul "
    "bin ibn ben "
    "von van der den zu ten ter y e & - / d'".split()
)
# Particles of a person's name that do not tell people apart, as written or left out at will.
PARTICLES = frozenset(
    "al el ul ar as ash an ad at az bin ibn ben bint de del della di da do dos du des la le von "
    "van der "
    "den zu ten ter y e".split()
)
# The Arabic article before a name ("al-Marsa", "Al Marsa"): written in many ways or left out.
ARTICLES = frozenset("al el ul".split())
HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness sheikh shaikh sayyid imam "
    "mullah "
    "ayatollah pope saint st king queen prince princess emir emperor sultan judge justice rev "
    "reverend "
    "father sister brother president premier chancellor minister secretary senator sen rep "
    "congressman "
    "congresswoman representative governor gov mayor ambassador envoy general gen colonel col "
    "major maj "
    "captain capt lieutenant lt sergeant sgt admiral adm commander brigadier marshal corporal "
    "officer "
    "singer actor actress rapper comedian despot dictator striker boxer author film pop star "
    "rapper model "
    "detective inspector constable superintendent chief executive ceo cfo chairman chairwoman chair "
    "director spokesman spokeswoman spokesperson speaker leader head prime vice deputy foreign "
    "interior "
    "defence defense finance former ex acting presiding attorney coach lawyer analyst "
    "economist".split()
)
SUFFIXES = frozenset("jr sr ii iii iv phd md mp mep qc kc obe esq".split())
CORPORATE = frozenset(
    "inc incorporated corp corporation co company companies llc llp ltd limited plc sa se ag nv "
    "spa gmbh "
    "kg ab oy asa as bhd pty holdings holding group lp".split()
)
# Of these, the abbreviations: they give an acronym no letter.
LEGAL_FORMS = frozenset("inc corp co llc llp ltd plc sa ag nv spa gmbh bhd pty lp".split())
# Nouns after a name that say what it is without being part of it ("Islamic State group", "TASS news agency").
APPENDED = frozenset(
    "group groups militants militant fighters fighter jihadists network movement rebels insurgents "
    "forces troops militia militias gunmen agency news site website newspaper magazine union party "
    "index stock market airline airlines company organisation "
    "organization consortium coalition alliance family region province city town village "
    "district state".split()
)
# Words that many names share: a name made of these alone says nothing outside its article.
GENERIC = frozenset(
    "national international united general islamic free new democratic republican royal federal "
    "central "
    "local public first north south east west northern southern eastern western state states "
    "government ministry minister department office agency bureau authority council committee "
    "commission "
    "board court parliament senate congress assembly house army navy force air police guard military "
    "party front union league alliance coalition movement group network organisation association "
    "federation foundation institute university college school hospital bank club team company "
    "corporation centre observatory media press news times post service services society church mosque "
    "supreme high security foreign interior defence finance treasury justice labour health "
    "opposition rebel people street river lake mount city county province district airport "
    "station stadium world human right rights liberation popular revolutionary "
    "president king queen airline chamber research center convention capital energy "
    "game cup championship prize award act law day summit treaty".split()
)
# Last words of names that are no actor's: sites, and events or works.
SITES = frozenset(
    "gate square bridge stadium airport street road avenue park station tower palace arena theatre "
    "theater cathedral beach "
    "island islands mountain mountains mount river lake sea bay valley plains desert plaza terminal "
    "port harbour harbor sound sheet glacier shelf ocean coast peninsula".split()
)
EVENTS = frozenset(
    "awards award cup bowl festival show games olympics championship championships week day summit "
    "conference election "
    "elections war season tour derby parade papers album convention marathon expo congress prix "
    "leaks accord accords "
    "agreement treaty protocol act bill deal flight".split()
)
# Words in capitals that stand in captions and teasers, and are taken for names.
NOT_NAMES = frozenset(
    "file photo photos video watch read update updated breaking author share subscribe "
    "advertisement related more image "
    "images getty caption exclusive live comments newsletter".split()
)
_PARENTHESIS = re.compile(r"(?:(?<!\s)\s+)?[(\[]([^()\[\]]*)[)\]]?")
# "US-backed", "EADS-led": the name is what stands before.
_COMPOUND = re.compile(
    r"(?<=\w)-(?:led|based|backed|affiliated|linked|held|controlled|brokered|mediated|run|owned|"
    r"made|style|born|"
    r"allied|aligned|supplied|funded|sponsored|dominated|supported|trained|occupied|administered)$"
)
_POSSESSIVE = re.compile(r"(?:(?<!\s)\s+)?['’´`ʼ‘′]s$|(?<=s)\s*['’´`ʼ‘′]$")
_SPLIT = re.compile(r"[^\w&]+")
_BRITISH = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("centre", "center"),
    ("defence", "defense"),
    ("programme", "program"),
    ("licence", "license"),
    ("theatre", "theater"),
)


def strip_possessive(form: str) -> str:
    """The form without a possessive s or apostrophe at its end, whatever sign stands for the apostrophe."""
    return _POSSESSIVE.sub("", form) or form


@lru_cache(maxsize=FORMS)
def fold_name(form: str) -> str:
    """``text.fold`` for names, of which many come often."""
    return fold(form)


@lru_cache(maxsize=FORMS)
def find_core(form: str) -> str:
    """The name in ``form`` as it is shown: no determiner, possessive, parenthesis, nor common noun before or after it.

    "the Islamic State (IS) group" gives "Islamic State", "automaker Fiat" gives "Fiat". A form without any capital
    comes back whole.
    """
    text = collapse_space(_PARENTHESIS.sub(" ", form)).strip(" ,;:.\"'“”‘’`") or collapse_space(form).strip("()[] ")
    text = strip_possessive(text)
    text = _COMPOUND.sub("", text)
    if form.rstrip().endswith(text + ".") and re.search(r"(?:^|[\s.])\w$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St)$", text):
        text += "."
    words = text.split()
    while len(words) > 1 and fold(words[0]) in DETERMINERS:
        words = words[1:]
    while len(words) > 1 and words[-1].islower() and fold(words[-1]) in APPENDED:
        words = words[:-1]
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:
        words = words[:half]
    begin = 0
    for index, word in enumerate(words[:-1]):
        if word.islower() and fold(word) not in CONNECTIVES and not word[:1].isdigit():
            begin = index + 1
    if begin and any(_is_capital(word) for word in words[begin:]):
        words = words[begin:]
    while len(words) > 1 and fold(words[0]) in DETERMINERS:
        words = words[1:]
    return " ".join(words)


def find_abbreviations(form: str) -> tuple[str, ...]:
    """What stands in parentheses in ``form`` and may abbreviate it ("Islamic State (IS) group" gives "IS")."""
    found = (match.strip() for match in _PARENTHESIS.findall(form))
    return tuple(text for text in found if is_acronym(text))


@lru_cache(maxsize=FORMS)
def split_name(core: str) -> tuple[str, ...]:
    """The tokens by which an organisation, place or thing is compared, in order.

    Folded, in one spelling (American, singular, hyphens dissolved, "co-" joined), without connectives and the Arabic
    article. Empty where nothing is left.
    """
    text = re.sub(r"\b([Cc])o-(?=\w)", r"\1o", core)
    text = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", text.replace("&", " and "))
    text = re.sub(r"(?<=\w)['’`ʿʾ](?=\w{2})", "", re.sub(r"['’]s\b", "", text))
    tokens = [token for token in _SPLIT.split(fold(text)) if token]
    kept = [spell_token(token) for token in tokens if token not in CONNECTIVES]
    return tuple(kept or tokens)


def spell_token(token: str) -> str:
    """A folded word in the spelling that is compared: American endings, plural s off."""
    for british, american in _BRITISH:
        if token.endswith(british) and len(token) > len(british) + 2 or token == british:
            token = token.removesuffix(british) + american
            break
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is", "rps")):
        return token[:-1]
    return token


def strip_corporate(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens without legal form and "group" at the end; whole where nothing else would be left."""
    end = len(tokens)
    while end > 1 and tokens[end - 1] in CORPORATE_SPELT:
        end -= 1
    return tokens[:end]


CORPORATE_SPELT = frozenset(map(spell_token, CORPORATE)) | {"front"}
GENERIC_SPELT = frozenset(map(spell_token, GENERIC))


@lru_cache(maxsize=FORMS)
def split_person(core: str) -> tuple[str, ...]:
    """The tokens by which a person is compared: titles, suffixes and particles off, compounds joined.

    "Mr. Karim Abdul Nasser" gives ("karim", "abdnasser"), "President Halim al-Marsa" ("halim", "marsa"). Empty where
    only a title is left.
    """
    text = strip_possessive(core.strip())
    text = re.sub(r"(?<=\w)['’`ʿʾ]\s?(?=[A-Za-z])", "", text)
    raw = [token for token in re.split(r"[^\w]+", fold(text)) if token]
    capital = max((index for index, token in enumerate(raw) if token in HONORIFICS), default=-1)
    if 0 <= capital < len(raw) - 1 and not all(token in SUFFIXES for token in raw[capital + 1 :]):
        raw = raw[capital + 1 :]
    elif capital == len(raw) - 1 and len(raw) <= 2 and raw and all(token in HONORIFICS for token in raw):
        return ()
    while len(raw) > 1 and raw[-1] in SUFFIXES:
        raw = raw[:-1]
    tokens: list[str] = []
    index = 0
    while index < len(raw):
        token = raw[index]
        following = [one for one in raw[index + 1 :] if one not in ARTICLES]
        if token in ("abd", "abdel", "abdul", "abdal", "abu", "abou") and following:
            stem = "abd" if token.startswith("abd") else "abu"
            tokens.append(stem + following[0])
            index = raw.index(following[0], index + 1) + 1
            continue
        match = re.fullmatch(r"abd[aeu]l?([a-z]{4,})", token)
        if match:
            tokens.append("abd" + match.group(1))
        elif token not in PARTICLES:
            tokens.append(token)
        index += 1
    return tuple(tokens or raw)


@lru_cache(maxsize=FORMS)
def sound_token(token: str) -> str:
    """The consonants of a token as many romanisations share them ("mohammed" and "muhammad" give "mhmd")."""
    text = token
    for spelling, sound in _SOUNDS:
        text = text.replace(spelling, sound)
    text = re.sub(r"c(?=[eiy])", "s", text).replace("c", "k")
    text = re.sub(r"h(?![aeiou])", "", text)
    first = "a" if text[:1] in "aeiouy" else ""
    text = re.sub(r"[aeiouyw]", "", text)
    return first + re.sub(r"(.)\1+", r"\1", text)


_SOUNDS = (
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("ck", "k"),
    ("sch", "s"),
    ("sh", "s"),
    ("tch", "s"),
    ("ch", "s"),
    ("dj", "j"),
    ("zh", "z"),
    ("q", "k"),
    ("x", "ks"),
    ("tz", "z"),
    ("ts", "z"),
    ("z", "s"),
    ("v", "f"),
    ("w", "f"),
)


def is_similar(first: str, second: str) -> bool:
    """Whether two tokens are spellings of one word: the same, or the same consonants and few letters apart.

    A letter may stand double in one ("Halim", "Hallim"). Other short tokens (under five letters) and pairs that differ
    by a final a, e or o (Mario, Maria) must be the same.
    """
    if first == second:
        return True
    length = min(len(first), len(second))
    if length < 4:
        return False
    plain, sound, spelt = _spell_ways(first)
    other_plain, other_sound, other_spelt = _spell_ways(second)
    if plain == other_plain:
        return True
    if length < 5 or sound != other_sound or first[:-1] == second[:-1]:
        return False
    if first[:-1] == second and first[-1] in "aeo" or second[:-1] == first and second[-1] in "aeo":
        return False
    return is_within(spelt, other_spelt, max(1, min(len(spelt), len(other_spelt)) // 3))


@lru_cache(maxsize=FORMS)
def _spell_ways(token: str) -> tuple[str, str, str]:
    """A token with no letter double, its sound, and it in the spelling in which letters are counted."""
    return (
        _undouble(token),
        sound_token(token),
        _undouble(token.replace("ou", "u").replace("oo", "u").replace("ee", "i")),
    )


def _undouble(token: str) -> str:
    return re.sub(r"(.)\1+", r"\1", token)


def is_slip(first: str, second: str) -> bool:
    """Whether two long tokens are one letter (or one exchange of two) apart: a slip of the pen."""
    lengths = sorted((len(first), len(second)))
    return lengths[0] >= 7 and lengths[1] - lengths[0] <= 1 and is_within(first, second, 1)


def is_within(first: str, second: str, most: int) -> bool:
    """Whether two tokens are at most so few edits apart."""
    return OSA.distance(first, second, score_cutoff=most) <= most


def measure_edits(first: str, second: str) -> int:
    """The optimal string alignment distance: insertions, deletions, changes, exchanges of neighbours."""
    return OSA.distance(first, second)


@lru_cache(maxsize=FORMS)
def is_acronym(form: str) -> bool:
    """Whether the form is written as an acronym: two to eight capitals (digits and full stops between allowed)."""
    bare = form.replace(".", "")
    return 2 <= len(bare) <= 8 and bare.isalnum() and sum(char.isupper() for char in bare) >= max(2, len(bare) - 2)


@lru_cache(maxsize=FORMS)
def abbreviates(acronym: str, core: str) -> bool:
    """Whether ``acronym`` is made of the initials of ``core``, small words counted or not, in order, none to spare.

    "HCC" of "Harbour Co-ordination Committees", "VOHR" of "Verrin Observatory for Human Rights", "IMF", "WHO".
    """
    wanted = fold(acronym.replace(".", ""))
    words = [
        word
        for word in re.split(r"[\s\-/]+", re.sub(r"\b([Cc])o-", r"\1o", core).replace("&", " "))
        if word[:1].isalnum()
    ]
    while len(words) > 2 and fold(words[-1]).strip(".") in LEGAL_FORMS:
        words = words[:-1]
    full = "".join(fold(word)[:1] for word in words)
    capital = "".join(fold(word)[:1] for word in words if word[:1].isupper() or word[:1].isdigit())
    without = "".join(fold(word)[:1] for word in words if fold(word) not in CONNECTIVES)
    bare = tuple(word for word in words if spell_token(fold(word)) not in CORPORATE_SPELT)
    shortened = "".join(fold(word)[:1] for word in bare if fold(word) not in CONNECTIVES)
    return len(words) > 1 and wanted in {full, capital, without, shortened}


def _is_capital(word: str) -> bool:
    return any(char.isupper() or char.isdigit() for char in word)
