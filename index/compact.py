"""An index without traces of what was removed from it, and no larger than it must be.

SQLite keeps the bytes of deleted rows in free pages and in its log, and tantivy those of deleted passages
in its segments. Here the database is written anew and its log emptied, and what is derived is made anew.
"""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from index import keywords, vectors
from index.catalog import OPEN, Catalog
from index.derived import LOCK, LOCK_SECONDS, STAMP, bring_up_to_date


def compact(catalog: Catalog) -> None:
    """Write an index anew; the caller holds its writer lock. Others may read meanwhile.

    Needs as much free space as the index takes. Raises sqlite3.OperationalError where it is full, or
    where a reader holds on to the old state for longer than SQLite waits; the index is as before then.
    """
    connection = catalog.connection
    connection.execute("DELETE FROM vectors WHERE hash NOT IN (SELECT vector FROM passages)")
    connection.execute("VACUUM")
    catalog.empty_log()
    with catalog.change():
        pass  # readers let go of the old files at their next search
    forget_derived(catalog)
    for left in catalog.folder.glob("*.new"):  # of processes that were killed
        left.unlink(missing_ok=True)
    rebuild_derived(catalog)
    catalog.empty_log()


def forget_derived(catalog: Catalog) -> None:
    """Remove what is derived; it is made anew by who reads next."""
    folder = catalog.folder
    with FileLock(folder / LOCK, timeout=LOCK_SECONDS):
        for name in (STAMP, vectors.FILE):
            (folder / name).unlink(missing_ok=True)
        for part in (keywords.FOLDER, OPEN):
            keywords.remove_folder(folder / part)


def rebuild_derived(catalog: Catalog) -> None:
    """Make what is derived anew from the catalog, without a model; nothing where there is no vector."""
    if dimension := stored_dimension(catalog):
        with catalog.snapshot():
            bring_up_to_date(catalog, dimension)


def stored_dimension(catalog: Catalog) -> int:
    """The dimension of the vectors that an index holds; 0 where it holds none."""
    row = catalog.connection.execute("SELECT length(passage) / 4 FROM vectors LIMIT 1").fetchone()
    return int(row[0]) if row else 0


def disk_use(folder: Path) -> int:
    """Bytes of all files of an index."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
