"""Names of people in a list: "Ane Holm (A), formand, Bo Friis (V) og Ole Lund"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.meeting import Person, Span
from ingest.voters import ROLES

NOBODY = re.compile(r"\s*(?:ingen|nej|[-–—])?\s*[.:]?\s*$", re.IGNORECASE)
"""What stands in a list of names where there is nobody."""

ROLE = re.compile(ROLES)

SEPARATOR = re.compile(r"[,;\n]|\b(?:og|samt)\b")

_WORD = r"(?:[A-ZÆØÅÖÜÄÉ][\w'’.-]*|(?:af|von|van|de|el|al|bin)\b(?=\s+[A-ZÆØÅ])|el-[A-ZÆØÅ]\w+)"

NAME = re.compile(
    rf"(?P<name>{_WORD}(?:[ ]+{_WORD}){{1,5}})"
    r"(?:\s*\((?P<party>[A-ZÆØÅa-zæøå][A-ZÆØÅa-zæøå. ]{0,24})\))?"
    r"(?:\s*[,–-]?\s*(?P<role>(?:udvalgs)?formand|næstformand|\d\. viceborgmester|(?:vice)?borgmester"
    r"|medlem|stedfortræder|suppleant)\b)?"
)
"""Two to six words with capitals, with the party in brackets and the role behind it."""

PERSON = re.compile(
    r"(?:[A-ZÆØÅÖÜÉ][\w.'’-]*\s+){1,5}[A-ZÆØÅÖÜÉ][\w'’-]+(?:\s*\([A-ZÆØÅa-zæøå ]{1,25}\))?$"
)
"""A line that is one name."""


def split_names(text: str, span: Span) -> tuple[Person, ...]:
    """The people named in a stretch of `text` that lists them, in order, each with its span."""
    return tuple(_people(text, span))


def _people(text: str, span: Span) -> Iterator[Person]:
    start, end = span
    if NOBODY.fullmatch(text, start, end):
        return
    position = start
    for separator in [*SEPARATOR.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        match = NAME.match(text, position + _lead(text[position:stop]), end)
        if match and match.end("name") <= stop:
            name = " ".join(match["name"].split()).rstrip(".")
            yield Person(name, match["party"], match["role"], match.span("name"))
        position = separator.end() if separator else end


def _lead(part: str) -> int:
    """White space, bullets, and a role in front of a name."""
    lead = len(part) - len(part.lstrip(" \n\t•-–:."))
    role = ROLE.match(part, lead)
    return role.end() if role else lead


def once(people: Sequence[Person]) -> tuple[Person, ...]:
    """Each name once, in the order of the text."""
    seen: dict[str, Person] = {}
    for person in people:
        seen.setdefault(person.name.lower(), person)
    return tuple(seen.values())
