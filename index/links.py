"""An attachment that minutes name, found among the documents of the collection."""

from __future__ import annotations

import sqlite3
from pathlib import PurePosixPath

from index import reader
from index.attachments import Candidate, best_match
from index.hits import StoredDocument


def linked(connection: sqlite3.Connection, key: int, name: str) -> StoredDocument | None:
    """The document that an attachment called `name` in the document `key` means, None where none
    fits. The nearest come first: the same packet, the same folder, then all others."""
    document = reader.document(connection, key)
    folder = PurePosixPath(document.name).parent
    rows = connection.execute(
        "SELECT d.key, f.name, d.title FROM documents d JOIN files f ON f.sha256 = d.sha256"
        " WHERE f.problem IS NULL AND d.key <> ? ORDER BY f.name, d.page_first",
        (key,),
    ).fetchall()
    rows.sort(key=lambda row: (row[1] != document.name, PurePosixPath(row[1]).parent != folder))
    candidates = [Candidate(key, PurePosixPath(file).name, title) for key, file, title in rows]
    found = best_match(name, candidates)
    return reader.document(connection, found.key) if found else None
