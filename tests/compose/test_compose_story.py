"""Tests of whole stories of hand-made articles: timeline, figures, disagreements, brief, basis, rank, headline."""

import pytest
from fictional_records import Naming, make_article, make_story

from generator.compose import story as module
from generator.records import Cut, SharedPassage, Span
from generator.settings import Editorial
from generator.stages import Recipe, Stages
from generator.store import Store

LEAD = (
    "The [Northern League|ORG] {seized|seize|+} the town of [Harrow|LOC] from the militia on "
    "<Monday|MON<=>, @[Rights Watch|ORG] said@."
)
SAME = (
    "[Northern League|ORG] fighters {captured|capture|+} the town of [Harrow|LOC] from the militia on <Monday|MON<=>."
)
TRUCE = (
    "A truce between the [Northern League|ORG] and the [River Council|ORG] {came|come|+} into force on "
    "<27 February|=2020-02-27>."
)
TALKS = (
    "Talks between the [Northern League|ORG] and the [River Council|ORG] will {take|take|+} place in "
    "[Selby|LOC] later <this week|week+0>."
)
DEAD = (
    "The war in [Valland|LOC] has {killed|kill} #more than 2,500 people|people killed|2500|at least# and "
    "emptied whole towns."
)
DEATHS = (
    "#At least 2,700 people|people killed|2700|at least# were {killed|kill} in [Valland|LOC] by the war, officials say."
)
HILL = "Fighters {seized|seize} a hill in [Marden|LOC] province near the coast, @[Rights Watch|ORG] said@."
NOHILL = (
    "Armed groups attacked [Marden|LOC] but did not succeed in making any {advances|advance|-}, @a "
    "military source said@."
)


@pytest.fixture(autouse=True)
def _fictional_actors(monkeypatch):
    monkeypatch.setattr(module, "identify_actors", lambda articles, analyses, *, editorial: Naming(analyses.values()))
    monkeypatch.setattr(module, "compose_actors", lambda *args, **kwargs: ())
    monkeypatch.setattr(module, "compose_sayings", lambda *args, **kwargs: ())


def _compose(*made, shared=()):
    articles, analyses, clustering = make_story(*made)
    stories = module.compose_stories(clustering, articles, analyses, shared, editorial=Editorial())
    for statement in _statements(stories[0]):
        for place, citation in enumerate(statement.citations):
            words = articles[citation.article].text[citation.start : citation.end]
            assert words and (place or words == statement.text)
    return stories[0]


def _statements(story):
    yield from story.brief + story.account + story.background
    yield from (entry.statement for entry in story.timeline)
    yield from (claim.statement for entry in story.figures for claim in entry.claims)
    yield from (position.statement for one in story.disagreements for position in one.positions)


def _two():
    return (
        make_article(
            "a", [LEAD, TRUCE, HILL, DEAD], headline="League takes Harrow", published="2020-05-04", outlet="Vale Times"
        ),
        make_article("b", [SAME, TALKS, NOHILL, DEATHS], headline="Harrow falls", outlet="Coast Post"),
    )


def test_the_timeline_tells_each_thing_once_in_order_with_its_phase():
    story = _compose(*_two())
    assert [(entry.date, entry.phase) for entry in story.timeline] == [
        ("2020-02-27", "background"),
        ("2020-05-04", "event"),
        ("2020-W19", "announced"),
    ]
    taken = next(entry for entry in story.timeline if entry.date == "2020-05-04")
    assert sorted({citation.article for citation in taken.statement.citations}) == ["a", "b"]
    assert taken.precision == "day" and taken.expression == "Monday"


def test_the_day_of_a_report_is_not_the_day_of_what_is_reported():
    story = _compose(
        make_article(
            "a",
            ["Rebels {hold|hold} [Harrow|LOC], the [Rights Watch|ORG] {said|say|+} on <Sunday|SUN<=>."],
            published="2020-05-04",
        )
    )
    assert story.timeline == ()


def test_weekdays_of_an_undated_article_stay_relative_and_in_order():
    story = _compose(
        make_article(
            "a",
            [
                "The [Northern League|ORG] {captured|capture|+} land near [Harrow|LOC] on <Friday|FRI<=>.",
                "The [River Council|ORG] {voted|vote|+} for war on <Sunday|SUN<=>.",
                "The [Northern League|ORG] {opened|open|+} its campaign on <Thursday|THU<=>.",
            ],
        )
    )
    assert [entry.date for entry in story.timeline] == ["XXXX-WXX-4", "XXXX-WXX-5", "XXXX-WXX-7"]
    assert {entry.precision for entry in story.timeline} == {"unknown"}
    assert story.first_date is None and story.articles[0].published is None
    assert any("rests on one article" in doubt for doubt in story.basis.doubts)


def test_figures_that_differ_are_both_shown_and_none_is_picked():
    story = _compose(*_two())
    entry = next(entry for entry in story.figures if entry.quantity == "people killed")
    assert entry.relation == "disagreement"
    assert sorted(claim.value for claim in entry.claims) == [2500, 2700]
    assert any(one.kind == "figure" for one in story.disagreements)


def test_opposite_claims_about_one_place_are_a_disagreement_with_claimants():
    story = _compose(*_two())
    found = [one for one in story.disagreements if one.kind == "polarity"]
    assert len(found) == 1
    assert [position.claimant for position in found[0].positions] == ["Rights Watch", "a military source"]
    assert "Marden" in found[0].subject


