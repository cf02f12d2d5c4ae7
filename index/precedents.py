"""Decisions that a filter allows: all of them, those nearest a query, and a case from first to last."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from index import reader
from index.decisions import CaseEntry, DecisionFilter, StoredDecision, Structure
from index.derived import Derived
from index.embedding import Embedded
from index.matching import DecisionKey, ItemKey, matching
from index.naming import case_key
from index.search import search
from index.structure_rows import CASE_FACT, WHOLE
from index.structures import decision_of, read_structure, reference

Ranking = Callable[[int], Iterable[tuple[int, float]]]
"""The best passages and their scores, best first, as many as are asked for."""

FIRST_DEPTH = 4
"""Passages looked at for each item wanted; more, where they do not lead to enough items."""


def decisions(
    connection: sqlite3.Connection, wanted: DecisionFilter, count: int | None = None
) -> list[StoredDecision]:
    """All decisions that a filter allows, or the first `count`: newest first, those without a date
    last."""
    return stored(connection, matching(connection, wanted)[:count])


def precedents(
    connection: sqlite3.Connection,
    derived: Derived,
    question: str,
    embedded: Embedded,
    wanted: DecisionFilter,
    count: int,
) -> list[StoredDecision]:
    """The `count` allowed decisions nearest a question, best first. An
    item's decisions have the score of its best passage."""
    decided: dict[ItemKey, list[DecisionKey]] = {}
    for key in sorted(matching(connection, wanted)):
        decided.setdefault(key.item, []).append(key)
    passages = _passages(connection, decided.keys())
    allowed = np.array(sorted(passages), dtype=np.int64)

    def ranked(depth: int) -> Iterable[tuple[int, float]]:
        found = search(connection, derived, question, embedded, k=depth, allowed=allowed)
        return ((hit.passage, hit.score) for hit in found)

    best = _best_items(ranked, passages, count)
    keys = [key for item in best for key in decided[item]][:count]
    found = stored(connection, keys)
    return [
        dataclasses.replace(one, score=best[key.item]) for key, one in zip(keys, found, strict=True)
    ]


def similar(
    connection: sqlite3.Connection, derived: Derived, item: ItemKey, dimension: int, count: int
) -> list[StoredDecision]:
    """The `count` decided items nearest to one in meaning, best first, each by its last decision;
    without those of the same case."""
    own = np.array(sorted(_passages(connection, [item])), dtype=np.int64)
    if not len(own):
        return []
    mean = reader.vectors_of(connection, own, dimension).mean(axis=0)
    vector = mean / max(float(np.linalg.norm(mean)), 1e-9)
    last = {
        ItemKey(document, position): DecisionKey(document, position, ordinal)
        for document, position, ordinal in connection.execute(
            "SELECT document, item, ordinal FROM decisions WHERE case_key IS NULL"
            " OR case_key NOT IN (SELECT key FROM cases WHERE document = ? AND item = ?)"
            " ORDER BY earlier DESC, ordinal",
            item,
        )
    }
    last.pop(item, None)
    passages = _passages(connection, last.keys())
    allowed = np.array(sorted(passages), dtype=np.int64)
    best = _best_items(
        lambda depth: derived.vectors.search(vector, depth, allowed), passages, count
    )
    found = stored(connection, [last[one] for one in best])
    return [
        dataclasses.replace(one, score=score)
        for one, score in zip(found, best.values(), strict=True)
    ]


def case(connection: sqlite3.Connection, number: str) -> list[CaseEntry]:
    """Where a case stands in all documents, in order of time; those without a date last."""
    rows = connection.execute(
        "SELECT document, item FROM cases WHERE key = ? ORDER BY document, item",
        (case_key(number),),
    ).fetchall()
    entries: list[CaseEntry] = []
    for document, group in itertools.groupby(rows, key=lambda row: int(row[0])):
        structure = read_structure(connection, document)
        positions = [position for _, position in group]
        items = [position for position in positions if position != WHOLE]
        if items:
            entries += (_item_entry(structure, position) for position in items)
        else:
            entries.append(_document_entry(structure, case_key(number)))
    return sorted(entries, key=_time_and_place)


def _time_and_place(entry: CaseEntry) -> tuple[datetime.date, str, int, int]:
    position = -1 if entry.item_position is None else entry.item_position
    name, page = entry.document.name, entry.document.page_first
    return entry.date or datetime.date.max, name, page, position


def _item_entry(structure: Structure, position: int) -> CaseEntry:
    item, meeting = structure.items[position], structure.meeting
    return CaseEntry(
        date=(meeting.date if meeting else None) or structure.document.date,
        document=structure.document,
        item=reference(item),
        item_position=position,
        decisions=tuple(
            decision_of(structure, position, ordinal) for ordinal in range(len(item.decisions))
        ),
        page=structure.page_of(item.start),
    )


def _document_entry(structure: Structure, key: str) -> CaseEntry:
    spans = [
        fact.span
        for fact in structure.facts
        if fact.name == CASE_FACT and case_key(fact.value) == key and fact.span
    ]
    return CaseEntry(
        date=structure.document.date,
        document=structure.document,
        item=None,
        item_position=None,
        decisions=(),
        page=structure.page_of(spans[0][0]) if spans else structure.document.page_first,
    )


def _passages(connection: sqlite3.Connection, items: Iterable[ItemKey]) -> dict[int, ItemKey]:
    """The ids of the items' passages, with their items."""
    wanted = set(items)
    rows = connection.execute(
        "SELECT id, document, item FROM passages WHERE item IS NOT NULL"
        " AND document IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted({item.document for item in wanted})),),
    )
    found = ((id_, ItemKey(document, position)) for id_, document, position in rows)
    return {id_: item for id_, item in found if item in wanted}


def _best_items(ranked: Ranking, passages: dict[int, ItemKey], count: int) -> dict[ItemKey, float]:
    """The `count` best items, best first, each with the score of its best passage."""
    wanted, depth = min(count, len(set(passages.values()))), FIRST_DEPTH * max(count, 1)
    while True:
        best: dict[ItemKey, float] = {}
        for passage, score in ranked(depth):
            best.setdefault(passages[passage], score)
        if len(best) >= wanted or depth >= len(passages):
            return dict(itertools.islice(best.items(), count))
        depth *= FIRST_DEPTH


def stored(connection: sqlite3.Connection, keys: Sequence[DecisionKey]) -> list[StoredDecision]:
    """The decisions in the order of their keys; each document is opened once."""
    found = {}
    for document, group in itertools.groupby(sorted(keys), key=lambda key: key.document):
        structure = read_structure(connection, document)
        for key in group:
            found[key] = decision_of(structure, key.position, key.ordinal)
    return [found[key] for key in keys]
