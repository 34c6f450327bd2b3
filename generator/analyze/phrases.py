"""Where a speaker's phrase ends and what stands for it, read from tags and marks alone.

Tags beside a quotation are where parses go wrong; the words of a noun phrase, an apposition and a
relative clause after it are told by their parts of speech.
"""

from __future__ import annotations

from spacy.tokens import Token

from .document import Document
from .draft import has_words

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
DASHES = frozenset({"―", "—", "–", "--"})
OPENING = frozenset('“"«``')
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday earlier later last this week month year "
    "morning afternoon evening night".split()
)
# Longest source of a tag, in tokens: with an apposition and a relative clause it rarely has more.
LONGEST = 45


def phrase_end(document: Document, start: int, end: int, quoted: list[int]) -> int:
    """Where the noun phrase that begins at a token ends; the same token where none begins."""
    doc = document.doc
    index = start
    noun = start
    while index < end and index - start < LONGEST and quoted[index] < 0:
        token = doc[index]
        if token.tag_ in ("NN", "NNP", "NNS", "NNPS", "PRP", "CD"):
            index += 1
            noun = index
        elif token.tag_ in (
            "DT",
            "PRP$",
            "JJ",
            "JJR",
            "JJS",
            "POS",
            "HYPH",
            "VBG",
            "VBN",
            "-LRB-",
            "-RRB-",
            "RBS",
            "FW",
        ) or token.text in ("(", ")", "-", "."):
            if token.text == "." and index + 1 >= end:
                break
            index += 1
            if token.tag_ == "-RRB-":
                noun = index
        elif (
            token.lower_ in ("of", "for")
            and noun == index
            or token.lower_ in ("and", "at", "from", "with")
            and noun == index
            and _joins(document, index, end)
        ):
            index += 1
        else:
            break
    return noun


def _joins(document: Document, index: int, end: int) -> bool:
    """Whether "and", "at", "from" carries the speaker's phrase on: a name follows, and no day or place of speaking."""
    following = document.doc[index + 1] if index + 1 < end else None
    if following is None:
        return False
    if document.doc[index].lower_ == "and":
        return following.tag_ in ("NNP",) and not any(
            token.tag_ in FINITE for token in document.doc[index : min(end, index + 6)]
        )
    return (
        document.doc[index].head.i < index
        and (document.doc[index].head.tag_ in ("NNP", "NN", "NNS"))
        and following.tag_ in ("DT", "NNP")
    )


def with_apposition(document: Document, stop: int, end: int, quoted: list[int]) -> int:
    """The end of a phrase together with ", a former official who runs ..." or " who runs ..." after it."""
    doc = document.doc
    while stop < end:
        token = doc[stop]
        if token.lower_ in ("who", "which"):
            first = stop
        elif (
            token.text == ","
            and stop + 1 < end
            and (
                doc[stop + 1].lower_ in ("who", "which", "whose", "a", "an", "the", "one", "of", "his", "her", "its")
                or doc[stop + 1].tag_ in ("NN", "NNP", "JJ", "CD", "NNS")
                and not is_day(doc[stop + 1])
            )
        ):
            first = stop + 1
        else:
            return stop
        index = first
        while (
            index < end
            and index - first < LONGEST
            and quoted[index] < 0
            and doc[index].text not in (",", ";", ":")
            and doc[index].text not in DASHES
        ):
            if doc[index].text == "." and index + 1 >= end or doc[index].text in OPENING:
                break
            if (
                doc[index].tag_ in FINITE
                and doc[first].lower_ not in RELATIVE
                and not any(other.lower_ in RELATIVE for other in doc[first:index])
            ):
                return stop
            if doc[index].tag_ == "VBG" and index == first:
                return stop
            index += 1
        if index == first or not has_words(document, first, index):
            return stop
        stop = index
    return stop


def is_day(token: Token) -> bool:
    """Whether a word tells when somebody spoke."""
    return token.lower_ in _TIMES


def head_of(document: Document, source: tuple[int, int]) -> int:
    """The noun or name that stands for the speaker: the top of the phrase before its first comma."""
    doc = document.doc
    stop = next(
        (
            index
            for index in range(*source)
            if doc[index].text == "," or doc[index].lower_ in RELATIVE and index > source[0]
        ),
        source[1],
    )
    inside = [token for token in doc[source[0] : stop] if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")]
    tops = [token for token in inside if not source[0] <= token.head.i < stop]
    nouns = [token for token in tops if token.pos_ in ("NOUN", "PROPN", "PRON")]
    return (nouns or tops or inside or [doc[source[0]]])[0].i
