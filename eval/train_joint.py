"""Trains what reads question and passage together: `python -m eval.train_joint QUESTIONS COLLECTION=INDEX ... --out FILE`.

It learns to choose among all sentences of a few passages and "none": the negative log of the right ones' share in
a softmax, in which "none" scores 0. None is right for a near miss, and now and then for an answerable question
whose passage is left out, or shown without the sentences that answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
import numpy as np
import torch
from torch import Tensor, nn

from eval.joint_data import Choice, Example, examples_of, without
from eval.own_texts import Asked, read_asked
from index.embedding import Embedder
from index.joint import READ, JointReader, write_model
from index.joint_model import JointModel
from index.late import Projection
from index.processor import prepare_environment, usable_cores
from index.store import Index
from index.token_rows import read_projection

BATCH = 12
EPOCHS = 3
RATE = 1e-3
RATE_ON = 7e-4
"""Of a network that learns on from where an earlier training left it."""

WARM_STEPS = 100
DECAY = 0.02
DROPOUT = 0.1

PASSAGES = READ
"""Passages to choose from: as many as are read for an answer."""

LEFT_OUT = 0.1
CUT = 0.13
"""Share of the answerable questions whose passage is left out, and whose answering sentences are cut out."""

SECOND = 0.3
"""Share of the questions that are shown one of the two best right passages in place of the best."""

JITTER = 4.0
"""How far, in ranks, a wrong passage may be drawn before another."""

Drawn = tuple[Example, list[Choice]]


def train(
    examples: Sequence[Example],
    epochs: int,
    told: Callable[[str], None],
    begun: JointReader | None = None,
) -> JointModel:
    """Learn from examples, in `epochs` rounds; `told` the mean loss of each. One `begun` earlier learns on, from tokens
    turned to its directions, and is left as it is itself."""
    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    model = JointModel(DROPOUT)
    if begun:
        model.load_state_dict(begun.model.state_dict())
    turn = torch.from_numpy(begun.turn) if begun else None
    highest = RATE_ON if begun else RATE
    optimizer = torch.optim.AdamW(model.parameters(), lr=highest, weight_decay=DECAY)
    steps = epochs * max(1, len(examples) // BATCH)
    done = 0
    for epoch in range(1, epochs + 1):
        losses = []
        order = chance.permutation(len(examples))
        for start in range(0, max(1, len(examples) // BATCH) * BATCH, BATCH):
            rate = highest * min(1, (done + 1) / WARM_STEPS)
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 + math.cos(math.pi * done / steps)) / 2
            batch = [drawn(examples[place], chance) for place in order[start : start + BATCH]]
            total = loss(model, batch, turn)
            optimizer.zero_grad()
            total.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(float(total.detach()))
            done += 1
        told(f"round {epoch} of {epochs}: loss {np.mean(losses):.3f}")
    model.eval()
    return model


def drawn(example: Example, chance: np.random.Generator) -> Drawn:
    """A question with the passages that it is shown this time."""
    ranks = np.arange(len(example.wrong)) + chance.random(len(example.wrong)) * JITTER
    if not example.right:  # a near miss, with the passage that it was written for
        ranks[:1] = -1.0
        return example, [example.wrong[place] for place in np.argsort(ranks)[:PASSAGES]]
    wrong = [example.wrong[place] for place in np.argsort(ranks)[: PASSAGES - 1]]
    share = chance.random()
    if wrong and share < LEFT_OUT:
        return example, wrong
    second = chance.random() < SECOND and len(example.right) > 1
    right = example.right[int(chance.integers(2)) if second else 0]
    alone = len(example.right) == 1 and not right.answers.all()
    if alone and share > 1 - CUT:
        right = without(right)
    return example, [right, *wrong]


def loss(model: JointModel, batch: Sequence[Drawn], turn: Tensor | None = None) -> Tensor:
    """The mean loss of questions with their passages, `turn` as `JointModel` takes it."""
    pairs = [example.pair(one.passage) for example, shown in batch for one in shown]
    order = sorted(range(len(pairs)), key=lambda place: len(pairs[place].tokens))
    scores: dict[int, Tensor] = {}
    for half in (order[: len(order) // 2], order[len(order) // 2 :]):  # alike lengths: less padding
        scores.update(
            zip(half, model([pairs[place] for place in half], turn) if half else [], strict=True)
        )
    total, place = torch.zeros(()), 0
    for _, shown in batch:
        own = torch.cat([*(scores[place + row] for row in range(len(shown))), torch.zeros(1)])
        place += len(shown)
        answers = np.concatenate([one.answers for one in shown])
        right = torch.from_numpy(np.append(answers, not answers.any()))
        total = total + torch.logsumexp(own, dim=0) - torch.logsumexp(own[right], dim=0)
    return total / len(batch)


@click.command()
@click.argument("questions", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("pairs", nargs=-1, required=True, metavar="COLLECTION=INDEX ...")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--epochs", default=EPOCHS, show_default=True)
@click.option("--on", is_flag=True, help="Begin with the network that the program has.")
def main(questions: Path, pairs: Sequence[str], out: Path, epochs: int, *, on: bool) -> None:
    """Learn from the questions on these collections, whose indexes are of one machine, and keep the network."""
    prepare_environment(usable_cores())
    torch.set_num_threads(usable_cores())
    asked = read_asked(questions)
    embedder = Embedder.load()
    examples: list[Example] = []
    projection: Projection | None = None
    for collection, _, folder in (pair.partition("=") for pair in pairs):
        own = [one for one in asked if one.collection == collection]
        with Index.open(Path(folder), embedder=embedder) as index:
            examples.extend(examples_of(index, own, _bar))
            with index.catalog.snapshot() as connection:
                own_projection = read_projection(connection)
        if (
            projection
            and own_projection
            and not np.allclose(projection.basis, own_projection.basis, atol=1e-3)
        ):
            raise click.ClickException(
                f"{folder}: its tokens have other directions than those of the first index"
            )
        projection = projection or own_projection
        click.echo(f"{collection}: {len(examples)} examples so far, {len(own)} questions")
    if projection is None or not examples:
        raise click.ClickException("no question's passage is in these indexes")
    begun = JointReader.load(projection) if on else None
    model = train(examples, epochs, click.echo, begun)
    write_model(out, model, begun.basis if begun else projection.basis)


def _bar(asked: Sequence[Asked]) -> Iterable[Asked]:
    with click.progressbar(asked) as bar:
        yield from bar


if __name__ == "__main__":
    main()
