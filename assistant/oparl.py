"""Meetings in the shapes of OParl 1.1 (schema.oparl.org/1.1), votes as Popolo VoteEvents.

OParl embeds agenda items and files in meetings, and consultations in papers; organizations and persons
are referred to by identifier. What a municipality calls a case is OParl's Paper: it passes through
several meetings, each a Consultation.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, Final
from zoneinfo import ZoneInfo

from assistant.identifiers import Identifiers, document_parts
from assistant.places import without_term
from assistant.popolo import VENDOR, Ballot, People, vote_events
from assistant.precedent import folded, outcome_text
from assistant.structure import Link, exact, pages
from assistant.web_texts import date_text
from index.decisions import Structure
from index.hits import StoredDocument
from ingest.meeting import AgendaItem, ItemKind, Meeting, Outcome

Json = dict[str, Any]

SCHEMA: Final = "https://schema.oparl.org/1.1/"

DENMARK: Final = ZoneInfo("Europe/Copenhagen")


def oparl_json(structures: Iterable[tuple[Structure, Link]], ids: Identifiers) -> Json:
    """All meetings, each with the function that finds its attachments, as lists of objects:
    `organization`, `person`, `meeting`, `paper` (OParl) and `vote_events` (Popolo)."""
    export = _Export(ids)
    for structure, link in structures:
        if structure.meeting is not None:
            export.add(structure, structure.meeting, link)
    people = export.people
    return {
        "organization": [
            *(_organization(id_, name, "Gremium") for id_, name in sorted(people.bodies.items())),
            *(_organization(id_, name, "Partei") for id_, name in sorted(people.parties.items())),
        ],
        "person": [
            {"id": id_, "type": f"{SCHEMA}Person", "name": name}
            for id_, name in sorted(people.persons.items())
        ],
        "meeting": export.meetings,
        "paper": list(export.papers.values()),
        "vote_events": export.events,
    }


def _organization(identifier: str, name: str, kind: str) -> Json:
    """A body or a party; `kind` is one of the values that OParl names."""
    return {
        "id": identifier,
        "type": f"{SCHEMA}Organization",
        "name": name,
        "organizationType": kind,
    }


class _Export:
    """What has been exported so far: papers, persons and bodies return in later meetings."""

    def __init__(self, ids: Identifiers) -> None:
        self.ids = ids
        self.people = People(ids)
        self.meetings: list[Json] = []
        self.papers: dict[str, Json] = {}
        self.events: list[Json] = []

    def add(self, structure: Structure, meeting: Meeting, link: Link) -> None:
        """Add a document's meeting."""
        document = structure.document
        made: Json = {
            "id": self.ids.make("meeting", *document_parts(document)),
            "type": f"{SCHEMA}Meeting",
            "name": _meeting_name(meeting) or document.title,
            "resultsProtocol": file_json(document, self.ids),
            **self._when_and_who(meeting),
        }
        made["agendaItem"] = [
            self._item(structure, made, order, link) for order in range(len(structure.items))
        ]
        self.meetings.append(made)

    def _when_and_who(self, meeting: Meeting) -> Json:
        made: Json = {}
        if meeting.organization:
            made["organization"] = [self.people.body(meeting.organization)]
        if meeting.date:
            made[f"{VENDOR}date"] = meeting.date.isoformat()
            for name, time in (("start", meeting.starts), ("end", meeting.ends)):
                moment = _moment(meeting.date, time)
                if moment:
                    made[name] = moment
        if meeting.place:
            made["location"] = {
                "id": self.ids.named("location", meeting.place),
                "type": f"{SCHEMA}Location",
                "description": folded(meeting.place),
            }
        for name, people in (
            ("participant", meeting.participants),
            (f"{VENDOR}absent", meeting.absent),
        ):
            if people:
                made[name] = list(dict.fromkeys(self.people.person(one.name) for one in people))
        return made

    def _item(self, structure: Structure, meeting: Json, order: int, link: Link) -> Json:
        item, document = structure.items[order], structure.document
        made: Json = {
            "id": self.ids.make("agendaItem", *document_parts(document), order + 1),
            "type": f"{SCHEMA}AgendaItem",
            "order": order,
            "name": folded(item.title),
            "public": not item.closed,
            **_resolution(structure, item),
        }
        if item.number:
            made["number"] = item.number
        linked = {found.key: found for one in item.attachments if (found := link(one.name))}
        if linked:
            made["auxiliaryFile"] = [file_json(found, self.ids) for found in linked.values()]
        votes = self._votes(structure, item, str(made["id"]))
        if votes:
            made[f"{VENDOR}voteEvent"] = [event["id"] for event in votes]
            self.events += votes
        if item.case_number:
            identifier = self.ids.make("consultation", *document_parts(document), order + 1)
            self._consult(identifier, meeting, item, made)
            made["consultation"] = identifier
        return made

    def _votes(self, structure: Structure, item: AgendaItem, item_id: str) -> list[Json]:
        source = self.ids.address(structure.document)
        ballots = (
            Ballot(
                item_id=item_id,
                number=number,
                decision=decision,
                text=exact(structure.text, decision.span),
                source=source,
                page=pages(structure, decision.span)[0],
            )
            for number, decision in enumerate(item.decisions, start=1)
        )
        return [event for ballot in ballots for event in vote_events(ballot, self.people)]

    def _consult(self, identifier: str, meeting: Json, item: AgendaItem, made: Json) -> None:
        """Enter an item into the paper of its case. The paper is named after the first item met, and
        dated by the earliest meeting."""
        number = str(item.case_number)
        paper_id = self.ids.named("paper", number)
        new: Json = {
            "id": paper_id,
            "type": f"{SCHEMA}Paper",
            "name": folded(item.title),
            "reference": number,
            "paperType": "Sag",
            "consultation": [],
        }
        paper = self.papers.setdefault(paper_id, new)
        date = meeting.get(f"{VENDOR}date")
        if date:
            paper["date"] = min(date, paper.get("date", date))
        files = {one["id"]: one for one in paper.get("auxiliaryFile", [])}
        files |= {one["id"]: one for one in made.get("auxiliaryFile", [])}
        if files:
            paper["auxiliaryFile"] = list(files.values())
        consultation: Json = {
            "id": identifier,
            "type": f"{SCHEMA}Consultation",
            "paper": paper_id,
            "agendaItem": made["id"],
            "meeting": meeting["id"],
        }
        if "organization" in meeting:
            consultation["organization"] = meeting["organization"]
        if item.kind:
            consultation["role"] = item.kind.value
            consultation["authoritative"] = item.kind is ItemKind.DECISION
        paper["consultation"].append(consultation)


