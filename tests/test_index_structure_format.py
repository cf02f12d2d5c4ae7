"""An index of the first format, made from its tables as they were, is refused with the way out."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from index.catalog import FILE, Catalog
from index.errors import FingerprintMismatch
from index.fingerprint import Fingerprint
from index.store import Index

FIRST_FORMAT = """
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE documents (
    key          INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256       TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    date         TEXT,
    organization TEXT,
    text         TEXT NOT NULL,
    page_count   INTEGER NOT NULL,
    added        TEXT NOT NULL
);
CREATE TABLE files (
    name     TEXT PRIMARY KEY,
    path     TEXT NOT NULL,
    sha256   TEXT,
    document INTEGER REFERENCES documents (key),
    problem  TEXT,
    detail   TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX files_by_document ON files (document);
CREATE TABLE pages (
    document  INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    label     TEXT NOT NULL,
    width     REAL NOT NULL,
    height    REAL NOT NULL,
    printed   TEXT NOT NULL,
    start     INTEGER NOT NULL,
    origin    BLOB NOT NULL,
    boxes     BLOB NOT NULL,
    agreement REAL NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE items (
    document    INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    number      TEXT NOT NULL,
    title       TEXT NOT NULL,
    case_number TEXT,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE passages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    document   INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    item       INTEGER,
    section    TEXT,
    head       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    page_first INTEGER NOT NULL,
    page_last  INTEGER NOT NULL,
    text       TEXT NOT NULL,
    sentences  BLOB NOT NULL,
    vector     BLOB NOT NULL REFERENCES vectors (hash)
);
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_vector ON passages (vector);
CREATE TABLE vectors (
    hash      BLOB PRIMARY KEY,
    passage   BLOB NOT NULL,
    sentences BLOB NOT NULL
) WITHOUT ROWID;
"""


@pytest.mark.parametrize("opened", [Catalog.open, Index.open])
def test_an_index_of_the_first_format_is_refused_with_the_command_that_rebuilds(tmp_path, opened):
    made_by_the_first(tmp_path)
    with pytest.raises(FingerprintMismatch, match=r"another format: 1, now 2.* --rebuild") as told:
        opened(tmp_path)
    assert str(tmp_path) in told.value.details["command"]
    # And it is let go of: the rebuild may put another in its place.
    (tmp_path / FILE).unlink()
    Catalog.create(tmp_path, Fingerprint("model", 250)).close()
    Catalog.open(tmp_path).close()


def made_by_the_first(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / FILE)) as connection:
        connection.executescript(FIRST_FORMAT)
        fingerprint = Fingerprint("model", 250, splitter=1).to_json()
        meta = {"format": 1, "generation": 1, "fingerprint": fingerprint}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.execute(
            "INSERT INTO documents VALUES (1, 'abc', 'Referat', 'minutes', NULL, NULL, 'Tekst', 1, '')"
        )
        connection.execute("INSERT INTO files VALUES ('a.pdf', '/a.pdf', 'abc', 1, NULL, '')")
        connection.commit()
