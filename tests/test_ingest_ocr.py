"""Scanned pages: told from the others, read whichever way they lie, marked on the right lines."""

from __future__ import annotations

import io
import string
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from test_ingest_offsets import assert_maps_are_right, assert_passages_are_right
from test_ingest_typesetting import A4, UNICODE, changed, lines, splitter, typeset

from assistant.cite import line_boxes
from index.catalog import Catalog
from index.embedding import Embedder
from index.store import Index, fingerprint_of
from index.update import update
from ingest import ocr
from ingest.errors import NeedsOcr, NoText
from ingest.limits import Limits
from ingest.model import Document, Page, PageReading
from ingest.pdf import read_pdf
from ingest.read import read_document
from ingest.scan import OcrLimits
from ingest.sources import find_sources
from ingest.text_layer import is_noise

TEXT = (
    "Udvalget drøftede forslaget om en ny skolebus",
    "til børnene på Bakkevej og besluttede at sende",
    "det i høring hos skolebestyrelserne i kommunen.",
    "Formanden bad om et notat om udgifterne inden",
    "næste møde, og at det bliver sendt til alle.",
)
LIST = "Bygningsliste og prioriteringssystem.pdf"


def draw_text(canvas: Canvas) -> None:
    canvas.setFont(UNICODE, 13)
    for row, line in enumerate(TEXT):
        canvas.drawString(72, 740 - 24 * row, line)


def picture_of(content: bytes, turn: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(content) as opened:
        picture = opened[0].render(scale=200 / 72, grayscale=True).to_pil()
    return picture.rotate(-turn, expand=True)


def scan(content: bytes, turn: int = 0) -> Callable[[Canvas], None]:
    """Draws the picture of a file's first page, turned clockwise, over a page of A4."""

    def draw(canvas: Canvas) -> None:
        picture = picture_of(content, turn)
        width, height = A4 if turn % 180 == 0 else A4[::-1]
        canvas.setPageSize((width, height))
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=70)
        canvas.drawImage(ImageReader(stream), 0, 0, width, height)

    return draw


def read(content: bytes, tmp_path: Path, embedder: Embedder, limits: OcrLimits | None) -> Document:
    file = tmp_path / "prøve.pdf"
    file.write_bytes(content)
    (document,) = read_document(file, file.name, splitter(embedder.tokenizer_file), limits)
    assert_maps_are_right(document)
    assert_passages_are_right(document)
    return document


def place_of(document: Document, page: Page, words: str) -> tuple[float, ...]:
    """The box of the line that these words stand on."""
    start = document.text.index(words)
    (box,) = line_boxes(page, (start, start + len(words)))
    return box


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90])
def test_a_scan_is_read_whichever_way_it_lies_with_marks_on_its_lines(
    turn: int, rotate: int, tmp_path: Path, embedder: Embedder
) -> None:
    written = typeset(draw_text)
    scanned = typeset(scan(written, turn))
    if rotate:
        scanned = changed(scanned, lambda writer: writer.pages[0].rotate(rotate))
    document = read(scanned, tmp_path, embedder, OcrLimits())
    (page,) = document.pages
    assert page.reading is PageReading.OCR
    assert (page.width, page.height) == pytest.approx(A4, abs=1)
    found = [" ".join(line.split()) for line in page.printed.splitlines()]
    assert found == list(TEXT)
    straight = read(written, tmp_path, embedder, None)
    for line in TEXT:
        words = line[:30]
        left, bottom, right, top = place_of(straight, straight.pages[0], words)
        width, height = A4
        expected = {
            0: (left, bottom, right, top),
            90: (bottom, width - right, top, width - left),
            180: (width - right, height - top, width - left, height - bottom),
            270: (height - top, left, height - bottom, right),
        }[turn]
        got = place_of(document, page, words)
        assert got == pytest.approx(expected, abs=5), (line, turn)


def test_without_ocr_a_scanned_page_is_named_and_the_others_are_read(
    tmp_path: Path, embedder: Embedder
) -> None:
    content = typeset(draw_text, scan(typeset(lines("Skannet side."))), lambda _: None)
    document = read(content, tmp_path, embedder, None)
    assert [page.reading for page in document.pages] == [
        PageReading.TEXT,
        PageReading.NO_OCR,
        PageReading.BLANK,
    ]
    assert document.text.startswith("Udvalget drøftede")


