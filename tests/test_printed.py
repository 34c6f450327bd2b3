"""A page's cited words are read back as a reader sees them."""

from __future__ import annotations

from generator.printed import Printed, read_page

PAGE = """---
title: "x"
---

# A headline

- The bridge \\[over the Sund\\] is closed.<sup id="S1-0-9">[1](../articles/aa11.md#p0-33) [2](../articles/bb22.md#p5-9)</sup> More.

| What | Figure |
|---|---|
| people | 4,000 people<sup>[1](../articles/aa11.md#p40-90)</sup> |
"""


def test_words_and_marks_are_paired() -> None:
    assert list(read_page("stories/x.md", PAGE)) == [
        Printed("aa11", 0, 33, "The bridge [over the Sund] is closed.", False),
        Printed("bb22", 5, 9, "The bridge [over the Sund] is closed.", True),
        Printed("aa11", 40, 90, "4,000 people", False),
    ]


def test_an_article_page_prints_passages_under_their_places() -> None:
    page = '<div class="passage" id="p3-8" markdown="1">\n\n> Words &lt;here&gt;\n\n<small>3–8</small>\n\n</div>\n'
    assert list(read_page("articles/aa11.md", page)) == [Printed("aa11", 3, 8, "Words <here>", False)]
    assert list(read_page("stories/aa11.md", page)) == []
