"""Tests of the origins behind what articles say."""

from dataclasses import replace

from fictional_records import Naming, make_article, make_story

from generator.compose.chronology import date_articles
from generator.compose.origins import Tracing
from generator.compose.tellings import tell_articles
from generator.records import Attribution, Credit, SharedPassage, Span


def _trace(*made, shared=(), affiliations=()):
    articles, analyses, clustering = make_story(*made)
    ids = clustering.clusters[0].articles
    naming = Naming(analyses.values(), affiliations)
    tellings = tell_articles(ids, articles, analyses, date_articles(ids, articles, analyses), actor=naming.referent)
    tracing = Tracing(ids, articles, analyses, shared, naming)
    return [[(one.name, one.kind) for one in tracing.trace(telling)] for telling in tellings]


def test_a_sentence_that_quotes_a_party_rests_on_it():
    text = "The town of [Harrow|LOC] {fell|fall} on Monday, @the [Rights Watch|ORG] said@"
    assert _trace(make_article("a", [text], outlet="Vale Times"), make_article("b", [text], outlet="Coast Post")) == [
        [("Rights Watch", "party")],
        [("Rights Watch", "party")],
    ]


def test_where_something_was_shown_is_not_who_shows_it():
    text = "@a video released on [Marnhub|ORG] showed@ that the bridge of [Harrow|LOC] {fell|fall}."
    article, analysis = make_article("a", [text])
    (one,) = analysis.attributions
    told = replace(analysis, attributions=(replace(one, speaker=None),))
    assert _trace((article, told)) == [[("a video released on Marnhub", "party")]]


def test_who_backs_a_thing_does_not_tell_of_it():
    text = "The attack on [Harrow|LOC] is backed by the [Vale Front|ORG]."
    article, analysis = make_article("a", [text], outlet="Vale Times")
    end = len("The attack on Harrow is backed by the Vale Front")
    content, cue = Span("a", 0, text.index("[") + len("Harrow")), article.text.index("is backed")
    stance = Attribution(
        Span("a", end - len("the Vale Front"), end), Span("a", cue, cue + 9), (content,), "indirect", "thought", None
    )
    for force, origin in (("thought", ("Vale Times", "outlet")), ("confirmed", ("Vale Front", "party"))):
        told = replace(analysis, attributions=(replace(stance, force=force),))
        assert _trace((article, told)) == [[origin]]


def test_a_body_and_its_director_are_one_party():
    one = "The town of [Harrow|LOC] {fell|fall}, @[Ada Stone|PERSON] said@"
    assert _trace(make_article("a", [one]), affiliations=[("ada-stone", "rights-watch")]) == [
        [("rights-watch", "party")]
    ]


def test_police_are_the_one_police_that_the_story_names():
    named = "The ferry {sank|sink} off [Selby|LOC], @[Vale Police|ORG] said@."
    plain = "The ferry {sank|sink} off [Selby|LOC], @police said@."
    one, two = (make_article(name, [text], outlet=name) for name, text in (("a", named), ("b", plain)))
    assert _trace(one, two) == [[("Vale Police", "party")], [("Vale Police", "party")]]
    other = make_article("c", ["The road is closed, @[Coast Police|ORG] said@."], outlet="c")
    assert _trace(one, two, other)[1] == [("police", "party")]


def test_agency_copy_rests_on_its_agency_and_the_rest_on_the_outlet():
    made = make_article(
        "a", ["Rain {fell|fall} on [Selby|LOC].", "Wind {blew|blow} over [Harrow|LOC]."], outlet="Vale Times"
    )
    end = made[0].blocks[0].end
    made = make_article(
        "a",
        ["Rain {fell|fall} on [Selby|LOC].", "Wind {blew|blow} over [Harrow|LOC]."],
        outlet="Vale Times",
        credits=(Credit("AFP", 0, end, "dateline"),),
    )
    assert _trace(made) == [[("AFP", "agency")], [("Vale Times", "outlet")]]


def test_a_reprint_counts_as_the_article_it_was_taken_from():
    text = "Rain {fell|fall} on [Selby|LOC] all night long."
    one, two = make_article("a", [text], outlet="Vale Times"), make_article("b", [text], outlet="Coast Post")
    shared = SharedPassage(Span("a", 0, len(one[0].text)), Span("b", 0, len(two[0].text)))
    assert _trace(one, two, shared=(shared,)) == [[("Vale Times", "outlet")], [("Vale Times", "outlet")]]


def test_an_unnamed_outlet_is_its_own_origin():
    assert _trace(make_article("a", ["Rain {fell|fall} on [Selby|LOC]."])) == [[("Unnamed outlet (a.txt)", "outlet")]]
