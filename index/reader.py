"""What the catalog tells: documents, passages as hits, pages, and which passages a filter allows."""

from __future__ import annotations

import datetime
import json
import os
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import unpack_boxes, unpack_origin, unpack_spans
from index.hits import Filter, ItemReference, StoredDocument
from index.keywords import KeywordEntry
from ingest.meeting import ItemKind
from ingest.model import Box, DocumentKind, Enclosed, Page, PageReading, Span
from ingest.privacy import DIGITS, MASK

DOCUMENT_COLUMNS = """
    d.key, d.sha256, f.name, f.path, d.title, d.kind, d.date, d.organization, d.page_count,
    (SELECT COUNT(*) FROM passages p WHERE p.document = d.key), d.page_first, d.layout,
    (SELECT MIN(page_first) FROM documents o WHERE o.sha256 = d.sha256),
    (SELECT SUM(page_count) FROM documents o WHERE o.sha256 = d.sha256)
    FROM documents d
    JOIN files f ON f.name =
        (SELECT MIN(name) FROM files WHERE sha256 = d.sha256 AND problem IS NULL)
"""
"""A document under the first of its names."""

PART = re.compile(r"(?P<file>.+)#page=(?P<page>[0-9]{1,6})")
"""How one document of a packet is named: by a page on which it stands."""


@dataclass(frozen=True, slots=True, eq=False)
class StoredPassage:
    """A passage as stored. `position` is its item's among the document's items. `sentence_vectors`
    has shape (sentences, dimension), float32."""

    id: int
    document: int
    span: Span
    page_first: int
    page_last: int
    text: str
    head: str
    section: str | None
    item: ItemReference | None
    position: int | None
    traits: int
    sentences: tuple[Span, ...]
    sentence_vectors: NDArray[np.float32]


def documents(connection: sqlite3.Connection) -> list[StoredDocument]:
    """All documents, by name and page."""
    rows = connection.execute(f"SELECT {DOCUMENT_COLUMNS} ORDER BY f.name, d.page_first")
    return [_document(row) for row in rows]


def document(connection: sqlite3.Connection, key: int) -> StoredDocument:
    """The document with a key that a passage named."""
    query = f"SELECT {DOCUMENT_COLUMNS} WHERE d.key = ?"
    return _document(connection.execute(query, (key,)).fetchone())


def find_document(connection: sqlite3.Connection, id_or_name: str) -> StoredDocument | None:
    """The document with this id, or the one that a file of this name holds; None if none.

    Of a packet's documents a name means the minutes, the first of them or else the first document;
    "name#page=20" the one that stands on that page.
    """
    parts = _parts(connection, id_or_name)
    if parts:
        if parts[0].id == id_or_name:
            return parts[0]
        return next((part for part in parts if part.kind is DocumentKind.MINUTES), parts[0])
    named = PART.fullmatch(id_or_name)
    if named is None:
        return None
    page = int(named["page"])
    on_page = (
        part
        for part in _parts(connection, named["file"])
        if part.page_first <= page <= part.page_last
    )
    return next(on_page, None)


def _parts(connection: sqlite3.Connection, sha256_or_name: str) -> list[StoredDocument]:
    """The documents of one file, in order of pages."""
    named = "SELECT sha256 FROM files WHERE name = ?1 AND problem IS NULL"
    query = f"SELECT {DOCUMENT_COLUMNS} WHERE d.sha256 IN (?1, ({named})) ORDER BY d.page_first"
    rows = connection.execute(query, (sha256_or_name,))
    return [_document(row) for row in rows]


def _document(row: tuple[object, ...]) -> StoredDocument:
    key, sha256, name, path, title, kind, date, organization, pages, passages, *part = row
    page_first, layout, first_of_file, file_pages = part
    return StoredDocument(
        key=int(str(key)),
        id=str(sha256) if page_first == first_of_file else f"{sha256}#page={page_first}",
        name=str(name),
        path=os.fsdecode(path if isinstance(path, bytes) else str(path)),
        title=str(title),
        kind=DocumentKind(str(kind)),
        date=datetime.date.fromisoformat(str(date)) if date else None,
        organization=str(organization) if organization else None,
        page_count=int(str(pages)),
        passage_count=int(str(passages)),
        page_first=int(str(page_first)),
        layout=str(layout) if layout else None,
        file_pages=int(str(file_pages)),
    )


