"""A PDF file becomes printed pages: text, one box a character, page labels, metadata.

Text and boxes come from PDFium, which knows the width of every character. Metadata, page labels and
a second reading of each page's words come from pypdf: where the two readers disagree, the page's
text is not to be trusted.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.characters import characters_of
from ingest.columns import break_columns
from ingest.drawn_bullets import drawn_bullets, write_bullets
from ingest.errors import Broken, EmptyFile, Locked, NotPdf, TooLong, Unreadable
from ingest.filled_in import open_page
from ingest.frame import Frame
from ingest.limits import USUAL
from ingest.model import PageReading
from ingest.printed import PrintedDocument, PrintedPage
from ingest.reading_order import reading_order
from ingest.scan import OcrLimits, read_scan
from ingest.second_reader import SecondReader, compared
from ingest.sideways import part_sideways

# pypdfium2 logs what it cannot close in time; the pages tell what matters.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)

HEADER_WINDOW = 1024
"""Bytes in which the %PDF- header must begin, as readers in the field allow."""

ENCRYPTED = frozenset((pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY))
"""Locked with a password, or with a certificate."""


def read_pdf(
    content: bytes,
    name: str,
    ocr: OcrLimits | None = None,
    most_characters: int = USUAL.characters,
) -> PrintedDocument:
    """Read all pages of the PDF in `content`, which is called `name`; scanned ones by OCR within
    the limits `ocr`, and not without.

    Raises `EmptyFile`, `NotPdf`, `Broken`, `Locked`, or `TooLong` above `most_characters`. A single page that cannot be read is given
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
        pages: list[PrintedPage] = []
        characters = 0
        for number in range(1, len(opened) + 1):
            pages.append(_read_page(opened, number, second, ocr))
            characters += len(pages[-1].text)
            if characters > most_characters:
                raise TooLong(name)
    finally:
        opened.close()
    return PrintedDocument(second.title(), compared(pages, second), second.enclosed())


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file; raises `Unreadable` where the system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(name, error.strerror or str(error)) from error


def _read_page(
    opened: pypdfium2.PdfDocument, number: int, second: SecondReader, ocr: OcrLimits | None
) -> PrintedPage:
    """One page, by its text layer or by OCR."""
    label = second.label(number)
    try:
        page = open_page(opened, number)
    except pypdfium2.PdfiumError:
        return replace(_without_text(number, label, 0.0, 0.0), reading=PageReading.BROKEN)
    try:
        width, height = page.get_size()
        frame = Frame(page.get_rotation(), page.get_bbox())
        layer = _text_layer(page, frame, _without_text(number, label, width, height))
        read = read_scan(page, layer, frame, ocr)
    except pypdfium2.PdfiumError:
        return replace(_without_text(number, label, 0.0, 0.0), reading=PageReading.BROKEN)
    finally:
        page.close()
    if read.reading is PageReading.OCR:
        return _in_order(read)
    parted = part_sideways(read)
    return _in_order(read) if parted is None else parted.after(_in_order(parted.upright))


def _in_order(read: PrintedPage) -> PrintedPage:
    """The page with its columns and blocks as they are read."""
    text = break_columns(read.text, read.shown)
    order = reading_order(text, read.shown)
    if order is None:
        return replace(read, text=text)
    text = "".join(text[position] for position in order)
    return replace(read, text=text, boxes=read.boxes[order], shown=read.shown[order])


def _text_layer(page: pypdfium2.PdfPage, frame: Frame, empty: PrintedPage) -> PrintedPage:
    """The page with the text that the file holds for it; `empty` where it cannot be read."""
    try:
        textpage = page.get_textpage()
        try:
            text, boxes = characters_of(textpage)
        finally:
            textpage.close()
        bullets = drawn_bullets(page)
    except pypdfium2.PdfiumError:
        return empty
    if len(bullets) and not frame.rotation:  # a turned page's lines do not run along its width
        text, boxes = write_bullets(text, boxes, bullets)
    return replace(empty, text=text, boxes=boxes, shown=frame.shown(boxes))


def _without_text(number: int, label: str, width: float, height: float) -> PrintedPage:
    empty = np.zeros((0, 4), dtype=np.float32)
    return PrintedPage(number, label, width, height, "", empty, empty, 0.0)
