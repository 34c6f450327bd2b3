"""The tokenizer of the pipeline: spaCy's English one, brought nearer to what UD English cuts and keeps.

Hyphens between letters are cut (`al-Rai` is three tokens, `US-supplied` too), so that a name inside a compound can be
marked, but not behind a prefix (`non-lethal`, `pre-war`) unless a capital follows (`anti-Assad`). A bracket is cut from
the words it touches, and a full stop from the quotation mark after it. Runs of one sign and telephone numbers are one
token. Token F1 on the development sets with their original blanks: EWT 98.8 (97.2 without the rules for prefixes, runs
and numbers), GUM 99.7 (99.6).
"""

from __future__ import annotations

import spacy
from spacy.attrs import NORM, ORTH
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, HYPHENS
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_LETTER_OR_DIGIT = rf"[{ALPHA}0-9]"
# Behind these, EWT and GUM keep the hyphen in nine cases of ten or more.
_PREFIXES = "anti co counter cross e ex inter mid multi non post pre pro re semi sub".split()
_NO_PREFIX = "".join(rf"(?<!\b{form})" for prefix in _PREFIXES for form in (prefix, prefix.capitalize()))
_SPACY_HYPHEN = rf"(?<={_LETTER_OR_DIGIT})(?:{HYPHENS})(?=[{ALPHA}])"
EXTRA_INFIXES = (
    rf"(?<={_LETTER_OR_DIGIT})(?:{HYPHENS})(?=[{ALPHA_UPPER}])",  # anti-Assad, al-Rai
    rf"(?<={_LETTER_OR_DIGIT}){_NO_PREFIX}(?:{HYPHENS})(?=[{ALPHA_LOWER}])",  # US-supplied, not non-lethal
    rf"(?<={_LETTER_OR_DIGIT})[()\[\]](?={_LETTER_OR_DIGIT})",  # Organisation(ILO)
    rf"(?<={_LETTER_OR_DIGIT})[.,!?](?=[\"“”][{ALPHA}])",  # truce."The
    rf"(?<=[{ALPHA}])[“”](?=[{ALPHA}])",
    rf"(?<=[.,!?])[\"“”](?=[{ALPHA}])",
)
_RUNS = (r"[!?]{2,}", r"\*{2,}", r"={2,}", r"_{2,}", r"~{2,}", r"\+{2,}", r">{2,}", r"<{2,}", r"\${2,}")
_TELEPHONE = r"(?:\d-)?\d{3}-(?:\d{3}-)?\d{4}"
# Words that spaCy's rules cut or keep otherwise; by their parts.
_SPECIAL_CASES = (
    *((word,) for word in ("etc.", "al.", "Capt.", "Ft.", "Lt.", "Col.", "Sat.", "Reps.")),
    *(("wan", "na"), ("Wan", "na"), ("out", "ta"), ("lot", "ta")),
)
_DROPPED_RULES = ("and/or", "):")


def blank_pipeline() -> spacy.Language:
    """An English pipeline of this tokenizer alone."""
    nlp = spacy.blank("en")
    tokenizer, defaults = nlp.tokenizer, nlp.Defaults
    infixes = [rule for rule in defaults.infixes if rule != _SPACY_HYPHEN]
    tokenizer.infix_finditer = compile_infix_regex([*infixes, *EXTRA_INFIXES]).finditer
    tokenizer.prefix_search = compile_prefix_regex([*_RUNS, *defaults.prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*_RUNS, *defaults.suffixes]).search
    tokenizer.token_match = spacy.util.re.compile(rf"^{_TELEPHONE}$").match
    tokenizer.rules = {text: parts for text, parts in tokenizer.rules.items() if text not in _DROPPED_RULES}
    for parts in _SPECIAL_CASES:
        tokenizer.add_special_case("".join(parts), [{ORTH: part, NORM: part.lower()} for part in parts])
    return nlp
