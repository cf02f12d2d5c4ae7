"""Decisions as the rows of a table that sorts by its headings.

The roles are written out, because a narrow screen shows the rows as cards, and a browser takes a
table that is laid out otherwise for no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from assistant.places import Numbered
from assistant.precedent import folded, outcome_text, votes_text
from assistant.texts import say_in
from assistant.web_precedents_frame import Frame
from assistant.web_precedents_order import body_of
from assistant.web_precedents_wanted import Column, Wanted
from assistant.web_texts import date_text
from index.decisions import StoredDecision
from ingest.meeting import Decision

HEADINGS: Final = {
    Column.DATE: 0, Column.BODY: 1, Column.ITEM: 2, Column.CASE: 4, Column.OUTCOME: 5,
    Column.VOTES: 6, Column.PAGE: 11,
}  # fmt: skip
"""Columns of the table, and their places among those of the spreadsheet."""


def heading(frame: Frame, column: Column) -> str:
    """What a column is called, as plain text: the same as in the spreadsheet."""
    return say_in(frame.language, "columns_decisions").split("|")[HEADINGS[column]]


def table_html(frame: Frame, decisions: Sequence[StoredDecision], wanted: Wanted) -> str:
    """The rows under headings that sort them."""
    headings = "".join(_heading(frame, column, wanted) for column in Column)
    rows = "".join(_row(frame, stored) for stored in decisions)
    return (
        f'<table class="rv-table" role="table" aria-label="{frame.say("decisions_table")}">'
        f'<thead role="rowgroup"><tr role="row">{headings}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def outcome_html(frame: Frame, decision: Decision) -> str:
    """What was decided, in a word; its colour only repeats it."""
    outcome = outcome_text(decision.outcome, frame.language)
    if decision.referred_to:
        words = frame.say("outcome_to", outcome=outcome, to=folded(decision.referred_to))
    else:
        words = escape(outcome)
    return f'<span class="rv-outcome rv-{decision.outcome.value}">{words}</span>'


def item_address(frame: Frame, stored: StoredDecision) -> str:
    """Where a decision's item is shown; an earlier meeting's decision is named in it."""
    character = stored.decision.span[0] if stored.decision.earlier else None
    return escape(frame.addresses.item(stored.document, stored.item_position, character))


def item_title(frame: Frame, item: Numbered) -> str:
    """An item's number and title, as HTML."""
    number = item.number.rstrip(".")
    return frame.say(
        "item" if number else "item_unnumbered", number=number, title=folded(item.title)
    )


def _heading(frame: Frame, column: Column, wanted: Wanted) -> str:
    name = heading(frame, column)
    state, sign = "", ""
    if wanted.sort is column:
        state = f' aria-sort="{"descending" if wanted.descending else "ascending"}"'
        sign = " ↓" if wanted.descending else " ↑"
    address = escape(frame.addresses.found(wanted.sorted_by(column).address()))
    hint = frame.say("sort_by", column=name.lower())
    return (
        f'<th role="columnheader" scope="col" class="rv-in-{column.value}"{state}>'
        f'<a class="rv-go" href="{address}" id="rv-sort-{column.value}" title="{hint}">'
        f'{escape(name)}<span aria-hidden="true">{sign}</span></a></th>'
    )


def _votes(frame: Frame, decision: Decision) -> str:
    """Who voted how, then who had a statement put on record, as HTML."""
    names = dict.fromkeys(folded(dissent.who) for dissent in decision.dissents)
    record = frame.plain("for_the_record", names=", ".join(names)) if names else ""
    return escape(
        "; ".join(part for part in (votes_text(decision, frame.language), record) if part)
    )


def _row(frame: Frame, stored: StoredDecision) -> str:
    decision, document = stored.decision, stored.document
    date = ""
    if decision.date:
        written = escape(date_text(decision.date, frame.language))
        date = f'<time datetime="{decision.date.isoformat()}">{written}</time>'
    item = (
        f'<a class="rv-go rv-item" href="{item_address(frame, stored)}" lang="da">'
        f"{item_title(frame, stored.item)}</a>"
    )
    if decision.earlier:
        item += f' <span class="rv-tag">{frame.say("earlier_meeting")}</span>'
    if stored.item.closed:
        item += f' <span class="rv-tag">{frame.say("item_closed")}</span>'
    case = ""
    if stored.item.case_number:
        number = folded(stored.item.case_number)
        case = (
            f'<a class="rv-go" href="{escape(frame.addresses.case(number))}" '
            f'title="{frame.say("case_of", number=number)}">{escape(number)}</a>'
        )
    first, last = stored.page_first, stored.page_last
    where = str(first) if first == last else f"{first}-{last}"
    opens = frame.say("open_pdf", page=first)
    page = (
        f'<a href="/kilde/{document.sha256}.pdf#page={stored.page_first}" target="_blank" '
        f'rel="noopener" title="{opens}: {escape(folded(document.name))}">{where}'
        f'<span class="rv-hidden"> {frame.say("new_tab")}</span></a>'
    )
    votes = _votes(frame, decision)
    cells = {
        Column.DATE: date,
        Column.BODY: escape(folded(body_of(stored) or "")),
        Column.ITEM: item,
        Column.CASE: case,
        Column.OUTCOME: outcome_html(frame, decision),
        Column.VOTES: f'<span class="rv-clamp" title="{votes}">{votes}</span>' if votes else "",
        Column.PAGE: page,
    }
    return (
        '<tr role="row">'
        + "".join(
            f'<td role="cell" class="rv-in-{column.value}" '
            f'data-name="{escape(heading(frame, column))}">{content}</td>'
            for column, content in cells.items()
        )
        + "</tr>"
    )
