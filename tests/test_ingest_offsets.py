"""Every cleaned character knows its printed one, and every passage its pages: real and made files."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import numpy as np
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from test_ingest_typesetting import UNICODE, changed, drawable, splitter, typeset

from index.embedding import Embedder
from ingest.clean import DROPPED
from ingest.furniture import furniture
from ingest.lines import HYPHENS, printed_lines
from ingest.model import Document, Page
from ingest.pdf import read_pdf
from ingest.read import read_document

ALLEROED = "alleroed-2014-03-12"
GREVE = (
    "2022-08-15 Beskæftigelses- og Erhvervsudvalget da506e4b.pdf",
    "2022-10-12 Kultur- og Fritidsudvalget 39b4b864.pdf",
    "2022-09-12 Sundheds- og Omsorgsudvalget ba9c0775.pdf",
)
"""Headings, labelled table, running text."""

COLUMNS = "Det nære sundhedsvæsen - KL.pdf"


@pytest.fixture(scope="module")
def documents(
    shared: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Document]:
    """Real files, read as the workers read them."""
    corpus = shared / "corpus"
    paths = sorted((corpus / ALLEROED).glob("*.pdf"))
    paths += [corpus / "greve-2022" / name for name in GREVE]
    paths.append(tmp_path_factory.mktemp("columns") / COLUMNS)
    whole = (corpus / "ballerup-2012" / COLUMNS).read_bytes()
    paths[-1].write_bytes(changed(whole, _keep_some_pages))
    load = splitter(embedder.tokenizer_file)
    return {path.name: read_document(path, path.name, load)[0] for path in paths}


def _keep_some_pages(writer: pypdf.PdfWriter) -> None:
    for index in reversed(range(len(writer.pages))):
        if index % 9:
            writer.remove_page(index)


def test_characters_of_real_files_lead_back_to_the_printed_ones(
    documents: dict[str, Document],
) -> None:
    for document in documents.values():
        assert_maps_are_right(document)


def test_passages_of_real_files_are_whole_and_know_their_pages(
    documents: dict[str, Document], embedder: Embedder
) -> None:
    for document in documents.values():
        assert_passages_are_right(document)
        texts = [
            f"passage: {passage.head}\n{document.text[passage.start : passage.end]}"
            for passage in document.passages
        ]
        assert max(embedder.count_tokens(texts)) < embedder.max_tokens


def test_ink_of_real_files_lies_on_the_page(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        for page in document.pages:
            inked = page.boxes[page.boxes[:, 2] > page.boxes[:, 0]]
            assert len(inked) or not page.printed.strip(), (name, page.number)
            if len(inked):
                assert inked[:, :2].min() > -1, (name, page.number)
                assert inked[:, 2].max() < page.width + 1, (name, page.number)
                assert inked[:, 3].max() < page.height + 1, (name, page.number)


def test_no_real_line_is_lost(shared: Path) -> None:
    """All that is printed is in the cleaned text, but for what cleaning says that it drops."""
    from ingest.clean import clean

    for path in sorted((shared / "corpus" / ALLEROED).glob("*.pdf")):
        printed = read_pdf(path.read_bytes(), path.name).pages
        left_out = furniture(printed)
        _, pages = clean(printed)
        for source, page in zip(printed, pages, strict=True):
            kept = set(page.origin.tolist())
            for line in printed_lines(source):
                if (source.number, line.start) in left_out:
                    assert not kept & set(range(line.start, line.end))
                    continue
                for position in range(line.start, line.end):
                    character = source.text[position]
                    ends = not source.text[position + 1 : line.end].strip()
                    assert (
                        position in kept
                        or character.isspace()
                        or character in DROPPED
                        or unicodedata.combining(character)
                        or (character in HYPHENS and ends)
                    ), (path.name, source.number, line.text)


WORDS = st.sampled_from(
    "udvalget nytteindsats ålegård Ærø fløde beskæftigelse og på i anbefaling kommunen finansiering "
    "oﬃciel ﬂertal ﬁnde sko\u00adle be\u00adslut\u00adning e-mail år § 12-03-2014 kr. (V) ja, "
    "1.250.000 bl.a. København: Indstilling".split()
)
LINE = st.tuples(
    st.lists(
        st.one_of(WORDS, WORDS.map(lambda word: unicodedata.normalize("NFD", word))),
        min_size=1,
        max_size=9,
    ),
    st.sampled_from(["", "", "", "sam-", "beskæf\u00ad", "for\u2010"]),
)
PARAGRAPH = st.tuples(
    st.sampled_from(["", "", "• ", "- ", "1. "]), st.lists(LINE, min_size=1, max_size=6)
)
PAGES = st.lists(st.lists(PARAGRAPH, max_size=4), min_size=1, max_size=4)
Pages = list[list[tuple[str, list[tuple[list[str], str]]]]]


def _typeset(pages: Pages) -> bytes:
    def page(paragraphs: list[tuple[str, list[tuple[list[str], str]]]]) -> object:
        def draw(canvas: Canvas) -> None:
            y = 760.0
            for position, (bullet, rows) in enumerate(paragraphs):
                for row, (words, end) in enumerate(rows):
                    text = " ".join([*words, end]) if end else " ".join(words)
                    canvas.setFont(UNICODE, 9 + 2 * (position % 2))
                    canvas.drawString(60, y, drawable(canvas, ("" if row else bullet) + text))
                    y -= 15
                y -= 15
            # A page needs some ink, or the document may have no text at all.
            canvas.setFont("Helvetica", 10)
            canvas.drawString(60, 400 - y / 4, "Slut på siden her.")

        return draw

    return typeset(*(page(paragraphs) for paragraphs in pages))


@given(pages=PAGES)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_made_file_keeps_its_offsets(pages: Pages, embedder: Embedder, tmp_path: Path) -> None:
    file = tmp_path / "prøve.pdf"
    file.write_bytes(_typeset(pages))
    (document,) = read_document(file, file.name, splitter(embedder.tokenizer_file))
    assert len(document.pages) == len(pages)
    assert_maps_are_right(document)
    assert_passages_are_right(document)
    assert document.text == unicodedata.normalize("NFC", document.text)
    assert not set(document.text) & DROPPED
    if len(pages) < 3:  # what recurs on three pages may be taken for a running header
        letters = "".join(
            f"{bullet}{''.join(''.join(words) + end for words, end in rows)}"
            for page in pages
            for bullet, rows in [*page, ("", [(["Slut", "på", "siden", "her."], "")])]
        )
        assert _letters(document.text) == _letters(letters)


def _letters(text: str) -> str:
    """Letters and digits alone, with ligatures spelt out."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def assert_maps_are_right(document: Document) -> None:
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    for page, following in zip(document.pages, document.pages[1:], strict=False):
        assert page.end == following.start
    for page in document.pages:
        assert page.boxes.shape == (len(page.printed), 4)
        assert page.boxes.dtype == np.float32
        assert page.origin.dtype == np.int32
        assert (np.diff(page.origin) >= 0).all()
        if len(page.origin):
            assert page.origin[0] >= 0
            assert page.origin[-1] < len(page.printed)
        _assert_characters_are_printed(document, page)


