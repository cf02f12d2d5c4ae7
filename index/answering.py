"""What an answer needs to know of hits beyond their order: how well each of their sentences matches a
question, whether it answers it, and what is off the subject."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.derived import Derived
from index.embedding import Embedded
from index.hits import Hit
from index.joint import READ, JointReader
from index.measure import asked_tokens, sentence_scores
from index.reader import StoredPassage
from index.token_rows import read_ends, read_tokens

Tokens = tuple[NDArray[np.float32], NDArray[np.float32]]
"""A question's tokens and their weights, as `index.measure.asked_tokens` gives them."""


class Reading:
    """A question read together with passages of one search, each once. `plainly` gives the question by the
    model's own weights, which takes a pass of the model; None where question and passage cannot be read
    together."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        derived: Derived,
        stored: Mapping[int, StoredPassage],
        asked: Tokens,
        plainly: Callable[[], Embedded] | None,
    ) -> None:
        self._connection, self._derived = connection, derived
        self._stored, self._asked, self._plainly = stored, asked, plainly
        self._read: dict[int, tuple[float, ...]] = {}

    @property
    def possible(self) -> bool:
        """Whether there is anything to read with."""
        return self._plainly is not None and self._derived.projection is not None

    def answers(self, hits: Sequence[Hit]) -> dict[int, tuple[float, ...]]:
        """For each sentence of the passages of hits whether it answers, by passage; none of one without
        tokens, as an index of an earlier format may hold it."""
        if missing := [hit.passage for hit in hits if hit.passage not in self._read]:
            self._read.update(self._scores([self._stored[one] for one in missing]))
        return {hit.passage: self._read[hit.passage] for hit in hits if hit.passage in self._read}

    def _scores(self, passages: Sequence[StoredPassage]) -> dict[int, tuple[float, ...]]:
        projection = self._derived.projection
        if projection is None or self._plainly is None:
            return {}
        from index.joint_model import Pair  # noqa: PLC0415 (imports torch)

        tokens, weights = self._asked
        own = projection.question(self._plainly())
        rarest = self._derived.keywords.rarest()
        kept = read_tokens(self._connection, [one.id for one in passages])
        pairs = {
            one.id: Pair(tokens, own, weights / rarest, held,
                      sentence_of(read_ends(self._connection, one.id), one), len(one.sentences))
            for one, held in zip(passages, kept, strict=True)
            if len(held) and one.sentences
        }  # fmt: skip
        scores = JointReader.load(projection).scores(list(pairs.values()))
        return dict(zip(pairs, scores, strict=True))


def told(
    connection: sqlite3.Connection,
    hits: Sequence[Hit],
    stored: Mapping[int, StoredPassage],
    asked: Tokens,
    plain: Embedded,
    reading: Reading,
) -> list[Hit]:
    """Hits that tell how their sentences match and, the first of them, whether these answer. `plain` is the
    question by the model's own weights: they know what is off the subject, which an adapter for questions
    on it unlearns."""
    read = reading.answers(hits[:READ])
    made = []
    for hit in hits:
        own = stored[hit.passage]
        nearest = float((own.sentence_vectors @ plain.vector).max()) if own.sentences else 0.0
        matches = sentence_scores(connection, *asked, own)
        made.append(
            replace(
                hit,
                sentence_matches=matches,
                sentence_answers=read.get(hit.passage, ()),
                nearest=nearest,
            )
        )
    return made


def read_by(
    connection: sqlite3.Connection,
    derived: Derived,
    question: str,
    embedded: Embedded,
    hits: Sequence[Hit],
    stored: Mapping[int, StoredPassage],
) -> list[Hit]:
    """Hits of other questions whose sentences tell how they match this one; without those whose passage
    has gone meanwhile."""
    asked = asked_tokens(derived, question, embedded)
    read = []
    for hit in hits:
        if (passage := stored.get(hit.passage)) and passage.sentences:
            similar = tuple((passage.sentence_vectors @ embedded.vector).tolist())
            matches = sentence_scores(connection, *asked, passage)
            read.append(
                replace(hit, sentence_scores=similar, sentence_matches=matches, sentence_answers=())
            )
    return read


def sentence_of(ends: NDArray[np.uint16], passage: StoredPassage) -> NDArray[np.int64]:
    """The number of the sentence that each token of a passage ends in; -1 outside all. `ends` count from
    the passage's first character."""
    found = np.full(len(ends), -1, np.int64)
    first = passage.span[0]
    for number, (start, end) in enumerate(passage.sentences):
        found[(ends > start - first) & (ends <= end - first)] = number
    return found
