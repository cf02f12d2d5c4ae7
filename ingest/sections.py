"""The labelled sections of an item, and where in them somebody decided something.

A label stands alone on its line. A decision's label may also name the body and the date, and then
tells whose decision it is: that of this meeting, or one of an earlier meeting repeated.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.labels import DECISION, SectionKind, label_kind
from ingest.meeting import Section
from ingest.text_lines import Line, lines_of
from ingest.words import dates_in

LONGEST_LABEL = 160
"""Characters; a longer line is text that happens to hold the words of a label."""

LONGEST_INLINE = 45
"""Characters of a label that has its text on the same line."""

OTHER_LISTS = frozenset((SectionKind.ABSENCE, SectionKind.ATTENDANCE, SectionKind.DISSENT))
"""What may stand so in a decision, and is part of it."""

_DATE = r"\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{4}|\d{1,2}\.\s*[a-zæøå]+\s+\d{4}|\d{4}-\d\d-\d\d"

DECISION_LABELS: tuple[re.Pattern[str], ...] = (
    # Beslutning Teknikudvalget 2014-2017 den 12-03-2014; Beslutning fra Byrådet, 2. maj 2023, pkt. 4
    re.compile(
        rf"Beslutning(?:en)?\b[\s:]*(?:i|fra|truffet af)?\s*(?P<body>[^\n]*?)[\s,]*(?:\bden\b\s*)?"
        rf"(?P<date>{_DATE})[^\n]{{0,25}}$"
    ),
    # Teknikudvalgets beslutning den 04.12.2012 Punkt 3; Byrådet, 2. maj 2023, beslutning:
    re.compile(
        rf"(?P<body>[A-ZÆØÅ][^\n]{{3,90}}?)\s+beslutning(?:en)?\s+(?:den|fra|d\.)?\s*"
        rf"(?P<date>{_DATE})[^\n]{{0,25}}$"
    ),
    # Teknikudvalget besluttede
    re.compile(
        r"(?P<body>(?:[A-ZÆØÅ][\w-]*,? (?:og )?){0,4}?[A-ZÆØÅ]\w*(?:udvalget|rådet|bestyrelsen|udvalg|råd))"
        r"\s+(?:besluttede|vedtog|beslutter)\s*:?$"
    ),
)
"""Lines that label a decision; `body` and `date` where they name them."""

HISTORY_ENTRY: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?P<date>{_DATE})[\s,:-]*(?P<body>[A-ZÆØÅ][^\n.]{{3,80}})$"),
    re.compile(
        rf"(?P<body>[A-ZÆØÅ][^\n.]{{2,80}}?(?:udvalget|udvalg|rådet|råd|bestyrelsen)(?:\s+\d{{4}}\s?-\s?\d{{4}})?)"
        rf"[\s,:-]*(?:den|d\.)?\s*(?P<date>{_DATE})[\s,:]*[^\n]{{0,25}}$"
    ),
)
"""Lines under "Sagens forløb" that begin an earlier decision."""

_BODY_WORD = r"(?:udvalg(?:et)?|råd(?:et)?|bestyrelse(?:n)?)(?:\s+\d{4}\s?-\s?\d{4})?"

HISTORY_BESIDE: tuple[re.Pattern[str], ...] = (
    # 12-03-2014 Teknikudvalget 1.-2. Anbefales.
    re.compile(
        rf"(?P<date>{_DATE})[\s,:-]*(?P<body>[A-ZÆØÅ][^\n.:]{{2,80}}?{_BODY_WORD})\s*[:,–-]?\s+(?=[\dA-ZÆØÅ])"
    ),
    # Teknikudvalget den 12. marts 2014: Anbefales.
    re.compile(
        rf"(?P<body>[A-ZÆØÅ][^\n.:]{{2,80}}?{_BODY_WORD})[\s,]*(?:den|d\.)?\s*(?P<date>{_DATE})\s*[:–-]\s+"
        r"(?=[\dA-ZÆØÅ])"
    ),
)
"""The same with the decision behind it on the same line."""

_SMALL = "og|for|i|af|samt|til|med|den|det|de|om|på|ved"

BROKEN_WORD = re.compile(
    rf"(?<![ -](?:og|af|om|på|de))(?<![ -](?:for|til|med|den|det|ved))(?<![ -]i)(?<=[a-zæøå]) (?=[a-zæøå])(?!(?:{_SMALL})\b)"
)
"""Where a narrow column broke a word of a body's name: "Landdistriktsu dvalget"."""

