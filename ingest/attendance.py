"""The meeting itself, as its minutes head it: who met and who was absent.

Only what stands above the first item counts, and the signatures below the last. A name under one
item's "Afbud" is that item's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from ingest.labels import SectionKind, label_kind
from ingest.meeting import AgendaItem, Meeting, Person, Span
from ingest.names import NOBODY, PERSON, once, split_names
from ingest.occasion import ends_of, place_of, starts_of, term_of
from ingest.signatures import signatures_of
from ingest.text_lines import Line, lines_of

HEAD = 6000
"""Characters of a document in which the meeting is described, where no item ends it sooner."""

PRESENT = re.compile(
    r"(?:Deltagere|Mødedeltagere|(?:Medlemmer\s+)?til\s?stede|Mødt|Medlemmer|Deltog|Tilstedeværende)"
    r"(?:\s+(?:var|er|medlemmer|i mødet))?\s*(?P<colon>:)?\s*",
    re.IGNORECASE,
)
ABSENT = re.compile(
    r"(?:Afbud(?:\s?/\s?fraværende)?(?:\s+fra)?|Fraværende(?:\s?/\s?afbud)?(?:\s+(?:var|med afbud|uden afbud))?"
    r"|Ikke til\s?stede|Meldt afbud)\s*(?P<colon>:)?\s*",
    re.IGNORECASE,
)
ABSENT_WITHIN = re.compile(r"(?<=[\w)]) (?:Afbud|Fraværende|Ikke til stede)(?: med afbud)?\s*:")
"""A label of absentees in the middle of a line."""

TABLE_HEAD = re.compile(
    r"Navn\s+(?:Parti|Liste)(?:\s+(?:Funktion|Rolle|Hverv|Fremmøde|Deltagelse|Status|Bemærkning(?:er)?))*"
)
TABLE_ROW = re.compile(
    r"(?P<name>(?:[A-ZÆØÅÖÜÄÉ][\w.'’-]*\s){2,5}?)\(?(?P<party>[A-ZÆØÅ]{1,2})\)?\s"
    r"(?P<role>Formand|Næstformand|Borgmester|\d\. viceborgmester|Viceborgmester|Medlem|Stedfortræder|Suppleant)?\s?"
    r"(?P<there>Til\s?stede|Mødt|Ja|Afbud|Fraværende|Ikke til\s?stede|Nej)\b"
)
"""A table of members, with party, role and whether they were there; cells follow one another."""

GONE = re.compile(r"afbud|fraværende|ikke|nej", re.IGNORECASE)

OTHERS = re.compile(
    r"(?:Sekretær|Referent|Øvrige deltagere|Fra (?:administrationen|forvaltningen)|Administrationen|Gæster"
    r"|Desuden deltog|Endvidere deltog|Dagsorden|Indholdsfortegnelse|Indhold|Bemærkninger)\b",
    re.IGNORECASE,
)
"""Labels in a meeting's head: members who met, members who did not, and what ends such a list."""

SENTENCE = re.compile(
    r"\b(?:(?:Til\s?stede|Mødt|Deltagere) (?:var|er)|I mødet deltog|På mødet deltog)[:\s]+(?P<names>.+?)(?<!\b[A-ZÆØÅ])\.(?=\s*(?:\n|$|[A-ZÆØÅ]))",
    re.I | re.S,
)
ABSENT_SENTENCE = re.compile(
    r"\b(?:Fraværende|Ikke til\s?stede) (?:var|er)[:\s]+(?P<names>.+?)(?<!\b[A-ZÆØÅ])\.(?=\s*(?:\n|$|[A-ZÆØÅ]))"
    r"|(?<=[.)] )(?:Fraværende|Afbud|Ikke til\s?stede)(?: med afbud)?:\s*(?P<names3>[^\n]+)"
    r"|\b(?:Afbud|Der var afbud) fra[:\s]+(?P<names2>.+?)(?<!\b[A-ZÆØÅ])\.(?=\s*(?:\n|$|[A-ZÆØÅ]))",
    re.I | re.S,
)
"""The same in a sentence: "Til stede var A, B og C.\""""

CHAIR = frozenset(("formand", "udvalgsformand", "borgmester"))
"""Roles that chair a meeting."""


