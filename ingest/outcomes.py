"""What a body did with an item: which words of its decision decide, and how points add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies import referred_to
from ingest.meeting import Outcome, PointOutcome, Span
from ingest.outcome_words import (
    ABOUT_PROPOSAL,
    AGENDA,
    AMENDED,
    AMENDED_AFTER,
    AMENDED_NEXT,
    DECIDES,
    DECIDES_AGAINST,
    NOT_DONE,
    PROPOSAL,
    SUBORDINATE,
    WHOLE,
    WISHES,
    WORDINGS,
)
from ingest.phrases import sentences
from ingest.points import WITHIN, parts_of

_CHANGEABLE = (Outcome.APPROVED, Outcome.APPROVED_AMENDED, Outcome.NOTED, Outcome.REFERRED)
_STRONGER = (Outcome.APPROVED, Outcome.APPROVED_AMENDED, Outcome.REJECTED, Outcome.REFERRED)
_COORDINATION = re.compile(r"(?:,\s*(?:og|mens|men)|\s(?:og|mens|samt))\s", re.IGNORECASE)
_LIST_FOLLOWS = re.compile(r"(?:[:;]|\b(?:at|om))\s*$")
_LISTED = re.compile(r"(?:\s*\n\s*[•·–-]\s?[^\n]+)+|\s*\n(?!\s*\n)[^\n]+")


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a decision, of its points where they are numbered, where conditions stand, and
    to whom the case goes."""

    outcome: Outcome
    points: tuple[PointOutcome, ...]
    conditions: tuple[Span, ...]
    referred_to: str | None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one sentence decides."""

    outcome: Outcome
    span: Span
    condition: Span | None = None
    points: str | None = None
    called: bool = True


def find_outcome(text: str, span: Span) -> Found:
    """What was decided within `span`. Quotes, statements and lines of absentees must be blanked."""
    verdicts: list[_Verdict] = []
    for part in parts_of(text, list(sentences(text, span))):
        own = list(_verdicts(text, part.span))
        if part.points is None:
            verdicts += own
        elif own:
            verdicts.append(_named(own[0], part.points, called=part.called))
            verdicts += [verdict for verdict in own[1:] if verdict.points]
    pointed = [verdict for verdict in verdicts if verdict.points]
    general = [verdict for verdict in verdicts if not verdict.points][:1]
    if general and AGENDA.match(text, general[0].span[0]):
        counted = general
    elif pointed and not all(verdict.called for verdict in pointed):
        counted = pointed  # what stands before numbered points only leads up to them
    else:
        counted = [*general, *pointed]
    sent = next((one for one in counted if one.outcome is Outcome.REFERRED), None)
    return Found(
        outcome=_together([verdict.outcome for verdict in counted]),
        points=tuple(dict.fromkeys(PointOutcome(one.points or "", one.outcome) for one in pointed)),
        conditions=tuple(one.condition for one in verdicts if one.condition),
        referred_to=_sent_to(text, span) if sent else None,
    )


def _sent_to(text: str, span: Span) -> str | None:
    """The body named in the first sentence that sends the case on and names one."""
    for sentence in sentences(text, span):
        sends = any(
            wording.outcome is Outcome.REFERRED and wording.pattern.search(text[slice(*sentence)])
            for wording in WORDINGS
        )
        body = referred_to(text, sentence) if sends else None
        if body:
            return body
    return None


def _named(verdict: _Verdict, points: str, *, called: bool) -> _Verdict:
    return _Verdict(verdict.outcome, verdict.span, verdict.condition, points, called)


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome for several points: split where they fall in different classes."""
    kinds = set(outcomes)
    if kinds == {Outcome.APPROVED, Outcome.APPROVED_AMENDED}:
        return Outcome.APPROVED_AMENDED
    if len(kinds) > 1:
        return Outcome.SPLIT
    return kinds.pop() if kinds else Outcome.UNKNOWN


def _verdicts(text: str, span: Span) -> Iterator[_Verdict]:
    """What the sentences of one part decide: the first that decides, then those on single points."""
    read = list(_read(text, span))
    own = [verdict for verdict, proposal in read if not proposal]
    first = own or [verdict for verdict, _ in read]
    changed = any(
        proposal and verdict.outcome is Outcome.APPROVED_AMENDED for verdict, proposal in read
    )
    lead = next((verdict for verdict in first if not verdict.points), None)
    if lead and lead.outcome is Outcome.DISCUSSED:
        lead = next((one for one in own if one.outcome in _STRONGER and not one.points), lead)
    if lead and lead.outcome is Outcome.APPROVED and changed:
        lead = _Verdict(Outcome.APPROVED_AMENDED, lead.span, lead.condition)
    if lead:
        yield lead
    yield from (verdict for verdict in first if verdict.points)


