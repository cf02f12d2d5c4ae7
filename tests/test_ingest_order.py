"""Pages that are drawn out of order are read in order, and keep their map."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from test_ingest_offsets import assert_maps_are_right
from test_ingest_typesetting import UNICODE, read_text, splitter, typeset

from index.embedding import Embedder
from ingest.read import read_document

UPPER = ("Kommunen har i flere år", "arbejdet med at styrke det", "nære tilbud til borgerne, og")
LOWER = ("derfor er der nu ansat en", "ny medarbejder i området, som", "begynder til sommer.")
RIGHT = ("I nabokommunen er der gode", "erfaringer med det samme, og", "andre følger nu efter dem.")


def column(canvas: Canvas, left: float, top: float, rows: tuple[str, ...]) -> None:
    canvas.setFont(UNICODE, 10)
    for row, line in enumerate(rows):
        canvas.drawString(left, top - 14 * row, line)


def out_of_order(canvas: Canvas) -> None:
    """The lower part of the left column first, the right column, the upper part of the left one."""
    column(canvas, 60, 500, LOWER)
    column(canvas, 300, 740, RIGHT)
    column(canvas, 60, 740, UPPER)


def in_order(canvas: Canvas) -> None:
    column(canvas, 60, 740, UPPER)
    column(canvas, 60, 500, LOWER)
    column(canvas, 300, 740, RIGHT)


def test_an_upper_part_drawn_last_is_read_before_its_lower_part(
    tmp_path: Path, embedder: Embedder
) -> None:
    text, _ = read_text(typeset(out_of_order))
    assert text.index(UPPER[0]) < text.index(LOWER[0]) < text.index(RIGHT[0])
    file = tmp_path / "spalter.pdf"
    file.write_bytes(typeset(out_of_order))
    (document,) = read_document(file, file.name, splitter(embedder.tokenizer_file))
    assert_maps_are_right(document)
    page = document.pages[0]
    at = page.origin[document.text.index(UPPER[2]) - page.start]
    assert 60 <= page.boxes[at][0] < 62
    assert 700 < page.boxes[at][1] < 720, "the third line of the upper part"


def test_columns_drawn_in_order_stay_as_they_are() -> None:
    drawn, _ = read_text(typeset(in_order))
    assert drawn == read_text(typeset(out_of_order))[0]


def test_a_footnote_drawn_first_is_read_last() -> None:
    def draw(canvas: Canvas) -> None:
        column(
            canvas, 60, 100, ("1 Tallet er fra den nyeste opgørelse,", "som blev lavet i foråret.")
        )
        column(canvas, 60, 740, (*UPPER, *LOWER))

    text, _ = read_text(typeset(draw))
    assert text.index(UPPER[0]) < text.index("1 Tallet")


def test_a_word_keeps_its_hyphen_where_the_document_writes_it_so() -> None:
    rows = (
        "Vi har set på care-enheder og på",
        "flere slags tilbud, nemlig care-",
        "enheder i byen.",
    )
    text, _ = read_text(typeset(lambda canvas: column(canvas, 60, 740, rows)))
    assert "nemlig care-enheder i byen" in text
    rows = ("Alle ved det, og vi skal nu i sam-", "men med de andre forsøge det igen.")
    text, _ = read_text(typeset(lambda canvas: column(canvas, 60, 740, rows)))
    assert "i sammen med" in text


def test_a_word_divided_at_the_foot_of_a_column_goes_on_only_where_it_fits() -> None:
    def read(*first: str) -> str:
        def draw(canvas: Canvas) -> None:
            column(canvas, 60, 740, (*UPPER, *first))
            column(canvas, 300, 740, ("bygge nye boliger i byen, og", "det sker i de næste år."))

        return read_text(typeset(draw))[0]

    assert "behand-\nbygge" in read("og der er penge til behand-")
    assert "ombygge nye" in read("for vi ombygger byen, og om-")
