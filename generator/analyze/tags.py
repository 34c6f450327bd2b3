"""Tags: the speaker and the verb of speech that stand beside or amid what was said.

'..., a monitoring group said.' '"...," said Ann Lee, a judge, on Friday. "..."' Marks and
commas show where they are, so that a parse which went wrong there does no harm.
"""

from __future__ import annotations

from spacy.tokens import Token

from .cues import SPEECH, force_of
from .document import Document
from .draft import Draft, has_words

_DASHES = frozenset({"―", "—", "–", "--"})
_CLOSING = frozenset({"?", "!", *_DASHES})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PHRASE = frozenset(
    "DT PDT PRP$ JJ JJR JJS NN NNP NNS NNPS POS HYPH CD VBG VBN PRP RBS RBR WP IN CC RB FW -LRB- -RRB-".split()
)
# Tags with which a speaker's phrase begins.
_STARTERS = frozenset("DT PDT NN NNP NNS NNPS JJ JJR JJS PRP PRP$ CD RB WP EX VBN VBG".split())
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_OPEN = frozenset('“"«``')
_LEADING = frozenset("but and so yet still or then".split())
# Longest source of a tag, in tokens: with an apposition and a relative clause it rarely has more.
_LONGEST = 45


def read_tag(document: Document, verb: Token, lemma: str, start: int, end: int, quoted: list[int]) -> Draft | None:
    """The draft of a tag whose verb is ``verb``; None where it is no tag."""
    if lemma not in SPEECH or quoted[verb.i] >= 0 or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    tag = _straight(document, verb, start, end, quoted) or _inverted(document, verb, start, end, quoted)
    if tag is None:
        return None
    low, high, source, cue, strong = tag
    left = (start, low)
    while left[0] < left[1] and (document.doc[left[0]].tag_ == "CC" and quoted[left[0]] < 0):
        left = (left[0] + 1, left[1])
    content = [left] if has_words(document, *left) else []
    right = _right_content(document, left, high, end, quoted, strong)
    if right is not None:
        content.append(right)
    if not content:
        return None
    head = _head_of(document, source)
    return Draft(cue, source, content, force_of(lemma, "c") or "said", head)


def _is_boundary(document: Document, index: int, start: int, quoted: list[int]) -> tuple[bool, bool]:
    """Whether what was said ends before ``index``, and whether a quotation mark says so."""
    if index <= start:
        return False, False
    token = document.doc[index - 1]
    if token.is_space and index - 1 > start:
        return _is_boundary(document, index - 1, start, quoted)
    strong = (
        index >= 2
        and quoted[index - 1] < 0
        and token.text[0] in "\"”'’»"
        and any(quoted[place] >= 0 for place in range(max(start, index - 3), index - 1))
    )
    if strong:
        return True, True
    before = quoted[index - 1] >= 0
    return (token.text in _CLOSING or token.text == ",") and not before, False


def _straight(document: Document, verb: Token, start: int, end: int, quoted: list[int]):  # noqa: ANN202
    """(low, high, source, cue, strong) of '..., the group said'; None where nothing closes before it."""
    doc = document.doc
    first = verb.i
    while (
        first - 1 > start
        and doc[first - 1].tag_ in ("RB", "MD", "VBD", "VBZ", "VBP")
        and (
            doc[first - 1].dep_.startswith(("aux", "advmod"))
            and doc[first - 1].head.i == verb.i
            or doc[first - 1].lower_ in ("also", "has", "had", "have")
        )
    ):
        first -= 1
    last = first
    index = first
    weak: int | None = None
    relative = False
    while index > start and last - index < _LONGEST:
        closes, strong = _is_boundary(document, index, start, quoted)
        if closes and index < last:
            if strong and doc[index].tag_ not in _STARTERS:
                break
            if strong:
                return _finish(document, verb, index, (index, last), (first, verb.i + 1), end, quoted, True)
            if weak is None and not relative:
                weak = index
        token = doc[index - 1]
        if quoted[index - 1] >= 0 or token.text in (";", ":", ".") or token.text in _OPEN:
            break
        if token.tag_ in _FINITE and token.lower_ not in ("said",):
            if not any(other.lower_ in _RELATIVE for other in doc[max(start, index - 4) : index]):
                break
            relative = True
        elif token.tag_ not in _PHRASE and token.tag_ not in (",", "WDT", "TO", "VB") and not token.is_space:
            break
        index -= 1
    if weak is not None and _ends_tag(document, verb, weak, start, end, quoted):
        return _finish(document, verb, weak, (weak, last), (first, verb.i + 1), end, quoted, False)
    return None


