"""The words that report what someone said, thought or meant to do, with their force and what they govern.

They stand in ``cues.tsv``; its head says what the frames mean. General English (VerbNet), not drawn from any corpus.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from spacy.tokens import Token

# Verbs after which any clause is what was said, whatever the parse makes of it.
CORE = frozenset(
    "say tell add announce claim report insist argue warn state note acknowledge explain admit assert allege "
    "deny".split()
)
# Verbs that also mean something else unless what follows is clearly a clause with its own verb.
WEAK = frozenset(
    "know feel show find think hear decide figure guess continue prove add see hold learn determine judge consider "
    "understand expect observe sing read post text cry yell shout reason begin answer counter remember forget "
    "reflect accept appreciate gather wire cable phone message radio love like discuss debate offer issue "
    "present".split()
)
# Verbs of thought and knowledge: in no tag and no introduction of a quotation.
_MENTAL = frozenset(
    "know feel hear guess figure find show prove decide determine judge expect understand dread pray desire prefer "
    "resolve plan intend ensure accept forget appreciate care resent".split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table for one word: the force, the frames, and the prepositions they take."""

    force: str
    frames: str
    prepositions: tuple[str, ...]


def _read_table() -> tuple[dict[str, dict[str, list[Cue]]], dict[str, list[str]]]:
    """Part of speech -> word -> its rows in order; and lemma -> irregular forms."""
    words: dict[str, dict[str, list[Cue]]] = {part: {} for part in ("verb", "noun", "adjective", "adverb")}
    forms: dict[str, list[str]] = {}
    for line in files(__package__).joinpath("cues.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        part, force, frames, entries = line.split("\t")
        for entry in entries.split():
            if part == "form":
                lemma, _, irregular = entry.partition("=")
                forms[lemma] = irregular.split(",")
                continue
            word, _, prepositions = entry.partition(":")
            words[part].setdefault(word, []).append(Cue(force, frames, tuple(filter(None, prepositions.split(",")))))
    return words, forms


def _inflect(lemma: str, irregular: list[str]) -> tuple[str, ...]:
    """The forms of a verb: third person, past, participle; a letter is doubled only where the table says so."""
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    soft = lemma.endswith("y") and lemma[-2] not in "aeiou"
    third = (
        lemma[:-1] + "ies"
        if soft
        else lemma + "es"
        if lemma.endswith(("s", "sh", "ch", "x", "z", "o"))
        else lemma + "s"
    )
    doubled = next((form[:-2] for form in irregular if form.endswith("ed") and form[-3:-2] == form[-4:-3]), stem)
    past = irregular or [lemma[:-1] + "ied" if soft else lemma + "d" if lemma.endswith("e") else lemma + "ed"]
    return (lemma, third, *past, doubled + "ing")


_WORDS, _IRREGULAR = _read_table()
VERBS, NOUNS, ADJECTIVES, ADVERBS = (_WORDS[part] for part in ("verb", "noun", "adjective", "adverb"))
# form -> lemma: what these words look like is known, a lemmatizer need not be asked.
FORMS = {
    form: lemma
    for lemma in sorted({verb.partition("+")[0] for verb in VERBS})
    for form in _inflect(lemma, _IRREGULAR.get(lemma, []))
}
# lemma -> the particles with which it is a verb of its own.
_PARTICLES: dict[str, frozenset[str]] = {
    lemma: frozenset(verb.partition("+")[2] for verb in VERBS if verb.startswith(lemma + "+"))
    for lemma in sorted({verb.partition("+")[0] for verb in VERBS if "+" in verb})
}
_PLURALS = {
    form: noun
    for noun in sorted(NOUNS)
    for form in (noun, noun[:-1] + "ies" if noun.endswith("y") else noun + "es" if noun.endswith("s") else noun + "s")
}
# Verbs that report speech itself: they may stand in a tag (", the group said.") or introduce a quotation.
SPEECH = frozenset(lemma for lemma, rows in VERBS.items() if any("c" in row.frames for row in rows)) - _MENTAL


def verb_of(token: Token) -> str | None:
    """The verb of the table that a token is a form of, with its particle ("lay+out"); None where it is none."""
    lemma = FORMS.get(token.lower_)
    if lemma in _PARTICLES:
        following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        if following in _PARTICLES[lemma]:
            return f"{lemma}+{following}"
    return lemma if lemma in VERBS else None


def noun_of(token: Token) -> str | None:
    """The noun of the table that a token is a form of; None where it is none."""
    return _PLURALS.get(token.lower_)


def force_of(lemma: str, frame: str) -> str | None:
    """The force of a verb in a frame; None where the table does not have it."""
    return next((row.force for row in VERBS.get(lemma, ()) if frame in row.frames), None)


def prepositions_of(lemma: str, frame: str) -> tuple[str, ...]:
    """The prepositions with which a verb takes its content in a frame."""
    return tuple(word for row in VERBS.get(lemma, ()) if frame in row.frames for word in row.prepositions)


def governed(rows: list[Cue], frame: str, preposition: str = "") -> str | None:
    """The force of the first row with a frame, and with a preposition where one is given; None where there is none."""
    return next(
        (row.force for row in rows if frame in row.frames and (not preposition or preposition in row.prepositions)),
        None,
    )
