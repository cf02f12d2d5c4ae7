"""Decisions of earlier meetings, listed under "Sagens forløb": each is one, with its body and date."""

from __future__ import annotations

import datetime

import pytest
from minutes_reading import items_of

from ingest.meeting import Outcome
from ingest.organization import without_term

BODIES = ("Havne- og Teknikudvalget", "Skole-, Børne- og Kulturudvalget", "Økonomiudvalget")
EARLIER = [
    (BODIES[0], datetime.date(2024, 4, 4), Outcome.REFERRED, "1.-2. Anbefales."),
    (BODIES[1], datetime.date(2024, 5, 2), Outcome.APPROVED, "Godkendt. Imod stemte Bo Vang (Ø)."),
    (BODIES[2], datetime.date(2024, 5, 15), Outcome.POSTPONED, "Udsat."),
]


@pytest.mark.parametrize(
    "entry",
    [
        "{day:%d-%m-%Y} {body}\n{text}",
        "{day:%d-%m-%Y} {body} {text}",
        "{day:%d-%m-%Y} {body}: {text}",
        "{day:%Y-%m-%d} {body}\n{text}",
        "{body}, {written}\n{text}",
        "{body} den {written}: {text}",
        "{body} 2022-2025 den {day:%d-%m-%Y}\n{text}",
        "{body}s beslutning den {day:%d.%m.%Y} Punkt 3\n{text}",
        "{body}, {written}, beslutning:\n{text}",
        "Beslutning fra {body}, {written}, pkt. 4\n{text}",
        "Beslutning\n{body} den {day:%d-%m-%Y}\n{text}",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_three_earlier_decisions_do_not_run_together(entry, between):
    months = {4: "april", 5: "maj"}
    listed = between.join(
        entry.format(
            day=day, body=body, text=text, written=f"{day.day}. {months[day.month]} {day.year}"
        )
        for body, day, _, text in EARLIER
    )
    text = (
        "Punkt 1: Ny mole\n\nSagsnr. 24-000100\nSagsfremstilling\nMolen er gammel.\n"
        f"Sagens forløb\n{listed}{between}Beslutning\nGodkendt.\n"
    )
    (item,) = items_of(text, "Byrådet", datetime.date(2024, 6, 12))
    *earlier, own = item.decisions
    found = [
        (without_term(one.organization), one.date, one.outcome, text[slice(*one.span)])
        for one in earlier
    ]
    assert found == EARLIER
    assert all(one.earlier for one in earlier)
    assert (own.earlier, own.date) == (False, datetime.date(2024, 6, 12))


def test_a_sentence_that_names_a_body_and_a_day_begins_no_decision():
    text = (
        "Punkt 1: Ny mole\n\nSagsnr. 24-000100\nSagens forløb\n"
        "04-04-2024 Økonomiudvalget har set på molen.\nBeslutning\nGodkendt.\n"
    )
    (item,) = items_of(text, "Byrådet", datetime.date(2024, 6, 12))
    assert len(item.decisions) == 1
