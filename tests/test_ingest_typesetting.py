"""Small PDFs with known words at known places, and whether ingest finds them just there."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import reportlab
from pypdf.generic import RectangleObject, StreamObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.clean import clean
from ingest.model import Box, Page
from ingest.pdf import read_pdf
from ingest.split import Splitter

A4 = (595.0, 842.0)
UNICODE = "Vera"
"""A font that reportlab carries, with the letters of Western Europe."""

STAND_INS = "¡¢£¤¥¦¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÐÞþðÝýÿÀÁÂÃÇÈÊËÌÍÎÏÑÒÓÔÕÙÚÛÜ"
"""Letters whose shape is borrowed for characters that the font lacks."""

pdfmetrics.registerFont(
    TTFont(UNICODE, str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
)

Place = tuple[str, float, float]
"""A word, and where its baseline begins, from the lower left of the page as shown."""

Corners = tuple[float, float, float, float]


def typeset(
    *draw: Callable[[Canvas], object], size: tuple[float, float] = A4, title: str = ""
) -> bytes:
    """A PDF with one page for each function in `draw`."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=size, pageCompression=0)
    canvas.setTitle(title)
    canvas.borrowed = {}
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    if not canvas.borrowed:
        return content.getvalue()
    return changed(content.getvalue(), lambda writer: _respell(writer, canvas.borrowed))


def drawable(canvas: Canvas, text: str) -> str:
    """`text` with a stand-in for each character that the font lacks; `typeset` gives each its own
    code again, so that it is what a reader of the file finds."""
    known = pdfmetrics.getFont(UNICODE).face.charToGlyph
    spelt = []
    for character in text:
        lacking = ord(character) not in known or ord(character) < 32 or character in STAND_INS
        if lacking and character not in canvas.borrowed:
            canvas.borrowed[character] = STAND_INS[len(canvas.borrowed)]
        spelt.append(canvas.borrowed.get(character, character))
    return "".join(spelt)


def _respell(writer: pypdf.PdfWriter, borrowed: dict[str, str]) -> None:
    codes = {
        f"<{ord(stand_in):04X}>": f"<{character.encode('utf-16-be', 'surrogatepass').hex()}>"
        for character, stand_in in borrowed.items()
    }
    for entry in writer._objects:
        if not isinstance(entry, StreamObject) or b"begincmap" not in entry.get_data():
            continue
        rows = entry.get_data().decode("ascii").split("\n")
        for index, row in enumerate(rows):
            code, _, value = row.partition(" ")
            if value in codes:
                rows[index] = f"{code} {codes[value]}"
        entry.set_data("\n".join(rows).encode("ascii"))


def lines(
    *texts: str, left: float = 72, top: float = 740, leading: float = 14, font: str = UNICODE
) -> Callable[[Canvas], None]:
    """Draws lines under one another; an empty one leaves a space."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 10)
        for row, text in enumerate(texts):
            if text:
                spelt = drawable(canvas, text) if font == UNICODE else text
                canvas.drawString(left, top - row * leading, spelt)

    return draw


def cleaned(*texts: str) -> str:
    """The cleaned text of a page with these lines."""
    return read_text(typeset(lines(*texts)))[0]


def read_text(content: bytes) -> tuple[str, tuple[Page, ...]]:
    """A PDF's cleaned text and pages."""
    return clean(read_pdf(content, "prøve.pdf").pages)


