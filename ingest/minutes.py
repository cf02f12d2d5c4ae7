"""A first, plain recognition of items and sections in the cleaned text.

Items are found by how they are headed ("Punkt 5: …", "Ad 5) …", "5. …" above a case number, or
numbered headings that count upwards); sections by labels that stand alone on a line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.meeting import AgendaItem, Section
from ingest.words import CASE_NUMBER

LONGEST_HEADING = 300
"""Characters; a longer line is text that happens to begin with a number."""

STATED_HEADING = re.compile(
    r"(?:Punkt\s+(?P<punkt>\d{1,3})\s*[:.]|Ad\s+(?P<ad>\d{1,3})\s*\)|Pkt\.?\s*(?P<pkt>\d{1,3})\s*[:.])"
    r"\s*(?P<title>\S.*)"
)
"""A heading that says that it is an item."""

NUMBERED_LINE = re.compile(r"(?P<number>\d{1,3})\s*\.\s+(?P<title>[^\W\d_].*)")
"""A line that begins with a number; an item only in the right company."""

CASE_LINE = re.compile(r"\s*(?:Sagsnr|Sags?nummer|Sag nr|J\.?nr|Journalnr)\b", re.IGNORECASE)

CASE_IN_TITLE = re.compile(
    r"\s*\((?:sag|sagsnr\.?|sag nr\.)\s*(?P<number>[^)\s]+)\)|\s+Sagsnr\b\W*(?P<after>\S+)?",
    re.IGNORECASE,
)
"""A case number on the heading's own line: "(sag 22-003603)", or run into it."""

HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?[A-ZÆØÅ”\"][^\n]*[^\W\d_]{3}")

NO_HEADING = re.compile(r"[.,;:!?]$|\b(?:og|eller|at|der|som)$|\d[\d.,]*\s+\d")
"""Ends as a sentence or a list entry does, or is a row of numbers."""

SECTION_LABELS = frozenset(
    label.replace("~", " ")
    for label in """
    tema resume resumé sammendrag baggrund indledning fremstilling sagsfremstilling sagsbeskrivelse
    sagsprocedure sagsgang sagens~forløb indstilling administrationens~forslag
    administrationens~indstilling forvaltningens~forslag forvaltningens~indstilling
    direktionens~indstilling økonomi økonomi~og~finansiering økonomiske~konsekvenser
    økonomiske~konsekvenser~og~finansiering finansiering høring dialog/høring inddragelse lovgrundlag
    retsgrundlag tidsplan tidsplan~og~proces proces afledte~konsekvenser andre~konsekvenser
    personalemæssige~konsekvenser miljømæssige~konsekvenser klima~og~miljø kommunikation vurdering
    øvrige~forhold bilag punkttype beslutning beslutningen~træffes~af fraværende afbud udtalelser
    mindretalsudtalelse protokoltilførsel til~stede tilstede deltagere notat sagens~historik
    """.split()
)
"""Labels that stand alone on a line, in lower case."""

DECISION_LABEL = re.compile(
    r"(?:Beslutning(?:en)?\b.{0,120}|(?:Udvalget|Byrådet|Kommunalbestyrelsen|Rådet|Bestyrelsen)\s+besluttede"
    r"|.{3,80}\bbeslutning(?:en)?\s+(?:den|fra)\s+\d.{0,40})$",
    re.IGNORECASE,
)

