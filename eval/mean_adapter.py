"""The mean of several trained adapters: `python -m eval.mean_adapter FILE FILE ... --out FILE`.

The weights halfway between trainings from one beginning serve questions unlike those trained on better
than either end ("model soups", Wortsman et al. 2022, arXiv 2203.05482). What each adapter adds to a layer is
averaged, and the nearest matrix of the same rank kept (Eckart and Young 1936).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from index.question_adapter import Factors, read_factors, write_factors

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


def mean_of(adapters: Sequence[dict[str, Factors]]) -> dict[str, Factors]:
    """The mean of adapters of the same layers, of the first one's rank. Raises KeyError for a layer that one lacks."""
    return {layer: _mean([one[layer] for one in adapters]) for layer in adapters[0]}


def _mean(factors: Sequence[Factors]) -> Factors:
    added = np.mean([up.astype(np.float64) @ down for up, down in factors], axis=0)
    left, sizes, right = np.linalg.svd(added, full_matrices=False)
    rank = len(factors[0].down)
    roots = np.sqrt(sizes[:rank])  # both factors are as large: float16 keeps them alike
    up, down = left[:, :rank] * roots, roots[:, None] * right[:rank]
    return Factors(up.astype(np.float32), down.astype(np.float32))


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
def main(files: Sequence[Path], out: Path) -> None:
    """Keep the mean of adapters in a file."""
    write_factors(out, mean_of([read_factors(file) for file in files]))


if __name__ == "__main__":
    main()
