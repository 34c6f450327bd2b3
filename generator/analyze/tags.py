"""Tags: the speaker and the verb of speech that stand beside or amid what was said.

'..., a monitoring group said.' '"...," said Ann Lee, a judge, on Friday. "..."' Marks and
commas show where they are, so that a parse which went wrong there does no harm.
"""

from __future__ import annotations

from spacy.tokens import Token

from .cues import SPEECH, force_of
from .document import Document
from .draft import Draft, has_words
from .phrases import DASHES, FINITE, LONGEST, OPENING, RELATIVE, head_of, is_day, phrase_end, with_apposition

_CLOSING = frozenset({"?", "!", *DASHES})
_PHRASE = frozenset(
    "DT PDT PRP$ JJ JJR JJS NN NNP NNS NNPS POS HYPH CD VBG VBN PRP RBS RBR WP IN CC RB FW -LRB- -RRB-".split()
)
# Tags with which a speaker's phrase begins.
_STARTERS = frozenset("DT PDT NN NNP NNS NNPS JJ JJR JJS PRP PRP$ CD RB WP EX VBN VBG".split())
_LEADING = frozenset("but and so yet still or then".split())


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
    head = head_of(document, source)
    return Draft(cue, source, content, force_of(lemma, "c") or "said", head)


def _is_boundary(document: Document, index: int, start: int, quoted: list[int]) -> tuple[bool, bool]:
    """Whether what was said ends before ``index``, and whether a quotation mark says so."""
    if index <= start:
        return False, False
    token = document.doc[index - 1]
    if token.is_space and index - 1 > start:
        return _is_boundary(document, index - 1, start, quoted)
    closing = (
        index >= 2
        and quoted[index - 1] < 0
        and token.text[0] in "\"”'’»"
        and any(quoted[place] >= 0 for place in range(max(start, index - 3), index - 1))
    )
    if closing:
        # A word or two between marks ('a "significant" fee') is a part of its sentence; what was said ends in a stop.
        strong = document.doc[index - 2].text[-1] in ",.?!…-–—" or _opens_quoted(document, start, quoted)
        return strong, strong
    before = quoted[index - 1] >= 0
    return (token.text in _CLOSING or token.text == ",") and not before, False


def _opens_quoted(document: Document, start: int, quoted: list[int]) -> bool:
    """Whether the first word of the sentence stands in a quotation."""
    doc = document.doc
    return quoted[next((index for index in range(start, len(doc)) if doc[index].text[0].isalnum()), start)] >= 0


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
    if last - 1 > start and (doc[last - 1].tag_ == "CC" or doc[last - 1].lower_ in RELATIVE):
        return None
    index = first
    weak: int | None = None
    relative = False
    set_off = doc[last - 1].text == ","  # "..., Ada Moor, a judge, said": the first comma found only parts the two
    while index > start and last - index < LONGEST:
        closes, strong = _is_boundary(document, index, start, quoted)
        if closes and index < last:
            if strong and doc[index].tag_ not in _STARTERS:
                break
            if strong:
                return _finish(document, verb, index, (index, last), (first, verb.i + 1), end, quoted, True)
            if weak is None and not relative and not set_off:
                weak = index
            set_off = False
        token = doc[index - 1]
        if quoted[index - 1] >= 0 or token.text in (";", ":", ".") or token.text in OPENING:
            break
        if token.tag_ in FINITE and token.lower_ not in ("said",):
            if not any(other.lower_ in RELATIVE for other in doc[max(start, index - 4) : index]):
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
        doc[low].lower_ in RELATIVE
        or doc[low].tag_ in ("WDT", "WP", "IN", "CC", "VBG", "VBN", "RB")
        and doc[low].lower_ not in ("one", "no")
    ):
        return False
    if not has_words(document, start, low) or doc[start].lower_ in ("according",):
        return False
    place = verb.i + 1
    if verb.lower_ in ("told", "tells", "tell"):
        place = phrase_end(document, place, end, quoted)
    while place < end and (doc[place].is_space or doc[place].tag_ in ("RB",) or is_day(doc[place])):
        place += 1
    if place >= end or doc[place].text in (".", "?", "!") or doc[place].text in (",",) or doc[place].text in DASHES:
        following = place < end and doc[place].text == ","
        if following and not any(token.tag_ in FINITE for token in doc[start : low - 1]):
            # No verb before the tag: "Acts of protest, he said, are ..." or "Smith, a judge, said, ..."
            if doc[low].tag_ not in ("PRP", "DT", "NNP", "NN", "NNS", "PRP$", "JJ"):
                return False
            opens = doc[start].tag_ in ("IN", "RB", "CC", "VBG", "TO")
            return (
                _goes_on(document, place + 1, end)
                or opens
                and any(token.tag_ in FINITE for token in doc[place + 1 : end])
            )
        return any(token.tag_ in FINITE for token in doc[start : low - 1]) or not following
    if doc[place].tag_ == "IN" and doc[place].lower_ in ("on", "in", "at", "during", "after", "by", "via"):
        clause = any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)
        return (
            not clause
            and any(token.tag_ in FINITE for token in doc[start : low - 1])
            and not any(token.tag_ in FINITE for token in doc[place:end])
        )
    return False


def _goes_on(document: Document, start: int, end: int) -> bool:
    """Whether the words after a tag begin with the verb of the clause that it stands in."""
    for token in document.doc[start : min(end, start + 4)]:
        if token.tag_ in FINITE:
            return True
        if token.tag_ not in ("RB",) and token.text[0].isalnum():
            return token.text[0] in '“"'
    return False


def _inverted(document: Document, verb: Token, start: int, end: int, quoted: list[int]):  # noqa: ANN202
    """(low, high, source, cue, strong) of '..., said Ann Lee, a judge'; None where it is not so."""
    doc = document.doc
    closes, strong = _is_boundary(document, verb.i, start, quoted)
    if not closes or verb.i + 1 >= end or verb.tag_ == "VBN" and not strong:
        return None
    stop = phrase_end(document, verb.i + 1, end, quoted)
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
        if doc[verb.i + 1].tag_ == "PRP" or not any(token.tag_ in FINITE for token in doc[start : verb.i - 1]):
            return None
    stop = with_apposition(document, stop, end, quoted)
    return _finish(document, verb, verb.i, (verb.i + 1, stop), (verb.i, verb.i + 1), end, quoted, strong)


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
            if doc[index].text in (",", ":", *DASHES) and quoted[index] < 0
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
        goes_on = doc[opening].text[0].islower()
        if before is not None and goes_on and before.tag_ == "CC":
            return opening, max(index for index in range(opening, end) if quoted[index] >= 0) + 1
        participle = participle and not goes_on
        if before is not None and before.text in (",", ":", *DASHES) and not participle or opening == high + 1:
            return opening, max(index for index in range(opening, end) if quoted[index] >= 0) + 1
    if comma is None or strong:
        return None
    if _goes_on(document, comma + 1, end):
        return comma + 1, end
    if not any(token.tag_ in FINITE for token in doc[left[0] : left[1]]):
        return comma + 1, end
    return None