def _assert_characters_are_printed(document: Document, page: Page) -> None:
    made: dict[int, str] = defaultdict(str)
    for character, origin in zip(
        document.text[page.start : page.end], page.origin.tolist(), strict=True
    ):
        if character in " \n":
            ends = page.printed[origin + 1 : origin + 2] in {"", "\n"}
            assert page.printed[origin].isspace() or ends
        else:
            assert not character.isspace()
            made[origin] += character
    for origin, characters in made.items():
        end = origin + 1
        while end < len(page.printed) and unicodedata.combining(page.printed[end]):
            end += 1
        printed = unicodedata.normalize("NFC", page.printed[origin:end])
        assert characters in {printed, unicodedata.normalize("NFKC", printed)}


def assert_passages_are_right(document: Document) -> None:
    text, position = document.text, 0
    page_of = np.repeat([p.number for p in document.pages], [len(p.origin) for p in document.pages])
    borders = [item.start for item in document.items]
    for passage in document.passages:
        assert position <= passage.start < passage.end <= len(text)
        assert not text[position : passage.start].strip()
        body = text[passage.start : passage.end]
        assert body == body.strip()
        assert not any(passage.start < border < passage.end for border in borders)
        if passage.item is not None:
            item = document.items[passage.item]
            assert item.start <= passage.start < passage.end <= item.end
        touched = page_of[passage.start : passage.end]
        assert (passage.page_first, passage.page_last) == (touched.min(), touched.max())
        position = passage.start
        for start, end in passage.sentences:
            assert position <= start < end <= passage.end
            assert not text[position:start].strip()
            assert text[start:end] == text[start:end].strip()
            position = end
        assert not text[position : passage.end].strip()
        position = passage.end
    assert not text[position:].strip()
