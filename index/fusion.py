"""Two rankings become one: normalised scores added up (CombSUM over z-scores, Fox and Shaw 1994).

The scores of both searches over the same candidates are brought to mean 0 and deviation 1, so that
their sum weighs a passage by how far it stands out in each.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

WEIGHTS = {"dense": 1.0, "grams": 0.7, "words": 0.5, "window": 0.5}
"""What each feature counts: the passage's cosine, its BM25 scores by grams and by words, and the
cosine of its best sentences."""


def z_scores(scores: Scores) -> Scores:
    """Scores of shape (n,) with mean 0 and deviation 1; all 0 where they do not differ."""
    deviation = float(scores.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, dtype=np.float64)


def fuse(features: Mapping[str, Scores]) -> Scores:
    """The weighted sum of z-scores, shape (n,)."""
    parts = [WEIGHTS[name] * z_scores(values) for name, values in features.items()]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float64)


def best_window(question: NDArray[np.float32], sentences: NDArray[np.float32]) -> float:
    """The highest cosine of the question to a sentence, or to two that follow one another."""
    if not len(sentences):
        return 0.0
    singles = sentences @ question
    pairs = sentences[:-1] + sentences[1:]
    norms = np.linalg.norm(pairs, axis=1)
    doubles = (pairs @ question)[norms > 0] / norms[norms > 0]
    return float(max(singles.max(), doubles.max(initial=-1.0)))
