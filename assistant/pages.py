"""Pictures of PDF pages with the quoted words marked, as with a yellow pen."""

from __future__ import annotations

import ctypes
import hashlib
import io
import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from assistant.web_files import (
    FileState,
    NoSuchPage,
    PageUnreadable,
    SourceChanged,
    SourceFiles,
    SourceMissing,
)
from ingest.filled_in import open_page
from ingest.model import Box

DEFAULT_WIDTH: Final = 1240
"""Pixels across: an A4 page at 150 dots an inch, sharp on a screen of double density."""

MAX_SIDE: Final = 6000
MAX_PIXELS: Final = 6_000_000
"""The most a picture may measure, whatever the page: a page may be 14,400 points on each side."""

PADDING: Final = 1.5
"""Points by which a mark is larger than its words."""

COVER: Final = 0.8
"""Points by which a cover is larger than what it hides."""

COVERED: Final = (58, 58, 58)

CLOSED_GAP: Final = 7
"""Pixels, an odd number: gaps between marks that are narrower than this are coloured too."""

MARKER: Final = (255, 232, 84)
EDGE: Final = (176, 128, 0)

KEPT_PICTURES: Final = 48
KEPT_DOCUMENTS: Final = 4
KEPT_BYTES: Final = 200_000_000

_PDFIUM = Lock()
"""PDFium is not safe to use from two threads, not even on two documents."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG.

    `marked` is the smallest rectangle around all marks (left, top, right, bottom), in shares of the
    picture's width and height from its upper left corner; None where no mark is on the page.
    """

    png: bytes
    width: int
    height: int
    marked: tuple[float, float, float, float] | None


Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, from the picture's upper left corner."""


def render_page(
    opened: pypdfium2.PdfDocument,
    number: int,
    boxes: Sequence[Box] = (),
    covered: Sequence[Box] = (),
    *,
    width: int = DEFAULT_WIDTH,
) -> PagePicture:
    """Draw page `number` (from 1) `width` pixels wide, or less where the picture would be too big.

    `boxes` are marked, `covered` painted over; both are in points of the page's own space, as text
    extraction gives them: a turned or cropped page is taken care of here. Boxes that lie outside the
    page are left out. Raises `NoSuchPage` or `PageUnreadable`. The caller must not use `opened` at the
    same time.
    """
    with _PDFIUM:
        if not 1 <= number <= len(opened):
            raise NoSuchPage(str(number))
        try:
            page = open_page(opened, number)
            try:
                size, scale = _size(page.get_size(), width)
                picture = _draw(page, size)
                marks = _rectangles(page, boxes, size, PADDING * scale)
                covers = _rectangles(page, covered, size, COVER * scale)
            finally:
                page.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise PageUnreadable(str(number)) from error
    _cover(picture, covers)
    marked = _mark(picture, marks) if marks else picture
    content = io.BytesIO()
    marked.save(content, format="PNG", compress_level=3)
    return PagePicture(content.getvalue(), size[0], size[1], _around(marks, size))


def _around(
    marks: list[Rectangle], size: tuple[int, int]
) -> tuple[float, float, float, float] | None:
    if not marks:
        return None
    lefts, tops, rights, bottoms = zip(*marks, strict=True)
    width, height = size
    return min(lefts) / width, min(tops) / height, max(rights) / width, max(bottoms) / height


def _size(page: tuple[float, float], wanted: int) -> tuple[tuple[int, int], float]:
    """Return the picture's size in pixels, and pixels per point, for a page's size in points."""
    width, height = page
    if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
        raise ValueError("a page without an area")
    scale = min(
        wanted / width,
        MAX_SIDE / max(width, height),
        math.sqrt(MAX_PIXELS / (width * height)),
    )
    return (max(1, int(width * scale)), max(1, int(height * scale))), scale


def _draw(page: pypdfium2.PdfPage, size: tuple[int, int]) -> Image.Image:
    bitmap = pypdfium2.PdfBitmap.new_native(size[0], size[1], pdfium.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, size[0], size[1])
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, size[0], size[1], 0, pdfium.FPDF_ANNOT)
        # A copy, because the bitmap's memory goes when it is closed.
        picture: Image.Image = bitmap.to_pil().convert("RGB").copy()
        return picture
    finally:
        bitmap.close()


def _rectangles(
    page: pypdfium2.PdfPage, boxes: Sequence[Box], size: tuple[int, int], padding: float
) -> list[Rectangle]:
    """The boxes in pixels, padded, cut to the picture; empty ones and those outside left out."""
    rectangles = []
    for left, bottom, right, top in boxes:
        if not (left < right and bottom < top):
            continue
        x0, y0 = _to_device(page, size, left, bottom)
        x1, y1 = _to_device(page, size, right, top)
        mark = (
            max(0, math.floor(min(x0, x1) - padding)),
            max(0, math.floor(min(y0, y1) - padding)),
            min(size[0] - 1, math.ceil(max(x0, x1) + padding)),
            min(size[1] - 1, math.ceil(max(y0, y1) + padding)),
        )
        if mark[0] < mark[2] and mark[1] < mark[3]:
            rectangles.append(mark)
    return rectangles


