"""One file becomes its documents: read, cut, clean, understand, split."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ingest.clean import clean
from ingest.describe import describe
from ingest.errors import NoTextLayer
from ingest.minutes import find_items
from ingest.model import Document
from ingest.pdf import PrintedPage, read_bytes, read_pdf
from ingest.split import Splitter, lead_of, split


def file_hash(content: bytes) -> str:
    """What identifies a file: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_document(path: Path, name: str, splitter: Splitter) -> tuple[Document, ...]:
    """Read the PDF at `path`, called `name` within its collection.

    Nearly all files hold one document, a packet several one after another. Raises a `FileProblem`
    when the file cannot be read or carries no text at all.
    """
    content = read_bytes(path, name)
    printed = read_pdf(content, name)
    document = _understand(file_hash(content), name, printed.title, printed.pages, splitter)
    if not document.text:
        raise NoTextLayer(name)
    return (document,)


def _understand(
    sha256: str, name: str, title: str, printed: Sequence[PrintedPage], splitter: Splitter
) -> Document:
    """The document that stands on these pages."""
    text, pages = clean(printed)
    items = find_items(text)
    description = describe(name, title, text, items)
    lead = lead_of(description.title, description.organization, description.date)
    return Document(
        sha256=sha256,
        title=description.title,
        kind=description.kind,
        date=description.date,
        organization=description.organization,
        text=text,
        pages=pages,
        items=items,
        passages=split(text, pages, items, lead, splitter),
    )
