"""FAISS: the passages nearest in meaning. Derived from the catalog."""

from __future__ import annotations

import os
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

FILE = "vectors.faiss"

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
            content = np.frombuffer((folder / FILE).read_bytes(), dtype=np.uint8)
            return cls(faiss.deserialize_index(content))
        except (OSError, RuntimeError, ValueError):
            return None

    def save(self, folder: Path) -> None:
        """Keep it in `folder`, whole or not at all."""
        temporary = folder / f"{FILE}.new"
        with temporary.open("wb") as file:
            file.write(faiss.serialize_index(self._index).tobytes())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / FILE)

    @property
    def ids(self) -> Ids:
        """The passage ids held, shape (n,)."""
        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

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
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))
        scores, ids = self._index.search(vector.reshape(1, -1), k, params=parameters)
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(passage, score) for passage, score in found if passage >= 0]
