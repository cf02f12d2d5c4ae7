"""Minutes understood: the meeting, its items, their sections, decisions and votes.

What stands where is told by tables (`ingest.labels`, `ingest.layouts`); here the parts are put
together.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.attachments import find_attachments
from ingest.attendance import meeting_of
from ingest.closed_marks import closed_items, headed_closed, with_closed_text
from ingest.decision import read_decision
from ingest.label_edge import labels_at_edge
from ingest.labels import SectionKind
from ingest.layouts import layout_of
from ingest.meeting import AgendaItem, Attachment, Decision, ItemKind, Meeting, Person
from ingest.model import Page
from ingest.names import once, split_names
from ingest.sections import Mark, section_marks, sections_of
from ingest.signatures import closing
from ingest.text_lines import lines_of
from ingest.unlabelled import unlabelled_decision

KIND_WORDS: tuple[tuple[str, ItemKind], ...] = (
    ("orientering", ItemKind.INFORMATION),
    ("drøft", ItemKind.DISCUSSION),
    ("meddelelse", ItemKind.ANNOUNCEMENT),
    ("beslut", ItemKind.DECISION),
)
"""How the value of "Punkttype", or an item's title, begins."""

AFTER_ITEM = re.compile(
    r"mødet (?:blev )?(?:hævet|sluttede|sluttet|slut)\b.{0,30}$"
    r"|(?:åbne|lukkede) (?:punkter|sager)$|(?:lukket|åben) (?:dagsorden|referat|møde|del)$",
    re.IGNORECASE,
)
"""A line that ends the item above it."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was understood of a document as minutes. `layout` is None where none was recognised:
    then the items carry plain sections, and no decision is certain."""

    meeting: Meeting | None
    items: tuple[AgendaItem, ...]
    layout: str | None


def understand(
    text: str,
    items: Sequence[AgendaItem],
    pages: Sequence[Page],
    organization: str | None,
    date: datetime.date | None,
    *,
    meets: bool = True,
) -> Minutes:
    """Read the meeting and its items from a cleaned text. `items` are those of `find_items`; `meets`
    is false where the document's kind is not that of a meeting."""
    whole = with_closed_text(text, items) if meets else items
    closed = closed_items(text, whole) if meets else headed_closed(text, whole)
    items = _trimmed(text, whole, pages)
    at_edge = labels_at_edge(text, items, pages)
    read = tuple(
        _item(text, item, organization, date, at_edge, closed=place in closed)
        for place, item in enumerate(items)
    )
    layout = layout_of(text, read)
    meeting = meeting_of(text, read, organization, date)
    return Minutes(meeting, read, layout)


def _trimmed(text: str, items: Sequence[AgendaItem], pages: Sequence[Page]) -> Sequence[AgendaItem]:
    """The items without what stands below them and is none of theirs: the signatures, the end of the
    meeting, the heading of the closed part."""
    if not items:
        return items
    signed = closing(text, pages, items[-1].start)
    trimmed = []
    for item in items:
        ends = [item.end, max(signed, item.start)]
        ends += [
            line.start
            for line in itertools.islice(lines_of(text, item.start, item.end), 1, None)
            if AFTER_ITEM.match(line.text)
        ][:1]
        trimmed.append(replace(item, end=min(ends)))
    return trimmed


def _item(
    text: str,
    item: AgendaItem,
    organization: str | None,
    date: datetime.date | None,
    at_edge: Callable[[list[Mark]], list[Mark]],
    *,
    closed: bool,
) -> AgendaItem:
    marks = at_edge(section_marks(text, item.start, item.end))
    marked = list(sections_of(text, marks, item.end))
    decisions: list[Decision] = []
    absent: list[Person] = []
    attachments: list[Attachment] = []
    kind = None
    for section, mark in marked:
        if mark.kind is SectionKind.DECISION:
            decisions.append(_decision(text, (section.body, section.end), mark, organization, date))
        elif mark.kind is SectionKind.ABSENCE:
            absent += split_names(text, (section.body, section.end))
        elif mark.kind is SectionKind.ATTACHMENTS:
            attachments += find_attachments(text, section, item.start)
        elif mark.kind is SectionKind.ITEM_KIND:
            kind = _kind(text[section.body : section.end])
    stated = any(mark.kind is SectionKind.ITEM_KIND for _, mark in marked)
    if closed and not decisions:
        reads = partial(read_decision, text, organization=organization, date=date, earlier=False)
        unlabelled = unlabelled_decision(text, item, marks, reads)
        decisions += [unlabelled] if unlabelled else []
    absent += [
        person for decision in decisions if not decision.earlier for person in decision.absent
    ]
    return replace(
        item,
        kind=kind if stated else _kind(item.title),
        closed=closed,
        sections=tuple(section for section, mark in marked if not mark.in_history),
        decisions=tuple(decisions),
        attachments=_named_once(attachments),
        absent=once(absent),
    )


def _decision(
    text: str,
    span: tuple[int, int],
    mark: Mark,
    organization: str | None,
    date: datetime.date | None,
) -> Decision:
    """One decision: that of this meeting, unless its label names another day or body."""
    another_day = mark.date is not None and date is not None and mark.date != date
    another_body = (
        mark.organization is not None
        and organization is not None
        and mark.date is None
        and not _same_body(mark.organization, organization)
    )
    earlier = mark.in_history or another_day or another_body
    own = mark.organization is None or _same_body(mark.organization, organization or "")
    return read_decision(
        text,
        span,
        # A label's name may be broken by its narrow column: the document's own is whole.
        organization=organization if own else mark.organization,
        date=mark.date if earlier else date or mark.date,
        earlier=earlier,
    )


def _same_body(one: str, other: str) -> bool:
    """Whether two names mean one body: with or without its term, in capitals, cut short."""
    ours, theirs = (re.sub(r"\W|\d", "", name.lower()) for name in (one, other))
    return ours.startswith(theirs[:12]) or theirs.startswith(ours[:12])


def _kind(words: str) -> ItemKind | None:
    bare = words.strip().lower()
    return next((kind for word, kind in KIND_WORDS if bare.startswith(word)), None)


def _named_once(attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Each attachment as its last list names it: a list in the case's own text comes first, and may
    leave out the numbers."""
    folded = [re.sub(r"\W+", "", entry.name).lower() for entry in attachments]
    return tuple(
        entry
        for position, entry in enumerate(attachments)
        if not any(
            folded[position] in {later, re.sub(r"^bilag\d+", "", later)}
            for later in folded[position + 1 :]
        )
    )
