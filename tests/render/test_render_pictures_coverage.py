"""Coverage over days: rows, bars, and what has no day."""

from __future__ import annotations

from dataclasses import replace

from fictional_edition import FLOOD, STORIES
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reading import HOSTILE, list_texts, read_picture

from generator.render.pictures import draw_coverage, list_outlets, list_stories
from generator.render.pictures.coverage import ROWS, Row

FIRST = FLOOD.articles[0]


def _story(*articles: tuple[str, str | None, str]):
    """A story of articles: source, day, how the day is known."""
    made = [
        replace(FIRST, id=f"{place:016x}", source=source, label=source.title(), published=day, published_by=known)
        for place, (source, day, known) in enumerate(articles)
    ]
    return replace(FLOOD, articles=tuple(made))


def test_a_row_for_each_outlet_the_first_to_report_first_the_undated_last():
    story = _story(
        ("echo", "2031-05-04T10:00:00Z", "metadata"),
        ("post", None, "metadata"),
        ("courier", "2031-05-03", "page"),
        ("echo", "2031-05-06", "inferred"),
        ("echo", "2031-05", "metadata"),
    )
    rows = list_outlets(story)
    assert [(row.name, row.days, row.undated) for row in rows] == [
        ("Courier", (("2031-05-03", 1),), 0),
        ("Echo", (("2031-05-04", 1), ("2031-05-06", 1)), 1),
        ("Post", (), 1),
    ]
    assert rows[1].inferred == {"2031-05-06"} and rows[1].articles == 3
    figure = draw_coverage(rows, rows_of="outlet")
    svg = read_picture(figure)
    assert [one.get("class") for one in svg.findall(".//{*}circle")] == ["told", "told", "inferred"]
    assert len(svg.findall(".//{*}rect")) == 3
    assert list(list_texts(svg)) == ["All", "1", "Courier", "Echo", "3 May 2031", "6 May 2031"]
    assert "2 articles without a known day." in figure and "A ring is a day that is inferred." in figure


def test_bars_count_all_articles_of_a_day():
    days = ["2031-05-03"] * 3 + ["2031-05-04"]
    rows = list_outlets(_story(*((f"o{place}", day, "page") for place, day in enumerate(days))))
    svg = read_picture(draw_coverage(rows, rows_of="outlet"))
    assert [one[0].text for one in svg.findall(".//{*}rect")] == ["3 May 2031: 3 articles", "4 May 2031: 1 article"]
    heights = [int(one.get("height")) for one in svg.findall(".//{*}rect")]
    assert heights[0] > 2 * heights[1]


def test_no_picture_where_there_is_nothing_to_compare():
    assert draw_coverage((), rows_of="outlet") is None
    assert draw_coverage(list_outlets(_story(*[("a", "2031-05-03", "page")] * 5)), rows_of="outlet") is None
    two = _story(("a", "2031-05-03", "page"), ("b", "2031-05-04", "page"))
    assert draw_coverage(list_outlets(two), rows_of="outlet") is None


def test_a_storyline_has_a_row_for_each_story_and_long_names_stand_above_their_days():
    rows = list_stories(STORIES)
    assert {row.name for row in rows} == {story.headline for story in STORIES}
    long = [Row("The harbour wall of Port Verrin, once more", (("2031-05-03", 2), ("2031-05-09", 1)), frozenset(), 0)]
    short = [replace(long[0], name="Post")]
    first = [float(one.find(".//{*}circle").get("cx").rstrip("%")) for one in map(_draw, (long, short))]
    assert first[0] < 5 < 40 < first[1]


def _draw(rows):
    return read_picture(draw_coverage(rows, rows_of="story"))


def test_hostile_names_are_words_and_too_many_rows_are_counted():
    days = [(("2031-05-03", 1), ("2031-05-05", number)) for number in range(1, 31)]
    rows = [Row(f"{number} {HOSTILE}", these, frozenset(), 0) for number, these in enumerate(days)]
    figure = draw_coverage(rows, rows_of="outlet")
    svg = read_picture(figure)
    assert len(svg.findall(".//{*}circle")) == 2 * ROWS
    assert "<script" not in figure and f"{30 - ROWS} more with fewer articles" in figure


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.lists(st.dates().map(str), max_size=6), st.integers(0, 3)), max_size=8
    )
)
def test_everything_lies_within_the_picture_and_comes_out_the_same(given_rows):
    rows = [
        Row(name, tuple((day, days.count(day)) for day in sorted(set(days))), frozenset(), undated)
        for name, days, undated in given_rows
    ]
    figure = draw_coverage(rows, rows_of="outlet")
    assert figure == draw_coverage(rows, rows_of="outlet")
    if figure is None:
        return
    svg = read_picture(figure)
    height = int(svg.get("height"))
    for one in svg.iter():
        for key in ("x", "cx", "x1", "x2"):
            assert 0 <= float(one.get(key, "0").rstrip("%")) <= 100
        for key in ("y", "cy", "y1", "y2"):
            assert 0 <= float(one.get(key, "0")) <= height
