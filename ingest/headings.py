"""Unnumbered headings of a paper: a short line with space above and a longer line below."""

from __future__ import annotations

import itertools
import re

from ingest.meeting import Section
from ingest.text_lines import lines_of

HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?[A-ZÆØÅ”\"][^\n]*[^\W\d_]{3}")

NO_HEADING = re.compile(r"[.,;:!?]$|\b(?:og|eller|at|der|som)$|\d[\d.,]*\s+\d")
"""Ends as a sentence or a list entry does, or is a row of numbers."""


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
