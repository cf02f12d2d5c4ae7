"""Votes read from the text of a decision: who voted how, in which numbers, on what.

Each way of writing a side of a vote is one pattern. Nobody is inferred: a voter who is not printed is
not named, and a number that is not printed is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.meeting import Span, VoteEvent
from ingest.voters import VOTERS, split_voters

NUMBER_WORDS = {
    word: value
    for value, words in enumerate(
        "nul|en,én,et,ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv".split("|")
    )
    for word in words.split(",")
}

_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"
_MEMBERS = r"(?:\s*(?:medlem(?:mer)?|stemmer?|personer))?"
_WHO = rf"(?:(?P<who>{VOTERS})|\(\s*(?P<inner>{VOTERS})\s*\))"
_VOTES = r"(?:stemte|stemmer|har\s+stemt|stemt)"

Pattern = tuple[str, re.Pattern[str]]

COUNTS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(?P<for>{_NUMBER})\s+(?:stemmer?\s+)?for\s+(?:og|mod)\s+(?P<against>{_NUMBER})(?:\s+(?:stemmer?\s+)?(?:i?mod))?\b",
        re.I,
    ),
    re.compile(
        rf"\b(?P<for>{_NUMBER})\s+(?:stemmer?\s+)?(?:for|ja)\s*,\s*(?P<against>{_NUMBER})\s+(?:stemmer?\s+)?(?:imod|nej)\b",
        re.I,
    ),
    re.compile(r"\b(?P<for>\d{1,3})\s+stemmer?\s+(?:i?mod)\s+(?P<against>\d{1,3})\b", re.I),
)
"""Both numbers in one phrase: "med stemmerne 20 for og 1 imod", "7 stemmer mod 2"."""

SIDES: tuple[Pattern, ...] = (
    ("for", re.compile(rf"\b[Ff]or\s+{_VOTES}\s*:?\s*(?P<count>{_NUMBER})?{_MEMBERS}\s*:?\s*{_WHO}")),
    ("for", re.compile(rf"\b[Ff]or\s+{_VOTES}\s*:?\s*(?P<count>{_NUMBER}){_MEMBERS}\b")),
    ("for", re.compile(rf"\b(?P<count>{_NUMBER})\s+stemmer?\s+for\s*(?:{_WHO})?")),
    ("for", re.compile(rf"{_WHO}\s+{_VOTES}\s+(?:for|ja)\b")),
    ("against", re.compile(rf"\b(?:[Ii]mod|[Mm]od)\s+{_VOTES}\s*:?\s*(?P<count>{_NUMBER})?{_MEMBERS}\s*:?\s*{_WHO}")),
    ("against", re.compile(rf"\b(?:[Ii]mod|[Mm]od)\s+{_VOTES}\s*:?\s*(?P<count>{_NUMBER}){_MEMBERS}\b")),
    ("against", re.compile(rf"\b(?P<count>{_NUMBER})\s+stemmer?\s+imod\s*(?:{_WHO})?")),
    ("against", re.compile(rf"{_WHO}\s+{_VOTES}\s+(?:imod|mod|nej)\b")),
    ("against", re.compile(rf"{_WHO}\s+(?:kunne|kan)\s+ikke\s+(?:tiltræde|støtte|godkende|anbefale|medvirke)\b")),
    ("abstained", re.compile(rf"{_WHO}\s+(?:undlod|undlader|undlod\s+dog)(?:\s+at\s+(?:stemme|tage\s+stilling|deltage))?\b")),
    ("abstained", re.compile(rf"{_WHO}\s+tog\s+ikke\s+stilling\b")),
    ("abstained", re.compile(rf"{_WHO}\s+(?:stemte\s+(?:hverken|blankt)|afstod\s+fra\s+at\s+stemme)\b")),
    ("abstained", re.compile(rf"\b(?:[Hh]verken\s+for\s+eller\s+imod|[Uu]ndlod\s+at\s+stemme|[Bb]lankt)(?:\s+stemte)?\s*:?\s*(?P<count>{_NUMBER})?{_MEMBERS}\s*:?\s*{_WHO}")),
    ("abstained", re.compile(rf"\b(?P<count>{_NUMBER})(?:\s+medlem(?:mer)?)?\s+(?:undlod|stemte\s+blankt|hverken\s+for)\b")),
)  # fmt: skip
"""One side of a vote: its number, its voters, or both."""

UNANIMOUS = re.compile(
    r"\benstemmigt?\b|\balle\s+(?:tilstedeværende\s+)?(?:medlemmer\s+)?stemte\s+for\b", re.I
)

AMENDMENT = re.compile(
    r"(?P<on>[^.\n]*?\b(?:fremsatte|stillede|fremsætter|stiller|foreslog|foreslår)\b[^.\n:]*"
    r"|[^.\n]*\b(?:[Æ|æ]ndringsforslag|[Mm]odforslag|[Uu]nderændringsforslag)(?:et)?\b[^.\n:]*)"
)
"""What says that a vote that follows is on somebody's own proposal."""

