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

ALIKE = 0.02
"""How far the numbers of two directions may lie apart that are the same but for rounding."""

_Kept = tuple["JointModel", NDArray[np.float32]]
"""A network, and the directions of the tokens that it learnt from, shape (dimension, width)."""


class JointReader:
    """The network, for the tokens of one index."""

    def __init__(self, model: JointModel, turn: NDArray[np.float32]) -> None:
        self._model = model
        self._turn = turn

    @classmethod
    def load(cls, projection: Projection) -> JointReader:
        """The network that comes with the program, for tokens of a projection; read once in a process."""
        return cls(*_turned(_default(), projection))

    def network(self) -> JointModel:
        """The network itself, to learn on from. Raises ValueError where it learnt from tokens of other
        directions than these."""
        if not np.allclose(self._turn, np.eye(len(self._turn)), atol=ALIKE):
            raise ValueError("the network learnt from tokens of other directions")
        return self._model

    def scores(self, pairs: Sequence[Pair]) -> list[tuple[float, ...]]:
        """The scores of each pair's sentences (`JointModel`)."""
        import torch  # noqa: PLC0415 (heavy)

        if not pairs:
            return []
        with torch.inference_mode():
            return [tuple(row.tolist()) for row in self._model(pairs, torch.from_numpy(self._turn))]


def write_model(file: Path, model: JointModel, projection: Projection) -> None:
    """Keep a network in float16, with the directions of the tokens that it learnt from."""
    kept = {name: value.numpy() for name, value in model.state_dict().items()}
    kept[BASIS] = projection.basis
    arrays: dict[str, Any] = {name: value.astype(np.float16) for name, value in kept.items()}
    np.savez(file, **arrays)


def read_model(file: Path, projection: Projection) -> JointReader:
    """The inverse of `write_model`, for tokens of a projection."""
    with file.open("rb") as opened:
        return JointReader(*_turned(_read(opened), projection))


@functools.cache
def _default() -> _Kept:
    with files("index").joinpath(FILE).open("rb") as file:
        return _read(file)


def _turned(kept: _Kept, projection: Projection) -> tuple[JointModel, NDArray[np.float32]]:
    """The network, and what leads from the directions of a projection's tokens to those it learnt from: main
    directions come out with another sign, or turned among near equals, on another machine."""
    model, basis = kept
    return model, np.ascontiguousarray(projection.basis.T @ basis, dtype=np.float32)


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
