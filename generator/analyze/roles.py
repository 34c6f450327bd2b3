"""What the text says someone is: "a Lima-based trade group", "director of the Institute".

Read from appositions, titles before a person's name and relative clauses that say what
someone is. The span is the description alone, word for word.
"""

from __future__ import annotations

from spacy.tokens import Token

from ..records import Mention, Role, Span
from .document import Document
from .index import NameIndex
from .names import DETERMINERS, TITLE_WORDS

_DESCRIBED = frozenset({"PERSON", "ORG", "LOC", "FAC"})
# Titles that say no more than how one is addressed.
_ADDRESS = frozenset("mr mrs ms miss sir madam dr".split())
# A description that is longer (words) tells a story and no role.
_LONGEST = 25
_PREDICATES = frozenset(
    "leader founder member commander chief head chair owner editor author professor analyst expert activist "
    "candidate head ally".split()
)
_KIN = frozenset(
    "brother sister wife husband son daughter father mother uncle aunt nephew niece cousin widow grandson".split()
)
_GROUPS = frozenset(
    "group party movement militia coalition organisation organization company firm network agency faction".split()
)
# A noun that heads an apposition but describes nobody.
_NO_ROLE = frozenset(
    "year month week day one part time percent thing something anything move lot number page photo file".split()
)


def find_roles(document: Document, names: NameIndex) -> tuple[Role, ...]:
    """The Roles of a document in text order, each span once for an entity."""
    found: dict[tuple[str, Span], Role] = {}
    for mention in names.mentions:
        entity = names.entities.get(mention.entity) if mention.entity else None
        if entity is None or entity.kind not in _DESCRIBED:
            continue
        tokens = _tokens_of(document, mention)
        if not tokens or document.kind(tokens[0].i) == "headline":
            continue
        for start, end in (
            _apposed(document, names, tokens),
            _titled(document, names, tokens, entity.kind),
            _related(document, tokens),
            _predicated(document, tokens),
            _reversed(document, names, tokens),
        ):
            if start < end:
                span = document.span(start, end)
                found.setdefault((entity.id, span), Role(entity.id, span))
    return tuple(sorted(found.values(), key=lambda role: (role.span.start, role.span.end, role.entity)))


def _tokens_of(document: Document, mention: Mention) -> list[Token]:
    start = _first_token(document, mention)
    tokens = []
    while start < len(document.doc) and document.doc[start].idx < mention.span.end:
        tokens.append(document.doc[start])
        start += 1
    return tokens


def _first_token(document: Document, mention: Mention) -> int:
    low, high = 0, len(document.doc) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if document.doc[middle].idx <= mention.span.start:
            low = middle
        else:
            high = middle - 1
    return low


def _apposed(document: Document, names: NameIndex, tokens: list[Token]) -> tuple[int, int]:
    """ "X, a Lima-based trade group, ..." and "X, director of Y, ..."."""
    doc = document.doc
    _, end = document.bounds(tokens[0].i)
    place = tokens[-1].i + 1
    # The acronym in brackets stands between: "the Institute (NIW), a Lima-based group".
    if place + 2 < end and doc[place].text == "(" and doc[place + 2].text == ")":
        place += 3
    if (
        place + 1 >= end
        or doc[place].text not in (",", "-", "–", "—")
        or (doc[place].text != "," and not doc[place].whitespace_)
    ):
        return 0, 0
    first = place + 1
    head = _description_head(document, names, first, end)
    if head is None:
        return 0, 0
    inside = {token.i for token in head.subtree}
    last = max(head.i, first)
    while (
        last + 1 < end and last + 1 in inside and last + 1 - first < _LONGEST and not _closes(document, last + 1, head)
    ):
        last += 1
    while last > head.i and not doc[last].text[0].isalnum() and doc[last].text not in ")”\"'":
        last -= 1
    stop = last + 1
    # An apposition ends at a mark; one that runs into a verb is the subject of a clause.
    following = doc[stop] if stop < end else None
    if (
        following is not None
        and following.text[0].isalnum()
        and following.lower_ not in ("who", "which", "that", "and")
        and following.tag_ not in ("VBD", "VBZ", "MD")
    ):
        return 0, 0
    if following is not None and following.lower_ == "and" and not head.dep_ == "appos":
        return 0, 0
    return first, stop


