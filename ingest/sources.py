"""Which files belong to a collection, and what they are called in it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, and its name within the collection (NFC, with slashes; bytes
    that are no UTF-8 are shown as U+FFFD)."""

    path: Path
    name: str


def find_sources(paths: Iterable[Path]) -> list[Source]:
    """The PDF files named, and those in the folders named, at any depth, sorted by name.

    A file's name is its path below the folder given. Where two folders hold the same name, the
    later one's carries its folder's name in front. Hidden files and folders are left out, and
    linked folders within a folder are not followed; a linked file is read once. Raises
    FileNotFoundError for a path that is not.
    """
    sources: dict[str, Source] = {}
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            resolved = file.resolve()
            if resolved in seen:
                continue
            seen.add(resolved)
            name = file.name if path.is_file() else file.relative_to(path).as_posix()
            name = _unused(_text(name), path, sources)
            sources[name] = Source(resolved, name)
    return sorted(sources.values(), key=lambda source: source.name)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if not hidden and file.suffix.lower() == ".pdf" and file.is_file():
                yield file
    else:
        raise FileNotFoundError(path)


def _text(name: str) -> str:
    """A name in the file system's bytes as text that can be stored and compared."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", errors="replace"))


def _unused(name: str, path: Path, taken: dict[str, Source]) -> str:
    """`name`, with the folder's name in front, and then a number, where it is taken already."""
    folder = _text((path.parent if path.is_file() else path).resolve().name)
    candidate, number = name, 1
    while candidate in taken:
        candidate = f"{folder}/{name}" if number == 1 else f"{folder} ({number})/{name}"
        number += 1
    return candidate
