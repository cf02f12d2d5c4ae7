"""The lines of a cleaned text, with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cleaned text with its span, white space at its ends left out."""

    start: int
    end: int
    text: str


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines between two offsets that hold anything."""
    last = len(text) if end is None else end
    while start < last:
        stop = text.find("\n", start, last)
        stop = last if stop < 0 else stop
        bare = text[start:stop].strip()
        if bare:
            first = start + len(text[start:stop]) - len(text[start:stop].lstrip())
            yield Line(first, first + len(bare), bare)
        start = stop + 1
