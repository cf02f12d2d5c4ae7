"""The history of a case: meetings, bodies, decisions and documents in order of time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from assistant.case import CaseStep, case_documents
from assistant.cite import cite_place
from assistant.places import without_term
from assistant.precedent import folded, votes_text
from assistant.texts import say_in
from assistant.web_precedents_frame import Frame, back_html
from assistant.web_precedents_item import attachment_html, document_link
from assistant.web_precedents_order import body_of
from assistant.web_precedents_quote import shortened, shown_text
from assistant.web_precedents_rows import item_address, item_title, outcome_html
from assistant.web_texts import date_text
from index.decisions import CaseEntry, StoredDecision
from index.hits import StoredDocument
from index.store import Index


@dataclass(frozen=True, slots=True)
class Event:
    """One day of a case: an item of a meeting, or a document that names the case. `step` is None for
    an earlier meeting that is only known from later minutes."""

    date: datetime.date | None
    body: str | None
    entry: CaseEntry
    decisions: tuple[StoredDecision, ...]
    step: CaseStep | None


def case_html(index: Index, frame: Frame, number: str, steps: Sequence[CaseStep]) -> str:
    """The whole view."""
    entries = "".join(_event(index, frame, event) for event in events(steps))
    documents = case_documents(steps)
    listed = "".join(f"<li>{_document(frame, one)}</li>" for one in documents)
    papers = (
        f"<section><h3>{frame.say('case_documents_heading')}</h3><ul>{listed}</ul></section>"
        if listed
        else ""
    )
    return (
        f"{back_html(frame)}"
        f'<h2 tabindex="-1" data-announce>{frame.say("case_heading", number=number)}</h2>'
        f"<section><h3>{frame.say('case_meetings')}</h3>"
        f'<ol class="rv-timeline">{entries}</ol></section>{papers}'
    )


def events(steps: Sequence[CaseStep]) -> list[Event]:
    """What happened, in order of time; without a date last. A decision that later minutes repeat
    stands where it was taken, once."""
    found = [
        Event(
            step.entry.date,
            _body(step.entry.document),
            step.entry,
            tuple(one for one in step.entry.decisions if not one.decision.earlier),
            step,
        )
        for step in steps
    ]
    known = {(event.date, event.body) for event in found if event.entry.item}
    for event in _repeated(steps):
        if (event.date, event.body) not in known:
            known.add((event.date, event.body))
            found.append(event)
    return sorted(found, key=lambda event: event.date or datetime.date.max)


def _repeated(steps: Sequence[CaseStep]) -> Iterator[Event]:
    for step in steps:
        for one in step.entry.decisions:
            if one.decision.earlier:
                yield Event(one.decision.date, body_of(one), step.entry, (one,), None)


def _body(document: StoredDocument) -> str | None:
    return without_term(document.organization) if document.organization else None


def _event(index: Index, frame: Frame, event: Event) -> str:
    date = escape(say_in(frame.language, "unknown_date"))
    if event.date:
        written = escape(date_text(event.date, frame.language))
        date = f'<time datetime="{event.date.isoformat()}">{written}</time>'
    body = escape(folded(event.body or ""))
    decisions = "".join(_decision(index, frame, stored) for stored in event.decisions)
    attachments = "".join(
        f'<li lang="da">{attachment_html(frame, name, document)}</li>'
        for name, document in (event.step.attachments if event.step else ())
    )
    papers = f'<ul class="rv-papers">{attachments}</ul>' if attachments else ""
    repeated = "" if event.step else f' <span class="rv-tag">{frame.say("earlier_meeting")}</span>'
    return (
        f'<li><p class="rv-when">{date} <span lang="da">{body}</span>{repeated}</p>'
        f"{_what(frame, event)}{decisions}{papers}</li>"
    )


def _what(frame: Frame, event: Event) -> str:
    entry = event.entry
    if entry.item is None or entry.item_position is None:
        return (
            f'<p lang="da">{_document(frame, entry.document)}</p>'
            f'<p class="rv-hint">{frame.say("case_named")}</p>'
        )
    address = (
        item_address(frame, event.decisions[0])
        if event.decisions
        else escape(frame.addresses.item(entry.document, entry.item_position))
    )
    words = item_title(frame, entry.item)
    return f'<p><a class="rv-go" href="{address}" lang="da">{words}</a></p>'


def _decision(index: Index, frame: Frame, stored: StoredDecision) -> str:
    votes = escape(votes_text(stored.decision, frame.language))
    told = f'<p class="rv-line">{outcome_html(frame, stored.decision)} <span>{votes}</span></p>'
    words = folded(shown_text(stored.text))
    if not words or not cite_place(
        index, stored.document, stored.item, stored.decision.span, stored.text
    ):
        return told
    return f'{told}<p><q lang="da">{escape(shortened(words))}</q></p>'


def _document(frame: Frame, document: StoredDocument) -> str:
    kind = frame.say(f"kind_{document.kind.value}")
    date = f", {escape(date_text(document.date, frame.language))}" if document.date else ""
    link = document_link(frame, document, document.title)
    return f'{link} <span class="rv-hint">{kind}{date}</span>'
