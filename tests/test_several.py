"""Questions of several parts, asked to the index of the example collection."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from commands import command

from assistant.answer import answer
from assistant.formats import answer_json
from assistant.model import Answer, Statement
from assistant.web_answer import answer_html
from assistant.web_cards import sources_of
from index.hits import Filter
from index.store import Index
from ingest.model import DocumentKind

SCHEMA = Path(__file__).parent / "schemas" / "ask.json"
OFF_TOPIC = "Hvem vandt verdensmesterskabet i fodbold i 2018?"
VOTE_AND_WHY = "Hvem stemte imod den nye ordning for skolebuskørsel, og hvorfor?"


def statement_for(given: Answer, part: str) -> Statement:
    return next(one for one in given.statements if part in one.parts)


def test_a_vote_and_its_reason_are_two_statements_of_one_item(index: Index) -> None:
    given = answer(index, VOTE_AND_WHY)
    vote, reason = given.statements
    assert vote.parts == ("Hvem stemte imod den nye ordning for skolebuskørsel?",)
    assert "Imod stemte Yasmin El-Khatib (Ø)" in vote.text
    assert reason.parts == ("Hvorfor?",)
    assert "en halv løsning" in reason.text
    assert vote.citations[0].document == reason.citations[0].document


def test_each_part_gets_the_statement_of_its_own_subject(index: Index) -> None:
    question = "Hvem stemte imod betalingsparkering, hvad blev besluttet om diget, og hvad koster svømmehallen?"
    given = answer(index, question)
    assert (
        "Forslaget blev forkastet" not in statement_for(given, "Hvad blev besluttet om diget?").text
    )
    vote = statement_for(given, "Hvem stemte imod betalingsparkering?")
    assert "Imod stemte Henning Bækgaard (V)" in vote.text
    assert "190.000 kr." in statement_for(given, "Hvad koster svømmehallen?").text


def test_a_part_that_names_an_outcome_is_not_answered_by_another_one(index: Index) -> None:
    question = "Hvem stemte imod diget ved Elleåen, og hvornår blev sagen udsat?"
    assert "udsat" in statement_for(answer(index, question), "Hvornår blev sagen udsat?").text


def test_a_part_that_points_to_another_is_answered_of_its_subject(index: Index) -> None:
    question = "Hvad koster morgenåbent i svømmehallen, og hvem stemte imod?"
    vote = statement_for(answer(index, question), "Hvem stemte imod?")
    assert "Imod stemte Tobias Nørlund Riis (Ø)" in vote.text


def test_one_sentence_that_answers_two_parts_stands_once(index: Index) -> None:
    question = "Hvem stemte imod betalingsparkering ved Lystbådehavnen, og hvad blev stemmetallet?"
    given = answer(index, question)
    texts = [one.text for one in given.statements]
    assert not any(a in b for a in texts for b in texts if a is not b)
    assert {part for one in given.statements for part in one.parts} == {
        "Hvem stemte imod betalingsparkering ved Lystbådehavnen?",
        "Hvad blev stemmetallet?",
    }


def test_a_part_without_ground_is_named_and_the_other_is_answered(index: Index) -> None:
    given = answer(index, f"Hvem stemte imod betalingsparkering? {OFF_TOPIC}")
    assert given.answered
    assert [one.parts for one in given.statements] == [("Hvem stemte imod betalingsparkering?",)]
    assert [one.part for one in given.unanswered] == [OFF_TOPIC]
    alone = answer(index, "Hvem stemte imod betalingsparkering?")
    assert given.confidence == pytest.approx(alone.confidence, abs=0.05)


def test_where_no_part_has_ground_there_is_no_answer(index: Index) -> None:
    given = answer(index, f"{OFF_TOPIC} Hvem vandt europamesterskabet i håndbold i 2016?")
    assert (given.answered, given.reason) == (False, "no_ground")
    assert not given.unanswered


def test_the_filter_and_the_threshold_hold_for_each_part(index: Index) -> None:
    wanted = Filter(kinds=frozenset({DocumentKind.MEMO}))
    question = "Hvad koster rute 3, og hvor mange kældre blev oversvømmet?"
    cited = [
        c
        for one in answer(index, question, wanted, threshold=0.0).statements
        for c in one.citations
    ]
    assert cited
    assert {citation.document.kind for citation in cited} == {DocumentKind.MEMO}
    assert not answer(index, question, threshold=1.1).answered
    nothing = Filter(documents=frozenset({"findes ikke.pdf"}))
    assert answer(index, question, nothing).reason == "no_documents"


def test_the_json_tells_of_parts_only_where_there_are_several(index: Index) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    several = answer_json(answer(index, f"Hvem stemte imod betalingsparkering? {OFF_TOPIC}"))
    jsonschema.validate(several, schema)
    assert several["statements"][0]["parts"] == ["Hvem stemte imod betalingsparkering?"]
    assert [one["part"] for one in several["unanswered"]] == [OFF_TOPIC]
    one = answer_json(answer(index, "Hvem stemte imod betalingsparkering?"))
    jsonschema.validate(one, schema)
    assert "unanswered" not in one
    assert all(set(statement) == {"text", "citations"} for statement in one["statements"])


def test_the_page_shows_each_part_and_what_has_no_ground(index: Index) -> None:
    question = f"Hvem stemte imod <b>betalingsparkering</b>? {OFF_TOPIC}"
    given = answer(index, question, threshold=0.1)
    shown = answer_html(given, sources_of(given), 1, "da", filtered=False)
    assert "rv-asked-part" in shown
    assert "rv-unanswered" in shown
    assert "<b>betaling" not in shown


def test_the_command_names_each_part(example_index: Path) -> None:
    question = f"Hvem stemte imod betalingsparkering? {OFF_TOPIC}"
    done = command("ask", question, "--index", example_index, check=True)
    lines = done.stdout.splitlines()
    assert lines[0] == "Hvem stemte imod betalingsparkering?"
    assert f"Intet grundlag fundet for: {OFF_TOPIC}" in lines
