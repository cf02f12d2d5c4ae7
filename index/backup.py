"""A whole copy of an index in one file, taken while it is in use, and an index from such a file.

The catalog is all there is to keep: what is derived is made from it again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from index.catalog import FILE, Catalog
from index.errors import AlreadyThere, NoBackup

PAGES = 4096
"""SQLite pages copied at a time: a writer waits no longer than that takes."""


def backup(catalog: Catalog, file: Path) -> int:
    """Copy an index into a new file, as it is at one moment, while others read and write; its bytes.

    Raises AlreadyThere where the file exists, and OSError where it cannot be written. The file appears
    when it is whole.
    """
    if file.exists():
        raise AlreadyThere(file=file)
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with contextlib.closing(sqlite3.connect(temporary)) as copy:
            catalog.connection.backup(copy, pages=PAGES, sleep=0.05)
            copy.execute("PRAGMA journal_mode = DELETE")
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        os.link(temporary, file)
    except FileExistsError as error:
        raise AlreadyThere(file=file) from error
    finally:
        temporary.unlink(missing_ok=True)
    return file.stat().st_size


def restore(file: Path, folder: Path) -> Catalog:
    """Make an index in `folder` from a backup, and open it. Raises AlreadyThere where there is an index,
    NoBackup where the file is none or is damaged; and what `Catalog.open` raises."""
    target = folder / FILE
    if target.exists():
        raise AlreadyThere(file=target)
    _check(file)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix in ("-wal", "-shm"):  # of an index that was here before: SQLite would replay it
        target.with_name(f"{FILE}{suffix}").unlink(missing_ok=True)
    temporary = folder / f"{FILE}.{os.getpid()}.new"
    try:
        with (
            contextlib.closing(
                sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
            ) as source,
            contextlib.closing(sqlite3.connect(temporary)) as copy,
        ):
            source.backup(copy)
        os.link(temporary, target)
    except FileExistsError as error:
        raise AlreadyThere(file=target) from error
    finally:
        temporary.unlink(missing_ok=True)
    return Catalog.open(folder)


def _check(file: Path) -> None:
    """Raise NoBackup where a file is no whole catalog."""
    if not file.is_file():
        raise NoBackup(file=file, reason="there is no such file")
    try:
        address = f"{file.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()[0]
    except (sqlite3.DatabaseError, TypeError) as error:
        raise NoBackup(file=file, reason=str(error)) from error
    if found != "ok":
        raise NoBackup(file=file, reason=str(found))
