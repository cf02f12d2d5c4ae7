"""The commands for decisions, cases, follow-ups, structure and export, on the example collection."""

from __future__ import annotations

import contextlib
import csv
import io
import json

import jsonschema
import openpyxl
import pytest
from conftest import EXAMPLES
from test_cli import SCHEMAS, read_json, run
from test_index_structure import add, packet

from assistant.texts import TEXTS
from index.catalog import Catalog
from index.fingerprint import Fingerprint
from ingest.meeting import Outcome

CASE = "22-004318"
BUS = "2024-09-03 Børne- og Ungdomsudvalget referat.pdf"
COMMITTEE = "Børne- og Ungdomsudvalget"
HEAVY = ("torch", "sentence_transformers", "gradio")


def found(index, *arguments):
    done = run("precedents", "--index", index, "--json", *arguments)
    return read_json(done, "precedents.json")["decisions"]


# precedents


def test_decisions_are_ranked_by_meaning(example_index):
    decisions = found(example_index, "--query", "bus til skolebørn", "-k", 5)
    assert len(decisions) == 5
    assert decisions[0]["item"]["case_number"] == CASE
    scores = [one["score"] for one in decisions]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("word", ["afvist", "rejected", "Afvist"])
def test_decisions_are_filtered_by_outcome_in_either_language(example_index, word):
    decisions = found(example_index, "--outcome", word)
    assert len(decisions) >= 3
    assert {one["outcome"] for one in decisions} == {"rejected"}


def test_several_outcomes_may_be_named(example_index):
    both = found(example_index, "--outcome", "afvist", "--outcome", "udsat")
    assert {one["outcome"] for one in both} == {"rejected", "postponed"}


def test_decisions_are_filtered_by_fact_and_newest_first(example_index):
    arguments = ("--organization", "børne", "--from", "2023-03-01", "--to", "2023-12-31")
    decisions = found(example_index, *arguments)
    dates = [one["date"] for one in decisions]
    assert dates == sorted(dates, reverse=True)
    assert {one["organization"] for one in decisions} == {COMMITTEE}
    assert all("2023-03-01" <= date <= "2023-12-31" for date in dates)


def test_decisions_that_a_person_disagreed_with_are_found(example_index):
    decisions = found(example_index, "--person", "El-Khatib", "--dissent")
    assert decisions
    assert all("El-Khatib" in json.dumps(one, ensure_ascii=False) for one in decisions)
    by_party = found(example_index, "--party", "Ø", "--dissent")
    assert len(by_party) >= len([one for one in decisions if one["votes"]["against"]])


def test_decisions_of_a_case_are_found(example_index):
    decisions = found(example_index, "--case", CASE)
    assert len(decisions) == 4
    assert {one["item"]["case_number"] for one in decisions} == {CASE}


def test_a_query_within_filters_ranks_only_what_they_leave(example_index):
    decisions = found(example_index, "--query", "skolebus", "--outcome", "afvist")
    assert decisions[0]["document"] == BUS
    assert {one["outcome"] for one in decisions} == {"rejected"}


def test_people_see_votes_dissents_and_where_they_stand(example_index):
    done = run("precedents", "--query", "skolebus", "--outcome", "afvist", "--index", example_index)
    assert done.returncode == 0
    first = done.stdout.split("\n\n")[0]
    assert first.startswith(f"{COMMITTEE}, 3. september 2024, punkt 2 ")
    assert f"sagsnr. {CASE}" in first
    assert "   Udfald: afvist\n" in first
    assert "imod: Karen Overgaard Lind (A)" in first
    assert "   Mindretal, Sofie Amalie Bruun" in first
    assert f"   Fil: {BUS}" in first


def test_nothing_that_fits_is_said_and_is_no_error(example_index):
    done = run("precedents", "--person", "Ingen Nævnt", "--index", example_index)
    assert done.returncode == 0
    assert done.stdout.strip() == TEXTS["no_decisions"][0]
    assert found(example_index, "--person", "Ingen Nævnt") == []


def test_a_word_that_is_no_outcome_is_refused_with_those_there_are(example_index):
    done = run("precedents", "--outcome", "måske", "--index", example_index)
    assert done.returncode == 2
    assert "»måske« er ikke et udfald" in done.stderr
    assert "taget til efterretning" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--json", "--csv", "-"),
        ("--csv", "a.csv", "--xlsx", "a.xlsx"),
        ("--from", "2024-02-01", "--to", "2024-01-01"),
        ("--from", "i går"),
    ],
)
def test_what_cannot_be_meant_is_refused(example_index, arguments):
    done = run("precedents", "--index", example_index, *arguments)
    assert done.returncode == 2
    assert "Fejl: " in done.stderr


