"""Names mended, put to the vote, and joined into entities, on annotation made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.analyze.entities import join_mentions
from generator.analyze.index import index_names
from generator.analyze.mentions import find_names
from generator.analyze.names import is_acronym, known_kind, name_initials, name_words, own_votes
from generator.analyze.roles import find_roles


def entities_of(hand_made, text: str, names: dict[str, str], kinds: str = "") -> dict[str, tuple[str, ...]]:
    document = hand_made.document(text, kinds, names=names)
    _, entities = join_mentions(document, find_names(document))
    return {f"{entity.kind} {entity.name}": entity.aliases for entity in entities}


def mentions_of(hand_made, text: str, names: dict[str, str], kinds: str = "") -> list[str]:
    document = hand_made.document(text, kinds, names=names)
    mentions, _ = join_mentions(document, find_names(document))
    return [document.words(mention.span) for mention in mentions]


def labels_of(hand_made, text: str, names: dict[str, str], shares: dict[str, list[dict[str, float]]]) -> set[str]:
    """Labels and names, where the pipeline is as sure of each mention in turn as ``shares`` tell."""
    document = hand_made.document(text, names=names)
    rows = {name: iter(row) for name, row in shares.items()}
    told = {
        (start, end): next(rows.get(str(document.doc[start:end]), iter(())), {label: 1.0})
        for start, end, label in document.names
    }
    names_found = find_names(replace(document, shares=told))
    return {f"{name.label} {document.words(document.span(name.start, name.end))}" for name in names_found}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("the Harbour Front's", ("harbour", "front")),
        ("al-Tira", ("tira",)),
        ("Al-Tira", ("tira",)),
        ("U.S.", ("us",)),
        ("Al Gore", ("al", "gore")),
        ("Bank of Zembla", ("bank", "of", "zembla")),
    ],
)
def test_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


def test_initials() -> None:
    assert "hnc" in name_initials("Harbour Negotiations Committee")
    assert "lcc" in name_initials("Local Co-ordination Committees")


@pytest.mark.parametrize(
    ("word", "expected"), [("FSA", True), ("U.N.", True), ("NGOs", True), ("A", False), ("Tira", False)]
)
def test_acronyms(word: str, expected: bool) -> None:
    assert is_acronym(word) is expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The Harbour Front", ["Harbour Front"]),
        ("Harbour Front's", ["Harbour Front"]),
        ("“Harbour Front", ["Harbour Front"]),
        ("Harbour Front won", ["Harbour Front"]),
    ],
)
def test_boundaries_are_mended(hand_made, marked: str, expected: list[str]) -> None:
    text = "“Harbour Front won” and The Harbour Front's men left, Harbour Front won."
    assert set(mentions_of(hand_made, text, {marked: "ORG"})) == set(expected)


def test_a_title_is_no_part_of_a_name_and_a_compound_none_either(hand_made) -> None:
    text = "President Ada Moor met the Zembla-backed Harbour Front."
    assert mentions_of(hand_made, text, {"President Ada Moor": "PERSON", "Zembla-backed Harbour Front": "ORG"}) == [
        "Ada Moor",
        "Zembla",
        "Harbour Front",
    ]


def test_missed_repeats_are_found(hand_made) -> None:
    text = "Ada Moor won in al-Tira.\nAl-Tira is calm. Then Ada Moor left al-Tira."
    found = mentions_of(hand_made, text, {"Ada Moor": "PERSON", "al-Tira": "LOC"})
    assert found.count("Ada Moor") == 2 and found.count("al-Tira") == 2 and found.count("Al-Tira") == 1


def test_one_label_for_one_name(hand_made) -> None:
    text = "The town of Marn fell. They left Marn Moor."
    document = hand_made.document(
        "The town of Marn fell. The Marn group left. In Marn they won.", names={"Marn": "PERSON"}
    )
    assert {name.label for name in find_names(document)} <= {"LOC", "ORG"}
    assert text


def test_lists_share_a_label(hand_made) -> None:
    text = "Fighting in Orel, Marn and Tosk provinces went on."
    assert {label for label in entities_of(hand_made, text, {"Orel": "LOC", "Marn": "PERSON", "Tosk": "LOC"})} == {
        "LOC Orel",
        "LOC Marn",
        "LOC Tosk",
    }


def test_acronyms_join_their_long_form(hand_made) -> None:
    text = "The Harbour Negotiations Committee (HNC) met. The Zemblan Observatory (ZOHR) agreed with the HNC."
    found = entities_of(hand_made, text, {"Harbour Negotiations Committee": "ORG", "Zemblan Observatory": "ORG"})
    assert found == {
        "ORG Harbour Negotiations Committee": ("Harbour Negotiations Committee", "HNC"),
        "ORG Zemblan Observatory": ("Zemblan Observatory", "ZOHR"),
    }


def test_an_agency_in_brackets_is_a_credit(hand_made) -> None:
    text = "A member of the Harbour Council (AFP) spoke to AFP."
    assert "AFP" not in entities_of(hand_made, text, {"Harbour Council": "ORG"}).get("ORG Harbour Council", ())


def test_short_forms_of_an_organisation(hand_made) -> None:
    text = (
        "The al-Marn Front fell. Al-Marn said so. The Zemblan Observatory for Rivers agreed. The Observatory said it."
    )
    found = entities_of(
        hand_made,
        text,
        {
            "al-Marn Front": "ORG",
            "Al-Marn": "PERSON",
            "Zemblan Observatory for Rivers": "ORG",
        },
    )
    assert found["ORG al-Marn Front"] == ("al-Marn Front", "Al-Marn")
    assert found["ORG Zemblan Observatory for Rivers"] == ("Zemblan Observatory for Rivers", "Observatory")


def test_namesakes_stay_apart_and_a_last_name_means_the_latest(hand_made) -> None:
    text = "Igor Moor spoke. Moor left. His rival Anton Moor came. Moor won."
    document = hand_made.document(text, names={"Igor Moor": "PERSON", "Anton Moor": "PERSON", "Moor": "PERSON"})
    mentions, entities = join_mentions(document, find_names(document))
    names = {entity.id: entity.name for entity in entities}
    assert [names[mention.entity] for mention in mentions] == ["Igor Moor", "Igor Moor", "Anton Moor", "Anton Moor"]


def test_a_headline_in_capitals_follows_the_body(hand_made) -> None:
    text = "Fierce Battle Rages As Marn Falls\nA fierce battle was on as Marn fell. The town of Marn is empty."
    found = entities_of(hand_made, text, {"Fierce Battle": "ORG", "Marn Falls": "PERSON", "Marn": "LOC"}, "headline")
    assert "ORG Fierce Battle" not in found and "LOC Marn" in found


def test_a_newline_is_in_no_name(hand_made) -> None:
    text = "He met Ada\nMoor"
    document = hand_made.document(text, names={"Ada": "PERSON", "Moor": "PERSON"})
    assert all("\n" not in document.words(document.span(name.start, name.end)) for name in find_names(document))


@pytest.mark.parametrize(
    ("text", "tree", "names", "expected"),
    [
        (
            "Zembla Watch, a monitoring group, said so.",
            "NNP/compound/1 NNP/nsubj/7 ,/punct/5 DT/det/5 NN/compound/5 NN/appos/1 ,/punct/5 VBD/ROOT/7 RB/advmod/7 ./punct/7",
            {"Zembla Watch": "ORG"},
            ["a monitoring group"],
        ),
        (
            "Prime minister Ada Moor left.",
            "JJ/amod/1 NN/compound/2 NNP/nsubj/4 NNP/flat/2 VBD/ROOT/4 ./punct/4",
            {"Ada Moor": "PERSON"},
            ["Prime minister"],
        ),
        (
            "Orel, Marn and Tosk fell.",
            "NNP/nsubj/5 ,/punct/2 NNP/conj/0 CC/cc/4 NNP/conj/0 VBD/ROOT/5 ./punct/5",
            {"Orel": "LOC", "Marn": "LOC", "Tosk": "LOC"},
            [],
        ),
        (
            "Mr. Moor left.",
            "NNP/compound/1 NNP/nsubj/2 VBD/ROOT/2 ./punct/2",
            {"Moor": "PERSON"},
            [],
        ),
    ],
)
def test_roles(hand_made, text: str, tree: str, names: dict[str, str], expected: list[str]) -> None:
    document = hand_made.document(text, trees={text: tree}, names=names)
    mentions, entities = join_mentions(document, find_names(document))
    roles = find_roles(document, index_names(document, mentions, entities))
    assert [document.words(role.span) for role in roles] == expected


def test_words_that_open_a_quotation_are_no_names(hand_made) -> None:
    text = "Yeah, we left. Ada Moor said: “Yeah.”"
    assert mentions_of(hand_made, text, {"Yeah": "PERSON", "Ada Moor": "PERSON"}) == ["Ada Moor"]


def test_a_word_that_is_spoken_of_is_no_person(hand_made) -> None:
    text = "The papers called it “Lumegate” for a year."
    assert mentions_of(hand_made, text, {"Lumegate": "PERSON"}) == []


def test_what_everybody_uses_is_no_name(hand_made) -> None:
    assert mentions_of(hand_made, "Doctors made a CT scan at Lume.", {"CT": "ORG", "Lume": "LOC"}) == ["Lume"]


def test_a_determiner_that_opens_a_name(hand_made) -> None:
    text = "They flew with All Harbour Airways. All Harbour Airways said so."
    assert mentions_of(hand_made, text, {"Harbour Airways": "ORG"}) == ["All Harbour Airways", "All Harbour Airways"]


def test_a_determiner_that_opens_a_sentence_only_is_none(hand_made) -> None:
    text = "All Harbour Airways flights were late."
    assert mentions_of(hand_made, text, {"Harbour Airways": "ORG"}) == ["Harbour Airways"]


def test_a_league_is_not_its_network(hand_made) -> None:
    found = entities_of(hand_made, "The LHL met. A man of LHL Network came.", {"LHL Network": "ORG", "LHL": "ORG"})
    assert set(found) == {"ORG LHL", "ORG LHL Network"}


def test_officers_of_any_police_are_not_those_of_one(hand_made) -> None:
    text = "Lume Transport Police spoke. Police officers walked there, and police left."
    assert mentions_of(hand_made, text, {"Lume Transport Police": "ORG"}) == ["Lume Transport Police"]


@pytest.mark.parametrize("name", ["Moor´s", "Moor’s", "Moor's", "Moorʼs", "Moor′s"])
def test_a_possessive_with_any_apostrophe(name: str) -> None:
    assert name_words(name) == ("moor",)


def test_how_sure_the_pipeline_is_counts(hand_made) -> None:
    text = "Lume Marn rose. Lume Marn fell. Lume Marn is calm."
    document = hand_made.document(text, names={"Lume Marn": "ORG"})
    spans = [span[:2] for span in document.names]
    told = dict(zip(spans, [{"ORG": 0.5, "LOC": 0.45}, {"ORG": 0.5, "LOC": 0.45}, {"ORG": 0.0, "LOC": 1.0}]))
    names = tuple((start, end, max(told[start, end], key=told[start, end].get)) for start, end in spans)
    assert {name.label for name in find_names(replace(document, names=names, shares=told))} == {"LOC"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Runa came. They saw Runa.", "LOC Runa"),
        ("Runa Moor came. They saw Runa.", "PERSON Runa"),
        ("Ada Runa came. They saw Runa.", "PERSON Runa"),
    ],
)
def test_a_lone_word_is_a_person_where_a_full_name_has_it(hand_made, text: str, expected: str) -> None:
    names = {"Runa Moor": "PERSON", "Ada Runa": "PERSON", "Runa": "PERSON"}
    assert expected in labels_of(hand_made, text, names, {"Runa": [{"PERSON": 0.6, "LOC": 0.4}] * 2})


def test_a_town_that_an_airline_or_paper_is_named_after_stays_a_town(hand_made) -> None:
    text = "Lume Marn is calm, Lume Marn Airlines said, and the Lume Marn Times agreed."
    names = {"Lume Marn Airlines": "ORG", "Lume Marn Times": "ORG", "Lume Marn": "LOC"}
    sure, unsure = {"LOC": 0.97, "ORG": 0.03}, {"LOC": 0.6, "ORG": 0.4}
    assert "LOC Lume Marn" in labels_of(hand_made, text, names, {"Lume Marn": [sure]})
    assert "ORG Lume Marn" in labels_of(hand_made, text, names, {"Lume Marn": [unsure]})
    assert "LOC Lume Marn" in labels_of(hand_made, text.replace("Airlines", "Square"), names, {"Lume Marn": [unsure]})


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("They met in Tosk, Marnland.", "LOC", ["Tosk", "Marnland"]),
        ("They met Ada Moor/Harbour Press.", "PERSON", ["Ada Moor", "Harbour Press"]),
        ("They met Mei Ka-ming.", "PERSON", ["Mei Ka-ming"]),
        ("They met Tosk-facing Marn.", "LOC", ["Tosk", "Marn"]),
        ("They met (D-Zembla) there.", "PERSON", ["Zembla"]),
        ("They met D-Zembla there.", "PERSON", ["D-Zembla"]),
    ],
)
def test_what_is_two_names_is_cut(hand_made, text: str, label: str, expected: list[str]) -> None:
    marked = text.removeprefix("They met ").removeprefix("in ").removesuffix(".").removesuffix(" there").strip("()")
    assert mentions_of(hand_made, text, {marked: label}) == expected


def test_a_body_and_a_country_before_a_noun_are_two_names(hand_made) -> None:
    names = {"ULX Zembla": "ORG", "Zembla": "LOC"}
    text = "The ULX Zembla envoy left Zembla."
    tree = "DT/det/3 NNP/compound/3 NNP/compound/3 NN/nsubj/4 VBD/ROOT/4 NNP/obj/4 ./punct/4"
    document = hand_made.document(text, trees={text: tree}, names=names)
    assert [document.words(document.span(name.start, name.end)) for name in find_names(document)] == [
        "ULX",
        "Zembla",
        "Zembla",
    ]
    assert "ULX Zembla" in mentions_of(hand_made, "They left ULX Zembla, and Zembla.", names)


def test_a_peoples_adjective_is_no_place(hand_made) -> None:
    text = "The Marnish peninsula lies in the north-west Zemblan district."
    tree = (
        "DT/det/2 JJ/amod/2 NN/nsubj/3 VBZ/ROOT/3 IN/case/10 DT/det/10 RB/advmod/9 HYPH/punct/6 NN/dep/6 JJ/amod/10 "
        "NN/obl/3 ./punct/3"
    )
    names = {"Marnish peninsula": "LOC", "north-west Zemblan": "LOC"}
    document = hand_made.document(text, trees={text: tree}, names=names)
    found = {document.words(document.span(name.start, name.end)): name.label for name in find_names(document)}
    assert found == {"Marnish peninsula": "LOC", "Zemblan": "NORP"}


def test_the_north_is_the_place_whose_name_it_is_half_of(hand_made) -> None:
    text = "North Marn won. The North left North Marn for South Marn or North Tosk. The South won."
    names = dict.fromkeys(["North Marn", "South Marn", "North Tosk", "North", "South"], "LOC")
    found = entities_of(hand_made, text, names)
    assert found["LOC North Marn"] == ("North Marn", "North") and found["LOC South Marn"] == ("South Marn", "South")
    assert "LOC North" in entities_of(hand_made, "The North left North Marn for North Tosk.", names)


def test_kinds_that_are_known_from_the_words() -> None:
    assert known_kind(name_words("the U.N.")) == "ORG" and known_kind(name_words("N. Korea")) == "LOC"
    assert own_votes(("lume", "bank")).keys() == {"ORG"} and own_votes(("west", "bank")).keys() == {"LOC"}
    assert own_votes(("lume", "hospital")) == {} and own_votes(("ministry", "of", "rivers")).keys() == {"ORG"}
    assert own_votes(("lume", "bank", "town", "of", "tosk")) == {}
