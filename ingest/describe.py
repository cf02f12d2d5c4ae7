"""What a document is: title, kind, date and organization, from its text.

What the text says plainly comes first: decisions, a meeting's date, a paper's "Dato". Then come the
title, and the file name, which is a hint and no proof; last what merely stands near the top.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.minutes import DECISION, find_sections, lines_of
from ingest.model import AgendaItem, DocumentKind
from ingest.words import dates_in

OPENING = 2500
"""Characters of the text in which a document says what it is."""

KIND_WORDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (DocumentKind.CONSULTATION_RESPONSE, re.compile(r"høringssvar|høringsudtalelse", re.I)),
    (DocumentKind.POLICY, re.compile(r"politik(?:ken)?\b|strategi(?:en)?\b", re.I)),
    (DocumentKind.RECOMMENDATION, re.compile(r"anbefalinger\b", re.I)),
    (DocumentKind.MEMO, re.compile(r"\bnotat(?:et)?\b|redegørelse\b", re.I)),
    (DocumentKind.LETTER, re.compile(r"\bbrev(?:et)?\b|borgmesterbrev|^kære\b", re.I | re.M)),
)
"""Which word in a title or a heading speaks for which kind; the first that fits counts."""

MEETING = re.compile(
    r"^(?:referat|åbent referat|protokol|mødedato\b.*|beslutningsprotokol|til stede|tilstede)\b",
    re.I | re.M,
)
AGENDA = re.compile(r"^(?:åben )?dagsorden\b", re.I | re.M)
CLOSING = re.compile(r"med venlig hilsen|venlig hilsen", re.I)
SALUTATION = re.compile(r"^(?:kære\b.*|til .{3,60})$", re.I | re.M)

ORGANIZATION = re.compile(
    r"\b((?:[A-ZÆØÅ][\w-]*-,? (?:(?:og|OG) )?)*[A-ZÆØÅ][\wæøå]*(?:udvalget|udvalg|UDVALGET|UDVALG)"
    r"|Udvalget for [A-ZÆØÅ]\w+(?:,? (?:og )?[A-ZÆØÅ]\w+)*"
    r"|(?i:byrådet|byråd|kommunalbestyrelsen|regionsrådet))(?!\w)(\s+\d{4}\s?[-–]\s?\d{4})?"
)

DATE_LEAD = re.compile(
    r"(?:mødedato|møde[nt]?|dato|protokol|referat|dagsorden|udvalget|byråd(?:et)?)\b[^\n]{0,60}$",
    re.I,
)

DATE_LABEL = re.compile(r"^\W*dato\W*(?:den\W*)?$", re.I)
"""What stands in front of a paper's own date, at its top or its end."""

MACHINE_TITLE = re.compile(
    r"\.(?:docx?|pdf|xlsx?|pptx?|odt|rtf)$|^microsoft|^untitled|^\W*$|^\d+$", re.I
)
"""Titles that a program wrote: "14.DOCX", "Microsoft Word - notat"."""


@dataclass(frozen=True, slots=True)
class Description:
    """What was understood of a document as a whole."""

    title: str
    kind: DocumentKind
    date: datetime.date | None
    organization: str | None


def describe(
    name: str, metadata_title: str, text: str, items: tuple[AgendaItem, ...]
) -> Description:
    """Describe the document called `name` (its path within the collection)."""
    stem = PurePosixPath(name).stem
    title = metadata_title if not MACHINE_TITLE.search(metadata_title) else stem
    kind = _kind(title, stem, text, items)
    meets = kind in (DocumentKind.MINUTES, DocumentKind.AGENDA)
    return Description(
        title=title,
        kind=kind,
        date=_date(stem, text, meets=meets),
        organization=_organization(title, text) if meets else None,
    )


def _kind(title: str, stem: str, text: str, items: tuple[AgendaItem, ...]) -> DocumentKind:
    opening = text[:OPENING]
    decided = any(section.name == DECISION for section in find_sections(text, 0, len(text)))
    if decided and (items or MEETING.search(opening)):
        return DocumentKind.MINUTES
    if items and (MEETING.search(opening) or AGENDA.search(opening)):
        return DocumentKind.AGENDA
    headings = "\n".join(line.text for line in list(lines_of(opening))[:6] if len(line.text) <= 90)
    for source in (title, stem, headings):
        for kind, word in KIND_WORDS:
            if word.search(source):
                return kind
    if SALUTATION.search(opening) and CLOSING.search(text):
        return DocumentKind.LETTER
    return DocumentKind.OTHER


def _date(stem: str, text: str, *, meets: bool) -> datetime.date | None:
    """The meeting's date, or the one a paper carries near its top or beside the word "Dato"."""
    if meets:
        opening = text[:OPENING]
        for start, date in dates_in(opening):
            if DATE_LEAD.search(opening[:start].rsplit("\n", 1)[-1]):
                return date
        labels = Counter(
            date
            for line in lines_of(text)
            if len(line.text) <= 160
            and re.match(r"beslutning\b|.*\bbeslutning den\b", line.text, re.I)
            for _, date in dates_in(line.text)
        )
        if labels:
            return labels.most_common(1)[0][0]
    else:
        # Another date near the top may be that of the meeting that the paper is for.
        for start, date in dates_in(text):
            if DATE_LABEL.match(text[text.rfind("\n", 0, start) + 1 : start]):
                return date
    for _, date in dates_in(stem):
        return date
    alone = re.compile(r"\s*(?:den|d\.|dato:?)?\s*$", re.I)
    for start, date in dates_in(text):
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        rest = text[start : line_end if line_end >= 0 else len(text)]
        if len(rest) <= 24 and (
            alone.match(text[line_start:start]) or "," in text[line_start:start]
        ):
            return date
    return None


def _organization(title: str, text: str) -> str | None:
    """The body that met: the first named near the top, else the one in the title."""
    for source in (text[:400], title, text[:OPENING]):
        match = ORGANIZATION.search(source)
        if match:
            name, term = match.group(1), match.group(2) or ""
            return " ".join((_sentence_case(name) + term).split())
    return None


def _sentence_case(name: str) -> str:
    """ERHVERVS- OG BESKÆFTIGELSESUDVALGET as it is written in running text."""
    if not name.isupper():
        return name
    small = {"OG", "FOR", "I"}
    return " ".join(word.lower() if word in small else word.capitalize() for word in name.split())
