"""Tests of how a sentence stands: alone, quoted, hedged."""

import pytest

from generator.compose.standing import grade_hanging, is_first_person, is_hedged, measure_quotation
from generator.records import Sentence, Span


def _grade(text, labels=frozenset(), repeated=frozenset(), *, standfirst=False):
    sentence = Sentence(Span("a", 0, len(text)), 0, (), "past", False, False)
    return grade_hanging(sentence, text, repeated, labels, standfirst=standfirst)


@pytest.mark.parametrize(
    ("text", "labels", "grade"),
    [
        ("The council of Selby approved a new budget for its schools.", {"LOC"}, 0),
        ("It was the third storm to hit the coast within a week.", {"LOC"}, 0),
        ("He said that the council would meet again in Selby.", {"LOC"}, 2),
        ("Meanwhile, he said that the council would meet in Selby.", {"LOC"}, 2),
        ("Meanwhile, the council of Selby met for the second time.", {"LOC"}, 1),
        ("The League also seized the villages east of Harrow.", {"ORG", "LOC"}, 1),
        ("Rebels of the Northern League had claimed the town last week.", {"ORG"}, 1),
        ("Rebels had claimed the town of Harrow in the north last week.", set(), 0),
        ("A video released on Sunday shows the bridge falling into the river:", set(), 2),
        ("File - A tram stands near the bridge in Selby last May.", {"LOC"}, 2),
        ("Photograph: Ada Quist/Coast Pictures The council of Selby met for the second time.", {"LOC"}, 2),
        ("(By Ada Quist -- Coast Pictures) The council of Selby met for the second time.", {"LOC"}, 2),
        ("and the council of Selby was invited to attend the speech.", {"LOC"}, 2),
        ("chairs the panel that would approve the plans of Selby.", {"LOC"}, 2),
        ("al-Quist seized the villages east of Harrow on the coast.", {"LOC"}, 0),
        ("eWater bought the last mill of Selby from its founder.", {"LOC"}, 0),
        ("By Monday the council of Selby had met for the second time.", {"LOC"}, 0),
        ("Click here to read more of what readers say.", set(), 2),
        ("The publication reported that the council met on Friday.", set(), 1),
        ("Too short to tell.", set(), 2),
        ('People were crying in the street," she said.', set(), 2),
        ("“Even my husband was hurt,” she said, adding that some were trapped.", set(), 2),
        ("“Even my husband was hurt,” she said of Ada Quist, the mayor.", {"PERSON"}, 0),
        ("The council paid for his flight to Selby, he said.", {"ORG", "LOC"}, 2),
        ("Back in 2012, he was supposed to take a flight to Selby.", {"LOC"}, 2),
        ("In May 2012, the council of Selby met for the second time.", {"LOC"}, 0),
        ("The council of Selby meets behind the old town hall", {"LOC"}, 2),
        ("A photo issued by the harbour board of the ferry which sank near the pier, Nov. 9, 2016.", set(), 2),
        ("A photo released by the harbour board shows the ferry leaning to one side.", set(), 0),
    ],
)
def test_how_much_a_sentence_hangs_in_the_air(text, labels, grade):
    assert _grade(text, labels) == grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The council of Selby meets behind the old town hall", 1),
        ("The council of Selby meets behind the old town hall.", 0),
        ("Council of Selby Accused of Meeting Behind Town Hall", 2),
    ],
)
def test_a_standfirst_may_lack_its_full_stop_where_it_is_no_title(text, grade):
    assert _grade(text, {"LOC"}, standfirst=True) == grade


def test_lines_of_a_gallery_are_no_prose():
    assert _grade("Photos of the storm A tree lies on the road in Selby.", {"LOC"}, {"Photos of the storm"}) == 2


def test_share_of_quotation():
    assert measure_quotation("“We will stay,” she said.") > 0.5
    assert measure_quotation("The council met.") == 0.0


def test_hedges():
    assert is_hedged("Two people were reportedly hurt.") and not is_hedged("Two people were hurt.")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("We will rebuild the bridge at Selby.", True),
        ("You can see the bridge from the hill.", True),
        ("The US agreed to rebuild the bridge.", False),
        ("“We will rebuild it,” Ada Quist said of the bridge.", False),
    ],
)
def test_who_writes_or_reads_is_in_the_first_person(text, first):
    assert is_first_person(text) is first
