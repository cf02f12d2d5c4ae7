"""How far a figure is to be trusted: 95 % intervals by the bootstrap over questions.

The questions are drawn anew, with replacement, `RESAMPLES` times; the interval holds the middle 95 %
of the figures that these draws give (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
chapter 13; Sakai, "Laboratory Experiments in Information Retrieval", 2018). The seed is fixed, so that
the same run gives the same interval. A figure over fewer than two questions has none; one in which
all questions agree has an interval without width, which tells how few they are and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

CONFIDENCE = 0.95
RESAMPLES = 9_999
SEED = 1

Interval = tuple[float, float]
Floats = NDArray[np.float64]


def mean_intervals(values: Mapping[str, Sequence[float]]) -> dict[str, Interval | None]:
    """The interval of the mean of each row; the rows are of the same questions, which are drawn
    together. None for every row where there are fewer than two questions."""
    rows = np.array(list(values.values()), dtype=np.float64)
    if rows.ndim < 2 or rows.shape[1] < 2:
        return dict.fromkeys(values)
    low, high = _bootstrap((rows,), np.mean, cells=rows.size)
    return dict(zip(values, zip(low.tolist(), high.tolist(), strict=True), strict=True))


def mean_interval(values: Sequence[float]) -> Interval | None:
    """The interval of one mean."""
    return mean_intervals({"": values})[""]


def area(positive: Floats, negative: Floats, axis: int = -1) -> Floats:
    """The area under the ROC curve: the chance that a positive has a higher value than a negative,
    ties counting half (Hanley and McNeil, 1982)."""
    del axis  # scipy names it; the values always stand along the last one
    above = positive[..., :, None] - negative[..., None, :]
    wins: Floats = (np.sign(above) + 1).mean(axis=(-2, -1)) / 2
    return wins


def area_interval(positive: Sequence[float], negative: Sequence[float]) -> Interval | None:
    """The interval of `area`, the questions of each kind drawn by themselves."""
    if min(len(positive), len(negative)) < 2:
        return None
    sides = (np.array(positive, dtype=np.float64), np.array(negative, dtype=np.float64))
    low, high = _bootstrap(sides, area, cells=len(positive) * len(negative))
    return float(low), float(high)


def _bootstrap(
    data: tuple[Floats, ...], figure: Callable[..., Any], *, cells: int
) -> tuple[Floats, Floats]:
    """Lower and upper ends. One draw takes `cells` numbers; batches of draws take some 16 MB."""
    bounds = stats.bootstrap(
        data,
        figure,
        n_resamples=RESAMPLES,
        batch=max(1, 2_000_000 // cells),
        vectorized=True,
        axis=-1,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return bounds.low, bounds.high
