"""Tests of which sentences of a story contradict one another."""

import pytest
from fictional_records import Naming, make_article, make_story

from generator.compose import story as module
from generator.settings import Editorial

SEIZED = "Fighters {seized|seize} a hilltop at [Marden|LOC], @[Rights Watch|ORG] said@."


@pytest.fixture(autouse=True)
def _fictional_actors(monkeypatch):
    monkeypatch.setattr(module, "identify_actors", lambda articles, analyses, *, editorial: Naming(analyses.values()))
    monkeypatch.setattr(module, "compose_actors", lambda *args, **kwargs: ())
    monkeypatch.setattr(module, "compose_sayings", lambda *args, **kwargs: ())


def _find(*texts):
    made = [
        make_article(name, [text], published="2020-05-04", outlet=f"Outlet {name}") for name, text in zip("abc", texts)
    ]
    articles, analyses, clustering = make_story(*made)
    story = module.compose_stories(clustering, articles, analyses, (), editorial=Editorial())[0]
    return [(one.kind, one.subject) for one in story.disagreements]


def test_a_claim_and_its_denial_at_one_place():
    denied = "They had not {captured|capture|-} land at [Marden|LOC], @a military source said@."
    assert [kind for kind, _ in _find(SEIZED, denied)] == ["polarity"]


def test_what_an_outlet_tells_in_its_own_words_denies_nobodys_claim():
    assert _find(SEIZED, "They had not {captured|capture|-} land at [Marden|LOC].") == []


def test_two_values_in_one_article_are_no_disagreement():
    blast = "A blast at the market of [Harrow|LOC] {{killed|kill}} #{0} people|people killed|{0}|exactly# there."
    one, other = blast.format(4), blast.format(7)
    found = []
    for texts in ((one, other), (f"{one}\n\n{other}",)):
        made = [
            make_article(name, text.split("\n\n"), published="2020-05-04", outlet=f"Outlet {name}")
            for name, text in zip("ab", texts)
        ]
        articles, analyses, clustering = make_story(*made)
        made = module.compose_stories(clustering, articles, analyses, (), editorial=Editorial())
        found.append([one.kind for one in made[0].disagreements])
    assert found == [["figure"], []]


@pytest.mark.parametrize(
    "text",
    [
        "Walls at [Marden|LOC] are built to prevent anybody from {seizing|seize} it, @a military source said@.",
        "The road at [Marden|LOC] was not bad, although the League had {seized|seize} it, @a military source said@.",
        "It could not have {seized|seize|-} anything at [Marden|LOC], @a military source said@.",
        "They had not {seized|seize|-} land at [Selby|LOC], @a military source said@.",
    ],
    ids=["a purpose", "another clause", "only possible", "another place"],
)
def test_what_is_no_contradiction(text):
    assert _find(SEIZED, text) == []


def test_a_figure_stands_once_for_each_value():
    blast = "A blast at the market of [Harrow|LOC] {{killed|kill}} #{0} people|people killed|{0}|exactly# there."
    texts = [blast.format(value) for value in (4, 7, 7)]
    made = [
        make_article(name, [text], published="2020-05-04", outlet=f"Outlet {name}") for name, text in zip("abc", texts)
    ]
    articles, analyses, clustering = make_story(*made)
    story = module.compose_stories(clustering, articles, analyses, (), editorial=Editorial())[0]
    (difference,) = story.disagreements
    assert [len(position.statement.citations) for position in difference.positions] == [1, 2]


def test_a_word_without_is_no_denial_of_what_comes_later():
    convicted = "A court at [Marden|LOC] {convicted|convict} a man."
    assert (
        _find(
            convicted, "He got life without any hope of release after a court at [Marden|LOC] {convicted|convict} him."
        )
        == []
    )
