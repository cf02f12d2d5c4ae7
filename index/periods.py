"""When a question is about: "i marts 2014", "sidste år", "efter 2012", "mellem 2012 og 2014".

Passages of documents from that time rise (`index.lift`); none is left out for it, for a year in a question
may as well be one that a later document writes of. Only what names a time of the calendar counts: "før
reformen" does not, nor a year that is part of a name ("budget 2023", "rammeaftalen 2023-2024").
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace

from ingest.words import MONTHS, dates_in

ENGLISH_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
MONTH = "|".join((*MONTHS, *(name for name in ENGLISH_MONTHS if name not in MONTHS)))
YEAR = r"(?:19|20)\d\d(?![\w/]|[-–.,]\d)"

PERIOD = re.compile(
    rf"\b(?:mellem|between|fra|from)\s+(?P<from>{YEAR})\s+(?:og|and|til|to)\s+(?P<to>{YEAR})"
    rf"|\b(?P<side>efter|after|siden|since|fra|from|før|inden|before|i løbet af|during|i|in|under)\s+"
    rf"(?:(?P<month>{MONTH})\s+(?:i\s+)?(?P<of>{YEAR})|(?P<alone>{MONTH})\b|(?P<year>{YEAR}))"
    rf"|\b(?P<last>sidste år|i fjor|last year)\b|\b(?P<this>i år|this year)\b"
    r"|\b(?P<last_month>sidste måned|last month)\b|\b(?P<this_month>denne måned|this month)\b",
    re.IGNORECASE,
)

AFTER, SINCE, BEFORE = {"efter", "after"}, {"siden", "since"}, {"før", "inden", "before"}

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both inclusive; with a `month` only that month of each year. `sure` is all
    but a bare year, which may as well be that of what is told: it is the time of a meeting."""

    first: datetime.date = datetime.date.min
    last: datetime.date = datetime.date.max
    month: int | None = None
    sure: bool = False

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last and self.month in (None, day.month)


def periods_in(question: str, today: datetime.date) -> tuple[Period, ...]:
    """The periods that a question names, `today` being the day it is asked on; none for most."""
    days = [Period(day, day, sure=True) for _, day in dates_in(question)]
    return (*days, *(_period(match, today) for match in PERIOD.finditer(question)))


def _period(match: re.Match[str], today: datetime.date) -> Period:
    if match["from"]:
        return Period(_year(int(match["from"])).first, _year(int(match["to"])).last)
    if match["last"] or match["this"]:
        return replace(_year(today.year - bool(match["last"])), sure=True)
    if match["this_month"]:
        return _month(today.year, today.month)
    if match["last_month"]:
        before = today.replace(day=1) - ONE_DAY
        return _month(before.year, before.month)
    if match["alone"]:
        return Period(month=_number(match["alone"]), sure=True)
    named = _month(int(match["of"]), _number(match["month"])) if match["of"] else None
    return _to_the_side(match["side"].lower(), named or _year(int(match["year"])))


def _to_the_side(side: str, named: Period) -> Period:
    """The time before, after or within what is named."""
    if side in AFTER:
        return Period(first=named.last + ONE_DAY, sure=True)
    if side in SINCE:
        return Period(first=named.first, sure=True)
    if side in BEFORE:
        return Period(last=named.first - ONE_DAY, sure=True)
    return named


def _year(year: int) -> Period:
    return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def _month(year: int, month: int) -> Period:
    last = calendar.monthrange(year, month)[1]
    return Period(datetime.date(year, month, 1), datetime.date(year, month, last), sure=True)


def _number(name: str) -> int:
    months = MONTHS if name.lower() in MONTHS else ENGLISH_MONTHS
    return months.index(name.lower()) + 1
