"""Lines of a page whose file draws them out of order, set in the order in which they are read.

Most files draw a page's text as it is read, and are left as they are. Some layout programs draw the
upper part of a column after its lower part, or a footnote before the text. A block that stands above
another one of the same column is set before it; nothing else is moved.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.columns import line_spans
from ingest.line_edges import edges_of_all

SAME_LEFT = 6.0
"""Points within which two blocks of a column begin."""

SAME_WIDTH = 0.6
"""The narrower of two blocks of a column has at least this share of the other's width."""

FARTHEST_LINE = 3.0
"""Line heights from a line to the next one of its block, at most."""

FEWEST_LINES = 2
"""A block of a column has so many; a single line may be a header or a page number."""

MANY_BLOCKS = 600
"""A page with more is a drawing or a map."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that follow one another downwards, one under the other: rows of the page's lines, and
    edges in points."""

    rows: tuple[int, ...]
    left: float
    bottom: float
    right: float
    top: float

    def above(self, other: _Block) -> bool:
        """Whether this is an upper part of the column whose lower part the other one is."""
        if min(len(self.rows), len(other.rows)) < FEWEST_LINES or self.bottom < other.top:
            return False
        widths = sorted((self.right - self.left, other.right - other.left))
        return abs(self.left - other.left) < SAME_LEFT and widths[0] > SAME_WIDTH * widths[1]


def reading_order(text: str, shown: NDArray[np.float32]) -> NDArray[np.intp] | None:
    """The positions of a page's characters in the order in which they are read, for `text` with the
    boxes `shown` of the page as read; None where that is the order they have."""
    spans = list(line_spans(text))
    blocks = _blocks(spans, shown)
    if len(blocks) > MANY_BLOCKS:
        return None
    rows = _in_order(blocks)
    if rows == sorted(rows):
        return None
    # Each line goes with its line end; the last one has none, and gets that of the line now last.
    pieces = [np.arange(start, end) for start, end in (spans[row] for row in rows)]
    ends = iter(end for _, end in spans[:-1])
    order = [pieces[0]]
    for piece in pieces[1:]:
        order += [np.array([next(ends)]), piece]
    return np.concatenate(order).astype(np.intp)


def _blocks(spans: list[tuple[int, int]], shown: NDArray[np.float32]) -> list[_Block]:
    """The page's lines in blocks, in the order they have; lines without ink go with the one before."""
    blocks: list[_Block] = []
    for row, here in enumerate(edges_of_all(shown, spans).tolist()):
        edges = None if math.isnan(here[0]) else (here[0], here[1], here[2], here[3])
        last = blocks[-1] if blocks else None
        if last and (edges is None or _goes_on(last, *edges)):
            x0, y0, x1, _ = edges or (last.left, last.bottom, last.right, last.top)
            blocks[-1] = _Block(
                (*last.rows, row), min(last.left, x0), min(last.bottom, y0), max(last.right, x1),
                last.top,
            )  # fmt: skip
        else:
            blocks.append(_Block((row,), *(edges or (0.0, 0.0, 0.0, 0.0))))
    return blocks


def _goes_on(block: _Block, left: float, bottom: float, right: float, top: float) -> bool:
    """Whether a line with these edges stands closely below a block's last one, and under it."""
    below = 0.0 < block.bottom - bottom < FARTHEST_LINE * max(top - bottom, 6.0)
    return below and left < block.right and right > block.left


def _in_order(blocks: list[_Block]) -> list[int]:
    """The rows of all blocks: each after those above it in its column, otherwise as they were."""
    done: set[int] = set()
    rows: list[int] = []

    def take(number: int) -> None:
        if number in done:
            return
        done.add(number)
        for other, block in enumerate(blocks):
            if other not in done and block.above(blocks[number]):
                take(other)
        rows.extend(blocks[number].rows)

    for number in range(len(blocks)):
        take(number)
    return rows