UNNAMED_BODIES = frozenset("udvalget rådet bestyrelsen".split())
"""Bodies that are the one that met, whatever its full name."""

WHOLE_BODIES = frozenset("byrådet kommunalbestyrelsen regionsrådet".split())
"""Where no date is printed, the council that met; with a date it may be another body than the one whose
minutes these are."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A label in an item: where it begins, where its text begins, and what it says."""

    start: int
    body: int
    name: str
    kind: SectionKind
    organization: str | None = None
    date: datetime.date | None = None
    in_history: bool = False
    """Whether it only begins an entry of the section above it, "Sagens forløb"."""


def section_marks(text: str, start: int, end: int) -> list[Mark]:
    """The labels between two offsets, in order. A decision's carries body and date."""
    marks: list[Mark] = []
    lines = list(lines_of(text, start, end))
    in_history = False
    for position, line in enumerate(lines):
        below = lines[position + 1] if position + 1 < len(lines) else None
        mark = None if _is_value(lines[max(0, position - 1)], marks) else _mark(line, below, marks)
        if mark is None and in_history:
            mark = _history_mark(line)
        if mark is not None:
            marks.append(mark)
            in_history = mark.kind is SectionKind.HISTORY or mark.in_history
    return _beside(lines, marks)


def _beside(lines: list[Line], marks: list[Mark]) -> list[Mark]:
    """The labels with their text behind a colon on the same line, where that is how the item's labels
    are set: "Beslutning: Godkendt."."""
    found = []
    for line in lines:
        label, colon, rest = line.text.partition(":")
        kind = (
            label_kind(label) if colon and rest.strip() and len(label) <= LONGEST_INLINE else None
        )
        if kind is not None and kind not in OTHER_LISTS:
            name = DECISION if kind is SectionKind.DECISION else label
            found.append(Mark(line.start, line.start + len(label) + 1, name, kind))
    decided = any(mark.kind is SectionKind.DECISION for mark in marks)
    if decided and len(found) <= len(marks):
        return marks
    return sorted([*marks, *found], key=lambda mark: mark.start)


def find_sections(text: str, start: int, end: int) -> tuple[Section, ...]:
    """The labelled sections between two offsets; what stands before the first label is no section."""
    marks = section_marks(text, start, end)
    return tuple(section for section, mark in sections_of(text, marks, end) if not mark.in_history)


def sections_of(text: str, marks: Sequence[Mark], end: int) -> Iterator[tuple[Section, Mark]]:
    """The sections that labels open, down to the next label or to `end`. An entry of a case's history
    ends at the next entry, the history itself at the next label."""
    for position, mark in enumerate(marks):
        below = marks[position + 1 :]
        nested = mark.kind is SectionKind.HISTORY
        stop = next((other.start for other in below if not (nested and other.in_history)), end)
        last = mark.start + len(text[mark.start : stop].rstrip())
        body = mark.body + len(text[mark.body : stop]) - len(text[mark.body : stop].lstrip())
        yield (
            Section(mark.name, mark.start, min(body, max(last, mark.body)), max(last, mark.body)),
            mark,
        )


def section_name(line: str) -> str | None:
    """The section that a line labels, or None."""
    mark = _mark(Line(0, len(line), line), None, [])
    return mark.name if mark else None


