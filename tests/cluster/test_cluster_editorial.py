"""What an editor decides about stories."""

from __future__ import annotations

import pytest

from generator.cluster import cluster_articles
from generator.settings import Editorial, Settings

ITEMS = [
    (
        "storm1",
        "A storm tore roofs from houses in Pellin. Mayor Dorra of Pellin closed schools in Pellin after the storm.",
    ),
    ("storm2", "Mayor Dorra closed schools in Pellin after a storm. The storm tore roofs from houses in Pellin."),
    ("trial1", "The court in Ostermark heard banker Quill deny fraud. Judge Hebb adjourned the trial of Quill."),
    (
        "trial2",
        "Banker Quill denied fraud before judge Hebb. The trial of Quill in Ostermark was adjourned by the court.",
    ),
]


@pytest.fixture
def cluster(collect):
    def cluster_with(**decisions):
        articles, analyses = collect(*ITEMS)
        return cluster_articles(
            articles, analyses, settings=Settings(), editorial=Editorial(**decisions), permalinks=()
        )

    return cluster_with


def groups_of(clustering):
    return sorted(sorted(found.articles) for found in clustering.clusters)


def test_without_decisions(cluster):
    assert groups_of(cluster()) == [["storm1", "storm2"], ["trial1", "trial2"]]


def test_merge_joins_the_whole_stories_of_its_seeds(cluster):
    found = cluster(merge=(("storm1.txt", "trial1.txt"),))
    assert groups_of(found) == [["storm1", "storm2", "trial1", "trial2"]] and found.problems == ()


def test_split_keeps_its_seeds_apart(cluster):
    assert groups_of(cluster(split=(("storm1.txt", "storm2.txt"),))) == [["storm1"], ["storm2"], ["trial1", "trial2"]]


def test_move_takes_one_seed_to_the_story_of_another(cluster):
    found = cluster(move=(("storm2.txt", "trial1.txt"),))
    assert groups_of(found) == [["storm1"], ["storm2", "trial1", "trial2"]] and found.problems == ()


def test_moves_are_taken_line_by_line(cluster):
    found = cluster(move=(("storm2.txt", "trial1.txt"), ("storm1.txt", "storm2.txt")))
    assert groups_of(found) == [["storm1", "storm2", "trial1", "trial2"]]


def test_rename_gives_the_story_a_headline(cluster):
    found = cluster(rename=(("trial2.txt", "Quill on trial"),))
    assert [one.headline for one in found.clusters if "trial1" in one.articles] == ["Quill on trial"]
    assert [one.headline for one in found.clusters if "storm1" in one.articles] == [None]


@pytest.mark.parametrize(
    "decisions, words",
    [
        ({"merge": (("storm1.txt", "gone.txt"),)}, "merge: no such seed: gone.txt"),
        ({"split": (("gone.txt", "trial1.txt"),)}, "split: no such seed: gone.txt"),
        ({"rename": (("gone.txt", "A headline"),)}, "rename: no such seed: gone.txt"),
        ({"move": (("gone.txt", "trial1.txt"),)}, "move: no such seed: gone.txt"),
        ({"move": (("trial1.txt", "trial1.txt"),)}, "move: trial1.txt cannot go to itself"),
        (
            {"move": (("trial1.txt", "trial2.txt"),)},
            "move: trial1.txt to trial2.txt: they are one story already",
        ),
        ({"merge": (("storm1.txt",),)}, "merge: storm1.txt needs two seeds"),
    ],
)
def test_a_line_that_no_longer_fits_is_a_problem_that_names_it(cluster, decisions, words):
    found = cluster(**decisions)
    assert [(problem.stage, problem.subject, problem.message) for problem in found.problems] == [
        ("cluster", "editorial.yml", words)
    ]
    assert groups_of(found) == groups_of(cluster())


def test_a_merge_that_a_split_forbids_is_a_problem(cluster):
    found = cluster(merge=(("storm1.txt", "trial1.txt"),), split=(("storm2.txt", "trial2.txt"),))
    assert len(found.clusters) == 2 and "cannot be one story" in found.problems[0].message


def test_a_move_that_a_split_forbids_is_a_problem(cluster):
    found = cluster(move=(("storm1.txt", "trial1.txt"),), split=(("storm1.txt", "trial2.txt"),))
    assert groups_of(found) == [["storm1", "storm2"], ["trial1", "trial2"]]
    assert "is what split forbids" in found.problems[0].message


def test_two_headlines_for_one_story(cluster):
    found = cluster(rename=(("trial1.txt", "One"), ("trial2.txt", "Two")))
    assert found.clusters[1].headline == "One" and "already renamed" in found.problems[0].message
