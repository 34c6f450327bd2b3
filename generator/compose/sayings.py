"""Sayings: who said what, each thing once, grouped by speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..records import Analysis, Article, Attribution, Saying, Span, Statement
from ..text import collapse_space, fold
from .identities import Identities
from .participation import TOLD, find_parts
from .speakers import find_issuer, is_outlet, is_time, resolve_speaker

# Fewer words of content tell nothing by themselves ("the group said so").
LEAST_WORDS = 4
# A denial of less tells all the same ("denied any wrongdoing").
LEAST_DENIED = 2
# A quotation of so many words that another article carries too is the same quotation, whatever stands round it.
SAME_QUOTATION = 5
# Share of the words of indirect content that two articles must have in common, with the same speaker, to say the same.
SAME_CONTENT = 0.8
_UNNAMED = re.compile(r"^(?:he|she|they|it|who|we|i|this|these|those)$")
_VAGUE = re.compile(
    r"^(?:which|that|what|some|others|another|many|several|few|both|all|one|you|me|us|him|her|them|"
    r"(?:every|any|some|no)(?:one|body)|no one|next of kin)$"
)
# Words of which one must begin in the cue of indirect speech; what only shows, wants or threatens is no saying.
_SPEECH = re.compile(
    r"\b(?:accord|acknowledg|accus|add|admi|advis|affirm|agree|alleg|announc|answer|appeal|argu|ask|assert|assur|"
    r"blam|boast|call|caution|"
    r"cit(?:e|ing)|claim|comment|complain|conced|conclud|condemn|confess|confirm|congratulat|contend|criticis|"
    r"criticiz|declar|defend|"
    r"demand|den(?:y|ie)|denounc|describ|disclos|dismiss|emphasi|estimat|explain|express|forecast|hail|hint|insist|"
    r"inform|jok|"
    r"lament|maintain|mention|not(?:e|ing)|object|observ|order|plead|pledg|point|prais|predict|promis|propos|quot|"
    r"read|recall|"
    r"recommend|refus|reiterat|reject|remark|remind|repl(?:y|ie)|report|request|respon|reveal|rule[ds]? out|said|"
    r"say|signal|speak|"
    r"specif|spoke|stat(?:e|ing)|stress|suggest|swor|talk|tell|testif|told|tweet|underlin|urg|view|vow|warn|welcom|"
    r"wonder|writ|wrote)",
    re.I,
)
# Those who said nothing.
_SILENT = re.compile(
    r"(?:\bnot\b|n['’]t\b|\bnever\b|declin|refus)(?:(?!\bnot\b|n['’]t\b|\bnever\b|declin|refus).)*"
    r"(?:respon|repl|comment|answer)",
    re.I,
)
# What may yet be said, should be, or could have been.
_SUPPOSED = re.compile(r"^(?:(?:could|would|might|should|must) have|should|might|may|will likely|have to)\b", re.I)
_ANSWERING = re.compile(r"\b(?:respon|repl|react)\w*$", re.I)
# Forces of attributions that are no speech: what someone believes, feels or means to do.
_UNSAID = frozenset({"thought", "planned"})
# Words of time and conjunctions at the ends of a speaker that belong to the sentence.
_EDGES = re.compile(
    r"^(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*,\s+)"
    r"|^(?:when|that|as|because|while|if|but|and)\s+"
    r"|(?<!\s)\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day$",
    re.I,
)
# A sentence that leans on the one before it.
_LEANING = re.compile(r"^(?:He|She|They|It)\b")
# What may open and close a quotation; a straight mark does both.
_OPENING, _CLOSING = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A saying before it is cited: its attribution, speaker, sentences, and what it is compared by."""

    order: int
    attribution: Attribution
    actor: str | None
    speaker: str | None
    cue: str | None
    span: Span
    words: tuple[str, ...]
    rank: tuple


