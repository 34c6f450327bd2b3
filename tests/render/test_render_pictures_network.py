"""The network of a storyline's actors: who is tied to whom, where they stand, and that no name lies on another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from fictional_edition import FLOOD, STORIES
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reading import HOSTILE, list_texts, read_picture

from generator.records import Actor, Alias, Saying, Statement
from generator.render.pictures import draw_network, find_network, list_partners
from generator.render.pictures.lettering import Box, measure
from generator.render.pictures.network import LETTERS, WIDTH, choose_ties, order_slots, place_nodes
from generator.render.pictures.ties import ACTORS, Member, Network, Tie

EMPTY = replace(
    FLOOD, brief=(), account=(), background=(), timeline=(), sayings=(), actors=(), figures=(), disagreements=()
)


def _actor(name: str, *aliases: str) -> Actor:
    key = name.lower().replace(" ", "-")
    return Actor(key, name, "ORG", tuple(Alias(form, ("a",)) for form in aliases), (), (), 1.0)


def _story(actors, *sentences: str, sayings=()):
    told = tuple(Statement(text, ()) for text in sentences)
    said = tuple(Saying(actor, actor, "said", "direct", "neutral", Statement(text, ())) for actor, text in sayings)
    return replace(EMPTY, actors=tuple(actors), account=told, sayings=said)


def _ties(network: Network) -> dict[tuple[str, str], Tie]:
    names = [member.name for member in network.members]
    return {(names[tie.first], names[tie.second]): tie for tie in network.ties}


def test_ties_are_sentences_that_name_both_by_any_of_their_names():
    actors = [_actor("Bank of Verrin", "the Bank"), _actor("Verrin"), _actor("Ilse Tormund", "Tormund")]
    one = _story(
        actors,
        "The Bank of Verrin sued Verrin.",
        "The Bank of Verrin sued Verrin.",
        "Tormund left the Bank.",
        "Verrin and Verrington are towns; Tormunds are many.",
    )
    two = _story(actors, "Ilse Tormund and the Bank of Verrin settled.")
    network = find_network([one, two])
    ties = _ties(network)
    assert [member.name for member in network.members] == ["Bank of Verrin", "Ilse Tormund", "Verrin"]
    assert {names: (tie.sentences, tie.stories) for names, tie in ties.items()} == {
        ("Bank of Verrin", "Ilse Tormund"): (2, 2),
        ("Bank of Verrin", "Verrin"): (1, 1),
    }


def test_who_is_quoted_speaks_of_those_whom_the_sentence_names():
    actors = [_actor("Ada"), _actor("Ben"), _actor("Cid")]
    network = find_network([_story(actors, "Ben met Cid.", sayings=[("ada", "Ben is late, she said.")])])
    ties = _ties(network)
    tie = ties.get(("Ada", "Ben")) or ties[("Ben", "Ada")]
    ben_first = ("Ben", "Ada") in ties
    assert (tie.forward, tie.backward) == ((0, 1) if ben_first else (1, 0))
    rows = {row.member.name: row for row in list_partners(network)}
    assert [(one.name, number) for one, number in rows["Ada"].spoken_of] == [("Ben", 1)]
    assert not rows["Ben"].spoken_of and {one.name for one, _ in rows["Ben"].together} == {"Ada", "Cid"}
    assert "Arrows lead from who is quoted" in draw_network(network)


def test_a_name_that_two_bear_ties_nobody():
    actors = [_actor("Ada Quill", "Quill"), _actor("Ben Quill", "Quill"), _actor("Cid"), _actor("Dee")]
    network = find_network([_story(actors, "Quill met Cid.", "Ada Quill met Cid.", "Cid met Dee.")])
    assert {member.name for member in network.members} == {"Ada Quill", "Cid", "Dee"}


def test_there_is_no_network_of_too_few():
    assert find_network([]) is None and draw_network(None) is None
    assert find_network([_story([_actor("Ada"), _actor("Ben")], "Ada met Ben.")]) is None
    assert find_network([_story([_actor("Ada"), _actor("Ben"), _actor("Cid")], "Ada slept.", "Ben ate.")]) is None


def test_the_network_of_the_invented_storyline_names_its_actors():
    network = find_network(STORIES)
    if network is not None:
        svg = read_picture(draw_network(network))
        assert {member.name for member in network.members} >= set(list_texts(svg)) - {"…"}


members = st.lists(st.tuples(st.text(min_size=1, max_size=70), st.integers(1, 300)), min_size=3, max_size=ACTORS)


@st.composite
def networks(draw) -> Network:
    given_members = draw(members)
    made = tuple(Member(f"a{at}", name, "ORG", 1, number) for at, (name, number) in enumerate(given_members))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(len(made)), 2))), unique=True, min_size=2))
    ties = [Tie(*pair, draw(st.integers(1, 60)), 1, draw(st.integers(0, 2)), draw(st.integers(0, 2))) for pair in pairs]
    return Network(made, tuple(sorted(ties, key=lambda tie: (-tie.sentences, tie.first, tie.second))))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(networks())
def test_no_name_lies_on_another_or_on_a_dot_and_all_lie_within(network):
    ties = choose_ties(network)
    nodes = place_nodes(network.members, ties)
    figure = draw_network(network)
    svg = read_picture(figure)
    assert figure == draw_network(network)
    room = Box(0, 0, WIDTH, float(svg.get("viewBox").split()[3]))
    dots = [Box(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in nodes]
    boxes = [node.box for node in nodes]
    for one, other in (*combinations(boxes, 2), *combinations(dots, 2)):
        assert not one.overlaps(other)
    assert not any(box.overlaps(dot) for box in boxes for dot in dots)
    assert all(box.within(room) for box in (*boxes, *dots))
    assert all(measure(line, LETTERS) <= node.box.right - node.box.left + 0.01 for node in nodes for line in node.lines)
    assert len(ties) <= max(len(network.members), round(1.5 * len(network.members) + 1))


def test_no_exchange_of_two_would_make_the_lines_shorter():
    ties = (Tie(0, 3, 90, 1, 0, 0), Tie(0, 4, 9, 1, 0, 0), Tie(1, 2, 4, 1, 0, 0), Tie(2, 4, 1, 1, 0, 0))
    slots = [(0.0, level, 1) for level in (0.0, 10.0, 30.0, 200.0, 400.0)]

    def cost(order):
        lengths = [abs(slots[order[tie.first]][1] - slots[order[tie.second]][1]) for tie in ties]
        return sum(length * tie.sentences**0.5 for length, tie in zip(lengths, ties, strict=True))

    order = order_slots(5, ties, slots)
    assert sorted(order) == [0, 1, 2, 3, 4] and cost(order) < cost(range(5))
    for one, other in combinations(range(5), 2):
        changed = list(order)
        changed[one], changed[other] = changed[other], changed[one]
        assert cost(changed) >= cost(order) - 1e-6


def test_hostile_names_are_words():
    made = tuple(Member(f"a{at}", f"{HOSTILE} {at}", "ORG", 1, 1) for at in range(3))
    figure = draw_network(Network(made, (Tie(0, 1, 1, 1, 1, 0), Tie(1, 2, 1, 1, 0, 0))))
    assert read_picture(figure) is not None and "<script" not in figure
