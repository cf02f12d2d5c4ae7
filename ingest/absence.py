"""Who was absent from an item, as a line in its decision says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.meeting import Person, Span
from ingest.names import split_names
from ingest.voters import NAME, PARTY

ABSENT_LINE = re.compile(
    r"^[ \t]*(?:Afbud(?:\s?/\s?fraværende)?|Fraværende(?:\s?/\s?afbud)?|Ikke til\s?stede|Meldt afbud"
    r"|Følgende (?:medlemmer )?deltog ikke[^:\n]{0,60}|Fraværende ved punktet)"
    r"(?:\s+(?:fra|var))?\s*(?::|(?=\s+fra\s)|\n)\s*(?P<names>[^\n]*(?:\n[A-ZÆØÅ][^\n.:]{2,60}(?=\n|$))*)",
    re.MULTILINE,
)
"""A line of its own, with the names behind it or on the lines below."""

_PEOPLE = rf"{NAME}(?:\s?{PARTY})?(?:(?:\s?,\s|\s(?:og|samt)\s){NAME}(?:\s?{PARTY})?)*"

ABSENT_CLAUSES = (
    re.compile(rf"(?P<names>{_PEOPLE})\s+(?:var|er)\s+(?:fraværende|ikke\s+til\s+stede)\b"),
    re.compile(rf"(?P<names>{_PEOPLE})\s+deltog\s+ikke\s+i\b"),
    re.compile(rf"(?P<names>{_PEOPLE})\s+(?:havde\s+meldt|meldte|har\s+meldt)\s+afbud\b"),
    re.compile(rf"(?P<names>{_PEOPLE})\s+(?:blev\s+erklæret|erklærede\s+sig|var)\s+inhabil\w*\b"),
    re.compile(rf"(?P<names>{_PEOPLE})\s+forlod\s+(?:mødet|lokalet)\b"),
    re.compile(rf"\b[Aa]fbud\s+fra\s+(?P<names>{_PEOPLE})"),
)
"""The same in a sentence."""


def absentees(text: str, span: Span) -> tuple[Person, ...]:
    """Those whom a stretch of `text` names as absent, each once, in order."""
    seen: dict[str, Person] = {}
    for _, names in sorted(_found(text, span)):
        for person in split_names(text, names):
            seen.setdefault(person.name.lower(), person)
    return tuple(seen.values())


def absence_spans(text: str, span: Span) -> tuple[Span, ...]:
    """The lines that only tell who was absent: they decide nothing."""
    return tuple(match.span() for match in ABSENT_LINE.finditer(text, *span))


def _found(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """Each place that names absentees, with the span of the names."""
    lines = list(ABSENT_LINE.finditer(text, *span))
    for match in lines:
        yield match.span(), match.span("names")
    for pattern in ABSENT_CLAUSES:
        for match in pattern.finditer(text, *span):
            if not any(line.start() <= match.start() < line.end() for line in lines):
                yield match.span(), match.span("names")
