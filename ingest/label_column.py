"""Minutes set as a table: labels in a left column, their text to the right.

PDFium reads along the height, so that a label broken over lines is mixed with the lines of its text,
and a row that runs over a page leaves the rest of its label at the next page's top. Here a label is
put together again in front of its text; what the next page repeats of it is named, to be left out.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.columns import SAME_EDGE, break_at, inked, line_spans, wide_gaps
from ingest.labels import begins_label, label_kind, opens_as_label
from ingest.line_edges import edges_of_all, once_a_page
from ingest.printed import PrintedPage

FEWEST = 3
"""So many labels must stand beside their text before a document has a label column."""

MOST_LABELS = 0.3
"""And this share of the document's labels, at least: elsewhere a label beside a text is chance."""

NARROWEST = 40.0
"""Points between the two columns' left edges."""

SAME_CELL = 1.75
"""Lines of one label lie at most this many line heights apart, baseline to baseline."""

HIGHER = 4.0
"""Points by which the first line of a text may stand above its label's."""

DATED = re.compile(r"^beslutning\b.*\d{1,2}[-.]\d{1,2}[-.]\s?\d{4}$", re.IGNORECASE)
"""A decision's label with the body and its date."""

ONE_ROW = 12.0
"""Points that a text may begin higher or lower than its label."""

AT_TOP = 0.12
"""Share of the page's height, from the top, in which the rest of a label may stand."""


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """The left edges of labels and of texts, in points from the left of the page as shown."""

    label: float
    text: float


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    text: str


def set_labels_right(pages: Sequence[PrintedPage]) -> tuple[PrintedPage, ...]:
    """The pages with each label in front of its text; pages without a label column unchanged."""
    column = find_label_column(pages)
    if column is None:
        return tuple(pages)
    return tuple(_reordered(_parted(page, column), column) for page in pages)


def find_label_column(pages: Sequence[PrintedPage]) -> LabelColumn | None:
    """The two edges at which labels and their texts begin, if the document has such columns."""
    beside: Counter[tuple[int, int]] = Counter()
    labels = 0
    for page in pages:
        labels += _labels(page)
        for label, text in _labels_beside_texts(page):
            beside[round(label / SAME_EDGE), round(text / SAME_EDGE)] += 1
    if not beside:
        return None
    (label_edge, text_edge), count = beside.most_common(1)[0]
    if count < max(FEWEST, MOST_LABELS * labels):
        return None
    return LabelColumn(label_edge * SAME_EDGE, text_edge * SAME_EDGE)


@once_a_page
def _labels(page: PrintedPage) -> int:
    """How many lines are labels."""
    return sum(label_kind(line) is not None for line in _opening_lines(page))


def _opening_lines(page: PrintedPage) -> list[str]:
    return [line for line in page.text.split("\n") if opens_as_label(line)]


@once_a_page
def _labels_beside_texts(page: PrintedPage) -> tuple[tuple[float, float], ...]:
    """The left edges of each label and of the text beside it, whether PDFium wrote them as one line
    or as two."""
    return tuple(_beside(page))


def _beside(page: PrintedPage) -> Iterator[tuple[float, float]]:
    if not _opening_lines(page):
        return
    lines = _lines(page)
    spans = [(line.start, line.end) for line in lines]
    wide = wide_gaps(page.shown, inked(page.shown), spans)
    for label in lines:
        if not opens_as_label(label.text):
            continue
        for gap in wide.get(label.start, ()):
            begun = begins_label(page.text[label.start : gap.after])
            if begun and gap.edge > label.left + NARROWEST:
                yield label.left, gap.edge
                break
        if not begins_label(label.text):
            continue
        for text in lines:
            on_one_row = abs(text.bottom - label.bottom) < ONE_ROW and text is not label
            if on_one_row and text.left > max(label.right, label.left + NARROWEST):
                yield label.left, text.left
                break


