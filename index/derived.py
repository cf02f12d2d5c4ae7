"""What is derived from the catalog, kept in step with it: the FAISS and the keyword index.

A stamp beside them names the catalog's generation and fingerprint that they show. Whatever is
missing, damaged or of another fingerprint is rebuilt; whatever is behind gets the difference.
"""

from __future__ import annotations

import errno
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index import reader
from index.catalog import Catalog
from index.errors import Busy
from index.keywords import KeywordIndex
from index.late import Projection
from index.token_rows import read_projection
from index.vectors import VectorIndex

STAMP = "derived.json"
LOCK = "derived.lock"
LOCK_SECONDS = 120

UNWRITABLE = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO,
}  # fmt: skip

MOST_REMOVED = 0.25
"""Share of removed passages at which the keyword index is made anew: until its segments merge they
count in its frequencies."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the indexes show. `removed` passages may still count in the keyword index."""

    generation: int = -1
    fingerprint: str = ""
    removed: int = 0


@dataclass(slots=True)
class Derived:
    """Both indexes, as of `generation`, with the `mean` of the vectors, shape (dimension,), and the
    projection of tokens, None where no passage was ever embedded."""

    vectors: VectorIndex
    keywords: KeywordIndex
    generation: int
    mean: NDArray[np.float32]
    projection: Projection | None


def bring_up_to_date(catalog: Catalog, dimension: int) -> Derived:
    """Both indexes in step with the catalog: loaded, caught up or rebuilt.

    To be called within a snapshot, which moves to the catalog's newest state. In a folder that
    cannot be written they are built in memory when they are not in step.
    """
    folder = catalog.derived_folder
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / LOCK, timeout=LOCK_SECONDS):
            catalog.refresh()  # what is derived is never taken back behind what another derived
            vectors, keywords = _catch_up(catalog, dimension)
    except Timeout as error:
        raise Busy(file=folder / LOCK, seconds=LOCK_SECONDS) from error
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        vectors, keywords = _in_memory(catalog, dimension)
    projection = read_projection(catalog.connection)
    return Derived(vectors, keywords, catalog.generation, vectors.mean(), projection)


def _catch_up(catalog: Catalog, dimension: int) -> tuple[VectorIndex, KeywordIndex]:
    folder, generation = catalog.derived_folder, catalog.generation
    old = _read_stamp(folder)
    vectors, keywords = _load(catalog, old)
    if vectors is None or keywords is None:
        vectors, keywords, old = VectorIndex.empty(dimension), KeywordIndex.empty(folder), Stamp()
    elif old.generation == generation:
        return vectors, keywords
    connection = catalog.connection
    wanted, held = reader.passage_ids(connection), vectors.ids
    added, removed = np.setdiff1d(wanted, held), np.setdiff1d(held, wanted)
    vectors.remove(removed)
    vectors.add(added, reader.vectors_of(connection, added, dimension))
    gone = old.removed + len(removed)
    if gone > len(wanted) * MOST_REMOVED:
        keywords, added, gone = KeywordIndex.empty(folder), wanted, 0
    # Those added may be there already, where the program ended between the two indexes.
    stale = np.union1d(removed, added).tolist()
    keywords.update(reader.keyword_entries(connection, added), stale)
    if len(keywords) != len(wanted):
        # The program ended between the two, and what it had added was removed before this.
        keywords, gone = KeywordIndex.empty(folder), 0
        keywords.update(reader.keyword_entries(connection, wanted), ())
    vectors.save(folder)
    _write_stamp(folder, Stamp(generation, catalog.fingerprint.to_json(), gone))
    return vectors, keywords


def _in_memory(catalog: Catalog, dimension: int) -> tuple[VectorIndex, KeywordIndex]:
    generation, old = catalog.generation, _read_stamp(catalog.derived_folder)
    vectors, keywords = _load(catalog, old)
    if vectors is None or keywords is None or old.generation != generation:
        connection = catalog.connection
        vectors, keywords = VectorIndex.empty(dimension), KeywordIndex.empty(None)
        ids = reader.passage_ids(connection)
        vectors.add(ids, reader.vectors_of(connection, ids, dimension))
        keywords.update(reader.keyword_entries(connection, ids), ())
    return vectors, keywords


def _load(catalog: Catalog, stamp: Stamp) -> tuple[VectorIndex | None, KeywordIndex | None]:
    """Both indexes as they are kept; one is None where they are of no use."""
    if stamp.fingerprint != catalog.fingerprint.to_json():
        return None, None
    vectors, keywords = (
        VectorIndex.load(catalog.derived_folder),
        KeywordIndex.load(catalog.derived_folder),
    )
    if vectors is None or keywords is None or len(keywords) != len(vectors.ids):
        return None, None
    return vectors, keywords


def _read_stamp(folder: Path) -> Stamp:
    try:
        return Stamp(**json.loads((folder / STAMP).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Stamp()


def _write_stamp(folder: Path, stamp: Stamp) -> None:
    temporary = folder / f"{STAMP}.new"
    temporary.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
    temporary.replace(folder / STAMP)
