"""Structures made by hand, of invented minutes: what the parsers would give, with exact spans."""

from __future__ import annotations

import datetime

from index.decisions import Structure
from index.hits import StoredDocument
from ingest.meeting import (
    AgendaItem,
    Attachment,
    Decision,
    Dissent,
    Fact,
    FollowUp,
    ItemKind,
    Meeting,
    Outcome,
    Person,
    PointOutcome,
    Section,
    VoteEvent,
)
from ingest.model import DocumentKind

DAY = datetime.date(2024, 1, 17)
EARLIER = datetime.date(2023, 12, 6)
BODY = "Teknik- og Havneudvalget"
PAGE = 400
"""Characters of a page of the draft."""


class Draft:
    """A text that grows, and tells where each piece stands."""

    def __init__(self):
        self.text = ""

    def add(self, piece):
        start = len(self.text)
        self.text += piece
        return start, len(self.text)


def document(key=1, name="referat.pdf", kind=DocumentKind.MINUTES, **changes):
    values = {
        "key": key,
        "id": f"{key:064x}",
        "name": name,
        "path": name,
        "title": name.removesuffix(".pdf"),
        "kind": kind,
        "date": DAY,
        "organization": BODY,
        "page_count": 4,
        "passage_count": 9,
        **changes,
    }
    return StoredDocument(**values)


def vote(span, **changes):
    values = {
        "on": None,
        "voted_for": (),
        "against": (),
        "abstained": (),
        "for_count": None,
        "against_count": None,
        "abstained_count": None,
        "unanimous": None,
        "span": span,
        **changes,
    }
    return VoteEvent(**values)


def decision(span, **changes):
    values = {
        "organization": BODY,
        "date": DAY,
        "span": span,
        "earlier": False,
        "outcome": Outcome.APPROVED,
        "points": (),
        "referred_to": None,
        "vote": None,
        "other_votes": (),
        "dissents": (),
        "absent": (),
        "follow_ups": (),
        "conditions": (),
        **changes,
    }
    return Decision(**values)


def drafted():
    """Minutes with a voted item that an earlier meeting had too, and a closed item without a case."""
    draft = Draft()
    draft.add(f"{BODY} 2022-2025, 17. januar 2024\n\n")
    start = draft.add("4. Molen i Lærkesund\n\n")[0]
    label = draft.add("Indstilling\n")
    proposal = draft.add("at molen forlænges.\n\n" + "Baggrund. " * 30 + "\n\n")
    before_label = draft.add("Beslutning 6. december 2023\n")
    before = draft.add("Udsat.\n\n")
    decided_label = draft.add("Beslutning\n")
    decided = draft.add(
        "  Godkendt med 3 stemmer mod 1. For stemte Anna Holm (A) og (V). Imod stemte Bo Vang (Ø). "
        "Bo Vang (Ø) finder molen for dyr. Status gives i august.\n\n"
    )
    remark, status = "Bo Vang (Ø) finder molen for dyr.", "Status gives i august."
    remark_at = draft.text.index(remark)
    status_at = draft.text.index(status)
    attachments = draft.add("Bilag: Notat om mol....\n\n")
    end = len(draft.text)
    closed = draft.add("5. Lukket: Køb af areal\n\nGodkendt.\n")
    main = vote(
        decided,
        voted_for=("Anna Holm (A)", "(V)"),
        against=("Bo Vang (Ø)",),
        for_count=3,
        against_count=1,
    )
    amendment = vote(
        decided, on="Ændringsforslag fra Ø", against=("(V)",), abstained=("Cilie Krog",)
    )
    first = AgendaItem(
        number="4",
        title="Molen i Lærkesund",
        case_number="23-001234",
        start=start,
        end=end,
        kind=ItemKind.DECISION,
        sections=(
            Section("Indstilling", label[0], proposal[0], proposal[1]),
            Section("Beslutning 6. december 2023", before_label[0], before[0], before[1]),
            Section("Beslutning", decided_label[0], decided[0], decided[1]),
        ),
        decisions=(
            decision(before, date=EARLIER, earlier=True, outcome=Outcome.POSTPONED),
            decision(
                decided,
                outcome=Outcome.SPLIT,
                points=(PointOutcome("1.", Outcome.APPROVED), PointOutcome("2.", Outcome.NOTED)),
                vote=main,
                other_votes=(amendment,),
                dissents=(Dissent("Bo Vang", "Ø", remark, (remark_at, remark_at + len(remark))),),
                follow_ups=(FollowUp(status, "i august", (status_at, status_at + len(status))),),
            ),
        ),
        attachments=(Attachment("Notat om mol....", attachments),),
        absent=(Person("Dan Lund"),),
    )
    second = AgendaItem(
        "5", "Køb af areal", None, closed[0], closed[1], closed=True,
        decisions=(decision((closed[1] - 10, closed[1]), outcome=Outcome.UNKNOWN),),
    )  # fmt: skip
    meeting = Meeting(
        organization=f"{BODY} 2022-2025",
        term="2022-2025",
        date=DAY,
        place="Havnekontoret,\n Kajen 1",
        starts="16:30",
        ends=None,
        participants=(Person("Anna Holm", "A", "formand"), Person("Bo Vang", "Ø")),
        absent=(Person("Dan Lund", "V"),),
        signatures=(),
        chair="Anna Holm",
    )
    return structure(draft.text, meeting, (first, second))


def structure(text, meeting, items, of=None):
    facts = (Fact("date", "2024-01-17", 0.9876543, (0, 20)), Fact("kind", "minutes", 0.5, None))
    return Structure(
        document=of or document(),
        meeting=meeting,
        layout="headings",
        facts=facts,
        items=items,
        text=text,
        page_of=lambda offset: 1 + offset // PAGE,
    )


MEMO = document(2, "bilag/Notat om molen.pdf", DocumentKind.MEMO)


def link(name):
    return MEMO if name.startswith("Notat om mol") else None
