"""Names of an article with their boundaries mended and one label for each name.

What the pipeline finds is trimmed (no determiner, quotation mark, dash, title or
trailing word), put to the vote over the whole article, and looked for again where it
was missed.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from .document import PARSED, Document
from .labels import ENTITY_LABELS
from .names import (
    COMPASS,
    DASHES,
    NAME_DETERMINERS,
    ORG_HEADS,
    QUOTES,
    is_acronym,
    name_words,
)
from .trims import ARTICLES, trim_name
from .votes import Name, is_shouted, is_titled, make_name, settle_labels


def find_names(document: Document) -> list[Name]:
    """The names of a document in text order, none overlapping, with labels settled by vote."""
    lower = Counter(token.text for token in document.doc if token.text[:1].islower())
    names: list[Name] = []
    for start, end, label in document.names:
        names += trim_name(document, start, end, label)
    names = _tame_headlines(document, _drop_overlaps(names), lower)
    names = _split_joined(document, _drop_openers(document, _complete_openings(document, names)))
    names = settle_labels(document, names)
    names = _drop_overlaps(names + _find_repeats(document, names, lower))
    names += _find_heads(document, names, lower)
    names = [name for name in names if name.words or name.label not in ENTITY_LABELS]
    return sorted(names, key=lambda name: (name.start, name.end))


def _drop_overlaps(names: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _complete_openings(document: Document, names: list[Name]) -> list[Name]:
    """Names at whose sentence's start an "All" was left off that belongs to them elsewhere in the text."""
    doc = document.doc
    whole = {
        tuple(token.text for token in doc[name.start : name.end])
        for name in names
        if doc[name.start].lower_ in NAME_DETERMINERS
    }
    beginnings = {words[:size] for words in whole for size in range(2, len(words) + 1)}
    return [
        make_name(document, name.start - 1, name.end, name.label)
        if name.start > 0 and tuple(token.text for token in doc[name.start - 1 : name.end]) in beginnings
        else name
        for name in names
    ]


def _drop_openers(document: Document, names: list[Name]) -> list[Name]:
    """The names without persons of one word who are none.

    The word is part of no full name. It only opens sentences or quotations, and not as a proper noun; or it always
    stands in quotation marks alone, and is spoken of ("the term 'Gate'").
    """
    doc = document.doc
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for name in names:
        if name.end - name.start == 1:
            places[name.words].append(name.start)

    def opens(index: int) -> bool:
        start, _ = document.bounds(index)
        before = doc[index - 1].text if index else ""
        return before in QUOTES | {":"} or not any(token.text[0].isalnum() for token in doc[start:index])

    def speaks(index: int) -> bool:
        return index + 2 < len(doc) and doc[index + 1].text == ":" and doc[index + 2].text in QUOTES

    def quoted(index: int) -> bool:
        return 0 < index < len(doc) - 1 and doc[index - 1].text in QUOTES and doc[index + 1].text in QUOTES

    opening = {
        words
        for words, indices in places.items()
        if all(opens(index) and doc[index].tag_ not in ("NNP", "NNPS") and not speaks(index) for index in indices)
        and not is_acronym(doc[indices[0]].text)
    }
    named = {(word,) for name in names if name.label == "PERSON" and len(name.words) > 1 for word in name.words}
    spoken_of = {words for words, indices in places.items() if all(map(quoted, indices))}
    return [name for name in names if name.label != "PERSON" or name.words not in (opening | spoken_of) - named]


def _tame_headlines(document: Document, names: list[Name], lower: Counter[str]) -> list[Name]:
    """In a headline with capitals on most words only what the body knows, or never writes small, stays."""
    known = {name.words for name in names if document.kind(name.start) == "paragraph"}
    kept: list[Name] = []
    cache: dict[int, bool] = {}
    for name in names:
        place = document.places[name.start]
        if place not in cache:
            cache[place] = name.label in ENTITY_LABELS and (
                is_titled(document, name.start) or is_shouted(document, name.start)
            )
        if not cache[place] or name.label not in ENTITY_LABELS or name.words in known:
            kept.append(name)
            continue
        if is_shouted(document, name.start):
            continue
        start, end = name.start, name.end
        while start < end and lower[document.doc[start].lower_]:
            start += 1
        while end > start and lower[document.doc[end - 1].lower_]:
            end -= 1
        if start < end and not any(
            lower[document.doc[index].lower_] > 1 for index in range(start, end) if document.doc[index].is_alpha
        ):
            kept.append(make_name(document, start, end, name.label))
    return kept


