"""The attributions of one sentence, read from its dependency tree.

A verb of the table gives one where it has content in a frame of its own: a clause, an
infinitive, a noun phrase. A verb of speech may also stand in a tag beside or amid what
was said. Where the parse has gone wrong at a tag, the commas and marks decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from .according import read_according
from .contents import find_content
from .cues import force_of, verb_of
from .document import Document
from .draft import Draft, has_words
from .frames import Found, Sentence, cut_sources, leave_out
from .nominals import read_adjective, read_adverb, read_noun
from .predicates import cue_range, opens_chain
from .subjects import find_described_subject, find_joined_subject, find_subject, find_subject_beside, source_range
from .tags import read_tag

_RELATIVE = frozenset({"which", "that", "who"})


def read_sentence(document: Document, start: int, end: int, quoted: list[int]) -> list[Draft]:
    """The drafts of the sentence at tokens ``start`` to ``end``."""
    drafts: list[Draft] = []
    tags = _find_tags(document, start, end, quoted)
    whole = end
    for token in document.doc[start:whole]:
        lower = token.lower_
        end = _limit(token.i, tags, whole)
        if lower == "according" and token.i + 1 < end and document.doc[token.i + 1].lower_ == "to":
            draft = read_according(document, token, start, end)
        elif token.tag_.startswith("V") or token.pos_ == "VERB":
            draft = _read_verb(document, token, start, end, quoted, drafts[-1] if drafts else None)
            draft = draft or read_adjective(document, token, start, end)
        elif token.tag_.startswith("N"):
            draft = read_noun(document, token, start, end)
        elif token.tag_.startswith("J"):
            draft = read_adjective(document, token, start, end)
        elif token.tag_ == "RB":
            draft = read_adverb(document, token, start, end)
        else:
            continue
        if draft is not None:
            drafts.append(draft)
    return _drop_parts(drafts)


def _find_tags(document: Document, start: int, end: int, quoted: list[int]) -> list[Draft]:
    """The tags of the sentence: "..., the agency reported"."""
    found = []
    for token in document.doc[start:end]:
        if token.tag_.startswith("V") and (lemma := verb_of(token)) is not None:
            found.append(read_tag(document, token, lemma, start, end, quoted))
    return [tag for tag in found if tag is not None and tag.cue is not None]


def _limit(index: int, tags: Sequence[Draft], end: int) -> int:
    """Where what the word at ``index`` tells ends at the latest: before a tag that says who told of it, however the
    parse joined the two.
    """
    for tag in tags:
        first = min(tag.cue[0], tag.source[0]) if tag.source is not None else tag.cue[0]
        if index < first and any(low <= index < high for low, high in tag.content):
            end = min(end, first)
    return end


def _read_verb(
    document: Document, verb: Token, start: int, end: int, quoted: list[int], previous: Draft | None
) -> Draft | None:
    lemma = verb_of(verb)
    if lemma is None:
        return None
    tag = read_tag(document, verb, lemma, start, end, quoted)
    if tag is not None:
        return tag
    own = any(child.dep_ == "nsubj" for child in verb.children)
    if opens_chain(verb, lemma) or verb.dep_ in ("amod", "compound", "case", "aux", "aux:pass", "cop") and not own:
        return None
    head, passive = _find_teller(document, verb, start)
    cue = cue_range(document, verb, start)
    goes_on = _goes_on(document, verb, cue, previous)
    if goes_on and previous is not None:
        head, passive = document.doc[previous.head] if previous.head is not None else head, None
    sentence = Sentence(document, start, end, quoted)
    found = find_content(sentence, verb, lemma, head, passive, cue)
    if found is None:
        return None
    content, cue = found.content, found.cue
    source = None
    if found.untold:
        head = None
    elif goes_on and previous is not None:
        source = previous.source
    elif head is not None:
        source = source_range(document, head, verb, cue, content, start, end)
    if (
        not found.speech
        and head is not None
        and head.lower_ in _RELATIVE
        and (head.lower_ != "who" or found.force in ("thought", "planned") and force_of(lemma, "c") is None)
    ):
        return None
    if not found.untold and not _is_told(sentence, verb, found, source, passive):
        return None
    content = leave_out(cut_sources(document, content), cue, source)
    content = [pair for pair in content if has_words(document, *pair)]
    if not content:
        return None
    return Draft(cue, source, content, found.force, head.i if head is not None else None, found.speech)


def _find_teller(document: Document, verb: Token, start: int) -> tuple[Token | None, Token | None]:
    """Who does what the verb says, and the passive subject where there is one."""
    head, passive = find_subject(verb)
    own = any(child.dep_.startswith("nsubj") for child in verb.children)
    if not own and verb.tag_ in ("VBD", "VBZ", "VBP"):
        described = find_described_subject(document, verb, start) or find_joined_subject(document, verb, start)
        if described is not None:
            head, passive = described, None
    if head is None and passive is None and verb.tag_ in ("VBD", "VBZ", "VBP"):
        head = find_subject_beside(document, verb, start)
    return head, passive


def _goes_on(document: Document, verb: Token, cue: tuple[int, int], previous: Draft | None) -> bool:
    """Whether a participle carries on what its sentence's last speaker said: ", adding that ..."."""
    if previous is None or previous.source is None or previous.cue is None or verb.tag_ != "VBG" or cue[0] < 1:
        return False
    if any(child.dep_.startswith("nsubj") for child in verb.children):
        return False
    before = cue[0] - 1
    while before > 0 and document.doc[before].tag_ == "RB":
        before -= 1
    return document.doc[before].text in (",", "—", "–", "--") and previous.cue[1] <= cue[0]


def _is_told(
    sentence: Sentence, verb: Token, found: Found, source: tuple[int, int] | None, passive: Token | None
) -> bool:
    """Whether somebody tells it: not a bare purpose ("to discuss it"), a command, or what "you" may think."""
    inside = (index for start, end in found.content for index in range(start, end))
    if found.speech and any(sentence.quoted[index] >= 0 for index in inside):
        return True
    doc, cue = sentence.document.doc, found.cue
    if source is None and passive is None:
        return False
    if source is not None and source[1] - source[0] == 1 and doc[source[0]].lower_ == "you":
        return False
    first = cue[0] + (doc[cue[0]].lower_ == "not")
    if doc[first].tag_ == "TO":
        return False
    if verb.dep_ == "acl:relcl" and found.force in ("thought", "planned") and not found.speech:
        return False
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and any(child.dep_ in ("mark", "case") for child in verb.children):
        # "grounds for concluding that ...": nobody concludes; "his habit of saying that ...": he does.
        return any(child.dep_ == "nmod:poss" for child in verb.head.children)
    return found.speech or verb.dep_ != "acl" or verb.tag_ in ("VBD", "VBN") and source is not None


def _drop_parts(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those whose cue is a part of another's: "expressed" beside "expressed doubt about"."""
    reach = -1
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.cue[0], -draft.cue[1])):
        if draft.cue[1] > reach:
            kept.append(draft)
            reach = draft.cue[1]
    return kept
