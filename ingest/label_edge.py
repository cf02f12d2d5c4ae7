"""Labels stand at one left edge. A line in the words of a label that is set further in, as a heading
within a section's own text, labels nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

from ingest.labels import SectionKind
from ingest.meeting import AgendaItem
from ingest.model import Page
from ingest.sections import Mark, section_marks

PLAY = 4.0
"""Points within which two left edges count as one."""

FURTHER_IN = 8.0
"""Points by which a heading within a text is set in from the labels, at least."""


def labels_at_edge(
    text: str, items: Sequence[AgendaItem], pages: Sequence[Page]
) -> Callable[[list[Mark]], list[Mark]]:
    """What keeps, of an item's labels, those that stand where this document's labels do."""
    edges: Counter[int] = Counter()
    for item in items:
        for mark in section_marks(text, item.start, item.end):
            if not mark.in_history:
                edges[round(_left(pages, mark.start) / PLAY)] += 1
    usual = edges.most_common(1)[0][0] * PLAY if edges else 0.0

    def at_edge(marks: list[Mark]) -> list[Mark]:
        return [
            mark
            for mark in marks
            if mark.in_history
            or mark.kind is SectionKind.ATTACHMENTS  # parts of an item list their own
            or _left(pages, mark.start) < usual + FURTHER_IN
        ]

    return at_edge


def _left(pages: Sequence[Page], offset: int) -> float:
    """Where a cleaned character begins, in points from the left of the page as it is written."""
    page = pages[max(0, bisect_right([page.start for page in pages], offset) - 1)]
    return float(page.boxes[page.origin[offset - page.start], 0])
