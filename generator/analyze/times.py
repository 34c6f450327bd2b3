"""Time expressions of an article: TIMEX3 with value, anchor and rule.

Three passes: the grammar finds drafts (``times_grammar`` with the rules of ``times_points``, ``times_seasons``,
``times_relative``, ``times_hours``, ``times_spans`` and ``times_vague``), neighbours are joined
("the end of" + "last year"), and each draft gets its day: from the publication day, or from
the last day the text spoke of, looking back or ahead as its clause does.

Extents and types follow TimeML as TempEval used it: without a leading preposition, with
determiners and limiting words ("more than two years"). Not done: events as anchors across
sentences, feasts that follow the moon other than Easter's, clock differences between zones.
"""

from __future__ import annotations

import bisect
import re
from typing import Any

from .. import dates
from ..records import Span, TimeExpression
from . import times_hours, times_points, times_relative, times_seasons, times_spans, times_vague  # noqa: F401  (they fill the grammar)
from .times_context import list_tags, writes_day_first
from .times_days import Setting, settle_days
from .times_grammar import Draft, find_drafts
from .times_joins import join_drafts
from .times_lexicon import Words, read_words

# Labels of names that a month, weekday, season or year inside them belongs to ("April Jones").
_NAMES = ("PERSON", "ORG", "PRODUCT", "FAC")
_NAME_RULES = ("month", "weekday", "season", "feast", "year")
_SENTENCE_END = re.compile(r"""(?<![AaPp]\.[Mm])[.!?]["”’)]*\s+(?=["“‘(]*[A-Z0-9])|\n\s*""")


def find_times(
    doc: Any, *, article: str, anchor: str | None, day_first: bool | None = None
) -> tuple[TimeExpression, ...]:
    """The time expressions of a whole article, in text order, without overlaps.

    ``doc`` is a spaCy Doc over ``Article.text`` (token.idx are offsets into it); tags, sentences
    and entities are used where it has them, and none is needed. ``anchor`` is the ISO day or
    date-time of publication or None; ``day_first`` says how the outlet writes 11/04/2016, None
    leaves it to the text. An absolute expression has neither anchor nor rule, but keeps a
    rule where it has a modifier ("=2016 early"), so that ``dates.add_modifier`` can word it.
    """
    words = read_words(doc.text)
    names = sorted((ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in _NAMES)
    drafts = [draft for draft in join_drafts(words, find_drafts(words)) if not _is_in_name(names, words, draft)]
    if day_first is None and any((draft.steps or "").startswith("numeric") for draft in drafts):
        day_first = writes_day_first(words)
    day = anchor[:10] if anchor else None
    setting = Setting(words, drafts, _list_sentences(doc, words.text), list_tags(doc), day, day_first)
    return tuple(_write(draft, words, article, day, rule) for draft, rule in zip(drafts, settle_days(setting)))


def _write(draft: Draft, words: Words, article: str, anchor: str | None, rule: str | None) -> TimeExpression:
    span = Span(article, words.starts[draft.first], words.ends[draft.last - 1])
    if rule is None:
        return TimeExpression(span, draft.type, draft.value, None, None)
    absolute = rule.startswith("=")
    value = dates.resolve(rule, anchor)
    return TimeExpression(
        span, draft.type, value, None if absolute else anchor, rule if " " in rule or not absolute else None
    )


def _list_sentences(doc: Any, text: str) -> list[int]:
    """Offsets at which sentences start; by full stops and line ends where the Doc has no sentences."""
    starts = [int(offset) for offset, start in doc.to_array(["IDX", "SENT_START"]) if start == 1]
    return starts if len(starts) > 1 else [0, *(match.end() for match in _SENTENCE_END.finditer(text))]


def _is_in_name(names: list[tuple[int, int]], words: Words, draft: Draft) -> bool:
    """Whether a single word is a part of a longer name ("April Jones", "the Sunday Times")."""
    if draft.last - draft.first > 1 or draft.rule not in _NAME_RULES:
        return False
    start, end = words.starts[draft.first], words.ends[draft.first]
    place = bisect.bisect_right(names, (start, len(words.text))) - 1
    if place < 0 or words.at(draft.first - 1) in ("on", "in", "since", "until"):
        return False
    first, last = names[place]
    return end <= last and last - first > end - start
