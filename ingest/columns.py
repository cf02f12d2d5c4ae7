"""Labels in a left column are parted from the values to their right.

PDFium writes what stands on one height as one line. In minutes set as a labelled table that glues
"Tema" to the first line of its text. A line is broken where a wide gap ends at a left edge that
other lines of the page begin at too; rows of numbers, whose cells begin no line, stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDE = 1.2
"""A gap between two characters is wide from this many line heights on."""

LEAST_HEIGHT = 6.0
"""Points; a line of smaller letters counts as one of such."""

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


@dataclass(frozen=True, slots=True)
class Gap:
    """A wide gap in a line: after which character it begins, at which what follows begins, and the left
    edge of that, in points."""

    after: int
    until: int
    edge: float


def break_columns(text: str, boxes: NDArray[np.float32]) -> str:
    """The text with a line end in place of the space between a label and its value.

    `boxes` are those of the page as shown. The character count stays the same, so that they keep
    their meaning.
    """
    ink = inked(boxes)
    spans = list(line_spans(text))
    wide = wide_gaps(boxes, ink, spans)
    if not wide:
        return text
    positions, line = inked_lines(ink, spans)
    first, _ = runs(line)
    lines = [spans[row] for row in line[first].tolist()]
    edges = boxes[positions[first], 0]
    characters = list(text)
    for row, (start, _) in enumerate(lines):
        if start not in wide:
            continue
        below = edges[row + 1] if row + 1 < len(lines) else None
        for gap in wide[start]:
            space = gap.until - 1
            begun = int((np.abs(edges - gap.edge) < SAME_EDGE).sum())
            follows = below is not None and abs(below - gap.edge) < SAME_EDGE
            if not (begun >= MANY_LINES or follows) or characters[space] != " ":
                continue
            marker = LIST_MARKER.fullmatch(text[start:space])
            if not marker and not (
                below is not None and _runs_under(boxes, ink, wide, lines[row : row + 2], gap.edge)
            ):
                characters[space] = "\n"
    return "".join(characters)


def _runs_under(
    boxes: NDArray[np.float32],
    ink: NDArray[np.bool_],
    wide: Mapping[int, Sequence[Gap]],
    lines: Sequence[tuple[int, int]],
    edge: float,
) -> bool:
    """Whether the second of two lines begins where the first does and runs past the edge without a gap
    there: then both are one paragraph, and the gap is a space between words."""
    above_left, left = (boxes[start + int(np.argmax(ink[start:end])), 0] for start, end in lines)
    start, end = lines[1]
    right = boxes[start:end][ink[start:end], 2].max()
    gap = any(abs(other.edge - edge) < SAME_EDGE for other in wide.get(start, ()))
    return bool(abs(left - above_left) < SAME_EDGE and right > edge + RUNNING and not gap)


def wide_gaps(
    boxes: NDArray[np.float32], ink: NDArray[np.bool_], spans: Sequence[tuple[int, int]]
) -> dict[int, list[Gap]]:
    """The wide gaps of each line that has any, by where the line starts."""
    positions, line = inked_lines(ink, spans)
    if not len(positions):
        return {}
    gaps = boxes[positions[1:], 0] - boxes[positions[:-1], 2]
    candidates = np.flatnonzero((gaps > WIDE * LEAST_HEIGHT) & (line[1:] == line[:-1]))
    found: dict[int, list[Gap]] = {}
    for row in np.unique(line[candidates]).tolist():
        start, end = spans[row]
        own = boxes[start:end][ink[start:end]]
        height = max(float(np.median(own[:, 3] - own[:, 1])), LEAST_HEIGHT)
        of_line = candidates[line[candidates] == row]
        wide = of_line[gaps[of_line] > WIDE * height]
        if len(wide):
            found[start] = [
                Gap(after, until, float(boxes[until, 0]))
                for after, until in zip(
                    (positions[wide] + 1).tolist(), positions[wide + 1].tolist(), strict=True
                )
            ]
    return found


def inked_lines(
    ink: NDArray[np.bool_], spans: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the characters with ink are, in order, and in which line each is; those of no line left
    out. Shape (characters,) each."""
    positions = np.flatnonzero(ink)
    if not len(spans):
        return positions[:0], positions[:0]
    starts, ends = np.array(spans, dtype=np.intp).T
    line = np.searchsorted(starts, positions, side="right") - 1
    inside = positions < ends[line]
    return positions[inside], line[inside]


def runs(line: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each run of one value begins in a rising sequence of at least one, and how long it is."""
    first = np.concatenate([[0], np.flatnonzero(line[1:] != line[:-1]) + 1])
    return first, np.diff(first, append=len(line))


def medians(values: NDArray[np.float32], line: NDArray[np.intp]) -> NDArray[np.float32]:
    """The median of each line's values, for the lines that have any; `line` says in rising order to
    which each value belongs."""
    first, count = runs(line)
    ordered = values[np.lexsort((values, line))]
    middle = ordered[first + (count - 1) // 2] + ordered[first + count // 2]
    return np.asarray(middle / np.float32(2), dtype=np.float32)


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
