"""The fields of minutes that are compared, and how two values count as equal.

Every field is a bag of texts: a date is a bag of one or none, a vote a bag of "for: Anna Holm (A)"
and "against: 2". One comparison then serves all, and what is missing, what is added and what is
invented where there is nothing can be counted alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eval.citations import same_words

Json = Mapping[str, Any]

SIDES = ("for", "against", "abstained")


def letters(text: str) -> str:
    """All of a text but its white space and what has no width: the same words, letter for letter."""
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFC", text))


def plain(text: str) -> str:
    """A name or title for comparison: in lower case and up to white space."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def body(text: str) -> str:
    """The name of a body without the period it was elected for ("Byråd 2022-2025")."""
    return re.sub(r"\s*\d{4}\s*[-–]\s*\d{4}$", "", plain(text))


def voter(text: str) -> str:
    """A voter as printed, up to brackets around the party's letter."""
    return re.sub(r"[()]", "", plain(text))


def bare_name(text: str) -> str:
    """A person's name without the party behind it."""
    return re.sub(r"\s*\(.*\)$", "", plain(text))


def statement(text: str) -> str:
    """A statement without the quotation marks around it, "at" before and the full stop after it."""
    return re.sub(r"^[\"”“„»«']+|[\"”“„»«'.]+$", "", letters(re.sub(r"^\s*at\s+", "", text)))


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `key` is what a truth line must carry for it to be compared, `values` takes its
    texts out, `fold` brings a text to the form in which it is compared. Where `alike` is given, it
    decides for those that are not equal."""

    name: str
    key: str
    values: Callable[[Json], list[str]]
    fold: Callable[[str], str] = plain
    alike: Callable[[str, str], bool] | None = None


def one(key: str) -> Callable[[Json], list[str]]:
    """The value under `key`: none where it is null, empty or False."""

    def values(of: Json) -> list[str]:
        value = of.get(key)
        if value is None or value is False or value == "":
            return []
        return [str(value)]

    return values


def names(key: str) -> Callable[[Json], list[str]]:
    """The name of each person or attachment under `key`."""

    def values(of: Json) -> list[str]:
        return [
            entry["name"] if isinstance(entry, Mapping) else str(entry)
            for entry in of.get(key) or []
        ]

    return values


def of_each(key: str, *parts: str) -> Callable[[Json], list[str]]:
    """Parts of each object under `key`, put together; none for an object without the last part."""

    def values(of: Json) -> list[str]:
        return [
            ": ".join(str(entry.get(part) or "") for part in parts)
            for entry in of.get(key) or []
            if isinstance(entry, Mapping) and entry.get(parts[-1])
        ]

    return values


def sections(of: Json) -> list[str]:
    """Name and text of each section, the empty ones too."""
    return [f"{entry['name']}: {entry.get('text') or ''}" for entry in of.get("sections") or []]


def vote(of: Json) -> list[str]:
    """All that the main vote says: who was on which side, and the numbers."""
    return list(_vote(of.get("votes") or {}))


def other_votes(of: Json) -> list[str]:
    """The same of the votes on amendments, in one bag."""
    return [text for event in of.get("other_votes") or [] for text in _vote(event)]


def _vote(event: Json) -> Iterator[str]:
    for side in SIDES:
        for name in event.get(side) or []:
            yield f"{side}: {name}"
    for side in SIDES[:2]:
        count = event.get(f"{side}_count")
        if count is not None:
            yield f"{side}: {count}"


MEETING = (
    Field("organization", "organization", one("organization"), body),
    Field("term", "term", one("term")),
    Field("date", "date", one("date")),
    Field("time", "time", one("time")),
    Field("ends", "ends", one("ends")),
    Field("place", "place", one("place")),
    Field("chair", "chair", one("chair"), bare_name),
    Field("participants", "participants", names("participants")),
    Field("parties", "parties", of_each("parties", "name", "party")),
    Field("absent", "absent", names("absent")),
    Field("signatures", "signatures", names("signatures"), bare_name),
)

ITEM = (
    Field("case_number", "case_number", one("case_number"), letters),
    Field("kind", "kind", one("kind")),
    Field("closed", "closed", one("closed")),
    Field("page_first", "page_first", one("page_first")),
    Field("page_last", "page_last", one("page_last")),
    Field("sections", "sections", sections, letters),
    Field("section_names", "sections", names("sections")),
    Field("attachments", "attachments", names("attachments")),
    Field("linked", "linked", of_each("linked", "name", "document")),
    Field("item_absent", "absent", names("absent"), bare_name),
)

DECISION = (
    Field("decision_text", "text", one("text"), letters),
    Field("outcome", "outcome", one("outcome")),
    Field("referred_to", "referred_to", one("referred_to")),
    Field("votes", "votes", vote, voter),
    Field("other_votes", "other_votes", other_votes, voter),
    Field("unanimous", "unanimous", one("unanimous")),
    Field("dissent_who", "dissents", of_each("dissents", "who"), voter),
    Field("dissent_text", "dissents", of_each("dissents", "text"), statement),
    Field("dissent_words", "dissents", of_each("dissents", "text"), statement, same_words),
    Field("points", "points", of_each("points", "points", "outcome"), letters),
    Field("follow_ups", "follow_ups", of_each("follow_ups", "what"), statement),
)

EARLIER = (
    Field("earlier_body", "organization", one("organization"), body),
    Field("earlier_date", "date", one("date")),
)
"""Beside those of every decision; a decision of the meeting itself has the meeting's."""

OVERLAP = frozenset(
    """items participants parties absent signatures sections section_names linked item_absent
    dissent_who dissent_text dissent_words follow_ups participants_without_contradicted
    absent_without_contradicted sections_without_attachment_lists""".split()
)
"""Fields that precision and recall tell more of than the share of cases that are right throughout."""

ALSO = frozenset(
    """section_names dissent_words decision_text_without_closed participants_without_contradicted
    absent_without_contradicted sections_without_attachment_lists""".split()
)
"""Fields that look at the same values once more: they do not count in the total."""
