"""Items, sections and what a document is: each style of heading, and the real files as a measure."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from test_ingest_typesetting import lines, read_text, splitter, typeset

from index.embedding import Embedder
from ingest.clean import clean
from ingest.describe import describe
from ingest.headings import find_headings
from ingest.items import find_items
from ingest.model import AgendaItem, Document, DocumentKind, Passage
from ingest.pdf import read_pdf
from ingest.read import read_document
from ingest.sections import find_sections, section_name

STATED = """Referat
Økonomiudvalget

Punkt 1: Godkendelse af dagsorden
Beslutning
Godkendt.

Punkt 2: Nytteindsats i kommunen
Sagsnr.: 14/1175
Sagsbeskrivelse
Udvalget drøfter sagen.
Beslutning
1. Anbefales
"""
AD = """Til stede: alle

Ad 1) Godkendelse af dagsorden (sag 22-003603)
Fremstilling
Dagsordenen lægges frem.
Udvalget besluttede
Godkendt.

Ad 2) Nytteindsats i kommunen (sag 14/1175)
Fremstilling
Her nævnes ad 1) som eksempel.
Udvalget besluttede
Anbefales.
"""
NUMBERED = """1. Godkendelse af dagsorden

Sagsnr.: 22-003603

Indstilling
1. At dagsordenen godkendes
2. At mødet begynder
Beslutning
Godkendt.
2. Nytteindsats i kommunen

Sagsnr.: 14/1175

