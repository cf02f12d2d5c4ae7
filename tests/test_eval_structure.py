"""What was understood of minutes, held against the truth: that every field counts, and can fail."""

from __future__ import annotations

import copy
import json

import pytest
from commands import command
from conftest import ROOT

from eval.errors import StructureProblem
from eval.structure_fields import DECISION, ITEM, MEETING
from eval.structure_report import structure_errors, structure_json, structure_report, total
from eval.structure_scores import score
from eval.structure_truth import read_truth, shaped
from ingest import ocr

SCANNED = "Brev fra Svømmeklubben Delfinen (scannet).pdf"
NAME = "2023-04-12 Kulturudvalget.pdf"
VOTE = {
    "for": ["Anna Holm (A)", "Bo Friis (A)"],
    "against": ["Carl Toft (V)"],
    "abstained": ["(Ø)"],
    "for_count": 2,
    "against_count": 1,
}
NO_VOTE = {"for": [], "against": [], "abstained": [], "for_count": None, "against_count": None}
RICH = {
    "document": NAME,
    "layout": "table",
    "organization": "Kulturudvalget",
    "term": "2022-2025",
    "date": "2023-04-12",
    "time": "16:30",
    "ends": "18:05",
    "place": "Mødelokale 2",
    "chair": "Anna Holm",
    "signatures": ["Anna Holm", "Bo Friis"],
    "participants": [
        {"name": "Anna Holm", "party": "A", "absent": False},
        {"name": "Bo Friis", "party": "A", "absent": False},
        {"name": "Carl Toft", "party": "V", "absent": False},
        {"name": "Dorte Lund", "party": "Ø", "absent": True},
    ],
    "items": [
        {
            "number": "1",
            "title": "Lån af lokaler",
            "case_number": "22-010203",
            "kind": "beslutning",
            "closed": False,
            "page_first": 1,
            "page_last": 2,
            "sections": [{"name": "Resume", "text": "Foreninger låner  lokaler."}],
            "attachments": [{"name": "Notat om lokaler", "document": "notat.pdf"}],
            "absent": ["Dorte Lund"],
            "decisions": [
                {
                    "organization": "Kulturudvalget",
                    "date": "2023-04-12",
                    "text": "Godkendt.",
                    "outcome": "approved",
                    "referred_to": "Byrådet",
                    "votes": VOTE,
                    "other_votes": [VOTE],
                    "unanimous": True,
                    "dissents": [{"who": "Carl Toft (V)", "text": "Det er for dyrt i længden."}],
                    "points": [{"points": "1.", "outcome": "approved"}],
                    "follow_ups": [{"what": "Evalueres efter 1 år."}],
                },
                {
                    "organization": "Økonomiudvalget",
                    "date": "2023-03-01",
                    "text": "Udsat.",
                    "outcome": "postponed",
                    "referred_to": None,
                    "votes": NO_VOTE,
                    "unanimous": None,
                    "dissents": [],
                },
            ],
        },
        {
            "number": "2",
            "title": "Lukket: Salg af grund",
            "case_number": None,
            "closed": True,
            "sections": [],
            "attachments": [],
            "absent": [],
            "decisions": [],
        },
    ],
}


def scored(read, truth=RICH):
    return score([shaped(truth)], [shaped(read)] if read else [])


def changed(*path, to):
    """The rich truth with the value at a path changed."""
    read = copy.deepcopy(RICH)
    place = read
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return read


def tally(scores, name):
    return scores.tallies[name][""]


def test_the_truth_held_against_itself_is_right_in_every_field_there_is():
    scores = scored(RICH)
    assert scores.mistakes == []
    for name, rows in scores.tallies.items():
        assert rows[""].exact == rows[""].cases or name == "items", name
        assert rows[""].hits == rows[""].wanted == rows[""].given, name
    assert {of.name for of in (*MEETING, *ITEM, *DECISION)} <= scores.tallies.keys()


