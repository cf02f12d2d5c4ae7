"""Does the assistant say no at the right times? Figures of its confidence, at its threshold and at
every other one.

A threshold answers the questions with that much confidence or more. Its *coverage* is the share of
all questions that it answers, its *risk* the share of the answered ones that are answered wrongly
(El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", 2010; Geifman and
El-Yaniv, "Selective Classification for Deep Neural Networks", 2017). Wrongly means one of two things:

- `ground`: the documents hold no answer at all;
- `citation`: the first citation is not where the answer stands. This is the stricter one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.intervals import area, area_interval

PRECISION = 0.95
"""The least share of right answers among those given that `coverage_at_95` asks for."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question: the assistant's `confidence` in it, whether it was `refused`, whether it is
    `answerable` from the documents, and whether the first citation, or the nearest place that a
    refusal offers, is where its answer stands (`cited`)."""

    confidence: float
    refused: bool
    answerable: bool
    cited: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One threshold, with the share of questions that it answers, and of those answered wrongly."""

    threshold: float
    coverage: float
    risk: float


RIGHT: Mapping[str, Callable[[Judgement], bool]] = {
    "ground": lambda one: one.answerable,
    "citation": lambda one: one.cited,
}
"""When an answer counts as right."""


def confidence_figures(judged: Sequence[Judgement]) -> dict[str, Any]:
    """What no threshold changes: the area under the ROC curve of the confidence, answerable
    questions against unanswerable ones, with its interval; and for each meaning of right the
    risk-coverage curve, the area under it, and the coverage at 95 % precision."""
    with_answer = [one.confidence for one in judged if one.answerable]
    without = [one.confidence for one in judged if not one.answerable]
    auc = float(area(np.array(with_answer), np.array(without))) if with_answer and without else None
    return {
        "confidence_auc": auc,
        "confidence_auc_interval": area_interval(with_answer, without),
        "risk_coverage": {name: _curve_figures(judged, right) for name, right in RIGHT.items()},
    }


def risk_coverage(judged: Sequence[Judgement], right: Callable[[Judgement], bool]) -> list[Point]:
    """A point for each confidence that occurs, from the highest: questions of equal confidence are
    answered together, for no threshold parts them."""
    ordered = sorted(judged, key=lambda one: -one.confidence)
    points: list[Point] = []
    wrong = 0
    for place, one in enumerate(ordered, start=1):
        wrong += not right(one)
        if place == len(ordered) or ordered[place].confidence < one.confidence:
            points.append(Point(one.confidence, place / len(ordered), wrong / place))
    return points


def area_under(points: Sequence[Point]) -> float | None:
    """The mean risk over all coverages (AURC): 0 is the best, and without use of the confidence it
    is the share of wrong answers."""
    before = [0.0, *(point.coverage for point in points)]
    return (
        math.fsum(
            point.risk * (point.coverage - earlier)
            for point, earlier in zip(points, before, strict=False)
        )
        if points
        else None
    )


def _curve_figures(
    judged: Sequence[Judgement], right: Callable[[Judgement], bool]
) -> dict[str, Any]:
    points = risk_coverage(judged, right)
    allowed = [point for point in points if point.risk <= 1 - PRECISION + 1e-12]
    best = max(allowed, key=lambda point: point.coverage, default=None)
    answerable = [one for one in judged if one.answerable]
    return {
        "area": area_under(points),
        "coverage_at_95": {
            "threshold": best.threshold,
            "coverage": best.coverage,
            "answerable": sum(one.confidence >= best.threshold for one in answerable)
            / len(answerable),
        }
        if best and answerable
        else None,
        "thresholds": [point.threshold for point in points],
        "coverages": [point.coverage for point in points],
        "risks": [point.risk for point in points],
    }
