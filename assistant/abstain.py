"""Is there ground for an answer? A probability from what both searches say of the best passage.

A logistic regression over four features. Its numbers were fitted by `python -m eval.fit_confidence`
on question sets with and without an answer, and stand here to be read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.hits import Hit

THRESHOLD = 0.5
"""Below this probability the assistant says that it found no ground."""

WEIGHTS: Mapping[str, float] = {
    "intercept": -1.0,
    "cosine": 40.0,
    "coverage": 2.0,
    "rare": 1.0,
    "margin": 0.0,
}

TYPICAL_COSINE = 0.85
"""Where the model's cosines lie for passages on the subject; the feature counts from here."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer: the best sentence's `cosine`, the `coverage` of the question's
    terms by the best passages (by weight of their rarity, 0 to 1), whether the `rare`st term of
    the question is covered (0 or 1), and the `margin` of the first passage to the tenth."""

    cosine: float
    coverage: float
    rare: float
    margin: float


def evidence(hits: Sequence[Hit], term_weights: Mapping[str, float]) -> Evidence:
    """The features of a ranking. `term_weights` are the question's terms with their rarity."""
    from index.analysis import analyse  # noqa: PLC0415

    best = hits[:3]
    found: set[str] = set()
    for hit in best:
        found.update(analyse(f"{hit.head}\n{hit.text}").words)
    total = sum(term_weights.values())
    covered = sum(weight for term, weight in term_weights.items() if term in found)
    rarest = max(term_weights, key=lambda term: term_weights[term], default=None)
    return Evidence(
        cosine=max(max(hit.sentence_scores, default=0.0) for hit in best) - TYPICAL_COSINE,
        coverage=covered / total if total else 0.0,
        rare=float(rarest in found) if rarest else 0.0,
        margin=hits[0].score - hits[-1].score,
    )


def confidence(seen: Evidence) -> float:
    """The probability, from 0 to 1, that the best passages answer the question."""
    logit = (
        WEIGHTS["intercept"]
        + WEIGHTS["cosine"] * seen.cosine
        + WEIGHTS["coverage"] * seen.coverage
        + WEIGHTS["rare"] * seen.rare
        + WEIGHTS["margin"] * seen.margin
    )
    return 1.0 / (1.0 + math.exp(-logit))
