"""Question to hits: both searches over the same filter, fused, lifted, folded."""

from __future__ import annotations

import datetime
import itertools
import sqlite3
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from index import reader
from index.analysis import analyse_question, is_english
from index.answering import Reading, told
from index.derived import Derived
from index.embedding import Embedded
from index.fold import folded
from index.fusion import Scores, weighed
from index.hits import Elsewhere, Filter, Hit, Mode
from index.joint import READ
from index.lift import Parts, lift
from index.measure import Measured, apart, asked_tokens, measure
from index.near_ties import settled
from index.periods import periods_in
from index.reader import StoredPassage

DEPTH = 70
"""Candidates taken from each search: with more the figures stay as they are (docs/quality.md)."""


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
    folding: bool = False,
    answering: bool = False,
    plainly: Callable[[], Embedded] | None = None,
    today: datetime.date | None = None,
    beside: str = "",
) -> list[Hit]:
    """The `k` best passages for a question, best first; where `allowed` is given, of these passages
    alone. With `folding` the same text in several places is one hit. Where `plainly` gives the question by
    the model's own weights, near ties are settled by reading (`index.near_ties`); `answering`, hits tell what
    an answer needs (`index.answering`). `today` is the day that "sidste år" is counted from, the real one by
    default; `beside` the question are these words, as keywords."""
    vector = apart(embedded.vector, derived.mean)
    among = allowed.tolist() if allowed is not None else None
    keys = reader.allowed_documents(connection, wanted) if wanted else None
    if keys is not None:
        of_documents = reader.passage_ids(connection, keys)
        allowed = of_documents if allowed is None else np.intersect1d(allowed, of_documents)
    if allowed is not None and not len(allowed):
        return []
    terms, depth = analyse_question(f"{question}\n{beside}"), max(DEPTH, k)
    within = {"documents": keys, "passages": among}
    found: dict[str, dict[int, float]] = {}
    if mode != "keyword":
        found["dense"] = dict(derived.vectors.search(vector, depth, allowed))
    if mode != "dense":
        found["words"] = dict(derived.keywords.search("words", terms, depth, **within))
    if mode != "hybrid":
        (single,) = found.values()
        return _hits(connection, embedded.vector, single, Measured(found), k)
    found["grams"] = dict(derived.keywords.search("grams", terms, depth, **within))
    candidates = list(dict.fromkeys(itertools.chain(*found.values())))
    if not candidates:  # an empty index
        return []
    measured, asked = Measured(found), asked_tokens(derived, question, embedded)
    measure(connection, derived, terms, vector, asked, candidates, measured)
    rows = {name: _row(values, candidates) for name, values in measured.features.items()}
    parts = _parts(weighed(rows, foreign=is_english(question)), candidates)
    within_filter = set(allowed.tolist()) if allowed is not None else None
    periods = periods_in(question, today or datetime.datetime.now().astimezone().date())
    lift(connection, question, parts, measured.stored, within_filter, periods)
    if added := [one for one in parts if one not in measured.stored]:
        measure(connection, derived, terms, vector, asked, added, measured)
    measured.parts = parts
    scores = {passage: sum(own.values()) for passage, own in parts.items()}
    hits = _hits(connection, embedded.vector, scores, measured, max(k, READ), folding=folding)
    reading = Reading(connection, derived, measured.stored, asked, plainly)
    hits = settled(hits, reading)[:k]
    if not answering:  # a ranking, whose sentences nobody reads
        return hits
    plain = plainly() if plainly else embedded
    return told(connection, hits, measured.stored, asked, plain, reading)


def _parts(added: Mapping[str, Scores], passages: list[int]) -> Parts:
    """What each feature adds to the score of each passage."""
    columns = {name: values.tolist() for name, values in added.items()}
    return {
        passage: {name: column[row] for name, column in columns.items()}
        for row, passage in enumerate(passages)
    }


def _row(scores: dict[int, float], passages: list[int]) -> Scores:
    """The scores of passages in order; 0 for one that shares no term."""
    return np.array([scores.get(passage, 0.0) for passage in passages], dtype=np.float64)


def _hits(
    connection: sqlite3.Connection,
    vector: NDArray[np.float32],
    scores: dict[int, float],
    measured: Measured,
    k: int,
    *,
    folding: bool = False,
) -> list[Hit]:
    # Equal scores fall in the order of the catalog, so that a search gives the same twice.
    best = sorted(scores, key=lambda passage: (-scores[passage], passage))

    def stored_passage(passage: int) -> StoredPassage:
        return measured.stored.get(passage) or reader.passage(connection, passage)

    kept = folded(best, stored_passage, k) if folding else {one: [] for one in best[:k]}
    hits = []
    for rank, (passage_id, same) in enumerate(kept.items(), start=1):
        stored = stored_passage(passage_id)
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
                features={
                    name: values.get(passage_id, 0.0) for name, values in measured.features.items()
                },
                parts=measured.parts.get(passage_id, {}),
                also=tuple(_elsewhere(connection, stored_passage(one)) for one in same),
            )
        )
    return hits


def _elsewhere(connection: sqlite3.Connection, stored: StoredPassage) -> Elsewhere:
    return Elsewhere(reader.document(connection, stored.document), stored.page_first, stored.head)
