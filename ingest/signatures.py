"""Who signed the minutes, and where their signatures begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.meeting import Person
from ingest.model import Page
from ingest.names import PERSON, once, split_names
from ingest.text_lines import lines_of

HEADER = 250
"""Characters above the signatures, on their page, that head the page."""

SIGNED = re.compile(
    r"^(?:signeret af|underskrifter?|underskriftsside|underskriftsark|underskrevet af)\s*:?$", re.I
)
"""The heading of the names at the end."""

ROLE = re.compile(
    r"^(?:formand|næstformand|udvalgsformand|borgmester|viceborgmester|medlem|stedfortræder|suppleant)$",
    re.I,
)


def closing(text: str, pages: Sequence[Page], start: int) -> int:
    """Where the signatures begin, or the text's end: what heads their page belongs to them."""
    for line in lines_of(text, start):
        if SIGNED.match(line.text):
            page = max(page.start for page in pages if page.start <= line.start)
            return page if line.start - page < HEADER and page > start else line.start
    return len(text)


def signatures_of(text: str, start: int) -> tuple[Person, ...]:
    """The names below "Signeret af", each with the role printed below it."""
    people: list[Person] = []
    signing = False
    for line in lines_of(text, start):
        if SIGNED.match(line.text):
            signing = True
        elif signing and ROLE.match(line.text) and people:
            last = people.pop()
            people.append(Person(last.name, last.party, line.text.lower(), last.span))
        elif signing and PERSON.match(line.text):
            people += split_names(text, (line.start, line.end))
        elif signing and people:
            break
    return once(people)
