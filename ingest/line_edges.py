"""Where the lines of a page stand, all at once: a page has a hundred, a collection millions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray

from ingest.columns import inked, inked_lines, medians, runs
from ingest.printed import PrintedPage

T = TypeVar("T")

Spans = Sequence[tuple[int, int]]


def line_edges(
    boxes: NDArray[np.float32], ink: NDArray[np.bool_], spans: Spans
) -> NDArray[np.float64]:
    """Left, bottom, right, top of each line's characters in `ink`, shape (len(spans), 4), in points;
    NaN for a line without any. The bottom is the median of its characters', which letters with a
    tail do not lower."""
    edges = np.full((len(spans), 4), np.nan)
    positions, line = inked_lines(ink, spans)
    if not len(positions):
        return edges
    first, _ = runs(line)
    rows = line[first]
    edges[rows, 0] = np.minimum.reduceat(boxes[positions, 0], first)
    edges[rows, 1] = medians(boxes[positions, 1], line)
    edges[rows, 2] = np.maximum.reduceat(boxes[positions, 2], first)
    edges[rows, 3] = np.maximum.reduceat(boxes[positions, 3], first)
    return edges


_known: dict[int, tuple[ref[NDArray[np.float32]], Spans, NDArray[np.float64]]] = {}


def edges_of_all(shown: NDArray[np.float32], spans: Spans) -> NDArray[np.float64]:
    """`line_edges` of all that has a box, worked out once for as long as the boxes `shown` are kept and
    the lines are the same: a page's text may change while its boxes stay."""
    kept = _known.get(id(shown))
    if kept is not None and kept[0]() is shown and kept[1] == spans:
        return kept[2]
    key, edges = id(shown), line_edges(shown, inked(shown), spans)
    _known[key] = ref(shown, lambda _: _known.pop(key, None)), spans, edges
    return edges


def once_a_page(function: Callable[[PrintedPage], T]) -> Callable[[PrintedPage], T]:
    """The function, which works on a page once and is asked several times, for as long as the page
    is kept."""
    known: WeakKeyDictionary[PrintedPage, T] = WeakKeyDictionary()

    @wraps(function)
    def asked(page: PrintedPage) -> T:
        if page not in known:
            known[page] = function(page)
        return known[page]

    return asked
