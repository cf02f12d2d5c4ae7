"""What a visitor of the decisions asks for, as the page's address says it: so that it can be shared."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Self
from urllib.parse import urlencode

from index.decisions import DecisionFilter
from ingest.meeting import Outcome
from ingest.words import DATE, dates_in

SHOWN: Final = 100
"""Rows shown at first, and with each "Vis flere"."""

LONGEST: Final = 2000
"""Characters of a field. More is not asked for but pasted."""

Parameters = Sequence[tuple[str, str]]
"""The names and values of an address, in its order."""


class Column(StrEnum):
    """A column that can be sorted by; the value stands in addresses."""

    DATE = "dato"
    BODY = "udvalg"
    ITEM = "punkt"
    CASE = "sag"
    OUTCOME = "udfald"
    VOTES = "stemmer"
    PAGE = "side"


class Votes(StrEnum):
    """Which decisions are wanted by their vote."""

    ALL = ""
    ANY = "ja"
    DISSENT = "uenighed"


class BadRequest(ValueError):
    """What an address asks for makes no sense. `code` and `details` fill a text."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search and its filters, how the result is sorted, and how many rows are shown.

    Dates stay as they were written, so that they can be mended; `filter` reads them. Without `sort`
    the order is the index's own: by meaning, or newest first.
    """

    query: str = ""
    organization: str = ""
    date_from: str = ""
    date_to: str = ""
    outcomes: tuple[Outcome, ...] = ()
    votes: Votes = Votes.ALL
    person: str = ""
    party: str = ""
    sort: Column | None = None
    descending: bool = False
    shown: int = SHOWN

    @classmethod
    def of(cls, parameters: Parameters) -> Self:
        """What an address asks for; unknown names and values are passed over."""
        values = {name: value.strip()[:LONGEST] for name, value in parameters}
        wanted = [value for name, value in parameters if name == "udfald"]
        sort = values.get("sorter", "")
        rows = values.get("vis", "")
        return cls(
            **{field: values.get(name, "") for field, name in WORDS.items()},
            outcomes=tuple(outcome for outcome in Outcome if outcome.value in wanted),
            votes=next((v for v in Votes if v == values.get("afstemning", "")), Votes.ALL),
            sort=Column(sort) if sort in set(Column) else None,
            descending=values.get("orden") == "faldende",
            shown=max(SHOWN, int(rows)) if rows.isascii() and rows.isdigit() else SHOWN,
        )

    @property
    def by_meaning(self) -> bool:
        """Whether something is searched for; signs alone are nothing."""
        return any(character.isalnum() for character in self.query)

    @property
    def filtered(self) -> bool:
        """Whether anything but the search limits the result."""
        return self.bare() != replace(self.bare(), **NO_FILTER)

    def bare(self) -> Self:
        """The same without sorting and number of rows."""
        return replace(self, sort=None, descending=False, shown=SHOWN)

    def without_filters(self) -> Self:
        """Only the search."""
        return replace(self.bare(), **NO_FILTER)

    def sorted_by(self, column: Column) -> Self:
        """The same sorted by a column: first the way one looks for it, then the other way."""
        first = column in (Column.DATE, Column.VOTES)
        descending = not self.descending if self.sort is column else first
        return replace(self, sort=column, descending=descending, shown=SHOWN)

    def filter(self) -> DecisionFilter:
        """The index's filter; raises `BadRequest` for what is no date or no period."""
        first, last = read_date(self.date_from), read_date(self.date_to)
        if first and last and last < first:
            raise BadRequest("period_order")
        return DecisionFilter(
            outcomes=frozenset(self.outcomes),
            organization=self.organization or None,
            date_from=first,
            date_to=last,
            dissent=self.votes is Votes.DISSENT,
            vote=self.votes is Votes.ANY,
            person=self.person or None,
            party=self.party or None,
        )

    def address(self) -> str:
        """The part of an address after "?", with only what is asked for; empty for nothing."""
        parts = [(name, getattr(self, field)) for field, name in WORDS.items()]
        parts += [("udfald", outcome.value) for outcome in self.outcomes]
        parts += [
            ("afstemning", self.votes.value),
            ("sorter", self.sort.value if self.sort else ""),
        ]
        parts += [("orden", "faldende" if self.sort and self.descending else "")]
        parts += [("vis", str(self.shown) if self.shown > SHOWN else "")]
        return urlencode([(name, value) for name, value in parts if value])


WORDS: Final = {
    "query": "soeg",
    "organization": "udvalg",
    "date_from": "fra",
    "date_to": "til",
    "person": "person",
    "party": "parti",
}
"""Fields of free words, and what they are called in addresses."""

NO_FILTER: Final[dict[str, Any]] = {
    "organization": "", "date_from": "", "date_to": "", "outcomes": (), "votes": Votes.ALL,
    "person": "", "party": "",
}  # fmt: skip


def read_date(written: str) -> datetime.date | None:
    """A date as a date field sends it, or as Danes write it; raises `BadRequest` for anything else."""
    if not written:
        return None
    found = [date for _, date in dates_in(written)] if DATE.fullmatch(written) else []
    if not found:
        raise BadRequest("bad_date", value=written)
    return found[0]
