"""An agenda item: what was decided and what was recommended, kept apart, and the page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from assistant.places import Place, written_place
from assistant.precedent import folded
from assistant.texts import say_in
from assistant.texts_minutes import ITEM_KINDS
from assistant.web_cards import view_html
from assistant.web_precedents_decision import decision_html
from assistant.web_precedents_frame import Frame, back_html
from assistant.web_precedents_order import body_of
from assistant.web_precedents_quote import quote_html, quote_of
from assistant.web_precedents_rows import item_address, item_title, outcome_html
from assistant.web_texts import date_text
from index.decisions import DecisionFilter, StoredDecision, Structure
from index.hits import ItemReference, StoredDocument
from index.store import Index
from ingest.labels import SectionKind, label_kind
from ingest.meeting import AgendaItem, Person

SIMILAR: Final = 8
"""Similar cases that are shown."""


def item_html(
    index: Index, frame: Frame, structure: Structure, position: int, character: int | None
) -> str:
    """The whole view. The decision that begins at `character` comes first; without one this
    meeting's own does."""
    item = structure.items[position]
    reference = reference_of(item)
    decided = decisions_of(index, structure, position)
    first = _asked_for(decided, character)
    article = (
        f"{_head(frame, structure, item, reference)}"
        f"{_decided(index, frame, structure, first)}"
        f"{_recommended(index, frame, structure, item, reference)}"
        f"{_others(index, frame, structure, [one for one in decided if one is not first])}"
        f"{_absent(frame, structure, item, first)}"
        f"{_attachments(index, frame, structure, item)}"
        f"{_similar(index, frame, structure, position)}"
    )
    return (
        f"{back_html(frame)}"
        f'<div class="rv-two"><article>{article}</article>'
        f'<aside class="rv-page">{view_html("rv-side", frame.language)}</aside></div>'
    )


def reference_of(item: AgendaItem) -> ItemReference:
    """The item as it is cited."""
    return ItemReference(item.number, item.title, item.case_number, item.kind, item.closed)


def decisions_of(index: Index, structure: Structure, position: int) -> list[StoredDecision]:
    """The decisions of one item, in the order of the text."""
    names = frozenset({structure.document.reference})
    found = [
        stored
        for stored in index.decisions(DecisionFilter(documents=names))
        if stored.item_position == position and stored.document.key == structure.document.key
    ]
    return sorted(found, key=lambda stored: stored.decision.span)


def _asked_for(decided: Sequence[StoredDecision], character: int | None) -> StoredDecision | None:
    asked = (one for one in decided if one.decision.span[0] == character)
    own = (one for one in reversed(decided) if not one.decision.earlier)
    return next(asked, None) or next(own, None) or (decided[-1] if decided else None)


def _head(frame: Frame, structure: Structure, item: AgendaItem, reference: ItemReference) -> str:
    document = structure.document
    place = Place(
        page=structure.page_of(item.start),
        page_last=structure.page_of(max(item.start, item.end - 1)),
        organization=document.organization,
        date=document.date,
        title=document.title,
        item=reference,
    )
    tags = []
    if item.kind:
        danish, english = ITEM_KINDS[item.kind]
        tags.append(escape(danish if frame.language == "da" else english))
    if item.closed:
        tags.append(frame.say("item_closed"))
    listed = "".join(f'<span class="rv-tag">{tag}</span> ' for tag in tags)
    case = ""
    if item.case_number:
        shown = folded(item.case_number)
        address = escape(frame.addresses.case(shown))
        words = frame.say("case_of", number=shown)
        case = f'<a class="rv-go rv-button" href="{address}">{words}</a>'
    return (
        f'<h2 tabindex="-1" data-announce lang="da">{item_title(frame, item)}</h2>'
        f'<p class="rv-where-it-is" lang="da">{escape(folded(written_place(place, frame.language)))}'
        f'</p><p class="rv-line">{listed}{case}</p>'
    )


def _decided(index: Index, frame: Frame, structure: Structure, first: StoredDecision | None) -> str:
    if first is None:
        none = f'<p class="rv-hint">{frame.say("decisions_none_item")}</p>'
        return (
            f'<section class="rv-decided"><h3>{frame.say("decision_heading")}</h3>{none}</section>'
        )
    heading = _earlier(frame, first) if first.decision.earlier else frame.say("decision_heading")
    return (
        f'<section class="rv-decided"><h3>{heading}</h3>'
        f"{decision_html(index, frame, structure, first)}</section>"
    )


