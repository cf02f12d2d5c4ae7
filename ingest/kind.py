"""What a document is for: from its structure, what it calls itself, and what its file is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.evidence import Found, Where, first
from ingest.labels import DECISION
from ingest.letterhead import CLOSING, PAPER_ALONE, SALUTATION
from ingest.meeting import AgendaItem
from ingest.model import DocumentKind
from ingest.opening import OPENING, Opening
from ingest.sections import find_sections
from ingest.text_lines import lines_of

KIND_WORDS: tuple[tuple[DocumentKind, str], ...] = (
    (DocumentKind.CONSULTATION_RESPONSE, r"høringssvar(?:et|ene)?|høringsudtalelser?"),
    (DocumentKind.RECOMMENDATION, r"anbefaling(?:er|erne)?"),
    (DocumentKind.POLICY, r"[a-zæøå]*politik(?:ken|ker|kerne)?|[a-zæøå]*strategi(?:en|er)?"),
    (DocumentKind.MEMO, r"[a-zæøå]*notat(?:et|er)?|redegørelse(?:n|r)?|memo"),
    (DocumentKind.LETTER, r"[a-zæøå]*(?<!nyheds)brev(?:et)?"),
    (DocumentKind.MINUTES, r"[a-zæøå]*referat(?:et)?|(?:beslutnings)?protokol(?:len)?"),
    (DocumentKind.AGENDA, r"dagsorden(?:en)?"),
    (DocumentKind.OTHER, r"evaluering(?:en)?|projektbeskrivelse(?:n)?|status|ansøgning(?:en)?"),
)
"""Which word in a title speaks for which kind. The word that comes first counts: a note on a
consultation response is a note."""

ANY_WORD = re.compile(
    "|".join(
        rf"(?P<{kind.value}>\b(?:{word}|{word.upper()}|{word.capitalize()})\b)"
        for kind, word in KIND_WORDS
    ),
    re.IGNORECASE,
)

MEETING = re.compile(
    r"^(?:referat|åbent referat|protokol|mødedato\b.*|beslutningsprotokol|til ?stede|"
    r"mødet (?:blev )?åbnet)\b",
    re.IGNORECASE | re.MULTILINE,
)
AGENDA = re.compile(r"^(?:åben )?dagsorden\b", re.IGNORECASE | re.MULTILINE)
HELD = re.compile(r"\bmødet (?:er|blev) (?:hævet|sluttet)\b|\bmødet sluttede\b", re.IGNORECASE)
"""What is said only of a meeting that is over."""

LONGEST_LETTER = 12_000
"""Characters; the greeting at the end of a longer paper is that of a letter within it."""

HEADING_LINES = 11
"""Lines at the top in which a paper says what it is, below its letterhead."""

ENDING = 600
"""Characters at a letter's end in which its greeting stands."""


def find_kind(
    title: str, stem: str, text: str, items: Sequence[AgendaItem], opening: Opening
) -> Found:
    """The kind, as a value of `DocumentKind`. `title` is what the file's metadata gives."""
    found = first(
        (
            _of_meeting(text, items),
            _alone(opening),
            _word(title, Where.METADATA),
            _heading(opening),
            _word(stem, Where.FILE_NAME),
            _letter(text),
        )
    )
    return found or Found(DocumentKind.OTHER.value, Where.NOTHING)


def _of_meeting(text: str, items: Sequence[AgendaItem]) -> Found | None:
    opening = text[:OPENING]
    decided = any(section.name == DECISION for section in find_sections(text, 0, len(text)))
    if (decided and items) or (MEETING.search(opening) and (decided or HELD.search(text))):
        return Found(DocumentKind.MINUTES.value, Where.STRUCTURE)
    if AGENDA.search(opening) and HELD.search(text):
        return Found(DocumentKind.MINUTES.value, Where.STRUCTURE)
    if items and (MEETING.search(opening) or AGENDA.search(opening)):
        return Found(DocumentKind.AGENDA.value, Where.STRUCTURE)
    return None


def _alone(opening: Opening) -> Found | None:
    """A line near the top that is only the word: "NOTAT"."""
    for row, line in enumerate(opening.lines):
        if PAPER_ALONE.fullmatch(line.text):
            found = _word(line.text, Where.HEADING)
            if found and found.value != DocumentKind.OTHER:
                return Found(found.value, found.where, opening.span(row))
    return None


def _heading(opening: Opening) -> Found | None:
    """A short line near the top that holds one of the words; what reads on is no heading."""
    for row, line in enumerate(opening.lines[:HEADING_LINES]):
        if len(line.text) <= 110 and not line.text.endswith((".", ",", ";", ":")):
            found = _word(line.text, Where.HEADING)
            if found:
                return Found(found.value, found.where, opening.span(row))
    return None


def _word(title: str, where: Where) -> Found | None:
    word = ANY_WORD.search(title)
    return Found(word.lastgroup, where) if word and word.lastgroup else None


def _letter(text: str) -> Found | None:
    """Addressed to somebody, or signed with a greeting."""
    if len(text) > LONGEST_LETTER:
        return None
    salutations = [line for line in lines_of(text, 0, 800) if SALUTATION.fullmatch(line.text)]
    closings = [
        line for line in lines_of(text, max(0, len(text) - ENDING)) if CLOSING.fullmatch(line.text)
    ]
    for line in (*closings, *salutations):
        return Found(DocumentKind.LETTER.value, Where.TEXT, (line.start, line.end))
    return None
