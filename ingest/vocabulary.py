"""A document's own words tell how those are written that a line's end divides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.printed import PrintedPage

HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_]+")


def hyphened_words(pages: Sequence[PrintedPage]) -> frozenset[str]:
    """The words, in lower case, that the document writes with a hyphen within a line, and nowhere
    without one, not even as a part of a longer word: "care-enheder"."""
    text = "\n".join(page.text for page in pages).lower()
    return frozenset(
        word for word in set(HYPHENED.findall(text)) if word.replace("-", "") not in text
    )
