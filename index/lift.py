"""A question that asks for a vote, an absentee or a case number is answered by the passage of the
item that holds one, though the item is found by its other passages.

A decision's own words say little of its subject ("Indstillingen blev godkendt."). Where a question
asks for a trait (`index.traits`), the passages of the best items that hold it take their item's score,
and a gain for each trait that they hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from index.reader import StoredPassage
from index.traits import Trait

GAINS: Mapping[Trait, float] = {
    Trait.VOTE: 1.5,
    Trait.DISSENT: 1.3,
    Trait.ABSENCE: 1.5,
    Trait.CASE_NUMBER: 1.3,
    Trait.ATTACHMENTS: 1.0,
    Trait.ATTENDANCE: 1.0,
    Trait.FOLLOW_UP: 1.0,
    Trait.DECISION: 1.0,
}
"""In deviations of the fused score, as the features of `index.fusion` are."""

ITEMS = 10
"""So many of the best items are looked through."""

Place = tuple[int, int | None]
"""A document's key and an item's position, None for what stands above the items."""


def lifted(
    connection: sqlite3.Connection,
    asked: Trait,
    scores: Mapping[int, float],
    stored: Mapping[int, StoredPassage],
    allowed: AbstractSet[int] | None,
) -> dict[int, float]:
    """The scores by passage, with those raised that hold what is asked for; also passages of the best
    items that no search found. `allowed` limits them, as a filter does."""
    best: dict[Place, float] = {}
    for passage, score in scores.items():
        place = (stored[passage].document, stored[passage].position)
        best[place] = max(score, best.get(place, score))
    raised = dict(scores)
    for place in sorted(best, key=lambda one: -best[one])[:ITEMS]:
        for passage, traits in _holding(connection, place, asked):
            if allowed is not None and passage not in allowed:
                continue
            gain = sum(value for trait, value in GAINS.items() if trait & asked & traits)
            raised[passage] = best[place] + gain
    return raised


def _holding(connection: sqlite3.Connection, place: Place, asked: Trait) -> list[tuple[int, Trait]]:
    """The passages of an item that hold something asked for, with their traits."""
    rows = connection.execute(
        "SELECT id, traits FROM passages WHERE document = ? AND item IS ? AND traits & ? <> 0",
        (*place, int(asked)),
    )
    return [(passage, Trait(traits)) for passage, traits in rows]
