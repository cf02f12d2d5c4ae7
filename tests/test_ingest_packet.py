"""A file that holds several documents is parted into them, and no other file is."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdf
import pytest
from conftest import EXAMPLES
from minutes_generator import sittings
from minutes_layouts import typeset as typeset_minutes
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from test_ingest_typesetting import splitter, typeset

from index.embedding import Embedder
from ingest.model import Document
from ingest.packet import AGAINST, FOR, find_borders
from ingest.packet_marks import UNMARKED, marks_of
from ingest.pdf import read_pdf
from ingest.printed import PrintedPage
from ingest.read import read_document

SCANNED = "Brev fra Svømmeklubben Delfinen (scannet).pdf"
"""Has no text: nothing tells where it begins."""


@cache
def pages_of(path: Path) -> tuple[PrintedPage, ...]:
    return read_pdf(path.read_bytes(), path.name).pages


@cache
def examples() -> tuple[Path, ...]:
    return tuple(path for path in sorted(EXAMPLES.glob("*.pdf")) if path.name != SCANNED)


def chosen(seed: int, most: int = 9) -> list[Path]:
    """Some of the examples, in some order."""
    chance = random.Random(seed)
    return chance.sample(examples(), chance.randint(2, most))


def firsts(lengths: Sequence[int]) -> tuple[int, ...]:
    """Numbers of the first pages of documents of so many pages."""
    return tuple(1 + sum(lengths[:row]) for row in range(len(lengths)))


def behind_one_another(files: Sequence[Sequence[PrintedPage]]) -> list[PrintedPage]:
    """The pages of several files, numbered through, as if they had been printed anew."""
    pages = [page for file in files for page in file]
    return [replace(page, number=number) for number, page in enumerate(pages, start=1)]


def joined(paths: Sequence[Path]) -> bytes:
    writer = pypdf.PdfWriter()
    for path in paths:
        writer.append(path, import_outline=False)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


# Real files


def test_a_real_packet_gives_the_documents_of_the_folder(shared: Path, embedder: Embedder) -> None:
    corpus = shared / "corpus"
    load = splitter(embedder.tokenizer_file)
    (packet,) = (corpus / "alleroed-2014-03-12-samlet").glob("*.pdf")
    parts = read_document(packet, packet.name, load)
    places = [(part.page_first, part.page_last) for part in parts]
    assert places == [
        (1, 19), (20, 21), (22, 23), (24, 25), (26, 30), (31, 38), (39, 39), (40, 44),
    ]  # fmt: skip
    assert {part.sha256 for part in parts} == {parts[0].sha256}
    assert [part.page_first for part in parts] == [part.passages[0].page_first for part in parts]
    folder = [
        read_document(path, path.name, load)[0]
        for path in (corpus / "alleroed-2014-03-12").glob("*.pdf")
    ]
    by_text = {document.text: document for document in folder}
    assert {part.text for part in parts} == set(by_text)
    for part in parts:
        same = by_text[part.text]
        assert part.items == same.items
        assert part.meeting == same.meeting
        assert part.kind == same.kind
        assert part.date == same.date


@pytest.mark.parametrize(
    "folder", ["alleroed-2014-03-12", "ballerup-2012", "difficult", "greve-2022"]
)
def test_no_real_document_is_torn_apart(folder: str, shared: Path) -> None:
    files = sorted((shared / "corpus" / folder).iterdir())
    paths = [path for path in files if path.suffix.lower() == ".pdf"]
    torn = {}
    for path in paths if len(paths) < 20 else paths[::3]:  # all would take a minute
        content = path.read_bytes()
        if path.name.startswith("embedded-cpr"):  # its end is missing: it cannot be opened
            continue
        borders = find_borders(read_pdf(content, path.name).pages, marks_of(content))
        if len(borders) > 1:
            torn[path.name] = borders
    assert not torn


def test_no_long_transcript_is_torn_apart(shared: Path) -> None:
    files = sorted(
        (shared / "corpus" / "folketinget-2023").glob("*.pdf"), key=lambda path: path.stat().st_size
    )
    for path in files[::4]:
        assert find_borders(pages_of(path)) == (1,), path.name


def test_real_papers_in_any_order_are_parted_only_at_their_borders(shared: Path) -> None:
    """Papers of four authorities, without any trace in the file's structure."""
    files = [
        path
        for folder in ("alleroed-2014-03-12", "ballerup-2012", "difficult")
        for path in sorted((shared / "corpus" / folder).glob("*.pdf"))
        if not path.name.startswith(("embedded", "null", "Bygningsliste", "Det nære"))
    ]
    found = wanted = 0
    for seed in range(12):
        order = random.Random(seed).sample(files, 7)
        pages = [pages_of(path) for path in order]
        borders = set(find_borders(behind_one_another(pages)))
        true = set(firsts([len(file) for file in pages]))
        assert borders <= true, seed
        found += len(borders) - 1
        wanted += len(true) - 1
    assert found >= 0.7 * wanted


# The examples


@pytest.mark.parametrize("seed", range(20))
def test_example_files_joined_in_any_order_are_parted_again(seed: int) -> None:
    order = chosen(seed)
    content = joined(order)
    pages = read_pdf(content, "pakke.pdf").pages
    true = firsts([len(pages_of(path)) for path in order])
    assert find_borders(pages, marks_of(content)) == true