FIRST = ("items", 0)
NOW = (*FIRST, "decisions", 0)


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("organization", ["organization"], "Teknikudvalget"),
        ("term", ["term"], None),
        ("date", ["date"], None),
        ("time", ["time"], "16:00"),
        ("ends", ["ends"], None),
        ("place", ["place"], "Mødelokale 3"),
        ("chair", ["chair"], "Bo Friis"),
        ("participants", ["participants", 1, "name"], "Bo Frits"),
        ("parties", ["participants", 1, "party"], "V"),
        ("absent", ["participants", 3, "absent"], False),
        ("signatures", ["signatures"], []),
        ("items", [*FIRST, "title"], "Lån af lokale"),
        ("items", [*FIRST, "number"], "3"),
        ("case_number", [*FIRST, "case_number"], "22-010204"),
        ("kind", [*FIRST, "kind"], "orientering"),
        ("closed", [*FIRST, "closed"], True),
        ("page_first", [*FIRST, "page_first"], 2),
        ("page_last", [*FIRST, "page_last"], 1),
        ("sections", [*FIRST, "sections", 0, "text"], "Foreninger låner."),
        ("sections", [*FIRST, "sections", 0, "name"], "Tema"),
        ("attachments", [*FIRST, "attachments"], []),
        ("linked", [*FIRST, "attachments", 0, "document"], "andet.pdf"),
        ("item_absent", [*FIRST, "absent"], ["Bo Friis"]),
        ("decision_text", [*NOW, "text"], "Godkendt"),
        ("outcome", [*NOW, "outcome"], "noted"),
        ("referred_to", [*NOW, "referred_to"], None),
        ("votes", [*NOW, "votes"], {**VOTE, "for_count": 3}),
        ("votes", [*NOW, "votes"], {**VOTE, "abstained": []}),
        ("votes", [*NOW, "votes"], {**VOTE, "for": ["Anna Holm (A)", "Bo Friis (V)"]}),
        ("other_votes", [*NOW, "other_votes"], []),
        ("unanimous", [*NOW, "unanimous"], None),
        ("dissent_who", [*NOW, "dissents", 0, "who"], "Anna Holm (A)"),
        ("dissent_text", [*NOW, "dissents", 0, "text"], "Det er for dyrt"),
        ("points", [*NOW, "points"], []),
        ("follow_ups", [*NOW, "follow_ups"], []),
        ("earlier_date", [*FIRST, "decisions", 1, "date"], "2023-03-02"),
        ("earlier_body", [*FIRST, "decisions", 1, "organization"], "Byrådet"),
        ("votes", [*FIRST, "decisions", 1, "votes"], VOTE),
    ],
)
def test_a_value_that_is_not_the_true_one_is_a_mistake_of_its_field(name, path, value):
    scores = scored(changed(*path, to=value))
    assert name in {mistake.field for mistake in scores.mistakes}
    assert tally(scores, name).exact < tally(scores, name).cases


def test_white_space_brackets_and_quotation_marks_are_no_difference():
    read = changed(*NOW, "votes", to={**VOTE, "abstained": ["Ø"]})
    first = read["items"][0]
    first["sections"][0]["text"] = "Foreninger\nlåner lokaler."
    first["decisions"][0]["dissents"][0]["text"] = "”Det er for dyrt i længden”"
    first["absent"] = ["Dorte Lund (Ø)"]
    read["organization"] = "Kulturudvalget 2022-2025"
    assert scored(read).mistakes == []


def test_an_item_that_was_missed_costs_recall_in_all_its_fields():
    scores = scored({**RICH, "items": RICH["items"][1:]})
    for name in ("items", "case_number", "attachments", "outcome", "votes"):
        assert tally(scores, name).hits < tally(scores, name).wanted


def test_an_item_that_is_not_there_costs_precision():
    surplus = {**RICH["items"][0], "number": "3", "title": "Intet"}
    scores = scored({**RICH, "items": [*RICH["items"], surplus]})
    for name in ("items", "case_number", "attachments"):
        assert tally(scores, name).hits < tally(scores, name).given


def test_a_vote_where_there_is_none_is_told_as_invented():
    read = changed("items", 1, "decisions", to=[{"text": "Solgt.", "outcome": "approved",
                                                "votes": VOTE}])  # fmt: skip
    votes = tally(scored(read), "votes")
    assert (votes.empty, votes.invented) == (2, 1)


def test_a_meeting_that_was_not_read_is_named_and_counts_as_missed():
    scores = scored(None)
    assert scores.missing == [NAME]
    assert total(scores).hits == 0
    assert total(scores).wanted > 20


def test_only_what_a_line_carries_is_scored():
    plain = {"document": NAME, "date": "2023-04-12",
             "items": [{"number": "1", "title": "Lån af lokaler", "decision": "Godkendt."},
                       {"number": "2", "title": "Lukket: Salg af grund"}]}  # fmt: skip
    scores = scored(RICH, plain)
    assert scores.mistakes == []
    assert scores.tallies.keys() == {"date", "items", "decision_text",
                                     "decision_text_without_closed"}  # fmt: skip


def test_layouts_are_told_apart():
    other = {**RICH, "document": "andet.pdf", "layout": "running"}
    scores = score([shaped(RICH), shaped(other)], [shaped(RICH)])
    figures = structure_json(scores, errors=False)["fields"]["date"]
    assert figures["exact_share"] == 0.5
    assert figures["layouts"]["table"]["exact_share"] == 1
    assert figures["layouts"]["running"]["exact_share"] == 0
    assert figures["layouts"]["running"]["cases"] == 1


