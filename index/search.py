"""Question to hits: both searches over the same filter, fused with the best sentences."""

from __future__ import annotations

import itertools
import sqlite3

import numpy as np
from numpy.typing import NDArray

from index import reader
from index.analysis import Terms, analyse_question, is_english, words_with_stems
from index.derived import Derived
from index.embedding import Embedded
from index.fusion import Scores, best_sentences, fuse
from index.hits import Filter, Hit, Mode
from index.keywords import FIELDS, KeywordIndex
from index.late import late_scores
from index.lift import lifted
from index.reader import StoredPassage
from index.token_rows import read_tokens

DEPTH = 100
"""Candidates taken from each search."""

COMMON = 0.5
"""How much of the mean of all passages' vectors is taken out of a question's."""

UNSPECIFIC = 0.1
"""What a stop word's token counts, of the rarest word's."""


def search(
    connection: sqlite3.Connection,
    derived: Derived,
    question: str,
    embedded: Embedded,
    *,
    k: int = 10,
    wanted: Filter = Filter(),  # noqa: B008  frozen
    mode: Mode = "hybrid",
    allowed: NDArray[np.int64] | None = None,
) -> list[Hit]:
    """The `k` best passages for a question, best first; where `allowed` is given, of these passages
    alone."""
    vector = apart(embedded.vector, derived.mean)
    among = allowed.tolist() if allowed is not None else None
    keys = reader.allowed_documents(connection, wanted) if wanted else None
    if keys is not None:
        of_documents = reader.passage_ids(connection, keys)
        allowed = of_documents if allowed is None else np.intersect1d(allowed, of_documents)
    if allowed is not None and not len(allowed):
        return []
    terms, depth = analyse_question(question), max(DEPTH, k)
    within = {"documents": keys, "passages": among}
    found: dict[str, dict[int, float]] = {}
    if mode != "keyword":
        found["dense"] = dict(derived.vectors.search(vector, depth, allowed))
    if mode != "dense":
        found["words"] = dict(derived.keywords.search("words", terms, depth, **within))
    if mode != "hybrid":
        (single,) = found.values()
        return _hits(connection, embedded.vector, single, found, {}, k)
    found["grams"] = dict(derived.keywords.search("grams", terms, depth, **within))
    candidates = list(dict.fromkeys(itertools.chain(*found.values())))
    if not candidates:  # an empty index
        return []
    _complete(connection, derived, terms, vector, candidates, found)
    stored = {passage: reader.passage(connection, passage) for passage in candidates}
    found["sentences"] = {
        passage: best_sentences(vector, part.sentence_vectors) for passage, part in stored.items()
    }
    if derived.projection:
        weights = token_weights(question, embedded.ends, derived.keywords)
        asked = derived.projection.question(embedded)
        late = late_scores(asked, weights, read_tokens(connection, candidates))
        found["late"] = dict(zip(candidates, late.tolist(), strict=True))
    rows = {name: _row(values, candidates) for name, values in found.items()}
    fused = fuse(rows, foreign=is_english(question))
    scores = dict(zip(candidates, fused.tolist(), strict=True))
    within_filter = set(allowed.tolist()) if allowed is not None else None
    scores = lifted(connection, question, scores, stored, within_filter)
    return _hits(connection, embedded.vector, scores, found, stored, k)


def apart(vector: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """A question's vector without half of what is common to all passages.

    A passage's score then tells how much nearer it is to the question than to everything: without
    that, passages in the tone of a question (speeches, letters) stand before those that answer it.
    """
    return np.asarray(vector - COMMON * mean, dtype=np.float32)


def token_weights(
    question: str, ends: NDArray[np.int64], keywords: KeywordIndex
) -> NDArray[np.float32]:
    """How much each token of a question counts, shape (tokens,): as its word is rare, one that stands
    nowhere most; a stop word or a sign little."""
    words = list(words_with_stems(question))
    stems = [stem for _, _, stem in words if stem]
    rarity = keywords.rarity(stems)
    rarest = keywords.rarest()
    weights = np.full(len(ends), UNSPECIFIC * rarest, dtype=np.float32)
    for start, end, stem in words:
        if stem:
            weights[(ends > start) & (ends <= end)] = rarity[stem] or rarest
    return weights


def _complete(
    connection: sqlite3.Connection,
    derived: Derived,
    terms: Terms,
    vector: NDArray[np.float32],
    candidates: list[int],
    found: dict[str, dict[int, float]],
) -> None:
    """Give every candidate its exact score by every search, not only by those that found it."""
    missing = np.array([c for c in candidates if c not in found["dense"]], dtype=np.int64)
    others = reader.vectors_of(connection, missing, len(vector)) @ vector
    found["dense"].update(zip(missing.tolist(), others.tolist(), strict=True))
    for field in FIELDS:
        lacking = [c for c in candidates if c not in found[field]]
        found[field].update(derived.keywords.search(field, terms, len(lacking), passages=lacking))


def _row(scores: dict[int, float], passages: list[int]) -> Scores:
    """The scores of passages in order; 0 for one that shares no term."""
    return np.array([scores.get(passage, 0.0) for passage in passages], dtype=np.float64)


def _hits(
    connection: sqlite3.Connection,
    vector: NDArray[np.float32],
    scores: dict[int, float],
    features: dict[str, dict[int, float]],
    known: dict[int, StoredPassage],
    k: int,
) -> list[Hit]:
    # Equal scores fall in the order of the catalog, so that a search gives the same twice.
    best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:k]
    hits = []
    for rank, passage_id in enumerate(best, start=1):
        stored = known.get(passage_id) or reader.passage(connection, passage_id)
        similar = stored.sentence_vectors @ vector if stored.sentences else ()
        hits.append(
            Hit(
                rank=rank,
                score=scores[passage_id],
                passage=passage_id,
                document=reader.document(connection, stored.document),
                span=stored.span,
                page_first=stored.page_first,
                page_last=stored.page_last,
                text=stored.text,
                head=stored.head,
                section=stored.section,
                item=stored.item,
                sentences=stored.sentences,
                sentence_scores=tuple(float(score) for score in similar),
                features={name: values.get(passage_id, 0.0) for name, values in features.items()},
            )
        )
    return hits
