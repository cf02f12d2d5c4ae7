"""Figures of a ranking, spelled and defined as TREC and ir_measures have them.

Each takes a `Ranking` and gives a number from 0 to 1. To add one, write a function and name it in
`METRICS`; the tests compare every one of them with ir_measures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one question found: `gains` has a number for each row, best row first, 0 for a row that
    is not relevant. `ideal` has the gains of everything relevant, found or not, in any order;
    `documents` are those in which it stands, where the rows are of documents.

    A question that found nothing has no rows and counts 0 in every figure. What makes a row of a
    passage is told in `eval.trec`.
    """

    question: str
    kind: str
    gains: tuple[int, ...]
    ideal: tuple[int, ...]
    documents: tuple[str, ...] = ()


def success(ranking: Ranking, cutoff: int) -> float:
    """Success@k: 1 if one of the first k rows is relevant, else 0.

    `success` of trec_eval; Craswell, "Success at n", Encyclopedia of Database Systems (2009).
    """
    return float(any(gain > 0 for gain in ranking.gains[:cutoff]))


def reciprocal_rank(ranking: Ranking, cutoff: int) -> float:
    """RR@k: 1 / rank of the first relevant row, 0 if it is not among the first k.

    Its mean over questions is MRR@k. Voorhees, "The TREC-8 Question Answering Track Report" (1999);
    RR@k of ir_measures.
    """
    for rank, gain in enumerate(ranking.gains[:cutoff], start=1):
        if gain > 0:
            return 1 / rank
    return 0.0


def ndcg(ranking: Ranking, cutoff: int) -> float:
    """nDCG@k: discounted gain of the first k rows, over that of the best possible order.

    DCG = sum of gain / log2(rank + 1), the gain taken as it is (not 2^gain - 1): Järvelin and
    Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), in the form of trec_eval's
    `ndcg_cut`.
    """
    best = _dcg(sorted(ranking.ideal, reverse=True)[:cutoff])
    return _dcg(ranking.gains[:cutoff]) / best if best else 0.0


METRICS: Mapping[str, Callable[[Ranking], float]] = {
    "Success@1": lambda ranking: success(ranking, 1),
    "Success@5": lambda ranking: success(ranking, 5),
    "Success@10": lambda ranking: success(ranking, 10),
    "MRR@10": lambda ranking: reciprocal_rank(ranking, 10),
    "nDCG@10": lambda ranking: ndcg(ranking, 10),
}
"""The figures by name. ir_measures calls the mean reciprocal rank RR@10."""


def scores(ranking: Ranking) -> dict[str, float]:
    """All figures of one question."""
    return {name: metric(ranking) for name, metric in METRICS.items()}


def means(rankings: Sequence[Ranking]) -> dict[str, float]:
    """The mean of each figure over the questions; 0 where there are none."""
    scored = [scores(ranking) for ranking in rankings]
    return {
        name: math.fsum(one[name] for one in scored) / len(scored) if scored else 0.0
        for name in METRICS
    }


def grouped(
    rankings: Iterable[Ranking], names: Callable[[Ranking], Iterable[str]]
) -> dict[str, list[Ranking]]:
    """The rankings under each of their `names`, names in order of their first question."""
    groups: dict[str, list[Ranking]] = {}
    for ranking in rankings:
        for name in names(ranking):
            groups.setdefault(name, []).append(ranking)
    return groups


def _dcg(gains: Iterable[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
