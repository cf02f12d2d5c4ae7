"""One file becomes its documents: read, part, clean, understand, split."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from ingest.clean import clean
from ingest.closed import MEETING, open_documents
from ingest.describe import describe
from ingest.errors import (
    AllClosed,
    Broken,
    FileProblem,
    NeedsOcr,
    NoText,
    OnlyEnclosed,
    ScanUnread,
)
from ingest.items import find_items
from ingest.limits import USUAL
from ingest.minutes import understand
from ingest.model import Document, Enclosed, Page, PageReading
from ingest.ocr import missing
from ingest.organization import without_term
from ingest.packet import find_borders
from ingest.packet_marks import marks_of
from ingest.pdf import read_bytes, read_pdf
from ingest.printed import PrintedPage
from ingest.privacy import USUAL_PRIVACY, Privacy, masked_across, masked_document
from ingest.scan import OcrLimits
from ingest.split import Splitter, lead_of, split

MOST_NAMED = 20
"""Files inside one without text that its problem names."""


def file_hash(content: bytes) -> str:
    """What identifies a file: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_document(
    path: Path,
    name: str,
    splitter: Splitter,
    ocr: OcrLimits | None = None,
    most_characters: int = USUAL.characters,
    privacy: Privacy = USUAL_PRIVACY,
) -> tuple[Document, ...]:
    """Read the PDF at `path`, called `name` within its collection; scanned pages by OCR within the
    limits `ocr`, and not without; text up to `most_characters`; without what `privacy` leaves out.

    Nearly all files hold one document, a packet several one after another. Raises a `FileProblem`
    when the file cannot be read or carries no text at all.
    """
    content = read_bytes(path, name)
    printed = read_pdf(content, name, ocr, most_characters)
    if privacy.mask_numbers:
        printed = masked_document(printed)
    sha256 = file_hash(content)
    parts = list(_parts(printed.pages, content))
    documents = [
        _understand(
            sha256, name, printed.title, part, splitter,
            one_of_many=len(parts) > 1, mask_numbers=privacy.mask_numbers,
        )
        for part in parts
    ]  # fmt: skip
    found = [document for document in documents if document.text]
    if not found:
        raise _why_without_text(name, {page.reading for page in printed.pages}, printed.enclosed)
    if not privacy.skip_closed:
        return _with_enclosed(found, printed.enclosed)
    shown = open_documents(found)
    if not shown:
        raise AllClosed(name)
    if list(shown) != found:  # what is inside may belong to what was left out
        return _with_enclosed(
            shown, replace(printed.enclosed, names=("",) * len(printed.enclosed.names))
        )
    return _with_enclosed(shown, printed.enclosed)


def _with_enclosed(documents: Sequence[Document], enclosed: Enclosed) -> tuple[Document, ...]:
    return replace(documents[0], enclosed=enclosed), *documents[1:]


def _why_without_text(
    name: str, readings: AbstractSet[PageReading], enclosed: Enclosed
) -> FileProblem:
    """The problem with a file on whose pages no text was found."""
    if readings == {PageReading.BROKEN}:
        return Broken(name, "no page can be read")
    if PageReading.NO_OCR in readings:
        return NeedsOcr(name, missing())
    if PageReading.UNREAD in readings:
        return ScanUnread(name)
    if enclosed.names:
        return OnlyEnclosed(name, ", ".join(enclosed.names[:MOST_NAMED]))
    return NoText(name)


def _parts(pages: Sequence[PrintedPage], content: bytes) -> Iterator[Sequence[PrintedPage]]:
    """The pages of each document in the file."""
    borders = [number - 1 for number in find_borders(pages, marks_of(content))]
    for first, end in pairwise([*borders, len(pages)]):
        yield pages[first:end]


def _clean(printed: Sequence[PrintedPage]) -> tuple[str, tuple[Page, ...]]:
    """The text of one document, cleaned as if its first page were the file's: running lines and
    page numbers are its own."""
    alone = [
        page if page.number == number else replace(page, number=number)
        for number, page in enumerate(printed, start=1)
    ]
    text, pages = clean(alone)
    return text, tuple(
        replace(page, number=there.number) for page, there in zip(pages, printed, strict=True)
    )


def _understand(
    sha256: str,
    name: str,
    title: str,
    printed: Sequence[PrintedPage],
    splitter: Splitter,
    *,
    one_of_many: bool,
    mask_numbers: bool,
) -> Document:
    """The document that stands on these pages. The file's title is that of no part of a packet."""
    text, pages = _clean(printed)
    if mask_numbers:
        text, pages = masked_across(text, pages)
    items = find_items(text)
    description = describe(name, "" if one_of_many else title, text, items, pages, part=one_of_many)
    body, meets = description.organization, description.kind in MEETING
    minutes = understand(text, items, pages, body, description.date, meets=meets)
    lead = lead_of(description.title, without_term(body) if body else None, description.date)
    return Document(
        sha256=sha256,
        title=description.title,
        kind=description.kind,
        date=description.date,
        organization=description.organization,
        text=text,
        pages=pages,
        items=minutes.items,
        passages=split(text, pages, minutes.items, lead, splitter),
        meeting=minutes.meeting if meets else None,
        layout=minutes.layout if meets else None,
        facts=description.facts,
    )