def _closes(document: Document, index: int, head: Token) -> bool:
    """Whether the description ends before a token: a comma on which no list goes on, a relative clause."""
    token = document.doc[index]
    if token.text in (",", ";", "(", "—", "–") or (
        token.text == "-" and token.whitespace_ and document.doc[index - 1].whitespace_
    ):
        return (
            not any(
                other.dep_ == "conj" and other.head.i <= index < other.i and other.head.i >= head.i
                for other in head.subtree
            )
            or token.text != ","
        )
    return token.lower_ in ("who", "which", "whose", "where", "when")


def _description_head(document: Document, names: NameIndex, first: int, end: int) -> Token | None:
    """The noun that heads a description that begins at a token; None where none begins there."""
    doc = document.doc
    opener = doc[first]
    if opener.lower_ in (
        "who",
        "which",
        "whose",
        "where",
        "and",
        "or",
        "but",
        "in",
        "on",
        "at",
        "to",
        "from",
        "said",
        "says",
    ):
        return None
    named = False
    for token in doc[first : min(end, first + 12)]:
        if not token.text[0].isalnum() and token.text not in ("-", "'s", "’s", "'", "’", "“", '"', "”"):
            return None
        if (
            token.pos_ in ("VERB", "AUX")
            and token.tag_ not in ("VBN", "VBG")
            or token.tag_ in ("PRP", "WP", "WDT", "IN")
            and token.text != "of"
        ):
            return None
        if token.pos_ in ("ADP", "CCONJ"):
            return None
        if token.pos_ == "NOUN" or (token.lower_.rstrip(".") in TITLE_WORDS and token.text[0].isalpha()):
            following = doc[token.i + 1] if token.i + 1 < end else None
            if following is not None and (
                following.pos_ == "NOUN" or following.text == "-" or following.lower_ in ("'s", "’s")
            ):
                continue
            if following is not None and following.pos_ == "PROPN" and names.entity(following.i) is not None:
                return None
            entity = names.entity(token.i)
            if entity is not None and token.text[0].isupper() and token.lower_.rstrip(".") not in TITLE_WORDS:
                return None
            if token.lemma_.lower() in _NO_ROLE or token.ent_type_ == "DATE":
                return None
            owned = any(other.lower_ in ("'s", "’s", "'", "’", "-") for other in doc[first : token.i])
            if named and not owned and token.lower_.rstrip(".") not in TITLE_WORDS and opener.lower_ not in DETERMINERS:
                return None
            determined = (
                opener.lower_ in DETERMINERS
                or named
                or opener.text[0].islower()
                or opener.lower_.rstrip(".") in TITLE_WORDS
            )
            return token if determined else None
        named = named or names.entity(token.i) is not None
    return None


def _titled(document: Document, names: NameIndex, tokens: list[Token], kind: str) -> tuple[int, int]:
    """ "Observatory director", "Prime Minister" before a person's name."""
    doc = document.doc
    start, _ = document.bounds(tokens[0].i)
    first = tokens[0].i
    if kind != "PERSON" and not (kind == "ORG" and first - 1 > start and doc[first - 1].lower_ in _GROUPS):
        return 0, 0
    seen_title = False
    while first - 1 >= start:
        before = doc[first - 1]
        bare = before.lower_.rstrip(".")
        if bare in _ADDRESS:
            break
        if bare in TITLE_WORDS or (
            before.pos_ == "NOUN" and before.text.islower() and before.dep_ in ("compound", "nmod:desc", "nmod", "flat")
        ):
            seen_title = True
        elif not seen_title:
            break
        elif before.text in ("-",) and first - 2 >= start and not before.whitespace_:
            pass
        elif before.pos_ in ("PROPN", "ADJ", "NOUN") and (
            names.entity(before.i) is not None or before.pos_ == "ADJ" or before.dep_ == "compound"
        ):
            entity = names.entity(before.i)
            if (
                entity is not None
                and entity.kind == "PERSON"
                and not (doc[first].lower_ in _KIN or doc[first].lower_ in ("'s", "’s"))
            ):
                break
        elif (
            before.text in ("'s", "’s")
            and first - 2 >= start
            and names.entity(first - 2) is not None
            and (names.entity(first - 2).kind != "PERSON" or doc[first].lower_ in _KIN)
        ):
            pass
        else:
            break
        first -= 1
    while first < tokens[0].i and (not doc[first].text[0].isalnum() or doc[first].text in ("'s", "’s")):
        first += 1
    if not seen_title or first == tokens[0].i:
        return 0, 0
    words = [token.lower_.rstrip(".") for token in doc[first : tokens[0].i]]
    if all(word in _ADDRESS for word in words) or not (
        set(words) & TITLE_WORDS or any(token.pos_ == "NOUN" for token in doc[first : tokens[0].i])
    ):
        return 0, 0
    return first, tokens[0].i


