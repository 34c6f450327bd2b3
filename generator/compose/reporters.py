"""Reporters: who only tells an article (authors, presenters, photographers), and the credits of pictures."""

from __future__ import annotations

import re

from ..records import Analysis, Article, Span
from ..text import fold
from .identities import Identities

# After a speaker's name in a transcript: "ADA MOOR, HOST:".
_TRANSCRIBED = re.compile(r",?\s+(?:HOST|BYLINE|ANCHOR|CO-HOST)\b")
# "(Reporting by Ada Moor; editing by Karim Nasser)".
_SIGNED = re.compile(r"\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled) by\b[^.;:)\n]*$")
_TRADE = re.compile(r"\b(?:correspondents?|reporters?|host|presenter|newsreader|anchor)\b", re.I)
# "(Agency Photo/Ada Moor, File)", "(Ada Moor, File/Associated Agency)", "Images/Ada Moor".
_CREDIT_BEFORE = re.compile(r"(?:\bPhotos?|\bImages?|\b[A-Z]{2,8}|\bReuters|\bGetty)\s?/\s?$")
_CREDIT_AFTER = re.compile(r"(?:,\s*File\s*)?\s?/\s?(?:[A-Z]{2,5}\b|[A-Z]\w+ (?:Press|Images|Photos?))|,\s*File\)")


def is_credit(text: str, span: Span) -> bool:
    """Whether a name stands as that of a picture's maker or agency, or before what its bearer says in a transcript."""
    printed = text[span.start : span.end]
    return (
        _CREDIT_BEFORE.search(text[max(0, span.start - 16) : span.start]) is not None
        or _CREDIT_AFTER.match(text, span.end) is not None
        and text[max(0, span.start - 40) : span.start].rfind("(") >= 0
        or printed.split()[-1] in ("Photo", "Images")
        or printed.startswith("File/")
        or is_label(text, span)
    )


def is_label(text: str, span: Span) -> bool:
    """Whether a name of several words is the label of a transcript's lines: "KARIM NASSER: No."."""
    printed = text[span.start : span.end]
    return " " in printed and printed.isupper() and text[span.end : span.end + 1] == ":"


def find_reporters(article: Article, analysis: Analysis, identities: Identities) -> frozenset[str]:
    """The ids of those who tell the article: its authors, its outlet's voices in it, its outlet's reporters."""
    found: set[str] = set()
    authors = {fold(name) for name in article.authors}
    outlet = fold(article.source.name) if article.source is not None else None
    for mention in analysis.mentions:
        actor = identities.actor(article.id, mention.entity) if mention.entity is not None else None
        if actor is None or identities.nature(actor) != "person":
            continue
        printed = article.text[mention.span.start : mention.span.end]
        before = article.text[max(0, mention.span.start - 80) : mention.span.start]
        presents = printed.isupper() and _TRANSCRIBED.match(article.text, mention.span.end)
        if fold(printed) in authors or presents or _SIGNED.search(before):
            found.add(actor)
    for role in analysis.roles:
        actor = identities.actor(article.id, role.entity)
        words = article.text[role.span.start : role.span.end]
        if actor is not None and outlet and _TRADE.search(words) and outlet in fold(words):
            found.add(actor)
    return frozenset(found)
