"""What is drawn for invented minutes, before it is typeset: members, points, decisions."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Member:
    """A member of the body, as the minutes print them."""

    name: str
    party: str
    role: str = ""

    @property
    def shown(self) -> str:
        return f"{self.name} ({self.party})"


@dataclass
class Ruling:
    """A decision as it is printed, with what it means."""

    paragraphs: list[str]
    truth: dict[str, Any]


@dataclass
class Point:
    """An item of the agenda: `sections` are those of the case, `below` those that follow."""

    number: int
    title: str
    case_number: str | None
    kind: str
    closed: str = ""
    sections: list[tuple[str, list[str]]] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    absent_label: str = ""
    pages: set[int] = field(default_factory=set)

    @property
    def heading(self) -> str:
        return f"{self.closed}{self.title}" if self.closed.endswith(" ") else self.title


@dataclass
class Sitting:
    """A meeting with its members and items, and the choices of its layout."""

    layout: str
    organization: str
    term: str
    own: str
    date: datetime.date
    starts: str
    ends: str
    place: str
    present: list[Member]
    absent: list[Member]
    points: list[Point]
    case_label: str
    rng: random.Random
    document: str
