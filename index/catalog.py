"""SQLite, the truth: documents, pages, items, passages, vectors, and every file seen.

Each document goes in, and comes out, in one transaction. `generation` grows with each of them, so
that what is derived can tell whether it is behind.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import pack_boxes, pack_origin
from index.errors import CatalogDamaged, FormatTooNew, IndexMissing
from index.fingerprint import Fingerprint
from ingest.errors import FileProblem
from ingest.model import Document
from ingest.sources import Source

FILE = "catalog.sqlite"

FORMAT = 1
"""Raised when the tables change; older formats are migrated, newer ones refused."""

REBUILD = "referatsvar ingest PATH... --index DIR --rebuild"


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedPassage:
    """The vectors of one passage: `hash` of the embedded text, `passage` float32 (dimension,),
    `sentences` float16 (sentences, dimension)."""

    hash: bytes
    passage: NDArray[np.float32]
    sentences: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as last seen: its document's hash, or the problem's code with its detail."""

    name: str
    path: str
    sha256: str | None
    problem: str | None
    detail: str


class Catalog:
    """An open catalog. One connection, for one thread at a time; many readers, one writer."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, fingerprint: Fingerprint) -> Catalog:
        """Make a new, empty catalog in `folder`, which is made too."""
        folder.mkdir(parents=True, exist_ok=True)
        catalog = cls(_connect(folder / FILE), folder)
        schema = files("index").joinpath("catalog_schema.sql").read_text(encoding="utf-8")
        meta = {"format": FORMAT, "generation": 0, "fingerprint": fingerprint.to_json()}
        rows = ", ".join(f"('{key}', '{value}')" for key, value in meta.items())
        catalog.connection.executescript(
            f"BEGIN IMMEDIATE;\n{schema}\nINSERT INTO meta VALUES {rows};\nCOMMIT;"  # noqa: S608  our own constants
        )
        return catalog

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """Open the catalog in `folder`.

        Raises IndexMissing, FormatTooNew or CatalogDamaged.
        """
        file = folder / FILE
        if not file.is_file():
            raise IndexMissing(folder=folder, command="referatsvar ingest PATH... --index DIR")
        try:
            catalog = cls(_connect(file), folder)
            found = int(catalog._meta("format"))
        except (sqlite3.DatabaseError, TypeError) as error:
            raise CatalogDamaged(file=file, reason=str(error), command=REBUILD) from error
        if found > FORMAT:
            raise FormatTooNew(file=file, found=found, supported=FORMAT)
        return catalog

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

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

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction that raises the generation: all of it is kept, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute(
                "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
            )
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def files(self) -> list[FileRecord]:
        """Every file seen, by name."""
        rows = self.connection.execute(
            "SELECT name, path, sha256, problem, detail FROM files ORDER BY name"
        )
        return [FileRecord(*row) for row in rows]

    def add(self, source: Source, document: Document, vectors: Sequence[EmbeddedPassage]) -> None:
        """Store a document under its file's name, in place of what the name stood for before."""
        with self.change() as connection:
            self._forget(source.name)
            key = connection.execute(
                "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key",
                (
                    document.sha256,
                    document.title,
                    document.kind.value,
                    document.date.isoformat() if document.date else None,
                    document.organization,
                    document.text,
                    len(document.pages),
                    datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                ),
            ).fetchone()[0]
            connection.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?, NULL, '')",
                (source.name, str(source.path), document.sha256, key),
            )
            _insert_parts(connection, key, document, vectors)
            self._drop_orphans()

    def add_name(self, source: Source, sha256: str) -> None:
        """Note that a file holds the bytes of a document that is here already, or has moved."""
        with self.change() as connection:
            self._forget(source.name)
            connection.execute(
                "INSERT INTO files SELECT ?, ?, sha256, key, NULL, '' FROM documents"
                " WHERE sha256 = ?",
                (source.name, str(source.path), sha256),
            )
            self._drop_orphans()

    def add_problem(self, source: Source, sha256: str | None, problem: FileProblem) -> None:
        """Note that a file could not be read; what it held before is no longer there."""
        with self.change() as connection:
            self._forget(source.name)
            connection.execute(
                "INSERT INTO files VALUES (?, ?, ?, NULL, ?, ?)",
                (source.name, str(source.path), sha256, problem.code, problem.detail),
            )
            self._drop_orphans()

    def remove(self, name: str) -> bool:
        """Forget a file, and its document where no other file holds it. False: no such file."""
        with self.change():
            known = self._forget(name)
            self._drop_orphans()
        return known

    def known_vectors(self, hashes: Sequence[bytes]) -> dict[bytes, EmbeddedPassage]:
        """The vectors already computed for these embedded texts."""
        known = {}
        for digest in set(hashes):
            row = self.connection.execute(
                "SELECT passage, sentences FROM vectors WHERE hash = ?", (digest,)
            ).fetchone()
            if row:
                vector = np.frombuffer(row[0], "<f4")
                sentences = np.frombuffer(row[1], "<f2").reshape(-1, len(vector))
                known[digest] = EmbeddedPassage(digest, vector, sentences)
        return known

    def _forget(self, name: str) -> bool:
        return bool(self.connection.execute("DELETE FROM files WHERE name = ?", (name,)).rowcount)

    def _drop_orphans(self) -> None:
        """Documents that no file holds any more, and vectors that no passage uses."""
        orphans = self.connection.execute(
            "DELETE FROM documents WHERE key NOT IN"
            " (SELECT document FROM files WHERE document IS NOT NULL)"
        ).rowcount
        if orphans:
            self.connection.execute(
                "DELETE FROM vectors WHERE hash NOT IN (SELECT vector FROM passages)"
            )


def _connect(file: Path) -> sqlite3.Connection:
    # The app asks from several threads, one at a time: `Index` holds the lock.
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA foreign_keys = ON")
    with contextlib.suppress(sqlite3.OperationalError):  # a folder that may only be read
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    return connection


def _insert_parts(
    connection: sqlite3.Connection,
    key: int,
    document: Document,
    vectors: Sequence[EmbeddedPassage],
) -> None:
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, page.number, page.label, page.width, page.height, page.printed, page.start,
             pack_origin(page.origin), pack_boxes(page.boxes), page.agreement)
            for page in document.pages
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (key, position, item.number, item.title, item.case_number, item.start, item.end)
            for position, item in enumerate(document.items)
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
        (
            (vector.hash, vector.passage.astype("<f4").tobytes(),
             vector.sentences.astype("<f2").tobytes())
            for vector in vectors
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, passage.item, passage.section, passage.head, passage.start, passage.end,
             passage.page_first, passage.page_last, document.text[passage.start : passage.end],
             np.array(passage.sentences, dtype="<i4").tobytes(), vector.hash)
            for passage, vector in zip(document.passages, vectors, strict=True)
        ),
    )  # fmt: skip
