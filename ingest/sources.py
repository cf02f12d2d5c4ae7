"""Which files belong to a collection, and what they are called in it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, and its name within the collection (NFC, with slashes; bytes
    that are no UTF-8 are shown as U+FFFD)."""

    path: Path
    name: str


def find_sources(
    paths: Iterable[Path], held: Mapping[str, Path] = MappingProxyType({})
) -> list[Source]:
    """The PDF files named, and those in the folders named, at any depth, sorted by name.

    A file's name is its path below the folder given. Where two folders hold the same name, the
    later one's carries its folder's name in front; so it does where another file, which is still
    there, has the name already (`held`: names with their paths). Hidden files and folders are left
    out, and linked folders within a folder are not followed; a linked file is read once. A folder
    that may not be listed is given as a source, so that it is reported as a file would be. Raises
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
            below = "" if path.is_file() or file == path else file.relative_to(path).as_posix()
            name = below or resolved.name
            name = _unused(_text(name), resolved, path, sources, held)
            sources[name] = Source(resolved, name)
    return sorted(sources.values(), key=lambda source: source.name)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise FileNotFoundError(path)
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and file.suffix.lower() == ".pdf" and _is_file(file):
                yield file
    yield from (Path(error.filename) for error in closed)


def is_gone(path: Path) -> bool:
    """Whether a file is no more; False where that cannot be told, as in a folder that is closed to us."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def is_folder(path: Path) -> bool:
    """Whether this is a folder; False where that cannot be told."""
    return os.path.isdir(path)  # noqa: PTH112  Path.is_dir raises in a folder that is closed to us


def _is_file(path: Path) -> bool:
    """Whether this is a file, or something that only its owner may look at."""
    try:
        return path.is_file()
    except OSError:
        return True


def _text(name: str) -> str:
    """A name in the file system's bytes as text that can be stored and compared."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", errors="replace"))


def _unused(
    name: str, file: Path, path: Path, taken: dict[str, Source], held: Mapping[str, Path]
) -> str:
    """`name`, with the folder's name in front, and then a number, where another file has it."""
    folder = _text((path.parent if path.is_file() else path).resolve().name)
    candidate, number = name, 1
    while candidate in taken or _is_another(held.get(candidate), file):
        candidate = f"{folder}/{name}" if number == 1 else f"{folder} ({number})/{name}"
        number += 1
    return candidate


def _is_another(holder: Path | None, file: Path) -> bool:
    return holder is not None and holder != file and not is_gone(holder)
