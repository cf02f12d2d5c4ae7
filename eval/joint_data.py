"""What reading together is trained on: own questions (`eval.own_texts`), each with the passages that the search
finds for it, in the tokens that the index keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.own_texts import Asked, Texts
from index.answering import sentence_of
from index.joint_model import Pair
from index.keywords import KeywordIndex
from index.measure import token_weights
from index.store import Index
from index.token_rows import read_ends, read_projection, read_tokens

HITS = 8
"""Passages of a question: what reading together is shown, and a few more to choose from."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A passage's `tokens`, shape (tokens, width), the sentence that each is of, and how many there are."""

    tokens: NDArray[np.int8]
    sentence_of: NDArray[np.int64]
    sentences: int


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A passage to choose from, and which of its sentences answer, shape (sentences,)."""

    passage: Passage
    answers: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question's tokens, as `index.joint_model.Pair` has them, the passages that answer it, best first,
    and those that do not; for a near miss, which none answers, the one that it was written for comes first of these.
    """

    asked: NDArray[np.float32]
    plain: NDArray[np.float32]
    weights: NDArray[np.float32]
    right: tuple[Choice, ...]
    wrong: tuple[Choice, ...]

    def pair(self, passage: Passage) -> Pair:
        """The question with one of its passages."""
        return Pair(self.asked, self.plain, self.weights, passage.tokens, passage.sentence_of, passage.sentences)  # fmt: skip


def examples_of(
    index: Index,
    asked: Sequence[Asked],
    progress: Callable[[Sequence[Asked]], Iterable[Asked]] = iter,
) -> list[Example]:
    """What is learnt from the questions on one collection; nothing from those whose passage it does not hold,
    and from answerable ones of which no answer is found."""
    index.warm()
    texts = Texts.of(index)
    rows = {stored.id: row for row, stored in enumerate(texts.stored)}
    with index.catalog.snapshot() as connection:
        projection = read_projection(connection)
        kept = read_tokens(connection, [one.id for one in texts.stored])
        passages = [
            Passage(held, sentence_of(read_ends(connection, stored.id), stored), len(stored.sentences))
            for stored, held in zip(texts.stored, kept, strict=True)
        ]  # fmt: skip
    keywords = KeywordIndex.load(index.catalog.folder)
    if projection is None or keywords is None:
        return []
    made = []
    for one in progress(asked):
        right = texts.right(one)
        if not right:
            continue
        found = [rows[hit.passage] for hit in index.search(one.question, HITS)]
        choices = {
            row: Choice(passages[row], texts.answering(one, row))
            for row in dict.fromkeys([*found, right[0]])
        }
        held = [row for row, choice in choices.items() if choice.answers.any()]
        if bool(held) != bool(one.answers):
            continue
        alike = texts.alike(list(choices), held) if held else ()
        others = [row for row in found if row not in held and row not in alike]
        if not held:
            others = list(dict.fromkeys([right[0], *others]))
        text = index.wording(one.question).question
        embedded = index.embedder.embed_question(text)
        made.append(
            Example(
                projection.question(embedded),
                projection.question(index.embedder.embed_question(text, plain=True)),
                token_weights(text, embedded.ends, keywords) / keywords.rarest(),
                tuple(choices[row] for row in held),
                tuple(choices[row] for row in others),
            )
        )
    return made


def without(choice: Choice) -> Choice:
    """A passage without the sentences that answer: what is left tells of the subject, but not the answer."""
    own = choice.passage.sentence_of
    left = ~((own >= 0) & choice.answers[np.maximum(own, 0)])
    cut = Passage(choice.passage.tokens[left], own[left], choice.passage.sentences)
    return Choice(cut, np.zeros_like(choice.answers))
