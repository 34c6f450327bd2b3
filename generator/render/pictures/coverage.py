"""Coverage over days: how many articles appeared on each, and whose they were, or which story they told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...dates import format_value
from ...records import Story, StoryArticle
from ..escape import Markdown
from .figure import count, frame, group, words, write
from .lettering import measure, shorten

# On fewer days, or of fewer articles, there is nothing to compare.
LEAST_DAYS, LEAST_ARTICLES = 2, 3
# Rows drawn, those of most articles; the others are counted in the bars alone.
ROWS = 12
# Days described one by one.
DESCRIBED_DAYS = 10

# Pixels: the bars, a row, the days under them, letters.
_BARS, _ROW, _FOOT, _LETTERS = 46, 22, 22, 12
# Per cent: the first and the last day, the widest and the thinnest bar.
_FIRST, _LAST = 45.0, 97.5
_WIDEST, _THINNEST = 5.0, 0.7
# Pixels that a phone has for a name beside its days, and for a longer one above them, which then begin at the left.
_BESIDE, _ABOVE = 129.0, 290.0
_ABOVE_ROW, _ABOVE_FIRST = 38, 3.0
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where names and days stand: the first day in per cent, the height of a row, the pixels for a name."""

    first: float
    row: int
    room: float


@dataclass(frozen=True, slots=True)
class Row:
    """Articles of one outlet, or of one story: how many on each ISO day, in order; ``inferred`` those of them on days
    that are not stated but inferred, ``undated`` those without a day."""

    name: str
    days: tuple[tuple[str, int], ...]
    inferred: frozenset[str]
    undated: int

    @property
    def articles(self) -> int:
        """How many articles the row stands for."""
        return self.undated + sum(number for _, number in self.days)


def list_outlets(story: Story) -> tuple[Row, ...]:
    """A row for each outlet of a story: the first to report stands first, who has no day last."""
    named: dict[str, list[StoryArticle]] = {}
    for article in story.articles:
        named.setdefault(article.source, []).append(article)
    return _order(_make_row(articles[0].label, articles) for articles in named.values())


def list_stories(stories: Iterable[Story]) -> tuple[Row, ...]:
    """A row for each story of several: the one reported first stands first."""
    return _order(_make_row(story.headline, story.articles) for story in stories)


def draw_coverage(rows: Sequence[Row], *, rows_of: str) -> Markdown | None:
    """Bars of the articles of each day over a row of dots for each of ``rows``; None where they fall on one day.

    ``rows_of`` says what a row is ("outlet", "story"). Days that are inferred are rings. What has no day is counted in
    the caption.
    """
    total: Counter[str] = Counter()
    for row in rows:
        total.update(dict(row.days))
    if len(total) < LEAST_DAYS or sum(total.values()) < LEAST_ARTICLES:
        return None
    drawn = _choose_rows(rows)
    layout = _lay_out(drawn)
    days = sorted(total)
    first, span = _number(days[0]), _number(days[-1]) - _number(days[0])
    places = {day: layout.first + (_LAST - layout.first) * (_number(day) - first) / span for day in days}
    height = _BARS + layout.row * len(drawn) + _FOOT
    levels = [_BARS + layout.row * (number + 1) - 10 for number in range(len(drawn))]
    lines = [f'<line x1="{layout.first - 2:g}%" x2="100%" y1="{y}" y2="{y}"/>' for y in (_BARS, *levels)]
    shapes = [
        *group("axis", lines, 'stroke="currentColor" stroke-opacity=".3"'),
        *_draw_bars(total, places, span, layout),
    ]
    for row, level in zip(drawn, levels, strict=True):
        shapes += _draw_row(row, places, level, layout)
    shapes.append(f'<text x="{layout.first - 2:g}%" y="{height - 5}">{_name_day(days[0])}</text>')
    shapes.append(f'<text x="100%" y="{height - 5}" text-anchor="end">{_name_day(days[-1])}</text>')
    return frame(
        "daily",
        title=f"Articles a day, by {rows_of}",
        text=_describe(total, drawn),
        shapes=shapes,
        height=height,
        letters=_LETTERS,
        caption=_caption(rows, drawn, rows_of),
    )


