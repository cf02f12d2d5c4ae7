"""Decisions in the order of a column. What has no value in it stands last, whichever way it is
sorted; equals keep the order they had."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from assistant.places import without_term
from assistant.precedent import outcome_text
from assistant.texts import Language
from assistant.web_precedents_wanted import Column
from index.decisions import StoredDecision
from index.matching import Value, Valued
from index.structures import decision_from_json
from ingest.meeting import Decision, Outcome, VoteEvent

LAST_LETTERS: Final = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})
"""The last letters of the Danish alphabet, spelt so that they sort after z."""

Key = Callable[[StoredDecision], Any]


def in_order(
    decisions: Sequence[StoredDecision],
    column: Column | None,
    language: Language,
    *,
    descending: bool = False,
) -> list[StoredDecision]:
    """The decisions sorted by a column; without one as they are."""
    if column is None:
        return list(decisions)
    key = _keys(language)[column]
    having = [one for one in decisions if key(one) is not None]
    lacking = [one for one in decisions if key(one) is None]
    return sorted(having, key=key, reverse=descending) + lacking


VALUE_OF: Final[dict[Column, Value]] = {
    Column.DATE: "date", Column.BODY: "organization", Column.ITEM: "title",
    Column.CASE: "case_number", Column.OUTCOME: "outcome", Column.VOTES: "votes",
    Column.PAGE: "page",
}  # fmt: skip
"""What the index calls the values of each column."""


def valued_in_order(
    valued: Sequence[Valued], column: Column | None, language: Language, *, descending: bool = False
) -> Sequence[Valued]:
    """What `in_order` does, by the values of a column alone."""
    if column is None:
        return valued
    read = _readers(language)[column]
    having = [(read(value), (key, value)) for key, value in valued if value is not None]
    having.sort(key=lambda pair: pair[0], reverse=descending)
    return [one for _, one in having] + [one for one in valued if one[1] is None]


def _readers(language: Language) -> dict[Column, Callable[[Any], Any]]:
    """How a value of the index becomes what is compared."""
    alike = cache(alphabetical)
    return {
        Column.DATE: str,
        Column.BODY: cache(lambda name: alphabetical(without_term(name))),
        Column.ITEM: alike,
        Column.CASE: alike,
        Column.OUTCOME: cache(lambda value: alphabetical(outcome_text(Outcome(value), language))),
        Column.VOTES: lambda value: _disagreement(decision_from_json(value)),
        Column.PAGE: int,
    }


def body_of(stored: StoredDecision) -> str | None:
    """The body that took a decision, or else the one whose minutes tell of it."""
    body = stored.decision.organization or stored.document.organization
    return without_term(body) if body else None


def alphabetical(words: str) -> tuple[str | int, ...]:
    """Where words stand in a Danish list: æ, ø and å (and aa) last, numbers by their size."""
    plain = words.casefold().replace("aa", "å").translate(LAST_LETTERS)
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in letters if not unicodedata.combining(c))
    # Words and numbers in turn, words first, so that like is compared with like.
    return tuple(
        int(part) if position % 2 else part.strip()
        for position, part in enumerate(re.split(r"([0-9]{1,18})", plain))
    )


def _keys(language: Language) -> dict[Column, Key]:
    def words(read: Callable[[StoredDecision], str | None]) -> Key:
        return lambda stored: alphabetical(found) if (found := read(stored)) else None

    return {
        Column.DATE: lambda stored: stored.decision.date,
        Column.BODY: words(body_of),
        Column.ITEM: words(lambda stored: stored.item.title),
        Column.CASE: words(lambda stored: stored.item.case_number),
        Column.OUTCOME: words(lambda stored: outcome_text(stored.decision.outcome, language)),
        Column.VOTES: lambda stored: _disagreement(stored.decision),
        Column.PAGE: lambda stored: stored.page_first,
    }


def _disagreement(decision: Decision) -> tuple[int, int] | None:
    """How much was disagreed: votes against or withheld, then the number of votes. None without."""
    votes = [vote for vote in (decision.vote, *decision.other_votes) if vote]
    if not votes and not decision.dissents:
        return None
    return (
        max([_against(vote) for vote in votes] + [len(decision.dissents)]),
        max([_in_favour(vote) for vote in votes], default=0),
    )


def _against(vote: VoteEvent) -> int:
    against = vote.against_count if vote.against_count is not None else len(vote.against)
    withheld = vote.abstained_count if vote.abstained_count is not None else len(vote.abstained)
    return against + withheld


def _in_favour(vote: VoteEvent) -> int:
    return vote.for_count if vote.for_count is not None else len(vote.voted_for)
