"""Quality floors on gold data: a change that loses more than rounding must say so here.

Each floor is what was measured with the shipped pipeline, less a point. The data is not part of the project: where
BRIEFINGS_DATA (default ../shared) does not hold it, the check is skipped and says which.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = [
    ("score_times", [], {r"relaxed F1 ([\d.]+)": 94.0, r"strict F1 ([\d.]+)": 90.6, r"value F1 ([\d.]+)": 85.4}),
    ("score_event_days", [], {r"([\d.]+) % of those with a day are right": 88.0}),
    ("score_actors", ["--mentions", "gold"], {r"ours .*F1 0?\.(\d+)": 900}),
    (
        "score_attributions",
        [],
        {
            r"exact cue .*F1 +([\d.]+)": 71.5,
            r"exact source .*F1 +([\d.]+)": 74.8,
            r"token content .*F1 +([\d.]+)": 82.9,
            r"quotations with speaker .*F1 +([\d.]+)": 89.5,
        },
    ),
    (
        "score_clusters",
        [],
        {
            r"web_news_events(?:.|\n)*?briefings.*?F1 +([\d.]+)": 97.0,
            r"ecbplus(?:.|\n)*?briefings.*?F1 +([\d.]+)": 93.0,
        },
    ),
    (
        "score_timelines",
        ["--topics", "h1n1"],
        {r"t17: Date-F1 0?\.(\d+)": 820, r"t17: .*AR1 0?\.(\d+)": 213, r"t17: .*AR2 0?\.(\d+)": 38},
    ),
]


@pytest.mark.pipeline
@pytest.mark.parametrize("name, options, floors", FLOORS, ids=[name for name, _, _ in FLOORS])
def test_no_figure_falls_below_its_floor(name: str, options: list[str], floors: dict[str, float], root: Path) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    if "skipped" in result.stdout:
        pytest.skip(result.stdout.strip().splitlines()[0])
    for pattern, floor in floors.items():
        found = re.search(pattern, result.stdout)
        assert found, f"no figure for {pattern}:\n{result.stdout}"
        assert float(found[1]) >= floor, f"{pattern}: {found[1]}, the floor is {floor}"
