"""Two rankings become one: normalised scores added up (CombSUM over z-scores, Fox and Shaw 1994).

The scores of both searches over the same candidates are brought to mean 0 and deviation 1, so that
their sum weighs a passage by how far it stands out in each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Vector = NDArray[np.float32]

WEIGHTS = {
    "dense": 0.35,
    "grams": 0.95,
    "words": 0.45,
    "sentences": 0.8,
    "late": 1.75,
    "held": 1.0,
    "wanted": 1.0,
    "period": 1.0,
    "common": 0.7,
    "read": 0.5,
}
"""What each part counts: the passage's cosine, its BM25 scores by grams and by words, the mean cosine
of its best sentences and its late interaction (`index.late`); the gains for what is asked for, what
answers look like and the time (`index.lift`); how much of the mean of all passages' vectors is taken out of a
question's (`index.measure`); and how far behind the first a passage may lie to be read with it (`index.near_ties`). Fitted on labelled questions (docs/quality.md)."""

FOREIGN = {"grams": 0.5, "words": 0.5}
"""What is left of these for a question in another language than the documents'."""

BEST = 3
"""Sentences of a passage that count together."""


def z_scores(scores: Scores) -> Scores:
    """Scores of shape (n,) with mean 0 and deviation 1; all 0 where they do not differ."""
    deviation = float(scores.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, dtype=np.float64)


def weighed(features: Mapping[str, Scores], *, foreign: bool = False) -> dict[str, Scores]:
    """What each feature adds to each score: its weighted z-scores, shape (n,). In a `foreign` language
    words count less. The scores are the sums over the features."""
    return {
        name: WEIGHTS[name] * (FOREIGN.get(name, 1.0) if foreign else 1.0) * z_scores(values)
        for name, values in features.items()
    }


def best_sentences(question: Vector, passages: Sequence[Vector]) -> Scores:
    """The mean cosine of the question to the three nearest sentences of each passage, shape (passages,):
    what an answer needs beside its best sentence; 0 for a passage without any. `question` has shape
    (dimension,), each of `passages` (its sentences, dimension)."""
    counts = np.array([len(sentences) for sentences in passages], dtype=np.int64)
    if not counts.any():
        return np.zeros(len(passages))
    # One product for all: hundreds of small ones take longer to call than to compute.
    held = np.arange(max(BEST, counts.max())) < counts[:, None]
    cosines = np.full(held.shape, -np.inf)
    cosines[held] = np.concatenate([one for one in passages if len(one)]) @ question
    best = np.sort(cosines, axis=1)[:, -BEST:]
    sums = np.sum(best, axis=1, where=np.isfinite(best))
    return np.asarray(sums / np.maximum(np.minimum(counts, BEST), 1), dtype=np.float64)
