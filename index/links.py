"""An attachment that minutes name, found among the documents of the collection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from index import reader
from index.attachment_names import parse_name
from index.attachments import Candidate, Step, best_match
from index.hits import StoredDocument
from index.packet_links import align
from index.structures import read_structure
from ingest.model import DocumentKind

OPENING = 1500
"""Characters of a document's text in which its heading is looked for."""

MOST_OPENED = 300
"""Documents in a folder whose text is looked at; in a larger one names and titles must do."""

LISTING = (DocumentKind.MINUTES, DocumentKind.AGENDA)
"""Kinds of documents that name others in their text."""

FEWEST_WORDS = 2
"""Words of a name that is looked for outside the folder: "Notat.pdf" is in many."""


@dataclass(frozen=True, slots=True)
class _File:
    """A document with one of its names."""

    key: int
    name: PurePosixPath
    title: str
    kind: str
    sha256: str
    later: bool

    def candidate(self, opening: str = "") -> Candidate:
        # A packet's name is not that of its later documents, and no title of theirs.
        file = "" if self.later else self.name.name
        title = "" if self.later and self.title == self.name.stem else self.title
        return Candidate(self.key, file, title, opening, whole=self.kind in LISTING)


def linked(connection: sqlite3.Connection, key: int, name: str) -> StoredDocument | None:
    """The document that an attachment called `name` in the document `key` means, None where none
    fits, or none clearly. It is looked for in the same packet, in the same folder, then in all others.
    """
    files = _files(connection)
    own = [file for file in files if file.key == key]
    others = [file for file in files if file.key != key]
    packet = [file for file in others if own and file.sha256 == own[0].sha256]
    folders = {file.name.parent for file in own}
    near = [file for file in others if file.name.parent in folders and file not in packet]
    far = [file for file in others if file.name.parent not in folders]
    found = (
        _in_packet(connection, key, name, packet)
        or _in_folder(connection, name, near, own)
        or _elsewhere(name, far)
    )
    return reader.document(connection, found.key) if found else None


def _files(connection: sqlite3.Connection) -> list[_File]:
    rows = connection.execute(
        "SELECT d.key, f.name, d.title, d.kind, d.sha256, d.page_first"
        " FROM documents d JOIN files f ON f.sha256 = d.sha256 AND f.problem IS NULL"
        " ORDER BY f.name, d.page_first"
    )
    return [
        _File(key, PurePosixPath(name), title, kind, sha256, page > 1)
        for key, name, title, kind, sha256, page in rows
    ]


def _in_packet(
    connection: sqlite3.Connection, key: int, name: str, packet: Sequence[_File]
) -> Candidate | None:
    if not packet:
        return None
    items = read_structure(connection, key).items
    names = list(dict.fromkeys(one.name for item in items for one in item.attachments))
    if name not in names:
        return None
    parts = {file.key: file for file in packet}
    return align(names, _opened(connection, parts.values()))[names.index(name)]


def _in_folder(
    connection: sqlite3.Connection, name: str, near: Sequence[_File], own: Sequence[_File]
) -> Candidate | None:
    minutes = {file.key for file in (*near, *own) if file.kind == DocumentKind.MINUTES}
    if parse_name(name).bare and len(minutes) > 1:
        return None  # "Bilag 1" of which of them?
    if len(near) <= MOST_OPENED:
        return best_match(name, _opened(connection, near))
    return best_match(name, [file.candidate() for file in near], least=Step.BEGINNING)


def _elsewhere(name: str, far: Sequence[_File]) -> Candidate | None:
    if len(parse_name(name).content) < FEWEST_WORDS:
        return None
    return best_match(name, [file.candidate() for file in far], least=Step.CUT_SHORT)


def _opened(connection: sqlite3.Connection, files: Iterable[_File]) -> list[Candidate]:
    """Candidates with the beginning of their text; but that of minutes names other documents."""
    wanted = list(files)
    query = "SELECT text FROM documents WHERE key = ?"
    texts = {
        key: str(connection.execute(query, (key,)).fetchone()[0])[:OPENING]
        for key in {file.key for file in wanted if file.kind not in LISTING}
    }
    return [file.candidate(texts.get(file.key, "")) for file in wanted]
