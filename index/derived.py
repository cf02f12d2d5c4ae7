"""What is derived from the catalog, kept in step with it: the FAISS and the keyword index.

A stamp beside them names the catalog's generation and fingerprint that they show. Whatever is
missing, damaged or of another fingerprint is rebuilt; whatever is behind gets the difference.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index import reader
from index.catalog import Catalog
from index.errors import Busy
from index.keywords import KeywordIndex
from index.vectors import VectorIndex

STAMP = "derived.json"
LOCK = "derived.lock"
LOCK_SECONDS = 120


@dataclass(slots=True)
class Derived:
    """Both indexes, as of `generation`."""

    vectors: VectorIndex
    keywords: KeywordIndex
    generation: int


def bring_up_to_date(catalog: Catalog, dimension: int) -> Derived:
    """Both indexes in step with the catalog: loaded, caught up or rebuilt.

    In a folder that may only be read they are built in memory when they are not in step.
    """
    folder = catalog.folder
    try:
        with FileLock(folder / LOCK, timeout=LOCK_SECONDS):
            return _catch_up(catalog, dimension)
    except Timeout as error:
        raise Busy(file=folder / LOCK, seconds=LOCK_SECONDS) from error
    except PermissionError:
        return _in_memory(catalog, dimension)


def _catch_up(catalog: Catalog, dimension: int) -> Derived:
    folder = catalog.folder
    # The generation first: what is committed after it is taken in again next time, harmlessly.
    generation = catalog.generation
    stamp = {"generation": generation, "fingerprint": catalog.fingerprint.to_json()}
    old = _read_stamp(folder)
    vectors = keywords = None
    if old.get("fingerprint") == stamp["fingerprint"]:
        vectors, keywords = VectorIndex.load(folder), KeywordIndex.load(folder)
    if vectors is None or keywords is None or len(keywords) != len(vectors.ids):
        vectors, keywords = VectorIndex.empty(dimension), KeywordIndex.empty(folder)
    elif old == stamp:
        return Derived(vectors, keywords, generation)
    _apply_difference(catalog, vectors, keywords, dimension)
    vectors.save(folder)
    _write_stamp(folder, stamp)
    return Derived(vectors, keywords, generation)


def _in_memory(catalog: Catalog, dimension: int) -> Derived:
    generation = catalog.generation
    folder = catalog.folder
    vectors, keywords = VectorIndex.load(folder), KeywordIndex.load(folder)
    current = _read_stamp(folder).get("generation") == generation
    if not current or vectors is None or keywords is None:
        vectors, keywords = VectorIndex.empty(dimension), KeywordIndex.empty(None)
        _apply_difference(catalog, vectors, keywords, dimension)
    return Derived(vectors, keywords, generation)


def _apply_difference(
    catalog: Catalog, vectors: VectorIndex, keywords: KeywordIndex, dimension: int
) -> None:
    connection = catalog.connection
    wanted, held = reader.passage_ids(connection), vectors.ids
    added, removed = np.setdiff1d(wanted, held), np.setdiff1d(held, wanted)
    vectors.remove(removed)
    vectors.add(added, reader.vectors_of(connection, added, dimension))
    keywords.update(reader.keyword_entries(connection, added), removed.tolist())


def _read_stamp(folder: Path) -> dict[str, object]:
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(folder: Path, stamp: dict[str, object]) -> None:
    temporary = folder / f"{STAMP}.new"
    temporary.write_text(json.dumps(stamp), encoding="utf-8")
    temporary.replace(folder / STAMP)
