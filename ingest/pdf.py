"""A PDF file becomes printed pages: text, one box a character, page labels, metadata.

Text and boxes come from PDFium, which knows the width of every character. Metadata, page labels and
a second reading of each page's words come from pypdf: where the two readers disagree, the page's
text is not to be trusted.
"""

from __future__ import annotations

import ctypes
import logging
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.columns import break_columns
from ingest.errors import Broken, EmptyFile, Locked, NotPdf, Unreadable

# pypdf and PDFium describe every oddity of a file in the log; the pages tell what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

PDFIUM_HYPHEN = 0x02
"""The code PDFium gives a hyphen that ends a line (U+FFFE in its own text); it leaves out the line
end itself."""

HEADER_WINDOW = 1024
"""Bytes in which the %PDF- header must begin, as readers in the field allow."""

SECOND_READER_LIMIT = 3_000_000
"""Bytes of page content above which pypdf's second reading is not worth its time."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPage:
    """A page as printed: `text` with "\\n" at line ends, `boxes` of shape (len(text), 4), float32,
    in points from the lower left; characters without ink have an empty box."""

    number: int
    label: str
    width: float
    height: float
    text: str
    boxes: NDArray[np.float32]
    agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class PrintedDocument:
    """The pages of a file, with the title its metadata gives, or an empty string."""

    title: str
    pages: tuple[PrintedPage, ...]


def read_pdf(path: Path, content: bytes, name: str) -> PrintedDocument:
    """Read all pages of the PDF in `content`, which stands at `path` and is called `name`.

    Raises `EmptyFile`, `NotPdf`, `Broken` or `Locked`. A single page that cannot be read is given
    with empty text.
    """
    if not content:
        raise EmptyFile(name)
    if b"%PDF-" not in content[:HEADER_WINDOW]:
        raise NotPdf(name)
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error):
            raise Locked(name) from error
        raise Broken(name, str(error)) from error
    try:
        if len(opened) == 0:
            raise Broken(name, "no pages")
        second = SecondReader(path)
        pages = tuple(_read_page(opened, number, second) for number in range(1, len(opened) + 1))
    finally:
        opened.close()
    return PrintedDocument(title=second.title(), pages=pages)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file; raises `Unreadable` where the system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(name, error.strerror or str(error)) from error


def _read_page(opened: pypdfium2.PdfDocument, number: int, second: SecondReader) -> PrintedPage:
    try:
        page = opened[number - 1]
    except pypdfium2.PdfiumError:
        empty = np.zeros((0, 4), dtype=np.float32)
        return PrintedPage(number, second.label(number), 0.0, 0.0, "", empty, 0.0)
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            text, boxes = _characters(textpage)
        finally:
            textpage.close()
    finally:
        page.close()
    text, boxes = break_columns(text, boxes)
    agreement = second.agreement(number, text)
    return PrintedPage(number, second.label(number), width, height, text, boxes, agreement)


def _characters(textpage: pypdfium2.PdfTextPage) -> tuple[str, NDArray[np.float32]]:
    """The page's characters in PDFium's order, with the box of each."""
    count = textpage.count_chars()
    characters: list[str] = []
    boxes = np.zeros((2 * count, 4), dtype=np.float32)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    handle = textpage.raw
    for position in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, position)
        character = _printable(code)
        if character == "\r":
            continue
        if character not in "\n " and pdfium.FPDFText_GetCharBox(
            handle, position, left, right, bottom, top
        ):
            boxes[len(characters)] = (left.value, bottom.value, right.value, top.value)
        characters.append(character)
        if code == PDFIUM_HYPHEN:
            characters.append("\n")
    return "".join(characters), boxes[: len(characters)]


def _printable(code: int) -> str:
    """One character; what is no character (lone surrogates, NUL, controls) becomes a space."""
    if code == PDFIUM_HYPHEN:
        return "-"
    if code in (0x0A, 0x0D):
        return chr(code)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    character = chr(code)
    return " " if unicodedata.category(character) == "Cc" else character


class SecondReader:
    """pypdf's view of the same file. Whatever it cannot read is simply not known."""

    def __init__(self, path: Path) -> None:
        self._reader: pypdf.PdfReader | None
        self._labels: list[str]
        try:
            self._reader = pypdf.PdfReader(path)
            if self._reader.is_encrypted:
                self._reader.decrypt("")
            self._labels = self._reader.page_labels
        except Exception:  # noqa: BLE001  a damaged file may raise anything; PDFium has read it
            self._reader = None
            self._labels = []

    def title(self) -> str:
        """The title in the metadata, or an empty string."""
        try:
            metadata = self._reader.metadata if self._reader else None
            title = str(metadata.title or "") if metadata else ""
        except Exception:  # noqa: BLE001  see above
            return ""
        printable = (" " if unicodedata.category(c)[0] == "C" else c for c in title)
        return " ".join("".join(printable).split())

    def label(self, number: int) -> str:
        """The printed label of a page (i, ii, 1, A-1), or its number."""
        return self._labels[number - 1] if number <= len(self._labels) else str(number)

    def agreement(self, number: int, text: str) -> float:
        """Share of the words in `text` that pypdf finds on the page too, from 0 to 1."""
        words = set(re.findall(r"\w{3,}", text))
        if not words or self._reader is None:
            return 0.0 if words else 1.0
        try:
            page = self._reader.pages[number - 1]
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) > SECOND_READER_LIMIT:
                return 0.0
            other = "".join(page.extract_text().split())
        except Exception:  # noqa: BLE001  see above
            return 0.0
        return sum(word in other for word in words) / len(words)
