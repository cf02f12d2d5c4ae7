"""A place is cited as people cite it."""

from __future__ import annotations

import datetime

import pytest

from assistant.places import Place, without_term, written_place
from index.hits import ItemReference

DAY = datetime.date(2023, 3, 15)
ITEM = ItemReference("2", "Klimatilpasning ved Elleåen", "23-002245")


def test_a_place_names_body_date_item_case_section_and_page():
    place = Place(
        page=3, organization="Klima- og Fritidsudvalget", date=DAY, item=ITEM, section="Beslutning"
    )
    assert written_place(place, "da") == (
        "Klima- og Fritidsudvalget, 15. marts 2023, punkt 2 Klimatilpasning ved Elleåen, "
        "sagsnr. 23-002245, Beslutning, side 3"
    )
    assert written_place(place, "en") == (
        "Klima- og Fritidsudvalget, 15 March 2023, item 2 Klimatilpasning ved Elleåen, "
        "case no. 23-002245, Beslutning, page 3"
    )


@pytest.mark.parametrize(
    "name",
    [
        "Byrådet 2022-2025",
        "Byrådet 2022–2025",
        "Byrådet (2022-2025)",
        "Byrådet, 2022-25",
        "Byrådet",
    ],
)
def test_the_term_of_a_body_is_left_out(name):
    assert without_term(name) == "Byrådet"
    assert written_place(Place(page=1, organization=name), "da") == "Byrådet, side 1"


@pytest.mark.parametrize("name", ["2022-2025", "§ 17, stk. 4-udvalget", "Udvalget for Vej 1234"])
def test_a_name_that_only_looks_like_a_term_stays(name):
    assert without_term(name) == name


def test_what_is_not_known_is_left_out():
    item = ItemReference("", "Eventuelt", None)
    assert written_place(Place(page=4, title="Notat om bus"), "da") == "Notat om bus, side 4"
    assert written_place(Place(page=4, item=item), "da") == "Eventuelt, side 4"
    assert written_place(Place(page=4), "en") == "page 4"


def test_a_place_on_two_pages_names_both():
    assert written_place(Place(page=3, page_last=4, title="Notat"), "da") == "Notat, side 3-4"


def test_a_number_is_not_followed_by_its_dot():
    place = Place(page=1, item=ItemReference("4.", "Diget", None))
    assert written_place(place, "da") == "punkt 4 Diget, side 1"
