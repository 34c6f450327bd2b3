"""A date of publication in words, read: from metadata, a date line, an address."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from ..text import collapse_space, fold
from .calendars import MONTHS, UNCLEAR_ZONES, WEEKDAYS, ZONES


def _any_of(words) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_MONTH = "(?P<month{0}>" + _any_of(MONTHS) + r")\.?"
_WEEKDAY = rf"(?:(?:le |el |am |il )?(?:{_any_of(WEEKDAYS)})\.?,?(?: den| de)? )?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|er|o|\.)?"
_TIME = (
    r"(?:(?:,| at| a| um| -| \|| ·)? ?\(?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:[:.]\d\d(?:\.\d{1,6})?)? "
    r"?(?P<half>[ap]\.?m\.?)?"
    r" ?(?:hrs?|hours|uhr|h)?,? ?\(?(?P<zone>" + _any_of((*ZONES, *UNCLEAR_ZONES)) + r")?\)?"
    r" ?(?P<offset>[+-]\d\d:?\d\d)?\)?)?"
)
_DAYS = (
    r"(?:le |el |am |il )?"
    + _DAY.format(1)
    + r"(?: of| de)?[ -]"
    + _MONTH.format(1)
    + r"(?:,| de)?[ -]"
    + _YEAR.format(1),
    _MONTH.format(2) + r" " + _DAY.format(2) + r"(?:,| )? ?" + _YEAR.format(2),
    _YEAR.format(3) + r"[-/.](?P<month3>\d{{1,2}})[-/.](?P<day3>\d{{1,2}})(?:[t ](?=\d))?".format(),
    r"(?P<first4>\d{1,2})[-/.](?P<second4>\d{1,2})[-/.]" + _YEAR.format(4),
)
_LABEL = (
    r"(?:(?P<label>(?:first |last |originally )?(?:published|posted|updated|modified|created|uploaded|added|date"
    r"|dated|issued|released"
    r"|publie|publicado|veroffentlicht|pubblicato|mis a jour|actualizado|aggiornato|aktualisiert"
    r"|publish(?:ed)? date|publication date|last (?:update|modified|edited)|filed|time)"
    r"(?: (?:on|at|by|le|am|el|il))?)\W{0,3})?"
)
_CLOCK_FIRST = (
    r"(?:(?P<hour0>\d{1,2})[:.](?P<minute0>\d\d) ?(?P<half0>[ap]\.?m\.?)? ?(?P<zone0>"
    + _any_of((*ZONES, *UNCLEAR_ZONES))
    + r")?,? )?"
)
_LINE = tuple(
    re.compile(_LABEL + _CLOCK_FIRST + _WEEKDAY + day + _TIME + r"\W{0,3}(?P<rest>.{0,80})\Z") for day in _DAYS
)
_CHANGED = re.compile(r"(?:last )?(?:updated?|modified|edited|mis a jour|actuali|aggiorn|aktuali)|last ")
_REST = re.compile(
    r"(?:[-|·•,;(/ ]{0,20}(?:(?:last |first )?(?:updated|modified|published|edited)\b.{0,70}|local time|\d{1,3} "
    r"min(?:ute)?s? (?:read|ago))\W*)?"
)
# A date without its year: it dates nothing by itself, but it is a date line.
_YEARLESS = re.compile(
    _LABEL
    + _WEEKDAY
    + rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_any_of(MONTHS)})|(?:{_any_of(MONTHS)})\.? \d{{1,2}}(?:st|nd|rd|th)?)"
    + _TIME
    + r"\W*\Z"
)
_ADDRESS = (
    re.compile(r"[/=_-](?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/._-]|$)"),
    re.compile(
        r"/(?P<year>(?:19|20)\d\d)/(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<day>\d{1,2})(?=/|$)"
    ),
    re.compile(r"/(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=[/._-]|$)"),
)
_UNDATED = re.compile(
    r"(?:(?:last )?updated|published|posted)(?: (?:at|on))?\W{1,3}"
    r"(?:\d{1,2}[:.]\d\d|\d{1,2} (?:minute|hour|day|week)s? ago).{0,40}(?:(?<![.!?])|[ap]\.m\.)", re.IGNORECASE
)
_CTIME = re.compile(r"\A[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d)(?::\d\d)? ([A-Z]{2,4} )?((?:19|20)\d\d)\Z")
_DIGIT = re.compile(r"\d")
_EPOCH = re.compile(r"[1-9]\d{9}(?:\d{3})?")  # seconds or milliseconds since 1970, as exports write them
YEARS = (1980, 2100)  # news on the web; outside of it four digits are a number
MAX_CHARS = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date line says: the ISO date or date-time (None where it can mean two days, or names no year) and its
    label ("updated").
    """

    value: str | None
    label: str

    @property
    def change(self) -> bool:
        """Whether it says when the article was changed, not when it was published."""
        return bool(_CHANGED.match(self.label))


