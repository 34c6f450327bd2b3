"""Acronyms and the long forms that introduce them: "Free Syrian Army (FSA)", "Islamic State (IS) group".

Method as in Schwartz and Hearst 2003: the short form in brackets after the long one,
its letters found in order at the starts of the long form's words; here the boundaries
of the long form come from the names already found, else from the letters.
"""

from __future__ import annotations

from .document import PARSED, Document
from .labels import ENTITY_LABELS
from .names import is_acronym, name_initials
from .votes import Name, make_name

# Agencies that stand in brackets as a credit and not as an acronym of the name before.
CREDITS = frozenset(
    {"AFP", "AP", "DPA", "EPA", "UPI", "TASS", "PA", "ANI", "PTI", "IANS", "AAP", "ANSA", "EFE", "CNN", "BBC"}
)
_SMALL = frozenset("of for the and in on de la to & - al".split())


def find_acronyms(document: Document, names: list[Name]) -> tuple[list[Name], list[tuple[int, int]]]:
    """The names with long forms completed and bracketed acronyms added, and pairs of the two.

    A pair holds the first tokens of the long form and of its acronym. An acronym whose letters
    do not fit ("People's Protection Units (YPG)") is accepted after an organisation's name
    where it stands again in the text, and is no news agency.
    """
    doc = document.doc
    known = {name.start: name for name in names}
    ends = {name.end: name for name in names if name.label in ENTITY_LABELS}
    pairs: list[tuple[int, int]] = []
    counts: dict[str, int] = {}
    for token in doc:
        if is_acronym(token.text):
            counts[token.text] = counts.get(token.text, 0) + 1
    for index in range(1, len(doc) - 2):
        if doc[index].text not in "([" or doc[index + 2].text not in ")]" or document.kind(index) not in PARSED:
            continue
        short = doc[index + 1]
        if not is_acronym(short.text) or short.text in CREDITS:
            continue
        before = ends.get(index)
        if before is None and doc[index - 1].text in ("'s", "’s"):
            before = ends.get(index - 1)
        start = _long_form_start(document, index, short.text)
        if start is not None and (
            before is None or start < before.start or before.label not in ("PERSON", "DATE", "MONEY")
        ):
            if before is not None and start > before.start and _fits(document, before.start, index, short.text):
                start = before.start
            long = make_name(
                document, start, index, before.label if before is not None and before.label != "PERSON" else "ORG"
            )
        elif (
            before is not None
            and before.label in ("ORG", "MISC", "NORP", "FAC")
            and (_opens_like(before, short.text) or counts[short.text] > 1)
        ):
            long = before
        else:
            continue
        for old in [name for name in known.values() if name.start < long.end and long.start < name.end]:
            del known[old.start]
        for old in [name for name in known.values() if name.start <= index + 1 < name.end]:
            del known[old.start]
        known[long.start] = long
        known[index + 1] = make_name(document, index + 1, index + 2, long.label)
        pairs.append((long.start, index + 1))
    return sorted(known.values(), key=lambda name: name.start), pairs


def _long_form_start(document: Document, end: int, short: str) -> int | None:
    """The token at which the words before ``end`` begin to spell the acronym; None where they do not.

    Walks back over the words: each capitalised word must give its letter; small words may.
    """
    doc = document.doc
    letters = short.replace(".", "").rstrip("s").lower()
    position = len(letters) - 1
    first, _ = document.bounds(end)
    index = end - 1
    words = 0
    while index >= first and position >= 0 and words < len(letters) + 5:
        token = doc[index]
        if not token.text[0].isalnum():
            if token.text not in ("-", "&", "'", "’", "'s", "’s"):
                return None
            index -= 1
            continue
        words += 1
        if token.lower_[0] == letters[position] and (token.text[0].isupper() or token.lower_ in _SMALL):
            position -= 1
            if position < 0:
                return index if token.text[0].isupper() else None
        elif token.text[0].isupper() and not (index and doc[index - 1].text == "-"):
            return None
        elif token.text[0].islower() and token.lower_ not in _SMALL and not (index and doc[index - 1].text == "-"):
            return None
        index -= 1
    return None


def _fits(document: Document, start: int, end: int, short: str) -> bool:
    return short.replace(".", "").lower() in name_initials(document.words(document.span(start, end)))


def _opens_like(name: Name, short: str) -> bool:
    """ "Lake Observatory (LOWQ)": the short form of a name before its whole acronym."""
    initials = "".join(word[0] for word in name.words if word not in _SMALL)
    return len(initials) > 1 and short.lower().startswith(initials)
