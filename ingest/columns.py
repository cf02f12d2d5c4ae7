"""Labels in a left column are parted from the values to their right.

PDFium writes what stands on one height as one line. In minutes set as a labelled table that glues
"Tema" to the first line of its text. A line is broken where a wide gap ends at a left edge that
other lines of the page begin at too; rows of numbers, whose cells begin no line, stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

WIDE = 1.2
"""A gap between two characters is wide from this many line heights on."""

SAME_EDGE = 2.0
"""Points within which two left edges count as one."""

RUNNING = 60.0
"""Points past a supposed column's edge to which a paragraph's next line runs, at least."""

LEAST_GAP = 5.0
"""Points between a label and its text, where it is known where texts begin."""

MANY_LINES = 3
"""So many lines must begin at an edge to make it one, unless the line just below does."""


LIST_MARKER = re.compile(r"\s*(?:\(?\w{1,3}[.)]|Ad|Punkt|\W)\s*")
"""What stands alone in front of a list entry belongs to it: "1.", "A)", "Ad", a bullet."""


def line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each printed line, line ends left out."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def inked(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which characters have a box with any area."""
    filled: NDArray[np.bool_] = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    return filled


def break_columns(text: str, boxes: NDArray[np.float32]) -> str:
    """The text with a line end in place of the space between a label and its value.

    `boxes` are those of the page as shown. The character count stays the same, so that they keep
    their meaning.
    """
    ink = inked(boxes)
    lines = [(start, end) for start, end in line_spans(text) if ink[start:end].any()]
    edges = np.array([boxes[start + int(np.argmax(ink[start:end])), 0] for start, end in lines])
    characters = list(text)
    for row, (start, end) in enumerate(lines):
        below = edges[row + 1] if row + 1 < len(lines) else None
        positions = start + np.flatnonzero(ink[start:end])
        height = float(np.median(boxes[positions, 3] - boxes[positions, 1]))
        gaps = boxes[positions[1:], 0] - boxes[positions[:-1], 2]
        for index in np.flatnonzero(gaps > WIDE * max(height, 6.0)):
            space, edge = positions[index + 1] - 1, boxes[positions[index + 1], 0]
            begun = int((np.abs(edges - edge) < SAME_EDGE).sum())
            follows = below is not None and abs(below - edge) < SAME_EDGE
            marker = LIST_MARKER.fullmatch(text[start:space])
            flows = row + 1 < len(lines) and _runs_under(boxes, lines[row], lines[row + 1], edge)
            if (
                (begun >= MANY_LINES or follows)
                and characters[space] == " "
                and not (marker or flows)
            ):
                characters[space] = "\n"
    return "".join(characters)


def _runs_under(
    boxes: NDArray[np.float32],
    line: tuple[int, int],
    below: tuple[int, int],
    edge: float,
) -> bool:
    """Whether the line below begins where this one does and runs past the edge without a gap there:
    then both are one paragraph, and the gap is a space between words."""
    ink = inked(boxes)
    above_left, left = (
        boxes[start + int(np.argmax(ink[start:end])), 0] for start, end in (line, below)
    )
    right = boxes[below[0] : below[1]][ink[below[0] : below[1]], 2].max()
    gap = any(abs(other - edge) < SAME_EDGE for _, other in wide_gaps(boxes, *below))
    return bool(abs(left - above_left) < SAME_EDGE and right > edge + RUNNING and not gap)


def wide_gaps(boxes: NDArray[np.float32], start: int, end: int) -> Iterator[tuple[int, float]]:
    """The wide gaps in a line: after which character each begins, and the left edge of what follows."""
    positions = start + np.flatnonzero(inked(boxes[start:end]))
    if not len(positions):
        return
    height = float(np.median(boxes[positions, 3] - boxes[positions, 1]))
    gaps = boxes[positions[1:], 0] - boxes[positions[:-1], 2]
    for index in np.flatnonzero(gaps > WIDE * max(height, 6.0)):
        yield int(positions[index]) + 1, float(boxes[positions[index + 1], 0])


def break_at(text: str, boxes: NDArray[np.float32], label_edge: float, text_edge: float) -> str:
    """The text with a line end in every line that begins at `label_edge`, where it comes to
    `text_edge` over a wide gap; both in points from the left."""
    ink = inked(boxes)
    characters = list(text)
    for start, end in line_spans(text):
        positions = start + np.flatnonzero(ink[start:end])
        if not len(positions) or abs(boxes[positions[0], 0] - label_edge) >= SAME_EDGE:
            continue
        edges = boxes[positions[1:], 0]
        gaps = edges - boxes[positions[:-1], 2]
        reached = np.flatnonzero((np.abs(edges - text_edge) < 3 * SAME_EDGE) & (gaps > LEAST_GAP))
        if len(reached) and characters[positions[reached[0] + 1] - 1] == " ":
            characters[positions[reached[0] + 1] - 1] = "\n"
    return "".join(characters)
