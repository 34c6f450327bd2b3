"""Names of months and weekdays, in English and the other big languages of news pages, and time zones.

Provenance: general knowledge of the languages, written for this project. Keys are folded (``text.fold``).
"""

from __future__ import annotations

from ..text import fold

_MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
    "|november nov|december dec",  # English
    "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août|septembre|octobre|novembre"
    "|décembre déc",  # French
    "januar jänner|februar|märz mrz|april|mai|juni|juli|august|september|oktober okt|november|dezember dez",  # German
    "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre"
    "|diciembre dic",  # Spanish
    "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre set|ottobre ott|novembre"
    "|dicembre",  # Italian
    "janeiro|fevereiro fev|março|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro",  # Portuguese
    "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",  # Dutch
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",  # Swedish, Danish
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",  # Russian
    "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",  # Turkish
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",  # Polish
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember",  # Indonesian
)
MONTHS: dict[str, int] = {
    fold(name): number
    for names in _MONTH_NAMES
    for number, group in enumerate(names.split("|"), start=1)
    for name in group.split()
}
WEEKDAYS = tuple(
    fold(name)
    for name in (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
        "lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag "
        "sonnabend sonntag lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì "
        "venerdì sabato domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag "
        "woensdag donderdag vrijdag zaterdag zondag"
    ).split()
)
# Minutes east of Greenwich. Zones whose letters stand for several (IST, CST) give a time without a zone.
ZONES = {
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
    "nzst": 720,
    "nzdt": 780,
    "sgt": 480,
    "hkt": 480,
    "pkt": 300,
    "wib": 420,
    "sast": 120,
    "trt": 180,
}
UNCLEAR_ZONES = ("ist", "et", "ct", "pt", "cst", "ast", "gst", "wat", "eat")
# Countries that write the month first in figures; those that write both ways are in neither set.
MONTH_FIRST = frozenset(("us",))
MIXED = frozenset(("ca", "ph", "ke", "za", "my", "gh"))


def writes_day_first(country: str | None) -> bool | None:
    """Whether a country (two letters) writes the day before the month in figures; None where it does both."""
    if country is None or country in MIXED:
        return None
    return country not in MONTH_FIRST
