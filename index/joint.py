"""Which sentences of the best passages answer, and whether one does, by reading question and passage
together (`index.joint_model`), from the tokens that the index keeps.

Scores by likeness know the subject, not what is said of it. The network learnt that from own questions,
two of five of which ask for a detail that the passage lacks; `eval.train_joint` trains it, docs/decisions/0015 says why.
It belongs to the default model with its adapter for questions: others' tokens mean nothing to it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.late import Projection

if TYPE_CHECKING:
    from index.joint_model import JointModel, Pair

FILE = "joint_model.npz"
BASIS = "basis"

READ = 3
"""Passages read: the best ones."""

_Kept = tuple["JointModel", NDArray[np.float32]]
"""A network, and the directions of the tokens that it learnt from, shape (dimension, width)."""


class JointReader:
    """The network, for the tokens of one index. `model` learnt from tokens of the directions of `basis`, shape
    (dimension, width); `turn`, shape (the index's width, width), leads from the index's to those: main
    directions come out with another sign, or turned among near equals, on another machine."""

    def __init__(
        self, model: JointModel, basis: NDArray[np.float32], projection: Projection
    ) -> None:
        self.model = model
        self.basis = basis
        self.turn = np.ascontiguousarray(projection.basis.T @ basis, dtype=np.float32)

    @classmethod
    def load(cls, projection: Projection) -> JointReader:
        """The network that comes with the program, for tokens of a projection; read once in a process."""
        return cls(*_default(), projection)

    def scores(self, pairs: Sequence[Pair]) -> list[tuple[float, ...]]:
        """The scores of each pair's sentences (`JointModel`)."""
        import torch  # noqa: PLC0415 (heavy)

        if not pairs:
            return []
        with torch.inference_mode():
            return [tuple(row.tolist()) for row in self.model(pairs, torch.from_numpy(self.turn))]


def write_model(file: Path, model: JointModel, basis: NDArray[np.float32]) -> None:
    """Keep a network in float16, with the directions of the tokens that it learnt from, shape (dimension, width)."""
    kept = {name: value.numpy() for name, value in model.state_dict().items()}
    kept[BASIS] = basis
    arrays: dict[str, Any] = {name: value.astype(np.float16) for name, value in kept.items()}
    np.savez(file, **arrays)


def read_model(file: Path, projection: Projection) -> JointReader:
    """The inverse of `write_model`, for tokens of a projection."""
    with file.open("rb") as opened:
        return JointReader(*_read(opened), projection)


@functools.cache
def _default() -> _Kept:
    with files("index").joinpath(FILE).open("rb") as file:
        return _read(file)


def _read(file: IO[bytes]) -> _Kept:
    import torch  # noqa: PLC0415 (heavy)

    from index.joint_model import JointModel  # noqa: PLC0415 (imports torch)

    with np.load(file, allow_pickle=False) as arrays:
        kept = {name: arrays[name].astype(np.float32) for name in arrays.files}
    basis = kept.pop(BASIS)
    model = JointModel()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in kept.items()})
    model.eval()
    return model, basis
