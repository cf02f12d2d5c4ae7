"""The text of one decision becomes data: outcome, votes, dissents, absentees, what is asked for later."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from ingest.absence import absence_spans, absentees
from ingest.dissents import find_dissents
from ingest.follow_ups import find_follow_ups
from ingest.meeting import Decision, Outcome, Span
from ingest.outcome_words import AMENDED, AMENDED_AFTER
from ingest.outcomes import find_outcome
from ingest.quotes import blanked, quotes
from ingest.vote_words import own_votes
from ingest.votes import find_votes

PROPOSAL_PASSED = re.compile(r"\b[Ff]orslaget\s+(?:blev\s+|er\s+)?(?:godkendt|vedtaget)\b")
"""A proposal that was quoted before, and then passed."""


def read_decision(
    text: str,
    span: Span,
    *,
    organization: str | None,
    date: datetime.date | None,
    earlier: bool,
) -> Decision:
    """Read the decision whose own words, without its label, stand at `span` of a document's text."""
    plain = blanked(text, span)
    absent = absence_spans(text, span)
    plain = _without(plain, absent)
    dissents = find_dissents(text, span)
    vote, other_votes = find_votes(plain, span)
    said = [_without_stop(plain, dissent.span) for dissent in dissents]
    body = _without(_without(plain, own_votes(plain, span), "x"), said)
    found = find_outcome(body, span)
    outcome = found.outcome
    if outcome is Outcome.APPROVED and PROPOSAL_PASSED.search(plain, *span):
        changed = any(
            AMENDED.search(text, *quote) or AMENDED_AFTER.search(text, *quote)
            for quote in quotes(text, span)
        )
        outcome = Outcome.APPROVED_AMENDED if changed else outcome
    return Decision(
        organization=organization,
        date=date,
        span=span,
        earlier=earlier,
        outcome=outcome,
        points=found.points,
        referred_to=found.referred_to,
        vote=vote,
        other_votes=other_votes,
        dissents=dissents,
        absent=absentees(text, span),
        follow_ups=find_follow_ups(text, span),
        conditions=found.conditions,
    )


def _without(text: str, spans: Iterable[Span], filling: str = " ") -> str:
    """The text with these stretches filled up: with a letter where a word must be left, so that
    what follows does not begin the sentence."""
    for start, end in spans:
        text = text[:start] + re.sub(r"[^\n]", filling, text[start:end]) + text[end:]
    return text


def _without_stop(text: str, span: Span) -> Span:
    """A statement without its full stop, which also ends the sentence around it."""
    start, end = span
    return (start, end - 1) if text[end - 1] in ".!?" else span
