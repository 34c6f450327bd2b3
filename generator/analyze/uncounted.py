"""Numbers that count nothing: a name's, a time's, an age, an ordinal, a score, a share or a list's."""

from __future__ import annotations

from .document import Document
from .numerals import CURRENCIES, value_of

# "No one", "the one": words before "one" that make it no number, and words after it that do.
_BEFORE_ONE = frozenset("no any every some each the this that which another".split())
_ABOUT = frozenset("about around nearly almost roughly".split())
_PARENTS = frozenset("mother father mum mom dad parent parents grandmother grandfather".split())
_AFTER_ONE = frozenset("of another else day thing".split())
# What is numbered: "flight 11", "aged 11".
_NUMBERED = frozenset(
    "aged age no. number flight route highway chapter article page section resolution phase level version".split()
)


def counts_nothing(document: Document, index: int, after: int, start: int, end: int) -> bool:
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
    if _is_share(document, index, after, start, end):
        return True
    # "A mother of two": her children, not who died.
    if (
        before is not None
        and before.lower_ in ("of", "to")
        and index - 2 >= start
        and doc[index - 2].lower_ in _PARENTS
    ):
        return True
    if before is not None:
        if (
            before.text in ("-", "–", "/", ":", "#", ".")
            and not before.whitespace_
            and index - 2 >= start
            and not doc[index - 2].whitespace_
        ):
            return not (doc[index - 2].like_num and before.text in "-–")
        if before.lower_ in _NUMBERED:
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


def _is_share(document: Document, index: int, after: int, start: int, end: int) -> bool:
    """Whether the number is of a share: either of "one in five", "three out of ten" and "one in every 500"."""
    doc = document.doc
    first = index - 1
    while first > start and doc[first].lower_ in _ABOUT:
        first -= 1
    if first >= start and doc[first].lower_ in ("every", "per"):
        return True
    if first > start + 1 and doc[first].lower_ == "of" and doc[first - 1].lower_ == "out":
        first -= 1
    if first > start and doc[first].lower_ in ("in", "out") and _divides(doc[first - 1].lower_, doc[index].lower_):
        return True
    last = after
    if last < end and doc[last].lower_ == "out" and last + 1 < end and doc[last + 1].lower_ == "of":
        last += 1
    elif last >= end or doc[last].lower_ != "in":
        return False
    last += 1
    while last < end and doc[last].lower_ in (*_ABOUT, "every"):
        last += 1
    return last < end and (doc[last - 1].lower_ == "every" or _divides(doc[index].lower_, doc[last].lower_))


def _divides(part: str, whole: str) -> bool:
    """Whether two numbers make a share: "two" and "five", not what is counted twice, as in "30 out of 200"."""
    first, second = value_of(part), value_of(whole)
    return first is not None and second is not None and first < second and (second <= 10 or second in (100, 1000))
