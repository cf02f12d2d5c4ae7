"""The features of passages for a question: what each search says of each of them, exactly."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index import reader
from index.analysis import Terms, words_with_stems
from index.derived import Derived
from index.embedding import Embedded
from index.fusion import WEIGHTS, best_sentences
from index.keywords import FIELDS, KeywordIndex
from index.late import late_scores, span_scores
from index.reader import StoredPassage
from index.token_rows import read_ends, read_tokens

UNSPECIFIC = 0.1
"""What a stop word's token counts, of the rarest word's."""

Vector = NDArray[np.float32]


@dataclass(slots=True)
class Measured:
    """What is known of the passages of one search: each feature by passage, the passages, and what
    their scores are made of."""

    features: dict[str, dict[int, float]] = field(default_factory=dict)
    stored: dict[int, StoredPassage] = field(default_factory=dict)
    parts: dict[int, dict[str, float]] = field(default_factory=dict)


def apart(vector: Vector, mean: Vector) -> Vector:
    """A question's vector without most of what is common to all passages.

    A passage's score then tells how much nearer it is to the question than to everything: without
    that, passages in the tone of a question (speeches, letters) stand before those that answer it.
    """
    return np.asarray(vector - WEIGHTS["common"] * mean, dtype=np.float32)


def measure(
    connection: sqlite3.Connection,
    derived: Derived,
    terms: Terms,
    vector: Vector,
    asked: tuple[Vector, Vector],
    passages: Sequence[int],
    measured: Measured,
) -> None:
    """Give every passage its exact value of every feature, also where a search did not find it.
    Values that `measured` has already are kept. `vector` and `asked` are the question's, from `apart`
    and `asked_tokens`."""
    features = measured.features
    dense = features.setdefault("dense", {})
    missing = [one for one in passages if one not in dense]
    dense.update(zip(missing, derived.vectors.cosines(vector, missing), strict=True))
    for name in FIELDS:
        found = features.setdefault(name, {})
        lacking = [one for one in passages if one not in found]
        found.update(derived.keywords.search(name, terms, len(lacking), passages=lacking))
    sentences = features.setdefault("sentences", {})
    stored = reader.passages(connection, passages)
    measured.stored.update(stored)
    best = best_sentences(vector, [stored[one].sentence_vectors for one in passages])
    sentences.update(zip(passages, best.tolist(), strict=True))
    if derived.projection:
        late = late_scores(*asked, read_tokens(connection, passages))
        features.setdefault("late", {}).update(zip(passages, late.tolist(), strict=True))


def asked_tokens(derived: Derived, question: str, embedded: Embedded) -> tuple[Vector, Vector]:
    """A question's tokens as late interaction compares them, shape (tokens, width), with their
    weights, shape (tokens,); none where the index has no tokens."""
    if derived.projection is None:
        return np.zeros((0, 0), np.float32), np.zeros(0, np.float32)
    weights = token_weights(question, embedded.ends, derived.keywords)
    return derived.projection.question(embedded), weights


def sentence_scores(
    connection: sqlite3.Connection, asked: Vector, weights: Vector, stored: StoredPassage
) -> tuple[float, ...]:
    """Late interaction of a question with each sentence of a passage; zeros without tokens."""
    (tokens,) = read_tokens(connection, [stored.id])
    ends = read_ends(connection, stored.id)
    first = stored.span[0]
    spans = [(start - first, end - first) for start, end in stored.sentences]
    return tuple(span_scores(asked, weights, tokens, ends, spans))


def token_weights(question: str, ends: NDArray[np.int64], keywords: KeywordIndex) -> Vector:
    """How much each token of a question counts, shape (tokens,): as its word is rare, one that stands
    nowhere most; a stop word or a sign little."""
    words = list(words_with_stems(question))
    rarity = keywords.rarity([stem for _, _, stem in words if stem])
    rarest = keywords.rarest()
    weights = np.full(len(ends), UNSPECIFIC * rarest, dtype=np.float32)
    for start, end, stem in words:
        if stem:
            weights[(ends > start) & (ends <= end)] = rarity[stem] or rarest
    return weights
