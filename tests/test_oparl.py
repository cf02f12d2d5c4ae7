"""Meetings come out in the shapes that OParl and Popolo publish, with nothing made up."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from pathlib import Path

import jsonschema
import pytest
from precedents_drafted import MEMO, document, drafted, link

from assistant.identifiers import Identifiers, slug
from assistant.oparl import oparl_json

SCHEMAS = Path(__file__).parent / "schemas"
SITE = "https://moeder.example/"


def schema(name):
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def checked(made):
    jsonschema.validate(made, schema("oparl.json"))
    jsonschema.validate(made["vote_events"], schema("popolo.json"))
    return made


def export(*structures, address=None):
    return checked(
        oparl_json([(one, link) for one in structures or [drafted()]], Identifiers.below(address))
    )


@pytest.fixture(params=[None, SITE], ids=["urn", "address"])
def made(request):
    return export(address=request.param)


def every(value, key):
    """All values of a key, at any depth."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name == key:
                yield one
            yield from every(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from every(one, key)


def test_a_meeting_has_its_body_its_place_and_its_minutes(made):
    (meeting,) = made["meeting"]
    assert meeting["name"] == "Teknik- og Havneudvalget, 17. januar 2024"
    assert meeting["start"] == "2024-01-17T16:30:00+01:00"
    assert "end" not in meeting
    assert meeting["location"]["description"] == "Havnekontoret, Kajen 1"
    assert meeting["resultsProtocol"]["fileName"] == "referat.pdf"
    bodies = {one["id"]: one["name"] for one in made["organization"]}
    assert [bodies[one] for one in meeting["organization"]] == ["Teknik- og Havneudvalget"]
    people = {one["id"]: one["name"] for one in made["person"]}
    assert [people[one] for one in meeting["participant"]] == ["Anna Holm", "Bo Vang"]
    assert [people[one] for one in meeting["referatsvar:absent"]] == ["Dan Lund"]


def test_items_carry_decision_outcome_access_and_attachments(made):
    first, second = made["meeting"][0]["agendaItem"]
    assert (first["number"], first["order"], first["public"]) == ("4", 0, True)
    assert first["resolutionText"].startswith("Godkendt med 3 stemmer mod 1.")
    assert "Udsat" not in first["resolutionText"], "another meeting's decision"
    assert first["result"] == "delt"
    assert [file["fileName"] for file in first["auxiliaryFile"]] == ["Notat om molen.pdf"]
    assert second["public"] is False
    assert "result" not in second, "an unknown outcome is left out"
    assert "consultation" not in second, "no case number, no paper"


def test_a_case_is_one_paper_with_a_consultation_for_each_meeting():
    later = dataclasses.replace(drafted(), document=document(3, "andet referat.pdf"))
    later = dataclasses.replace(
        later, meeting=dataclasses.replace(later.meeting, date=datetime.date(2024, 6, 5))
    )
    made = export(later, drafted())
    (paper,) = made["paper"]
    assert (paper["reference"], paper["date"]) == ("23-001234", "2024-01-17")
    assert len(paper["consultation"]) == 2
    assert len(paper["auxiliaryFile"]) == 1
    items = {item["id"]: item for one in made["meeting"] for item in one["agendaItem"]}
    for consultation in paper["consultation"]:
        assert items[consultation["agendaItem"]]["consultation"] == consultation["id"]
        assert consultation["authoritative"]
    assert made["meeting"][0]["start"] == "2024-06-05T16:30:00+02:00"


def test_a_body_is_the_same_in_every_term():
    structure = drafted()
    item = structure.items[0]
    decided = dataclasses.replace(
        item.decisions[1], organization="Teknik- og Havneudvalget 2018-2021"
    )
    item = dataclasses.replace(item, decisions=(decided,))
    made = export(dataclasses.replace(structure, items=(item,)))
    names = [one["name"] for one in made["organization"] if one["organizationType"] == "Gremium"]
    assert names == ["Teknik- og Havneudvalget"]


def test_votes_are_popolo_vote_events_with_printed_counts_and_named_voters(made):
    main, amendment = made["vote_events"]
    assert main["counts"] == [{"option": "yes", "value": 3}, {"option": "no", "value": 1}]
    assert main["result"] == "pass"
    assert [(one["option"], one["voter"]["name"]) for one in main["votes"]] == [
        ("yes", "Anna Holm"),
        ("yes", "V"),
        ("no", "Bo Vang"),
    ]
    assert main["votes"][1]["voter"]["classification"] == "party"
    assert main["referatsvar:date"] == "2024-01-17"
    assert amendment["motion"]["text"] == "Ændringsforslag fra Ø"
    assert amendment["counts"] == [], "nobody counted it"
    assert "result" not in amendment
    assert {one["option"] for one in amendment["votes"]} == {"no", "abstain"}
    item = made["meeting"][0]["agendaItem"][0]
    assert item["referatsvar:voteEvent"] == [main["id"], amendment["id"]]


def test_whoever_is_referred_to_is_there(made):
    people = {one["id"] for one in made["person"]}
    bodies = {one["id"] for one in made["organization"]}
    assert set().union(*every(made, "participant")) <= people
    assert set().union(*every(made["meeting"], "organization")) <= bodies
    assert set(every(made, "voter_id")) <= people | bodies
    assert set(every(made, "party_id")) <= bodies
    assert set(every(made, "organization_id")) <= bodies


def test_ids_are_unique_but_for_files_and_the_same_in_every_export(made):
    objects = [*made["organization"], *made["person"], *made["meeting"], *made["paper"]]
    objects += [item for one in made["meeting"] for item in one["agendaItem"]]
    objects += [one for paper in made["paper"] for one in paper["consultation"]]
    objects += made["vote_events"]
    ids = [one["id"] for one in objects]
    assert len(ids) == len(set(ids))
    again = export(address=SITE if ids[0].startswith("http") else None)
    assert again == made


def test_with_an_address_all_ids_are_addresses_and_files_can_be_fetched():
    made = export(address="https://moeder.example")
    strict = r"^https://moeder\.example/[!-~]+$"
    assert all(re.match(strict, one) for one in every(made, "id"))
    assert set(every(made, "accessUrl")) == {
        f"{SITE}kilde/{drafted().document.id}.pdf",
        f"{SITE}kilde/{MEMO.id}.pdf",
    }


def test_a_name_with_hostile_characters_makes_a_safe_id():
    for name in ("../../etc", "a b?c#d", "Ærø & Ø", "<script>", "\u202e", "名前", ""):
        assert re.fullmatch(r"[a-z0-9-]+", slug(name))
    assert slug("René") != slug("Rene")
    assert slug("Bo  Vang") == slug("bo vang")


def test_what_is_no_meeting_is_not_exported():
    made = export(dataclasses.replace(drafted(), meeting=None))
    assert made == {
        "organization": [], "person": [], "meeting": [], "paper": [], "vote_events": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("meeting", 0, "type"), "https://schema.oparl.org/1.0/Meeting"),
        (("meeting", 0, "start"), "2024-01-17T16:30"),
        (("meeting", 0, "agendaItem", 0, "order"), "1"),
        (("meeting", 0, "unknown"), "x"),
        (("meeting", 0, "organization"), []),
        (("paper", 0, "date"), "2024-01-17T00:00:00+01:00"),
        (("person", 0, "name"), None),
    ],
)
def test_the_schema_sees_what_is_wrong(path, value):
    made = export()
    *way, last = path
    place = made
    for step in way:
        place = place[step]
    place[last] = value
    with pytest.raises(jsonschema.ValidationError):
        checked(made)
