"""Is there ground for an answer: how sure the search is, and whether the detail that is asked for is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

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
    *,
    told: bool,
) -> tuple[str | None, float]:
    """The code of a detail that is asked for and missing, in the hits, at least one, or in the statements
    that would be shown; and the probability that they answer. Where the minutes' own data have `told`
    (`assistant.facts`), it is no matter of reading whether a sentence does."""
    lacks = lacking(index, question, hits, told=told) or not_shown(question, statements)
    seen = evidence(hits, question, rarity)
    if told:
        seen = replace(seen, answers=None)
    raw = confidence(seen) * (LACKING if lacks else 1.0)
    return lacks, calibration.apply(raw)
