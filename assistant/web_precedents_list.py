"""The list of decisions: a form to find them, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from assistant.web_precedents_form import active_html, bodies, form_html
from assistant.web_precedents_frame import Frame
from assistant.web_precedents_order import VALUE_OF, in_order, valued_in_order
from assistant.web_precedents_rows import heading, table_html
from assistant.web_precedents_wanted import SHOWN, BadRequest, Wanted
from index.decisions import StoredDecision
from index.hits import StoredDocument
from index.store import Index
from ingest.words import CASE_NUMBER

NEAREST: Final = 50
"""Decisions that a search gives: what comes after is hardly about the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """Decisions that were found, in order; or why nothing could be looked for. `total` counts those
    that are not read too; None where there are no others."""

    decisions: Sequence[StoredDecision] = ()
    problem: BadRequest | None = None
    total: int | None = None


def find(index: Index, frame: Frame, wanted: Wanted, count: int | None = None) -> Found:
    """The decisions that are wanted, in the order that is wanted; all of them, or the first `count`."""
    try:
        allowed = wanted.filter()
    except BadRequest as problem:
        return Found(problem=problem)
    descending = wanted.descending
    if wanted.by_meaning:
        nearest = index.precedents(wanted.query, allowed, NEAREST)
        return Found(in_order(nearest, wanted.sort, frame.language, descending=descending))
    decisions, total = index.decisions_by(
        allowed,
        VALUE_OF[wanted.sort] if wanted.sort else None,
        lambda valued: valued_in_order(valued, wanted.sort, frame.language, descending=descending),
        count,
    )
    return Found(decisions, total=total)


def list_html(
    frame: Frame, wanted: Wanted, found: Found, documents: Sequence[StoredDocument]
) -> str:
    """The form, then the result."""
    return (
        f"{form_html(frame, wanted, bodies(documents))}"
        f'<section id="rv-result" aria-labelledby="rv-count">{_result(frame, wanted, found)}</section>'
    )


def _result(frame: Frame, wanted: Wanted, found: Found) -> str:
    if found.problem:
        told = frame.say(found.problem.code, **found.problem.details)
        return f"{_head(frame, wanted, told)}{active_html(frame, wanted)}"
    count = len(found.decisions) if found.total is None else found.total
    if not count:
        code = "decisions_none_read"
        if wanted.filtered:
            code = "decisions_none"
        elif wanted.by_meaning:
            code = "decisions_none_query"
        return f"{_head(frame, wanted, frame.say(code))}{active_html(frame, wanted)}"
    many = "count" if count > 1 else "one"
    code = f"decisions_nearest_{many}" if wanted.by_meaning else f"decisions_{many}"
    told = frame.say(code, count=count)
    shown = found.decisions[: wanted.shown]
    return (
        f"{_head(frame, wanted, told)}{active_html(frame, wanted)}"
        f'<div class="rv-line"><p>{_order(frame, wanted)}</p>{_exports(frame, wanted)}</div>'
        f"{table_html(frame, shown, wanted)}{_more(frame, wanted, count)}"
    )


def _head(frame: Frame, wanted: Wanted, told: str) -> str:
    """What was found, and the case where its number was searched for."""
    number = CASE_NUMBER.search(wanted.query)
    case = ""
    if number:
        address = escape(frame.addresses.case(number[0]))
        words = frame.say("case_look_up", number=number[0])
        case = f'<p class="rv-line"><a class="rv-go" href="{address}">{words}</a></p>'
    return f'<h2 id="rv-count" tabindex="-1" data-announce>{told}</h2>{case}'


def _order(frame: Frame, wanted: Wanted) -> str:
    if wanted.sort is None:
        return frame.say("decisions_nearest" if wanted.by_meaning else "decisions_newest")
    column = heading(frame, wanted.sort).lower()
    told = frame.say("decisions_sorted", column=column)
    if not wanted.by_meaning:
        return told
    address = escape(frame.addresses.found(replace(wanted, sort=None).address()))
    again = f'<a class="rv-go" href="{address}">{frame.say("decisions_nearest_again")}</a>'
    return f"{told} {again}"


def _exports(frame: Frame, wanted: Wanted) -> str:
    links = "".join(
        f' <a href="{escape(frame.addresses.export(kind, wanted.address()))}" download>'
        f"{frame.say(f'export_{kind}')}</a>"
        for kind in ("xlsx", "csv")
    )
    return f'<p class="rv-exports">{frame.say("export")}{links}</p>'


def _more(frame: Frame, wanted: Wanted, count: int) -> str:
    if count <= wanted.shown:
        return ""
    address = escape(frame.addresses.found(replace(wanted, shown=wanted.shown + SHOWN).address()))
    return (
        f'<p class="rv-line">{frame.say("decisions_some", shown=wanted.shown, count=count)} '
        f'<a class="rv-go rv-button" href="{address}">{frame.say("decisions_more")}</a></p>'
    )
