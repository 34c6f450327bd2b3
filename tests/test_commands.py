"""The command line describes itself, and README.md describes every command and option."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import main, make_parser


def list_commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    (choices,) = (action.choices for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction))
    yield from choices.items()


COMMANDS = dict(list_commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str, root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert f"`briefings {name}" in readme
    for action in COMMANDS[name]._actions:
        assert action.help, f"{name} {action.dest} has no help"
        for option in action.option_strings:
            if option not in ("-h", "--help"):
                assert option in readme, f"README.md says nothing of {name} {option}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    assert caught.value.code == 0
    assert COMMANDS[name].description in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "arguments", [[], ["bulid"], ["build", "--as-of", "yesterday"], ["build", "--jobs", "0"], ["show"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_fault_is_one_line_and_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "briefings.yml").write_text("sedes: x")
    assert main(["--project", str(tmp_path), "check"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("briefings: ") and "sedes" in error and error.count("\n") == 1


def test_show_without_a_build_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tmp_path), "show", "1"]) == 1
    assert "briefings build" in capsys.readouterr().err


def test_show_prints_a_story_as_text(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(root), "show", "1"]) == 0
    text = capsys.readouterr().out
    title, line, *_ = text.splitlines()
    assert line == "=" * len(title) and "\nIn brief\n--------\n" in text
    assert "](" not in text and "<" not in text and "\n[4] Middle East Eye: " in text
    assert main(["--project", str(root), "show", "no such story"]) == 1
    assert "known are" in capsys.readouterr().err


@pytest.mark.pipeline
def test_timeline_prints_days_in_order_with_words_of_the_seeds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = "The council of Norvik closed the old bridge on Monday. The ferry sank off Norvik on 2 May 2020."
    (seeds / "a.txt").write_text(f"---\npublished: 2020-05-05\n---\n{text}\n", encoding="utf-8")
    command = ["--project", str(tmp_path), "timeline"]
    assert main([*command, "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert [entry["date"] for entry in entries] == ["2020-05-02", "2020-05-04"]
    for entry in entries:
        (citation,) = entry["citations"]
        assert citation["seed"] == "a.txt" and entry["text"] == text[citation["start"] : citation["end"]]
    assert main([*command, "--entries", "1", "--sentences", "1"]) == 0
    assert capsys.readouterr().out.count(" May 2020\n") == 1


def test_check_says_what_was_understood_and_cut(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(root), "check", "--strict", "--json"]) == 0
    views = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(views) == 5
    assert {"reason": "sharing", "text": "Share"} in views[4]["cuts"]
    assert main(["--project", str(root), "check"]) == 0
    assert "2016-04-11 (from text)" in capsys.readouterr().out


@pytest.mark.pipeline
def test_annotate_gives_offsets_into_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "Bridge closed\n\nThe mayor of Norvik, Ada Holm, said on Monday that the bridge would stay closed for a week.\n"
    )
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "empty.txt").write_text("")
    assert main(["annotate", str(tmp_path / "a.txt"), str(tmp_path / "empty.txt")]) == 1
    out, err = capsys.readouterr()
    (line,) = out.splitlines()
    view = json.loads(line)
    assert view["text"] == text and view["headline"] == "Bridge closed"
    found = {(text[time["start"] : time["end"]], time["type"], time["value"]) for time in view["times"]}
    assert ("Monday", "DATE", "XXXX-WXX-1") in found
    (said,) = [item for item in view["attributions"] if item["cue"] and "said" in text[slice(*item["cue"])]]
    assert "mayor" in text[slice(*said["source"])] and "closed" in text[slice(*said["content"][0])]
    assert "empty.txt" in err
