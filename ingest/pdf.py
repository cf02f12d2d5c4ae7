"""A PDF file becomes printed pages: text, one box a character, page labels, metadata.

Text and boxes come from PDFium, which knows the width of every character. Metadata, page labels and
a second reading of each page's words come from pypdf: where the two readers disagree, the page's
text is not to be trusted.
"""

from __future__ import annotations

import ctypes
import logging
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.columns import break_columns, inked
from ingest.drawn_bullets import drawn_bullets, write_bullets
from ingest.errors import Broken, EmptyFile, Locked, NotPdf, Unreadable
from ingest.second_reader import SecondReader

# pypdfium2 logs what it cannot close in time; the pages tell what matters.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)

PDFIUM_HYPHEN = 0x02
"""The code PDFium gives a hyphen that ends a line (U+FFFE in its own text); it leaves out the line
end itself."""

FARTHEST = 1e6
"""Points; no page reaches so far, and what is said to stand there has no place."""

HEADER_WINDOW = 1024
"""Bytes in which the %PDF- header must begin, as readers in the field allow."""

ENCRYPTED = frozenset((pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY))
"""Locked with a password, or with a certificate."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPage:
    """A page as printed: `text` with a line feed at line ends, and a box for each character, shape
    (len(text), 4), float32, points; characters without ink have an empty box.

    `boxes` are in the page's own coordinates, as described at `ingest.model.Box`. `shown` are the
    same boxes from the lower left corner of the page as it is shown, turned by /Rotate and cropped:
    there lines run from left to right. `width` and `height` are those of the page as shown.
    """

    number: int
    label: str
    width: float
    height: float
    text: str
    boxes: NDArray[np.float32]
    shown: NDArray[np.float32]
    agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class PrintedDocument:
    """The pages of a file, with the title its metadata gives, or an empty string."""

    title: str
    pages: tuple[PrintedPage, ...]


def read_pdf(content: bytes, name: str) -> PrintedDocument:
    """Read all pages of the PDF in `content`, which is called `name`.

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
        if error.err_code in ENCRYPTED:
            raise Locked(name) from error
        raise Broken(name, str(error)) from error
    try:
        if len(opened) == 0:
            raise Broken(name, "no pages")
        second = SecondReader(content)
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
    label = second.label(number)
    try:
        page = opened[number - 1]
    except pypdfium2.PdfiumError:
        return _without_text(number, label, 0.0, 0.0)
    try:
        width, height = page.get_size()
        rotation, corners = page.get_rotation(), page.get_bbox()
        textpage = page.get_textpage()
        try:
            text, boxes = _characters(textpage)
        finally:
            textpage.close()
        bullets = drawn_bullets(page)
    except pypdfium2.PdfiumError:
        return _without_text(number, label, width, height)
    finally:
        page.close()
    if len(bullets) and not rotation:  # a turned page's lines do not run along its width
        text, boxes = write_bullets(text, boxes, bullets)
    shown = _as_shown(boxes, rotation, corners)
    text = break_columns(text, shown)
    agreement = second.agreement(number, text)
    return PrintedPage(number, label, width, height, text, boxes, shown, agreement)


def _without_text(number: int, label: str, width: float, height: float) -> PrintedPage:
    empty = np.zeros((0, 4), dtype=np.float32)
    return PrintedPage(number, label, width, height, "", empty, empty, 0.0)


def _as_shown(
    boxes: NDArray[np.float32], rotation: int, corners: tuple[float, float, float, float]
) -> NDArray[np.float32]:
    """`boxes` as they stand on the page that is shown: cropped to `corners`, then turned clockwise
    by `rotation` degrees."""
    left, bottom, right, top = corners
    x0, y0, x1, y1 = boxes.T
    turned = {
        0: (x0 - left, y0 - bottom, x1 - left, y1 - bottom),
        90: (y0 - bottom, right - x1, y1 - bottom, right - x0),
        180: (right - x1, top - y1, right - x0, top - y0),
        270: (top - y1, x0 - left, top - y0, x1 - left),
    }[rotation]
    shown = np.stack(turned, axis=1).astype(np.float32)
    shown[~inked(boxes)] = 0.0
    return shown


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
    boxes = boxes[: len(characters)]
    # A damaged font or matrix may give any number; the text stands, its place is not known.
    boxes[~(np.abs(boxes) < FARTHEST).all(axis=1)] = 0.0
    return "".join(characters), boxes


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
