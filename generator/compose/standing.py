"""How a sentence stands: whether it can be read alone, what share of it is quoted, whether it is hedged."""

from __future__ import annotations

import re
from collections.abc import Set

from ..records import Sentence

_PRONOUN = re.compile(
    r"^\W*(?:he|she|they|it|his|her|hers|their|theirs|its|this|that|these|those|such|both|him|them|there "
    r"he|there she|so|then|"
    r"among them|one of them|another|others|the (?:two|three|four|latter|former|statement|pair|duo|move|incident))\b",
    re.I,
)
_EXPLETIVE = re.compile(
    r"^\W*(?:it (?:is|was|has been|remains|remained|will be|took|emerged)|there (?:is|are|was|were|have|has))\b", re.I
)
_LINK = re.compile(
    r"^\W*(?:but|and|or|also|however|meanwhile|moreover|nevertheless|nonetheless|still|yet|instead|"
    r"similarly|separately|"
    r"in addition|as a result|for example|so far|despite this|because of this|at the same time|earlier|later|too|thus|"
    r"therefore|furthermore|besides|otherwise|after that|since then)\b",
    re.I,
)
#: What may stand before a pronoun that begins the clause: "Back in 2012, he ...".
_SETTING = re.compile(
    r"^\W*(?:in|on|at|after|before|back|by|during|since|for|with|last|this|until|from|over|under)\b[^,]{1,40},\s+", re.I
)
#: Definite nouns that need a name before them, and the labels of names in the same sentence that may be it.
_UNRESOLVED = (
    (
        re.compile(
            r"\bthe (?:\w+ )?(?:town|city|village|province|district|area|region|airport|island)\b(?! of\b)", re.I
        ),
        frozenset({"LOC", "FAC"}),
    ),
    (
        re.compile(
            r"\b(?:the (?:\w+ )?(?:group|company|party|organi[sz]ation|firm|team|agency|bank|network|publication|"
            r"outlet|newspaper|website))\b(?! of\b)",
            re.I,
        ),
        frozenset({"ORG"}),
    ),
    (
        re.compile(
            r"\bthe (?:\w+ )?(?:man|woman|suspect|victim|driver|boy|girl|teenager|singer|actor|actress|couple|"
            r"president|coach)\b(?! of\b)",
            re.I,
        ),
        frozenset({"PERSON"}),
    ),
)
_ADDED = re.compile(r"^[^\w’'-]*(?:[\w’'-]+[^\w’'-]+){0,7}(?:also|too|again)\b", re.I)
#: Marks of a photograph's caption, whose sentence tells of the picture.
_CAPTION = re.compile(
    r"^(?:file|photo(?:graph)?|image|video|watch|credit|pictured|picture|left|right|above)\b\s*[-–—:(]|"
    r"^\W*(?:-lrb- )?by [^.!?]{2,50}?--? ?[^.!?()]{2,40}(?:\)|-rrb-)|\b(?:file|handout|"
    r"undated) (?:photo|image|picture)\b|"
    r"\b(?:photo|image|picture) (?:by|copyright|caption|credit)\b|"
    r"^(?:an? |this |the )?(?:photo(?:graph)?|image|picture|video grab|screengrab|still) "
    r"(?:issued|released|provided|supplied|made available|taken) (?:by|from|on)\b(?!.*\bshow)",
    re.I,
)
#: The rest of a sentence that was cut in two: it begins with a small letter, in a word that is no name.
_CUT = re.compile(r"^[^\w]*(?!(?:al|el|de|van|von)\s)[a-z]+(?=[\s,])")
#: Somebody speaks whom an earlier sentence names: 'People were crying," she said.'
_SOMEBODY_SAID = re.compile(
    r"[,\"”’]\s+(?:he|she|they)\s+(?:\w+ly\s+)?(?:said|says|told|adds?|added|wrote|tweeted|posted|recalled|"
    r"explained|continued|claimed|insisted|joked|warned)\b"
)
#: Words of a page to its reader.
_FURNITURE = re.compile(
    r"\b(?:click|tap) (?:here|to|on|for)\b|\b(?:subscribe|sign up|read more|follow us|share this|"
    r"newsletter|scroll down)\b",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:I|us|(?i:we|you|my|our))\b")  # "US" is a country
TITLED = 0.8  # of the words of four letters and more: "Migrants in Marnland Accused of Many Assaults"
_CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")
#: The sources' own words for what they do not vouch for.
_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|appeared to|appears to|purported(?:ly)?|unconfirmed|suspected|believed to|"
    r"thought to|said to have|reports of|according to (?:some|unconfirmed) reports|claimed to|unverified)\b",
    re.I,
)


def is_first_person(text: str) -> bool:
    """Whether a text speaks of who writes it or to who reads it, outside of quotation marks."""
    return _FIRST_PERSON.search(re.sub(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)", "", text)) is not None


def measure_quotation(text: str) -> float:
    """The share of a text that stands in quotation marks."""
    quoted = sum(len(hit.group()) for hit in re.finditer(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)", text))
    return quoted / len(text) if text else 0.0


def grade_hanging(
    sentence: Sentence, text: str, repeated: Set[str], labels: Set[str], *, standfirst: bool = False
) -> int:
    """How much a sentence needs what stands before it, 0 to 2; ``labels`` are those of the names in it.

    A line without a full stop is a caption or a heading, where it is no ``standfirst`` written as a sentence.
    """
    if (
        text.rstrip().endswith((":", ",", ";"))
        or len(text.split()) < 5
        or open_sentence(text) in repeated
        or _CAPTION.search(text)
        or _CUT.match(text)
        or not (is_closed(text) or standfirst and not is_titled(text))
        or (len(text.split()) < 25 and _FURNITURE.search(text))
        or (_SOMEBODY_SAID.search(text) and "PERSON" not in labels)
    ):
        return 2
    opening = _LINK.sub("", text).lstrip(" ,")
    if any(_PRONOUN.match(words) and not _EXPLETIVE.match(words) for words in (opening, _SETTING.sub("", opening))):
        return 2
    if sentence.dangling or opening != text or _ADDED.match(text) or not is_closed(text):
        return 1
    return int(any(pattern.search(text) and not labels & named for pattern, named in _UNRESOLVED))


def is_closed(text: str) -> bool:
    """Whether a sentence ends with a mark: a line that does not cannot stand in running text."""
    return bool(_CLOSED.search(text))


def is_titled(text: str) -> bool:
    """Whether a line is written as a title: nearly all of its longer words begin with a capital."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= TITLED * len(words)


def is_hedged(text: str) -> bool:
    """Whether the source itself does not vouch for what it tells."""
    return bool(_HEDGE.search(text))


def open_sentence(text: str) -> str:
    """The first four words."""
    return " ".join(text.split()[:4])
