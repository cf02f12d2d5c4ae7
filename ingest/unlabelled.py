"""A closed item's decision that no label announces: all that is printed of the item is what was decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.closed_marks import says_closed
from ingest.items import CASE_IN_TITLE, CASE_LINE
from ingest.labels import SectionKind
from ingest.meeting import AgendaItem, Decision, Outcome, Span, VoteEvent
from ingest.phrases import sentences
from ingest.sections import Mark
from ingest.text_lines import lines_of

LONGEST = 2000
"""Characters; more is the case itself."""

MAY_FOLLOW = frozenset((SectionKind.ATTACHMENTS, SectionKind.ABSENCE, SectionKind.ATTENDANCE))
"""Labelled sections that may stand below the decision; any other tells the case."""

PROPOSED = re.compile(
    r"\W*(?:(?:det|der)\s+(?:indstilles|foreslås|anbefales)\b"
    r"|(?:administration|forvaltning|direktion|direktør|borgmester)\w*\s+(?:indstiller|foreslår|anbefaler|anmoder)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that recommends what is yet to be decided."""


def unlabelled_decision(
    text: str, item: AgendaItem, marks: Sequence[Mark], read: Callable[[Span], Decision]
) -> Decision | None:
    """The decision that makes up a closed item's whole text, as `read` reads it; None where the text
    does not read as one. `marks` are the item's labels."""
    if any(mark.kind not in MAY_FOLLOW for mark in marks):
        return None
    listed = [mark.start for mark in marks if mark.kind is SectionKind.ATTACHMENTS]
    start, end = _below_heading(text, item), min([item.end, *listed])
    span = (start, start + len(text[start:end].rstrip()))
    said = list(sentences(text, span))
    if not said or span[1] - span[0] > LONGEST or any(PROPOSED.match(text, *one) for one in said):
        return None
    decision = read(span)
    if not all(_tells(one, read, _parts(decision)) for one in said):
        return None
    return decision if decision.outcome is not Outcome.UNKNOWN or _votes(decision) else None


def _tells(sentence: Span, read: Callable[[Span], Decision], parts: Sequence[Span]) -> bool:
    """Whether a sentence is part of what was decided: it has an outcome or an absentee, or
    lies in one of the `parts`."""
    if any(start < sentence[1] and sentence[0] < end for start, end in parts):
        return True
    alone = read(sentence)
    return alone.outcome is not Outcome.UNKNOWN or bool(alone.absent)


def _parts(decision: Decision) -> list[Span]:
    """Where votes, statements, conditions and what is asked for later stand."""
    votes = [vote.span for vote in _votes(decision)]
    dissents = [dissent.span for dissent in decision.dissents]
    return [*votes, *dissents, *decision.conditions, *(one.span for one in decision.follow_ups)]


def _votes(decision: Decision) -> list[VoteEvent]:
    return [vote for vote in (decision.vote, *decision.other_votes) if vote is not None]


def _below_heading(text: str, item: AgendaItem) -> int:
    """Where the text below an item's title and case number begins."""
    title = re.compile(r"\s+".join(map(re.escape, item.title.split()))).search(text, item.start)
    start = title.end() if title else item.start
    in_title = CASE_IN_TITLE.match(text, start)
    start = in_title.end() if in_title else start
    for line in lines_of(text, start, item.end):
        if not CASE_LINE.match(line.text) and not says_closed(line.text):
            return line.start
    return item.end
