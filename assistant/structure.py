"""What was understood of a document, as JSON (docs/formats.md): meeting, items, decisions, votes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from index.decisions import Structure
from index.hits import StoredDocument
from ingest.meeting import (
    AgendaItem,
    Attachment,
    Decision,
    Dissent,
    Fact,
    FollowUp,
    Meeting,
    Person,
    Section,
    Span,
    VoteEvent,
)

Json = dict[str, Any]

Link = Callable[[str], StoredDocument | None]
"""The document of the collection that an attachment's name means, None where none fits."""


def structure_json(structure: Structure, link: Link) -> Json:
    """A document's structure. `link` finds the files of its attachments."""
    document, meeting = structure.document, structure.meeting
    return {
        "document": document.name,
        "kind": document.kind.value,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "organization": document.organization,
        "page_first": document.page_first,
        "page_last": document.page_last,
        "layout": structure.layout,
        **_meeting(meeting),
        "facts": [_fact(structure, fact) for fact in structure.facts],
        "items": [_item(structure, item, link) for item in structure.items],
    }


def part_json(document: StoredDocument) -> Json:
    """One document of a packet."""
    return {
        "id": document.reference,
        "title": document.title,
        "kind": document.kind.value,
        "date": document.date.isoformat() if document.date else None,
        "page_first": document.page_first,
        "page_last": document.page_last,
    }


def decision_facts(decision: Decision) -> Json:
    """What a decision says as data, without its places."""
    return {
        "outcome": decision.outcome.value,
        "points": [
            {"points": point.points, "outcome": point.outcome.value} for point in decision.points
        ],
        "referred_to": decision.referred_to,
        "votes": vote_json(decision.vote),
        "unanimous": decision.vote.unanimous if decision.vote else None,
        "other_votes": [
            {"on": vote.on, **vote_json(vote), "unanimous": vote.unanimous}
            for vote in decision.other_votes
        ],
        "dissents": [dissent_json(dissent) for dissent in decision.dissents],
        "absent": [person.name for person in decision.absent],
        "follow_ups": [follow_up_json(follow_up) for follow_up in decision.follow_ups],
        "earlier": decision.earlier,
    }


def vote_json(vote: VoteEvent | None) -> Json:
    """The votes of an event. Without one the lists are empty and the counts null."""
    return {
        "for": list(vote.voted_for) if vote else [],
        "against": list(vote.against) if vote else [],
        "abstained": list(vote.abstained) if vote else [],
        "for_count": vote.for_count if vote else None,
        "against_count": vote.against_count if vote else None,
        "abstained_count": vote.abstained_count if vote else None,
    }


def dissent_json(dissent: Dissent) -> Json:
    """A minority's statement."""
    return {"who": dissent.who, "party": dissent.party, "text": dissent.text.strip()}


def follow_up_json(follow_up: FollowUp) -> Json:
    """What is asked for later."""
    return {"what": follow_up.what.strip(), "when": follow_up.when}


def exact(text: str, span: Span) -> str:
    """The text of a span, without the space around it."""
    return text[slice(*span)].strip()


def pages(structure: Structure, span: Span) -> tuple[int, int]:
    """The page of a span's first character that is no space, and of its last; an empty span stands
    where it begins."""
    text = structure.text[slice(*span)]
    start = span[0] + len(text) - len(text.lstrip())
    end = span[0] + len(text.rstrip())
    if start >= end:
        page = structure.page_of(span[0])
        return page, page
    return structure.page_of(start), structure.page_of(end - 1)


def _meeting(meeting: Meeting | None) -> Json:
    if meeting is None:
        return {
            "term": None, "place": None, "starts": None, "ends": None, "chair": None,
            "participants": [], "signatures": [],
        }  # fmt: skip
    return {
        "term": meeting.term,
        "place": meeting.place,
        "starts": meeting.starts,
        "ends": meeting.ends,
        "chair": meeting.chair,
        "participants": [
            *(_person(person, absent=False) for person in meeting.participants),
            *(_person(person, absent=True) for person in meeting.absent),
        ],
        "signatures": [person.name for person in meeting.signatures],
    }


def _person(person: Person, *, absent: bool) -> Json:
    return {"name": person.name, "party": person.party, "role": person.role, "absent": absent}


def _fact(structure: Structure, fact: Fact) -> Json:
    return {
        "name": fact.name,
        "value": fact.value,
        "confidence": round(fact.confidence, 4),
        "page": pages(structure, fact.span)[0] if fact.span else None,
    }


def _item(structure: Structure, item: AgendaItem, link: Link) -> Json:
    first, last = pages(structure, (item.start, item.end))
    return {
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number,
        "kind": item.kind.value if item.kind else None,
        "closed": item.closed,
        "page_first": first,
        "page_last": last,
        "sections": [_section(structure, section) for section in item.sections],
        "decisions": [_decision(structure, decision) for decision in item.decisions],
        "attachments": [_attachment(attachment, link) for attachment in item.attachments],
        "absent": [person.name for person in item.absent],
    }


def _section(structure: Structure, section: Section) -> Json:
    return {
        "name": section.name,
        "text": exact(structure.text, (section.body, section.end)),
        "page_first": structure.page_of(section.start),
    }


def _decision(structure: Structure, decision: Decision) -> Json:
    first, last = pages(structure, decision.span)
    return {
        "organization": decision.organization,
        "date": decision.date.isoformat() if decision.date else None,
        "text": exact(structure.text, decision.span),
        "page_first": first,
        "page_last": last,
        **decision_facts(decision),
        "conditions": [exact(structure.text, span) for span in decision.conditions],
    }


def _attachment(attachment: Attachment, link: Link) -> Json:
    document = link(attachment.name)
    return {"name": attachment.name, "document": document.reference if document else None}