def compose_sayings(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    identities: Identities,
    *,
    cite: Callable[[Span], Statement],
) -> tuple[Saying, ...]:
    """The attributions worth showing, by the speaker's salience, then in text order.

    Each with the whole sentences of its content and cue; the same quotation in two articles once, with both
    citations. Left out: content of a few words, indirect speech of nobody named or described, what an outlet or an
    agency reports in its own name, and a second attribution in sentences that are shown already.
    """
    drafts = []
    for order, article_id in enumerate(article_ids):
        for attribution in analyses[article_id].attributions:
            draft = _draft(order, articles[article_id], analyses[article_id], attribution, identities)
            if draft is not None:
                drafts.append(draft)
    groups = _join_repeated(_drop_overlapping(drafts))
    salience = {actor: place for place, actor in enumerate(find_parts(article_ids, articles, analyses, identities))}

    def key(group: list[_Draft]) -> tuple:
        first = group[0]
        if first.actor in salience:
            return 0, salience[first.actor], "", first.order, first.span
        named = next(place for place, other in enumerate(groups) if _is_same_speaker(other[0], first))
        return (1 if first.speaker else 2), named, "", first.order, first.span

    return tuple(_state(group, cite) for group in sorted(groups, key=key))


def _state(group: list[_Draft], cite: Callable[[Span], Statement]) -> Saying:
    first = group[0]
    statements = [cite(one.span) for one in group]
    citations = dict.fromkeys(citation for statement in statements for citation in statement.citations)
    return Saying(
        speaker=first.speaker,
        actor=first.actor,
        cue=first.cue,
        kind=first.attribution.kind,
        force=first.attribution.force,
        statement=replace(statements[0], citations=tuple(citations)),
    )


def _draft(
    order: int, article: Article, analysis: Analysis, attribution: Attribution, identities: Identities
) -> _Draft | None:
    text = article.text
    content = [span for span in attribution.content if text[span.start : span.end].strip()]
    if not content:
        return None
    words = tuple(re.findall(r"\w+", fold(" ".join(text[span.start : span.end] for span in content))))
    span = _find_sentences(article, analysis, attribution)
    least = LEAST_DENIED if attribution.force == "denied" else LEAST_WORDS
    if len(words) < least or span is None or _is_nested(text, span, attribution):
        return None
    source = _widen(attribution.source, analysis) if attribution.source else None
    speaker = collapse_space(text[source.start : source.end]).strip(" ,;:") if source else None
    speaker = _EDGES.sub("", speaker).strip(" ,;:") if speaker else speaker
    actor = resolve_speaker(article, analysis, attribution, speaker, identities)
    if actor is None and source is not None and speaker is not None:
        actor = find_issuer(article, analysis, source, span, identities)
    if speaker is not None and actor is None and (_VAGUE.match(fold(speaker)) or is_time(source, analysis)):
        return None
    said = text[attribution.cue.start : attribution.cue.end] if attribution.cue else None
    if attribution.kind == "indirect" or attribution.force in _UNSAID:
        if said is not None and (not _SPEECH.search(said) or _SILENT.search(said) or _SUPPOSED.match(said)):
            return None
    unnamed = actor is None and (speaker is None or _UNNAMED.match(fold(speaker)) is not None)
    if attribution.kind == "mixed" and unnamed:
        return None  # 'is described as "a disaster"': by nobody
    if attribution.kind == "indirect":
        if attribution.force in _UNSAID:
            return None
        if unnamed:
            return None
        if said is not None and _ANSWERING.search(said) and text.startswith("to ", content[0].start):
            return None  # "responded to the report": how, is told elsewhere
        if is_outlet(actor, speaker, identities):
            return None
        if _LEANING.match(text[span.start : span.end]) and (source is None or source.start > span.start):
            return None  # "He spoke of it when another announced ...": what is told of is told elsewhere
        if attribution.force == "claimed" and not any(_holds(content, event.predicate) for event in analysis.events):
            return None  # "had claimed the town" takes it and says nothing
    if speaker is not None and actor is None and _UNNAMED.match(fold(speaker)):
        speaker = None
    cue = collapse_space(text[attribution.cue.start : attribution.cue.end]) if attribution.cue else None
    kind = (
        ("direct", "mixed", "indirect").index(attribution.kind)
        if attribution.kind in ("direct", "mixed", "indirect")
        else 3
    )
    told = attribution.force != "denied"
    rank = (is_outlet(actor, speaker, identities), actor is None, speaker is None, kind, told, -len(words), span.start)
    return _Draft(order, attribution, actor, speaker or None, cue, span, words, rank)


def _holds(content: Sequence[Span], predicate: Span) -> bool:
    return any(span.start <= predicate.start < span.end for span in content)


