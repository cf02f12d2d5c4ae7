"""Pages without a text layer that can be trusted: told from the others, and read from their picture."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image

from ingest import ocr
from ingest.frame import Frame
from ingest.model import PageReading
from ingest.printed import PrintedPage
from ingest.text_layer import WORD, is_noise

DOTS_PER_INCH = 300
"""As Tesseract wants it."""

MOST_PIXELS = 40_000_000
"""Of a picture; a larger sheet is rendered more coarsely. A2 at 300 dots per inch has 35 million."""

GLANCE = 40
"""Dots per inch at which a page is looked at for ink."""

CONTRAST = 60
"""Between the lightest and the darkest grey of a page that something is drawn on, of 255."""

FEW_WORDS = 40
"""A page with fewer words may be a scan with a header set above it."""

COVERED = 0.5
"""Share of a page that pictures cover in a scan."""

MANY_PICTURES = 300
"""So many objects of a page are looked at: scans are one picture, or some strips."""

MORE = 1.5
"""So many times the layer's words must OCR find on a page that has some, to be believed."""

SAME = 0.5
"""Share of the layer's words that OCR finds too, from which on the layer is no noise."""

STAINS = 5
"""Fewer words than this in a picture, all doubtful, are none."""

LONG_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class OcrLimits:
    """Seconds for one page, and the moment (of `time.monotonic`) after which no more are begun: a
    file with very many scanned pages is read as far as its time goes."""

    page_seconds: float = 60.0
    until: float = float("inf")


def read_scan(
    page: pypdfium2.PdfPage, layer: PrintedPage, frame: Frame, limits: OcrLimits | None
) -> PrintedPage:
    """The page as its text layer gives it, where that can be trusted, and otherwise as OCR reads it.

    Without `limits`, or without Tesseract, a page that needs OCR keeps its layer and says so in its
    `reading`.
    """
    if not layer.text.strip() and not _has_ink(page):
        return replace(layer, reading=PageReading.BLANK)
    noise = is_noise(layer.text)
    if layer.text.strip() and not noise and not _covered_by_pictures(page, layer, frame):
        return layer
    if limits is None or ocr.missing():
        return replace(layer, reading=PageReading.NO_OCR)
    return _recognised(page, layer, frame, limits, noise=noise)


def _recognised(
    page: pypdfium2.PdfPage, layer: PrintedPage, frame: Frame, limits: OcrLimits, *, noise: bool
) -> PrintedPage:
    """The page as OCR reads it, or its layer where that is the better one."""
    if time.monotonic() > limits.until:
        return replace(layer, reading=PageReading.UNREAD)
    picture, scale = _rendered(page, frame)
    try:
        found = ocr.recognise(picture, round(72 * scale), limits.page_seconds)
    except ocr.OcrFailed:
        return replace(layer, reading=PageReading.UNREAD)
    if layer.text.strip() and not _believed(found, layer.text, noise=noise):
        return layer
    return _read_from(found, layer, frame, scale)


def _read_from(found: ocr.OcrText, layer: PrintedPage, frame: Frame, scale: float) -> PrintedPage:
    """The page with the text that OCR found, in the frame in which it was read."""
    words = len(found.text.split())
    if found.confidence < ocr.POOR:
        reading = PageReading.BLANK if words < STAINS else PageReading.UNREAD
        return replace(layer, reading=reading)
    read = frame.turned(found.turn)
    shown = (found.boxes / scale).astype(np.float32)
    width, height = read.size
    return replace(
        layer,
        width=width,
        height=height,
        text=found.text,
        shown=shown,
        boxes=read.written(shown),
        agreement=found.confidence / 100,
        reading=PageReading.OCR,
    )


def _believed(found: ocr.OcrText, layer: str, *, noise: bool) -> bool:
    """Whether OCR is believed rather than the page's text layer."""
    if found.confidence < ocr.POOR:
        return False
    if not noise:
        return len(WORD.findall(found.text)) > MORE * len(WORD.findall(layer))
    words, seen = set(LONG_WORD.findall(layer.lower())), set(LONG_WORD.findall(found.text.lower()))
    return len(words & seen) < SAME * max(1, len(words))


def _has_ink(page: pypdfium2.PdfPage) -> bool:
    """Whether anything can be seen on a page without text."""
    if pdfium.FPDFPage_CountObjects(page) <= 0:
        return False
    width, height = page.get_size()
    grey = _grey(page, min(GLANCE / 72, _most(width, height)))
    return bool(int(grey.max()) - int(grey.min()) > CONTRAST)


def _covered_by_pictures(page: pypdfium2.PdfPage, layer: PrintedPage, frame: Frame) -> bool:
    """Whether a page with few words is mostly picture, as a scan under a header is."""
    if sum(1 for _ in islice(WORD.finditer(layer.text), FEW_WORDS)) == FEW_WORDS:
        return False
    width, height = frame.size
    return sum(_picture_areas(page)) > COVERED * width * height


def _picture_areas(page: pypdfium2.PdfPage) -> Iterator[float]:
    """Square points of the pictures among a page's first objects."""
    for thing in islice(page.get_objects(max_depth=3), MANY_PICTURES):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            yield max(0.0, right - left) * max(0.0, top - bottom)


def _rendered(page: pypdfium2.PdfPage, frame: Frame) -> tuple[Image.Image, float]:
    """A page's grey picture, and its pixels a point."""
    width, height = frame.size
    scale = min(DOTS_PER_INCH / 72, _most(width, height))
    return Image.fromarray(_grey(page, scale)), scale


def _most(width: float, height: float) -> float:
    """Pixels a point at which a page of this size, in points, reaches the limit."""
    return float((MOST_PIXELS / max(1.0, width * height)) ** 0.5)


def _grey(page: pypdfium2.PdfPage, scale: float) -> NDArray[np.uint8]:
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        array: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, -1)
        return array[:, : bitmap.width]
    finally:
        bitmap.close()