def _read(text: str, span: Span) -> Iterator[tuple[_Verdict, bool]]:
    """Each sentence that decides something, and whether it does so on a proposal of somebody's."""
    found: list[tuple[_Verdict, bool]] = []
    proposed = False
    for start, end in _clauses(text, span):
        proposal = PROPOSAL.search(text, start, end) is not None
        taken_up = proposed and ABOUT_PROPOSAL.match(text, start, end) is not None
        verdict = _judge(text, start, end)
        if verdict is None:
            previous = found[-1][0] if found else None
            if previous and AMENDED_NEXT.match(text, start, end):
                found[-1] = (_amended(previous, (start, end)), found[-1][1])
        else:
            on_proposal = proposal or (taken_up and verdict.outcome is Outcome.REJECTED)
            found.append((verdict, on_proposal))
        proposed = proposal or (taken_up and verdict is None)
    yield from found


def _clauses(text: str, span: Span) -> Iterator[Span]:
    """The sentences; one that decides on two points in two clauses is parted between them."""
    for start, end in sentences(text, span):
        yield from _parted(text, start, end)


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    for border in _COORDINATION.finditer(text, start, end):
        halves = ((start, border.start()), (border.end(), end))
        if all(WITHIN.search(text, *half) and _word(text, *half) for half in halves):
            yield halves[0]
            yield from _parted(text, *halves[1])
            return
    yield start, end


def _judge(text: str, start: int, end: int) -> _Verdict | None:
    """The outcome that the main clause of a sentence tells, and its condition."""
    decided = _word(text, start, end)
    if decided is None:
        return None
    outcome, place = decided
    border = SUBORDINATE.search(text, start + 1, end)
    clause_end = border.start() if border and place < border.start() else end
    within = WITHIN.search(text, start, clause_end)
    points = " ".join(within[0].split()) if within else None
    verdict = _Verdict(outcome, (start, end), None, points)
    if outcome not in _CHANGEABLE:
        return verdict
    changed = AMENDED.search(text, start, end) or AMENDED_AFTER.search(text, place, end)
    return _amended(verdict, (changed.start(), _condition_end(text, end))) if changed else verdict


def _amended(verdict: _Verdict, condition: Span) -> _Verdict:
    approved = verdict.outcome is Outcome.APPROVED
    outcome = Outcome.APPROVED_AMENDED if approved else verdict.outcome
    changeable = verdict.outcome in _CHANGEABLE
    return _Verdict(
        outcome, verdict.span, condition if changeable else verdict.condition, verdict.points
    )


def _condition_end(text: str, end: int) -> int:
    """A condition that introduces a list reaches to the list's end."""
    if not _LIST_FOLLOWS.search(text[max(0, end - 12) : end]):
        return end
    listed = _LISTED.match(text, end)
    return listed.end() if listed else end


def _word(text: str, start: int, end: int) -> tuple[Outcome, int] | None:
    """The deciding word of a sentence and where it stands: in the main clause, else in a clause
    with "at" that hangs on a verb of deciding."""
    found = _told(text, start, end)
    if found and found[0] is Outcome.DISCUSSED and WISHES.search(text, start, found[1]):
        return None
    return found


def _told(text: str, start: int, end: int) -> tuple[Outcome, int] | None:
    if WHOLE.match(text, start, end):
        return _first_fitting(text, start, end)
    border = SUBORDINATE.search(text, start + 1, end)
    main = border.start() if border else end
    if border is None or not border["at"]:
        return _first_fitting(text, start, main)
    if DECIDES_AGAINST.fullmatch(text, start, main):
        return Outcome.REJECTED, start
    found = _first_fitting(text, start, main)
    weak = found is not None and DECIDES.match(text, found[1]) is not None
    wishes = WISHES.search(text, start, main) is not None
    if (found is None or weak) and (DECIDES.search(text, start, main) or wishes):
        after = SUBORDINATE.search(text, border.end() + 4, end)
        told = _first_fitting(text, border.end(), after.start() if after else end)
        if told is None and not wishes and NOT_DONE.match(text, border.end(), end):
            return Outcome.REJECTED, border.end()
        if told and not (wishes and told[0] not in (Outcome.POSTPONED, Outcome.REFERRED)):
            return told
    return found


def _first_fitting(text: str, start: int, end: int) -> tuple[Outcome, int] | None:
    """The first row of the table that fits a clause, and where."""
    clause = text[start:end]
    for wording in WORDINGS:
        match = wording.pattern.search(clause)
        if match:
            return wording.outcome, start + match.start()
    return None
