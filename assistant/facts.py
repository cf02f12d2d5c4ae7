"""Answers from what was understood of minutes: who voted how, who was absent, what was decided.

A question that asks for such a thing (`index.traits`) is answered with the words it was read from: the
sentence of the minutes, found through the item that the search found, and quoted as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from assistant.part_openings import begins_with_verb
from index.decisions import Structure
from index.hits import Hit, ItemReference
from index.store import Index
from index.traits import NO_TRAIT, Trait, asked_for
from ingest.labels import SectionKind, label_kind
from ingest.meeting import AgendaItem, Decision, Outcome, Person, Section, Span
from ingest.sentences import sentence_spans
from ingest.words import MONTHS

HITS = 5
"""So many of the first hits are looked through."""

PRECEDENTS = 2
"""So many items are shown where precedents are asked for, each with proposal and decision."""

NEAR = 600
"""Characters from an item's beginning in which its case number stands."""

LONGEST = 600
"""Characters of a fact's words; a longer one is told by its first sentences."""

CHAIR = re.compile(r"\b(?:udvalgs)?formand\w*|\bchair\w*|\bborgmester\w*", re.IGNORECASE)

OUTCOMES: Final = (
    (Outcome.POSTPONED, re.compile(r"\bud(?:sat(?:te)?|sæt\w*|skudt|sky\w*)\b|\bpostponed\b", re.IGNORECASE)),
    (Outcome.REJECTED, re.compile(r"\bafvist\w*|\bforkast\w*|\bafslå\w*|\brejected\b", re.IGNORECASE)),
)  # fmt: skip
"""What a question may say became of a matter; that it was passed is said of most."""

Place = tuple[Structure, ItemReference | None, str | None, Span]
"""A document, the item, its section, and the span of the text."""


def fact_places(
    index: Index, question: str, hits: Sequence[Hit], also: Trait = NO_TRAIT
) -> list[Place]:
    """The places that say what a question asks for, of the best item that does, or for precedents of
    the best few; none for most questions. `also` is what it asks for by the question that it is part of."""
    asked = asked_for(question) | also
    if not asked:
        return []
    places: list[Place] = []
    items = PRECEDENTS if asked & Trait.RECOMMENDATION else 1
    seen: set[tuple[int, int]] = set()
    structures: dict[int, Structure] = {}
    looked_through = hits[:HITS]
    if asked & Trait.DECISION and begins_with_verb(question) and _named(question):
        looked_through = _last_first(looked_through)
    for hit in looked_through:
        key = hit.document.key
        structure = structures.get(key) or index.structure(key)
        structures[key] = structure
        position = _position(structure, hit)
        if (key, position) in seen:
            continue
        seen.add((key, position))
        spans = list(_spans(structure, position, asked, question))
        if spans:
            sections = structure.items[position].sections if position >= 0 else ()
            places += [
                (structure, hit.item, _section(sections, span), span)
                for span in _sentences(structure, spans)
            ]
            items -= 1
        if not items:
            break
    return places


