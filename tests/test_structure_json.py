"""What was understood of a document comes out as the documented JSON, and readable."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import jsonschema
from precedents_drafted import MEMO, PAGE, document, drafted, link

from assistant.readable import structure_lines
from assistant.structure import part_json, structure_json

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "structure.json").read_text(encoding="utf-8")
)


def shaped(structure):
    made = structure_json(structure, link)
    jsonschema.validate(made, SCHEMA)
    return made


def test_the_document_and_its_meeting():
    made = shaped(drafted())
    assert made["document"] == "referat.pdf"
    assert made["kind"] == "minutes"
    assert made["date"] == "2024-01-17"
    assert (made["starts"], made["ends"], made["chair"]) == ("16:30", None, "Anna Holm")
    assert [(one["name"], one["party"], one["absent"]) for one in made["participants"]] == [
        ("Anna Holm", "A", False),
        ("Bo Vang", "Ø", False),
        ("Dan Lund", "V", True),
    ]
    assert [fact["page"] for fact in made["facts"]] == [1, None]


def test_an_item_has_its_pages_sections_attachments_and_absentees():
    item, closed = shaped(drafted())["items"]
    structure = drafted()
    last_character = len(structure.text[: structure.items[0].end].rstrip()) - 1
    assert item["page_first"] == 1
    assert item["page_last"] == 1 + last_character // PAGE
    assert [section["name"] for section in item["sections"]] == [
        "Indstilling", "Beslutning 6. december 2023", "Beslutning",
    ]  # fmt: skip
    assert item["sections"][1]["text"] == "Udsat."
    assert item["attachments"] == [{"name": "Notat om mol....", "document": MEMO.name}]
    assert item["absent"] == ["Dan Lund"]
    assert item["kind"] == "beslutning"
    assert closed["closed"]
    assert closed["kind"] is None


def test_each_decision_has_its_body_date_votes_and_dissents():
    earlier, decided = shaped(drafted())["items"][0]["decisions"]
    assert (earlier["date"], earlier["outcome"], earlier["earlier"]) == (
        "2023-12-06",
        "postponed",
        True,
    )
    assert earlier["votes"] == {
        "for": [], "against": [], "abstained": [],
        "for_count": None, "against_count": None, "abstained_count": None,
    }  # fmt: skip
    assert decided["text"].startswith("Godkendt med 3 stemmer mod 1.")
    assert decided["text"] == decided["text"].strip()
    assert decided["votes"]["for"] == ["Anna Holm (A)", "(V)"]
    assert decided["votes"]["against_count"] == 1
    assert decided["dissents"] == [
        {"who": "Bo Vang", "party": "Ø", "text": "Bo Vang (Ø) finder molen for dyr."}
    ]
    assert decided["follow_ups"] == [{"what": "Status gives i august.", "when": "i august"}]
    assert decided["other_votes"][0]["on"] == "Ændringsforslag fra Ø"


def test_a_document_that_is_no_meeting_has_the_same_shape():
    made = shaped(dataclasses.replace(drafted(), meeting=None, items=(), layout=None))
    assert made["participants"] == []
    assert made["layout"] is None


def test_an_empty_section_and_an_empty_span_have_a_page():
    structure = drafted()
    item = structure.items[0]
    section = dataclasses.replace(item.sections[0], body=item.sections[0].end)
    item = dataclasses.replace(item, sections=(section,))
    made = shaped(dataclasses.replace(structure, items=(item,)))
    assert made["items"][0]["sections"][0]["text"] == ""


def test_people_read_it_in_both_languages():
    danish = "\n".join(structure_lines(drafted(), link, (), "da"))
    assert "Møde: Teknik- og Havneudvalget, 17. januar 2024" in danish
    assert "4. Molen i Lærkesund (side 1-" in danish
    assert "Udfald: delt" in danish
    assert "Stemmer: 3 for, 1 imod (Bo Vang (Ø))" in danish
    assert "Tidligere beslutning, Teknik- og Havneudvalget, 6. december 2023" in danish
    assert "Bilag: Notat om mol.... → bilag/Notat om molen.pdf" in danish
    assert "Fraværende: Dan Lund" in danish
    english = "\n".join(structure_lines(drafted(), link, (), "en"))
    assert "Outcome: split" in english
    assert "Udfald" not in english


def test_the_parts_of_a_packet_are_named():
    parts = [document(), document(4, "referat.pdf#page=5", title="Bilag 1")]
    shown = "\n".join(structure_lines(drafted(), link, parts, "da"))
    assert "Filen indeholder flere dokumenter:" in shown
    assert "Referat: Bilag 1, side" in shown
    made = shaped(drafted()) | {"parts": [part_json(part) for part in parts]}
    jsonschema.validate(made, SCHEMA)


def test_control_characters_of_a_document_do_not_reach_the_terminal():
    structure = drafted()
    hostile = "\x1b]0;ond\x07\x1b[31m[bold]Rød\u202e\r\n[/bold]"
    item = dataclasses.replace(structure.items[0], title=hostile, case_number=hostile)
    made = dataclasses.replace(structure, items=(item,), document=document(name=hostile))
    for line in structure_lines(made, link, (), "da"):
        assert all(character.isprintable() for character in line), line
    assert "[bold]Rød" in "\n".join(structure_lines(made, link, (), "da"))
