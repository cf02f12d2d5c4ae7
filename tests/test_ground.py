"""A question about a detail that is not there is refused with the reason, and one about a detail that is
there is not."""

from __future__ import annotations

import pytest
from commands import command
from reportlab.pdfgen.canvas import Canvas

from assistant.abstain import THRESHOLD
from assistant.answer import answer
from assistant.model import Statement
from assistant.shown import not_shown
from assistant.texts import TEXTS
from index.store import Index

LINES = (
    "Referat fra Havneudvalget",
    "Onsdag den 4. juni 2025 kl. 16.00",
    "Deltagere: Bente Holm, Jens Kragh (V), Ulla Friis, Ib Holm (A). Fraværende: Per Thomsen",
    "Punkt 1: Leje af bådpladser",
    "Sagsnr. 25-004411",
    "Sejlklubben Havørnen søger om 14 bådpladser til klubbens gæster. Medlemmerne ønsker en ny bro.",
    "En plads koster 3.250 kr. om året for Sejlklubben Havørnen. Efter § 12 i reglementet betales forud.",
    "Roklubben Strand har købt et skur af kommunen.",
    "Beslutning",
    "Udvalget godkendte forslaget.",
    "Punkt 2: Badebro ved Sandvig",
    "Sagsnr. 25-005512",
    "Forvaltningen foreslår en badebro, som kan bruges hele året. Den bliver seks meter lang.",
    "Havnens nye direktør tiltræder den 1. august og skal stå for arbejdet med broen. Arbejdet begynder",
    "til september og er færdigt inden jul, hvis vejret tillader det.",
    "Beslutning",
    "Godkendt med 2 stemmer for (Bente Holm, Ulla Friis). Imod stemte 1 medlem (Jens Kragh).",
)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory, embedder):
    files, folder = tmp_path_factory.mktemp("filer"), tmp_path_factory.mktemp("indeks") / "i"
    canvas = Canvas(str(files / "referat.pdf"))
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(LINES):
        canvas.drawString(50, 790 - 30 * number, line)
    canvas.save()
    command("ingest", files, "--index", folder, check=True)
    with Index.open(folder, embedder=embedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Hvor mange gæster får Sejlklubben Havørnen?", "count"),
        ("Hvad betalte Roklubben Strand for skuret?", None),  # an amount stands nearby
        ("Hvor stor en andel af bådpladserne er til gæster?", "share"),
        ("Hvad siger reglementets § 99 om bådpladser?", "reference"),
        ("Hvad handler sag 25-009999 om bådpladser om?", "reference"),
        ("Hvad kostede en bådplads for Sejlklubben Havørnen i 2019?", "year"),
        ("Hvilket parti sidder Bente Holm i Havneudvalget for?", "party"),
        ("Hvilket parti sidder Per Thomsen i Havneudvalget for?", "party"),
        ("Hvad hedder havnens nye direktør?", "name"),
        ("Hvem stemte imod lejen af bådpladser til Sejlklubben Havørnen?", "vote"),
        ("Hvorfor var Per Thomsen ikke med til mødet?", "reason"),
        ("Hvad er der foreslået om badebroen i Ishøj?", "place"),
        ("Hvornår tiltræder direktøren for Region Sjælland?", "place"),
    ],
)
def test_what_is_not_there_is_named(harbour, question, code):
    given = answer(harbour, question)
    assert given.lacks == code
    if code:
        assert (given.answered, given.reason) == (False, "no_ground")
        assert given.confidence < THRESHOLD
        assert given.nearest
        assert f"lacks_{code}" in TEXTS


@pytest.mark.parametrize(
    "question",
    [
        "Hvor mange bådpladser søger Sejlklubben Havørnen om?",
        "Hvad koster en plads for Sejlklubben Havørnen?",
        "Hvad siger reglementets § 12?",
        "Hvad handler sag 25-004411 om?",
        "Hvad koster en bådplads for Sejlklubben Havørnen i 2025?",
        "Hvilket parti sidder Jens Kragh i Havneudvalget for?",
        "Hvem stemte imod badebroen ved Sandvig?",
        "Hvem var fraværende på mødet i Havneudvalget?",
        "Hvor lang bliver badebroen ved Sandvig?",
        "Hvor lang bliver badebroen ved Sanvdig?",
    ],
)
def test_what_is_there_is_answered(harbour, question):
    given = answer(harbour, question)
    assert given.lacks is None
    assert given.answered


def shown(text: str) -> Statement:
    return Statement(text, (), (0, len(text)))


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        ("Hvilken dag mødes udvalget igen?", "Udvalget mødes igen til efteråret.", "date"),
        ("Hvilken dag mødes udvalget igen?", "Udvalget mødes igen den 3. juni.", None),
        ("Hvor mange børn går der på skolen?", "Skolen er stor.", "count"),
        ("Hvor mange børn går der på skolen?", "Skolen har tolv børn.", None),
        ("Hvad kommer hallen til at koste?", "Hallen får nyt tag.", "amount"),
        ("Hvad kommer hallen til at koste?", "Taget koster 3,2 mio. kr.", None),
        ("Hvor stor en del af børnene trives?", "89 børn trives.", "share"),
        ("Hvor stor en del af børnene trives?", "89 pct. af børnene trives.", None),
        ("Hvem stemte imod i udvalget?", "Udvalget godkendte forslaget.", "vote"),
        ("Hvem stemte imod i udvalget?", "Imod var Liste B.", None),
        ("Hvem er leder af skolen?", "Lederen går på pension.", "name"),
        ("Hvem er leder af skolen?", "Lederen, Kaj Friis, går på pension.", None),
        ("Hvor mange stemmer fik listen ved valget?", "Valget var i november.", "count"),
        ("Hvornår bliver broen bygget?", "Når pengene er der.", None),
        ("Hvorfor blev sagen udsat?", "Sagen blev udsat.", None),
    ],
)
def test_what_is_shown_holds_what_was_asked_for(question, text, code):
    assert not_shown(question, [shown(text)]) == code
    assert not_shown(question, [shown(text), shown("3. maj: 5 % (tolv) for 3,5 mio. kr.; Kaj Friis stemte imod, fordi …")]) is None  # fmt: skip


def test_where_nothing_is_shown_nothing_is_missed():
    assert not_shown("Hvor mange børn går der på skolen?", []) is None
