"""What the question adapter is trained on: own questions, and what the search sees of the passages.

    {"collection": "minutes", "question": "…", "passage": "9f8e…", "answers": "1a2b… 3c4d…"}

a line. Texts are named by digests (`digest`), so that questions can be kept where their documents may
not: the passage that was asked about, and those of its sentences that answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.errors import QuestionProblem
from eval.lines import Fields, read_objects
from index import reader
from index.hits import Hit
from index.keywords import KeywordIndex
from index.late import Projection
from index.measure import token_weights
from index.reader import StoredPassage
from index.store import Index
from index.token_rows import read_ends, read_projection, read_tokens
from ingest.words import normalise

LETTERS = 16
"""Of a SHA-256 in hexadecimal: enough for millions of texts."""

CANDIDATES = 110
RANDOM = 30
"""Passages compared: the best of the search without adapter, and some at random."""

TELLING = 60
"""Sentences of so many letters answer wherever they stand; shorter ones stand under many items."""

WORDS_RUNNING = 5
ALIKE = 0.5
"""A passage that shares this part of its runs of words with a right one is neither right nor wrong."""

LEARNT = {"dense", "sentences", "late"}
"""The parts of a score that an adapter changes."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the digest of the passage that it was written for, and those of its answers."""

    collection: str
    question: str
    passage: str
    answers: frozenset[str]


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


def digest(text: str) -> str:
    """What names a text: equal for two readings of the same printed words."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:LETTERS]


def read_asked(path: Path) -> list[Asked]:
    """All training questions of a file; raises `QuestionProblem` at the first that is not as documented."""
    asked = []
    for line, values in read_objects(path, QuestionProblem):
        fields = Fields(values, path, line, QuestionProblem)
        answers = frozenset(fields.text("answers").split())
        asked.append(Asked(fields.identifier("collection"), fields.text("question"),
                           fields.identifier("passage"), answers))  # fmt: skip
    return asked


def tasks_of(
    index: Index,
    asked: Sequence[Asked],
    progress: Callable[[Sequence[Asked]], Iterable[Asked]] = iter,
) -> list[Task]:
    """What is learnt from the questions on one collection, whose `index` has a model without adapter;
    nothing from those whose passage it does not hold."""
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
    texts = _Texts(stored)
    rows = {passage: row for row, passage in enumerate(ids.tolist())}
    chance = np.random.default_rng(0)
    made = []
    for one in progress(asked):
        right = texts.right(one)
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
        spans = _from_the_start(stored[answered])
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
                _sentence_of(ends[answered], spans),
                np.array([name in one.answers for name in texts.sentences[answered]], dtype=bool),
            )
        )
    return made


class _Texts:
    """The passages' texts, to be told from each other."""

    def __init__(self, stored: Sequence[StoredPassage]) -> None:
        self.names = [digest(one.text) for one in stored]
        self.sentences: list[list[str]] = []
        self._letters: dict[str, int] = {}
        self._runs = [_runs(one.text) for one in stored]
        for one in stored:
            texts = [one.text[start:end] for start, end in _from_the_start(one)]
            self.sentences.append([digest(text) for text in texts])
            self._letters.update(
                (name, len(normalise(text)))
                for name, text in zip(self.sentences[-1], texts, strict=True)
            )

    def right(self, asked: Asked) -> list[int]:
        """The rows that answer a question, first the one that it was written for."""
        right = [row for row, name in enumerate(self.names) if name == asked.passage]
        if sum(self._letters.get(name, 0) for name in asked.answers) >= TELLING:
            holding = (
                row for row, names in enumerate(self.sentences) if asked.answers.issubset(names)
            )
            right = list(dict.fromkeys([*right, *holding]))
        return right

    def alike(self, rows: Sequence[int], right: Sequence[int]) -> list[int]:
        """Those of the rows whose texts are much like one of the right ones."""
        known = set().union(*(self._runs[row] for row in right))
        return [
            row
            for row in rows
            if self._runs[row] and len(self._runs[row] & known) > ALIKE * len(self._runs[row])
        ]


def _given(hits: Sequence[Hit], others: int) -> tuple[Floats, NDArray[np.bool_]]:
    """What the search adds besides what is learnt, for its hits and for passages that it did not find;
    and which of them were lifted by their item."""
    lifted = ["item" in hit.parts for hit in hits]
    given = [
        sum(value for name, value in hit.parts.items() if item or name not in LEARNT)
        for hit, item in zip(hits, lifted, strict=True)
    ]
    given += [min(given, default=0.0)] * others
    return np.array(given, np.float32), np.array(lifted + [False] * others)


def _from_the_start(stored: StoredPassage) -> list[tuple[int, int]]:
    """Where a passage's sentences stand in its own text."""
    first = stored.span[0]
    return [(start - first, end - first) for start, end in stored.sentences]


def _sentence_of(ends: NDArray[np.uint16], spans: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """The number of the sentence that each token ends in; -1 outside all."""
    found = np.full(len(ends), -1, np.int64)
    for number, (start, end) in enumerate(spans):
        found[(ends > start) & (ends <= end)] = number
    return found


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {
        tuple(words[start : start + WORDS_RUNNING])
        for start in range(len(words) - WORDS_RUNNING + 1)
    }
