"""Who may see what: the catalog as those see it who have no right to closed items.

For them the tables are shadowed by views of the same names without what is closed, on a connection of
their own. So whatever reads the catalog (search, pages, counts, exports) sees what an index built
without closed items holds, and nothing has to remember to ask. What is derived is made from the views
too, in a folder of its own: frequencies and scores tell nothing either.

Access follows the item: its passages, decisions, attachments' names and case, the part of each page
that it stands on, and its title where the document prints that again. A document of closed items alone
is not there at all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import numpy as np

from index.arrays import pack_boxes, unpack_boxes, unpack_origin
from ingest.closed import (
    MEETING,
    ItemSpan,
    areas,
    blanked,
    hidden_print,
    hidden_spans,
    touches,
    wholly_closed,
    without_boxes,
)
from ingest.model import Span
from ingest.privacy import MASK


class Right(StrEnum):
    """What a person may be allowed beyond what all may see."""

    CLOSED = "closed"
    """Items behind closed doors."""


Rights = frozenset[Right]

ALL: Rights = frozenset(Right)
"""Of the person at the machine, who owns the files."""

NONE: Rights = frozenset()

SCHEMA = """
CREATE TEMP TABLE closed_documents (key INTEGER PRIMARY KEY, whole INTEGER NOT NULL);
CREATE TEMP TABLE closed_passages (id INTEGER PRIMARY KEY, document INTEGER NOT NULL);
CREATE TEMP TABLE open_items (
    document INTEGER NOT NULL, position INTEGER NOT NULL, shown INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TEMP VIEW documents AS
SELECT d.key, d.sha256, d.page_first, d.page_count, d.title, d.kind, d.date, d.organization, d.layout,
    d.added, CASE WHEN c.key IS NULL THEN d.text ELSE open_text(d.key, d.text) END AS text
FROM main.documents d LEFT JOIN closed_documents c ON c.key = d.key
WHERE coalesce(c.whole, 0) = 0;

CREATE TEMP VIEW files AS
SELECT f.name, f.path, f.sha256, f.problem, f.detail FROM main.files f
WHERE f.problem IS NULL AND EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256);

CREATE TEMP VIEW pages AS
SELECT p.document, p.number, p.label, p.width, p.height,
    CASE WHEN c.key IS NULL THEN p.printed ELSE open_print(p.document, p.printed, p.start, p.origin)
    END AS printed,
    p.start, p.origin,
    CASE WHEN c.key IS NULL THEN p.boxes ELSE open_boxes(p.document, p.boxes, p.start, p.origin)
    END AS boxes,
    p.agreement, p.reading,
    CASE WHEN c.key IS NULL THEN p.covered
    ELSE open_covered(p.document, p.covered, p.boxes, p.start, p.origin) END AS covered
FROM main.pages p LEFT JOIN closed_documents c ON c.key = p.document
WHERE coalesce(c.whole, 0) = 0;

CREATE TEMP VIEW enclosed AS SELECT * FROM main.enclosed WHERE 0;

CREATE TEMP VIEW items AS
SELECT i.document, coalesce(o.shown, i.position) AS position, i.number, i.title, i.case_number,
    i.kind, i.closed, i.start, i.end
FROM main.items i LEFT JOIN closed_documents c ON c.key = i.document
LEFT JOIN open_items o ON (o.document, o.position) = (i.document, i.position)
WHERE NOT i.closed AND coalesce(c.whole, 0) = 0;

CREATE TEMP VIEW passages AS
SELECT p.id, p.document, coalesce(o.shown, p.item) AS item, p.section, p.head, p.start, p.end,
    p.page_first, p.page_last, p.text, p.sentences, p.traits, p.vector
FROM main.passages p LEFT JOIN open_items o ON (o.document, o.position) = (p.document, p.item)
WHERE p.id NOT IN (SELECT id FROM closed_passages);

CREATE TEMP VIEW structures AS
SELECT s.document, CASE WHEN c.key IS NULL THEN s.json ELSE open_structure(s.document, s.json)
    END AS json
