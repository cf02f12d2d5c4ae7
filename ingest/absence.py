"""Who was absent from an item, as a line or a sentence of its decision says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.meeting import Person, Span
from ingest.names import split_names
from ingest.voters import NAME, PARTY, ROLES

_PERSON = rf"{ROLES}?{NAME}(?:\s?{PARTY})?"
_PEOPLE = rf"(?>{_PERSON})(?:(?:\s?,\s(?:og\s)?|\s(?:og|samt)\s)(?>{_PERSON})){{0,60}}+"
_INSTEAD = r"\b(?:i\s+stedet|stedfortræder|suppleant|erstatte|afløs|mødte\s+for|fra\s+kl|som\s+følge|pga|grundet)\b"

ABSENT_LINE = re.compile(
    r"^[ \t]*(?:Afbud(?:\s?(?:/|og|eller)\s?fraværende)?|Fraværende(?:\s?(?:/|med|og)\s?afbud)?|(?:Ikke|Ej) til\s?stede|Meldt afbud"
    r"|Ikke (?:mødt|deltagende)|Følgende (?:medlemmer )?(?:var fraværende|deltog ikke)[^:\n]{0,60}"
    r"|Inhabile?)"
    r"(?:[ ]+(?:fra|var|ved[ ]+punktet|under[ ]+punktet|ved[ ]+behandlingen)){0,2}[ ]*(?::|(?=[A-ZÆØÅ])|(?<=fra)|\n|$)[ \t]*"
    rf"(?P<names>[^\n\d]*(?:\n+[ \t]*[•–-]?[ \t]*{_PERSON}[ \t]*,?[ \t]*(?=\n|$))*)[^\n]*",
    re.MULTILINE,
)
"""A line of its own, with the names behind it or on the lines below."""

ABSENT_CLAUSES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?P<names>{_PEOPLE})\s+(?:var|er)\s+(?:fraværende|ikke\s+til\s?stede|gået|bortrejst)\b"), "Ane Holm var fraværende."),
    (re.compile(rf"(?P<names>{_PEOPLE})\s+(?:har\s+|havde\s+)?delt(?:og|ager|aget)\s+ikke\b(?!\s+i\s+afstemning)"), "Ane Holm (A) og Bo Friis (V) deltog ikke i behandlingen."),
    (re.compile(rf"\b[Dd]eltog\s+(?P<names>{_PEOPLE})\s+ikke\b(?!\s+i\s+afstemning)"), "Under punktet deltog Ane Holm ikke."),
    (re.compile(rf"(?P<names>{_PEOPLE})\s+(?:havde\s+meldt|meldte|har\s+meldt|sendte)\s+afbud\b"), "Ane Holm havde meldt afbud."),
    (re.compile(rf"(?P<names>{_PEOPLE})\s+(?:blev\s+erklæret|erklærede\s+sig|var|er|blev)\s+inhabile?\b"), "Ane Holm var inhabil."),
    (re.compile(rf"(?P<names>{_PEOPLE})\s+(?:forlod|havde\s+forladt)\s+(?:mødet|lokalet|salen)\b"), "Ane Holm forlod mødet."),
    (re.compile(rf"\b(?:[Aa]fbud\s+fra|[Ff]raværende\s+var)\s+(?P<names>{_PEOPLE})"), "Der var afbud fra Ane Holm."),
    (re.compile(rf"\b(?:Afbud|Fraværende|Ikke\s+til\s?stede)(?:\s+med\s+afbud)?\s*:\s*(?P<names>{_PEOPLE})"), "Godkendt. Afbud: Ane Holm (A)."),
)  # fmt: skip
"""The same in a sentence, each with an example."""


def absentees(text: str, span: Span) -> tuple[Person, ...]:
    """Those whom a stretch of `text` names as absent, each once, in order."""
    seen: dict[str, Person] = {}
    for _, names in sorted(_found(text, span)):
        for person in split_names(text, names):
            seen.setdefault(person.name.lower(), person)
    return tuple(seen.values())


def absence_spans(text: str, span: Span) -> tuple[Span, ...]:
    """The lines that only tell who was absent: they decide nothing."""
    return tuple(match.span() for match in _lines(text, span))


def _lines(text: str, span: Span) -> Iterator[re.Match[str]]:
    return ABSENT_LINE.finditer(text, *span)


def _found(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """Each place that names absentees, with the span of the names."""
    lines = list(_lines(text, span))
    for match in lines:
        yield match.span(), _until_another(text, match.span("names"))
    for pattern, _ in ABSENT_CLAUSES:
        for match in pattern.finditer(text, *span):
            if not any(line.start() <= match.start() < line.end() for line in lines):
                yield match.span(), match.span("names")


def _until_another(text: str, names: Span) -> Span:
    """The names without those who came instead, and without a sentence that follows."""
    listed = text[slice(*names)]
    stop = re.search(rf"{_INSTEAD}|(?<=[a-zæøå)])\.\s+(?=[A-ZÆØÅ])", listed)
    return names[0], names[0] + (stop.start() if stop else len(listed))
