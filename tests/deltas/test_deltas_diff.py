"""What `briefings diff` tells of two editions of an invented town, from folders and from git revisions."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import deltas
from generator.cli import main
from generator.compare import Delta, compare_editions
from generator.settings import Settings

BRIDGE = "The bridge at Norvik was closed on Monday."
CRACKS = "Cracks were found in two of its pillars, the council said."
FOUR = "Some 4,000 people cross the bridge each day."
SIX = "About 6,000 people cross it daily, the Ferry League said."


def state(text: str, *articles: str, start: int = 0) -> dict[str, Any]:
    """A statement; each article cites it at its own place."""
    places = [{"article": one, "source": one, "start": start, "end": start + len(text)} for one in articles]
    return {"text": text, "citations": places}


def claim(value: float, words: str, statement: dict[str, Any]) -> dict[str, Any]:
    return {"value": value, "bound": "about", "words": words, "statement": statement}


def story(name: str, *articles: str, headline: str = "", **parts: Any) -> dict[str, Any]:
    """A story's record, of the fields that a comparison reads; an article is ``id`` or ``id=seed``."""
    listed = [
        {"id": one, "seed": f"{seed or one}.txt", "label": f"Outlet {one}", "headline": f"Report {one}"}
        for one, _, seed in (article.partition("=") for article in articles)
    ]
    defaults = {"brief": [], "timeline": [], "figures": [], "disagreements": [], "actors": [], "redirects": []}
    fixed = {"id": name, "permalink": f"stories/{name}", "headline": headline or f"Story {name}"}
    return {**fixed, "articles": listed, **defaults, **parts}


def edition(*stories: dict[str, Any], record: tuple[str, ...] = ()) -> dict[str, str]:
    """The data files of an edition; ``record`` are further addresses that have a page."""
    addresses = [address for one in stories for address in (one["permalink"], *one["redirects"])] + list(record)
    return {
        "stories.json": json.dumps([{"id": one["id"]} for one in stories]),
        "permalinks.json": json.dumps(dict.fromkeys(addresses, [one["articles"][0]["id"] for one in stories])),
        "manifest.json": json.dumps({f"{address}.md": "" for address in addresses}),
        **{f"stories/{one['id']}.json": json.dumps(one) for one in stories},
    }


def compare(old: dict[str, str], new: dict[str, str]) -> Delta:
    first, second = (deltas.parse_edition(files, name=name) for files, name in ((old, "old"), (new, "new")))
    return compare_editions(first, second)


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = folder / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


BEFORE = edition(
    story(
        "bridge",
        "a",
        brief=[state(BRIDGE, "a")],
        timeline=[{"date": "2031-05-05", "statement": state(BRIDGE, "a")}],
        figures=[
            {"quantity": "people", "relation": "single", "claims": [claim(4000, "4,000 people", state(FOUR, "a"))]}
        ],
        actors=[{"id": "norvik", "name": "Norvik", "kind": "LOC", "salience": 1.0}],
    )
)
# Told in another source's words, it cites what was told before.
JOINED = state("The old bridge was shut.", "b")
JOINED["citations"] += state(BRIDGE, "a")["citations"]
AFTER = edition(
    story(
        "bridge",
        "a",
        "b",
        headline="Bridge shut",
        brief=[state(BRIDGE, "a", "b"), state(CRACKS, "b")],
        timeline=[
            {"date": "2031-05-05", "statement": JOINED},
            {"date": "2031-05-02", "statement": state(CRACKS, "b", start=90)},
        ],
        figures=[
            {
                "quantity": "people",
                "relation": "disagreement",
                "claims": [
                    claim(4000, "4,000 people", state(FOUR, "a")),
                    claim(6000, "About 6,000 people", state(SIX, "b")),
                ],
            },
            {"quantity": "pillars", "relation": "single", "claims": [claim(2, "two", state(CRACKS, "b"))]},
        ],
        disagreements=[
            {
                "kind": "figure",
                "subject": "people",
                "positions": [{"statement": state(FOUR, "a")}, {"statement": state(SIX, "b")}],
            }
        ],
        actors=[
            {"id": "norvik-town", "name": "Town of Norvik", "aliases": [{"name": "Norvik"}], "kind": "LOC"},
            {"id": "league", "name": "Ferry League", "kind": "ORG", "salience": 0.5},
        ],
    ),
    story("market", "c"),
)