def test_a_workbook_holds_all_decisions_with_dates(example_index, tmp_path):
    path = tmp_path / "beslutninger.xlsx"
    done = run("precedents", "--outcome", "afvist", "--index", example_index, "--xlsx", path)
    assert done.returncode == 0, done.stderr
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("Dato", "Udvalg", "Punkt", "Titel")
    assert len(rows) - 1 == len(found(example_index, "--outcome", "afvist"))
    assert {row[0].year for row in rows[1:]} <= {2023, 2024}
    assert f"{len(rows) - 1} linjer er skrevet i {path}" in done.stderr


def test_csv_opens_in_a_danish_excel(example_index, tmp_path):
    path = tmp_path / "beslutninger.csv"
    arguments = ("precedents", "--case", CASE, "--index", example_index, "--csv")
    assert run(*arguments, path).returncode == 0
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 5
    assert {len(row) for row in rows} == {len(rows[0])}
    assert run(*arguments, "-").stdout.splitlines()[0].startswith("\ufeffDato;Udvalg;")


def test_a_sheet_that_cannot_be_written_is_told(example_index, tmp_path):
    for option in ("--csv", "--xlsx"):
        path = tmp_path / "findes ikke" / "ark"
        done = run("precedents", "--index", example_index, option, path)
        assert done.returncode == 1
        assert str(path) in done.stderr
        assert "Traceback" not in done.stderr


# case and followups


def test_a_case_is_told_from_first_to_last(example_index):
    case = read_json(run("case", CASE, "--index", example_index, "--json"), "case.json")
    dates = [step["date"] for step in case["history"] if step["item"]]
    assert dates == ["2023-02-07", "2023-05-09", "2024-05-07", "2024-09-03"]
    papers = [step["date"] for step in case["history"] if not step["item"]]
    assert papers == ["2023-01-24", "2023-03-21"]
    assert case["history"][-1]["decisions"][-1]["outcome"] == "rejected"
    names = [document["document"] for document in case["documents"]]
    assert "Notat om skolebuskørsel 2020-2022.pdf" in names
    assert len(names) == len(set(names))
    shown = run("case", CASE, "--index", example_index).stdout
    places = [shown.index(f", {date} ") for date in ("7. februar 2023,", "3. september 2024,")]
    assert places == sorted(places)
    assert "Dokumenter:\n" in shown


def test_a_case_that_is_not_there_is_told(example_index):
    done = run("case", "99-999999", "--index", example_index)
    assert done.returncode == 1
    assert TEXTS["no_case"][0].format(number="99-999999") in done.stderr


def test_what_is_asked_for_later_is_listed(example_index, tmp_path):
    done = run("followups", "--index", example_index, "--json")
    entries = read_json(done, "followups.json")["followups"]
    assert any("evalueres efter et år" in one["what"] for one in entries)
    assert any(one["when"] for one in entries)
    shown = run("followups", "--index", example_index, "--from", "2023-05-01", "--to", "2023-05-31")
    assert "»Ordningen evalueres efter et år.«" in shown.stdout
    assert "Hvornår: efter et år" in shown.stdout
    since = run("followups", "--index", example_index, "--from", "2024-01-01", "--json")
    (asked,) = read_json(since, "followups.json")["followups"]
    assert asked["when"] == "til mødet i september 2024"
    none = run("followups", "--index", example_index, "--from", "1999-01-01", "--to", "1999-12-31")
    assert none.stdout.strip() == TEXTS["no_followups"][0]
    path = tmp_path / "opfølgning.xlsx"
    assert run("followups", "--index", example_index, "--xlsx", path).returncode == 0
    assert openpyxl.load_workbook(path).active.max_row == len(entries) + 1


# structure and export


def test_the_structure_of_minutes(example_index):
    made = read_json(run("structure", BUS, "--index", example_index, "--json"), "structure.json")
    assert made["organization"] == COMMITTEE
    assert made["layout"]
    item = made["items"][1]
    assert item["case_number"] == CASE
    assert item["decisions"][0]["votes"]["against"][0] == "Karen Overgaard Lind (A)"
    assert item["attachments"][0]["document"] == "Notat om skolebuskørsel 2020-2022.pdf"
    assert "parts" not in made
    shown = run("structure", BUS, "--index", example_index).stdout
    assert "Møde: Børne- og Ungdomsudvalget, 3. september 2024" in shown
    assert "2. Eftermiddagsafgang på skolebussens rute 3 (side 3)" in shown


def test_the_structure_of_all_documents_is_a_line_each(example_index):
    done = run("structure", "--all", "--index", example_index)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    schema = json.loads((SCHEMAS / "structure.json").read_text(encoding="utf-8"))
    for line in lines:
        jsonschema.validate(line, schema)
    names = {path.name for path in EXAMPLES.glob("*.pdf")}
    read = {line["document"] for line in lines}
    assert read | {"Brev fra Svømmeklubben Delfinen (scannet).pdf"} == names
    outcomes = {
        decision["outcome"]
        for line in lines
        for item in line["items"]
        for decision in item["decisions"]
    }
    assert {Outcome.APPROVED, Outcome.REJECTED, Outcome.NOTED, Outcome.POSTPONED} <= outcomes


