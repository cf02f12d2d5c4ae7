"""What the question adapter is trained on: what the search sees of own questions (`eval.own_texts`) and of
the passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.own_texts import Asked, Texts
from index import reader
from index.answering import sentence_of
from index.hits import Hit
from index.keywords import KeywordIndex
from index.late import Projection
from index.lift import ITEM
from index.measure import token_weights
from index.store import Index
from index.token_rows import read_ends, read_projection, read_tokens

CANDIDATES = 110
RANDOM = 30
"""Passages compared: the best of the search without adapter, and some at random."""

LEARNT = {"dense", "sentences", "late"}
"""The parts of a score that an adapter changes."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """A collection's passages as the search sees them, in rows: `vectors`, shape (rows, dimension);
    row r's sentences are `sentences[sentence_starts[r]:sentence_starts[r + 1]]`, and so its `tokens`.
    `mean` is that of the vectors."""

    vectors: Floats
    mean: Floats
    sentences: Floats
    sentence_starts: NDArray[np.int64]
    tokens: NDArray[np.int8]
    token_starts: NDArray[np.int64]
    projection: Projection


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A question to learn from: which of the `candidates`, rows of its passages, are `right`, which are
    too like a right one to be `wrong`; `given` is what else adds to their scores, or all of it where they
    were `lifted` by their item. `text` is the question as it is searched, `weights` of its tokens.
    `sentence_of` tells for each token of the row `answered` to which sentence it belongs, `answering`
    which sentences answer."""

    passages: Passages
    text: str
    weights: Floats
    candidates: NDArray[np.int64]
    given: Floats
    lifted: NDArray[np.bool_]
    right: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    answered: int
    sentence_of: NDArray[np.int64]
    answering: NDArray[np.bool_]


def tasks_of(
    index: Index,
    asked: Sequence[Asked],
    progress: Callable[[Sequence[Asked]], Iterable[Asked]] = iter,
) -> list[Task]:
    """What is learnt from the questions on one collection, whose `index` has a model without adapter;
    nothing from near misses and from those whose passage it does not hold."""
    index.warm()
    with index.catalog.snapshot() as connection:
        ids = np.sort(reader.passage_ids(connection))
        stored = [reader.passage(connection, passage) for passage in ids.tolist()]
        vectors = reader.vectors_of(connection, ids, index.embedder.dimension)
        tokens = read_tokens(connection, ids.tolist())
        ends = [read_ends(connection, passage) for passage in ids.tolist()]
        projection = read_projection(connection)
    keywords = KeywordIndex.load(index.catalog.folder)
    if projection is None or keywords is None:
        return []
    nothing = np.zeros((0, vectors.shape[1]), np.float32)
    sentences = [one.sentence_vectors if one.sentences else nothing for one in stored]
    passages = Passages(
        vectors,
        vectors.mean(axis=0),
        np.concatenate(sentences),
        np.cumsum([0, *map(len, sentences)]),
        np.concatenate([one for one in tokens if len(one)]),
        np.cumsum([0, *map(len, tokens)]),
        projection,
    )
    texts = Texts(stored)
    rows = {passage: row for row, passage in enumerate(ids.tolist())}
    chance = np.random.default_rng(0)
    made = []
    for one in progress(asked):
        right = texts.right(one) if one.answers else []
        if not right:
            continue
        text = index.wording(one.question).question
        hits = index.search(one.question, CANDIDATES)
        further = chance.choice(len(ids), min(RANDOM, len(ids)), replace=False)
        found = [rows[hit.passage] for hit in hits]
        others = [row for row in dict.fromkeys([*further.tolist(), *right]) if row not in found]
        given, lifted = _given(hits, len(others))
        candidates = np.array(found + others)
        answered = right[0]
        made.append(
            Task(
                passages,
                text,
                token_weights(text, index.embedder.embed_question(text).ends, keywords),
                candidates,
                given,
                lifted,
                np.isin(candidates, right),
                ~np.isin(candidates, [*right, *texts.alike(candidates.tolist(), right)]),
                answered,
                sentence_of(ends[answered], stored[answered]),
                texts.answering(one, answered),
            )
        )
    return made


def _given(hits: Sequence[Hit], others: int) -> tuple[Floats, NDArray[np.bool_]]:
    """What the search adds besides what is learnt, for its hits and for passages that it did not find;
    and which of them were lifted by their item."""
    lifted = [ITEM in hit.parts for hit in hits]
    given = [
        sum(value for name, value in hit.parts.items() if item or name not in LEARNT)
        for hit, item in zip(hits, lifted, strict=True)
    ]
    given += [min(given, default=0.0)] * others
    return np.array(given, np.float32), np.array(lifted + [False] * others)
