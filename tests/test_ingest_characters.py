"""What is worked out for a whole page at once is what the simplest way gives, character by character."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from numpy.typing import NDArray
from reportlab.pdfgen.canvas import Canvas

from ingest.characters import AT_A_TIME, characters_of
from ingest.lines import PrintedLine, printed_lines
from ingest.pdf import read_pdf
from ingest.printed import PrintedPage
from ingest.vocabulary import HYPHENED, vocabulary_of

FILES = (
    "alleroed-2014-03-12/2014-03-12 EBU referat.pdf",
    "folketinget-2023/2023-01-05 Folketinget 11. møde.pdf",
    "ballerup-2012/Kvalitetsstandarder for stof- og alkoholbehandling 2013.pdf",
    "difficult/OS2DS-Handout.pdf",
)
"""Of four programs: hyphens at line ends, columns, tables, ligatures."""


@pytest.fixture(scope="module")
def files(shared: Path) -> dict[str, bytes]:
    return {name: (shared / "corpus" / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> list[PrintedPage]:
    return [page for name, content in files.items() for page in read_pdf(content, name).pages]


def test_characters_and_boxes_are_those_that_pdfium_gives_one_by_one(
    files: dict[str, bytes],
) -> None:
    for content in files.values():
        _assert_as_one_by_one(content)


def test_a_page_may_have_more_characters_than_are_asked_for_at_once() -> None:
    content = _crowded_page()
    with pypdfium2.PdfDocument(content) as opened:
        assert opened[0].get_textpage().count_chars() > 2 * AT_A_TIME
    _assert_as_one_by_one(content)


def _assert_as_one_by_one(content: bytes) -> None:
    with pypdfium2.PdfDocument(content) as opened:
        for page in opened:
            textpage = page.get_textpage()
            text, boxes = characters_of(textpage)
            expected = list(_one_by_one(textpage))
            assert text == "".join(character for character, _ in expected)
            assert np.array_equal(boxes, np.array([box for _, box in expected], np.float32))


def _crowded_page() -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=(2000, 2000))
    for row in range(50):
        canvas.drawString(20, 1900 - 30 * row, f"{row:02} " + "beskæftigelse " * 20)
    canvas.drawString(1500, 50, "sidst")
    canvas.save()
    return target.getvalue()


def _one_by_one(textpage: pypdfium2.PdfTextPage) -> Iterator[tuple[str, list[float]]]:
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    nowhere = [0.0, 0.0, 0.0, 0.0]
    for place in range(textpage.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(textpage, place))
        if character == "\r":
            continue
        pdfium.FPDFText_GetCharBox(textpage, place, left, right, bottom, top)
        box = [left.value, bottom.value, right.value, top.value]
        if character == "\x02":
            yield "-", box
            yield "\n", nowhere
        elif character in {"\n", " "}:
            yield character, nowhere
        else:
            yield (" ", nowhere) if unicodedata.category(character) == "Cc" else (character, box)


def test_a_page_s_lines_stand_where_their_characters_do(pages: list[PrintedPage]) -> None:
    lines = [(page, line) for page in pages for line in printed_lines(page)]
    assert len(lines) > 500
    for page, line in lines:
        _assert_stands_where_its_characters_do(page, line)


def test_ink_beside_the_page_is_of_no_line(pages: list[PrintedPage]) -> None:
    for page in pages:
        narrow = replace(page, width=page.width / 2)
        for line in printed_lines(narrow):
            assert line.left < narrow.width
            _assert_stands_where_its_characters_do(narrow, line)


def test_lines_are_those_of_the_text_that_a_page_has_now(pages: list[PrintedPage]) -> None:
    """The boxes stay the same ones where a line is parted."""
    for page in pages:
        whole = max(printed_lines(page), key=lambda line: line.text.strip().count(" "))
        space = page.text.find(" ", page.text.find(whole.text.strip()[0], whole.start), whole.end)
        if space < 0:
            continue
        now = replace(page, text=page.text[:space] + "\n" + page.text[space + 1 :])
        lines = printed_lines(now)
        assert len(lines) == len(printed_lines(page)) + 1
        for line in lines:
            _assert_stands_where_its_characters_do(now, line)


def _assert_stands_where_its_characters_do(page: PrintedPage, line: PrintedLine) -> None:
    inked = [_seen(page, box) for box in page.shown[line.start : line.end]]
    own = page.shown[line.start : line.end][inked]
    assert line.text == page.text[line.start : line.end]
    assert (line.left, line.right, line.top) == (
        own[:, 0].min(),
        own[:, 2].max(),
        own[:, 3].max(),
    )
    assert line.bottom == pytest.approx(np.median(own[:, 1]), abs=1e-4)
    word = inked[inked.index(True) :]
    letters = word.index(False) if False in word else len(word)
    first = page.shown[line.start + inked.index(True)]
    last = page.shown[line.start + inked.index(True) + letters - 1]
    assert line.first_word == pytest.approx(last[2] - first[0], abs=1e-3)


def _seen(page: PrintedPage, box: NDArray[np.float32]) -> bool:
    left, bottom, right, top = box.tolist()
    on_page = right > 0 and top > 0 and left < page.width and bottom < page.height
    return right > left and top > bottom and on_page


def test_words_written_with_a_hyphen_are_found_as_in_the_whole_text(
    pages: list[PrintedPage],
) -> None:
    text = "\n".join(page.text for page in pages).lower()
    found = vocabulary_of(pages).hyphened
    assert found == {w for w in HYPHENED.findall(text) if w.replace("-", "") not in text}
    assert len(found) > 10
