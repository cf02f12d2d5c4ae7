"""Near ties are settled by reading: of passages that score as the first one but for little, the one with
the sentence that answers best goes first.

Only passages whose scores hardly differ are read, so that most searches take no longer. Passages lifted by
their item stay: they answer for its other passages, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.answering import Reading
from index.fusion import WEIGHTS
from index.hits import Hit
from index.joint import READ
from index.lift import ITEM

UNREAD = float("-inf")
"""How a passage answers that cannot be read."""


def settled(hits: Sequence[Hit], reading: Reading) -> list[Hit]:
    """Hits, best first, with near ties of the first one in the order of their answers: they change places
    and scores, and tell the difference as a part of their score."""
    first = [*hits[:READ]]
    if not reading.possible or not first or ITEM in first[0].parts:
        return list(hits)
    places = [
        place
        for place, hit in enumerate(first)
        if first[0].score - hit.score <= WEIGHTS["read"] and ITEM not in hit.parts
    ]
    if len(places) < 2:
        return list(hits)
    read = reading.answers([first[place] for place in places])
    order = sorted(places, key=lambda place: -max(read.get(first[place].passage, (UNREAD,))))
    made = list(hits)
    for place, taken in zip(places, order, strict=True):
        made[place] = _placed(first[taken], first[place])
    return made


def _placed(hit: Hit, place: Hit) -> Hit:
    """A hit in the place of another."""
    if hit is place:
        return hit
    gain = place.score - hit.score
    return replace(hit, rank=place.rank, score=place.score, parts={**hit.parts, "read": gain})
