"""How far what was read of a document may be trusted, by where it was found.

One table for all facts: a label says plainly what follows it, a letterhead has its place, a file's
name is a hint that anybody may have given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ingest.meeting import Span


class Where(StrEnum):
    """Where a fact was found."""

    LABEL = "label"
    STRUCTURE = "structure"
    DECISION = "decision"
    HEADING = "heading"
    LETTERHEAD = "letterhead"
    METADATA = "metadata"
    MADE_UP = "made_up"
    TEXT = "text"
    FILE_NAME = "file_name"
    NOTHING = "nothing"


CONFIDENCE: dict[Where, float] = {
    Where.LABEL: 0.95,  # "Dato: 3. marts 2014", "Sagsnr. 14/1175", "Mødedato: …"
    Where.STRUCTURE: 0.95,  # items with decisions are minutes
    Where.DECISION: 0.9,  # the label of a decision names the body and the day
    Where.HEADING: 0.85,  # large letters at the top, the line that opens the minutes
    Where.LETTERHEAD: 0.8,  # a line at its place, without a label
    Where.METADATA: 0.75,  # a title in the file that the text bears out
    Where.MADE_UP: 0.7,  # "Referat, body, date": from other facts
    Where.TEXT: 0.6,  # what running text says of the document
    Where.FILE_NAME: 0.5,
    Where.NOTHING: 0.3,  # a kind that nothing speaks for, a title that is a number
}


@dataclass(frozen=True, slots=True)
class Found:
    """A value, where it was found, and the span that says it, if the text does."""

    value: str
    where: Where
    span: Span | None = None

    @property
    def confidence(self) -> float:
        """From 0 to 1."""
        return CONFIDENCE[self.where]


def first(candidates: Iterable[Found | None]) -> Found | None:
    """The first that was found: candidates are given in the order in which they count."""
    return next((found for found in candidates if found is not None), None)
