"""A question becomes an answer: the best sentences of the best passages, exactly as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant import owners
from assistant.abstain import Calibration, calibration_of, coverage
from assistant.cite import as_quoted, cite, cite_place, most_first, with_rank
from assistant.facts import Place, fact_places
from assistant.judgement import ground
from assistant.model import Answer, Citation, Statement
from assistant.parts import parts_of
from assistant.sentences import (
    SENTENCE,
    Candidate,
    goes_on,
    may_begin,
    may_end,
    statement,
    tells,
    within,
)
from assistant.several import answer_parts
from index.analysis import analyse
from index.hits import Filter, Hit
from index.named_parts import in_parts, named_parts, opens_part
from index.store import Index
from index.wanted import gain_of, wanted_kinds
from ingest.model import Span
from ingest.words import normalise

MOST_STATEMENTS = 4
"""An answer is read at a glance, or it is none."""

HITS = 10
"""Passages that are searched for."""

PASSAGES = 5
"""Statements come from the first so many passages."""

LONGEST = 420
"""Characters of a statement; a longer sentence stands alone."""

COSINE_SCALE = 24.0
MATCH_SCALE = 6.0
"""What a cosine and a late interaction count in a sentence's score."""

ANSWERS_SCALE = 0.4
UNLIKELY = -6.0
UNREAD = -2.5
"""And the score of reading together (`index.joint`): the lowest are alike, and a sentence that was not read
counts as most wrong ones do."""

COVERAGE = 0.3
"""And the share of the question's words that it holds."""

WANTED_GAIN = 0.3
"""What a sentence gains that holds the kind of answer wanted, for each unit of that kind's gain."""

NAMED_GAIN = 6.0
OPENING_GAIN = 2.0
"""What a sentence gains in a part of the document that the question names by its code: more than likeness tells; and
what one gains further that is no heading and opens it."""

RANK_COST = 0.45
SCORE_COST = 0.2
"""What each rank below the first, and each deviation that its passage's score lies below the best one's,
takes from a statement's score."""

LENGTH_GAIN = 0.05
"""What each further sentence of a statement adds: an answer is read with what stands around it."""

FRAGMENT_COST = 0.3
"""A heading or a stray word resembles the question more than it answers it."""

WORTH = 0.5
"""A further statement may lie this far below the best one."""

