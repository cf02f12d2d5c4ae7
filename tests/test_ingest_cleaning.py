"""What cleaning does to a page's text, one rule at a time, and what it leaves alone."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from test_ingest_typesetting import UNICODE, cleaned, lines, read_text, typeset

PARAGRAPH = (
    "Udvalget drøftede sagen om nytteindsats på sit møde i marts, og",
    "administrationen redegjorde for de økonomiske følger af forslaget.",
)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (("det moderne sam-", "fundet er her"), "det moderne samfundet er her"),
        (("det moderne sam\u2010", "fundet"), "det moderne samfundet"),
        (("det moderne sam\u00ad", "fundet"), "det moderne samfundet"),
        (("beskæf-", "tigel-", "sen"), "beskæftigelsen"),
    ],
)
def test_a_word_divided_at_a_line_end_is_joined(printed: tuple[str, ...], wanted: str) -> None:
    assert cleaned(*printed) == wanted


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (("Erhvervs-", "og Beskæftigelsesudvalget"), "Erhvervs- og Beskæftigelsesudvalget"),
        (("Børne-", "eller Ungeudvalget"), "Børne- eller Ungeudvalget"),
        (("skole-", "samt dagtilbud"), "skole- samt dagtilbud"),
    ],
)
def test_a_suspended_hyphen_stays(printed: tuple[str, ...], wanted: str) -> None:
    assert cleaned(*printed) == wanted


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (("ved UU-", "Sjælsø i dag"), "ved UU-Sjælsø i dag"),
        (("den 12-03-", "2014"), "den 12-03-2014"),
        (("alle ikke-", "planlagte besøg"), "alle ikke-planlagte besøg"),
        (("en e-", "mail"), "en e-mail"),
        (("sag 22-", "006881"), "sag 22-006881"),
        (("covid-", "19"), "covid-19"),
    ],
)
def test_a_hyphen_that_belongs_to_the_word_stays(printed: tuple[str, ...], wanted: str) -> None:
    assert cleaned(*printed) == wanted


def test_a_hyphen_within_a_line_stays() -> None:
    assert cleaned("Børne-, unge- og e-mail-politik 12-03-2014") == (
        "Børne-, unge- og e-mail-politik 12-03-2014"
    )


def test_soft_hyphens_and_characters_without_width_are_dropped() -> None:
    assert cleaned("be\u00adskæf\u00adtigel\u200bse\ufeff og mere\u2060") == "beskæftigelse og mere"


def test_ligatures_are_spelt_out() -> None:
    assert cleaned("\ufb01nansiering, \ufb02ere, di\ufb00us, o\ufb03ciel, a\ufb04ad") == (
        "finansiering, flere, diffus, officiel, afflad"
    )


def test_true_ligatures_of_a_real_file_are_spelt_out(shared: Path) -> None:
    file = shared / "corpus" / "difficult" / "OS2DS-Handout.pdf"
    text, _ = read_text(file.read_bytes())
    assert len(text) > 800
    assert not set(text) & {chr(code) for code in range(0xFB00, 0xFB07)}


@pytest.mark.parametrize("word", ["ålegård", "Åben", "coöperation", "idé", "Øresund", "naïve"])
def test_decomposed_letters_are_composed(word: str) -> None:
    decomposed = unicodedata.normalize("NFD", word)
    assert cleaned(f"ordet {decomposed} her") == f"ordet {word} her"


def test_white_space_of_every_kind_becomes_one_space() -> None:
    assert (
        cleaned("1.000\u00a0kr.  til\u2003skolen\u2009i \t 2014") == "1.000 kr. til skolen i 2014"
    )


def test_a_line_end_that_the_column_forced_becomes_a_space() -> None:
    assert cleaned(*PARAGRAPH) == " ".join(PARAGRAPH)


def test_a_line_that_says_that_it_heads_an_item_goes_on_with_no_other() -> None:
    names = "Deltagere: Bente Holm, Jens Kragh, Ulla Friis, Ib Holm, Ane Lund og Per Thomsen"
    assert cleaned(names, "Punkt 1: Leje af bådpladser").count("\n") == 1
    text = "Det blev behandlet sammen med andre sager af samme slags under"
    assert cleaned(text, "punkt 1: det om både").count("\n") == 0


def test_space_below_a_line_parts_paragraphs() -> None:
    assert cleaned(*PARAGRAPH, "", *PARAGRAPH) == "\n\n".join([" ".join(PARAGRAPH)] * 2)


def test_entries_of_a_list_stay_apart() -> None:
    text = cleaned(
        PARAGRAPH[1], "• at forslaget godkendes", "• at udgiften afholdes", "1. Anbefales"
    )
    assert text.split("\n")[-3:] == [
        "• at forslaget godkendes",
        "• at udgiften afholdes",
        "1. Anbefales",
    ]


def _page(number: int, header: str, footer: str, body: tuple[str, ...]) -> object:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, 8)
        canvas.drawString(72, 800, header)
        canvas.drawString(280, 30, footer.format(number))
        lines(*body)(canvas)

    return draw


@pytest.mark.parametrize("footer", ["{}", "Side {}", "- {} -", "{} af 4", "Side {} af 4"])
def test_running_headers_and_page_numbers_are_printed_but_not_cleaned(footer: str) -> None:
    bodies = [
        tuple(f"Dette er linje {row} i afsnit {word}." for row in range(5))
        for word in ("alfa", "beta", "gamma", "delta")
    ]
    header = "Lystrup Kommune, Økonomiudvalget"
    text, pages = read_text(
        typeset(*(_page(n + 1, header, footer, body) for n, body in enumerate(bodies)))
    )
    assert header not in text
    assert all(header in page.printed for page in pages)
    for number, page in enumerate(pages, start=1):
        assert footer.format(number) in page.printed.split("\n")
        assert footer.format(number) not in text.split("\n")
    for body in bodies:
        assert all(line in text for line in body)


def test_a_header_that_says_another_date_on_each_page_is_still_one() -> None:
    pages = [
        _page(n, f"Referat, udskrevet den {n}. maj", "", (f"Sagen om {word} er slut.",))
        for n, word in enumerate(("skolen", "vejen", "havnen", "hallen"), start=1)
    ]
    text, _ = read_text(typeset(*pages))
    assert "udskrevet" not in text
    assert "havnen" in text


def test_what_recurs_on_every_page_stays_where_there_is_nothing_else() -> None:
    pages = [_page(n, f"Bilag {n} til sagen", "", ()) for n in range(1, 5)]
    assert read_text(typeset(*pages))[0].count("til sagen") == 4


def test_a_numbering_that_begins_elsewhere_is_left_out() -> None:
    pages = [_page(n, "", "{}", (f"Tekst {word} her.",)) for n, word in ((17, "a"), (18, "b"))]
    text, _ = read_text(typeset(*pages))
    assert text.split() == ["Tekst", "a", "her.", "Tekst", "b", "her."]


@pytest.mark.parametrize("pages", [1, 2])
def test_a_short_document_loses_no_line(pages: int) -> None:
    top = ("Referat", "2014", "Økonomiudvalget", "350")
    drawn = [lines(*top, *PARAGRAPH, top=815)] * pages
    text, _ = read_text(typeset(*drawn))
    assert [line for line in text.split("\n") if line in top] == list(top) * pages


def test_an_amount_in_the_margin_is_no_page_number() -> None:
    def draw(canvas: Canvas) -> None:
        lines(*PARAGRAPH)(canvas)
        canvas.drawString(72, 50, "2023")

    assert read_text(typeset(draw))[0].endswith("2023")


def _table(rows: list[tuple[str, ...]], columns: tuple[float, ...]) -> object:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, 10)
        for row, cells in enumerate(rows):
            for x, cell in zip(columns, cells, strict=False):
                canvas.drawString(x, 700 - 14 * row, cell)

    return draw


def test_a_label_and_its_value_are_parted() -> None:
    rows = [
        ("Tema", "Udvalget skal tage stilling til forslaget om"),
        ("", "nytteindsats i kommunens egne virksomheder."),
        ("Økonomi", "Forslaget har ingen økonomiske følger i år,"),
        ("", "men udgiften stiger i de kommende år."),
    ]
    text, _ = read_text(typeset(_table(rows, (72, 200))))
    assert text.split("\n") == [
        "Tema",
        "Udvalget skal tage stilling til forslaget om nytteindsats i kommunens egne virksomheder.",
        "Økonomi",
        "Forslaget har ingen økonomiske følger i år, men udgiften stiger i de kommende år.",
    ]


def test_a_row_of_a_table_stays_whole() -> None:
    rows = [
        ("Drift i 1.000 kr.", "2014", "2015", "2016"),
        ("Skoler og dagtilbud", "1.250", "1.300", "1.350"),
        ("Ældre og sundhed", "2.100", "2.150", "2.200"),
        ("Kultur og fritid", "310", "320", "330"),
    ]
    text, _ = read_text(typeset(_table(rows, (72, 260, 340, 420))))
    assert all(" ".join(row) in text for row in rows)


def test_a_sentence_flows_over_a_page_break() -> None:
    text, pages = read_text(
        typeset(lines("Udvalget besluttede at anbefale, at sam-"), lines("arbejdet fortsætter."))
    )
    assert text == "Udvalget besluttede at anbefale, at samarbejdet fortsætter."
    assert pages[1].start == text.index("arbejdet")


def test_rules_of_underscores_are_left_out() -> None:
    assert cleaned(PARAGRAPH[0], "", "____________", "", PARAGRAPH[1]).count("_") == 0
