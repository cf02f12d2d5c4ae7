"""Closed items that print what was decided under no label, and those whose text is something else."""

from __future__ import annotations

import datetime

import pytest
from minutes_reading import items_of

from ingest.meeting import AgendaItem, Outcome

BODY = "Teknik- og Havneudvalget"
DATE = datetime.date(2024, 5, 6)


def last_item(printed: str) -> tuple[str, AgendaItem]:
    """The text of minutes whose last item is this one, and the item as it was understood."""
    text = f"Punkt 1: Ny mole\n\nSagsnr. 24-000100\nBeslutning\nGodkendt.\n\n{printed}"
    return text, items_of(text, BODY, DATE)[-1]


@pytest.mark.parametrize(
    ("heading", "decided", "outcome"),
    [
        ("Punkt 2: Lukket: Salg af pakhus\n\nSagsnr. 24-000200\n\n", "Indstillingen godkendt.", Outcome.APPROVED),
        ("Punkt 2: Lukket: Salg af pakhus Sagsnr.: 24-000200\n", "Anbefales.\n\nFraværende: Ida Krog", Outcome.REFERRED),
        ("Punkt 2: Lukket: Salg af pakhus (sag 24-000200) ", "Udvalget besluttede at sælge.", Outcome.APPROVED),
        ("Punkt 2: Salg af pakhus\nLukket punkt\nSagsnr. 24-000200\n", "1. Godkendt\n\n2. Godkendt", Outcome.APPROVED),
        ("Punkt 2: Lukket: Salg af pakhus\n\n", "Godkendt. Udvalget ønsker en status i august.", Outcome.APPROVED),
    ],
)  # fmt: skip
def test_a_closed_item_that_prints_only_its_decision_has_one(heading, decided, outcome):
    text, item = last_item(f"{heading}{decided}\n")
    (decision,) = item.decisions
    assert item.closed
    assert text[slice(*decision.span)] == decided
    assert (decision.outcome, decision.organization, decision.date) == (outcome, BODY, DATE)


def test_its_votes_and_who_was_absent_are_read_too():
    _, item = last_item(
        "Punkt 2: Lukket: Salg af pakhus\n\nSagsnr. 24-000200\n\nIndstillingen godkendt.\n\n"
        "Imod stemte Bo Vang (Ø), fordi pakhuset bør fredes.\n\nFraværende: Ida Krog\nBilag\nNej\n"
    )
    (decision,) = item.decisions
    assert decision.vote is not None
    assert decision.vote.against == ("Bo Vang (Ø)",)
    assert [person.name for person in item.absent] == ["Ida Krog"]


@pytest.mark.parametrize(
    "printed",
    [
        "Punkt 2: Lukket: Salg af pakhus\n\nSagsnr. 24-000200\n",
        "Punkt 2: Lukket: Godkendelse af salg\n\nDer var ingen henvendelser.\n",
        "Punkt 2: Lukket: Salg af pakhus\n\nPakhuset er fra 1890. Godkendt.\n",
        "Punkt 2: Lukket: Salg af pakhus\n\nAdministrationen indstiller, at salget godkendes.\n",
        "Punkt 2: Lukket: Salg af pakhus\n\nDet indstilles, at salget godkendes.\n",
        "Punkt 2: Lukket: Salg af pakhus\n\nGodkendt.\n\nSagsfremstilling\nPakhuset er fra 1890.\n",
        "Punkt 2: Salg af pakhus\n\nSagsnr. 24-000200\n\nIndstillingen godkendt.\n",
    ],
    ids=["empty", "nothing decided", "a case told", "proposed", "proposed so", "labelled", "open"],
)
def test_any_other_text_without_a_label_is_no_decision(printed):
    assert last_item(printed)[1].decisions == ()


def test_a_label_tells_more_than_the_words_above_it():
    text, item = last_item(
        "Punkt 2: Lukket: Salg af pakhus\n\nGodkendt i går.\nBeslutning\nSagen blev udsat.\n"
    )
    assert [text[slice(*one.span)] for one in item.decisions] == ["Sagen blev udsat."]