def _widen(span: Span, analysis: Analysis) -> Span:
    """The span, widened to the whole of each name that it cuts."""
    start, end = span.start, span.end
    for mention in analysis.mentions:
        if mention.span.start < end and start < mention.span.end:
            start, end = min(start, mention.span.start), max(end, mention.span.end)
    return Span(span.article, start, end)


def _is_nested(text: str, span: Span, attribution: Attribution) -> bool:
    """Whether the cue stands inside a quotation: what someone is quoted as saying that another said."""
    if attribution.cue is None:
        return False
    before = text[span.start : attribution.cue.start]
    opened = max(before.rfind(mark) for mark in _OPENING)
    return (
        opened > max(before.rfind(mark) for mark in _CLOSING)
        or before.count('"') % 2 == 1
        and '"' in text[attribution.cue.end : span.end]
    )


def _find_sentences(article: Article, analysis: Analysis, attribution: Attribution) -> Span | None:
    """The sentences of one block that hold the content, its source and its cue; None outside of told blocks.

    Content that runs over several blocks is cut to the block of its cue, or of its beginning.
    """
    spans = [span for span in (attribution.source, attribution.cue, *attribution.content) if span is not None]
    anchor = attribution.cue or attribution.content[0]
    inside = [one for one in analysis.sentences if one.span.start <= anchor.start < one.span.end]
    if not inside or article.blocks[inside[0].block].kind not in TOLD:
        return None
    block = inside[0].block
    touched = [
        one.span
        for one in analysis.sentences
        if one.block == block and any(one.span.start < span.end and span.start < one.span.end for span in spans)
    ]
    if not touched:
        return None
    start, end = min(one.start for one in touched), max(one.end for one in touched)
    for one in reversed([one.span for one in analysis.sentences if one.block == block and one.span.end <= start]):
        if not _is_cut(article.text[start:end]):
            break
        start = one.start
    return Span(article.id, start, end)


def _is_cut(words: str) -> bool:
    """Whether a quotation ends in the words that does not begin in them."""
    closing = min((place for mark in _CLOSING if (place := words.find(mark)) >= 0), default=-1)
    opening = min((place for mark in _OPENING if (place := words.find(mark)) >= 0), default=len(words))
    return 0 <= closing < opening or words.count('"') % 2 == 1


def _drop_overlapping(drafts: list[_Draft]) -> list[_Draft]:
    """The drafts without those whose sentences a better one shows already, in text order."""
    taken: dict[str, list[Span]] = {}
    kept = []
    for draft in sorted(drafts, key=lambda one: (one.order, one.rank)):
        spans = taken.setdefault(draft.span.article, [])
        if all(one.end <= draft.span.start or draft.span.end <= one.start for one in spans):
            spans.append(draft.span)
            kept.append(draft)
    return sorted(kept, key=lambda one: (one.order, one.span))


def _join_repeated(drafts: list[_Draft]) -> list[list[_Draft]]:
    """Groups of drafts that carry the same quotation or say the same; the first of each, in text order, is shown."""
    groups: list[list[_Draft]] = []
    by_word: dict[str, list[int]] = {}
    for draft in drafts:
        near = sorted({place for word in set(draft.words) for place in by_word.get(word, ())})
        found = next((place for place in near if any(_is_same(one, draft) for one in groups[place])), None)
        if found is None:
            groups.append([draft])
            found = len(groups) - 1
        elif draft.span not in [one.span for one in groups[found]]:
            groups[found].append(draft)
        for word in draft.words:
            if len(word) > 4 and found not in by_word.setdefault(word, []):
                by_word[word].append(found)
    return groups


def _is_same(first: _Draft, second: _Draft) -> bool:
    quoted = first.attribution.kind != "indirect" and second.attribution.kind != "indirect"
    shorter, longer = sorted((first.words, second.words), key=lambda words: (len(words), words))
    if quoted and len(shorter) >= SAME_QUOTATION and f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return True
    common = len(set(first.words) & set(second.words))
    alike = common >= SAME_CONTENT * max(len(set(first.words)), len(set(second.words)))
    return alike and (_is_same_speaker(first, second) or first.words == second.words)


def _is_same_speaker(first: _Draft, second: _Draft) -> bool:
    if first.actor is not None or second.actor is not None:
        return first.actor == second.actor
    return fold(first.speaker or "") == fold(second.speaker or "")