def _is_value(above: Line, marks: list[Mark]) -> bool:
    """Whether the line above asks for one word, which may be "Beslutning": "Punkttype"."""
    return (
        bool(marks) and marks[-1].kind is SectionKind.ITEM_KIND and marks[-1].start == above.start
    )


def _mark(line: Line, below: Line | None, marks: list[Mark]) -> Mark | None:
    if len(line.text) > LONGEST_LABEL:
        return None
    kind = label_kind(line.text)
    if kind is None:
        return _dated_mark(line)
    if _goes_on(below, kind, marks):
        return None
    dated = _dated_body(below.text) if below and kind is SectionKind.DECISION else None
    if below is not None and dated is not None:
        return Mark(line.start, below.end, DECISION, kind, *dated)
    name = DECISION if kind is SectionKind.DECISION else line.text.rstrip(" :")
    return Mark(line.start, line.end, name, kind)


def _dated_mark(line: Line) -> Mark | None:
    """The mark of a line that labels a decision by its body."""
    for pattern in DECISION_LABELS:
        match = pattern.match(line.text)
        if match:
            groups = match.groupdict()
            return Mark(
                line.start, line.end, DECISION, SectionKind.DECISION,
                _body(groups["body"], dated="date" in groups), _date(groups.get("date")),
            )  # fmt: skip
    return None


def _goes_on(below: Line | None, kind: SectionKind, marks: list[Mark]) -> bool:
    """Whether what looks like a repeated label is the first word of an entry: "Bilag" in a list of
    attachments, before an entry that goes on in lower case."""
    return (
        below is not None
        and below.text[:1].islower()
        and any(mark.kind is kind for mark in marks[-1:])
    )


def _dated_body(line: str) -> tuple[str | None, datetime.date | None] | None:
    """Body and date of the line below "Beslutning": "Teknikudvalget den 12-09-2022"."""
    if len(line) > LONGEST_LABEL:
        return None
    match = re.match(rf"(?P<body>[A-ZÆØÅ][^\n.:;]{{2,90}}?),?\s+den\s+(?P<date>{_DATE})$", line)
    return (_body(match["body"]), _date(match["date"])) if match else None


def _history_mark(line: Line) -> Mark | None:
    for pattern in HISTORY_BESIDE:
        beside = pattern.match(line.text)
        if beside and _date(beside["date"]):
            return Mark(
                line.start, line.start + beside.end(), DECISION, SectionKind.DECISION,
                _body(beside["body"]), _date(beside["date"]), in_history=True,
            )  # fmt: skip
    for pattern in HISTORY_ENTRY:
        match = pattern.match(line.text) if len(line.text) <= LONGEST_LABEL else None
        if match and _date(match["date"]):
            return Mark(
                line.start, line.end, DECISION, SectionKind.DECISION,
                _body(match["body"]), _date(match["date"]), in_history=True,
            )  # fmt: skip
    return None


def _date(written: str | None) -> datetime.date | None:
    """A date as labels write it, also with spaces inside: "12-03- 2014"."""
    if not written:
        return None
    joined = re.sub(r"\s*([-/])\s*", "-", written)
    joined = re.sub(r"(\d)\s*\.\s*(?=\d)", r"\1.", joined)
    return next((date for _, date in dates_in(joined)), None)


def _body(name: str, *, dated: bool = True) -> str | None:
    """The body that a label names; None for one that it only calls "udvalget"."""
    bare = re.sub(r"^(?:i|fra|af|truffet af)\s+", "", " ".join(name.split())).strip(" ,:")
    bare = BROKEN_WORD.sub("", bare)
    genitive = re.sub(r"(udvalg|råd|bestyrelse)(et|en)?s$", r"\1\2", bare)
    unnamed = UNNAMED_BODIES if dated else UNNAMED_BODIES | WHOLE_BODIES
    return genitive if genitive and genitive.lower() not in unnamed else None