FROM main.structures s LEFT JOIN closed_documents c ON c.key = s.document
WHERE coalesce(c.whole, 0) = 0;

CREATE TEMP VIEW decisions AS
SELECT d.document, coalesce(o.shown, d.item) AS item, d.ordinal, d.organization, d.date, d.outcome,
    d.earlier, d.has_vote, d.has_dissent, d.case_key
FROM main.decisions d
LEFT JOIN closed_documents c ON c.key = d.document
LEFT JOIN open_items o ON (o.document, o.position) = (d.document, d.item)
WHERE c.key IS NULL OR o.shown IS NOT NULL;

CREATE TEMP VIEW decision_people AS
SELECT p.document, coalesce(o.shown, p.item) AS item, p.ordinal, p.name, p.party
FROM main.decision_people p
LEFT JOIN closed_documents c ON c.key = p.document
LEFT JOIN open_items o ON (o.document, o.position) = (p.document, p.item)
WHERE c.key IS NULL OR o.shown IS NOT NULL;

CREATE TEMP VIEW cases AS
SELECT k.key, k.document, coalesce(o.shown, k.item) AS item FROM main.cases k
LEFT JOIN closed_documents c ON c.key = k.document
LEFT JOIN open_items o ON (o.document, o.position) = (k.document, k.item)
WHERE c.key IS NULL OR o.shown IS NOT NULL OR (k.item < 0 AND NOT c.whole);
"""
"""The columns of the catalog's tables in their order. `closed_documents` hold closed items, `whole` ones
nothing else; of these `open_items` tells the places of the others without them."""


class OpenView:
    """Shadows the tables of a connection, and follows what another writes to them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._hidden: dict[int, tuple[Span, ...]] = {}
        self._generation = ""
        connection.executescript(SCHEMA)
        functions: dict[str, tuple[int, Callable[..., str | bytes]]] = {
            "open_text": (2, self._text), "open_print": (4, self._print),
            "open_boxes": (4, self._boxes), "open_covered": (5, self._covered),
            "open_structure": (2, self._structure),
        }  # fmt: skip
        for name, (arguments, function) in functions.items():
            connection.create_function(name, arguments, function, deterministic=True)

    def follow(self) -> None:
        """Within a transaction: bring the views in step with what is stored now."""
        (generation,) = self._connection.execute(
            "SELECT value FROM main.meta WHERE key = 'generation'"
        ).fetchone()
        if generation == self._generation:
            return
        rows = self._connection.execute(
            "SELECT key FROM main.documents d"
            " WHERE d.sha256 IN (SELECT o.sha256 FROM main.documents o"
            "   WHERE EXISTS (SELECT 1 FROM main.items WHERE document = o.key AND closed))"
            " OR kind IN (?, ?) AND NOT EXISTS (SELECT 1 FROM main.items WHERE document = d.key)",
            [kind.value for kind in MEETING],
        )
        wanted = {key for (key,) in rows}
        for key in self._hidden.keys() - wanted:
            self._forget(key)
        for key in wanted - self._hidden.keys():  # keys are never used again
            self._hide(key)
        self._generation = generation

    def whole(self, sha256: str) -> bool:
        """Whether nothing of a file is closed, left out or masked, and no file that was not looked at is
        inside, so that it may be handed out as it is."""
        query = (
            "SELECT 1 FROM main.documents d LEFT JOIN closed_documents c ON c.key = d.key"
            " WHERE d.sha256 = ?1 AND (c.key IS NOT NULL OR instr(d.title, ?2) > 0"
            " OR EXISTS (SELECT 1 FROM main.enclosed e WHERE e.document = d.key) OR EXISTS"
            " (SELECT 1 FROM main.pages p WHERE p.document = d.key"
            " AND (length(p.covered) > 0 OR instr(p.printed, ?2) > 0)))"
        )
        return self._connection.execute(query, (sha256, MASK)).fetchone() is None

    def _forget(self, key: int) -> None:
        del self._hidden[key]
        self._connection.execute("DELETE FROM closed_documents WHERE key = ?", (key,))
        for table in ("closed_passages", "open_items"):
            self._connection.execute(f"DELETE FROM {table} WHERE document = ?", (key,))  # noqa: S608

    def _hide(self, key: int) -> None:
        read = self._connection.execute
        text, sha256, kind = read(
            "SELECT text, sha256, kind FROM main.documents WHERE key = ?", (key,)
        ).fetchone()
        meets = kind in MEETING
        items = [
            ItemSpan(*row)
            for row in read(
                'SELECT start, "end", title, closed FROM main.items WHERE document = ?'
                " ORDER BY position",
                (key,),
            )
        ]
        whole = wholly_closed(items) or (not meets and self._closes_papers(sha256))
        if whole:
            hidden: tuple[Span, ...] = ((0, len(text)),)
        else:
            hidden = hidden_spans(text, items) if items or meets else ()
        self._hidden[key] = hidden
        if not hidden:
            return
        read("INSERT INTO closed_documents VALUES (?, ?)", (key, whole))
        shown = [place for place, item in enumerate(items) if not (whole or item.closed)]
        self._connection.executemany(
            "INSERT INTO open_items VALUES (?, ?, ?)",
            ((key, place, rank) for rank, place in enumerate(shown)),
        )
        passages = read(
            'SELECT id, start, "end", item FROM main.passages WHERE document = ?', (key,)
        ).fetchall()
        self._connection.executemany(
            "INSERT INTO closed_passages VALUES (?, ?)",
            (
                (id_, key)
                for id_, start, end, item in passages
                if whole
                or touches((start, end), hidden)
                or (item is not None and items[item].closed)
            ),
        )

    def _closes_papers(self, sha256: str) -> bool:
        """Whether minutes in a file name an attachment in a closed item: the papers behind them are
        closed then (`ingest.closed.open_documents`)."""
        query = (
            "SELECT 1 FROM main.documents d JOIN main.structures s ON s.document = d.key,"
            " json_each(s.json, '$.items') i WHERE d.sha256 = ? AND d.kind IN (?, ?)"
            " AND json_extract(i.value, '$.closed')"
            " AND json_array_length(i.value, '$.attachments') > 0"
        )
        kinds = [kind.value for kind in MEETING]
        return self._connection.execute(query, (sha256, *kinds)).fetchone() is not None

    def _text(self, key: int, text: str) -> str:
        return blanked(text, self._hidden[key])

    def _of_page(self, key: int, start: int, origin: bytes) -> tuple[Span, ...]:
        return hidden_print(start, unpack_origin(origin), self._hidden[key])

    def _print(self, key: int, printed: str, start: int, origin: bytes) -> str:
        return blanked(printed, self._of_page(key, start, origin))

    def _boxes(self, key: int, boxes: bytes, start: int, origin: bytes) -> bytes:
        hidden = self._of_page(key, start, origin)
        return pack_boxes(without_boxes(unpack_boxes(boxes), hidden)) if hidden else boxes

    def _covered(self, key: int, covered: bytes, boxes: bytes, start: int, origin: bytes) -> bytes:
        hidden = self._of_page(key, start, origin)
        added = areas(unpack_boxes(boxes), unpack_origin(origin), hidden) if hidden else ()
        return covered + np.array(added, dtype="<f4").tobytes()

    def _structure(self, key: int, text: str) -> str:
        understood = json.loads(text)
        understood["items"] = [item for item in understood["items"] if not item["closed"]]
        understood["facts"] = list(_open_facts(understood["facts"], self._hidden[key]))
        return json.dumps(understood)


def _open_facts(facts: Sequence[dict[str, object]], hidden: Sequence[Span]) -> Iterator[object]:
    """What was read of a document as a whole from its open parts."""
    for fact in facts:
        span = fact["span"]
        if not (isinstance(span, list) and touches((span[0], span[1]), hidden)):
            yield fact
