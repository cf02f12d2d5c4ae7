"""Decisions as precedents: words for what was decided, and JSON and tables of decisions (docs/formats.md)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final

from assistant.places import Place, without_term
from assistant.spreadsheet import Cell, Table
from assistant.structure import decision_facts
from assistant.texts import Language, say_in
from assistant.texts_minutes import OUTCOMES
from index.decisions import StoredDecision
from ingest.meeting import Decision, FollowUp, Outcome, VoteEvent

Json = dict[str, Any]

SHORT_NAMES: Final = {
    "ændret": Outcome.APPROVED_AMENDED,
    "vedtaget": Outcome.APPROVED,
    "efterretning": Outcome.NOTED,
    "forkastet": Outcome.REJECTED,
    "anbefalet": Outcome.REFERRED,
    "genoptages": Outcome.POSTPONED,
}
"""Other words that people use for an outcome."""


def outcome_named(word: str) -> Outcome | None:
    """The outcome that a word means: its code, its name in either language, or a word people use."""
    wanted = _folded(word)
    for outcome, names in OUTCOMES.items():
        if wanted in (_folded(outcome.value), *map(_folded, names)):
            return outcome
    return next((meant for name, meant in SHORT_NAMES.items() if wanted == _folded(name)), None)


def outcome_text(outcome: Outcome, language: Language) -> str:
    """What an outcome is called."""
    danish, english = OUTCOMES[outcome]
    return danish if language == "da" else english


def vote_text(vote: VoteEvent | None, language: Language) -> str:
    """A vote in one line: "3 for, 1 imod (Bo Vang)". Those in favour are named only where they are not
    counted; empty without a vote."""
    if vote is None:
        return ""
    counted = vote.for_count is not None
    sides = [
        _side("for", vote.for_count, () if counted else vote.voted_for, language),
        _side("against", vote.against_count, vote.against, language),
        _side("abstained", vote.abstained_count, vote.abstained, language),
        say_in(language, "vote_unanimous") if vote.unanimous else "",
    ]
    return (", " if counted else "; ").join(side for side in sides if side)


def votes_text(decision: Decision, language: Language) -> str:
    """All votes of a decision: the main one, then those on amendments, each with what it was on."""
    main = vote_text(decision.vote, language)
    others = [
        say_in(language, "vote_on", on=folded(vote.on), vote=vote_text(vote, language))
        if vote.on
        else vote_text(vote, language)
        for vote in decision.other_votes
    ]
    return ". ".join(text for text in (main, *others) if text)


def points_text(decision: Decision, language: Language) -> str:
    """The outcome of each point, where they differ: "1. godkendt, 2.-3. udsat"."""
    return ", ".join(
        say_in(
            language,
            "decision_point",
            points=folded(point.points),
            outcome=outcome_text(point.outcome, language),
        )
        for point in decision.points
    )


def dissents_text(stored: StoredDecision) -> str:
    """Who disagreed, and in which words."""
    return "; ".join(f"{d.who}: {folded(d.text)}" for d in stored.decision.dissents)


def place_of(stored: StoredDecision, section: str | None = None) -> Place:
    """Where a decision stands. An earlier meeting's decision is cited under the body and date of the
    minutes it is printed in."""
    return Place(
        page=stored.page_first,
        page_last=stored.page_last,
        organization=stored.document.organization,
        date=stored.document.date,
        title=stored.document.title,
        item=stored.item,
        section=section,
    )


def decision_json(stored: StoredDecision) -> Json:
    """A decision with its place."""
    decision = stored.decision
    return {
        "document": stored.document.name,
        "page_first": stored.page_first,
        "page_last": stored.page_last,
        "date": decision.date.isoformat() if decision.date else None,
        "organization": decision.organization,
        "item": {
            "number": stored.item.number,
            "title": stored.item.title,
            "case_number": stored.item.case_number,
        },
        "text": stored.text.strip(),
        "recommendation": stored.recommendation.strip() if stored.recommendation else None,
        **decision_facts(decision),
        "score": None if stored.score is None else round(stored.score, 6),
    }


def decisions_table(decisions: Sequence[StoredDecision], language: Language) -> Table:
    """Decisions as a sheet."""
    rows: list[tuple[Cell, ...]] = [
        (
            *_first_columns(stored),
            outcome_text(stored.decision.outcome, language),
            votes_text(stored.decision, language),
            dissents_text(stored),
            stored.text.strip(),
            (stored.recommendation or "").strip(),
            stored.document.name,
            stored.page_first,
        )
        for stored in decisions
    ]
    headings = tuple(say_in(language, "columns_decisions").split("|"))
    return Table(say_in(language, "sheet_decisions"), headings, rows)


def follow_ups(decisions: Iterable[StoredDecision]) -> list[tuple[StoredDecision, FollowUp]]:
    """What decisions ask for later, each with its decision."""
    return [
        (stored, follow_up)
        for stored in decisions
        if not stored.decision.earlier
        for follow_up in stored.decision.follow_ups
    ]


def follow_up_entry(stored: StoredDecision, follow_up: FollowUp) -> Json:
    """A follow-up with the decision that asks for it."""
    entry = decision_json(stored)
    kept = ("document", "date", "organization", "item")
    return {
        **{name: entry[name] for name in kept},
        "page_first": stored.page_first,
        "page_last": stored.page_last,
        "what": follow_up.what.strip(),
        "when": follow_up.when,
        "outcome": entry["outcome"],
    }


def follow_ups_table(found: Sequence[tuple[StoredDecision, FollowUp]], language: Language) -> Table:
    """Follow-ups as a sheet."""
    rows: list[tuple[Cell, ...]] = [
        (
            *_first_columns(stored),
            folded(follow_up.what),
            folded(follow_up.when or ""),
            stored.document.name,
            stored.page_first,
        )
        for stored, follow_up in found
    ]
    headings = tuple(say_in(language, "columns_followups").split("|"))
    return Table(say_in(language, "sheet_followups"), headings, rows)


def folded(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def _first_columns(stored: StoredDecision) -> tuple[Cell, ...]:
    organization = stored.decision.organization
    return (
        stored.decision.date,
        without_term(organization) if organization else None,
        stored.item.number,
        stored.item.title,
        stored.item.case_number,
    )


SIDES: Final = {
    "for": ("vote_for", "vote_for", "vote_for_names"),
    "against": ("vote_against", "vote_against_named", "vote_against_names"),
    "abstained": ("vote_abstained", "vote_abstained_named", "vote_abstained_names"),
}
"""Codes of the texts for a side of a vote: counted, counted and named, named only."""


def _side(side: str, count: int | None, names: tuple[str, ...], language: Language) -> str:
    counted, named, only_names = SIDES[side]
    listed = ", ".join(folded(name) for name in names)
    if count is None:
        return say_in(language, only_names, names=listed) if names else ""
    return say_in(language, named if names else counted, count=count, names=listed)


def _folded(word: str) -> str:
    """A word as it is compared: lower case, with æ, ø and å also as ae, oe and aa."""
    lowered = unicodedata.normalize("NFKC", word).lower().replace("_", " ").strip()
    return lowered.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