def _split_joined(document: Document, names: list[Name]) -> list[Name]:
    """Names that the pipeline ran together taken apart: "UN Syria envoy", "Orel-Marn", "West of Marn".

    Each part must stand by itself as a name elsewhere in the article.
    """
    doc = document.doc
    alone = {name.words[0] for name in names if len(name.words) == 1 and name.label in ENTITY_LABELS}
    kept: list[Name] = []
    for name in names:
        tokens = [token for token in doc[name.start : name.end] if not token.is_space]
        words = [name_words(token.text) for token in tokens]
        if name.label not in ENTITY_LABELS or len(tokens) < 2:
            kept.append(name)
        elif (
            len(tokens) == 3
            and tokens[1].text in DASHES
            and all(words[place] and words[place][0] in alone for place in (0, 2))
        ):
            kept += [make_name(document, token.i, token.i + 1, name.label) for token in (tokens[0], tokens[2])]
        elif tokens[0].lower_ in COMPASS and tokens[1].lower_ == "of" and len(tokens) > 2:
            kept.append(make_name(document, tokens[2].i, name.end, "LOC"))
        elif (
            len(tokens) == 2
            and name.label != "PERSON"
            and is_acronym(tokens[0].text)
            and words[1]
            and words[1][0] in alone
            and name.end < len(doc)
            and doc[name.end].pos_ == "NOUN"
        ):
            kept += [
                make_name(document, tokens[0].i, tokens[0].i + 1, "ORG"),
                make_name(document, tokens[1].i, name.end, "LOC"),
            ]
        else:
            kept.append(name)
    return kept


def _find_repeats(document: Document, names: list[Name], lower: Counter[str]) -> list[Name]:
    """The places where a settled name stands again and the pipeline did not mark it."""
    doc = document.doc
    labels = {name.words: name.label for name in names if name.label in ENTITY_LABELS}
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    seen = set()
    for name in names:
        if name.label not in ENTITY_LABELS:
            continue
        form = tuple(token.lower_ for token in doc[name.start : name.end] if not token.is_space)
        exact = tuple(token.text for token in doc[name.start : name.end] if not token.is_space)
        if exact in seen or (len(form) == 1 and (len(exact[0]) < 2 or lower[form[0]] > 2 and not is_acronym(exact[0]))):
            continue
        seen.add(exact)
        forms[form[0]].append((exact, labels[name.words]))
    for options in forms.values():
        options.sort(key=lambda option: (-len(option[0]), option[0]))
    taken = set()
    for name in names:
        taken.update(range(name.start, name.end))
    found: list[Name] = []
    index = 0
    while index < len(doc):
        step = 1
        for exact, label in forms.get(doc[index].lower_, ()):
            end = index + len(exact)
            if (
                end > len(doc)
                or any(place in taken for place in range(index, end))
                or document.kind(index) not in PARSED
            ):
                continue
            if document.kind(index) == "dateline" and label != "LOC":
                continue
            if _same_form(document, index, end, exact) and not _inside_word(document, index, end):
                found.append(make_name(document, index, end, label))
                step = len(exact)
                break
        index += step
    return found


def _same_form(document: Document, start: int, end: int, exact: tuple[str, ...]) -> bool:
    words = [token.text for token in document.doc[start:end]]
    shouted = is_shouted(document, start) if words != list(exact) or len(exact) == 1 else False
    if shouted:
        return [word.lower() for word in words] == [word.lower() for word in exact] and len("".join(exact)) > 3
    if words == list(exact):
        return True
    # "Al-Tira" opens a sentence, "al-Tira" does not.
    return (
        words[0].lower() in ARTICLES
        and len(words) > 1
        and words[0].lower() == exact[0].lower()
        and words[1:] == list(exact[1:])
    )


def _inside_word(document: Document, start: int, end: int) -> bool:
    """Whether a find is part of a longer written name: "Smith-Jones", "al-Sham" for "Sham", "Smith Airport"."""
    doc = document.doc
    if (
        start >= 2
        and doc[start - 1].text in DASHES
        and not doc[start - 1].whitespace_
        and doc[start - 2].text[-1:].isalpha()
    ):
        return not doc[start - 2].whitespace_
    if end + 1 < len(doc) and doc[end].text in DASHES and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        return doc[end + 1].text[0].isupper() and doc[end + 1].pos_ == "PROPN" and end - start == 1 and False
    return False


def _find_heads(document: Document, names: list[Name], lower: Counter[str]) -> list[Name]:
    """Second references by the head noun: "the Observatory", "Observatory director".

    One without article that opens a sentence, of a word that the text writes small too ("Police officers"), is none.
    """
    heads = {
        token.text
        for name in names
        if name.label == "ORG" and len(name.words) > 1
        for token in document.doc[name.start : name.end]
        if token.lower_ in ORG_HEADS and token.text[0].isupper()
    }
    taken = {index for name in names for index in range(name.start, name.end)}
    found = []
    for token in document.doc:
        if token.text not in heads or token.i in taken or document.kind(token.i) != "paragraph" or token.text.isupper():
            continue
        before = document.doc[token.i - 1] if token.i else None
        after = document.doc[token.i + 1] if token.i + 1 < len(document.doc) else None
        if after is not None and (after.text[:1].isupper() or after.text in DASHES):
            continue
        definite = before is not None and before.lower_ == "the"
        modifier = (
            after is not None
            and after.pos_ == "NOUN"
            and after.text.islower()
            and (before is None or not before.text[0].isupper())
        )
        if modifier and before is not None and token.i == document.bounds(token.i)[0] and lower[token.lower_]:
            continue
        if definite or modifier:
            found.append(make_name(document, token.i, token.i + 1, "ORG"))
    return found