NO_QUESTION = "no_question"
NO_GROUND = "no_ground"
NO_DOCUMENTS = "no_documents"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A place that a statement is taken from, with its normalised text."""

    document: int
    span: Span
    text: str


def answer(
    index: Index,
    question: str,
    filter: Filter = Filter(),  # noqa: A002, B008  the field's word; frozen
    *,
    threshold: float | None = None,
    calibration: Calibration | None = None,
) -> Answer:
    """Answer from the index, or say why not: `reason` is no_question, no_documents or no_ground. Threshold
    and calibration are those that the index keeps, where none is given.

    A question of several parts is answered part by part (`assistant.several`); where none of them has
    ground, as the one question that it then may be."""
    calibration = calibration or calibration_of(index)
    least = calibration.threshold if threshold is None else threshold
    if parts := parts_of(question):
        given = answer_parts(index, question, parts, filter, calibration, least, _candidates)
        if given:
            return given
    return _answer_whole(index, question, filter, calibration, least)


def _answer_whole(
    index: Index,
    question: str,
    filter: Filter,  # noqa: A002
    calibration: Calibration,
    least: float,
) -> Answer:
    """The answer to a question of one part."""
    if not any(character.isalnum() for character in question):
        return _abstention(question, NO_QUESTION)
    count = owners.HITS if owners.asks_positions(question) else HITS
    hits = index.search(question, count, filter, answering=True)
    if not hits:
        return _abstention(question, NO_DOCUMENTS)
    worded = index.wording(question)
    weights, also = index.term_weights(worded.question), worded.also
    facts = fact_places(index, question, hits)
    statements = _statements(index, question, hits, weights, facts)
    lacks, sure = ground(index, question, hits, weights, calibration, statements, told=bool(facts))
    if not statements or sure < least:
        nearest = _nearest(index, question, hits, weights)
        return Answer(question, False, sure, (), NO_GROUND, nearest, lacks, also)
    return Answer(
        question, True, sure, statements, None, (), None, also, (), owners.disagree(statements)
    )


def _abstention(question: str, reason: str) -> Answer:
    return Answer(question, False, 0.0, (), reason, ())


def _statements(
    index: Index,
    question: str,
    hits: Sequence[Hit],
    weights: Mapping[str, float],
    facts: Sequence[Place],
) -> tuple[Statement, ...]:
    """What the minutes say of a vote, an absentee or an outcome that is asked for, the `facts`, and then the best
    sentences; none overlaps another, and each is verified."""
    chosen: list[Statement] = []
    taken: list[_Taken] = []
    for structure, item, section, span in facts[:MOST_STATEMENTS]:
        words = structure.text[slice(*span)]
        place = _Taken(structure.document.key, span, normalise(words))
        citations = cite_place(index, structure.document, item, span, words, section)
        if citations and not any(_overlaps(place, other) for other in taken):
            taken.append(place)
            holding = (hit for hit in hits if _overlaps(place, _whole(hit)))
            found = next(holding, None)
            citations = with_rank(citations, found) if found else citations
            chosen.append(Statement(as_quoted(words), most_first(citations), span))
    read = hits if owners.asks_positions(question) else hits[:PASSAGES]
    ranked = sorted(_candidates(question, read, weights), key=lambda candidate: -candidate.score)
    ranked = owners.sides(index, question, ranked)
    for candidate in ranked:
        if len(chosen) == MOST_STATEMENTS or candidate.score < ranked[0].score - WORTH:
            break
        words = within(candidate.hit, candidate.span)
        place = _Taken(candidate.hit.document.key, candidate.span, normalise(words))
        if any(_repeats(place, other) for other in taken):
            continue
        found_there = statement(index, candidate.hit, candidate.span)
        if found_there:
            shown = normalise(found_there.text)  # with its list, or what leads to it
            taken.append(_Taken(candidate.hit.document.key, found_there.span, shown))
            chosen.append(found_there)
    return owners.owned(index, question, chosen)


def _nearest(
    index: Index, question: str, hits: Sequence[Hit], weights: Mapping[str, float]
) -> tuple[Citation, ...]:
    """The best place of each of the first three passages."""
    nearest: list[Citation] = []
    for hit in hits[:3]:
        ranked = _candidates(question, [hit], weights)
        best = max(ranked, key=lambda candidate: candidate.score, default=None)
        nearest.extend(cite(index, hit, best.span) if best else ())
    return tuple(nearest)


def _candidates(
    question: str, hits: Sequence[Hit], weights: Mapping[str, float]
) -> Iterator[Candidate]:
    wanted, parts = wanted_kinds(question), named_parts(question)
    best = max((hit.score for hit in hits), default=0.0)
    for hit in hits:
        behind = RANK_COST * (hit.rank - 1) + SCORE_COST * (best - hit.score)
        matches = hit.sentence_matches or (0.0,) * len(hit.sentences)
        answers = hit.sentence_answers or (UNREAD,) * len(hit.sentences)
        texts = [within(hit, sentence) for sentence in hit.sentences]
        terms = [frozenset(analyse(text).words) for text in texts]
        fragments = [not SENTENCE.match(text) for text in texts]
        inside = in_parts(parts, hit.section, texts)
        named = [own and tells(texts, n) for n, own in enumerate(inside)]
        for first in (n for n in range(len(texts)) if may_begin(texts, n)):
            for last in range(first, min(first + 3, len(hit.sentences))):
                span = (hit.sentences[first][0], hit.sentences[last][1])
                too_long = span[1] - span[0] > LONGEST
                if last > first and (too_long or not goes_on(texts, last, first)):
                    break
                if not may_end(texts, last):
                    continue
                cosine = max(hit.sentence_scores[first : last + 1])
                found = frozenset().union(*terms[first : last + 1])
                score = COSINE_SCALE * cosine + COVERAGE * coverage(found, weights)
                score += MATCH_SCALE * max(matches[first : last + 1])
                score += ANSWERS_SCALE * max(UNLIKELY, *answers[first : last + 1])
                score += WANTED_GAIN * gain_of(wanted, within(hit, span))
                score += LENGTH_GAIN * (last - first) - behind
                score += NAMED_GAIN * all(named[first : last + 1])
                score += OPENING_GAIN * (named[first] and opens_part(parts, texts[first]))
                score -= FRAGMENT_COST * sum(fragments[first : last + 1]) / (last - first + 1)
                yield Candidate(hit, span, score)


def _whole(hit: Hit) -> _Taken:
    return _Taken(hit.document.key, hit.span, hit.text)


def _repeats(place: _Taken, other: _Taken) -> bool:
    """Whether two places overlap, or one's text is part of the other's."""
    return _overlaps(place, other) or place.text in other.text or other.text in place.text


def _overlaps(place: _Taken, other: _Taken) -> bool:
    return place.document == other.document and (
        place.span[0] < other.span[1] and other.span[0] < place.span[1]
    )
