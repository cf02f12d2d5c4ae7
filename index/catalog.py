"""SQLite, the truth: documents and what was understood of them, vectors, and every file seen.

Each file goes in, and comes out, in one transaction. `generation` changes with each of them,
so that what is derived can tell whether it is behind.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.access import ALL, OpenView, Right, Rights
from index.arrays import unpack_tokens
from index.catalog_file import FILE, FORMAT, connect, create_file, migrate
from index.catalog_rows import (
    EmbeddedPassage,
    delete_documents,
    delete_orphans,
    insert_document,
    timestamp,
)
from index.errors import CatalogDamaged, FormatTooNew, IndexMissing, OtherVersion
from index.fingerprint import Fingerprint
from ingest.errors import FileProblem
from ingest.model import Document, PageReading
from ingest.sources import Source

__all__ = ["FILE", "FORMAT", "Catalog", "EmbeddedPassage", "FileRecord"]

UNREACHABLE = {
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED,
}  # fmt: skip
"""SQLite's codes for a database that may be whole, but cannot be had now."""

OPEN = "open"
"""The folder below an index's own for what is derived for those who do not see closed items."""

REBUILD = "referatsvar ingest PATH... --index DIR --rebuild"


def rebuild_command(folder: Path) -> str:
    """The command that builds the index in a folder anew."""
    return f'referatsvar ingest PATH... --index "{folder}" --rebuild'


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as last seen: its bytes' hash, or the problem's code with its detail."""

    name: str
    path: str
    sha256: str | None
    problem: str | None
    detail: str


class Catalog:
    """An open catalog. One connection, for one thread at a time; many readers, one writer."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, rights: Rights = ALL) -> None:
        self.connection = connection
        self.folder = folder
        self.rights = rights
        self._view: OpenView | None = None
        self._lock = threading.RLock()
        self._opened = self._seen()

    @classmethod
    def create(cls, folder: Path, fingerprint: Fingerprint) -> Catalog:
        """Open a new, empty catalog in `folder`, which is made too; one that is there is kept."""
        create_file(folder / FILE, fingerprint)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, rights: Rights = ALL) -> Catalog:
        """Open the catalog in `folder`, which may be one that may only be read, as one with these
        `rights` sees it: without all of them it can only be read.

        Raises IndexMissing, FormatTooNew, OtherVersion for one of an older format, or
        CatalogDamaged, and sqlite3.OperationalError where the
        system or another program does not let us in.
        """
        file = folder / FILE
        if not file.is_file():
            raise IndexMissing(folder=folder, command="referatsvar ingest PATH... --index DIR")
        with contextlib.ExitStack() as if_refused:
            try:
                catalog = cls(connect(file), folder, rights)
                if_refused.callback(catalog.close)
                found = int(catalog._meta("format"))
                _ = catalog.fingerprint if found <= FORMAT else None
            except (sqlite3.DatabaseError, TypeError, ValueError) as error:
                if _primary_code(error) in UNREACHABLE:
                    raise
                raise CatalogDamaged(file=file, reason=str(error), command=REBUILD) from error
            if found > FORMAT:
                raise FormatTooNew(file=file, found=found, supported=FORMAT)
            if found < FORMAT and not migrate(catalog.connection, found):
                raise OtherVersion(
                    folder=folder, setting="format", stored=str(found), wanted=str(FORMAT),
                    command=rebuild_command(folder),
                )  # fmt: skip
            if_refused.pop_all()
        if Right.CLOSED not in rights:
            catalog._view = OpenView(catalog.connection)
        return catalog

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    @property
    def derived_folder(self) -> Path:
        """Where what is derived is kept: apart for those who do not see all."""
        return self.folder if self._view is None else self.folder / OPEN

    def whole(self, sha256: str) -> bool:
        """Whether all of a file may be seen."""
        return self._view is None or self._view.whole(sha256)

    @property
    def replaced(self) -> bool:
        """Whether another catalog has taken this one's place in the folder, as a rebuild does."""
        return self._seen() not in {None, self._opened}

    def _seen(self) -> tuple[int, ...] | None:
        try:
            found = (self.folder / FILE).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @property
    def generation(self) -> int:
        """Grows with every change."""
        return int(self._meta("generation"))

    @property
    def fingerprint(self) -> Fingerprint:
        """The settings this index was built with."""
        return Fingerprint.from_json(self._meta("fingerprint"))

    def _meta(self, key: str) -> str:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0])

    def note(self, name: str) -> str | None:
        """What was noted under a name; None where nothing was."""
        query = "SELECT value FROM meta WHERE key = ?"
        row = self.connection.execute(query, (f"note:{name}",)).fetchone()
        return str(row[0]) if row else None

    def keep_note(self, name: str, value: str) -> None:
        """Note something about the index."""
        with self.change() as connection:
            row = (f"note:{name}", value)
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction that raises the generation: all of it is kept, or nothing."""
        assert self._view is None, "only who sees all may write"  # noqa: S101
        with self._transaction("IMMEDIATE") as connection:
            yield connection
            connection.execute(
                "UPDATE meta SET value = MAX(CAST(value AS INTEGER) + 1, ?)"
                " WHERE key = 'generation'",
                (timestamp(),),
            )

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """One state of the catalog for all that is read within, whatever others add meanwhile."""
        with self._transaction("DEFERRED") as connection:
            self._follow()
            yield connection

    def _follow(self) -> None:
        if self._view is not None:
            self._view.follow()

    def empty_log(self) -> None:
        """Bring all that was written into the database's own file, and cut off its log."""
        busy, _, _ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise sqlite3.OperationalError("the log is in use")

    def refresh(self) -> None:
        """Within a snapshot: go on with the newest state."""
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN DEFERRED")
        self._follow()

    @contextlib.contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        with self._lock, self.damage_named():
            self.connection.execute(f"BEGIN {kind}")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                # Where the disk is full or fails, SQLite may have rolled back by itself.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def damage_named(self) -> Iterator[None]:
        """Raise CatalogDamaged where SQLite finds the file damaged."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if _primary_code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                file = self.folder / FILE
                raise CatalogDamaged(file=file, reason=str(error), command=REBUILD) from error
            raise

    def files(self) -> list[FileRecord]:
        """Every file seen, by name."""
        rows = self.connection.execute(
            "SELECT name, path, sha256, problem, detail FROM files ORDER BY name"
        )
        return [FileRecord(name, os.fsdecode(path), *rest) for name, path, *rest in rows]

    def has_read(self, name: str) -> bool:
        """Whether a file of this name was read."""
        query = "SELECT 1 FROM files WHERE name = ? AND problem IS NULL"
        return self.connection.execute(query, (name,)).fetchone() is not None

    def names(self, sha256: str) -> dict[str, Path]:
        """The files that hold these bytes, where they were read: name and path."""
        rows = self.connection.execute(
            "SELECT name, path FROM files WHERE sha256 = ? AND problem IS NULL ORDER BY name",
            (sha256,),
        )
        return {name: Path(os.fsdecode(path)) for name, path in rows}

    def add(
        self,
        source: Source,
        documents: Sequence[Document],
        vectors: Sequence[Sequence[EmbeddedPassage]],
    ) -> None:
        """Store a file's documents under its name, in place of what the name stood for before, and
        of what was read of the same bytes before. `vectors` are those of each document's passages,
        in order."""
        with self._renaming(source.name) as connection:
            delete_documents(connection, documents[0].sha256)
            for document, embedded in zip(documents, vectors, strict=True):
                insert_document(connection, document, embedded)
            self._insert_file(source, documents[0].sha256)

    def add_name(self, source: Source, sha256: str, former: Iterable[str] = ()) -> None:
        """Note that a file holds bytes that were read already, or has moved; `former` names of these
        bytes are forgotten with it."""
        with self._renaming(source.name) as connection:
            self._insert_file(source, sha256)
            forgotten = [(name, sha256) for name in former]
            connection.executemany("DELETE FROM files WHERE name = ? AND sha256 = ?", forgotten)

    def _insert_file(self, source: Source, sha256: str) -> None:
        self.connection.execute(
            "INSERT INTO files VALUES (?, ?, ?, NULL, '')",
            (source.name, _storable(source.path), sha256),
        )

    def add_problem(self, source: Source, sha256: str | None, problem: FileProblem) -> None:
        """Note that a file could not be read; what it held before is no longer there."""
        with self._renaming(source.name) as connection:
            connection.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
                (source.name, _storable(source.path), sha256, problem.code, problem.detail),
            )

    def remove(self, name: str) -> bool:
        """Forget a file, and its documents where no other file holds them. False: no such file."""
        with self.damage_named():
            query = "SELECT 1 FROM files WHERE name = ?"
            if self.connection.execute(query, (name,)).fetchone() is None:
                return False
        with self._renaming(name):
            return True

    @contextlib.contextmanager
    def _renaming(self, name: str) -> Iterator[sqlite3.Connection]:
        """A change before which a name is forgotten, and after which its former documents too,
        where no other name holds them."""
        with self.change() as connection:
            row = connection.execute(
                "DELETE FROM files WHERE name = ? RETURNING sha256", (name,)
            ).fetchone()
            yield connection
            if row and row[0] is not None:
                delete_orphans(connection, row[0])

    def waiting_for_ocr(self) -> frozenset[str]:
        """The hashes of files with pages that OCR could read, and that were read without it."""
        query = (
            "SELECT DISTINCT sha256 FROM documents d JOIN pages p ON p.document = d.key"
            " WHERE p.reading = ?"
        )
        rows = self.connection.execute(query, (PageReading.NO_OCR.value,))
        return frozenset(sha256 for (sha256,) in rows)

    def known_vectors(self, hashes: Sequence[bytes]) -> dict[bytes, EmbeddedPassage]:
        """The vectors already computed for these embedded texts."""
        known = {}
        for digest in set(hashes):
            row = self.connection.execute(
                "SELECT passage, sentences, content, ends FROM vectors JOIN tokens USING (hash)"
                " WHERE hash = ?",
                (digest,),
            ).fetchone()
            if row:
                vector, ends = np.frombuffer(row[0], "<f4"), np.frombuffer(row[3], "<u2")
                sentences = np.frombuffer(row[1], "<f2").reshape(-1, len(vector))
                known[digest] = EmbeddedPassage(
                    digest, vector, sentences, unpack_tokens(row[2], len(ends)), ends
                )
        return known


def _primary_code(error: Exception) -> int:
    """SQLite's primary result code; 0 for another error."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _storable(path: Path) -> str | bytes:
    """A path as SQLite takes it: its bytes, where they are no Unicode."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return str(path)
