"""How a page opens and how it ends: what tells whether a document begins on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.furniture import PAGE_NUMBER, RULE
from ingest.lines import PrintedLine, printed_lines
from ingest.page_lists import PageLists, lists_of
from ingest.printed import PrintedPage
from ingest.words import DATE

HEADER = 0.12
"""Share of the page's height, at top and bottom, in which running lines stand."""

SAME_HEIGHT = 5.0
"""Points within which two running lines stand at one height."""

OPENING_LINES = 9
CLOSING_LINES = 14

COUNTED = re.compile(r"\b(?:side|page)\s+(\d{1,4})(?:\s*(?:af|/|of)\s*(\d{1,4}))?\b", re.I)
"""A page number within a running line: "… Side 2 af 4"."""

COUNTED_LAST = re.compile(r"\S\s+(\d{1,4})\s*(?:/|af)\s*(\d{1,4})$")
"""The same without its word, at the line's end: "Notat om veje 2 / 4"."""


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A line in the margin: its text with the digits replaced by #, and where it stands, points."""

    pattern: str
    bottom: float

    def same_as(self, other: RunningLine) -> bool:
        """Whether this is the other page's line at the same place."""
        return self.pattern == other.pattern and abs(self.bottom - other.bottom) < SAME_HEIGHT


@dataclass(frozen=True, slots=True)
class Number:
    """A page number as printed, and the number of pages it counts, where that is printed too."""

    value: int
    total: int | None

    def follows(self, other: Number) -> bool:
        """Whether this is the next page in one count."""
        return self.value == other.value + 1 and self.total == other.total


@dataclass(frozen=True, slots=True)
class PageFace:
    """A page as its reader sees it at a glance.

    `opening` and `closing` are the first and last printed lines from top to bottom, page numbers
    and drawn rules left out. `numbers` are the page numbers printed in the margins. `white` is the share of the page's height that is empty below the text, above running
    lines. `large` is the height of the tallest opening line in heights of the page's usual line.
    """

    page: int
    size: tuple[float, float]
    lists: PageLists
    opening: tuple[PrintedLine, ...]
    closing: tuple[str, ...]
    header: tuple[RunningLine, ...]
    footer: tuple[RunningLine, ...]
    numbers: tuple[Number, ...]
    white: float
    large: float

    @property
    def empty(self) -> bool:
        """Whether the page carries no text."""
        return not self.opening

    def texts(self) -> tuple[str, ...]:
        """The opening lines as texts."""
        return tuple(" ".join(line.text.split()) for line in self.opening)


def face_of(page: PrintedPage) -> PageFace:
    """Look at one page."""
    lines = sorted(printed_lines(page), key=lambda line: (-round(line.bottom / 3), line.left))
    lines = [line for line in lines if not RULE.match(line.text) and not _upright(line)]
    margin = HEADER * page.height
    top = [line for line in lines if line.bottom > page.height - margin]
    bottom = [line for line in lines if line.top < margin]
    body = [line for line in lines if not _is_number(line)]
    heights = np.array([line.height for line in body]) if body else np.ones(1)
    usual = float(np.median(heights))
    written = [line for line in body if line.top >= margin / 2] or body
    return PageFace(
        page=page.number,
        size=(page.width, page.height),
        lists=lists_of([" ".join(line.text.split()) for line in body]),
        opening=tuple(body[:OPENING_LINES]),
        closing=tuple(" ".join(line.text.split()) for line in body[-CLOSING_LINES:]),
        header=tuple(running(line.text, line.bottom) for line in top),
        footer=tuple(running(line.text, line.bottom) for line in bottom),
        numbers=tuple(dict.fromkeys(_numbers([*reversed(bottom), *top]))),
        white=min(line.bottom for line in written) / page.height if written else 1.0,
        large=float(heights[:OPENING_LINES].max()) / max(usual, 1.0),
    )


def running(text: str, bottom: float) -> RunningLine:
    """The line at this height as it may recur. The digits of a date stay: it tells meetings apart."""
    bare, end, parts = " ".join(text.split()), 0, []
    for date in DATE.finditer(bare):
        parts += [re.sub(r"\d+", "#", bare[end : date.start()]), date[0]]
        end = date.end()
    return RunningLine("".join([*parts, re.sub(r"\d+", "#", bare[end:])]), bottom)


def _is_number(line: PrintedLine) -> bool:
    """Whether a line is only a page number."""
    bare = COUNTED.sub("", line.text).strip(" -–|")
    return not bare or PAGE_NUMBER.match(line.text) is not None


def _upright(line: PrintedLine) -> bool:
    """Whether a line runs up the margin."""
    return len(line.text.strip()) > 3 and line.right - line.left < line.height


def _numbers(lines: Sequence[PrintedLine]) -> Iterator[Number]:
    """The page numbers that these lines print: those with their word or total come first."""
    for line in lines:
        text = " ".join(line.text.split())
        found = COUNTED.search(text) or COUNTED_LAST.search(text)
        if found:
            yield Number(int(found[1]), int(found[2]) if found[2] else None)
    for line in lines:
        alone = PAGE_NUMBER.match(line.text)
        if alone:
            yield Number(int(alone["number"]), int(alone["total"]) if alone["total"] else None)
