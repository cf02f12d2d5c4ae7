"""Real minutes, read from their PDF files: one meeting as eight files and as one packet."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from test_ingest_typesetting import splitter

from index.embedding import Embedder
from ingest.meeting import AgendaItem, Outcome
from ingest.model import Document, DocumentKind, pages_of
from ingest.read import read_document

FOLDER = "corpus/alleroed-2014-03-12"
PACKET = "corpus/alleroed-2014-03-12-samlet"


@pytest.fixture(scope="module")
def folder(shared: Path, embedder: Embedder) -> dict[str, Document]:
    """The documents of the folder by file name."""
    cut = splitter(embedder.tokenizer_file)
    read = {
        path.name: read_document(path, path.name, cut) for path in (shared / FOLDER).glob("*.pdf")
    }
    assert all(len(documents) == 1 for documents in read.values())
    return {name: documents[0] for name, documents in read.items()}


@pytest.fixture(scope="module")
def packet(shared: Path, embedder: Embedder) -> tuple[Document, ...]:
    (path,) = (shared / PACKET).glob("*.pdf")
    return read_document(path, path.name, splitter(embedder.tokenizer_file))


@pytest.fixture(scope="module")
def minutes(folder: dict[str, Document]) -> Document:
    (found,) = (one for one in folder.values() if one.kind is DocumentKind.MINUTES)
    return found


def test_the_meeting_has_nine_items_with_their_kinds(minutes: Document) -> None:
    assert [item.number for item in minutes.items] == [str(number) for number in range(1, 10)]
    kinds = [item.kind.value[0] if item.kind else "-" for item in minutes.items]
    assert "".join(kinds) == "--oboobob"
    assert [item.case_number is None for item in minutes.items] == [True, True] + [False] * 7
    assert minutes.layout == "labelled table"


def test_each_item_stands_on_its_pages(minutes: Document) -> None:
    spans = [pages_of(minutes.pages, (item.start, item.end)) for item in minutes.items]
    assert spans == [
        (1, 1), (2, 2), (3, 4), (5, 8), (9, 10), (11, 12), (13, 13), (14, 16), (17, 18),
    ]  # fmt: skip


def test_every_item_names_the_one_absentee(minutes: Document) -> None:
    names = {tuple(person.name for person in item.absent) for item in minutes.items}
    assert len(names) == 1
    assert len(names.pop()) == 1


def test_item_four_carries_two_decisions_a_vote_and_a_dissent(minutes: Document) -> None:
    first, second = minutes.items[3].decisions
    assert first.earlier
    assert str(first.date) == "2014-02-05"
    assert first.outcome is Outcome.POSTPONED
    assert not second.earlier
    assert str(second.date) == "2014-03-12"
    vote = second.vote
    assert vote is not None
    assert (len(vote.voted_for), len(vote.against), vote.for_count, vote.against_count) == (
        3,
        1,
        3,
        1,
    )
    signers = {person.name for person in minutes.meeting.signatures} if minutes.meeting else set()
    assert {*vote.voted_for, *vote.against} == signers
    (dissent,) = second.dissents
    assert (dissent.who,) == vote.against
    assert dissent.party == "Enhedslisten"
    words = minutes.text[slice(*dissent.span)]
    assert words == dissent.text
    assert words.startswith("Enhedslisten")
    assert words.endswith("arbejdsmarkedet.")
    assert second.follow_ups[0].when == "efter 1 år"


def test_the_decision_that_straddles_pages_is_whole(minutes: Document) -> None:
    item = minutes.items[7]
    (decision,) = item.decisions
    assert pages_of(minutes.pages, decision.span) == (15, 15)
    (absentee,) = item.absent
    assert absentee.span is not None
    assert pages_of(minutes.pages, absentee.span) == (16, 16)


def test_seven_attachments_are_listed(minutes: Document) -> None:
    assert [len(item.attachments) for item in minutes.items] == [0, 0, 0, 1, 0, 4, 1, 1, 0]


def test_the_packet_holds_the_same_eight_documents(
    folder: dict[str, Document], packet: tuple[Document, ...]
) -> None:
    assert [(part.page_first, part.page_last) for part in packet] == [
        (1, 19), (20, 21), (22, 23), (24, 25), (26, 30), (31, 38), (39, 39), (40, 44),
    ]  # fmt: skip
    alone = {" ".join(one.text.split()) for one in folder.values()}
    assert {" ".join(part.text.split()) for part in packet} == alone


def test_the_packet_gives_the_same_items_decisions_and_votes(
    minutes: Document, packet: tuple[Document, ...]
) -> None:
    (inside,) = (part for part in packet if part.kind is DocumentKind.MINUTES)
    assert [_told(item) for item in inside.items] == [_told(item) for item in minutes.items]
    assert inside.meeting is not None
    assert minutes.meeting is not None
    assert inside.meeting.absent == minutes.meeting.absent
    assert inside.meeting.chair == minutes.meeting.chair


def _told(item: AgendaItem) -> dict[str, object]:
    return dataclasses.asdict(item)


def test_the_meetings_of_another_municipality_give_items_decisions_and_absentees(
    shared: Path, embedder: Embedder
) -> None:
    cut = splitter(embedder.tokenizer_file)
    folder = shared / "corpus/ballerup-2012"
    path = folder / "Sundheds- og Forebyggelsesudvalget.pdf"
    (whole,) = read_document(path, path.name, cut)
    assert [item.number for item in whole.items] == [str(number) for number in range(1, 9)]
    assert all(len(item.decisions) == 1 and item.case_number for item in whole.items)
    assert whole.meeting is not None
    assert len(whole.meeting.participants) == 7
    assert all(person.party for person in whole.meeting.participants)
    assert whole.meeting.chair == whole.meeting.participants[0].name
    # The first item's lettered points have attachments between them, and are none.
    assert [len(item.attachments) for item in whole.items] == [3, 1, 1, 1, 2, 1, 1, 0]
    by_case = {item.case_number: item for item in whole.items}
    for single in sorted(folder.glob("15528*.PDF")):
        (document,) = read_document(single, single.name, cut)
        (item,) = document.items
        told = by_case[item.case_number]
        assert (item.number, item.title) == (told.number, told.title)
        assert item.decisions[0].outcome is told.decisions[0].outcome
        assert (document.organization, document.date) == (whole.organization, whole.date)
