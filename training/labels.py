"""The label scheme of the pipeline, and the way from each corpus to it.

`LABELS` are the nine types that the shipped pipeline prints. A corpus label that maps to `None` is read as no
entity. GMB is not trusted label by label: the teacher labels it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.analyze.recognizer import name_tags

LABELS = ("PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY")

WORLDWIDE = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "FAC",
    "NORP": "NORP",
    "Product": "PRODUCT",
    "Misc": "MISC",
    "Date": "DATE",
    "Money": "MONEY",
}
# In this extract `gpe` is a nationality ("British") and `geo` a place ("London").
GMB = {
    "per": "PERSON",
    "org": "ORG",
    "geo": "LOC",
    "gpe": "NORP",
    "tim": "DATE",
    "art": None,
    "eve": "MISC",
    "nat": None,
}

TAGS = name_tags(LABELS)

Span = tuple[int, int, str]


def decode_tags(tags: Sequence[str], *, mapping: dict[str, str | None]) -> list[Span]:
    """Token spans `(start, end, label)`, end exclusive, of one sequence of IOB, IOB2 or BIOES tags.

    A tag that does not continue the span before it begins a new one, so that faulty sequences are read too.
    Spans whose label maps to `None` are left out; a label that `mapping` does not hold raises `KeyError`.
    """
    spans: list[Span] = []
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, name = tag.partition("-")
        continues = prefix in ("I", "E", "L", "M") and name == label
        if label and not continues:
            target = mapping[label]
            if target is not None:
                spans.append((start, index, target))
            label = ""
        if name and not label:
            start, label = index, name
        if prefix in ("E", "S", "L", "U") and label:
            target = mapping[label]
            if target is not None:
                spans.append((start, index + 1, target))
            label = ""
    return spans


def encode_bioes(length: int, spans: Iterable[Span]) -> list[str]:
    """`length` BIOES tags of the given token spans, which may not overlap (raises `ValueError`)."""
    tags = ["O"] * length
    for start, end, label in spans:
        if not 0 <= start < end <= length or any(tag != "O" for tag in tags[start:end]):
            raise ValueError(f"span {(start, end, label)} overlaps another or leaves the sequence of {length}")
        if end - start == 1:
            tags[start] = f"S-{label}"
        else:
            tags[start] = f"B-{label}"
            tags[start + 1 : end - 1] = [f"I-{label}"] * (end - start - 2)
            tags[end - 1] = f"E-{label}"
    return tags