@pytest.mark.parametrize("seed", range(60))
def test_they_are_parted_by_what_is_printed_alone(seed: int) -> None:
    files = [pages_of(path) for path in chosen(seed)]
    pages = behind_one_another(files)
    assert find_borders(pages, UNMARKED) == firsts([len(file) for file in files])


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_an_example_is_one_document(path: Path) -> None:
    assert find_borders(pages_of(path), marks_of(path.read_bytes())) == (1,)


def test_the_parts_of_a_packet_are_as_the_files_are(embedder: Embedder, tmp_path: Path) -> None:
    load = splitter(embedder.tokenizer_file)
    order = chosen(3)
    packet = tmp_path / "pakke.pdf"
    packet.write_bytes(joined(order))
    parts = read_document(packet, packet.name, load)
    number = 0
    for part, path in zip(parts, order, strict=True):
        (alone,) = read_document(path, path.name, load)
        assert part.text == alone.text
        assert [page.number for page in part.pages] == [
            number + page.number for page in alone.pages
        ]
        assert _moved(part, -number) == _moved(alone, 0)
        number += len(alone.pages)


def _moved(document: Document, shift: int) -> list[tuple[int, int, int, int]]:
    return [
        (passage.start, passage.end, passage.page_first + shift, passage.page_last + shift)
        for passage in document.passages
    ]


def test_a_scanned_appendix_stays_with_what_stands_before_it() -> None:
    note, letter, minutes = (
        pages_of(EXAMPLES / name)
        for name in (
            "Notat om skolebuskørsel 2020-2022.pdf",
            SCANNED,
            "2024-02-06 Børne- og Ungdomsudvalget referat.pdf",
        )
    )
    pages = behind_one_another([note, letter, minutes])
    assert find_borders(pages) == (1, 1 + len(note) + len(letter))


@pytest.mark.parametrize("seed", range(20))
def test_minutes_of_any_layout_are_one_document(seed: int) -> None:
    content = typeset_minutes(sittings(20)[seed])
    assert find_borders(read_pdf(content, "referat.pdf").pages, marks_of(content)) == (1,)


# One document with much white in it

BODY = "Kommunen vil i de kommende år arbejde for flere træer langs vejene og i byens parker."


def chapters(canvas: Canvas, *, numbered: bool, count: int = 8) -> None:
    """A plan whose chapters begin on pages of their own, each ending early."""
    for chapter in range(1, count + 1):
        canvas.setFont("Helvetica-Bold", 18)
        title = ("Byens træer", "Parker", "Veje", "Drift", "Økonomi", "Borgere", "Skoler", "Mål")
        number = f"{chapter}. " if numbered else ""
        canvas.drawString(72, 760, number + title[chapter - 1])
        canvas.setFont("Helvetica", 11)
        for row in range(9):
            canvas.drawString(72, 720 - 15 * row, BODY)
        canvas.showPage()


@pytest.mark.parametrize("numbered", [True, False])
def test_chapters_on_pages_of_their_own_are_no_documents(*, numbered: bool) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    chapters(canvas, numbered=numbered)
    canvas.save()
    assert find_borders(read_pdf(target.getvalue(), "plan.pdf").pages) == (1,)


def test_a_sentence_that_runs_on_forbids_a_border() -> None:
    def first(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Sagsnr. 24-000100")
        canvas.drawString(72, 400, "Udvalget drøftede sagen med skolens")

    def second(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "bestyrelse og ledelse den 3. maj 2024.")
        canvas.drawString(72, 740, "NOTAT")
        canvas.drawString(72, 720, "Dato: 3. maj 2024")
        canvas.drawString(72, 700, "Tlf: 12 34 56 78")
        canvas.drawString(72, 680, "Notat om skolens gård")

    assert find_borders(read_pdf(typeset(first, second), "a.pdf").pages) == (1,)


def test_an_outline_that_names_files_parts_a_packet() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(typeset(*[_plain] * 4)))
    writer.add_outline_item(title="4711.docx", page_number=0)
    writer.add_outline_item(title="Kort over byen.pdf", page_number=2)
    target = io.BytesIO()
    writer.write(target)
    content = target.getvalue()
    pages = read_pdf(content, "pakke.pdf").pages
    assert find_borders(pages, marks_of(content)) == (1, 3)
    assert find_borders(pages) == (1,)


def _plain(canvas: Canvas) -> None:
    for row in range(40):
        canvas.drawString(72, 760 - 17 * row, BODY)


def test_a_damaged_structure_tells_nothing() -> None:
    assert marks_of(b"%PDF-1.7 og intet mere") == UNMARKED


def test_no_pages_have_no_borders() -> None:
    assert find_borders(()) == ()


def test_a_sign_speaks_either_for_a_border_or_against_it() -> None:
    assert all(sign.weight > 0 for sign in FOR)
    assert all(sign.weight < 0 for sign in AGAINST)
    names = [sign.name for sign in (*FOR, *AGAINST)]
    assert len(set(names)) == len(names)
