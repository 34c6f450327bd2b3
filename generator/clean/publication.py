"""When an article was published: from metadata, a date line, the address."""

from __future__ import annotations

import datetime
import re

from ..text import collapse_space

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_OF = {name[:size]: number for number, name in enumerate(_MONTHS, start=1) for size in (3, len(name))} | {
    "sept": 9
}
_MONTH = "(?P<month{0}>" + "|".join(sorted(_MONTH_OF, key=lambda name: (-len(name), name))) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_TIME = (
    r"(?:(?:,| at| -| \|| ·)? ?\(?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:[:.]\d\d(?:\.\d{1,6})?)? "
    r"?(?P<half>[ap]\.?m\.?)?"
    r" ?(?:hrs?|hours|h)?,? ?\(?(?P<zone>z|utc|gmt|bst|ist|cet|cest|eet|eest|msk|est|edt|et|cst|cdt|pst|pdt|jst|kst"
    r"|aest|aedt|sgt|hkt"
    r"|pkt|wib)?\)?(?P<offset>[+-]\d\d:?\d\d)?\)?)?"
)
_DAYS = (
    _DAY.format(1) + r"(?: of)?[ -]" + _MONTH.format(1) + r",?[ -]" + _YEAR.format(1),
    _MONTH.format(2) + r" " + _DAY.format(2) + r"(?:,| )? ?" + _YEAR.format(2),
    _YEAR.format(3) + r"[-/.](?P<month3>\d{{1,2}})[-/.](?P<day3>\d{{1,2}})(?:[t ](?=\d))?".format(),
    r"(?P<first4>\d{1,2})[-/.](?P<second4>\d{1,2})[-/.]" + _YEAR.format(4),
)
_LABEL = (
    r"(?:(?P<label>(?:first |last |originally )?(?:published|posted|updated|modified|created|uploaded|added|date"
    r"|dated|issued|released"
    r"|publish(?:ed)? date|publication date|last (?:update|modified|edited)|filed|time)(?: (?:on|at|by))?)\W{0,3})?"
)
_CLOCK_FIRST = (
    r"(?:(?P<hour0>\d{1,2})[:.](?P<minute0>\d\d) ?(?P<half0>[ap]\.?m\.?)? ?(?P<zone0>z|utc|gmt|bst|ist|est|edt|et"
    r"|pst|pdt|cet|cest)?,? )?"
)
_LINE = tuple(
    re.compile(_LABEL + _CLOCK_FIRST + _WEEKDAY + day + _TIME + r"\W{0,3}(?P<rest>.{0,80})\Z") for day in _DAYS
)
_REST = re.compile(
    r"(?:[-|·•,;(/ ]*(?:(?:last |first )?(?:updated|modified|published|edited)\b.{0,70}|local time|\d{1,3} "
    r"min(?:ute)?s? (?:read|ago))\W*)?"
)
# Minutes east of Greenwich. Zones whose letters stand for several (IST, CST) give a time without a zone.
_ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "est": -300,
    "edt": -240,
    "pst": -480,
    "pdt": -420,
    "cdt": -300,
    "jst": 540,
    "kst": 540,
    "aest": 600,
    "aedt": 660,
    "sgt": 480,
    "hkt": 480,
    "pkt": 300,
    "wib": 420,
}
_ADDRESS = (
    re.compile(r"[/=_-](?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/._-]|$)"),
    re.compile(
        r"/(?P<year>(?:19|20)\d\d)/(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<day>\d{1,2})(?=/|$)"
    ),
    re.compile(r"/(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=[/._-]|$)"),
)
_UNDATED = re.compile(
    r"(?:(?:last )?updated|published|posted)(?: (?:at|on))?\W{1,3}\d{1,2}[:.]\d\d.{0,40}(?<![.!?])", re.IGNORECASE
)
YEARS = (1980, 2100)  # news on the web; outside of it four digits are a number
MAX_CHARS = 120


def parse_date_line(line: str) -> str | None:
    """The ISO date or date-time of a line that is a date and nothing else; None where it is not.

    Labels ("Published:"), weekdays, times and a trailing "Updated ..." are allowed. A date of
    figures alone is read only where it can mean one day: 11/04/2016 gives None.
    """
    found = _match_line(line)
    return found[0] if found else None


def is_date_line(line: str) -> bool:
    """Whether the line is a date line, be the date ambiguous or not."""
    return _match_line(line) is not None or bool(_UNDATED.fullmatch(collapse_space(line)))


def is_update_line(line: str) -> bool:
    """Whether the line says when the article was changed, not when it was published."""
    found = _match_line(line)
    return bool(found and re.match(r"(?:last )?(?:updated|update|modified|edited)|last ", found[1]))


def parse_date(words: str) -> str | None:
    """The ISO date or date-time that metadata give; None where it cannot be read or can mean two days."""
    words = collapse_space(words)
    try:
        moment = datetime.datetime.fromisoformat(words)
    except ValueError:
        return parse_date_line(words)
    if not YEARS[0] <= moment.year <= YEARS[1]:
        return None
    return moment.date().isoformat() if len(words) <= 10 else _show(moment)


def parse_address_date(address: str) -> str | None:
    """The ISO date in the path of an address ("/2016/04/11/"); None where there is none."""
    path = address.split("//", 1)[-1].partition("?")[0].partition("#")[0].lower()
    for pattern in _ADDRESS:
        if match := pattern.search(path):
            month = _MONTH_OF.get(match["month"]) or (int(match["month"]) if match["month"].isdigit() else 0)
            if day := _day(int(match["year"]), month, int(match["day"])):
                return day.isoformat()
    return None


def _match_line(line: str) -> tuple[str | None, str] | None:
    """(ISO or None where ambiguous, label) of a date line, else None."""
    plain = collapse_space(line).casefold().replace("–", "-").replace("—", "-")
    if not plain or len(plain) > MAX_CHARS or not any(char.isdigit() for char in plain):
        return None
    for number, pattern in enumerate(_LINE, start=1):
        match = pattern.match(plain)
        if match and _REST.fullmatch(match["rest"]):
            day = _read_day(match, number)
            if day is None:
                continue
            return (_with_time(day, match) if day != "ambiguous" else None), match["label"] or ""
    return None


def _read_day(match: re.Match[str], number: int) -> datetime.date | str | None:
    if number < 4:
        month = match[f"month{number}"]
        return _day(int(match[f"year{number}"]), _MONTH_OF.get(month) or int(month), int(match[f"day{number}"]))
    year, first, second = int(match["year4"]), int(match["first4"]), int(match["second4"])
    days = sorted({day for day in (_day(year, first, second), _day(year, second, first)) if day})
    return days[0] if len(days) == 1 else "ambiguous" if days else None


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
    if zone in _ZONES:
        moment = moment.replace(tzinfo=datetime.timezone(datetime.timedelta(minutes=_ZONES[zone])))
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
