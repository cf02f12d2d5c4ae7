"""The data model of minutes: a meeting, its agenda items, their sections, decisions and votes.

Names follow OParl and Popolo. Everything that was read carries the span it was read from, so that it
can be cited: a span of the document's cleaned text, never a copy that may drift from it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""First character and one past the last, counted in the cleaned text of the document."""


class ItemKind(StrEnum):
    """What an item is on the agenda for, as the minutes state it."""

    DECISION = "beslutning"
    INFORMATION = "orientering"
    DISCUSSION = "drøftelse"
    ANNOUNCEMENT = "meddelelse"


class Outcome(StrEnum):
    """What a body did with an item at one meeting.

    A recommendation to another body is `REFERRED`, also where it changes what was proposed; points
    that fall in different classes are `SPLIT`; what has no word for its outcome is `UNKNOWN`.
    """

    APPROVED = "approved"
    APPROVED_AMENDED = "approved_amended"
    REJECTED = "rejected"
    NOTED = "noted"
    POSTPONED = "postponed"
    REFERRED = "referred"
    DISCUSSED = "discussed"
    SPLIT = "split"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the minutes, as printed. `party` is the letter or short name beside the
    name ("A", "SF"); `role` is what follows it ("formand"), in lower case."""

    name: str
    party: str | None = None
    role: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its minutes head it. `starts` and `ends` are HH:MM. `participants` are those who
    met, `absent` those on the list of absentees: nobody is on both. `signatures` are the names under
    the minutes. `term` is the period the body was elected for ("2014-2017")."""

    organization: str | None
    term: str | None
    date: datetime.date | None
    place: str | None
    starts: str | None
    ends: str | None
    participants: tuple[Person, ...]
    absent: tuple[Person, ...]
    signatures: tuple[Person, ...]
    chair: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled part of an agenda item (Resume, Indstilling, Beslutning, …).

    `start` is where the label begins, `body` where its text does: equal to `end` where it is empty.
    """

    name: str
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """An appendix as the item lists it; the name may be cut short with dots."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class VoteEvent:
    """One vote. Voters are named as printed, with the party letter where it is printed: "John Olsen
    (A)", "(V)"; nobody is inferred. The counts are None where no number is printed, and
    `unanimous` is True where the text says so. `on` is the proposal voted on, where that is not the
    decision itself. `span` reaches from the first word of the vote to the last."""

    on: str | None
    voted_for: tuple[str, ...]
    against: tuple[str, ...]
    abstained: tuple[str, ...]
    for_count: int | None
    against_count: int | None
    abstained_count: int | None
    unanimous: bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Dissent:
    """A minority's statement, remark or proposal for the record: who, which party, exact text."""

    who: str
    party: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a decision asks for later: `what` is the sentence, `when` its words for the time
    ("efter 1 år", "i august"), or None."""

    what: str
    when: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class PointOutcome:
    """The outcome of some points of the recommendation: `points` as printed ("1.-3.")."""

    points: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What one body decided on one item at one meeting; its text is the document's within `span`.

    `organization` and `date` are those of the body that took it, which for earlier decisions in the
    same item is not the document's own. `earlier` tells those apart. `referred_to` is the body that
    the text sends the case to, as printed. `vote` is the main vote, `other_votes` those on
    amendments. `conditions` are the spans of what an approval depends on or changes.
    """

    organization: str | None
    date: datetime.date | None
    span: Span
    earlier: bool
    outcome: Outcome
    points: tuple[PointOutcome, ...]
    referred_to: str | None
    vote: VoteEvent | None
    other_votes: tuple[VoteEvent, ...]
    dissents: tuple[Dissent, ...]
    absent: tuple[Person, ...]
    follow_ups: tuple[FollowUp, ...]
    conditions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of a meeting, or one numbered heading of another document.

    `absent` are those whom the item itself names as absent. `closed` where it was treated behind
    closed doors. `decisions` stand in the order of the text.
    """

    number: str
    title: str
    case_number: str | None
    start: int
    end: int
    kind: ItemKind | None = None
    closed: bool = False
    sections: tuple[Section, ...] = ()
    decisions: tuple[Decision, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    absent: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing read of a document as a whole: `name` is title, kind, date, organization,
    case_number, sender or recipient; `confidence` from 0 to 1; `span` where the text says it, None
    where the file's name or metadata does."""

    name: str
    value: str
    confidence: float
    span: Span | None
