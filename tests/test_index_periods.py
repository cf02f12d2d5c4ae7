"""A time that a question names, and what it does to the ranking."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.explain import explain
from index.fusion import WEIGHTS
from index.hits import Filter
from index.periods import periods_in

TODAY = datetime.date(2024, 11, 1)


def day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("Hvad blev besluttet i 2014?", ("2014-01-01", "2014-12-31"), ("2013-12-31", "2015-01-01")),
        ("sager i marts 2014", ("2014-03-01", "2014-03-31"), ("2014-02-28", "2013-03-12")),
        ("sager i marts i 2014", ("2014-03-12",), ("2014-04-01",)),
        ("mødet i februar", ("2012-02-29", "2014-02-05"), ("2014-03-05",)),
        ("mødet den 12. marts 2014", ("2014-03-12",), ("2014-03-13",)),
        ("Hvad skete der sidste år?", ("2023-01-01", "2023-12-31"), ("2024-01-01", "2022-12-31")),
        ("sager i år", ("2024-11-01",), ("2023-11-01",)),
        ("sager sidste måned", ("2024-10-01", "2024-10-31"), ("2024-11-01", "2023-10-05")),
        ("Hvad er sket efter 2012?", ("2013-01-01", "2024-01-01"), ("2012-12-31",)),
        ("Hvad er sket siden 2012?", ("2012-01-01", "2024-01-01"), ("2011-12-31",)),
        ("før maj 2023", ("2023-04-30", "2001-01-01"), ("2023-05-01",)),
        ("mellem 2012 og 2014", ("2012-01-01", "2014-12-31"), ("2011-12-31", "2015-01-01")),
        ("What was decided last year?", ("2023-05-05",), ("2024-05-05",)),
        ("decisions in March 2014", ("2014-03-12",), ("2014-04-12",)),
    ],
)
def test_a_time_is_a_period_of_the_calendar(question, inside, outside):
    (period,) = periods_in(question, TODAY)
    assert all(day(one) in period for one in inside)
    assert not any(day(one) in period for one in outside)


@pytest.mark.parametrize(
    "question",
    [
        "Hvordan var det før reformen?",
        "rammeaftalen for 2023-2024",
        "fra 2023-24",
        "sag 2014/12345",
        "i 2014/1175",
        "hvert år",
        "efter § 83 i serviceloven",
        "budget 2023",
        "i 20145 tilfælde",
        "efter reformen, siden sidst",
    ],
)
def test_what_names_no_time_of_the_calendar_is_left_alone(question):
    assert not periods_in(question, TODAY)


@given(st.text(), st.dates(min_value=datetime.date(1, 2, 1)))
def test_any_text_on_any_day_is_taken(question, today):
    periods_in(question, today)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2098, 12, 31)))
def test_last_year_is_the_year_before_the_day_of_asking(today):
    (period,) = periods_in("sidste år", today)
    assert today.replace(day=1) not in period
    assert datetime.date(today.year - 1, 12, 31) in period


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("Hvad besluttede udvalget om diget ved Elleåen i 2024?", 2024),
        ("fritidsjob i år", 2024),
        ("Hvad skete der med diget ved Elleåen sidste år?", 2023),
        ("Hvad er der sket i sagen om svømmehallen siden 2024?", 2024),
        ("Hvad mente udvalget om svømmehallens åbningstider før 2024?", 2023),
        ("What was decided about school buses last year?", 2023),
    ],
)
def test_documents_of_the_time_come_first(index, question, year):
    first = index.search(question, today=TODAY)[0]
    assert first.document.date.year == year
    assert first.parts["period"] > 0
    assert "period" in dict(explain(question, first, {}).parts)


def test_the_day_of_asking_decides_what_last_year_is(index):
    question = "Hvad skete der med diget ved Elleåen sidste år?"
    years = [
        index.search(question, 3, today=datetime.date(year, 5, 1))[0].document.date.year
        for year in (2024, 2025)
    ]
    assert years == [2023, 2024]


def test_a_time_of_which_there_is_nothing_changes_nothing(index, monkeypatch):
    question = "Hvad blev besluttet om skolebuskørsel i 1987?"
    found = [(hit.passage, hit.score) for hit in index.search(question)]
    monkeypatch.setitem(WEIGHTS, "period", 0.0)
    assert found == [(hit.passage, hit.score) for hit in index.search(question)]
    assert found


def test_other_documents_stay_among_the_hits(index):
    hits = index.search("Hvad besluttede udvalget om diget ved Elleåen i 2024?", 30)
    assert {hit.document.date.year for hit in hits if hit.document.date} >= {2023, 2024}
    only = index.search("diget ved Elleåen i 2024", 30, Filter(date_to=day("2023-12-31")))
    assert only
    assert all(hit.document.date.year <= 2023 for hit in only)
