"""Decisions, cases and structures as lines of text for people. Control characters that documents hold,
which a terminal would obey, are replaced as the lines are made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.case import CaseStep, case_documents
from assistant.places import Place, without_term, written_pages, written_place
from assistant.precedent import folded, outcome_text, place_of, points_text, votes_text
from assistant.structure import Link, exact, pages
from assistant.texts import Language, printable, say_in
from assistant.texts_minutes import ITEM_KINDS
from assistant.web_texts import date_text
from assistant.web_texts import text as web_text
from index.decisions import StoredDecision, Structure
from index.hits import StoredDocument
from ingest.meeting import AgendaItem, Decision, FollowUp, Meeting, Person
from ingest.model import DocumentKind

INDENT: Final = "   "

SHOWN: Final = 400
"""Characters of a decision's text that are shown; the rest is on its page."""


def decision_lines(stored: StoredDecision, language: Language) -> Iterator[str]:
    """A decision: where and when, what became of it, who voted how, who disagreed, its words."""
    yield place_line(stored, language)
    yield from _decision(stored.decision, stored.text, language)
    yield document_line(stored.document, language)


def follow_up_lines(
    stored: StoredDecision, follow_up: FollowUp, language: Language
) -> Iterator[str]:
    """What is asked for later: by whom, what, when."""
    yield place_line(stored, language)
    yield _told(language, "quoted", quote=follow_up.what)
    if follow_up.when:
        yield _told(language, "followup_when", when=follow_up.when)
    yield document_line(stored.document, language)


def case_lines(number: str, steps: Sequence[CaseStep], language: Language) -> Iterator[str]:
    """A case from first to last: each meeting with its decisions, then the documents."""
    yield say_in(language, "case_title", number=folded(number))
    for step in steps:
        entry = step.entry
        place = Place(
            page=entry.page,
            organization=entry.document.organization,
            date=entry.date,
            title=entry.document.title,
            item=entry.item,
        )
        yield ""
        yield str(printable(folded(written_place(place, language))))
        for decision in entry.decisions:
            yield from _decision(decision.decision, decision.text, language)
        for name, document in step.attachments:
            yield _attachment(name, document, language)
        yield document_line(entry.document, language)
    documents = case_documents(steps)
    if documents:
        yield ""
        yield say_in(language, "case_documents")
        for document in documents:
            yield INDENT + str(printable(document.reference))


def structure_lines(
    structure: Structure, link: Link, parts: Sequence[StoredDocument], language: Language
) -> Iterator[str]:
    """A document: the meeting, the documents of the packet it is from, then item by item."""
    document = structure.document
    kind = web_text(f"kind_{document.kind.value}", language)
    yield str(printable(document.reference))
    yield _told(language, "structure_title", kind=kind, title=document.title)
    if structure.meeting:
        yield from _meeting(structure.meeting, language)
    if document.kind is DocumentKind.MINUTES:
        code = "structure_layout" if structure.layout else "structure_no_layout"
        yield _told(language, code, layout=structure.layout)
    if len(parts) > 1:
        yield say_in(language, "structure_parts")
        for part in parts:
            where = written_pages(part.page_first, part.page_last, language)
            kind = web_text(f"kind_{part.kind.value}", language)
            yield _told(language, "structure_part", kind=kind, title=part.title, pages=where)
    if not structure.items:
        yield say_in(language, "structure_no_items")
    for item in structure.items:
        yield ""
        yield from _item(structure, item, link, language)


def place_line(stored: StoredDecision, language: Language) -> str:
    """The place of a decision as it is cited."""
    return str(printable(folded(written_place(place_of(stored), language))))


def document_line(document: StoredDocument, language: Language) -> str:
    """The file of a decision."""
    return _told(language, "decision_source", document=document.name)


def _meeting(meeting: Meeting, language: Language) -> Iterator[str]:
    yield _told(
        language, "structure_meeting", organization=_body(meeting.organization, language),
        date=_date(meeting.date, language),
    )  # fmt: skip
    if meeting.starts:
        code = "structure_time" if meeting.ends else "structure_starts"
        yield _told(language, code, starts=meeting.starts, ends=meeting.ends)
    if meeting.place:
        yield _told(language, "structure_place", place=meeting.place)
    if meeting.chair:
        yield _told(language, "structure_chair", name=meeting.chair)
    for code, people in (
        ("structure_participants", meeting.participants),
        ("structure_absent", meeting.absent),
    ):
        if people:
            yield _told(language, code, names=_names(people))


def _item(structure: Structure, item: AgendaItem, link: Link, language: Language) -> Iterator[str]:
    where = written_pages(*pages(structure, (item.start, item.end)), language)
    code = "structure_item" if item.number else "structure_item_unnumbered"
    yield say_in(
        language, code, number=item.number.rstrip("."), title=folded(item.title), pages=where
    )
    if item.case_number:
        yield _told(language, "structure_case", number=item.case_number)
    if item.kind:
        danish, english = ITEM_KINDS[item.kind]
        yield _told(language, "structure_item_kind", kind=danish if language == "da" else english)
    if item.closed:
        yield _told(language, "structure_closed")
    if item.sections:
        names = ", ".join(section.name for section in item.sections)
        yield _told(language, "structure_sections", names=names)
    for decision in item.decisions:
        yield from _decision(decision, exact(structure.text, decision.span), language)
    for attachment in item.attachments:
        yield _attachment(attachment.name, link(attachment.name), language)
    if item.absent:
        yield _told(language, "structure_absent", names=_names(item.absent))


def _decision(decision: Decision, text: str, language: Language) -> Iterator[str]:
    if decision.earlier:
        yield _told(
            language, "decision_earlier", organization=_body(decision.organization, language),
            date=_date(decision.date, language),
        )  # fmt: skip
    code = "decision_referred" if decision.referred_to else "decision_outcome"
    outcome = outcome_text(decision.outcome, language)
    yield _told(language, code, outcome=outcome, to=decision.referred_to)
    if decision.points:
        yield _told(language, "decision_points", points=points_text(decision, language))
    votes = votes_text(decision, language)
    if votes:
        yield _told(language, "decision_vote", vote=votes)
    for dissent in decision.dissents:
        yield _told(language, "decision_dissent", who=dissent.who, text=dissent.text)
    if text.strip():
        yield _told(language, "quoted", quote=_shortened(text))


def _attachment(name: str, document: StoredDocument | None, language: Language) -> str:
    if document is None:
        return _told(language, "structure_attachment", name=name)
    return _told(language, "structure_attachment_linked", name=name, document=document.reference)


def _told(language: Language, code: str, **details: object) -> str:
    """An indented line; what documents say is folded onto it."""
    return INDENT + say_in(
        language, code, **{name: folded(str(one)) for name, one in details.items()}
    )


def _shortened(text: str) -> str:
    line = folded(text)
    return line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + " …"


def _body(organization: str | None, language: Language) -> str:
    return without_term(organization) if organization else say_in(language, "unknown_body")


def _date(date: datetime.date | None, language: Language) -> str:
    return date_text(date, language) if date else say_in(language, "unknown_date")


def _names(people: Sequence[Person]) -> str:
    return ", ".join(f"{one.name} ({one.party})" if one.party else one.name for one in people)
