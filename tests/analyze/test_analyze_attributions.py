"""Who said what, on trees made by hand and, marked, with the bundled pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analyze import analyze_article, load_pipeline
from generator.analyze.attributions import find_attributions
from generator.analyze.entities import join_mentions
from generator.analyze.index import index_names
from generator.analyze.mentions import find_names
from generator.records import Attribution
from generator.settings import Settings

CASES = Path(__file__).parent / "cases" / "attributions.md"


def attributions_of(
    hand_made, text: str, trees: dict[str, str], names: dict[str, str]
) -> tuple[list[Attribution], dict[str, str]]:
    document = hand_made.document(text, trees=trees, names=names)
    mentions, entities = join_mentions(document, find_names(document))
    found = find_attributions(document, index_names(document, mentions, entities))
    return list(found), {entity.id: entity.name for entity in entities}


def words(text: str, span) -> str | None:
    return text[span.start : span.end] if span is not None else None


def test_a_clause_on_its_verb(hand_made) -> None:
    text = "Ada Moor claimed that Marn fell."
    tree = "NNP/nsubj/2 NNP/flat/0 VBD/ROOT/2 IN/mark/5 NNP/nsubj/5 VBD/ccomp/2 ./punct/2"
    (found,), names = attributions_of(hand_made, text, {text: tree}, {"Ada Moor": "PERSON", "Marn": "LOC"})
    assert (words(text, found.source), words(text, found.cue), words(text, found.content[0])) == (
        "Ada Moor",
        "claimed",
        "that Marn fell",
    )
    assert (found.kind, found.force, names[found.speaker]) == ("indirect", "claimed", "Ada Moor")


def test_a_tag_needs_no_tree(hand_made) -> None:
    text = "“Marn is lost,” said Ada Moor, a judge. “We told you.”"
    found, names = attributions_of(hand_made, text, {}, {"Ada Moor": "PERSON"})
    assert len(found) == 1
    assert words(text, found[0].source) == "Ada Moor, a judge"
    assert [words(text, span) for span in found[0].content] == ["Marn is lost", "We told you."]
    assert (found[0].kind, names[found[0].speaker]) == ("direct", "Ada Moor")


def test_he_is_the_speaker_before(hand_made) -> None:
    text = "“Marn is lost,” Igor Moor said.\n“It was ours,” he said."
    found, names = attributions_of(hand_made, text, {}, {"Igor Moor": "PERSON"})
    assert [names.get(one.speaker) for one in found] == ["Igor Moor", "Igor Moor"]


def test_he_is_nobody_where_nobody_was_named(hand_made) -> None:
    text = "The town fell.\n“It was ours,” he said."
    found, _ = attributions_of(hand_made, text, {}, {})
    assert [one.speaker for one in found] == [None]


def test_a_quotation_never_closed_does_not_swallow_the_article(hand_made) -> None:
    text = "“We told them so, Ada Moor said.\nThe town fell. Nobody left."
    found, _ = attributions_of(hand_made, text, {}, {"Ada Moor": "PERSON"})
    assert all(span.end <= text.index("\n") for one in found for span in one.content)


def test_thousands_of_quotation_marks_are_survived(hand_made) -> None:
    attributions_of(hand_made, '" ' * 3000 + "he said. " * 500, {}, {})


# Words that the rules look for, with a tag each.
WORDS = (
    "said/VBD claimed/VBD that/IN to/TO he/PRP Moor/NNP called/VBD accused/VBN of/IN According/VBG doubt/NN clear/JJ "
    "allegedly/RB “/`` ”/'' ,/, ./. :/: and/CC which/WDT wanted/VBD know/VB seems/VBZ adding/VBG was/VBD by/IN "
    "for/IN claim/NN laid/VBD out/RP —/: made/VBD it/PRP described/VBD as/IN not/RB who/WP said/NN"
).split()
RELATIONS = (
    "nsubj nsubj:pass obj obl obl:agent ccomp xcomp advcl acl acl:relcl conj cc mark case aux aux:pass cop advmod "
    "amod compound nmod nmod:poss parataxis appos flat"
).split()


@st.composite
def broken_trees(draw) -> tuple[str, str]:
    """A text of such words and a tree over it that no parser would give, in the form of ``hand_made``."""
    words = [entry.rsplit("/", 1) for entry in draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=20))]
    order = draw(st.permutations(range(len(words))))
    heads = {order[0]: order[0]}
    for place, index in enumerate(order[1:], 1):
        heads[index] = order[draw(st.integers(0, place - 1))]
    rows = [
        f"{tag}/{'ROOT' if heads[index] == index else draw(st.sampled_from(RELATIONS))}/{heads[index]}"
        for index, (_, tag) in enumerate(words)
    ]
    return " ".join(word for word, _ in words), " ".join(rows)


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(case=broken_trees())
def test_any_tree_gives_contents_in_order_and_none_over_its_cue(case: tuple[str, str], hand_made) -> None:
    text, tree = case
    found, _ = attributions_of(hand_made, text, {text: tree}, {"Moor": "PERSON"})
    for one in found:
        assert one.content
        assert all(0 <= span.start < span.end <= len(text) for span in one.content)
        assert all(first.end <= second.start for first, second in zip(one.content, one.content[1:]))
        assert one.cue is None or all(span.end <= one.cue.start or one.cue.end <= span.start for span in one.content)


@pytest.fixture(scope="module")
def bundled():
    return load_pipeline(Settings())


def read_cases() -> list[tuple[str, str, list[str]]]:
    """(title, text, expected lines) of each case."""
    cases = []
    for part in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = part.split("\n")
        expected = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
        cases.append((title, "\n".join(line for line in lines if line.strip() and not line.startswith("- ")), expected))
    return cases


@pytest.mark.pipeline
@pytest.mark.parametrize(("title", "text", "expected"), read_cases(), ids=[case[0] for case in read_cases()])
def test_cases(title: str, text: str, expected: list[str], bundled, hand_made) -> None:
    analysis = analyze_article(hand_made.article(text), pipeline=bundled)
    names = {entity.id: entity.name for entity in analysis.entities}
    found = [
        " | ".join(
            (
                one.kind,
                one.force,
                words(text, one.source) or "-",
                words(text, one.cue) or "-",
                " ... ".join(words(text, span) or "" for span in one.content),
                names.get(one.speaker, "-"),
            )
        )
        for one in analysis.attributions
    ]
    assert found == ([] if expected == ["none"] else expected), title
