"""What the default model learnt of questions: a low-rank correction of its weights (LoRA, Hu et al.
2021, arXiv 2106.09685), for questions alone.

Passages keep the model's own vectors: no index is made anew for it, and what compares passages with
passages stays as it is. `eval.train_adapter` trains it; numbers and reasons: docs/decisions/0013.
"""

from __future__ import annotations

import copy
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import nn

FILE = "question_adapter.npz"

ENCODER = "encoder."
"""Where the names of an encoder's layers begin."""

Floats = NDArray[np.float32]


class Factors(NamedTuple):
    """What is added to a layer's weights, shape (outputs, inputs): `up` @ `down`, with `up` of shape
    (outputs, rank) and `down` of shape (rank, inputs)."""

    up: Floats
    down: Floats


def default_factors() -> dict[str, Factors]:
    """The factors that belong to the default model, by the names of its linear layers."""
    with files("index").joinpath(FILE).open("rb") as file:
        return read_factors(file)


def read_factors(file: Path | IO[bytes]) -> dict[str, Factors]:
    """The inverse of `write_factors`."""
    with np.load(file, allow_pickle=False) as arrays:
        layers = {name.rpartition(".")[0] for name in arrays.files}
        return {
            layer: Factors(
                arrays[f"{layer}.up"].astype(np.float32),
                arrays[f"{layer}.down"].astype(np.float32),
            )
            for layer in sorted(layers)
        }


def write_factors(file: Path, factors: dict[str, Factors]) -> None:
    """Keep factors in a file, in float16: rank 8 for all layers is 1.3 MB."""
    arrays = {
        f"{layer}.{part}": getattr(own, part).astype(np.float16)
        for layer, own in factors.items()
        for part in Factors._fields
    }
    np.savez(file, **arrays)


def adapted(encoder: nn.Module, factors: dict[str, Factors]) -> nn.Module:
    """A copy of a transformer with the factors added to its encoder's layers, whatever wraps it. Word
    embeddings and tokenizer, by far its largest parts, are shared. Raises KeyError for a layer that it lacks."""
    import torch  # noqa: PLC0415 (heavy)

    shared: list[object] = [
        part for part in encoder.modules() if isinstance(part, torch.nn.Embedding)
    ]
    shared.append(getattr(encoder, "tokenizer", None))
    other = copy.deepcopy(encoder, {id(part): part for part in shared})
    layers = {f"{ENCODER}{name.partition(ENCODER)[2]}": own for name, own in other.named_modules()}
    with torch.no_grad():
        for layer, (up, down) in factors.items():
            layers[layer].weight += torch.from_numpy(up @ down)
    return other
