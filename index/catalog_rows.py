"""One document's rows in the catalog: how they go in, and how they come out.

Keys and ids are times, so that none is ever used again, not even after a backup was put back: what
is derived may then compare ids alone.
"""

from __future__ import annotations

import datetime
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.arrays import pack_boxes, pack_origin
from index.structure_rows import insert_structure
from index.structures import to_json
from index.traits import traits_of
from ingest.model import Document


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedPassage:
    """The vectors of one passage: `hash` of the embedded text, `passage` float32 (dimension,),
    `sentences` float16 (sentences, dimension), and its `tokens` int8 (tokens, width) with their `ends`
    uint16 (tokens,) in the passage's text, 0 for those of the head (`index.late`)."""

    hash: bytes
    passage: NDArray[np.float32]
    sentences: NDArray[np.float16]
    tokens: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    ends: NDArray[np.uint16] = field(default_factory=lambda: np.zeros(0, np.uint16))


def timestamp() -> int:
    """Microseconds since 1970."""
    return time.time_ns() // 1000


def insert_document(
    connection: sqlite3.Connection, document: Document, vectors: Sequence[EmbeddedPassage]
) -> int:
    """Store a document with its parts; its key. `vectors` are those of its passages, in order."""
    key = _unused(connection, "documents")
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            document.sha256,
            document.page_first if document.pages else 1,
            len(document.pages),
            document.title,
            document.kind.value,
            document.date.isoformat() if document.date else None,
            document.organization,
            document.layout,
            datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            document.text,
        ),
    )
    connection.executemany(
        "INSERT INTO enclosed VALUES (?, ?, ?, ?)",
        (
            (key, position, name, document.enclosed.portfolio)
            for position, name in enumerate(document.enclosed.names)
        ),
    )
    connection.execute("INSERT INTO structures VALUES (?, ?)", (key, to_json(document)))
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, page.number, page.label, page.width, page.height, page.printed, page.start,
             pack_origin(page.origin), pack_boxes(page.boxes), page.agreement,
             page.reading.value, np.array(page.covered, dtype="<f4").tobytes())
            for page in document.pages
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, position, item.number, item.title, item.case_number,
             item.kind.value if item.kind else None, item.closed, item.start, item.end)
            for position, item in enumerate(document.items)
        ),
    )  # fmt: skip
    insert_structure(connection, key, document)
    connection.executemany(
        "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
        ((vector.hash, *vector_bytes(vector)) for vector in vectors),
    )
    insert_tokens(connection, vectors)
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (id_, key, passage.item, passage.section, passage.head, passage.start, passage.end,
             passage.page_first, passage.page_last, document.text[passage.start : passage.end],
             np.array(passage.sentences, dtype="<i4").tobytes(),
             int(traits_of(document, passage)), vector.hash)
            for id_, (passage, vector) in enumerate(
                zip(document.passages, vectors, strict=True), start=_unused(connection, "passages")
            )
        ),
    )  # fmt: skip
    return key


def vector_bytes(vector: EmbeddedPassage) -> tuple[bytes, bytes]:
    """A passage's vector and those of its sentences, as they are kept."""
    return vector.passage.astype("<f4").tobytes(), vector.sentences.astype("<f2").tobytes()


def insert_tokens(connection: sqlite3.Connection, vectors: Sequence[EmbeddedPassage]) -> None:
    """Store the tokens of vectors that have none yet."""
    connection.executemany(
        "INSERT OR IGNORE INTO tokens VALUES (?, ?, ?)",
        (
            (vector.hash, vector.tokens.tobytes(), vector.ends.astype("<u2").tobytes())
            for vector in vectors
        ),
    )


def delete_orphans(connection: sqlite3.Connection, sha256: str) -> None:
    """Remove the documents of bytes that no file holds any more, and the vectors only they used."""
    held = "SELECT 1 FROM files WHERE sha256 = ? AND problem IS NULL"
    if not connection.execute(held, (sha256,)).fetchone():
        delete_documents(connection, sha256)


def delete_documents(connection: sqlite3.Connection, sha256: str) -> None:
    """Remove the documents of these bytes, and the vectors only they used."""
    vectors = connection.execute(
        "SELECT DISTINCT p.vector FROM passages p JOIN documents d ON d.key = p.document"
        " WHERE d.sha256 = ?",
        (sha256,),
    ).fetchall()
    connection.execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
    connection.executemany(
        "DELETE FROM vectors WHERE hash = ?1"
        " AND NOT EXISTS (SELECT 1 FROM passages WHERE vector = ?1)",
        vectors,
    )


def _unused(connection: sqlite3.Connection, table: str) -> int:
    query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    row = connection.execute(query, (table,)).fetchone()
    return max(timestamp(), row[0] + 1 if row else 0)
