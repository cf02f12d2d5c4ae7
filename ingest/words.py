"""Dates and case numbers as Danish municipalities write them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

CASE_NUMBER = re.compile(
    r"(?<![\w/.-])(?:(?:19|20)\d\d[-/]\d{3,8}|\d\d[-/]\d{3,8})[A-Z]?(?![\w/-])"
)
"""14/1175, 22-010203, 2022-12345, 20-010677K."""

DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\.\s*(?P<name>{'|'.join(MONTHS)})\s+(?P<year>(?:19|20)\d\d)"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    r"|(?P<day2>\d{1,2})[.-](?P<month2>\d{1,2})[.-](?P<year2>(?:19|20)\d\d)",
    re.IGNORECASE,
)
"""12. marts 2014, 2014-03-12, 12-03-2014, 12.03.2014."""


def dates_in(text: str) -> Iterator[tuple[int, datetime.date]]:
    """Every valid date in `text`, with where it begins."""
    for match in DATE.finditer(text):
        try:
            yield match.start(), _date(match)
        except ValueError:
            continue


def _date(match: re.Match[str]) -> datetime.date:
    """The date of a match of `DATE`; raises ValueError for the 31st of February."""
    if match["iso"]:
        return datetime.date.fromisoformat(match["iso"])
    if match["name"]:
        month = MONTHS.index(match["name"].lower()) + 1
        return datetime.date(int(match["year"]), month, int(match["day"]))
    return datetime.date(int(match["year2"]), int(match["month2"]), int(match["day2"]))


def written_date(date: datetime.date) -> str:
    """A date in Danish: 12. marts 2014."""
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"