def rest_of_labels(pages: Sequence[PrintedPage]) -> frozenset[tuple[int, int]]:
    """The lines of a label that a page's end cuts in two, but for its first, as (page number, start
    in the page's printed text): the label's first line tells what its text is."""
    column = find_label_column(pages)
    if column is None:
        return frozenset()
    found: set[tuple[int, int]] = set()
    cut: list[tuple[int, _Line]] = []
    for page in pages:
        labels = [line for line in _lines(page) if _is_label(line, column)]
        rest: list[tuple[int, _Line]] = []
        for line in labels if cut else ():
            if line.top < page.height * (1 - AT_TOP) or begins_label(line.text):
                break
            rest.append((page.number, line))
            if _whole([*cut, *rest]):
                found.update((number, part.start) for number, part in (*cut[1:], *rest))
                break
        cut = _unfinished(page.number, labels)
    return frozenset(found)


def _unfinished(page: int, labels: Sequence[_Line]) -> list[tuple[int, _Line]]:
    """The lines of a page's last label, if it is not a whole one; each with the page's number."""
    last: list[tuple[int, _Line]] = []
    for line in labels:
        if begins_label(line.text):
            last = [(page, line)]
        elif last:
            last.append((page, line))
    return [] if _whole(last) else last


def _whole(lines: Sequence[tuple[int, _Line]]) -> bool:
    """Whether these lines are a label to its end: a decision's own ends with its date."""
    words = " ".join(" ".join(line.text.split()) for _, line in lines)
    return label_kind(words) is not None or DATED.search(words) is not None


def _parted(page: PrintedPage, column: LabelColumn) -> PrintedPage:
    """Labels and texts that PDFium wrote as one line, parted where the text's column begins."""
    text = break_at(page.text, page.shown, column.label, column.text)
    return replace(page, text=text) if text != page.text else page


def _reordered(page: PrintedPage, column: LabelColumn) -> PrintedPage:
    lines = _lines(page)
    order = _order(lines, column)
    if order == list(range(len(lines))):
        return page
    characters = np.concatenate([np.arange(lines[row].start, lines[row].end + 1) for row in order])
    # The last line of a page has no line end of its own.
    padded = page.text if page.text.endswith("\n") else page.text + "\n"
    boxes, shown = (
        np.vstack([array, np.zeros((len(padded) - len(array), 4), dtype=np.float32)])
        for array in (page.boxes, page.shown)
    )
    return replace(
        page,
        text="".join(padded[position] for position in characters),
        boxes=boxes[characters],
        shown=shown[characters],
    )


def _order(lines: Sequence[_Line], column: LabelColumn) -> list[int]:
    """The rows as they are to be read: each label's lines together, then the lines beside it."""
    order: list[int] = []
    row = 0
    while row < len(lines):
        if not _is_label(lines[row], column):
            order.append(row)
            row += 1
            continue
        label, beside, following = [row], [], row + 1
        while following < len(lines):
            line, last = lines[following], lines[label[-1]]
            height = max(last.top - last.bottom, 8.0)
            if _is_label(line, column):
                pitch = last.bottom - line.bottom
                if begins_label(line.text) or not 0 < pitch < SAME_CELL * height:
                    break
                label.append(following)
            elif line.left > column.text - 3 * SAME_EDGE and line.top < lines[row].top + HIGHER:
                beside.append(following)
            else:
                break
            following += 1
        order += [*label, *beside]
        row = following
    return order


def _is_label(line: _Line, column: LabelColumn) -> bool:
    return abs(line.left - column.label) < SAME_EDGE and line.right < column.text


@once_a_page
def _lines(page: PrintedPage) -> tuple[_Line, ...]:
    """Every printed line of the page; one without ink stands where the line before it does."""
    spans = list(line_spans(page.text))
    edges = edges_of_all(page.shown, spans).tolist()
    left = bottom = right = top = 0.0
    lines = []
    for (start, end), here in zip(spans, edges, strict=True):
        if not math.isnan(here[0]):
            left, bottom, right, top = here
        lines.append(_Line(start, end, left, bottom, right, top, page.text[start:end]))
    return tuple(lines)
