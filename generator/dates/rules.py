"""Rules: what a time expression means before its article has a day, as a short text.

A rule is a list of steps with one blank between them, read from left to right. The first
step starts from the anchor (the day the article was published), each further one from what
the step before it gave:

    rule      = step (" " step)* [" as " value]
    step      = "=" value          that value, whatever stood before         =2016-04-11
              | unit sign digits   the calendar unit so many units away      day-1 week+0 year-2
              | cycle relation     the one of its kind that lies there       MON<= M02-27<= SP@ EASTER~
              | "same" sign digits   the same stretch so many years away     same-1
              | "#" number kind    the n-th in what stands before, -1 last   #1TUE #-1week #3quarter
              | "T" time           a time of that day                        T15:00 TMO
              | "early" | "mid" | "late"    a modifier of the value          M04<= early
    unit      = day week weekend month quarter season half year decade century hour minute
    cycle     = MON .. SUN | WE | D01 .. D31 | M01 .. M12 | M02-27 | SP SU FA WI | Q1 .. Q4 | H1 H2 | a feast
    feast     = EASTER | PENTECOST | ORTHODOX (the Easter of the eastern churches) | THANKSGIVING
    relation  = "<" before | "<=" before or at | ">" after | ">=" after or at
              | "~" nearest | "<~" before, or at most 60 days after | "@" within what stands before

``as`` keeps a value that is printed instead of the day: "four days after losing it" is the
duration P4D, and its rule "MON<= day-4 as P4D" also knows the day of the loss.
Without an anchor the same steps give the value with X for what is unknown.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from .cycles import WEEKDAYS, choose_member, list_members, name_unknown
from .values import MODIFIERS, find_week, first_day, last_day, parse_day

_UNIT = re.compile(r"(day|weekend|week|month|quarter|season|half|year|decade|century|hour|minute)([+-]\d{1,5})")
_CYCLE = re.compile(
    r"(MON|TUE|WED|THU|FRI|SAT|SUN|WE|D\d\d|M\d\d-\d\d|M\d\d|SP|SU|FA|WI|Q[1-4]|H[12]|EASTER|PENTECOST|ORTHODOX|THANKSGIVING)"
    r"(<=|>=|<~|[<>~@])"
)
_ORDINAL = re.compile(r"#(-?\d{1,3})(MON|TUE|WED|THU|FRI|SAT|SUN|day|week|weekend|month|quarter|half)")
_SAME = re.compile(r"same[+-]\d{1,3}")
_TIME = re.compile(r"T(?:MO|MI|AF|EV|NI|\d\d(?::\d\d(?::\d\d)?)?Z?)")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\dZ?")
_LENGTH_IN_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "season": "XXXX-XX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
    "hour": "XXXX-XX-XXTXX",
    "minute": "XXXX-XX-XXTXX:XX",
}
# How far from a value list_anchors looks: a rule of years may lie two years and a bit from its value.
_ANCHOR_REACH = 800


@lru_cache(maxsize=4096)
def resolve(rule: str, anchor: str | None) -> str:
    """The TIMEX3 value that a rule has when its article appeared on ``anchor`` (an ISO day or date-time).

    Without an anchor, or with one too coarse for the rule, what is unknown stays X
    (``XXXX-WXX-1``). Raises ValueError for a text that is not a rule.
    """
    _, _, shown = rule.partition(" as ")
    return shown or _walk(rule, anchor[:10] if anchor else None)


def find_event_day(rule: str, anchor: str | None) -> str | None:
    """The day of the thing an expression counts from ("four days after losing it"): the loss; None for other rules."""
    steps, _, shown = rule.partition(" as ")
    return _walk(steps, anchor[:10] if anchor else None) if shown else None


def is_consistent(rule: str, day: str) -> bool:
    """Whether the rule can name that ISO day: the same weekday, month or day where the rule fixes them.

    ``rule`` may be a bare weekday (``MON``). What the rule leaves open is consistent with any day.
    """
    known = parse_day(day)
    steps = [
        step for step in rule.partition(" as ")[0].split(" ") if step not in MODIFIERS and not _TIME.fullmatch(step)
    ]
    if known is None or not steps:
        return True
    last = steps[-1]
    if last in WEEKDAYS:
        return WEEKDAYS[known.weekday()] == last
    if last.startswith("="):
        first, final = first_day(last[1:]), last_day(last[1:])
        return first is None or first <= day[:10] <= final
    cycle = _CYCLE.fullmatch(last)
    if cycle is None:
        return True
    name = cycle[1]
    if name in WEEKDAYS:
        return WEEKDAYS[known.weekday()] == name
    if name == "WE":
        return known.weekday() >= 5
    return any(first <= known <= final for first, final, _ in list_members(name, known))


@lru_cache(maxsize=1024)
def list_anchors(rule: str, value: str) -> tuple[str, str] | None:
    """The first and last day on which an article with this rule may have appeared if the rule means ``value``.

    "Monday" (``MON<=``) for 2016-04-11 gives 2016-04-11 to 2016-04-17. None where no day within
    about two years fits. It supposes that the days form one stretch, as they do for every rule
    of one step.
    """
    start = first_day(value)
    if start is None:
        return None
    centre = date.fromisoformat(start)
    days = (centre + timedelta(days=offset) for offset in range(-_ANCHOR_REACH, _ANCHOR_REACH + 1))
    fitting = [day.isoformat() for day in days if resolve(rule, day.isoformat()) == value]
    return (fitting[0], fitting[-1]) if fitting else None


def _walk(steps: str, anchor: str | None) -> str:
    state, at_anchor = anchor, True
    for step in steps.split(" "):
        try:
            state = _take(step, state, at_anchor)
        except OverflowError:  # beyond the years 1 to 9999
            state = _UNKNOWN["day"]
        at_anchor = False
    return state if state is not None else _UNKNOWN["day"]


def _take(step: str, state: str | None, at_anchor: bool) -> str | None:
    """The value after one step."""
    if step.startswith("="):
        return step[1:]
    if step in MODIFIERS:
        return state  # a modifier is kept in the rule; TIMEX3 keeps it out of the value
    if _TIME.fullmatch(step):
        return f"{(state or _UNKNOWN['day']).partition('T')[0]}{step}"
    if _SAME.fullmatch(step):
        return re.sub(
            r"^(FY)?(\d{4})",
            lambda year: f"{year[1] or ''}{int(year[2]) + int(step[4:]):04d}",
            state or _UNKNOWN["year"],
        )
    unit = _UNIT.fullmatch(step)
    if unit:
        return _shift(unit[1], int(unit[2]), state)
    cycle = _CYCLE.fullmatch(step)
    if cycle:
        return _find_cycle(cycle[1], cycle[2], state, at_anchor)
    ordinal = _ORDINAL.fullmatch(step)
    if ordinal:
        return _find_ordinal(int(ordinal[1]), ordinal[2], state)
    raise ValueError(f"not a step of a rule: {step!r}")


def _shift(unit: str, count: int, state: str | None) -> str:
    """The calendar unit ``count`` units from the one that holds the state; a clock time moves by hours and minutes."""
    if unit in ("hour", "minute") and _CLOCK.fullmatch(state or ""):
        moved = datetime.fromisoformat(state.removesuffix("Z")) + timedelta(**{f"{unit}s": count})
        return moved.isoformat(timespec="minutes") + ("Z" if state.endswith("Z") else "")
    first, last = first_day(state), last_day(state)
    if first is None:
        return _shift_unknown(unit, count, state or "")
    start = _unit_at(unit, count, date.fromisoformat(first))
    end = _unit_at(unit, count, date.fromisoformat(last))
    return start if start == end or unit in ("hour", "minute") else _UNKNOWN[unit]


def _unit_at(unit: str, count: int, day: date) -> str:
    try:
        if unit in ("day", "hour", "minute"):
            moved = day + timedelta(days=count if unit == "day" else 0)
            return moved.isoformat() + {"day": "", "hour": "TXX", "minute": "TXX:XX"}[unit]
        if unit in ("week", "weekend"):
            return find_week(day + timedelta(days=7 * count)) + ("-WE" if unit == "weekend" else "")
        if unit == "season":
            place = (day.year * 12 + day.month) // 3 - 1 + count
            return f"{place // 4:04d}-{('SP', 'SU', 'FA', 'WI')[place % 4]}"
        length = _LENGTH_IN_MONTHS[unit]
        place = (day.year * 12 + day.month - 1) // length + count
        if unit == "month":
            return f"{place // 12:04d}-{place % 12 + 1:02d}"
        if unit in ("quarter", "half"):
            parts = 12 // length
            return f"{place // parts:04d}-{unit[0].upper()}{place % parts + 1}"
        return f"{place:0{ {'year': 4, 'decade': 3, 'century': 2}[unit] }d}"
    except (OverflowError, ValueError):
        return _UNKNOWN[unit]


def _shift_unknown(unit: str, count: int, state: str) -> str:
    """The same from a state with X: a weekday, a month or a day of a month still move."""
    weekday = re.match(r"XXXX-WXX-([1-7])", state)
    if unit == "day" and weekday:
        return f"XXXX-WXX-{(int(weekday[1]) - 1 + count) % 7 + 1}"
    dated = re.match(r"XXXX-(\d\d)(?:-(\d\d))?", state)
    if dated and unit == "month":
        return f"XXXX-{(int(dated[1]) - 1 + count) % 12 + 1:02d}"
    if dated and dated[2] and unit == "day":
        common = date(2001, int(dated[1]), min(int(dated[2]), 28)) + timedelta(days=count + max(int(dated[2]) - 28, 0))
        return f"XXXX-{common.month:02d}-{common.day:02d}"
    return _UNKNOWN[unit]


def _find_cycle(name: str, relation: str, state: str | None, at_anchor: bool) -> str:
    """The member of a cycle (a weekday, a month, a feast, ...) that stands in that relation to the state."""
    first, last = first_day(state), last_day(state)
    if first is None:
        return name_unknown(name)
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if relation == "@":
        inside = [value for one, other, value in list_members(name, start) if start <= one and other <= end]
        if name in ("WI", "FA", "SU", "SP") and start.year == end.year and not inside:
            inside = [value for one, _, value in list_members(name, start) if start <= one <= end]
        return inside[0] if inside else name_unknown(name)
    if at_anchor and start != end:
        ends = {choose_member(name, relation, start, start), choose_member(name, relation, end, end)}
        return ends.pop() if len(ends) == 1 else name_unknown(name)
    return choose_member(name, relation, start, end)


def _find_ordinal(number: int, kind: str, state: str | None) -> str:
    """The n-th day, weekday, week, month or quarter of the stretch that stands before (-1 is the last)."""
    first, last = first_day(state), last_day(state)
    if first is None:
        return name_unknown(kind) if kind in WEEKDAYS else _UNKNOWN[kind]
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    step = {"day": 1, "week": 7, "weekend": 7}.get(kind, 7 if kind in WEEKDAYS else 0)
    if not step:
        length = _LENGTH_IN_MONTHS[kind]
        members = [_unit_at(kind, offset, start) for offset in range(((end - start).days + 27) // (length * 28))]
        members = [value for value in members if first_day(value) >= first and last_day(value) <= last]
    elif kind == "day":
        members = None
        place = start + timedelta(days=number - 1) if number > 0 else end + timedelta(days=number + 1)
        return place.isoformat() if start <= place <= end else _UNKNOWN["day"]
    else:
        weekday = 0 if kind == "week" else 5 if kind == "weekend" else WEEKDAYS.index(kind)
        opening = start + timedelta(days=(weekday - start.weekday()) % 7)
        if kind == "week" and opening - start > timedelta(days=3):
            opening -= timedelta(days=7)  # the first week of a month is the one with most of its days there (ISO 8601)
        count = max(((end - opening).days // 7) + 1, 0)
        days = [opening + timedelta(days=7 * index) for index in range(count)]
        if kind == "week":
            days = [day for day in days if day + timedelta(days=3) <= end]
        suffix = "-WE" if kind == "weekend" else ""
        members = [day.isoformat() if kind in WEEKDAYS else find_week(day) + suffix for day in days]
    place = number - 1 if number > 0 else number
    return members[place] if number and -len(members) <= place < len(members) else _UNKNOWN.get(kind, _UNKNOWN["day"])
