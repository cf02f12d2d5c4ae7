"""Sideways text on an upright page becomes lines of its own, after the upright text, with its boxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from test_ingest_offsets import assert_maps_are_right, assert_passages_are_right
from test_ingest_typesetting import UNICODE, splitter, typeset

from assistant.cite import line_boxes
from index.embedding import Embedder
from ingest.model import Box, Document
from ingest.read import read_document

BODY = (
    "Udvalget drøftede forslaget om en ny skolebus til børnene,",
    "og det blev besluttet at sende det i høring hos bestyrelserne.",
    "Formanden bad om et notat om udgifterne inden næste møde.",
)
MARGIN = ("Vedtaget af byrådet i juni", "og gældende fra næste år")


def draw(turn: int, *, drawn_first: bool) -> Callable[[Canvas], None]:
    """A page with BODY, and MARGIN in two lines that run upwards (90) or downwards (270)."""

    def sideways(canvas: Canvas) -> None:
        for row, line in enumerate(MARGIN):
            canvas.saveState()
            canvas.translate(480 + 14 * row if turn == 90 else 494 - 14 * row, 650)
            canvas.rotate(turn)
            canvas.setFont(UNICODE, 10)
            canvas.drawString(0, 0, line)
            canvas.restoreState()

    def page(canvas: Canvas) -> None:
        if drawn_first:
            sideways(canvas)
        canvas.setFont(UNICODE, 10)
        for row, line in enumerate(BODY):
            canvas.drawString(72, 740 - 30 * row, line)
        if not drawn_first:
            sideways(canvas)

    return page


def read(content: bytes, tmp_path: Path, embedder: Embedder) -> Document:
    file = tmp_path / "prøve.pdf"
    file.write_bytes(content)
    (document,) = read_document(file, file.name, splitter(embedder.tokenizer_file))
    assert_maps_are_right(document)
    assert_passages_are_right(document)
    return document


def box_of(document: Document, words: str) -> Box:
    start = document.text.index(words)
    (box,) = line_boxes(document.pages[0], (start, start + len(words)))
    return box


@pytest.mark.parametrize("turn", [90, 270])
@pytest.mark.parametrize("drawn_first", [True, False])
def test_a_note_in_the_margin_is_read_line_by_line_after_the_text(
    turn: int, drawn_first: bool, tmp_path: Path, embedder: Embedder
) -> None:
    document = read(typeset(draw(turn, drawn_first=drawn_first)), tmp_path, embedder)
    assert document.text.split() == " ".join((*BODY, *MARGIN)).split()
    assert document.text.index(MARGIN[0]) > document.text.index(BODY[-1])
    for row, line in enumerate(MARGIN):
        left, bottom, right, top = box_of(document, line)
        baseline = 480 + 14 * row if turn == 90 else 494 - 14 * row
        assert left - 1 < baseline < right + 1
        assert right - left < 14
        assert top - bottom > 100
        assert (bottom if turn == 90 else top) == pytest.approx(650, abs=2)


def test_heads_of_a_table_that_are_turned_stand_for_themselves(
    tmp_path: Path, embedder: Embedder
) -> None:
    heads = ("Skole", "Dagtilbud", "Svømmehal")

    def table(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, 10)
        for column, head in enumerate(heads):
            canvas.saveState()
            canvas.translate(200 + 40 * column, 700)
            canvas.rotate(90)
            canvas.drawString(0, 0, head)
            canvas.restoreState()
        for row, name in enumerate(("Udgifter", "Indtægter")):
            canvas.drawString(72, 680 - 16 * row, name)
            for column in range(len(heads)):
                canvas.drawString(196 + 40 * column, 680 - 16 * row, str(10 + row + column))

    document = read(typeset(table), tmp_path, embedder)
    assert document.text.splitlines() == ["Udgifter 10 11 12", "Indtægter 11 12 13", *heads]


@pytest.mark.parametrize("leading", [9, 10, 12, 16])
def test_letters_below_one_another_stay_as_they_are(
    leading: int, tmp_path: Path, embedder: Embedder
) -> None:
    def columns(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, 10)
        for row, letter in enumerate("ABCDEFGH"):
            canvas.drawString(72, 740 - leading * row, letter)
            canvas.drawString(120, 740 - leading * row, str(row))

    document = read(typeset(columns), tmp_path, embedder)
    assert document.text.split() == [
        c for row, letter in enumerate("ABCDEFGH") for c in (letter, str(row))
    ]
