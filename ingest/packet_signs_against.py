"""What speaks against a border: signs that one document goes on."""

from __future__ import annotations

import re

from ingest import letterhead as paper
from ingest.labels import SectionKind, label_kind, names_decision
from ingest.letterhead import line_that
from ingest.lines import BULLET, OPEN_END
from ingest.packet_turn import Turn, own_numbers, shared
from ingest.page_lists import NUMBERED
from ingest.words import normalise

ADDRESS = re.compile(
    r"^\d{4} [A-ZÆØÅ]|^#+ [A-ZÆØÅ]|\bwww\.|@|\bCVR\b|^Åbningstid|^(?:Tlf|Telefon)\b", re.I
)
"""A line of an address, digits as they are or replaced by #."""


def runs_on(turn: Turn) -> bool:
    """A sentence or a word that is not finished."""
    last = turn.before.closing[-1] if turn.before.closing else ""
    first = turn.opening[0] if turn.opening else ""
    if last.endswith(("-", ",")) or OPEN_END.search(last):
        return True
    return first[:1].islower() and BULLET.match(first) is None


def numbers_run_on(turn: Turn) -> bool:
    """The document's own page numbers count on."""
    return any(
        number.follows(before)
        for number in own_numbers(turn, turn.page)
        for before in own_numbers(turn, turn.before)
    )


def file_numbers_run_on(turn: Turn) -> bool:
    """Numbers that count the whole file may be stamped on a packet, too."""
    return any(
        number.follows(before) and number not in own_numbers(turn, turn.page)
        for number in turn.page.numbers
        for before in turn.before.numbers
    )


def later_page(turn: Turn) -> bool:
    """The page is number 2 or more of its document."""
    numbers = own_numbers(turn, turn.page)
    return bool(numbers) and all(number.value > 1 for number in numbers)


def fonts_joined(turn: Turn) -> bool:
    """A font used before is used again, in a file where that tells something."""
    return turn.page.page in turn.marks.joined


def same_running_lines(turn: Turn) -> bool:
    """But not the names and addresses that head and foot every paper of one office."""
    recurring = [
        *shared(turn.page.header, turn.before.header),
        *shared(turn.page.footer, turn.before.footer),
    ]
    return any(not _of_office(line.pattern) for line in recurring)


def opens_as_before(turn: Turn) -> bool:
    """As minutes do that head each item with the committee's name."""
    first = [line for line in turn.page.header if not _of_office(line.pattern)][:1]
    return bool(first) and any(
        face.header and first[0].same_as(face.header[0]) for face in turn.document
    )


def in_contents(turn: Turn) -> bool:
    """A heading that an earlier page lists, followed by a page number."""
    headings = {normalise(line) for line in turn.opening[:3]}
    return any(headings & face.lists.contents for face in turn.document)


def numbering_runs_on(turn: Turn) -> bool:
    """The heading carries the number, or letter, after one that the document has had."""
    numbers = [found[1] for line in turn.opening[:3] if (found := NUMBERED.match(line))]
    if not numbers:
        return False
    previous = _previous(numbers[0].upper())
    return any(previous in face.lists.numbers for face in turn.document)


def within_list(turn: Turn) -> bool:
    """The first line is a bullet, or "b)"."""
    return bool(turn.opening) and BULLET.match(turn.opening[0]) is not None


def within_item(turn: Turn) -> bool:
    """The first line is a label such as "Indstilling"."""
    first = turn.opening[0] if turn.opening else ""
    if names_decision(first):
        return True
    kind = label_kind(first)
    return kind not in (None, SectionKind.ATTACHMENTS) and not paper.PAPER_ALONE.fullmatch(first)


def signatures(turn: Turn) -> bool:
    """The page is for signatures."""
    return line_that(paper.SIGNING, turn.opening[:4]) is not None


def _of_office(line: str) -> bool:
    """Whether a running line is one that every paper of an office, or to a body, has at its top."""
    whole = (paper.SENDER_LINE, paper.REFERENCE, paper.RECIPIENT, paper.PAPER_ALONE)
    return any(pattern.fullmatch(line) for pattern in whole) or bool(ADDRESS.search(line))


def _previous(number: str) -> str:
    return str(int(number) - 1) if number.isdigit() else chr(ord(number) - 1)
