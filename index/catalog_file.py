"""The catalog's database file: made whole or not at all, opened to write or only to read."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from importlib.resources import files
from pathlib import Path

from index.catalog_rows import timestamp
from index.fingerprint import Fingerprint

FILE = "catalog.sqlite"

FORMAT = 6
"""Raised when the tables change: an index of another format is migrated, or refused."""

KEPT_KIB = 64 * 1024
"""What a connection keeps of the file in memory."""

MIGRATIONS = {
    2: (
        "ALTER TABLE pages ADD COLUMN reading TEXT NOT NULL DEFAULT 'text'",
        # They were not looked at: OCR, where there is any, reads them at the next ingest.
        "UPDATE pages SET reading = 'no_ocr' WHERE trim(printed, ' ' || char(10)) = ''",
        "UPDATE files SET problem = 'needs_ocr' WHERE problem = 'no_text'",
    ),
    3: (
        # Vectors without tokens get them at the next ingest (index.embed).
        "CREATE TABLE tokens (hash BLOB PRIMARY KEY REFERENCES vectors (hash) ON DELETE CASCADE,"
        " content BLOB NOT NULL, ends BLOB NOT NULL)",
        "CREATE TABLE projection (id INTEGER PRIMARY KEY CHECK (id = 1), content BLOB NOT NULL)",
    ),
    4: ("ALTER TABLE pages ADD COLUMN covered BLOB NOT NULL DEFAULT x''",),
    5: (
        # What is inside files that were read already is known once they are read anew.
        "CREATE TABLE enclosed (document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,"
        " position INTEGER NOT NULL, name TEXT NOT NULL, portfolio INTEGER NOT NULL,"
        " PRIMARY KEY (document, position)) WITHOUT ROWID",
    ),
}
"""What brings the tables of a format to the next one."""


def create_file(file: Path, fingerprint: Fingerprint) -> None:
    """Make a database without documents, and its folder; one that is there is kept."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        return
    for suffix in ("-wal", "-shm"):  # of a catalog moved away: SQLite would replay it here
        file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        _write_empty(temporary, fingerprint)
        _publish(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def connect(file: Path) -> sqlite3.Connection:
    """Open the database; also where it may only be read."""
    connection = _reached(file)
    # The passages of a search lie scattered, in more pages than SQLite keeps by itself (2 MB). It reads the
    # file for this, so that it comes after all that may be refused.
    connection.execute(f"PRAGMA cache_size = -{KEPT_KIB}")
    return connection


def _reached(file: Path) -> sqlite3.Connection:
    connection = _open(str(file))
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("SELECT 1 FROM meta").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        if os.access(file.parent, os.W_OK):
            raise
        return _connect_to_read(file)
    return connection


def _connect_to_read(file: Path) -> sqlite3.Connection:
    """In a folder that may only be read: beside a writer where there is one (its log lies there),
    and without the files that SQLite would make for it where there is none."""
    alone = not file.with_name(f"{file.name}-wal").exists()
    return _open(f"{file.resolve().as_uri()}?{'immutable=1' if alone else 'mode=ro'}")


def _open(database: str) -> sqlite3.Connection:
    # The app asks from several threads, one at a time: `Index` holds a lock.
    connection = sqlite3.connect(
        database, uri=database.startswith("file:"), isolation_level=None,
        check_same_thread=False, timeout=30,
    )  # fmt: skip
    connection.execute("PRAGMA foreign_keys = ON")
    # What is removed is overwritten, whatever the library was built with.
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _write_empty(file: Path, fingerprint: Fingerprint) -> None:
    schema = files("index").joinpath("catalog_schema.sql").read_text(encoding="utf-8")
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN;\n{schema}\nCOMMIT;")
        meta = {"format": FORMAT, "generation": timestamp(), "fingerprint": fingerprint.to_json()}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.commit()


def migrate(connection: sqlite3.Connection, found: int) -> bool:
    """Bring the tables from format `found` to this one, in one transaction. False where that cannot
    be done: from a format that is too old, or in a folder that may only be read."""
    if found not in MIGRATIONS:
        return False
    try:
        connection.execute("BEGIN IMMEDIATE")
        (stored,) = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        for step in range(int(stored), FORMAT):  # another process may have been faster
            for statement in MIGRATIONS[step]:
                connection.execute(statement)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", (FORMAT,))
        connection.execute("COMMIT")
    except sqlite3.OperationalError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return False
    return True


def _publish(temporary: Path, file: Path) -> None:
    """Let a whole file appear under its name, unless another process was faster."""
    try:
        os.link(temporary, file)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        if not file.exists():
            temporary.replace(file)