DECISION = "Beslutning"
"""The name that every section with a decision gets, whatever its label."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cleaned text with its span."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a cleaned text that hold anything."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Line(start, start + len(line), line.strip())
        start += len(line) + 1


def find_items(text: str) -> tuple[AgendaItem, ...]:
    """The items of a document, in order; each reaches to where the next begins."""
    lines = list(lines_of(text))
    stated, above = _counting(_stated(lines)), _counting(_above_case_number(lines))
    found, numbered = max(stated, above, key=len), _numbered_headings(lines)
    # In some minutes only a few items carry a case number: those that count along are items too.
    if {index for index, *_ in found} <= {index for index, *_ in numbered}:
        found = numbered
    items = []
    for position, (index, number, title) in enumerate(found):
        start = lines[index].start
        end = lines[found[position + 1][0]].start if position + 1 < len(found) else len(text)
        in_title = CASE_IN_TITLE.search(title)
        stated_number = in_title and (in_title["number"] or in_title["after"])
        case_number = stated_number or _case_number(lines[index : index + 3])
        items.append(
            AgendaItem(
                number,
                title[: in_title.start() if in_title else None].strip(),
                case_number,
                start,
                end,
            )
        )
    return tuple(items)


def find_sections(text: str, start: int, end: int) -> tuple[Section, ...]:
    """The labelled sections between two offsets; what stands before the first label is no section."""
    marks: list[tuple[int, str]] = []
    above = ""
    for line in lines_of(text[start:end]):
        name = section_name(line.text)
        # "Punkttype" is followed by its value, which may be "Beslutning".
        if name is not None and above != "Punkttype":
            marks.append((start + line.start, name))
        above = line.text
    ends = [mark for mark, _ in marks[1:]] + [end]
    return tuple(
        Section(name, mark, mark, stop) for (mark, name), stop in zip(marks, ends, strict=False)
    )


def section_name(line: str) -> str | None:
    """The section that a line labels, or None."""
    bare = line.rstrip(" :")
    if bare.lower() in SECTION_LABELS and bare[:1].isupper():
        return DECISION if bare.lower() == "beslutning" else bare
    if len(line) <= 160 and line[:1].isupper() and DECISION_LABEL.match(line):
        return DECISION
    return None


def find_headings(text: str) -> tuple[Section, ...]:
    """Unnumbered headings: a short line with space above and a longer line below; each with the
    stretch of text down to the next."""
    lines = list(lines_of(text))
    marks = []
    for line, below in itertools.pairwise(lines):
        apart = line.start == 0 or text[max(0, line.start - 2) : line.start] == "\n\n"
        short = len(line.text) <= 90 and len(below.text) > len(line.text)
        if apart and short and HEADING.match(line.text) and not NO_HEADING.search(line.text):
            marks.append((line.start, line.text))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    return tuple(
        Section(name, start, start, end) for (start, name), end in zip(marks, ends, strict=False)
    )


_Found = list[tuple[int, str, str]]
"""Index of the line, number, title."""


def _stated(lines: Sequence[Line]) -> _Found:
    found = []
    for index, line in enumerate(lines):
        match = STATED_HEADING.match(line.text)
        if match and len(line.text) <= LONGEST_HEADING:
            number = match["punkt"] or match["ad"] or match["pkt"]
            found.append((index, number, match["title"]))
    return found


def _above_case_number(lines: Sequence[Line]) -> _Found:
    found = []
    for index, line in enumerate(lines[:-1]):
        match = NUMBERED_LINE.match(line.text)
        followed = any(CASE_LINE.match(after.text) for after in lines[index + 1 : index + 3])
        cased = match and (followed or CASE_IN_TITLE.search(match["title"]))
        if match and cased and len(line.text) <= LONGEST_HEADING:
            found.append((index, match["number"], match["title"]))
    return found


def _numbered_headings(lines: Sequence[Line]) -> _Found:
    """Numbered headings of a paper: short, no sentence, counting from 1, with text in between."""
    found: _Found = []
    for index, line in enumerate(lines):
        match = NUMBERED_LINE.match(line.text)
        if (
            match
            and int(match["number"]) == len(found) + 1
            and len(line.text) <= 120
            and match["title"][0].isupper()
            and line.text[-1] not in ".,;:"
            and index + 1 < len(lines)
            and not NUMBERED_LINE.match(lines[index + 1].text)
        ):
            found.append((index, match["number"], match["title"]))
    return found if len(found) >= 2 else []


def _counting(found: _Found) -> _Found:
    """Only what counts upwards: an item that quotes "Ad 2)" of another list does not restart it."""
    kept: _Found = []
    for entry in found:
        if not kept or int(entry[1]) > int(kept[-1][1]):
            kept.append(entry)
    return kept


def _case_number(following: Sequence[Line]) -> str | None:
    """The case number on one of the lines below a heading."""
    for line in following:
        if CASE_LINE.match(line.text):
            match = CASE_NUMBER.search(line.text)
            return match.group() if match else None
    return None