def _to_device(
    page: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float
) -> tuple[int, int]:
    """Where a point of the page's space is drawn; PDFium knows of /Rotate and the crop box."""
    across, down = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDF_PageToDevice(page, 0, 0, size[0], size[1], 0, x, y, across, down):
        raise ValueError("a point that cannot be placed")
    return across.value, down.value


def _cover(picture: Image.Image, covers: list[Rectangle]) -> None:
    """Paint over what is shown to nobody."""
    pen = ImageDraw.Draw(picture)
    for cover in covers:
        pen.rectangle(cover, fill=COVERED)


def _mark(picture: Image.Image, marks: list[Rectangle]) -> Image.Image:
    """Colour the marks so that the ink shows through, with one thin edge around them all."""
    lefts, tops, rights, bottoms = zip(*marks, strict=True)
    area = (
        max(0, min(lefts) - CLOSED_GAP),
        max(0, min(tops) - CLOSED_GAP),
        min(picture.width, max(rights) + CLOSED_GAP + 1),
        min(picture.height, max(bottoms) + CLOSED_GAP + 1),
    )
    part = picture.crop(area)
    mask = Image.new("L", part.size, 0)
    pen = ImageDraw.Draw(mask)
    for left, top, right, bottom in marks:
        pen.rectangle((left - area[0], top - area[1], right - area[0], bottom - area[1]), fill=255)
    # The lines of one quote become one mark: gaps of a hair between them are closed.
    mask = mask.filter(ImageFilter.MaxFilter(CLOSED_GAP)).filter(ImageFilter.MinFilter(CLOSED_GAP))
    part.paste(ImageChops.multiply(part, Image.new("RGB", part.size, MARKER)), mask=mask)
    inner = mask.filter(ImageFilter.MinFilter(3))
    part.paste(EDGE, mask=ImageChops.subtract(mask, inner))
    marked = picture.copy()
    marked.paste(part, area[:2])
    return marked


class PagePictures:
    """Draws pages of files that are known by their SHA-256.

    Keeps the latest pictures and opened files. Safe to use from several threads.
    """

    def __init__(self, files: SourceFiles) -> None:
        self._files = files
        self._lock = Lock()
        self._opened: OrderedDict[FileState, pypdfium2.PdfDocument] = OrderedDict()
        self._pictures: OrderedDict[
            tuple[FileState, int, tuple[Box, ...], tuple[Box, ...]], PagePicture
        ]
        self._pictures = OrderedDict()

    def picture(
        self,
        path: Path,
        sha256: str,
        number: int,
        boxes: tuple[Box, ...] = (),
        covered: tuple[Box, ...] = (),
    ) -> PagePicture:
        """Page `number` with `boxes` marked and others `covered`; raises a `SourceProblem`, never marks
        another file."""
        state = self._files.check(path, sha256)
        key = (state, number, boxes, covered)
        with self._lock:
            picture = self._pictures.get(key)
            if picture is None:
                picture = render_page(self._open(state, path, sha256), number, boxes, covered)
                self._pictures[key] = picture
            self._pictures.move_to_end(key)
            while len(self._pictures) > KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return picture

    def page_count(self, path: Path, sha256: str) -> int:
        """How many pages a file has; raises a `SourceProblem`."""
        state = self._files.check(path, sha256)
        with self._lock:
            opened = self._open(state, path, sha256)
            with _PDFIUM:
                return len(opened)

    def _open(self, state: FileState, path: Path, sha256: str) -> pypdfium2.PdfDocument:
        opened = self._opened.get(state)
        if opened is None:
            # From the path, PDFium would read a file that is replaced while it is open.
            try:
                content = path.read_bytes()
            except OSError as error:
                raise SourceMissing(str(path)) from error
            if hashlib.sha256(content).hexdigest() != sha256:
                raise SourceChanged(str(path))
            try:
                with _PDFIUM:
                    opened = pypdfium2.PdfDocument(content)
            except pypdfium2.PdfiumError as error:
                raise PageUnreadable(str(path)) from error
            self._opened[state] = opened
        self._opened.move_to_end(state)
        while len(self._opened) > KEPT_DOCUMENTS or self._too_large():
            _, oldest = self._opened.popitem(last=False)
            with _PDFIUM:
                oldest.close()
        return opened

    def _too_large(self) -> bool:
        return len(self._opened) > 1 and sum(state.size for state in self._opened) > KEPT_BYTES
