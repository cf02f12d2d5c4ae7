"""A question that asks for a vote, an absentee or a case number is answered by the passage of the
item that holds one, though the item is found by its other passages.

A decision's own words say little of its subject ("Indstillingen blev godkendt."). Where a question
asks for a trait (`index.traits`), the passages of the best items that hold it take their item's score,
and a gain for each trait that they hold. Where it wants a kind of answer (`index.wanted`), passages
gain that hold one.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from index import reader
from index.fusion import WEIGHTS
from index.named_parts import NamedParts, in_parts, named_parts
from index.naming import fold
from index.periods import Period
from index.reader import StoredPassage
from index.traits import Trait, asked_for
from index.wanted import gain_of, wanted_kinds

GAINS: Mapping[Trait, float] = {
    Trait.VOTE: 2.5,
    Trait.DISSENT: 2.2,
    Trait.ABSENCE: 2.5,
    Trait.CASE_NUMBER: 2.2,
    Trait.ATTACHMENTS: 1.7,
    Trait.ATTENDANCE: 1.7,
    Trait.FOLLOW_UP: 1.7,
    Trait.DECISION: 1.7,
    Trait.RECOMMENDATION: 1.7,
}
"""In deviations of the fused score, as the features of `index.fusion` are."""

REPEATED = 0.5
"""What a gain counts in a passage that repeats an earlier meeting's decision."""

ITEM = "item"
"""The part of a score that a passage has of its item."""

ITEMS = 10
"""So many of the best items are looked through."""

NAMED_BODY = 2.0
"""What a passage of minutes gains where the question names the body that met."""

NAMED_PART = 9.0
"""What a passage gains that holds some of a part that the question names by its code ("forslag A.13"): more
than likeness makes up for, for a code is like every other."""

OF_THE_YEAR = 2.0
OF_THE_TIME = 4.0
"""What a passage gains whose document is of the time that the question names; less where that is a bare
year."""

BODY = re.compile(r"\b(?P<stem>\w*?)(?:udvalg(?:et|ets)?|raad(?:et|ets)?|bestyrelsen?s?)\b")
"""A body as questions name it, folded: "skoleudvalget", "byraadet"."""

Place = tuple[int, int | None]
"""A document's key and an item's position, None for what stands above the items."""


Parts = dict[int, dict[str, float]]
"""What adds up to a passage's score: by passage, by the name of what it is for."""


def lift(
    connection: sqlite3.Connection,
    question: str,
    parts: Parts,
    stored: Mapping[int, StoredPassage],
    allowed: AbstractSet[int] | None,
    periods: Sequence[Period] = (),
) -> None:
    """Add to the parts of those passages that hold what is asked for; also passages of the best items
    that no search found. `allowed` limits them, as a filter does."""
    bodies = _bodies(question)
    for passage in parts if bodies else ():
        if _met(stored[passage].head, bodies):
            parts[passage]["body"] = NAMED_BODY
    if named := named_parts(question):
        _raise_named(parts, stored, named)
    if periods:
        _raise_of_the_time(connection, parts, stored, periods)
    if asked := asked_for(question):
        _raise_holders(connection, parts, stored, asked, allowed)
    if wanted := wanted_kinds(question):
        for passage in parts:
            part = stored.get(passage) or reader.passage(connection, passage)
            if gain := gain_of(wanted, part.text):
                parts[passage]["wanted"] = WEIGHTS["wanted"] * gain


def _raise_named(parts: Parts, stored: Mapping[int, StoredPassage], named: NamedParts) -> None:
    """Give a gain to the passages that hold some of a part that is named."""
    for passage, own in parts.items():
        held = stored[passage]
        first = held.span[0]
        texts = [held.text[start - first : end - first] for start, end in held.sentences]
        if any(in_parts(named, held.section, texts)):
            own["named"] = NAMED_PART


def _raise_of_the_time(
    connection: sqlite3.Connection,
    parts: Parts,
    stored: Mapping[int, StoredPassage],
    periods: Sequence[Period],
) -> None:
    """Give a gain to the passages of documents that are of one of the periods."""
    rows = connection.execute(
        "SELECT key, date FROM documents WHERE date IS NOT NULL"
        " AND key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted({stored[passage].document for passage in parts})),),
    )
    dates = {key: datetime.date.fromisoformat(date) for key, date in rows}
    for passage, own in parts.items():
        date = dates.get(stored[passage].document)
        found = [period.sure for period in periods if date and date in period]
        if found:
            own["period"] = WEIGHTS["period"] * (OF_THE_TIME if any(found) else OF_THE_YEAR)


def _raise_holders(
    connection: sqlite3.Connection,
    parts: Parts,
    stored: Mapping[int, StoredPassage],
    asked: Trait,
    allowed: AbstractSet[int] | None,
) -> None:
    """Give the passages of the best items that hold what is asked for their item's score and a gain."""
    best: dict[Place, float] = {}
    for passage, own in parts.items():
        place = (stored[passage].document, stored[passage].position)
        score = sum(own.values())
        best[place] = max(score, best.get(place, score))
    for place in sorted(best, key=lambda one: -best[one])[:ITEMS]:
        for passage, traits in _holding(connection, place, asked):
            if allowed is not None and passage not in allowed:
                continue
            gain = sum(value for trait, value in GAINS.items() if trait & asked & traits)
            if traits & Trait.EARLIER:
                gain *= REPEATED
            own = parts.setdefault(passage, {})
            own[ITEM] = best[place] - sum(own.values())
            own["held"] = WEIGHTS["held"] * gain


def _bodies(question: str) -> set[str]:
    """How the names of the bodies begin that a question names; "udvalget" alone names none."""
    found = (match for match in BODY.finditer(fold(question)) if match["stem"])
    # "Byrådet" is short: its whole name is compared.
    return {
        match["stem"] if len(match["stem"]) > 3 else match[0].removesuffix("et") for match in found
    }


def _met(head: str, bodies: AbstractSet[str]) -> bool:
    """Whether a passage's head opens with one of the bodies."""
    words = fold(head.partition(", punkt ")[0]).split()
    return any(word.startswith(body) for word in words for body in bodies)


def _holding(connection: sqlite3.Connection, place: Place, asked: Trait) -> list[tuple[int, Trait]]:
    """The passages of an item that hold something asked for, with their traits."""
    rows = connection.execute(
        "SELECT id, traits FROM passages WHERE document = ? AND item IS ? AND traits & ? <> 0",
        (*place, int(asked)),
    )
    return [(passage, Trait(traits)) for passage, traits in rows]
