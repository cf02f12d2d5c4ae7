"""The history of a case: where it was treated, what was decided, and which documents belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.places import without_term
from assistant.precedent import decision_json
from index.decisions import CaseEntry
from index.hits import StoredDocument
from index.store import Index

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One place of a case, with the appendices that its item lists: each name, and the document of
    the collection that it means, None where none fits."""

    entry: CaseEntry
    attachments: tuple[tuple[str, StoredDocument | None], ...]


def case_history(index: Index, number: str) -> list[CaseStep]:
    """The places of a case in order of time; none where no document names it."""
    return [CaseStep(entry, _attachments(index, entry)) for entry in index.case(number)]


def case_documents(steps: Sequence[CaseStep]) -> list[StoredDocument]:
    """The documents of a case, in the order they are met, without the minutes that tell of it."""
    found: dict[int, StoredDocument] = {}
    for step in steps:
        if step.entry.item is None:
            found.setdefault(step.entry.document.key, step.entry.document)
        for _, document in step.attachments:
            if document:
                found.setdefault(document.key, document)
    minutes = {step.entry.document.key for step in steps if step.entry.item}
    return [document for key, document in found.items() if key not in minutes]


def case_json(number: str, steps: Sequence[CaseStep]) -> Json:
    """A case as JSON (docs/formats.md)."""
    return {
        "case_number": number,
        "history": [_step(step) for step in steps],
        "documents": [
            {
                "document": document.reference,
                "title": document.title,
                "kind": document.kind.value,
                "date": document.date.isoformat() if document.date else None,
            }
            for document in case_documents(steps)
        ],
    }


def _step(step: CaseStep) -> Json:
    entry = step.entry
    organization = entry.document.organization
    return {
        "date": entry.date.isoformat() if entry.date else None,
        "organization": without_term(organization) if organization else None,
        "document": entry.document.name,
        "kind": entry.document.kind.value,
        "page": entry.page,
        "item": {
            "number": entry.item.number,
            "title": entry.item.title,
            "case_number": entry.item.case_number,
        }
        if entry.item
        else None,
        "decisions": [decision_json(decision) for decision in entry.decisions],
        "attachments": [
            {"name": name, "document": document.reference if document else None}
            for name, document in step.attachments
        ],
    }


def _attachments(index: Index, entry: CaseEntry) -> tuple[tuple[str, StoredDocument | None], ...]:
    if entry.item_position is None:
        return ()
    key = entry.document.key
    item = index.structure(key).items[entry.item_position]
    return tuple((one.name, index.linked(key, one.name)) for one in item.attachments)
