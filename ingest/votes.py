"""Votes read from the text of a decision: who voted how, in which numbers, on what.

Each way of writing a side of a vote is one pattern. Nobody is inferred: a voter who is not printed is
not named, and a number that is not printed is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.meeting import Span, VoteEvent
from ingest.phrases import sentences
from ingest.points import point_starts
from ingest.vote_words import (
    AMENDMENT,
    COUNTS,
    MAIN_AGAIN,
    REJECTED_PROPOSAL,
    SIDES,
    TURNED_DOWN,
    UNANIMOUS,
    WANTED,
    number_of,
)
from ingest.voters import split_voters


@dataclass(slots=True)
class _Event:
    """A vote as its clauses are gathered."""

    start: int
    end: int
    on: str | None
    voters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def takes(self, clause: _Clause) -> bool:
        """Whether a clause can belong to this vote: it counts nothing twice, and names nobody twice."""
        everybody = {voter for voters in self.voters.values() for voter in voters}
        more = clause.count is None and clause.side not in self.counts
        named = clause.voters and self.voters.get(clause.side)
        if named and more and everybody.isdisjoint(clause.voters):
            named = ()
        counted = clause.count is not None and clause.side in self.counts
        return not (named or counted)


@dataclass(frozen=True, slots=True)
class _Clause:
    """One side of a vote in one phrase."""

    start: int
    end: int
    side: str
    voters: tuple[str, ...]
    count: int | None


def find_votes(text: str, span: Span) -> tuple[VoteEvent | None, tuple[VoteEvent, ...]]:
    """The main vote of a decision and the others; `text` must have its quotes blanked out
    (`ingest.quotes`), so that what somebody is quoted for is no vote."""
    events = _events(text, span)
    _take_wishes(text, span, events)
    main = next((event for event in events if event.on is None), None)
    others = tuple(_finished(event) for event in events if event is not main)
    unanimous = UNANIMOUS.search(text, *span)
    if main is None:
        told = unanimous and VoteEvent(None, (), (), (), None, None, None, True, unanimous.span())
        return told or None, others
    agreed = unanimous is not None and not (
        main.voters.get("against") or main.voters.get("abstained") or main.counts.get("against")
    )
    return _finished(main, unanimous=agreed), others


def _events(text: str, span: Span) -> list[_Event]:
    """The votes, each with its clauses: a new one begins where a proposal of somebody's is put to
    the vote, where the case itself is again, at another point, or where a side is told twice."""
    within = list(sentences(text, span))
    points = point_starts(text, within)
    events: list[_Event] = []
    last = span[0]
    for clause in _clauses(text, span):
        current = events[-1] if events else None
        about, main_again = _about(text, last, clause.start)
        point = next((name for start, name in points if last <= start <= clause.start), None)
        if (
            current is None
            or about
            or (main_again and current.on is not None)
            or (point and current.voters)
            or not current.takes(clause)
        ):
            other = about or (point if any(event.on is None for event in events) else None)
            current = _Event(clause.start, clause.end, other)
            events.append(current)
        if clause.voters:
            current.voters[clause.side] = current.voters.get(clause.side, ()) + clause.voters
        if clause.count is not None:
            current.counts[clause.side] = clause.count
        current.end = max(current.end, clause.end)
        last = next((end for _, end in within if end >= clause.end), clause.end)
    _name_rejected(text, span, events)
    return events


def _about(text: str, start: int, end: int) -> tuple[str | None, bool]:
    """What is put to the vote between two places: somebody's proposal, or the case itself again."""
    about, main_again = None, False
    for sentence in sentences(text, (start, max(start, end))):
        proposed = AMENDMENT.search(text, *sentence)
        if proposed and not MAIN_AGAIN.search(text, proposed.end(), sentence[1]):
            about, main_again = text[slice(*sentence)].partition(":")[0], False
        elif MAIN_AGAIN.search(text, *sentence):
            about, main_again = None, True
    return (" ".join(about.split()).rstrip(" ,") if about else None), main_again


def _name_rejected(text: str, span: Span, events: Sequence[_Event]) -> None:
    """Where several votes were counted, one that turned something down was on that."""
    plain = [event for event in events if event.on is None and event.counts]
    if len(plain) < 2:
        return
    for position, event in enumerate(plain):
        stop = plain[position + 1].start if position + 1 < len(plain) else span[1]
        sentence = re.compile(r"[^.\n]*").match(text, event.start, stop)
        turned = REJECTED_PROPOSAL.search(sentence[0]) if sentence else None
        if turned:
            event.on = " ".join(turned["on"].split())


def _clauses(text: str, span: Span) -> list[_Clause]:
    """All sides of votes, in order; of phrases that overlap the one that says most."""
    found = list(_counted(text, span))
    for side, pattern, _ in SIDES:
        for match in pattern.finditer(text, *span):
            groups = match.groupdict()
            voters = split_voters(
                groups.get("who") or groups.get("inner") or groups.get("lines") or ""
            )
            count = number_of(groups.get("count"))
            if voters or count is not None:
                found.append(_Clause(match.start(), match.end(), side, voters, count))
    kept: list[_Clause] = []
    for clause in sorted(found, key=lambda one: (-len(one.voters), one.count is None, one.start)):
        if not any(_overlap(clause, other) for other in kept):
            kept.append(clause)
    return sorted(kept, key=lambda clause: (clause.start, clause.side != "for"))


def _counted(text: str, span: Span) -> Iterator[_Clause]:
    """Both sides of each count. "Forkastet med 31 stemmer imod 9" means 9 for and 31 against."""
    for pattern, _ in COUNTS:
        for match in pattern.finditer(text, *span):
            ayes, noes = number_of(match["for"]), number_of(match["against"])
            before = re.split(r"[.\n]\s", text[max(span[0], match.start() - 120) : match.start()])[
                -1
            ]
            explicit = re.search(r"\bfor\b|\bja\b", match[0])
            if TURNED_DOWN.search(before) and not explicit and (ayes or 0) > (noes or 0):
                ayes, noes = noes, ayes
            yield _Clause(match.start(), match.end(), "for", (), ayes)
            yield _Clause(match.start(), match.end(), "against", (), noes)


def _overlap(one: _Clause, other: _Clause) -> bool:
    """Whether two clauses read the same words; the two sides of one count do not."""
    together = one.start < other.end and other.start < one.end
    return together and not (one.start == other.start and one.side != other.side)


def _take_wishes(text: str, span: Span, events: Sequence[_Event]) -> None:
    """Name the sides of a counted vote by what they wanted: those who wanted what was decided are for."""
    for event in events:
        if event.voters or set(event.counts) < {"for", "against"}:
            continue
        sentence = text[event.start : (text.find(".", event.end) + 1) or span[1]]
        denied = re.search(r"\bikke\b", sentence) is not None
        for match in WANTED.finditer(text, event.end, span[1]):
            side = "for" if bool(match["not"]) is denied else "against"
            if side not in event.voters:
                event.voters[side] = split_voters(match["who"] or match["inner"])
                event.end = match.end()


def _finished(event: _Event, *, unanimous: bool = False) -> VoteEvent:
    return VoteEvent(
        on=event.on,
        voted_for=event.voters.get("for", ()),
        against=event.voters.get("against", ()),
        abstained=event.voters.get("abstained", ()),
        for_count=event.counts.get("for"),
        against_count=event.counts.get("against"),
        abstained_count=event.counts.get("abstained"),
        unanimous=True if unanimous else None,
        span=(event.start, event.end),
    )
