"""Trains the question adapter: `python -m eval.train_adapter QUESTIONS COLLECTION=INDEX ... --out FILE`.

Only questions are embedded: passages keep the vectors that their index holds, so a step takes seconds
and every candidate counts, not only those of a batch. What is lowered is the listwise loss (Cao et al.
2007; the negative log of the right passages' share in a softmax) of the whole score as `index.fusion`
adds it up, and of each part that is learnt by itself; and the same over the sentences of the right
passage, for the first citation. The factors are a low-rank adapter (LoRA, Hu et al. 2021, arXiv 2106.09685).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.adapter_data import Task, tasks_of
from eval.adapter_student import Student
from eval.own_texts import Asked, read_asked
from index.embedding import Embedder
from index.fusion import BEST, WEIGHTS
from index.late import SCALE
from index.processor import prepare_environment, usable_cores
from index.question_adapter import Factors, default_factors, write_factors
from index.store import Index

BATCH = 32
EPOCHS = 6
RATE = 1e-3
RATE_ON = 5e-4
"""Of factors that learn on from where an earlier training left them."""

WARM_STEPS = 20
DECAY = 0.01
COMPARED = 90
"""Candidates compared in a step, drawn anew each time, and the right ones."""

SHARP = 0.03
"""Temperature of the parts by themselves: cosines of right and wrong passages differ by so much."""

WHOLE = 2.0
"""Temperature of the whole score, which counts in deviations."""

BY_THEMSELVES = 0.5
"""What a part's own loss counts, of the whole score's."""

OF_SENTENCES = 0.25
"""What the loss over the sentences of the right passage counts."""


class Scores:
    """What an embedded question scores on some candidates of its task, in every part that is learnt:
    `dense`, `sentences` and `late`, shape (candidates,) each."""

    def __init__(self, task: Task, vector: Tensor, tokens: Tensor, which: np.ndarray) -> None:
        passages, rows = task.passages, task.candidates[which]
        self._task, self._which = task, which
        self._vector = vector - WEIGHTS["common"] * _tensor(passages.mean)
        projection = passages.projection
        apart = (tokens - _tensor(projection.query_mean)) @ _tensor(projection.basis)
        self._tokens = functional.normalize(apart, dim=-1)
        self._shares = _tensor(task.weights / max(float(task.weights.sum()), 1e-9))
        self.dense = _tensor(passages.vectors[rows]) @ self._vector
        sentences, counts = _segments(passages.sentences, passages.sentence_starts, rows)
        cosines = torch.split(sentences @ self._vector, counts)
        self.sentences = torch.stack([_mean_of_best(own) for own in cosines])
        held, counts = _segments(passages.tokens, passages.token_starts, rows)
        best = torch.segment_reduce(
            held @ self._tokens.T / SCALE, "max", lengths=torch.tensor(counts), axis=0, initial=0.0
        )
        self.late = best @ self._shares

    def whole(self) -> Tensor:
        """The whole scores, as the search adds them up."""
        names = ("dense", "sentences", "late")
        learnt = sum(WEIGHTS[name] * _deviations(getattr(self, name)) for name in names)
        lifted = torch.from_numpy(self._task.lifted[self._which])
        given = torch.from_numpy(self._task.given[self._which])
        return given + torch.where(lifted, torch.zeros_like(given), learnt)

    def losses(self) -> Tensor:
        """The listwise losses of all scores."""
        right = torch.from_numpy(self._task.right[self._which])
        wrong = torch.from_numpy(self._task.wrong[self._which])
        parts = (self.dense, self.sentences, self.late)
        by_themselves = sum(_listwise(part / SHARP, right, wrong) for part in parts)
        return (
            _listwise(self.whole() / WHOLE, right, wrong)
            + BY_THEMSELVES * by_themselves
            + OF_SENTENCES * self._sentence_loss()
        )

    def _sentence_loss(self) -> Tensor:
        """The same over the sentences of the passage that the question was written for."""
        task, passages = self._task, self._task.passages
        right = torch.from_numpy(task.answering)
        if right.all() or not right.any():
            return torch.zeros(())
        row = np.array([task.answered])
        sentences, _ = _segments(passages.sentences, passages.sentence_starts, row)
        held, _ = _segments(passages.tokens, passages.token_starts, row)
        similar = held @ self._tokens.T / SCALE
        late = []
        for number in range(len(right)):
            own = similar[torch.from_numpy(task.sentence_of == number)]
            late.append(own.amax(dim=0) @ self._shares if len(own) else torch.zeros(()))
        return _listwise(torch.stack(late) / SHARP, right, ~right) + 0.5 * _listwise(
            sentences @ self._vector / SHARP, right, ~right
        )


def _tensor(values: np.ndarray) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values, dtype=np.float32))


def _segments(values: np.ndarray, starts: np.ndarray, rows: np.ndarray) -> tuple[Tensor, list[int]]:
    """The values that belong to rows, one row's after the other's, and how many each has."""
    places = [np.arange(starts[row], starts[row + 1]) for row in rows]
    return _tensor(values[np.concatenate(places)]), [len(own) for own in places]


def _mean_of_best(cosines: Tensor) -> Tensor:
    """As `index.fusion.best_sentences`."""
    return cosines.topk(min(BEST, len(cosines))).values.mean() if len(cosines) else torch.zeros(())


def _deviations(scores: Tensor) -> Tensor:
    return (scores - scores.mean()) / (scores.std(correction=0) + 1e-6)


def _listwise(scores: Tensor, right: Tensor, wrong: Tensor) -> Tensor:
    """The negative log of the right ones' share; what is neither right nor wrong does not count."""
    compared = torch.logsumexp(scores[right | wrong], dim=0)
    return compared - torch.logsumexp(scores[right], dim=0)