def allowed_documents(connection: sqlite3.Connection, wanted: Filter) -> list[int]:
    """The keys of the documents that a filter allows."""
    names, parts = _whole_files(connection, wanted.documents)
    rows = connection.execute(
        "SELECT d.key FROM documents d"
        " WHERE (:names IS NULL OR d.key IN (SELECT value FROM json_each(:parts))"
        "    OR d.sha256 IN (SELECT value FROM json_each(:names))"
        "    OR d.sha256 IN (SELECT sha256 FROM files"
        "       WHERE problem IS NULL AND name IN (SELECT value FROM json_each(:names))))"
        " AND (:kinds IS NULL OR d.kind IN (SELECT value FROM json_each(:kinds)))"
        " AND (:date_from IS NULL OR d.date >= :date_from)"
        " AND (:date_to IS NULL OR d.date <= :date_to)",
        {
            "names": json.dumps(names) if wanted.documents else None,
            "parts": json.dumps(parts),
            "kinds": json.dumps([kind.value for kind in wanted.kinds]) if wanted.kinds else None,
            "date_from": wanted.date_from.isoformat() if wanted.date_from else None,
            "date_to": wanted.date_to.isoformat() if wanted.date_to else None,
        },
    )
    return [key for (key,) in rows]


def _whole_files(
    connection: sqlite3.Connection, documents: Collection[str]
) -> tuple[list[str], list[int]]:
    """Of the documents that a filter names, those that name whole files, and the keys of parts."""
    parts = {name: find_document(connection, name) for name in documents if PART.fullmatch(name)}
    keys = [part.key for part in parts.values() if part]
    return sorted(set(documents) - parts.keys()), keys


def passage_ids(
    connection: sqlite3.Connection, of_documents: Sequence[int] | None = None
) -> NDArray[np.int64]:
    """The ids of all passages, or of those in some documents, in order."""
    if of_documents is None:
        # The smaller of the ways through the table: its rows hold the texts.
        rows = connection.execute("SELECT id FROM passages ORDER BY document, item")
    else:
        rows = connection.execute(
            "SELECT id FROM passages WHERE document IN (SELECT value FROM json_each(?))",
            (json.dumps(list(of_documents)),),
        )
    return np.sort(np.fromiter((id_ for (id_,) in rows), dtype=np.int64))


def vectors_of(
    connection: sqlite3.Connection, ids: NDArray[np.int64], dimension: int
) -> NDArray[np.float32]:
    """The passages' vectors, shape (len(ids), dimension)."""
    vectors = np.zeros((len(ids), dimension), dtype=np.float32)
    row_of = {passage: row for row, passage in enumerate(ids.tolist())}
    query = (
        "SELECT p.id, v.passage FROM passages p JOIN vectors v ON v.hash = p.vector"
        " WHERE p.id IN (SELECT value FROM json_each(?))"
    )
    for passage_id, content in connection.execute(query, (json.dumps(list(row_of)),)):
        vectors[row_of[passage_id]] = np.frombuffer(content, "<f4")
    return vectors


def keyword_entries(
    connection: sqlite3.Connection, ids: NDArray[np.int64]
) -> Iterator[KeywordEntry]:
    """The passages as keyword search indexes them.

    Of the head only what sets a passage apart: committee and date stand in every head of a document,
    and would weigh most in its shortest passages.
    """
    query = (
        "SELECT p.id, p.document, coalesce(i.title, d.title), i.case_number, p.section, p.text"
        " FROM passages p JOIN documents d ON d.key = p.document"
        " LEFT JOIN items i ON i.document = p.document AND i.position = p.item WHERE p.id = ?"
    )
    for passage in ids.tolist():
        row = connection.execute(query, (passage,)).fetchone()
        head = ", ".join(part for part in row[2:5] if part)
        yield KeywordEntry(row[0], row[1], head, row[5])


def passage(connection: sqlite3.Connection, passage_id: int) -> StoredPassage:
    """One passage with all that a hit needs."""
    return passages(connection, [passage_id])[passage_id]


