"""Files inside a PDF file: attachments, also those of a note or a page, and what a portfolio holds.

They are named, not read: a file is known by its place on the disk, where it is cited, shown and removed.
Names come from outside, and are kept short, on one line and without folders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject

from ingest.model import Enclosed

MOST_FILES = 1000
"""Further ones are not named."""

MOST_NODES = 10_000
"""So many entries of a file's lists are looked at; a list may hold itself."""

MOST_PAGES = 10_000

LONGEST_NAME = 120
"""Characters; the middle of a longer one is left out, and its ending kept."""

FOLDER = re.compile(r"[/\\]")
KINDS = ("/UF", "/F", "/Unix", "/DOS", "/Mac")
"""Under these a file inside is described: its name, and again its content."""


def enclosed_in(reader: pypdf.PdfReader) -> Enclosed:
    """The files inside the PDF that `reader` has open, as far as its structure can be read."""
    names: dict[object, str] = {}
    portfolio = False
    try:
        root = reader.root_object
        portfolio = "/Collection" in root
        for found in islice(_specifications(reader, root), MOST_NODES):
            key, name = _described(found)
            if key is not None:
                names.setdefault(key, name)
            if len(names) == MOST_FILES:
                break
    except Exception:  # noqa: BLE001, S110  damaged structure raises anything; what was found stands
        pass
    return Enclosed(tuple(names.values()), portfolio)


def _specifications(reader: pypdf.PdfReader, root: DictionaryObject) -> Iterator[Any]:
    """All that may describe a file inside this one."""
    yield from _entries(root.get("/AF"))
    tree = _dictionary(_dictionary(root.get("/Names")).get("/EmbeddedFiles"))
    yield from _in_name_tree(tree)
    for page in islice(reader.pages, MOST_PAGES):
        yield from _entries(page.get("/AF"))
        for note in _entries(page.get("/Annots")):
            if _dictionary(note).get("/Subtype") == "/FileAttachment":
                yield _dictionary(note).get("/FS")


def _in_name_tree(tree: DictionaryObject) -> Iterator[Any]:
    """The values in a tree of names, each name before its value."""
    waiting, seen = [tree], 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop()
        seen += 1
        yield from _entries(node.get("/Names"))[1::2]
        waiting += map(_dictionary, reversed(_entries(node.get("/Kids"))[:MOST_NODES]))


def _described(specification: Any) -> tuple[object, str]:
    """What tells a file inside from the others, and its name; None where nothing is inside."""
    described = _dictionary(specification)
    content = _dictionary(described.get("/EF"))
    for kind in KINDS:
        if kind in content:
            place = content.raw_get(kind)
            name = next((str(described[key]) for key in KINDS if key in described), "")
            return getattr(place, "idnum", id(place)), _plain(name)
    return None, ""


def _plain(name: str) -> str:
    """A file's name as it can be shown: its last part, on one line, of bounded length."""
    shown = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in name[-10_000:])
    last = FOLDER.split(unicodedata.normalize("NFC", " ".join(shown.split())))[-1].strip()
    if len(last) <= LONGEST_NAME:
        return last
    half = LONGEST_NAME // 2 - 1
    return f"{last[:half]} … {last[-half:]}"


def _entries(value: Any) -> list[Any]:
    value = value.get_object() if value is not None else None
    return list(value) if isinstance(value, ArrayObject) else []


def _dictionary(value: Any) -> DictionaryObject:
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()
