"""Sideways text on an upright page: a note in the margin, the heads of a table, turned by 90 degrees.

PDFium writes its letters in any order among the lines, for they stand above one another. Here each run of
them becomes a line of its own, after the page's upright text, in the direction in which it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.columns import inked, line_spans
from ingest.printed import PrintedPage

TIGHT = 0.3
"""Between two letters of a word, as a share of the letters' height: characters above one another in
upright lines lie further apart."""

NEAR = 1.2
"""Between two words of a line, likewise, at most."""

SPACE = 0.4
"""Between two words, at least."""

OVERLAP = 0.2
"""By so much may one letter begin before the one before it ends, likewise."""

NOWHERE = np.array([-1], dtype=np.intp)
"""The row of a character without a box."""

FEWEST = 2
"""So many tight steps make a run, and half of all its steps."""


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """A page's `upright` text, and the `lines` of its sideways text: of each the characters, and the
    row of each in the page's boxes, -1 for a space between words."""

    page: PrintedPage
    upright: PrintedPage
    lines: tuple[tuple[str, NDArray[np.intp]], ...]

    def after(self, upright: PrintedPage) -> PrintedPage:
        """The page with its sideways lines after its text, which may have been set in order."""
        lead = [("\n", NOWHERE)] if upright.text else []
        pieces = [*lead, *self.lines[:1]]
        for line in self.lines[1:]:
            pieces += [("\n", NOWHERE), line]
        return _with_lines(upright, self.page, pieces)


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """Letters that stand above one another, upwards or not: their rows in the page's boxes, and edges."""

    rows: NDArray[np.intp]
    upwards: bool
    left: float
    bottom: float
    top: float


def part_sideways(page: PrintedPage) -> Parted | None:
    """The page's upright and sideways text; None where there is no sideways text, as nearly always."""
    letters = np.flatnonzero(inked(page.shown))
    runs = [_run(page, *found) for found in _runs(letters, page.shown[letters])]
    if not runs:
        return None
    rows = [run.rows for run in _in_order(runs)]
    return Parted(page, _without(page, rows), tuple(_line(page, own) for own in rows))


def _run(page: PrintedPage, rows: NDArray[np.intp], upwards: bool) -> _Run:
    boxes = page.shown[rows]
    left, bottom = boxes[:, :2].min(axis=0)
    return _Run(rows, upwards, float(left), float(bottom), float(boxes[:, 3].max()))


def _runs(
    letters: NDArray[np.intp], boxes: NDArray[np.float32]
) -> list[tuple[NDArray[np.intp], bool]]:
    """The runs of letters of which every one stands above, or below, the one before, and whether above."""
    if len(boxes) <= FEWEST:
        return []
    left, right = boxes[:, 0], boxes[:, 2]
    across = (left[1:] < right[:-1]) & (left[:-1] < right[1:])
    if np.count_nonzero(across) < FEWEST:  # most pages
        return []
    before, after = boxes[:-1], boxes[1:]
    height = np.maximum((right - left)[:-1], (right - left)[1:])
    up, down = after[:, 1] - before[:, 3], before[:, 1] - after[:, 3]
    gap = np.maximum(up, down) / height
    step = across & (gap > -OVERLAP) & (gap < NEAR)
    tight = step & (gap < TIGHT)
    if np.count_nonzero(tight) < FEWEST:
        return []
    way = np.where(step, np.where(up > down, 1, -1), 0)
    borders = np.flatnonzero(np.diff(way)) + 1
    starts, ends = np.r_[0, borders], np.r_[borders, len(way)]
    counts = np.add.reduceat(tight, starts)
    found = (way[starts] != 0) & (counts >= FEWEST) & (counts >= (ends - starts) / 2)
    # A run has one letter more than steps; where two runs meet, it belongs to the first.
    runs: list[tuple[NDArray[np.intp], bool]] = []
    last = 0
    for start, end in zip(starts[found].tolist(), ends[found].tolist(), strict=True):
        runs.append((letters[max(start, last) : end + 1], bool(way[start] > 0)))
        last = end + 1
    return runs


def _in_order(runs: list[_Run]) -> list[_Run]:
    """Runs beside one another in the order in which their lines are read: those that go upwards from
    left to right, others from right to left."""
    groups: list[list[_Run]] = []
    for run in runs:
        group = groups[-1] if groups else []
        beside = [other for other in group if other.bottom < run.top and run.bottom < other.top]
        if beside and group[0].upwards == run.upwards:
            group.append(run)
        else:
            groups.append([run])
    return [
        run
        for group in groups
        for run in sorted(group, key=lambda run: run.left if run.upwards else -run.left)
    ]


def _line(page: PrintedPage, rows: NDArray[np.intp]) -> tuple[str, NDArray[np.intp]]:
    """The line of a run, with spaces where there are gaps."""
    boxes = page.shown[rows]
    height = float(np.median(boxes[:, 2] - boxes[:, 0]))
    gaps = np.maximum(boxes[1:, 1] - boxes[:-1, 3], boxes[:-1, 1] - boxes[1:, 3])
    wide = np.flatnonzero(gaps > SPACE * height) + 1
    with_spaces = np.insert(rows, wide, -1)
    return "".join(page.text[row] if row >= 0 else " " for row in with_spaces), with_spaces


def _without(page: PrintedPage, runs: list[NDArray[np.intp]]) -> PrintedPage:
    """The page without these letters, and without the lines on which nothing else stands."""
    letters = list(page.text)
    for rows in runs:
        for row in rows:
            letters[row] = " "
    text = "".join(letters)
    kept = [np.arange(start, end + 1) for start, end in line_spans(text) if text[start:end].strip()]
    order = np.concatenate(kept)[:-1] if kept else np.zeros(0, np.intp)
    taken = {int(row) for rows in runs for row in rows}
    boxes, shown = page.boxes.copy(), page.shown.copy()
    boxes[list(taken)] = shown[list(taken)] = 0.0
    text = "".join(text[row] for row in order)
    return replace(page, text=text, boxes=boxes[order], shown=shown[order])


def _with_lines(
    upright: PrintedPage, page: PrintedPage, pieces: Sequence[tuple[str, NDArray[np.intp]]]
) -> PrintedPage:
    """A page with these pieces of text behind its own, whose boxes are those rows of `page`'s."""
    rows = np.concatenate([own for _, own in pieces])
    known = (rows >= 0)[:, None]
    boxes, shown = (
        np.concatenate([old, np.where(known, new[rows], np.float32(0))])
        for old, new in ((upright.boxes, page.boxes), (upright.shown, page.shown))
    )
    text = upright.text + "".join(text for text, _ in pieces)
    return replace(upright, text=text, boxes=boxes, shown=shown)
