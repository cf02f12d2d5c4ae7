"""The form in which decisions are looked for, and the filters that are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Final

from assistant.places import without_term
from assistant.precedent import folded, outcome_text
from assistant.web_precedents_frame import Frame
from assistant.web_precedents_order import alphabetical
from assistant.web_precedents_wanted import LONGEST, BadRequest, Votes, Wanted, read_date
from assistant.web_texts import date_text
from index.hits import StoredDocument
from index.naming import fold
from ingest.meeting import Outcome
from ingest.model import DocumentKind

VOTE_TEXTS: Final[Mapping[Votes, str]] = {
    Votes.ALL: "find_vote_all",
    Votes.ANY: "find_vote_any",
    Votes.DISSENT: "find_vote_dissent",
}


def bodies(documents: Sequence[StoredDocument]) -> list[str]:
    """The bodies that have minutes, each once, by name."""
    names = {
        fold(name): name
        for document in documents
        if document.kind is DocumentKind.MINUTES and document.organization
        for name in [folded(without_term(document.organization))]
    }
    return sorted(names.values(), key=alphabetical)


def form_html(frame: Frame, wanted: Wanted, organizations: Sequence[str]) -> str:
    """The fields, filled with what is asked for. `organizations` are those to choose from."""
    chosen = wanted.organization
    known = [*organizations, *([chosen] if chosen and chosen not in organizations else [])]
    choices = [("", frame.say("find_every_body")), *((name, escape(name)) for name in known)]
    votes = [(kind.value, frame.say(code)) for kind, code in VOTE_TEXTS.items()]
    outcomes = "".join(_outcome(frame, outcome, wanted) for outcome in Outcome)
    return (
        f'<form id="rv-find" method="get" action="{frame.addresses.list}" role="search" '
        f'aria-label="{frame.say("find_form")}"><h2 class="rv-hidden">{frame.say("find_form")}</h2>'
        f'<div class="rv-ask"><label for="rv-find-soeg">{frame.say("find_query")}</label>'
        f'<input id="rv-find-soeg" name="soeg" type="search" value="{escape(wanted.query)}" '
        f'maxlength="{LONGEST}" autocomplete="off" lang="da" aria-describedby="rv-find-hint">'
        f'<button type="submit">{frame.say("find_button")}</button>'
        f'<p id="rv-find-hint">{frame.say("find_query_hint")}</p></div>'
        f'<div class="rv-filters">{_select(frame, "body", "udvalg", choices, chosen)}'
        f"{_input(frame, 'from', 'fra', wanted.date_from, 'date')}"
        f"{_input(frame, 'to', 'til', wanted.date_to, 'date')}"
        f"{_select(frame, 'vote', 'afstemning', votes, wanted.votes.value)}"
        f"{_input(frame, 'person', 'person', wanted.person, 'text')}"
        f"{_input(frame, 'party', 'parti', wanted.party, 'text')}</div>"
        f'<fieldset class="rv-outcomes"><legend>{frame.say("find_outcome")}</legend>{outcomes}'
        f"</fieldset></form>"
    )


def _select(
    frame: Frame, code: str, name: str, choices: Sequence[tuple[str, str]], chosen: str
) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{words}</option>'
        for value, words in choices
    )
    return (
        f'<p class="rv-field rv-{name}"><label for="rv-find-{name}">{frame.say(f"find_{code}")}'
        f'</label><select id="rv-find-{name}" name="{name}">{options}</select></p>'
    )


def _input(frame: Frame, code: str, name: str, value: str, kind: str) -> str:
    if kind == "date":
        try:
            date = read_date(value)
        except BadRequest:
            kind = "text"  # a date field would hide what is wrong
        else:
            value = date.isoformat() if date else ""
    hint = f' title="{frame.say(f"find_{code}_hint")}"' if name in ("person", "parti") else ""
    return (
        f'<p class="rv-field rv-{name}"><label for="rv-find-{name}">{frame.say(f"find_{code}")}'
        f'</label><input id="rv-find-{name}" name="{name}" type="{kind}" value="{escape(value)}" '
        f'maxlength="200" autocomplete="off"{hint}></p>'
    )


def _outcome(frame: Frame, outcome: Outcome, wanted: Wanted) -> str:
    checked = " checked" if outcome in wanted.outcomes else ""
    return (
        f'<label class="rv-chip"><input type="checkbox" name="udfald" id="rv-find-{outcome.value}" '
        f'value="{outcome.value}"{checked}> {escape(outcome_text(outcome, frame.language))}</label>'
    )


def active_html(frame: Frame, wanted: Wanted) -> str:
    """The filters that limit the result, each a link that removes it."""
    links = "".join(
        f'<li><a class="rv-go" href="{escape(frame.addresses.found(without.address()))}" '
        f'aria-label="{frame.say("find_remove", name=name)}"><span lang="da">{escape(name)}</span>'
        f'<span aria-hidden="true"> ×</span></a></li>'
        for name, without in _filters(frame, wanted)
    )
    if not links:
        return ""
    every = escape(frame.addresses.found(wanted.without_filters().address()))
    return (
        f'<ul class="rv-active" aria-label="{frame.say("find_active")}">{links}'
        f'<li><a class="rv-go rv-clear" href="{every}">{frame.say("find_clear")}</a></li></ul>'
    )


def _filters(frame: Frame, wanted: Wanted) -> Iterator[tuple[str, Wanted]]:
    """Each filter's name and value, as plain text, and what is wanted without it."""

    def named(code: str, value: str) -> str:
        label = frame.plain(f"find_{code}")
        return frame.plain("find_label", label=label, value=value)

    votes = frame.plain(VOTE_TEXTS[wanted.votes])
    first, last = _dated(frame, wanted.date_from), _dated(frame, wanted.date_to)
    body, person, party = wanted.organization, wanted.person, wanted.party
    limits = (
        (body, named("body", body), replace(wanted, organization="")),
        (first, named("from", first), replace(wanted, date_from="")),
        (last, named("to", last), replace(wanted, date_to="")),
        (wanted.votes, votes, replace(wanted, votes=Votes.ALL)),
        (person, named("person", person), replace(wanted, person="")),
        (party, named("party", party), replace(wanted, party="")),
    )
    yield from ((name, without) for value, name, without in limits if value)
    for outcome in wanted.outcomes:
        rest = tuple(one for one in wanted.outcomes if one is not outcome)
        yield (
            named("outcome", outcome_text(outcome, frame.language)),
            replace(wanted, outcomes=rest),
        )


def _dated(frame: Frame, written: str) -> str:
    """A date in words, or what was written where it is none."""
    try:
        date = read_date(written)
    except BadRequest:
        date = None
    return date_text(date, frame.language) if date else written