def _resolution(structure: Structure, item: AgendaItem) -> Json:
    """What this meeting decided: its text, and its outcome in Danish and as a code."""
    decisions = [one for one in item.decisions if not one.earlier]
    text = "\n\n".join(exact(structure.text, one.span) for one in decisions).strip()
    made: Json = {"resolutionText": text} if text else {}
    if decisions and decisions[-1].outcome is not Outcome.UNKNOWN:
        made["result"] = outcome_text(decisions[-1].outcome, "da")
        made[f"{VENDOR}outcome"] = decisions[-1].outcome.value
    return made


def file_json(document: StoredDocument, ids: Identifiers) -> Json:
    """A document as an OParl File."""
    return {
        "id": ids.file(document),
        "type": f"{SCHEMA}File",
        "name": document.title,
        "fileName": PurePosixPath(document.name).name,
        "mimeType": "application/pdf",
        "accessUrl": ids.address(document),
    }


def _meeting_name(meeting: Meeting) -> str:
    organization = without_term(meeting.organization) if meeting.organization else None
    date = date_text(meeting.date, "da") if meeting.date else None
    return ", ".join(part for part in (organization, date) if part)


def _moment(date: datetime.date, time: str | None) -> str | None:
    """A Danish time of day (HH:MM) with the offset that holds on that day."""
    try:
        at = datetime.time.fromisoformat(time or "")
    except ValueError:
        return None
    return datetime.datetime.combine(date, at, DENMARK).isoformat()
