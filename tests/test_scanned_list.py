"""A real list of houses, scanned and lying on its side: found by its names, marked on their lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytesseract
import pytest
from test_ingest_ocr import LIST

from assistant.cite import cite
from index.catalog import Catalog
from index.embedding import Embedder
from index.store import Index, fingerprint_of
from index.update import update
from ingest.limits import Limits
from ingest.model import Box
from ingest.sources import find_sources

pytestmark = pytest.mark.usefixtures("tesseract")

PAGES = [0, 3, 6]
"""Pages of the list that are read, from 0: each takes OCR a while."""

HOUSES = {
    "Lindbjerggård": 1,
    "Ryttergården": 1,
    "Mudderpølen": 2,
    "Søndergården": 2,
    "Villa Blide": 3,
    "Bellavista": 3,
}
"""Names that stand once each, with their page among these."""

SCALE = 300 / 72
"""Pixels a point of the pictures that are read."""


@pytest.fixture(scope="module")
def sheets(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some pages of the list, as they are."""
    file = tmp_path_factory.mktemp("filer") / "liste.pdf"
    whole = shared / "corpus" / "ballerup-2012" / LIST
    with pypdfium2.PdfDocument(whole) as read, pypdfium2.PdfDocument.new() as made:
        made.import_pages(read, PAGES)
        made.save(file)
    return file


@pytest.fixture(scope="module")
def index(
    sheets: Path, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> Iterator[Index]:
    """An index of this file alone, read by OCR."""
    folder = tmp_path_factory.mktemp("liste")
    Catalog.create(folder / "i", fingerprint_of(embedder)).close()
    with Index.open(folder / "i", embedder=embedder) as opened:
        progress = update(
            opened, find_sources([sheets.parent]), workers=1, report=lambda _: None,
            limits=Limits(seconds=3000, page_seconds=600),  # a busy machine
        )  # fmt: skip
        assert (progress.pages_by_ocr, progress.pages_unread, progress.problems) == (
            len(PAGES),
            0,
            [],
        )
        yield opened


@pytest.mark.parametrize("name", HOUSES)
def test_a_house_of_a_scanned_list_is_found_and_marked_on_its_line(
    index: Index, sheets: Path, name: str
) -> None:
    hit = index.search(name, 3)[0]
    assert name in hit.text
    start = hit.span[0] + hit.text.index(name)
    (citation,) = cite(index, hit, (start, start + len(name)))
    assert (citation.page, citation.quote, citation.ocr) == (HOUSES[name], name, True)
    (mark,) = citation.boxes
    words, boxes = _words(sheets, citation.page)
    left, top, right, bottom = _upright(mark, sheets)
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    within = (middle > (left, top)).all(axis=1) & (middle < (right, bottom)).all(axis=1)
    marked = [word.strip('"') for word, inside in zip(words, within, strict=True) if inside]
    assert " ".join(marked) == name, "the mark lies on these words and no others"
    own = boxes[within]
    assert (left, right) == pytest.approx((own[:, 0].min(), own[:, 2].max()), abs=25)
    assert (top, bottom) == pytest.approx((own[:, 1].min(), own[:, 3].max()), abs=10)


def _upright(box: Box, sheets: Path) -> tuple[float, float, float, float]:
    """A box of the page as it is written, in pixels of its upright picture: left, top, right, bottom.
    The sheet lies on its side and is turned further by /Rotate, so that lines run as they are written."""
    height = _picture_size(sheets)[1]
    left, bottom, right, top = (float(edge) * SCALE for edge in box)
    return left, height - top, right, height - bottom


@cache
def _picture_size(file: Path) -> tuple[int, int]:
    with pypdfium2.PdfDocument(file) as opened:
        width, height = opened[0].get_size()
    return round(height * SCALE), round(width * SCALE)


@cache
def _words(file: Path, number: int) -> tuple[list[str], np.ndarray]:
    """The words that Tesseract reads on a page that was turned upright by hand, and their boxes in its
    picture, shape (words, 4), pixels: left, top, right, bottom."""
    with pypdfium2.PdfDocument(file) as opened:
        page = opened[number - 1]
        assert page.get_rotation() == 270
        shown = page.render(scale=SCALE, grayscale=True).to_pil()
    read = pytesseract.image_to_data(
        shown.rotate(-90, expand=True), lang="dan", config="--dpi 300 --psm 3",
        output_type=pytesseract.Output.DICT,
    )  # fmt: skip
    rows = [row for row, word in enumerate(read["text"]) if word.strip()]
    edges = np.array(
        [[read[side][row] for side in ("left", "top", "width", "height")] for row in rows]
    )
    edges[:, 2:] += edges[:, :2]
    return [read["text"][row] for row in rows], edges
