"""The title a reader would give: that of the file where the text bears it out, else the printed
one, else what is known otherwise."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from ingest.evidence import Found, Where, first
from ingest.labels import label_kind
from ingest.letterhead import (
    APPENDIX,
    DATE_LINE,
    PAPER_ALONE,
    PAPER_TITLE,
    PAPER_WORDS,
    RECIPIENT,
    REFERENCE,
    SALUTATION,
    SENDER_LINE,
)
from ingest.meeting import AgendaItem
from ingest.opening import Opening
from ingest.words import normalise, written_date

MACHINE_TITLE = re.compile(
    r"\.(?:docx?|pdf|xlsx?|pptx?|odt|rtf)$|^microsoft|^untitled|^dokument\d*$|^\W*$|^[\d\W_]+$"
    r"|^[0-9a-f]{16,}$",
    re.IGNORECASE,
)
"""Titles that a program wrote: "14.DOCX", "Microsoft Word - notat"."""

MACHINE_NAME = re.compile(r"^[\d\W_]+$|^[0-9a-f-]{16,}$", re.IGNORECASE)

LARGE = 1.2
"""So many times the usual letter's height is a title."""

LABELLED = re.compile(r"[\w.-]{3,20}:\s")
"""The beginning of a line with a label: "Projektleder: …"."""

SHORT_APPENDIX = 12
"""Characters; "Bilag 3", "B i l a g" alone are no title."""

ALIKE = 0.12
"""Lines of a title differ in height by no more than this share."""

TITLE_LINES = 4

SENTENCE = 60
"""A line longer than this that ends in a full stop is a sentence."""

LONGEST = 160

QUOTED = re.compile(r"^[”“\"](?P<inner>[^”“\"]+)[”“\"]$")

WORD = re.compile(r"[^\W\d_]{4,}")

OF_OFFICE = re.compile(r"\b[A-ZÆØÅ][\w-]+ Kommunes?\b", re.IGNORECASE)

EMPTY_WORDS = frozenset(PAPER_WORDS)
"""Words that say nothing of what a paper is about."""

BORNE_OUT = 0.6
"""Share of a title's words that must stand on the first page."""


def find_title(
    metadata: str,
    stem: str,
    text: str,
    opening: Opening,
    meeting: tuple[str | None, datetime.date | None] | None,
    items: Sequence[AgendaItem],
) -> Found | None:
    """The title, None where nothing gives one. `meeting` are body and date of minutes, None for other papers."""
    of_file = _of_metadata(metadata, text, opening)
    borne_out = of_file if of_file and of_file.where is Where.METADATA else None
    if meeting is not None:
        return first((borne_out, _of_item(text, items), _of_meeting(*meeting), of_file))
    named = _of_name(stem)
    return first(
        (
            borne_out,
            _large(opening),
            _called_a_paper(opening),
            _below_paper(opening),
            named if _borne_out(stem, text, opening) else None,
            of_file,
            named,
            _heading(opening),
        )
    )


def _of_metadata(metadata: str, text: str, opening: Opening) -> Found | None:
    """The file's own title, unless a program or a template gave it; one that the first page does not
    bear out is worth no more than a file's name."""
    if MACHINE_TITLE.search(metadata) or metadata.lower() in PAPER_WORDS:
        return None
    if not _words(metadata) and not re.search(r"\d{4}", metadata):
        return None
    known = not text or _borne_out(metadata, text, opening)
    return Found(metadata, Where.METADATA if known else Where.FILE_NAME)


def _borne_out(title: str, text: str, opening: Opening) -> bool:
    """Whether most of a title's words stand on the first page."""
    words = _words(title)
    first_page = normalise(opening.printed + text[: opening.end])
    return sum(normalise(word) in first_page for word in words) >= BORNE_OUT * len(words)


def _words(title: str) -> set[str]:
    """The words that tell what a paper is about."""
    return {word.lower() for word in WORD.findall(OF_OFFICE.sub("", title))} - EMPTY_WORDS


def _of_item(text: str, items: Sequence[AgendaItem]) -> Found | None:
    """A file that holds one item of a meeting has that item's title."""
    if len(items) != 1 or items[0].start > LONGEST:
        return None
    start = text.find(items[0].title, items[0].start)
    span = (start, start + len(items[0].title)) if start >= 0 else None
    return Found(items[0].title, Where.HEADING, span)


def _of_meeting(organization: str | None, date: datetime.date | None) -> Found | None:
    parts = ["Referat", organization, written_date(date) if date else None]
    if organization is None and date is None:
        return None
    return Found(", ".join(part for part in parts if part), Where.MADE_UP)


