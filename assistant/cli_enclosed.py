"""Files inside PDF files, which are not read, as the commands name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.texts import say

if TYPE_CHECKING:
    from ingest.model import Enclosed

MOST_NAMED = 10
"""Files inside one that are named; of the others the number is told."""


def enclosed_lines(found: Mapping[str, Enclosed]) -> list[str]:
    """A line for each file with others inside."""
    return [
        say(
            "enclosed_portfolio" if enclosed.portfolio else "enclosed_line",
            document=document,
            count=len(enclosed.names),
            names=_names(enclosed),
        )
        for document, enclosed in found.items()
    ]


def _names(enclosed: Enclosed) -> str:
    named = [name or say("enclosed_unnamed") for name in enclosed.names[:MOST_NAMED]]
    more = len(enclosed.names) - len(named)
    names = "; ".join(named)
    return say("enclosed_more", names=names, count=more) if more else names