def _last_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits of the best one's case, its last meeting first, and then the others: "Blev det afvist?" asks
    how it ended."""
    case = next((hit.item.case_number for hit in hits if hit.item), None)

    def order(hit: Hit) -> tuple[bool, int]:
        same = case is not None and hit.item is not None and hit.item.case_number == case
        return not same, -hit.document.date.toordinal() if same and hit.document.date else 0

    return sorted(hits, key=order)


def _named(question: str) -> set[Outcome]:
    """The outcomes that a question names."""
    return {outcome for outcome, words in OUTCOMES if words.search(question)}


def _position(structure: Structure, hit: Hit) -> int:
    """The hit's item among the document's; -1 above the first."""
    found = [n for n, item in enumerate(structure.items) if item.start <= hit.span[0] < item.end]
    return found[-1] if found else -1


def _spans(structure: Structure, position: int, asked: Trait, question: str) -> Iterator[Span]:
    """The spans of an item, or of the meeting, that hold what is asked for; the most telling first."""
    meeting = structure.meeting
    if asked & Trait.ATTENDANCE and meeting is not None and CHAIR.search(question):
        people = (*meeting.participants, *meeting.signatures)
        yield from _told(one for one in people if one.name == meeting.chair)
    if position < 0:
        if asked & Trait.ABSENCE and meeting is not None:
            yield from _told(meeting.absent)
        return
    yield from _of_item(structure, structure.items[position], asked, question)


def _of_item(structure: Structure, item: AgendaItem, asked: Trait, question: str) -> Iterator[Span]:
    decisions = _by_time(item.decisions, question)
    if asked & Trait.RECOMMENDATION and decisions:
        proposed = [one for one in item.sections if _is(one, SectionKind.RECOMMENDATION)]
        yield from ((one.body, one.end) for one in proposed[:1] if one.body < one.end)
        yield decisions[0].span
    for decision in decisions:
        yield from _of_decision(decision, asked)
    if asked & Trait.DECISION:
        named = _named(question)
        # "Blev det afvist?" is answered by whatever was decided.
        every = not named or begins_with_verb(question)
        told = (one for one in decisions if every or _outcomes(one) & named)
        yield from (decision.span for decision in told)
    if asked & Trait.ABSENCE:
        yield from (_with_label(item, span) for span in _told(item.absent))
    if asked & Trait.CASE_NUMBER and item.case_number:
        found = structure.text.find(item.case_number, item.start, item.start + NEAR)
        if found >= 0:
            yield item.start, found + len(item.case_number)
    if asked & Trait.ATTACHMENTS:
        yield from (attachment.span for attachment in item.attachments)


def _of_decision(decision: Decision, asked: Trait) -> Iterator[Span]:
    votes = [vote for vote in (decision.vote, *decision.other_votes) if vote is not None]
    if asked & Trait.VOTE:
        yield from (vote.span for vote in votes)
    if asked & Trait.DISSENT:
        yield from (dissent.span for dissent in decision.dissents)
    if asked & Trait.FOLLOW_UP:
        yield from (follow_up.span for follow_up in decision.follow_ups)
        yield from decision.conditions


def _outcomes(decision: Decision) -> set[Outcome]:
    return {decision.outcome, *(point.outcome for point in decision.points)}


def _by_time(decisions: Sequence[Decision], question: str) -> list[Decision]:
    """The item's decisions, this meeting's first; before it one of a month that is asked for."""
    months = [month for month, name in enumerate(MONTHS, start=1) if name in question.lower()]

    def order(decision: Decision) -> tuple[bool, bool]:
        named = decision.date is not None and decision.date.month in months
        return not named, decision.earlier

    return sorted(decisions, key=order)


def _with_label(item: AgendaItem, span: Span) -> Span:
    """A name with the label it stands under: "Fraværende"."""
    for section in item.sections:
        if (
            section.body <= span[0] < section.end
            and label_kind(section.name) is SectionKind.ABSENCE
        ):
            return section.start, span[1]
    return span


def _section(sections: Sequence[Section], span: Span) -> str | None:
    """The label of the section that a span stands in."""
    return next((one.name for one in sections if one.start <= span[0] < one.end), None)


def _is(section: Section, kind: SectionKind) -> bool:
    return label_kind(section.name) is kind


def _told(people: Iterable[Person]) -> Iterator[Span]:
    return (person.span for person in people if person.span is not None)


def _sentences(structure: Structure, spans: Sequence[Span]) -> Iterator[Span]:
    """The whole sentences that hold the spans, each once, in the order of the spans."""
    told: list[Span] = []
    for start, end in spans:
        first = structure.text.rfind("\n", 0, start) + 1
        stop = structure.text.find("\n", end - 1)
        stop = len(structure.text) if stop < 0 else stop
        inside = [
            one
            for one in sentence_spans(structure.text, first, stop)
            if one[0] < end and start < one[1]
        ]
        whole = (min(start, inside[0][0]), inside[-1][1]) if inside else (start, end)
        while len(inside) > 1 and whole[1] - whole[0] > LONGEST:
            inside.pop()
            whole = (inside[0][0], inside[-1][1])
        if not any(other[0] <= whole[0] < other[1] for other in told):
            told.append(whole)
            yield whole
