"""Questions drafted from what was understood of minutes: votes, decisions, reasons, absences, case
numbers, recommendations and what is to be followed up."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from assistant.cite import as_quoted
from eval.draft_parts import Candidate, Usage, first_sentence, folded, genitive, on_day, topic
from index.decisions import Structure
from ingest.labels import SectionKind, label_kind
from ingest.meeting import AgendaItem, Decision, Dissent, Person, VoteEvent
from ingest.model import Span

NEAR = 400
"""Characters from an item's beginning in which its case number stands."""

TERM = re.compile(r"\s+\d{4}\s*[-–]\s*\d{4}$")
"""The years for which a body was elected, as minutes print them behind its name."""


def from_minutes(structure: Structure, usage: Usage) -> Iterator[Candidate]:
    """All questions that can be drafted from one document's meeting and items."""
    yield from _absences(structure)
    for item in structure.items:
        title = folded(item.title)
        about = topic(item.title, usage.small)
        if about is None or item.closed or title in usage.standing:
            continue
        for decision in item.decisions:
            yield from _decided(structure, decision, about)
        if title not in usage.several:  # these name no date
            yield from _numbers(structure, item, about)
            yield from _told(structure, item, about)


def _decided(structure: Structure, decision: Decision, about: str) -> Iterator[Candidate]:
    date = decision.date
    if date is None:
        return
    told = first_sentence(structure.text, decision.span)
    if told and decision.organization:
        body = TERM.sub("", decision.organization)
        question = f"Hvad besluttede {body} om {about} {on_day(date)}?"
        yield _of_words(structure, "decision", "fact", question, told)
    if decision.vote is not None and not decision.other_votes:  # else, which vote is asked about?
        yield from _voted(structure, decision.vote, about, date)
    for dissent in decision.dissents:
        yield from _dissented(structure, dissent, about, date)
    for follow_up in decision.follow_ups:
        question = f"Hvad skal der følges op på i sagen om {about} fra {on_day(date)}?"
        yield _of_words(structure, "follow-up", "fact", question, follow_up.span)


def _voted(
    structure: Structure, vote: VoteEvent, about: str, date: datetime.date
) -> Iterator[Candidate]:
    span = _whole(structure, vote.span)
    case = f"i sagen om {about} {on_day(date)}"
    if vote.for_count is not None and vote.against_count is not None:
        answer = f"{vote.for_count} for, {vote.against_count} imod."
        yield Candidate("vote", "vote", f"Hvordan faldt stemmerne {case}?", span, answer)
    for verb, voters in (
        ("stemte imod", vote.against),
        ("stemte for", vote.voted_for),
        ("undlod at stemme", vote.abstained),
    ):
        if voters:
            answer = f"{', '.join(voters)}."
            yield Candidate("vote", "vote", f"Hvem {verb} {case}?", span, answer)


def _dissented(
    structure: Structure, dissent: Dissent, about: str, date: datetime.date
) -> Iterator[Candidate]:
    told = first_sentence(structure.text, dissent.span)
    if told:
        who = re.sub(r"^\(([^()]*)\)$", r"\1", dissent.who.strip())
        question = f"Hvad fik {who} ført til protokols om {about} {on_day(date)}?"
        yield _of_words(structure, "dissent", "vote", question, told)


def _numbers(structure: Structure, item: AgendaItem, about: str) -> Iterator[Candidate]:
    """The case number from the title, and the title from the case number."""
    if not item.case_number:
        return
    found = structure.text.find(item.case_number, item.start, item.start + NEAR)
    if found < 0:
        return
    span = (item.start, found + len(item.case_number))
    number, title = item.case_number, folded(item.title)
    for asked, answer in (
        (f"Hvilket sagsnummer har sagen om {about}?", number),
        (f"Hvad handler sag {number} om?", title),
    ):
        yield Candidate("case number", "identifier", asked, span, f"{answer}.", shared="")


def _told(structure: Structure, item: AgendaItem, about: str) -> Iterator[Candidate]:
    """What is recommended, and what the case means for money, time or law."""
    for section in item.sections:
        kind = label_kind(section.name)
        told = first_sentence(structure.text, (section.body, section.end))
        if told is None:
            continue
        if kind is SectionKind.RECOMMENDATION:
            question = f"Hvad blev indstillet i sagen om {about}?"
            yield _of_words(structure, "recommendation", "fact", question, told, item.title)
        elif kind is SectionKind.CONSEQUENCES:
            question = f"Hvad står der under {section.name.lower()} i sagen om {about}?"
            yield _of_words(structure, "consequences", "fact", question, told, item.title)


def _absences(structure: Structure) -> Iterator[Candidate]:
    meeting = structure.meeting
    if meeting is None or meeting.organization is None or meeting.date is None:
        return
    spans = [one.span for one in meeting.absent if one.span is not None]
    if spans:
        span = _whole(structure, (min(spans)[0], max(spans, key=lambda one: one[1])[1]))
        body, day = genitive(TERM.sub("", meeting.organization)), on_day(meeting.date)
        answer = f"{', '.join(_named(one) for one in meeting.absent)}."
        question = f"Hvem manglede på {body} møde {day}?"
        yield Candidate("absence", "fact", question, span, answer)


def _of_words(
    structure: Structure,
    source: str,
    kind: str,
    question: str,
    span: Span,
    shared: str | None = None,
) -> Candidate:
    """A question that is answered by the words themselves."""
    return Candidate(source, kind, question, span, as_quoted(structure.text[slice(*span)]), shared)


def _named(person: Person) -> str:
    return f"{person.name} ({person.party})" if person.party else person.name


def _whole(structure: Structure, span: Span) -> Span:
    """A span from the beginning of its first line to the end of its last."""
    start = structure.text.rfind("\n", 0, span[0]) + 1
    end = structure.text.find("\n", span[1] - 1)
    return start, len(structure.text) if end < 0 else end
