"""The rows by which decisions and cases are found: names folded, parties by their letters.

What they point at is kept whole beside them (`index.structures`).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from index.naming import case_key, fold, fold_party
from ingest.meeting import AgendaItem, Decision, Meeting, VoteEvent
from ingest.model import Document
from ingest.voters import party_of

CASE_FACT = "case_number"
"""The name of a fact that tells which case a document as a whole belongs to."""

_BRACKETED = re.compile(r"\s*\([^()]*\)$")


def insert_structure(connection: sqlite3.Connection, key: int, document: Document) -> None:
    """Store the rows by which a document's decisions and cases are found."""
    connection.executemany("INSERT OR IGNORE INTO cases VALUES (?, ?, ?)", _cases(key, document))
    parties = _parties(document.meeting)
    for position, item in enumerate(document.items):
        for ordinal, decision in enumerate(item.decisions):
            connection.execute(
                "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, position, ordinal, *_decision_row(item, decision)),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO decision_people VALUES (?, ?, ?, ?, ?)",
                ((key, position, ordinal, *person) for person in _people(decision, parties)),
            )


def _cases(key: int, document: Document) -> Iterator[tuple[str, int, int]]:
    for fact in document.facts:
        if fact.name == CASE_FACT:
            yield case_key(fact.value), key, WHOLE
    for position, item in enumerate(document.items):
        if item.case_number:
            yield case_key(item.case_number), key, position


WHOLE = -1
"""In place of an item's position: the case number is that of the document as a whole."""


def _decision_row(item: AgendaItem, decision: Decision) -> tuple[str | int | None, ...]:
    votes = _votes(decision)
    return (
        fold(decision.organization or ""),
        decision.date.isoformat() if decision.date else None,
        decision.outcome.value,
        decision.earlier,
        bool(votes),
        bool(decision.dissents) or any(_divided(vote) for vote in votes),
        case_key(item.case_number) if item.case_number else None,
    )


def _votes(decision: Decision) -> list[VoteEvent]:
    return [vote for vote in (decision.vote, *decision.other_votes) if vote is not None]


def _divided(vote: VoteEvent) -> bool:
    """Whether somebody voted against or abstained."""
    return bool(vote.against or vote.abstained or vote.against_count or vote.abstained_count)


def _parties(meeting: Meeting | None) -> dict[str, str]:
    """The parties of those on the meeting's lists, by folded name."""
    people = (*meeting.participants, *meeting.absent) if meeting else ()
    return {fold(person.name): person.party for person in people if person.party}


def _people(decision: Decision, parties: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Name and party, both folded, of those that voted or dissented; empty where not known."""
    for vote in _votes(decision):
        for voter in (*vote.voted_for, *vote.against, *vote.abstained):
            yield _person(voter, party_of(voter), parties)
    for dissent in decision.dissents:
        yield _person(dissent.who, dissent.party or party_of(dissent.who), parties)


def _person(printed: str, party: str | None, parties: dict[str, str]) -> tuple[str, str]:
    """A party that votes as one is a party without a name."""
    name = fold(_BRACKETED.sub("", printed))
    party = party or parties.get(name)
    if party and fold_party(name) == fold_party(party):
        name = ""
    return name, fold_party(party) if party else ""
