"""Who sends a paper, to whom, and which case it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.evidence import Found, Where, first
from ingest.letterhead import RECIPIENT, SALUTATION, SENDER_LINE
from ingest.meeting import AgendaItem
from ingest.opening import Opening
from ingest.text_lines import lines_of
from ingest.words import CASE_NUMBER

CASE_LABEL = re.compile(
    r"(?:sags?(?:-?id|s?nr|s?nummer)|sagsnr|sag nr|j(?:ournal)?\.? ?(?:nr|nummer))\.?\s*:?\s*",
    re.IGNORECASE,
)
"""What stands before a case number."""

JOURNAL_NUMBER = re.compile(r"\d{2}(?:\.\d{2}){1,2}-[A-ZÆØÅ]\d{2}-\d{1,5}-\d{2,4}")
"""27.00.00-P05-4-14, the form of KL's journal plan."""

SENDER_LABEL = re.compile(r"(?:fra|afsender)\s*:\s*(?P<name>\S.{1,80})", re.IGNORECASE)
RECIPIENT_LABEL = re.compile(r"(?:til|modtagere?)\s*:\s*(?P<name>\S.{1,80})", re.IGNORECASE)
NO_ADDRESSEE = re.compile(
    r"til\W+(?:stede|orientering|underretning|efterretning|drøftelse|behandling|beslutning|godkendelse"
    r"|høring|sagen|mødet|punkt(?:et)?|dagsorden\w*)\b",
    re.IGNORECASE,
)
"""What else "til" leads up to: "Til stede: …", "Til orientering"."""

ADDRESSEE = re.compile(r"(?:til|att\.?)\s*:?\s+", re.IGNORECASE)

GENITIVE = re.compile(
    r"(?:bilag til )?(?P<name>[A-ZÆØÅ][\w-]*(?: [A-ZÆØÅ][\w-]*){0,3}?)['’´]?s"
    r" (?:høringssvar|udtalelse|anbefalinger|bemærkninger|svar|brev)\b",
    re.IGNORECASE,
)
"""Whose response it is, as its title says: "KL's høringssvar"."""

FROM = re.compile(
    r"\b(?:høringssvar|anbefalinger|brev|udtalelse) fra (?P<name>[A-ZÆØÅ]\S+(?: [^,.]{2,60})?)",
    re.IGNORECASE,
)

ON_BEHALF = re.compile(r"på (?P<name>[\wæøå ]{3,60}?)s vegne", re.IGNORECASE)

NEXT_LABEL = re.compile(r"\s+(?:sags?(?:-?id|nr|snr)|dato|j\.? ?nr|fra|vedr)\b", re.IGNORECASE)
"""What cleaning may have joined to a line of the letterhead."""

PAGE_COUNT = re.compile(r"\s+\d{1,3} ?/ ?\d{1,3}$")

SENDER_LINES = 7
"""Lines at the top in which the letterhead stands."""


def find_sender(title: str, opening: Opening) -> Found | None:
    """Who wrote it: a label, the letterhead, or whose response the title calls it."""
    return first((_labelled(SENDER_LABEL, opening), _letterhead(opening), _of_title(title)))


def find_recipient(opening: Opening) -> Found | None:
    """To whom: "Til medlemmerne af …", "Til: …", or who is greeted."""
    for line in opening.lines:
        if NO_ADDRESSEE.match(line.text):
            continue
        if RECIPIENT.fullmatch(line.text) and not line.text.endswith("."):
            begins = ADDRESSEE.match(line.text)
            start = begins.end() if begins else 0
            value = NEXT_LABEL.split(line.text[start:], maxsplit=1)[0].rstrip(" ,;")
            span = (line.start + start, line.start + start + len(value))
            return Found(value, Where.LABEL, span)
    labelled = _labelled(RECIPIENT_LABEL, opening)
    if labelled:
        return labelled
    for row, line in enumerate(opening.lines):
        greeted = SALUTATION.fullmatch(line.text)
        if greeted and line.text.lower().startswith("kære "):
            return Found(line.text[5:].rstrip(" ,!"), Where.TEXT, opening.span(row))
    return None


def find_case_number(
    text: str, items: Sequence[AgendaItem], opening: Opening, *, meets: bool
) -> Found | None:
    """The case that the document as a whole belongs to: that of its only item, or the one its
    letterhead names. Minutes of several items belong to no single case."""
    if meets:
        only = items[0] if len(items) == 1 else None
        if only is None or only.case_number is None:
            return None
        start = text.find(only.case_number, only.start)
        span = (start, start + len(only.case_number)) if start >= 0 else None
        return Found(only.case_number, Where.LABEL, span)
    for line in lines_of(text, 0, opening.end):
        for label in CASE_LABEL.finditer(line.text):
            number = CASE_NUMBER.match(line.text, label.end()) or JOURNAL_NUMBER.match(
                line.text, label.end()
            )
            if number:
                span = (line.start + number.start(), line.start + number.end())
                return Found(number[0], Where.LABEL, span)
    return None


def _labelled(label: re.Pattern[str], opening: Opening) -> Found | None:
    for row, line in enumerate(opening.lines):
        match = label.fullmatch(line.text)
        if match:
            start, _ = opening.span(row)
            span = (start + match.start("name"), start + match.end("name"))
            return Found(match["name"].strip(), Where.LABEL, span)
    return None


def _letterhead(opening: Opening) -> Found | None:
    for line in opening.lines[:SENDER_LINES]:
        name = PAGE_COUNT.sub("", line.text)
        if SENDER_LINE.fullmatch(name):
            return Found(name, Where.LETTERHEAD, (line.start, line.start + len(name)))
    return None


def _of_title(title: str) -> Found | None:
    match = GENITIVE.match(title) or FROM.search(title)
    return Found(match["name"].strip(), Where.TEXT) if match else None
