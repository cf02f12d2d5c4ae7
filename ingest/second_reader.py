"""pypdf's view of a file: metadata, page labels, and each page's words once more."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pypdf

from ingest.enclosed import enclosed_in
from ingest.model import NOTHING_ENCLOSED, Enclosed, PageReading
from ingest.printed import PrintedPage

# pypdf describes every oddity of a file in the log; the pages tell what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

CONTENT_LIMIT = 3_000_000
"""Bytes of page content above which a second reading is not worth its time."""

FIRST, EACH = 2, 16
"""The sample: the first pages of a file, and then each so-many-th."""

TRUSTED = 0.9
"""Share of a page's words that the other reader must find, for the file to be trusted."""

LONGEST_TITLE = 300
LONGEST_LABEL = 40
"""Characters; what is longer is no title, and no page label."""


class SecondReader:
    """pypdf's view of the same file. Whatever it cannot read is simply not known."""

    def __init__(self, content: bytes) -> None:
        self._reader: pypdf.PdfReader | None = None
        self._labels: list[str] = []
        try:
            reader = pypdf.PdfReader(io.BytesIO(content))
            if reader.is_encrypted:
                reader.decrypt("")
            self._reader = reader
            self._labels = reader.page_labels
        except Exception:  # noqa: BLE001  a damaged file may raise anything; PDFium has read it
            return

    def title(self) -> str:
        """The title in the metadata, or an empty string."""
        try:
            metadata = self._reader.metadata if self._reader else None
            title = str(metadata.title or "") if metadata else ""
        except Exception:  # noqa: BLE001  see above
            return ""
        return _one_line(title, LONGEST_TITLE)

    def label(self, number: int) -> str:
        """The printed label of a page (i, ii, 1, A-1), or its number."""
        label = self._labels[number - 1] if number <= len(self._labels) else ""
        return _one_line(label, LONGEST_LABEL) or str(number)

    def enclosed(self) -> Enclosed:
        """The files inside the file."""
        return enclosed_in(self._reader) if self._reader else NOTHING_ENCLOSED

    def agreement(self, number: int, text: str) -> float:
        """Share of the words in `text` that pypdf finds on the page too, from 0 to 1."""
        words = set(re.findall(r"\w{3,}", text))
        if not words or self._reader is None:
            return 0.0 if words else 1.0
        try:
            page = self._reader.pages[number - 1]
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) > CONTENT_LIMIT:
                return 0.0
            other = "".join(page.extract_text().split())
        except Exception:  # noqa: BLE001  see above
            return 0.0
        return sum(word in other for word in words) / len(words)


def compared(pages: Sequence[PrintedPage], second: SecondReader) -> tuple[PrintedPage, ...]:
    """The pages with how far pypdf agrees: read from OCR they have a confidence of their own.

    pypdf takes longer to read a page than all the rest. So it reads a sample with every doubtful page, and
    all of a file where one of these is not to be trusted; pages that were not read have the least
    agreement of those that were.
    """
    open_to = [page for page in pages if page.reading not in (PageReading.OCR, PageReading.BROKEN)]
    sample = [
        page
        for row, page in enumerate(open_to)
        if row < FIRST or row % EACH == 0 or page.reading is not PageReading.TEXT
    ]
    shares = {page.number: second.agreement(page.number, page.text) for page in sample}
    least = min(shares.values(), default=1.0)
    if least < TRUSTED:
        shares = {page.number: second.agreement(page.number, page.text) for page in open_to}
    unread = {page.number: least if page.text.strip() else 1.0 for page in open_to}
    agreed = unread | shares
    return tuple(
        replace(page, agreement=agreed[page.number]) if page.number in agreed else page
        for page in pages
    )


def _one_line(text: str, longest: int) -> str:
    """`text` without control characters, lone surrogates and line ends, in NFC, cut to `longest`."""
    printable = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    return unicodedata.normalize("NFC", " ".join(printable.split()))[:longest].rstrip()