def _earlier(frame: Frame, stored: StoredDecision) -> str:
    date = stored.decision.date
    return frame.say(
        "decision_earlier_heading",
        organization=folded(body_of(stored) or say_in(frame.language, "unknown_body")),
        date=date_text(date, frame.language) if date else say_in(frame.language, "unknown_date"),
    )


def _others(
    index: Index, frame: Frame, structure: Structure, others: Sequence[StoredDecision]
) -> str:
    return "".join(
        f'<section class="rv-earlier"><h3>'
        f"{_earlier(frame, one) if one.decision.earlier else frame.say('decision_heading')}</h3>"
        f"{decision_html(index, frame, structure, one)}</section>"
        for one in others
    )


def _recommended(
    index: Index, frame: Frame, structure: Structure, item: AgendaItem, reference: ItemReference
) -> str:
    quotes = [
        quote_of(index, structure, reference, (section.body, section.end))
        for section in item.sections
        if label_kind(section.name) is SectionKind.RECOMMENDATION
    ]
    shown = "".join(quote_html(frame, quote) for quote in quotes if quote.text)
    if not shown:
        return ""
    return (
        f'<section class="rv-recommended"><h3>{frame.say("recommendation_heading")}</h3>'
        f'<p class="rv-hint">{frame.say("recommendation_hint")}</p>{shown}</section>'
    )


def _absent(
    frame: Frame, structure: Structure, item: AgendaItem, first: StoredDecision | None
) -> str:
    own = _names((*item.absent, *(first.decision.absent if first else ())))
    meeting = structure.meeting
    others = [name for name in _names(meeting.absent if meeting else ()) if name not in own]
    return "".join(
        f'<section><h3>{frame.say(code)}</h3><p lang="da">{escape(", ".join(names))}</p></section>'
        for code, names in (("absent_item", own), ("absent_meeting", others))
        if names
    )


def _names(people: Sequence[Person]) -> list[str]:
    shown = (f"{one.name} ({one.party})" if one.party else one.name for one in people)
    return list(dict.fromkeys(folded(name) for name in shown))


def _attachments(index: Index, frame: Frame, structure: Structure, item: AgendaItem) -> str:
    entries = "".join(
        f'<li lang="da">{attachment_html(frame, name, index.linked(structure.document.key, name))}'
        "</li>"
        for name in dict.fromkeys(one.name for one in item.attachments)
    )
    heading = frame.say("attachments_heading")
    return f"<section><h3>{heading}</h3><ul>{entries}</ul></section>" if entries else ""


def attachment_html(frame: Frame, name: str, document: StoredDocument | None) -> str:
    """An attachment's name, a link where its file is known."""
    if document is None:
        missing = frame.say("attachment_missing")
        return f'{escape(folded(name))} <span class="rv-hint">({missing})</span>'
    return document_link(frame, document, name)


def document_link(frame: Frame, document: StoredDocument, words: str) -> str:
    """A link that opens a document's file where the document begins."""
    return (
        f'<a href="/kilde/{document.sha256}.pdf#page={document.page_first}" target="_blank" '
        f'rel="noopener" title="{escape(folded(document.name))}">{escape(folded(words))}'
        f'<span class="rv-hidden"> {frame.say("new_tab")}</span></a>'
    )


def _similar(index: Index, frame: Frame, structure: Structure, position: int) -> str:
    found = index.similar(structure.document.key, position, SIMILAR)
    entries = "".join(f"<li>{short_html(frame, stored)}</li>" for stored in found)
    shown = f'<ul class="rv-similar">{entries}</ul>' if entries else (
        f'<p class="rv-hint">{frame.say("similar_none")}</p>'
    )  # fmt: skip
    return f'<section id="rv-similar"><h3>{frame.say("similar_heading")}</h3>{shown}</section>'


def short_html(frame: Frame, stored: StoredDecision) -> str:
    """A decision in two lines: its item as a link, then body, date and outcome."""
    date = stored.decision.date
    about = [body_of(stored) or "", date_text(date, frame.language) if date else ""]
    told = escape(folded(", ".join(part for part in about if part)))
    return (
        f'<a class="rv-go" href="{item_address(frame, stored)}" lang="da">'
        f"{item_title(frame, stored.item)}</a>"
        f'<span class="rv-about"><span lang="da">{told}</span> '
        f"{outcome_html(frame, stored.decision)}</span>"
    )