REJECTED_PROPOSAL = re.compile(
    r"\b(?:afvi(?:ste|ses|st)|forkast(?:ede|et|es))\s+(?:[A-ZÆØÅ]\w+\s+)?"
    r"(?P<on>(?:indstillings)?punkt\s+\w+|[^.,\n–-]{3,80})"
)
"""A vote that turned something down, beside another that did not."""

WANTED = re.compile(rf"{_WHO}\s+ønskede\s+(?P<not>ikke\s+)?at\b")
"""Sides told by what they wanted, where the numbers are printed without names."""


@dataclass(slots=True)
class _Event:
    """A vote as its clauses are gathered."""

    start: int
    end: int
    on: str | None
    voters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def takes(self, clause: _Clause) -> bool:
        """Whether a clause can belong to this vote: it says nothing twice."""
        named = clause.voters and self.voters.get(clause.side)
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
    unanimous = UNANIMOUS.search(text, *span)
    if not events and unanimous:
        return VoteEvent(None, (), (), (), None, None, None, True, unanimous.span()), ()
    finished = [_finished(event, unanimous=unanimous is not None) for event in events]
    main = next((event for event in finished if event.on is None), None)
    return main, tuple(event for event in finished if event is not main)


def _events(text: str, span: Span) -> list[_Event]:
    events: list[_Event] = []
    last = span[0]
    for clause in _clauses(text, span):
        current = events[-1] if events else None
        proposal = _proposal(text, last, clause.start)
        if current is None or proposal or not current.takes(clause):
            current = _Event(clause.start, clause.end, proposal)
            events.append(current)
        if clause.voters:
            current.voters[clause.side] = clause.voters
        if clause.count is not None:
            current.counts[clause.side] = clause.count
        current.end = max(current.end, clause.end)
        last = clause.end
    _name_rejected(text, span, events)
    return events


def _proposal(text: str, start: int, end: int) -> str | None:
    """The clause between two places that puts a proposal of its own to the vote."""
    found = [match["on"] for match in AMENDMENT.finditer(text, start, end)]
    return " ".join(found[-1].split()).rstrip(" ,:") if found else None


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
    for side, pattern in SIDES:
        for match in pattern.finditer(text, *span):
            groups = match.groupdict()
            voters = split_voters(groups.get("who") or groups.get("inner") or "")
            count = _number(groups.get("count"))
            if voters or count is not None:
                found.append(_Clause(match.start(), match.end(), side, voters, count))
    kept: list[_Clause] = []
    for clause in sorted(found, key=lambda one: (-len(one.voters), one.count is None, one.start)):
        if not any(_overlap(clause, other) for other in kept):
            kept.append(clause)
    return sorted(kept, key=lambda clause: (clause.start, clause.side != "for"))


def _counted(text: str, span: Span) -> Iterator[_Clause]:
    for pattern in COUNTS:
        for match in pattern.finditer(text, *span):
            for side in ("for", "against"):
                yield _Clause(match.start(), match.end(), side, (), _number(match[side]))


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


def _finished(event: _Event, *, unanimous: bool) -> VoteEvent:
    return VoteEvent(
        on=event.on,
        voted_for=event.voters.get("for", ()),
        against=event.voters.get("against", ()),
        abstained=event.voters.get("abstained", ()),
        for_count=event.counts.get("for"),
        against_count=event.counts.get("against"),
        abstained_count=event.counts.get("abstained"),
        unanimous=True if unanimous and event.on is None else None,
        span=(event.start, event.end),
    )


def _number(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if written.isdigit() else NUMBER_WORDS.get(written.lower())
