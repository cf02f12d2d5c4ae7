"""Is there ground for an answer: how sure the search is, and whether the detail that is asked for is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.abstain import LACKING, Calibration, confidence, evidence
from assistant.ground import lacking
from assistant.model import Statement
from assistant.shown import not_shown
from index.hits import Hit
from index.store import Index


def ground(
    index: Index,
    question: str,
    hits: Sequence[Hit],
    rarity: Mapping[str, float],
    calibration: Calibration,
    statements: Sequence[Statement] = (),
) -> tuple[str | None, float]:
    """The code of a detail that is asked for and missing, in the hits, at least one, or in the statements
    that would be shown; and the probability that they answer."""
    lacks = lacking(index, question, hits) or not_shown(question, statements)
    raw = confidence(evidence(hits, question, rarity)) * (LACKING if lacks else 1.0)
    return lacks, calibration.apply(raw)