def _order(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row.days[:1] or (("9999", 0),), -row.articles, row.name)))


def _make_row(name: str, articles: Iterable[StoryArticle]) -> Row:
    days: Counter[str] = Counter()
    inferred: set[str] = set()
    undated = 0
    for article in articles:
        day = (article.published or "")[:10]
        if not _is_day(day):
            undated += 1
            continue
        days[day] += 1
        if article.published_by == "inferred":
            inferred.add(day)
    return Row(name, tuple(sorted(days.items())), frozenset(inferred), undated)


def _choose_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows with a day, in their order; where they are too many, those of most articles."""
    dated = [row for row in rows if row.days]
    largest = sorted(range(len(dated)), key=lambda place: (-dated[place].articles, place))[:ROWS]
    return [dated[place] for place in sorted(largest)]


def _lay_out(rows: Sequence[Row]) -> _Layout:
    """Names beside their days, or above them where one is much too long for that."""
    if max(measure(row.name, _LETTERS) for row in rows) > 1.5 * _BESIDE:
        return _Layout(_ABOVE_FIRST, _ABOVE_ROW, _ABOVE)
    return _Layout(_FIRST, _ROW, _BESIDE)


def _draw_bars(total: Mapping[str, int], places: Mapping[str, float], span: int, layout: _Layout) -> list[str]:
    width = max(_THINNEST, min(_WIDEST, 0.8 * (_LAST - layout.first) / span))
    most = max(total.values())
    peak = min(day for day, number in total.items() if number == most)
    shapes = [
        f'<text x="0" y="{_BARS - 2}">All</text>' if layout.room == _BESIDE else "",
        f'<text text-anchor="middle" x="{write(places[peak])}%" y="11">{most}</text>',
    ]
    for day in sorted(total):
        high = max(2, round((_BARS - 15) * total[day] / most))
        shapes.append(
            f'<rect class="bar" fill-opacity=".55" x="{write(places[day] - width / 2, 2)}%" y="{_BARS - high}" '
            f'width="{write(width, 2)}%" height="{high}"><title>{format_value(day)}: '
            f"{count(total[day], 'article', 'articles')}</title></rect>"
        )
    return shapes


def _draw_row(row: Row, places: Mapping[str, float], y: int, layout: _Layout) -> list[str]:
    level = y + 4 - (layout.row - _ROW)
    shapes = [f'<text x="0" y="{level}">{words(shorten(row.name, layout.room, _LETTERS))}</text>']
    for day, number in row.days:
        kind = "inferred" if day in row.inferred else "told"
        look = ' fill="none" stroke="currentColor" stroke-width="2"' if kind == "inferred" else ""
        shapes.append(
            f'<circle class="{kind}"{look} cx="{write(places[day], 2)}%" cy="{y}" r="{_radius(number)}"/>'
        )
    return shapes


def _radius(number: int) -> int:
    return min(3 + number, 9)


def _describe(total: Mapping[str, int], drawn: Sequence[Row]) -> str:
    days = sorted(total)
    if len(days) > DESCRIBED_DAYS:
        most = max(total.values())
        peak = min(day for day in days if total[day] == most)
        told = (
            f"{count(sum(total.values()), 'article', 'articles')} on {len(days)} days, {format_value(days[0])} to "
            f"{format_value(days[-1])}; most, {most}, on {format_value(peak)}"
        )
    else:
        told = "; ".join(f"{format_value(day)}: {count(total[day], 'article', 'articles')}" for day in days)
    firsts = "; ".join(f"{row.name} from {format_value(row.days[0][0])} ({row.articles})" for row in drawn)
    return f"{told}. {firsts}."


def _caption(rows: Sequence[Row], drawn: Sequence[Row], rows_of: str) -> str:
    told = []
    if any(row.inferred for row in drawn):
        told.append("A ring is a day that is inferred.")
    if more := sum(1 for row in rows if row.days) - len(drawn):
        told.append(f"{more} more with fewer articles are counted in the bars alone.")
    if undated := sum(row.undated for row in rows):
        told.append(f"{count(undated, 'article', 'articles')} without a known day.")
    return " ".join(told)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


def _name_day(day: str) -> str:
    """A day short enough that two stand side by side on a phone: "9 Nov 2016"."""
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
