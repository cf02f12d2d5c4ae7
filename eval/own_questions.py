"""The whole search and the answers on own questions: `python -m eval.own_questions FILE COLLECTION=INDEX ...`.

Own questions name their texts by digests (`eval.own_texts`), so that they can be kept where the
documents may not. One that names no answer is a near miss, written for a passage that lacks it: refused
is right. An answerable one is found where a hit holds the passage or all its answers, and answered where
the first quote holds one of the sentences that answer, or stands in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from assistant.answer import answer
from eval.citations import same_words
from eval.intervals import mean_interval
from eval.metrics import METRICS, Ranking
from eval.own_texts import Asked, Texts, read_asked
from index.store import Index

DEPTH = 10
FIGURES = ("Success@1", "Success@5", "MRR@10")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: the `gains` of its hits (1 for a right one), whether it was `refused`, and
    whether its first quote was `right`."""

    near_miss: bool
    gains: tuple[int, ...]
    refused: bool
    right: bool


@click.command()
@click.argument("questions", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("pairs", nargs=-1, required=True, metavar="COLLECTION=INDEX ...")
def main(questions: Path, pairs: Sequence[str]) -> None:
    """Print the figures of each collection's questions."""
    asked = read_asked(questions)
    for collection, _, folder in (pair.partition("=") for pair in pairs):
        own = [one for one in asked if one.collection == collection]
        with Index.open(Path(folder)) as index, click.progressbar(own) as bar:
            outcomes = list(outcomes_of(index, bar))
        click.echo(f"{collection}: {told(outcomes)}; {len(own) - len(outcomes)} not in the index")


def outcomes_of(index: Index, asked: Iterable[Asked]) -> Iterable[Outcome]:
    """What comes of each question whose passage the index holds."""
    texts = Texts.of(index)
    for one in asked:
        rows = texts.right(one)
        if not rows:
            continue
        right = {texts.stored[row].id for row in rows}
        hits = index.search(one.question, DEPTH)
        given = answer(index, one.question)
        quotes = [cited.quote for shown in given.statements[:1] for cited in shown.citations[:1]]
        answers = texts.answers(one, rows[0])
        yield Outcome(
            not one.answers,
            tuple(int(hit.passage in right) for hit in hits),
            not given.answered,
            any(same_words(quote, text) for quote in quotes for text in answers),
        )


def told(outcomes: Sequence[Outcome]) -> str:
    """The figures in words."""
    asked = [one for one in outcomes if not one.near_miss]
    near = [one for one in outcomes if one.near_miss]
    parts = []
    if asked:
        rankings = [Ranking(str(row), "", one.gains, (1,)) for row, one in enumerate(asked)]
        for name in FIGURES:
            values = [METRICS[name](ranking) for ranking in rankings]
            low, high = mean_interval(values) or (np.nan, np.nan)
            parts.append(f"{name} {np.mean(values):.3f} [{low:.2f} {high:.2f}]")
        answered = [one for one in asked if not one.refused]
        parts.append(f"first quote {sum(one.right for one in answered)}/{len(answered)}")
        parts.append(f"refused {len(asked) - len(answered)}/{len(asked)}")
    if near:
        parts.append(f"near misses refused {sum(one.refused for one in near)}/{len(near)}")
    return ", ".join(parts) or "no question"


if __name__ == "__main__":
    main()
