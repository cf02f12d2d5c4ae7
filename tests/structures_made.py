"""Minutes made by hand for the tests of the index: a line of an agenda for each item."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from dataclasses import dataclass

import numpy as np

from ingest.meeting import (
    AgendaItem,
    Decision,
    Dissent,
    Fact,
    Meeting,
    Outcome,
    Person,
    Section,
    VoteEvent,
)
from ingest.model import Document, DocumentKind, Page, Passage

BODY = "Økonomiudvalget i Lærkesund"


@dataclass(frozen=True)
class Line:
    """What stands under one item: its title, what is recommended, what is decided."""

    title: str
    decided: str
    case_number: str | None = None
    outcome: Outcome = Outcome.APPROVED
    recommended: str = "at det vedtages."
    against: tuple[str, ...] = ()
    unanimous: bool | None = None
    dissent: Dissent | None = None
    earlier: bool = False


def vote(**changes) -> VoteEvent:
    values = {
        "on": None, "voted_for": (), "against": (), "abstained": (), "for_count": None,
        "against_count": None, "abstained_count": None, "unanimous": None, "span": (0, 1),
    }  # fmt: skip
    return VoteEvent(**{**values, **changes})


def decision(span, **changes) -> Decision:
    values = {
        "organization": BODY, "date": None, "span": span, "earlier": False,
        "outcome": Outcome.APPROVED, "points": (), "referred_to": None, "vote": None,
        "other_votes": (), "dissents": (), "absent": (), "follow_ups": (), "conditions": (),
    }  # fmt: skip
    return Decision(**{**values, **changes})


def pages_over(text: str, first: int, breaks: tuple[int, ...] = ()) -> tuple[Page, ...]:
    """The text on pages that end at `breaks`."""
    edges = [0, *breaks, len(text)]
    return tuple(
        Page(first + row, "", 595.0, 842.0, text[start:end], np.zeros((end - start, 4), np.float32),
             start, np.arange(end - start, dtype=np.int32), 1.0)
        for row, (start, end) in enumerate(itertools.pairwise(edges))
    )  # fmt: skip


def minutes(
    *lines: Line, date: datetime.date, organization: str = BODY, page_first: int = 1, sha256="",
    people: tuple[Person, ...] = (),
) -> Document:  # fmt: skip
    """Minutes with a passage for each section; the whole on one page an item."""
    text, items, passages, breaks = "", [], [], []
    for number, line in enumerate(lines, start=1):
        start = len(text)
        sections = []
        for name, content in (("Indstilling", line.recommended), ("Beslutning", line.decided)):
            body = len(text) + len(name) + 1
            end = body + len(content)
            sections.append(Section(name, len(text), body, end))
            text += f"{name}\n{content}\n"
            page = page_first + number - 1
            passages.append(
                Passage(body, end, page, page, line.title, number - 1, name, ((body, end),))
            )
        taken = decision(
            (sections[1].body, sections[1].end), organization=organization, date=date,
            outcome=line.outcome, earlier=line.earlier,
            vote=vote(against=line.against, unanimous=line.unanimous)
            if line.against or line.unanimous else None,
            dissents=(line.dissent,) if line.dissent else (),
        )  # fmt: skip
        items.append(
            AgendaItem(str(number), line.title, line.case_number, start, len(text),
                       sections=tuple(sections), decisions=(taken,))
        )  # fmt: skip
        breaks.append(len(text))
    meeting = Meeting(organization, None, date, None, None, None, people, (), (), None)
    return Document(
        sha256=sha256 or hashlib.sha256(f"{date}{organization}{text}".encode()).hexdigest(),
        title=f"Referat {date}", kind=DocumentKind.MINUTES, date=date, organization=organization,
        text=text, pages=pages_over(text, page_first, tuple(breaks[:-1])), items=tuple(items),
        passages=tuple(passages), meeting=meeting, layout="headings",
    )  # fmt: skip


def memo(text: str, *, case_number: str | None = None, page_first=1, sha256="") -> Document:
    """A document that is no minutes."""
    facts = (Fact("case_number", case_number, 0.9, (0, 5)),) if case_number else ()
    passage = Passage(0, len(text), page_first, page_first, "", None, None, ((0, len(text)),))
    return Document(
        sha256=sha256 or hashlib.sha256(text.encode()).hexdigest(), title="Notat",
        kind=DocumentKind.MEMO, date=datetime.date(2023, 5, 1), organization=None, text=text,
        pages=pages_over(text, page_first), items=(), passages=(passage,), facts=facts,
    )  # fmt: skip