def train(
    tasks: Sequence[Task],
    epochs: int,
    told: Callable[[str], None],
    begun: Mapping[str, Factors] | None = None,
) -> Student:
    """Learn from tasks, in `epochs` rounds; `told` the mean loss of each. Factors `begun` earlier are learnt on."""
    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    student = Student(begun)
    highest = RATE_ON if begun else RATE
    optimizer = torch.optim.AdamW(student.parameters(), lr=highest, weight_decay=DECAY)
    steps = epochs * max(1, len(tasks) // BATCH)
    done = 0
    for epoch in range(1, epochs + 1):
        losses = []
        order = chance.permutation(len(tasks))
        for start in range(0, max(1, len(tasks) // BATCH) * BATCH, BATCH):
            batch = [tasks[place] for place in order[start : start + BATCH]]
            rate = highest * min(1, done / WARM_STEPS) * (1 + math.cos(math.pi * done / steps)) / 2
            for group in optimizer.param_groups:
                group["lr"] = rate
            embedded = student.embed([task.text for task in batch])
            total = torch.zeros(())
            for task, (vector, tokens) in zip(batch, embedded, strict=True):
                drawn = chance.random(len(task.candidates)) < COMPARED / len(task.candidates)
                which = np.flatnonzero(drawn | task.right)
                total = total + Scores(task, vector, tokens, which).losses() / len(batch)
            optimizer.zero_grad()
            total.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            losses.append(float(total.detach()))
            done += 1
        told(f"round {epoch} of {epochs}: loss {np.mean(losses):.3f}")
    return student


@torch.no_grad()
def ranked(student: Student, tasks: Sequence[Task]) -> dict[str, float]:
    """MRR@10 of each part by itself and of the whole score, among each task's candidates."""
    found: dict[str, list[float]] = {"dense": [], "sentences": [], "late": [], "whole": []}
    for task in tasks:
        ((vector, tokens),) = student.embed([task.text])
        scores = Scores(task, vector, tokens, np.arange(len(task.candidates)))
        for name, ranks in found.items():
            own = (scores.whole() if name == "whole" else getattr(scores, name)).numpy()
            rank = 1 + int((own[task.wrong] > own[task.right].max()).sum())
            ranks.append(1 / rank if rank <= 10 else 0.0)
    return {name: float(np.mean(ranks)) for name, ranks in found.items()}


@click.command()
@click.argument("questions", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("pairs", nargs=-1, required=True, metavar="COLLECTION=INDEX ...")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--epochs", default=EPOCHS, show_default=True)
@click.option("--on", is_flag=True, help="Begin with the factors that the program has.")
@click.option("--held-out", help="A collection to judge by, whose questions are not learnt from.")
def main(
    questions: Path, pairs: Sequence[str], out: Path, epochs: int, held_out: str | None, *, on: bool
) -> None:
    """Learn from the questions on these collections, and keep the factors in a file."""
    prepare_environment(usable_cores())
    torch.set_num_threads(usable_cores())
    asked = read_asked(questions)
    embedder = Embedder.load(adapter=False)
    learnt: list[Task] = []
    judged: list[Task] = []
    for collection, _, folder in (pair.partition("=") for pair in pairs):
        own = [one for one in asked if one.collection == collection]
        with Index.open(Path(folder), embedder=embedder) as index:
            tasks = tasks_of(index, own, _bar)
        click.echo(f"{collection}: {len(tasks)} of {len(own)} questions")
        (judged if collection == held_out else learnt).extend(tasks)
    begun = default_factors() if on else None
    if judged:
        click.echo(f"before, {held_out}: {_told(ranked(Student(begun), judged))}")
    student = train(learnt, epochs, click.echo, begun)
    if judged:
        click.echo(f"after, {held_out}: {_told(ranked(student, judged))}")
    write_factors(out, student.factors())


def _bar(asked: Sequence[Asked]) -> Iterable[Asked]:
    with click.progressbar(asked) as bar:
        yield from bar


def _told(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in figures.items())


if __name__ == "__main__":
    main()
