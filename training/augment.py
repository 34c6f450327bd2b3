"""Variants of training texts: typographic signs, other names in the place of names, capitals. All keep spans right.

Every function takes a `random.Random`, so that the same seed gives the same data.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from .corpora import NamedText
from .labels import Span

_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=s\b)")
# Of the names exchanged, the share that takes one with the Arabic article. What the teacher found holds 224 such
# people, 58 organisations and 27 places, and a model that has seen them so takes `Ahrar al-Sham` for a person.
ARTICLE_SHARE = 0.15
ARTICLE = 0  # key of those names in an inventory, beside the numbers of words
_ARTICLE = re.compile(r"\b[Aa]l-\w")
# Names that are put in the place of others: the types whose inventories are open.
SUBSTITUTED = ("PERSON", "LOC", "ORG")


def set_signs(text: str, rng: random.Random) -> str:
    """`text` with straight quotation marks, apostrophes and some dashes made typographic; as long as before."""
    text = _APOSTROPHE.sub("’", text)
    opened = False
    signs = []
    for index, char in enumerate(text):
        if char == '"':
            before = text[index - 1] if index else " "
            opened = before.isspace() or before in "([—–-" or not opened
            char = "“" if opened else "”"
            opened = char == "“"
        elif char == "'":
            char = "‘" if not index or text[index - 1].isspace() else "’"
        signs.append(char)
    text = "".join(signs)
    return text.replace(" - ", rng.choice((" – ", " — ", " - ")))


def vary_signs(record: NamedText, rng: random.Random) -> NamedText:
    """`record` with typographic signs, and now and then a no-break space before a number."""
    text = set_signs(record.text, rng)
    text = re.sub(r"(?<=[$€£\w]) (?=\d)", lambda match: "\u00a0" if rng.random() < 0.03 else " ", text)
    return NamedText(record.name + "+signs", text, record.spans)


def vary_capitals(record: NamedText, rng: random.Random, *, share: float = 0.06) -> NamedText:
    """`record` with some of its paragraphs in capitals or in title case, as headlines and crossheads have them."""
    lines = []
    for line in record.text.split("\n"):
        draw = rng.random()
        if draw < share / 3:
            changed = line.upper()
        elif draw < share:
            changed = re.sub(r"(?<![\w’'])[a-z](?=\w{3})", lambda match: match.group().upper(), line)
        else:
            changed = line
        lines.append(changed if len(changed) == len(line) else line)
    return NamedText(record.name + "+capitals", "\n".join(lines), record.spans)


def collect_names(records: Sequence[NamedText]) -> dict[tuple[str, int], list[str]]:
    """Names by type and number of words (3 stands for more, `ARTICLE` for those with the Arabic article), sorted.

    One entry for each square root of a mention, so that frequent names are drawn more, but not by much.
    """
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for record in records:
        for start, end, label in record.spans:
            name = record.text[start:end]
            if label in SUBSTITUTED and "\n" not in name and name[:1].isalpha():
                found[label, min(3, len(name.split()))].append(name)
                if _ARTICLE.search(name):
                    found[label, ARTICLE].append(name)
    flat = {}
    for key, names in found.items():
        counts = Counter(names)
        flat[key] = sorted(name for name, count in counts.items() for _ in range(max(1, round(count**0.5))))
    return dict(sorted(flat.items()))


def substitute_names(
    record: NamedText, names: dict[tuple[str, int], list[str]], rng: random.Random, *, share: float = 0.6
) -> NamedText:
    """`record` with about `share` of its names exchanged for others of the same type and number of words.

    A name becomes the same other name throughout, and a surname the surname of the new full name.
    """
    chosen: dict[tuple[str, str], str] = {}
    for start, end, label in sorted(record.spans, key=lambda span: span[0] - span[1]):
        name = record.text[start:end]
        if label not in SUBSTITUTED or (name, label) in chosen or (label == "ORG" and name.isupper()):
            continue
        options = names.get((label, min(3, len(name.split()))), [])
        if rng.random() < ARTICLE_SHARE:
            options = names.get((label, ARTICLE), options)
        chosen[name, label] = rng.choice(options) if options and rng.random() < share else name
        parts, others = name.split(), chosen[name, label].split()
        if label == "PERSON" and len(parts) > 1 and len(others) > 1 and chosen[name, label] != name:
            chosen.setdefault((parts[-1], label), others[-1])
    pieces: list[str] = []
    spans: list[Span] = []
    cursor = length = 0
    for start, end, label in record.spans:
        if start < cursor:
            continue
        pieces.append(record.text[cursor:start])
        name = record.text[start:end]
        new = chosen.get((name, label), name)
        begin = length + start - cursor
        spans.append((begin, begin + len(new), label))
        pieces.append(new)
        length = begin + len(new)
        cursor = end
    pieces.append(record.text[cursor:])
    return NamedText(record.name + "+names", "".join(pieces), tuple(spans))
