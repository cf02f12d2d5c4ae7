"""The text of one decision becomes data: outcome, votes, dissents, absentees, what is asked for later."""

from __future__ import annotations

import datetime
import re

from ingest.absence import absence_spans, absentees
from ingest.dissents import find_dissents
from ingest.follow_ups import find_follow_ups
from ingest.meeting import Decision, Outcome, Span
from ingest.outcomes import AMENDED, find_outcome
from ingest.quotes import blanked, quotes
from ingest.votes import find_votes

_BODY = (
    r"(?:(?:[A-ZÆØÅ][\wæøå]*-?,?\s+(?:og\s+)?){0,6}?[A-ZÆØÅ]\w*(?:udvalget|udvalg|rådet|råd|bestyrelsen)"
    r"|[Bb]yrådet|[Kk]ommunalbestyrelsen|[Øø]konomiudvalget|[Rr]egionsrådet|[Mm]agistraten)"
)
_BODIES = rf"{_BODY}(?:(?:,\s+|\s+og\s+){_BODY})*"

REFERRED_TO: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(?:anbefal|indstill)\w*\b[^.\n]{{0,60}}?\b(?:over\s?for|til)\s+(?P<to>{_BODIES})"
    ),
    re.compile(
        rf"\b(?:oversend|videresend|fremsend|send|henvis)\w*\b[^.\n]{{0,90}}?\btil\s+"
        rf"(?P<to>{_BODIES}|\d\.\s*behandling)"
    ),
    re.compile(rf"\bforelægges\s+(?:for\s+)?(?P<to>{_BODIES})"),
    re.compile(rf"\bfrem\s+mod\s+(?P<to>{_BODIES})s\s+(?:behandling|møde)"),
)
"""Where a decision names the body that it sends the case to."""

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
    for start, end in absent:
        plain = plain[:start] + re.sub(r"[^\n]", " ", text[start:end]) + plain[end:]
    dissents = find_dissents(text, span)
    vote, other_votes = find_votes(plain, span)
    found = find_outcome(_without(plain, [dissent.span for dissent in dissents]), span)
    outcome = found.outcome
    if outcome is Outcome.APPROVED and PROPOSAL_PASSED.search(plain, *span):
        changed = any(AMENDED.search(text, *quote) for quote in quotes(text, span))
        outcome = Outcome.APPROVED_AMENDED if changed else outcome
    return Decision(
        organization=organization,
        date=date,
        span=span,
        earlier=earlier,
        outcome=outcome,
        points=found.points,
        referred_to=_referred_to(plain, span) if _refers(outcome, found.points) else None,
        vote=vote,
        other_votes=other_votes,
        dissents=dissents,
        absent=absentees(text, span),
        follow_ups=find_follow_ups(text, span),
        conditions=found.conditions,
    )


def _without(text: str, spans: list[Span]) -> str:
    """The text with these stretches blanked out."""
    for start, end in spans:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def _refers(outcome: Outcome, points: tuple[object, ...]) -> bool:
    return outcome is Outcome.REFERRED or (outcome is Outcome.SPLIT and bool(points))


def _referred_to(text: str, span: Span) -> str | None:
    for pattern in REFERRED_TO:
        match = pattern.search(text, *span)
        if match:
            return " ".join(match["to"].split())
    return None
