"""How well minutes are understood: each field of what was read held against the truth.

An item is found when one with its number and its title was read. Items, and earlier decisions
within an item, are paired first; what has no pair is held against nothing, so that whatever is
missed costs recall in all its fields, and whatever is added costs precision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.relevance import same_document
from eval.structure_fields import DECISION, EARLIER, ITEM, MEETING, Field, plain
from eval.structure_pairs import decision_pairs, item_pairs, same_heading
from eval.structure_truth import Json, Minutes, contradicted

NOTHING: Json = {}
ALL = ""
"""The name under which the figures over all layouts are kept."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over cases (meetings, items or decisions) of one field.

    In `exact` of `cases` the bags are equal, the empty ones too. `hits` of the `wanted` values were
    read, of `given` in all. Of the `empty` cases, where the truth has nothing, something was read
    in `invented`.
    """

    cases: int = 0
    exact: int = 0
    wanted: int = 0
    given: int = 0
    hits: int = 0
    empty: int = 0
    invented: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.cases + other.cases,
            self.exact + other.exact,
            self.wanted + other.wanted,
            self.given + other.given,
            self.hits + other.hits,
            self.empty + other.empty,
            self.invented + other.invented,
        )


@dataclass(frozen=True, slots=True)
class Mistake:
    """One case of one field that is not as it should be. `item` is its number, empty for the
    meeting as a whole; `wanted` is what was missed, `got` what was read in its place."""

    layout: str
    document: str
    item: str
    field: str
    wanted: tuple[str, ...]
    got: tuple[str, ...]


@dataclass(slots=True)
class Scores:
    """All counts by field and layout, outcomes as (wanted, got), and every mistake."""

    documents: int = 0
    missing: list[str] = field(default_factory=list)
    tallies: dict[str, dict[str, Tally]] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, name: str, layout: str, tally: Tally) -> None:
        """Count under the field's name, for the layout and for all."""
        by_layout = self.tallies.setdefault(name, {})
        for key in {ALL, layout}:
            by_layout[key] = by_layout.get(key, Tally()) + tally


def score(truth: Sequence[Minutes], read: Sequence[Minutes]) -> Scores:
    """Hold all that was read against the truth; a meeting that was not read at all is missed."""
    scores = Scores(documents=len(truth))
    for minutes in truth:
        found = next((one for one in read if same_document(one.document, minutes.document)), None)
        if found is None:
            scores.missing.append(minutes.document)
        _Meeting(scores, minutes, found or Minutes(minutes.document, "", {}, ())).score()
    return scores


def compare(of: Field, truth: Json, read: Json) -> tuple[Tally, tuple[str, ...], tuple[str, ...]]:
    """One case of a field: its counts, the values missed and the values added."""
    wanted, given = of.values(truth), of.values(read)
    missed, added = list(wanted), list(given)
    for value in wanted:
        match = next((other for other in added if of.fold(other) == of.fold(value)), None)
        if match is not None:
            missed.remove(value)
            added.remove(match)
    for value in list(missed) if of.alike else ():
        match = next((other for other in added if of.alike and of.alike(value, other)), None)
        if match is not None:
            missed.remove(value)
            added.remove(match)
    right = not missed and not added
    empty = not wanted
    tally = Tally(
        1, int(right), len(wanted), len(given), len(wanted) - len(missed),
        int(empty), int(empty and bool(given)),
    )  # fmt: skip
    return tally, tuple(missed), tuple(added)


class _Meeting:
    """The comparison of one meeting."""

    def __init__(self, scores: Scores, truth: Minutes, read: Minutes) -> None:
        self.scores = scores
        self.truth = truth
        self.read = read

    def score(self) -> None:
        for of in MEETING:
            if of.key in self.truth.head:
                tally = self._compare(of, self.truth.head, self.read.head)
                if of.name in ("participants", "absent") and not contradicted(self.truth):
                    self._add(f"{of.name}_without_contradicted", tally)
        carried = {key for item in self.truth.items for key in item}
        for item, found in item_pairs(self.truth.items, self.read.items):
            if item is not None:
                self._item(item, found or NOTHING)
            elif found is not None and self.truth.whole:
                self._surplus(found, carried)

    def _item(self, item: Json, found: Json) -> None:
        number = item["number"]
        if "title" in item:
            right = bool(found) and same_heading(item, found)
            self._add("items", Tally(1, int(right), 1, int(bool(found)), int(right)))
            if not right:
                self._mistake("items", number, (_heading(item),), (_heading(found),))
        for of in ITEM:
            if of.key in item:
                self._compare(of, item, found, number)
            if of.name == "sections" and of.key in item:
                tally, *_ = compare(of, item, _without_attachment_lists(found, item))
                self._add("sections_without_attachment_lists", tally)
        for decision, other in decision_pairs(item, found):
            self._decision(item, decision or NOTHING, other or NOTHING)

    def _decision(self, item: Json, decision: Json, found: Json) -> None:
        number = item["number"]
        carried = decision or self._carried_by_decisions(item)
        fields = (*EARLIER, *DECISION) if (decision or found).get("earlier") else DECISION
        for of in fields:
            if of.key not in carried:
                continue
            tally = self._compare(of, decision, found, number)
            if of.name == "decision_text" and not _closed_without_text(item, decision):
                self._add("decision_text_without_closed", tally)
            if of.name == "outcome" and decision:
                got = str(found.get("outcome") or "-")
                self.scores.confusion[str(decision["outcome"]), got] += 1

    def _carried_by_decisions(self, item: Json) -> set[str]:
        """What to hold a decision against that is read where there is none: the fields of the
        item's other decisions, or of the meeting's where the truth says that the item has none."""
        items = (item,) if item["decisions"] else self.truth.items
        return {key for one in items for decision in one["decisions"] for key in decision}

    def _surplus(self, found: Json, carried: set[str]) -> None:
        """An item that is not there: what was read of it is given, and nothing of it wanted."""
        self._add("items", Tally(given=1))
        self._mistake("items", found["number"], (), (_heading(found),))
        kept = {key: found.get(key) for key in carried if key not in ("number", "title")}
        for of in ITEM:
            if of.key in kept and (given := len(of.values(kept))):
                self._add(of.name, Tally(given=given))

    def _compare(self, of: Field, truth: Json, read: Json, item: str = "") -> Tally:
        tally, missed, added = compare(of, truth, read)
        self._add(of.name, tally)
        if missed or added:
            self._mistake(of.name, item, missed, added)
        return tally

    def _add(self, name: str, tally: Tally) -> None:
        self.scores.add(name, self.truth.layout, tally)

    def _mistake(self, name: str, item: str, wanted: tuple[str, ...], got: tuple[str, ...]) -> None:
        got = tuple(text for text in got if text)
        place = (self.truth.layout, self.truth.document, item)
        self.scores.mistakes.append(Mistake(*place, name, wanted, got))


def _without_attachment_lists(found: Json, item: Json) -> Json:
    """The item without its sections "Bilag", where the truth tells of attachments in no section."""
    names = {plain(section["name"]) for section in item["sections"]}
    sections = found.get("sections") or []
    kept = [one for one in sections if plain(one["name"]) != "bilag" or "bilag" in names]
    return {"sections": kept}


def _closed_without_text(item: Json, decision: Json) -> bool:
    """A closed item whose decision the truth leaves empty although it may be printed."""
    title = plain(str(item.get("title", "")))
    closed = bool(item.get("closed")) or title.startswith("lukke")
    return closed and not decision.get("text")


def _heading(item: Mapping[str, Any]) -> str:
    return f"{item.get('number', '')}. {item.get('title', '')}" if item else ""
