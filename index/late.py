"""Late interaction: each word of a question looks for its best counterpart in a passage.

The score of a passage is the mean, over the question's tokens, of the best cosine to one of the
passage's tokens ("MaxSim", Khattab and Zaharia 2020, ColBERT, arXiv 2004.12832). The tokens are those
of the embedding model itself, which was not trained for it: what all tokens have in common is taken
away first, without which their cosines hardly differ. It finds paraphrases and English questions that
neither the passage's one vector nor its words find.

A token is kept as `WIDTH` bytes: projected on the main directions of the tokens of a sample text.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedded, Embedder
from ingest.model import Span

WIDTH = 128
"""Directions kept of a token; a model of fewer dimensions keeps all."""

SCALE = 254.0
"""A unit vector's numbers times this fit a byte, but for the few beyond a half, which are cut."""

PASSAGES = "sample_passages.txt"
QUESTIONS = "sample_questions.txt"

Floats = NDArray[np.float32]
Packed = NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """From a model's tokens to what is compared. `passage_mean` and `query_mean` have shape
    (dimension,), `basis` (dimension, width) with orthonormal columns. It belongs to an index: tokens
    of two projections cannot be compared."""

    passage_mean: Floats
    query_mean: Floats
    basis: Floats

    @classmethod
    def of(cls, embedder: Embedder) -> Projection:
        """The projection for a model: means and main directions (PCA) of the tokens of a sample of
        Danish minutes and of questions. Takes a second, or ten on one core without bfloat16."""
        passages = [
            text
            for text in _sample(PASSAGES)
            if embedder.count_tokens([text])[0] <= embedder.max_tokens
        ]
        tokens = np.concatenate(
            [one.tokens for one in embedder.embed_texts(passages, [[]] * len(passages))]
        )
        questions = [
            embedder.embed_question(text, plain=True).tokens for text in _sample(QUESTIONS)
        ]
        mean = tokens.mean(axis=0)
        _, _, directions = np.linalg.svd(tokens - mean, full_matrices=False)
        return cls(
            mean.astype(np.float32),
            np.concatenate(questions).mean(axis=0).astype(np.float32),
            np.ascontiguousarray(directions[:WIDTH].T, dtype=np.float32),
        )

    @staticmethod
    def recipe() -> str:
        """What names the sample and how it is used: another one gives another projection."""
        content = "\n".join([str(WIDTH), *_sample(PASSAGES), "", *_sample(QUESTIONS)])
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def pack(self, embedded: Embedded) -> Packed:
        """A passage's tokens as they are kept, shape (tokens, width)."""
        unit = _unit((embedded.tokens - self.passage_mean) @ self.basis)
        return np.asarray(np.clip(np.rint(unit * SCALE), -127, 127), dtype=np.int8)

    def question(self, embedded: Embedded) -> Floats:
        """A question's tokens, shape (tokens, width), of length 1."""
        return _unit((embedded.tokens - self.query_mean) @ self.basis)

    def to_bytes(self) -> bytes:
        """As it is kept in the catalog."""
        content = io.BytesIO()
        np.savez(content, passage=self.passage_mean, query=self.query_mean, basis=self.basis)
        return content.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Projection:
        """The inverse of `to_bytes`."""
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return cls(arrays["passage"], arrays["query"], arrays["basis"])


def late_scores(
    question: Floats, weights: Floats, passages: Sequence[Packed]
) -> NDArray[np.float64]:
    """The score of each passage, shape (passages,), from -1 to 1; 0 for one without tokens.

    `question` has shape (tokens, width), `weights` (tokens,): how much each token counts.
    """
    scores = np.zeros(len(passages))
    filled = [row for row, tokens in enumerate(passages) if len(tokens)]
    if not filled or not len(question):
        return scores
    together = np.concatenate([passages[row] for row in filled]).astype(np.float32)
    similar = together @ (question.T / np.float32(SCALE))
    starts = np.cumsum([0, *(len(passages[row]) for row in filled[:-1])])
    best = np.maximum.reduceat(similar, starts, axis=0)
    scores[filled] = best @ (weights / max(float(weights.sum()), 1e-9))
    return scores


def span_scores(
    question: Floats,
    weights: Floats,
    tokens: Packed,
    ends: NDArray[np.uint16],
    spans: Sequence[Span],
) -> list[float]:
    """The score of each stretch of a passage, by the tokens that end in it; 0 without tokens.
    `spans` count from the passage's first character, as `ends` do."""
    if not len(tokens) or not len(question):
        return [0.0] * len(spans)
    similar = tokens.astype(np.float32) @ (question.T / np.float32(SCALE))
    share = weights / max(float(weights.sum()), 1e-9)
    within = [(ends > start) & (ends <= end) for start, end in spans]
    return [float(similar[own].max(axis=0) @ share) if own.any() else 0.0 for own in within]


def _unit(vectors: NDArray[np.floating[Any]]) -> Floats:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


def _sample(name: str) -> list[str]:
    lines: Iterable[str] = files("index").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip()]