def changed(content: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    """A PDF after `change` has worked on it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@cache
def splitter(tokenizer_file: Path) -> Splitter:
    """The splitter as the reading processes load it, once for all tests."""
    return Splitter.load(tokenizer_file, 250)


def place_words(places: Sequence[Place], rotation: int, crop: Corners) -> bytes:
    """A page that is turned and cropped, with words that are upright when it is shown."""
    left, bottom, right, top = crop

    def draw(canvas: Canvas) -> None:
        for word, x, y in places:
            canvas.saveState()
            origin = {
                0: (left + x, bottom + y),
                90: (right - y, bottom + x),
                180: (right - x, top - y),
                270: (left + y, top - x),
            }[rotation]
            canvas.translate(*origin)
            canvas.rotate(rotation)
            canvas.setFont("Helvetica", 12)
            canvas.drawString(0, 0, word)
            canvas.restoreState()

    def turn_and_crop(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject(crop)
        writer.pages[0].rotate(rotation)

    return changed(typeset(draw, size=(620, 860)), turn_and_crop)


def around(page: Page, start: int, end: int) -> Box:
    """The box around the ink of a span of cleaned text."""
    boxes = page.boxes[page.origin[start - page.start : end - page.start]]
    boxes = boxes[boxes[:, 2] > boxes[:, 0]]
    left, bottom = boxes[:, :2].min(axis=0)
    right, top = boxes[:, 2:].max(axis=0)
    return float(left), float(bottom), float(right), float(top)


WORDS: list[Place] = [
    ("Nytteindsats", 60, 600),
    ("blev", 220, 600),
    ("vedtaget", 60, 570),
    ("Administrationen", 60, 500),
    ("Hegn", 60, 60),
]
CROPS: list[Corners] = [(0, 0, 620, 860), (30, 45, 610, 840)]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", CROPS)
def test_a_word_is_found_where_it_was_drawn(rotation: int, crop: Corners) -> None:
    places = [(word, x, y if rotation % 180 == 0 else y - 60) for word, x, y in WORDS]
    places = [(word, x, max(y, 40)) for word, x, y in places]
    content = place_words(places, rotation, crop)
    text, (page,) = read_text(content)
    left, bottom, right, top = crop
    for word, x, y in places:
        start = text.index(word)
        found = np.array(around(page, start, start + len(word)))
        width = pdfmetrics.stringWidth(word, "Helvetica", 12)
        # From the font's measures: a capital is 0.72 of the size high, a "g" reaches 0.21 down.
        x1, y0, y1 = x + width, y - (2.5 if set("gy") & set(word) else 0), y + 12 * 0.72
        expected = {
            0: (left + x, bottom + y0, left + x1, bottom + y1),
            90: (right - y1, bottom + x, right - y0, bottom + x1),
            180: (right - x1, top - y1, right - x, top - y0),
            270: (left + y0, top - x1, left + y1, top - x),
        }[rotation]
        assert np.abs(found - np.array(expected)).max() < 1.5, (word, found, expected)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", CROPS)
def test_pdfium_places_a_box_on_the_page_as_shown(rotation: int, crop: Corners) -> None:
    content = place_words([("Nytteindsats", 60, 400)], rotation, crop)
    text, (page,) = read_text(content)
    left, bottom, right, top = around(page, 0, len(text))
    opened = pypdfium2.PdfDocument(content)
    shown = opened[0]
    size = (round(page.width), round(page.height))
    corners = []
    for x, y in ((left, bottom), (right, top)):
        across, down = pdfium.c_int(), pdfium.c_int()
        assert pdfium.FPDF_PageToDevice(shown, 0, 0, *size, 0, x, y, across, down)
        corners.append((across.value, size[1] - down.value))
    shown.close()
    opened.close()
    (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
    width = pdfmetrics.stringWidth("Nytteindsats", "Helvetica", 12)
    assert (x0, x1) == pytest.approx((60, 60 + width), abs=2)
    assert (y0, y1) == pytest.approx((400 - 2.5, 408.6), abs=2)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(rotation: int) -> None:
    places: list[Place] = [
        ("Udvalget drøftede sagen om nytteindsats, og et flertal", 60, 500),
        ("stemte for forslaget, som det forelå på mødet.", 60, 486),
        ("Et mindretal stemte imod.", 60, 440),
    ]
    text, (page,) = read_text(place_words(places, rotation, (0, 0, 620, 860)))
    assert text == (
        "Udvalget drøftede sagen om nytteindsats, og et flertal stemte for forslaget, som det "
        "forelå på mødet.\n\nEt mindretal stemte imod."
    )
    assert (page.width, page.height) == ((620, 860) if rotation % 180 == 0 else (860, 620))
