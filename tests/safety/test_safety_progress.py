"""Progress: counts, rate and time left on a terminal, few lines elsewhere; problems cannot steer a terminal."""

from __future__ import annotations

import io

from generator.records import Problem
from generator.report import make_progress, print_problems


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, *, total: int, seconds: float) -> list[str]:
    """Work on ``total`` items that take so many seconds each."""
    now = [0.0]
    show = make_progress(stream, clock=lambda: now[0])
    for done in range(1, total + 1):
        now[0] += seconds
        show("analyzed", done, total)
    return stream.getvalue().replace("\r", "\n").replace("\x1b[K", "").split("\n")


def test_a_terminal_shows_count_rate_and_time_left() -> None:
    lines = run(Terminal(), total=1200, seconds=0.1)
    assert "analyzed 601 of 1,200, 10.0 a second, 60 s left" in lines
    assert lines[-2:] == ["analyzed 1,200 of 1,200, 10.0 a second", ""]
    assert any(line.endswith("2 min left") for line in lines)
    assert lines[1] == "analyzed 1 of 1,200"


def test_a_log_has_a_line_now_and_then() -> None:
    lines = run(io.StringIO(), total=1000, seconds=0.125)
    assert [line.split(",")[0] for line in lines] == [
        "analyzed 241 of 1",
        "analyzed 481 of 1",
        "analyzed 721 of 1",
        "analyzed 961 of 1",
        "analyzed 1",
        "",
    ]
    assert run(io.StringIO(), total=5, seconds=0.01) == ["analyzed 5 of 5", ""]


def test_a_problem_cannot_steer_a_terminal() -> None:
    stream = io.StringIO()
    print_problems([Problem("read", "\x1b[31ma\u202eb.txt", "is\n\x9b2J \x07bad", "\x00")], stream)
    assert stream.getvalue() == "problem: \\x1b[31ma\\u202eb.txt: is \\x9b2J \\x07bad (\\x00)\n"
