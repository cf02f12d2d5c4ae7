"""The assistant's confidence fitted to one's own questions, and the threshold that keeps a promise.

The confidence before calibration is a number that orders answers. Here its log odds get a slope and an
intercept (Platt, "Probabilistic Outputs for Support Vector Machines", 1999, with his smoothed targets), held
towards what they were, so that few questions change little. The threshold is the lowest at which no more
than a share of the answers given is without ground. All figures are out of fold: no question is judged by
what it helped to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.abstain import THRESHOLD, UNCALIBRATED, Calibration, log_odds
from assistant.answer import answer
from eval.errors import CalibrationProblem
from eval.intervals import area
from eval.questions import Question
from index.store import Index

MOST_WITHOUT_GROUND = 0.05
"""At most 1 in 20 answers without ground."""

FEWEST = 10
"""Questions with an answer, and as many without, below which a fit says nothing."""

FOLDS = 5
RIDGE = 4.0
"""How strongly slope and intercept are held, in questions."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A calibration with its figures, out of fold: of `asked` questions `answerable` have an answer; at its
    threshold `answered` are answered, of these `without_ground` have none, and `refused` answerable ones
    are not. `auc` is the area under the ROC curve, `brier` the mean square error before and after. `kept`
    tells whether the promise can be kept at any threshold."""

    calibration: Calibration
    asked: int
    answerable: int
    answered: int
    without_ground: int
    refused: int
    auc: float
    brier: tuple[float, float]
    kept: bool


def calibrate(
    index: Index,
    questions: Sequence[Question],
    *,
    most: float = MOST_WITHOUT_GROUND,
    progress: Callable[[Iterable[Question]], Iterable[Question]] = iter,
) -> Calibrated:
    """Ask all questions and fit. Raises CalibrationProblem where there are too few of either kind."""
    answerable = np.array([question.answerable for question in questions])
    if min(answerable.sum(), (~answerable).sum()) < FEWEST:
        counts = {"answerable": int(answerable.sum()), "without": int((~answerable).sum())}
        raise CalibrationProblem("too_few_to_calibrate", **counts, fewest=FEWEST)
    given = [
        answer(index, question.question, threshold=0.0, calibration=UNCALIBRATED).confidence
        for question in progress(questions)
    ]
    odds = np.array([log_odds(confidence) for confidence in given])
    folds = np.arange(len(odds)) % FOLDS
    after = np.zeros(len(odds))
    for fold in range(FOLDS):
        slope, intercept = _fit(odds[folds != fold], answerable[folds != fold])
        after[folds == fold] = _probability(slope * odds[folds == fold] + intercept)
    slope, intercept = _fit(odds, answerable)
    threshold, kept = _threshold(after, answerable, most)
    answered = after >= threshold
    return Calibrated(
        calibration=Calibration(slope, intercept, threshold),
        asked=len(odds),
        answerable=int(answerable.sum()),
        answered=int(answered.sum()),
        without_ground=int((answered & ~answerable).sum()),
        refused=int((~answered & answerable).sum()),
        auc=float(area(odds[answerable], odds[~answerable])),
        brier=(_brier(np.array(given), answerable), _brier(after, answerable)),
        kept=kept,
    )


def _fit(odds: Floats, answerable: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and intercept; the slope is never negative, for the order stays as it is."""
    yes, no = answerable.sum(), (~answerable).sum()
    target = np.where(answerable, (yes + 1) / (yes + 2), 1 / (no + 2))

    def loss(parameters: Floats) -> float:
        slope, intercept = parameters
        expected = slope * odds + intercept
        # log(1 + exp(x)) without overflow
        likelihood = np.logaddexp(0, expected) - target * expected
        return float(likelihood.sum() + RIDGE / 2 * ((slope - 1) ** 2 + intercept**2))

    found = minimize(loss, np.array([1.0, 0.0]), bounds=((0.05, 5.0), (-10.0, 10.0)))
    return float(found.x[0]), float(found.x[1])


def _threshold(after: Floats, answerable: NDArray[np.bool_], most: float) -> tuple[float, bool]:
    """The lowest threshold at which at most a share `most` of what is answered has no ground, and whether
    there is one; else the usual one."""
    for threshold in np.unique(after):
        answered = after >= threshold
        if (answered & ~answerable).sum() <= most * answered.sum():
            return float(threshold), True
    return THRESHOLD, False


def _probability(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _brier(probabilities: Floats, answerable: NDArray[np.bool_]) -> float:
    return float(((probabilities - answerable) ** 2).mean())
