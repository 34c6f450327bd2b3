"""Sayings: which attributions are shown, in which order, and how repeated ones are joined."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fictional_records import make_article

from generator.compose.citations import Citing
from generator.compose.identities import identify_actors
from generator.compose.sayings import compose_sayings
from generator.records import Attribution, Role, Span
from generator.settings import Editorial

CASES = Path(__file__).parent / "cases" / "sayings.md"
MARKS = {"{{": "content", "}}": "content", "((": "source", "))": "source", "<<": "cue", ">>": "cue"}


def make_said(name, text):
    """An article of one paragraph, each line of it an attribution led by a line ``+ kind force``."""
    lines = re.findall(r"^\+ (\w+) (\w+)\n(.*)$", text, flags=re.M)
    said = dict(re.findall(r"\[([^|\]]+)\|[A-Z]+\|([^\]]+)\]", text))
    text = re.sub(r"(\[[^|\]]+\|[A-Z]+)\|[^\]]+\]", r"\1]", text)
    lines = re.findall(r"^\+ (\w+) (\w+)\n(.*)$", text, flags=re.M)
    article, analysis = make_article(name, [[re.sub(r"\{\{|\}\}|\(\(|\)\)|<<|>>", "", line) for _, _, line in lines]])
    attributions = []
    for (kind, force, line), sentence in zip(lines, analysis.sentences):
        line = re.sub(r"\[([^|\]]+)\|[A-Z]+\]", r"\1", line)
        found, plain, opened = {}, 0, {}
        for piece in re.split(r"(\{\{|\}\}|\(\(|\)\)|<<|>>)", line):
            if piece in ("{{", "((", "<<"):
                opened[MARKS[piece]] = plain
            elif piece in MARKS:
                found.setdefault(MARKS[piece], []).append(
                    Span(name, sentence.span.start + opened[MARKS[piece]], sentence.span.start + plain)
                )
            else:
                plain += len(piece)
        attributions.append(
            Attribution(
                found["source"][0] if "source" in found else None,
                found["cue"][0] if "cue" in found else None,
                tuple(found["content"]),
                kind,
                force,
                None,
            )
        )
    roles = []
    for words, role in said.items():
        entity = next(one.id for one in analysis.entities if one.name == words)
        article = replace(article, text=f"{article.text}\n\n{role}")
        roles.append(Role(entity, Span(name, len(article.text) - len(role), len(article.text))))
    return article, replace(analysis, attributions=tuple(attributions), roles=tuple(roles))


def compose(texts):
    made = [make_said(f"a{number}", text) for number, text in enumerate(texts, 1)]
    articles = {article.id: article for article, _ in made}
    analyses = {analysis.article: analysis for _, analysis in made}
    identities = identify_actors(articles, analyses, editorial=Editorial())
    return compose_sayings(tuple(articles), articles, analyses, identities, cite=Citing(articles).state)


def read_cases():
    for part in re.split(r"^## ", CASES.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        texts, _, expected = body.partition("\nexpected")
        yield pytest.param(
            [one.strip() for one in texts.split("\n---\n")], expected.strip().splitlines(), id=title.strip()
        )


@pytest.mark.parametrize("texts, expected", list(read_cases()))
def test_case(texts, expected):
    lines = [
        " | ".join(
            (
                one.speaker or "-",
                one.actor or "-",
                one.kind,
                one.force,
                " ".join(citation.article[1:] for citation in one.statement.citations),
                one.statement.text,
            )
        )
        for one in compose(texts)
    ]
    assert lines == expected


def test_one_sentence_is_shown_once():
    article, analysis = make_said(
        "a1", "+ direct said\n“{{We shall seek a pause in the talks}},” ((a member)) <<said>>, the [Gazette|ORG] wrote."
    )
    first = analysis.attributions[0]
    outer = replace(first, kind="indirect", source=Span("a1", 50, 57), force="reported")
    analysis = replace(analysis, attributions=(outer, first))
    articles, analyses = {"a1": article}, {"a1": analysis}
    identities = identify_actors(articles, analyses, editorial=Editorial())
    sayings = compose_sayings(("a1",), articles, analyses, identities, cite=Citing(articles).state)
    assert [one.speaker for one in sayings] == ["a member"]


def test_speakers_come_by_salience_then_the_described_then_the_unnamed():
    texts = [
        "+ indirect said\n((A farmer)) <<said>> {{the wells of the valley are dry}}.\n"
        "+ indirect said\n(([Ines Dorval|PERSON])) <<said>> {{the dam would be opened}}.\n"
        "+ direct said\n“{{Nobody told us about any of it}},” ((she)) <<said>>.",
        "+ indirect said\n(([Karim Nasser|PERSON])) <<said>> {{the gates of the dam were stuck}}.",
        "+ indirect said\n(([Karim Nasser|PERSON])) <<said>> {{a crane had been sent for}}.",
    ]
    assert [one.speaker for one in compose(texts)] == ["Karim Nasser", "Karim Nasser", "Ines Dorval", "A farmer", None]


def test_statements_are_verbatim():
    for texts, _ in (case.values for case in read_cases()):
        made = dict(make_said(f"a{number}", text) for number, text in enumerate(texts, 1))
        words = {article.id: article.text for article in made}
        for one in compose(texts):
            first = one.statement.citations[0]
            assert one.statement.text == words[first.article][first.start : first.end]
