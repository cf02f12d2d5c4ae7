"""Which document of a packet an attachment's name means.

In a packet no file's name helps, but appendices follow in the order in which the minutes list them. So
names and documents are laid beside each other in order, as far as their words agree; a name whose words
say little is linked where its place leaves no choice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.attachment_names import Name, parse_name, words_of
from index.attachment_words import alike
from index.attachments import Candidate, Step, agreement, headings_of

SURE = 0.5
"""Share of a name's words, weighed by how rare they are among the documents, that makes a link."""

SURE_WORDS = 3
"""Words that must be found for that: two are soon found by chance."""

HINT = 0.1
"""What is enough where the names before and after are linked to the documents before and after."""


def align(names: Sequence[str], parts: Sequence[Candidate]) -> list[Candidate | None]:
    """The document of each name, None where it is not in the packet. `names` stand in the order of the
    list, `parts` in that of the pages, without the minutes themselves."""
    parsed = [parse_name(name) for name in names]
    openings = [frozenset(words_of("\n".join(headings_of(part)))) for part in parts]
    scores = [
        [
            _score(name, part, opening, openings)
            for part, opening in zip(parts, openings, strict=True)
        ]
        for name in parsed
    ]
    pairs = _in_order(scores)
    sure = {row: column for row, column in pairs if scores[row][column] >= SURE}
    linked = {
        row: column
        for row, column in pairs
        if row in sure or (scores[row][column] >= HINT and _pinned(row, column, sure, scores))
    }
    return [parts[linked[row]] if row in linked else None for row in range(len(names))]


def _score(
    name: Name, part: Candidate, opening: frozenset[str], openings: Sequence[frozenset[str]]
) -> float:
    """From 0 to 1: how far a name's words stand at the beginning of a document."""
    step, share = agreement(name, part)
    if step >= Step.BEGINNING:
        return 1.0 + step / 10
    total, found, count = 0.0, 0.0, 0
    for word in name.content:
        holding = sum(_stands(word, other) for other in openings)
        weight = math.log((len(openings) + 1) / (holding + 0.5))
        total += weight
        found += weight * _stands(word, opening)
        count += _stands(word, opening)
    if step is Step.WORDS:
        return SURE + share / 2
    shared = found / total if total else 0.0
    return shared if count >= SURE_WORDS else min(shared, SURE - HINT)


def _stands(word: str, opening: frozenset[str]) -> bool:
    return word in opening or any(alike(word, other) for other in opening)


def _in_order(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (name, document) with the greatest sum of scores, in which both only go forwards
    (Needleman and Wunsch 1970, without a price for what stays alone)."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows):
        for column in range(columns):
            best[row + 1][column + 1] = max(
                best[row][column] + scores[row][column],
                best[row][column + 1],
                best[row + 1][column],
            )
    pairs, row, column = [], rows, columns
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _pinned(row: int, column: int, sure: dict[int, int], scores: Sequence[Sequence[float]]) -> bool:
    """Whether the names next to one are surely the documents next to its own; the ends of both lists
    are neighbours too."""
    before = sure.get(row - 1) == column - 1 if row else column == 0
    last = row == len(scores) - 1
    after = column == len(scores[row]) - 1 if last else sure.get(row + 1) == column + 1
    return before and after
