"""However minutes say that an item is closed, nothing of it is left among what is open, and no open item
is lost."""

from __future__ import annotations

import datetime

import pytest
from minutes_reading import items_of

from ingest.closed import hidden_spans, item_span
from ingest.items import find_items
from ingest.minutes import understand

DATE = datetime.date(2024, 6, 5)

HEAD = "Økonomiudvalget\n\nReferat\n\nOnsdag den 5. juni 2024 kl. 15.00\n\n"
BODY = "\n\nSagsnr. 24-000002\n\nSagsfremstilling\nKøb af HEMMELIG grund.\n\nBeslutning\nGodkendt HEMMELIG.\n\n"


def item(number: int, title: str, decided: str) -> str:
    return f"Punkt {number}: {title}\n\nSagsnr. 24-00000{number}\n\nBeslutning\n{decided}\n\n"


def shown(text: str) -> str:
    """What is left of minutes for those who do not see closed items."""
    for start, end in reversed(
        hidden_spans(text, [item_span(one) for one in items_of(text, "Økonomiudvalget", DATE)])
    ):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize(
    "heading",
    [
        "Punkt 2: Lukket punkt: HEMMELIG køb",
        "Punkt 2: Lukket: HEMMELIG køb",
        "Punkt 2: LUKKET HEMMELIG køb",
        "Punkt 2: (L) HEMMELIG køb",
        "Punkt 2: HEMMELIG køb (lukket)",
        "Punkt 2: HEMMELIG køb (lukket punkt)",
        "Punkt 2: HEMMELIG køb - lukket punkt",
        "Punkt 2: HEMMELIG køb – LUKKET",
        "Punkt 2: HEMMELIG køb (Fortroligt)",
        "Punkt 2: Fortrolig: HEMMELIG køb",
        "Punkt 2: Ikke-offentligt punkt: HEMMELIG køb",
        "Punkt 2: Personsag (lukket) HEMMELIG",
        "Punkt 2 (lukket): HEMMELIG køb",
        "Punkt 2 Lukket: HEMMELIG køb",
        "Punkt L2: HEMMELIG køb",
        "Lukket punkt 2: HEMMELIG køb",
        "Lukket sag nr. 2: HEMMELIG køb",
        "LUKKET - Punkt 2: HEMMELIG køb",
        "Punkt 2: HEMMELIG køb\n(Lukket)",
        "Punkt 2: HEMMELIG køb\n\nLukket punkt",
        "Punkt 2: HEMMELIG køb\n\nIkke offentligt",
        "Punkt 2: HEMMELIG køb\n\nÅben/Lukket: Lukket",
        "Punkt 2: HEMMELIG køb\n\nOffentlighed: Lukket",
        "Punkt 2: HEMMELIG køb\n\nÅbent punkt: Nej",
        "Punkt 2: HEMMELIG køb\n\nStatus: Lukket sag",
        "Punkt 2: HEMMELIG køb\n\nPunkttype: Beslutning, lukket",
        "Punkt 2: HEMMELIG køb\n\nLukket punkt, jf. kommunestyrelseslovens § 10, stk. 2",
        "Punkt 2: HEMMELIG køb\n\nSagen behandles for lukkede døre, jf. styrelseslovens § 10.",
        "Punkt 2: HEMMELIG køb\n\nPunktet er lukket i henhold til § 10 i lov om kommunernes styrelse.",
        "Punkt 2: HEMMELIG køb\n\nPunktet blev behandlet for lukkede døre. Punkt 3 blev udsat.",
    ],
)
def test_an_item_is_closed_however_it_says_so(heading):
    text = (
        HEAD
        + item(1, "Dagsorden", "Godkendt ÅBEN1.")
        + heading
        + BODY
        + item(3, "Eventuelt", "Intet ÅBEN3.")
    )
    left = shown(text)
    assert "HEMMELIG" not in left
    assert "ÅBEN1" in left
    assert "ÅBEN3" in left


