"""What was understood of minutes, in the catalog: whole, by packet, and out again by filter."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from structures_made import BODY, Line, decision, memo, minutes, pages_over, vote

from index import precedents, reader
from index.catalog import Catalog, EmbeddedPassage
from index.decisions import DecisionFilter
from index.fingerprint import Fingerprint
from index.hits import Filter
from index.links import linked
from index.naming import case_key, fold, fold_party
from index.structures import read_structure
from ingest.meeting import (
    AgendaItem,
    Attachment,
    Dissent,
    Fact,
    FollowUp,
    ItemKind,
    Meeting,
    Outcome,
    Person,
    PointOutcome,
    Section,
)
from ingest.model import Document, DocumentKind
from ingest.sources import Source

DAY = datetime.date(2024, 3, 6)
LATER = datetime.date(2024, 6, 12)


@pytest.fixture
def catalog(tmp_path: Path):
    catalog = Catalog.create(tmp_path, Fingerprint("model", 250))
    yield catalog
    catalog.close()


def add(catalog: Catalog, name: str, *documents: Document) -> None:
    embedded = [
        [
            EmbeddedPassage(
                hashlib.sha256(document.text[p.start : p.end].encode()).digest(),
                np.ones(4, np.float32),
                np.ones((1, 4), np.float16),
            )
            for p in document.passages
        ]
        for document in documents
    ]
    catalog.add(Source(Path("/arkiv") / name, name), documents, embedded)


def everything() -> Document:
    """Minutes in which every field of the data model is filled, on the pages 7 and 8 of a file."""
    text = "Møde i Lærkesund. " * 20
    person = Person("Åse Ødum", "Ø", "formand", (3, 9))
    ballot = vote(
        on="Ændringsforslag", voted_for=("Åse Ødum (Ø)",), against=("(V)",), abstained=("Bo Æ",),
        for_count=1, against_count=0, abstained_count=1, unanimous=False, span=(20, 60),
    )  # fmt: skip
    taken = decision(
        (20, 80), date=DAY, earlier=True, outcome=Outcome.SPLIT,
        points=(PointOutcome("1.-3.", Outcome.APPROVED),), referred_to="Byrådet", vote=ballot,
        other_votes=(vote(unanimous=True), ballot),
        dissents=(Dissent("Bo Æ", "V", "“Nej”\n\ttak", (60, 70)),), absent=(person,),
        follow_ups=(FollowUp("Status gives.", "i august", (70, 75)), FollowUp("x", None, (1, 2))),
        conditions=((75, 78), (78, 80)),
    )  # fmt: skip
    item = AgendaItem(
        "4", "Molen", "14/1175", 0, 100, ItemKind.DECISION, closed=True,
        sections=(Section("Resume", 0, 7, 18), Section("Bilag", 80, 86, 86)),
        decisions=(taken, decision((80, 90))), attachments=(Attachment("Notat...", (86, 90)),),
        absent=(person, Person("Bo Æ")),
    )  # fmt: skip
    meeting = Meeting(
        BODY, "2022-2025", DAY, "Kajen 1", "16:30", "18:05", (person,), (Person("Bo Æ"),),
        (person,), "Åse Ødum",
    )  # fmt: skip
    return Document(
        "a" * 64, "Referat", DocumentKind.MINUTES, DAY, BODY, text, pages_over(text, 7, (50,)),
        (item, AgendaItem("5", "Lukket", None, 100, 200)), (), meeting, "table",
        (Fact("date", "2024-03-06", 0.123456789012345, (0, 4)), Fact("kind", "minutes", 1.0, None)),
    )  # fmt: skip


def test_all_that_was_understood_comes_back_as_it_went_in(catalog):
    document = everything()
    add(catalog, "referat.pdf", document)
    (stored,) = reader.documents(catalog.connection)
    structure = read_structure(catalog.connection, stored.key)
    assert structure.meeting == document.meeting
    assert structure.items == document.items
    assert structure.facts == document.facts
    assert (structure.layout, structure.text) == ("table", document.text)
    assert structure.document == stored
    assert (stored.page_first, stored.page_last, stored.layout) == (7, 8, "table")
    assert [structure.page_of(offset) for offset in (0, 49, 50, 10**6)] == [7, 7, 8, 8]
    first, second = precedents.decisions(catalog.connection, DecisionFilter())
    assert (first.decision, second.decision) == document.items[0].decisions
    assert first.text == document.text[20:80]
    assert (first.page_first, first.page_last) == (7, 8)
    assert (first.item.kind, first.item.closed) == (ItemKind.DECISION, True)


def test_a_document_that_is_no_minutes_has_a_structure_without_meeting(catalog):
    add(catalog, "notat.pdf", memo("Et notat.", case_number="23/7"))
    structure = read_structure(catalog.connection, reader.documents(catalog.connection)[0].key)
    assert (structure.meeting, structure.items, structure.layout) == (None, (), None)
    assert [fact.value for fact in structure.facts] == ["23/7"]


def test_no_structure_for_an_unknown_document(catalog):
    with pytest.raises(KeyError):
        read_structure(catalog.connection, 1)


def packet() -> tuple[Document, ...]:
    digest = "b" * 64
    return (
        memo("Følgebrev.", sha256=digest),
        minutes(Line("Skolen", "Godkendt."), Line("Vejen", "Udsat."), date=DAY, page_first=2,
                sha256=digest),
        memo("Bilag til skolen.", page_first=4, sha256=digest),
    )  # fmt: skip


def test_a_packets_documents_stand_under_one_name_and_each_has_an_id(catalog):
    add(catalog, "pakke.pdf", *packet())
    stored = reader.documents(catalog.connection)
    assert [one.name for one in stored] == ["pakke.pdf"] * 3
    assert [one.id for one in stored] == ["b" * 64, "b" * 64 + "#page=2", "b" * 64 + "#page=4"]
    assert [(one.page_first, one.page_last) for one in stored] == [(1, 1), (2, 3), (4, 4)]
    assert {one.sha256 for one in stored} == {"b" * 64}
    assert [one.file_pages for one in stored] == [4, 4, 4]
    assert [one.reference for one in stored] == [
        "pakke.pdf#page=1", "pakke.pdf#page=2", "pakke.pdf#page=4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "page_first"),
    [
        ("pakke.pdf", 2),  # the minutes
        ("pakke.pdf#page=1", 1), ("pakke.pdf#page=3", 2), ("pakke.pdf#page=4", 4),
        ("b" * 64, 1), ("b" * 64 + "#page=2", 2),
        ("pakke.pdf#page=5", None), ("pakke.pdf#page=0", None), ("andet.pdf#page=1", None),
    ],
)  # fmt: skip
def test_a_packets_documents_are_found_by_name_page_and_id(catalog, name, page_first):
    add(catalog, "pakke.pdf", *packet())
    found = reader.find_document(catalog.connection, name)
    assert (found.page_first if found else None) == page_first


def test_a_file_whose_name_looks_like_a_part_is_found_by_it(catalog):
    add(catalog, "pakke.pdf", *packet())
    add(catalog, "pakke.pdf#page=4", memo("Et helt andet notat."))
    found = reader.find_document(catalog.connection, "pakke.pdf#page=4")
    assert found.name == "pakke.pdf#page=4"


def test_a_filter_names_a_whole_packet_or_one_of_its_documents(catalog):
    add(catalog, "pakke.pdf", *packet())
    add(catalog, "andet.pdf", memo("Et andet notat."))

    def pages(*names: str) -> list[int]:
        keys = reader.allowed_documents(catalog.connection, Filter(documents=frozenset(names)))
        return sorted(reader.document(catalog.connection, key).page_first for key in keys)

    assert pages("pakke.pdf") == pages("b" * 64) == [1, 2, 4]
    assert pages("pakke.pdf#page=2") == [2]
    assert pages("pakke.pdf#page=2", "andet.pdf") == [1, 2]
    assert pages("pakke.pdf#page=9") == []


def test_a_packet_goes_in_and_out_as_one(catalog):
    add(catalog, "pakke.pdf", *packet())
    catalog.add_name(Source(Path("/arkiv/kopi.pdf"), "kopi.pdf"), "b" * 64)
    assert list(catalog.names("b" * 64)) == ["kopi.pdf", "pakke.pdf"]
    catalog.remove("kopi.pdf")
    assert len(reader.documents(catalog.connection)) == 3
    catalog.remove("pakke.pdf")
    tables = ("documents", "structures", "decisions", "decision_people", "cases", "items",
              "passages", "vectors")  # fmt: skip
    for table in tables:
        count = catalog.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        assert count == 0, table


def test_of_a_packet_that_fails_nothing_stays(catalog):
    first, second, third = packet()
    with pytest.raises(ValueError, match="zip"):
        catalog.add(Source(Path("/a.pdf"), "a.pdf"), (first, second, third), [[], []])
    assert reader.documents(catalog.connection) == []
    assert catalog.files() == []


@pytest.fixture
def filled(catalog):
    add(
        catalog, "forår.pdf",
        minutes(
            Line("Skolen", "Godkendt.", "14/1175", unanimous=True),
            Line("Molen", "Afvist.", "22-010203", Outcome.REJECTED, against=("Bo Vang", "(V)")),
            Line("Havnen", "Udsat.", outcome=Outcome.POSTPONED,
                 dissent=Dissent("Åse Ødum", None, "Nej.", (0, 4))),
            date=DAY, people=(Person("Bo Vang", "A"), Person("Åse Ødum", "Ø")),
        ),
    )  # fmt: skip
    add(
        catalog, "sommer.pdf",
        minutes(Line("Skolen igen", "Taget til efterretning.", "14/ 1175", Outcome.NOTED),
                date=LATER, organization="Byrådet"),
    )  # fmt: skip
    add(catalog, "notat.pdf", memo("Notat om sag 14/1175.", case_number="14/1175"))
    return catalog


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (DecisionFilter(), ["Skolen igen", "Skolen", "Molen", "Havnen"]),
        (DecisionFilter(outcomes=frozenset({Outcome.REJECTED, Outcome.NOTED})),
         ["Skolen igen", "Molen"]),
        (DecisionFilter(organization="oekonomi"), ["Skolen", "Molen", "Havnen"]),
        (DecisionFilter(organization="BYRÅD"), ["Skolen igen"]),
        (DecisionFilter(date_from=LATER), ["Skolen igen"]),
        (DecisionFilter(date_from=DAY, date_to=DAY), ["Skolen", "Molen", "Havnen"]),
        (DecisionFilter(vote=True), ["Skolen", "Molen"]),
        (DecisionFilter(dissent=True), ["Molen", "Havnen"]),
        (DecisionFilter(vote=True, dissent=True), ["Molen"]),
        (DecisionFilter(person="vang"), ["Molen"]),
        (DecisionFilter(person="aase"), ["Havnen"]),
        (DecisionFilter(party="Venstre"), ["Molen"]),
        (DecisionFilter(party="a"), ["Molen"]),  # from the list of those who met
        (DecisionFilter(party="Enhedslisten"), ["Havnen"]),
        (DecisionFilter(person="bo vang", party="v"), []),  # the two are of one voter
        (DecisionFilter(party="b"), []),
        (DecisionFilter(case_number=" 14 / 1175"), ["Skolen igen", "Skolen"]),
        (DecisionFilter(documents=frozenset({"sommer.pdf"})), ["Skolen igen"]),
        (DecisionFilter(documents=frozenset({"ukendt.pdf"})), []),
    ],
)  # fmt: skip
def test_decisions_are_found_by_fact_newest_first(filled, wanted, titles):
    found = precedents.decisions(filled.connection, wanted)
    assert [one.item.title for one in found] == titles


def test_a_decision_comes_with_its_text_recommendation_and_page(filled):
    wanted = DecisionFilter(outcomes=frozenset({Outcome.REJECTED}))
    (found,) = precedents.decisions(filled.connection, wanted)
    assert (found.text, found.recommendation) == ("Afvist.", "at det vedtages.")
    assert (found.page_first, found.page_last, found.item_position) == (2, 2, 1)
    assert found.score is None


def test_a_case_is_told_from_first_to_last_in_all_documents(filled):
    entries = precedents.case(filled.connection, "14/1175 ")
    assert [(entry.date.year, entry.document.name, entry.item_position) for entry in entries] == [
        (2023, "notat.pdf", None), (2024, "forår.pdf", 0), (2024, "sommer.pdf", 0),
    ]  # fmt: skip
    assert [len(entry.decisions) for entry in entries] == [0, 1, 1]
    assert [entry.page for entry in entries] == [1, 1, 1]
    assert precedents.case(filled.connection, "99/1") == []


def test_names_are_compared_whatever_their_spelling():
    assert fold("  ÅSE\nØdum-Ærø ") == "aase oedum aeroe"
    assert {fold_party(party) for party in ("Ø", "(ø)", "Liste Ø", "Enhedslisten")} == {"oe"}
    assert fold_party("Borgerlisten") == "borgerlisten"
    assert {case_key(n) for n in ("14/1175", "14 / 1175", "Sagsnr. 14/1175")} == {"14-1175"}


def test_an_attachment_is_linked_to_the_file_of_its_name_the_same_folder_first(catalog):
    add(catalog, "marts/referat.pdf", minutes(Line("Skolen", "Godkendt."), date=DAY))
    for name in ("marts/Notat om skolens tag.pdf", "april/Notat om skolens tag.pdf",
                 "april/Budget for havnen og lystbådene 2024.pdf"):  # fmt: skip
        add(catalog, name, memo(f"Teksten i {name}."))
    key = reader.find_document(catalog.connection, "marts/referat.pdf").key

    def link(name: str) -> str | None:
        found = linked(catalog.connection, key, name)
        return found.name if found else None

    assert link("Notat om skolens tag") == "marts/Notat om skolens tag.pdf"
    assert (
        link("Budget for havnen og lystbåd....") == "april/Budget for havnen og lystbådene 2024.pdf"
    )
    assert link("Lokalplan for engen") is None


def test_an_attachment_of_a_packet_is_linked_to_its_document_in_it(catalog):
    digest, name = "c" * 64, "Notat om skolens nye tag"
    first = minutes(Line("Skolen", "Godkendt."), date=DAY, sha256=digest)
    item = replace(first.items[0], attachments=(Attachment(name, (0, 4)),))
    note = replace(memo("Notat om skolens nye tag\nTaget er utæt.", sha256=digest, page_first=2),
                   title=name)  # fmt: skip
    add(catalog, "pakke.pdf", replace(first, items=(item,)), note)
    key = reader.find_document(catalog.connection, "pakke.pdf").key
    found = linked(catalog.connection, key, name)
    assert (found.name, found.page_first) == ("pakke.pdf", 2)