def test_an_edition_is_the_same_as_itself() -> None:
    delta = compare(AFTER, AFTER)
    assert not delta
    assert deltas.format_delta(delta) == "## Nothing changed\n\n2 stories tell the same as before.\n"


def test_what_a_new_source_brings_is_told_once() -> None:
    delta = compare(BEFORE, AFTER)
    (changed,) = delta.stories_changed
    assert [one.headline for one in delta.stories_added] == ["Story market"]
    assert [one.seed for one in delta.sources_added] == ["b.txt", "c.txt"]
    assert (changed.headline_before, changed.headline) == ("Story bridge", "Bridge shut")
    assert [one.seed for one in changed.sources_added] == ["b.txt"]
    assert [(one.date, one.passage.text) for one in changed.events_added] == [("2031-05-02", CRACKS)]
    assert changed.events_moved == changed.events_gone == ()
    (figure,) = changed.figures_changed
    assert (figure.relation_before, figure.relation) == ("single", "disagreement")
    assert [one.value for one in figure.added] == [6000] and [one.value for one in figure.kept] == [4000]
    assert [one.quantity for one in changed.figures_added] == ["pillars"]
    assert [one.subject for one in changed.disagreements_added] == ["people"]
    assert [one.name for one in changed.actors_added] == ["Ferry League"] and changed.actors_gone == ()
    assert (changed.sentences_added, changed.sentences_gone) == (1, 0)
    text = deltas.format_delta(delta)
    assert "**1 new story, 1 changed story, 2 new sources, 1 new event, 1 new figure, 1 changed figure, " in text
    assert f"- New event, 2 May 2031: “{CRACKS}” (Outlet b)" in text
    assert "as before “4,000 people” (Outlet a); new “About 6,000 people” (Outlet b)" in text


def test_what_went_is_what_came_the_other_way() -> None:
    back = compare(AFTER, BEFORE)
    (changed,) = back.stories_changed
    assert [one.seed for one in back.sources_gone] == ["b.txt", "c.txt"] and back.lost == ("stories/market",)
    assert [one.passage.text for one in changed.events_gone] == [CRACKS]
    assert [one.quantity for one in changed.figures_gone] == ["pillars"]
    assert [one.value for one in changed.figures_changed[0].gone] == [6000]
    assert [one.name for one in changed.actors_gone] == ["Ferry League"]
    assert "stories/market leads nowhere now" in deltas.format_delta(back)


def test_stories_that_merge_split_and_pass_articles_on() -> None:
    two = edition(story("one", "a", "b", "c"), story("two", "d"))
    merged = edition(story("one", "a", "b", "c", "d", redirects=["stories/two"]))
    delta = compare(two, merged)
    assert [(move.kind, move.before[1], move.after[1]) for move in delta.moves] == [
        ("merged", "stories/two", "stories/one")
    ]
    assert delta.redirected == (("stories/two", "stories/one"),) and delta.lost == delta.sources_added == ()
    assert "1 article of “Story two” (stories/two) merged into “Story one”" in deltas.format_delta(delta)
    delta = compare(merged, two)
    assert [(move.kind, move.before[1], move.after[1]) for move in delta.moves] == [
        ("split", "stories/one", "stories/two")
    ]
    moved = compare(two, edition(story("one", "a", "b"), story("two", "c", "d")))
    assert [(move.kind, [one.seed for one in move.sources]) for move in moved.moves] == [("moved", ["c.txt"])]


def test_a_story_of_another_id_is_the_same_where_most_articles_are() -> None:
    delta = compare(edition(story("one", "a", "b")), edition(story("other", "a", "b", "c"), story("third", "d")))
    (changed,) = delta.stories_changed
    assert changed.permalink_before == "stories/one" and [one.seed for one in changed.sources_added] == ["c.txt"]
    assert [one.permalink for one in delta.stories_added] == ["stories/third"] and delta.moves == ()


def test_a_source_whose_text_was_edited_is_the_same_source() -> None:
    old = edition(story("one", "a=x", timeline=[{"date": None, "statement": state(BRIDGE, "a")}]))
    new = edition(story("one", "b=x", timeline=[{"date": "2031", "statement": state(BRIDGE, "b", start=7)}]))
    delta = compare(old, new)
    (changed,) = delta.stories_changed
    assert [one.seed for one in changed.sources_edited] == ["x.txt"] and delta.sources_added == ()
    assert [(one.before, one.event.date) for one in changed.events_moved] == [(None, "2031")]
    assert "Event now told, 2031" in deltas.format_delta(delta)


