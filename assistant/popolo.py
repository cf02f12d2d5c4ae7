"""Votes as Popolo VoteEvents (popoloproject.com), with the persons and parties that vote.

Nothing is made up: a count is given where the minutes print a number, a voter where they name one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.identifiers import Identifiers
from assistant.places import without_term
from ingest.meeting import Decision, Outcome, VoteEvent

Json = dict[str, Any]

VENDOR: Final = "referatsvar:"
"""OParl wants a prefix before what is not its own; Popolo allows other properties."""

VOTER: Final = re.compile(r"^(?P<name>.*?)\s*\((?P<party>[^()]{1,20})\)$")
"""A voter as printed: "John Olsen (A)", or "(V)" for a party."""

RESULTS: Final = {
    Outcome.APPROVED: "pass",
    Outcome.APPROVED_AMENDED: "pass",
    Outcome.REJECTED: "fail",
}


@dataclass(slots=True)
class People:
    """The persons and organizations met with so far, by their identifiers."""

    ids: Identifiers
    persons: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)

    def person(self, name: str) -> str:
        """The identifier of a person."""
        return _remember(self.persons, self.ids.named("person", name), name)

    def body(self, name: str) -> str:
        """The identifier of a council or committee, the same in every term."""
        name = without_term(name)
        return _remember(self.bodies, self.ids.named("organization", name), name)

    def party(self, letter: str) -> str:
        """The identifier of a party, known by its letter or name as printed."""
        return _remember(self.parties, self.ids.named("party", letter), letter)


def _remember(known: dict[str, str], identifier: str, name: str) -> str:
    known.setdefault(identifier, " ".join(name.split()))
    return identifier


@dataclass(frozen=True, slots=True)
class Ballot:
    """The decision that was voted on, with all that its vote events have in common."""

    item_id: str
    number: int
    decision: Decision
    text: str
    source: str
    page: int


def vote_events(ballot: Ballot, people: People) -> list[Json]:
    """The decision's main vote and those on amendments, as VoteEvents."""
    decision = ballot.decision
    main = [(decision.vote, RESULTS.get(decision.outcome))] if decision.vote else []
    all_votes = [*main, *((vote, None) for vote in decision.other_votes)]
    return [
        _event(ballot, vote, result, number, people)
        for number, (vote, result) in enumerate(all_votes, start=1)
    ]


def _event(
    ballot: Ballot, vote: VoteEvent, result: str | None, number: int, people: People
) -> Json:
    decision = ballot.decision
    result = _counted(vote) or (None if vote.on else result)
    motion: Json = {
        "text": " ".join((vote.on or ballot.text).split()),
        "classification": "amendment" if vote is not decision.vote else "motion",
    }
    event: Json = {
        "id": f"{ballot.item_id}{_separator(ballot.item_id)}vote-{ballot.number}-{number}",
        "motion": motion,
        "counts": [
            {"option": option, "value": count}
            for option, count in (
                ("yes", vote.for_count),
                ("no", vote.against_count),
                ("abstain", vote.abstained_count),
            )
            if count is not None
        ],
        "votes": [
            _vote(voter, option, people)
            for option, voters in (
                ("yes", vote.voted_for),
                ("no", vote.against),
                ("abstain", vote.abstained),
            )
            for voter in voters
        ],
        "sources": [{"url": f"{ballot.source}#page={ballot.page}"}],
        f"{VENDOR}agendaItem": ballot.item_id,
    }
    if decision.organization:
        event["organization_id"] = motion["organization_id"] = people.body(decision.organization)
    if decision.date:
        event[f"{VENDOR}date"] = decision.date.isoformat()
    if result:
        event["result"] = result
    if vote.unanimous is not None:
        event[f"{VENDOR}unanimous"] = vote.unanimous
    return event


def _counted(vote: VoteEvent) -> str | None:
    if vote.for_count is None or vote.against_count is None:
        return None
    return "pass" if vote.for_count > vote.against_count else "fail"


def _vote(voter: str, option: str, people: People) -> Json:
    match = VOTER.match(voter)
    name, party = (match["name"], match["party"]) if match else (voter, None)
    if not name and party:
        return {
            "option": option,
            "voter_id": people.party(party),
            "voter": {"name": party, "classification": "party"},
        }
    vote: Json = {"option": option, "voter_id": people.person(name), "voter": {"name": name}}
    if party:
        vote["party_id"] = people.party(party)
    return vote


def _separator(identifier: str) -> str:
    return ":" if identifier.startswith("urn:") else "/"
