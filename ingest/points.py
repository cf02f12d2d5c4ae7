"""The points of a decision: "1. Godkendt. 2.-3. Anbefales.", "Ad 1:", "Punkt 1 blev udsat"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.meeting import Span
from ingest.outcome_words import WORDINGS

_NUMBER = r"\d{1,2}(?:\s?\.?\s?[a-h](?![a-zæøå])(?:\s?\.?\s?[-–]\s?[a-h](?![a-zæøå]))?)?"
_CALLED = r"(?:ad|pkt|punkt(?:erne|et)?|at-punkt|indstillingspunkt|indstillingens\s+punkt|indstillingens\s+pkt|at)"
_MORE = rf"(?:\s?[.)]?\s?(?:[-–,+]|og|samt|til)\s?(?:{_CALLED}\.?\s?)?{_NUMBER}(?!\d))*"
_UNIT = r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|(?:første)?behandl|kvartal|halvår|kr|mio|mia|procent|pct|%|stemme|medlem|år|måned|uge|dag|borger|person|ud\s+af|af\s+de|for\s+og|imod|viceborgmester)"

CALLED = re.compile(
    rf"(?P<points>{_CALLED}\.?\s?{_NUMBER}{_MORE}[.):]*|(?:pkt|punkt)\.?\s[a-h]\b[.):]*|(?:indstillingens\s+)?\d{{1,2}}\.(?:\s?[-–]\s?\d{{1,2}}\.)?\s+(?:at(?:-punkt)?|del|punkt|dot)\b"
    r"|(?:første|andet|tredje|fjerde|sidste)\s+(?:at|punkt|del)\b)(?=[\s:,]|$)",
    re.IGNORECASE,
)
"""A point by its name: "Ad 1:", "Punkt 2-3", "Indstillingens 1. at-punkt", "Første at", "Pkt. a"."""

NUMBERED = re.compile(
    rf"(?P<points>\d{{1,2}}\s?\.?\s?[a-h](?:\s?\.?\s?[-–]\s?[a-h])?[.):]*(?=\s)|\(?{_NUMBER}[.)]{_MORE}[.):]*"
    rf"|[a-h]\)|\d{{1,2}}\s?[-–]\s?\d{{1,2}}[.):]*)(?![-–\d])(?=\s*(?!{_UNIT})[^\W\d]|\s*[(”\"])",
    re.IGNORECASE,
)
"""A point by its number: "1.", "2.-3.", "1-4", "7.a-c", "1)", "a)"."""

BARE = re.compile(r"(?P<points>\d{1,2})(?=\s+)")
"""A number alone counts where a word for an outcome follows at once."""

WITHIN = re.compile(
    rf"\b(?:(?:indstillings)?punkt(?:erne|et)?|pkt\.?|at-punkt|indstillingspunkt)\s?{_NUMBER}\)?{_MORE}\)?"
    r"|\b(?:\d{1,2}\.(?:\s?[-–]\s?\d{1,2}\.)?|første|andet|tredje|sidste)\s+(?:at-punkt|at|punkt|del)\b"
    r"|\bdet\s+andet\b|\bresten\b|\b(?:de|den)\s+øvrige\s+\w+",
    re.IGNORECASE,
)
"""Points named inside a sentence: "Byrådet godkendte indstillingspunkt 3-11"."""

_BETWEEN = re.compile(
    rf"(?:,\s+(?:og\s+|mens\s+)?|\s(?:og|mens|samt)\s+)(?={_CALLED}\.?\s?{_NUMBER}{_MORE}\s+(?:blev|bliver|er|kan|kunne|\w+es|\w+t)\b)",
    re.IGNORECASE,
)
_INLINE = re.compile(
    rf"(?<=\s)(?P<points>{_NUMBER}[.)]{_MORE}[.)]*|\d{{1,2}}\s?[-–]\s?\d{{1,2}}\.?)(?=\s?(?!{_UNIT})\w)"
)
_NOT_BEFORE = re.compile(
    r"(?:nr|pkt|punkt|punkterne|bilag|den|d|stk|kl|kr|§|sag|side|model|scenarie|alternativ|løsning|til|fra|og|af|på|inden|uge|afsnit|kapitel)\.?\s$",
    re.IGNORECASE,
)
_NEAR = 200
"""So far behind a number a word for an outcome is looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a decision; `points` as printed, None for what stands before the first point.
    `called` where the point is named ("Punkt 2") and not just numbered."""

    points: str | None
    span: Span
    called: bool = False


def parts_of(text: str, sentences: Sequence[Span]) -> Iterator[Part]:
    """The points that a decision's sentences fall into; one part where there are none."""
    if not sentences:
        return
    marks = sorted(_marks(text, sentences), key=lambda mark: mark[0])
    first = marks[0][0] if marks else sentences[-1][1]
    if sentences[0][0] < first:
        yield Part(None, (sentences[0][0], first))
    for position, (_, points, body, called) in enumerate(marks):
        end = marks[position + 1][0] if position + 1 < len(marks) else sentences[-1][1]
        yield Part(points, (body, max(body, end)), called)


def point_starts(text: str, sentences: Sequence[Span]) -> list[tuple[int, str]]:
    """Where each point begins, and its number as printed."""
    return sorted((start, points) for start, points, _, _ in _marks(text, sentences))


def _marks(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, str, int, bool]]:
    """Where a point begins, its number as printed, where its text does, whether it is named."""
    last = 0
    stop = sentences[-1][1] if sentences else 0
    for start, end in sentences:
        lead = start + len(text[start:end]) - len(text[start:end].lstrip("•-– "))
        called = CALLED.match(text, lead, end)
        match = called or NUMBERED.match(text, lead, end) or _bare(text, lead, end)
        if match:
            yield lead, _folded(match["points"]), match.end(), called is not None
            last = _first_number(match["points"]) or last
            for between in _BETWEEN.finditer(text, match.end(), end):
                more = CALLED.match(text, between.end(), end)
                if more:
                    yield between.start(), _folded(more["points"]), more.end(), True
        if last:
            for inline in _INLINE.finditer(text, match.end() if match else start, stop):
                if inline.start() < end and _goes_on(text, inline, last, stop):
                    yield inline.start(), _folded(inline["points"]), inline.end(), False
                    last = _first_number(inline["points"]) or last


def _bare(text: str, start: int, end: int) -> re.Match[str] | None:
    match = BARE.match(text, start, end)
    return match if match and _decides_at_once(text, match.end(), end, 0) else None


def _goes_on(text: str, mark: re.Match[str], last: int, end: int) -> bool:
    """Whether a number inside a line is the next point: "1. anbefales 2. anbefales"."""
    if (_first_number(mark["points"]) or 0) <= last:
        return False
    if _NOT_BEFORE.search(text[max(0, mark.start() - 14) : mark.start()]):
        return False
    return _decides_at_once(text, mark.end(), end, 5)


def _decides_at_once(text: str, start: int, end: int, words: int) -> bool:
    """Whether a word for an outcome stands within so many words."""
    following = text[start : min(end, start + _NEAR)].lstrip()
    near = re.compile(rf"(?:[\w-]+\s+){{0,{words}}}").match(following)
    reach = near.end() if near else 0
    found = (wording.pattern.search(following) for wording in WORDINGS)
    return any(match is not None and match.start() <= reach for match in found)


def _first_number(points: str) -> int | None:
    match = re.search(r"\d+", points)
    return int(match[0]) if match else None


def _folded(points: str) -> str:
    return " ".join(points.split())