def test_an_address_of_a_storyline_is_lost_when_its_page_is() -> None:
    delta = compare(edition(story("one", "a"), record=("storylines/x",)), edition(story("one", "a")))
    assert delta.lost == ("storylines/x",) and delta


def test_an_address_whose_page_says_that_all_is_gone_is_lost() -> None:
    delta = compare(edition(story("one", "a"), story("two", "b")), edition(story("one", "a"), record=("stories/two",)))
    assert delta.lost == ()
    gone = edition(story("one", "a"), record=("stories/two",))
    gone["permalinks.json"] = json.dumps({"stories/one": ["a"], "stories/two": ["b"]})
    assert compare(edition(story("one", "a"), story("two", "b")), gone).lost == ("stories/two",)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_no_order_of_the_data_matters(chance: random.Random) -> None:
    def shuffle(value: Any) -> Any:
        if isinstance(value, list):
            return [shuffle(item) for item in chance.sample(value, len(value))]
        return {key: shuffle(item) for key, item in value.items()} if isinstance(value, dict) else value

    def shuffle_files(files: dict[str, str]) -> dict[str, str]:
        values = {path: json.loads(text) for path, text in files.items()}
        for path, value in values.items():
            if path.startswith("stories/"):  # the order of a statement's citations tells whose words it has
                value.update({key: chance.sample(part, len(part)) for key, part in value.items() if type(part) is list})
        values["stories.json"] = shuffle(values["stories.json"])
        return {path: json.dumps(value) for path, value in values.items()}

    assert compare(shuffle_files(BEFORE), shuffle_files(AFTER)) == compare(BEFORE, AFTER)


ARTICLES = "abcdefg"
GROUPING = st.lists(st.integers(min_value=0, max_value=4), min_size=len(ARTICLES), max_size=len(ARTICLES))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(GROUPING, GROUPING)
def test_each_article_stays_moves_comes_or_goes(first: list[int], second: list[int]) -> None:
    """Articles in any two groupings; number 0 is in none. Ids differ: articles alone tell which story is which."""

    def group(numbers: list[int], name: str) -> dict[str, set[str]]:
        groups: dict[str, set[str]] = {}
        for article, number in zip(ARTICLES, numbers):
            if number:
                groups.setdefault(f"{name}{number}", set()).add(article)
        return groups

    old, new = group(first, "old"), group(second, "new")
    delta = compare(*(edition(*(story(name, *sorted(one)) for name, one in groups.items())) for groups in (old, new)))
    before, after = set().union(*old.values()), set().union(*new.values())
    assert {one.article for one in delta.sources_added} == after - before
    assert {one.article for one in delta.sources_gone} == before - after
    moved = [source.article for move in delta.moves for source in move.sources]
    stays = {
        article
        for one in delta.stories_changed
        for article in old[one.permalink_before.split("/")[1]] & new[one.permalink.split("/")[1]]
    }
    assert len(moved) == len(set(moved)) and set(moved) | stays == before & after and not set(moved) & stays
    assert len(delta.stories_added) + len(delta.stories_changed) == len(new)
    assert len(delta.stories_gone) + len(delta.stories_changed) == len(old)


def test_hostile_words_make_no_element_and_call_nobody() -> None:
    bad = "<script>alert(1)</script> [x](javascript:1) ![i](http://evil.example/) @everyone closes #12, GH-3 `$a$`"
    bad += "\u202e\n# heading\n- item | cell"
    new = edition(
        story(
            "one",
            "a",
            headline=bad,
            timeline=[{"date": bad, "statement": state(bad, "a")}],
            figures=[{"quantity": bad, "relation": "update", "claims": [claim(1, bad, state(bad, "a"))]}],
            disagreements=[{"kind": bad, "subject": bad, "positions": [{"statement": state(bad, "a")}]}],
            actors=[{"id": "x", "name": bad, "kind": bad}],
        )
    )
    text = deltas.format_delta(compare(edition(story("one", "a", headline="Quiet")), new))
    text += deltas.format_delta(compare(new, edition(story("two", "b", headline=bad))))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= {"h2", "h3", "p", "ul", "li", "strong", "span"}
    assert not re.search(r"@(?!&#8203;)\w|(?<!&)#(?!&#8203;)\d|GH-\d|\$[^<]", text) and "\u202e" not in text
    assert "&lt;script&gt;alert(1)" in html and "@\u200beveryone" in html


