"""A space within a word is left out of the text, and the map to the page stays exact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from test_ingest_offsets import assert_maps_are_right, assert_passages_are_right
from test_ingest_typesetting import UNICODE, read_text, splitter, typeset

from assistant.cite import stands_there
from index.embedding import Embedder
from ingest.read import read_document

SIZE = 10.0
NARROW, USUAL = 0.1, 1.0
"""Widths of a space, as shares of the font's own."""

Lines = list[str]


def page_of(*rows: str) -> bytes:
    """A page with these lines; "_" stands for a space that is hardly wider than none."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(UNICODE, SIZE)
        for row, text in enumerate(rows):
            x, y = 72.0, 760 - 16 * row
            space = stringWidth(" ", UNICODE, SIZE)
            for part in text.split("_"):
                # Drawn with the space in front of it, as a part of the file's own text.
                canvas.drawString(x, y, part if x == 72.0 else f" {part}")
                x += stringWidth(part, UNICODE, SIZE) + (0 if x == 72.0 else space)
                x -= (USUAL - NARROW) * space

    return typeset(draw)


def text_of(*rows: str) -> str:
    """The cleaned text, its lines as one."""
    return " ".join(read_text(page_of(*rows))[0].split())


KNOWN = "Sagen om kommunen blev igen drøftet, fordi beskæftigelsen bliver et punkt her."


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Det er kom_munen, der skal svare på det.", "Det er kommunen, der"),
        ("Vi ser på be_skæf_tigelsen i det nye år.", "Vi ser på beskæftigelsen i"),
        ("Det sker i_gen, og vi ved ikke hvorfor.", "Det sker igen, og"),
        ("Det sker, for_di alle gerne vil have det.", "Det sker, fordi alle"),
        ("Vi har an_dre ord, som kun er her en gang.", "Vi har an dre ord"),
        ("Sagen_om den nye skole er ikke slut endnu.", "Sagen om den nye"),
    ],
    ids=["two parts", "three parts", "igen", "fordi", "no word that is known", "two words"],
)
def test_a_narrow_gap_within_a_known_word_is_no_space(printed: str, read: str) -> None:
    assert read in text_of(KNOWN, printed)


@pytest.mark.parametrize(
    "printed",
    [
        "Det sker i gen, og det er et for di her.",
        "Det er kom munen, der skal svare på det.",
        "Vi ved, at et pun kt her ikke er nok.",
    ],
    ids=["written so", "a part stands elsewhere", "the word is rare"],
)
def test_a_gap_as_wide_as_others_parts_two_words(printed: str) -> None:
    rows = (KNOWN.replace("punkt", "kom"), "Kom med det i dag.", printed)
    assert printed.removesuffix(".") in text_of(*rows)


def test_a_gap_as_wide_as_others_is_none_where_a_part_is_no_word() -> None:
    rows = ("Alt andet lige er det godt.", "Vi ved, at alt andet l ige vil det gå.")
    assert "alt andet lige vil" in text_of(*rows)
    rows = ("I kr onet stil, og om kronet er nyt.", "Det koster 5 kr onet gang.")
    assert "5 kronet gang" in text_of(*rows), "such a word is known"


def test_a_word_that_is_also_divided_at_its_lines_end_is_whole() -> None:
    rows = ("Det bliver godt, og beskæftigelsen stiger.", "Vi ser, at det bl i-", "ver til noget.")
    assert "at det bliver til noget" in text_of(*rows)
    rows = ("Vi ser beskæftigelsen stige i år.", "Det er for beskæft i-", "gelsesindsatsen nu.")
    assert "for beskæftigelsesindsatsen nu" in text_of(*rows)


WORDS = st.sampled_from(
    "Udvalget indstiller beskæftigelsen kommunen ålegården fløden økonomi".split()
)
WRITTEN = st.tuples(WORDS, st.integers(1, 9))
"""A word, and after which letter it is parted; nowhere where that is behind its end."""
WHOLE = WORDS.map(lambda word: (word, 0))
ROW = st.tuples(
    WHOLE,
    st.tuples(
        st.lists(WHOLE, min_size=3, max_size=4),
        st.lists(WRITTEN, max_size=2),
    ).flatmap(lambda parts: st.permutations(parts[0] + parts[1])),
).map(lambda row: [row[0], *row[1]])
"""A whole word first: `page_of` draws a part with the space in front of it, which is wider than an "i" and
would begin the line."""


def _parted(word: str, place: int) -> str:
    return f"{word[:place]}_{word[place:]}" if 0 < place < len(word) else word


@given(rows=st.lists(ROW, min_size=1, max_size=6))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_parted_words_are_searched_whole_and_lead_back_to_the_page(
    rows: list[list[tuple[str, int]]], embedder: Embedder, tmp_path: Path
) -> None:
    first = "Udvalget indstiller beskæftigelsen kommunen ålegården fløden økonomi."
    whole = [" ".join(word for word, _ in row) for row in rows]
    parted = [" ".join(_parted(*written) for written in row) for row in rows]
    file = tmp_path / "prøve.pdf"
    file.write_bytes(page_of(first, *parted))
    (document,) = read_document(file, file.name, splitter(embedder.tokenizer_file))
    assert_maps_are_right(document)
    assert_passages_are_right(document)
    assert " ".join(document.text.split()) == " ".join([first, *whole])
    (page,) = document.pages
    assert stands_there(document.text, page, (0, len(document.text)))
