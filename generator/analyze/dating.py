"""Which time expressions date which predicate, read from the dependency tree.

A time belongs to the predicate that it hangs on ("said on Monday"), or that the noun it hangs on is the subject,
object or occasion of ("posted a loss in March", "the attack on Friday killed"). What stands before a noun and names it
("the 2001 treaty", "this year's fair") dates no predicate, nor does a time in a comparison ("the lowest since 2003").
Durations and repeated times date nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from .. import dates
from ..records import TimeExpression
from .cues import verb_of
from .document import Document
from .sentences import lemma_of
from .times_steps import drop_time, kind_of

AT, SINCE, UNTIL = "at", "since", "until"
# Prepositions that make a time the beginning or the end of a stretch; any other leaves it the time itself.
_RELATIONS = dict.fromkeys("since after from following between".split(), SINCE) | dict.fromkeys(
    "until till by before through to".split(), UNTIL
)
# Prepositions of a noun under which its own time still is the predicate's: "at a meeting on Monday".
_OCCASIONS = frozenset("in on at during amid upon over within under".split())
# Prepositions of a place behind which a time with one of its own is the predicate's: "flew over Lima in 1998".
_WAYS = frozenset("into to from near across through towards toward off outside inside around along above".split())
_ADJUNCTS = frozenset({"obl", "obl:tmod", "obl:npmod", "obl:unmarked", "nmod:tmod", "advmod", "dep", "obj", "xcomp"})
_NOUN_ADJUNCTS = frozenset({"nmod", "nmod:tmod", "nmod:npmod", "nmod:unmarked", "obl", "appos"})
# Nouns that name a part of the time that follows "of".
_STRETCHES = frozenset("course end close start beginning middle rest remainder half part days hours weeks".split())
_PARTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:npmod", "obl:agent", "nmod"})
_LINKED = frozenset({"conj", "appos", "flat", "compound", "nmod", "nmod:tmod", "obl", "nummod", "dep", "amod", "fixed"})
# Verbs whose time is that of the infinitive below them, and the other way round: "began to withdraw on Monday".
_PHASES = frozenset("begin start continue manage go set expect schedule slate plan due happen fail help".split())
# Verbs of speech that are said "for" a day; with any other, what is said is "for 2009".
_APPOINTING = frozenset("schedule set slate plan book expect call bill fix reschedule".split())
# Verbs of speech that bring about what they name: "announced a withdrawal in March" is of that month either way.
_PERFORMING = frozenset("announce declare order".split())
# Verbs whose times are those of what they compare.
_COMPARING = frozenset({"compare"})
_FINENESS = ("part of day", "day", "week", "month", "season", "year", "decade")
# Longest way up the tree from a time to its predicate: bound on hostile text.
_STEPS = 8
# How many words before "since 2003" a superlative makes it a comparison.
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Dating:
    """The times of one predicate: indices into the article's times, in text order.

    ``since`` and ``until`` are those between which it happened: the same for one time, one None where that side
    is open, both None where nothing says when.
    """

    times: tuple[int, ...] = ()
    since: int | None = None
    until: int | None = None


def date_predicates(document: Document, times: tuple[TimeExpression, ...]) -> dict[int, Dating]:
    """The Dating of each dated verb, by its token; times are shared where a verb takes that of another."""
    at = _list_times(document, times)
    links: dict[int, set[tuple[int, str]]] = {}
    for token in document.doc:
        place = at[token.i]
        if place < 0 or times[place].type not in ("DATE", "TIME"):
            continue
        if at[token.head.i] == place and token.head.i != token.i:
            continue
        fineness = _measure_fineness(times[place])
        found = _climb(token, at, exact=fineness <= 1)
        if found is not None and _is_said_of(*found, token, fineness):
            links.setdefault(found[0].i, set()).add((place, found[1]))
    dated = {verb: _make(sorted(links[verb]), times) for verb in sorted(links)}
    for start, end, _ in document.sentences:
        for token in document.doc[start:end]:
            if token.pos_ == "VERB" and token.i not in dated:
                shared = _share(token, dated, times)
                if shared is not None:
                    dated[token.i] = shared
    return dated


def _list_times(document: Document, times: tuple[TimeExpression, ...]) -> list[int]:
    """For each token the index of the time it stands in, -1 for none."""
    at = [-1] * len(document.doc)
    place = 0
    for token in document.doc:
        while place < len(times) and times[place].span.end <= token.idx:
            place += 1
        if place < len(times) and times[place].span.start <= token.idx:
            at[token.i] = place
    return at


def _climb(token: Token, at: list[int], *, exact: bool) -> tuple[Token, str] | None:
    """The verb that a time expression dates, from its top token, and how; None where it dates none.

    ``exact`` says that the expression is a day: a bare one behind a name ("in Asia Monday") hangs on the verb.
    """
    relation, free = _read_relation(token), False
    for _ in range(_STEPS):
        above, arc = token.head, token.dep_
        if above.i == token.i:
            return None
        if at[above.i] >= 0:
            if arc not in _LINKED and arc != "nmod:poss":
                return None
        elif above.pos_ in ("VERB", "AUX"):
            known = arc in _ADJUNCTS or arc in _PARTS or arc in ("advcl", "nsubj:outer") or free
            return (above, relation) if above.pos_ == "VERB" and known else None
        elif free or at[token.i] >= 0 and (exact or token.i < above.i) and _is_stray(token, above):
            free = True
        elif (
            at[token.i] >= 0 and not _may_date_noun(token, above, exact=exact) or at[token.i] < 0 and arc not in _PARTS
        ):
            return None
        elif above.dep_ in ("obl", "nmod"):
            case = _case_of(above)
            if case in _RELATIONS and relation == AT and above.pos_ != "PROPN":
                relation = _RELATIONS[case]
            elif case not in _OCCASIONS and not (case in _WAYS and above.pos_ == "PROPN" and relation == AT):
                return None
        elif relation != AT and above.dep_ not in ("obj", "obl:agent"):
            return None
        token = above
    return None


def _is_stray(token: Token, noun: Token) -> bool:
    """Whether a bare time was taken for a word of a name: "in Europe and Asia Monday", "last week Pyongyang fired"."""
    if token.i < noun.i:
        subject = noun.pos_ == "PROPN" and noun.dep_ in ("nsubj", "nsubj:pass")
        return subject and token.dep_ in ("compound", "nmod:unmarked") and token.text.islower()
    return token.dep_ in ("flat", "compound", "appos", "dep") and not _case_of(token)


def _is_said_of(verb: Token, relation: str, token: Token, fineness: int) -> bool:
    """Whether a time says when its verb was: not in a comparison ("the lowest since 2003"), nor "for 2009, it says"."""
    lemma = lemma_of(verb)
    if lemma in _COMPARING or _case_of(token) == "for" and verb_of(verb) is not None and lemma not in _APPOINTING:
        return False
    if verb_of(verb) is not None and token.head.i != verb.i and fineness > 1 and lemma not in _PERFORMING:
        return False  # "reported a loss in the third quarter"
    if relation != SINCE or token.i < verb.i:
        return True
    between = verb.doc[max(verb.i + 1, token.i - _NEAR) : token.i]
    return not any(word.tag_ in ("JJS", "RBS") or word.lower_ == "first" for word in between)


def _may_date_noun(token: Token, noun: Token, *, exact: bool) -> bool:
    """Whether a time below a noun dates what the noun takes part in.

    It stands behind the noun with a preposition of its own, or is the owner of a subject ("Monday's attack killed"), or
    is the day of an occasion ("at a July 16 meeting").
    """
    if noun.pos_ not in ("NOUN", "PROPN", "SYM", "NUM") or any(child.tag_ in ("JJS", "RBS") for child in noun.children):
        return False  # "the best day since", "the lowest in"
    if token.dep_ == "nmod:poss":
        return noun.dep_ in ("nsubj", "nsubj:pass")
    if token.i < noun.i:
        return exact and noun.dep_ == "obl" and token.dep_ in ("compound", "nummod", "amod", "nmod:desc")
    case = _case_of(token)
    if case == "of":
        return noun.lower_ in _STRETCHES
    return token.dep_ in _NOUN_ADJUNCTS and case not in ("since", "for", "than", "from", "to")


def _read_relation(token: Token) -> str:
    case = _case_of(token)
    if not case and token.dep_ == "conj" and _case_of(token.head) == "between":
        return UNTIL
    return _RELATIONS.get(case, AT)


def _case_of(token: Token) -> str:
    """The first preposition of a noun in lower case, empty where it has none."""
    return next((child.lower_ for child in token.children if child.dep_ in ("case", "mark")), "")


def _make(links: list[tuple[int, str]], times: tuple[TimeExpression, ...]) -> Dating:
    """The Dating of a verb's times: a time of its own before the ends of a stretch, the finest where there are several.

    A vague one ("recently", "now") says no when; "by 3pm" is of that day as "at 3pm" is.
    """
    places = tuple(dict.fromkeys(place for place, _ in links))
    known = [
        (place, AT if times[place].type == "TIME" else relation)
        for place, relation in links
        if not times[place].value.endswith("_REF")
    ]
    own = [place for place, relation in known if relation == AT]
    since = [place for place, relation in known if relation == SINCE]
    until = [place for place, relation in known if relation == UNTIL]
    if own and not (since and until):
        best = min(own, key=lambda place: (_measure_fineness(times[place]), place))
        return Dating(places, best, best)
    return Dating(places, since[0] if since else None, until[0] if until else None)


def _measure_fineness(time: TimeExpression) -> int:
    """The place of a time in ``_FINENESS``, the same whether its article has a day or not."""
    kind = dates.precision(time.value) if time.rule is None else kind_of(drop_time(time.rule.partition(" as ")[0]))
    return _FINENESS.index(kind) if kind in _FINENESS else len(_FINENESS)


def _share(verb: Token, dated: dict[int, Dating], times: tuple[TimeExpression, ...]) -> Dating | None:
    """The Dating that a verb without times of its own takes from the one above or below; None where there is none."""
    above = verb.head
    if above.i != verb.i and above.i in dated:
        dating = dated[above.i]
        if verb.dep_ == "xcomp" and lemma_of(above) in _PHASES:
            return dating
        if verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VB") and verb_of(above) is None and verb.i > above.i:
            return dating if not _case_of(verb) else None
        if verb.dep_ == "conj" and dating.times and times[dating.times[0]].span.end <= above.idx:
            return dating
    if lemma_of(verb) in _PHASES:
        below = next((child for child in verb.children if child.dep_ == "xcomp" and child.i in dated), None)
        return dated[below.i] if below is not None else None
    return None
