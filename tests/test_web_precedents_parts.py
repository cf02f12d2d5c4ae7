"""The parts of the view of decisions that need no index: addresses, sorting, rows, events, texts."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qsl

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from precedents_drafted import BODY, DAY, EARLIER, decision, document, drafted, vote

from assistant.case import CaseStep
from assistant.web_precedents_case import events
from assistant.web_precedents_form import active_html, bodies
from assistant.web_precedents_frame import Addresses, Frame
from assistant.web_precedents_list import Found, list_html
from assistant.web_precedents_order import alphabetical, in_order
from assistant.web_precedents_quote import shown_text
from assistant.web_precedents_rows import table_html
from assistant.web_precedents_wanted import SHOWN, BadRequest, Column, Votes, Wanted, read_date
from assistant.web_texts import TEXTS
from index.decisions import CaseEntry, StoredDecision
from index.hits import ItemReference
from index.structures import decision_of
from ingest.meeting import Dissent, Outcome

DANISH = Frame("da", Addresses())
ENGLISH = Frame("en", Addresses("/en"))


def stored(title="Molen", *, case="23-001234", of=None, page=1, **changes) -> StoredDecision:
    return StoredDecision(
        document=of or document(),
        item=ItemReference("4", title, case),
        item_position=0,
        decision=decision((0, 9), **changes),
        text="Godkendt.",
        recommendation=None,
        page_first=page,
        page_last=page,
    )


# Addresses


@given(
    st.builds(
        Wanted,
        query=st.text(max_size=30).map(str.strip),
        organization=st.text(max_size=20).map(str.strip),
        date_from=st.dates().map(str),
        person=st.text(max_size=20).map(str.strip),
        party=st.sampled_from(["", "Ø", "V"]),
        outcomes=st.lists(st.sampled_from(list(Outcome)), unique=True).map(
            lambda some: tuple(one for one in Outcome if one in some)
        ),
        votes=st.sampled_from(list(Votes)),
        sort=st.sampled_from(list(Column)),
        descending=st.booleans(),
        shown=st.sampled_from([SHOWN, 3 * SHOWN]),
    )
)
def test_an_address_brings_back_what_was_asked_for(wanted):
    surrogates = re.compile(r"[\ud800-\udfff]")
    if not any(
        surrogates.search(one) for one in (wanted.query, wanted.organization, wanted.person)
    ):
        assert Wanted.of(parse_qsl(wanted.address())) == wanted


def test_an_address_without_wishes_is_bare_and_nonsense_in_one_is_passed_over():
    assert Wanted().address() == ""
    nonsense = [("udfald", "<b>"), ("sorter", "x"), ("vis", "-7"), ("afstemning", "?"), ("a", "b")]
    assert Wanted.of(nonsense) == Wanted()
    assert len(Wanted.of([("soeg", "x" * 100_000)]).query) == 2000


@pytest.mark.parametrize("written", ["2024-03-12", "12-03-2024", "12.03.2024", "12. marts 2024"])
def test_a_date_is_read_as_the_field_sends_it_and_as_danes_write_it(written):
    assert read_date(written) == datetime.date(2024, 3, 12)


@pytest.mark.parametrize("written", ["i går", "2024", "2024-02-31", "12-03-2024 og mere"])
def test_what_is_no_date_is_told(written):
    with pytest.raises(BadRequest) as refused:
        Wanted(date_from=written).filter()
    assert refused.value.code == "bad_date"
    assert written in DANISH.plain("bad_date", **refused.value.details)


def test_a_period_that_ends_before_it_begins_is_told():
    with pytest.raises(BadRequest) as refused:
        Wanted(date_from="2024-01-02", date_to="2024-01-01").filter()
    assert refused.value.code == "period_order"


def test_each_field_becomes_its_filter():
    wanted = Wanted(
        organization="Havn", date_to="2024-01-01", outcomes=(Outcome.REJECTED,),
        votes=Votes.DISSENT, person="Bo", party="Ø",
    )  # fmt: skip
    found = wanted.filter()
    assert found.organization == "Havn"
    assert found.date_to == datetime.date(2024, 1, 1)
    assert found.outcomes == {Outcome.REJECTED}
    assert found.dissent
    assert not found.vote
    assert (found.person, found.party) == ("Bo", "Ø")
    assert Wanted(votes=Votes.ANY).filter().vote
    assert wanted.filtered
    assert not wanted.without_filters().filtered


# Sorting


def test_names_stand_as_in_a_danish_list_and_numbers_by_their_size():
    names = ["Øen", "Aasen", "Ærø", "Bilag 10", "bilag 9", "Éclair", "Zoo", "Åen", "Anlæg"]
    assert sorted(names, key=alphabetical) == [
        "Anlæg", "bilag 9", "Bilag 10", "Éclair", "Zoo", "Ærø", "Øen", "Åen", "Aasen",
    ]  # fmt: skip


def test_rows_without_a_value_stand_last_whichever_way():
    rows = [stored(date=None), stored(date=DAY), stored(date=EARLIER)]
    rising = in_order(rows, Column.DATE, "da")
    falling = in_order(rows, Column.DATE, "da", descending=True)
    assert [one.decision.date for one in rising] == [EARLIER, DAY, None]
    assert [one.decision.date for one in falling] == [DAY, EARLIER, None]


def test_votes_are_sorted_by_how_much_was_disagreed():
    calm = stored("calm")
    alone = stored("alone", vote=vote((0, 1), for_count=6, against_count=1))
    split = stored("split", vote=vote((0, 1), for_count=4, against=("(A)",), abstained=("(B)",)))
    ordered = in_order([calm, alone, split], Column.VOTES, "da", descending=True)
    assert [one.item.title for one in ordered] == ["split", "alone", "calm"]


@pytest.mark.parametrize("column", list(Column))
def test_every_column_can_be_sorted_both_ways(column):
    rows = [
        stored("b", case=None, page=2, organization=None, of=document(organization=None)),
        stored("a", case="9", page=1, outcome=Outcome.REJECTED),
    ]
    for descending in (False, True):
        assert len(in_order(rows, column, "da", descending=descending)) == 2
    assert Wanted().sorted_by(column).sorted_by(column).sort is column


# What is shown


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_the_table_is_a_table_with_headings_that_say_how_it_is_sorted():
    wanted = Wanted(sort=Column.BODY, descending=True)
    html = table_html(DANISH, [stored(), stored()], wanted)
    elements = Elements(html).found
    roles = [attributes.get("role") for _, attributes in elements]
    assert roles.count("columnheader") == len(Column)
    assert roles.count("cell") == 2 * len(Column)
    assert roles.count("row") == 3
    sorted_by = [a["aria-sort"] for _, a in elements if "aria-sort" in a]
    assert sorted_by == ["descending"]


def test_who_disagreed_in_words_stands_with_the_votes():
    statement = Dissent("Bo Vang (Ø)", "Ø", "For dyrt.", (0, 1))
    told = table_html(DANISH, [stored(dissents=(statement,))], Wanted())
    assert ">til protokollen: Bo Vang (Ø)<" in told
    voted = stored(dissents=(statement,), vote=vote((0, 1), for_count=3, against_count=1))
    assert ">3 for, 1 imod; til protokollen: Bo Vang (Ø)<" in table_html(DANISH, [voted], Wanted())


def test_nothing_of_a_document_becomes_an_element():
    bad = "<script>x</script>\"'><img src=x onerror=y>"
    html = table_html(
        DANISH,
        [stored(bad, case=bad, of=document(name=bad, title=bad), organization=bad, referred_to=bad,
                vote=vote((0, 1), against=(bad,)))],
        Wanted(),
    )  # fmt: skip
    elements = Elements(html).found
    assert {tag for tag, _ in elements} <= {
        "table", "thead", "tbody", "tr", "th", "td", "a", "span", "time",
    }  # fmt: skip
    assert not any(name.startswith("on") for _, attributes in elements for name in attributes)
    found = active_html(DANISH, Wanted(query=bad, organization=bad, person=bad, party=bad))
    assert {tag for tag, _ in Elements(found).found} == {"ul", "li", "a", "span"}
    whole = list_html(DANISH, Wanted(query=bad, organization=bad, person=bad), Found(), [])
    assert not {"img", "script"} & {tag for tag, _ in Elements(whole).found}


def test_no_element_has_a_handler_or_a_style_of_its_own():
    elements = Elements(list_html(DANISH, Wanted(), Found([stored()]), [document()])).found
    names = {name for _, attributes in elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name == "style"}


def test_an_empty_result_says_what_to_do():
    def said(wanted):
        return list_html(DANISH, wanted, Found(), [])

    assert "Ingen beslutninger passer. Prøv at fjerne et filter." in said(Wanted(person="Bo"))
    assert "Prøv med andre ord" in said(Wanted(query="molen"))
    assert "De læses ud af referater" in said(Wanted())
    problem = Found(problem=BadRequest("period_order"))
    assert "slutter, før den begynder" in list_html(DANISH, Wanted(), problem, [])


def test_more_rows_are_offered_where_there_are_more():
    many = [stored() for _ in range(SHOWN + 1)]
    html = list_html(DANISH, Wanted(), Found(many), [])
    assert html.count("<tr") == SHOWN + 1
    assert f"vis={2 * SHOWN}" in html
    more = list_html(DANISH, Wanted(shown=2 * SHOWN), Found(many), [])
    assert more.count("<tr") == SHOWN + 2


def test_bodies_to_choose_from_are_named_once_and_without_their_term():
    named = [document(organization=name) for name in (f"{BODY} 2022-2025", BODY, "Ældreudvalget")]
    assert bodies(named) == [BODY, "Ældreudvalget"]


def test_an_address_of_the_other_language_has_its_prefix():
    html = table_html(ENGLISH, [stored()], Wanted())
    assert 'href="/en/beslutninger/punkt?' in html
    assert "postponed" in table_html(ENGLISH, [stored(outcome=Outcome.POSTPONED)], Wanted())


def test_a_quote_keeps_its_lines_and_draws_its_bullets():
    assert shown_text("\uf0b7 at det  godkendes,\n\n\n\n\uf0b7 at det ses.\n") == (
        "• at det godkendes,\n\n• at det ses."
    )
    assert shown_text(" \uf0b7 at det godkendes.") == "at det godkendes."
    assert shown_text(" - \n") == "", "a dash in an empty field"


# A case


def test_a_decision_that_later_minutes_repeat_stands_once_where_it_was_taken():
    structure = drafted()
    later = tuple(decision_of(structure, 0, ordinal) for ordinal in range(2))
    entry = CaseEntry(DAY, structure.document, later[0].item, 0, later, 1)
    alone = events([CaseStep(entry, ())])
    assert [(one.date, one.step is None) for one in alone] == [(EARLIER, True), (DAY, False)]

    own = replace(later[0], decision=replace(later[0].decision, earlier=False))
    before = CaseEntry(EARLIER, document(2, date=EARLIER), own.item, 0, (own,), 1)
    both = events([CaseStep(entry, ()), CaseStep(before, ())])
    assert [one.date for one in both] == [EARLIER, DAY]
    assert all(one.step for one in both)


# Texts


def test_every_text_that_the_view_asks_for_exists():
    asked = set()
    for path in sorted((ROOT / "assistant").glob("web_precedents*.py")):
        content = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"""\.(?:say|plain)\(\s*["'](\w+)["']""", content))
    assert len(asked) > 40
    assert asked <= TEXTS.keys()
