"""The attributions of one sentence, read from its dependency tree.

A verb of the table gives one where it has content in a frame of its own: a clause, an
infinitive, a noun phrase. A verb of speech may also stand in a tag beside or amid what
was said. Where the parse has gone wrong at a tag, the commas and marks decide.
"""

from __future__ import annotations

from spacy.tokens import Token

from .according import read_according
from .contents import cut_sources, find_content, leave_out
from .cues import verb_of
from .document import Document
from .draft import Draft, has_words
from .subjects import cue_range, find_described_subject, find_subject, find_subject_beside, source_range
from .tags import read_tag

_RELATIVE = frozenset({"which", "that"})


def read_sentence(document: Document, index: int, start: int, end: int, quoted: list[int]) -> list[Draft]:
    """The drafts of the sentence at tokens ``start`` to ``end``."""
    drafts: list[Draft] = []
    for token in document.doc[start:end]:
        lower = token.lower_
        if lower == "according" and token.i + 1 < end and document.doc[token.i + 1].lower_ == "to":
            draft = read_according(document, token, start, end)
        elif token.tag_.startswith("V") or token.pos_ == "VERB":
            draft = _read_verb(document, token, start, end, quoted)
        else:
            continue
        if draft is not None:
            drafts.append(draft)
    return drafts


def _read_verb(document: Document, verb: Token, start: int, end: int, quoted: list[int]) -> Draft | None:
    lemma = verb_of(verb)
    if lemma is None:
        return None
    tag = read_tag(document, verb, lemma, start, end, quoted)
    if tag is not None:
        return tag
    if verb.dep_ in ("amod", "compound", "case", "aux", "aux:pass", "cop"):
        return None
    head, passive = find_subject(verb)
    own = any(child.dep_.startswith("nsubj") for child in verb.children)
    if not own and verb.tag_ in ("VBD", "VBZ", "VBP"):
        described = find_described_subject(document, verb, start)
        if described is not None:
            head, passive = described, None
    if head is None and passive is None and verb.tag_ in ("VBD", "VBZ", "VBP"):
        head = find_subject_beside(document, verb, start)
    cue = cue_range(document, verb, start)
    content, force, cue, speech = find_content(document, verb, lemma, head, cue, start, end, quoted)
    if not content:
        return None
    source = None
    if head is not None:
        source = source_range(document, head, verb, cue, content, start, end)
    elif passive is None and verb.tag_ in ("VBG",) and verb.dep_ not in ("advcl", "acl", "conj", "ROOT", "parataxis"):
        return None
    if not speech and head is not None and head.lower_ in _RELATIVE:
        return None
    content = leave_out(cut_sources(document, content), cue, source)
    content = [pair for pair in content if has_words(document, *pair)]
    if not content:
        return None
    return Draft(cue, source, content, force, head.i if head is not None else None, speech)
