"""Whose words a statement is, and opposite ones side by side."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from assistant.answer import answer
from assistant.formats import answer_json
from assistant.model import Statement
from assistant.owners import asks_positions, disagree, named_in, owner_of, same_owner
from assistant.web_answer import answer_html
from assistant.web_cards import sources_of
from index.decisions import Structure
from index.store import Index

SCHEMA = Path(__file__).parent / "schemas" / "ask.json"
BOTH = "Hvad mener ekspertgruppen og udvalget om tilskud til virksomheder, der ansætter unge?"


def structure_of(index: Index, name: str) -> Structure:
    return index.structure(next(d.key for d in index.documents() if d.name.startswith(name)))


def owner_in(index: Index, name: str, words: str) -> str | None:
    structure = structure_of(index, name)
    start = structure.text.index(words)
    return owner_of(structure, (start, start + len(words)), words)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad mener KL og ekspertgruppen om samtaler?",
        "Er der uenighed om diget?",
        "Hvem er for og imod parkering?",
        "Hvad er udvalgets holdning til busserne?",
        "What does the expert group recommend?",
    ],
)
def test_a_question_asks_for_positions(question: str) -> None:
    assert asks_positions(question)


@pytest.mark.parametrize(
    "question", ["Hvad koster rute 3?", "Hvem stemte imod busserne?", "Hvornår åbner hallen?"]
)
def test_most_questions_do_not(question: str) -> None:
    assert not asks_positions(question)


def test_a_papers_sender_owns_what_it_says(index: Index) -> None:
    school = "Hvis bussen forsvinder, frygter vi, at kommunen sparer på kørslen"
    assert owner_in(index, "Høringssvar fra", school) == "Skolebestyrelsen ved Askemose Skole"
    experts = "Et fritidsjob er for mange unge det første møde med en arbejdsplads."
    assert owner_in(index, "Anbefalinger fra", experts) == "Ekspertgruppen for unge og fritidsjob"


def test_a_memo_and_the_description_of_a_case_are_nobodys_opinion(index: Index) -> None:
    assert owner_in(index, "Notat om skolebus", "Kontrakten med Bøgh Turisttrafik løber") is None
    case = "Der er kommet 42 høringssvar om de tre scenarier for Elleåen."
    assert owner_in(index, "2023-09-13", case) is None


def test_a_dissent_is_that_of_the_member_and_a_decision_that_of_the_body(index: Index) -> None:
    dissent = "En bus, der kun kører den ene vej, er en halv løsning"
    assert owner_in(index, "2023-05-09", dissent) == "Yasmin El-Khatib (Ø)"
    assert owner_in(index, "2023-09-13", "Sagen blev udsat.") == "Klima- og Fritidsudvalget"


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("Grundejerforeningen Åstien mener, at diget er for højt.", "Grundejerforeningen Åstien"),
        ("KL vil derfor anbefale en anden model.", "KL"),
        ("KL kan bakke fuldt op om forslaget.", "KL"),
        ("Efter KL's opfattelse er reglerne for mange.", "KL"),
        ("Jens Hansen (V): Det er jeg glad for.", "Jens Hansen (V)"),
        ("Det mener vi er forkert.", None),
        ("Der er kommet ti svar. KL mener, at det er for få.", None),
        ("KL mener, at det er godt. Dansk Industri advarer mod det.", None),
        ("Vi mener, at det er forkert.", None),
    ],
)
def test_an_owner_is_told_by_the_words_that_a_statement_begins_with(
    index: Index, words: str, owner: str | None
) -> None:
    assert owner_of(structure_of(index, "Notat om skolebus"), (0, 10), words) == owner


def test_names_of_the_same_owner_are_one() -> None:
    assert same_owner("Ekspertgruppen", "Ekspertgruppen for unge og fritidsjob")
    assert not same_owner("KL", "Ekspertgruppen")
    assert named_in("Ekspertgruppen for unge", "Hvad mener ekspertgruppen?")
    assert not named_in("KL", "Hvad mener udvalget?")


def test_both_that_are_named_are_quoted_each_with_its_name(index: Index) -> None:
    given = answer(index, BOTH)
    owners = [one.owner for one in given.statements if one.owner]
    assert "Ekspertgruppen for unge og fritidsjob" in owners
    assert any("dvalget" in owner for owner in owners)


def test_owners_are_not_told_where_nobodys_opinion_is_asked_or_quoted(index: Index) -> None:
    given = answer(index, "Hvad koster rute 3?")
    assert not any(one.owner for one in given.statements)
    assert "disagreement" not in answer_json(given)


def test_disagreement_is_told_only_by_a_sign_of_it(index: Index) -> None:
    first, second = answer(index, BOTH).statements[:2]

    def said(text: str, owner: str | None, one: Statement = first) -> Statement:
        return replace(one, text=text, owner=owner)

    support = said("KL støtter forslaget.", "KL")
    against = said("Foreningen advarer mod forslaget.", "Foreningen", second)
    assert disagree([support, against])
    assert not disagree([support, said("Foreningen støtter det også.", "Foreningen")])
    assert not disagree([against])
    assert not disagree([support, said("Udvalget tog godt imod det.", "Udvalget")])
    assert not disagree([support, said("Mange er imod.", None)])


def test_the_json_names_owners(index: Index) -> None:
    told = answer_json(answer(index, BOTH))
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert any("owner" in one for one in told["statements"])
    assert told["disagreement"] in (True, False)


def test_the_page_sets_statements_of_different_owners_side_by_side(index: Index) -> None:
    given = answer(index, BOTH)
    shown = answer_html(given, sources_of(given), 1, "da", filtered=False)
    assert shown.count('class="rv-sides"') == 1
    assert shown.count('class="rv-side"') >= 2
    assert shown.count("<blockquote") == len(given.statements)
    hostile = replace(given.statements[0], owner="<script>alert(1)</script>")
    given = replace(given, statements=(hostile, *given.statements[1:]))
    assert "<script>" not in answer_html(given, sources_of(given), 1, "da", filtered=False)


def test_an_answer_to_a_question_of_facts_has_no_columns(index: Index) -> None:
    given = answer(index, "Hvad koster rute 3?")
    shown = answer_html(given, sources_of(given), 1, "da", filtered=False)
    assert "rv-side" not in shown
    assert "rv-owner" not in shown
