"""Odd files: whatever a page holds, reading it ends in a document or in a problem with a name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdf
import pytest
from hostile_pdfs import CATALOG, FONT, PAGE, PAGES, pdf, stream
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
)
from reportlab.pdfgen.canvas import Canvas
from test_ingest_offsets import assert_maps_are_right, assert_passages_are_right
from test_ingest_typesetting import changed, lines, splitter, typeset

from index.embedding import Embedder
from ingest.errors import FileProblem
from ingest.model import Document
from ingest.pdf import read_pdf
from ingest.read import read_document

Outcome = Document | FileProblem
Read = Callable[[bytes], Outcome]


@pytest.fixture
def read(tmp_path: Path, embedder: Embedder) -> Read:
    """Reads a file's bytes; a document that comes of it is checked."""

    def read(content: bytes) -> Outcome:
        file = tmp_path / "prøve.pdf"
        file.write_bytes(content)
        try:
            (document,) = read_document(file, "prøve.pdf", splitter(embedder.tokenizer_file))
        except FileProblem as problem:
            return problem
        assert_maps_are_right(document)
        assert_passages_are_right(document)
        for text in (document.text, document.title, *(page.label for page in document.pages)):
            text.encode("utf-8")
        assert all(np.isfinite(page.boxes).all() for page in document.pages)
        return document

    return read


def text_of(outcome: Outcome) -> str:
    assert isinstance(outcome, Document), outcome
    return outcome.text


def test_the_largest_page_that_pdf_knows(read: Read) -> None:
    content = typeset(lines("Helt oppe", left=14000, top=14350), size=(14400, 14400))
    outcome = read(content)
    assert text_of(outcome) == "Helt oppe"
    assert isinstance(outcome, Document)
    assert outcome.pages[0].width == 14400


def test_pages_that_are_turned_differently(read: Read) -> None:
    def turn(writer: pypdf.PdfWriter) -> None:
        for number, page in enumerate(writer.pages):
            page.rotate(90 * number)

    words = ("alfa", "beta", "gamma", "delta")
    outcome = read(changed(typeset(*(lines(f"Side {word}") for word in words)), turn))
    assert text_of(outcome).split("\n") == [f"Side {word}" for word in words]


def test_a_page_without_resources_or_content(read: Read) -> None:
    def strip(writer: pypdf.PdfWriter) -> None:
        del writer.pages[0][NameObject("/Resources")]
        del writer.pages[1][NameObject("/Contents")]

    outcome = read(changed(typeset(lines("Væk"), lines("Også væk"), lines("Her")), strip))
    assert text_of(outcome).endswith("Her")
    assert isinstance(outcome, Document)
    assert outcome.passages[-1].page_last == 3


def test_300_empty_pages_before_the_text(read: Read) -> None:
    outcome = read(typeset(*[lambda _: None] * 300, lines("Endelig tekst.")))
    assert text_of(outcome) == "Endelig tekst."
    assert isinstance(outcome, Document)
    assert (outcome.passages[0].page_first, outcome.passages[0].page_last) == (301, 301)


def test_empty_pages_between_and_behind_the_text(read: Read) -> None:
    blank: Callable[[Canvas], object] = lambda _: None  # noqa: E731
    outcome = read(typeset(lines("Her er"), blank, blank, lines("Slut her."), blank))
    assert isinstance(outcome, Document)
    assert [page.start for page in outcome.pages] == [0, 7, 7, 7, 16]


def test_characters_that_are_none(read: Read) -> None:
    odd = "a\ud800b \x00c\x01 \ufffed \ue000e \uf0b7 f\uffff g\u202e h\u2028i\u0085j \udfff"
    text = text_of(read(typeset(lines(odd, "Almindelig tekst."))))
    assert "Almindelig tekst." in text
    assert not any(character in text for character in "\x00\x01\ud800\udfff\u2028\u0085")


def test_20_000_words_on_one_line(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for part in range(200):
            canvas.drawString(10 + 4600 * part, 700, "nytteindsats og " * 50)

    begun = time.monotonic()
    text = text_of(read(typeset(draw)))
    assert len(text.split()) == 20_000
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "line", ["x" * 20_000, "1" * 20_000, "_" * 20_000 + "x", "1,1." * 5_000 + "a", "A-" * 10_000]
)
def test_a_word_without_end_takes_no_time(line: str, read: Read) -> None:
    begun = time.monotonic()
    read(typeset(lines(line, "Almindelig tekst, som er længere."), title=line))
    assert time.monotonic() - begun < 10


