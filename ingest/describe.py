"""What a document is: title, kind, date, organization, case number, sender and recipient.

Each is found by a file of its own and carries a confidence, by where it was found
(`ingest.evidence`), and the span that says it. What the text does not say is not filled in.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.correspondence import find_case_number, find_recipient, find_sender
from ingest.dated import find_date
from ingest.evidence import Found, Where
from ingest.kind import find_kind
from ingest.meeting import AgendaItem, Fact
from ingest.model import DocumentKind, Page
from ingest.opening import opening_of
from ingest.organization import find_organization
from ingest.title import find_title


@dataclass(frozen=True, slots=True)
class Description:
    """What was understood of a document as a whole. `facts` tell how surely, and by which words."""

    title: str
    kind: DocumentKind
    date: datetime.date | None
    organization: str | None
    facts: tuple[Fact, ...]


def describe(
    name: str,
    metadata_title: str,
    text: str,
    items: Sequence[AgendaItem],
    pages: Sequence[Page] = (),
    *,
    part: bool = False,
) -> Description:
    """Describe the document called `name` (its path within the collection). Without `pages` nothing
    is known of how large its lines are set. The name of a packet tells nothing of its `part`s."""
    whole = PurePosixPath(name).stem
    stem = "" if part else whole
    opening = opening_of(text, pages)
    kind = find_kind(metadata_title, stem, text, items, opening)
    meets = kind.value in (DocumentKind.MINUTES, DocumentKind.AGENDA)
    dated = find_date(stem, text, opening, meets=meets)
    date = datetime.date.fromisoformat(dated.value) if dated else None
    body = find_organization(metadata_title, text, opening, pages) if meets else None
    meeting = (body.value if body else None, date) if meets else None
    title = find_title(metadata_title, stem, text, opening, meeting, items)
    title = title or Found(whole, Where.NOTHING)
    found = {
        "title": title,
        "kind": kind,
        "date": dated,
        "organization": body,
        "case_number": find_case_number(text, items, opening, meets=meets),
        "sender": None if meets else find_sender(title.value, opening),
        "recipient": find_recipient(opening),
    }
    return Description(
        title=title.value,
        kind=DocumentKind(kind.value),
        date=date,
        organization=body.value if body else None,
        facts=tuple(_fact(name, one) for name, one in found.items() if one),
    )


def _fact(name: str, found: Found) -> Fact:
    return Fact(name, found.value, found.confidence, found.span)