def meeting_of(
    text: str,
    items: Sequence[AgendaItem],
    organization: str | None,
    date: datetime.date | None,
) -> Meeting:
    """The meeting that a text is the minutes of."""
    end = items[0].start if items else min(len(text), HEAD)
    head = text[:end]
    present, absent = _listed(text, end)
    signatures = signatures_of(text, items[-1].start if items else 0)
    if not present:
        # Minutes without a list: those who signed them were there.
        present = tuple(_unsigned(person) for person in signatures)
        absent = absent or _absent_throughout(items)
    gone = {person.name.lower() for person in absent}
    present = tuple(person for person in present if person.name.lower() not in gone)
    return Meeting(
        organization=organization,
        term=term_of(organization),
        date=date,
        place=place_of(head),
        starts=starts_of(head),
        ends=ends_of(head, text[-1500:]),
        participants=present,
        absent=absent,
        signatures=signatures,
        chair=next(
            (person.name for person in (*present, *signatures) if person.role in CHAIR), None
        ),
    )


def _unsigned(person: Person) -> Person:
    return Person(person.name, person.party, person.role, person.span)


def _listed(text: str, end: int) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Who is on the lists of those present and absent above the first item."""
    present: list[Person] = []
    absent: list[Person] = []
    for pattern, people in ((SENTENCE, present), (ABSENT_SENTENCE, absent)):
        for match in pattern.finditer(text, 0, end):
            named = next(group for group, names in match.groupdict().items() if names)
            people.extend(split_names(text, match.span(named)))
    if not present:
        for person, there in _table(text, end):
            (present if there else absent).append(person)
    told, missing = bool(present), bool(absent)
    for label, span in _lists(text, end):
        if label is PRESENT and not told:
            present.extend(split_names(text, span))
        elif label is ABSENT and not missing:
            absent.extend(split_names(text, span))
    return once(present), once(absent)


def _table(text: str, end: int) -> Iterator[tuple[Person, bool]]:
    """The rows of a table of members, and whether each was there."""
    head = TABLE_HEAD.search(text, 0, end)
    for row in TABLE_ROW.finditer(text, head.end(), end) if head else ():
        role = row["role"].lower() if row["role"] else None
        name = " ".join(row["name"].split())
        span = (row.start("name"), row.start("name") + len(row["name"].rstrip()))
        yield Person(name, row["party"], role, span), GONE.match(row["there"]) is None


def _lists(text: str, end: int) -> Iterator[tuple[re.Pattern[str], Span]]:
    """Each label with the lines below and beside it that name people."""
    label: re.Pattern[str] | None = None
    for line in lines_of(text, 0, end):
        opened, rest = _opened(line)
        if opened is not None:
            label = opened
            if rest[0] < rest[1]:
                yield from _beside(text, label, rest)
                # Names behind a colon end with their line, unless it ends in a comma.
                label = label if text[rest[1] - 1] in ",;" else None
        elif OTHERS.match(line.text) or label_kind(line.text) not in (None, SectionKind.ATTENDANCE):
            label = None
        elif label is not None:
            if NOBODY.match(line.text) or not _names_people(line.text):
                label = None
            else:
                yield label, (line.start, line.end)


def _beside(
    text: str, label: re.Pattern[str], rest: Span
) -> Iterator[tuple[re.Pattern[str], Span]]:
    """The names beside a label; a label of absentees may follow on the same line."""
    other = ABSENT_WITHIN.search(text, *rest) if label is PRESENT else None
    yield label, (rest[0], other.start() if other else rest[1])
    if other:
        yield ABSENT, (other.end(), rest[1])


def _opened(line: Line) -> tuple[re.Pattern[str] | None, Span]:
    """The label that a line begins with, and the span of what follows it on the line."""
    for label in (ABSENT, PRESENT):
        match = label.match(line.text)
        if match is None:
            continue
        rest = line.text[match.end() :]
        if not rest or match["colon"] or _names_people(rest):
            return label, (line.start + match.end(), line.end)
    return None, (0, 0)


def _names_people(words: str) -> bool:
    """Whether a line is a list of names, or one name with party and role."""
    first = re.split(r",|;| og |\s[-–]\s", words)[0].strip(" .:•●-")
    return PERSON.match(first) is not None


def _absent_throughout(items: Sequence[AgendaItem]) -> tuple[Person, ...]:
    """Those whom every item with a decision names as absent."""
    decided = [item for item in items if item.decisions]
    if not decided:
        return ()
    shared = set.intersection(
        *({person.name.lower() for person in item.absent} for item in decided)
    )
    return once([person for person in decided[0].absent if person.name.lower() in shared])