def passages(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, StoredPassage]:
    """Passages with all that hits need, by their ids."""
    rows = connection.execute(
        "SELECT p.id, p.document, p.start, p.end, p.page_first, p.page_last, p.text, p.head, p.section,"
        " p.sentences, v.sentences, i.number, i.title, i.case_number, i.kind, i.closed,"
        " p.traits, p.item"
        " FROM passages p JOIN vectors v ON v.hash = p.vector"
        " LEFT JOIN items i ON i.document = p.document AND i.position = p.item"
        " WHERE p.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[0]: _passage(row) for row in rows}


def _passage(row: tuple[Any, ...]) -> StoredPassage:
    sentences = unpack_spans(row[9])
    vectors = np.frombuffer(row[10], "<f2").astype(np.float32)
    return StoredPassage(
        id=row[0],
        document=row[1],
        span=(row[2], row[3]),
        page_first=row[4],
        page_last=row[5],
        text=row[6],
        head=row[7],
        section=row[8],
        item=_item(row[11:16]) if row[11] is not None else None,
        position=row[17],
        traits=row[16],
        sentences=tuple(sentences),
        sentence_vectors=vectors.reshape(len(sentences), -1)
        if sentences
        else np.zeros((0, 1), np.float32),
    )


def _item(row: tuple[Any, ...]) -> ItemReference:
    number, title, case_number, kind, closed = row
    return ItemReference(number, title, case_number, ItemKind(kind) if kind else None, bool(closed))


def pages(connection: sqlite3.Connection, document_key: int, span: Span) -> list[Page]:
    """The pages that a span of a document's cleaned text touches, with their maps and boxes."""
    starts = connection.execute(
        "SELECT number, start FROM pages WHERE document = ? AND start < ? ORDER BY number",
        (document_key, span[1]),
    ).fetchall()
    ends = [start for _, start in starts[1:]] + [span[1]]
    return [
        _page(connection, document_key, number)
        for (number, _), end in zip(starts, ends, strict=True)
        if end > span[0]
    ]


def _page(connection: sqlite3.Connection, document_key: int, number: int) -> Page:
    row = connection.execute(
        "SELECT label, width, height, printed, boxes, start, origin, agreement, reading, covered"
        " FROM pages WHERE document = ? AND number = ?",
        (document_key, number),
    ).fetchone()
    label, width, height, printed, boxes, start, origin, agreement, reading, hidden = row
    return Page(number, label, width, height, printed, unpack_boxes(boxes), start,
                unpack_origin(origin), agreement, PageReading(reading),
                _boxes(hidden))  # fmt: skip


def _boxes(packed: bytes) -> tuple[Box, ...]:
    return tuple(map(tuple, np.frombuffer(packed, "<f4").reshape(-1, 4).tolist()))


def covered(connection: sqlite3.Connection, sha256: str, number: int) -> tuple[Box, ...] | None:
    """The parts of a file's page that may not be shown; None for a page that no document has."""
    query = (
        "SELECT p.covered FROM pages p JOIN documents d ON d.key = p.document"
        " WHERE d.sha256 = ? AND p.number = ?"
    )
    row = connection.execute(query, (sha256, number)).fetchone()
    return _boxes(row[0]) if row else None


def doubtful_pages(connection: sqlite3.Connection, below: float) -> list[tuple[str, int]]:
    """Pages on which the second reader finds less than this share of the words: (document's name,
    page). Their text is not to be trusted."""
    rows = connection.execute(
        "SELECT (SELECT MIN(name) FROM files f WHERE f.sha256 = d.sha256 AND problem IS NULL), number"
        " FROM pages p JOIN documents d ON d.key = p.document"
        " WHERE agreement < ? AND printed <> '' ORDER BY 1, 2",
        (below,),
    )
    return [(str(name), int(number)) for name, number in rows]


def masked_numbers(connection: sqlite3.Connection) -> dict[int, int]:
    """How many CPR numbers are masked in each document, by key, where there are any."""
    rows = connection.execute(
        "SELECT key, (length(text) - length(replace(text, ?1, ''))) / ?2 FROM documents"
        " WHERE instr(text, ?1) > 0",
        (MASK, DIGITS),
    )
    return dict(rows.fetchall())


def enclosed(connection: sqlite3.Connection) -> dict[str, Enclosed]:
    """The files inside each file that has some, by its name."""
    rows = connection.execute(
        "SELECT (SELECT MIN(name) FROM files f WHERE f.sha256 = d.sha256 AND problem IS NULL) AS file,"
        " e.name, e.portfolio FROM enclosed e JOIN documents d ON d.key = e.document"
        " ORDER BY file, e.position"
    )
    return {
        str(file): Enclosed(tuple(name for _, name, _ in own), bool(own[0][2]))
        for file, own in ((file, list(own)) for file, own in groupby(rows, key=itemgetter(0)))
    }


def pages_read(connection: sqlite3.Connection, *readings: PageReading) -> list[tuple[str, int]]:
    """The pages whose text came, or did not come, in one of these ways: (document's name, page)."""
    rows = connection.execute(
        "SELECT (SELECT MIN(name) FROM files f WHERE f.sha256 = d.sha256 AND problem IS NULL), number"
        " FROM pages p JOIN documents d ON d.key = p.document"
        " WHERE reading IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
        (json.dumps([reading.value for reading in readings]),),
    )
    return [(str(name), int(number)) for name, number in rows]


def text_of(connection: sqlite3.Connection, document_key: int, span: Span) -> str:
    """A stretch of a document's cleaned text; empty where the document is no longer there."""
    row = connection.execute("SELECT text FROM documents WHERE key = ?", (document_key,)).fetchone()
    return str(row[0])[slice(*span)] if row else ""
