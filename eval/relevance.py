"""Where an answer stands, and which names mean the same document.

A passage is relevant when it is from the right document and holds the right words, as
`ingest.words.normalise` compares them. That knows nothing of how documents are split, so that one
truth serves every splitting.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One place where an answer stands. `page` counts from 1."""

    document: str
    page: int
    quote: str


def same_document(one: str, other: str) -> bool:
    """Whether two names mean the same document: equal after NFC, or one is a path whose last parts
    are the other ("greve-2022/referat.pdf" and "referat.pdf")."""
    first, second = _parts(one), _parts(other)
    shorter = min(len(first), len(second))
    return shorter > 0 and first[-shorter:] == second[-shorter:]


def _parts(name: str) -> list[str]:
    composed = unicodedata.normalize("NFC", name).replace("\\", "/")
    return [part for part in composed.split("/") if part not in ("", ".")]