def _ends_tag(document: Document, verb: Token, low: int, start: int, end: int, quoted: list[int]) -> bool:
    """Whether a tag after a mere comma is one: a clause before it, and after its verb an end, a comma or a time."""
    doc = document.doc
    if (
        doc[low].lower_ in _RELATIVE
        or doc[low].tag_ in ("WDT", "WP", "IN", "CC", "VBG", "VBN", "RB")
        and doc[low].lower_ not in ("one", "no")
    ):
        return False
    if not has_words(document, start, low) or doc[start].lower_ in ("according",):
        return False
    place = verb.i + 1
    if verb.lower_ in ("told", "tells", "tell"):
        place = _phrase_end(document, place, end, quoted)
    while place < end and (doc[place].is_space or doc[place].tag_ in ("RB",) or _is_day(doc[place])):
        place += 1
    if place >= end or doc[place].text in (".", "?", "!") or doc[place].text in (",",) or doc[place].text in _DASHES:
        following = place < end and doc[place].text == ","
        if following and not any(token.tag_ in _FINITE for token in doc[start : low - 1]):
            # No verb before the tag: "Acts of protest, he said, are ..." or "Smith, a judge, said, ..."
            return doc[low].tag_ in ("PRP", "DT", "NNP", "NN", "NNS", "PRP$", "JJ") and _goes_on(
                document, place + 1, end
            )
        return any(token.tag_ in _FINITE for token in doc[start : low - 1]) or not following
    if doc[place].tag_ == "IN" and doc[place].lower_ in ("on", "in", "at", "during", "after", "by", "via"):
        clause = any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)
        return (
            not clause
            and any(token.tag_ in _FINITE for token in doc[start : low - 1])
            and not any(token.tag_ in _FINITE for token in doc[place:end])
        )
    return False


def _goes_on(document: Document, start: int, end: int) -> bool:
    """Whether the words after a tag begin with the verb of the clause that it stands in."""
    for token in document.doc[start : min(end, start + 4)]:
        if token.tag_ in _FINITE:
            return True
        if token.tag_ not in ("RB",) and token.text[0].isalnum():
            return token.text[0] in '“"'
    return False


def _is_day(token: Token) -> bool:
    return token.lower_ in (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "earlier",
        "later",
        "last",
        "this",
        "week",
        "month",
        "year",
        "morning",
        "afternoon",
        "evening",
        "night",
    )


def _inverted(document: Document, verb: Token, start: int, end: int, quoted: list[int]):  # noqa: ANN202
    """(low, high, source, cue, strong) of '..., said Ann Lee, a judge'; None where it is not so."""
    doc = document.doc
    closes, strong = _is_boundary(document, verb.i, start, quoted)
    if not closes or verb.i + 1 >= end or verb.tag_ == "VBN" and not strong:
        return None
    stop = _phrase_end(document, verb.i + 1, end, quoted)
    if stop == verb.i + 1:
        return None
    if not strong:
        following = doc[stop] if stop < end else None
        subject = any(child.dep_.startswith("nsubj") and child.i < verb.i for child in verb.children)
        if subject or (
            following is not None and following.text not in (",", ".", "?", "!") and following.tag_ not in ("IN",)
        ):
            return None
        reporting = verb.lower_ in ("said", "says", "reported", "reports", "added", "wrote")
        if not reporting and not any(token.tag_ == "NNP" for token in doc[verb.i + 1 : stop]):
            return None
        if doc[verb.i + 1].tag_ == "PRP" or not any(token.tag_ in _FINITE for token in doc[start : verb.i - 1]):
            return None
    stop = _with_apposition(document, stop, end, quoted)
    return _finish(document, verb, verb.i, (verb.i + 1, stop), (verb.i, verb.i + 1), end, quoted, strong)