def test_a_file_of_scans_alone_needs_ocr_and_a_blank_one_has_no_text(
    tmp_path: Path, embedder: Embedder
) -> None:
    with pytest.raises(NeedsOcr):
        read(typeset(scan(typeset(draw_text))), tmp_path, embedder, None)
    with pytest.raises(NoText):
        read(typeset(lambda _: None), tmp_path, embedder, None)


@pytest.mark.usefixtures("tesseract")
def test_a_picture_without_words_is_no_text(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(NoText):
        read(typeset(lambda c: c.rect(50, 50, 300, 500, fill=1)), tmp_path, embedder, OcrLimits())


@pytest.mark.usefixtures("tesseract")
def test_a_scan_under_a_header_in_type_is_read(tmp_path: Path, embedder: Embedder) -> None:
    draw = scan(typeset(draw_text))

    def under_header(canvas: Canvas) -> None:
        draw(canvas)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 810, "Bilag 3 - Punkt 4")

    document = read(typeset(under_header), tmp_path, embedder, OcrLimits())
    assert document.pages[0].reading is PageReading.OCR
    assert "Bilag 3" in document.text
    assert TEXT[0] in document.text


@pytest.mark.usefixtures("tesseract")
def test_a_picture_behind_a_few_words_changes_nothing(tmp_path: Path, embedder: Embedder) -> None:
    def cover(canvas: Canvas) -> None:
        canvas.setFillGray(0.7)
        scan(typeset(lambda c: c.circle(300, 500, 90, fill=1)))(canvas)
        canvas.setFillGray(0)
        canvas.drawString(72, 700, "Politik for fritid")

    document = read(typeset(cover), tmp_path, embedder, OcrLimits())
    assert document.pages[0].reading is PageReading.TEXT
    assert document.text == "Politik for fritid"


def with_layer(*layer: str) -> bytes:
    """A scan of TEXT over which another program has set an invisible text."""

    def draw(canvas: Canvas) -> None:
        scan(typeset(draw_text))(canvas)
        text = canvas.beginText(72, 740)
        text.setFont(UNICODE, 13)
        text.setTextRenderMode(3)
        for line in layer:
            text.textLine(line)
        canvas.drawText(text)

    return typeset(draw)


@pytest.mark.usefixtures("tesseract")
def test_a_text_layer_of_noise_gives_way_to_what_stands_on_the_page(
    tmp_path: Path, embedder: Embedder
) -> None:
    content = with_layer(*(line[::-1] for line in TEXT))
    assert is_noise(read_pdf(content, "a.pdf").pages[0].text)
    document = read(content, tmp_path, embedder, OcrLimits())
    assert document.pages[0].reading is PageReading.OCR
    assert document.text.startswith(TEXT[0])
    without = read(content, tmp_path, embedder, None)
    assert without.pages[0].reading is PageReading.NO_OCR
    assert without.text, "what there is is kept"


@pytest.mark.usefixtures("tesseract")
def test_a_text_layer_that_ocr_confirms_stays(tmp_path: Path, embedder: Embedder) -> None:
    document = read(with_layer(*TEXT), tmp_path, embedder, OcrLimits())
    assert document.pages[0].reading is PageReading.TEXT


PROSE = " ".join(TEXT)


@pytest.mark.parametrize(
    "noise",
    [
        "".join(chr(0xE000 + ord(c)) if c.isalpha() else c for c in PROSE),
        " ".join(f"(cid:{ord(c)})" for c in PROSE),
        PROSE.replace("ø", "Ã¸").replace("æ", "Ã¦").replace("å", "Ã¥"),
        " ".join(PROSE),
        PROSE[::-1],
        PROSE.translate(str.maketrans(string.ascii_lowercase, "bcdefghijklmnopqrstuvwxyza")),
        PROSE.replace("e", "\ufffd"),
    ],
    ids=["private use", "cid", "misread UTF-8", "apart", "mirrored", "shifted", "replaced"],
)
def test_noise_is_told(noise: str) -> None:
    assert is_noise(noise)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "",
        "Ballast 12 34 56 " * 20,
        "\uf0b7 punkt et \uf0b7 punkt to",
        "Anne Bo Carl Dorte Erik Fie Gitte Hans Ida Jens Kim Lis Mads Nina Ole Pia Rita Sten Tom",
        "a) b) c) d) " * 3,
    ],
)
def test_what_is_unusual_is_no_noise(text: str) -> None:
    assert not is_noise(text)