def test_known_limits_of_a_truth_are_reported_beside_the_figures_and_not_instead():
    truth = {
        "document": NAME,
        "participants": ["Anna Holm", "Bo Friis"],
        "items": [
            {"number": "1", "title": "Budget", "decision": "Godkendt. Afbud: Bo Friis"},
            {"number": "2", "title": "Lukket: Salg", "decision": ""},
        ],
    }
    read = copy.deepcopy(truth)
    read["items"][1]["decision"] = "Solgt."
    scores = scored(read, truth)
    assert tally(scores, "decision_text").cases == 2
    assert tally(scores, "decision_text").invented == 1
    assert tally(scores, "decision_text_without_closed").cases == 1
    assert tally(scores, "participants").cases == 1
    assert "participants_without_contradicted" not in scores.tallies


def test_labels_find_their_decision_and_serve_alone_too(tmp_path):
    meetings, labels = tmp_path / "meetings.jsonl", tmp_path / "labels.jsonl"
    plain = {"document": f"2023/{NAME}", "layout": "table",
             "items": [{"number": "1", "title": "Lån af lokaler", "decision": "Godkendt."}]}  # fmt: skip
    label = {"document": NAME, "number": "1", "outcome": "rejected", "votes": VOTE}
    meetings.write_text(json.dumps(plain), encoding="utf-8")
    labels.write_text(json.dumps(label), encoding="utf-8")
    (both,) = read_truth([meetings, labels])
    assert both.items[0]["decisions"] == [{"text": "Godkendt.", "outcome": "rejected",
                                           "votes": VOTE}]  # fmt: skip
    scores = score(read_truth([labels]), [shaped(RICH)])
    assert scores.tallies.keys() == {"outcome", "votes"}
    assert scores.confusion == {("rejected", "approved"): 1}
    assert tally(scores, "votes").exact == 1


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('{"document": "a.pdf"}', "not_truth"),
        ('{"items": []}', "missing"),
        ('{"document": "a.pdf", "items": [1]}', "not_list"),
        ('{"document": "a.pdf", "items": []}\n' * 2, "meeting_twice"),
        ("", "no_truth"),
        ("[]", "not_object"),
    ],
)
def test_a_line_that_is_no_truth_stops_everything(tmp_path, lines, code):
    path = tmp_path / "truth.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(StructureProblem) as caught:
        read_truth([path])
    assert caught.value.code == code
    assert str(path) in caught.value.told("da")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_tables_show_denominators_and_an_error_begins_where_it_differs(language):
    from rich.console import Console

    long = "Udvalget godkendte indstillingen med bemærkninger. " * 10
    truth = changed(*NOW, "text", to=f"{long}Slut.")
    scores = score([shaped(truth)], [shaped(changed(*NOW, "text", to=f"{long}Færdig."))])
    console = Console(width=200)
    with console.capture() as captured:
        console.print(structure_report(scores, language))
    assert "(2/2)" in captured.get()
    (error,) = structure_errors(scores, language)
    assert "Slut.«" in error
    assert "Færdig.«" in error
    assert long[:100] not in error


def test_the_command_scores_an_index_links_to_files_too(example_index, tmp_path):
    whole = (ROOT / "examples" / "structure.jsonl").read_text(encoding="utf-8")
    if ocr.missing():  # then the scanned letter is not in the index
        whole = whole.replace(f'"document": "{SCANNED}"', '"document": null')
    truth = tmp_path / "truth.jsonl"
    truth.write_text(whole.replace("23-000101", "23-000109", 1), encoding="utf-8")
    done = command("eval-structure", truth, "--index", example_index, "--json", "--errors")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["documents"], figures["missing"]) == (9, [])
    assert figures["fields"]["linked"]["precision"] >= 0.97, figures["errors"]
    assert figures["fields"]["linked"]["recall"] >= 0.97, figures["errors"]
    assert figures["fields"]["items"]["cases"] == 42
    wrong = [error for error in figures["errors"] if error["field"] == "case_number"]
    assert [(error["wanted"], error["got"]) for error in wrong] == [(["23-000109"], ["23-000101"])]
    assert {"layout", "document", "item", "field", "wanted", "got"} == set(wrong[0])


def test_the_command_names_what_the_index_lacks_in_the_readers_language(example_index, tmp_path):
    truth = tmp_path / "truth.jsonl"
    truth.write_text(json.dumps(RICH), encoding="utf-8")
    done = command("eval-structure", truth, "--index", example_index)
    assert done.returncode == 0, done.stderr
    assert f"{NAME}: er ikke i indekset" in done.stderr
    assert "Forståelse af 1 referater" in done.stdout


def test_the_command_tells_a_line_that_is_no_truth_before_it_opens_the_index(tmp_path):
    truth = tmp_path / "truth.jsonl"
    truth.write_text("[]", encoding="utf-8")
    done = command("eval-structure", truth, "--index", tmp_path / "none", lang="en")
    assert done.returncode == 1
    assert "line 1: is not a JSON object" in done.stderr
