"""Two runs of the same questions held against each other: is the one better, or was it luck?

For each figure the paired randomisation test: were the two runs alike, each question's two scores
could as well be swapped. `p` is the share of such swaps, over all questions, that part the means at
least as far as they are, in either direction (Smucker, Allan and Carterette, "A Comparison of
Statistical Significance Tests for Information Retrieval Evaluation", 2007). With few questions all
swaps are tried, otherwise 9,999 drawn with a fixed seed. The values of `p` are not corrected for
there being several figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from eval.errors import ComparisonProblem
from eval.intervals import RESAMPLES, SEED, Interval, mean_intervals
from eval.lines import Fields, read_objects
from eval.metrics import METRICS
from eval.output import METRICS_FILE, RUN_FILE

CITATION = "first citation"
"""The figure of answers: 1 where the first citation is where the answer stands, 0 where it is not or
the question was refused."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One answerable question of a run with its scores by the name of the figure."""

    id: str
    kind: str
    question: str
    scores: Mapping[str, float]

    @property
    def rank(self) -> int | None:
        """The rank of the first relevant passage, None where there is none among the first ten."""
        reciprocal = self.scores["MRR@10"]
        return round(1 / reciprocal) if reciprocal else None


@dataclass(frozen=True, slots=True)
class Run:
    """The answerable questions of a run by id. `asked` has the text of every question; `sha256` is
    that of the question file, None where no metrics.json stands beside the run."""

    name: str
    sha256: str | None
    asked: Mapping[str, str]
    scored: Mapping[str, Scored]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of both runs: means, the second less the first with its 95 % interval, `p`, and how
    many questions the second run won, lost and tied."""

    figure: str
    first: float
    second: float
    difference: float
    interval: Interval | None
    p: float
    won: int
    lost: int
    tied: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs with the difference in each figure, and the questions whose scores changed."""

    first: Run
    second: Run
    differences: tuple[Difference, ...]
    changed: tuple[tuple[Scored, Scored], ...]


def compare_runs(first: Path, second: Path) -> Comparison:
    """Compare two folders of results, or two files run.jsonl. Raises `ComparisonProblem` where one
    cannot be read, or where they are not of the same questions."""
    return compare(read_run(first), read_run(second))


def compare(first: Run, second: Run) -> Comparison:
    """Compare two runs of the same questions; raises `ComparisonProblem`."""
    _refuse_other_questions(first, second)
    pairs = [(one, second.scored[name]) for name, one in first.scored.items()]
    figures = [
        name
        for name in (*METRICS, CITATION)
        if pairs and all(name in one.scores for pair in pairs for one in pair)
    ]
    changed = [
        pair for pair in pairs if any(pair[0].scores[n] != pair[1].scores[n] for n in figures)
    ]
    tested = differences(pairs, figures) if pairs else []
    return Comparison(first, second, tuple(tested), tuple(changed))


def differences(pairs: Sequence[tuple[Scored, Scored]], figures: Sequence[str]) -> list[Difference]:
    """The difference in each figure over at least one question."""
    one, two = (
        np.array([[pair[side].scores[name] for pair in pairs] for name in figures])
        for side in (0, 1)
    )
    gains = two - one
    intervals = mean_intervals(dict(zip(figures, gains.tolist(), strict=True)))
    return [
        Difference(
            figure=name,
            first=float(one[row].mean()),
            second=float(two[row].mean()),
            difference=float(gains[row].mean()),
            interval=intervals[name],
            p=p,
            won=int((gains[row] > 0).sum()),
            lost=int((gains[row] < 0).sum()),
            tied=int((gains[row] == 0).sum()),
        )
        for row, (name, p) in enumerate(zip(figures, randomisation_test(one, two), strict=True))
    ]


def randomisation_test(one: NDArray[np.float64], two: NDArray[np.float64]) -> list[float]:
    """The two-sided `p` of each row of two arrays of shape (figures, questions). One question can
    show nothing: its swap parts the means as far."""
    if one.shape[-1] < 2:
        return [1.0] * len(one)
    tested = stats.permutation_test(
        (one, two),
        lambda x, y, axis: np.mean(y - x, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=max(1, 2_000_000 // one.size),
        axis=-1,
        rng=np.random.default_rng(SEED),
    )
    return [float(p) for p in tested.pvalue]


def read_run(path: Path) -> Run:
    """Read a folder of results, or its run.jsonl."""
    file = path / RUN_FILE if path.is_dir() else path
    asked: dict[str, str] = {}
    scored: dict[str, Scored] = {}
    for line, values in read_objects(file, ComparisonProblem):
        fields = Fields(values, file, line, ComparisonProblem)
        name, question = fields.identifier("id"), fields.text("question")
        asked[name] = question
        if values.get("metrics") is not None:
            kind = str(values.get("kind") or "")
            scored[name] = Scored(name, kind, question, _scores(fields, values))
    if not asked:
        raise ComparisonProblem("no_run", file=file)
    return Run(str(path), _sha256(file.with_name(METRICS_FILE)), asked, scored)


def _scores(fields: Fields, values: Mapping[str, Any]) -> dict[str, float]:
    try:
        scores = {name: float(values["metrics"][name]) for name in METRICS}
    except (KeyError, TypeError, ValueError) as error:
        raise fields.error("not_run") from error
    if values.get("answer") is not None:
        scores[CITATION] = float(bool(values.get("first_citation_relevant")))
    return scores


def _sha256(metrics: Path) -> str | None:
    """The digest of the question file, where the run's metrics.json is beside it."""
    try:
        return str(json.loads(metrics.read_text(encoding="utf-8"))["questions"]["sha256"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ComparisonProblem("not_metrics", file=metrics, detail=repr(error)) from error


def _refuse_other_questions(first: Run, second: Run) -> None:
    runs = {"first": first.name, "second": second.name}
    for name in {**first.asked, **second.asked}:
        if first.asked.get(name) != second.asked.get(name):
            raise ComparisonProblem("other_questions", id=name, **runs)
    if first.sha256 and second.sha256 and first.sha256 != second.sha256:
        raise ComparisonProblem("other_truth", **runs)
    if first.scored.keys() != second.scored.keys():
        raise ComparisonProblem("other_truth", **runs)
