"""Questions about votes, absentees, outcomes and case numbers, answered from the minutes' own data."""

from __future__ import annotations

import pytest

from assistant.answer import answer
from index.store import Index
from index.traits import Trait, asked_for


@pytest.mark.parametrize(
    ("question", "trait"),
    [
        ("Hvem stemte imod busserne?", Trait.VOTE),
        ("Hvad var stemmetallet?", Trait.VOTE),
        ("Who voted against it?", Trait.VOTE),
        ("Hvem kom med en mindretalsudtalelse?", Trait.DISSENT),
        ("Hvem manglede på mødet?", Trait.ABSENCE),
        ("Hvem havde meldt afbud?", Trait.ABSENCE),
        ("Hvem havde fravær?", Trait.ABSENCE),
        ("Var der fravær ved mødet den 5. marts?", Trait.ABSENCE),
        ("økonomiudvalget marts fravær", Trait.ABSENCE),
        ("Hvorfor var Mette Holm ikke med?", Trait.ABSENCE),
        ("Hvad besluttede udvalget om svømmehallen?", Trait.DECISION),
        ("Hvordan endte sagen?", Trait.DECISION),
        ("Hvornår skal ordningen evalueres?", Trait.FOLLOW_UP),
        ("Hvad er sagsnummeret?", Trait.CASE_NUMBER),
        ("22-004318", Trait.CASE_NUMBER),
        ("Hvilke bilag hører til sagen?", Trait.ATTACHMENTS),
        ("Hvem er formand for udvalget?", Trait.ATTENDANCE),
        ("Er der fortilfælde for gratis leje?", Trait.RECOMMENDATION),
    ],
)
def test_a_question_asks_for_a_trait(question: str, trait: Trait) -> None:
    assert trait in asked_for(question)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad koster en plads på rute 3?",
        "Hvornår blev åen rettet ud?",
        "Hvor stort er fraværet på mellemtrinnet?",
        "Hvad mener skolerne om fravær?",
        "Hvad sker der, hvis en elev har fravær i ti dage?",
        "Hvorfor var partiet ikke med i aftalen?",
        "rute 3",
        "",
    ],
)
def test_most_questions_ask_for_none(question: str) -> None:
    assert not asked_for(question)


def first(index: Index, question: str) -> tuple[str, str, int]:
    """The first statement of an answer, with its document and page."""
    given = answer(index, question)
    assert given.answered, question
    citation = given.statements[0].citations[0]
    return given.statements[0].text, citation.document.name, citation.page


def test_who_voted_against_is_told_by_the_vote_itself(index: Index) -> None:
    text, document, _ = first(index, "Hvem stemte imod betalingsparkering ved Lystbådehavnen?")
    assert text.startswith("Imod stemte") or "Imod stemte" in text or "For stemte" in text
    assert document == "2023-03-15 Klima- og Fritidsudvalget referat.pdf"
    statements = answer(index, "Hvem stemte imod betalingsparkering ved Lystbådehavnen?").statements
    assert any("Imod stemte Henning Bækgaard (V)" in one.text for one in statements)


def test_an_outcome_is_told_by_the_decision(index: Index) -> None:
    question = "Hvad blev resultatet af sagen om betalingsparkering ved Lystbådehavnen?"
    statements = answer(index, question).statements
    assert any("Forslaget blev forkastet." in one.text for one in statements)


def test_an_outcome_that_is_named_is_that_of_the_decision(index: Index) -> None:
    text, document, _ = first(index, "Hvornår blev sagen om en fritidsjobpulje udsat?")
    assert "Sagen blev udsat" in text
    assert document == "2023-10-03 Børne- og Ungdomsudvalget referat.pdf"


def test_whether_it_had_an_outcome_is_told_by_the_one_it_had(index: Index) -> None:
    # It was put off in September, and came back: the last decision tells how it ended.
    text, document, _ = first(index, "Blev diget ved Elleåen afvist?")
    assert "Indstillingen blev anbefalet over for Byrådet" in text
    assert document == "2024-03-13 Klima- og Fritidsudvalget referat.pdf"


def test_a_case_number_brings_its_item(index: Index) -> None:
    text, document, _ = first(index, "Hvad handler sag 22-009870 om?")
    assert "morgenåbent" in text
    assert "22-009870" in text
    assert document.endswith("Klima- og Fritidsudvalget referat.pdf")


def test_attachments_are_named(index: Index) -> None:
    statements = answer(
        index, "Hvilke bilag hører til sagen om morgenåbent i svømmehallen?"
    ).statements
    assert any("Brugerundersøgelse for svømmehallen 2022" in one.text for one in statements)


def test_what_is_asked_for_and_not_there_is_not_made_up(index: Index) -> None:
    given = answer(index, "Hvem stemte imod dagsordenen for mødet den 7. februar 2023?")
    assert not any("stemte imod" in one.text.lower() for one in given.statements[:1])
