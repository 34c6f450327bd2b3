"""The command line describes itself, and README.md describes every command and option."""

from __future__ import annotations

import argparse
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


@pytest.mark.parametrize("arguments", [[], ["bulid"], ["build", "--as-of", "yesterday"], ["build", "--jobs", "0"], ["show"]])
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