def test_a_document_is_named_or_all_are(example_index):
    assert run("structure", "--index", example_index).returncode == 2
    assert run("structure", BUS, "--all", "--index", example_index).returncode == 2
    done = run("structure", "intet.pdf", "--index", example_index)
    assert done.returncode == 1
    assert "Der er intet dokument med navnet intet.pdf" in done.stderr


def test_all_meetings_are_exported_in_the_published_shapes(example_index, tmp_path):
    path = tmp_path / "møder.json"
    address = "https://moeder.example"
    done = run(
        "export", "--format", "oparl", "--index", example_index, "--out", path, "--base-url", address
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = json.loads(path.read_text(encoding="utf-8"))
    for value, name in ((made, "oparl.json"), (made["vote_events"], "popolo.json")):
        jsonschema.validate(value, json.loads((SCHEMAS / name).read_text(encoding="utf-8")))
    assert len(made["meeting"]) == len(list(EXAMPLES.glob("*referat.pdf")))
    assert f"{len(made['meeting'])} møder er skrevet" in done.stderr
    paper = next(one for one in made["paper"] if one["reference"] == CASE)
    assert len(paper["consultation"]) == 4
    assert any(vote["voter"]["name"] == "Karen Overgaard Lind"
               for event in made["vote_events"] for vote in event["votes"])  # fmt: skip
    plain = run("export", "--format", "oparl", "--index", example_index)
    assert read_json(plain, "oparl.json")["meeting"][0]["id"].startswith("urn:referatsvar:")


@pytest.fixture(scope="module")
def packet_index(tmp_path_factory):
    """An index of one packet: a cover letter, minutes, an appendix."""
    folder = tmp_path_factory.mktemp("pakke")
    with contextlib.closing(Catalog.create(folder, Fingerprint("model", 250))) as catalog:
        add(catalog, "pakke.pdf", *packet())
    return folder


def test_the_structure_of_a_packet_is_that_of_its_minutes(packet_index):
    made = read_json(
        run("structure", "pakke.pdf", "--index", packet_index, "--json"), "structure.json"
    )
    assert (made["document"], made["kind"], made["page_first"]) == ("pakke.pdf", "minutes", 2)
    assert [item["title"] for item in made["items"]] == ["Skolen", "Vejen"]
    assert [(part["id"], part["kind"]) for part in made["parts"]] == [
        ("pakke.pdf#page=1", "memo"),
        ("pakke.pdf#page=2", "minutes"),
        ("pakke.pdf#page=4", "memo"),
    ]
    shown = run("structure", "pakke.pdf", "--index", packet_index).stdout
    assert "Filen indeholder flere dokumenter:" in shown


def test_a_part_of_a_packet_is_named_by_its_page(packet_index):
    arguments = ("structure", "pakke.pdf#page=4", "--index", packet_index, "--json")
    made = read_json(run(*arguments), "structure.json")
    assert (made["document"], made["page_first"]) == ("pakke.pdf#page=4", 4)
    assert "parts" not in made


def test_each_part_of_a_packet_has_a_line_of_its_own_name(packet_index):
    lines = run("structure", "--all", "--index", packet_index).stdout.splitlines()
    assert [json.loads(line)["document"] for line in lines] == [
        "pakke.pdf#page=1", "pakke.pdf", "pakke.pdf#page=4",
    ]  # fmt: skip


def test_an_exported_meeting_of_a_packet_names_its_part(packet_index):
    made = read_json(
        run(
            "export", "--format", "oparl", "--index", packet_index, "--base-url", "http://m.example"
        ),
        "oparl.json",
    )
    (meeting,) = made["meeting"]
    assert meeting["id"].endswith("/2")
    assert meeting["resultsProtocol"]["accessUrl"] == f"http://m.example/kilde/{'b' * 64}.pdf"


# All of them


@pytest.mark.parametrize(
    "arguments",
    [
        ["precedents", "--dissent"], ["case", CASE], ["followups"], ["structure", BUS],
        ["export", "--format", "oparl"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_model_is_loaded_only_to_rank_by_meaning(example_index, arguments):
    done = run(*arguments, "--index", example_index, options=["-X", "importtime"])
    assert done.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not loaded & set(HEAVY)


def test_all_speak_english_too(example_index):
    done = run("precedents", "--case", CASE, "--index", example_index, "--lang", "en")
    assert "   Outcome: rejected\n" in done.stdout
    assert "3 September 2024, item 2 " in done.stdout
    assert "Udfald" not in done.stdout


def test_there_is_nothing_without_an_index(tmp_path):
    for arguments in (
        ["precedents"], ["case", "1/2"], ["followups"], ["structure", "--all"],
        ["export", "--format", "oparl"],
    ):  # fmt: skip
        done = run(*arguments, "--index", tmp_path / "intet")
        assert done.returncode == 1
        assert f"Der er intet indeks i {tmp_path / 'intet'}" in done.stderr
