"""What each part of the search is worth: variants of it over the same questions, each held against
the first by the paired randomisation test (see `eval.paired`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from assistant.texts import Language
from eval.collections import Collection
from eval.errors import VariantProblem
from eval.metrics import METRICS, Ranking
from eval.paired import randomisation_test
from eval.questions import QuestionFile
from eval.run import DEPTH
from eval.texts import text
from eval.trec import judge_passages, judge_texts
from eval.variants import Variant, weighed
from index.store import Index
from index.texts import TextIndex

FIGURES = ("Success@1", "Success@5", "MRR@10")

Scores = NDArray[np.float64]
"""Shape (figures, questions)."""

Searching = Callable[[Variant], Sequence[Ranking]]
"""Asks all answerable questions of a set, always in the same order, in one way to search."""


@dataclass(frozen=True, slots=True)
class Row:
    """One variant: the means of `FIGURES`, and `p` of each against the base (None for the base)."""

    name: str
    means: tuple[float, ...]
    p: tuple[float, ...] | None


def ablate(variants: Iterable[Variant], search: Searching) -> list[Row]:
    """A row for each variant, the base first; raises `VariantProblem` where nothing can be asked."""
    rows: list[Row] = []
    base: Scores | None = None
    for variant in variants:
        rankings = search(variant)
        if not rankings:
            raise VariantProblem("nothing_to_find")
        scores = _scored(rankings)
        p = None if base is None else tuple(randomisation_test(base, scores))
        base = scores if base is None else base
        rows.append(Row(variant.name, tuple(scores.mean(axis=1).tolist()), p))
    return rows


def _scored(rankings: Sequence[Ranking]) -> Scores:
    return np.array([[METRICS[name](one) for one in rankings] for name in FIGURES])


def over_questions(file: QuestionFile, index: Index) -> Searching:
    """The answerable questions of a file, asked to an index of documents."""
    asked = [question for question in file.questions if question.answerable]

    def search(variant: Variant) -> list[Ranking]:
        rankings = []
        with weighed(variant):
            for one in asked:
                hits = index.search(one.question, k=DEPTH, mode=variant.mode)
                passages = [(hit.document.name, hit.text) for hit in hits]
                judged = judge_passages(one.id, one.kind, passages, one.relevant)
                rankings.append(judged.ranking())
        return rankings

    return search


def over_collection(collection: Collection, index: TextIndex) -> Searching:
    """The queries of a BEIR collection."""

    def search(variant: Variant) -> list[Ranking]:
        rankings = []
        with weighed(variant):
            for query in collection.queries:
                found = index.search(query.text, k=DEPTH, mode=variant.mode)
                judged = judge_texts(query.id, [name for name, _ in found], query.grades)
                rankings.append(judged.ranking())
        return rankings

    return search


def ablation_table(title: str, rows: Sequence[Row], language: Language) -> Table:
    """The rows side by side: each figure, its difference from the base, and p."""
    table = Table(title=title, title_justify="left", caption=text("ablation_how", language))
    table.add_column(text("ablation_variant", language))
    for name in FIGURES:
        table.add_column(name, justify="right", no_wrap=True)
    base = rows[0].means
    for row in rows:
        differences = (mean - first for mean, first in zip(row.means, base, strict=True))
        cells = [
            f"{mean:.3f}" if row.p is None else f"{mean:.3f}  {by:+.3f}  p {row.p[place]:.3f}"
            for place, (mean, by) in enumerate(zip(row.means, differences, strict=True))
        ]
        table.add_row(row.name, *cells)
    return table
