"""Character maps and boxes as compact bytes for the catalog."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

BOX_STEPS = 20
"""Boxes are kept to a twentieth of a point, far below what an eye can see."""

LEVEL = 1
"""zlib's fastest: a page takes 0.2 ms and a fifth of the room; higher levels gain little."""


def pack_origin(origin: NDArray[np.int32]) -> bytes:
    """A character map, as differences: they are nearly all 1 and shrink to almost nothing."""
    return zlib.compress(np.diff(origin, prepend=np.int32(0)).astype("<i4").tobytes(), LEVEL)


def unpack_origin(packed: bytes) -> NDArray[np.int32]:
    """The inverse of `pack_origin`, shape (cleaned characters,)."""
    return np.cumsum(np.frombuffer(zlib.decompress(packed), "<i4"), dtype=np.int32)


def pack_boxes(boxes: NDArray[np.float32]) -> bytes:
    """Boxes of shape (characters, 4), as differences from character to character."""
    steps = np.round(boxes * BOX_STEPS).astype("<i4")
    return zlib.compress(np.diff(steps, axis=0, prepend=0).astype("<i4").T.tobytes(), LEVEL)


def unpack_boxes(packed: bytes) -> NDArray[np.float32]:
    """The inverse of `pack_boxes`, to a twentieth of a point."""
    steps = np.frombuffer(zlib.decompress(packed), "<i4").reshape(4, -1).T
    return (np.cumsum(steps, axis=0) / BOX_STEPS).astype(np.float32)


def unpack_tokens(packed: bytes, count: int) -> NDArray[np.int8]:
    """Tokens of `index.late`, shape (count, width)."""
    width = len(packed) // count if count else 0
    return np.frombuffer(packed, np.int8).reshape(count, width)


def unpack_spans(packed: bytes) -> list[tuple[int, int]]:
    """Spans kept as int32 (n, 2)."""
    return [(start, end) for start, end in np.frombuffer(packed, "<i4").reshape(-1, 2).tolist()]
