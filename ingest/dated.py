"""The date of a document: of the meeting, or the one a paper bears. Dates it tells of are not."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from ingest.evidence import Found, Where
from ingest.opening import OPENING, Opening
from ingest.organization import BODY
from ingest.text_lines import Line
from ingest.words import DATE, dates_in

MEETING_LEAD = re.compile(
    r"(?:åbent |lukket |ekstraordinært |ordinært )*"
    r"(?:mødedato|dato|referat|(?:beslutnings)?protokol|dagsorden|mødet?|indkaldelse)\b[^\n]{0,90}",
    re.IGNORECASE,
)
"""What stands on a line before the date of the meeting: a word for it, and more."""

AFTER_BODY = re.compile(
    r"(?: \([A-ZÆØÅ]{2,6}\))?(?: (?:[a-zæøå]+ )?mødet?)?"
    r"(?:[ ,-]*(?:man|tirs|ons|tors|fre|lør|søn)dag)?[ ,-]*(?:den |d\. )?",
    re.IGNORECASE,
)
"""What stands between the name of a body, at the line's beginning, and the date."""

ITEM_REFERENCE = re.compile(r"\b(?:punkt|pkt\.?) \d+", re.IGNORECASE)
"""A line that refers to an item of another meeting."""

DECISION_LABEL = re.compile(r"beslutning\b|.*\bbeslutning(?:en)? den\b", re.IGNORECASE)

DATE_LABEL = re.compile(r"(?:^\W*dato\W*|\bDato ?: *)(?:den\W*)?$", re.IGNORECASE)
"""What stands in front of a paper's own date, at its top or its end."""

BEFORE_DATE = re.compile(
    r"\W*(?:[A-ZÆØÅ][\wæøå.]*(?: [A-ZÆØÅ][\wæøå.]*)?,\s*)?"
    r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s*)?(?:den|d\.)?\s*",
    re.IGNORECASE,
)
"""What may stand before a date on a line of its own: a place, a weekday."""

ONLY_DATE = re.compile(rf"(?:{DATE.pattern})\W*(?:kl\.? ?[\d.:]{{1,5}}.{{0,120}})?", re.IGNORECASE)
"""A date, and the hour of a meeting."""

APPROVED = re.compile(
    r"(?:godkendt|vedtaget) (?:af|i|på) .{2,60}(?:den|d\.)\s*$", re.IGNORECASE | re.MULTILINE
)
"""What stands before the day on which a policy was approved."""

LONGEST_LABEL = 160
"""Characters of a line that is the label of a decision."""

ENDING = 400
"""Characters at the end of a paper in which it may be dated."""


def find_date(stem: str, text: str, opening: Opening, *, meets: bool) -> Found | None:
    """The date as YYYY-MM-DD. `meets` for minutes and agendas."""
    if meets:
        found = _meeting_line(text) or _own_line(text, opening) or _decisions(text)
    else:
        found = _label(text, opening) or _own_line(text, opening) or _approved(text, opening)
    if found:
        return found
    named = next((date for _, date in dates_in(stem)), None)
    return Found(named.isoformat(), Where.FILE_NAME) if named else None


def _meeting_line(text: str) -> Found | None:
    """A line such as "Mødedato: …" or "Referat af møde …, den …"."""
    for line, start, date in _dates(text, 0, min(len(text), OPENING)):
        lead = text[line.start : start].lstrip()
        body = BODY.match(lead)
        leads = MEETING_LEAD.fullmatch(lead) or (body and AFTER_BODY.fullmatch(lead, body.end()))
        if leads and not ITEM_REFERENCE.search(line.text) and not DECISION_LABEL.match(line.text):
            return _found(text, start, date, Where.LABEL)
    return None


def _own_line(text: str, opening: Opening) -> Found | None:
    """A line that is only a date, perhaps with a place, at the top or the end."""
    last = opening.lines[-1].end if opening.lines else 0
    for first_one, end in ((0, last), (max(last, len(text) - ENDING), len(text))):
        for line, start, date in _dates(text, first_one, end):
            after = text[start : line.end]
            if BEFORE_DATE.fullmatch(text[line.start : start]) and ONLY_DATE.fullmatch(after):
                return _found(text, start, date, Where.LETTERHEAD)
    return None


def _decisions(text: str) -> Found | None:
    """What the labels of decisions say; of several days the commonest, then the last."""
    labelled = [
        (date, start)
        for line, start, date in _dates(text, 0, len(text))
        if len(line.text) <= LONGEST_LABEL and DECISION_LABEL.match(line.text)
    ]
    if not labelled:
        return None
    counts = Counter(date for date, _ in labelled)
    date = max(counts, key=lambda one: (counts[one], one))
    return _found(text, next(start for one, start in labelled if one == date), date, Where.DECISION)


def _label(text: str, opening: Opening) -> Found | None:
    """Behind the word "Dato", on the first page or at the end."""
    for first_one, end in ((0, opening.end), (max(0, len(text) - ENDING), len(text))):
        for line, start, date in _dates(text, first_one, end):
            if DATE_LABEL.search(text[line.start : start]):
                return _found(text, start, date, Where.LABEL)
    return None


def _approved(text: str, opening: Opening) -> Found | None:
    """When a policy was approved, as its first lines tell."""
    last = opening.lines[-1].end if opening.lines else 0
    for _, start, date in _dates(text, 0, last):
        if APPROVED.search(text[:start]):
            return _found(text, start, date, Where.TEXT)
    return None


def _dates(text: str, start: int, end: int) -> Iterator[tuple[Line, int, datetime.date]]:
    """Every date between two offsets, with the line that it begins on, and where it begins. It may
    run over the line's end: then the line does, too."""
    for offset, date in dates_in(text[start:end]):
        begin = start + offset
        first = text.rfind("\n", 0, begin) + 1
        match = DATE.match(text, begin)
        last = text.find("\n", match.end() if match else begin)
        last = last if last >= 0 else len(text)
        yield Line(first, last, text[first:last].strip()), begin, date


def _found(text: str, start: int, date: datetime.date, where: Where) -> Found:
    match = DATE.match(text, start)
    return Found(date.isoformat(), where, (start, match.end()) if match else None)
