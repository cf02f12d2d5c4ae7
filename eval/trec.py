"""A list of passages as TREC rows, so that other tools find the same figures.

The truth names *places* (a quote in a document); a search finds *passages*, cut in whatever way.
TREC files know only ids. This is how one becomes the other:

- Each distinct place of a question is one judged item with gain 1, `<document>#place-<n>`. Places
  that no passage can tell apart (the same words in the same document, on two pages) are one.
- A passage gives one row for each place that it covers and that no better passage covered: rows
  side by side, in the order of the file. A passage that covers nothing new gives one row without
  gain, `<document>#hit-<rank>`.

So each place counts once, at the first passage that holds it. A passage that holds three of them is
worth three that hold one each, and finding them all first gives nDCG 1, however documents are
split. Extra rows only ever come after the first relevant passage, so Success and RR are exactly
those of the passages: the rank of the first passage that is relevant.

Names are percent-encoded: white space ends a column. Scores in the run file are 1/rank, because
readers sort by score, ignore the rank column, and break ties in ways of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent_encode

from eval.metrics import Ranking
from eval.relevance import Place, same_document
from ingest.words import normalise

RUN_TAG = "referatsvar"


@dataclass(frozen=True, slots=True)
class Judged:
    """One question in TREC terms. `rows` are ids, best first; `grades` has the gain of every
    relevant id. Ids are those written to the files. `documents` are those that the truth names."""

    question: str
    kind: str
    rows: tuple[str, ...]
    grades: Mapping[str, int]
    documents: tuple[str, ...] = ()

    def ranking(self) -> Ranking:
        """The gains alone, as the metrics take them."""
        gains = tuple(self.grades.get(row, 0) for row in self.rows)
        ideal = tuple(self.grades.values())
        return Ranking(self.question, self.kind, gains, ideal, self.documents)


def judge_passages(
    question: str, kind: str, passages: Sequence[tuple[str, str]], places: Sequence[Place]
) -> Judged:
    """Judge what a question found: `passages` are (document, text), best first."""
    needles = _distinct(places)
    open_places = dict(enumerate(needles, start=1))
    rows: list[str] = []
    for rank, (document, text) in enumerate(passages, start=1):
        normalised = normalise(text)
        new = [
            number
            for number, (name, words) in open_places.items()
            if words in normalised and same_document(document, name)
        ]
        rows += [_place_id(open_places.pop(number)[0], number) for number in new]
        if not new:
            rows.append(f"{encoded(document)}#hit-{rank}")
    grades = {_place_id(name, number): 1 for number, (name, _) in enumerate(needles, start=1)}
    documents = tuple(dict.fromkeys(name for name, _ in needles))
    return Judged(encoded(question), kind, tuple(rows), grades, documents)


def judge_texts(question: str, found: Sequence[str], grades: Mapping[str, int]) -> Judged:
    """Judge what a query found in a collection where the truth names texts by their ids."""
    judged = {encoded(text): grade for text, grade in grades.items()}
    return Judged(encoded(question), "", tuple(encoded(text) for text in found), judged)


def run_lines(judged: Iterable[Judged]) -> Iterator[str]:
    """Lines of a run file: question, Q0, id, rank, score, tag."""
    for one in judged:
        for rank, row in enumerate(one.rows, start=1):
            yield f"{one.question} Q0 {row} {rank} {1 / rank:.9f} {RUN_TAG}\n"


def qrels_lines(judged: Iterable[Judged]) -> Iterator[str]:
    """Lines of a file of judgements: question, 0, id, gain. It does not depend on what was found."""
    for one in judged:
        for row, grade in one.grades.items():
            yield f"{one.question} 0 {row} {grade}\n"


def encoded(name: str) -> str:
    """A name as one TREC column: NFC, percent-encoded."""
    return percent_encode(unicodedata.normalize("NFC", name), safe="/.,;:()")


def _distinct(places: Sequence[Place]) -> list[tuple[str, str]]:
    """Documents and normalised quotes, each pair once."""
    pairs: list[tuple[str, str]] = []
    for place in places:
        words = normalise(place.quote)
        if not any(words == known and same_document(place.document, name) for name, known in pairs):
            pairs.append((place.document, words))
    return pairs


def _place_id(document: str, number: int) -> str:
    return f"{encoded(document)}#place-{number}"
