"""Is an index whole? Everything that it keeps is held against everything else."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import reader
from index.arrays import unpack_boxes, unpack_origin, unpack_spans
from index.catalog import Catalog
from index.compact import forget_derived, rebuild_derived, stored_dimension
from index.derived import STAMP
from index.embed import Told, embedded_again, renew, untold
from index.embedding import Embedder
from index.keywords import KeywordIndex
from index.vectors import VectorIndex

SAMPLE = 20
"""Passages that are embedded again."""

MORE = 100
"""Passages whose vector is looked for in the file of vectors."""

LEAST_COSINE = 0.99
"""Between a stored vector and the same passage embedded again; bfloat16 alone gives 0.999."""

NORM = 0.01
"""By how much the length of a vector may differ from 1."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: `code` names the text that tells it, `detail` where.
    `derived` things can be made anew from the catalog."""

    code: str
    detail: str
    derived: bool = False


def verify(catalog: Catalog, embedder: Embedder | None = None) -> list[Finding]:
    """All that is wrong with an index; with a model also whether it still gives the stored vectors."""
    with catalog.snapshot() as connection:
        found = [*_database(connection)]
        if not found:  # rows of a damaged file tell nothing
            found += [*_documents(connection), *_passages(connection)]
            found += _vectors(connection, with_model=embedder is not None)
            if not any(finding.code == "vector" for finding in found):  # or nothing can be compared
                found += _derived(catalog)
            found += _embedded(connection, embedder) if embedder else []
    return found


def repair(catalog: Catalog, embedder: Embedder | None = None, told: Told = untold) -> None:
    """Make anew what is derived, and drop what belongs to nothing; with a model also vectors and tokens
    that are missing, damaged or another model's, and how far that is, is `told`. The caller holds the
    writer lock."""
    with catalog.change() as connection:
        connection.execute("DELETE FROM vectors WHERE hash NOT IN (SELECT vector FROM passages)")
        connection.execute("DELETE FROM tokens WHERE hash NOT IN (SELECT hash FROM vectors)")
    if embedder:
        connection = catalog.connection
        renew(catalog, embedder, sorted({digest for _, digest in _unsound(connection)}), told)
        if any(_embedded(connection, embedder)):  # another model's: then all are
            every = [digest for (digest,) in connection.execute("SELECT hash FROM vectors")]
            renew(catalog, embedder, every, told)
    forget_derived(catalog)
    rebuild_derived(catalog)


def _database(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (line,) in connection.execute("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield Finding("database", str(line))
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Finding("reference", f"{row[0]} {row[1]}")


def _documents(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Pages follow one another and lie in their document's text; every file read has its documents."""
    for key, name, text, count in connection.execute(
        "SELECT d.key, (SELECT MIN(name) FROM files f WHERE f.sha256 = d.sha256), d.text, d.page_count"
        " FROM documents d"
    ).fetchall():
        if name is None:
            yield Finding("no_file", str(key))
            continue
        expected, pages = 0, 0
        for start, printed, origin, boxes in connection.execute(
            "SELECT start, printed, origin, boxes FROM pages WHERE document = ? ORDER BY number",
            (key,),
        ):
            try:
                places, placed = unpack_origin(origin), len(unpack_boxes(boxes))
            except (zlib.error, ValueError):
                yield Finding("page", str(name))
                break
            whole = start == expected and placed == len(printed)
            if not whole or (len(places) and not 0 <= int(places.max()) < len(printed)):
                yield Finding("page", str(name))
            expected, pages = start + len(places), pages + 1
        if pages != count or (pages and expected != len(text)):
            yield Finding("page", str(name))
        if (
            connection.execute("SELECT 1 FROM structures WHERE document = ?", (key,)).fetchone()
            is None
        ):
            yield Finding("structure", str(name))
    lost = (
        "SELECT name FROM files WHERE problem IS NULL"
        " AND sha256 NOT IN (SELECT sha256 FROM documents)"
    )
    yield from (Finding("no_document", str(name)) for (name,) in connection.execute(lost))


def _passages(connection: sqlite3.Connection) -> Iterator[Finding]:
    """A passage is its span of the document's text, and its sentences lie within it."""
    rows = connection.execute(
        'SELECT p.id, p.text = substr(d.text, p.start + 1, p."end" - p.start), p.start, p."end",'
        " p.sentences FROM passages p JOIN documents d ON d.key = p.document"
    )
    for id_, same, start, end, packed in rows:
        sentences = unpack_spans(packed)
        if not same or any(not start <= first <= last <= end for first, last in sentences):
            yield Finding("passage", str(id_))


def _vectors(connection: sqlite3.Connection, *, with_model: bool) -> Iterator[Finding]:
    """What is wrong with vectors; a model makes anew whatever it is."""
    for code, digest in _unsound(connection):
        yield Finding(code, digest.hex()[:12], derived=with_model or code != "vector")


def _unsound(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Vectors have one length and belong to a passage; each has its sentences' and its tokens."""
    usual = connection.execute(
        "SELECT length(passage) FROM vectors GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1"
    ).fetchone()
    dimension = usual[0] // 4 if usual else 0
    for digest, vector, sentences, tokens, ends, used in connection.execute(
        "SELECT v.hash, v.passage, length(v.sentences), length(t.content), length(t.ends),"
        " (SELECT sentences FROM passages WHERE vector = v.hash)"
        " FROM vectors v LEFT JOIN tokens t ON t.hash = v.hash"
    ):
        sound = len(vector) == 4 * dimension
        if not sound or not abs(float(np.linalg.norm(np.frombuffer(vector, "<f4"))) - 1) < NORM:
            yield "vector", digest
        if used is None:
            yield "unused_vector", digest
        elif sentences != 2 * dimension * len(unpack_spans(used)):
            yield "vector", digest
        if ends is None or (ends and tokens % (ends // 2)):
            yield "tokens", digest


def _derived(catalog: Catalog) -> Iterator[Finding]:
    """What is derived shows the catalog's passages with their vectors."""
    connection, folder = catalog.connection, catalog.folder
    wanted, dimension = reader.passage_ids(connection), stored_dimension(catalog)
    if not len(wanted):
        return
    vectors, keywords = VectorIndex.load(folder), KeywordIndex.load(folder)
    if vectors is None or not np.array_equal(np.sort(vectors.ids), wanted):
        yield Finding("vectors_file", folder.name, derived=True)
    else:
        some = _some(wanted, MORE)
        for id_, vector in zip(some, reader.vectors_of(connection, some, dimension), strict=True):
            own = np.array([id_], dtype=np.int64)
            ((_, cosine),) = vectors.search(vector, 1, own)
            if abs(cosine - float(vector @ vector)) > NORM:
                yield Finding("vectors_file", str(id_), derived=True)
                break
    if keywords is None or keywords.ids() != wanted.tolist():
        yield Finding("keywords_folder", folder.name, derived=True)
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stamp = {}
    if stamp.get("generation") != catalog.generation:
        yield Finding("behind", folder.name, derived=True)


def _embedded(connection: sqlite3.Connection, embedder: Embedder) -> Iterator[Finding]:
    """A sample of passages, embedded again, gives the stored vectors."""
    for id_ in _some(reader.passage_ids(connection), SAMPLE).tolist():
        again, stored = embedded_again(connection, embedder, id_)
        if again.shape != stored.shape or not float(again @ stored) >= LEAST_COSINE:
            yield Finding("embedding", str(id_), derived=True)


def _some(ids: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Some ids, the same ones each time."""
    return np.sort(np.random.default_rng(0).choice(ids, min(len(ids), most), replace=False))
