"""What a page lists: attachments, numbered headings, and the lines of a table of contents.

A later page that bears a listed attachment's name begins a document; one whose heading stands in the
table of contents, or carries the next number, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.labels import SectionKind, label_kind
from ingest.lines import BULLET
from ingest.words import normalise

NUMBERED = re.compile(r"(?:punkt |pkt\.? |ad )?(\d{1,3}|[A-H])[.)]? +[\"”'A-ZÆØÅ(]", re.IGNORECASE)
"""A numbered heading: "7. Veje", "Punkt 7 Veje", "C. Styrket fokus"."""

FILE_END = re.compile(r"[ .]*\.? ?(?:pdf|docx?|xlsx?|pptx?)$", re.IGNORECASE)
"""How a line that names a file ends, also one cut short with dots."""

CONTENTS_LINE = re.compile(r"[ .…_]*\d{1,4}$")
"""Dots and a page number, at the end of a line of a table of contents."""


@dataclass(frozen=True, slots=True)
class PageLists:
    """`attachments` as listed; `numbers` of headings in capitals; `contents` as `normalise` gives
    the lines that end in a number, without it."""

    attachments: tuple[str, ...]
    numbers: frozenset[str]
    contents: frozenset[str]


def lists_of(lines: Sequence[str]) -> PageLists:
    """What these lines list."""
    return PageLists(
        attachments=tuple(_attachments(lines)),
        numbers=frozenset(
            found[1].upper() for line in lines if (found := NUMBERED.match(line)) is not None
        ),
        contents=frozenset(
            normalise(CONTENTS_LINE.sub("", line)) for line in lines if line[-1:].isdigit()
        ),
    )


def _attachments(lines: Sequence[str]) -> Iterator[str]:
    """Names of files, and of what is listed below a label for attachments."""
    listed, begun = False, ""
    for line in lines:
        label = label_kind(line)
        if FILE_END.search(line):
            yield f"{begun} {FILE_END.sub('', line)}"
            begun = ""
        elif listed and BULLET.match(line):
            yield BULLET.sub("", line)
        elif label is not None:
            listed, begun = label is SectionKind.ATTACHMENTS, ""
        else:
            begun = line if listed else ""
