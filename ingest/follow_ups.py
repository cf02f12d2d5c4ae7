"""What a decision asks for later: a new case, an evaluation, a status, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.meeting import FollowUp, Span
from ingest.phrases import sentences
from ingest.words import MONTHS


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_OFFICE = r"(?:administration|forvaltning|direktion|sekretariat|embedsværk|borgmester|kommunaldirektør|direktør)\w*"
_ASK = r"(?:beder|bad|bedt|bedes|anmod(?:er|es|ede|et)|pålæg(?:ger|ges)|pålagde|pålagt)\b"

ASKED: tuple[str, ...] = (
    # Udvalget bad administrationen om at …; det pålægges forvaltningen at …
    rf"{_ASK}(?:\s+\w+){{0,2}}?\s+{_OFFICE}",
    # Forvaltningen bedes undersøge …; administrationen blev bedt om …; direktionen får til opgave …
    rf"{_OFFICE}\s+(?:(?:blev|bliver|er|har|fik|får)\s+)?(?:{_ASK}|til\s+opgave\b)",
    # Udvalget bad om en status
    r"(?:beder|bad|anmod(?:er|ede))\s+om\b(?!\s+(?:ordet|(?:en\s+)?(?:afstemning|pause)))",
    # Administrationen indhenter …, … arbejder videre
    rf"{_OFFICE}\s+(?:arbejder\s+videre|afdækker|beregner|fremlægger|følger|forelægger|indhenter"
    r"|undersøger|udarbejder|vender)\b",
    r"begær\w+\b.{0,60}\bindbragt\b",
    r"indbringe[rs]\b",
    r"(?:fornyet|ny)\s+(?:sag\b(?!\s+nr)|behandling\b|drøftelse\b|stillingtagen\b)",
    r"ønsker\s+(?:at\s+få\s+)?(?:forelagt\s+)?en\s+(?:ny\s+)?sag\b",
    r"forelægge[rs]?\b",
    r"genoptag\w*",
    r"tages\s+op\b",
    r"udsæt\w*|udsat\b|udsky\w*|udskudt\b",
    r"vende[rs]?\s+tilbage\b",
)
"""Words that ask for a later step, also where no time is named."""

LATER: tuple[str, ...] = (
    *ASKED,
    r"afrapporter\w*",
    r"evaluer\w*",
    r"frem(?:lægge|sende)[rs]?\b",
    r"følge[rs]\s+op\b|opfølg\w*",
    r"orienteres\s+(?:løbende|igen|om)\b",
    r"revurder\w*|vurderes\s+igen\b",
    r"status\w*",
    r"tager\s+\w+\s+op\b",
    r"tilbage\s+til\s+udvalget\b",
    rf"{_OFFICE}\s+skal\b",
)
"""Words that ask for something at a later time, where a time is named."""

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_YEAR = r"(?:20\d\d)"
_NUMBER = r"(?:\d+|et|en|to|tre|fire|fem|seks|et\s+halvt)"
_SEASON = r"(?:foråret|sommeren|efteråret|vinteren|sommerferien|jul|nytår)"
_PART = r"(?:\d\.|første|andet|tredje|fjerde)\s*(?:kvartal|halvår)"
_DAY = rf"(?:\d{{1,2}}\.\s*{_MONTH}(?:\s+{_YEAR})?|\d{{1,2}}[.-]\d{{1,2}}[.-]{_YEAR})"
_WHICH = rf"(?:(?:i|den|d\.)\s+)?(?:{_DAY}|(?:{_PART}|{_SEASON}|{_MONTH})(?:\s+{_YEAR})?|{_YEAR})"

WHEN = _any_of((
    # til mødet i september 2024; på udvalgets møde den 3. maj; ved næste ordinære byrådsmøde
    rf"(?:på|til|ved|inden)\s+(?:[\w-]+\s+){{0,2}}?\w*møde(?:t|r)?\s+{_WHICH}\b",
    r"(?:på|til|ved|inden)\s+(?:et\s+|det\s+|\w+s\s+)?(?:næste|kommende|førstkommende)\s+(?:ordinære\s+)?\w*møde\w*",
    rf"(?:efter|om|inden\s+for|i\s+løbet\s+af)\s+{_NUMBER}\s+(?:år|måned\w*|uger?)\b",
    rf"(?:senest|inden|før)\s+(?:(?:ved\s+)?udgangen\s+af\s+|udløbet\s+af\s+)?{_WHICH}\b",
    r"(?:senest|inden)\s+årets\s+(?:udgang|udløb)\b|(?:ved|med)\s+udgangen\s+af\s+" + _WHICH,
    rf"(?:i\s+(?:løbet\s+af\s+)?|til\s+|efter\s+|primo\s+|medio\s+|ultimo\s+){_WHICH}\b",
    rf"{_PART}(?:\s+{_YEAR})?\b",
    rf"den\s+{_DAY}\b",
    r"halvårligt?\b|årligt?\b|kvartalsvist?\b|hvert\s+(?:år|halvår|kvartal)\b|løbende\b",
    rf"i\s+forbindelse\s+med\s+budget\w*(?:\s+{_YEAR})?",
))  # fmt: skip
"""Words for the time."""

_ASKED, _LATER = _any_of(ASKED), _any_of(LATER)

ONLY_POSTPONED = re.compile(
    r"(?:[\w.-]+,?\s+){0,6}(?:udsat|udsættes|udsættelse|udskudt|udskydes)\W*", re.IGNORECASE
)
"""A sentence that says no more than that the case is put off: "Sagen blev udsat."."""

FOR_THE_RECORD = re.compile(r"\b(?:til\s+(?:protokol|referat)|protokoltilførsel)", re.IGNORECASE)
"""What somebody asked for is a statement for the record."""


def find_follow_ups(text: str, span: Span) -> tuple[FollowUp, ...]:
    """The sentences within a decision that ask for something later, in order."""
    return tuple(_found(text, span))


def _found(text: str, span: Span) -> Iterator[FollowUp]:
    for start, end in sentences(text, span):
        later = _LATER.search(text, start, end)
        if later is None or ONLY_POSTPONED.fullmatch(text, start, end):
            continue
        when = WHEN.search(text, later.start(), end) or WHEN.search(text, start, end)
        asked = _ASKED.search(text, start, end)
        if (when is None and asked is None) or FOR_THE_RECORD.search(text, start, end):
            continue
        what = " ".join(text[start:end].split())
        yield FollowUp(what, " ".join(when[0].split()) if when else None, (start, end))
