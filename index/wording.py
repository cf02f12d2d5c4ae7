"""A question in the collection's own words: typing errors corrected towards its vocabulary, the parts of a
compound joined, an abbreviation beside what the collection says that it means.

Only words that stand nowhere in the collection are corrected, never numbers, and neither from nor to a
name; and only towards a word that the model knows better, in fewer pieces, for a good word may well be
missing in a small collection. What is added is told to whoever asks (`Wording.also`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.analysis import FOLDS, WORD, is_english, stem, words_with_stems
from index.keywords import KeywordIndex

SHORTEST = 5
"""Letters of a word that is corrected: shorter ones have too many neighbours."""

LONG = 9
"""Letters from which two errors are forgiven."""

LONGEST = 40
"""Letters of the longest word that is corrected."""

MOST_CORRECTED = 10
"""Words of a question that are looked up: more is a pasted text, which has words of its own."""

LOOKED_AT = 20
"""Passages that are searched for the word that was meant."""

DEFINING = 1000
"""Passages with an abbreviation among which its definition is looked for."""

ABBREVIATION = re.compile(r"\b[A-ZÆØÅ]{2,6}\b")


@dataclass(frozen=True, slots=True)
class Wording:
    """The question as it is compared by meaning, and the words that are searched `also`."""

    question: str
    also: tuple[str, ...] = ()


Pieces = Callable[[Sequence[str]], Sequence[int]]
"""How many pieces the model makes of each word (`Embedder.count_tokens`)."""


def worded(
    connection: sqlite3.Connection, keywords: KeywordIndex, pieces: Pieces, question: str
) -> Wording:
    """The question in the collection's own words; as it is where there is nothing to add."""
    if is_english(question):
        return Wording(question)
    words = list(words_with_stems(question))
    rarity = keywords.rarity([stemmed for _, _, stemmed in words if stemmed])
    changes = dict(_joined(keywords, question, words))
    tried = 0
    for start, end, stemmed in words:
        word = question[start:end]
        inside = any(first <= start < last for first, last in changes)
        unknown = stemmed and not rarity[stemmed] and _may_be_wrong(word)
        if unknown and not inside and tried < MOST_CORRECTED:
            tried += 1
            meant = _meant(connection, keywords, word)
            if meant and _less(pieces([meant, word])):
                changes[start, end] = meant
    also = [*changes.values()]
    for match in ABBREVIATION.finditer(question):
        if meaning := _meaning(connection, keywords, match.group()):
            changes[match.end(), match.end()] = f" ({meaning})"
            also.append(meaning)
    return Wording(_with(question, changes), tuple(dict.fromkeys(also)))


def _with(question: str, changes: dict[tuple[int, int], str]) -> str:
    for (start, end), new in sorted(changes.items(), reverse=True):
        question = question[:start] + new + question[end:]
    return question


def _joined(
    keywords: KeywordIndex, question: str, words: Sequence[tuple[int, int, str | None]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Two words in a row that the collection writes as one, and does not write apart."""
    taken = 0
    for (start, end, first), (start2, end2, second) in pairwise(words):
        parts = question[start:end], question[start2:end2]
        if not first or not second or start < taken or question[end:start2] != " ":
            continue
        if not all(part.isalpha() and len(part) > 2 for part in parts) or parts[1][0].isupper():
            continue
        whole = "".join(parts)
        stemmed = stem(whole.lower())
        # The stemmer takes "imoddiget" for an inflected "imod".
        if stemmed != first and keywords.rarity([stemmed])[stemmed]:
            taken = end2
            yield (start, end2), whole


def _less(counts: Sequence[int]) -> bool:
    return counts[0] < counts[1]


def _may_be_wrong(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and word.islower()


def _meant(connection: sqlite3.Connection, keywords: KeywordIndex, word: str) -> str | None:
    """The word of the collection that is nearest to one that it does not know; of those as near the most
    usual; None where none is near."""
    most = 2 if len(word) >= LONG else 1
    folded = word.translate(FOLDS)
    near: Counter[tuple[int, str]] = Counter()
    for text in _texts(connection, keywords.resembling(stem(word), most, LOOKED_AT)):
        for other in WORD.findall(text):
            if other.islower() and other[0] == word[0] and abs(len(other) - len(word)) <= most:
                far = distance(folded, other.translate(FOLDS))
                if far <= most:
                    near[far, other] += 1
    nearest = min((far for far, _ in near), default=None)
    usual = [(count, other) for (far, other), count in near.items() if far == nearest]
    return max(usual)[1] if usual else None


def _meaning(connection: sqlite3.Connection, keywords: KeywordIndex, short: str) -> str | None:
    """What the collection says that an abbreviation means: "Ungdommens Uddannelsesvejledning (UU)"."""
    found = keywords.holding(short.lower(), DEFINING)
    for text in _texts(connection, found, f"({short})"):
        before = text[: text.index(f"({short})")].split()[-len(short) :]
        for count in range(1, len(before) + 1):
            words = before[-count:]
            if _initials(short.lower(), [word.lower() for word in words]):
                return " ".join(words)
    return None


def _initials(letters: str, words: Sequence[str]) -> bool:
    """Whether letters are those that the words begin with, or that stand within them, in order, each word
    giving at least its first and the last one no less."""
    if not words:
        return not letters
    if not letters or words[0][0] != letters[0]:
        return False
    rest, taken = words[0], 0
    for letter in letters:
        at = rest.find(letter)
        if at < 0:
            break
        taken, rest = taken + 1, rest[at + 1 :]
        if _initials(letters[taken:], words[1:]):
            return True
    return False


def _texts(
    connection: sqlite3.Connection, passages: Iterable[int], holding: str = ""
) -> Iterator[str]:
    rows = connection.execute(
        "SELECT text FROM passages WHERE id IN (SELECT value FROM json_each(?)) AND instr(text, ?)"
        " ORDER BY id",
        (json.dumps(list(passages)), holding),
    )
    return (text for (text,) in rows)


def distance(one: str, other: str) -> int:
    """How many letters are wrong, lacking, too many, or two in a row in the other order (optimal string
    alignment, Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