def read_date_line(line: str, *, day_first: bool | None = None) -> Reading | None:
    """What a line says that is a date and nothing else; None where it is not.

    Labels ("Published:"), weekdays, times and a trailing "Updated ..." are allowed. A date of
    figures alone that can mean two days is read by ``day_first``, or has no value where that is None.
    """
    if not _DIGIT.search(line):
        return None
    plain = fold(line)
    if len(plain) > MAX_CHARS:
        return None
    for number, pattern in enumerate(_LINE, start=1):
        match = pattern.match(plain)
        if match and _REST.fullmatch(match["rest"]):
            day = _read_day(match, number, day_first)
            if day is None:
                continue
            return Reading(_with_time(day, match) if day != "ambiguous" else None, match["label"] or "")
    if match := _YEARLESS.match(plain):
        return Reading(None, match["label"] or "")
    return None


def parse_date_line(line: str, *, day_first: bool | None = None) -> str | None:
    """The ISO date or date-time of a date line; None where there is none."""
    found = read_date_line(line, day_first=day_first)
    return found.value if found else None


def is_date_line(line: str) -> bool:
    """Whether the line is a date line, be the date ambiguous or not."""
    return bool(_DIGIT.search(line)) and (
        read_date_line(line) is not None or bool(_UNDATED.fullmatch(collapse_space(line)))
    )


def parse_date(words: str, *, day_first: bool | None = None) -> str | None:
    """The ISO date or date-time that metadata give; None where it cannot be read or can mean two days."""
    words = _CTIME.sub(r"\2 \1 \5 \3 \4", collapse_space(words))
    if _EPOCH.fullmatch(words):
        moment = datetime.datetime.fromtimestamp(int(words[:10]), datetime.UTC)
        return _show(moment) if YEARS[0] <= moment.year <= YEARS[1] else None
    try:
        moment = datetime.datetime.fromisoformat(words)
    except ValueError:
        return parse_date_line(words, day_first=day_first)
    if not YEARS[0] <= moment.year <= YEARS[1]:
        return None
    return moment.date().isoformat() if len(words) <= 10 else _show(moment)


def parse_address_date(address: str) -> str | None:
    """The ISO date in the path of an address ("/2016/04/11/"); None where there is none."""
    path = address.split("//", 1)[-1].partition("?")[0].partition("#")[0].lower()
    for pattern in _ADDRESS:
        if match := pattern.search(path):
            month = MONTHS.get(match["month"]) or (int(match["month"]) if match["month"].isdigit() else 0)
            if day := _day(int(match["year"]), month, int(match["day"])):
                return day.isoformat()
    return None


def _read_day(match: re.Match[str], number: int, day_first: bool | None) -> datetime.date | str | None:
    if number < 4:
        month = match[f"month{number}"]
        return _day(int(match[f"year{number}"]), MONTHS.get(month) or int(month), int(match[f"day{number}"]))
    year, first, second = int(match["year4"]), int(match["first4"]), int(match["second4"])
    month_first, other = _day(year, first, second), _day(year, second, first)
    days = {day for day in (month_first, other) if day}
    if len(days) == 2 and day_first is not None:
        return other if day_first else month_first
    return days.pop() if len(days) == 1 else "ambiguous" if days else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if YEARS[0] <= year <= YEARS[1] else None
    except ValueError:
        return None


def _with_time(day: datetime.date, match: re.Match[str]) -> str:
    part = "" if match["hour"] else "0"
    hour, minute = match[f"hour{part}"], match[f"minute{part}"]
    half = (match[f"half{part}"] or "").replace(".", "")
    if not hour or not (minute or half):
        return day.isoformat()
    hours = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    try:
        moment = datetime.datetime.combine(day, datetime.time(hours, int(minute or 0)))
    except ValueError:
        return day.isoformat()
    zone = match[f"zone{part}"]
    if zone in ZONES:
        moment = moment.replace(tzinfo=datetime.timezone(datetime.timedelta(minutes=ZONES[zone])))
    elif not part and match["offset"]:
        sign, digits = match["offset"][0], match["offset"][1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if minutes < 24 * 60:
            moment = moment.replace(
                tzinfo=datetime.timezone(datetime.timedelta(minutes=minutes if sign == "+" else -minutes))
            )
    return _show(moment)


def _show(moment: datetime.datetime) -> str:
    return moment.replace(microsecond=0).isoformat(timespec="minutes" if not moment.second else "seconds")
