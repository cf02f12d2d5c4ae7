"""What was understood of minutes, as the index gives it: structures, decisions, a case's history."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from index.hits import ItemReference, StoredDocument
from ingest.meeting import AgendaItem, Decision, Fact, Meeting, Outcome


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """Which decisions are wanted. An empty field allows all; dates are those of the decision and
    inclusive, and leave out what has no known date.

    `organization` and `person` are found where they are part of the name, whatever its case, with
    æ, ø and å also as ae, oe and aa; `party` is a letter or a name. Persons and parties are those
    that voted or dissented. `dissent` wants somebody against, abstaining or dissenting, `vote` a
    vote. `case_number` is compared without white space and case. `documents` are files' names.
    """

    outcomes: frozenset[Outcome] = frozenset()
    organization: str | None = None
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    dissent: bool = False
    vote: bool = False
    person: str | None = None
    party: str | None = None
    case_number: str | None = None
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class StoredDecision:
    """A decision with its place. `text` is the document's within the decision's span,
    `recommendation` that of the item's section with what was recommended. `item_position` counts
    the document's items from 0. `score` is that of the search that found it."""

    document: StoredDocument
    item: ItemReference
    item_position: int
    decision: Decision
    text: str
    recommendation: str | None
    page_first: int
    page_last: int
    score: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """All that was understood of one document. Spans count in `text`, the cleaned text; `page_of`
    tells the physical page of one of its characters."""

    document: StoredDocument
    meeting: Meeting | None
    layout: str | None
    facts: tuple[Fact, ...]
    items: tuple[AgendaItem, ...]
    text: str
    page_of: Callable[[int], int]


@dataclass(frozen=True, slots=True, eq=False)
class CaseEntry:
    """Where a case stands in the collection: an item that carries its number, or a document that
    names it as its own (then `item` and `item_position` are None). `page` is where it begins."""

    date: datetime.date | None
    document: StoredDocument
    item: ItemReference | None
    item_position: int | None
    decisions: tuple[StoredDecision, ...]
    page: int