Beslutning
Anbefales.
"""


def _short(items: tuple[AgendaItem, ...]) -> list[tuple[str, str, str | None]]:
    return [(item.number, item.title, item.case_number) for item in items]


@pytest.mark.parametrize(
    ("text", "first_case"),
    [(STATED, None), (AD, "22-003603"), (NUMBERED, "22-003603")],
    ids=["Punkt 1:", "Ad 1)", "1. above Sagsnr."],
)
def test_items_are_found_by_their_headings(text: str, first_case: str | None) -> None:
    items = find_items(text)
    assert _short(items) == [
        ("1", "Godkendelse af dagsorden", first_case),
        ("2", "Nytteindsats i kommunen", "14/1175"),
    ]
    assert items[0].end == items[1].start
    assert items[1].end == len(text)
    assert (
        text[items[1].start :]
        .split("\n", maxsplit=1)[0]
        .endswith(("Nytteindsats i kommunen", "(sag 14/1175)"))
    )


def test_numbered_headings_of_a_paper_are_items() -> None:
    text = (
        "Erhvervspolitik\n\n1. Indledning\nKommunen vil noget.\n\n"
        "2. Mål og midler\nDet sker sådan her.\n\n3. Opfølgning\nHvert år."
    )
    assert [item.title for item in find_items(text)] == [
        "Indledning",
        "Mål og midler",
        "Opfølgning",
    ]


def test_a_numbered_list_is_no_row_of_items() -> None:
    text = "Udvalget anbefaler:\n1. at forslaget godkendes,\n2. at udgiften afholdes,\n3. slut."
    assert find_items(text) == ()


def test_items_without_case_number_are_found_between_those_that_have_one() -> None:
    text = (
        "1. Godkendelse af dagsorden\n\nSagsprocedure\nUdvalget.\n"
        "2. Rammeaftale for området\n\nSagsnr.: 22-012473\n\nResume\nTekst.\n"
        "3. Underskriftsark\n\nSagsprocedure\nUdvalget."
    )
    assert _short(find_items(text)) == [
        ("1", "Godkendelse af dagsorden", None),
        ("2", "Rammeaftale for området", "22-012473"),
        ("3", "Underskriftsark", None),
    ]


def test_a_closed_item_with_its_case_number_on_its_own_line_is_found() -> None:
    text = (
        "1. Åben sag\n\nSagsnr.: 22-000001\n\nTekst.\n2. Lukket: Salg af grund Sagsnr.: 22-000002\n"
        "\nGodkendt.\n3. Sidste sag\n\nSagsnr.: 22-000003K\n\nTekst."
    )
    assert _short(find_items(text)) == [
        ("1", "Åben sag", "22-000001"),
        ("2", "Lukket: Salg af grund", "22-000002"),
        ("3", "Sidste sag", "22-000003K"),
    ]


@pytest.mark.parametrize("marker", ["Ad", "Punkt", "1.", "A)", "•"])
def test_a_marker_is_not_parted_from_its_entry(marker: str) -> None:
    from reportlab.pdfgen.canvas import Canvas

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700, marker)
        canvas.drawString(110, 700, "6) Nytteindsats i kommunens egne virksomheder")
        for row in range(1, 5):
            canvas.drawString(110, 700 - 14 * row, "Tekst, som er sat ind under overskriften.")

    assert f"{marker} 6) Nytteindsats" in read_text(typeset(draw))[0]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Sagsbeskrivelse", "Sagsbeskrivelse"),
        ("Administrationens forslag:", "Administrationens forslag"),
        ("Beslutning", "Beslutning"),
        ("Udvalget besluttede", "Beslutning"),
        ("Beslutning i Økonomiudvalget den 12-03-2014", "Beslutning"),
        ("beslutning", None),
        ("Sagsbeskrivelsen er lang", None),
    ],
)
def test_a_label_alone_on_its_line_opens_a_section(line: str, name: str | None) -> None:
    assert section_name(line) == name


def test_the_kind_of_an_item_is_no_decision() -> None:
    text = "Punkttype\nBeslutning\n\nTema\nTekst.\n\nBeslutning\nGodkendt."
    sections = find_sections(text, 0, len(text))
    assert [section.name for section in sections] == ["Punkttype", "Tema", "Beslutning"]
    assert text[sections[-1].start : sections[-1].end] == "Beslutning\nGodkendt."


@pytest.mark.parametrize("text", ["", "a", "x" * 500, "Kort\n\nnr.", "\n\n\n"])
def test_a_text_without_headings_has_none(text: str) -> None:
    assert find_headings(text) == ()
    assert find_items(text) == ()
    assert find_sections(text, 0, len(text)) == ()


def _items_in(document: Document, passage: Passage) -> list[int]:
    """The items that a passage touches."""
    return [
        number
        for number, item in enumerate(document.items)
        if item.start < passage.end and passage.start < item.end
    ]


def test_a_decision_is_a_passage_of_its_own(tmp_path: Path, embedder: Embedder) -> None:
    file = tmp_path / "referat.pdf"
    file.write_bytes(typeset(lines(*STATED.split("\n"))))
    (document,) = read_document(file, file.name, splitter(embedder.tokenizer_file))
    decisions = [passage for passage in document.passages if passage.section == "Beslutning"]
    # The heading goes with the item's first section, which may be the decision.
    assert [document.text[p.start : p.end].split()[-2:] for p in decisions] == [
        ["Beslutning", "Godkendt."],
        ["1.", "Anbefales"],
    ]
    assert all(len({*_items_in(document, p)}) == 1 for p in decisions)
    assert "sagsnr. 14/1175" in decisions[1].head


def test_titles_of_the_greve_minutes_are_found(shared: Path) -> None:
    """The shortest files of each layout, and one in which few items carry a case number."""
    structure = shared / "eval" / "greve-2022-structure.jsonl"
    meetings = [json.loads(line) for line in structure.read_text(encoding="utf-8").splitlines()]
    folder = shared / "corpus" / "greve-2022"
    sizes = {
        meeting["document"]: (folder / meeting["document"]).stat().st_size for meeting in meetings
    }
    chosen = []
    for layout in ("headings", "table", "running"):
        alike = [meeting for meeting in meetings if meeting["layout"] == layout]
        chosen += sorted(alike, key=lambda meeting: sizes[meeting["document"]])[:2]
    chosen += [m for m in meetings if m["document"].startswith("2022-10-10 Social-")]
    right = total = 0
    for meeting in chosen:
        printed = read_pdf((folder / meeting["document"]).read_bytes(), meeting["document"])
        found = {item.number: item.title for item in find_items(clean(printed.pages)[0])}
        assert len(found) <= len(meeting["items"])
        for item in meeting["items"]:
            total += 1
            right += _bare(found.get(item["number"], "")) == _bare(item["title"])
    assert total > 40
    assert right / total >= 0.97


def _bare(title: str) -> str:
    return re.sub(r"\W+", "", title).lower()


@pytest.fixture(scope="module")
def alleroed(shared: Path, embedder: Embedder) -> dict[str, Document]:
    folder = shared / "corpus" / "alleroed-2014-03-12"
    load = splitter(embedder.tokenizer_file)
    return {path.stem: read_document(path, path.name, load)[0] for path in folder.glob("*.pdf")}


def test_the_alleroed_minutes_have_nine_items(alleroed: dict[str, Document]) -> None:
    document = alleroed["2014-03-12 EBU referat"]
    assert [(item.number, item.case_number) for item in document.items] == [
        ("1", None),
        ("2", None),
        ("3", "11/23767"),
        ("4", "14/1175"),
        ("5", "13/14081"),
        ("6", "14/3512"),
        ("7", "14/1795"),
        ("8", "10/21512"),
        ("9", "14/1342"),
    ]
    assert document.items[3].title == "Nytteindsats"
    decided = {p.item for p in document.passages if p.section == "Beslutning"}
    assert decided == set(range(9))
    assert document.organization == "Erhvervs- og Beskæftigelsesudvalget 2014-2017"


@pytest.mark.parametrize(
    ("stem", "kind", "date"),
    [
        ("2014-03-12 EBU referat", DocumentKind.MINUTES, datetime.date(2014, 3, 12)),
        ("KL's høringssvar", DocumentKind.CONSULTATION_RESPONSE, None),
        ("Bilag til KL's høringssvar", DocumentKind.CONSULTATION_RESPONSE, None),
        ("faktaark - anbefalinger", DocumentKind.RECOMMENDATION, None),
        ("Erhvervspolitik som godkendt", DocumentKind.POLICY, datetime.date(2011, 9, 1)),
        ("Supplerende notat om nytteindsats", DocumentKind.MEMO, datetime.date(2014, 3, 3)),
        ("EBU Opfølgning på politisk aftale", DocumentKind.MEMO, datetime.date(2014, 2, 18)),
        (
            "Reform af beskæftigelsesindsatsen - borgmesterbrev",
            DocumentKind.LETTER,
            None,
        ),
    ],
)
def test_the_alleroed_files_are_described(
    stem: str, kind: DocumentKind, date: datetime.date | None, alleroed: dict[str, Document]
) -> None:
    assert (alleroed[stem].kind, alleroed[stem].date) == (kind, date)


@pytest.mark.parametrize(
    "title", ["14.DOCX", "Microsoft Word - notat.doc", "", "  ", "1234", "---"]
)
def test_a_title_that_a_program_wrote_gives_way_to_the_file_name(title: str) -> None:
    assert describe("2014/Notat om støj.pdf", title, "Tekst.", ()).title == "Notat om støj"
