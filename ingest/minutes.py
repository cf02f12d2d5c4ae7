"""Kept for a moment: names that moved."""

from ingest.headings import find_headings
from ingest.items import find_items
from ingest.labels import DECISION
from ingest.sections import find_sections, section_name
from ingest.text_lines import Line, lines_of

__all__ = [
    "DECISION",
    "Line",
    "find_headings",
    "find_items",
    "find_sections",
    "lines_of",
    "section_name",
]
