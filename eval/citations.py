"""Whether what an answer cites is where the answer stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from eval.relevance import Place, same_document
from ingest.words import normalise

LEAST_SHARED = 20
"""Characters, after normalisation, that two quotes must share where neither holds the other: fewer
may be one long Danish word."""


@dataclass(frozen=True, slots=True)
class CitationVerdict:
    """One citation against the truth, from loose to strict: it names the document of a relevant
    place, also its page, and the quotes are the same words."""

    document: bool
    page: bool
    relevant: bool


def judge_citation(
    document: str, page: int, quote: str, places: Sequence[Place]
) -> CitationVerdict:
    """Judge one citation. It is relevant when it names document and page of a place, and its quote
    and the place's are the same words as `same_words` has it."""
    in_document = [place for place in places if same_document(document, place.document)]
    on_page = [place for place in in_document if place.page == page]
    relevant = any(same_words(quote, place.quote) for place in on_page)
    return CitationVerdict(bool(in_document), bool(on_page), relevant)


def same_words(one: str, other: str) -> bool:
    """Whether two quotes from one page quote the same.

    After normalisation, one holds the other; or their longest common run of characters is at least
    half of the shorter one, and at least `LEAST_SHARED`. An answer may quote half a sentence more
    or less than the truth does, but not another sentence of the page.
    """
    first, second = normalise(one), normalise(other)
    if not first or not second:
        return False
    if first in second or second in first:
        return True
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    shared = matcher.find_longest_match().size
    return shared >= LEAST_SHARED and 2 * shared >= min(len(first), len(second))
