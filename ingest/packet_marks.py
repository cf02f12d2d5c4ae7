"""What a file's own structure says of the documents it was put together from.

Programs that join PDF files leave traces: an outline that names the files, page labels that begin
anew, and fonts that no two of the documents share. A packet that was printed anew has none of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject, IndirectObject

FILE_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|msg|html?)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PacketMarks:
    """Page numbers, from 1, at which the file's structure shows something.

    `files` are the pages at which an outline entry with a file's name points, `labels` those whose
    page label begins anew. `parted` are the pages that share no font with any page before, neither
    they nor those after them; empty where that holds for all pages, which then says nothing.
    `joined` are those that do share one, where others do not.
    """

    files: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()
    parted: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()


UNMARKED = PacketMarks()
"""What a file tells that was printed anew, or whose structure cannot be read."""


def marks_of(content: bytes) -> PacketMarks:
    """The marks in the PDF `content`; none where its structure cannot be read."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return UNMARKED
        if len(reader.pages) == 1:
            return UNMARKED
        parted, joined = _fonts(reader)
        return PacketMarks(
            files=frozenset(_files(reader, reader.outline)),
            labels=frozenset(_labels(reader)),
            parted=parted,
            joined=joined,
        )
    except Exception:  # noqa: BLE001  damaged structure raises anything; the text still tells
        return UNMARKED


def _files(reader: pypdf.PdfReader, outline: Any) -> Iterator[int]:
    """Pages at which entries point that are called as a file."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _files(reader, entry)
        elif entry.title and FILE_NAME.search(entry.title):
            page = reader.get_destination_page_number(entry)
            if page is not None and page >= 0:
                yield page + 1


def _labels(reader: pypdf.PdfReader) -> Iterator[int]:
    """Pages labelled 1 after pages that were counted from 1 already."""
    labels = reader.page_labels
    for page in range(1, len(labels)):
        if labels[page].endswith("1") and labels[page] in labels[:page]:
            yield page + 1


def _fonts(reader: pypdf.PdfReader) -> tuple[frozenset[int], frozenset[int]]:
    """Pages at which all fonts used before are never used again, and those at which some are."""
    used = [_fonts_of(page) for page in reader.pages]
    last = {font: row for row, fonts in enumerate(used) for font in fonts}
    written = [row for row, fonts in enumerate(used) if fonts]
    reach = -1
    parted: set[int] = set()
    joined: set[int] = set()
    for row in written:
        if row != written[0]:
            (joined if reach >= row else parted).add(row + 1)
        reach = max([reach, *(last[font] for font in used[row])])
    if not joined or not parted:
        return frozenset(), frozenset()
    return frozenset(parted), frozenset(joined)


def _fonts_of(page: DictionaryObject) -> set[int]:
    """Object numbers of the page's fonts."""
    resources = page.get("/Resources", {})
    fonts = resources.get_object().get("/Font", {})
    return {font.idnum for font in fonts.get_object().values() if isinstance(font, IndirectObject)}