def test_no_page_of_the_real_files_is_taken_for_noise(shared: Path) -> None:
    for name in ("alleroed-2014-03-12", "difficult", "ballerup-2012"):
        for path in sorted((shared / "corpus" / name).iterdir()):
            if path.suffix.lower() == ".pdf" and path.name != "embedded-cpr.8192.pdf":
                for page in read_pdf(path.read_bytes(), path.name).pages:
                    assert not is_noise(page.text), (path.name, page.number)


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_takes_too_long_is_left_unread(tmp_path: Path, embedder: Embedder) -> None:
    content = typeset(draw_text, scan(typeset(draw_text)))
    document = read(content, tmp_path, embedder, OcrLimits(page_seconds=0.01))
    assert [page.reading for page in document.pages] == [PageReading.TEXT, PageReading.UNREAD]
    document = read(content, tmp_path, embedder, OcrLimits(until=0.0))
    assert document.pages[1].reading is PageReading.UNREAD


@pytest.mark.usefixtures("tesseract")
def test_pages_that_waited_for_ocr_are_read_when_it_is_there(
    tmp_path: Path, embedder: Embedder
) -> None:
    files = tmp_path / "filer"
    files.mkdir()
    (files / "begge.pdf").write_bytes(typeset(lines("Indstilling."), scan(typeset(draw_text))))
    (files / "scan.pdf").write_bytes(typeset(scan(typeset(lines("Kære udvalg, vi er glade.")))))
    Catalog.create(tmp_path / "i", fingerprint_of(embedder)).close()
    with Index.open(tmp_path / "i", embedder=embedder) as index:

        def bring_in(seconds: float):
            limits = Limits(page_seconds=seconds)
            return update(
                index, find_sources([files]), workers=1, limits=limits, report=lambda _: None
            )

        without = bring_in(0)
        assert [problem.code for problem in without.problems] == ["needs_ocr"]
        assert (without.pages, without.pages_unread) == (2, 1)
        assert not any("skolebus" in hit.text for hit in index.search("skolebus", 5))
        read = bring_in(60)
        assert (read.pages_by_ocr, read.pages_unread, read.problems) == (2, 0, [])
        assert "skolebus" in index.search("skolebus", 5)[0].text
        assert [document.name for document in index.documents()] == ["begge.pdf", "scan.pdf"]
        assert bring_in(60).unchanged == 2


@pytest.mark.usefixtures("tesseract")
def test_a_real_sheet_on_its_side_is_found_by_its_words_with_marks_on_them(
    shared: Path, tmp_path: Path, embedder: Embedder
) -> None:
    """The marks are read once more, each by itself, and say the words they mark."""
    whole = (shared / "corpus" / "ballerup-2012" / LIST).read_bytes()

    def keep_first(writer: pypdf.PdfWriter) -> None:
        for number in reversed(range(1, len(writer.pages))):
            writer.remove_page(number)

    content = changed(whole, keep_first)
    document = read(content, tmp_path, embedder, OcrLimits())
    (page,) = document.pages
    assert page.reading is PageReading.OCR
    assert page.width > page.height
    with pypdfium2.PdfDocument(content) as opened:
        sheet = opened[0]
        grey = sheet.render(scale=300 / 72, grayscale=True).to_pil()
        rotation = sheet.get_rotation()
        _, _, right, top = sheet.get_bbox()
    assert rotation == 270
    words = [word for word in dict.fromkeys(document.text.split()) if word.isalpha()]
    wanted = [word for word in words if len(word) > 8][:12]
    same = 0
    for word in wanted:
        x0, y0, x1, y1 = place_of(document, page, word)
        # As the page is shown, turned by 270 degrees; then upright, turned by 90 more.
        shown = (top - y1, x0, top - y0, x1)
        pixels = np.array([shown[0] - 3, right - shown[3] - 3, shown[2] + 3, right - shown[1] + 3])
        crop = grey.crop((pixels * 300 / 72).round().astype(int).tolist()).rotate(-90, expand=True)
        crop = crop.resize((crop.width, crop.height))
        said = ocr.recognise(_on_a_sheet(crop), 300, 30).text
        same += said.strip() == word
    assert same >= 0.8 * len(wanted)


def _on_a_sheet(crop: Image.Image) -> Image.Image:
    sheet = Image.new("L", (crop.width + 200, crop.height + 200), 255)
    sheet.paste(crop, (100, 100))
    return sheet
