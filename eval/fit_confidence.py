"""Fits the weights in `assistant.abstain` that tell what is on the subject: `python -m eval.fit_confidence
QUESTIONS=INDEX ...`.

Positive: questions that have an answer. Negative: questions on subjects that no municipality decides
(off_topic.txt). The files' own questions without an answer are near misses, which these features
cannot tell (see the figures it prints): they are measured, but would only blur the fit. Logistic regression with a ridge,
by iteratively reweighted least squares; both classes weigh the same. The figures are from
leave-one-file-out, so that no question is judged by weights that have seen its collection.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from assistant.abstain import THRESHOLD, WEIGHTS, answers_probability, evidence
from eval.questions import read_questions
from index.store import Index

RIDGE = 1.0
ROUNDS = 50

Floats = NDArray[np.float64]

Set = tuple[Floats, NDArray[np.bool_], NDArray[np.bool_], Floats]
"""Features (questions, 3), which of them are answerable, which are off topic, and the probability that a
sentence answers where the passages are on the subject."""


@click.command()
@click.argument("pairs", nargs=-1, required=True)
def main(pairs: tuple[str, ...]) -> None:
    """Print the weights fitted on all files, and how each file fares with those of the others."""
    sets = [_evidence_of(*pair.split("=", 1)) for pair in pairs]
    for held_out, pair in enumerate(pairs):
        others = [part for place, part in enumerate(sets) if place != held_out]
        if others:
            weights = _fit(*_joined(others))
            features, answerable, off_topic, answers = sets[held_out]
            scores = _probabilities(features, weights) * answers
            near = answerable | ~off_topic
            click.echo(
                f"{pair}: AUROC against off topic"
                f" {_auroc(scores[answerable | off_topic], answerable[answerable | off_topic]):.3f},"
                f" against near misses {_auroc(scores[near], answerable[near]):.3f};"
                f" refused: answerable {np.mean(scores[answerable] < THRESHOLD):.3f},"
                f" off topic {np.mean(scores[off_topic] < THRESHOLD):.3f},"
                f" near misses {np.mean(scores[~answerable & ~off_topic] < THRESHOLD):.3f}"
            )
    weights = _fit(*_joined(sets))
    names = ["intercept", *WEIGHTS]
    for name, weight in zip(names, weights, strict=True):
        click.echo(f"{name}: {weight:.2f}")


def _evidence_of(questions: str, folder: str) -> Set:
    """What is known of a file's questions and of those off topic."""
    asked = [
        (q.question, bool(q.relevant), False) for q in read_questions(Path(questions)).questions
    ]
    strange = files("eval").joinpath("off_topic.txt").read_text(encoding="utf-8").splitlines()
    asked += [(question, False, True) for question in strange if question]
    rows, answers = [], []
    with Index.open(Path(folder)) as index:
        for question, _, _ in asked:
            hits = index.search(question, 10, answering=True)
            rarity = index.term_weights(index.wording(question).question)
            seen = evidence(hits, question, rarity)
            rows.append([getattr(seen, name) for name in WEIGHTS])
            answers.append(answers_probability(seen.answers))
    flags = np.array([(answerable, off_topic) for _, answerable, off_topic in asked])
    return np.array(rows), flags[:, 0], flags[:, 1], np.array(answers)


def _joined(
    sets: list[Set],
) -> tuple[Floats, Floats]:
    features = np.concatenate([part[0][part[1] | part[2]] for part in sets])
    labels = np.concatenate([part[1][part[1] | part[2]] for part in sets])
    return features, labels.astype(np.float64)


def _fit(features: Floats, labels: Floats) -> Floats:
    """Weights with the intercept first (Hastie, Tibshirani and Friedman 2009, 4.4.1)."""
    design = np.column_stack([np.ones(len(features)), features])
    balance = np.where(labels > 0, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    ridge = RIDGE * np.eye(design.shape[1])
    ridge[0, 0] = 0.0
    weights: Floats = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        expected = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (balance * (labels - expected)) - ridge @ weights
        curve = (design * (balance * expected * (1 - expected))[:, None]).T @ design + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _probabilities(features: Floats, weights: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(weights[0] + features @ weights[1:]))))


def _auroc(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """The probability that a positive scores above a negative (ties count half)."""
    above = scores[positive][:, None] - scores[~positive][None, :]
    return float(((above > 0) + 0.5 * (above == 0)).mean())


if __name__ == "__main__":
    main()
