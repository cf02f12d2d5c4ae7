"""When a passage is relevant: it is from the right document and holds the right words.

The test knows nothing of how documents are split, so that one truth serves every splitting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

HYPHENS = "-\u00ad\u2010\u2011\ufffe"
"""Hyphen-minus, soft hyphen, hyphen, non-breaking hyphen, and what PDFium writes for a hyphen that
ends a line. Dashes (–, —) are no hyphens and stay."""

_WITHOUT_HYPHENS = str.maketrans("", "", HYPHENS)


@dataclass(frozen=True, slots=True)
class Place:
    """One place where an answer stands. `page` counts from 1."""

    document: str
    page: int
    quote: str


def normalise(text: str) -> str:
    """The form in which texts are compared: NFKC, lower case, no white space, no hyphens.

    NFKC unfolds ligatures and compatibility characters; white space and hyphens are what differs
    between two readings of the same printed line.
    """
    lowered = unicodedata.normalize("NFKC", text).lower()
    return "".join(lowered.translate(_WITHOUT_HYPHENS).split())


def same_document(one: str, other: str) -> bool:
    """Whether two names mean the same document: equal after NFC, or one is a path whose last parts
    are the other ("greve-2022/referat.pdf" and "referat.pdf")."""
    first, second = _parts(one), _parts(other)
    shorter = min(len(first), len(second))
    return shorter > 0 and first[-shorter:] == second[-shorter:]


def covers(document: str, text: str, place: Place) -> bool:
    """Whether `text`, which is from `document`, holds the quote of `place`."""
    return same_document(document, place.document) and normalise(place.quote) in normalise(text)


def is_relevant(document: str, text: str, places: Iterable[Place]) -> bool:
    """Whether `text`, which is from `document`, holds the quote of any of `places`."""
    return any(covers(document, text, place) for place in places)


def _parts(name: str) -> list[str]:
    composed = unicodedata.normalize("NFC", name).replace("\\", "/")
    return [part for part in composed.split("/") if part not in ("", ".")]
