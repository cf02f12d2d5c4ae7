"""The body that met: committee, council, board; with the term it was elected for, where printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.evidence import Found, Where
from ingest.model import Page
from ingest.opening import Opening
from ingest.sections import section_marks
from ingest.text_lines import Line, lines_of
from ingest.words import dates_in, normalise

_PART = r"(?:[A-ZÆØÅ][\w-]*-,?\s{1,2}(?:(?:og|OG)\s{1,2})?)*"

BODY = re.compile(
    rf"\b({_PART}[A-ZÆØÅ][\wæøå]*(?:udvalget|udvalg|rådet|UDVALGET|UDVALG|RÅDET)"
    r"|Udvalget for [A-ZÆØÅ]\w+(?:,? (?:og )?[A-ZÆØÅ]\w+)*"
    r"|(?i:byrådet|byråd|kommunalbestyrelsen|regionsrådet|folketinget))"
    r"(?:s|S)?(?!\w)(\s+\d{4}\s?[-–]\s?\d{4})?"
)
"""A body's name, maybe in the genitive, and its term."""

BODY_LINE = re.compile(
    r"(?P<name>(?:Udvalget|Udvalg) for [\wæøå]+(?:,? (?:og )?[\wæøå]+)*?)"
    r"(?: \([A-ZÆØÅ]{2,6}\))?(?P<term> \d{4}\s?[-–]\s?\d{4})?"
)
"""A line that is only such a name, in small letters: "Udvalget for børn og unge (BUU)"."""

TERM = re.compile(r"\s*\d{4}\s?[-–]\s?\d{4}$")

LONGEST_LINE = 130
"""Characters of a line that names the meeting."""

PAGES_WITH_HEADER = 3
"""Pages whose running header is looked at; cleaning leaves it out of the text."""

MEMBERS = re.compile(r"til medlemmerne af\b|udvalg\s*:|indkaldelse til", re.IGNORECASE)
OPEN_NAME = re.compile(r"-,?(?: og)?$", re.IGNORECASE)
"""How a line ends in the middle of a body's name."""

TOP = 400
"""Characters in which a heading need not name the day: "Referat af mødet i Byrådet"."""

MEETING_IN = re.compile(
    r"(?:åbent |ekstraordinært )?(?:referat|protokol|dagsorden)\b", re.IGNORECASE
)

BEFORE_BODY = re.compile(
    r"(?:(?:åbent |ekstraordinært )?(?:referat|protokol|dagsorden|møde)\W*"
    r"(?:(?:af|fra|for|til|i|ordinært|ekstraordinært|møde|mødet)\s+)*)?"
    r"(?:[A-ZÆØÅ][\w-]*-,?\s+(?:og\s+)?)*[A-ZÆØÅ][\wæøå]*(?:udvalg|råd|styrelse|ting)",
    re.IGNORECASE,
)
"""How a line that names a meeting begins."""

CITED = re.compile(r"(?:punkt|pkt\.?) \d+\s*$", re.IGNORECASE)
"""How a line ends that refers to another meeting's item."""


def find_organization(
    title: str, text: str, opening: Opening, pages: Sequence[Page]
) -> Found | None:
    """The body that met, with its term where that is printed anywhere beside its name."""
    candidates = list(_candidates(title, text, opening, pages))
    if not candidates:
        return None
    best = candidates[0]
    with_term = (
        found
        for found in candidates
        if TERM.search(found.value)
        and normalise(without_term(found.value)) == normalise(without_term(best.value))
    )
    return next(with_term, best)


def without_term(name: str) -> str:
    """A body's name without the years it was elected for."""
    return TERM.sub("", name)


def _candidates(title: str, text: str, opening: Opening, pages: Sequence[Page]) -> Iterator[Found]:
    """All bodies named, those first that the minutes name as their own."""
    for row, line in enumerate(opening.lines):
        whole = BODY_LINE.fullmatch(line.text) or BODY.fullmatch(line.text)
        begun = row > 0 and OPEN_NAME.search(opening.lines[row - 1].text)
        if whole and not begun:
            yield Found(_written(whole[1], whole[2]), Where.HEADING, opening.span(row))
    yield from _meeting_lines(text)
    yield from _decisions(text)
    for page in pages[:PAGES_WITH_HEADER]:
        for printed in page.printed.splitlines()[:2]:
            running = BODY.match(printed)
            if running:
                yield Found(_written(running[1], running[2]), Where.LETTERHEAD)
    yield from (Found(found.value, Where.METADATA) for found in _named(title, len(title)))
    yield from _named(text, len(text))


def _meeting_lines(text: str) -> Iterator[Found]:
    """Lines that name a body together with a day, or those it is sent to: "Referat af møde i
    Børneudvalget den 3. maj 2023", "Til medlemmerne af Byrådet"."""
    lines = list(lines_of(text))
    for line, following in pairwise([*lines, Line(len(text), len(text), "")]):
        end = following.end if OPEN_NAME.search(line.text) else line.end
        whole = text[line.start : end]
        if len(whole) > LONGEST_LINE or whole.endswith(".") or CITED.search(whole):
            continue
        dated = any(dates_in(whole)) and "beslutning" not in whole.lower()
        match = BODY.search(whole)
        opens = line.start < TOP and MEETING_IN.match(whole)
        if match and (opens or MEMBERS.match(whole) or (dated and BEFORE_BODY.match(whole))):
            span = (line.start + match.start(), line.start + match.end())
            yield Found(_written(match[1], match[2]), Where.HEADING, span)


def _decisions(text: str) -> Iterator[Found]:
    """The body whose decisions these are: the one named most often. A name that the label's column
    has broken is none."""
    marks = [
        mark
        for mark in section_marks(text, 0, len(text))
        if mark.organization and BODY.fullmatch(mark.organization) and not mark.in_history
    ]
    names = Counter(mark.organization or "" for mark in marks)
    for name, _ in names.most_common(1):
        match = BODY.fullmatch(name)
        mark = next(mark for mark in marks if mark.organization == name)
        if match:
            yield Found(_written(match[1], match[2]), Where.DECISION, (mark.start, mark.body))


def _named(text: str, end: int) -> Iterator[Found]:
    """The bodies named in running text, but those of which an item is only cited."""
    for match in BODY.finditer(text, 0, end):
        stop = text.find("\n", match.end())
        if not CITED.search(text[match.end() : stop if stop >= 0 else len(text)]):
            yield Found(_written(match[1], match[2]), Where.TEXT, match.span())


def _written(name: str, term: str | None) -> str:
    return " ".join((_sentence_case(name) + (term or "")).split())


def _sentence_case(name: str) -> str:
    """ERHVERVS- OG BESKÆFTIGELSESUDVALGET as it is written in running text."""
    if not name.isupper():
        return name
    small = {"OG", "FOR", "I"}
    return " ".join(word.lower() if word in small else word.capitalize() for word in name.split())