def test_text_outside_of_the_page_is_not_cited(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for x, y, word in ((-900, 400, "venstre"), (9000, 400, "højre"), (72, 5000, "over")):
            canvas.drawString(x, y, word)
        canvas.drawString(72, 400, "På siden.")

    assert text_of(read(typeset(draw))) == "På siden."


def test_letters_without_size_are_no_text(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 0)
        canvas.drawString(72, 700, "usynlig")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 400, "Synlig tekst.")

    assert text_of(read(typeset(draw))).endswith("Synlig tekst.")


@pytest.mark.parametrize("scale", [1e-30, 1e30, 1e-6, 1e7])
def test_a_matrix_beyond_measure(scale: float, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas._code.append(f"{scale:f} 0 0 {scale:f} 0 0 cm")
        canvas.drawString(10, 10, "Enorm")
        canvas.restoreState()
        canvas.drawString(72, 400, "Almindelig.")

    read(typeset(draw))


@pytest.mark.parametrize(
    "corners", [(0, 0, 0, 0), (100, 100, 50, 50), (0, 0, 1e9, 1e9), (-500, -500, 100, 300)]
)
def test_a_page_of_an_odd_shape(corners: tuple[float, ...], read: Read) -> None:
    def shape(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].mediabox = RectangleObject(corners)

    read(changed(typeset(lines("Tekst på siden.")), shape))


def test_an_odd_turn_and_a_page_that_refers_to_itself(read: Read) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/Rotate")] = FloatObject(45)
        resources = writer.pages[0]["/Resources"].get_object()
        loop = DictionaryObject({NameObject("/Type"): NameObject("/Font")})
        reference = writer._add_object(loop)
        loop[NameObject("/Kids")] = ArrayObject([reference])
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/X"): reference})

    read(changed(typeset(lines("Tekst på siden.")), change))


def test_a_lock_of_an_unknown_kind_is_a_lock(read: Read) -> None:
    def lock(writer: pypdf.PdfWriter) -> None:
        entry = DictionaryObject({NameObject("/Filter"): NameObject("/Adobe.PubSec")})
        writer._add_object(entry)
        writer._encrypt_entry = entry
        writer._encryption = None

    outcome = read(changed(typeset(lines("Tekst.")), lock))
    assert isinstance(outcome, FileProblem)
    assert outcome.code == "locked"


def test_a_title_in_the_metadata_is_one_clean_line(read: Read) -> None:
    title = "Referat\n\x01\tfra  mødet" + " x" * 4000
    content = changed(typeset(lines("Tekst.")), lambda w: w.add_metadata({"/Title": title}))
    outcome = read(content)
    assert isinstance(outcome, Document)
    assert outcome.title.startswith("Referat fra mødet x x")
    assert len(outcome.title) <= 300


def test_the_difficult_real_files(shared: Path, embedder: Embedder) -> None:
    codes = {}
    for path in sorted((shared / "corpus" / "difficult").iterdir()):
        try:
            (document,) = read_document(path, path.name, splitter(embedder.tokenizer_file))
        except FileProblem as problem:
            codes[path.name] = problem.code
        else:
            assert_maps_are_right(document)
            assert_passages_are_right(document)
    assert codes == {"embedded-cpr.8192.pdf": "broken", "null-byte-in-author.pdf": "no_text"}


@given(cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), min_size=1, max_size=6))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_file_with_damaged_bytes(cuts: list[tuple[float, bytes]], read: Read) -> None:
    content = bytearray(typeset(lines("Udvalget drøftede sagen.", "Ingen stemte imod.")))
    for share, patch in cuts:
        at = int(share * len(content))
        content[at : at + len(patch)] = patch
    read(bytes(content))


ANY_TEXT = st.text(
    st.characters(codec="utf-16-be", exclude_categories=["Cs"]) | st.characters(), max_size=25
)


@given(rows=st.lists(ANY_TEXT, min_size=1, max_size=4))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_characters_at_all(rows: list[str], read: Read) -> None:
    outcome = read(typeset(lines(*(row[:12] for row in rows), "Almindelig tekst.")))
    assert "Almindelig tekst." in text_of(outcome)


@pytest.mark.parametrize(("code", "printed"), [(b"0000", "A B"), (b"0002", "A-\nB")])
def test_nul_is_no_hyphen(code: bytes, printed: str) -> None:
    """PDFium's own text writes both as U+FFFE."""
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R>>")
    characters = b"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n1 beginbfchar\n<58> <%b>\nendbfchar\nendcmap"
    shown = stream(b"BT /F 12 Tf 50 700 Td (AXB) Tj ET")
    content = pdf(CATALOG, PAGES, PAGE, shown, font, stream(characters % code))
    assert read_pdf(content, "prøve.pdf").pages[0].text == printed
