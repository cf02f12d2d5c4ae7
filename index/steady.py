"""Does the processor compute what the model says?

Seen rarely, on loaded machines, for the life of a process: vectors computed in bfloat16 were wrong,
in one process those of all texts that stood beside longer ones, in another those of questions, and
nothing told. So what is computed is compared with float32 when a model is loaded, and in every batch
one text is embedded a second time, alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

STEADY = 0.99
"""Cosine above which two vectors are the same but for rounding."""

PROBES = (
    "Udvalget drøftede sagen og besluttede at udsætte den, til der foreligger et høringssvar. " * 2,
    "Sagen udsat.",
)
"""A long and a short text, for a batch in which one of them is padded."""


def same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """Whether unit vectors, shape (..., dimension), are the same but for rounding."""
    return bool(((one * other).sum(axis=-1) > STEADY).all())


def read_model(folder: Path) -> SentenceTransformer:
    """The model of a folder, in float32. Raises whatever a damaged folder makes its library raise."""
    import torch  # noqa: PLC0415 (heavy)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 (heavy)
    from transformers.utils import logging  # noqa: PLC0415 (heavy)

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    model.eval()
    model[0].to(torch.float32)
    return model
