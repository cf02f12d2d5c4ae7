"""Which item that was read is which true one, and which decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.structure_fields import body, plain
from eval.structure_truth import Json


def item_pairs(
    truth: Sequence[Json], read: Sequence[Json]
) -> Iterator[tuple[Json | None, Json | None]]:
    """Each true item with the one read: the same number and title, else the number, else the title."""
    left = list(read)
    pairs: dict[int, Json] = {}
    for same in (same_heading, _same_number, _same_title):
        for index, item in enumerate(truth):
            if index not in pairs:
                found = next((other for other in left if same(item, other)), None)
                if found is not None:
                    pairs[index] = found
                    left.remove(found)
    for index, item in enumerate(truth):
        yield item, pairs.get(index)
    for found in left:
        yield None, found


def decision_pairs(item: Json, found: Json) -> Iterator[tuple[Json | None, Json | None]]:
    """The meeting's own decision with the one read; earlier ones by body and date, where the truth
    tells of any. Whatever is read beyond is paired with nothing."""
    left = [one for one in found.get("decisions", []) if not one.get("earlier")]
    before = [one for one in found.get("decisions", []) if one.get("earlier")]
    for decision in item["decisions"]:
        if not decision.get("earlier"):
            yield decision, left.pop(0) if left else None
            continue
        other = next((one for one in before if _same_meeting(decision, one)), None)
        if other is None:
            other = next((one for one in before if one.get("date") == decision.get("date")), None)
        if other is not None:
            before.remove(other)
        yield decision, other
    for surplus in (*left, *(before if item.get("tells_earlier") else ())):
        yield None, surplus


def same_heading(one: Json, other: Json) -> bool:
    """Whether number and title are the same."""
    return _same_number(one, other) and _same_title(one, other)


def _same_number(one: Json, other: Json) -> bool:
    return bool(one["number"] == other["number"])


def _same_title(one: Json, other: Json) -> bool:
    return "title" in one and plain(one["title"]) == plain(str(other.get("title", "")))


def _same_meeting(one: Json, other: Json) -> bool:
    bodies = [body(str(decision.get("organization") or "")) for decision in (one, other)]
    return bodies[0] == bodies[1] and one.get("date") == other.get("date")