def _predicated(document: Document, tokens: list[Token]) -> tuple[int, int]:
    """ "X was previously the leader of the group": the predicate that says what someone is or was."""
    subject = next((token for token in tokens if token.dep_ == "nsubj" or token.dep_ == "nsubj:outer"), None)
    if subject is None:
        doc = document.doc
        after = doc[tokens[-1].i + 1] if tokens[-1].i + 1 < len(doc) else None
        if after is None or after.lower_ not in ("is", "was"):
            return 0, 0
        noun = after.head if after.dep_ == "cop" else None
    else:
        noun = (
            subject.head
            if any(child.dep_ == "cop" and child.lower_ in ("is", "was") for child in subject.head.children)
            else None
        )
    if noun is None or noun.pos_ != "NOUN" or noun.lower_ not in _PREDICATES | TITLE_WORDS or noun.i < tokens[-1].i:
        return 0, 0
    if any(child.lower_ in ("not", "n't", "n’t", "never") for child in noun.children):
        return 0, 0
    first = noun.i
    while first - 1 > tokens[-1].i and (
        document.doc[first - 1].head.i == noun.i
        and document.doc[first - 1].dep_ in ("det", "amod", "compound", "nmod:poss", "case")
        or document.doc[first - 1].lower_ in ("the", "a", "an")
    ):
        first -= 1
    _, end = document.bounds(noun.i)
    last = noun.i
    inside = {
        token.i
        for child in noun.children
        if child.i > noun.i and child.dep_ in ("nmod", "compound")
        for token in child.subtree
    }
    while (
        last + 1 < end
        and last + 1 in inside
        and document.doc[last + 1].text not in (",", ";")
        and last - first < _LONGEST
    ):
        last += 1
    return first, last + 1


def _reversed(document: Document, names: NameIndex, tokens: list[Token]) -> tuple[int, int]:
    """ "Zembla's oldest party, the Harbour Front": the description before the name."""
    doc = document.doc
    first = tokens[0].i
    start, _ = document.bounds(first)
    if first - 1 > start and doc[first - 1].lower_ == "the":
        first -= 1
    place = first - 1
    if place - 1 <= start or doc[place].text != ",":
        return 0, 0
    noun = doc[place - 1]
    if noun.pos_ != "NOUN" or noun.tag_ != "NN" or names.entity(noun.i) is not None or noun.lower_ in _NO_ROLE:
        return 0, 0
    top = next((token for token in tokens if token.head.i == noun.i and token.dep_ in ("appos", "flat", "conj")), None)
    if top is None or top.dep_ == "conj" and any(child.dep_ == "cc" for child in top.children):
        return 0, 0
    low = noun.i
    inside = {token.i for token in noun.subtree if token.i < noun.i}
    while (
        low - 1 >= start
        and low - 1 in inside
        and doc[low - 1].dep_ not in ("case", "punct", "cc")
        or doc[low - 1].dep_ == "case"
        and doc[low - 1].lower_ in ("'s", "’s")
        and low - 1 > start
    ):
        low -= 1
    determined = doc[low].lower_ in DETERMINERS or any(token.lower_ in ("'s", "’s") for token in doc[low : noun.i])
    return (low, noun.i + 1) if determined and noun.i - low >= 1 else (0, 0)


def _related(document: Document, tokens: list[Token]) -> tuple[int, int]:
    """ "X, who heads the commission, ...": a relative clause that says what someone is."""
    doc = document.doc
    _, end = document.bounds(tokens[0].i)
    place = tokens[-1].i + 1
    if place + 2 >= end or doc[place].text != "," or doc[place + 1].lower_ != "who":
        return 0, 0
    verb = next((token for token in doc[place + 2 : min(end, place + 5)] if token.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.lemma_.lower() not in (
        "head",
        "lead",
        "chair",
        "run",
        "direct",
        "command",
        "be",
        "represent",
        "serve",
        "found",
    ):
        return 0, 0
    root = verb if verb.dep_ not in ("cop", "aux", "aux:pass") else verb.head
    if verb.lemma_.lower() == "be" and root.pos_ not in ("NOUN", "PROPN"):
        return 0, 0
    last = place + 1
    inside = {token.i for token in root.subtree}
    while last + 1 < end and last + 1 in inside and doc[last + 1].text not in (",", ";") and last - place < _LONGEST:
        last += 1
    return (place + 1, last + 1) if last > place + 2 else (0, 0)