def test_long_lists_are_folded() -> None:
    events = [{"date": f"2031-05-{day:02}", "statement": state(f"Thing {day}.", "a")} for day in range(1, 14)]
    for day, event in enumerate(events):
        event["statement"]["citations"][0]["start"] = day
    text = deltas.format_delta(compare(edition(story("one", "a")), edition(story("one", "a", timeline=events))))
    assert text.count("- New event, ") == 5 and "- and 8 more (new events)" in text
    fresh = [story(f"s{number:02}", f"a{number}", brief=[state(BRIDGE, f"a{number}")]) for number in range(40)]
    plain = [story(f"s{number:02}", f"a{number}") for number in range(40)]
    text = deltas.format_delta(compare(edition(*plain), edition(*fresh[:-1], {**fresh[-1], "timeline": events})))
    assert text.index("stories/s39") < text.index("stories/s00") and "and 15 more (changed stories)" in text
    many = edition(*(story(f"s{number}", f"a{number}") for number in range(40)))
    assert "and 15 more (new stories)" in deltas.format_delta(compare(edition(), many))
    assert len(compare(edition(), many).stories_added) == 40


def test_every_field_that_is_compared_is_read_from_what_a_build_writes(root: Path) -> None:
    files = deltas.read_data(str(root / "briefings"), settings=Settings(root=root))
    first = deltas.parse_edition(files, name="briefings")
    assert any(address.startswith("storylines/") for address in first.addresses)
    for field in ("sources", "events", "figures", "disagreements", "actors", "told"):
        assert any(getattr(one, field) for one in first.stories), field
    for one in first.stories:
        assert all(event.passage.outlets and event.passage.places for event in one.events)
    assert not compare_editions(first, first)


def test_status_and_json_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = write(tmp_path / "old", BEFORE), write(tmp_path / "briefings", AFTER)
    command = ["--project", str(tmp_path), "diff"]
    assert main([*command, str(new), str(new)]) == 0
    capsys.readouterr()
    assert main([*command, str(old), "--json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert result["changed"] and result["counts"]["events_added"] == 1
    assert result["stories_changed"][0]["events_added"][0]["passage"]["places"] == [["b", 90, 90 + len(CRACKS)]]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "data" / "stories.json").write_text("{}"), "data/stories.json is not what"),
        (lambda folder: (folder / "data" / "stories" / "bridge.json").write_text('{"id": 1}'), "bridge.json is not"),
        (lambda folder: (folder / "data" / "stories" / "bridge.json").unlink(), "has no data/stories/bridge.json"),
        (lambda folder: (folder / "data" / "stories" / "bridge.json").write_bytes(b"\xff"), "cannot be read"),
        (lambda folder: shutil.rmtree(folder / "data"), "has no data/stories.json"),
        (lambda folder: shutil.rmtree(folder), "in no git repository"),
    ],
)
def test_trouble_is_one_line_and_status_2(
    spoil: Any, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path / "briefings", AFTER)
    spoil(write(tmp_path / "old", BEFORE))
    assert main(["--project", str(tmp_path), "diff", str(tmp_path / "old")]) == 2
    error = capsys.readouterr().err
    assert said in error and error.startswith("briefings: ") and error.count("\n") == 1


def test_git_revisions_of_a_project_below_the_top_of_its_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "news"

    def git(*arguments: str) -> None:
        named = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(tmp_path), *named, *arguments], check=True, capture_output=True)

    git("init", "--initial-branch=main")
    git("commit", "--allow-empty", "-m", "nothing yet")
    write(project / "briefings", BEFORE)
    git("add", ".")
    git("commit", "-m", "one source")
    shutil.rmtree(project / "briefings")
    write(project / "briefings", AFTER)
    command = ["--project", str(project), "diff"]
    assert main([*command, "HEAD"]) == 1
    assert "1 new story" in capsys.readouterr().out
    git("add", ".")
    git("commit", "-m", "two sources")
    assert main([*command, "HEAD~1", "HEAD"]) == 1 and main([*command, "HEAD"]) == 0
    capsys.readouterr()
    for name, said in (("nowhere", "no such folder or revision"), ("HEAD~2", "holds no briefings/data/stories.json")):
        assert main([*command, name]) == 2
        assert said in capsys.readouterr().err
