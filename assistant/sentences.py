"""Sentences in a row of a passage, as candidates for a statement."""

from __future__ import annotations

from dataclasses import dataclass

from index.hits import Hit
from ingest.model import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """One to three sentences in a row of one passage, scored as an answer."""

    hit: Hit
    span: Span
    score: float

    @property
    def text(self) -> str:
        """The sentences, as they stand in the cleaned text."""
        return within(self.hit, self.span)


def within(hit: Hit, span: Span) -> str:
    """The text of a span of a hit's passage."""
    return hit.text[span[0] - hit.span[0] : span[1] - hit.span[0]]
