"""Own questions, and the texts that they name.

    {"collection": "minutes", "question": "…", "passage": "9f8e…", "answers": "1a2b… 3c4d…"}

a line. Texts are named by digests (`digest`), so that questions can be kept where their documents may
not: the passage that was asked about, and those of its sentences that answer. A line whose answers are blank is a
near miss: what it asks for is not told in the passage, nor elsewhere in the collection.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.errors import QuestionProblem
from eval.lines import Fields, read_objects
from index import reader
from index.reader import StoredPassage
from index.store import Index
from ingest.words import normalise

LETTERS = 16
"""Of a SHA-256 in hexadecimal: enough for millions of texts."""

TELLING = 60
"""Sentences of so many letters answer wherever they stand; shorter ones stand under many items."""

WORDS_RUNNING = 5
ALIKE = 0.5
"""A passage that shares this part of its runs of words with a right one is neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the digest of the passage that it was written for, and those of its answers; none of
    a near miss, whose answer is not there."""

    collection: str
    question: str
    passage: str
    answers: frozenset[str]


def digest(text: str) -> str:
    """What names a text: equal for two readings of the same printed words."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:LETTERS]


def read_asked(path: Path) -> list[Asked]:
    """All own questions of a file; raises `QuestionProblem` at the first that is not as documented."""
    asked = []
    for line, values in read_objects(path, QuestionProblem):
        fields = Fields(values, path, line, QuestionProblem)
        answers = frozenset(fields.words("answers"))
        asked.append(Asked(fields.identifier("collection"), fields.text("question"),
                           fields.identifier("passage"), answers))  # fmt: skip
    return asked


class Texts:
    """The texts of an index, to be told from each other: `stored`, in order of their ids, and the digests of the
    `sentences` of each."""

    def __init__(self, stored: Sequence[StoredPassage]) -> None:
        self.stored = stored
        self.names = [digest(one.text) for one in stored]
        self.sentences: list[list[str]] = []
        self._letters: dict[str, int] = {}
        self._runs = [_runs(one.text) for one in stored]
        for one in stored:
            texts = [one.text[start:end] for start, end in from_the_start(one)]
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

    @classmethod
    def of(cls, index: Index) -> Texts:
        """All passages of an index."""
        with index.catalog.snapshot() as connection:
            ids = np.sort(reader.passage_ids(connection)).tolist()
            return cls([reader.passage(connection, passage) for passage in ids])

    def answering(self, asked: Asked, row: int) -> NDArray[np.bool_]:
        """Which sentences of a row answer a question, shape (sentences,); short ones only in a passage that
        holds all its answers, or that it was written for."""
        named = self.sentences[row]
        own = self.names[row] == asked.passage or asked.answers.issubset(named)
        told = [one in asked.answers and (own or self._letters[one] >= TELLING) for one in named]
        return np.array(told, dtype=bool)

    def answers(self, asked: Asked, row: int) -> list[str]:
        """The sentences of a row that answer a question."""
        stored = self.stored[row]
        named = zip(self.answering(asked, row), from_the_start(stored), strict=True)
        return [stored.text[start:end] for answers, (start, end) in named if answers]


def from_the_start(stored: StoredPassage) -> list[tuple[int, int]]:
    """Where a passage's sentences stand in its own text."""
    first = stored.span[0]
    return [(start - first, end - first) for start, end in stored.sentences]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {
        tuple(words[start : start + WORDS_RUNNING])
        for start in range(len(words) - WORDS_RUNNING + 1)
    }
