"""Which decisions a filter allows, and by what they can be sorted: in SQL, without reading them."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Final, Literal, NamedTuple

from index import reader
from index.decisions import DecisionFilter
from index.hits import Filter
from index.naming import case_key, fold, fold_party


class ItemKey(NamedTuple):
    """An item: its document's key, and its position among the document's items."""

    document: int
    position: int


class DecisionKey(NamedTuple):
    """A decision: its item, and its place among the item's decisions."""

    document: int
    position: int
    ordinal: int

    @property
    def item(self) -> ItemKey:
        """The item that it was taken on."""
        return ItemKey(self.document, self.position)


Value = Literal["date", "organization", "title", "case_number", "outcome", "votes", "page"]
"""What a decision can be sorted by."""

Valued = tuple[DecisionKey, Any]
"""A decision's key, and a value of it."""

_ITEM = "JOIN items i ON (i.document, i.position) = (d.document, d.item)"
_WHOLE = "JOIN structures s ON s.document = d.document"
_JSON = "json_extract(s.json, '$.items[' || d.item || '].decisions[' || d.ordinal || ']{}')"

VALUES: Final[dict[Value | None, tuple[str, str]]] = {
    None: ("NULL", ""),
    "date": ("d.date", ""),
    # An earlier meeting's decision may be another body's than that of the minutes.
    "organization": (
        f"CASE WHEN d.earlier THEN coalesce({_JSON.format('.organization')}, o.organization)"
        " ELSE o.organization END",
        f"JOIN documents o ON o.key = d.document {_WHOLE}",
    ),
    "title": ("i.title", _ITEM),
    "case_number": ("i.case_number", _ITEM),
    "outcome": ("d.outcome", ""),
    "votes": (f"CASE WHEN d.has_vote OR d.has_dissent THEN {_JSON.format('')} END", _WHOLE),
    # Passages know their page without the pages' own rows, which are large; a decision begins one.
    "page": (
        "(SELECT max(p.page_first) FROM passages p WHERE (p.document, p.item) = (d.document, d.item)"  # noqa: S608
        f" AND p.start <= {_JSON.format('.span[0]')})",
        _WHOLE,
    ),
}
"""Each value's expression, and the tables that it needs besides. `votes` is the decision as JSON
(`index.structures.decision_from_json`), only where somebody voted or dissented."""


def matching(connection: sqlite3.Connection, wanted: DecisionFilter) -> list[DecisionKey]:
    """The decisions that a filter allows, newest first, those without a date last."""
    return [key for key, _ in valued(connection, wanted, None)]


def valued(
    connection: sqlite3.Connection, wanted: DecisionFilter, value: Value | None
) -> list[Valued]:
    """The decisions that a filter allows, in the order of `matching`, each with a value of it."""
    names = Filter(documents=wanted.documents)
    documents = reader.allowed_documents(connection, names) if wanted.documents else None
    person = fold(wanted.person) if wanted.person else None
    party = fold_party(wanted.party) if wanted.party else None
    expression, joined = VALUES[value]  # of the table above: nothing a visitor wrote
    rows = connection.execute(
        f"SELECT d.document, d.item, d.ordinal, {expression}"  # noqa: S608
        f" FROM decisions d {joined}"
        " WHERE (:documents IS NULL OR d.document IN (SELECT value FROM json_each(:documents)))"
        " AND (:outcomes IS NULL OR d.outcome IN (SELECT value FROM json_each(:outcomes)))"
        " AND (:organization IS NULL OR instr(d.organization, :organization) > 0)"
        " AND (:date_from IS NULL OR d.date >= :date_from)"
        " AND (:date_to IS NULL OR d.date <= :date_to)"
        " AND (d.has_dissent OR NOT :dissent) AND (d.has_vote OR NOT :vote)"
        " AND (:case_key IS NULL OR d.case_key = :case_key)"
        " AND (:anyone OR EXISTS (SELECT 1 FROM decision_people p"
        "    WHERE (p.document, p.item, p.ordinal) = (d.document, d.item, d.ordinal)"
        "    AND (:person IS NULL OR instr(p.name, :person) > 0)"
        "    AND (:party IS NULL OR p.party = :party)))"
        " ORDER BY d.date DESC NULLS LAST, d.document, d.item, d.ordinal",
        {
            "documents": None if documents is None else json.dumps(documents),
            "outcomes": json.dumps(sorted(wanted.outcomes)) if wanted.outcomes else None,
            "organization": fold(wanted.organization) if wanted.organization else None,
            "date_from": wanted.date_from.isoformat() if wanted.date_from else None,
            "date_to": wanted.date_to.isoformat() if wanted.date_to else None,
            "dissent": wanted.dissent,
            "vote": wanted.vote,
            "case_key": case_key(wanted.case_number) if wanted.case_number else None,
            "anyone": person is None and party is None,
            "person": person,
            "party": party,
        },
    )
    return [(DecisionKey(*key), told) for *key, told in rows]
