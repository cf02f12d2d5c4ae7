"""The PDF behind a source: is the file still the one that was read?

A mark on a page of another version of the file would be a lie, so every picture and every link goes
through here. Size and time of change are compared each time; the bytes are hashed only when these
are new.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

REMEMBERED = 4096
"""Files whose hash is kept."""


class SourceProblem(Exception):
    """A source cannot be shown. `code` is stable and names the text that people read:

    SourceProblem
    ├── SourceMissing       the file has gone, or the system refuses to open it
    ├── SourceChanged       its bytes are not those that were read
    ├── NoSuchPage          the document has no page of that number
    └── PageUnreadable      PDFium cannot draw the page
    """

    code = "source"


class SourceMissing(SourceProblem):
    """The file is not where it was when it was read, or may not be opened."""

    code = "source_missing"


class SourceChanged(SourceProblem):
    """The file's bytes are not those that were read; its marks would land on wrong words."""

    code = "source_changed"


class NoSuchPage(SourceProblem):
    """The document has no page of that number."""

    code = "no_such_page"


class PageUnreadable(SourceProblem):
    """PDFium cannot open the file or draw the page."""

    code = "page_unreadable"


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells a file from a later version of itself, without reading it."""

    path: str
    size: int
    changed_ns: int


class SourceFiles:
    """Checks files against the SHA-256 they are known by. Safe to use from several threads."""

    def __init__(self) -> None:
        self._hashes: OrderedDict[FileState, str] = OrderedDict()
        self._lock = Lock()

    def check(self, path: Path, sha256: str) -> FileState:
        """Return the file's state; raises `SourceMissing` or `SourceChanged`."""
        try:
            status = path.stat()
            state = FileState(str(path), status.st_size, status.st_mtime_ns)
            found = self._hash(path, state)
        except OSError as error:
            raise SourceMissing(str(path)) from error
        if found != sha256:
            raise SourceChanged(str(path))
        return state

    def _hash(self, path: Path, state: FileState) -> str:
        with self._lock:
            known = self._hashes.get(state)
            if known is not None:
                self._hashes.move_to_end(state)
                return known
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        with self._lock:
            self._hashes[state] = found
            while len(self._hashes) > REMEMBERED:
                self._hashes.popitem(last=False)
        return found
