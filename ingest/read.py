"""One file becomes one `Document`: read, clean, understand, split."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.clean import clean
from ingest.describe import describe
from ingest.errors import NoTextLayer
from ingest.minutes import find_items
from ingest.model import Document
from ingest.pdf import read_bytes, read_pdf
from ingest.split import Splitter, lead_of, split


def file_hash(content: bytes) -> str:
    """What identifies a document: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_document(path: Path, name: str, splitter: Splitter) -> Document:
    """Read the PDF at `path`, called `name` within its collection.

    Raises a `FileProblem` when the file cannot be read or carries no text at all.
    """
    content = read_bytes(path, name)
    printed = read_pdf(content, name)
    text, pages = clean(printed.pages)
    if not text:
        raise NoTextLayer(name)
    items = find_items(text)
    description = describe(name, printed.title, text, items)
    lead = lead_of(description.title, description.organization, description.date)
    return Document(
        sha256=file_hash(content),
        title=description.title,
        kind=description.kind,
        date=description.date,
        organization=description.organization,
        text=text,
        pages=pages,
        items=items,
        passages=split(text, pages, items, lead, splitter),
    )
