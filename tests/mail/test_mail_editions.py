"""Generated editions: under 90 KB whatever is in them, every citation kept, and cut at a story's end."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from benchmarks.mail_editions import measure_sizes, time_round, write_output
from generator.mail.letters import LIMIT
from generator.settings import Settings


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return write_output(tmp_path_factory.mktemp("generated"), 10, seed=7)


def test_no_html_part_reaches_the_limit(generated: Settings) -> None:
    singles, sizes, told = measure_sizes(generated, 6)
    assert len(singles) == 20 and len(sizes) == 6
    assert max(*singles, *sizes) < LIMIT
    assert max(singles) > LIMIT / 2 and max(sizes) > LIMIT / 2 and max(told) > 3


def test_each_recipient_gets_the_stories_of_the_interest(generated: Settings, tmp_path: Path) -> None:
    seconds, written = time_round(generated, 9, 3, tmp_path)
    assert written == 9 and seconds < 30
    stories = json.loads((generated.path("output") / "data" / "stories.json").read_text())
    texts = [
        " ".join(message_from_bytes(path.read_bytes(), policy=SMTP).get_body(("plain",)).get_content().split())
        for path in sorted(tmp_path.iterdir())
    ]
    assert [re.search(r"· ([\d,]+) stor", text)[1] for text in texts] == ["1", "1", "10"] * 3
    assert texts[0] == texts[3] == texts[6]
    first = " ".join(stories[0]["headline"].split())
    assert first[:40] in texts[0] and first[:40] not in texts[1]
