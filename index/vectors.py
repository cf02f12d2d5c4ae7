"""FAISS: the passages nearest in meaning. Derived from the catalog."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import faiss
import numpy as np
from numpy.typing import NDArray

FILE = "vectors.faiss"

CHECK_BYTES = 4
"""The file ends in the CRC-32 of what FAISS wrote: FAISS itself would take in damaged numbers."""

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class VectorIndex:
    """Exact inner product over normalised vectors, which is their cosine. Ids are passage ids."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> VectorIndex:
        """An index without vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def load(cls, folder: Path) -> VectorIndex | None:
        """The index kept in `folder`, or None where there is none that can be read."""
        try:
            content = np.fromfile(folder / FILE, dtype=np.uint8)
        except OSError:
            return None
        content, check = content[:-CHECK_BYTES], content[-CHECK_BYTES:].tobytes()
        if check != _check(content):
            return None
        try:
            return cls(cast("faiss.IndexIDMap2", faiss.deserialize_index(content)))
        except RuntimeError:  # of another version
            return None

    def save(self, folder: Path) -> None:
        """Keep it in `folder`, whole or not at all."""
        temporary = folder / f"{FILE}.new"
        content = faiss.serialize_index(self._index)
        try:
            with temporary.open("wb") as file:
                file.write(content.data)
                file.write(_check(content))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(folder / FILE)
        except OSError:  # a full disk is not to be filled by what is of no use
            temporary.unlink(missing_ok=True)
            raise

    @property
    def ids(self) -> Ids:
        """The passage ids held, shape (n,)."""
        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    @property
    def vectors(self) -> Vectors:
        """The vectors held, shape (n, dimension), in the order of `ids`; not to be kept."""
        flat: Any = faiss.downcast_index(self._index.index)
        if not flat.ntotal:
            return np.zeros((0, flat.d), dtype=np.float32)
        vectors = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d)
        return np.asarray(vectors.reshape(flat.ntotal, flat.d), dtype=np.float32)

    def mean(self) -> Vectors:
        """The mean of all vectors, shape (dimension,); zeros where there is none."""
        vectors = self.vectors
        if not len(vectors):
            return np.zeros(vectors.shape[1], dtype=np.float32)
        return np.asarray(vectors.mean(axis=0), dtype=np.float32)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors of shape (n, dimension)."""
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)

    def remove(self, ids: Ids) -> None:
        """Remove passages."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(ids))

    def search(
        self, vector: Vectors, k: int, allowed: Ids | None = None
    ) -> list[tuple[int, float]]:
        """The `k` nearest (passage id, cosine), best first; only among `allowed`, if given."""
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters()
            selector = faiss.IDSelectorBatch(allowed)  # FAISS only borrows it
            parameters.sel = selector
        scores, ids = self._index.search(vector.reshape(1, -1), k, params=parameters)
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(passage, score) for passage, score in found if passage >= 0]

    def cosines(self, vector: Vectors, passages: Sequence[int]) -> list[float]:
        """The inner product of a vector with those of passages that are held, in their order."""
        if not passages:
            return []
        held = self._index.reconstruct_batch(np.array(passages, dtype=np.int64))
        cosines: list[float] = (held @ vector).tolist()
        return cosines


def _check(content: NDArray[np.uint8]) -> bytes:
    return zlib.crc32(content.data).to_bytes(CHECK_BYTES, "little")
