"""What the catalog tells: documents, passages as hits, pages, and which passages a filter allows."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import unpack_boxes, unpack_origin
from index.hits import Filter, ItemReference, StoredDocument
from index.keywords import KeywordEntry
from ingest.model import DocumentKind, Page, Span

DOCUMENT_COLUMNS = """
    d.key, d.sha256, f.name, f.path, d.title, d.kind, d.date, d.organization, d.page_count,
    (SELECT COUNT(*) FROM passages p WHERE p.document = d.key)
    FROM documents d
    JOIN files f ON f.name = (SELECT MIN(name) FROM files WHERE document = d.key)
"""
"""A document under the first of its names."""


@dataclass(frozen=True, slots=True, eq=False)
class StoredPassage:
    """A passage as stored. `sentence_vectors` has shape (sentences, dimension), float32."""

    id: int
    document: int
    span: Span
    page_first: int
    page_last: int
    text: str
    head: str
    section: str | None
    item: ItemReference | None
    sentences: tuple[Span, ...]
    sentence_vectors: NDArray[np.float32]


def documents(connection: sqlite3.Connection) -> list[StoredDocument]:
    """All documents, by name."""
    rows = connection.execute(f"SELECT {DOCUMENT_COLUMNS} ORDER BY f.name")  # noqa: S608  our own columns
    return [_document(row) for row in rows]


def document(connection: sqlite3.Connection, key: int) -> StoredDocument:
    """The document with a key that a passage named."""
    query = f"SELECT {DOCUMENT_COLUMNS} WHERE d.key = ?"  # noqa: S608  our own columns
    return _document(connection.execute(query, (key,)).fetchone())


def _document(row: tuple[object, ...]) -> StoredDocument:
    key, sha256, name, path, title, kind, date, organization, pages, passages = row
    return StoredDocument(
        key=int(str(key)),
        id=str(sha256),
        name=str(name),
        path=str(path),
        title=str(title),
        kind=DocumentKind(str(kind)),
        date=datetime.date.fromisoformat(str(date)) if date else None,
        organization=str(organization) if organization else None,
        page_count=int(str(pages)),
        passage_count=int(str(passages)),
    )


def allowed_documents(connection: sqlite3.Connection, wanted: Filter) -> list[int]:
    """The keys of the documents that a filter allows."""
    clauses, values = ["1"], list[str]()
    if wanted.documents:
        marks = ",".join("?" * len(wanted.documents))
        clauses.append(f"d.key IN (SELECT document FROM files WHERE name IN ({marks}))")
        values += wanted.documents
    if wanted.kinds:
        clauses.append(f"d.kind IN ({','.join('?' * len(wanted.kinds))})")
        values += [kind.value for kind in wanted.kinds]
    if wanted.date_from:
        clauses.append("d.date >= ?")
        values.append(wanted.date_from.isoformat())
    if wanted.date_to:
        clauses.append("d.date <= ?")
        values.append(wanted.date_to.isoformat())
    query = f"SELECT d.key FROM documents d WHERE {' AND '.join(clauses)}"  # noqa: S608  marks only
    return [key for (key,) in connection.execute(query, values)]


def passage_ids(
    connection: sqlite3.Connection, of_documents: Sequence[int] | None = None
) -> NDArray[np.int64]:
    """The ids of all passages, or of those in some documents, in order."""
    if of_documents is None:
        rows = connection.execute("SELECT id FROM passages ORDER BY id").fetchall()
    else:
        rows = [
            row
            for key in of_documents
            for row in connection.execute("SELECT id FROM passages WHERE document = ?", (key,))
        ]
    return np.array([row[0] for row in rows], dtype=np.int64)


def vectors_of(
    connection: sqlite3.Connection, ids: NDArray[np.int64], dimension: int
) -> NDArray[np.float32]:
    """The passages' vectors, shape (len(ids), dimension)."""
    vectors = np.zeros((len(ids), dimension), dtype=np.float32)
    query = "SELECT v.passage FROM passages p JOIN vectors v ON v.hash = p.vector WHERE p.id = ?"
    for row, passage in enumerate(ids.tolist()):
        vectors[row] = np.frombuffer(connection.execute(query, (passage,)).fetchone()[0], "<f4")
    return vectors


def keyword_entries(
    connection: sqlite3.Connection, ids: NDArray[np.int64]
) -> Iterator[KeywordEntry]:
    """The passages as keyword search indexes them."""
    query = "SELECT id, document, head, text FROM passages WHERE id = ?"
    for passage in ids.tolist():
        yield KeywordEntry(*connection.execute(query, (passage,)).fetchone())


def passage(connection: sqlite3.Connection, passage_id: int) -> StoredPassage:
    """One passage with all that a hit needs."""
    row = connection.execute(
        "SELECT p.document, p.start, p.end, p.page_first, p.page_last, p.text, p.head, p.section,"
        " p.sentences, v.sentences, i.number, i.title, i.case_number"
        " FROM passages p JOIN vectors v ON v.hash = p.vector"
        " LEFT JOIN items i ON i.document = p.document AND i.position = p.item WHERE p.id = ?",
        (passage_id,),
    ).fetchone()
    sentences = np.frombuffer(row[8], "<i4").reshape(-1, 2).tolist()
    vectors = np.frombuffer(row[9], "<f2").astype(np.float32)
    return StoredPassage(
        id=passage_id,
        document=row[0],
        span=(row[1], row[2]),
        page_first=row[3],
        page_last=row[4],
        text=row[5],
        head=row[6],
        section=row[7],
        item=ItemReference(row[10], row[11], row[12]) if row[10] is not None else None,
        sentences=tuple((start, end) for start, end in sentences),
        sentence_vectors=vectors.reshape(len(sentences), -1)
        if sentences
        else np.zeros((0, 1), np.float32),
    )


def pages(connection: sqlite3.Connection, document_key: int, span: Span) -> list[Page]:
    """The pages that a span of a document's cleaned text touches, with their maps and boxes."""
    rows = connection.execute(
        "SELECT number, label, width, height, printed, start, origin, boxes, agreement FROM pages"
        " WHERE document = ? AND start < ? ORDER BY number",
        (document_key, span[1]),
    ).fetchall()
    touched = []
    for position, row in enumerate(rows):
        following = rows[position + 1][5] if position + 1 < len(rows) else span[1]
        if following > span[0]:
            number, label, width, height, printed, start, origin, boxes, agreement = row
            touched.append(
                Page(number, label, width, height, printed, unpack_boxes(boxes), start,
                     unpack_origin(origin), agreement)
            )  # fmt: skip
    return touched


def text_of(connection: sqlite3.Connection, document_key: int, span: Span) -> str:
    """A stretch of a document's cleaned text."""
    start, end = span
    row = connection.execute(
        "SELECT substr(text, ?, ?) FROM documents WHERE key = ?",
        (start + 1, end - start, document_key),
    ).fetchone()
    return str(row[0])
