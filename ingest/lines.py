"""The printed lines of a page, with where they stand, and how neighbours hang together."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.columns import SAME_EDGE, inked, line_spans
from ingest.line_edges import edges_of_all, line_edges, once_a_page
from ingest.printed import PrintedPage

BULLET = re.compile(r"\s*(?:[•●○▪■◦‣·–—\uf000-\uf0ff]|-\s|o\s|\(?[a-zæøå0-9]{1,2}[.)]\s)")
"""How a list entry begins: a bullet, a dash, "a)", "1." and the like."""


HYPHENS = ("-", "\u2010", "\u00ad")
"""What may stand for a hyphenation at a line end."""


LOOSE = 0.35
"""A gap this share of a line's height above the usual one parts two blocks."""


JOINING = tuple("og eller samt af for i på til med fra ved den det en et".split())
OPEN_END = re.compile(rf"(?:\b(?:{'|'.join(JOINING)})|[,&])\s*$")
"""A line that cannot end an entry."""

NUMBERED_ENTRY = re.compile(r"\s*(?:[•●]|(?:Bilag|Appendiks)\s+(?:nr\.?\s*)?\d{1,2}[a-z]?\b)")
"""How an entry of a list of attachments begins that is numbered: "Bilag 3 - Kort"."""

NARROW = 0.4
"""A block narrower than this share of the page is a list or a column."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line: its text, its place in the page's text (`start`, `end`), its edges in
    points from the lower left of the page as shown, the right edge its block reaches
    (`column_right`) and any line of the page that begins below it (`reach`), and the usual gap
    between lines of the page."""

    page: int
    start: int
    end: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    column_right: float
    reach: float
    first_word: float
    usual_gap: float
    page_width: float

    @property
    def height(self) -> float:
        """Height of the line's ink, points."""
        return self.top - self.bottom

    @property
    def bulleted(self) -> bool:
        """Whether the line begins a list entry."""
        return BULLET.match(self.text) is not None

    def gap_to(self, previous: PrintedLine) -> float:
        """Points from the previous line's baseline down to this one's, less this line's height."""
        return previous.bottom - self.bottom - self.height

    def above(self, previous: PrintedLine) -> bool:
        """Whether this line begins higher up: another column, a side bar, a footnote's end."""
        return self.bottom > previous.bottom + 0.5 * max(previous.height, 1.0)

    def beside(self, previous: PrintedLine) -> bool:
        """Whether this line stands to the right of the previous one, as a value of its label."""
        return self.left > previous.right

    @property
    def hyphenated(self) -> bool:
        """Whether the line ends in a hyphen."""
        return self.text.rstrip()[-1:] in HYPHENS

    @property
    def open_ended(self) -> bool:
        """Whether the line cannot end an entry."""
        bare = self.text.rstrip()
        return bare.endswith((*JOINING, ",", "&")) and OPEN_END.search(bare) is not None

    def has_room_for(self, line: PrintedLine) -> bool:
        """Whether `line`'s first word would have fitted here, so that the line end was chosen.

        In a narrow block of lines with capitals, such as a list of names, all lines may be of
        nearly one length: there each capital begins an entry.
        """
        if self.open_ended:
            return False
        narrow = self.column_right - self.left < NARROW * self.page_width
        if narrow and line.text.lstrip()[:1].isupper():
            return True
        return self._holds(line, self.column_right)

    def ends_entry_before(self, line: PrintedLine) -> bool:
        """Whether `line` begins another entry of a list whose entries may all be short: there the
        page's other lines tell how far a line may reach."""
        if line.text.lstrip()[:1].islower() or self.open_ended:
            return False
        return NUMBERED_ENTRY.match(line.text) is not None or self._holds(line, self.reach)

    def _holds(self, line: PrintedLine, right: float) -> bool:
        space = 0.3 * max(self.height, 6.0)
        return self.right + space + line.first_word < right - 1.0


@once_a_page
def printed_lines(page: PrintedPage) -> tuple[PrintedLine, ...]:
    """The page's lines that carry ink on the page as shown, in reading order.

    What stands wholly outside of the page cannot be seen, and so cannot be cited.
    """
    shown, spans = page.shown, list(line_spans(page.text))
    x0, y0, x1, y1 = shown.T
    ink = inked(shown)
    seen = ink & (x1 > 0) & (y1 > 0) & (x0 < page.width) & (y0 < page.height)
    all_seen = np.array_equal(ink, seen)
    edges = edges_of_all(shown, spans) if all_seen else line_edges(shown, seen, spans)
    rows = np.flatnonzero(~np.isnan(edges[:, 0]))
    if not len(rows):
        return ()
    edges, spans = edges[rows], [spans[row] for row in rows.tolist()]
    gaps = edges[:-1, 1] - edges[1:, 1] - (edges[1:, 3] - edges[1:, 1])
    below = gaps[(gaps > -2.0) & (gaps < 40.0)]
    usual = float(np.percentile(below, 30)) if len(below) else 0.0
    column_right = _column_right(edges, usual)
    under = np.abs(edges[:, None, 0] - edges[None, :, 0]) < SAME_EDGE
    reach = np.where(under, edges[None, :, 2], 0.0).max(axis=1)
    first_words = _first_words(shown, seen, np.array(spans))
    numbers = np.column_stack([edges, column_right, reach, first_words]).tolist()
    return tuple(
        PrintedLine(
            page=page.number,
            start=start,
            end=end,
            text=page.text[start:end],
            left=left,
            bottom=bottom,
            right=right,
            top=top,
            column_right=block,
            reach=farthest,
            first_word=word,
            usual_gap=usual,
            page_width=page.width,
        )
        for (start, end), (left, bottom, right, top, block, farthest, word) in zip(
            spans, numbers, strict=True
        )
    )


def _column_right(edges: NDArray[np.float64], usual_gap: float) -> NDArray[np.float64]:
    """For each line the right edge of its block: the neighbours set under one another, with one
    left edge and the usual gap. What stands in another column or box has edges of its own."""
    left, bottom, _, top = edges.T
    height = (top - bottom)[1:]
    gap = bottom[:-1] - bottom[1:] - height
    near = (-height < gap) & (gap <= usual_gap + LOOSE * np.maximum(height, 1.0))
    together = near & (np.abs(left[1:] - left[:-1]) < SAME_EDGE)
    block = np.concatenate([[0], np.cumsum(~together)])
    widest = np.zeros(block[-1] + 1)
    np.maximum.at(widest, block, edges[:, 2])
    reached: NDArray[np.float64] = widest[block]
    return reached


def _first_words(
    shown: NDArray[np.float32], ink: NDArray[np.bool_], spans: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Width of each line's first word, points; the lines have ink, `spans` has shape (lines, 2)."""
    starts, ends = spans.T
    positions, bare = np.flatnonzero(ink), np.append(np.flatnonzero(~ink), len(ink))
    first = positions[np.searchsorted(positions, starts)]
    last = np.minimum(bare[np.searchsorted(bare, first)], ends) - 1
    widths: NDArray[np.float32] = shown[last, 2] - shown[first, 0]
    return widths
