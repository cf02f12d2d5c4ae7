"""A document's own words tell how those are written that a line's end divides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.printed import PrintedPage

HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a document prints, in lower case: its whole text, and the words that it writes with a
    hyphen within a line and nowhere without one, not even as a part of a longer word."""

    text: str
    hyphened: frozenset[str]

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the document writes the word of these parts with a hyphen: "care-enheder"."""
        return f"{before}-{after}".lower() in self.hyphened

    def knows(self, before: str, after: str) -> bool:
        """Whether the document has a word elsewhere that goes on after `before` as `after` does:
        in its first two letters, for the word may have another ending there."""
        return f"{before}{after[:2]}".lower() in self.text


def vocabulary_of(pages: Sequence[PrintedPage]) -> Vocabulary:
    """The words of these pages."""
    text = "\n".join(page.text for page in pages).lower()
    with_hyphen = " ".join(piece for piece in text.split() if "-" in piece)
    words = set(HYPHENED.findall(with_hyphen))
    hyphened = (word for word in words if word.replace("-", "") not in text)
    return Vocabulary(text, frozenset(hyphened))
