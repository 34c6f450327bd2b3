"""The tokenizer of the pipeline: spaCy's English one, with three more places to cut.

Hyphens between letters are cut (`al-Rai` is three tokens, `US-supplied` too), as in UD English, so that a name inside
a compound can be marked; a bracket is cut from the words it touches, and a full stop from the quotation mark after it.
"""

from __future__ import annotations

import spacy
from spacy.lang.char_classes import ALPHA
from spacy.util import compile_infix_regex

_LETTER_OR_DIGIT = rf"[{ALPHA}0-9]"
EXTRA_INFIXES = (
    rf"(?<={_LETTER_OR_DIGIT})[()\[\]](?={_LETTER_OR_DIGIT})",  # Organisation(ILO)
    rf"(?<={_LETTER_OR_DIGIT})[.,!?](?=[\"“”][{ALPHA}])",  # truce."The
    rf"(?<=[{ALPHA}])[“”](?=[{ALPHA}])",
)


def blank_pipeline() -> spacy.Language:
    """An English pipeline of this tokenizer alone."""
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, *EXTRA_INFIXES]).finditer
    return nlp
