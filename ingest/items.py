"""The items of a meeting, found by how they are headed, in order; each reaches to the next.

"Punkt 5: …", "Ad 5) …", "5. …" above a case number, or numbered headings that count upwards.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ingest.labels import label_kind
from ingest.meeting import AgendaItem
from ingest.text_lines import Line, lines_of
from ingest.words import CASE_NUMBER

LONGEST_HEADING = 300
"""Characters; a longer line is text that happens to begin with a number."""

CONTENTS_ENTRY = re.compile(r"\.{4,}\s*\d{1,4}$")
"""A line of a table of contents, with dots to the page number."""

MOST_TITLE_LINES = 3
"""A title that goes on over more lines is text."""

STATED_HEADING = re.compile(
    r"(?:(?:(?:[Ll]ukket|LUKKET|[Ff]ortroligt?)\s*[-–:]?\s*(?:punkt|PUNKT|sag|SAG)"
    r"|(?:(?:[Ll]ukket|LUKKET|[Ff]ortroligt?)\s*[-–:]?\s*)?(?:(?:Dagsordens)?[Pp]unkt|Pkt\.?|Sag))"
    r"\s*(?:nr\.?\s*)?(?:L\.?\s?)?(?P<punkt>\d{1,3})\s*(?:L\b\s*)?"
    r"(?:\(?(?:[Ll]ukket|LUKKET|[Ff]ortroligt?|L)(?: punkt| sag)?\)?\s*)?(?:[:.]|\s[-–—](?=\s))"
    r"|Ad\s+(?P<ad>\d{1,3})\s*\))\s*(?P<title>\S.*)"
)
"""A heading that says that it is an item."""

NUMBERED_LINE = re.compile(
    r"(?P<number>\d{1,3})\s*(?:L|\((?:L|[Ll]ukket)\))?\s*(?P<mark>[.)])\s+(?P<title>[^\W\d_].*)"
)
"""A line that begins with a number; an item only in the right company."""

CASE_LINE = re.compile(
    r"\s*(?:Sagsnr|Sags?nummer|Sag nr|Sags?-?id|J\.?\s?nr|Journalnr|Journalnummer)\b", re.IGNORECASE
)

CASE_IN_TITLE = re.compile(
    r"\s*\((?:sag|sagsnr\.?|sag nr\.)\s*(?P<number>[^)\s]+)\)|\s+Sagsnr\b\W*(?P<after>\S+)?",
    re.IGNORECASE,
)
"""A case number on the heading's own line: "(sag 22-003603)", or run into it."""


def find_items(text: str) -> tuple[AgendaItem, ...]:
    """The items of a document, in order; each reaches to where the next begins."""
    lines = list(lines_of(text))
    stated, above = _counting(_stated(lines)), _counting(_above_case_number(lines))
    found = max(stated, above, key=len)
    numbered = max((_numbered_headings(lines, mark) for mark in ".)"), key=len)
    # In some minutes only a few items carry a case number: those that count along are items too.
    if {index for index, *_ in found} <= {index for index, *_ in numbered}:
        found = numbered
    items = []
    for position, (index, number, heading) in enumerate(found):
        start = lines[index].start
        end = lines[found[position + 1][0]].start if position + 1 < len(found) else len(text)
        title = _whole_title(text, lines, index, heading)
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


def _whole_title(text: str, lines: Sequence[Line], index: int, title: str) -> str:
    """The title with the lines it goes on over, set directly below one another: down to its case
    number, or as long as they go on in lower case."""
    words = whole = title
    for above, line in itertools.pairwise(lines[index : index + MOST_TITLE_LINES + 1]):
        apart = "\n\n" in text[above.end : line.start]
        if CASE_LINE.match(line.text):
            return words
        if apart or label_kind(line.text) or CASE_IN_TITLE.search(words):
            return whole
        words = f"{words} {line.text}"
        if CASE_IN_TITLE.search(line.text):
            return words
        if line.text[:1].islower() and above.text[-1] not in ".:;!?":
            whole = words
    return whole


_Found = list[tuple[int, str, str]]
"""Index of the line, number, title."""


def _stated(lines: Sequence[Line]) -> _Found:
    found = []
    for index, line in enumerate(lines):
        match = STATED_HEADING.match(line.text)
        if match and len(line.text) <= LONGEST_HEADING and not CONTENTS_ENTRY.search(line.text):
            number = match["punkt"] or match["ad"]
            found.append((index, number, match["title"]))
    return found


def _above_case_number(lines: Sequence[Line]) -> _Found:
    found = []
    for index, line in enumerate(lines[:-1]):
        match = NUMBERED_LINE.match(line.text)
        followed = any(CASE_LINE.match(after.text) for after in lines[index + 1 : index + 3])
        cased = match and (followed or CASE_IN_TITLE.search(match["title"]))
        listed = CONTENTS_ENTRY.search(line.text)
        if match and cased and not listed and len(line.text) <= LONGEST_HEADING:
            found.append((index, match["number"], match["title"]))
    return found


def _numbered_headings(lines: Sequence[Line], mark: str) -> _Found:
    """Numbered headings of a paper: short, no sentence, counting from 1, with text in between; the
    `mark` behind the number is the same for all."""
    found: _Found = []
    for index, line in enumerate(lines):
        match = NUMBERED_LINE.match(line.text)
        if (
            match
            and match["mark"] == mark
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
