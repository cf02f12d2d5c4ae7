"""A question of several parts: the best statement for each.

The question as a whole tells best where its answer stands, and a part what is asked of it there. So each
part is searched, beside the whole question, and every sentence that was found is scored by both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.abstain import LACKING, Calibration
from assistant.cite import as_quoted, cite_place, most_first
from assistant.facts import fact_places
from assistant.judgement import ground
from assistant.model import Answer, Statement, Unanswered
from assistant.owners import disagree, owned
from assistant.parts import Part
from assistant.sentences import Candidate, statement
from assistant.shown import not_shown
from index.hits import Filter, Hit
from index.store import Index
from index.traits import NO_TRAIT, Trait, asked_for
from ingest.model import Span
from ingest.words import normalise

HITS: Final = 10
"""Passages taken from each search."""

WHOLE: Final = 0.6
"""What the whole question counts in a sentence's score; the rest counts the part."""

NOT_FOUND: Final = 8
"""The rank, for a question, of a passage that only another one found."""

REASON: Final = re.compile(
    r"\bhvorfor\b|\bbegrund\w*|\bgrunden\b|\bårsag\w*|\bargument\w*|\bwhy\b|\breason",
    re.IGNORECASE,
)
"""Of a vote, the reason is what those say who voted against."""

OUTCOME: Final = re.compile(
    r"\bendte\b|\bresultat\w*|\budfald\w*|\bhvad skete der\b|\bended\b", re.IGNORECASE
)
"""What became of a matter that another part names."""

Candidates = Callable[[str, Sequence[Hit], Mapping[str, float]], Iterable[Candidate]]
"""The sentences of hits, scored as answers to a question with its words' rarity."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for a part: its own hits, its words' rarity, the detail that is missing, and how
    sure it is that they answer it."""

    part: Part
    hits: Sequence[Hit]
    rarity: Mapping[str, float]
    lacks: str | None
    sure: float


def answer_parts(
    index: Index,
    question: str,
    parts: Sequence[Part],
    filter: Filter,  # noqa: A002
    calibration: Calibration,
    least: float,
    candidates: Candidates,
) -> Answer | None:
    """The answer to a question of several parts, a statement for each, labelled with it; one that says
    the same for two of them stands once. None where no part has ground.

    The confidence is the lowest of the answered parts: that the statements answer all that they are
    shown for. A part without ground takes nothing from it, but is named."""
    whole = index.search(question, HITS, filter, answering=True)
    found = [_find(index, part, filter, calibration) for part in parts] if whole else []
    good = [one for one in found if one.sure >= least]
    if not good:
        return None
    others = {hit.passage: hit for one in good for hit in one.hits}
    seen = _read(index, question, whole, others)
    rarity = index.term_weights(index.wording(question).question)
    by_whole = _scores(candidates(question, seen, rarity))
    statements: list[Statement] = []
    missing, sure = [], 1.0
    for one in found:
        given = None
        if one in good:
            own = _read(index, one.part.searched, one.hits, {hit.passage: hit for hit in seen})
            ranked = _ranked(candidates(one.part.asked, own, one.rarity), by_whole)
            given = _fact(index, one, parts, whole) or _best(index, ranked)
        unshown = not_shown(one.part.asked, [given] if given else [])
        if given and not (unshown and LACKING * one.sure < least):
            _add(statements, replace(given, parts=(one.part.asked,)))
            sure = min(sure, one.sure)
        else:
            missing.append(Unanswered(one.part.asked, one.lacks or unshown))
    if not statements:
        return None
    also = dict.fromkeys(word for one in found for word in index.wording(one.part.searched).also)
    told = owned(index, question, statements)
    return Answer(
        question, True, sure, told, None, (), None, tuple(also), tuple(missing), disagree(told)
    )


def _find(index: Index, part: Part, filter: Filter, calibration: Calibration) -> _Found:  # noqa: A002
    hits = index.search(part.searched, HITS, filter, answering=True)
    rarity = index.term_weights(index.wording(part.searched).question)
    if not hits:
        return _Found(part, hits, rarity, None, 0.0)
    told = bool(fact_places(index, part.searched, hits))
    lacks, sure = ground(index, part.searched, hits, rarity, calibration, told=told)
    return _Found(part, hits, rarity, lacks, sure)


def _read(index: Index, question: str, hits: Sequence[Hit], others: Mapping[int, Hit]) -> list[Hit]:
    """A question's hits, and behind them those of others, read by it."""
    own = {hit.passage for hit in hits}
    behind = [replace(hit, rank=NOT_FOUND) for passage, hit in others.items() if passage not in own]
    return [*hits, *index.read_by(question, behind)]


def _scores(candidates: Iterable[Candidate]) -> dict[tuple[int, Span], float]:
    return {(one.hit.passage, one.span): one.score for one in candidates}


def _ranked(
    candidates: Iterable[Candidate], by_whole: Mapping[tuple[int, Span], float]
) -> list[Candidate]:
    """A part's candidates, best first by the part and by the whole question."""
    both = [
        replace(one, score=(1 - WHOLE) * one.score + WHOLE * by_whole[one.hit.passage, one.span])
        for one in candidates
        if (one.hit.passage, one.span) in by_whole
    ]
    return sorted(both, key=lambda one: -one.score)


def _fact(
    index: Index, found: _Found, parts: Sequence[Part], whole: Sequence[Hit]
) -> Statement | None:
    """What the minutes say of a vote or an outcome that a part asks for: of the item that the whole
    question found, and where the part names a subject of its own, of one that it found too."""
    part = found.part
    hits = whole if part.leans else _by_both(whole, found.hits)
    also = Trait.DECISION if OUTCOME.search(part.asked) else NO_TRAIT
    asked = asked_for(part.asked)
    if not asked and REASON.search(part.asked):
        voted = any(asked_for(other.asked) & Trait.VOTE for other in parts)
        also |= Trait.DISSENT if voted else NO_TRAIT
    for structure, item, section, span in fact_places(index, part.asked, hits, also):
        words = structure.text[slice(*span)]
        citations = cite_place(index, structure.document, item, span, words, section)
        if citations:
            return Statement(as_quoted(words), most_first(citations), span)
    return None


def _by_both(whole: Sequence[Hit], own: Sequence[Hit]) -> list[Hit]:
    """Hits by their ranks for the whole question and for a part."""
    by_whole = {hit.passage: hit.rank for hit in whole}
    by_part = {hit.passage: hit.rank for hit in own}

    def rank(hit: Hit) -> float:
        one, other = (by.get(hit.passage, HITS + 1) for by in (by_whole, by_part))
        return WHOLE * one + (1 - WHOLE) * other

    return sorted({hit.passage: hit for hit in (*own, *whole)}.values(), key=rank)


def _best(index: Index, ranked: Sequence[Candidate]) -> Statement | None:
    """The best candidate that can be verified."""
    for one in ranked:
        if found := statement(index, one.hit, one.span):
            return found
    return None


def _add(statements: list[Statement], new: Statement) -> None:
    """Add a statement, or its part to one that says the same."""
    words = normalise(new.text)
    for place, old in enumerate(statements):
        told = normalise(old.text)
        if words in told or told in words:
            longer = old if words in told else new
            statements[place] = replace(longer, parts=(*old.parts, *new.parts))
            return
    statements.append(new)
