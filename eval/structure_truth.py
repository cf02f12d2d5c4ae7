"""The truth about minutes: one JSON object a line, of two kinds that are told apart by their keys.

A line with `items` is a meeting; it may be as plain as a list of items with a decision's text, or
as rich as what `referatsvar structure --json` gives. A line with `outcome` and `number` is one
decision, labelled by hand. Both kinds may stand in one file, or each in its own.

Both the truth and what was read are brought to one shape here, so that they can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import StructureProblem
from eval.lines import Fields, read_objects
from eval.relevance import same_document

Json = dict[str, Any]

LABELS = ("outcome", "votes", "other_votes", "unanimous", "dissents", "referred_to")
"""What a labelled decision carries beside its document and number."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting in the shape that is compared.

    `head` holds the meeting's fields, each only where the line carries it; `participants` and
    `absent` are lists of {"name", "party"}. `items` hold `decisions`, this meeting's before those
    repeated from earlier ones. `whole` is False where only some items are known, by hand labels.
    """

    document: str
    layout: str
    head: Json
    items: tuple[Json, ...]
    whole: bool = True


def read_truth(paths: Sequence[Path]) -> tuple[Minutes, ...]:
    """All meetings of the files, with the labels of all files in their decisions.

    Raises `StructureProblem` at the first line that is not as documented.
    """
    meetings: dict[str, Minutes] = {}
    labels: dict[str, dict[str, Json]] = {}
    for path in paths:
        for line, values in read_objects(path, StructureProblem):
            fields = Fields(values, path, line, StructureProblem)
            document = fields.text("document")
            if "items" in values:
                fields.objects("items")
                if document in meetings:
                    raise fields.error("meeting_twice", document=document)
                meetings[document] = shaped(values)
            elif "outcome" in values and "number" in values:
                found = {key: values[key] for key in LABELS if key in values}
                labels.setdefault(document, {})[str(values["number"])] = found
            else:
                raise fields.error("not_truth")
    if not meetings and not labels:
        raise StructureProblem("no_truth", file=paths[0])
    return tuple(_labelled(meetings, labels))


def shaped(line: Mapping[str, Any]) -> Minutes:
    """A meeting as a truth line or as `structure --json` gives it, in the shape that is compared."""
    head = {key: value for key, value in line.items() if key not in ("items", "document")}
    if "starts" in head:
        head.setdefault("time", head.pop("starts"))
    if "participants" in head:
        everybody = _people(head["participants"])
        if any("party" in one for one in everybody):
            head["parties"] = everybody
        head["participants"] = [one for one in everybody if not one.get("absent")]
        absent = [one for one in everybody if one.get("absent")]
        listed = _people(head.get("absent") or [])
        names = {one["name"] for one in listed}
        if absent or "absent" in head:
            head["absent"] = [*listed, *(one for one in absent if one["name"] not in names)]
        elif any("absent" in one for one in everybody):
            head["absent"] = []
    date = head.get("date")
    items = tuple(_item(item, date) for item in line.get("items") or [])
    return Minutes(line["document"], str(head.get("layout") or ""), head, items)


def contradicted(minutes: Minutes) -> bool:
    """Whether a decision names somebody as absent whom the attendance list counts as present."""
    present = [one["name"] for one in minutes.head.get("participants", [])]
    for item in minutes.items:
        for decision in item["decisions"]:
            named = re.search(r"\b(?:Afbud|Fraværende)\b:?(.*)", decision.get("text") or "", re.S)
            if named and any(name in named[1] for name in present):
                return True
    return False


def _item(item: Mapping[str, Any], date: str | None) -> Json:
    shape = {key: value for key, value in item.items() if key != "decision"}
    shape["number"] = str(item.get("number", ""))
    if "absent" in item:
        shape["absent"] = _people(item["absent"] or [])
    attachments = item.get("attachments") or []
    if any(isinstance(one, Mapping) and "document" in one for one in attachments):
        shape["linked"] = attachments
    if "decisions" in item:
        of_now = [one for one in item["decisions"] if not _earlier(one, date)]
        before = [one for one in item["decisions"] if _earlier(one, date)]
        shape["decisions"] = [*of_now, *({**one, "earlier": True} for one in before)]
        shape["tells_earlier"] = True
    elif "decision" in item:
        shape["decisions"] = [{"text": item["decision"]}]
    else:
        shape["decisions"] = []
    return shape


def _earlier(decision: Mapping[str, Any], date: str | None) -> bool:
    """Whether a decision is repeated from an earlier meeting: as it says itself, or by its date."""
    if "earlier" in decision:
        return bool(decision["earlier"])
    return bool(date and decision.get("date") and decision["date"] != date)


def _people(people: Sequence[Any]) -> list[Json]:
    return [one if isinstance(one, dict) else {"name": str(one)} for one in people]


def _labelled(
    meetings: Mapping[str, Minutes], labels: Mapping[str, Mapping[str, Json]]
) -> Iterator[Minutes]:
    left = dict(labels)
    for document, minutes in meetings.items():
        name = next((name for name in left if same_document(name, document)), None)
        marks = left.pop(name) if name else {}
        items = tuple(_with_label(item, marks.get(item["number"])) for item in minutes.items)
        yield Minutes(document, minutes.layout, minutes.head, items)
    for document, marks in left.items():
        items = tuple({"number": number, "decisions": [mark]} for number, mark in marks.items())
        yield Minutes(document, "", {}, items, whole=False)


def _with_label(item: Json, label: Json | None) -> Json:
    if label is None:
        return item
    first, *rest = item["decisions"] or [{}]
    if first.get("earlier"):
        return {**item, "decisions": [label, first, *rest]}
    return {**item, "decisions": [{**first, **label}, *rest]}
