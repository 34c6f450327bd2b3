"""Tests of joining sentences that tell the same, and of the choice of the one that is printed."""

from fictional_records import Naming, make_article, make_story

from generator.compose.chronology import date_articles
from generator.compose.citations import Citing
from generator.compose.statements import Comparison, join_tellings
from generator.compose.tellings import tell_articles
from generator.records import SharedPassage, Span

TAKEN = "The [Northern League|ORG] {seized|seize|+} the town of [Harrow|LOC] from the militia on <Monday|MON<=>."
RETAKEN = (
    "[Northern League|ORG] fighters {captured|capture|+} the town of [Harrow|LOC] from the militia on "
    "<Monday|MON<=>, residents said."
)


def _points(*made, shared=()):
    articles, analyses, clustering = make_story(*made)
    ids = clustering.clusters[0].articles
    tellings = tell_articles(
        ids, articles, analyses, date_articles(ids, articles, analyses), actor=Naming(analyses.values()).referent
    )
    return join_tellings(tellings, Comparison(tellings, shared)), articles


def test_sentences_that_tell_the_same_are_one_point_cited_by_both():
    other = "The council of [Selby|LOC] {approved|approve} a budget for schools."
    points, articles = _points(
        make_article("a", [TAKEN, other], published="2020-05-04"), make_article("b", [RETAKEN], published="2020-05-04")
    )
    assert sorted(point.articles for point in points) == [("a",), ("a", "b")]
    joined = next(point for point in points if len(point.articles) == 2)
    citing = Citing(articles)
    statement = citing.state(*(telling.span for telling in joined.tellings))
    assert [citation.article for citation in statement.citations] == [
        joined.lead.article,
        "b" if joined.lead.article == "a" else "a",
    ]
    first = statement.citations[0]
    assert statement.text == articles[first.article].text[first.start : first.end]


def test_other_days_are_never_one_point():
    other = TAKEN.replace("Monday|MON<=", "Sunday|SUN<=")
    points, _ = _points(
        make_article("a", [TAKEN], published="2020-05-04"), make_article("b", [other], published="2020-05-04")
    )
    assert len(points) == 2


def test_other_figures_are_never_one_point():
    one = "A blast in [Harrow|LOC] {killed|kill} #four people|people killed|4|exactly# on <Monday|MON<=>."
    two = "A blast in [Harrow|LOC] {killed|kill} #six people|people killed|6|exactly# on <Monday|MON<=>."
    points, _ = _points(
        make_article("a", [one], published="2020-05-04"), make_article("b", [two], published="2020-05-04")
    )
    assert len(points) == 2


def test_denied_and_asserted_are_never_one_point():
    denied = TAKEN.replace("{seized|seize|+}", "did not {seize|seize|-}")
    points, _ = _points(
        make_article("a", [TAKEN], published="2020-05-04"), make_article("b", [denied], published="2020-05-04")
    )
    assert len(points) == 2


def test_a_sentence_that_hangs_in_the_air_is_printed_last():
    hanging = (
        "It also {seized|seize|+} the town of [Harrow|LOC], the [Northern League|ORG] said, from the militia "
        "on <Monday|MON<=>."
    )
    points, _ = _points(
        make_article("a", [hanging], published="2020-05-04"), make_article("b", [RETAKEN], published="2020-05-04")
    )
    joined = max(points, key=lambda point: len(point.tellings))
    assert joined.articles == ("a", "b") and joined.lead.article == "b"


def test_a_passage_shared_word_for_word_is_one_point():
    text = "Rain {fell|fall} on [Selby|LOC] all night."
    one, two = make_article("a", [text]), make_article("b", [text])
    shared = SharedPassage(Span("a", 0, len(one[0].text)), Span("b", 0, len(two[0].text)))
    points, _ = _points(one, two, shared=(shared,))
    assert [point.articles for point in points] == [("a", "b")]


def test_every_telling_is_in_exactly_one_point_whatever_the_order():
    made = [make_article(name, [TAKEN, RETAKEN], published="2020-05-04") for name in "abc"]
    points, _ = _points(*made)
    again, _ = _points(*reversed(made))
    assert points == again
    spans = [telling.span for point in points for telling in point.tellings]
    assert len(spans) == len(set(spans)) == 6
