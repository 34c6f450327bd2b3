"""How the weights of page furniture are estimated."""

from __future__ import annotations

import random

from training.furniture import LINES, fit, put_lines, read_lines


def test_weights_tell_what_goes_with_furniture():
    traits = [frozenset({"open", "page words"}), frozenset({"ended"}), frozenset({"open"}), frozenset({"ended", "we"})]
    weights = fit(traits * 50, [True, False, False, False] * 50)
    assert list(weights) == ["bias", "ended", "open", "page words", "we"]
    assert weights["page words"] > 2 > 0 > weights["ended"] and abs(weights["we"]) < 1
    assert fit(traits * 50, [True, False, False, False] * 50) == weights


def test_every_second_line_is_put_where_it_stands():
    lines = read_lines()
    rows = [line for line in LINES.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    assert len(lines) == (len(rows) + 1) // 2
    text = "\n\n".join(f"Sentence {number} of the story was told." for number in range(8))
    payload, put = put_lines(text, lines, random.Random(1))
    paragraphs = payload.split("\n\n")
    assert len(put) == 6 and put <= set(paragraphs) and len(paragraphs) == 14
    tails = {line for place, line in lines if place == "tail"} & put
    assert all(paragraphs.index(line) > 6 for line in tails)