def _large(opening: Opening) -> Found | None:
    """The lines set largest, where they are larger than the text."""
    rows = [
        row
        for row, line in enumerate(opening.lines)
        if _may_be_title(line.text) and not (line.text.endswith(".") and len(line.text) > SENTENCE)
    ]
    if not rows:
        return None
    largest = max(opening.sizes[row] for row in rows)
    if largest < LARGE:
        return None
    start = next(row for row in rows if opening.sizes[row] == largest)
    chosen = [start]
    while (
        chosen[-1] + 1 in rows
        and len(chosen) < TITLE_LINES
        and not opening.lines[chosen[-1]].text.endswith(".")
        and opening.lines[chosen[-1] + 1].start == opening.lines[chosen[-1]].end + 1
        and not LABELLED.match(opening.lines[chosen[-1] + 1].text)
        and abs(opening.sizes[chosen[-1] + 1] - largest) < ALIKE * largest
    ):
        chosen.append(chosen[-1] + 1)
    while (
        chosen[0] - 1 in rows
        and opening.lines[chosen[0]].start == opening.lines[chosen[0] - 1].end + 1
        and abs(opening.sizes[chosen[0] - 1] - largest) < ALIKE * largest
    ):
        chosen.insert(0, chosen[0] - 1)
    return _lines(opening, chosen, Where.HEADING)


def _called_a_paper(opening: Opening) -> Found | None:
    """A heading such as "Notat om …", "Bilag til …", "KL's høringssvar til …", with the line on
    which it goes on."""
    for row, line in enumerate(opening.lines):
        named = PAPER_TITLE.fullmatch(line.text) or (
            APPENDIX.fullmatch(line.text) and len(line.text.split()) > 2
        )
        if named and not line.text.endswith((".", ":", ",")) and len(line.text) <= LONGEST:
            return _lines(opening, [row, *_goes_on(opening, row)], Where.HEADING)
    return None


def _below_paper(opening: Opening) -> Found | None:
    """What stands below "NOTAT", or the word itself where it is a compound."""
    for row, line in enumerate(opening.lines):
        if not PAPER_ALONE.fullmatch(line.text):
            continue
        if line.text.lower() not in PAPER_WORDS:
            return _lines(opening, [row], Where.HEADING)
        below = [
            n for n in range(row + 1, len(opening.lines)) if _may_be_title(opening.lines[n].text)
        ]
        if below:
            return _lines(opening, [below[0], *_goes_on(opening, below[0])], Where.HEADING)
    return None


def _heading(opening: Opening) -> Found | None:
    """The first line that could be a title."""
    for row, line in enumerate(opening.lines):
        if _may_be_title(line.text):
            return _lines(opening, [row, *_goes_on(opening, row)], Where.TEXT)
    return None


def _of_name(stem: str) -> Found | None:
    return Found(stem, Where.FILE_NAME) if stem and not MACHINE_NAME.match(stem) else None


def _may_be_title(line: str) -> bool:
    """Whether a line is neither of the letterhead nor running text."""
    whole = (SENDER_LINE, REFERENCE, DATE_LINE, RECIPIENT, SALUTATION, PAPER_ALONE)
    return (
        3 < len(line) <= LONGEST
        and not line.endswith((",", ";"))
        and line[:1] not in "•-–o("
        and not line[:1].islower()
        and label_kind(line) is None
        and not (APPENDIX.fullmatch(line) and len(line) < SHORT_APPENDIX)
        and not any(pattern.fullmatch(line) for pattern in whole)
        and not re.search(
            r"@|www\.|^\d{4} [A-ZÆØÅ]|^tlf|^telefon|^kl\.|dag,? (?:den|d\.) \d", line, re.IGNORECASE
        )
    )


def _goes_on(opening: Opening, row: int) -> list[int]:
    """The next line, where a title is broken: it begins in small letters or with a quote."""
    following = row + 1
    if following >= len(opening.lines):
        return []
    text = opening.lines[following].text
    open_end = re.search(
        r"\b(?:til|for|om|af|og|på|ved|i|den|det|en|et)$|[-–]$", opening.lines[row].text
    )
    if open_end is None and (text.endswith(".") or not (text[:1].islower() or text[:1] in '”"')):
        return []
    return [following] if len(text) <= LONGEST else []


def _lines(opening: Opening, rows: Sequence[int], where: Where) -> Found:
    texts = [opening.lines[row].text for row in rows]
    return Found(
        QUOTED.sub(r"\1", " ".join(texts)[:LONGEST].strip()),
        where,
        (opening.lines[rows[0]].start, opening.lines[rows[-1]].end),
    )