def test_the_inferred_day_is_said_and_doubted():
    story = _compose(*_two())
    undated = next(one for one in story.articles if one.seed == "b.txt")
    assert (
        undated.published == "2020-05-04"
        and undated.published_by == "inferred"
        and "League takes Harrow" in undated.note
    )
    assert any("prints no date" in doubt for doubt in story.basis.doubts)


def test_brief_account_and_background_hold_each_statement_once():
    story = _compose(*_two())
    printed = [statement.text for statement in story.brief + story.account + story.background]
    assert len(printed) == len(set(printed)) and story.brief
    assert any({citation.article for citation in one.citations} == {"a", "b"} for one in story.brief)


def test_what_only_one_source_carries():
    near = "[Northern League|ORG] fighters were {reported|report} to be in control of the town of [Harrow|LOC]."
    story = _compose(make_article("a", [LEAD, FERRY]), make_article("b", [near]))
    alone = {article.seed: [one.text for one in article.alone] for article in story.articles}
    assert alone == {"a.txt": ["The ferry to Lume stopped running for repairs after the storm."], "b.txt": []}


def test_headline_is_a_sources_and_cited():
    story = _compose(*_two())
    assert story.headline in ("League takes Harrow", "Harrow falls")
    assert story.headline_citation is not None and story.headline_citation.start == 0


def test_a_story_without_a_headline_takes_its_first_statement():
    story = _compose(make_article("a", [LEAD]))
    assert story.headline == story.brief[0].text and story.headline_citation == story.brief[0].citations[0]


def test_basis_counts_origins_and_names_what_stood_twice():
    one = make_article("a", [LEAD, HILL], published="2020-05-04", cuts=(Cut(500, 900, "repeated"),))
    story = _compose(one, make_article("b", [SAME]))
    assert story.basis.origins[0].name == "Rights Watch" and story.basis.origins[0].statements == 2
    assert any("more than once" in doubt for doubt in story.basis.doubts)
    assert any("not named" in doubt for doubt in story.basis.doubts)
    assert story.basis.total >= story.basis.single > 0


def test_the_same_story_whatever_the_order_of_the_mappings():
    made = _two()
    articles, analyses, clustering = make_story(*made)
    first = module.compose_stories(clustering, articles, analyses, (), editorial=Editorial())
    articles = dict(reversed(articles.items()))
    analyses = dict(reversed(analyses.items()))
    assert (
        module.compose_stories(clustering, articles, analyses, (), editorial=Editorial()) == first
    )
    assert first[0].rank == 1 and "outlets" in first[0].rank_reason


def test_a_story_is_kept_by_what_its_articles_share():
    """Of what very many articles have only the first are compared: what two of them share may hang on a third."""
    one = make_article("a", [TRUCE], published="2020-05-04", outlet="Vale Times")
    other = make_article("b", [TRUCE], published="2020-05-05", outlet="Coast Post")
    articles, analyses, clustering = make_story(one, other)
    passage = SharedPassage(Span("a", 0, len(one[0].text)), Span("b", 0, len(other[0].text)))
    make = Stages(Store(None)).open(Recipe("story", ()))
    given = dict(editorial=Editorial(), names=())
    told = []
    for shared in ((), (passage,)):
        (fresh,) = module.make_stories(clustering, articles, analyses, shared, **given)
        digests = {name: name for name in articles}
        (kept,) = module.make_stories(clustering, articles, analyses, shared, digests=digests, make=make, **given)
        assert kept.value == fresh.value
        told.append(kept.value)
    assert told[0] != told[1]


TOLL = "A blast in [Harrow|LOC] {killed|kill|+} #six people|people killed|6|exactly# at the salt market."
FERRY = "The ferry to [Lume|LOC] {stopped|stop|+} running for repairs after the storm."
BLAST = "In [Harrow|LOC] a blast at the salt market {left|leave|+} people dead and others without a roof."


@pytest.mark.parametrize(
    ("third", "lacks"),
    [(FERRY, ["A blast in Harrow killed six people at the salt market."]), (BLAST, [])],
    ids=["tells of other things", "may tell it in words of its own"],
)
def test_what_most_others_tell_and_one_does_not(third, lacks):
    story = _compose(*(make_article(name, [words]) for name, words in (("a", TOLL), ("b", TOLL), ("c", third))))
    assert [[one.text for one in article.lacks] for article in story.articles] == [[], [], lacks]


def test_of_two_articles_neither_lacks_anything():
    story = _compose(make_article("a", [TOLL]), make_article("b", [FERRY]))
    assert [article.lacks for article in story.articles] == [(), ()]


def test_days_that_differ_for_one_thing_are_a_disagreement_of_both_sources():
    told = "A [North League|ORG] convoy {seized|seize|+} the town of [Harrow|LOC] from the militia on <{day}|={day}>."
    story = _compose(
        make_article("a", [told.replace("{day}", "2020-05-02")], published="2020-05-04"),
        make_article("b", [told.replace("{day}", "2020-05-03")], published="2020-05-04"),
    )
    (found,) = [one for one in story.disagreements if one.kind == "date"]
    assert found.subject == "2 May 2020 or 3 May 2020"
    assert [one.statement.citations[0].article for one in found.positions] == ["a", "b"]


@pytest.mark.parametrize(("last", "doubted"), [("2020-06-20", False), ("2022-05-04", True)])
def test_articles_far_apart_in_time_may_tell_of_several_events(last, doubted):
    story = _compose(make_article("a", [LEAD], published="2020-05-04"), make_article("b", [SAME], published=last))
    assert any("more than one event" in doubt for doubt in story.basis.doubts) == doubted
