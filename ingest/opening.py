"""The first lines of a document, with how large they are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.meeting import Span
from ingest.model import Page
from ingest.text_lines import Line, lines_of

OPENING = 2500
"""Characters in which a document says what it is."""

LINES = 14
"""Lines in which its letterhead and its title stand."""

PAGES = 4
"""Pages that tell how large the text is set: a cover has only large letters."""

TALL = 85
"""Percentile of the letters' heights at which those with ascenders, and capitals, are."""

INK = 0.5
"""Points; a box less high is that of a dash or a dot."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first `lines` of a text, and the height of each in heights of the usual letter (1
    where nothing is known of it). `end` is where the first page ends, `printed` is all
    that stands on it, running lines too."""

    lines: tuple[Line, ...]
    sizes: tuple[float, ...]
    end: int
    printed: str

    def span(self, row: int) -> Span:
        """The span of a line."""
        return self.lines[row].start, self.lines[row].end


def opening_of(text: str, pages: Sequence[Page]) -> Opening:
    """The opening of a document. Without `pages` all lines count as set in one size."""
    lines = tuple(lines_of(text, 0, min(len(text), OPENING)))[:LINES]
    written = [page for page in pages if len(page.origin)][:PAGES]
    if not written:
        return Opening(lines, (1.0,) * len(lines), min(len(text), OPENING), text[:OPENING])
    page, heights = written[0], _heights(written[0])
    every = np.concatenate([_heights(one) for one in written])
    usual = float(np.percentile(every[every > INK], TALL)) if (every > INK).any() else 1.0
    sizes = tuple(
        _size(heights[max(0, line.start - page.start) : max(0, line.end - page.start)], usual)
        for line in lines
    )
    return Opening(lines, sizes, page.end, page.printed)


def _heights(page: Page) -> NDArray[np.float32]:
    """The height of each cleaned character of a page, points."""
    boxes = page.boxes[page.origin]
    return boxes[:, 3] - boxes[:, 1]


def _size(heights: NDArray[np.float32], usual: float) -> float:
    """How large a line is set: the height of its capitals and ascenders in those of the page."""
    written = heights[heights > INK]
    return float(np.percentile(written, TALL)) / max(usual, INK) if len(written) else 1.0
