"""One thing written in many ways: dates and case numbers as Danish municipalities write them, and
words as two readers of one printed line do."""

from __future__ import annotations

import datetime
import re
import unicodedata
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


HYPHENS = "-\u00ad\u2010\u2011\ufffe"
"""Hyphen-minus, soft hyphen, hyphen, non-breaking hyphen, and what PDFium writes for a hyphen that
ends a line. Dashes (–, —) are no hyphens and stay."""

WITHOUT_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"

_LEFT_OUT = str.maketrans("", "", HYPHENS + WITHOUT_WIDTH)


def normalise(text: str) -> str:
    """The form in which texts are compared: Unicode NFKC, lower case, without white space, hyphens
    and characters without width.

    NFKC unfolds ligatures and compatibility characters; the rest is what differs between two
    readings of the same printed line. What stands between quote marks is found so on its page.
    """
    lowered = unicodedata.normalize("NFKC", text).lower()
    return "".join(lowered.translate(_LEFT_OUT).split())


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
