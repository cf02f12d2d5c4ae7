"""The attachments that an item lists under "Bilag", one a line, or several with semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.meeting import Attachment, Section, Span
from ingest.text_lines import Line, lines_of

NONE = re.compile(r"(?:nej|ingen(?: bilag)?|der er ingen bilag|[-–—])\s*\.?$", re.IGNORECASE)
"""What stands where there are none."""

ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?:https?://|www\.)\S+)*$", re.IGNORECASE)
"""A link printed among the names."""

LEADING_ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S+\s+)+", re.IGNORECASE)

FILE_ENDING = re.compile(r"[.\s](?:pdf|docx?|xlsx?|pptx?|odt|rtf|tiff?|jpe?g|png|msg|html?)$", re.I)

RUNNING_TEXT = re.compile(r"^(?=.{80}).*[a-zæøå]{2}[.:]$|^.{300}|(?:[^.]+[a-zæøå)]\. +[A-ZÆØÅ]){2}")
"""A line that is no name: a long sentence, or several. Then the section is about the attachments, and
no list of them."""

REGISTER_ENTRY = re.compile(
    r"\d{1,3}\s+(?:Åben|Lukket)\s+(?P<name>.+?)\s+\d{4,}[/-]\d{2,4}(?=\s+\d{1,3}\s+(?:Åben|Lukket)\b|$)"
)
"""A row of a register of attachments: number, access, name, document number."""

BULLET = re.compile(r"^[•●○▪■◦‣·\uf000-\uf0ff-]\s+")


LETTERED = re.compile(r"(?P<letter>[a-zæøå])\s?[.)]\s+\S")
"""A point of a list: "c. Konference i maj"."""


def find_attachments(text: str, section: Section, item_start: int) -> tuple[Attachment, ...]:
    """The names listed in a section of attachments, as printed, each with its span. `item_start` is
    where the section's item begins."""
    entries = [line for line in _entries(text, section) if not ADDRESS.match(line.text)]
    entries = _without_next_point(entries, list(lines_of(text, item_start, section.start)))
    if all(NONE.match(line.text) for line in entries) or any(
        RUNNING_TEXT.search(line.text) for line in entries
    ):
        return ()
    named = any(FILE_ENDING.search(line.text) for line in entries)
    joined = list(_joined(entries)) if named else [[line] for line in entries]
    found = []
    for lines in joined:
        words = " ".join(LEADING_ADDRESS.sub("", BULLET.sub("", line.text)) for line in lines)
        name = " ".join(words.split())
        if not NONE.match(name):
            found.append(Attachment(name, (lines[0].start, lines[-1].end)))
    return tuple(found)


def _entries(text: str, section: Section) -> Iterator[Line]:
    lines = list(lines_of(text, section.body, section.end))
    if any(";" in line.text for line in lines):
        # One list in running text: a line's end parts nothing.
        stop = max(line.end for line in lines)
        lines = [Line(section.body, stop, text[section.body : stop])]
    registered = any(REGISTER_ENTRY.search(line.text) for line in lines)
    for line in lines:
        rows = list(REGISTER_ENTRY.finditer(line.text))
        if registered:
            yield from (_part(line, row.span("name")) for row in rows)
        elif ";" in line.text:
            for part in re.finditer(r"[^;\s][^;]*", line.text):
                yield _part(line, (part.start(), part.start() + len(part[0].rstrip())))
        else:
            yield line


def _without_next_point(entries: list[Line], above: list[Line]) -> list[Line]:
    """The entries down to where the item's own list goes on: after point b, with its attachments, comes
    point c. Attachments that carry letters themselves are no points."""
    points = [match["letter"] for line in above if (match := LETTERED.match(line.text))]
    if not points:
        return entries
    for position, line in enumerate(entries):
        point = LETTERED.match(line.text)
        if point:
            follows = position > 0 and ord(point["letter"]) == ord(points[-1]) + 1
            return entries[:position] if follows else entries
    return entries


def _part(line: Line, span: Span) -> Line:
    return Line(line.start + span[0], line.start + span[1], line.text[slice(*span)])


def _joined(entries: list[Line]) -> Iterator[list[Line]]:
    """Lines put together to names that end as a file's does: the others were broken."""
    gathered: list[Line] = []
    for line in entries:
        gathered.append(line)
        if FILE_ENDING.search(line.text):
            yield gathered
            gathered = []
    yield from ([line] for line in gathered)
