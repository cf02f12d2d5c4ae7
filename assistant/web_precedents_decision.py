"""One decision in full: its words, its outcome, who voted how, who disagreed, what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.precedent import folded, points_text
from assistant.web_precedents_frame import Frame
from assistant.web_precedents_quote import Quote, quote_html, quote_of, words_html
from assistant.web_precedents_rows import outcome_html
from index.decisions import StoredDecision, Structure
from index.store import Index
from ingest.meeting import Dissent, VoteEvent


def decision_html(index: Index, frame: Frame, structure: Structure, stored: StoredDecision) -> str:
    """A decision without a heading."""
    decision = stored.decision

    def quotes(spans: Sequence[tuple[int, int]]) -> list[Quote]:
        return [quote_of(index, structure, stored.item, span) for span in spans]

    points = ""
    if decision.points:
        told = escape(points_text(decision, frame.language))
        points = f"<h4>{frame.say('points_heading')}</h4><p>{told}</p>"
    return (
        f'<p class="rv-line">{outcome_html(frame, decision)}</p>'
        f"{quote_html(frame, quotes([decision.span])[0])}{points}"
        f"{_votes(frame, decision.vote, decision.other_votes)}"
        f"{_dissents(frame, decision.dissents, quotes([one.span for one in decision.dissents]))}"
        f"{_words(frame, 'conditions_heading', quotes(decision.conditions))}"
        f"{_words(frame, 'follow_ups_heading', quotes([f.span for f in decision.follow_ups]))}"
    )


def _votes(frame: Frame, main: VoteEvent | None, others: Sequence[VoteEvent]) -> str:
    parts = []
    if main:
        parts.append(f"<h4>{frame.say('votes_heading')}</h4>{_vote(frame, main)}")
    for vote in others:
        told = frame.say("votes_on", on=folded(vote.on)) if vote.on else frame.say("votes_other")
        parts.append(f"<h4>{told}</h4>{_vote(frame, vote)}")
    return "".join(parts)


def _vote(frame: Frame, vote: VoteEvent) -> str:
    sides = (
        ("for", vote.for_count, vote.voted_for),
        ("against", vote.against_count, vote.against),
        ("abstained", vote.abstained_count, vote.abstained),
    )
    rows = "".join(
        _side(frame, name, count, voters) for name, count, voters in sides if count or voters
    )
    unanimous = f"<p>{frame.say('unanimous')}</p>" if vote.unanimous else ""
    return f'{unanimous}<dl class="rv-votes">{rows}</dl>' if rows else unanimous


def _side(frame: Frame, name: str, count: int | None, voters: Sequence[str]) -> str:
    side = frame.plain(f"side_{name}")
    label = escape(side) if count is None else frame.say("side_count", side=side, count=count)
    names = escape(", ".join(folded(voter) for voter in voters))
    told = f'<span lang="da">{names}</span>' if names else frame.say("side_unnamed")
    return f'<div class="rv-side-{name}"><dt>{label}</dt><dd>{told}</dd></div>'


def _dissents(frame: Frame, dissents: Sequence[Dissent], quotes: Sequence[Quote]) -> str:
    entries = []
    for dissent, quote in zip(dissents, quotes, strict=True):
        who = folded(dissent.who)
        party = folded(dissent.party or "")
        told = (
            frame.say("dissent_party", who=who, party=party)
            if party and party not in who
            else escape(who)
        )
        entries.append(f'<li><b lang="da">{told}</b>{quote_html(frame, quote)}</li>')
    if not entries:
        return ""
    listed = "".join(entries)
    return f'<h4>{frame.say("dissents_heading")}</h4><ul class="rv-dissents">{listed}</ul>'


def _words(frame: Frame, code: str, quotes: Sequence[Quote]) -> str:
    listed = words_html(frame, quotes)
    return f"<h4>{frame.say(code)}</h4>{listed}" if listed else ""
