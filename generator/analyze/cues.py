"""The words that report what someone said, thought or meant to do, with their force and what they govern.

General English, ordered by force as ``Attribution.force`` names it. A frame is one or
more letters: ``c`` a clause or a quotation is the content ("said that ..."), ``x`` an
infinitive ("vowed to ..."), ``n`` a noun phrase ("condemned the attack"), ``p`` the
phrase after a preposition ("called for a pause"), ``o`` someone and an infinitive, both
content ("urged the parties to ..."), ``k`` a thing and what it is called ("called the plan
a disgrace", "described it as personal").
"""

from __future__ import annotations

from spacy.tokens import Token

_TABLE = """
said     c    say tell state add remark comment reply respond explain observe recall joke quip recount note
said     c    mention tweet post
said     c    write continue interject exclaim shout yell cry chant sing text email whisper mutter conclude
said     c    reason retort
said     c    emphasize emphasise stress underline underscore reiterate repeat clarify elaborate opine muse
said     c    gush snap boast brag
said     c    think believe feel know understand realize realise hope expect worry fear doubt suspect assume
said     c    imagine consider
said     c    learn hear guess figure wonder predict forecast foresee calculate reckon conclude determine judge decide
said     x    want hope plan intend expect seek aim prefer wish decide refuse decline propose offer consider
said     o    want expect encourage advise instruct order ask urge invite beg implore persuade challenge direct
said     n    describe discuss praise criticize criticise condemn denounce blast slam attack mock ridicule
said     n    blame defend applaud
said     n    oppose support endorse welcome propose recommend advocate express voice outline detail cite
said     n    compare question
said     n    highlight address explain mention favor favour emphasize stress
said     n    promote echo chastise hail tout scold ridicule signal illustrate reference denounce lambast
said     n    lambaste laud hammer
said     n    embrace protest admire pan mock applaud commend credit thank salute champion back bash debate pitch
said     c    read signal illustrate hint insinuate testify protest joke sense marvel declare
said     k    call label brand dub term deem describe:as characterize:as characterise:as view:as cast:as
said     k    portray:as regard:as
said     k    liken:to compare:to
said     p    rail:against lash:out speak:of,about talk:about,of complain:about,of refer:to point:to
said     p    allude:to worry:about comment:on
claimed  cx   claim
claimed  cn   allege assert maintain contend argue
claimed  c    insist charge purport speculate suspect
claimed  p    accuse:of blame:for argue:for,against
denied   cn   deny dispute
denied   n    reject refute rebut dismiss rebuff
confirmed cn  confirm acknowledge admit concede affirm recognise recognize
confirmed c   attest testify certify agree
confirmed x   agree
announced cn  announce declare proclaim
announced cx  vow pledge promise swear
announced n   unveil offer
warned   cn   warn
warned   c    caution threaten
warned   x    threaten
warned   p    warn:of,about,against caution:against
asked    c    ask demand question request urge wonder inquire
asked    n    demand urge request seek
asked    p    call:for appeal:for ask:for,about push:for plead:for press:for lobby:for
asked    o    call:on urge request press
reported cn   report reveal disclose estimate
reported c    show indicate suggest find
reported c    demonstrate prove imply document discover hint
reported n    cite quote
"""

# Verbs after which any clause is what was said, whatever the parse makes of it.
CORE = frozenset(
    "say tell add announce claim report insist argue warn state note acknowledge explain admit assert allege "
    "deny".split()
)
# Verbs that also mean something else unless what follows is clearly a clause with its own verb.
WEAK = frozenset(
    "know feel show find think hear decide figure guess continue prove add see hold learn determine judge consider "
    "understand expect observe sing read post text cry yell shout reason need".split()
)


def _read_table() -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    verbs: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for line in _TABLE.strip().splitlines():
        force, frames, *entries = line.split()
        for entry in entries:
            lemma, _, prepositions = entry.partition(":")
            verbs.setdefault(lemma, []).append((force, frames, tuple(filter(None, prepositions.split(",")))))
    return verbs


_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "think": "thought",
    "feel": "felt",
    "know": "knew known",
    "understand": "understood",
    "find": "found",
    "show": "shown",
    "swear": "swore sworn",
    "foresee": "foresaw foreseen",
    "hear": "heard",
    "speak": "spoke spoken",
    "see": "saw seen",
    "sing": "sang sung",
    "forecast": "forecast",
    "seek": "sought",
    "beg": "begged",
    "brag": "bragged",
    "quip": "quipped",
    "admit": "admitted",
    "rebut": "rebutted",
    "refer": "referred",
    "prefer": "preferred",
    "text": "texted",
    "plan": "planned",
    "slam": "slammed",
    "learn": "learnt",
    "rebuff": "rebuffed",
    "read": "read",
    "let": "let",
    "hold": "held",
    "put": "put",
    "chat": "chatted",
    "deny": "denied",
    "reply": "replied",
}


def _inflect(lemma: str) -> tuple[str, ...]:
    """The forms of a verb: third person, past, participle, with doubled letters only where the table says so."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    soft = lemma.endswith("y") and lemma[-2] not in "aeiou"
    third = lemma[:-1] + "ies" if soft else lemma + "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else lemma + "s"
    past = _IRREGULAR.get(lemma, "").split()
    doubled = next((form[:-2] for form in past if form.endswith("ed") and form[-3:-2] == form[-4:-3]), stem)
    if not past or lemma in ("learn",):
        past = [*past, lemma[:-1] + "ied" if soft else stem + "ed"]
    return (lemma, third, *past, doubled + "ing")


# lemma -> (force, frames, prepositions), in the order of the table.
VERBS = _read_table()
# form -> lemma: what these verbs look like is known, a lemmatizer need not be asked.
FORMS = {form: lemma for lemma in sorted(VERBS) for form in _inflect(lemma)}
# Verbs that report speech itself: they may stand in a tag (", the group said.") or introduce a quotation.
SPEECH = frozenset(lemma for lemma, rows in VERBS.items() for _, frames, _ in rows if "c" in frames) - frozenset(
    "know feel hear guess figure find show prove need decide determine judge expect understand".split()
)


def verb_of(token: Token) -> str | None:
    """The verb of the table that a token is a form of; None where it is none."""
    return FORMS.get(token.lower_)


def force_of(lemma: str, frame: str) -> str | None:
    """The force of a verb in a frame; None where the table does not have it."""
    return next((force for force, frames, _ in VERBS.get(lemma, ()) if frame in frames), None)


def prepositions_of(lemma: str, frame: str) -> tuple[str, ...]:
    """The prepositions with which a verb takes its content in a frame."""
    return tuple(word for _, frames, words in VERBS.get(lemma, ()) if frame in frames for word in words)