@pytest.mark.parametrize(
    ("text", "open_words"),
    [
        # A part of its own, with items, with text alone, and with numbers that begin anew.
        (item(1, "Alfa", "ÅBEN1") + "Lukkede punkter\n\n" + item(2, "HEMMELIG", "HEMMELIG"), "ÅBEN1"),
        (item(1, "Alfa", "ÅBEN1") + "Lukket dagsorden\n\nUdvalget købte HEMMELIG grund.", "ÅBEN1"),
        (item(1, "Alfa", "ÅBEN1") + item(2, "Beta", "ÅBEN2") + "Lukket punkt 1: HEMMELIG køb" + BODY
         + "Lukket punkt 2: HEMMELIG salg" + BODY, "ÅBEN1 ÅBEN2"),
        (item(1, "Alfa", "ÅBEN1") + item(2, "Beta", "ÅBEN2") + "Punkt L1: HEMMELIG" + BODY, "ÅBEN1 ÅBEN2"),
        (item(1, "Alfa", "ÅBEN1") + "Lukket dagsorden\n\n" + item(2, "HEMMELIG", "HEMMELIG")
         + "Åben dagsorden\n\n" + item(3, "Gamma", "ÅBEN3"), "ÅBEN1 ÅBEN3"),
        # Told at the head: in the agenda, or for the whole document.
        ("Åbne punkter\n1 Alfa sag\n2 Beta sag\nLukkede punkter\n3 HEMMELIG sag\n\n" + item(1, "Alfa sag", "ÅBEN1")
         + item(2, "Beta sag", "ÅBEN2") + item(3, "HEMMELIG sag", "HEMMELIG"), "ÅBEN1 ÅBEN2"),
        ("Lukket dagsorden\n1 HEMMELIG køb\n2 HEMMELIG salg\n\n" + item(1, "HEMMELIG køb", "HEMMELIG")
         + item(2, "HEMMELIG salg", "HEMMELIG"), ""),
        ("Referat fra lukket møde\n\n" + item(1, "HEMMELIG køb", "HEMMELIG"), ""),
        # Told by another item.
        (item(1, "Dagsorden", "Punkt 2 behandles for lukkede døre, jf. styrelseslovens § 10. ÅBEN1")
         + item(2, "HEMMELIG", "HEMMELIG") + item(3, "Gamma", "ÅBEN3"), "ÅBEN1 ÅBEN3"),
        (item(1, "Dagsorden", "Punkterne 2-3 er lukkede. ÅBEN1") + item(2, "HEMMELIG", "HEMMELIG")
         + item(3, "HEMMELIG", "HEMMELIG"), "ÅBEN1"),
    ],
)  # fmt: skip
def test_closed_parts_and_lists_are_heeded(text, open_words):
    left = shown(HEAD + text)
    assert "HEMMELIG" not in left
    assert [word for word in open_words.split() if word not in left] == []


@pytest.mark.parametrize(
    ("title", "decided"),
    [
        ("Lukkedage i dagtilbud", "Godkendt."),
        ("Lukning af skole", "Byrådet accepterede på lukket møde den 20. juni 2022 købstilbuddet."),
        ("Vej", "Vejen er lukket. Sagen er lukket og afsluttet."),
        ("Klage", "Sagen blev behandlet for lukkede døre den 5. maj 2023."),
        ("Skole", "Godkendt.\n\nBilag\nLukket - Bilag 1"),
        ("Dagsorden", "Punkt 9 behandles for lukkede døre."),
    ],
)
def test_an_open_item_that_speaks_of_closed_things_stays_open(title, decided):
    text = HEAD + item(1, "Dagsorden", "Godkendt.") + item(2, title, decided)
    assert [one.closed for one in items_of(text, "Økonomiudvalget", DATE)] == [False, False]


def test_a_paper_that_is_no_minutes_has_closed_items_only_where_they_are_called_so():
    paper = "Udtræk\n\n1. Lukket institution\nTekst.\n\n2. Lukket punkt: Køb\nTekst.\n\n3. Andet\nTekst.\n"
    items = find_items(paper)
    read = understand(paper, items, (), None, None, meets=False).items
    assert [one.closed for one in read] == [False, True, False]
