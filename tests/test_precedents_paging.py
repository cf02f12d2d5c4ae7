"""The list of decisions reads whole only what it shows, in the same order as if it had read all."""

from __future__ import annotations

import datetime
import hashlib

import numpy as np
import pytest
from structures_made import Line, minutes

from assistant.web_precedents_frame import Addresses, Frame
from assistant.web_precedents_list import find
from assistant.web_precedents_order import in_order
from assistant.web_precedents_wanted import Column, Wanted
from index.catalog import Catalog
from index.catalog_rows import EmbeddedPassage, insert_document
from index.fingerprint import Fingerprint
from index.store import Index
from ingest.meeting import Outcome

FRAME = Frame("da", Addresses())
BODIES = ("Økonomiudvalget 2022-2025", "Byrådet", "Aastedudvalget", "Ældreudvalget")
TITLES = ("Åen bag havnen", "Molen 9", "Molen 10", "Ærø færge", "øst for byen", "Aalegræs")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An index of 24 meetings with 3 items each, every fifth item with somebody against."""
    folder = tmp_path_factory.mktemp("paging")
    catalog = Catalog.create(folder, Fingerprint("model", 250))
    vector = np.ones(4, np.float32)
    with catalog.change() as connection:
        for number in range(24):
            made = minutes(
                *(line(3 * number + place) for place in range(3)),
                date=datetime.date(2024, 1, 1) + datetime.timedelta(days=7 * (number % 20)),
                organization=BODIES[number % 4],
                page_first=1 + number % 3,
            )
            vectors = [
                EmbeddedPassage(hashlib.sha256(bytes([number, row])).digest(), vector, vector[None])
                for row in range(len(made.passages))
            ]
            insert_document(connection, made, vectors)
            connection.execute(
                "INSERT INTO files VALUES (?, ?, ?, NULL, '')",
                (f"{number:02}.pdf", f"{number:02}.pdf", made.sha256),
            )
    catalog.close()
    with Index.open(folder) as index:
        yield index


def line(number):
    return Line(
        title=TITLES[number % 6],
        decided=f"Afgjort {number}.",
        case_number=f"24-{number * 37 % 50:06}" if number % 4 else None,
        outcome=list(Outcome)[number % 7],
        against=("Bo Vang (Ø)", "Ida Krog (A)")[: 1 + number % 2] if number % 5 == 0 else (),
        earlier=number % 9 == 0,
    )


def told(decisions):
    return [(one.document.name, one.item_position) for one in decisions]


@pytest.mark.parametrize("column", [None, *Column])
@pytest.mark.parametrize("descending", [False, True])
def test_a_page_is_the_beginning_of_the_whole_list_in_order(filled, column, descending):
    wanted = Wanted(sort=column, descending=descending)
    whole = in_order(filled.decisions(), column, "da", descending=descending)
    assert len(whole) == 72
    assert told(find(filled, FRAME, wanted).decisions) == told(whole)
    page = find(filled, FRAME, wanted, 10)
    assert told(page.decisions) == told(whole[:10])
    assert page.total == 72


def test_what_is_not_shown_is_not_read(filled):
    asked = []
    filled.catalog.connection.set_trace_callback(asked.append)
    try:
        page = find(filled, FRAME, Wanted(sort=Column.ITEM, organization="byrådet"), 2)
    finally:
        filled.catalog.connection.set_trace_callback(None)
    assert (len(page.decisions), page.total) == (2, 18)
    assert sum("SELECT s.json" in statement for statement in asked) <= 2


def test_the_first_of_all_are_the_newest(filled):
    assert told(filled.decisions(count=5)) == told(filled.decisions())[:5]
