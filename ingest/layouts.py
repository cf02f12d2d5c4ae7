"""The layouts of minutes that are known, each told by how its items and their labels are set.

A document whose items carry no labels of these kinds is not understood: its items keep plain
sections, and `status` names it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.labels import SectionKind, label_kind
from ingest.meeting import AgendaItem
from ingest.text_lines import lines_of


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: `heading` is how its items' first lines are written; with `decision_first` the
    decision stands above the case; `opening` is what must stand before the first item."""

    name: str
    heading: re.Pattern[str]
    decision_first: bool | None = None
    opening: re.Pattern[str] | None = None


LAYOUTS: tuple[Layout, ...] = (
    Layout("running", re.compile(r"Ad\s+\d+\s*\)")),
    Layout(
        "decision first",
        re.compile(r"(?:(?:Dagsordens)?[Pp]unkt|Pkt\.?|Sag)\s*\d+"),
        decision_first=True,
    ),
    Layout("headings", re.compile(r"(?:(?:Dagsordens)?[Pp]unkt|Pkt\.?|Sag)\s*\d+")),
    Layout(
        "contents",
        re.compile(r"\d+\s*\."),
        opening=re.compile(r"^(?:indholdsfortegnelse|indhold|dagsorden)\b", re.I | re.M),
    ),
    Layout("labelled table", re.compile(r"\d+\s*\.")),
)
"""In the order in which they are tried; the first that fits most items counts."""

MOST = 0.6
"""Share of the items that must be headed and labelled as a layout has it."""


def layout_of(text: str, items: Sequence[AgendaItem]) -> str | None:
    """The name of the layout of a document with these items; None where none fits, or where hardly
    an item has a section of its own."""
    labelled = [item for item in items if item.sections]
    if not items or len(labelled) < MOST * len(items):
        return None
    opening = text[: items[0].start]
    for layout in LAYOUTS:
        if layout.opening and not layout.opening.search(opening):
            continue
        headed = [item for item in labelled if layout.heading.match(text, item.start)]
        if layout.decision_first:
            headed = [item for item in headed if _decision_first(text, item)]
        if len(headed) >= MOST * len(labelled):
            return layout.name
    return None


def _decision_first(text: str, item: AgendaItem) -> bool:
    for line in lines_of(text, item.start, item.end):
        kind = label_kind(line.text)
        if kind is not None:
            return kind is SectionKind.DECISION
    return False
