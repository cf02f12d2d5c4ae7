"""Decisions in words and as data: outcomes, votes, tables, and what is asked for later."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest
from precedents_drafted import decision, document, drafted, vote

from assistant.places import written_place
from assistant.precedent import (
    decision_json,
    decisions_table,
    follow_up_entry,
    follow_ups,
    follow_ups_table,
    outcome_named,
    outcome_text,
    place_of,
    vote_text,
)
from assistant.readable import decision_lines, follow_up_lines
from index.decisions import StoredDecision
from index.hits import ItemReference
from ingest.meeting import Outcome

SCHEMAS = Path(__file__).parent / "schemas"


def stored(number=1, **changes):
    """A decision of the drafted minutes' first item."""
    structure = drafted()
    item = structure.items[0]
    taken = item.decisions[number]
    values = {
        "document": structure.document,
        "item": ItemReference(item.number, item.title, item.case_number),
        "item_position": 0,
        "decision": taken,
        "text": structure.text[slice(*taken.span)],
        "recommendation": "at molen forlænges.",
        "page_first": 1,
        "page_last": 2,
        "score": 0.123456789,
        **changes,
    }
    return StoredDecision(**values)


def valid(value, schema):
    jsonschema.validate(value, json.loads((SCHEMAS / schema).read_text(encoding="utf-8")))
    return value


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_known_by_its_code_and_by_its_name_in_both_languages(outcome):
    assert outcome_named(outcome.value) is outcome
    assert outcome_named(outcome.value.upper()) is outcome
    for language in ("da", "en"):
        assert outcome_named(outcome_text(outcome, language)) is outcome


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("ændret", Outcome.APPROVED_AMENDED),
        ("aendret", Outcome.APPROVED_AMENDED),
        ("efterretning", Outcome.NOTED),
        ("Drøftet", Outcome.DISCUSSED),
        ("droeftet", Outcome.DISCUSSED),
        (" afvist ", Outcome.REJECTED),
    ],
)
def test_people_s_own_words_for_an_outcome_are_understood(word, outcome):
    assert outcome_named(word) is outcome


def test_a_word_that_is_no_outcome_is_none():
    assert outcome_named("måske") is None


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"for_count": 3, "against_count": 1, "against": ("Bo Vang",)}, "3 for, 1 imod (Bo Vang)"),
        ({"for_count": 3, "against_count": 0}, "3 for, 0 imod"),
        ({"voted_for": ("(A)", "(V)"), "against": ("(Ø)",)}, "for: (A), (V); imod: (Ø)"),
        ({"abstained": ("Bo Vang",), "abstained_count": 1}, "1 undlod (Bo Vang)"),
        ({"unanimous": True}, "enstemmigt"),
        ({}, ""),
    ],
)
def test_a_vote_is_written_with_what_is_printed_and_no_more(changes, text):
    assert vote_text(vote((0, 1), **changes), "da") == text


def test_a_decision_without_a_vote_has_no_words_for_one():
    assert vote_text(None, "da") == ""


def test_a_decision_as_json_has_its_place_its_facts_and_its_score():
    made = valid({"query": "mole", "decisions": [decision_json(stored())]}, "precedents.json")
    (entry,) = made["decisions"]
    assert entry["item"]["case_number"] == "23-001234"
    assert entry["outcome"] == "split"
    assert entry["points"][1] == {"points": "2.", "outcome": "noted"}
    assert entry["score"] == 0.123457
    without = stored(score=None, recommendation=None)
    valid({"query": None, "decisions": [decision_json(without)]}, "precedents.json")


def test_a_decision_is_cited_by_the_minutes_it_stands_in():
    assert written_place(place_of(stored(), "Beslutning"), "da") == (
        "Teknik- og Havneudvalget, 17. januar 2024, punkt 4 Molen i Lærkesund, "
        "sagsnr. 23-001234, Beslutning, side 1-2"
    )


def test_people_read_a_decision_in_danish():
    lines = list(decision_lines(stored(), "da"))
    assert lines[0].startswith("Teknik- og Havneudvalget, 17. januar 2024, punkt 4 Molen")
    assert "   Udfald: delt" in lines
    assert "   Punkt for punkt: 1. godkendt, 2. taget til efterretning" in lines
    assert (
        "   Stemmer: 3 for, 1 imod (Bo Vang (Ø)). "
        "Om Ændringsforslag fra Ø: imod: (V); undlod: Cilie Krog" in lines
    )
    assert "   Mindretal, Bo Vang: Bo Vang (Ø) finder molen for dyr." in lines
    assert lines[-1] == "   Fil: referat.pdf"


def test_a_decision_of_an_earlier_meeting_says_so():
    lines = list(decision_lines(stored(0), "da"))
    assert "   Tidligere beslutning, Teknik- og Havneudvalget, 6. december 2023" in lines


def test_to_whom_a_case_was_sent_is_said():
    sent = dataclasses.replace(
        decision((0, 5)), outcome=Outcome.REFERRED, referred_to="Økonomiudvalget"
    )
    assert "   Udfald: oversendt til Økonomiudvalget" in list(
        decision_lines(stored(decision=sent), "da")
    )


def test_the_table_has_a_cell_for_each_heading_and_dates_are_dates():
    table = decisions_table([stored(), stored(0)], "da")
    assert {len(row) for row in table.rows} == {len(table.headings)}
    row = dict(zip(table.headings, table.rows[0], strict=True))
    assert row["Dato"] == stored().decision.date
    assert row["Udfald"] == "delt"
    assert row["Sagsnr."] == "23-001234"
    assert row["Side"] == 1


def test_what_is_asked_for_later_is_listed_once_with_its_time():
    found = follow_ups([stored(), stored(0)])
    entry = valid({"followups": [follow_up_entry(*found[0])]}, "followups.json")["followups"][0]
    assert len(found) == 1
    assert (entry["what"], entry["when"]) == ("Status gives i august.", "i august")
    table = follow_ups_table(found, "en")
    assert table.headings[5:7] == ("What", "When")
    assert table.rows[0][5:7] == ("Status gives i august.", "i august")
    assert "   Hvornår: i august" in list(follow_up_lines(*found[0], "da"))


def test_what_an_earlier_meeting_asked_for_is_left_to_its_own_minutes():
    earlier = dataclasses.replace(stored().decision, earlier=True)
    assert follow_ups([stored(decision=earlier)]) == []


def test_hostile_words_of_a_document_reach_the_terminal_as_text():
    title = "\x1b[2J\x9b31m[red]=1+1\r\n"
    hostile = stored(
        item=ItemReference("1", title, title), document=document(name=title), text=title
    )
    for line in decision_lines(hostile, "da"):
        assert all(character.isprintable() for character in line)