def _phrase_end(document: Document, start: int, end: int, quoted: list[int]) -> int:
    """Where the noun phrase that begins at a token ends; the same token where none begins."""
    doc = document.doc
    index = start
    noun = start
    while index < end and index - start < _LONGEST and quoted[index] < 0:
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
            token.tag_ in _FINITE for token in document.doc[index : min(end, index + 6)]
        )
    return (
        document.doc[index].head.i < index
        and (document.doc[index].head.tag_ in ("NNP", "NN", "NNS"))
        and following.tag_ in ("DT", "NNP")
    )


def _with_apposition(document: Document, stop: int, end: int, quoted: list[int]) -> int:
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
                and not _is_day(doc[stop + 1])
            )
        ):
            first = stop + 1
        else:
            return stop
        index = first
        while (
            index < end
            and index - first < _LONGEST
            and quoted[index] < 0
            and doc[index].text not in (",", ";", ":")
            and doc[index].text not in _DASHES
        ):
            if doc[index].text == "." and index + 1 >= end or doc[index].text in _OPEN:
                break
            if (
                doc[index].tag_ in _FINITE
                and doc[first].lower_ not in _RELATIVE
                and not any(other.lower_ in _RELATIVE for other in doc[first:index])
            ):
                return stop
            if doc[index].tag_ == "VBG" and index == first:
                return stop
            index += 1
        if index == first or not has_words(document, first, index):
            return stop
        stop = index
    return stop


def _finish(document, verb, low, source, cue, end, quoted, strong):  # noqa: ANN001, ANN202
    doc = document.doc
    first, last = source
    while first < last and (not doc[first].text[0].isalnum() or doc[first].lower_ in _LEADING or doc[first].is_space):
        first += 1
    while last > first and (
        doc[last - 1].text in (",", ".")
        and not (doc[last - 1].text == "." and len(doc[last - 2].text) == 1)
        or doc[last - 1].is_space
    ):
        last -= 1
    if first >= last or not any(
        token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ") for token in doc[first:last]
    ):
        return None
    if doc[first].tag_ in ("VBG", "VBD", "IN") and doc[first].lower_ not in ("one",):
        return None
    if any(token.tag_ == "PRP" for token in doc[first : last - 1]) and doc[last - 1].tag_ == "PRP" and last - first > 1:
        # "when he said": only the pronoun next to the verb is the speaker.
        first = last - 1
    high = max(verb.i + 1, last)
    return low, high, (first, last), cue, strong


def _right_content(
    document: Document, left: tuple[int, int], high: int, end: int, quoted: list[int], strong: bool
) -> tuple[int, int] | None:
    """What is said after a tag: a quotation that goes on, or the rest of the clause that the tag interrupts."""
    doc = document.doc
    comma = next(
        (
            index
            for index in range(high, min(end, high + 30))
            if doc[index].text in (",", ":", *_DASHES) and quoted[index] < 0
        ),
        None,
    )
    opening = next((index for index in range(high, end) if quoted[index] >= 0), None)
    if opening is not None and opening >= high + 1:
        before = next(
            (
                doc[index]
                for index in range(opening - 1, high - 1, -1)
                if doc[index].text[0] not in "\"“'‘`«" and not doc[index].is_space
            ),
            None,
        )
        participle = any(doc[index].tag_ == "VBG" and doc[index - 1].text == "," for index in range(high + 1, opening))
        if before is not None and before.text in (",", ":", *_DASHES) and not participle or opening == high + 1:
            return opening, max(index for index in range(opening, end) if quoted[index] >= 0) + 1
    if comma is None or strong:
        return None
    if _goes_on(document, comma + 1, end):
        return comma + 1, end
    if not any(token.tag_ in _FINITE for token in doc[left[0] : left[1]]):
        return comma + 1, end
    return None


def _head_of(document: Document, source: tuple[int, int]) -> int:
    """The noun or name that stands for the speaker: the top of the phrase before its first comma."""
    doc = document.doc
    stop = next(
        (
            index
            for index in range(*source)
            if doc[index].text == "," or doc[index].lower_ in _RELATIVE and index > source[0]
        ),
        source[1],
    )
    inside = [token for token in doc[source[0] : stop] if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")]
    tops = [token for token in inside if not source[0] <= token.head.i < stop]
    nouns = [token for token in tops if token.pos_ in ("NOUN", "PROPN", "PRON")]
    return (nouns or tops or inside or [doc[source[0]]])[0].i
