"""Who said what: source, cue and content of every attribution (PolNeAR; Newell et al. 2018).

Read from the dependency tree and from quotation marks, in this order: a verb of the table
with its clause; a tag (", the group said."); "according to"; a quotation that goes on from
the sentence before. What is not clearly said by someone is left out.
"""

from __future__ import annotations

from ..records import Attribution, Span
from .clauses import read_sentence
from .document import Document
from .draft import Draft, trim_range
from .index import NameIndex
from .nesting import drop_nested
from .quotations import find_quotations
from .quoting import attach_quotations, quoted_tokens, read_headings, read_introductions, read_signatures
from .speakers import find_speaker

# Share of a content's words between quotation marks from which it is direct, and above which it is mixed.
_DIRECT, _MIXED = 0.9, 0.0
_BETWEEN = " ,;:-–—―\n"
_MARKS = "\"'“”‘’«»`"


def find_attributions(document: Document, names: NameIndex) -> tuple[Attribution, ...]:
    """The Attributions of a document in text order."""
    quotations = find_quotations(document)
    quoted = quoted_tokens(document, quotations)
    drafts: list[Draft] = []
    for index, (start, end, _) in enumerate(document.sentences):
        drafts += [draft for draft in read_sentence(document, start, end, quoted) if quoted[draft.cue[0]] < 0]
    drafts += read_introductions(document, drafts, quotations, quoted)
    drafts = attach_quotations(document, _drop_doubles(drafts), quotations, quoted)
    drafts += read_signatures(document, drafts, quotations, quoted)
    drafts += read_headings(document, drafts, quotations, quoted)
    drafts = drop_nested(document, drafts, quoted)
    drafts.sort(key=lambda draft: (min(start for start, _ in draft.content), draft.cue or (0, 0)))
    records = []
    for draft, speaker in zip(drafts, _find_speakers(names, drafts)):
        record = _to_record(document, draft, quoted, speaker)
        if record is not None:
            records.append(record)
    return tuple(records)


def _find_speakers(names: NameIndex, drafts: list[Draft]) -> list[str | None]:
    """The entity of each draft's speaker, in the order of the drafts."""
    order = sorted(range(len(drafts)), key=lambda index: (drafts[index].cue or drafts[index].content[0], index))
    speakers: list[str | None] = [None] * len(drafts)
    earlier: list[tuple[int, str]] = []
    for index in order:
        draft = drafts[index]
        speaker = speakers[index] = find_speaker(names, draft.source, draft.head, earlier)
        if speaker is not None and draft.head is not None and draft.speech:
            earlier.append((draft.head, speaker))
    return speakers


def _drop_doubles(drafts: list[Draft]) -> list[Draft]:
    """One draft for a cue: the first that was read."""
    kept: list[Draft] = []
    cues: set[tuple[int, int]] = set()
    for draft in drafts:
        if draft.cue is not None and draft.cue in cues:
            continue
        if draft.cue is not None:
            cues.add(draft.cue)
        kept.append(draft)
    return kept


def _find_edges(text: str) -> tuple[int, int]:
    """How many characters at the two ends of a content are marks and blanks that are no part of it.

    A mark that opens or closes a quotation of which the rest stands within the content stays.
    """
    left = len(text) - len(text.lstrip(_MARKS + _BETWEEN))
    right = len(text) - len(text.rstrip(_MARKS + _BETWEEN))
    inner = text[left : len(text) - right]
    stop = len(text) - right
    closes = stop < len(text) and text[stop] in '"”'
    opens = left > 0 and text[left - 1] in '"“'
    if inner.count("“") > inner.count("”") or (inner.count('"') % 2 and closes):
        right -= closes
    elif inner.count("”") > inner.count("“") or (inner.count('"') % 2 and opens):
        left -= opens
    return left, right


def _to_record(document: Document, draft: Draft, quoted: list[int], speaker: str | None) -> Attribution | None:
    contents: list[Span] = []
    words = inside = 0
    for start, end in sorted(draft.content):
        start, end = trim_range(document, start, end, keep_stop=quoted[end - 1] >= 0)
        if start >= end:
            continue
        span = document.span(start, end)
        text = document.words(span)
        left, right = _find_edges(text)
        if left + right < len(text):
            contents.append(Span(span.article, span.start + left, span.end - right))
        tokens = [token for token in document.doc[start:end] if token.text[0].isalnum()]
        words += len(tokens)
        inside += sum(quoted[token.i] >= 0 for token in tokens)
    if not contents or not words:
        return None
    share = inside / words
    kind = "direct" if share >= _DIRECT else "mixed" if share > _MIXED else "indirect"
    source = document.span(*draft.source) if draft.source and draft.source[0] < draft.source[1] else None
    cue = document.span(*draft.cue) if draft.cue else None
    return Attribution(source, cue, tuple(contents), kind, draft.force, speaker)
