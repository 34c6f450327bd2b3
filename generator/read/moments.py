"""Times as pages, feeds and mails write them, to ISO 8601."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

YEARS = (1980, 2100)  # news on the web; outside of it a number is no year
MAX_CHARS = 60
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,6})?|\d{12,13}")


def parse_moment(value: str) -> str | None:
    """The ISO date or date-time that ``value`` is, its zone kept; None for anything else.

    Read are ISO 8601 in its usual spellings, the dates of mails and feeds, and seconds or milliseconds
    since 1970. A date that can mean two days (11/04/2016) is not read.
    """
    value = value.strip()
    if not value or len(value) > MAX_CHARS or not value[-1:].isascii():
        return None
    if match := _ISO.match(value):
        rest = value[match.end() :].strip()
        if rest and match[2] and not re.fullmatch(r"\[[\w/+-]{1,30}\]|[A-Z]{2,5}", rest):
            return match[1] if _is_day(match[1]) else None
        return _join(match[1], match[2], match[3])
    if match := _BASIC.fullmatch(value):
        day = f"{match[1]}-{match[2]}-{match[3]}"
        clock = f"{match[4]}:{match[5]}:{match[6] or '00'}" if match[4] else None
        if _is_day(day):
            return _join(day, clock, match[7])
    if _EPOCH.fullmatch(value):
        seconds = float(value) / (1000 if len(value.partition(".")[0]) > 10 else 1)
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
        return _show(moment)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    shown = _show(moment)
    return shown[:10] if shown and ":" not in value else shown


def _is_day(day: str) -> bool:
    try:
        return YEARS[0] <= datetime.date.fromisoformat(day).year <= YEARS[1]
    except ValueError:
        return False


def _join(day: str, clock: str | None, zone: str | None) -> str | None:
    if not _is_day(day):
        return None
    if not clock:
        return day
    zone = "+00:00" if zone and zone.upper() in ("Z", "UTC", "GMT") else zone or ""
    try:
        return _show(datetime.datetime.fromisoformat(f"{day}T{clock}{zone}"))
    except ValueError:
        return day


def _show(moment: datetime.datetime) -> str | None:
    if not YEARS[0] <= moment.year <= YEARS[1]:
        return None
    return moment.replace(microsecond=0).isoformat(timespec="minutes" if not moment.second else "seconds")
