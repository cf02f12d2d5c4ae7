"""Minutes set as a table, lists with drawn bullets, and lists of attachments: from pages to text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas
from test_ingest_typesetting import UNICODE, read_text, typeset

from ingest.attachments import find_attachments
from ingest.labels import begins_label, label_kind
from ingest.sections import find_sections

Row = tuple[str, str, float]
"""A label or nothing, a text or nothing, points from the page's top."""


def table(*rows: Row) -> Callable[[Canvas], None]:
    """Draws labels at 60 points and texts at 180 points from the left."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, 10)
        for label, text, down in rows:
            if label:
                canvas.drawString(60, 842 - down, label)
            if text:
                canvas.drawString(180, 842 - down, text)

    return draw


HEAD: tuple[Row, ...] = (
    ("Tema", "Sagen handler om en bro over åen.", 100),
    ("Sagsbeskrivelse", "Broen er gammel, og den skal gøres i stand.", 130),
    ("Indstilling", "Centret indstiller, at broen males.", 160),
)


def test_a_label_broken_over_lines_stands_before_its_text() -> None:
    page = table(
        *HEAD,
        ("Beslutning", "Udvalget valgte farven grøn.", 190),
        ("Vej- og", "Arbejdet begynder i maj.", 203),
        ("Broudvalget", "", 216),
        ("den 04-05-2023", "", 229),
    )
    text, _ = read_text(typeset(page))
    assert "Beslutning\nVej- og Broudvalget den 04-05-2023\nUdvalget valgte farven grøn." in text
    decision = find_sections(text, 0, len(text))[-1]
    assert text[decision.body : decision.end] == (
        "Udvalget valgte farven grøn.\nArbejdet begynder i maj."
    )


def test_the_rest_of_a_label_on_the_next_page_is_left_out() -> None:
    first = table(
        *HEAD,
        ("Beslutning", "Udvalget valgte farven grøn.", 780),
        ("Vej- og", "", 793),
    )
    second = table(
        ("Broudvalget", "Arbejdet begynder i maj.", 50),
        ("den 04-05-2023", "", 63),
        ("Tidsplan", "Maj og juni.", 120),
    )
    text, _ = read_text(typeset(first, second))
    decision = next(s for s in find_sections(text, 0, len(text)) if s.name == "Beslutning")
    assert text[decision.body : decision.end] == (
        "Udvalget valgte farven grøn.\nArbejdet begynder i maj."
    )


def test_a_row_of_the_next_page_that_begins_with_a_label_stays() -> None:
    first = table(*HEAD, ("Beslutning", "Udvalget valgte farven grøn.", 780))
    second = table(("Fraværende", "Ane Holm", 50), ("Bilag", "Nej", 80))
    text, _ = read_text(typeset(first, second))
    assert text.endswith("Udvalget valgte farven grøn.\nFraværende\nAne Holm\nBilag\nNej")


def test_two_decisions_in_one_column_keep_their_own_labels() -> None:
    page = table(
        *HEAD,
        ("Beslutning", "Sagen genoptages.", 190),
        ("Broudvalget", "", 203),
        ("den 02-03-2023", "", 216),
        ("Beslutning", "Broen males grøn.", 229),
        ("Broudvalget", "", 242),
        ("den 04-05-2023", "", 255),
    )
    text, _ = read_text(typeset(page))
    found = [s for s in find_sections(text, 0, len(text)) if s.name == "Beslutning"]
    assert [text[s.body : s.end] for s in found] == ["Sagen genoptages.", "Broen males grøn."]


def test_case_numbers_at_one_height_on_all_pages_are_no_running_header() -> None:
    titles = ("En bro", "En sti", "Et spejderhus", "En mark")
    pages = [
        table(
            ("Vej- og Broudvalget", "", 40),
            (f"{number}. {title}", "", 70),
            (f"Sagsnr.: 23-00{number}11", "", 95),
            ("Tema", f"Sagen handler om {title.lower()}.", 130),
        )
        for number, title in enumerate(titles, start=1)
    ]
    text, _ = read_text(typeset(*pages))
    assert [f"Sagsnr.: 23-00{number}11" in text for number in range(1, 5)] == [True] * 4
    assert "Vej- og Broudvalget" not in text


def test_a_drawn_bullet_is_read_where_it_stands() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, 10)
        for row, entry in enumerate(("at stien asfalteres", "at broen males")):
            canvas.rect(70, 702 - 20 * row, 3.5, 3.5, stroke=0, fill=1)
            canvas.drawString(80, 700 - 20 * row, entry)

    text, (page,) = read_text(typeset(draw))
    assert text.split() == "• at stien asfalteres • at broen males".split()
    left, bottom, right, top = page.boxes[page.origin[0]]
    assert (left, bottom, right, top) == pytest.approx((70, 702, 73.5, 705.5), abs=0.6)


@pytest.mark.parametrize("size", [0.8, 12.0])
def test_a_drawn_dot_or_box_of_another_size_is_no_bullet(size: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, 10)
        canvas.rect(66, 700, size, size, stroke=0, fill=1)
        canvas.drawString(80, 700, "at stien asfalteres")

    assert read_text(typeset(draw))[0] == "at stien asfalteres"


def names(listed: str) -> list[str]:
    """The attachments of a section with this text."""
    text = f"Bilag\n{listed}"
    (section,) = find_sections(text, 0, len(text))
    found = find_attachments(text, section, 0)
    assert all(
        text[slice(*one.span)].rsplit(maxsplit=1)[-1] == one.name.split()[-1] for one in found
    )
    return [one.name for one in found]


@pytest.mark.parametrize("nothing", ["Nej", "Ingen.", "-", "", "Ingen bilag"])
def test_where_there_are_no_attachments_none_is_listed(nothing: str) -> None:
    assert names(nothing) == []


@pytest.mark.parametrize(
    ("listed", "wanted"),
    [
        ("Kort over åen\nNotat om broen", ["Kort over åen", "Notat om broen"]),
        ("Kort over åen; Notat om\nbroen", ["Kort over åen", "Notat om broen"]),
        ("Kort over\nåen.pdf\nNotat.docx", ["Kort over åen.pdf", "Notat.docx"]),
        ("Kort over å....pdf\nhttps://eksempel.dk/å", ["Kort over å....pdf"]),
        ("• Kort over åen", ["Kort over åen"]),
        ("1 Åben Kort over åen 4711/23 2 Lukket Notat 4712/23", ["Kort over åen", "Notat"]),
    ],
)
def test_attachments_are_listed_one_by_one(listed: str, wanted: list[str]) -> None:
    assert names(listed) == wanted


def test_a_section_about_attachments_is_no_list_of_them() -> None:
    sentence = (
        "I de vedlagte bilag kan man se, hvor mange der har brugt broen i hver af årets måneder."
    )
    assert names(sentence) == []


@pytest.mark.parametrize(
    ("points", "listed", "wanted"),
    [
        ("a. Møder\nb. Besøg på havnen", "Program\nc. Redegørelse for stranden", ["Program"]),
        ("a) Møder", "Program\nKort\nb) Konference den 3. maj 2024", ["Program", "Kort"]),
        ("a. Møder\nb. Besøg", "a. Kort\nb. Notat\nc. Plan", ["a. Kort", "b. Notat", "c. Plan"]),
        ("Møder", "Notat om åen\nc. Plan", ["Notat om åen", "c. Plan"]),
    ],
)
def test_the_next_point_of_the_items_own_list_is_no_attachment(
    points: str, listed: str, wanted: list[str]
) -> None:
    text = f"3. Meddelelser\n{points}\nBilag\n{listed}\n"
    (section,) = find_sections(text, 0, len(text))
    assert [one.name for one in find_attachments(text, section, 0)] == wanted


def test_a_list_of_attachments_of_about_one_length_is_not_joined() -> None:
    entries = ("Prognose for broens brug indtil 2030", "Tegning af den nye bro i to farver")
    page = table(
        *HEAD,
        ("", "Sagen har været længe undervejs, og den har fyldt meget i avisen.", 173),
        ("Bilag", entries[0], 190),
        ("", entries[1], 203),
    )
    text, _ = read_text(typeset(page))
    assert text.endswith(f"Bilag\n{entries[0]}\n{entries[1]}")


@pytest.mark.parametrize("line", ["Indstilling", "Indstilling:", "Økonomiske  konsekvenser"])
def test_a_label_alone_is_known(line: str) -> None:
    assert label_kind(line) is not None


@pytest.mark.parametrize("line", ["indstilling", "Indstilling til byrådet om broen", "Bilag 3", ""])
def test_what_only_begins_like_a_label_is_none(line: str) -> None:
    assert label_kind(line) is None


@pytest.mark.parametrize("line", ["Økonomi og", "Administrationens", "Beslutning Vej-", "Bilag"])
def test_the_first_line_of_a_broken_label_is_known(line: str) -> None:
    assert begins_label(line)


@pytest.mark.parametrize("line", ["Økonomiudvalget", "Broudvalget", "den 04-05-2023", "og", ""])
def test_the_other_lines_of_a_broken_label_begin_none(line: str) -> None:
    assert not begins_label(line)
