"""Pictures of pages: the mark lands on the quoted word, whatever the page's shape."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assistant.pages import MAX_PIXELS, MAX_SIDE, PagePictures, render_page
from assistant.web_cards import marks_boxes, marks_text
from assistant.web_files import (
    NoSuchPage,
    PageUnreadable,
    SourceChanged,
    SourceFiles,
    SourceMissing,
)
from ingest.model import Box

WORD = "Nytteindsats"


def make_pdf(path: Path, *, size: tuple[float, float] = (595, 842)) -> Path:
    """One page that says the word once, in the upper left part, with ink elsewhere."""
    canvas = Canvas(str(path), pagesize=size)
    canvas.setFont("Helvetica", 24)
    canvas.drawString(size[0] * 0.2, size[1] * 0.8, WORD)
    canvas.drawString(size[0] * 0.5, size[1] * 0.3, "noget andet")
    canvas.showPage()
    canvas.save()
    return path


def changed(path: Path, *, rotate: int = 0, crop: Box | None = None) -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    page = writer.pages[0]
    if crop:
        page.cropbox = pypdf.generic.RectangleObject(crop)
    if rotate:
        page.rotate(rotate)
    writer.write(path)
    writer.close()
    return path


def word_box(opened: pypdfium2.PdfDocument) -> Box:
    """The word's box, as text extraction gives it."""
    textpage = opened[0].get_textpage()
    start = textpage.get_text_range().index(WORD)
    assert textpage.count_rects(start, len(WORD)) == 1
    return textpage.get_rect(0)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def yellow(png: bytes) -> np.ndarray:
    picture = pixels(png)
    return (picture[..., 0] > 200) & (picture[..., 1] > 180) & (picture[..., 2] < 140)


def ink(png: bytes) -> np.ndarray:
    return pixels(png).sum(axis=2) < 200


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (60.0, 500.0, 500.0, 800.0)])
def test_the_mark_covers_the_word_and_nothing_else(tmp_path, rotate, crop):
    path = changed(make_pdf(tmp_path / "a.pdf"), rotate=rotate, crop=crop)
    opened = pypdfium2.PdfDocument(path.read_bytes())
    box = word_box(opened)
    plain = render_page(opened, 1)
    marked = render_page(opened, 1, [box])
    rows, columns = np.nonzero(yellow(marked.png))
    inside = np.zeros(pixels(plain.png).shape[:2], dtype=bool)
    inside[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = True

    printed = ink(plain.png)
    assert (printed & inside).sum() > 200
    if crop is None:
        assert (printed & ~inside).sum() > 200, "the other words are outside the mark"
    else:
        assert not (printed & ~inside).any(), "the crop leaves one word, and all of it is marked"
    height = rows.max() - rows.min()
    width = columns.max() - columns.min()
    long, short = (width, height) if rotate in (0, 180) else (height, width)
    scale = plain.width / opened[0].get_size()[0]
    assert long == pytest.approx((box[2] - box[0]) * scale, abs=5 * scale)
    assert short == pytest.approx((box[3] - box[1]) * scale, abs=5 * scale)


def test_the_ink_shows_through_the_mark(tmp_path):
    opened = pypdfium2.PdfDocument(make_pdf(tmp_path / "a.pdf").read_bytes())
    plain, marked = render_page(opened, 1), render_page(opened, 1, [word_box(opened)])
    dark_before, dark_after = ink(plain.png).sum(), ink(marked.png).sum()
    assert dark_after >= dark_before
    assert marked.marked is not None
    left, top, right, bottom = marked.marked
    assert 0.15 < left < 0.25
    assert 0.15 < top < bottom < 0.25
    assert right < 0.55


def test_a_page_without_marks_is_not_coloured(tmp_path):
    opened = pypdfium2.PdfDocument(make_pdf(tmp_path / "a.pdf").read_bytes())
    outside = (-500.0, -500.0, -400.0, -400.0)
    upside_down = (100.0, 200.0, 50.0, 100.0)
    for boxes in ([], [outside], [upside_down]):
        picture = render_page(opened, 1, boxes)
        assert picture.marked is None
        assert not yellow(picture.png).any()


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 20), (20, 14_400), (3, 3)])
def test_a_page_of_any_size_gives_a_picture_of_bounded_size(tmp_path, size):
    opened = pypdfium2.PdfDocument(make_pdf(tmp_path / "a.pdf", size=size).read_bytes())
    picture = render_page(opened, 1, [(0, 0, size[0], size[1])])
    assert picture.width * picture.height <= MAX_PIXELS
    assert max(picture.width, picture.height) <= MAX_SIDE


def test_another_page_number_is_refused(tmp_path):
    opened = pypdfium2.PdfDocument(make_pdf(tmp_path / "a.pdf").read_bytes())
    for number in (0, -1, 2, 10**9):
        with pytest.raises(NoSuchPage):
            render_page(opened, number)


def test_a_changed_file_is_never_marked(tmp_path):
    path = make_pdf(tmp_path / "a.pdf")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    pictures = PagePictures(SourceFiles())
    box = (100.0, 100.0, 200.0, 120.0)
    assert pictures.picture(path, sha256, 1, (box,)).marked
    path.write_bytes(path.read_bytes() + b"\n% ny udgave\n")
    with pytest.raises(SourceChanged):
        pictures.picture(path, sha256, 1, (box,))
    path.unlink()
    with pytest.raises(SourceMissing):
        pictures.picture(path, sha256, 1, (box,))


def test_a_file_that_is_no_pdf_is_refused(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 og ikke mere")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(PageUnreadable):
        PagePictures(SourceFiles()).picture(path, sha256, 1)


def test_many_files_are_drawn_without_keeping_them_all_open(tmp_path):
    pictures = PagePictures(SourceFiles())
    for number in range(8):
        path = make_pdf(tmp_path / f"{number}.pdf", size=(200 + number, 300))
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        first = pictures.picture(path, sha256, 1)
        assert pictures.picture(path, sha256, 1) is first
    assert len(pictures._opened) <= 4


def test_boxes_survive_the_way_through_an_address():
    boxes = ((56.1, 433.7, 130.7, 443.2), (-3.5, 0.0, 14400.0, 12.0))
    assert marks_boxes(marks_text(boxes)) == boxes
    assert marks_boxes("") == ()
    for bad in ("1,2,3", "1,2,3,4;5", "a,b,c,d", "1,2,3,4567890", "1,2,3,4_" * 200, "１,2,3,4"):
        with pytest.raises(ValueError, match="boxes"):
            marks_boxes(bad)
