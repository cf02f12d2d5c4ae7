"""What was understood of a document, kept whole: as JSON in the catalog, and back again."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from dataclasses import dataclass

from pydantic import TypeAdapter

from index import reader
from index.decisions import StoredDecision, Structure
from index.hits import ItemReference
from ingest.labels import SectionKind, label_kind
from ingest.meeting import AgendaItem, Decision, Fact, Meeting, Span
from ingest.model import Document


@dataclass(frozen=True, slots=True)
class _Understood:
    meeting: Meeting | None
    facts: tuple[Fact, ...]
    items: tuple[AgendaItem, ...]


_JSON = TypeAdapter(_Understood)


_DECISION = TypeAdapter(Decision)


def decision_from_json(text: str) -> Decision:
    """A decision alone, out of a document's JSON."""
    return _DECISION.validate_json(text)


def to_json(document: Document) -> str:
    """A document's meeting, facts and items."""
    understood = _Understood(document.meeting, document.facts, document.items)
    return _JSON.dump_json(understood).decode()


def read_structure(connection: sqlite3.Connection, key: int) -> Structure:
    """All that was understood of a document; raises KeyError where there is none with this key."""
    row = connection.execute(
        "SELECT s.json, d.text FROM structures s JOIN documents d ON d.key = s.document"
        " WHERE s.document = ?",
        (key,),
    ).fetchone()
    if row is None:
        raise KeyError(key)
    understood = _JSON.validate_json(row[0])
    stored = reader.document(connection, key)
    pages = connection.execute(
        "SELECT start, number FROM pages WHERE document = ? ORDER BY number", (key,)
    ).fetchall()
    starts = [start for start, _ in pages]

    def page_of(offset: int) -> int:
        position = max(0, bisect_right(starts, offset) - 1)
        return int(pages[position][1]) if pages else stored.page_first

    return Structure(
        document=stored,
        meeting=understood.meeting,
        layout=stored.layout,
        facts=understood.facts,
        items=understood.items,
        text=str(row[1]),
        page_of=page_of,
    )


def decision_of(structure: Structure, position: int, ordinal: int) -> StoredDecision:
    """One of a structure's decisions: `ordinal` counts those of the item at `position`."""
    item = structure.items[position]
    decision = item.decisions[ordinal]
    first, last = pages_of(structure, decision.span)
    return StoredDecision(
        document=structure.document,
        item=reference(item),
        item_position=position,
        decision=decision,
        text=structure.text[slice(*decision.span)],
        recommendation=_recommendation(structure.text, item),
        page_first=first,
        page_last=last,
    )


def reference(item: AgendaItem) -> ItemReference:
    """The item as citations name it."""
    return ItemReference(item.number, item.title, item.case_number, item.kind, item.closed)


def pages_of(structure: Structure, span: Span) -> tuple[int, int]:
    """The pages of a span's first and last character that are no white space."""
    text = structure.text[slice(*span)]
    start = span[0] + len(text) - len(text.lstrip())
    last = span[0] + len(text.rstrip()) - 1
    if start > last:
        start = last = span[0]
    return structure.page_of(start), structure.page_of(last)


def _recommendation(text: str, item: AgendaItem) -> str | None:
    """The text of the item's first section that tells what is recommended, None without one."""
    for section in item.sections:
        recommended = text[section.body : section.end].strip()
        if recommended and label_kind(section.name) is SectionKind.RECOMMENDATION:
            return recommended
    return None
